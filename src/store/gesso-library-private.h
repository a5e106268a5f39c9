/* gesso-library-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "store/gesso-library.h"
#include "store/gesso-node-private.h"
#include "store/gesso-store-context.h"

G_BEGIN_DECLS

/* How a call of the library runs: @work on the database's worker, from plain values to a plain
 * value (NULL exactly with an error); then @apply on the main thread, which turns that into the
 * answer and brings the live objects up to date; then the caller's callback. @apply also runs when
 * the caller has cancelled meanwhile, because the disk has changed by then. Without @apply the
 * result is the answer. */
typedef struct
{
  gpointer             (*work)        (GessoStoreContext  *context,
                                       gpointer            args,
                                       GCancellable       *cancellable,
                                       GError            **error);
  gpointer             (*apply)       (GessoLibrary       *self,
                                       gpointer            result);
  GDestroyNotify         free_args;
  GDestroyNotify         free_result;
  GDestroyNotify         free_answer;
  GessoWorkerPriority    priority;
} GessoLibraryOp;

void               _gesso_library_run            (GessoLibrary         *self,
                                                  gpointer              source_tag,
                                                  const GessoLibraryOp *op,
                                                  gpointer              args,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gpointer           _gesso_library_answer         (GessoLibrary         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * GessoNews:
 * @GESSO_NEWS_NONE: the rows were only read
 * @GESSO_NEWS_ADDED: the rows are new
 * @GESSO_NEWS_CHANGED: the rows were changed
 */
typedef enum
{
  GESSO_NEWS_NONE,
  GESSO_NEWS_ADDED,
  GESSO_NEWS_CHANGED,
} GessoNews;

GessoBlobs        *_gesso_library_get_blobs      (GessoLibrary         *self);
GPtrArray         *_gesso_library_take_rows      (GessoLibrary         *self,
                                                  GPtrArray            *rows,
                                                  GessoNews             news) G_GNUC_WARN_UNUSED_RESULT;
gpointer           _gesso_library_apply_changed  (GessoLibrary         *self,
                                                  gpointer              rows);
GessoNode         *_gesso_library_ensure_node    (GessoLibrary         *self,
                                                  const char           *id) G_GNUC_WARN_UNUSED_RESULT;
GessoSession      *_gesso_library_find_session   (GessoLibrary         *self,
                                                  const char           *id);
void               _gesso_library_watch_session  (GessoLibrary         *self,
                                                  GessoSession         *session);
void               _gesso_library_drop_nodes     (GessoLibrary         *self,
                                                  const char * const   *ids);
void               _gesso_library_sessions_changed (GessoLibrary       *self);
gpointer           _gesso_library_budgets_changed (GessoLibrary        *self,
                                                  gpointer              result);
void               _gesso_library_flush_sidecars (GessoLibrary         *self);
void               _gesso_library_store_current  (GessoLibrary         *self,
                                                  const char           *session_id,
                                                  const char           *node_id);

G_END_DECLS
