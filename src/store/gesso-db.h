/* gesso-db.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-worker.h"
#include "store/gesso-db-statement.h"

G_BEGIN_DECLS

typedef struct _GessoDb GessoDb;

/**
 * GessoDbDurability:
 * @GESSO_DB_NORMAL: survives a crash of the program; a loss of power may take the last moment back
 * @GESSO_DB_DURABLE: survives a loss of power once committed
 */
typedef enum
{
  GESSO_DB_NORMAL,
  GESSO_DB_DURABLE,
} GessoDbDurability;

GessoDb          *gesso_db_open         (GessoWorker        *worker,
                                         const char         *path,
                                         gboolean            create,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_db_close        (GessoDb            *self);
GessoWorker      *gesso_db_get_worker   (GessoDb            *self);

gboolean          gesso_db_exec         (GessoDb            *self,
                                         const char         *sql,
                                         GError            **error);
gboolean          gesso_db_run          (GessoDb            *self,
                                         GError            **error,
                                         const char         *sql,
                                         const char         *types,
                                         ...);
GessoDbStatement *gesso_db_query        (GessoDb            *self,
                                         GError            **error,
                                         const char         *sql,
                                         const char         *types,
                                         ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean          gesso_db_get_int      (GessoDb            *self,
                                         gint64             *out_value,
                                         GError            **error,
                                         const char         *sql,
                                         const char         *types,
                                         ...);
int               gesso_db_get_changes  (GessoDb            *self);
gint64            gesso_db_get_last_row (GessoDb            *self);

gboolean          gesso_db_begin        (GessoDb            *self,
                                         GessoDbDurability   durability,
                                         GError            **error);
gboolean          gesso_db_commit       (GessoDb            *self,
                                         GError            **error);
void              gesso_db_rollback     (GessoDb            *self);
void              gesso_db_set_cancellable (GessoDb         *self,
                                         GCancellable       *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDb, gesso_db_close)

G_END_DECLS
