/* gesso-canvas-blend.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

gboolean gesso_canvas_blend_sample  (const GessoMask *mask,
                                     double           zoom,
                                     const GessoRect *rect,
                                     guint8          *out_coverage);
void     gesso_canvas_blend_overlay (const guint32   *picture,
                                     const guint8    *coverage,
                                     guint32         *out_pixels,
                                     int              width,
                                     guint32          color,
                                     guint            opacity);
void     gesso_canvas_blend_alone   (const guint8    *coverage,
                                     guint32         *out_pixels,
                                     int              width);

G_END_DECLS
