/* gesso-sketch-matte.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

GessoImage *gesso_sketch_matte (GessoImage    *image,
                                GessoImage    *mask,
                                GCancellable  *cancellable,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_lift  (GessoImage    *image,
                                GessoImage    *matte,
                                GCancellable  *cancellable,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
