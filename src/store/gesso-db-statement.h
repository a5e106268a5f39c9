/* gesso-db-statement.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GessoDbStatement GessoDbStatement;
typedef struct _GessoDb GessoDb;

/* A statement that was bound by gesso_db_query(). It belongs to the database, which keeps it
 * prepared; the automatic pointer only resets it. Columns count from 0. */

gboolean     gesso_db_statement_next     (GessoDbStatement  *self,
                                          GError           **error);
void         gesso_db_statement_reset    (GessoDbStatement  *self);
const char  *gesso_db_statement_get_text (GessoDbStatement  *self,
                                          int                column);
gint64       gesso_db_statement_get_int  (GessoDbStatement  *self,
                                          int                column,
                                          gint64             fallback);
double       gesso_db_statement_get_real (GessoDbStatement  *self,
                                          int                column);
gboolean     gesso_db_statement_is_null  (GessoDbStatement  *self,
                                          int                column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDbStatement, gesso_db_statement_reset)

/* For gesso-db.c. */
GessoDbStatement *_gesso_db_statement_new  (GessoDb           *db,
                                            gpointer           handle,
                                            const char        *sql,
                                            GError           **error);
gboolean          _gesso_db_statement_bind (GessoDbStatement  *self,
                                            const char        *types,
                                            va_list           *values,
                                            GError           **error);
void              _gesso_db_statement_free (GessoDbStatement  *self);
gboolean          _gesso_db_statement_is_busy (GessoDbStatement *self);

G_END_DECLS
