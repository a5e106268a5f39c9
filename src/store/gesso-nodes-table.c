/* gesso-nodes-table.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-nodes-table.h"

#include "base/gesso-clock.h"
#include "base/gesso-str.h"
#include "store/gesso-store-error.h"

#include <string.h>

#define TAG_SEPARATOR "\x1f"

#define SELECT_NODE                                                                                \
  "SELECT n.row, n.id, n.session_id, n.stack_id, n.kind, n.base_id, n.job_id, n.output_index,"     \
  " n.digest, b.extension, n.file, n.name, b.mime_type, n.width, n.height, b.n_bytes, r.prompt,"   \
  " n.revised_prompt, n.model, n.account_id, n.account_name, n.service_request_id,"                \
  " n.created_us, n.duration_ms, n.cost_micros, n.estimate_low, n.estimate_high, n.favourite,"     \
  " n.rating, n.note, n.deleted_us, (SELECT group_concat (name, char (31)) FROM"                   \
  " (SELECT t.name FROM node_tags AS nt JOIN tags AS t ON t.id = nt.tag_id"                        \
  " WHERE nt.row = n.row ORDER BY t.name)), n.answer,"                                             \
  " (SELECT a.extension FROM blobs AS a WHERE a.digest = n.answer), n.proof"                       \
  " FROM nodes AS n JOIN blobs AS b ON b.digest = n.digest"                                        \
  " LEFT JOIN requests AS r ON r.id = n.request_id "

static char *
dup_text (GessoDbStatement *statement,
          int               column)
{
  return g_strdup (gesso_db_statement_get_text (statement, column));
}

static void
read_picture (GessoStoreContext *context,
              GessoDbStatement  *s,
              GessoNodeRow      *row)
{
  const char *file = gesso_db_statement_get_text (s, 10);

  row->digest = dup_text (s, 8);
  row->path
      = gesso_blobs_dup_path (context->blobs, row->digest, gesso_db_statement_get_text (s, 9));
  row->file = file != NULL ? g_build_filename (context->folder, file, NULL) : NULL;
  row->name = dup_text (s, 11);
  row->mime_type = dup_text (s, 12);
  row->width = (int) gesso_db_statement_get_int (s, 13, 0);
  row->height = (int) gesso_db_statement_get_int (s, 14, 0);
  row->n_bytes = gesso_db_statement_get_int (s, 15, 0);
}

static GessoNodeRow *
read_row (GessoStoreContext *context,
          GessoDbStatement  *s)
{
  GessoNodeRow *row = _gesso_node_row_new (gesso_db_statement_get_text (s, 1));
  const char *tags = gesso_db_statement_get_text (s, 31);

  row->row = gesso_db_statement_get_int (s, 0, 0);
  row->session_id = dup_text (s, 2);
  row->stack_id = dup_text (s, 3);
  gesso_node_kind_parse (gesso_db_statement_get_text (s, 4), &row->kind);
  row->base_id = dup_text (s, 5);
  row->job_id = dup_text (s, 6);
  row->output_index = (int) gesso_db_statement_get_int (s, 7, 0);
  read_picture (context, s, row);
  row->prompt = dup_text (s, 16);
  row->revised_prompt = dup_text (s, 17);
  row->model = dup_text (s, 18);
  row->account_id = dup_text (s, 19);
  row->account_name = dup_text (s, 20);
  row->request_id = dup_text (s, 21);
  row->created_us = gesso_db_statement_get_int (s, 22, 0);
  row->duration_ms = gesso_db_statement_get_int (s, 23, 0);
  row->cost_micros = gesso_db_statement_get_int (s, 24, -1);
  row->estimate_low = gesso_db_statement_get_int (s, 25, -1);
  row->estimate_high = gesso_db_statement_get_int (s, 26, -1);
  row->favourite = gesso_db_statement_get_int (s, 27, 0) != 0;
  row->rating = (int) gesso_db_statement_get_int (s, 28, 0);
  row->note = dup_text (s, 29);
  row->deleted_us = gesso_db_statement_get_int (s, 30, 0);
  row->answer_digest = dup_text (s, 32);
  if (row->answer_digest != NULL)
    row->answer_path = gesso_blobs_dup_path (context->blobs, row->answer_digest,
                                             gesso_db_statement_get_text (s, 33));
  row->proof_json = dup_text (s, 34);
  row->tags = tags != NULL ? g_strsplit (tags, TAG_SEPARATOR, -1) : NULL;
  return row;
}

/**
 * gesso_nodes_table_load:
 * @context: the library, on its database worker
 * @id: a node
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable): its row
 */
GessoNodeRow *
gesso_nodes_table_load (GessoStoreContext  *context,
                        const char         *id,
                        GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, SELECT_NODE "WHERE n.id = ?", "t", id);
  if (s == NULL)
    return NULL;
  if (gesso_db_statement_next (s, &local_error))
    return read_row (context, s);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no node %s", id);
  return NULL;
}

/**
 * gesso_nodes_table_load_many:
 * @context: the library, on its database worker
 * @ids: (array zero-terminated=1): nodes; those that are not there are passed over
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable) (element-type GessoNodeRow): their rows, in the order of @ids
 */
