/* bench-retouch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the built-in engine takes for its heaviest work, against ten passes of a plain box filter
 * over a picture of the same size in the same run. One JSON object a line: name, milliseconds,
 * the reference's milliseconds, the ratio, the processor time of all threads in milliseconds, and
 * the most memory the process has had so far. Rounds of both alternate and the medians are
 * compared, because machines are noisy.
 */

#include "config.h"

#include "engine/sketch/gesso-sketch-draw.h"
#include "engine/sketch/gesso-sketch-edit.h"
#include "engine/sketch/gesso-sketch-order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 3
#define PASSES 10

typedef struct
{
  GessoImage *picture; /* (owned) */
  GessoImage *mask;    /* (owned): a disc of a twentieth of the picture */
  gint64 shown_at;     /* when the first preview came */
} Fixture;

typedef void (*Work) (Fixture *fixture);

static guint32
hash_at (int     x,
         int     y,
         guint32 salt)
{
  guint32 hash = (guint32) x * 374761393u + (guint32) y * 668265263u + salt * 2246822519u;

  hash = (hash ^ (hash >> 13)) * 1274126177u;
  return hash ^ (hash >> 16);
}

/* Sky over grass, with a wall on one side: the hole lies across all three. */
static GessoImage *
make_picture (int width,
              int height)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *p = pixels + 4 * ((gsize) y * width + x);
        int grain = hash_at (x / 3, y / 7, 1) % 50 + hash_at (x, y, 2) % 20;

        if (x > width * 11 / 20 && y > height / 3)
          {
            gboolean mortar = y % 60 < 6 || (x + (y / 60 & 1) * 60) % 120 < 6;

            p[0] = (guint8) (mortar ? 190 : 140 + grain / 4);
            p[1] = (guint8) (mortar ? 185 : 75 + grain / 4);
            p[2] = (guint8) (mortar ? 175 : 60 + grain / 4);
          }
        else if (y > height / 2)
          {
            p[0] = (guint8) (40 + grain);
            p[1] = (guint8) (90 + grain);
            p[2] = (guint8) (30 + grain / 2);
          }
        else
          {
            p[0] = (guint8) (90 + 80 * y / height + grain / 20);
            p[1] = (guint8) (140 + 60 * y / height + grain / 20);
            p[2] = (guint8) (235 - 10 * x / width);
          }
        p[3] = 255;
      }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GessoImage *
make_mask (int width,
           int height)
{
  guint8 *mask = g_malloc0 ((gsize) width * height);
  double radius = sqrt (0.05 * width * height / G_PI);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (hypot (x - width / 2.0, y - height / 2.0) < radius)
        mask[(gsize) y * width + x] = 255;

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask);
}

/* Plain loops on one thread: every pixel the mean of nine. */
static void
box_filter (Fixture *fixture)
{
  int width = gesso_image_get_width (fixture->picture);
  int height = gesso_image_get_height (fixture->picture);
  gsize stride = (gsize) width * 4;
  g_autofree guint8 *from = g_memdup2 (gesso_image_get_pixels (fixture->picture), stride * height);
  g_autofree guint8 *to = g_memdup2 (from, stride * height);

  for (int pass = 0; pass < PASSES; pass++)
    {
      guint8 *swap = from;

      for (int y = 1; y < height - 1; y++)
        for (gsize i = 4; i < stride - 4; i++)
          {
            const guint8 *at = from + y * stride + i;
            int sum = 0;

            for (int k = -1; k <= 1; k++)
              sum += at[k * (gssize) stride - 4] + at[k * (gssize) stride]
                     + at[k * (gssize) stride + 4];
            to[y * stride + i] = (guint8) (sum / 9);
          }
      from = to;
      to = swap;
    }
}

static void
preview_cb (GessoImage *preview,
            guint       stage,
            guint       n_stages,
            gpointer    user_data)
{
  Fixture *fixture = user_data;

  if (fixture->shown_at == 0)
    fixture->shown_at = g_get_monotonic_time ();
}

