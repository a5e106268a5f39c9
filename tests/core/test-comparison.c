/* test-comparison.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An edit beside what it was made from: everything covers everything else pixel by pixel, whether
 * the answer was a part of the picture, the picture was extended, or there was no mask at all.
 */

#include "config.h"

#include "image/gesso-composite.h"
#include "image/gesso-encoder.h"
#include "protect/gesso-comparison.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <string.h>

#define DIGEST "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

typedef struct
{
  char *folder; /* (owned) */
  char *before;
  char *after;
  char *answer;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = gesso_test_make_folder ();
  f->before = g_build_filename (f->folder, "before.png", NULL);
  f->after = g_build_filename (f->folder, "after.png", NULL);
  f->answer = g_build_filename (f->folder, "answer.png", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_free (f->before);
  g_free (f->after);
  g_free (f->answer);
  gesso_test_remove_folder (f->folder);
}

static void
write_file (GessoImage *image,
            const char *path)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GBytes) png
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);

  g_assert_nonnull (png);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
}

static guint32
pixel_at (GessoImage *image,
          int         x,
          int         y)
{
  guint32 pixel;

  g_assert_cmpint (gesso_image_get_format (image), ==, GESSO_PIXEL_FORMAT_RGBA8);
  memcpy (&pixel, gesso_image_get_row (image, y) + 4 * (gsize) x, 4);
  return GUINT32_FROM_BE (pixel);
}

static GessoImage *
make (GessoComparison        *comparison,
      GessoComparisonPicture  which)
{
  g_autoptr (GError) error = NULL;
  GessoImage *image = gesso_comparison_make (comparison, which, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_get_width (image), ==,
                   gesso_comparison_get_size (comparison)->width);
  g_assert_cmpint (gesso_image_get_height (image), ==,
                   gesso_comparison_get_size (comparison)->height);
  return image;
}

static GessoStitchPlan *
make_plan (int                 width,
           int                 height,
           const GessoRect    *rect,
           const GessoMargins *margins)
{
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  g_autoptr (GessoReference) mask
      = gesso_reference_new (bytes, "image/png", "mask.png", DIGEST, width, height);

  return gesso_stitch_plan_new (mask, rect, &(GessoSize){ rect->width, rect->height }, margins,
                                &options);
}

/* The answer is a part of the picture; its place is where it is laid, pixel by pixel. */
static void
with_a_mask (Fixture       *f,
             gconstpointer  data)
{
  GessoSize size = { 120, 90 };
  GessoMargins none = { 0 };
  GessoRect rect = { 40, 30, 32, 48 };
  g_autoptr (GessoStitchPlan) plan = make_plan (120, 90, &rect, &none);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (120, 90, 1, FALSE);
  g_autoptr (GessoImage) answer = gesso_test_picture_constant (32, 48, 0x802040ff);
  g_autoptr (GessoImage) spot = gesso_test_picture_constant (4, 4, 0x802040ff);
  g_autoptr (GessoImage) after = gesso_composite_over (before, spot, 50, 50, 255, NULL);
  g_autoptr (GessoImage) whole = gesso_composite_over (before, answer, 40, 30, 255, NULL);
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) shown_before = NULL;
  g_autoptr (GessoImage) shown_after = NULL;
  g_autoptr (GessoImage) shown_answer = NULL;
  g_autoptr (GessoImage) edit = NULL;
  g_autoptr (GessoImage) restored = NULL;
  g_autoptr (GessoImage) heat = NULL;

  write_file (before, f->before);
  write_file (after, f->after);
  write_file (answer, f->answer);
  comparison = gesso_comparison_new (f->before, &size, f->after, &size, f->answer, plan);
  g_assert_true (gesso_comparison_has_answer (comparison));

  shown_before = make (comparison, GESSO_COMPARISON_BEFORE);
  shown_after = make (comparison, GESSO_COMPARISON_AFTER);
  shown_answer = make (comparison, GESSO_COMPARISON_ANSWER);
  gesso_test_picture_assert_equal (shown_before, before);
  gesso_test_picture_assert_equal (shown_after, after);
  gesso_test_picture_assert_equal (shown_answer, whole);

  edit = make (comparison, GESSO_COMPARISON_EDIT);
  restored = make (comparison, GESSO_COMPARISON_RESTORED);
  heat = make (comparison, GESSO_COMPARISON_HEAT);
  for (int y = 0; y < 90; y++)
    for (int x = 0; x < 120; x++)
      {
        gboolean in_spot = x >= 50 && x < 54 && y >= 50 && y < 54;
        gboolean in_rect = gesso_rect_contains (&rect, x, y);
        guint32 hot = pixel_at (heat, x, y);

        g_assert_true (in_spot || pixel_at (edit, x, y) == 0x000000ff);
        g_assert_true ((in_rect && !in_spot) || pixel_at (restored, x, y) == 0x000000ff);
        /* Outside it is grey: nothing was sent, so nothing was changed. */
        g_assert_true (in_rect || hot >> 24 == (hot >> 16 & 0xff));
      }
  g_assert_cmphex (pixel_at (edit, 51, 51), !=, 0x000000ff);
  g_assert_cmphex (pixel_at (restored, 45, 35), !=, 0x000000ff);
  g_assert_cmphex (pixel_at (heat, 45, 35) >> 24, ==, 0xff);
}

