/* gesso-cli-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"

#include "base/gesso-digest.h"
#include "image/gesso-decoder.h"
#include "protect/gesso-protect-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Masks from a file in either convention, or from rectangles, or from both together. */

static gboolean
parse_kind (const char    *text,
            GessoMaskKind *out_kind)
{
  *out_kind = g_strcmp0 (text, "white") == 0         ? GESSO_MASK_KIND_WHITE
              : g_strcmp0 (text, "transparent") == 0 ? GESSO_MASK_KIND_TRANSPARENT
                                                     : GESSO_MASK_KIND_FIND_OUT;
  return text == NULL || *out_kind != GESSO_MASK_KIND_FIND_OUT;
}

static GessoImage *
read_file (const char     *path,
           const char     *kind_name,
           GessoMaskKind  *out_found,
           GCancellable   *cancellable,
           GError        **error)
{
  GessoDecodeOptions options = { .to_srgb = TRUE };
  GessoMaskKind kind;
  g_autoptr (GessoImage) image = NULL;

  if (!parse_kind (kind_name, &kind))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--mask-kind is white or transparent."));
      return NULL;
    }

  image = gesso_decoder_decode_file (path, &options, cancellable, error);
  if (image == NULL)
    return NULL;
  if (kind != GESSO_MASK_KIND_FIND_OUT)
    out_found = NULL;

  return gesso_edit_mask_from_image (image, kind, out_found, error);
}

static gboolean
add_rectangle (guint8      *pixels,
               int          width,
               int          height,
               const char  *text,
               GError     **error)
{
  GessoRect canvas = { 0, 0, width, height };
  GessoRect rect, common;

  if (gesso_cli_parse_rect (text, &rect))
    {
      common = gesso_rect_intersect (&rect, &canvas);
      if (gesso_rect_equal (&common, &rect))
        {
          for (int y = rect.y; y < rect.y + rect.height; y++)
            memset (pixels + (gsize) y * (gsize) width + (gsize) rect.x, 255, (gsize) rect.width);
          return TRUE;
        }
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a rectangle X,Y,WIDTH,HEIGHT inside the picture of %d×%d."), text,
               width, height);
  return FALSE;
}

/**
 * gesso_cli_mask_read:
 * @path: (nullable): a picture file
 * @kind: (nullable): "white", "transparent", or what is found out
 * @rects: (nullable): rectangles as texts
 * @width: the picture's width
 * @height: the picture's height
 * @out_found: (out): what marks the region, where it had to be found out
 * @cancellable: (nullable): to give up
 * @error: `G_OPTION_ERROR` with a sentence for people, `GESSO_IMAGE_ERROR`, `GESSO_PROTECT_ERROR`
 *
 * Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture of that size, above 0 where it may change
 */
GessoImage *
gesso_cli_mask_read (const char *path,
                     const char *kind,
                     const char *const *rects,
                     int width,
                     int height,
                     GessoMaskKind *out_found,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GessoImage) file = NULL;
  g_autofree guint8 *pixels = NULL;

  *out_found = GESSO_MASK_KIND_FIND_OUT;
  if (path != NULL)
    {
      file = read_file (path, kind, out_found, cancellable, error);
      if (file == NULL)
        return NULL;
      if (gesso_image_get_width (file) != width || gesso_image_get_height (file) != height)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("The mask has %d×%d pixels and the picture %d×%d."),
                       gesso_image_get_width (file), gesso_image_get_height (file), width, height);
          return NULL;
        }
      if (rects == NULL)
        return g_steal_pointer (&file);
    }

  pixels = g_malloc0 ((gsize) width * (gsize) height);
  for (int y = 0; file != NULL && y < height; y++)
    memcpy (pixels + (gsize) y * (gsize) width, gesso_image_get_row (file, y), (gsize) width);
  for (gsize i = 0; rects != NULL && rects[i] != NULL; i++)
    if (!add_rectangle (pixels, width, height, rects[i], error))
      return NULL;

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width,
                               g_steal_pointer (&pixels));
}

/**
 * gesso_cli_mask_tell:
 * @cli: the run
 * @found: what gesso_cli_mask_read() found
 *
 * Says what was taken for the region, where nobody had said.
 */
void
gesso_cli_mask_tell (GessoCli      *cli,
                     GessoMaskKind  found)
{
  if (found == GESSO_MASK_KIND_TRANSPARENT)
    gesso_cli_note (cli, "%s", _ ("The mask's transparent part is what may change."));
  else if (found == GESSO_MASK_KIND_WHITE)
    gesso_cli_note (cli, "%s", _ ("The mask's white part is what may change."));
}

/**
 * gesso_cli_mask_make:
 * @self: options with a mask or rectangles
 * @cli: the run
 * @base: what it is a mask of
 * @out_status: (out): the exit status when it cannot be used
 *
 * Returns: (transfer full) (nullable): a PNG of the base's size that satisfies both conventions
 */
GessoReference *
gesso_cli_mask_make (GessoCliDraft  *self,
                     GessoCli       *cli,
                     GessoReference *base,
                     int            *out_status)
{
  int width = gesso_reference_get_width (base);
  int height = gesso_reference_get_height (base);
  GessoMaskKind found;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) mask
      = gesso_cli_mask_read (self->mask, self->mask_kind, (const char *const *) self->mask_rects,
                             width, height, &found, cli->cancellable, &error);
  GessoPainted painted = { .mask = mask, .width = width, .height = height };
  GessoRect bounds;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *digest = NULL;

  if (mask != NULL && !gesso_edit_mask_get_bounds (&painted, 0, &bounds))
    g_set_error_literal (&error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY, "");
  else if (mask != NULL)
    png = gesso_edit_mask_encode (mask, cli->cancellable, &error);
  if (png == NULL)
    {
      *out_status = gesso_cli_protect_fail (cli, error, self->mask);
      return NULL;
    }

  gesso_cli_mask_tell (cli, found);
  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", "mask.png", digest, width, height);
}