static void
run_edit (Fixture    *fixture,
          const char *prompt,
          gboolean    has_mask)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSketchResult) result = NULL;
  GessoSketchEdit edit = { .prompt = prompt, .pictures = pictures };

  g_ptr_array_add (pictures, fixture->picture);
  edit.mask = has_mask ? fixture->mask : NULL;
  edit.width = gesso_image_get_width (fixture->picture);
  edit.height = gesso_image_get_height (fixture->picture);
  edit.n_previews = 1;
  result = gesso_sketch_edit (&edit, preview_cb, fixture, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_marked (Fixture *fixture)
{
  run_edit (fixture, "remove", TRUE);
}

static void
cut_out (Fixture *fixture)
{
  run_edit (fixture, "cut out", TRUE);
}

static void
recolor (Fixture *fixture)
{
  run_edit (fixture, "make it #c02040", TRUE);
}

static void
blur_background (Fixture *fixture)
{
  run_edit (fixture, "blur the background", FALSE);
}

static void
draw (Fixture *fixture)
{
  g_autoptr (GessoSketchOrder) order
      = gesso_sketch_order_new ("a lake before mountains at sunset, with trees and a small house",
                                1024, 1024);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSketchResult) result = NULL;

  order->quality = GESSO_SKETCH_QUALITY_HIGH;
  order->n_previews = 1;
  result = gesso_sketch_draw (order, preview_cb, fixture, NULL, &error);
  g_assert_no_error (error);
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
take_time (Work     work,
           Fixture *fixture,
           double  *out_preview)
{
  gint64 start = g_get_monotonic_time ();
  double took;

  fixture->shown_at = 0;
  work (fixture);
  took = (double) (g_get_monotonic_time () - start) / 1000;
  *out_preview = fixture->shown_at > 0 ? (double) (fixture->shown_at - start) / 1000 : 0;

  return took;
}

static double
median (double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_doubles);

  return times[ROUNDS / 2];
}

static double
get_processor_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static void
report (const char *name,
        double      took,
        double      reference,
        double      processor)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"name\":\"%s\",\"ms\":%.1f,\"reference_ms\":%.1f,\"ratio\":%.3f,"
           "\"cpu_ms\":%.1f,\"peak_mb\":%.0f}\n",
           name, took, reference, took / reference, processor, usage.ru_maxrss / 1024.0);
}

static void
measure (Fixture    *fixture,
         const char *name,
         Work        work)
{
  double times[ROUNDS], references[ROUNDS], previews[ROUNDS], processor[ROUNDS];
  double unused, reference, preview;
  g_autofree char *preview_name = g_strdup_printf ("%s-first-preview", name);

  for (int i = 0; i < ROUNDS; i++)
    {
      double before = get_processor_ms ();

      times[i] = take_time (work, fixture, &previews[i]);
      processor[i] = get_processor_ms () - before;
      references[i] = take_time (box_filter, fixture, &unused);
    }
  reference = median (references);
  preview = median (previews);
  report (name, median (times), reference, median (processor));
  if (preview > 0)
    report (preview_name, preview, reference, 0);
}

static void
open_fixture (Fixture *fixture,
              int      width,
              int      height)
{
  fixture->picture = make_picture (width, height);
  fixture->mask = make_mask (width, height);
}

static void
close_fixture (Fixture *fixture)
{
  g_clear_pointer (&fixture->picture, gesso_image_unref);
  g_clear_pointer (&fixture->mask, gesso_image_unref);
}

int
main (void)
{
  Fixture fixture = { 0 };

  open_fixture (&fixture, 1024, 1024);
  measure (&fixture, "draw-1024-high", draw);
  measure (&fixture, "remove-1024-5-percent", remove_marked);
  close_fixture (&fixture);

  open_fixture (&fixture, 3840, 2160);
  measure (&fixture, "recolor-4k-5-percent", recolor);
  measure (&fixture, "remove-4k-5-percent", remove_marked);
  measure (&fixture, "cut-out-4k-5-percent", cut_out);
  measure (&fixture, "blur-background-4k", blur_background);
  close_fixture (&fixture);

  return 0;
}
