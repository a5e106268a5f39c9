/* gesso-jobs-table.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-store-context.h"
#include "store/gesso-store-records.h"

G_BEGIN_DECLS

/* The journal. Database worker only. */

gboolean        gesso_jobs_table_insert          (GessoStoreContext        *context,
                                                  GessoJobRecord           *job,
                                                  GError                  **error);
GessoJobRecord *gesso_jobs_table_load            (GessoStoreContext        *context,
                                                  const char               *id,
                                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *gesso_jobs_table_load_all        (GessoStoreContext        *context,
                                                  gboolean                  also_ended,
                                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        gesso_jobs_table_take_over       (GessoStoreContext        *context,
                                                  const char               *id,
                                                  GError                  **error);
gboolean        gesso_jobs_table_interrupt       (GessoStoreContext        *context,
                                                  const GessoJobRecord     *job,
                                                  GError                  **error);
gboolean        gesso_jobs_table_add_cost        (GessoStoreContext        *context,
                                                  const GessoJobRecord     *job,
                                                  gint64                    actual_micros,
                                                  guint                     n_pictures,
                                                  const char               *usage_json,
                                                  GError                  **error);
gboolean        gesso_jobs_table_place           (GessoStoreContext        *context,
                                                  const char               *id,
                                                  const char               *next_id,
                                                  GError                  **error);
gboolean        gesso_jobs_table_mark_sent       (GessoStoreContext        *context,
                                                  const char               *id,
                                                  GError                  **error);
char           *gesso_jobs_table_dup_month       (gint64                    at_us) G_GNUC_WARN_UNUSED_RESULT;
gboolean        gesso_journal_state_is_ended     (GessoJournalState         state);

/* Puts received pictures into the library; @kind_recovered marks them as brought home late. The
 * rows of the nodes are the answer. */
GPtrArray      *gesso_jobs_table_commit          (GessoStoreContext        *context,
                                                  const GessoCommitRecord  *commit,
                                                  gboolean                  recovered,
                                                  gboolean                 *out_fresh,
                                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
char           *gesso_jobs_table_keep_damaged    (GessoStoreContext        *context,
                                                  const char               *job_id,
                                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
