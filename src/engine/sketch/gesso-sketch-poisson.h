/* gesso-sketch-poisson.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a cell of the plane is. */
enum
{
  GESSO_SKETCH_POISSON_FIXED,     /* its value is 0 */
  GESSO_SKETCH_POISSON_FREE,      /* its value is looked for */
  GESSO_SKETCH_POISSON_OUTSIDE,   /* it has no value and holds nobody */
};

gboolean gesso_sketch_poisson_solve (const guint8 *kinds,
                                     int           width,
                                     int           height,
                                     float        *planes[],
                                     int           n_planes,
                                     GCancellable *cancellable);

G_END_DECLS
