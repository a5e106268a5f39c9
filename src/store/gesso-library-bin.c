/* gesso-library-bin.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The bin of a GessoLibrary is emptied: nodes, and the blobs that nothing names then. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-sidecars.h"

static GPtrArray *
load_bin (GessoStoreContext  *context,
          gint64              before_us,
          GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  {
    g_autoptr (GessoDbStatement) s = NULL;
    g_autoptr (GError) local_error = NULL;

    s = gesso_db_query (context->db, error,
                        "SELECT id FROM nodes WHERE deleted_us IS NOT NULL AND (?1 = 0"
                        " OR deleted_us < ?1)",
                        "i", before_us);
    if (s == NULL)
      return NULL;
    while (gesso_db_statement_next (s, &local_error))
      g_strv_builder_add (builder, gesso_db_statement_get_text (s, 0));
    if (local_error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&local_error));
        return NULL;
      }
  }
  ids = g_strv_builder_end (builder);
  return gesso_nodes_table_load_many (context, (const char *const *) ids, error);
}

/* Children are handed on to the nearest ancestor, so that the tree stays one. */
static gboolean
remove_row (GessoStoreContext   *context,
            const GessoNodeRow  *row,
            GError             **error)
{
  return gesso_db_run (context->db, error,
                       "UPDATE nodes SET base_id = (SELECT base_id FROM nodes WHERE id = ?1),"
                       " sidecar_dirty = 1 WHERE base_id = ?1",
                       "t", row->id)
         && gesso_db_run (context->db, error, "DELETE FROM node_texts WHERE row = ?", "i", row->row)
         && gesso_db_run (context->db, error, "DELETE FROM nodes WHERE row = ?", "i", row->row);
}

/* Blobs that nothing names any more. Those of drafts are young and are left alone. */
static char **
forget_orphans (GessoStoreContext  *context,
                GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gint64 young_us = gesso_clock_now_us () - G_GINT64_CONSTANT (1000000) * 3600 * 24;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "DELETE FROM blobs WHERE digest NOT IN (SELECT digest FROM nodes)"
                      " AND digest NOT IN (SELECT answer FROM nodes WHERE answer IS NOT NULL)"
                      " AND digest NOT IN (SELECT digest FROM masks)"
                      " AND digest NOT IN (SELECT digest FROM request_blobs)"
                      " AND (kind = 'picture' OR created_us < ?) RETURNING digest",
                      "i", young_us);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    g_strv_builder_add (builder, gesso_db_statement_get_text (s, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_strv_builder_end (builder);
}

static gboolean
remove_rows (GessoStoreContext  *context,
             GPtrArray          *rows,
             GError            **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!remove_row (context, rows->pdata[i], error))
      return FALSE;
  return gesso_db_run (context->db, error,
                       "DELETE FROM requests WHERE id NOT IN (SELECT request_id FROM nodes"
                       " WHERE request_id IS NOT NULL) AND id NOT IN (SELECT request_id FROM jobs)",
                       "")
         && gesso_db_run (context->db, error,
                          "DELETE FROM stacks WHERE id NOT IN (SELECT stack_id FROM nodes"
                          " WHERE stack_id IS NOT NULL)",
                          "");
}

static gpointer
empty_bin_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  gint64 before_us = *(gint64 *) data;
  g_autoptr (GPtrArray) rows = load_bin (context, before_us, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) orphans = NULL;

  if (rows == NULL || !gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;
  if (!remove_rows (context, rows, error) || (orphans = forget_orphans (context, error)) == NULL)
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  if (!gesso_db_commit (context->db, error))
    return NULL;

  /* The files go last: dying here leaves files too many, never too few. */
  for (guint i = 0; i < rows->len; i++)
    {
      const GessoNodeRow *row = rows->pdata[i];

      gesso_sidecars_remove (context, row->file);
      g_strv_builder_add (ids, row->id);
    }
  for (char **digest = orphans; *digest != NULL; digest++)
    if (!gesso_blobs_remove (context->blobs, *digest, error))
      return NULL;
  return g_strv_builder_end (ids);
}

static gpointer
bin_emptied (GessoLibrary *self,
             gpointer      ids)
{
  _gesso_library_drop_nodes (self, ids);
  _gesso_library_flush_sidecars (self);
  g_strfreev (ids);
  return GINT_TO_POINTER (TRUE);
}

/**
 * gesso_library_empty_bin_async:
 * @self: a library
 * @deleted_before_us: only what was put into the bin before this time, or 0 for all
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Removes what is in the bin for good, with its files unless something else uses them.
 */
void
gesso_library_empty_bin_async (GessoLibrary        *self,
                               gint64               deleted_before_us,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = empty_bin_work,
    .apply = bin_emptied,
    .free_args = g_free,
    .free_result = (GDestroyNotify) g_strfreev,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (deleted_before_us >= 0);

  _gesso_library_run (self, gesso_library_empty_bin_async, &op,
                      g_memdup2 (&deleted_before_us, sizeof deleted_before_us), cancellable,
                      callback, user_data);
}
