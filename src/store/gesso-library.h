/* gesso-library.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/gesso-price-memory.h"
#include "store/gesso-node.h"
#include "store/gesso-query.h"
#include "store/gesso-session.h"
#include "store/gesso-store-error.h"
#include "store/gesso-store-records.h"

G_BEGIN_DECLS

#define GESSO_TYPE_LIBRARY (gesso_library_get_type ())
G_DECLARE_FINAL_TYPE (GessoLibrary, gesso_library, GESSO, LIBRARY, GObject)

/**
 * GessoLibraryFlags:
 * @GESSO_LIBRARY_DEFAULT: make what is missing; thumbnails in the user's cache
 * @GESSO_LIBRARY_OWN_THUMBNAILS: thumbnails inside the library's folder
 * @GESSO_LIBRARY_EXISTING: fail with `GESSO_STORE_ERROR_NOT_FOUND` instead of making a library
 */
typedef enum
{
  GESSO_LIBRARY_DEFAULT = 0,
  GESSO_LIBRARY_OWN_THUMBNAILS = 1 << 0,
  GESSO_LIBRARY_EXISTING = 1 << 1,
} GessoLibraryFlags;

/* Signals, on the main thread:
 * "node-added" (GessoNode *node): a new picture, after it is safe on disk
 * "node-changed" (GessoNode *node): anything of it changed, deleting and restoring included
 * "node-removed" (const char *id): it is gone for good (the bin was emptied)
 * "sessions-changed": a project or session was made, renamed, moved or removed
 * "budgets-changed": what may be spent was set by this program
 *
 * Every async function may be called with a NULL callback. Those that write are not undone by
 * cancelling once they have begun. Finish functions of plain changes are all
 * gesso_library_change_finish(). */

