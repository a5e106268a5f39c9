/* gesso-protect-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gpointer _gesso_protect_try_alloc (gsize    n,
                                   gsize    size,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
