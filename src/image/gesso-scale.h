/* gesso-scale.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/* Resampling. To be called on a worker: they block and poll the cancellable. */

void        gesso_scale_fit_size    (int            width,
                                     int            height,
                                     int            max_width,
                                     int            max_height,
                                     int           *out_width,
                                     int           *out_height);
GessoImage *gesso_scale_resize      (GessoImage    *image,
                                     int            width,
                                     int            height,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_scale_fit         (GessoImage    *image,
                                     int            max_width,
                                     int            max_height,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_scale_cover       (GessoImage    *image,
                                     int            width,
                                     int            height,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