GPtrArray *
gesso_nodes_table_load_many (GessoStoreContext *context, const char *const *ids, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) _gesso_node_row_free);
  for (; *ids != NULL; ids++)
    {
      g_autoptr (GError) local_error = NULL;
      GessoNodeRow *row = gesso_nodes_table_load (context, *ids, &local_error);

      if (row != NULL)
        g_ptr_array_add (rows, row);
      else if (!g_error_matches (local_error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return g_steal_pointer (&rows);
}

/**
 * gesso_nodes_table_load_session:
 * @context: the library, on its database worker
 * @session_id: a session
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable) (element-type GessoNodeRow): its nodes, oldest first
 */
GPtrArray *
gesso_nodes_table_load_session (GessoStoreContext  *context,
                                const char         *session_id,
                                GError            **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, SELECT_NODE "WHERE n.session_id = ? ORDER BY n.id", "t",
                      session_id);
  if (s == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) _gesso_node_row_free);
  while (gesso_db_statement_next (s, &local_error))
    g_ptr_array_add (rows, read_row (context, s));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static char **
load_references (GessoStoreContext  *context,
                 const char         *id,
                 GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT f.node_id FROM node_references AS f JOIN nodes AS n"
                      " ON n.row = f.row WHERE n.id = ? ORDER BY f.ordinal",
                      "t", id);
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

/**
 * gesso_nodes_table_load_details:
 * @context: the library, on its database worker
 * @id: a node
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable): what is read only when somebody looks closely
 */
GessoNodeDetails *
gesso_nodes_table_load_details (GessoStoreContext  *context,
                                const char         *id,
                                GError            **error)
{
  g_autoptr (GessoNodeDetails) details = g_new0 (GessoNodeDetails, 1);
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT r.json, d.actual, d.usage, d.details FROM nodes AS n"
                      " LEFT JOIN requests AS r ON r.id = n.request_id"
                      " LEFT JOIN node_details AS d ON d.row = n.row WHERE n.id = ?",
                      "t", id);
  if (s == NULL)
    return NULL;
  if (!gesso_db_statement_next (s, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no node %s", id);
      return NULL;
    }
  details->request_json = dup_text (s, 0);
  details->actual_json = dup_text (s, 1);
  details->usage_json = dup_text (s, 2);
  details->details_json = dup_text (s, 3);
  details->reference_ids = load_references (context, id, error);
  return details->reference_ids != NULL ? g_steal_pointer (&details) : NULL;
}

static gboolean
insert_details (GessoStoreContext       *context,
                gint64                   row,
                const GessoNodeDetails  *details,
                GError                 **error)
{
  if (!gesso_db_run (context->db, error,
                     "INSERT INTO node_details (row, actual, usage, details) VALUES (?, ?, ?, ?)",
                     "ittt", row, details->actual_json, details->usage_json, details->details_json))
    return FALSE;
  for (guint i = 0; details->reference_ids != NULL && details->reference_ids[i] != NULL; i++)
    if (!gesso_db_run (context->db, error,
                       "INSERT INTO node_references (row, ordinal, node_id) VALUES (?, ?, ?)",
                       "iit", row, (gint64) i, details->reference_ids[i]))
      return FALSE;
  return TRUE;
}

/**
 * gesso_nodes_table_insert:
 * @context: the library, on its database worker
 * @row: the node; its path and row number are not read
 * @request_row_id: (nullable): the request that made it
 * @details: (nullable): what is read only when somebody looks closely
 * @error: `GESSO_STORE_ERROR`
 *
 * Writes a new node with its text for the search. Inside a transaction of the caller.
 *
 * Returns: whether it was written
 */
gboolean
gesso_nodes_table_insert (GessoStoreContext       *context,
                          GessoNodeRow            *row,
                          const char              *request_row_id,
                          const GessoNodeDetails  *details,
                          GError                 **error)
{
  if (!gesso_db_run (context->db, error,
                     "INSERT INTO nodes (id, session_id, stack_id, kind, base_id, job_id,"
                     " output_index, request_id, digest, name, width, height, revised_prompt,"
                     " model, account_id, account_name, service_request_id, created_us,"
                     " duration_ms, cost_micros, estimate_low, estimate_high, favourite, rating,"
                     " note, deleted_us, answer, proof, sidecar_dirty) VALUES (?, ?, ?, ?, ?, ?,"
                     " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0),"
                     " ?, ?, 1)",
                     "ttttttitttiitttttiinnniititt", row->id, row->session_id, row->stack_id,
                     gesso_node_kind_to_string (row->kind), row->base_id, row->job_id,
                     (gint64) row->output_index, request_row_id, row->digest, row->name,
                     (gint64) row->width, (gint64) row->height, row->revised_prompt, row->model,
                     row->account_id, row->account_name, row->request_id, row->created_us,
                     row->duration_ms, row->cost_micros, row->estimate_low, row->estimate_high,
                     (gint64) row->favourite, (gint64) row->rating, row->note, row->deleted_us,
                     row->answer_digest, row->proof_json))
    return FALSE;

  row->row = gesso_db_get_last_row (context->db);
  if (details != NULL && !insert_details (context, row->row, details, error))
    return FALSE;
  if (row->tags != NULL
      && !gesso_nodes_table_set_tags (context, row->row, (const char *const *) row->tags, error))
    return FALSE;
  return gesso_nodes_table_index (context, row->id, error);
}

/**
 * gesso_nodes_table_insert_blob:
 * @context: the library, on its database worker
 * @info: a file that is in place under its digest
 * @kind: what it is for, as "picture" or "mask"
 * @error: `GESSO_STORE_ERROR`
 *
 * Writes the row of a blob; one that is there already stays.
 *
 * Returns: whether it was written
 */
gboolean
gesso_nodes_table_insert_blob (GessoStoreContext    *context,
                               const GessoBlobInfo  *info,
                               const char           *kind,
                               GError              **error)
{
  return gesso_db_run (context->db, error,
                       "INSERT INTO blobs (digest, kind, mime_type, extension, n_bytes, width,"
                       " height, created_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (digest) DO NOTHING",
                       "ttttiiii", info->digest, kind, info->mime_type, info->extension,
                       info->n_bytes, (gint64) info->width, (gint64) info->height,
                       gesso_clock_now_us ());
}

/**
 * gesso_nodes_table_set_tags:
 * @context: the library, on its database worker
 * @row: row number of a node
 * @tags: (array zero-terminated=1): all of its tags
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: whether they were written
 */
gboolean
gesso_nodes_table_set_tags (GessoStoreContext *context,
                            gint64 row,
                            const char *const *tags,
                            GError **error)
{
  if (!gesso_db_run (context->db, error, "DELETE FROM node_tags WHERE row = ?", "i", row))
    return FALSE;
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *tag = g_strstrip (g_strdelimit (g_strdup (tags[i]), TAG_SEPARATOR, ' '));

      if (*tag == '\0')
        continue;
      if (!gesso_db_run (context->db, error,
                         "INSERT INTO tags (name) VALUES (?) ON CONFLICT (name) DO NOTHING", "t",
                         tag)
          || !gesso_db_run (context->db, error,
                            "INSERT OR IGNORE INTO node_tags (row, tag_id)"
                            " SELECT ?, id FROM tags WHERE name = ?",
                            "it", row, tag))
        return FALSE;
    }
  return TRUE;
}

