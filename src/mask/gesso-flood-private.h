/* gesso-flood-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a pixel of a flooded plane is. */
enum
{
  FLOOD_BLOCKED,
  FLOOD_OPEN,
  FLOOD_REACHED,
};

guint8   *_gesso_flood_plane_new  (int            width,
                                   int            height,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  _gesso_flood_fill       (guint8        *states,
                                   int            width,
                                   int            height,
                                   int            x,
                                   int            y,
                                   GCancellable  *cancellable,
                                   GError       **error);
gboolean  _gesso_flood_climb      (guint8        *states,
                                   const guint8  *values,
                                   int            width,
                                   int            height,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
