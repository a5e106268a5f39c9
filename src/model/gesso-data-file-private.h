/* gesso-data-file-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *_gesso_data_file_load     (const char  *name,
                                       const char  *override_path,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _gesso_data_file_matches  (JsonObject  *entry,
                                       const char  *account_kind,
                                       const char  *model);
void        _gesso_data_file_merge    (JsonObject  *into,
                                       JsonObject  *from);

G_END_DECLS
