/* gesso-sketch-recolor.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

GessoImage *gesso_sketch_recolor (GessoImage     *image,
                                  GessoImage     *mask,
                                  const guint32  *colors,
                                  int             n_colors,
                                  GCancellable   *cancellable,
                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
