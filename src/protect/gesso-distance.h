/* gesso-distance.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a distance is where no marked pixel is within reach. */
#define GESSO_DISTANCE_FAR G_MAXINT32

gboolean gesso_distance_transform (const guint8 *plane,
                                   gsize         stride,
                                   int           width,
                                   int           height,
                                   guint8        threshold,
                                   gboolean      above,
                                   int           reach,
                                   gint32       *out_squared);

G_END_DECLS
