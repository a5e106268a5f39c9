/* gesso-canary-picture.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is sent to find out how a service reads a mask, and what its answer says.
 *
 * The mask has three upright bands, which every way of reading takes differently:
 *
 *   left: transparent, black     changes if transparent means "change"
 *   middle: opaque, black        changes if black means "change"; the left one then changes too
 *   right: opaque, white         changes if white means "change"
 *
 * Where all of them change alike, the mask is advice at most. */

#include "config.h"

#include "studio/gesso-canary-picture.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"

#include <stdlib.h>

#define BANDS 3

/* A band counts as changed when its mean difference per channel is more than this, and as kept
 * when it is less than a quarter of that of the most changed one. */
#define CHANGED 12.0
#define KEPT_SHARE 0.25

static GessoReference *
encode (guint8          *pixels,
        const GessoSize *size,
        const char      *name)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image
      = gesso_image_new_take (size->width, size->height, GESSO_PIXEL_FORMAT_RGBA8,
                              (gsize) size->width * 4, pixels);
  g_autoptr (GBytes) bytes
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);

  return gesso_reference_new (bytes, "image/png", name, NULL, size->width, size->height);
}

/* Grey with a fine pattern, so that a service that redraws it cannot hit it by chance. */
GessoReference *
_gesso_canary_make_base (const GessoSize *size)
{
  guint8 *pixels = g_malloc ((gsize) size->width * size->height * 4);

  for (int y = 0; y < size->height; y++)
    for (int x = 0; x < size->width; x++)
      {
        guint8 *p = pixels + ((gsize) y * size->width + x) * 4;
        guint8 tone = (guint8) (((x / 16 + y / 16) % 2) * 40 + 100);

        p[0] = p[1] = p[2] = tone;
        p[3] = 255;
      }
  return encode (pixels, size, "canary.png");
}

GessoReference *
_gesso_canary_make_mask (const GessoSize *size)
{
  guint8 *pixels = g_malloc0 ((gsize) size->width * size->height * 4);

  for (int y = 0; y < size->height; y++)
    for (int x = 0; x < size->width; x++)
      {
        guint8 *p = pixels + ((gsize) y * size->width + x) * 4;
        int band = x * BANDS / size->width;

        p[0] = p[1] = p[2] = band == 2 ? 255 : 0;
        p[3] = band == 0 ? 0 : 255;
      }
  return encode (pixels, size, "canary-mask.png");
}

static GessoImage *
decode (GBytes *picture)
{
  GessoDecodeOptions options = { .max_depth_8 = TRUE };

  return picture != NULL ? gesso_decoder_decode (picture, &options, NULL, NULL) : NULL;
}

static gboolean
is_see_through (GessoImage *image)
{
  guint64 n = 0;

  if (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_RGBA8)
    return FALSE;
  for (int y = 0; y < gesso_image_get_height (image); y++)
    for (int x = 0; x < gesso_image_get_width (image); x++)
      n += gesso_image_get_row (image, y)[x * 4 + 3] < 128;
  return n * 100 > (guint64) gesso_image_get_width (image) * gesso_image_get_height (image);
}

void
_gesso_canary_read_plain (GBytes          *picture,
                          const GessoSize *asked,
                          gboolean         wants_transparent,
                          GessoFindings   *findings)
{
  g_autoptr (GessoImage) image = decode (picture);

  if (image == NULL)
    return;

  findings->asked = *asked;
  findings->size = (GessoSize){ gesso_image_get_width (image), gesso_image_get_height (image) };
  findings->sizes = findings->size.width == asked->width && findings->size.height == asked->height
                        ? GESSO_FINDING_YES
                        : GESSO_FINDING_NO;
  if (wants_transparent)
    findings->transparency = is_see_through (image) ? GESSO_FINDING_YES : GESSO_FINDING_NO;
}

/* Without the borders of the bands, where services soften. */
static double
measure_band (GessoImage *before,
              GessoImage *after,
              int         band)
{
  int width = gesso_image_get_width (before);
  int first = width * (4 * band + 1) / (4 * BANDS);
  int last = width * (4 * band + 3) / (4 * BANDS);
  guint64 sum = 0;
  guint64 n = 0;

  for (int y = 0; y < gesso_image_get_height (before); y++)
    for (int x = first; x < last; x++)
      for (int c = 0; c < 3; c++, n++)
        sum += (guint64) abs (gesso_image_get_row (before, y)[x * 4 + c]
                              - gesso_image_get_row (after, y)[x * 4 + c]);
  return n > 0 ? (double) sum / (double) n : 0;
}

static const char *
find_polarity (const double change[BANDS])
{
  double most = MAX (change[0], MAX (change[1], change[2]));
  gboolean kept[BANDS];

  if (most < CHANGED)
    return NULL;
  for (int i = 0; i < BANDS; i++)
    kept[i] = change[i] < most * KEPT_SHARE;
  if (!kept[0] && kept[1] && kept[2])
    return "alpha";
  if (kept[0] && kept[1] && !kept[2])
    return "white";
  if (!kept[1] && kept[2])
    return "black";
  return NULL;
}

void
_gesso_canary_read_edit (GBytes        *base,
                         GBytes        *picture,
                         GessoFindings *findings)
{
  g_autoptr (GessoImage) before = decode (base);
  g_autoptr (GessoImage) after = decode (picture);
  double change[BANDS];

  if (before == NULL || after == NULL)
    return;

  findings->edits = GESSO_FINDING_YES;
  if (gesso_image_get_width (before) != gesso_image_get_width (after)
      || gesso_image_get_height (before) != gesso_image_get_height (after)
      || gesso_image_get_format (before) != GESSO_PIXEL_FORMAT_RGBA8
      || gesso_image_get_format (after) != GESSO_PIXEL_FORMAT_RGBA8)
    return;

  for (int band = 0; band < BANDS; band++)
    change[band] = measure_band (before, after, band);
  findings->polarity = g_strdup (find_polarity (change));
  if (findings->polarity != NULL)
    findings->mask = GESSO_FINDING_YES;
  else if (MAX (change[0], MAX (change[1], change[2])) >= CHANGED)
    findings->mask = GESSO_FINDING_NO;
}
