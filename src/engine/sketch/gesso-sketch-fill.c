/* gesso-sketch-fill.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fill: removes what is under a mask by continuing the picture around it. The masked pixels are
 * gathered into patches of ground that are worked on one by one, each in a rectangle with enough
 * picture around it; in the rectangle a pyramid of GessoSketchField is filled from its smallest
 * level up. Texture and repeated structure come back well; an object that is half covered does
 * not, and a hole above about a seventh of the picture begins to repeat itself.
 *
 * While a fill is running only its membrane may be shown, never a smaller level of the pyramid.
 *
 * Pure: a picture and a mask in, a picture out; any thread, which is helped by others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-fill.h"

#include "engine/sketch/gesso-sketch-busyness.h"
#include "engine/sketch/gesso-sketch-field.h"
#include "engine/sketch/gesso-sketch-membrane.h"

#include <string.h>

#define CELL 16     /* pixels of the grid on which masked places are gathered */
#define MIN_EDGE 44 /* the smallest level keeps at least this many pixels on its short side */
#define MIN_CONTEXT 64
#define MAX_LEVELS 10

/* On the largest level whose hole has no more pixels, it is cut into pieces. */
#define QUILT_AREA 5000

/* When that level is larger than this one, the hole is small enough for patches alone. */
#define QUILT_LEVEL 2

typedef struct
{
  int x, y, width, height;
} Rect;

typedef struct
{
  GessoSketchProgressFunc progress; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable;
  guint64 seed;
  double done; /* pixels of rectangles finished, for the progress */
  double all;
} Job;

static void
report (const Job *job,
        double     fraction,
        double     share)
{
  if (job->progress != NULL)
    job->progress (CLAMP ((job->done + share * fraction) / MAX (job->all, 1), 0, 1),
                   job->user_data);
}

/* --- gathering --- */

static guint16 *
mark_cells (GessoImage *mask,
            int         columns,
            int         rows)
{
  guint16 *cells = g_new0 (guint16, (gsize) columns * rows);

  for (int y = 0; y < gesso_image_get_height (mask); y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);
      guint16 *cell_row = cells + (gsize) (y / CELL) * columns;

      for (int x = 0; x < gesso_image_get_width (mask); x++)
        if (row[x] != 0)
          cell_row[x / CELL] = G_MAXUINT16;
    }

  return cells;
}

/* Cells up to two apart belong together: filling them apart would look for texture in the other. */
static Rect
flood (guint16 *cells,
       int      columns,
       int      rows,
       int      start,
       guint16  label,
       GArray  *stack)
{
  int left = columns, top = rows, right = 0, bottom = 0;

  cells[start] = label;
  g_array_append_val (stack, start);
  while (stack->len > 0)
    {
      int at = g_array_index (stack, int, stack->len - 1);
      int x = at % columns, y = at / columns;

      g_array_set_size (stack, stack->len - 1);
      left = MIN (left, x);
      right = MAX (right, x + 1);
      top = MIN (top, y);
      bottom = MAX (bottom, y + 1);
      for (int ny = MAX (y - 2, 0); ny <= MIN (y + 2, rows - 1); ny++)
        for (int nx = MAX (x - 2, 0); nx <= MIN (x + 2, columns - 1); nx++)
          {
            int next = ny * columns + nx;

            if (cells[next] != G_MAXUINT16)
              continue;
            cells[next] = label;
            g_array_append_val (stack, next);
          }
    }

  return (Rect){ left * CELL, top * CELL, (right - left) * CELL, (bottom - top) * CELL };
}

/* Labels the cells 1, 2, … and lists the rectangle of each group. */
static GArray *
gather (guint16 *cells,
        int      columns,
        int      rows)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Rect));
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < columns * rows; i++)
    if (cells[i] == G_MAXUINT16)
      {
        Rect rect = flood (cells, columns, rows, i,
                           (guint16) MIN (groups->len + 1, G_MAXUINT16 - 1), stack);

        g_array_append_val (groups, rect);
      }

  return groups;
}

static Rect
add_context (Rect rect,
             int  width,
             int  height)
{
  int margin = MAX (MIN_CONTEXT, MAX (rect.width, rect.height) * 6 / 10);
  int left = MAX (rect.x - margin, 0), top = MAX (rect.y - margin, 0);
  int right = MIN (rect.x + rect.width + margin, width);
  int bottom = MIN (rect.y + rect.height + margin, height);

  return (Rect){ left, top, right - left, bottom - top };
}

/* --- one rectangle --- */

static GessoImage *
crop (const guint8     *pixels,
      gsize             stride,
      GessoPixelFormat  format,
      Rect              rect)
{
  gsize size = gesso_pixel_format_get_size (format);
  guint8 *copy = g_malloc (rect.width * size * rect.height);

  for (int y = 0; y < rect.height; y++)
    memcpy (copy + (gsize) y * rect.width * size,
            pixels + (gsize) (rect.y + y) * stride + rect.x * size, rect.width * size);

  return gesso_image_new_take (rect.width, rect.height, format, rect.width * size, copy);
}

