/* gesso-store-records.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-store-records.h"

G_DEFINE_BOXED_TYPE (GessoJobRecord, gesso_job_record, gesso_job_record_copy, gesso_job_record_free)

static const char *const state_names[] = {
  "waiting", "paused", "sent", "working", "receiving", "done", "cancelled", "failed", "interrupted",
};

/**
 * gesso_journal_state_to_string:
 * @state: a state
 *
 * Returns: (transfer none): its name in the database and in JSON
 */
const char *
gesso_journal_state_to_string (GessoJournalState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * gesso_journal_state_parse:
 * @text: (nullable): a name
 * @out_state: (out): the state
 *
 * Returns: %TRUE if @text is the name of a state
 */
gboolean
gesso_journal_state_parse (const char        *text,
                           GessoJournalState *out_state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (text, state_names[i]) == 0)
      {
        *out_state = (GessoJournalState) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * gesso_job_record_new:
 *
 * Returns: (transfer full): a waiting job for one picture of unknown price, otherwise empty
 */
GessoJobRecord *
gesso_job_record_new (void)
{
  GessoJobRecord *self = g_new0 (GessoJobRecord, 1);

  self->n_wanted = 1;
  self->estimate_low = -1;
  self->estimate_high = -1;
  return self;
}

/**
 * gesso_job_record_copy:
 * @self: a job
 *
 * Returns: (transfer full): a deep copy
 */
GessoJobRecord *
gesso_job_record_copy (const GessoJobRecord *self)
{
  GessoJobRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->session_id = g_strdup (self->session_id);
  copy->base_node_id = g_strdup (self->base_node_id);
  copy->reference_node_ids = g_strdupv (self->reference_node_ids);
  copy->account_id = g_strdup (self->account_id);
  copy->account_name = g_strdup (self->account_name);
  copy->account_kind = g_strdup (self->account_kind);
  copy->model = g_strdup (self->model);
  copy->prompt = g_strdup (self->prompt);
  copy->request_json = g_strdup (self->request_json);
  copy->stage = g_strdup (self->stage);
  copy->task_id = g_strdup (self->task_id);
  copy->request_id = g_strdup (self->request_id);
  copy->failure_json = g_strdup (self->failure_json);
  return copy;
}

void
gesso_job_record_free (GessoJobRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->session_id);
  g_free (self->base_node_id);
  g_strfreev (self->reference_node_ids);
  g_free (self->account_id);
  g_free (self->account_name);
  g_free (self->account_kind);
  g_free (self->model);
  g_free (self->prompt);
  g_free (self->request_json);
  g_free (self->stage);
  g_free (self->task_id);
  g_free (self->request_id);
  g_free (self->failure_json);
  g_free (self);
}

/**
 * gesso_job_record_is_partial:
 * @self: a job
 *
 * Returns: whether it ended with some of its pictures and a reason why the others did not come
 */
gboolean
gesso_job_record_is_partial (const GessoJobRecord *self)
{
  return self->state == GESSO_JOURNAL_STATE_DONE && self->failure_json != NULL
         && self->n_made < self->n_wanted;
}

/**
 * gesso_output_record_new:
 * @index: the N of `N.image`
 * @revised_prompt: (nullable): what the service made of the prompt
 * @details_json: (nullable): what was reported about this picture
 *
 * Returns: (transfer full): the record
 */
GessoOutputRecord *
gesso_output_record_new (int         index,
                         const char *revised_prompt,
                         const char *details_json)
{
  GessoOutputRecord *self = g_new0 (GessoOutputRecord, 1);

  self->index = index;
  self->revised_prompt = g_strdup (revised_prompt);
  self->details_json = g_strdup (details_json);
  return self;
}

void
gesso_output_record_free (GessoOutputRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->revised_prompt);
  g_free (self->details_json);
  g_free (self);
}

/**
 * gesso_commit_record_new:
 * @job_id: the job
 *
 * Returns: (transfer full): a commit without outputs and of unknown cost
 */
