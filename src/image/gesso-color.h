/* gesso-color.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/* Colour spaces and pixel formats of whole pictures. */

gboolean    gesso_color_has_foreign_profile  (GessoImage        *image);
GessoImage *gesso_color_to_srgb  (GessoImage        *image,
                                  GCancellable      *cancellable,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_color_from_srgb (GessoImage       *image,
                                  GBytes            *icc_profile,
                                  GCancellable      *cancellable,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_color_convert  (GessoImage        *image,
                                  GessoPixelFormat   format,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
