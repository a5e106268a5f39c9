/* test-mask-tools.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tools told of events, and the mask that comes of it.
 */

#include "config.h"

#include "mask/gesso-brush-tool.h"
#include "mask/gesso-color-tool.h"
#include "mask/gesso-dab.h"
#include "mask/gesso-fill-tool.h"
#include "mask/gesso-lasso-tool.h"
#include "mask/gesso-move-tool.h"
#include "mask/gesso-path-fill.h"
#include "mask/gesso-polygon-tool.h"
#include "mask/gesso-shape-tool.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <string.h>

#include <math.h>

#define WIDTH 400
#define HEIGHT 300

typedef struct
{
  GessoMaskDocument *document;
  GessoWorker *worker;
  guint n_changed;
  guint n_committed;
} Fixture;

static void
changed_cb (GessoMaskDocument *document,
            const GessoRect   *rect,
            Fixture           *fixture)
{
  g_assert_false (gesso_rect_is_empty (rect));
  fixture->n_changed++;
}

static void
committed_cb (GessoMaskDocument *document,
              guint              mask_id,
              Fixture           *fixture)
{
  g_assert_nonnull (gesso_mask_document_get_mask (document, mask_id));
  fixture->n_committed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  fixture->worker = gesso_worker_new ("test", 1);
  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->document, "committed", G_CALLBACK (committed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_worker_shutdown_async (fixture->worker, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_clear_object (&result);
  g_assert_finalize_object (fixture->worker);
  g_assert_finalize_object (fixture->document);
}

static GessoToolEvent
at (double             x,
    double             y,
    GessoToolModifiers modifiers)
{
  return (GessoToolEvent){ x, y, 1, 0, modifiers };
}

/* Press, some moves, release: x, y, x, y, …. */
static void
drag (GessoTool          *tool,
      const double       *places,
      guint               n,
      GessoToolModifiers  modifiers)
{
  GessoToolEvent event = at (places[0], places[1], modifiers);

  gesso_tool_begin (tool, &event);
  for (guint i = 1; i < n; i++)
    {
      event = at (places[2 * i], places[2 * i + 1], modifiers);
      gesso_tool_move (tool, &event, 1);
    }
  gesso_tool_end (tool, &event);
}

static GessoMask *
current (Fixture *fixture)
{
  return gesso_mask_document_get_active_mask (fixture->document);
}

static void
assert_rect (Fixture *fixture,
             int      x,
             int      y,
             int      width,
             int      height)
{
  g_autoptr (GessoMask) wanted = gesso_mask_new (WIDTH, HEIGHT);
  const GessoRect rect = { x, y, width, height };

  gesso_mask_fill_rect (wanted, &rect, 255);
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));
}

/* --- Brush --- */

/* The same stroke in one flat plane, from the dabs that the stroke gives. */
static void
test_brush (Fixture       *fixture,
            gconstpointer  data)
{
  const double places[] = { 50, 60, -80, 100, 120, -90, 390, 40, 470, 160, 300, 380, 200, 150 };
  const GessoBrush brush = { .size = 60, .hardness = 0.3, .opacity = 0.7 };
  const GessoRect canvas = { 0, 0, WIDTH, HEIGHT };
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  g_autoptr (GessoStroke) stroke = gesso_stroke_new (&brush, &canvas);
  g_autoptr (GArray) dabs = g_array_new (FALSE, FALSE, sizeof (GessoStrokeDab));
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  g_autofree guint8 *flat = g_malloc0 (WIDTH * HEIGHT);
  guint8 row[WIDTH];

  gesso_tool_set_document (tool, fixture->document);
  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &brush);
  drag (tool, places, 7, 0);
  g_assert_cmpuint (fixture->n_committed, ==, 1);
  g_assert_false (gesso_tool_is_active (tool));

  for (guint i = 0; i < 7; i++)
    {
      GessoStrokePoint point = { places[2 * i], places[2 * i + 1], 1, 0 };

      gesso_stroke_add (stroke, &point, dabs);
    }
  gesso_stroke_end (stroke, dabs);
  for (guint i = 0; i < dabs->len; i++)
    {
      const GessoStrokeDab *place = &g_array_index (dabs, GessoStrokeDab, i);
      GessoDab dab;

      gesso_dab_cache_get (cache, place->x, place->y, place->radius, 0.3, place->opacity, &dab);
      gesso_dab_blend_flat (&dab, GESSO_DAB_MAX, WIDTH, HEIGHT, WIDTH, flat);
    }
  for (int y = 0; y < HEIGHT; y++)
    {
      gesso_mask_get_row (current (fixture), 0, y, WIDTH, row);
      g_assert_cmpmem (row, WIDTH, flat + y * WIDTH, WIDTH);
      for (int x = 0; x < WIDTH; x++)
        g_assert_cmpint (row[x], <=, 179);
    }

  /* Over the border and back is one stroke, and one step. */
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));
}

