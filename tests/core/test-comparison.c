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
#include "protect/gesso-protect-error.h"
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
  comparison = gesso_comparison_new (f->before, &size, f->after, &size,
                                     &(GessoComparisonAnswer){ f->answer, plan }, 1, NULL);
  g_assert_cmpuint (gesso_comparison_get_answers (comparison, NULL), ==, 1);

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
  comparison = gesso_comparison_new (f->before, &small, f->after, &large,
                                     &(GessoComparisonAnswer){ f->answer, plan }, 1, NULL);
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
  comparison = gesso_comparison_new (f->before, &large, f->after, &small, NULL, 0, NULL);
  g_assert_cmpuint (gesso_comparison_get_answers (comparison, NULL), ==, 0);
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
  comparison = gesso_comparison_new (f->before, &size, f->after, &sent,
                                     &(GessoComparisonAnswer){ NULL, plan }, 1, NULL);
  shown = make (comparison, GESSO_COMPARISON_AFTER);
  /* It reaches over the edge, as what is sent of a small picture does. */
  g_assert_cmphex (pixel_at (shown, 50, 30), ==, 0x00ff00ff);
  g_assert_cmphex (pixel_at (shown, 59, 39), ==, 0x00ff00ff);
  g_assert_cmphex (pixel_at (shown, 49, 39), ==, pixel_at (before, 49, 39));
}

/* Three answers, each at its place; one of them came again and lies over the first time. */
static void
in_parts (Fixture       *f,
          gconstpointer  data)
{
  const GessoRect rects[] = { { 10, 10, 16, 16 }, { 80, 50, 32, 16 }, { 10, 10, 16, 16 } };
  const guint32 colors[] = { 0x802040ff, 0x20c080ff, 0x4060ffff };
  GessoSize size = { 120, 90 };
  GessoMargins none = { 0 };
  GessoComparisonAnswer answers[3];
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (120, 90, 1, FALSE);
  g_autoptr (GessoImage) after = gesso_test_picture_noise (120, 90, 1, FALSE);
  g_autoptr (GessoImage) whole = gesso_image_ref (before);
  g_autoptr (GessoComparison) comparison = NULL;
  g_autoptr (GessoImage) shown = NULL;
  g_autoptr (GessoImage) heat = NULL;
  guint n_parts = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GessoImage) answer
          = gesso_test_picture_constant (rects[i].width, rects[i].height, colors[i]);
      g_autoptr (GessoStitchPlan) plain = make_plan (120, 90, &rects[i], &none);
      GessoImage *next = gesso_composite_over (whole, answer, rects[i].x, rects[i].y, 255, NULL);

      gesso_image_unref (whole);
      whole = next;
      g_ptr_array_add (paths, g_strdup_printf ("%s/%u.png", f->folder, i));
      write_file (answer, paths->pdata[i]);
      answers[i].path = paths->pdata[i];
      answers[i].plan
          = gesso_stitch_plan_as_part (plain, gesso_stitch_plan_get_mask (plain), i % 2 + 1, 4);
    }
  write_file (before, f->before);
  write_file (after, f->after);
  comparison = gesso_comparison_new (f->before, &size, f->after, &size, answers, 3, NULL);
  g_assert_cmpuint (gesso_comparison_get_answers (comparison, &n_parts), ==, 3);
  g_assert_cmpuint (n_parts, ==, 4);
  shown = make (comparison, GESSO_COMPARISON_ANSWER);
  gesso_test_picture_assert_equal (shown, whole);
  g_assert_cmphex (pixel_at (shown, 12, 12), ==, colors[2]);
  heat = make (comparison, GESSO_COMPARISON_HEAT);
  for (int y = 0; y < 90; y++)
    for (int x = 0; x < 120; x++)
      if (!gesso_rect_contains (&rects[0], x, y) && !gesso_rect_contains (&rects[1], x, y))
        g_assert_cmphex (pixel_at (heat, x, y) >> 24, ==, pixel_at (heat, x, y) >> 16 & 0xff);
  g_assert_cmphex (pixel_at (heat, 20, 20) >> 24, ==, 0xff);
  g_assert_cmphex (pixel_at (heat, 90, 60) >> 24, ==, 0xff);
  for (guint i = 0; i < 3; i++)
    gesso_stitch_plan_unref (answers[i].plan);
}

