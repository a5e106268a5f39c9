/* gesso-library-edits.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edits that are put together in several steps, for a GessoLibrary: which picture already has the
 * other parts of an edit, and pictures that were made of an edit without asking anybody. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-store-error-private.h"

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

/**
 * gesso_nodes_table_dup_group:
 * @request_json: (nullable): a frozen request
 *
 * Returns: (transfer full) (nullable): what it has in common with the other parts of its edit;
 *   %NULL when it is no part of one
 */
char *
gesso_nodes_table_dup_group (const char *request_json)
{
  g_autoptr (JsonObject) request
      = request_json != NULL ? gesso_json_parse_object (request_json, -1, NULL) : NULL;
  JsonObject *regions
      = gesso_json_get_object (gesso_json_get_object (request, "protection"), "regions");

  return g_strdup (gesso_json_get_string (regions, "group", NULL));
}

/**
 * gesso_nodes_table_find_heads_of:
 * @context: the library, on its database worker
 * @job: a job
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable): see gesso_nodes_table_find_heads(); empty for a job that is
 *   no part of an edit
 */
char **
gesso_nodes_table_find_heads_of (GessoStoreContext     *context,
                                 const GessoJobRecord  *job,
                                 GError               **error)
{
  g_autofree char *group = gesso_nodes_table_dup_group (job->request_json);

  if (group == NULL)
    return g_new0 (char *, 1);

  return gesso_nodes_table_find_heads (context, job->session_id, job->base_node_id, group, error);
}

/**
 * gesso_answer_record_free:
 * @self: (transfer full): a record
 */
void
gesso_answer_record_free (GessoAnswerRecord *self)
{
  g_free (self->request_json);
  g_free (self->answer_path);
  g_free (self);
}

/* The picture that the given one was put into: the newest of its group before it that was not in
 * the bin then. */
static GessoNodeRow *
load_head (GessoStoreContext   *context,
           const GessoNodeRow  *row,
           const char          *group,
           GError             **error)
{
  g_autofree char *id = NULL;
  {
    g_autoptr (GessoDbStatement) s = NULL;
    g_autoptr (GError) local_error = NULL;

    s = gesso_db_query (context->db, error,
                        "SELECT n.id FROM nodes AS n JOIN requests AS r ON r.id = n.request_id"
                        " WHERE n.session_id = ? AND n.base_id IS ? AND n.output_index = ?"
                        " AND n.row < ? AND n.answer IS NOT NULL AND n.job_id IS NOT NULL"
                        " AND (n.deleted_us IS NULL OR n.deleted_us > ?)"
                        " AND instr (r.json, ?) > 0 ORDER BY n.row DESC LIMIT 1",
                        "ttiiit", row->session_id, row->base_id, (gint64) row->output_index,
                        row->row, row->created_us, group);
    if (s == NULL)
      return NULL;
    if (gesso_db_statement_next (s, &local_error))
      id = g_strdup (gesso_db_statement_get_text (s, 0));
    if (local_error != NULL)
      g_propagate_error (error, g_steal_pointer (&local_error));
  }
  return id != NULL ? gesso_nodes_table_load (context, id, error) : NULL;
}

/**
 * gesso_nodes_table_load_answers:
 * @context: the library, on its database worker
 * @id: a node
 * @error: `GESSO_STORE_ERROR`
 *
 * What a picture was put together of: the answer to its own request, and before it those that were
 * in it already, for one that is made in several parts. What was destroyed with the bin is missing.
 *
 * Returns: (transfer full) (nullable) (element-type GessoAnswerRecord): at least one
 */
