/* test-compare-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "image/gesso-encoder.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"
#include "ui/compare/gesso-compare-view.h"
#include "ui/support/gesso-ui.h"

#define WIDTH 200
#define HEIGHT 120

static GessoPyramid *
make_pyramid (int     width,
              int     height,
              guint32 rgba)
{
  g_autoptr (GessoImage) image = gesso_test_picture_constant (width, height, rgba);

  return gesso_pyramid_new (image);
}

/* What is bounded stays bounded, and what was looked at last is kept. */
static void
test_cache (void)
{
  g_autoptr (GessoPyramid) a = make_pyramid (100, 100, 0xff);
  g_autoptr (GessoPyramid) b = make_pyramid (100, 100, 0xff);
  g_autoptr (GessoPyramid) c = make_pyramid (100, 100, 0xff);
  g_autoptr (GessoPyramid) large = make_pyramid (400, 400, 0xff);
  gsize one = gesso_pyramid_get_n_bytes (a);
  GessoPictureCache *cache = gesso_picture_cache_new (2 * one + one / 2);

  g_assert_cmpuint (one, >=, 40000);
  gesso_picture_cache_insert (cache, "a", a);
  gesso_picture_cache_insert (cache, "b", b);
  g_assert_cmpuint (gesso_picture_cache_get_n_bytes (cache), ==, 2 * one);
  g_assert_true (gesso_picture_cache_lookup (cache, "a", NULL) == a);
  gesso_picture_cache_insert (cache, "c", c);
  g_assert_null (gesso_picture_cache_lookup (cache, "b", NULL));
  g_assert_true (gesso_picture_cache_lookup (cache, "a", NULL) == a);
  g_assert_true (gesso_picture_cache_lookup (cache, "c", NULL) == c);
  /* The same name again takes the old one's place; too large a picture no place at all. */
  gesso_picture_cache_insert (cache, "c", b);
  g_assert_true (gesso_picture_cache_lookup (cache, "c", NULL) == b);
  gesso_picture_cache_insert (cache, "large", large);
  g_assert_null (gesso_picture_cache_lookup (cache, "large", NULL));
  g_assert_cmpuint (gesso_picture_cache_get_n_bytes (cache), ==, 2 * one);
  g_assert_finalize_object (cache);
}

/* The canvas, drawn into memory. */

static guint32
drawn_at (GtkWidget *widget,
          int        x,
          int        y)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  guint32 pixel;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_translate (cr, -x, -y);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  g_clear_pointer (&node, gsk_render_node_unref);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(guint32 *) (gpointer) cairo_image_surface_get_data (surface) & 0xffffff;
  cairo_surface_destroy (surface);
  return pixel;
}

typedef struct
{
  GtkWidget *window;
  GessoCompareCanvas *canvas;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GessoPyramid) red = make_pyramid (WIDTH, HEIGHT, 0xff0000ff);
  g_autoptr (GessoPyramid) blue = make_pyramid (WIDTH, HEIGHT, 0x0000ffff);

  gtk_widget_set_default_direction (data != NULL ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  f->window = gtk_window_new ();
  f->canvas = g_object_ref_sink (GESSO_COMPARE_CANVAS (gesso_compare_canvas_new ()));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 640, 400);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->canvas));
  gesso_compare_canvas_set_size (f->canvas, WIDTH, HEIGHT);
  gesso_compare_canvas_set_picture (f->canvas, 0, red);
  gesso_compare_canvas_set_picture (f->canvas, 1, blue);
  gesso_compare_canvas_set_names (f->canvas, "Before", "After");
  gtk_window_present (GTK_WINDOW (f->window));
  gesso_test_wait_until (gtk_widget_get_width (GTK_WIDGET (f->canvas)) > 400);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->canvas);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* Until a frame has been laid out and drawn. */
static void
settle (GtkWidget *widget)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (widget, tick_cb, &n_frames, NULL);

  gesso_test_wait_until (n_frames >= 3);
  gtk_widget_remove_tick_callback (widget, id);
}

/* The line lies between two device pixels: none is mixed of both. */
static void
test_wipe (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *widget = GTK_WIDGET (f->canvas);
  const GessoViewport *v = gesso_compare_canvas_get_viewport (f->canvas);
  int x, y;

  settle (widget);
  x = (int) v->x;
  y = (int) v->y + 10;
  g_assert_cmpfloat (v->zoom, ==, 1);
  gesso_compare_canvas_set_position (f->canvas, 0.25);
  g_assert_cmphex (drawn_at (widget, x + 5, y), ==, 0xff0000);
  g_assert_cmphex (drawn_at (widget, x + 47, y), ==, 0xff0000);
  g_assert_cmphex (drawn_at (widget, x + 53, y), ==, 0x0000ff);
  g_assert_cmphex (drawn_at (widget, x + WIDTH - 1, y), ==, 0x0000ff);
  gesso_compare_canvas_set_position (f->canvas, 7);
  g_assert_cmpfloat (gesso_compare_canvas_get_position (f->canvas), ==, 1);
  g_assert_cmphex (drawn_at (widget, x + WIDTH - 5, y), ==, 0xff0000);
}

