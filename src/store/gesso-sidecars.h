/* gesso-sidecars.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-store-context.h"

G_BEGIN_DECLS

/* Readable files under projects/: for each node a link to its picture and, beside it, a JSON file
 * from which the index can be rebuilt. Database worker only. */

gboolean gesso_sidecars_write       (GessoStoreContext   *context,
                                     const char          *node_id,
                                     GError             **error);
char   **gesso_sidecars_write_dirty (GessoStoreContext   *context,
                                     guint                max,
                                     GError             **error);
void     gesso_sidecars_remove      (GessoStoreContext   *context,
                                     const char          *file);
gboolean gesso_sidecars_rebuild     (GessoStoreContext   *context,
                                     guint               *out_n_nodes,
                                     GCancellable        *cancellable,
                                     GError             **error);
char    *gesso_sidecars_to_json     (GessoStoreContext   *context,
                                     const char          *node_id,
                                     GError             **error);

G_END_DECLS