GPtrArray *
gesso_nodes_table_load_answers (GessoStoreContext  *context,
                                const char         *id,
                                GError            **error)
{
  g_autoptr (GPtrArray) answers
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_answer_record_free);
  g_autoptr (GessoNodeRow) row = gesso_nodes_table_load (context, id, error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *group = NULL;

  while (row != NULL)
    {
      g_autoptr (GessoNodeDetails) details
          = gesso_nodes_table_load_details (context, row->id, &local_error);
      GessoAnswerRecord *answer;
      GessoNodeRow *head = NULL;

      if (details == NULL)
        break;
      answer = g_new0 (GessoAnswerRecord, 1);
      answer->request_json = g_steal_pointer (&details->request_json);
      answer->answer_path = g_strdup (row->answer_path);
      g_ptr_array_insert (answers, 0, answer);
      if (group == NULL && row->answer_path != NULL)
        group = gesso_nodes_table_dup_group (answer->request_json);
      if (group != NULL)
        head = load_head (context, row, group, &local_error);
      _gesso_node_row_free (row);
      row = head;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return answers->len > 0 ? g_steal_pointer (&answers) : NULL;
}

static gpointer
load_answers_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  return gesso_nodes_table_load_answers (context, data, error);
}

/**
 * gesso_library_load_answers_async:
 * @self: a library
 * @node_id: a picture
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_load_answers_finish()
 * @user_data: for @callback
 *
 * Finds what the service sent for a picture, and for the other parts of its edit that are in it.
 */
void
gesso_library_load_answers_async (GessoLibrary        *self,
                                  const char          *node_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = load_answers_work,
    .free_args = g_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL);

  _gesso_library_run (self, gesso_library_load_answers_async, &op, g_strdup (node_id), cancellable,
                      callback, user_data);
}

/**
 * gesso_library_load_answers_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoAnswerRecord): in the order in which they
 *   were put in, the picture's own last
 */
GPtrArray *
gesso_library_load_answers_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_answers_async), NULL);

  return _gesso_library_answer (self, result, error);
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

typedef struct
{
  char *edit_id;       /* (owned) */
  char *path;          /* (owned) */
  char *answer_digest; /* (owned) */
  char *proof_json;    /* (owned) */
  GBytes *mask;        /* (owned) */
  char *mask_name;     /* (owned) */
} Repaired;

static void
repaired_free (gpointer data)
{
  Repaired *repaired = data;

  g_free (repaired->edit_id);
  g_free (repaired->path);
  g_free (repaired->answer_digest);
  g_free (repaired->proof_json);
  g_bytes_unref (repaired->mask);
  g_free (repaired->mask_name);
  g_free (repaired);
}

/* A picture that stands beside the edit, under the same request; nothing was asked and nothing
 * cost. */
static GessoNodeRow *
make_repaired (const GessoNodeRow  *edit,
               const Repaired      *repaired,
               const GessoBlobInfo *info)
{
  g_autofree char *id = gesso_clock_new_id ();
  GessoNodeRow *row = _gesso_node_row_new (id);

  row->session_id = g_strdup (edit->session_id);
  row->base_id = g_strdup (edit->base_id);
  row->kind = GESSO_NODE_KIND_EDITED;
  row->digest = g_strdup (info->digest);
  row->width = info->width;
  row->height = info->height;
  row->model = g_strdup (edit->model);
  row->account_id = g_strdup (edit->account_id);
  row->account_name = g_strdup (edit->account_name);
  row->answer_digest = g_strdup (repaired->answer_digest);
  row->proof_json = g_strdup (repaired->proof_json);
  row->cost_micros = 0;
  row->created_us = gesso_clock_now_us ();
  return row;
}

static char *
find_request (GessoStoreContext *context,
              const char        *node_id)
{
  g_autoptr (GessoDbStatement) s
      = gesso_db_query (context->db, NULL, "SELECT request_id FROM nodes WHERE id = ?", "t",
                        node_id);

  return s != NULL && gesso_db_statement_next (s, NULL)
             ? g_strdup (gesso_db_statement_get_text (s, 0))
             : NULL;
}

