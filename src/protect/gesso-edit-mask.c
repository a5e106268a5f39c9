/* gesso-edit-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what was painted to the two masks of an edit. The edit mask says what the model may touch:
 * everything painted, grown by some pixels, since models do not keep to a line. The blend mask says
 * what is let through of the answer: what was painted, with a cross-fade that runs inward only, so
 * that every pixel whose mask is 0 stays 0. Large planes are worked on in bands. Pure functions;
 * they belong on a worker.
 */

#include "config.h"

#include "protect/gesso-edit-mask.h"

#include "image/gesso-distance.h"
#include "image/gesso-encoder.h"
#include "image/gesso-image-error.h"
#include "protect/gesso-protect-private.h"

#include <math.h>
#include <string.h>

/* Rows whose distances are found at once. */
#define BAND 256

/* Cells in which separate regions are told apart. */
#define CELL 64

#define HALF 128

static int
canvas_width (const GessoPainted *painted)
{
  return painted->width + painted->margins.left + painted->margins.right;
}

static int
canvas_height (const GessoPainted *painted)
{
  return painted->height + painted->margins.top + painted->margins.bottom;
}

/* A row of the canvas, @outside beyond it; what is not the base may change. */
static void
read_row (const GessoPainted *painted,
          int                 x,
          int                 y,
          int                 width,
          guint8              outside,
          guint8             *out)
{
  int from = MAX (painted->margins.left, x);
  int to = MIN (painted->margins.left + painted->width, x + width);
  int base_y = y - painted->margins.top;
  int canvas_from = MAX (0, x);
  int canvas_to = MIN (canvas_width (painted), x + width);

  memset (out, outside, (gsize) width);
  if (y < 0 || y >= canvas_height (painted) || canvas_from >= canvas_to)
    return;

  memset (out + (canvas_from - x), 255, (gsize) (canvas_to - canvas_from));
  if (base_y < 0 || base_y >= painted->height || from >= to)
    return;

  if (painted->mask != NULL)
    memcpy (out + (from - x),
            gesso_image_get_row (painted->mask, base_y) + (from - painted->margins.left),
            (gsize) (to - from));
  else
    memset (out + (from - x), 0, (gsize) (to - from));
}

/* Reading masks from pictures */

typedef struct
{
  guint colour; /* 0 to 255 */
  guint alpha;  /* 0 to 255 */
} Sample;

static Sample
read_sample (const guint8     *row,
             GessoPixelFormat  format,
             int               x)
{
  const guint16 *deep = (const guint16 *) (const void *) row + 4 * (gsize) x;
  const guint8 *narrow = row + 4 * (gsize) x;

  switch (format)
    {
    case GESSO_PIXEL_FORMAT_GRAY8:
      return (Sample){ row[x], 255 };
    case GESSO_PIXEL_FORMAT_RGBA16:
      return (Sample){ (deep[0] * 77u + deep[1] * 150u + deep[2] * 29u) >> 16, deep[3] / 257u };
    case GESSO_PIXEL_FORMAT_RGBA8:
    default:
      return (Sample){ (narrow[0] * 77u + narrow[1] * 150u + narrow[2] * 29u) >> 8, narrow[3] };
    }
}

static gboolean
has_holes (GessoImage *image)
{
  if (gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_GRAY8)
    return FALSE;

  for (int y = 0; y < gesso_image_get_height (image); y++)
    for (int x = 0; x < gesso_image_get_width (image); x++)
      if (read_sample (gesso_image_get_row (image, y), gesso_image_get_format (image), x).alpha
          < HALF)
        return TRUE;

  return FALSE;
}

/**
 * gesso_edit_mask_from_image:
 * @image: a picture in any format
 * @kind: what marks the region
 * @out_kind: (out) (optional): what was found to mark it
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Reads a mask from a picture. A picture with transparent parts is taken at its transparency, as
 * services do that want a mask with alpha; any other at its brightness. On a worker.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture, 255 where it may change
 */
