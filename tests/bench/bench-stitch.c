/* bench-stitch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Putting an answer back: the comparison of every pixel against copying the picture once, the whole
 * of a stitch in a picture of 24 megapixels with a part of 1536×1024, a picture of 100 megapixels
 * with the most memory it takes against its own size, and the mask that is sent. One JSON object a
 * line; rounds of work and reference alternate and the medians are compared.
 */

#include "config.h"

#include "protect/gesso-protection.h"
#include "protect/gesso-verify.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 7

#define WIDTH 6000
#define HEIGHT 4000

/* Waves with grain, as a photograph, shown from a place in it. */
static GessoImage *
make_photograph (int left,
                 int top,
                 int width,
                 int height)
{
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height * 4);
  g_autofree float *column = g_new (float, (gsize) width);
  guint32 state = 1;

  for (int x = 0; x < width; x++)
    column[x] = sinf ((float) (x + left) * 0.04f);
  for (int y = 0; y < height; y++)
    {
      float line = cosf ((float) (y + top) * 0.06f);

      for (int x = 0; x < width; x++)
        {
          guint8 *p = pixels + 4 * ((gsize) y * (gsize) width + (gsize) x);
          float wave = column[x] * line;

          state = state * 1664525u + 1013904223u;
          p[0] = (guint8) (120 + 80 * wave + (float) (state >> 30));
          p[1] = (guint8) (100 + 60 * wave + (float) (state >> 28 & 3));
          p[2] = (guint8) (140 - 90 * wave + (float) (state >> 26 & 3));
          p[3] = 255;
        }
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GessoImage *
make_mask (int width,
           int height,
           int middle_x,
           int middle_y,
           int radius)
{
  guint8 *pixels = g_malloc0 ((gsize) width * (gsize) height);

  for (int y = middle_y - radius; y < middle_y + radius; y++)
    {
      int half = (int) sqrt ((double) radius * radius - (double) (y - middle_y) * (y - middle_y));

      memset (pixels + (gsize) y * (gsize) width + (gsize) (middle_x - half), 255,
              2 * (gsize) half);
    }
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec * 1e3 + (double) usage.ru_utime.tv_usec / 1e3
         + (double) usage.ru_stime.tv_sec * 1e3 + (double) usage.ru_stime.tv_usec / 1e3;
}

static gint64
status_kib (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, name) : NULL;
  return line != NULL ? g_ascii_strtoll (line + strlen (name), NULL, 10) : 0;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof (double), compare_doubles);
  return values[ROUNDS / 2];
}

typedef struct
{
  GessoImage *base;
  GessoImage *copy;
  GessoImage *blend;
  GessoProtection *edit;
  GessoImage *answer;
  GessoImage *sent_mask;
  guint8 *target;
  GessoRect rect;
} Fixture;

typedef void (*Work) (Fixture *fixture);

static void
copy_once (Fixture *fixture)
{
  memcpy (fixture->target, gesso_image_get_pixels (fixture->base), (gsize) WIDTH * HEIGHT * 4);
}

static void
verify (Fixture *fixture)
{
  const GessoMargins none = { 0, 0, 0, 0 };
  guint64 checked, different;

  g_assert_true (gesso_verify_outside (fixture->base, fixture->copy, &none, &fixture->rect,
                                       fixture->blend, &checked, &different, NULL, NULL));
  g_assert_cmpuint (different, ==, 0);
}

static void
stitch (Fixture *fixture)
{
  g_autoptr (GessoStitched) stitched
      = gesso_protection_stitch (fixture->edit, fixture->answer, NULL, NULL, NULL, NULL);

  g_assert_nonnull (stitched->image);
}

static void
encode_mask (Fixture *fixture)
{
  g_autoptr (GBytes) png = gesso_edit_mask_encode (fixture->sent_mask, NULL, NULL);

  g_assert_cmpuint (g_bytes_get_size (png), <, 4194304);
}

/* Wall clock and processor time; on a busy machine only the second means something. */
static void
compare (const char *name,
         Work        work,
         Work        reference,
         Fixture    *fixture)
{
  double wall[ROUNDS], cpu[ROUNDS], reference_wall[ROUNDS], reference_cpu[ROUNDS];

  for (int i = 0; i < ROUNDS; i++)
    {
      double began = cpu_ms ();
      gint64 at = g_get_monotonic_time ();

      reference (fixture);
      reference_wall[i] = (double) (g_get_monotonic_time () - at) / 1e3;
      reference_cpu[i] = cpu_ms () - began;
      began = cpu_ms ();
      at = g_get_monotonic_time ();
      work (fixture);
      wall[i] = (double) (g_get_monotonic_time () - at) / 1e3;
      cpu[i] = cpu_ms () - began;
    }
  printf ("{\"name\":\"%s\",\"ms\":%.1f,\"cpu_ms\":%.1f,\"reference_ms\":%.1f,"
          "\"reference_cpu_ms\":%.1f,\"ratio\":%.2f}\n",
          name, median (wall), median (cpu), median (reference_wall), median (reference_cpu),
          median (cpu) / MAX (median (reference_cpu), 0.001));
  fflush (stdout);
}

