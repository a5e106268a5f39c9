/* gesso-aspect-shape.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ASPECT_SHAPE (gesso_aspect_shape_get_type ())
G_DECLARE_FINAL_TYPE (GessoAspectShape, gesso_aspect_shape, GESSO, ASPECT_SHAPE, GtkWidget)

GtkWidget *gesso_aspect_shape_new (int width,
                                   int height) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *gesso_aspect_shape_new_custom (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
