/* test-protection.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole pipeline on pictures whose truth is known: nothing outside the mask may differ, in 8
 * and in 16 bits, whatever the answer is; answers that were moved, scaled or brightened are put
 * right; what does not fit is refused; and it can be stopped anywhere.
 */

#include "config.h"

#include "base/gesso-worker.h"
#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-scale.h"
#include "image/gesso-transform.h"
#include "protect/gesso-align.h"
#include "protect/gesso-context.h"
#include "protect/gesso-protection.h"
#include "protect/gesso-verify.h"

#include <glib/gstdio.h>
#include <lcms2.h>
#include <math.h>
#include <string.h>

/* A picture with structure at every scale, which can be looked at anywhere: the truth for answers
 * that were moved by fractions of a pixel. */
static float
scene (float x,
       float y,
       int   channel)
{
  float value = 128;

  value += 40 * sinf (x / 37 + (float) channel) * cosf (y / 29);
  value += 30 * sinf (x / 11 - y / 17 + 2 * (float) channel);
  value += 20 * sinf (((x - 300) * (x - 300) + (y - 200) * (y - 200)) / 4000);
  value += 12 * sinf (x / 3.1f + y / 4.3f);
  return CLAMP (value, 0, 255);
}

typedef struct
{
  double scale; /* the contents, about the middle */
  double x;
  double y;
  double gain;
  int seed; /* another picture, when not 0 */
} Look;

#define SAME                                                                                       \
  {                                                                                                \
    1, 0, 0, 1, 0                                                                                  \
  }

/* A part of the scene with a disc in it that stands for what was edited. */
static GessoImage *
draw (int               left,
      int               top,
      int               width,
      int               height,
      gboolean          disc,
      const Look       *look,
      GessoPixelFormat  format)
{
  gboolean is_16 = format == GESSO_PIXEL_FORMAT_RGBA16;
  gsize stride = (gsize) width * (is_16 ? 8 : 4);
  guint8 *pixels = g_malloc (stride * (gsize) height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double u = (x + 0.5 - width / 2.0 - look->x) / look->scale + width / 2.0 - 0.5 + left;
        double v = (y + 0.5 - height / 2.0 - look->y) / look->scale + height / 2.0 - 0.5 + top;
        gboolean inside = disc && hypot (u - 500, v - 400) < 70;

        for (int c = 0; c < 4; c++)
          {
            double value = c == 3   ? 255
                           : inside ? 128 + 60 * sin (u / 9.0 + c)
                                    : scene ((float) u, (float) v, c);
            gsize at = (gsize) y * stride + (gsize) x * (is_16 ? 8 : 4);

            if (look->seed != 0 && c < 3)
              value = scene ((float) (3.1 * v + 977 * look->seed), (float) (0.7 * u + 31), 2 - c);
            value = c == 3 ? 255 : CLAMP (value * look->gain, 0, 255);
            if (is_16)
              ((guint16 *) (void *) (pixels + at))[c] = (guint16) (value * 257 + 0.5);
            else
              pixels[at + (gsize) c] = (guint8) (value + 0.5);
          }
      }
  return gesso_image_new_take (width, height, format, stride, pixels);
}

