/* gesso-comparison-pictures.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pictures of a GessoComparison, made from its files; all on a worker. */

#include "config.h"

#include "protect/gesso-comparison-private.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-decoder.h"
#include "image/gesso-heat.h"
#include "image/gesso-scale.h"
#include "protect/gesso-edit-mask.h"
#include "protect/gesso-protect-error.h"
#include "protect/gesso-protect-private.h"

#include <string.h>

/* Upright and in sRGB, as everything is shown; @deep keeps the depth, so that the least difference
 * counts. */
static GessoImage *
load (const char       *path,
      const GessoRect  *place,
      gboolean          deep,
      GCancellable     *cancellable,
      GError          **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) file = NULL;
  g_autoptr (GessoImage) image = NULL;

  options.to_srgb = TRUE;
  options.max_depth_8 = !deep;
  file = gesso_decoder_decode_file (path, &options, cancellable, error);
  if (file != NULL && gesso_image_get_format (file) == GESSO_PIXEL_FORMAT_GRAY8)
    image = gesso_color_convert (file, GESSO_PIXEL_FORMAT_RGBA8, error);
  else
    image = g_steal_pointer (&file);

  return image != NULL ? gesso_scale_resize (image, place->width, place->height, cancellable, error)
                       : NULL;
}

/* Copies what is in the frame; nothing is blended, so a pixel stays what it is. */
static void
copy_rows (GessoImage      *image,
           const GessoRect *place,
           guint8          *pixels,
           const GessoSize *frame)
{
  GessoRect all = { 0, 0, frame->width, frame->height };
  GessoRect common = gesso_rect_intersect (place, &all);
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (image));

  for (int y = common.y; y < common.y + common.height; y++)
    memcpy (pixels + ((gsize) y * (gsize) frame->width + (gsize) common.x) * pixel,
            gesso_image_get_row (image, y - place->y) + (gsize) (common.x - place->x) * pixel,
            (gsize) common.width * pixel);
}

/* Pictures at their places of the frame, over another one or over nothing. */
static GessoImage *
lay_out (GessoComparison *self,
         GessoImage *below,
         GessoImage *const *images,
         const GessoRect *places,
         guint n_images,
         GError **error)
{
  GessoPixelFormat format = gesso_image_get_format (below != NULL ? below : images[0]);
  gsize pixel = gesso_pixel_format_get_size (format);
  GessoRect all = { 0, 0, self->size.width, self->size.height };
  gsize n_pixels = (gsize) all.width * (gsize) all.height;
  g_autofree guint8 *pixels = _gesso_protect_try_alloc (n_pixels, pixel, error);

  if (pixels == NULL)
    return NULL;

  if (below != NULL)
    copy_rows (below, &all, pixels, &self->size);
  else
    memset (pixels, 0, n_pixels * pixel);
  for (guint i = 0; i < n_images; i++)
    {
      g_autoptr (GessoImage) same = gesso_color_convert (images[i], format, error);

      if (same == NULL)
        return NULL;
      copy_rows (same, &places[i], pixels, &self->size);
    }
  return gesso_image_new_take (all.width, all.height, format, (gsize) all.width * pixel,
                               g_steal_pointer (&pixels));
}

static GessoImage *
make_before (GessoComparison  *self,
             gboolean          deep,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (GessoImage) image = load (self->before_path, &self->before, deep, cancellable, error);

  if (image == NULL || _gesso_comparison_fills_frame (self, &self->before))
    return g_steal_pointer (&image);

  return lay_out (self, NULL, &image, &self->before, 1, error);
}

/* What takes only a part of the frame is seen within the picture before. */
static GessoImage *
make_over_before (GessoComparison    *self,
                  const GessoPlaced  *placed,
                  guint               n_placed,
                  gboolean            deep,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_autoptr (GPtrArray) images
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_image_unref);
  g_autofree GessoRect *places = g_new (GessoRect, n_placed);
  g_autoptr (GessoImage) before = NULL;

  for (guint i = 0; i < n_placed; i++)
    {
      GessoImage *image = load (placed[i].path, &placed[i].place, deep, cancellable, error);

      if (image == NULL)
        return NULL;
      if (_gesso_comparison_fills_frame (self, &placed[i].place) && n_placed == 1)
        return image;
      g_ptr_array_add (images, image);
      places[i] = placed[i].place;
    }

  before = make_before (self, deep, cancellable, error);
  return before != NULL ? lay_out (self, before, (GessoImage *const *) images->pdata, places,
                                   images->len, error)
                        : NULL;
}

static GessoImage *
make_side (GessoComparison         *self,
           GessoComparisonPicture   which,
           gboolean                 deep,
           GCancellable            *cancellable,
           GError                 **error)
{
  GessoPlaced after = { self->after_path, self->after };

  if (which == GESSO_COMPARISON_BEFORE)
    return make_before (self, deep, cancellable, error);
  if (which == GESSO_COMPARISON_AFTER || self->answers->len == 0)
    return make_over_before (self, &after, 1, deep, cancellable, error);

  return make_over_before (self, (const GessoPlaced *) (const void *) self->answers->data,
                           self->answers->len, deep, cancellable, error);
}

static GessoImage *
make_difference (GessoComparison         *self,
                 GessoComparisonPicture   from,
                 GessoComparisonPicture   to,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autoptr (GessoImage) a = make_side (self, from, TRUE, cancellable, error);
  g_autoptr (GessoImage) b = a != NULL ? make_side (self, to, TRUE, cancellable, error) : NULL;

  return b != NULL ? gesso_composite_difference (a, b, self->gain, cancellable, error) : NULL;
}

