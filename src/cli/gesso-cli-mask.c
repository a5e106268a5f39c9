/* gesso-cli-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include "base/gesso-digest.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* The mask of `edit`: from a file in either convention, or from rectangles. What goes out satisfies
 * both: the region to change is white with alpha 0, the rest black with alpha 255. */

#define HALF 128

/* One byte a pixel, 255 where the picture may change. */
typedef struct
{
  int width;
  int height;
  guint8 *cells; /* (owned) */
} Region;

static void
region_free (Region *self)
{
  g_free (self->cells);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Region, region_free)

static Region *
region_new (int width, int height)
{
  Region *self = g_new0 (Region, 1);

  self->width = width;
  self->height = height;
  self->cells = g_malloc0 ((gsize) width * height);
  return self;
}

static gboolean
region_is_empty (const Region *self)
{
  gsize length = (gsize) self->width * self->height;

  for (gsize i = 0; i < length; i++)
    {
      if (self->cells[i] != 0)
        return FALSE;
    }

  return TRUE;
}

static guint8
brightness (const guint8 *pixel, int channels)
{
  if (channels == 1)
    return pixel[0];

  return (guint8) ((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8);
}

static gboolean
has_holes (GessoImage *image)
{
  if (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_RGBA8)
    return FALSE;

  for (int y = 0; y < gesso_image_get_height (image); y++)
    {
      const guint8 *row = gesso_image_get_row (image, y);

      for (int x = 0; x < gesso_image_get_width (image); x++)
        {
          if (row[4 * x + 3] < HALF)
            return TRUE;
        }
    }

  return FALSE;
}

static Region *
region_from_image (GessoImage *image, gboolean transparent)
{
  int channels = gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_GRAY8 ? 1 : 4;
  Region *self = region_new (gesso_image_get_width (image), gesso_image_get_height (image));

  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y);
      guint8 *cells = self->cells + (gsize) y * self->width;

      for (int x = 0; x < self->width; x++)
        {
          const guint8 *pixel = row + channels * x;
          gboolean marked = transparent ? channels == 4 && pixel[3] < HALF
                                        : brightness (pixel, channels) >= HALF;

          cells[x] = marked ? 255 : 0;
        }
    }

  return self;
}

static Region *
read_file (GessoCliDraft *options, GessoCli *cli, int *out_status)
{
  GessoDecodeOptions decode = { .to_srgb = TRUE, .max_depth_8 = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_decoder_decode_file (options->mask, &decode, cli->cancellable, &error);
  gboolean transparent;

  if (image == NULL)
    {
      *out_status = gesso_cli_fail_with (cli, error, options->mask);
      return NULL;
    }

  if (options->mask_kind != NULL)
    transparent = g_str_equal (options->mask_kind, "transparent");
  else
    {
      transparent = has_holes (image);
      gesso_cli_note (cli, "%s",
                      transparent ? _("The mask's transparent part is what may change.")
                                  : _("The mask's white part is what may change."));
    }

  return region_from_image (image, transparent);
}

static gboolean
add_rectangle (Region *region, const char *text)
{
  int x, y, width, height, end = -1;

  if (sscanf (text, "%d,%d,%d,%d%n", &x, &y, &width, &height, &end) != 4 || end < 0
      || text[end] != '\0' || width <= 0 || height <= 0 || x < 0 || y < 0
      || x > region->width - width || y > region->height - height)
    return FALSE;

  for (int row = y; row < y + height; row++)
    memset (region->cells + (gsize) row * region->width + x, 255, (gsize) width);

  return TRUE;
}

static GessoReference *
encode (GessoCli *cli, const Region *region, int *out_status)
{
  gsize length = (gsize) region->width * region->height;
  guint8 *pixels = g_malloc (4 * length);
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i++)
    {
      guint8 value = region->cells[i];

      pixels[4 * i] = pixels[4 * i + 1] = pixels[4 * i + 2] = value;
      pixels[4 * i + 3] = 255 - value;
    }

  image = gesso_image_new_take (region->width, region->height, GESSO_PIXEL_FORMAT_RGBA8,
                                4 * (gsize) region->width, pixels);
  options.compression = 6;
  png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, cli->cancellable, &error);
  if (png == NULL)
    {
      *out_status = gesso_cli_fail_with (cli, error, NULL);
      return NULL;
    }

  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", "mask.png", digest, region->width, region->height);
}

static gboolean
add_rectangles (GessoCliDraft *self, GessoCli *cli, Region *region, int *out_status)
{
  for (gsize i = 0; self->mask_rects != NULL && self->mask_rects[i] != NULL; i++)
    {
      if (add_rectangle (region, self->mask_rects[i]))
        continue;
      *out_status = gesso_cli_fail (
          cli, GESSO_FAILURE_USAGE,
          _("“%s” is not a rectangle X,Y,WIDTH,HEIGHT inside the picture of %d×%d."),
          self->mask_rects[i], region->width, region->height);
      return FALSE;
    }

  return TRUE;
}

/**
 * gesso_cli_mask_make:
 * @self: options with a mask or rectangles
 * @cli: the run
 * @base: what it is a mask of
 * @out_status: (out): the exit status when it cannot be used
 *
 * Returns: (transfer full) (nullable): a PNG of the base's size
 */
GessoReference *
gesso_cli_mask_make (GessoCliDraft  *self,
                     GessoCli       *cli,
                     GessoReference *base,
                     int            *out_status)
{
  int width = gesso_reference_get_width (base);
  int height = gesso_reference_get_height (base);
  g_autoptr (Region) region = NULL;

  if (self->mask_kind != NULL && !g_str_equal (self->mask_kind, "white")
      && !g_str_equal (self->mask_kind, "transparent"))
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                    _("--mask-kind is white or transparent."));
      return NULL;
    }

  region = self->mask != NULL ? read_file (self, cli, out_status) : region_new (width, height);
  if (region == NULL)
    return NULL;
  if (region->width != width || region->height != height)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                    _("The mask has %d×%d pixels and the picture %d×%d."),
                                    region->width, region->height, width, height);
      return NULL;
    }
  if (!add_rectangles (self, cli, region, out_status))
    return NULL;
  if (region_is_empty (region))
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                    _("The mask marks nothing that may change."));
      return NULL;
    }

  return encode (cli, region, out_status);
}