static GessoImage *
disc_mask (int width,
           int height)
{
  guint8 *pixels = g_malloc0 ((gsize) width * (gsize) height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      pixels[y * width + x] = hypot (x - 500, y - 400) < 90 ? 255 : 0;
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

/* Independently of the room: counts what differs outside of what was painted, and measures how near
 * the inside is to the truth. */
static guint
count_outside (GessoImage *a,
               GessoImage *b,
               GessoImage *mask)
{
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (a));
  guint n = 0;

  g_assert_cmpint (gesso_image_get_format (a), ==, gesso_image_get_format (b));
  for (int y = 0; y < gesso_image_get_height (a); y++)
    for (int x = 0; x < gesso_image_get_width (a); x++)
      n += gesso_image_get_row (mask, y)[x] == 0
           && memcmp (gesso_image_get_row (a, y) + (gsize) x * pixel,
                      gesso_image_get_row (b, y) + (gsize) x * pixel, pixel)
                  != 0;
  return n;
}

static double
psnr_inside (GessoImage *truth,
             GessoImage *result,
             GessoImage *mask)
{
  double sum = 0, n = 0;

  for (int y = 0; y < gesso_image_get_height (truth); y++)
    for (int x = 0; x < gesso_image_get_width (truth); x++)
      for (int c = 0; c < 3 && gesso_image_get_row (mask, y)[x] > 0; c++, n++)
        {
          gboolean is_16 = gesso_image_get_format (truth) == GESSO_PIXEL_FORMAT_RGBA16;
          int i = 4 * x + c;
          double difference
              = is_16 ? (((const guint16 *) (const void *) gesso_image_get_row (truth, y))[i]
                         - ((const guint16 *) (const void *) gesso_image_get_row (result, y))[i])
                            / 257.0
                      : gesso_image_get_row (truth, y)[i] - gesso_image_get_row (result, y)[i];

          sum += difference * difference;
        }
  return 10 * log10 (255 * 255 / MAX (sum / n, 1e-6));
}

static GessoProtection *
make_edit (GessoImage               *base,
           GessoImage               *mask,
           const GessoStitchOptions *options)
{
  g_autoptr (GError) error = NULL;
  GessoProtection *edit = gesso_protection_new (base, mask, NULL, &(GessoRect){ 96, 64, 816, 816 },
                                                &(GessoSize){ 816, 816 }, options, &error);

  g_assert_no_error (error);
  return edit;
}

static void
put_right (gconstpointer data)
{
  const Look looks[] = { SAME,
                         { 1, 0.7, -0.4, 1, 0 },
                         { 1, 40, -40, 1, 0 },
                         { 1, -31.5, 12.25, 1, 0 },
                         { 1.03, 0, 0, 1, 0 },
                         { 0.97, 20, 10, 1, 0 },
                         { 1, 0, 0, 1.12, 0 },
                         { 1.015, -7, 3, 0.88, 0 } };
  const double floors[] = { 55, 36, 55, 36, 36, 36, 45, 36 };
  GessoPixelFormat format
      = GPOINTER_TO_INT (data) == 16 ? GESSO_PIXEL_FORMAT_RGBA16 : GESSO_PIXEL_FORMAT_RGBA8;
  const Look same = SAME;
  g_autoptr (GessoImage) base = draw (0, 0, 1100, 900, FALSE, &same, format);
  g_autoptr (GessoImage) truth = draw (0, 0, 1100, 900, TRUE, &same, format);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoProtection) edit = make_edit (base, mask, &options);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i += format == GESSO_PIXEL_FORMAT_RGBA16 ? 2 : 1)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImage) answer
          = draw (96, 64, 816, 816, TRUE, &looks[i], GESSO_PIXEL_FORMAT_RGBA8);
      g_autoptr (GessoStitched) stitched
          = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("look %u: shift %.2f %.2f scale %.4f, confidence %.3f, drift %.2f", i,
                      stitched->proof.shift_x, stitched->proof.shift_y, stitched->proof.scale,
                      stitched->proof.confidence, stitched->proof.drift_mean);
      g_assert_cmpint (stitched->proof.refusal, ==, GESSO_REFUSAL_NONE);
      g_assert_cmpuint (stitched->proof.different, ==, 0);
      g_assert_cmpuint (count_outside (base, stitched->image, mask), ==, 0);
      g_assert_cmpfloat (fabs (stitched->proof.shift_x - looks[i].x), <, 0.3);
      g_assert_cmpfloat (fabs (stitched->proof.shift_y - looks[i].y), <, 0.3);
      g_assert_cmpfloat (fabs (stitched->proof.scale - looks[i].scale), <, 0.001);
      g_test_message ("inside %.1f dB", psnr_inside (truth, stitched->image, mask));
      g_assert_cmpfloat (psnr_inside (truth, stitched->image, mask), >, floors[i]);
    }
}

