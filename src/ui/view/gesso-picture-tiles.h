/* gesso-picture-tiles.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/view/gesso-pyramid.h"
#include "ui/view/gesso-viewport.h"

G_BEGIN_DECLS

typedef struct _GessoPictureTiles GessoPictureTiles;

/* A picture as the squares that a view drew of it last. Main thread. */

GessoPictureTiles *gesso_picture_tiles_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_picture_tiles_free        (GessoPictureTiles   *self);
void               gesso_picture_tiles_set_pyramid (GessoPictureTiles   *self,
                                                    GessoPyramid        *pyramid);
GessoPyramid      *gesso_picture_tiles_get_pyramid (GessoPictureTiles   *self);
void               gesso_picture_tiles_append      (GessoPictureTiles   *self,
                                                    GtkSnapshot         *snapshot,
                                                    const GessoViewport *viewport,
                                                    double               scale,
                                                    gboolean             dark);

G_END_DECLS
