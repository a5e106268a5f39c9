/* gesso-texture.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

GdkTexture *gesso_texture_new (GessoImage *image) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
