/* gesso-sketch-busyness.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void gesso_sketch_busyness (guint8       *pixels,
                            const guint8 *unknown,
                            int           width,
                            int           height);

G_END_DECLS