/**
 * gesso_nodes_table_fold:
 * @text: (nullable): valid UTF-8
 *
 * Makes text comparable for searching: compatibility forms and case are evened out, accents of
 * European letters dropped; vowel signs of other scripts stay, because they carry meaning.
 *
 * Returns: (transfer full) (not nullable): the folded text
 */
char *
gesso_nodes_table_fold (const char *text)
{
  g_autofree char *valid = gesso_str_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (decomposed, -1);
  GString *out = g_string_sized_new (strlen (folded));
  char *composed;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character < 0x300 || character > 0x36f)
        g_string_append_unichar (out, character);
    }
  composed = g_utf8_normalize (out->str, -1, G_NORMALIZE_NFKC);
  g_string_free (out, TRUE);
  return composed;
}

/* What a model told of its thinking; empty without. */
static char *
load_thinking (GessoStoreContext *context,
               gint64             row)
{
  g_autoptr (GessoDbStatement) s
      = gesso_db_query (context->db, NULL,
                        "SELECT iif (json_valid (details),"
                        " json_extract (details, '$.responses.reasoning'), NULL)"
                        " FROM node_details WHERE row = ?",
                        "i", row);
  char *text = s != NULL && gesso_db_statement_next (s, NULL) ? dup_text (s, 0) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/**
 * gesso_nodes_table_index:
 * @context: the library, on its database worker
 * @id: a node whose texts have changed
 * @error: `GESSO_STORE_ERROR`
 *
 * Brings the text for the search up to date.
 *
 * Returns: whether it was written
 */
gboolean
gesso_nodes_table_index (GessoStoreContext  *context,
                         const char         *id,
                         GError            **error)
{
  g_autoptr (GessoNodeRow) row = gesso_nodes_table_load (context, id, error);
  g_autofree char *tags = NULL;
  g_autofree char *thinking = NULL;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (row == NULL)
    return FALSE;
  tags = row->tags != NULL ? g_strjoinv ("\n", row->tags) : NULL;
  thinking = load_thinking (context, row->row);
  all = g_strjoin ("\n", row->prompt != NULL ? row->prompt : "",
                   row->revised_prompt != NULL ? row->revised_prompt : "",
                   row->name != NULL ? row->name : "", row->note != NULL ? row->note : "",
                   row->model != NULL ? row->model : "",
                   row->account_name != NULL ? row->account_name : "", tags != NULL ? tags : "",
                   thinking, NULL);
  folded = gesso_nodes_table_fold (all);
  return gesso_db_run (context->db, error,
                       "INSERT INTO node_texts (row, folded) VALUES (?, ?)"
                       " ON CONFLICT (row) DO UPDATE SET folded = excluded.folded"
                       " WHERE folded != excluded.folded",
                       "it", row->row, folded);
}
