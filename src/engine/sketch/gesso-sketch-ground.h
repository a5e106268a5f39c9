/* gesso-sketch-ground.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"

G_BEGIN_DECLS

gboolean  gesso_sketch_ground_is_even (GessoImage *image);
guint8   *gesso_sketch_ground_find    (GessoImage *image) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