GessoCommitRecord *
gesso_commit_record_new (const char *job_id)
{
  GessoCommitRecord *self = g_new0 (GessoCommitRecord, 1);

  self->job_id = g_strdup (job_id);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_output_record_free);
  self->cost_micros = -1;
  return self;
}

/**
 * gesso_commit_record_copy:
 * @self: a commit
 *
 * Returns: (transfer full): a deep copy
 */
GessoCommitRecord *
gesso_commit_record_copy (const GessoCommitRecord *self)
{
  GessoCommitRecord *copy = gesso_commit_record_new (self->job_id);

  for (guint i = 0; i < self->outputs->len; i++)
    {
      const GessoOutputRecord *output = self->outputs->pdata[i];

      g_ptr_array_add (copy->outputs,
                       gesso_output_record_new (output->index, output->revised_prompt,
                                                output->details_json));
    }
  copy->model = g_strdup (self->model);
  copy->request_id = g_strdup (self->request_id);
  copy->usage_json = g_strdup (self->usage_json);
  copy->actual_json = g_strdup (self->actual_json);
  copy->failure_json = g_strdup (self->failure_json);
  copy->cost_micros = self->cost_micros;
  copy->duration_ms = self->duration_ms;
  return copy;
}

void
gesso_commit_record_free (GessoCommitRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->job_id);
  g_ptr_array_unref (self->outputs);
  g_free (self->model);
  g_free (self->request_id);
  g_free (self->usage_json);
  g_free (self->actual_json);
  g_free (self->failure_json);
  g_free (self);
}

void
gesso_node_details_free (GessoNodeDetails *self)
{
  if (self == NULL)
    return;
  g_free (self->request_json);
  g_free (self->actual_json);
  g_free (self->usage_json);
  g_free (self->details_json);
  g_strfreev (self->reference_ids);
  g_free (self);
}

void
gesso_session_info_free (GessoSessionInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->project_id);
  g_free (self->project_name);
  g_free (self);
}

void
gesso_project_info_free (GessoProjectInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
gesso_cost_sum_free (GessoCostSum *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->label);
  g_free (self->parent);
  g_free (self->unit);
  g_free (self);
}

/**
 * gesso_cost_line_copy:
 * @self: a line of the ledger
 *
 * Returns: (transfer full): a deep copy
 */
GessoCostLine *
gesso_cost_line_copy (const GessoCostLine *self)
{
  GessoCostLine *copy = g_new (GessoCostLine, 1);

  *copy = *self;
  copy->job_id = g_strdup (self->job_id);
  copy->account_id = g_strdup (self->account_id);
  copy->account_name = g_strdup (self->account_name);
  copy->account_kind = g_strdup (self->account_kind);
  copy->project_id = g_strdup (self->project_id);
  copy->project_name = g_strdup (self->project_name);
  copy->session_id = g_strdup (self->session_id);
  copy->session_title = g_strdup (self->session_title);
  copy->model = g_strdup (self->model);
  return copy;
}

void
gesso_cost_line_free (GessoCostLine *self)
{
  if (self == NULL)
    return;
  g_free (self->job_id);
  g_free (self->account_id);
  g_free (self->account_name);
  g_free (self->account_kind);
  g_free (self->project_id);
  g_free (self->project_name);
  g_free (self->session_id);
  g_free (self->session_title);
  g_free (self->model);
  g_free (self);
}

void
gesso_budget_report_free (GessoBudgetReport *self)
{
  if (self == NULL)
    return;
  g_free (self->month);
  g_free (self->project_id);
  g_free (self->project_name);
  g_free (self);
}

void
gesso_recovery_report_free (GessoRecoveryReport *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->job_ids);
  g_strfreev (self->unstitched_ids);
  g_strfreev (self->unstitched_requests);
  g_clear_pointer (&self->unstitched_heads, g_ptr_array_unref);
  g_free (self);
}

void
gesso_verify_report_free (GessoVerifyReport *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->problems);
  g_free (self);
}

void
gesso_mask_info_free (GessoMaskInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->digest);
  g_free (self);
}

void
gesso_named_text_free (GessoNamedText *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}
