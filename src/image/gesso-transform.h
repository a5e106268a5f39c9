/* gesso-transform.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/* Crop, turn and blur. */

GessoImage *gesso_transform_crop    (GessoImage    *image,
                                     int            x,
                                     int            y,
                                     int            width,
                                     int            height,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_transform_orient  (GessoImage    *image,
                                     int            orientation,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_transform_blur    (GessoImage    *image,
                                     double         sigma,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
