/* gesso-sketch-divide.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

/* What is known of a pixel before the picture is divided. */
enum
{
  GESSO_SKETCH_SEED_GROUND,      /* background for certain */
  GESSO_SKETCH_SEED_SUBJECT,     /* subject for certain */
  GESSO_SKETCH_SEED_UNKNOWN,
};

gboolean gesso_sketch_divide (GessoImage    *image,
                              guint8        *seeds,
                              GCancellable  *cancellable);

G_END_DECLS
