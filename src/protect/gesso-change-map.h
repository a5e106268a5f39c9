/* gesso-change-map.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "model/gesso-size.h"
#include "protect/gesso-align.h"

G_BEGIN_DECLS

GessoSize   gesso_change_map_get_size (int              width,
                                       int              height);
GessoImage *gesso_change_map_find     (GessoImage      *base,
                                       GessoImage      *answer,
                                       GessoAlignment  *out_alignment,
                                       GCancellable    *cancellable,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