static guint8 *
classify (GessoImage    *hole,
          const guint16 *cells,
          int            columns,
          Rect           rect,
          guint16        label)
{
  guint8 *unknown = g_malloc ((gsize) rect.width * rect.height);

  for (int y = 0; y < rect.height; y++)
    {
      const guint8 *row = gesso_image_get_row (hole, y);

      for (int x = 0; x < rect.width; x++)
        {
          guint16 cell = cells[(gsize) ((rect.y + y) / CELL) * columns + (rect.x + x) / CELL];

          unknown[(gsize) y * rect.width + x] = row[x] == 0 ? 0 : cell == label ? 1 : 2;
        }
    }

  return unknown;
}

/* Whether what is known around the hole is opaque, so that the hole will be. */
static gboolean
is_opaque (GessoImage   *part,
           const guint8 *unknown)
{
  int width = gesso_image_get_width (part);

  for (int y = 0; y < gesso_image_get_height (part); y++)
    {
      const guint8 *row = gesso_image_get_row (part, y);

      for (int x = 0; x < width; x++)
        if (unknown[(gsize) y * width + x] == 0 && row[4 * x + 3] != 255)
          return FALSE;
    }

  return TRUE;
}

static gboolean
fill_pyramid (GessoSketchField *fields[],
              int               n_levels,
              gboolean          opaque,
              double            share,
              const Job        *job)
{
  double whole = 0, so_far = 0;
  int quilted = 0;

  while (quilted < n_levels - 1 && gesso_sketch_field_get_area (fields[quilted]) > QUILT_AREA)
    quilted++;
  for (int i = 0; i < n_levels; i++)
    whole += 1.0 / (1 << (2 * MIN (i, 8)));
  for (int i = n_levels - 1; i >= 0; i--)
    {
      gboolean alive;

      if (i == n_levels - 1)
        alive = gesso_sketch_field_peel (fields[i], job->seed, 2, job->cancellable);
      else
        alive = gesso_sketch_field_refine (fields[i], fields[i + 1], job->seed, i == 0 ? 2 : 4,
                                           job->cancellable);
      if (alive && i == quilted && i >= QUILT_LEVEL)
        alive = gesso_sketch_field_quilt (fields[i], job->seed, job->cancellable);
      if (!alive)
        return FALSE;
      so_far += 1.0 / (1 << (2 * MIN (i, 8)));
      report (job, so_far / whole, share);
    }

  return gesso_sketch_field_settle (fields[0], opaque ? 3 : 4, job->cancellable);
}

/* The levels from the rectangle itself down to one where the hole is thin or the picture small,
 * as long as there is known picture left to copy from. */
static int
build_pyramid (GessoSketchField *first,
               GessoSketchField *fields[])
{
  int n = 0;

  fields[n++] = first;
  while (n < MAX_LEVELS)
    {
      GessoSketchField *last = fields[n - 1];
      g_autoptr (GessoSketchField) next = NULL;

      if (MIN (gesso_sketch_field_get_width (last), gesso_sketch_field_get_height (last))
              < 2 * MIN_EDGE
          || gesso_sketch_field_get_depth (last) <= 2)
        break;
      next = gesso_sketch_field_halve (last);
      if (!gesso_sketch_field_can_fill (next))
        break;
      fields[n++] = g_steal_pointer (&next);
    }

  return n;
}

static void
paste (const guint8 *from,
       GessoImage   *mask,
       Rect          rect,
       const guint8 *unknown,
       gboolean      opaque,
       guint8       *pixels,
       gsize         stride)
{
  int n_channels = opaque ? 3 : 4;

  for (int y = 0; y < rect.height; y++)
    {
      const guint8 *weights = gesso_image_get_row (mask, rect.y + y) + rect.x;

      for (int x = 0; x < rect.width; x++)
        {
          gsize at = (gsize) y * rect.width + x;
          guint8 *to = pixels + (gsize) (rect.y + y) * stride + (gsize) (rect.x + x) * 4;

          if (unknown[at] != 1)
            continue;
          if (opaque)
            to[3] = weights[x] + to[3] * (255 - weights[x]) / 255;
          for (int c = 0; c < n_channels; c++)
            to[c] = (to[c] * (255 - weights[x]) + from[at * 4 + c] * weights[x] + 127) / 255;
        }
    }
}

/* Pixels under a membrane: what stays when there is nothing to copy, and what neighbouring holes
 * show while they wait. */
static guint8 *
make_start (GessoImage *part,
            GessoImage *hole)
{
  g_autoptr (GessoImage) sheet = gesso_sketch_membrane (part, hole);

  return g_memdup2 (gesso_image_get_pixels (sheet),
                    gesso_image_get_stride (sheet) * gesso_image_get_height (sheet));
}

