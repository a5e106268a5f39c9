/* gesso-thumb.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "store/gesso-thumbnails.h"

G_BEGIN_DECLS

#define GESSO_TYPE_THUMB (gesso_thumb_get_type ())
G_DECLARE_FINAL_TYPE (GessoThumb, gesso_thumb, GESSO, THUMB, GtkWidget)

GtkWidget *gesso_thumb_new      (GessoThumbnails *thumbnails,
                                 int              width,
                                 int              height) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_thumb_set_node (GessoThumb      *self,
                                 GessoNode       *node);
GessoNode *gesso_thumb_get_node (GessoThumb      *self);
void gesso_thumb_set_stand_in (GessoThumb *self, GdkTexture *texture);
int gesso_thumb_get_width (int width, int height, int thumb_height);

G_END_DECLS
