/* gesso-blend.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"

G_BEGIN_DECLS

void gesso_blend_row (guint8           *row,
                      GessoPixelFormat  format,
                      const guint16    *answer,
                      const guint8     *mask,
                      int               width);

G_END_DECLS