static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  const double places[] = { 100, 100, 200, 100 };
  g_autoptr (GessoTool) brush = gesso_brush_tool_new ();
  g_autoptr (GessoTool) eraser = gesso_eraser_tool_new ();
  const GessoBrush hard = { .size = 40, .hardness = 1, .opacity = 1 };
  guint64 n;

  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (brush), &hard);
  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (eraser), &hard);
  gesso_tool_set_document (brush, fixture->document);
  gesso_tool_set_document (eraser, fixture->document);
  drag (brush, places, 2, 0);
  n = gesso_mask_count (current (fixture), 1);
  g_assert_cmpuint (n, >, 5000);
  drag (eraser, places, 2, 0);
  /* The half covered pixels of the edge keep what the eraser does not cover. */
  g_assert_cmpuint (gesso_mask_count (current (fixture), 129), ==, 0);
  g_assert_cmpuint (gesso_mask_count (current (fixture), 1), <, 300);
  drag (eraser, places, 2, GESSO_TOOL_ERASE);
  g_assert_cmpuint (gesso_mask_count (current (fixture), 1), ==, n);
  drag (brush, places, 2, GESSO_TOOL_ERASE);
  g_assert_cmpuint (gesso_mask_count (current (fixture), 129), ==, 0);
  g_assert_cmpuint (fixture->n_committed, ==, 4);
}

static void
test_brush_line (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  const GessoBrush hard = { .size = 11, .hardness = 1, .opacity = 1 };
  GessoToolEvent event = at (50.5, 50.5, 0);
  GessoRect bounds;
  guint n;

  gesso_tool_set_document (tool, fixture->document);
  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &hard);
  gesso_tool_begin (tool, &event);
  gesso_tool_end (tool, &event);
  event = at (300.5, 50.5, GESSO_TOOL_SHIFT);
  gesso_tool_hover (tool, &event);
  gesso_path_get_points (gesso_tool_get_outline (tool), &n);
  g_assert_cmpuint (n, ==, 2);
  gesso_tool_begin (tool, &event);
  gesso_tool_end (tool, &event);
  gesso_path_get_points (gesso_tool_get_outline (tool), &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (gesso_mask_get_bounds (current (fixture), 128, &bounds));
  g_assert_cmpint (bounds.x, ==, 45);
  g_assert_cmpint (bounds.width, ==, 261);
  g_assert_cmpint (bounds.height, ==, 11);
}

