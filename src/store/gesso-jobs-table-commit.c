/* gesso-jobs-table-commit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How received pictures become nodes: see gesso_jobs_table_commit(). */

#include "config.h"

#include "store/gesso-jobs-table.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-sidecars.h"
#include "store/gesso-store-error-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_TITLE_CHARACTERS 60

/* Nodes that an earlier, interrupted commit of this job has made. */
static GPtrArray *
load_existing (GessoStoreContext  *context,
               const char         *job_id,
               GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  {
    g_autoptr (GessoDbStatement) s = NULL;
    g_autoptr (GError) local_error = NULL;

    s = gesso_db_query (context->db, error,
                        "SELECT id FROM nodes WHERE job_id = ? ORDER BY output_index", "t", job_id);
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

static gboolean
has_output (GPtrArray *rows,
            int        index)
{
  for (guint i = 0; i < rows->len; i++)
    if (((GessoNodeRow *) rows->pdata[i])->output_index == index)
      return TRUE;
  return FALSE;
}

/* What a spool folder holds of one picture. With a proof there may be a file that was made of the
 * answer and its base; that is the picture then, and the answer is kept beside it. */
typedef struct
{
  GessoBlobInfo *picture; /* (owned) */
  GessoBlobInfo *answer;  /* (owned) (nullable) */
  char *proof;            /* (owned) (nullable) */
} Received;

static void
received_free (gpointer data)
{
  Received *received = data;

  if (received == NULL)
    return;
  g_clear_pointer (&received->picture, gesso_blob_info_free);
  g_clear_pointer (&received->answer, gesso_blob_info_free);
  g_free (received->proof);
  g_free (received);
}

static char *
spool_file (const char *spool,
            int         index,
            const char *extension)
{
  g_autofree char *name = g_strdup_printf ("%d.%s", index, extension);

  return g_build_filename (spool, name, NULL);
}

/* Nothing is claimed about a picture that is not the one that was verified. */
static gboolean
is_refusal (const char *text)
{
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, -1, NULL);
  GessoProof proof;

  return gesso_proof_from_json (object, &proof) && proof.refusal != GESSO_REFUSAL_NONE;
}

static Received *
adopt_output (GessoStoreContext  *context,
              const char         *spool,
              int                 index,
              GError            **error)
{
  g_autofree char *image = spool_file (spool, index, "image");
  g_autofree char *stitched = spool_file (spool, index, "stitched");
  g_autofree char *proof = spool_file (spool, index, "proof");
  Received *received = g_new0 (Received, 1);
  gsize length = 0;

  received->picture = gesso_blobs_adopt (context->blobs, image, error);
  if (received->picture != NULL && g_file_get_contents (proof, &received->proof, &length, NULL))
    {
      if (g_file_test (stitched, G_FILE_TEST_EXISTS))
        {
          received->answer = g_steal_pointer (&received->picture);
          received->picture = gesso_blobs_adopt (context->blobs, stitched, error);
        }
      else if (!is_refusal (received->proof))
        g_clear_pointer (&received->proof, g_free);
    }
  if (received->picture == NULL)
    g_clear_pointer (&received, received_free);
  return received;
}

/* Step 1: the bytes, outside the transaction. What is known already gives nothing. */
static GPtrArray *
adopt_outputs (GessoStoreContext        *context,
               const GessoCommitRecord  *commit,
               GPtrArray                *existing,
               GError                  **error)
{
  g_autofree char *spool = _gesso_store_context_spool_folder (context, commit->job_id);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (received_free);

  for (guint i = 0; i < commit->outputs->len; i++)
    {
      const GessoOutputRecord *output = commit->outputs->pdata[i];
      Received *received = NULL;

      if (!has_output (existing, output->index))
        {
          received = adopt_output (context, spool, output->index, error);
          if (received == NULL)
            return NULL;
        }
      g_ptr_array_add (all, received);
    }
  return g_steal_pointer (&all);
}

static gboolean
is_head (char       **heads,
         int          index,
         const char  *digest)
{
  guint n = g_strv_length (heads);

  return g_str_equal (digest, index >= 0 && (guint) index < n ? heads[index] : "");
}

/* A part of an edit was put into what other parts had made of the picture, as `N.head` says. When
 * other processes have brought further parts home meanwhile, it would be a picture without them. */
static gboolean
check_heads (GessoStoreContext        *context,
             const GessoJobRecord     *job,
             const GessoCommitRecord  *commit,
             GError                  **error)
{
  g_autofree char *spool = _gesso_store_context_spool_folder (context, job->id);
  g_auto (GStrv) heads = NULL;

  for (guint i = 0; i < commit->outputs->len; i++)
    {
      int index = ((const GessoOutputRecord *) commit->outputs->pdata[i])->index;
      g_autofree char *path = spool_file (spool, index, "head");
      g_autofree char *head = NULL;

      if (!g_file_get_contents (path, &head, NULL, NULL))
        continue;
      if (heads == NULL && (heads = gesso_nodes_table_find_heads_of (context, job, error)) == NULL)
        return FALSE;
      if (is_head (heads, index, head))
        continue;
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_OVERTAKEN,
                   "job %s: other parts of the edit came home meanwhile", job->id);
      return FALSE;
    }
  return TRUE;
}

