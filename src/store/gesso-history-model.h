/* gesso-history-model.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/gesso-library.h"
#include "store/gesso-query.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HISTORY_MODEL (gesso_history_model_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistoryModel, gesso_history_model, GESSO, HISTORY_MODEL, GObject)

/* The answer to a query as a GListModel of GessoNode, newest first. It knows every id at once and
 * reads the rest in pages when items are asked for: an item may not be loaded yet and fills itself
 * in ("notify::is-loaded"). Follows the library. Main thread only. Properties: library, query,
 * loading. */

GessoHistoryModel *gesso_history_model_new           (GessoLibrary      *library) G_GNUC_WARN_UNUSED_RESULT;

const GessoQuery  *gesso_history_model_get_query     (GessoHistoryModel *self);
void               gesso_history_model_set_query     (GessoHistoryModel *self,
                                                      const GessoQuery  *query);
gboolean           gesso_history_model_get_loading   (GessoHistoryModel *self);
gboolean           gesso_history_model_find          (GessoHistoryModel *self,
                                                      const char        *node_id,
                                                      guint             *out_position);
void               gesso_history_model_reload        (GessoHistoryModel *self);

G_END_DECLS