/* Everything lies in the frame of the extended picture; what was added differs from nothing. */
static void
extended (Fixture       *f,
          gconstpointer  data)
{
  GessoSize small = { 60, 40 };
  GessoSize large = { 76, 48 };
  GessoMargins margins = { 16, 0, 0, 8 };
  GessoRect rect = { 0, 0, 76, 48 };
  g_autoptr (GessoStitchPlan) plan = make_plan (60, 40, &rect, &margins);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (60, 40, 2, FALSE);
  g_autoptr (GessoImage) ground = gesso_test_picture_constant (76, 48, 0x101010ff);
  g_autoptr (GessoImage) after = gesso_composite_over (ground, before, 16, 0, 255, NULL);
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) shown = NULL;
  g_autoptr (GessoImage) edit = NULL;

  write_file (before, f->before);
  write_file (after, f->after);
  write_file (ground, f->answer);
  comparison = gesso_comparison_new (f->before, &small, f->after, &large, f->answer, plan);
  shown = make (comparison, GESSO_COMPARISON_BEFORE);
  g_assert_cmphex (pixel_at (shown, 0, 0), ==, 0);
  g_assert_cmphex (pixel_at (shown, 16, 0), ==, pixel_at (before, 0, 0));
  g_assert_cmphex (pixel_at (shown, 75, 39), ==, pixel_at (before, 59, 39));
  edit = make (comparison, GESSO_COMPARISON_EDIT);
  g_assert_cmphex (pixel_at (edit, 16, 0), ==, 0x000000ff);
  g_assert_cmphex (pixel_at (edit, 15, 0), ==, 0xffffffff);
}

/* Words alone: the pictures cover each other as wholes. */
static void
without_a_mask (Fixture       *f,
                gconstpointer  data)
{
  GessoSize large = { 64, 64 };
  GessoSize small = { 32, 32 };
  g_autoptr (GessoImage) before = gesso_test_picture_constant (64, 64, 0x306090ff);
  g_autoptr (GessoImage) after = gesso_test_picture_constant (32, 32, 0x306091ff);
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) edit = NULL;

  write_file (before, f->before);
  write_file (after, f->after);
  comparison = gesso_comparison_new (f->before, &large, f->after, &small, NULL, NULL);
  g_assert_false (gesso_comparison_has_answer (comparison));
  g_assert_cmpint (gesso_comparison_get_size (comparison)->width, ==, 32);
  g_assert_cmpstr (gesso_comparison_get_key (comparison, GESSO_COMPARISON_AFTER), ==,
                   gesso_comparison_get_key (comparison, GESSO_COMPARISON_ANSWER));
  edit = make (comparison, GESSO_COMPARISON_EDIT);
  g_assert_cmphex (pixel_at (edit, 5, 5), ==, 0x000008ff);
}

/* An answer that was not put in is the result; it is looked at where it was meant to be. */
static void
refused (Fixture       *f,
         gconstpointer  data)
{
  GessoSize size = { 60, 40 };
  GessoSize sent = { 16, 16 };
  GessoMargins none = { 0 };
  GessoRect rect = { 50, 30, 16, 16 };
  g_autoptr (GessoStitchPlan) plan = make_plan (60, 40, &rect, &none);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (60, 40, 3, FALSE);
  g_autoptr (GessoImage) answer = gesso_test_picture_constant (16, 16, 0x00ff00ff);
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) shown = NULL;

  write_file (before, f->before);
  write_file (answer, f->after);
  comparison = gesso_comparison_new (f->before, &size, f->after, &sent, NULL, plan);
  shown = make (comparison, GESSO_COMPARISON_AFTER);
  /* It reaches over the edge, as what is sent of a small picture does. */
  g_assert_cmphex (pixel_at (shown, 50, 30), ==, 0x00ff00ff);
  g_assert_cmphex (pixel_at (shown, 59, 39), ==, 0x00ff00ff);
  g_assert_cmphex (pixel_at (shown, 49, 39), ==, pixel_at (before, 49, 39));
}