static void
test_brush_cancel (Fixture       *fixture,
                   gconstpointer  data)
{
  const double places[] = { 100, 100, 200, 100 };
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  g_autoptr (GessoMask) before = NULL;
  GessoToolEvent event = at (50, 200, 0);

  gesso_tool_set_document (tool, fixture->document);
  drag (tool, places, 2, 0);
  before = gesso_mask_document_dup_snapshot (fixture->document);
  gesso_tool_begin (tool, &event);
  event.x = 300;
  gesso_tool_move (tool, &event, 1);
  g_assert_false (gesso_mask_equal (before, current (fixture)));
  g_assert_true (gesso_tool_is_active (tool));
  gesso_tool_cancel (tool);
  g_assert_true (gesso_mask_equal (before, current (fixture)));
  gesso_tool_end (tool, &event);
  g_assert_cmpuint (fixture->n_committed, ==, 1);

  /* Undo in the middle of a stroke takes the stroke. */
  gesso_tool_begin (tool, &event);
  gesso_mask_document_undo (fixture->document);
  g_assert_true (gesso_mask_equal (before, current (fixture)));
  gesso_tool_move (tool, &event, 1);
  gesso_tool_end (tool, &event);
  g_assert_true (gesso_mask_equal (before, current (fixture)));
}

/* --- Shapes --- */

static void
test_rectangle (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_rectangle_tool_new ();
  const double places[] = { 100.2, 50.4, 160, 160, 180.3, 79.6 };
  const double back[] = { 60, 60, 20.4, 90 };
  const double outside[] = { 350, 250, 500, 500 };
  GessoToolEvent event;

  gesso_tool_set_document (tool, fixture->document);
  drag (tool, places, 3, 0);
  assert_rect (fixture, 100, 50, 80, 30);
  gesso_mask_document_undo (fixture->document);
  drag (tool, places, 3, GESSO_TOOL_SHIFT);
  assert_rect (fixture, 100, 50, 80, 81);
  drag (tool, places, 3, GESSO_TOOL_SHIFT | GESSO_TOOL_ERASE);
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  drag (tool, places, 3, GESSO_TOOL_ALT);
  assert_rect (fixture, 20, 21, 160, 59);
  gesso_mask_document_undo (fixture->document);
  drag (tool, back, 2, 0);
  assert_rect (fixture, 20, 60, 40, 30);
  gesso_mask_document_undo (fixture->document);
  drag (tool, outside, 2, 0);
  assert_rect (fixture, 350, 250, 50, 50);
  gesso_mask_document_undo (fixture->document);

  /* The space bar moves the whole; Shift may come and go. */
  event = at (10, 10, 0);
  gesso_tool_begin (tool, &event);
  event = at (60, 40, GESSO_TOOL_SHIFT);
  gesso_tool_move (tool, &event, 1);
  event = at (90, 50, GESSO_TOOL_SPACE);
  gesso_tool_move (tool, &event, 1);
  g_assert_true (gesso_tool_is_active (tool));
  event = at (95, 50, 0);
  gesso_tool_end (tool, &event);
  assert_rect (fixture, 40, 20, 55, 30);

  gesso_tool_set_mode (tool, GESSO_TOOL_REPLACE);
  drag (tool, back, 2, 0);
  assert_rect (fixture, 20, 60, 40, 30);
  drag (tool, back, 1, 0);
  assert_rect (fixture, 20, 60, 40, 30);
}

static void
test_ellipse (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_ellipse_tool_new ();
  const double places[] = { 100, 50, 300, 150 };
  double sum = 0;

  gesso_tool_set_document (tool, fixture->document);
  drag (tool, places, 2, 0);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      sum += gesso_mask_get_pixel (current (fixture), x, y) / 255.0;
  g_assert_cmpfloat_with_epsilon (sum, G_PI * 100 * 50, 20);
  gesso_mask_document_undo (fixture->document);
  drag (tool, places, 2, GESSO_TOOL_SHIFT);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 200, 248), ==, 255);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 105, 55), ==, 0);
}

/* --- Outlines --- */

