/* gesso-regions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Masks with regions far apart: one part of the picture for all of them, or several that do not
 * overlap, each with a mask of its own. Because they do not overlap, all can be cut from the same
 * picture and put back in any order. Pure functions; they belong on a worker.
 */

#include "config.h"

#include "protect/gesso-regions.h"

#include "base/gesso-digest.h"
#include "image/gesso-encoder.h"
#include "protect/gesso-protect-private.h"

#include <string.h>

/* Several requests are worth it when one for all has this many times their pixels, or shows the
 * picture smaller by this much. */
#define WORTH_PIXELS 1.25
#define WORTH_SCALE 0.01

/**
 * gesso_regions_find:
 * @painted: what may change
 * @grow: how much further the model may go, in pixels
 * @rule: which sizes the model takes
 * @out_joined: (out): one part for everything, when there are several
 *
 * Returns: (transfer full) (nullable) (element-type GessoContext): the several parts, from the
 *   top; %NULL when there is nothing to choose: less than two, or more than %GESSO_REGIONS_MOST,
 *   or the canvas is extended
 */
GArray *
gesso_regions_find (const GessoPainted  *painted,
                    int                  grow,
                    const GessoSizeRule *rule,
                    GessoContext        *out_joined)
{
  g_autoptr (GArray) regions = NULL;
  g_autoptr (GArray) parts = NULL;

  g_return_val_if_fail (painted != NULL && rule != NULL && out_joined != NULL, NULL);

  if (!gesso_margins_is_none (&painted->margins))
    return NULL;

  regions = gesso_edit_mask_find_regions (painted, grow);
  if (regions->len > 1)
    parts = gesso_context_split (rule, painted->width, painted->height,
                                 (const GessoRect *) (const void *) regions->data, regions->len,
                                 out_joined);

  return parts != NULL && parts->len >= 2 && parts->len <= GESSO_REGIONS_MOST
             ? g_steal_pointer (&parts)
             : NULL;
}

static double
count_pixels (const GessoContext *context)
{
  return (double) context->sent.width * context->sent.height;
}

/**
 * gesso_regions_is_worth:
 * @joined: one part for everything
 * @parts: (element-type GessoContext): the several parts
 *
 * Returns: whether the choice matters: everything at once would be sent smaller than each for
 *   itself, or is much more than all of them
 */
gboolean
gesso_regions_is_worth (const GessoContext *joined,
                        GArray             *parts)
{
  double pixels = 0;
  double scale = G_MAXDOUBLE;

  g_return_val_if_fail (joined != NULL && parts != NULL, FALSE);

  for (guint i = 0; i < parts->len; i++)
    {
      const GessoContext *part = &g_array_index (parts, GessoContext, i);

      pixels += count_pixels (part);
      scale = MIN (scale, part->scale);
    }

  return count_pixels (joined) > WORTH_PIXELS * pixels
         || joined->scale < MIN (scale, 1) - WORTH_SCALE;
}

/* What of the mask lies in a part. */
static GessoReference *
make_mask (GessoImage       *mask,
           const GessoRect  *rect,
           GCancellable     *cancellable,
           GError          **error)
{
  int width = gesso_image_get_width (mask);
  int height = gesso_image_get_height (mask);
  GessoRect all = { 0, 0, width, height };
  GessoRect inside = gesso_rect_intersect (rect, &all);
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  guint8 *pixels = _gesso_protect_try_alloc ((gsize) width, (gsize) height, error);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *digest = NULL;

  if (pixels == NULL)
    return NULL;

  memset (pixels, 0, (gsize) width * (gsize) height);
  for (int y = inside.y; y < inside.y + inside.height; y++)
    memcpy (pixels + (gsize) y * (gsize) width + inside.x, gesso_image_get_row (mask, y) + inside.x,
            (gsize) inside.width);
  image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
  png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
  if (png == NULL)
    return NULL;

  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", "mask.png", digest, width, height);
}

/**
 * gesso_regions_make_plans:
 * @parts: (element-type GessoContext): what gesso_regions_find() found
 * @mask: what was painted, a GRAY8 picture
 * @whole: the same as a file
 * @options: how to put answers back
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoStitchPlan): a plan for each part
 */
GPtrArray *
gesso_regions_make_plans (GArray                    *parts,
                          GessoImage                *mask,
                          GessoReference            *whole,
                          const GessoStitchOptions  *options,
                          GCancellable              *cancellable,
                          GError                   **error)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_stitch_plan_unref);

  g_return_val_if_fail (parts != NULL && parts->len >= 2, NULL);
  g_return_val_if_fail (mask != NULL && whole != NULL && options != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (mask) == GESSO_PIXEL_FORMAT_GRAY8, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const GessoContext *part = &g_array_index (parts, GessoContext, i);
      g_autoptr (GessoReference) own = make_mask (mask, &part->rect, cancellable, error);
      g_autoptr (GessoStitchPlan) plain = NULL;

      if (own == NULL)
        return NULL;
      plain = gesso_stitch_plan_new (own, &part->rect, &part->sent, NULL, options);
      g_ptr_array_add (plans, gesso_stitch_plan_as_part (plain, whole, i + 1, parts->len));
    }

  return g_steal_pointer (&plans);
}
