/* gesso-cover.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_COVER (gesso_cover_get_type ())
G_DECLARE_FINAL_TYPE (GessoCover, gesso_cover, GESSO, COVER, GtkWidget)

GtkWidget  *gesso_cover_new         (void) G_GNUC_WARN_UNUSED_RESULT;
GdkTexture *gesso_cover_get_texture (GessoCover *self);
void        gesso_cover_set_texture (GessoCover *self,
                                     GdkTexture *texture);
void        gesso_cover_set_whole   (GessoCover *self,
                                     gboolean    whole);

G_END_DECLS
