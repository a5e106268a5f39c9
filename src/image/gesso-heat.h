/* gesso-heat.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/* Differences from this one on, of 255, all have the hottest colour. */
#define GESSO_HEAT_MOST 64

guint32     gesso_heat_get_color (int            difference);
GessoImage *gesso_heat_over      (GessoImage    *picture,
                                  GessoImage    *map,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
