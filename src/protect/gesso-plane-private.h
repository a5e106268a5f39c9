/* gesso-plane-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

/**
 * GessoPlanes:
 * @width: in cells
 * @height: in cells
 * @cell: pixels of the picture per cell, to each side
 * @middle_x: where the picture's middle lies, in cells whose centres are whole numbers
 * @middle_y: where the picture's middle lies
 * @luma: (owned): brightness, 0 to 255
 * @rgb: (owned) (nullable): the colours of each cell, 0 to 255
 * @weight: (owned): 1 where all pixels of the cell count, 0 where not
 *
 * A picture made small for measuring: a plain value that owns its arrays.
 */
typedef struct
{
  int    width;
  int    height;
  int    cell;
  double middle_x;
  double middle_y;
  float *luma;
  float *rgb;
  float *weight;
} GessoPlanes;

gboolean _gesso_planes_init     (GessoPlanes        *self,
                                 GessoImage         *image,
                                 GessoImage         *except,
                                 int                 cell,
                                 GCancellable       *cancellable,
                                 GError            **error);
gboolean _gesso_planes_halve    (const GessoPlanes  *self,
                                 GessoPlanes        *out_half,
                                 GError            **error);
void     _gesso_planes_clear    (GessoPlanes        *self);

G_END_DECLS
