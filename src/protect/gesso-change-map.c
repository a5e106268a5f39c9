/* gesso-change-map.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Repair without a mask: after an edit by words alone, what did the model really change? The answer
 * is brought into place and brightness, compared with the picture cell by cell, and what stands out
 * of the general drift is proposed as a mask; everything else can then be restored. Pure; on a
 * worker.
 */

#include "config.h"

#include "protect/gesso-change-map.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-scale.h"
#include "protect/gesso-plane-private.h"
#include "protect/gesso-protect-private.h"
#include "protect/gesso-resampler.h"
#include "protect/gesso-tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What models send and get at most; more would not show more. */
#define MOST_PIXELS 8294400

/* Sides of a cell, in pixels of the compared size. */
#define CELL 6

/* A change stands out when it is this far above the middle of all differences, in levels. */
#define LEAST_CHANGE 9.0
#define TIMES_MIDDLE 3.0

/* Fewer cells together than this are noise; changes reach a little further than they stand out. */
#define LEAST_CELLS 6
#define WIDEN 2

typedef struct
{
  int width;
  int height;
  float *levels; /* (owned): difference of each cell, 0 to 255 */
  guint8 *marks; /* (owned) */
  guint *queue;  /* (owned) */
} Cells;

static void
cells_clear (Cells *self)
{
  g_free (self->levels);
  g_free (self->marks);
  g_free (self->queue);
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float one = *(const float *) a;
  float other = *(const float *) b;

  return (one > other) - (one < other);
}

/* The answer in the place and brightness of what it is compared with. */
static GessoImage *
bring_into_place (GessoImage            *sent,
                  GessoImage            *answer,
                  const GessoAlignment  *alignment,
                  GCancellable          *cancellable,
                  GError               **error)
{
  int width = gesso_image_get_width (sent);
  int height = gesso_image_get_height (sent);
  GessoMapping mapping
      = gesso_align_get_mapping (alignment, width, height, gesso_image_get_width (answer),
                                 gesso_image_get_height (answer), width, height);
  g_autoptr (GessoResampler) resampler = gesso_resampler_new (answer, &mapping, width, error);
  g_autofree guint16 *pixels = NULL;
  gsize row = 4 * (gsize) width;

  if (resampler != NULL)
    pixels = _gesso_protect_try_alloc (row * (gsize) height, sizeof (guint16), error);
  for (int y = 0; pixels != NULL && y < height; y++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      memcpy (pixels + (gsize) y * row, gesso_resampler_get_row (resampler, y),
              row * sizeof (guint16));
      gesso_tone_apply (alignment->gain, pixels + (gsize) y * row, width);
    }

  return pixels != NULL
             ? gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA16,
                                     row * sizeof (guint16), (guint8 *) g_steal_pointer (&pixels))
             : NULL;
}

static gboolean
measure_opaque (Cells         *cells,
                GessoImage    *a,
                GessoImage    *b,
                GCancellable  *cancellable,
                GError       **error)
{
  GessoPlanes left = { 0 };
  GessoPlanes right = { 0 };
  int cell = MIN (CELL, MIN (gesso_image_get_width (a), gesso_image_get_height (a)));
  gboolean done = _gesso_planes_init (&left, a, NULL, cell, cancellable, error)
                  && _gesso_planes_init (&right, b, NULL, cell, cancellable, error);
  gsize n = done ? (gsize) left.width * (gsize) left.height : 0;

  if (done && cells->levels == NULL)
    {
      cells->width = left.width;
      cells->height = left.height;
      cells->levels = g_new0 (float, n);
      cells->marks = g_new0 (guint8, n);
      cells->queue = g_new (guint, n);
    }
  for (gsize i = 0; i < n; i++)
    {
      float worst = cells->levels[i];

      for (gsize c = 0; c < 3; c++)
        worst = MAX (worst, fabsf (left.rgb[3 * i + c] - right.rgb[3 * i + c]));
      cells->levels[i] = worst;
    }
  _gesso_planes_clear (&left);
  _gesso_planes_clear (&right);

  return done;
}

/* What can be seen through is looked at over black and over white: the colour of what is not seen
 * does not count, and what appears or vanishes does. */