/* A change of one step in 65536 is a difference. */
static void
deep (Fixture       *f,
      gconstpointer  data)
{
  GessoSize size = { 32, 32 };
  g_autoptr (GessoImage) before = gesso_test_picture_gradient16 (32, 32);
  gsize length = gesso_image_get_stride (before) * 32;
  guint16 *pixels = g_memdup2 (gesso_image_get_pixels (before), length);
  g_autoptr (GessoImage) after = NULL;
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) edit = NULL;

  pixels[4 * (32 * 7 + 9)] ^= 1;
  after = gesso_image_new_take (32, 32, GESSO_PIXEL_FORMAT_RGBA16, gesso_image_get_stride (before),
                                (guint8 *) pixels);
  write_file (before, f->before);
  write_file (after, f->after);
  comparison = gesso_comparison_new (f->before, &size, f->after, &size, NULL, NULL);
  edit = make (comparison, GESSO_COMPARISON_EDIT);
  g_assert_cmphex (pixel_at (edit, 9, 7), ==, 0x010000ff);
  g_assert_cmphex (pixel_at (edit, 8, 7), ==, 0x000000ff);
}

/* The same key, the same pixels: what lies elsewhere or in another size is another picture. */
static void
keys (Fixture       *f,
      gconstpointer  data)
{
  GessoSize size = { 60, 40 };
  GessoSize other = { 30, 20 };
  GessoMargins none = { 0 };
  g_autoptr (GessoStitchPlan) here = make_plan (60, 40, &(GessoRect){ 0, 0, 16, 16 }, &none);
  g_autoptr (GessoStitchPlan) there = make_plan (60, 40, &(GessoRect){ 8, 0, 16, 16 }, &none);
  g_autoptr (GessoComparison) a = gesso_comparison_new ("/b", &size, "/a", &size, "/x", here);
  g_autoptr (GessoComparison) b = gesso_comparison_new ("/b", &size, "/a", &size, "/x", there);
  g_autoptr (GessoComparison) c = gesso_comparison_new ("/b", &size, "/a", &other, NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (gesso_comparison_get_key (a, GESSO_COMPARISON_BEFORE), ==,
                   gesso_comparison_get_key (b, GESSO_COMPARISON_BEFORE));
  g_assert_cmpstr (gesso_comparison_get_key (a, GESSO_COMPARISON_ANSWER), !=,
                   gesso_comparison_get_key (b, GESSO_COMPARISON_ANSWER));
  g_assert_cmpstr (gesso_comparison_get_key (a, GESSO_COMPARISON_HEAT), !=,
                   gesso_comparison_get_key (b, GESSO_COMPARISON_HEAT));
  g_assert_cmpstr (gesso_comparison_get_key (a, GESSO_COMPARISON_BEFORE), !=,
                   gesso_comparison_get_key (c, GESSO_COMPARISON_BEFORE));
  for (guint i = 0; i < GESSO_COMPARISON_N_PICTURES; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) gesso_comparison_get_key (a, i)));
}

static void
failures (Fixture       *f,
          gconstpointer  data)
{
  GessoSize size = { 20, 20 };
  g_autoptr (GessoImage) before = gesso_test_picture_noise (20, 20, 4, FALSE);
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (f->before, &size, f->after, &size, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_file (before, f->before);
  g_assert_null (gesso_comparison_make (comparison, GESSO_COMPARISON_HEAT, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  write_file (before, f->after);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < GESSO_COMPARISON_N_PICTURES; i++)
    {
      g_assert_null (gesso_comparison_make (comparison, i, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/comparison/with-a-mask", with_a_mask);
  ADD ("/comparison/extended", extended);
  ADD ("/comparison/without-a-mask", without_a_mask);
  ADD ("/comparison/refused", refused);
  ADD ("/comparison/deep", deep);
  ADD ("/comparison/keys", keys);
  ADD ("/comparison/failures", failures);

  return g_test_run ();
}