static void
test_lasso (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_lasso_tool_new ();
  const double square[] = { 50, 50, 150, 50, 150, 150, 50, 150 };
  const double eight[] = { 200, 50, 300, 150, 300, 50, 200, 150 };
  /* Around twice, so that the inner square winds twice. */
  const double twice[]
      = { 50, 50, 350, 50, 350, 250, 50, 250, 50, 50, 150, 100, 250, 100, 250, 200, 150, 200 };
  GessoToolEvent event = at (0, 0, 0);

  gesso_tool_set_document (tool, fixture->document);
  drag (tool, square, 4, 0);
  assert_rect (fixture, 50, 50, 100, 100);
  drag (tool, eight, 4, GESSO_TOOL_SHIFT);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 210, 100), ==, 255);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 290, 100), ==, 255);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 250, 60), ==, 0);
  drag (tool, square, 4, GESSO_TOOL_CONTROL);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 100, 100), ==, 0);
  drag (tool, twice, 9, 0);
  g_assert_cmpint (gesso_mask_get_pixel (current (fixture), 200, 150), ==, 255);

  gesso_tool_begin (tool, &event);
  g_assert_true (gesso_tool_step_back (tool));
  gesso_tool_cancel (tool);
  g_assert_false (gesso_tool_is_active (tool));
  g_assert_cmpuint (fixture->n_committed, ==, 4);
}

static void
click (GessoTool          *tool,
       double              x,
       double              y,
       GessoToolModifiers  modifiers)
{
  GessoToolEvent event = at (x, y, modifiers);

  gesso_tool_hover (tool, &event);
  gesso_tool_begin (tool, &event);
  gesso_tool_end (tool, &event);
}

static void
test_polygon (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_polygon_tool_new ();
  guint n;

  gesso_tool_set_document (tool, fixture->document);
  click (tool, 50, 50, 0);
  click (tool, 150, 50, 0);
  click (tool, 170, 170, 0);
  gesso_path_get_points (gesso_tool_get_outline (tool), &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_true (gesso_tool_step_back (tool));
  click (tool, 150, 150, 0);
  click (tool, 50, 150, 0);
  gesso_tool_finish (tool);
  assert_rect (fixture, 50, 50, 100, 100);
  g_assert_false (gesso_tool_is_active (tool));
  g_assert_false (gesso_tool_step_back (tool));

  /* Closed by a click near the first corner; Ctrl takes away. */
  click (tool, 100, 50, 0);
  click (tool, 150, 50, 0);
  click (tool, 150, 150, 0);
  click (tool, 100, 150, 0);
  click (tool, 103, 52, GESSO_TOOL_CONTROL);
  assert_rect (fixture, 50, 50, 50, 100);

  click (tool, 10, 10, 0);
  click (tool, 20, 10, 0);
  gesso_tool_cancel (tool);
  g_assert_false (gesso_tool_is_active (tool));
  g_assert_cmpuint (fixture->n_committed, ==, 2);
}

/* --- On the worker --- */

static void
test_fill (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GessoTool) lasso = gesso_rectangle_tool_new ();
  GessoTool *tool = gesso_fill_tool_new (fixture->worker);
  const double outer[] = { 50, 50, 150, 150 };
  const double inner[] = { 60, 60, 140, 140 };

  gesso_tool_set_document (lasso, fixture->document);
  gesso_tool_set_document (tool, fixture->document);
  drag (lasso, outer, 2, 0);
  drag (lasso, inner, 2, GESSO_TOOL_CONTROL);
  click (tool, 100, 100, 0);
  g_assert_true (gesso_tool_is_active (tool));
  gesso_test_wait_until (!gesso_tool_is_active (tool));
  assert_rect (fixture, 50, 50, 100, 100);
  click (tool, 100, 100, GESSO_TOOL_CONTROL);
  gesso_test_wait_until (!gesso_tool_is_active (tool));
  g_assert_true (gesso_mask_is_empty (current (fixture)));

  /* Cancelled, or overtaken by a stroke: nothing happens. */
  click (tool, 100, 100, 0);
  gesso_tool_cancel (tool);
  click (tool, 100, 100, 0);
  drag (lasso, outer, 2, 0);
  gesso_test_wait_until (!gesso_tool_is_active (tool));
  assert_rect (fixture, 50, 50, 100, 100);
  gesso_tool_set_document (tool, NULL);
  g_object_add_weak_pointer (G_OBJECT (tool), (gpointer *) &tool);
  g_object_unref (tool);
  gesso_test_wait_until (tool == NULL);
}