/* It is to be put in once more. The proof goes first: without it the rest counts for nothing. */
static void
take_out (GessoStoreContext       *context,
          const GessoCommitRecord *commit)
{
  static const char *const extensions[] = { "proof", "stitched", "head" };
  g_autofree char *spool = _gesso_store_context_spool_folder (context, commit->job_id);

  for (guint e = 0; e < G_N_ELEMENTS (extensions); e++)
    for (guint i = 0; i < commit->outputs->len; i++)
      {
        int index = ((const GessoOutputRecord *) commit->outputs->pdata[i])->index;
        g_autofree char *path = spool_file (spool, index, extensions[e]);

        g_unlink (path);
      }
}

static gint64
share_of (gint64 whole,
          guint  n,
          guint  i)
{
  if (whole < 0)
    return -1;
  /* What does not divide falls on the first, so that the sum stays right. */
  return whole / n + (i == 0 ? whole % n : 0);
}

static GessoNodeRow *
make_row (const GessoJobRecord    *job,
          const GessoCommitRecord *commit,
          const GessoOutputRecord *output,
          const Received          *received,
          guint                    position,
          gboolean                 recovered)
{
  GessoNodeRow *row;
  g_autofree char *id = gesso_clock_new_id ();
  guint n_wanted = (guint) MAX (job->n_wanted, 1);

  row = _gesso_node_row_new (id);
  row->session_id = g_strdup (job->session_id);
  row->stack_id = g_strdup (job->id);
  row->base_id = g_strdup (job->base_node_id);
  row->job_id = g_strdup (job->id);
  row->output_index = output->index;
  row->kind = recovered                   ? GESSO_NODE_KIND_RECOVERED
              : job->base_node_id != NULL ? GESSO_NODE_KIND_EDITED
                                          : GESSO_NODE_KIND_GENERATED;
  row->digest = g_strdup (received->picture->digest);
  row->width = received->picture->width;
  row->height = received->picture->height;
  if (received->answer != NULL)
    row->answer_digest = g_strdup (received->answer->digest);
  row->proof_json = g_strdup (received->proof);
  row->revised_prompt = g_strdup (output->revised_prompt);
  row->model = g_strdup (commit->model != NULL ? commit->model : job->model);
  row->account_id = g_strdup (job->account_id);
  row->account_name = g_strdup (job->account_name);
  row->request_id = g_strdup (commit->request_id != NULL ? commit->request_id : job->request_id);
  row->created_us = gesso_clock_now_us ();
  row->duration_ms = commit->duration_ms;
  row->cost_micros = share_of (commit->cost_micros, commit->outputs->len, position);
  row->estimate_low = share_of (job->estimate_low, n_wanted, position);
  row->estimate_high = share_of (job->estimate_high, n_wanted, position);
  return row;
}

static gboolean
insert_output (GessoStoreContext        *context,
               const GessoJobRecord     *job,
               const GessoCommitRecord  *commit,
               const GessoOutputRecord  *output,
               const Received           *received,
               GessoNodeRow             *row,
               GError                  **error)
{
  g_autoptr (GessoNodeDetails) details = g_new0 (GessoNodeDetails, 1);

  details->actual_json = g_strdup (commit->actual_json);
  details->usage_json = g_strdup (commit->usage_json);
  details->details_json = g_strdup (output->details_json);
  details->reference_ids = g_strdupv (job->reference_node_ids);
  return gesso_nodes_table_insert_blob (context, received->picture, "picture", error)
         && (received->answer == NULL
             || gesso_nodes_table_insert_blob (context, received->answer, "picture", error))
         && gesso_nodes_table_insert (context, row, job->id, details, error);
}

static gboolean
end_job (GessoStoreContext        *context,
         const GessoJobRecord     *job,
         const GessoCommitRecord  *commit,
         GessoJournalState         state,
         GError                  **error)
{
  gint64 now = gesso_clock_now_us ();
  g_autofree char *title = gesso_str_ellipsize (job->prompt, MAX_TITLE_CHARACTERS);

  return gesso_db_run (context->db, error,
                       "UPDATE jobs SET state = ?, failure = ?, stage = NULL,"
                       " service_request_id = coalesce (?, service_request_id), updated_us = ?"
                       " WHERE id = ?",
                       "tttit", gesso_journal_state_to_string (state), commit->failure_json,
                       commit->request_id, now, job->id)
         && gesso_db_run (context->db, error,
                          "UPDATE sessions SET used_us = ?, title = iif (title = '', ?, title)"
                          " WHERE id = ?",
                          "itt", now, title, job->session_id);
}