static void
test_wipe_rtl (Fixture       *f,
               gconstpointer  data)
{
  const GessoViewport *v = gesso_compare_canvas_get_viewport (f->canvas);
  int x, y;

  settle (GTK_WIDGET (f->canvas));
  x = (int) v->x;
  y = (int) v->y + 10;
  gesso_compare_canvas_set_position (f->canvas, 0.25);
  g_assert_cmphex (drawn_at (GTK_WIDGET (f->canvas), x + WIDTH - 5, y), ==, 0xff0000);
  g_assert_cmphex (drawn_at (GTK_WIDGET (f->canvas), x + 100, y), ==, 0x0000ff);
}

/* One viewport for both: the same place of each is at the same place of its pane. */
static void
test_beside (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *widget = GTK_WIDGET (f->canvas);
  int width = gtk_widget_get_width (widget);
  int half = (width - 2) / 2;
  const GessoViewport *v = gesso_compare_canvas_get_viewport (f->canvas);
  GessoViewport wanted;

  gesso_compare_canvas_set_layout (f->canvas, GESSO_COMPARE_BESIDE);
  gesso_test_wait_until (v->view_width == half);
  g_assert_cmphex (drawn_at (widget, (int) v->x + 5, (int) v->y + 10), ==, 0xff0000);
  g_assert_cmphex (drawn_at (widget, half + 2 + (int) v->x + 5, (int) v->y + 10), ==, 0x0000ff);
  wanted = *v;
  wanted.fit = FALSE;
  wanted.zoom = 4;
  wanted.x = wanted.y = -100;
  gesso_compare_canvas_set_viewport (f->canvas, &wanted);
  settle (widget);
  g_assert_cmphex (drawn_at (widget, 10, 20), ==, 0xff0000);
  g_assert_cmphex (drawn_at (widget, half - 5, 20), ==, 0xff0000);
  g_assert_cmphex (drawn_at (widget, half + 5, 20), ==, 0x0000ff);
  g_assert_cmphex (drawn_at (widget, half + 2 + half - 5, 20), ==, 0x0000ff);
}

static void
test_blink (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *widget = GTK_WIDGET (f->canvas);
  const GessoViewport *v = gesso_compare_canvas_get_viewport (f->canvas);

  gesso_compare_canvas_set_layout (f->canvas, GESSO_COMPARE_BLINK);
  settle (widget);
  g_assert_cmphex (drawn_at (widget, (int) v->x + 5, (int) v->y + 10), ==, 0x0000ff);
  gesso_compare_canvas_set_side (f->canvas, 0);
  settle (widget);
  g_assert_cmphex (drawn_at (widget, (int) v->x + 5, (int) v->y + 10), ==, 0xff0000);
}

/* The whole view, from files. */

static char *
write_file (const char *folder,
            const char *name,
            guint32     rgba)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = gesso_test_picture_constant (WIDTH, HEIGHT, rgba);
  g_autoptr (GBytes) png
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  return path;
}