/* What repeats fits in many places; the nearest is the one. */
static void
repeats (void)
{
  for (int i = 0; i < 6; i++)
    {
      const int shifts[][2] = { { 0, 0 }, { 7, -4 }, { -15, 9 }, { 1, 1 }, { 20, 0 }, { -3, -18 } };
      int width = 912, height = 816;
      gsize stride = 4 * (gsize) width;
      gsize length = stride * (gsize) height;
      guint8 *pixels[2] = { g_malloc (length), g_malloc (length) };
      g_autoptr (GessoImage) sent = NULL;
      g_autoptr (GessoImage) answer = NULL;
      g_autoptr (GessoImage) edit = NULL;
      g_autoptr (GError) error = NULL;
      GessoAlignment found;

      for (int k = 0; k < 2; k++)
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            {
              double wave
                  = sin ((x - k * shifts[i][0]) * 0.04) * cos ((y - k * shifts[i][1]) * 0.06);

              memset (pixels[k] + (gsize) y * stride + 4 * (gsize) x, (int) (128 + 90 * wave), 3);
              pixels[k][(gsize) y * stride + 4 * (gsize) x + 3] = 255;
            }
      sent = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels[0]);
      answer = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels[1]);
      edit = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width,
                                   g_malloc0 ((gsize) width * (gsize) height));
      g_assert_true (gesso_align_find (sent, answer, edit, &found, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (found.refusal, ==, GESSO_REFUSAL_NONE);
      g_assert_cmpfloat (fabs (found.shift_x - shifts[i][0]), <, 0.3);
      g_assert_cmpfloat (fabs (found.shift_y - shifts[i][1]), <, 0.3);
    }
}

static GessoRefusal
try_answer (GessoProtection *edit,
            GessoImage      *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoStitched) stitched
      = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true ((stitched->image == NULL) == (stitched->proof.refusal != GESSO_REFUSAL_NONE));
  if (stitched->image == NULL)
    g_assert_false (gesso_proof_is_proven (&stitched->proof));
  return stitched->proof.refusal;
}

static void
refused (void)
{
  const Look same = SAME;
  const Look far[] = { { 1, 48, 0, 1, 0 }, { 1.045, 0, 0, 1, 0 } };
  g_autoptr (GessoImage) base = draw (0, 0, 1100, 900, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoProtection) edit = make_edit (base, mask, &options);
  g_autoptr (GessoImage) nothing = NULL;

  for (int seed = 1; seed < 4; seed++)
    {
      Look look = { 1, 0, 0, 1, seed };
      g_autoptr (GessoImage) other = draw (0, 0, 816, 816, FALSE, &look, GESSO_PIXEL_FORMAT_RGBA8);

      g_assert_cmpint (try_answer (edit, other), ==, GESSO_REFUSAL_DIFFERENT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    {
      g_autoptr (GessoImage) moved
          = draw (96, 64, 816, 816, TRUE, &far[i], GESSO_PIXEL_FORMAT_RGBA8);

      g_assert_cmpint (try_answer (edit, moved), ==, GESSO_REFUSAL_SHIFT);
    }
  nothing = gesso_image_new_take (100, 100, GESSO_PIXEL_FORMAT_RGBA8, 400, g_malloc0 (40000));
  g_assert_cmpint (try_answer (edit, nothing), ==, GESSO_REFUSAL_EMPTY);
}

static void
other_answers (void)
{
  const Look same = SAME;
  g_autoptr (GessoImage) base = draw (0, 0, 1100, 900, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA16);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoImage) answer = draw (96, 64, 816, 816, TRUE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoImage) small = gesso_scale_resize (answer, 612, 612, NULL, NULL);
  g_autoptr (GessoImage) large = gesso_scale_resize (answer, 1200, 1200, NULL, NULL);
  g_autoptr (GessoImage) grey = gesso_color_convert (answer, GESSO_PIXEL_FORMAT_GRAY8, NULL);
  g_autoptr (GessoImage) deep = gesso_color_convert (answer, GESSO_PIXEL_FORMAT_RGBA16, NULL);
  GessoImage *answers[] = { answer, small, large, grey, deep };

  for (int variant = 0; variant < 4; variant++)
    {
      g_autoptr (GessoProtection) edit = NULL;

      options.seam = variant == 1 ? GESSO_SEAM_GRADIENT : GESSO_SEAM_PLAIN;
      options.tone = variant != 2;
      options.feather = variant == 3 ? 0 : 20;
      edit = make_edit (base, mask, &options);
      /* Each kind of answer once, and the plainest in each variant. */
      for (guint i = 0; i < (variant == 0 ? G_N_ELEMENTS (answers) : 1); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GessoStitched) stitched
              = gesso_protection_stitch (edit, answers[i], NULL, NULL, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpint (stitched->proof.refusal, ==, GESSO_REFUSAL_NONE);
          g_assert_cmpuint (count_outside (base, stitched->image, mask), ==, 0);
        }
    }
}

/* Pictures and masks at the limits of what there is. */
static void
odd_bases (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 20000 }, { 20000, 1 }, { 3, 7 }, { 400, 300 } };
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  const Look same = SAME;
  g_autoptr (GessoImage) answer = draw (0, 0, 720, 960, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int full = 0; full < 2; full++)
      {
        int width = sizes[i][0], height = sizes[i][1];
        g_autoptr (GError) error = NULL;
        g_autoptr (GessoImage) base
            = draw (0, 0, width, height, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
        guint8 *pixels = g_malloc0 ((gsize) width * (gsize) height);
        g_autoptr (GessoImage) mask = NULL;
        g_autoptr (GessoProtection) edit = NULL;
        g_autoptr (GessoStitched) stitched = NULL;
        /* A part that reaches over the picture on all sides. */
        GessoRect rect = { -5, -5, width + 10, height + 10 };

        memset (pixels, full ? 255 : 0, (gsize) width * (gsize) height);
        pixels[0] = 255;
        mask
            = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
        edit = gesso_protection_new (base, mask, NULL, &rect, &(GessoSize){ 720, 960 }, &options,
                                     &error);
        g_assert_no_error (error);
        stitched = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, &error);
        g_assert_no_error (error);
        if (stitched->image != NULL)
          g_assert_cmpuint (count_outside (base, stitched->image, mask), ==, 0);
        if (full)
          {
            g_assert_nonnull (stitched->image);
            g_assert_cmpuint (stitched->proof.checked, ==, 0);
          }
      }
}