static void
test_color (Fixture       *fixture,
            gconstpointer  data)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT * 4);
  g_autoptr (GessoImage) image = NULL;
  GessoTool *tool = gesso_color_tool_new (fixture->worker);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      memset (pixels + 4 * (y * WIDTH + x), x >= 100 && x < 200 && y >= 50 && y < 90 ? 200 : 20, 4);
  image = gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, WIDTH * 4, pixels);
  gesso_tool_set_document (tool, fixture->document);
  click (tool, 120, 60, 0);
  g_assert_false (gesso_tool_is_active (tool));
  gesso_color_tool_set_image (GESSO_COLOR_TOOL (tool), image);
  click (tool, 120, 60, 0);
  gesso_test_wait_until (!gesso_tool_is_active (tool));
  assert_rect (fixture, 100, 50, 100, 40);
  click (tool, -1, 60, 0);
  g_assert_false (gesso_tool_is_active (tool));
  gesso_color_tool_set_tolerance (GESSO_COLOR_TOOL (tool), 180);
  click (tool, 120, 60, GESSO_TOOL_CONTROL);
  gesso_test_wait_until (!gesso_tool_is_active (tool));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_object_add_weak_pointer (G_OBJECT (tool), (gpointer *) &tool);
  g_object_unref (tool);
  gesso_test_wait_until (tool == NULL);
}

/* --- Move --- */

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GessoTool) shape = gesso_rectangle_tool_new ();
  g_autoptr (GessoTool) tool = gesso_move_tool_new ();
  const double rect[] = { 100, 50, 200, 100 };
  const double way[] = { 0, 0, 500, 400, 20.2, -9.8 };
  const double out[] = { 0, 0, -160, 0 };

  gesso_tool_set_document (shape, fixture->document);
  gesso_tool_set_document (tool, fixture->document);
  drag (tool, way, 3, 0);
  g_assert_cmpuint (fixture->n_committed, ==, 0);
  drag (shape, rect, 2, 0);
  drag (tool, way, 3, 0);
  assert_rect (fixture, 120, 40, 100, 50);
  gesso_mask_document_undo (fixture->document);
  assert_rect (fixture, 100, 50, 100, 50);
  drag (tool, way, 3, GESSO_TOOL_SHIFT);
  assert_rect (fixture, 120, 50, 100, 50);
  drag (tool, out, 2, 0);
  assert_rect (fixture, 0, 50, 60, 50);
}

/* --- The document --- */

static void
test_masks (Fixture       *fixture,
            gconstpointer  data)
{
  GessoMaskDocument *document = fixture->document;
  guint first = gesso_mask_document_get_active (document);
  guint second = gesso_mask_document_add (document, NULL, "sky", NULL);
  g_autoptr (GessoTool) shape = gesso_rectangle_tool_new ();
  const double rect[] = { 100, 50, 200, 100 };
  const double other[] = { 10, 10, 30, 30 };

  gesso_tool_set_document (shape, document);
  drag (shape, rect, 2, 0);
  gesso_mask_document_set_active (document, second);
  drag (shape, other, 2, 0);
  assert_rect (fixture, 10, 10, 20, 20);
  gesso_mask_document_set_active (document, first);
  assert_rect (fixture, 100, 50, 100, 50);

  /* Undo goes to the mask whose step it is. */
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_cmpuint (gesso_mask_document_get_active (document), ==, second);
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_true (gesso_mask_document_redo (document));
  gesso_mask_document_remove (document, NULL, second);
  g_assert_cmpuint (gesso_mask_document_get_active (document), ==, first);
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_false (gesso_mask_document_undo (document));
  gesso_mask_document_rename (document, NULL, first, "tree");
  g_assert_cmpstr (gesso_mask_document_get_name (document, first), ==, "tree");
}

static void
count_call (guint *n)
{
  (*n)++;
}