static void
left_cb (gpointer view,
         gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_view (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *before = write_file (folder, "before.png", 0x808080ff);
  g_autofree char *after = write_file (folder, "after.png", 0x828080ff);
  GessoSize size = { WIDTH, HEIGHT };
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (before, &size, after, &size, NULL, 0, NULL);
  GessoWorker *worker = gesso_worker_new ("test", 1);
  GessoPictureCache *cache = gesso_picture_cache_new (1 << 24);
  GessoCompareView *view = g_object_ref_sink (GESSO_COMPARE_VIEW (gesso_compare_view_new ()));
  GessoCompareCanvas *canvas = gesso_compare_view_get_canvas (view);
  GtkWidget *window = gtk_window_new ();
  GessoViewport viewport = GESSO_VIEWPORT_INIT;
  g_autoptr (GAsyncResult) shut = NULL;
  gboolean left = FALSE;
  const GessoViewport *v;

  gtk_window_set_default_size (GTK_WINDOW (window), 640, 400);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (view, "leave", G_CALLBACK (left_cb), &left);
  gesso_compare_view_set_source (view, cache, worker);
  gesso_compare_view_open (view, comparison, NULL, NULL, &viewport);
  gesso_test_wait_until (gesso_compare_canvas_get_picture (canvas, 0) != NULL
                         && gesso_compare_canvas_get_picture (canvas, 1) != NULL);
  g_assert_cmpuint (gesso_picture_cache_get_n_bytes (cache), >, 0);

  /* The difference of two is shown as sixteen. */
  gtk_widget_activate_action (GTK_WIDGET (view), "compare.mode", "s", "difference");
  g_assert_cmpstr (gesso_compare_view_get_mode (view), ==, "difference");
  g_assert_cmpint (gesso_compare_canvas_get_layout (canvas), ==, GESSO_COMPARE_ONE);
  gesso_test_wait_until (gesso_compare_canvas_get_picture (canvas, 0) != NULL);
  v = gesso_compare_canvas_get_viewport (canvas);
  gesso_test_wait_until (v->view_width > 400);
  settle (GTK_WIDGET (canvas));
  g_assert_cmphex (drawn_at (GTK_WIDGET (canvas), (int) v->x + 5, (int) v->y + 5), ==, 0x100000);

  /* What is there already is shown without waiting. */
  gesso_compare_view_set_mode (view, "wipe");
  g_assert_nonnull (gesso_compare_canvas_get_picture (canvas, 0));
  g_assert_nonnull (gesso_compare_canvas_get_picture (canvas, 1));
  gesso_compare_view_set_mode (view, "no such way");
  g_assert_cmpstr (gesso_compare_view_get_mode (view), ==, "wipe");

  gtk_widget_activate_action (GTK_WIDGET (view), "compare.leave", NULL);
  g_assert_true (left);
  /* Closed in the midst of loading nothing comes any more. */
  gesso_compare_view_set_mode (view, "heat-map");
  gesso_compare_view_close (view);
  g_assert_null (gesso_compare_canvas_get_picture (canvas, 0));

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (view);
  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &shut);
  gesso_test_wait_result (&shut);
  g_assert_true (gesso_worker_shutdown_finish (worker, shut, NULL));
  g_assert_finalize_object (cache);
  g_clear_object (&shut);
  g_object_unref (worker);
  gesso_test_remove_folder (folder);
}

/* Icons are drawn, for which their kind has to be known; the folders that say so are hidden from
 * the tests. */
static void
keep_mime_types (void)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autoptr (GPtrArray) mime = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    g_ptr_array_add (mime, g_build_filename (folders[i], "mime", NULL));
  g_ptr_array_add (mime, NULL);
  g_content_type_set_mime_dirs ((const char *const *) mime->pdata);
}

/* Blinking begins by itself only where things may move, and stops out of sight. */
static void
test_motion (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *before = write_file (folder, "before.png", 0x808080ff);
  GessoSize size = { WIDTH, HEIGHT };
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (before, &size, before, &size, NULL, 0, NULL);
  g_autoptr (GessoWorker) worker = gesso_worker_new ("test", 1);
  g_autoptr (GessoPictureCache) cache = gesso_picture_cache_new (1 << 24);
  GessoViewport viewport = GESSO_VIEWPORT_INIT;
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new ();
  GessoCompareView *view;
  g_autoptr (GAsyncResult) shut = NULL;
  gboolean automatic;

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  view = g_object_ref_sink (GESSO_COMPARE_VIEW (gesso_compare_view_new ()));
  g_object_get (view, "automatic", &automatic, NULL);
  g_assert_false (automatic);
  g_object_unref (view);

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  view = g_object_ref_sink (GESSO_COMPARE_VIEW (gesso_compare_view_new ()));
  g_object_get (view, "automatic", &automatic, NULL);
  g_assert_true (automatic);
  gesso_compare_view_set_source (view, cache, worker);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  gesso_compare_view_open (view, comparison, NULL, NULL, &viewport);
  gesso_compare_view_set_mode (view, "blink");
  gesso_test_wait_until (gesso_compare_canvas_get_side (gesso_compare_view_get_canvas (view)) == 0);
  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
  g_assert_cmpuint (gesso_compare_canvas_get_side (gesso_compare_view_get_canvas (view)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (view);
  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &shut);
  gesso_test_wait_result (&shut);
  g_assert_true (gesso_worker_shutdown_finish (worker, shut, NULL));
  gesso_test_remove_folder (folder);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  keep_mime_types ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/picture-cache/bounded", test_cache);
  ADD ("/compare-canvas/wipe", NULL, test_wipe);
  ADD ("/compare-canvas/wipe-rtl", "rtl", test_wipe_rtl);
  ADD ("/compare-canvas/beside", NULL, test_beside);
  ADD ("/compare-canvas/blink", NULL, test_blink);
  g_test_add_func ("/compare-view/ways", test_view);
  g_test_add_func ("/compare-view/motion", test_motion);

  return g_test_run ();
}