GessoImage *
gesso_edit_mask_from_image (GessoImage     *image,
                            GessoMaskKind   kind,
                            GessoMaskKind  *out_kind,
                            GError        **error)
{
  int width, height;
  guint8 *pixels;

  g_return_val_if_fail (image != NULL, NULL);

  if (kind == GESSO_MASK_KIND_FIND_OUT)
    kind = has_holes (image) ? GESSO_MASK_KIND_TRANSPARENT : GESSO_MASK_KIND_WHITE;
  if (out_kind != NULL)
    *out_kind = kind;

  width = gesso_image_get_width (image);
  height = gesso_image_get_height (image);
  pixels = _gesso_protect_try_alloc ((gsize) width, (gsize) height, error);
  for (int y = 0; pixels != NULL && y < height; y++)
    for (int x = 0; x < width; x++)
      {
        Sample sample
            = read_sample (gesso_image_get_row (image, y), gesso_image_get_format (image), x);

        pixels[(gsize) y * (gsize) width + (gsize) x]
            = (guint8) (kind == GESSO_MASK_KIND_TRANSPARENT ? 255 - sample.alpha : sample.colour);
      }

  return pixels != NULL
             ? gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels)
             : NULL;
}

/* Where it is */

static void
grow_into (const GessoPainted *painted,
           int                 grow,
           GessoRect          *bounds)
{
  GessoRect canvas = { 0, 0, canvas_width (painted), canvas_height (painted) };
  GessoRect wide = gesso_rect_outset (bounds, grow);

  *bounds = gesso_rect_intersect (&wide, &canvas);
}

/* Extends @bounds by what is marked in a row of the canvas from @x on. */
static void
extend_bounds (const guint8 *row,
               int           width,
               int           x,
               int           y,
               GessoRect    *bounds)
{
  int first = 0;
  int last = width - 1;
  GessoRect line;

  while (first < width && row[first] <= GESSO_EDIT_MASK_THRESHOLD)
    first++;
  if (first == width)
    return;
  while (row[last] <= GESSO_EDIT_MASK_THRESHOLD)
    last--;
  line = (GessoRect){ x + first, y, last - first + 1, 1 };
  *bounds = gesso_rect_unite (bounds, &line);
}

/**
 * gesso_edit_mask_get_bounds:
 * @painted: what may change
 * @grow: by how many pixels that is grown
 * @out_bounds: (out): the smallest rectangle around it, inside the canvas
 *
 * Returns: whether anything is marked
 */
gboolean
gesso_edit_mask_get_bounds (const GessoPainted *painted,
                            int                 grow,
                            GessoRect          *out_bounds)
{
  int width = canvas_width (painted);
  g_autofree guint8 *row = g_malloc ((gsize) width);
  GessoRect bounds = GESSO_RECT_EMPTY;

  g_return_val_if_fail (painted != NULL && out_bounds != NULL, FALSE);

  for (int y = 0; y < canvas_height (painted); y++)
    {
      read_row (painted, 0, y, width, 0, row);
      extend_bounds (row, width, 0, y, &bounds);
    }
  if (gesso_rect_is_empty (&bounds))
    return FALSE;

  grow_into (painted, grow, &bounds);
  *out_bounds = bounds;
  return TRUE;
}

typedef struct
{
  int columns;
  int rows;
  GessoRect *bounds; /* (owned): of what each cell holds */
  guint *queue;      /* (owned) */
} Cells;

static void
fill_cells (const GessoPainted *painted,
            Cells              *cells)
{
  int width = canvas_width (painted);
  g_autofree guint8 *row = g_malloc ((gsize) width);

  for (int y = 0; y < canvas_height (painted); y++)
    {
      read_row (painted, 0, y, width, 0, row);
      for (int column = 0; column < cells->columns; column++)
        {
          int x = column * CELL;

          extend_bounds (row + x, MIN (CELL, width - x), x, y,
                         &cells->bounds[y / CELL * cells->columns + column]);
        }
    }
}

