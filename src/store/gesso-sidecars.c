/* gesso-sidecars.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-sidecars.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-store-error-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define FORMAT 1
#define MAX_STEM_BYTES 72

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_strv (JsonBuilder  *builder,
          const char   *member,
          char        **values)
{
  if (values == NULL || *values == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (; *values != NULL; values++)
    json_builder_add_string_value (builder, *values);
  json_builder_end_array (builder);
}

/* JSON that somebody gave us is embedded as JSON, or as text if it is none. */
static void
add_json (JsonBuilder *builder,
          const char  *member,
          const char  *json)
{
  g_autoptr (JsonNode) node = NULL;

  if (json == NULL)
    return;
  node = gesso_json_parse (json, -1, NULL);
  json_builder_set_member_name (builder, member);
  if (node != NULL)
    json_builder_add_value (builder, json_node_copy (node));
  else
    json_builder_add_string_value (builder, json);
}

static void
add_row (JsonBuilder        *builder,
         const GessoNodeRow *row)
{
  g_autofree char *created = gesso_clock_format_iso (row->created_us);

  add_text (builder, "id", row->id);
  add_text (builder, "kind", gesso_node_kind_to_string (row->kind));
  add_text (builder, "created", created);
  add_int (builder, "created_us", row->created_us);
  add_text (builder, "stack", row->stack_id);
  add_text (builder, "base", row->base_id);
  add_text (builder, "job", row->job_id);
  add_int (builder, "output_index", row->output_index);
  add_text (builder, "sha256", row->digest);
  add_text (builder, "mime_type", row->mime_type);
  add_text (builder, "name", row->name);
  add_int (builder, "width", row->width);
  add_int (builder, "height", row->height);
  add_text (builder, "prompt", row->prompt);
  add_text (builder, "revised_prompt", row->revised_prompt);
  add_text (builder, "model", row->model);
  add_text (builder, "account", row->account_id);
  add_text (builder, "account_name", row->account_name);
  add_text (builder, "request_id", row->request_id);
  add_int (builder, "duration_ms", row->duration_ms);
  add_int (builder, "cost_micros", row->cost_micros);
  add_int (builder, "estimate_low", row->estimate_low);
  add_int (builder, "estimate_high", row->estimate_high);
  json_builder_set_member_name (builder, "favourite");
  json_builder_add_boolean_value (builder, row->favourite);
  add_int (builder, "rating", row->rating);
  add_text (builder, "note", row->note);
  add_strv (builder, "tags", row->tags);
  add_text (builder, "answer_sha256", row->answer_digest);
  add_json (builder, "protection", row->proof_json);
  add_int (builder, "deleted_us", row->deleted_us);
}

static gboolean
add_session (GessoStoreContext  *context,
             JsonBuilder        *builder,
             const char         *session_id,
             GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT s.id, s.title, s.folder, s.created_us, p.id, p.name, p.folder"
                      " FROM sessions AS s JOIN projects AS p ON p.id = s.project_id"
                      " WHERE s.id = ?",
                      "t", session_id);
  if (s == NULL)
    return FALSE;
  if (!gesso_db_statement_next (s, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return error == NULL || *error == NULL;
    }
  json_builder_set_member_name (builder, "session");
  json_builder_begin_object (builder);
  add_text (builder, "id", gesso_db_statement_get_text (s, 0));
  add_text (builder, "title", gesso_db_statement_get_text (s, 1));
  add_text (builder, "folder", gesso_db_statement_get_text (s, 2));
  add_int (builder, "created_us", gesso_db_statement_get_int (s, 3, 0));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "project");
  json_builder_begin_object (builder);
  add_text (builder, "id", gesso_db_statement_get_text (s, 4));
  add_text (builder, "name", gesso_db_statement_get_text (s, 5));
  add_text (builder, "folder", gesso_db_statement_get_text (s, 6));
  json_builder_end_object (builder);
  return TRUE;
}