/* What the mask let through, in the part of the frame where it may. */
static GessoImage *
read_blend (GessoComparison  *self,
            GCancellable     *cancellable,
            GError          **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  GessoPainted painted
      = { .width = self->painted.width, .height = self->painted.height, .margins = self->margins };
  g_autoptr (GessoImage) file = NULL;
  g_autoptr (GessoImage) mask = NULL;

  file = gesso_decoder_decode_file (self->mask_path, &options, cancellable, error);
  if (file != NULL)
    mask = gesso_edit_mask_from_image (file, GESSO_MASK_KIND_WHITE, NULL, error);
  if (mask == NULL)
    return NULL;
  if (gesso_image_get_width (mask) != painted.width
      || gesso_image_get_height (mask) != painted.height)
    {
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_SIZE,
                           "the mask has another size than the picture");
      return NULL;
    }

  painted.mask = mask;
  return gesso_edit_mask_make_blend (&painted, &self->masked, self->feather, self->feather_outward,
                                     cancellable, error);
}

static GessoImage *
make_outside (GessoComparison  *self,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (GessoImage) difference
      = make_difference (self, GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_AFTER, cancellable, error);
  GessoRect all = { 0, 0, self->size.width, self->size.height };
  GessoRect common = gesso_rect_intersect (&self->masked, &all);
  gsize row = 4 * (gsize) all.width;
  g_autoptr (GessoImage) blend = NULL;
  guint8 *pixels;

  if (difference == NULL || self->mask_path == NULL)
    return g_steal_pointer (&difference);

  blend = read_blend (self, cancellable, error);
  pixels = blend != NULL ? _gesso_protect_try_alloc (row, (gsize) all.height, error) : NULL;
  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < all.height; y++)
    memcpy (pixels + (gsize) y * row, gesso_image_get_row (difference, y), row);
  for (int y = common.y; y < common.y + common.height; y++)
    {
      const guint8 *let = gesso_image_get_row (blend, y - self->masked.y);

      for (int x = common.x; x < common.x + common.width; x++)
        if (let[x - self->masked.x] > 0)
          memset (pixels + (gsize) y * row + 4 * (gsize) x, 0, 4);
    }
  return gesso_image_new_take (all.width, all.height, GESSO_PIXEL_FORMAT_RGBA8, row, pixels);
}

static GessoImage *
make_heat (GessoComparison  *self,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr (GessoImage) before
      = make_side (self, GESSO_COMPARISON_BEFORE, TRUE, cancellable, error);
  g_autoptr (GessoImage) answer = NULL;
  g_autoptr (GessoImage) map = NULL;

  if (before != NULL)
    answer = make_side (self, GESSO_COMPARISON_ANSWER, TRUE, cancellable, error);
  if (answer != NULL)
    map = gesso_composite_heat_map (before, answer, cancellable, error);

  return map != NULL ? gesso_heat_over (before, map, cancellable, error) : NULL;
}

/**
 * gesso_comparison_make:
 * @self: a comparison
 * @which: one of its pictures; without another answer the edit stands for it
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR` and `GESSO_PROTECT_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Makes one of the pictures from the files. On a worker.
 *
 * Returns: (transfer full) (nullable): a picture of the comparison's size, in sRGB, 8 bits
 */
GessoImage *
gesso_comparison_make (GessoComparison         *self,
                       GessoComparisonPicture   which,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (which)
    {
    case GESSO_COMPARISON_EDIT:
      return make_difference (self, GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_AFTER, cancellable,
                              error);
    case GESSO_COMPARISON_WHOLE:
      return make_difference (self, GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_ANSWER, cancellable,
                              error);
    case GESSO_COMPARISON_RESTORED:
      return make_difference (self, GESSO_COMPARISON_ANSWER, GESSO_COMPARISON_AFTER, cancellable,
                              error);
    case GESSO_COMPARISON_OUTSIDE:
      return make_outside (self, cancellable, error);
    case GESSO_COMPARISON_HEAT:
      return make_heat (self, cancellable, error);
    case GESSO_COMPARISON_BEFORE:
    case GESSO_COMPARISON_AFTER:
    case GESSO_COMPARISON_ANSWER:
    default:
      return make_side (self, which, FALSE, cancellable, error);
    }
}

/**
 * gesso_comparison_count:
 * @difference: a difference that gesso_comparison_make() made
 * @out_compared: (out): how many of its pixels were compared
 * @out_different: (out): how many of them differ in any way
 *
 * On a worker.
 */
void
gesso_comparison_count (GessoImage *difference,
                        guint64    *out_compared,
                        guint64    *out_different)
{
  int width = gesso_image_get_width (difference);
  guint64 compared = 0;
  guint64 different = 0;

  g_return_if_fail (gesso_image_get_format (difference) == GESSO_PIXEL_FORMAT_RGBA8);
  g_return_if_fail (out_compared != NULL && out_different != NULL);

  for (int y = 0; y < gesso_image_get_height (difference); y++)
    {
      const guint8 *row = gesso_image_get_row (difference, y);

      for (int x = 0; x < width; x++, row += 4)
        {
          compared += row[3] != 0;
          different += row[3] != 0 && (row[0] | row[1] | row[2]) != 0;
        }
    }
  *out_compared = compared;
  *out_different = different;
}
