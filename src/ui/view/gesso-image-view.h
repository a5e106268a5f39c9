/* gesso-image-view.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "base/gesso-worker.h"
#include "image/gesso-image.h"
#include "ui/view/gesso-pyramid.h"
#include "ui/view/gesso-viewport.h"

G_BEGIN_DECLS

#define GESSO_TYPE_IMAGE_VIEW (gesso_image_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoImageView, gesso_image_view, GESSO, IMAGE_VIEW, GtkWidget)

GtkWidget           *gesso_image_view_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_image_view_set_worker   (GessoImageView *self,
                                                    GessoWorker    *worker);
void                 gesso_image_view_set_frame    (GessoImageView *self,
                                                    int             width,
                                                    int             height);
void                 gesso_image_view_set_image    (GessoImageView *self,
                                                    GessoImage     *image);
void                 gesso_image_view_set_pyramid  (GessoImageView *self,
                                                    GessoPyramid   *pyramid);
gboolean             gesso_image_view_has_image    (GessoImageView *self);
GessoPyramid        *gesso_image_view_get_pyramid  (GessoImageView *self);
const GessoViewport *gesso_image_view_get_viewport (GessoImageView *self);
void                 gesso_image_view_set_viewport (GessoImageView      *self,
                                                    const GessoViewport *viewport);
void                 gesso_image_view_zoom_to      (GessoImageView *self,
                                                    double          zoom);
void                 gesso_image_view_fit          (GessoImageView *self);

G_END_DECLS