static gboolean
insert_repaired (GessoStoreContext    *context,
                 const Repaired       *repaired,
                 const GessoBlobInfo  *info,
                 const GessoBlobInfo  *mask,
                 GessoNodeRow         *row,
                 GError              **error)
{
  g_autofree char *request = find_request (context, repaired->edit_id);
  g_autofree char *mask_id = gesso_clock_new_id ();

  return gesso_nodes_table_insert_blob (context, info, "picture", error)
         && gesso_nodes_table_insert_blob (context, mask, "mask", error)
         && gesso_nodes_table_insert (context, row, request, NULL, error)
         && gesso_db_run (context->db, error,
                          "INSERT INTO masks (id, node_id, name, digest, created_us)"
                          " VALUES (?, ?, ?, ?, ?)",
                          "tttti", mask_id, row->id, repaired->mask_name, mask->digest,
                          row->created_us);
}

static gpointer
add_repaired_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  Repaired *repaired = data;
  g_autoptr (GessoNodeRow) edit = gesso_nodes_table_load (context, repaired->edit_id, error);
  g_autoptr (GBytes) bytes = edit != NULL ? gesso_file_map (repaired->path, error) : NULL;
  g_autoptr (GessoBlobInfo) info = NULL;
  g_autoptr (GessoBlobInfo) mask = NULL;
  g_autoptr (GessoNodeRow) row = NULL;
  const char *ids[] = { NULL, NULL };

  if (bytes == NULL)
    {
      _gesso_store_map_error (error, "read the picture");
      return NULL;
    }
  info = gesso_blobs_put (context->blobs, bytes, TRUE, error);
  mask = info != NULL ? gesso_blobs_put (context->blobs, repaired->mask, TRUE, error) : NULL;
  if (mask == NULL || !gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;

  row = make_repaired (edit, repaired, info);
  if (!insert_repaired (context, repaired, info, mask, row, error)
      || !gesso_db_commit (context->db, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  ids[0] = row->id;
  return gesso_nodes_table_load_many (context, ids, error);
}

static gpointer
repaired_added (GessoLibrary *self,
                gpointer      rows)
{
  g_autoptr (GPtrArray) nodes = _gesso_library_take_rows (self, rows, GESSO_NEWS_ADDED);

  _gesso_library_flush_sidecars (self);
  return g_object_ref (nodes->pdata[0]);
}

/**
 * gesso_library_add_repaired_async:
 * @self: a library
 * @edit_id: the edit that the picture was made of
 * @path: a file with the picture; it stays where it is
 * @answer_digest: what the service had sent
 * @proof_json: what was verified about the picture
 * @mask: what of the answer was let through, as a PNG
 * @mask_name: what that mask is called
 * @cancellable: (nullable): before it has begun
 * @callback: ends with gesso_library_add_repaired_finish()
 * @user_data: for @callback
 *
 * Adds a picture that was made of an edit and its base on this computer, with its mask. It has the
 * edit's base and request, and no job.
 */
void
gesso_library_add_repaired_async (GessoLibrary        *self,
                                  const char          *edit_id,
                                  const char          *path,
                                  const char          *answer_digest,
                                  const char          *proof_json,
                                  GBytes              *mask,
                                  const char          *mask_name,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = add_repaired_work,
    .apply = repaired_added,
    .free_args = repaired_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .free_answer = g_object_unref,
  };
  Repaired *repaired;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (edit_id != NULL && path != NULL && answer_digest != NULL);
  g_return_if_fail (proof_json != NULL && mask != NULL && mask_name != NULL);

  repaired = g_new0 (Repaired, 1);
  repaired->edit_id = g_strdup (edit_id);
  repaired->path = g_strdup (path);
  repaired->answer_digest = g_strdup (answer_digest);
  repaired->proof_json = g_strdup (proof_json);
  repaired->mask = g_bytes_ref (mask);
  repaired->mask_name = g_strdup (mask_name);
  _gesso_library_run (self, gesso_library_add_repaired_async, &op, repaired, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_add_repaired_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the new node
 */
GessoNode *
gesso_library_add_repaired_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_repaired_async), NULL);

  return _gesso_library_answer (self, result, error);
}