/* Step 2: everything about it in one durable transaction. */
static gboolean
insert_all (GessoStoreContext        *context,
            const GessoJobRecord     *job,
            const GessoCommitRecord  *commit,
            GPtrArray                *blobs,
            gboolean                  recovered,
            GPtrArray                *ids,
            GError                  **error)
{
  GessoJournalState state = recovered && (int) commit->outputs->len < job->n_wanted
                                ? GESSO_JOURNAL_STATE_INTERRUPTED
                                : GESSO_JOURNAL_STATE_DONE;

  if (!gesso_db_run (context->db, error,
                     "INSERT OR IGNORE INTO stacks (id, session_id, created_us) VALUES (?, ?, ?)",
                     "tti", job->id, job->session_id, gesso_clock_now_us ()))
    return FALSE;
  for (guint i = 0; i < blobs->len; i++)
    {
      const GessoOutputRecord *output = commit->outputs->pdata[i];
      g_autoptr (GessoNodeRow) row = NULL;

      if (blobs->pdata[i] == NULL)
        continue;
      row = make_row (job, commit, output, blobs->pdata[i], i, recovered);
      if (!insert_output (context, job, commit, output, blobs->pdata[i], row, error))
        return FALSE;
      g_ptr_array_add (ids, g_strdup (row->id));
      _gesso_store_step ("node-inserted");
    }
  return gesso_jobs_table_add_cost (context, job, commit->cost_micros, commit->outputs->len,
                                    commit->usage_json, error)
         && end_job (context, job, commit, state, error);
}

/* The bytes under their names, and all that is said of them. */
static GPtrArray *
commit_pictures (GessoStoreContext        *context,
                 const GessoJobRecord     *job,
                 const GessoCommitRecord  *commit,
                 gboolean                  recovered,
                 GError                  **error)
{
  g_autoptr (GPtrArray) existing = load_existing (context, commit->job_id, error);
  g_autoptr (GPtrArray) blobs = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean fresh;
  gboolean ok;

  if (existing == NULL)
    return NULL;
  fresh = existing->len == 0;
  /* Here so that nothing is kept in vain, and below because only a transaction can know. */
  if (fresh && !check_heads (context, job, commit, error))
    return NULL;
  blobs = adopt_outputs (context, commit, existing, error);
  if (blobs == NULL)
    return NULL;
  _gesso_store_step ("blobs-adopted");

  if (!gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;
  ok = (!fresh || check_heads (context, job, commit, error))
       && insert_all (context, job, commit, blobs, recovered, ids, error);
  _gesso_store_step ("before-commit");
  if (!ok || !gesso_db_commit (context->db, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  _gesso_store_step ("committed");
  return g_steal_pointer (&ids);
}

/**
 * gesso_jobs_table_commit:
 * @context: the library on its worker
 * @commit: which pictures of which job
 * @recovered: whether they are brought home after the job's process had died
 * @out_fresh: (out) (optional): whether any node is new
 * @error: `GESSO_STORE_ERROR` codes; `GESSO_IMAGE_ERROR` codes if a file is no picture;
 *   %GESSO_STORE_ERROR_OVERTAKEN for a part of an edit that has to be put in once more
 *
 * Makes nodes of the whole pictures in a job's spool folder. The order makes it safe to die
 * anywhere and to run it again: the bytes get their name as blobs; one transaction adds nodes,
 * stack, cost and the job's end, and is on disk before anything is removed; the readable files
 * follow; last the spool folder goes. On an error the spool folder stays as it is.
 *
 * Returns: (transfer full) (nullable) (element-type GessoNodeRow): the job's nodes
 */
GPtrArray *
gesso_jobs_table_commit (GessoStoreContext        *context,
                         const GessoCommitRecord  *commit,
                         gboolean                  recovered,
                         gboolean                 *out_fresh,
                         GError                  **error)
{
  g_autoptr (GessoJobRecord) job = gesso_jobs_table_load (context, commit->job_id, error);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *spool = NULL;

  if (job == NULL)
    return NULL;
  ids = commit_pictures (context, job, commit, recovered, &local_error);
  if (ids == NULL)
    {
      if (g_error_matches (local_error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_OVERTAKEN))
        take_out (context, commit);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  /* From here on nothing may fail the commit: what is missing is made up for later. */
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) sidecar_error = NULL;

      if (!gesso_sidecars_write (context, ids->pdata[i], &sidecar_error))
        g_debug ("readable copy of %s: %s", (char *) ids->pdata[i], sidecar_error->message);
    }
  spool = _gesso_store_context_spool_folder (context, commit->job_id);
  gesso_file_remove_tree (spool, NULL);
  _gesso_store_step ("spool-removed");

  if (out_fresh != NULL)
    *out_fresh = ids->len > 0;
  return load_existing (context, commit->job_id, error);
}