/* Takes a cell with all that hang together with it out of @cells. */
static GessoRect
take_region (Cells *cells,
             guint  start)
{
  GessoRect region = cells->bounds[start];
  guint head = 0;
  guint tail = 0;

  cells->queue[tail++] = start;
  cells->bounds[start] = GESSO_RECT_EMPTY;
  while (head < tail)
    {
      int column = (int) cells->queue[head] % cells->columns;
      int row = (int) cells->queue[head++] / cells->columns;

      for (int y = MAX (row - 1, 0); y <= MIN (row + 1, cells->rows - 1); y++)
        for (int x = MAX (column - 1, 0); x <= MIN (column + 1, cells->columns - 1); x++)
          {
            guint at = (guint) (y * cells->columns + x);

            if (gesso_rect_is_empty (&cells->bounds[at]))
              continue;
            region = gesso_rect_unite (&region, &cells->bounds[at]);
            cells->bounds[at] = GESSO_RECT_EMPTY;
            cells->queue[tail++] = at;
          }
    }

  return region;
}

/**
 * gesso_edit_mask_find_regions:
 * @painted: what may change
 * @grow: by how many pixels that is grown
 *
 * Finds regions that are clearly apart: what lies within some 64 pixels counts as one.
 *
 * Returns: (transfer full) (element-type GessoRect): their bounds, from the top; empty when
 *   nothing is marked
 */
GArray *
gesso_edit_mask_find_regions (const GessoPainted *painted,
                              int                 grow)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (GessoRect));
  Cells cells = { 0 };
  guint length;

  g_return_val_if_fail (painted != NULL, regions);

  cells.columns = (canvas_width (painted) + CELL - 1) / CELL;
  cells.rows = (canvas_height (painted) + CELL - 1) / CELL;
  length = (guint) cells.columns * (guint) cells.rows;
  cells.bounds = g_new0 (GessoRect, length);
  cells.queue = g_new (guint, length);
  fill_cells (painted, &cells);
  for (guint i = 0; i < length; i++)
    if (!gesso_rect_is_empty (&cells.bounds[i]))
      {
        GessoRect region = take_region (&cells, i);

        grow_into (painted, grow, &region);
        g_array_append_val (regions, region);
      }
  g_free (cells.bounds);
  g_free (cells.queue);

  return regions;
}

/* Distances: the canvas, and what is taken to be around it */

typedef struct
{
  const GessoPainted *painted;
  guint8 outside;
} Surroundings;

static void
read_surroundings (gconstpointer  data,
                   int            x,
                   int            y,
                   int            width,
                   guint8        *out)
{
  const Surroundings *around = data;

  read_row (around->painted, x, y, width, around->outside, out);
}

/* From each pixel of @rect to what is above the threshold, or to what is not. */
static GessoDistance *
open_distance (const Surroundings  *around,
               const GessoRect     *rect,
               int                  reach,
               guint8               threshold,
               gboolean             above,
               GError             **error)
{
  GessoDistanceSource source = { .read = read_surroundings,
                                 .data = around,
                                 .extents = gesso_rect_outset (rect, reach),
                                 .threshold = threshold,
                                 .above = above,
                                 .reach = reach };

  return gesso_distance_new (&source, rect, BAND, error);
}

/* A row of the part, let into the rows of the sent size that it covers. Beyond the canvas there is
 * nothing that had to stay. */
static void
mark_row (const gint32       *squared,
          const GessoPainted *painted,
          int                 y,
          int                 grow,
          const GessoRect    *rect,
          const GessoSize    *sent,
          guint8             *out)
{
  gboolean beyond = rect->y + y < 0 || rect->y + y >= canvas_height (painted);
  int left = beyond ? rect->width : MAX (-rect->x, 0);
  int right = canvas_width (painted) - rect->x;
  gint64 first = (gint64) y * sent->height / rect->height;
  gint64 last = ((gint64) (y + 1) * sent->height + rect->height - 1) / rect->height;

  for (gint64 sent_y = first; sent_y < last; sent_y++)
    {
      guint8 *line = out + (gsize) sent_y * (gsize) sent->width;

      for (int x = 0; x < rect->width; x++)
        {
          gint64 from, to;

          if (squared[x] > grow * grow && x >= left && x < right)
            continue;
          from = (gint64) x * sent->width / rect->width;
          to = ((gint64) (x + 1) * sent->width + rect->width - 1) / rect->width;
          memset (line + from, 255, (gsize) (to - from));
        }
    }
}

