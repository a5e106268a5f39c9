/* gesso-nodes-table.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-node-private.h"
#include "store/gesso-store-context.h"
#include "store/gesso-store-records.h"

G_BEGIN_DECLS

/* The rows of nodes and what hangs on them. Database worker only. */

GessoNodeRow     *gesso_nodes_table_load          (GessoStoreContext      *context,
                                                   const char             *id,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *gesso_nodes_table_load_many     (GessoStoreContext      *context,
                                                   const char * const     *ids,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *gesso_nodes_table_load_session  (GessoStoreContext      *context,
                                                   const char             *session_id,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoNodeDetails *gesso_nodes_table_load_details  (GessoStoreContext      *context,
                                                   const char             *id,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;

char            **gesso_nodes_table_find_heads_of (GessoStoreContext   *context,
                                                   const GessoJobRecord *job,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char            **gesso_nodes_table_find_heads    (GessoStoreContext      *context,
                                                   const char             *session_id,
                                                   const char             *base_id,
                                                   const char             *group,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
char             *gesso_nodes_table_dup_group     (const char             *request_json);
GPtrArray        *gesso_nodes_table_load_answers  (GessoStoreContext      *context,
                                                   const char             *id,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* @row's path and row number are not read; @details is nullable. */
gboolean          gesso_nodes_table_insert        (GessoStoreContext      *context,
                                                   GessoNodeRow           *row,
                                                   const char             *request_row_id,
                                                   const GessoNodeDetails *details,
                                                   GError                **error);
gboolean          gesso_nodes_table_insert_blob   (GessoStoreContext      *context,
                                                   const GessoBlobInfo    *info,
                                                   const char             *kind,
                                                   GError                **error);
gboolean          gesso_nodes_table_set_tags      (GessoStoreContext      *context,
                                                   gint64                  row,
                                                   const char * const     *tags,
                                                   GError                **error);
gboolean          gesso_nodes_table_index         (GessoStoreContext      *context,
                                                   const char             *id,
                                                   GError                **error);
char             *gesso_nodes_table_fold          (const char             *text);

G_END_DECLS
