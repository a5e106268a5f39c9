/* gesso-token-count.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-pricing.h"

#include <math.h>

/* How pictures and words become tokens. None of this is published as a formula; it is what
 * independent readers of the service's own calculator agree on, and it reproduces every published
 * price and every measured bill that is known. Pure; any thread. */

#define TEXT_OVERHEAD 16

#define PATCH 32
#define MAX_PATCHES 1536
#define PATCH_MIN_EDGE 1024

#define TILE 512
#define TILE_FIT 2048
#define TILE_BASE_TOKENS 65
#define TILE_TOKENS 129
#define FIDELITY_SQUARE 4160
#define FIDELITY_OTHER 6240

static gint64
ceil_guarded (double value)
{
  return (gint64) ceil (value - 1e-6);
}

/**
 * gesso_pricing_output_tokens:
 * @grid: cells along the longer side, from the quality: 16, 24, 48, 64 or 96
 * @size: the picture's size; not auto
 *
 * Output tokens of one picture of gpt-image-2 and its successors: cells of the grid, the shorter
 * side rounded half to even, times an amount that grows with the area.
 *
 * Returns: tokens
 */
gint64
gesso_pricing_output_tokens (int              grid,
                             const GessoSize *size)
{
  gint64 longer;
  gint64 shorter;
  gint64 cells;
  gint64 rest;

  g_return_val_if_fail (size != NULL && size->width > 0 && size->height > 0, 0);
  g_return_val_if_fail (grid > 0, 0);

  longer = MAX (size->width, size->height);
  shorter = MIN (size->width, size->height);
  cells = grid * shorter / longer;
  rest = grid * shorter % longer;
  if (2 * rest > longer || (2 * rest == longer && cells % 2 == 1))
    cells++;

  return (grid * cells * (2000000 + longer * shorter) + 3999999) / 4000000;
}

/**
 * gesso_pricing_patch_tokens:
 * @size: an input picture's size; auto gives the most there can be
 *
 * Input tokens of one picture of gpt-image-2 and its successors: patches of 32 pixels, at most
 * 1,536 of them.
 *
 * Returns: tokens
 */
gint64
gesso_pricing_patch_tokens (const GessoSize *size)
{
  double width;
  double height;
  double scale;
  double columns;
  double rows;
  gint64 patches;

  g_return_val_if_fail (size != NULL, MAX_PATCHES);

  if (size->width <= 0 || size->height <= 0)
    return MAX_PATCHES;

  width = size->width;
  height = size->height;
  if (MAX (width, height) < PATCH_MIN_EDGE)
    {
      scale = PATCH_MIN_EDGE / MAX (width, height);
      width *= scale;
      height *= scale;
    }

  patches = ceil_guarded (width / PATCH) * ceil_guarded (height / PATCH);
  if (patches <= MAX_PATCHES)
    return patches;

  scale = sqrt ((double) PATCH * PATCH * MAX_PATCHES / (width * height));
  columns = width * scale / PATCH;
  rows = height * scale / PATCH;
  if (columns >= 1 && rows >= 1)
    scale *= MIN (floor (columns) / columns, floor (rows) / rows);

  return MIN (MAX_PATCHES,
              ceil_guarded (width * scale / PATCH) * ceil_guarded (height * scale / PATCH));
}

/**
 * gesso_pricing_tile_tokens:
 * @size: an input picture's size; auto is taken as a square
 * @high_fidelity: whether high input fidelity is asked for
 *
 * Input tokens of one picture of the gpt-image-1 family: tiles of 512 pixels after scaling.
 *
 * Returns: tokens
 */
gint64
gesso_pricing_tile_tokens (const GessoSize *size,
                           gboolean         high_fidelity)
{
  double width;
  double height;
  double scale;
  gint64 tokens;

  g_return_val_if_fail (size != NULL, 0);

  width = MAX (size->width, 1);
  height = MAX (size->height, 1);
  scale = MIN (1.0, TILE_FIT / MAX (width, height));
  width *= scale;
  height *= scale;
  scale = TILE / MIN (width, height);
  tokens
      = TILE_BASE_TOKENS
        + TILE_TOKENS * ceil_guarded (width * scale / TILE) * ceil_guarded (height * scale / TILE);
  if (high_fidelity)
    tokens += size->width == size->height ? FIDELITY_SQUARE : FIDELITY_OTHER;

  return tokens;
}

/**
 * gesso_pricing_count_text_tokens:
 * @text: (nullable): valid UTF-8
 *
 * About how many tokens a prompt has: four Latin letters to one, two letters of the other
 * alphabets to one, one for each Chinese, Japanese or Korean character, and an overhead.
 *
 * Returns: tokens
 */
gint64
gesso_pricing_count_text_tokens (const char *text)
{
  gint64 quarters = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character < 0x250)
        quarters += 1;
      else
        quarters += character < 0x2e80 ? 2 : 4;
    }

  return (quarters + 3) / 4 + TEXT_OVERHEAD;
}
