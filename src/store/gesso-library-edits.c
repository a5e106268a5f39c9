/* gesso-library-edits.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edits that are put together in several steps, for a GessoLibrary: which picture already has the
 * other parts of an edit. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "store/gesso-nodes-table.h"

#include <string.h>

#define MOST_OUTPUTS 1000

static void
set_head (GPtrArray  *heads,
          gint64      number,
          const char *digest)
{
  if (number < 0 || number >= MOST_OUTPUTS)
    return;

  while (heads->len <= (guint) number)
    g_ptr_array_add (heads, g_strdup (""));
  g_free (heads->pdata[number]);
  heads->pdata[number] = g_strdup (digest);
}

/**
 * gesso_nodes_table_find_heads:
 * @context: the library, on its database worker
 * @session_id: a session
 * @base_id: (nullable): the node that is edited
 * @group: what the parts of one edit have in common
 * @error: `GESSO_STORE_ERROR`
 *
 * The newest pictures that parts of this edit were put into, without those in the bin. Each has
 * all parts that came before it.
 *
 * Returns: (transfer full) (nullable): their digests by number of the output, "" where there is
 *   none
 */
char **
gesso_nodes_table_find_heads (GessoStoreContext  *context,
                              const char         *session_id,
                              const char         *base_id,
                              const char         *group,
                              GError            **error)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  /* An id like that is in no request by chance. */
  s = gesso_db_query (context->db, error,
                      "SELECT n.output_index, n.digest FROM nodes AS n JOIN requests AS r"
                      " ON r.id = n.request_id WHERE n.session_id = ? AND n.base_id IS ?"
                      " AND n.answer IS NOT NULL AND n.deleted_us IS NULL"
                      " AND instr (r.json, ?) > 0 ORDER BY n.row",
                      "ttt", session_id, base_id, group);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    set_head (heads, gesso_db_statement_get_int (s, 0, -1), gesso_db_statement_get_text (s, 1));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_ptr_array_add (heads, NULL);
  g_ptr_array_set_free_func (heads, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&heads), FALSE);
}

typedef struct
{
  char *session_id; /* (owned) */
  char *base_id;    /* (owned) (nullable) */
  char *group;      /* (owned) */
} Args;

static void
args_free (gpointer data)
{
  Args *args = data;

  g_free (args->session_id);
  g_free (args->base_id);
  g_free (args->group);
  g_free (args);
}

static gpointer
find_heads_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;

  return gesso_nodes_table_find_heads (context, args->session_id, args->base_id, args->group,
                                       error);
}

/**
 * gesso_library_find_heads_async:
 * @self: a library
 * @session_id: the session of an edit
 * @base_id: (nullable): the node that is edited
 * @group: what the parts of the edit have in common
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_find_heads_finish()
 * @user_data: for @callback
 *
 * Finds the pictures that already have other parts of an edit in them.
 */
void
gesso_library_find_heads_async (GessoLibrary        *self,
                                const char          *session_id,
                                const char          *base_id,
                                const char          *group,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = find_heads_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_strfreev,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args = g_new0 (Args, 1);

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL && group != NULL);

  args->session_id = g_strdup (session_id);
  args->base_id = g_strdup (base_id);
  args->group = g_strdup (group);
  _gesso_library_run (self, gesso_library_find_heads_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_find_heads_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): digests by number of the output, "" where there is none
 */
char **
gesso_library_find_heads_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_heads_async), NULL);

  return _gesso_library_answer (self, result, error);
}
