/* gesso-reference-tile.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_REFERENCE_TILE (gesso_reference_tile_get_type ())
G_DECLARE_FINAL_TYPE (GessoReferenceTile, gesso_reference_tile, GESSO, REFERENCE_TILE, GtkWidget)

GtkWidget       *gesso_reference_tile_new          (GessoStudio        *studio,
                                                    GessoDraft         *draft,
                                                    GessoDraftImage    *image) G_GNUC_WARN_UNUSED_RESULT;
GessoDraftImage *gesso_reference_tile_get_image    (GessoReferenceTile *self);
guint            gesso_reference_tile_get_position (GessoReferenceTile *self);
void             gesso_reference_tile_update       (GessoReferenceTile *self);

G_END_DECLS