static gboolean
fill_rect (guint8        *pixels,
           gsize          stride,
           GessoImage    *mask,
           const guint16 *cells,
           int            columns,
           Rect           rect,
           guint16        label,
           const Job     *job)
{
  g_autoptr (GessoImage) part = crop (pixels, stride, GESSO_PIXEL_FORMAT_RGBA8, rect);
  g_autoptr (GessoImage) hole = crop (gesso_image_get_pixels (mask), gesso_image_get_stride (mask),
                                      GESSO_PIXEL_FORMAT_GRAY8, rect);
  g_autofree guint8 *unknown = classify (hole, cells, columns, rect, label);
  gboolean opaque = is_opaque (part, unknown), alive = TRUE;
  gsize n = (gsize) rect.width * rect.height;
  GessoSketchField *fields[MAX_LEVELS];
  guint8 *start = make_start (part, hole);
  int n_levels = 1;

  g_clear_pointer (&part, gesso_image_unref);
  if (opaque)
    gesso_sketch_busyness (start, unknown, rect.width, rect.height);
  fields[0] = gesso_sketch_field_new (rect.width, rect.height, start, g_memdup2 (unknown, n));
  if (gesso_sketch_field_can_fill (fields[0]))
    {
      n_levels = build_pyramid (fields[0], fields);
      alive = fill_pyramid (fields, n_levels, opaque, n, job);
    }

  if (alive)
    paste (gesso_sketch_field_get_pixels (fields[0]), mask, rect, unknown, opaque, pixels, stride);
  for (int i = 0; i < n_levels; i++)
    gesso_sketch_field_free (fields[i]);

  return alive;
}

static guint8 *
copy_pixels (GessoImage *image)
{
  gsize stride = (gsize) gesso_image_get_width (image) * 4;
  guint8 *pixels = g_malloc (stride * gesso_image_get_height (image));

  for (int y = 0; y < gesso_image_get_height (image); y++)
    memcpy (pixels + y * stride, gesso_image_get_row (image, y), stride);

  return pixels;
}

/**
 * gesso_sketch_fill:
 * @image: a picture in RGBA8
 * @mask: of the same size, GRAY8; 255 is replaced, 0 is kept, between is mixed
 * @seed: 0 for the best match; another number for another fill of the same hole
 * @progress: (nullable) (scope call): told how far it is
 * @user_data: passed to @progress
 * @cancellable: (nullable): asked every few milliseconds
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Replaces what is under the mask by a continuation of the picture around it. Where the mask is 0
 * the pixels are the same to the bit. The same input gives the same output on every machine.
 *
 * Returns: (transfer full) (nullable): a picture of the same size, or %NULL when cancelled
 */
GessoImage *
gesso_sketch_fill (GessoImage               *image,
                   GessoImage               *mask,
                   guint64                   seed,
                   GessoSketchProgressFunc   progress,
                   gpointer                  user_data,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  int columns = (width + CELL - 1) / CELL, rows = (height + CELL - 1) / CELL;
  gsize stride = (gsize) width * 4;
  g_autofree guint16 *cells = mark_cells (mask, columns, rows);
  g_autoptr (GArray) groups = gather (cells, columns, rows);
  g_autofree guint8 *pixels = copy_pixels (image);
  Job job = { progress, user_data, cancellable, seed, 0, 0 };

  for (guint i = 0; i < groups->len; i++)
    {
      Rect rect = add_context (g_array_index (groups, Rect, i), width, height);

      g_array_index (groups, Rect, i) = rect;
      job.all += (double) rect.width * rect.height;
    }
  for (guint i = 0; i < groups->len; i++)
    {
      Rect rect = g_array_index (groups, Rect, i);

      if (!fill_rect (pixels, stride, mask, cells, columns, rect,
                      (guint16) MIN (i + 1, G_MAXUINT16 - 1), &job))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Fill was cancelled");
          return NULL;
        }
      job.done += (double) rect.width * rect.height;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride,
                               g_steal_pointer (&pixels));
}

/**
 * gesso_sketch_fill_preview:
 * @image: a picture in RGBA8
 * @mask: of the same size, GRAY8
 *
 * What may be shown while gesso_sketch_fill() is at work: the hole under a smooth membrane.
 *
 * Returns: (transfer full): a picture of the same size, the same to the bit where the mask is 0
 */
GessoImage *
gesso_sketch_fill_preview (GessoImage *image,
                           GessoImage *mask)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  int columns = (width + CELL - 1) / CELL, rows = (height + CELL - 1) / CELL;
  gsize stride = (gsize) width * 4;
  g_autofree guint16 *cells = mark_cells (mask, columns, rows);
  g_autoptr (GArray) groups = gather (cells, columns, rows);
  guint8 *pixels = copy_pixels (image);

  for (guint i = 0; i < groups->len; i++)
    {
      Rect rect = add_context (g_array_index (groups, Rect, i), width, height);
      g_autoptr (GessoImage) part = crop (pixels, stride, GESSO_PIXEL_FORMAT_RGBA8, rect);
      g_autoptr (GessoImage) hole
          = crop (gesso_image_get_pixels (mask), gesso_image_get_stride (mask),
                  GESSO_PIXEL_FORMAT_GRAY8, rect);
      g_autoptr (GessoImage) sheet = gesso_sketch_membrane (part, hole);
      g_autofree guint8 *unknown = classify (hole, cells, columns, rect, (guint16) (i + 1));

      paste (gesso_image_get_pixels (sheet), mask, rect, unknown, FALSE, pixels, stride);
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
}
