/* gesso-digest.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SHA-256 in lower-case hexadecimal, 64 characters: the name of a blob. */

char     *gesso_digest_bytes      (GBytes        *bytes);
char     *gesso_digest_file       (const char    *path,
                                   gint64        *out_size,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  gesso_digest_is_valid   (const char    *digest);

G_END_DECLS