/* What a document looks like: its frame, and its masks in order with names and content. */
typedef struct
{
  GessoRect frame;
  GPtrArray *masks; /* (owned): a name, a mask, a name, ... */
} State;

static State *
look (GessoMaskDocument *document)
{
  State *state = g_new0 (State, 1);

  state->frame = *gesso_mask_document_get_frame (document);
  state->masks = g_ptr_array_new ();
  for (guint i = 0; i < gesso_mask_document_get_n_masks (document); i++)
    {
      guint id = gesso_mask_document_get_id (document, i);

      g_ptr_array_add (state->masks, g_strdup (gesso_mask_document_get_name (document, id)));
      g_ptr_array_add (state->masks,
                       gesso_mask_snapshot (gesso_mask_document_get_mask (document, id)));
    }
  return state;
}

static void
state_free (gpointer data)
{
  State *state = data;

  for (guint i = 0; i < state->masks->len; i += 2)
    {
      g_free (state->masks->pdata[i]);
      gesso_mask_unref (state->masks->pdata[i + 1]);
    }
  g_ptr_array_unref (state->masks);
  g_free (state);
}

static void
assert_looks (GessoMaskDocument *document,
              State             *state)
{
  g_assert_true (gesso_rect_equal (gesso_mask_document_get_frame (document), &state->frame));
  g_assert_cmpuint (gesso_mask_document_get_n_masks (document), ==, state->masks->len / 2);
  g_assert_nonnull (
      gesso_mask_document_get_name (document, gesso_mask_document_get_active (document)));
  for (guint i = 0; i < state->masks->len / 2; i++)
    {
      guint id = gesso_mask_document_get_id (document, i);

      g_assert_cmpstr (gesso_mask_document_get_name (document, id), ==, state->masks->pdata[2 * i]);
      g_assert_true (gesso_mask_equal (gesso_mask_document_get_mask (document, id),
                                       state->masks->pdata[2 * i + 1]));
    }
}

static void
extend (GessoMaskDocument *document,
        const char        *description,
        gboolean           more,
        int                left,
        int                right)
{
  gesso_mask_document_set_frame (document, description, more,
                                 &(GessoRect){ -left, 0, left + 300 + right, 200 });
}

static int
frame_width (GessoMaskDocument *document)
{
  return gesso_mask_document_get_frame (document)->width;
}

/* By how much a picture is extended is a step like a stroke, and goes back in the same order. */
static void
test_undo_frame (void)
{
  g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (300, 200, "Mask");
  const GessoRect rect = { 10, 10, 50, 50 };
  guint changed = 0;
  guint committed = 0;

  g_signal_connect_swapped (document, "frame-changed", G_CALLBACK (count_call), &changed);
  g_signal_connect_swapped (document, "committed", G_CALLBACK (count_call), &committed);
  g_assert_cmpint (frame_width (document), ==, 300);

  /* What was so before cannot be taken back. */
  extend (document, NULL, FALSE, 20, 0);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_false (gesso_mask_document_can_undo (document));
  extend (document, "extend", FALSE, 20, 0);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_false (gesso_mask_document_can_undo (document));

  /* A number that goes on changing is one step, a stroke ends it. */
  extend (document, "extend", FALSE, 20, 16);
  extend (document, "extend", TRUE, 20, 32);
  extend (document, "extend", TRUE, 20, 48);
  gesso_mask_fill_rect (gesso_mask_document_begin (document, "paint"), &rect, 255);
  gesso_mask_document_touch (document, &rect);
  extend (document, "extend", TRUE, 20, 64);
  g_assert_false (gesso_mask_document_is_editing (document));
  g_assert_cmpuint (committed, ==, 1);
  g_assert_cmpstr (gesso_mask_document_describe_undo (document), ==, "extend");

  changed = 0;
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_cmpint (frame_width (document), ==, 300 + 20 + 48);
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (document)));
  g_assert_cmpint (frame_width (document), ==, 300 + 20 + 48);
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_cmpint (frame_width (document), ==, 320);
  g_assert_cmpint (gesso_mask_document_get_frame (document)->x, ==, -20);
  g_assert_false (gesso_mask_document_undo (document));
  g_assert_cmpuint (changed, ==, 2);
  for (int i = 0; i < 3; i++)
    g_assert_true (gesso_mask_document_redo (document));
  g_assert_cmpint (frame_width (document), ==, 300 + 20 + 64);
  g_assert_false (gesso_mask_is_empty (gesso_mask_document_get_active_mask (document)));

  /* To and fro is no step. */
  extend (document, "extend", FALSE, 0, 64);
  extend (document, "extend", TRUE, 20, 64);
  g_assert_true (gesso_mask_document_undo (document));
  g_assert_cmpint (frame_width (document), ==, 300 + 20 + 48);
}

