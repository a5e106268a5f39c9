/* gesso-file.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Durable file work. Everything here blocks and belongs on a worker, except the name helpers. */

gboolean  gesso_file_write_durably   (const char     *path,
                                      const void     *data,
                                      gsize           length,
                                      GError        **error);
gboolean  gesso_file_sync            (const char     *path,
                                      GError        **error);
gboolean  gesso_file_rename_durably  (const char     *from,
                                      const char     *to,
                                      GError        **error);
gboolean  gesso_file_sync_folder     (const char     *folder,
                                      GError        **error);
gboolean  gesso_file_make_folder     (const char     *path,
                                      GError        **error);
gboolean  gesso_file_remove_tree     (const char     *path,
                                      GError        **error);
gboolean  gesso_file_clone           (const char     *from,
                                      const char     *to,
                                      GError        **error);
GBytes   *gesso_file_map             (const char     *path,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;
char     *gesso_file_safe_name       (const char     *wish,
                                      gsize           max_bytes);
char     *gesso_file_free_name       (const char     *folder,
                                      const char     *stem,
                                      const char     *extension);
char     *gesso_file_temp_folder     (const char     *prefix,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