static gboolean
measure (Cells         *cells,
         GessoImage    *a,
         GessoImage    *b,
         GCancellable  *cancellable,
         GError       **error)
{
  const guint32 grounds[] = { 0x000000ff, 0xffffffff };

  if (!gesso_image_has_alpha (a) && !gesso_image_has_alpha (b))
    return measure_opaque (cells, a, b, cancellable, error);

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_autoptr (GessoImage) left = gesso_composite_flatten (a, grounds[i], error);
      g_autoptr (GessoImage) right
          = left != NULL ? gesso_composite_flatten (b, grounds[i], error) : NULL;

      if (right == NULL || !measure_opaque (cells, left, right, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static void
mark (Cells *cells)
{
  gsize n = (gsize) cells->width * (gsize) cells->height;
  g_autofree float *sorted = g_memdup2 (cells->levels, n * sizeof (float));
  float limit;

  qsort (sorted, n, sizeof (float), compare_floats);
  limit = (float) MAX (LEAST_CHANGE, TIMES_MIDDLE * sorted[n / 2] + LEAST_CHANGE / 2);
  for (gsize i = 0; i < n; i++)
    cells->marks[i] = cells->levels[i] > limit;
}

/* Takes away what hangs together with too few others. Marks that were looked at are 2. */
static void
drop_specks (Cells *cells)
{
  for (guint start = 0; start < (guint) (cells->width * cells->height); start++)
    {
      guint head = 0, tail = 0;

      if (cells->marks[start] != 1)
        continue;
      cells->queue[tail++] = start;
      cells->marks[start] = 2;
      while (head < tail)
        {
          int column = (int) cells->queue[head] % cells->width;
          int row = (int) cells->queue[head++] / cells->width;

          for (int y = MAX (row - 1, 0); y <= MIN (row + 1, cells->height - 1); y++)
            for (int x = MAX (column - 1, 0); x <= MIN (column + 1, cells->width - 1); x++)
              if (cells->marks[y * cells->width + x] == 1)
                {
                  cells->marks[y * cells->width + x] = 2;
                  cells->queue[tail++] = (guint) (y * cells->width + x);
                }
        }
      for (guint i = 0; tail < LEAST_CELLS && i < tail; i++)
        cells->marks[cells->queue[i]] = 0;
    }
}

static gboolean
is_marked_near (const Cells *cells,
                int          column,
                int          row)
{
  for (int y = MAX (row - WIDEN, 0); y <= MIN (row + WIDEN, cells->height - 1); y++)
    for (int x = MAX (column - WIDEN, 0); x <= MIN (column + WIDEN, cells->width - 1); x++)
      if (cells->marks[y * cells->width + x] != 0)
        return TRUE;

  return FALSE;
}

/* The marks, a little wider, as a mask of the base's size. */
static GessoImage *
make_mask (const Cells  *cells,
           int           width,
           int           height,
           GError      **error)
{
  guint8 *pixels = _gesso_protect_try_alloc ((gsize) width, (gsize) height, error);
  g_autofree guint8 *wide = g_new (guint8, (gsize) cells->width * (gsize) cells->height);

  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < cells->height; y++)
    for (int x = 0; x < cells->width; x++)
      wide[y * cells->width + x] = is_marked_near (cells, x, y) ? 255 : 0;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gint64 column = MIN ((gint64) x * cells->width / width, cells->width - 1);
        gint64 row = MIN ((gint64) y * cells->height / height, cells->height - 1);

        pixels[(gsize) y * (gsize) width + (gsize) x] = wide[row * cells->width + column];
      }
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

/**
 * gesso_change_map_get_size:
 * @width: a picture's width in pixels
 * @height: its height
 *
 * Returns: the size in which such a picture is compared as a whole
 */
GessoSize
gesso_change_map_get_size (int width,
                           int height)
{
  double scale = MIN (1, sqrt (MOST_PIXELS / ((double) width * height)));

  return (GessoSize){ MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)) };
}

static GessoImage *
to_compare (GessoImage    *image,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GessoImage) srgb = gesso_color_to_srgb (image, cancellable, error);

  return srgb != NULL ? gesso_color_convert (srgb, GESSO_PIXEL_FORMAT_RGBA16, error) : NULL;
}

/**
 * gesso_change_map_find:
 * @base: the picture
 * @answer: what a model made of it, whole, in any size
 * @out_alignment: (out): where the answer lies; with a refusal when it shows another picture
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Proposes a mask of what really changed. On a worker.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture of the base's size, 255 where something
 *   changed, maybe nowhere; after a refusal nothing is marked
 */
GessoImage *
gesso_change_map_find (GessoImage      *base,
                       GessoImage      *answer,
                       GessoAlignment  *out_alignment,
                       GCancellable    *cancellable,
                       GError         **error)
{
  int width = gesso_image_get_width (base);
  int height = gesso_image_get_height (base);
  GessoSize size = gesso_change_map_get_size (width, height);
  g_autoptr (GessoImage) small
      = gesso_scale_resize (base, size.width, size.height, cancellable, error);
  g_autoptr (GessoImage) sent = small != NULL ? to_compare (small, cancellable, error) : NULL;
  g_autoptr (GessoImage) deep = sent != NULL ? to_compare (answer, cancellable, error) : NULL;
  g_autoptr (GessoImage) nothing = NULL;
  g_autoptr (GessoImage) placed = NULL;
  g_autofree guint8 *zeros = NULL;
  GessoImage *mask = NULL;
  Cells cells = { 0 };

  if (deep != NULL)
    zeros = _gesso_protect_try_alloc ((gsize) size.width, (gsize) size.height, error);
  if (zeros == NULL)
    return NULL;
  memset (zeros, 0, (gsize) size.width * (gsize) size.height);
  nothing = gesso_image_new_take (size.width, size.height, GESSO_PIXEL_FORMAT_GRAY8,
                                  (gsize) size.width, g_steal_pointer (&zeros));
  if (!gesso_align_find (sent, deep, nothing, out_alignment, cancellable, error))
    return NULL;

  placed = bring_into_place (sent, deep, out_alignment, cancellable, error);
  if (placed != NULL && measure (&cells, sent, placed, cancellable, error))
    {
      if (out_alignment->refusal == GESSO_REFUSAL_NONE)
        {
          mark (&cells);
          drop_specks (&cells);
        }
      mask = make_mask (&cells, width, height, error);
    }
  cells_clear (&cells);

  return mask;
}
