/* gesso-picture-tile.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/view/gesso-pyramid.h"

G_BEGIN_DECLS

/* Side of the squares that views are drawn in, in device pixels. */
#define GESSO_PICTURE_TILE_PX 256

cairo_surface_t *gesso_picture_tile_new (const GessoPyramid *pyramid,
                                         int                 column,
                                         int                 row,
                                         double              zoom_x,
                                         double              zoom_y,
                                         gboolean            dark) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