static void
measure_24 (void)
{
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  Fixture fixture = { .rect = { 2000, 1500, 1536, 1024 } };
  const GessoSize sent = { 1536, 1024 };
  GessoImage *mask = make_mask (WIDTH, HEIGHT, 2768, 2012, 300);
  GessoPainted painted = { .mask = mask, .width = WIDTH, .height = HEIGHT };

  fixture.base = make_photograph (0, 0, WIDTH, HEIGHT);
  fixture.copy = make_photograph (0, 0, WIDTH, HEIGHT);
  fixture.target = g_malloc ((gsize) WIDTH * HEIGHT * 4);
  fixture.blend = gesso_edit_mask_make_blend (&painted, &fixture.rect, 8, FALSE, NULL, NULL);
  fixture.edit
      = gesso_protection_new (fixture.base, mask, NULL, &fixture.rect, &sent, &options, NULL);
  fixture.answer = make_photograph (2000, 1500, 1536, 1024);
  fixture.sent_mask = make_mask (3840, 2160, 1900, 1000, 700);
  copy_once (&fixture);
  compare ("verify-24mp", verify, copy_once, &fixture);
  compare ("stitch-24mp", stitch, copy_once, &fixture);
  gesso_image_unref (fixture.answer);
  /* Moved: the answer is resampled. */
  fixture.answer = make_photograph (1993, 1504, 1536, 1024);
  compare ("stitch-24mp-moved", stitch, copy_once, &fixture);
  gesso_protection_unref (fixture.edit);
  options.seam = GESSO_SEAM_GRADIENT;
  fixture.edit
      = gesso_protection_new (fixture.base, mask, NULL, &fixture.rect, &sent, &options, NULL);
  compare ("stitch-24mp-gradient", stitch, copy_once, &fixture);
  compare ("mask-png-4k", encode_mask, copy_once, &fixture);

  gesso_protection_unref (fixture.edit);
  gesso_image_unref (fixture.base);
  gesso_image_unref (fixture.copy);
  gesso_image_unref (fixture.blend);
  gesso_image_unref (fixture.answer);
  gesso_image_unref (fixture.sent_mask);
  gesso_image_unref (mask);
  g_free (fixture.target);
}

/* A hundred megapixels, once with a part at native scale and once with all of it. */
static void
measure_100 (void)
{
  const int side = 10000;
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  const GessoRect rects[] = { { 4000, 4000, 1536, 1024 }, { 0, 0, 10000, 10000 } };
  const GessoSize sents[] = { { 1536, 1024 }, { 2880, 2880 } };
  const char *names[] = { "stitch-100mp", "stitch-100mp-whole" };

  for (int i = 0; i < 2; i++)
    {
      gint64 before = status_kib ("VmRSS:");
      gint64 own = (gint64) side * side * 4 / 1024;
      g_autoptr (GessoImage) base = make_photograph (0, 0, side, side);
      g_autoptr (GessoImage) mask = make_mask (side, side, 4768, 4512, i == 0 ? 300 : 4000);
      g_autoptr (GessoProtection) edit
          = gesso_protection_new (base, mask, NULL, &rects[i], &sents[i], &options, NULL);
      g_autoptr (GessoImage) answer = gesso_protection_cut (edit, NULL, NULL);
      g_autoptr (GessoStitched) stitched = NULL;
      double began;
      gint64 peak;

      g_file_set_contents ("/proc/self/clear_refs", "5", -1, NULL);
      began = cpu_ms ();
      stitched = gesso_protection_stitch (edit, answer, NULL, NULL, NULL, NULL);
      peak = status_kib ("VmHWM:") - before;
      g_assert_nonnull (stitched->image);
      printf ("{\"name\":\"%s\",\"cpu_ms\":%.0f,\"peak_kib\":%" G_GINT64_FORMAT
              ",\"own_kib\":%" G_GINT64_FORMAT ",\"ratio\":%.2f}\n",
              names[i], cpu_ms () - began, peak, own, (double) peak / (double) own);
      fflush (stdout);
    }
}

int
main (void)
{
  measure_24 ();
  measure_100 ();
  return 0;
}