char         *gesso_library_dup_default_folder     (void);
void          gesso_library_open_async             (const char            *folder,
                                                    GessoLibraryFlags      flags,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoLibrary *gesso_library_open_finish            (GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_close_async            (GessoLibrary          *self,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
gboolean      gesso_library_close_finish           (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error);
const char   *gesso_library_get_folder             (GessoLibrary          *self);
const char   *gesso_library_get_thumbnails_folder  (GessoLibrary          *self);
gboolean      gesso_library_change_finish          (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error);

/* Blobs: files named by their content. map_blob blocks and may be called on any thread. */
void          gesso_library_put_blob_async         (GessoLibrary          *self,
                                                    GBytes                *bytes,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char         *gesso_library_put_blob_finish        (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes       *gesso_library_map_blob               (GessoLibrary          *self,
                                                    const char            *digest,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char         *gesso_library_dup_blob_path          (GessoLibrary          *self,
                                                    const char            *digest);

/* Projects and sessions. A NULL project is the default one. */
void          gesso_library_create_project_async   (GessoLibrary          *self,
                                                    const char            *name,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char         *gesso_library_create_project_finish  (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_rename_project_async   (GessoLibrary          *self,
                                                    const char            *project_id,
                                                    const char            *name,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_set_budget_async       (GessoLibrary          *self,
                                                    const char            *project_id,
                                                    gint64                 budget_micros,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_list_projects_async    (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_list_projects_finish   (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_create_session_async   (GessoLibrary          *self,
                                                    const char            *project_id,
                                                    const char            *title,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_open_session_async     (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_open_last_session_async (GessoLibrary         *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoSession *gesso_library_open_session_finish    (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_rename_session_async   (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    const char            *title,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_move_session_async     (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    const char            *project_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_list_sessions_async    (GessoLibrary          *self,
                                                    const char            *project_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_list_sessions_finish   (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Nodes. */
GessoNode    *gesso_library_find_node              (GessoLibrary          *self,
                                                    const char            *node_id);
void          gesso_library_load_node_async        (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoNode    *gesso_library_load_node_finish       (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_load_nodes_async       (GessoLibrary          *self,
                                                    const char * const    *node_ids,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_load_nodes_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_load_details_async     (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoNodeDetails *gesso_library_load_details_finish (GessoLibrary         *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_import_bytes_async     (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    const char            *name,
                                                    GBytes                *bytes,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_import_file_async      (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    const char            *path,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoNode    *gesso_library_import_finish          (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_set_favourite_async    (GessoLibrary          *self,
                                                    const char * const    *node_ids,
                                                    gboolean               favourite,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_set_rating_async       (GessoLibrary          *self,
                                                    const char * const    *node_ids,
                                                    int                    rating,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_set_note_async         (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    const char            *note,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_set_tags_async         (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    const char * const    *tags,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_set_deleted_async      (GessoLibrary          *self,
                                                    const char * const    *node_ids,
                                                    gboolean               deleted,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_empty_bin_async        (GessoLibrary          *self,
                                                    gint64                 deleted_before_us,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);

/* The ids of every node that matches, newest first. */
void          gesso_library_query_async            (GessoLibrary          *self,
                                                    const GessoQuery      *query,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char        **gesso_library_query_finish           (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Journal. create returns once the job would survive a loss of power. */
void          gesso_library_create_job_async       (GessoLibrary          *self,
                                                    const GessoJobRecord  *job,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_create_jobs_async      (GessoLibrary          *self,
                                                    GPtrArray             *jobs,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char        **gesso_library_create_jobs_finish     (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_update_job_async       (GessoLibrary          *self,
                                                    const char            *job_id,
                                                    GessoJournalState      state,
                                                    const char            *stage,
                                                    const char            *task_id,
                                                    const char            *request_id,
                                                    const char            *failure_json,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_place_job_async        (GessoLibrary          *self,
                                                    const char            *job_id,
                                                    const char            *next_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_remove_jobs_async      (GessoLibrary          *self,
                                                    const char * const    *job_ids,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_load_jobs_async        (GessoLibrary          *self,
                                                    gboolean               also_ended,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_load_jobs_finish       (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char         *gesso_library_dup_spool_folder       (GessoLibrary          *self,
                                                    const char            *job_id);
void          gesso_library_commit_job_async       (GessoLibrary             *self,
                                                    const GessoCommitRecord  *commit,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);
GPtrArray    *gesso_library_commit_job_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_find_heads_async       (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    const char            *base_id,
                                                    const char            *group,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char        **gesso_library_find_heads_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_load_answers_async     (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_load_answers_finish    (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_add_repaired_async     (GessoLibrary          *self,
                                                    const char            *edit_id,
                                                    const char            *path,
                                                    const char            *answer_digest,
                                                    const char            *proof_json,
                                                    GBytes                *mask,
                                                    const char            *mask_name,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoNode    *gesso_library_add_repaired_finish    (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_keep_damaged_async     (GessoLibrary          *self,
                                                    const char            *job_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char         *gesso_library_keep_damaged_finish    (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_recover_async          (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoRecoveryReport *gesso_library_recover_finish  (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * GessoCostGroup:
 * @GESSO_COST_GROUP_ALL: one line for everything
 * @GESSO_COST_GROUP_ACCOUNT: one line per account
 * @GESSO_COST_GROUP_PROJECT: one line per project
 * @GESSO_COST_GROUP_SESSION: one line per session
 * @GESSO_COST_GROUP_MONTH: one line per month (UTC)
 */
typedef enum
{
  GESSO_COST_GROUP_ALL,
  GESSO_COST_GROUP_ACCOUNT,
  GESSO_COST_GROUP_PROJECT,
  GESSO_COST_GROUP_SESSION,
  GESSO_COST_GROUP_MONTH,
} GessoCostGroup;

void          gesso_library_sum_costs_async        (GessoLibrary          *self,
                                                    GessoCostGroup         group,
                                                    gint64                 since_us,
                                                    gint64                 until_us,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_sum_costs_finish       (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_list_costs_async       (GessoLibrary          *self,
                                                    gint64                 since_us,
                                                    gint64                 until_us,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_list_costs_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

void          gesso_library_add_trial_async        (GessoLibrary          *self,
                                                    const GessoCostLine   *line,
                                                    const char            *usage_json,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);

/* What requests have cost before. */
void          gesso_library_learn_prices_async     (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoPriceMemory *gesso_library_learn_prices_finish (GessoLibrary         *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Budgets: of the month, and of a project (see gesso_library_set_budget_async()). */
void          gesso_library_set_month_budget_async (GessoLibrary          *self,
                                                    gint64                 budget_micros,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_load_budget_async      (GessoLibrary          *self,
                                                    const char            *session_id,
                                                    gint64                 wanted,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoBudgetReport *gesso_library_load_budget_finish (GessoLibrary         *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_send_job_async         (GessoLibrary          *self,
                                                    const char            *job_id,
                                                    gboolean               over_budget,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoBudgetReport *gesso_library_send_job_finish   (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Small things that are remembered. */
void          gesso_library_add_prompt_async       (GessoLibrary          *self,
                                                    const char            *text,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_list_prompts_async     (GessoLibrary          *self,
                                                    guint                  max,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char        **gesso_library_list_prompts_finish    (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * GessoSavedKind:
 * @GESSO_SAVED_KIND_PROMPT: a prompt with a name
 * @GESSO_SAVED_KIND_SEARCH: a query with a name, see gesso_query_to_json()
 */
typedef enum
{
  GESSO_SAVED_KIND_PROMPT,
  GESSO_SAVED_KIND_SEARCH,
} GessoSavedKind;

void          gesso_library_save_text_async        (GessoLibrary          *self,
                                                    GessoSavedKind         kind,
                                                    const char            *name,
                                                    const char            *text,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_remove_text_async      (GessoLibrary          *self,
                                                    const char            *id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_list_texts_async       (GessoLibrary          *self,
                                                    GessoSavedKind         kind,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_list_texts_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_set_value_async        (GessoLibrary          *self,
                                                    const char            *key,
                                                    const char            *value,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_get_value_async        (GessoLibrary          *self,
                                                    const char            *key,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
char         *gesso_library_get_value_finish       (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Named masks of a node; saving under a name that exists replaces it. */
void          gesso_library_save_mask_async        (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    const char            *name,
                                                    GBytes                *png,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_remove_mask_async      (GessoLibrary          *self,
                                                    const char            *mask_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
void          gesso_library_list_masks_async       (GessoLibrary          *self,
                                                    const char            *node_id,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GPtrArray    *gesso_library_list_masks_finish      (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Care. */
void          gesso_library_stats_async            (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
gboolean      gesso_library_stats_finish           (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GessoLibraryStats     *out_stats,
                                                    GError               **error);
void          gesso_library_verify_async           (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GessoVerifyReport *gesso_library_verify_finish     (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_library_rebuild_index_async    (GessoLibrary          *self,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
gboolean      gesso_library_rebuild_index_finish   (GessoLibrary          *self,
                                                    GAsyncResult          *result,
                                                    guint                 *out_n_nodes,
                                                    GError               **error);
void          gesso_library_dump_async             (GessoLibrary          *self,
                                                    GOutputStream         *stream,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);

G_END_DECLS