static void
change_at_random (GRand             *random,
                  GessoMaskDocument *document)
{
  guint n = gesso_mask_document_get_n_masks (document);
  guint id = gesso_mask_document_get_id (document, (guint) g_rand_int_range (random, 0, (int) n));
  static const char *const names[] = { "sky", "tree", "sky", "house" };
  const char *name = names[g_rand_int_range (random, 0, 4)];
  g_autoptr (GessoMask) content = NULL;
  GessoRect rect = { g_rand_int_range (random, 0, 250), g_rand_int_range (random, 0, 150),
                     g_rand_int_range (random, 1, 100), g_rand_int_range (random, 1, 100) };

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      content = g_rand_boolean (random) ? gesso_mask_new (300, 200) : NULL;
      if (content != NULL)
        gesso_mask_fill_rect (content, &rect, 200);
      gesso_mask_document_set_active (document,
                                      gesso_mask_document_add (document, "add", name, content));
      break;
    case 1:
      if (n > 1)
        gesso_mask_document_remove (document, "remove", id);
      break;
    case 2:
      gesso_mask_document_rename (document, "rename", id, name);
      break;
    case 3:
      extend (document, "extend", FALSE, g_rand_int_range (random, 0, 3),
              g_rand_int_range (random, 0, 3));
      break;
    default:
      gesso_mask_document_set_active (document, id);
      gesso_mask_fill_rect (gesso_mask_document_begin (document, "paint"), &rect,
                            (guint8) g_rand_int_range (random, 0, 256));
      gesso_mask_document_touch (document, &rect);
      gesso_mask_document_end (document);
    }
}

/* Whatever is painted, added, removed, renamed and extended: each step can be taken back and made
 * again. */
static void
test_undo_masks (void)
{
  for (guint32 seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (300, 200, "Mask");
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (state_free);
      guint changed = 0;
      int n_way;

      g_signal_connect_swapped (document, "history-changed", G_CALLBACK (count_call), &changed);
      g_ptr_array_add (states, look (document));
      for (int i = 0; i < 40; i++)
        {
          guint before = changed;

          change_at_random (random, document);
          if (changed > before)
            g_ptr_array_add (states, look (document));
          else
            assert_looks (document, states->pdata[states->len - 1]);
        }
      for (int way = 0; way < 4; way++)
        {
          n_way = (int) states->len - 1;
          for (int i = n_way - 1; i >= 0; i--)
            {
              g_assert_true (gesso_mask_document_undo (document));
              assert_looks (document, states->pdata[i]);
            }
          g_assert_false (gesso_mask_document_undo (document));
          for (int i = 1; i <= n_way; i++)
            {
              g_assert_true (gesso_mask_document_redo (document));
              assert_looks (document, states->pdata[i]);
            }
          g_assert_false (gesso_mask_document_redo (document));
        }
    }
}

/* Many lines that all cross each other. */
static void
get_star (int     corner,
          double *out_x,
          double *out_y)
{
  double angle = 2 * G_PI * corner * 667 / 2002;

  *out_x = WIDTH / 2.0 * (1 + 0.9 * cos (angle));
  *out_y = HEIGHT / 2.0 * (1 + 0.9 * sin (angle));
}