static GessoImage *
make_mask (int              width,
           int              height,
           const GessoRect *white)
{
  guint8 *pixels = g_malloc0 ((gsize) width * (gsize) height);

  for (int y = white->y; y < white->y + white->height; y++)
    memset (pixels + y * width + white->x, 255, (gsize) white->width);
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

/* What the mask let through is left out; one pixel beside it is found, whatever the gain. */
static void
outside (Fixture       *f,
         gconstpointer  data)
{
  const GessoRect white = { 50, 40, 12, 9 };
  GessoRect rect = { 40, 30, 32, 48 };
  GessoSize size = { 120, 90 };
  GessoMargins none = { 0 };
  g_autoptr (GessoStitchPlan) plan = make_plan (120, 90, &rect, &none);
  g_autofree char *mask_path = g_build_filename (f->folder, "mask.png", NULL);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (120, 90, 1, FALSE);
  g_autoptr (GessoImage) patch = gesso_test_picture_constant (12, 9, 0x802040ff);
  g_autoptr (GessoImage) after = gesso_composite_over (before, patch, 50, 40, 255, NULL);
  g_autoptr (GessoImage) mask = make_mask (120, 90, &white);
  GessoComparisonAnswer answer = { f->answer, plan };
  const int gains[] = { 1, 8, 64 };

  write_file (before, f->before);
  write_file (before, f->answer);
  write_file (mask, mask_path);
  for (guint stray = 0; stray < 2; stray++)
    {
      g_autoptr (GessoImage) dot
          = gesso_test_picture_constant (1, 1, pixel_at (after, 62, 40) ^ 0x01000000);
      g_autoptr (GessoImage) now
          = stray ? gesso_composite_over (after, dot, 62, 40, 255, NULL) : gesso_image_ref (after);
      g_autoptr (GessoComparison) comparison = NULL;

      write_file (now, f->after);
      comparison = gesso_comparison_new (f->before, &size, f->after, &size, &answer, 1, mask_path);
      g_assert_true (gesso_comparison_has_mask (comparison));
      for (guint i = 0; i < G_N_ELEMENTS (gains); i++)
        {
          g_autoptr (GessoComparison) louder = gesso_comparison_with_gain (comparison, gains[i]);
          g_autoptr (GessoImage) shown = make (louder, GESSO_COMPARISON_OUTSIDE);
          guint64 compared, different;

          gesso_comparison_count (shown, &compared, &different);
          g_assert_cmpuint (different, ==, stray);
          /* The outermost ring of what was painted fades to nothing. */
          g_assert_cmpuint (compared, >=, 120 * 90 - 12 * 9);
          g_assert_cmpuint (compared, <, 120 * 90 - 8 * 5);
          g_assert_cmphex (pixel_at (shown, 55, 44), ==, 0);
          g_assert_cmphex (pixel_at (shown, 62, 40), ==,
                           stray ? ((guint32) gains[i] << 24) + 0xff : 0xff);
        }
    }
}

/* A mask that is not there any more, or of another size, is an error and no proof. */
static void
mask_is_wrong (Fixture       *f,
               gconstpointer  data)
{
  const GessoRect white = { 5, 5, 12, 9 };
  GessoRect rect = { 0, 0, 32, 48 };
  GessoSize size = { 120, 90 };
  GessoMargins none = { 0 };
  g_autoptr (GessoStitchPlan) plan = make_plan (120, 90, &rect, &none);
  g_autofree char *mask_path = g_build_filename (f->folder, "mask.png", NULL);
  g_autoptr (GessoImage) before = gesso_test_picture_noise (120, 90, 1, FALSE);
  g_autoptr (GessoImage) mask = make_mask (60, 90, &white);
  GessoComparisonAnswer answer = { f->answer, plan };
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (f->before, &size, f->after, &size, &answer, 1, mask_path);
  g_autoptr (GError) error = NULL;

  write_file (before, f->before);
  write_file (before, f->after);
  g_assert_null (gesso_comparison_make (comparison, GESSO_COMPARISON_OUTSIDE, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  write_file (mask, mask_path);
  g_assert_null (gesso_comparison_make (comparison, GESSO_COMPARISON_OUTSIDE, NULL, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_SIZE);
}

/* Of a repaired edit the answer is all of the picture, though there is no plan. */
static void
answer_without_a_plan (Fixture       *f,
                       gconstpointer  data)
{
  GessoSize size = { 40, 30 };
  g_autoptr (GessoImage) before = gesso_test_picture_noise (40, 30, 1, FALSE);
  g_autoptr (GessoImage) answer = gesso_test_picture_noise (40, 30, 2, FALSE);
  GessoComparisonAnswer one = { f->answer, NULL };
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (f->before, &size, f->after, &size, &one, 1, f->answer);
  g_autoptr (GessoImage) shown = NULL;

  write_file (before, f->before);
  write_file (before, f->after);
  write_file (answer, f->answer);
  g_assert_cmpuint (gesso_comparison_get_answers (comparison, NULL), ==, 1);
  g_assert_false (gesso_comparison_has_mask (comparison));
  shown = make (comparison, GESSO_COMPARISON_ANSWER);
  gesso_test_picture_assert_equal (shown, answer);
}

/* Any other picture fits into the rectangle, in its own proportions unless they are as good as
 * the same. */
static void
any_other (Fixture       *f,
           gconstpointer  data)
{
  GessoSize wide = { 80, 20 };
  GessoSize square = { 40, 40 };
  GessoSize almost = { 81, 80 };
  g_autoptr (GessoImage) before = gesso_test_picture_constant (80, 20, 0x306090ff);
  g_autoptr (GessoImage) after = gesso_test_picture_constant (40, 40, 0x306090ff);
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (f->before, &wide, f->after, &square, NULL, 0, NULL);
  g_autoptr (GessoComparison) other
      = gesso_comparison_new (f->before, &almost, f->after, &square, NULL, 0, NULL);
  g_autoptr (GessoImage) shown = NULL;
  g_autoptr (GessoImage) edit = NULL;
  g_autoptr (GessoImage) full = NULL;

  write_file (before, f->before);
  write_file (after, f->after);
  g_assert_cmpfloat (gesso_comparison_get_scale (comparison, NULL), ==, 0.5);
  shown = make (comparison, GESSO_COMPARISON_BEFORE);
  g_assert_cmphex (pixel_at (shown, 0, 14), ==, 0);
  g_assert_cmphex (pixel_at (shown, 0, 15), ==, 0x306090ff);
  g_assert_cmphex (pixel_at (shown, 39, 24), ==, 0x306090ff);
  g_assert_cmphex (pixel_at (shown, 39, 25), ==, 0);
  edit = make (comparison, GESSO_COMPARISON_EDIT);
  g_assert_cmphex (pixel_at (edit, 20, 20), ==, 0x000000ff);
  full = make (other, GESSO_COMPARISON_BEFORE);
  g_assert_cmphex (pixel_at (full, 0, 0), ==, 0x306090ff);
  g_assert_cmphex (pixel_at (full, 39, 39), ==, 0x306090ff);
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
  comparison = gesso_comparison_new (f->before, &size, f->after, &size, NULL, 0, NULL);
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
  g_autoptr (GessoComparison) a
      = gesso_comparison_new ("/b", &size, "/a", &size, &(GessoComparisonAnswer){ "/x", here }, 1,
                              NULL);
  g_autoptr (GessoComparison) b
      = gesso_comparison_new ("/b", &size, "/a", &size, &(GessoComparisonAnswer){ "/x", there }, 1,
                              NULL);
  g_autoptr (GessoComparison) c = gesso_comparison_new ("/b", &size, "/a", &other, NULL, 0, NULL);
  g_autoptr (GessoComparison) louder = gesso_comparison_with_gain (a, 64);
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

  /* Only differences are other pictures when they are amplified by more. */
  for (guint i = 0; i < GESSO_COMPARISON_N_PICTURES; i++)
    g_assert_cmpint (g_str_equal (gesso_comparison_get_key (a, i),
                                  gesso_comparison_get_key (louder, i)),
                     ==, i < GESSO_COMPARISON_EDIT || i == GESSO_COMPARISON_HEAT);
}

static void
failures (Fixture       *f,
          gconstpointer  data)
{
  GessoSize size = { 20, 20 };
  g_autoptr (GessoImage) before = gesso_test_picture_noise (20, 20, 4, FALSE);
  g_autoptr (GessoComparison) comparison
      = gesso_comparison_new (f->before, &size, f->after, &size, NULL, 0, NULL);
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
  ADD ("/comparison/in-parts", in_parts);
  ADD ("/comparison/outside", outside);
  ADD ("/comparison/mask-is-wrong", mask_is_wrong);
  ADD ("/comparison/answer-without-a-plan", answer_without_a_plan);
  ADD ("/comparison/any-other", any_other);
  ADD ("/comparison/extended", extended);
  ADD ("/comparison/without-a-mask", without_a_mask);
  ADD ("/comparison/refused", refused);
  ADD ("/comparison/deep", deep);
  ADD ("/comparison/keys", keys);
  ADD ("/comparison/failures", failures);

  return g_test_run ();
}