static void
wrong_input (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoImage) base = draw (0, 0, 300, 200, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoImage) empty
      = gesso_image_new_take (300, 200, GESSO_PIXEL_FORMAT_GRAY8, 300, g_malloc0 (300 * 200));
  g_autoptr (GessoImage) small
      = gesso_image_new_take (300, 199, GESSO_PIXEL_FORMAT_GRAY8, 300, g_malloc0 (300 * 199));
  guint8 *corner = g_malloc0 (300 * 200);
  g_autoptr (GessoImage) mask = NULL;
  GessoSize sent = { 816, 816 };
  g_autoptr (GError) error = NULL;

  g_assert_null (gesso_protection_new (base, small, NULL, &(GessoRect){ 0, 0, 300, 200 }, &sent,
                                       &options, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_SIZE);
  g_clear_error (&error);
  g_assert_null (gesso_protection_new (base, empty, NULL, &(GessoRect){ 0, 0, 300, 200 }, &sent,
                                       &options, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY);
  g_clear_error (&error);
  corner[299] = 255;
  mask = gesso_image_new_take (300, 200, GESSO_PIXEL_FORMAT_GRAY8, 300, corner);
  g_assert_null (gesso_protection_new (base, mask, NULL, &(GessoRect){ 0, 0, 299, 200 }, &sent,
                                       &options, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_RECT);
}

static void
larger_canvas (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoMargins margins = { 100, 0, 30, 60 };
  g_autoptr (GessoImage) base = draw (0, 0, 700, 756, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA16);
  g_autoptr (GessoImage) answer = draw (-100, 0, 832, 816, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoProtection) edit
      = gesso_protection_new (base, NULL, &margins, &(GessoRect){ 0, 0, 830, 816 },
                              &(GessoSize){ 832, 816 }, &options, &error);
  g_autoptr (GessoStitched) stitched = NULL;

  g_assert_no_error (error);
  stitched = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_get_width (stitched->image), ==, 830);
  g_assert_cmpint (gesso_image_get_height (stitched->image), ==, 816);
  g_assert_cmpuint (stitched->proof.checked, ==, 700 * 756);
  for (int y = 0; y < 756; y++)
    g_assert_cmpmem (gesso_image_get_row (stitched->image, y) + 8 * 100, 8 * 700,
                     gesso_image_get_row (base, y), 8 * 700);
  /* Nothing shines through at the seam. */
  g_assert_false (gesso_image_has_alpha (stitched->image));
}

/* Wherever an edge is pulled to: sent as it is, the result has the size that was asked for, what
 * was there stays, and what is added lies where it belongs. */
static void
sides_of_any_length (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (int i = 0; i < 12; i++)
    {
      int width = g_rand_int_range (rand, 820, 900);
      int height = g_rand_int_range (rand, 820, 900);
      GessoMargins margins = { g_rand_int_range (rand, 0, 2) * g_rand_int_range (rand, 1, 99),
                               g_rand_int_range (rand, 0, 2) * g_rand_int_range (rand, 1, 99),
                               g_rand_int_range (rand, 1, 99), 0 };
      GessoSize canvas = { width + margins.left + margins.right, height + margins.top };
      g_autoptr (GessoImage) base
          = draw (0, 0, width, height, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
      g_autoptr (GessoImage) truth = draw (-margins.left, -margins.top, canvas.width, canvas.height,
                                           FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
      GessoPainted painted = { .width = width, .height = height, .margins = margins };
      g_autoptr (GessoImage) answer = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoProtection) edit = NULL;
      g_autoptr (GessoStitched) stitched = NULL;
      GessoContext context;
      GessoRect bounds;

      g_assert_true (gesso_edit_mask_get_bounds (&painted, 0, &bounds));
      g_assert_true (gesso_context_find (&gesso_size_rule_gpt_image, canvas.width, canvas.height,
                                         &bounds, &context));
      g_assert_true (gesso_context_is_native (&context));
      answer
          = draw (context.rect.x - margins.left, context.rect.y - margins.top, context.rect.width,
                  context.rect.height, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
      edit = gesso_protection_new (base, NULL, &margins, &context.rect, &context.sent, &options,
                                   &error);
      g_assert_no_error (error);
      stitched = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gesso_image_get_width (stitched->image), ==, canvas.width);
      g_assert_cmpint (gesso_image_get_height (stitched->image), ==, canvas.height);
      g_assert_cmpuint (stitched->proof.checked, ==, (guint64) width * (guint64) height);
      g_assert_cmpuint (stitched->proof.different, ==, 0);
      g_assert_false (gesso_image_has_alpha (stitched->image));
      for (int y = 0; y < canvas.height; y++)
        g_assert_cmpmem (gesso_image_get_row (stitched->image, y), 4 * (gsize) canvas.width,
                         gesso_image_get_row (truth, y), 4 * (gsize) canvas.width);
    }
}

/* The proof is worth something only if it fails where it should. */
static void
faults_are_found (void)
{
  const Look same = SAME;
  g_autoptr (GessoImage) base = draw (0, 0, 200, 150, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA16);
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  GessoMargins none = { 0, 0, 0, 0 };

  for (int i = 0; i < 200; i++)
    {
      guint8 *pixels = g_memdup2 (gesso_image_get_pixels (base), 200 * 150 * 8);
      guint8 *blend_pixels = g_malloc0 (60 * 50);
      gsize at = (gsize) g_rand_int_range (rand, 0, 200 * 150);
      int x = (int) at % 200 - 40;
      int y = (int) at / 200 - 30;
      g_autoptr (GessoImage) changed = NULL;
      g_autoptr (GessoImage) blend = NULL;
      guint64 checked, different;
      gboolean allowed;

      for (int k = 0; k < 60 * 50; k++)
        blend_pixels[k] = (guint8) (g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 256) : 0);
      allowed = x >= 0 && y >= 0 && x < 60 && y < 50 && blend_pixels[y * 60 + x] > 0;
      /* One bit of one channel. */
      pixels[8 * at + (gsize) g_rand_int_range (rand, 0, 8)]
          ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
      changed = gesso_image_new_take (200, 150, GESSO_PIXEL_FORMAT_RGBA16, 1600, pixels);
      blend = gesso_image_new_take (60, 50, GESSO_PIXEL_FORMAT_GRAY8, 60, blend_pixels);
      g_assert_true (gesso_verify_outside (base, changed, &none, &(GessoRect){ 40, 30, 60, 50 },
                                           blend, &checked, &different, NULL, NULL));
      g_assert_cmpuint (different, ==, allowed ? 0 : 1);
      g_assert_cmpuint (checked, <, 200 * 150);
    }
}

static void
profiles (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoImage) plain = draw (0, 0, 1100, 900, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  cmsCIExyY white = { 0.3457, 0.3585, 1 };
  cmsCIExyYTRIPLE primaries = { { 0.64, 0.33, 1 }, { 0.21, 0.71, 1 }, { 0.15, 0.06, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 1.8);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &primaries, curves);
  cmsUInt32Number length = 0;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) icc = NULL;
  g_autoptr (GessoImage) base = NULL;
  g_autoptr (GessoProtection) edit = NULL;
  g_autoptr (GessoImage) sent = NULL;
  g_autoptr (GessoStitched) stitched = NULL;
  g_autoptr (GError) error = NULL;

  cmsSaveProfileToMem (profile, NULL, &length);
  data = g_malloc (length);
  cmsSaveProfileToMem (profile, data, &length);
  cmsCloseProfile (profile);
  cmsFreeToneCurve (curve);
  icc = g_bytes_new (data, length);
  base = gesso_image_new (1100, 900, GESSO_PIXEL_FORMAT_RGBA8, gesso_image_get_stride (plain),
                          gesso_image_get_bytes (plain), icc);

  /* What is sent has other numbers than the base; what comes back unchanged must fit again. */
  edit = make_edit (base, mask, &options);
  sent = gesso_protection_cut (edit, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (gesso_image_get_icc_profile (sent));
  g_assert_cmpint (memcmp (gesso_image_get_row (sent, 10), gesso_image_get_row (base, 74) + 4 * 96,
                           4 * 816),
                   !=, 0);
  stitched = gesso_protection_stitch (edit, sent, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (gesso_image_get_icc_profile (stitched->image), icc));
  g_assert_cmpuint (count_outside (base, stitched->image, mask), ==, 0);
  g_assert_cmpfloat (psnr_inside (base, stitched->image, mask), >, 40);
}

typedef struct
{
  GCancellable *cancellable;
  double at;
} Stop;

static void
stop_cb (double   fraction,
         gpointer user_data)
{
  Stop *stop = user_data;

  if (fraction >= stop->at)
    g_cancellable_cancel (stop->cancellable);
}

static void
stopped (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoImage) base = draw (0, 0, 1100, 900, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  g_autoptr (GessoImage) answer = draw (96, 64, 816, 816, TRUE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoProtection) edit = make_edit (base, mask, &options);
  const double places[] = { 0.3, 0.36, 0.5, 0.7, 0.8 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Stop stop = { cancellable, places[i] };
      g_autoptr (GError) error = NULL;

      g_assert_null (gesso_protection_stitch (edit, answer, stop_cb, &stop, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
written (void)
{
  const Look same = SAME;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoDecodeOptions decode = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) base = draw (0, 0, 1100, 900, FALSE, &same, GESSO_PIXEL_FORMAT_RGBA16);
  g_autoptr (GessoImage) mask = disc_mask (1100, 900);
  g_autoptr (GessoImage) answer = draw (96, 64, 816, 816, TRUE, &same, GESSO_PIXEL_FORMAT_RGBA8);
  g_autoptr (GessoProtection) edit = make_edit (base, mask, &options);
  g_autoptr (GessoWorker) worker = gesso_worker_new ("test-imaging", 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoStitched) stitched = NULL;
  g_autoptr (GessoImage) read = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "out", NULL);
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  GessoStitched refused_one = { NULL, { .refusal = GESSO_REFUSAL_DIFFERENT } };
  GessoStitched broken_one = { base, { .different = 1 } };

  g_mkdir_with_parents (folder, 0700);
  gesso_protection_stitch_async (edit, answer, worker, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  stitched = gesso_protection_stitch_finish (result, &error);
  g_assert_no_error (error);

  /* What is not proven is not written, and leaves nothing. */
  g_assert_false (gesso_protection_write_png (&refused_one, path, NULL, NULL, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (gesso_protection_write_png (&broken_one, path, NULL, NULL, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_NOT_PROVEN);
  g_clear_error (&error);

  g_assert_true (gesso_protection_write_png (stitched, path, NULL, NULL, &error));
  g_assert_no_error (error);
  read = gesso_decoder_decode_file (path, &decode, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_outside (base, read, mask), ==, 0);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.png");
  g_assert_null (g_dir_read_name (dir));

  gesso_worker_shutdown_async (worker, got_result_cb, &closed);
  while (closed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gesso_worker_shutdown_finish (worker, closed, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/protection/put-right-8", GINT_TO_POINTER (8), put_right);
  g_test_add_data_func ("/protection/put-right-16", GINT_TO_POINTER (16), put_right);
  g_test_add_func ("/protection/repeats", repeats);
  g_test_add_func ("/protection/refused", refused);
  g_test_add_func ("/protection/other-answers", other_answers);
  g_test_add_func ("/protection/odd-bases", odd_bases);
  g_test_add_func ("/protection/wrong-input", wrong_input);
  g_test_add_func ("/protection/larger-canvas", larger_canvas);
  g_test_add_func ("/protection/sides-of-any-length", sides_of_any_length);
  g_test_add_func ("/protection/faults-are-found", faults_are_found);
  g_test_add_func ("/protection/profiles", profiles);
  g_test_add_func ("/protection/stopped", stopped);
  g_test_add_func ("/protection/written", written);
  return g_test_run ();
}