static void
draw_star (GessoTool *tool)
{
  double places[2 * 2002];

  for (int i = 0; i < 2002; i++)
    get_star (i, &places[2 * i], &places[2 * i + 1]);
  drag (tool, places, 2002, 0);
}

/* A path that takes its time is filled while there is nothing else to do, and whatever happens in
 * between finds it complete, or as if it had never been. */
static void
test_long_fill (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GessoTool) tool = gesso_lasso_tool_new ();
  g_autoptr (GessoPath) path = gesso_path_new ();
  g_autoptr (GessoMask) wanted = gesso_mask_new (WIDTH, HEIGHT);
  g_autoptr (GessoMask) other = NULL;

  for (int i = 0; i < 2002; i++)
    {
      double x, y;

      get_star (i, &x, &y);
      gesso_path_line_to (path, x, y);
    }
  gesso_path_fill (path, GESSO_DAB_MAX, 255, wanted);
  gesso_tool_set_document (tool, fixture->document);
  gesso_tool_set_label (tool, "star");

  draw_star (tool);
  g_assert_true (gesso_tool_is_working (tool));
  g_assert_true (gesso_tool_is_active (tool));
  g_assert_true (gesso_mask_document_has_rest (fixture->document));
  g_assert_false (gesso_mask_equal (wanted, current (fixture)));
  g_assert_cmpuint (fixture->n_committed, ==, 0);
  while (gesso_tool_is_working (tool))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));
  g_assert_false (gesso_mask_document_is_editing (fixture->document));
  g_assert_cmpuint (fixture->n_committed, ==, 1);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));

  /* Escape. */
  draw_star (tool);
  g_assert_false (gesso_mask_is_empty (current (fixture)));
  gesso_tool_cancel (tool);
  g_assert_false (gesso_tool_is_active (tool));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));
  g_assert_true (gesso_mask_document_can_redo (fixture->document));

  /* Another step, or undo, does not find half of it. */
  draw_star (tool);
  gesso_mask_document_add (fixture->document, "add", "other", NULL);
  g_assert_false (gesso_tool_is_working (tool));
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_document_undo (fixture->document));
  draw_star (tool);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_is_empty (current (fixture)));
  g_assert_true (gesso_mask_document_redo (fixture->document));
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));

  /* In place of what was there. */
  gesso_tool_set_mode (tool, GESSO_TOOL_REPLACE);
  other = gesso_mask_new (WIDTH, HEIGHT);
  gesso_mask_fill_rect (other, &(GessoRect){ 0, 0, WIDTH, HEIGHT }, 255);
  gesso_mask_document_replace (fixture->document, "all", other);
  draw_star (tool);
  gesso_tool_cancel (tool);
  g_assert_true (gesso_mask_equal (other, current (fixture)));
  draw_star (tool);
  gesso_mask_document_end (fixture->document);
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));
  g_assert_false (gesso_tool_is_active (tool));

  /* Nothing is left behind by a tool that goes. */
  draw_star (tool);
  g_clear_object (&tool);
  g_assert_false (gesso_mask_document_is_editing (fixture->document));
  g_assert_true (gesso_mask_equal (wanted, current (fixture)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/mask-tools/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("brush", test_brush);
  ADD ("erase", test_erase);
  ADD ("brush-line", test_brush_line);
  ADD ("brush-cancel", test_brush_cancel);
  ADD ("rectangle", test_rectangle);
  ADD ("ellipse", test_ellipse);
  ADD ("lasso", test_lasso);
  ADD ("polygon", test_polygon);
  ADD ("fill", test_fill);
  ADD ("color", test_color);
  ADD ("move", test_move);
  ADD ("masks", test_masks);
  ADD ("long-fill", test_long_fill);
  g_test_add_func ("/mask-tools/undo-masks", test_undo_masks);
  g_test_add_func ("/mask-tools/undo-frame", test_undo_frame);

  return g_test_run ();
}