/**
 * gesso_edit_mask_make_edit:
 * @painted: what may change
 * @rect: a part of the canvas
 * @sent: the size in which it is sent
 * @grow: how much further the model may go, in pixels of the canvas, 0 to %GESSO_STITCH_MAX_PX
 * @cancellable: (nullable): polled between bands
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * What the model may touch. A pixel of the sent size may change when any pixel that it covers may.
 * On a worker.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture of the sent size, 0 or 255
 */
GessoImage *
gesso_edit_mask_make_edit (const GessoPainted  *painted,
                           const GessoRect     *rect,
                           const GessoSize     *sent,
                           int                  grow,
                           GCancellable        *cancellable,
                           GError             **error)
{
  Surroundings around = { .painted = painted, .outside = 0 };
  g_autoptr (GessoDistance) distance = NULL;
  g_autofree guint8 *pixels = NULL;
  g_autofree gint32 *squared = NULL;

  g_return_val_if_fail (painted != NULL && rect != NULL && sent != NULL, NULL);
  g_return_val_if_fail (grow >= 0 && grow <= GESSO_STITCH_MAX_PX, NULL);

  pixels = _gesso_protect_try_alloc ((gsize) sent->width, (gsize) sent->height, error);
  if (pixels == NULL)
    return NULL;
  squared = _gesso_protect_try_alloc ((gsize) rect->width, sizeof *squared, error);
  if (squared == NULL)
    return NULL;
  distance = open_distance (&around, rect, grow, GESSO_EDIT_MASK_THRESHOLD, TRUE, error);
  if (distance == NULL)
    return NULL;

  memset (pixels, 0, (gsize) sent->width * (gsize) sent->height);
  for (int y = 0; y < rect->height; y++)
    {
      if (y % BAND == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      gesso_distance_get_row (distance, rect->y + y, squared);
      mark_row (squared, painted, y, grow, rect, sent, pixels);
    }

  return gesso_image_new_take (sent->width, sent->height, GESSO_PIXEL_FORMAT_GRAY8,
                               (gsize) sent->width, g_steal_pointer (&pixels));
}

/* The cross-fade by squared distance: 0 at 0, 255 from @feather + 1 on. */
static guint8 *
make_ramp (int  feather,
           int *out_length)
{
  int length = (feather + 1) * (feather + 1) + 1;
  guint8 *ramp = g_malloc ((gsize) length);

  for (int i = 0; i < length; i++)
    {
      double t = sqrt (i) / (feather + 1);

      ramp[i] = (guint8) (255 * t * t * (3 - 2 * t) + 0.5);
    }
  *out_length = length;
  return ramp;
}

/* In place: from what was painted to what is let through. */
static void
fade_row (const gint32 *squared,
          const guint8 *ramp,
          int           length,
          gboolean      outward,
          int           width,
          guint8       *row)
{
  for (int x = 0; x < width; x++)
    {
      guint fade = squared[x] < length ? ramp[squared[x]] : 255;

      if (outward)
        row[x] = (guint8) MAX (row[x], 255 - fade);
      else
        row[x] = (guint8) ((row[x] * fade + 127u) / 255u);
    }
}

/* Under what the margins add there is nothing that could shine through. */
static void
fill_margins (const GessoPainted *painted,
              const GessoRect    *rect,
              int                 y,
              guint8             *out)
{
  int base_y = rect->y + y - painted->margins.top;
  int left = CLAMP (painted->margins.left - rect->x, 0, rect->width);
  int right = CLAMP (painted->margins.left + painted->width - rect->x, left, rect->width);

  if (base_y < 0 || base_y >= painted->height)
    left = right = rect->width;
  memset (out, 255, (gsize) left);
  memset (out + right, 255, (gsize) (rect->width - right));
}

/**
 * gesso_edit_mask_make_blend:
 * @painted: what may change
 * @rect: a part of the canvas
 * @feather: width of the cross-fade in pixels, 0 to %GESSO_STITCH_MAX_PX
 * @outward: it reaches outside of what was painted, instead of inside
 * @cancellable: (nullable): polled between bands
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * What is let through of the answer. Unless @outward, every pixel that was not painted is 0. At the
 * canvas's own edge nothing fades. On a worker.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture of the size of @rect
 */
GessoImage *
gesso_edit_mask_make_blend (const GessoPainted  *painted,
                            const GessoRect     *rect,
                            int                  feather,
                            gboolean             outward,
                            GCancellable        *cancellable,
                            GError             **error)
{
  Surroundings around = { .painted = painted, .outside = outward ? 0 : 255 };
  g_autoptr (GessoDistance) distance = NULL;
  g_autofree guint8 *pixels = NULL;
  g_autofree gint32 *squared = NULL;
  g_autofree guint8 *ramp = NULL;
  int length;

  g_return_val_if_fail (painted != NULL && rect != NULL, NULL);
  g_return_val_if_fail (feather >= 0 && feather <= GESSO_STITCH_MAX_PX, NULL);

  pixels = _gesso_protect_try_alloc ((gsize) rect->width, (gsize) rect->height, error);
  if (pixels == NULL)
    return NULL;
  squared = _gesso_protect_try_alloc ((gsize) rect->width, sizeof *squared, error);
  if (squared == NULL)
    return NULL;
  distance = open_distance (&around, rect, feather + 1, outward ? HALF - 1 : 0, outward, error);
  if (distance == NULL)
    return NULL;

  ramp = make_ramp (feather, &length);
  for (int y = 0; y < rect->height; y++)
    {
      guint8 *row = pixels + (gsize) y * (gsize) rect->width;

      if (y % BAND == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      gesso_distance_get_row (distance, rect->y + y, squared);
      read_surroundings (&around, rect->x, rect->y + y, rect->width, row);
      fade_row (squared, ramp, length, outward, rect->width, row);
      fill_margins (painted, rect, y, row);
    }

  return gesso_image_new_take (rect->width, rect->height, GESSO_PIXEL_FORMAT_GRAY8,
                               (gsize) rect->width, g_steal_pointer (&pixels));
}

/**
 * gesso_edit_mask_encode:
 * @mask: a GRAY8 picture, 255 where the model may change something
 * @cancellable: (nullable): to give up
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Makes the file that is sent. It says the same in both conventions: what may change is white with
 * alpha 0, what stays is black with alpha 255. On a worker.
 *
 * Returns: (transfer full) (nullable): a PNG
 */
GBytes *
gesso_edit_mask_encode (GessoImage    *mask,
                        GCancellable  *cancellable,
                        GError       **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = NULL;
  int width, height;
  guint8 *pixels;

  g_return_val_if_fail (mask != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (mask) == GESSO_PIXEL_FORMAT_GRAY8, NULL);

  width = gesso_image_get_width (mask);
  height = gesso_image_get_height (mask);
  pixels = _gesso_protect_try_alloc ((gsize) width * (gsize) height, 4, error);
  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);
      guint8 *out = pixels + 4 * (gsize) y * (gsize) width;

      for (int x = 0; x < width; x++, out += 4)
        {
          guint8 value = row[x] >= HALF ? 255 : 0;

          out[0] = out[1] = out[2] = value;
          out[3] = (guint8) (255 - value);
        }
    }
  image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, 4 * (gsize) width, pixels);
  options.compression = 6;
  return gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
}