/* Everything about one node as one JSON object. */
static char *
to_json (GessoStoreContext   *context,
         const GessoNodeRow  *row,
         gboolean             pretty,
         GError             **error)
{
  g_autoptr (GessoNodeDetails) details = gesso_nodes_table_load_details (context, row->id, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  if (details == NULL)
    return NULL;
  json_builder_begin_object (builder);
  add_int (builder, "gesso", FORMAT);
  add_row (builder, row);
  if (!add_session (context, builder, row->session_id, error))
    return NULL;
  add_strv (builder, "references", details->reference_ids);
  add_json (builder, "request", details->request_json);
  add_json (builder, "actual", details->actual_json);
  add_json (builder, "usage", details->usage_json);
  add_json (builder, "details", details->details_json);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return gesso_json_to_string (root, pretty);
}

/**
 * gesso_sidecars_to_json:
 * @context: the library on its worker
 * @node_id: a node
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): everything about a node, on one line
 */
char *
gesso_sidecars_to_json (GessoStoreContext  *context,
                        const char         *node_id,
                        GError            **error)
{
  g_autoptr (GessoNodeRow) row = gesso_nodes_table_load (context, node_id, error);

  return row != NULL ? to_json (context, row, FALSE, error) : NULL;
}

static char *
session_folder (GessoStoreContext  *context,
                const char         *session_id,
                GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;

  s = gesso_db_query (context->db, error, "SELECT folder FROM sessions WHERE id = ?", "t",
                      session_id);
  if (s == NULL || !gesso_db_statement_next (s, error))
    return NULL;
  return g_strconcat ("projects/", gesso_db_statement_get_text (s, 0), NULL);
}

/* "2026-11-21 14.03.07 a fox at dawn": sorts by time, says what it is. */
static char *
make_stem (const GessoNodeRow *row)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (row->created_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H.%M.%S") : NULL;
  g_autofree char *words = gesso_str_ellipsize (row->prompt != NULL ? row->prompt : row->name, 40);
  g_autofree char *all = NULL;

  all = g_strjoin (" ", time != NULL ? time : "picture", words, NULL);
  return gesso_file_safe_name (all, MAX_STEM_BYTES);
}

static char *
sidecar_of (const char *picture)
{
  const char *dot = strrchr (picture, '.');

  return g_strdup_printf ("%.*s.json",
                          (int) (dot != NULL ? dot - picture : (gssize) strlen (picture)), picture);
}

/* Makes the readable link; gives its path below the library's folder. */
static char *
link_picture (GessoStoreContext   *context,
              const GessoNodeRow  *row,
              GError             **error)
{
  g_autofree char *below = session_folder (context, row->session_id, error);
  g_autofree char *folder = NULL;
  g_autofree char *stem = make_stem (row);
  const char *dot = strrchr (row->path, '.');

  if (below == NULL)
    return NULL;
  folder = _gesso_store_context_path (context, below);
  if (!gesso_file_make_folder (folder, error))
    return NULL;

  for (guint tries = 0;; tries++)
    {
      g_autofree char *sidecar = gesso_file_free_name (folder, stem, "json");
      g_autofree char *picture
          = g_strdup_printf ("%.*s%s", (int) (strlen (sidecar) - 5), sidecar, dot);
      g_autoptr (GError) local_error = NULL;

      if (gesso_file_clone (row->path, picture, &local_error))
        return g_strdup (picture + strlen (context->folder) + 1);
      if (tries > 20 || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      /* A picture without its sidecar, or another process at the same moment. */
      g_free (g_steal_pointer (&stem));
      {
        g_autofree char *id = gesso_clock_new_id ();
        g_autofree char *plain = make_stem (row);

        stem = g_strdup_printf ("%s %s", plain, id + strlen (id) - 5);
      }
    }
}

/* Whole or not at all, but without waiting for the disk: it can be written again. */
static gboolean
replace_file (const char  *path,
              const char  *text,
              GError     **error)
{
  g_autofree char *temp = g_strconcat (path, ".tmp", NULL);

  if (!g_file_set_contents_full (temp, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, error))
    return FALSE;
  return g_rename (temp, path) == 0
         || (g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "rename to %s", path), FALSE);
}

/**
 * gesso_sidecars_write:
 * @context: the library on its worker
 * @node_id: a node
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Writes the readable files of a node again, or for the first time, and notes that they are
 * right.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_sidecars_write (GessoStoreContext  *context,
                      const char         *node_id,
                      GError            **error)
{
  g_autoptr (GessoNodeRow) row = gesso_nodes_table_load (context, node_id, error);
  g_autofree char *json = NULL;
  g_autofree char *file = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *sidecar = NULL;

  if (row == NULL)
    return FALSE;
  json = to_json (context, row, TRUE, error);
  if (json == NULL)
    return FALSE;

  if (row->file != NULL && g_file_test (row->file, G_FILE_TEST_EXISTS))
    file = g_strdup (row->file + strlen (context->folder) + 1);
  else
    file = link_picture (context, row, error);
  if (file == NULL)
    {
      _gesso_store_map_error (error, "write the readable copy");
      return FALSE;
    }
  _gesso_store_step ("picture-linked");
  picture = _gesso_store_context_path (context, file);
  sidecar = sidecar_of (picture);
  if (!replace_file (sidecar, json, error))
    {
      _gesso_store_map_error (error, "write the sidecar");
      return FALSE;
    }
  _gesso_store_step ("sidecar-written");
  return gesso_db_run (context->db, error,
                       "UPDATE nodes SET file = ?, sidecar_dirty = 0 WHERE row = ?", "ti", file,
                       row->row);
}

/**
 * gesso_sidecars_write_dirty:
 * @context: the library on its worker
 * @max: how many at most
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the nodes whose files were written
 */
char **
gesso_sidecars_write_dirty (GessoStoreContext  *context,
                            guint               max,
                            GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  {
    g_autoptr (GessoDbStatement) s = NULL;
    g_autoptr (GError) local_error = NULL;

    s = gesso_db_query (context->db, error, "SELECT id FROM nodes WHERE sidecar_dirty LIMIT ?", "i",
                        (gint64) max);
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
  for (char **id = ids; *id != NULL; id++)
    if (!gesso_sidecars_write (context, *id, error))
      return NULL;
  return g_steal_pointer (&ids);
}

/**
 * gesso_sidecars_remove:
 * @context: the library on its worker
 * @file: (nullable): the readable picture, absolute
 *
 * Removes a node's readable files, and the session's folder with the last of them.
 */
void
gesso_sidecars_remove (GessoStoreContext *context,
                       const char        *file)
{
  g_autofree char *sidecar = NULL;
  g_autofree char *folder = NULL;

  if (file == NULL)
    return;
  sidecar = sidecar_of (file);
  folder = g_path_get_dirname (file);
  g_unlink (file);
  g_unlink (sidecar);
  g_rmdir (folder);
}

static char *
member_json (JsonObject *object,
             const char *member)
{
  JsonNode *node = gesso_json_get_node (object, member);

  return node != NULL ? gesso_json_to_string (node, FALSE) : NULL;
}

static void
read_row (JsonObject   *object,
          GessoNodeRow *row)
{
  const char *kind = gesso_json_get_string (object, "kind", NULL);

  gesso_node_kind_parse (kind, &row->kind);
  row->session_id
      = g_strdup (gesso_json_get_string (gesso_json_get_object (object, "session"), "id", NULL));
  row->stack_id = g_strdup (gesso_json_get_string (object, "stack", NULL));
  row->base_id = g_strdup (gesso_json_get_string (object, "base", NULL));
  row->job_id = g_strdup (gesso_json_get_string (object, "job", NULL));
  row->output_index = (int) gesso_json_get_int (object, "output_index", 0);
  row->digest = g_strdup (gesso_json_get_string (object, "sha256", NULL));
  row->mime_type = g_strdup (gesso_json_get_string (object, "mime_type", NULL));
  row->name = g_strdup (gesso_json_get_string (object, "name", NULL));
  row->width = (int) gesso_json_get_int (object, "width", 0);
  row->height = (int) gesso_json_get_int (object, "height", 0);
  row->prompt = g_strdup (gesso_json_get_string (object, "prompt", NULL));
  row->revised_prompt = g_strdup (gesso_json_get_string (object, "revised_prompt", NULL));
  row->model = g_strdup (gesso_json_get_string (object, "model", NULL));
  row->account_id = g_strdup (gesso_json_get_string (object, "account", NULL));
  row->account_name = g_strdup (gesso_json_get_string (object, "account_name", NULL));
  row->request_id = g_strdup (gesso_json_get_string (object, "request_id", NULL));
  row->created_us = gesso_json_get_int (object, "created_us", 0);
  row->duration_ms = gesso_json_get_int (object, "duration_ms", 0);
  row->cost_micros = gesso_json_get_int (object, "cost_micros", -1);
  row->estimate_low = gesso_json_get_int (object, "estimate_low", -1);
  row->estimate_high = gesso_json_get_int (object, "estimate_high", -1);
  row->favourite = gesso_json_get_boolean (object, "favourite", FALSE);
  row->rating = (int) CLAMP (gesso_json_get_int (object, "rating", 0), 0, 5);
  row->note = g_strdup (gesso_json_get_string (object, "note", NULL));
  row->tags = gesso_json_get_strv (object, "tags");
  row->answer_digest = g_strdup (gesso_json_get_string (object, "answer_sha256", NULL));
  row->proof_json = member_json (object, "protection");
  row->deleted_us = gesso_json_get_int (object, "deleted_us", 0);
}

static gboolean
restore_session (GessoStoreContext  *context,
                 JsonObject         *object,
                 GessoNodeRow       *row,
                 GError            **error)
{
  JsonObject *session = gesso_json_get_object (object, "session");
  JsonObject *project = gesso_json_get_object (object, "project");
  gint64 created = gesso_json_get_int (session, "created_us", row->created_us);
  const char *project_id = gesso_json_get_string (project, "id", "default");

  return gesso_db_run (context->db, error,
                       "INSERT OR IGNORE INTO projects (id, name, folder, created_us)"
                       " VALUES (?, ?, ?, ?)",
                       "ttti", project_id, gesso_json_get_string (project, "name", ""),
                       gesso_json_get_string (project, "folder", project_id), created)
         && gesso_db_run (context->db, error,
                          "INSERT OR IGNORE INTO sessions (id, project_id, title, folder,"
                          " created_us, used_us) VALUES (?, ?, ?, ?, ?, ?)",
                          "ttttii", row->session_id, project_id,
                          gesso_json_get_string (session, "title", ""),
                          gesso_json_get_string (session, "folder", row->session_id), created,
                          row->created_us)
         && (row->stack_id == NULL
             || gesso_db_run (context->db, error,
                              "INSERT OR IGNORE INTO stacks (id, session_id, created_us)"
                              " VALUES (?, ?, ?)",
                              "tti", row->stack_id, row->session_id, row->created_us));
}

/* Requests are shared by the nodes of a job, so the job's id names a restored one. */
static gboolean
restore_request (GessoStoreContext  *context,
                 JsonObject         *object,
                 GessoNodeRow       *row,
                 char              **out_id,
                 GError            **error)
{
  g_autoptr (JsonNode) empty = json_node_new (JSON_NODE_OBJECT);
  JsonNode *request = gesso_json_get_node (object, "request");
  g_autofree char *json = NULL;

  if (row->prompt == NULL && request == NULL)
    return TRUE;
  json_node_take_object (empty, json_object_new ());
  json = gesso_json_to_string (request != NULL ? request : empty, FALSE);
  *out_id = g_strdup (row->job_id != NULL ? row->job_id : row->id);
  return gesso_db_run (context->db, error,
                       "INSERT OR IGNORE INTO requests (id, json, prompt, created_us)"
                       " VALUES (?, ?, ?, ?)",
                       "ttti", *out_id, json, row->prompt != NULL ? row->prompt : "",
                       row->created_us);
}

/* An answer that is gone is not mentioned again. */
static gboolean
restore_answer (GessoStoreContext  *context,
                GessoNodeRow       *row,
                GError            **error)
{
  g_autofree char *path = gesso_blobs_find (context->blobs, row->answer_digest);
  g_autoptr (GessoBlobInfo) info = NULL;

  if (path == NULL)
    {
      g_clear_pointer (&row->answer_digest, g_free);
      return TRUE;
    }
  info = gesso_blobs_adopt (context->blobs, path, error);
  return info != NULL && gesso_nodes_table_insert_blob (context, info, "picture", error);
}

static gboolean
restore_node (GessoStoreContext  *context,
              JsonObject         *object,
              GessoNodeRow       *row,
              const char         *blob_path,
              const char         *file,
              GError            **error)
{
  g_autofree char *request_id = NULL;
  g_autoptr (GessoNodeDetails) details = g_new0 (GessoNodeDetails, 1);
  g_autoptr (GessoBlobInfo) info = g_new0 (GessoBlobInfo, 1);
  GStatBuf stat_buf;

  details->actual_json = member_json (object, "actual");
  details->usage_json = member_json (object, "usage");
  details->details_json = member_json (object, "details");
  details->reference_ids = gesso_json_get_strv (object, "references");
  info->digest = g_strdup (row->digest);
  info->extension = g_strdup (strrchr (blob_path, '.') + 1);
  info->mime_type = g_strdup (row->mime_type != NULL ? row->mime_type : "image/png");
  info->n_bytes = g_stat (blob_path, &stat_buf) == 0 ? (gint64) stat_buf.st_size : 0;
  info->width = row->width;
  info->height = row->height;

  return restore_session (context, object, row, error)
         && restore_request (context, object, row, &request_id, error)
         && gesso_nodes_table_insert_blob (context, info, "picture", error)
         && restore_answer (context, row, error)
         && gesso_nodes_table_insert (context, row, request_id, details, error)
         && gesso_db_run (context->db, error, "UPDATE nodes SET file = ? WHERE id = ?", "tt", file,
                          row->id);
}

static gboolean
is_known (GessoStoreContext  *context,
          const char         *id,
          gboolean           *out_known,
          GError            **error)
{
  gint64 n = 0;

  if (!gesso_db_get_int (context->db, &n, error, "SELECT 1 FROM nodes WHERE id = ?", "t", id))
    return FALSE;
  *out_known = n != 0;
  return TRUE;
}

/* A sidecar that makes no sense is passed over: somebody else's JSON may lie there too. */
static gboolean
rebuild_one (GessoStoreContext  *context,
             const char         *sidecar,
             guint              *n_nodes,
             GError            **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GessoNodeRow) row = NULL;
  g_autofree char *blob = NULL;
  g_autofree char *picture = NULL;
  const char *id;
  gsize length = 0;
  gboolean known = FALSE;

  if (!g_file_get_contents (sidecar, &text, &length, NULL))
    return TRUE;
  object = gesso_json_parse_object (text, (gssize) length, NULL);
  id = gesso_json_get_string (object, "id", NULL);
  if (gesso_json_get_int (object, "gesso", 0) != FORMAT || id == NULL)
    return TRUE;
  if (!is_known (context, id, &known, error))
    return FALSE;
  row = _gesso_node_row_new (id);
  read_row (object, row);
  blob = gesso_blobs_find (context->blobs, row->digest);
  if (known || blob == NULL || row->session_id == NULL)
    return TRUE;

  picture = g_strdup_printf ("%.*s%s", (int) (strlen (sidecar) - strlen (".json")), sidecar,
                             strrchr (blob, '.'));
  if (!restore_node (context, object, row, blob, picture + strlen (context->folder) + 1, error))
    return FALSE;
  (*n_nodes)++;
  return TRUE;
}

static gboolean
rebuild_folder (GessoStoreContext  *context,
                const char         *folder,
                guint              *n_nodes,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        {
          if (!rebuild_folder (context, path, n_nodes, cancellable, error))
            return FALSE;
        }
      else if (g_str_has_suffix (name, ".json") && !rebuild_one (context, path, n_nodes, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * gesso_sidecars_rebuild:
 * @context: the library on its worker
 * @out_n_nodes: (out): how many nodes were added
 * @cancellable: (nullable): takes everything back
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Reads every sidecar under projects/ and adds the nodes that the index does not know.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_sidecars_rebuild (GessoStoreContext  *context,
                        guint              *out_n_nodes,
                        GCancellable       *cancellable,
                        GError            **error)
{
  g_autofree char *projects = _gesso_store_context_path (context, "projects");

  *out_n_nodes = 0;
  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return FALSE;
  if (rebuild_folder (context, projects, out_n_nodes, cancellable, error))
    return gesso_db_commit (context->db, error);
  gesso_db_rollback (context->db);
  return FALSE;
}
