/* gesso-str.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What GLib gained after 2.74, and the few text helpers that every room needs. */

gboolean  gesso_set_str             (char       **field,
                                     const char  *value);
gsize     gesso_str_count           (const char  *text);
char     *gesso_str_make_valid      (const char  *bytes,
                                     gssize       length);
char     *gesso_str_ellipsize       (const char  *text,
                                     gsize        max_characters);
gboolean  gesso_str_is_empty        (const char  *text);
void      gesso_str_wipe_free       (char        *text);

G_END_DECLS
