/* gesso-store-records.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Plain values that go into the library and come out of it. Each has its free function and may
 * cross threads; strings are owned by the record. */

/**
 * GessoJournalState:
 * @GESSO_JOURNAL_STATE_WAITING: in the queue, never sent
 * @GESSO_JOURNAL_STATE_PAUSED: in the queue, held back, never sent
 * @GESSO_JOURNAL_STATE_SENT: the first byte may have left
 * @GESSO_JOURNAL_STATE_WORKING: the service took it
 * @GESSO_JOURNAL_STATE_RECEIVING: the answer is coming
 * @GESSO_JOURNAL_STATE_DONE: everything that came is in the library
 * @GESSO_JOURNAL_STATE_CANCELLED: ended by the person
 * @GESSO_JOURNAL_STATE_FAILED: ended; the failure says how
 * @GESSO_JOURNAL_STATE_INTERRUPTED: sent, but the program ended before the answer was whole
 *
 * Where a job stands on disk. Nothing that was ever SENT goes back to WAITING by itself.
 */
typedef enum
{
  GESSO_JOURNAL_STATE_WAITING,
  GESSO_JOURNAL_STATE_PAUSED,
  GESSO_JOURNAL_STATE_SENT,
  GESSO_JOURNAL_STATE_WORKING,
  GESSO_JOURNAL_STATE_RECEIVING,
  GESSO_JOURNAL_STATE_DONE,
  GESSO_JOURNAL_STATE_CANCELLED,
  GESSO_JOURNAL_STATE_FAILED,
  GESSO_JOURNAL_STATE_INTERRUPTED,
} GessoJournalState;

const char *gesso_journal_state_to_string (GessoJournalState   state);
gboolean    gesso_journal_state_parse     (const char         *text,
                                           GessoJournalState  *out_state);

/**
 * GessoJobOwner:
 * @GESSO_JOB_OWNER_OURS: this process runs it
 * @GESSO_JOB_OWNER_OTHER: another process that is alive runs it: hands off
 * @GESSO_JOB_OWNER_NOBODY: its process is gone
 */
typedef enum
{
  GESSO_JOB_OWNER_OURS,
  GESSO_JOB_OWNER_OTHER,
  GESSO_JOB_OWNER_NOBODY,
} GessoJobOwner;

/**
 * GessoJobRecord:
 * @id: from gesso_clock_new_id(); made when %NULL on creation
 * @session_id: where the result will be
 * @base_node_id: (nullable): the picture that is edited
 * @reference_node_ids: (nullable): nodes whose pictures are references, in order
 * @account_id: the account's id
 * @account_name: its name at the time
 * @account_kind: its kind
 * @model: the model asked for
 * @prompt: as in the request, for lists and search
 * @request_json: the frozen request; pictures and mask by the digests of their blobs
 * @n_wanted: pictures asked for
 * @estimate_low: micro-dollars for the whole job, -1 unknown
 * @estimate_high: micro-dollars for the whole job, -1 unknown
 * @state: where it stands
 * @position: order in the queue, lowest first
 * @stage: (nullable): finer than the state, in the words of the jobs room
 * @task_id: (nullable): the service's name for a run that can be resumed
 * @request_id: (nullable): the service's id of the exchange
 * @failure_json: (nullable): why it failed
 * @created_us: when it was made
 * @sent_us: when the first byte left, 0 before
 * @updated_us: last change
 * @owner: who runs it, as seen when it was read
 * @attempt: how often it was sent
 * @n_made: how many of its pictures are in the library
 *
 * One line of the journal.
 */
typedef struct
{
  char              *id;
  char              *session_id;
  char              *base_node_id;
  char             **reference_node_ids;
  char              *account_id;
  char              *account_name;
  char              *account_kind;
  char              *model;
  char              *prompt;
  char              *request_json;
  int                n_wanted;
  gint64             estimate_low;
  gint64             estimate_high;
  GessoJournalState  state;
  double             position;
  char              *stage;
  char              *task_id;
  char              *request_id;
  char              *failure_json;
  gint64             created_us;
  gint64             sent_us;
  gint64             updated_us;
  GessoJobOwner      owner;
  int                attempt;
  int                n_made;
} GessoJobRecord;

#define GESSO_TYPE_JOB_RECORD (gesso_job_record_get_type ())
GType           gesso_job_record_get_type (void) G_GNUC_CONST;
GessoJobRecord *gesso_job_record_new      (void) G_GNUC_WARN_UNUSED_RESULT;
GessoJobRecord *gesso_job_record_copy     (const GessoJobRecord *self) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_job_record_free     (GessoJobRecord       *self);
gboolean        gesso_job_record_is_partial (const GessoJobRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoJobRecord, gesso_job_record_free)

/**
 * GessoOutputRecord:
 * @index: the N of `N.image` in the spool folder
 * @revised_prompt: (nullable): what the service made of the prompt
 * @details_json: (nullable): what the service or the engine reported about this picture
 *
 * One picture of an answer.
 */
typedef struct
{
  int   index;
  char *revised_prompt;
  char *details_json;
} GessoOutputRecord;

GessoOutputRecord *gesso_output_record_new  (int                index,
                                             const char        *revised_prompt,
                                             const char        *details_json) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_output_record_free (GessoOutputRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoOutputRecord, gesso_output_record_free)

/**
 * GessoCommitRecord:
 * @job_id: the job
 * @outputs: (element-type GessoOutputRecord): which pictures to keep
 * @model: (nullable): the model that really answered
 * @request_id: (nullable): the service's id of the exchange
 * @usage_json: (nullable): what the service counted
 * @actual_json: (nullable): parameters as the service says it used them
 * @failure_json: (nullable): why only some of the pictures came
 * @cost_micros: what the whole job cost, -1 unknown; divided among the pictures
 * @duration_ms: from the first byte out to the last byte in
 *
 * What a job brought home.
 */
typedef struct
{
  char      *job_id;
  GPtrArray *outputs;
  char      *model;
  char      *request_id;
  char      *usage_json;
  char      *actual_json;
  char      *failure_json;
  gint64     cost_micros;
  gint64     duration_ms;
} GessoCommitRecord;

GessoCommitRecord *gesso_commit_record_new  (const char        *job_id) G_GNUC_WARN_UNUSED_RESULT;
GessoCommitRecord *gesso_commit_record_copy (const GessoCommitRecord *self) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_commit_record_free (GessoCommitRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCommitRecord, gesso_commit_record_free)

/**
 * GessoNodeDetails:
 * @request_json: (nullable): the frozen request
 * @actual_json: (nullable): parameters as the service says it used them
 * @usage_json: (nullable): what the service counted
 * @details_json: (nullable): what the service or the engine reported about this picture
 * @reference_ids: nodes that were references, in order; the base is not among them
 *
 * What is read only when somebody looks at one node closely.
 */
typedef struct
{
  char  *request_json;
  char  *actual_json;
  char  *usage_json;
  char  *details_json;
  char **reference_ids;
} GessoNodeDetails;

void gesso_node_details_free (GessoNodeDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoNodeDetails, gesso_node_details_free)

/**
 * GessoAnswerRecord:
 * @request_json: (nullable): the frozen request
 * @answer_path: (nullable): where what the service sent is, if that is not the picture itself
 *
 * One of the answers that a picture was put together of.
 */
typedef struct
{
  char *request_json;
  char *answer_path;
} GessoAnswerRecord;

void gesso_answer_record_free (GessoAnswerRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoAnswerRecord, gesso_answer_record_free)

/**
 * GessoSessionInfo:
 * @id: the session
 * @title: as shown
 * @project_id: its project
 * @project_name: the project's name
 * @n_nodes: pictures that are not deleted
 * @used_us: last use
 *
 * A line in a list of sessions.
 */
typedef struct
{
  char   *id;
  char   *title;
  char   *project_id;
  char   *project_name;
  guint   n_nodes;
  gint64  used_us;
} GessoSessionInfo;

void gesso_session_info_free (GessoSessionInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSessionInfo, gesso_session_info_free)

/**
 * GessoProjectInfo:
 * @id: the project
 * @name: as shown
 * @budget_micros: micro-dollars, -1 for none
 * @n_sessions: its sessions
 *
 * A line in a list of projects.
 */
typedef struct
{
  char   *id;
  char   *name;
  gint64  budget_micros;
  guint   n_sessions;
} GessoProjectInfo;

void gesso_project_info_free (GessoProjectInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoProjectInfo, gesso_project_info_free)

/**
 * GessoCostSum:
 * @key: id of the account, project or session, or "2026-11" for a month
 * @label: (nullable): its name
 * @parent: (nullable): the project of a session
 * @unit: (nullable): the kind of account in whose credits these jobs were billed; NULL for money
 * @actual_micros: sum of what is known to have been paid, credits too where their price is known
 * @unknown_low: sum of the estimates of jobs whose price is not known
 * @unknown_high: sum of the estimates of jobs whose price is not known
 * @credits: millionths of a credit of @unit
 * @unpriced_credits: those of @credits that are in no sum of money
 * @n_unpriced: jobs that are in no sum of money: nobody knows their price
 * @n_jobs: jobs in the sum
 * @n_pictures: pictures in the sum
 *
 * A line of the ledger's sums. What was billed in credits has lines of its own, one for each
 * service, so each job is in one line and no sum mixes units.
 */
typedef struct
{
  char   *key;
  char   *label;
  char   *parent;
  char   *unit;
  gint64  actual_micros;
  gint64  unknown_low;
  gint64  unknown_high;
  gint64  credits;
  gint64  unpriced_credits;
  guint   n_unpriced;
  guint   n_jobs;
  guint   n_pictures;
} GessoCostSum;

void gesso_cost_sum_free (GessoCostSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCostSum, gesso_cost_sum_free)

/**
 * GessoCostLine:
 * @job_id: what it is for
 * @at_us: when it ended
 * @account_id: who was asked
 * @account_name: as it was called then
 * @account_kind: its kind; "" in lines of old
 * @project_id: where it belonged
 * @project_name: (nullable): as it is called now
 * @session_id: where it belonged
 * @session_title: (nullable): as it is called now
 * @model: what was asked for
 * @actual_micros: what the service counted, in micro-dollars; -1 when it did not say
 * @credits: what it counted in millionths of a credit; -1 when it does not count in credits
 * @estimate_low: what was expected, -1 unknown
 * @estimate_high: what was expected at most, -1 unknown
 * @n_pictures: how many pictures came of it
 *
 * A line of the ledger.
 */
typedef struct
{
  char   *job_id;
  gint64  at_us;
  char   *account_id;
  char   *account_name;
  char   *account_kind;
  char   *project_id;
  char   *project_name;
  char   *session_id;
  char   *session_title;
  char   *model;
  gint64  actual_micros;
  gint64  credits;
  gint64  estimate_low;
  gint64  estimate_high;
  guint   n_pictures;
} GessoCostLine;

GessoCostLine *gesso_cost_line_copy (const GessoCostLine *self) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_cost_line_free (GessoCostLine       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCostLine, gesso_cost_line_free)

/**
 * GessoBudgetRule:
 * @GESSO_BUDGET_RULE_NONE: no budget says no
 * @GESSO_BUDGET_RULE_MONTH: the budget of the month
 * @GESSO_BUDGET_RULE_PROJECT: the budget of the project
 *
 * What stops a job.
 */
typedef enum
{
  GESSO_BUDGET_RULE_NONE,
  GESSO_BUDGET_RULE_MONTH,
  GESSO_BUDGET_RULE_PROJECT,
} GessoBudgetRule;

/**
 * GessoBudgetReport:
 * @stop: which rule stops the job that was asked about
 * @month: "2026-11", in UTC as in the ledger
 * @month_limit: the budget, -1 for none
 * @month_used: paid, or at most to be paid, in this month by all
 * @project_id: (nullable): the project that was asked about
 * @project_name: (nullable): its name
 * @project_limit: its budget, -1 for none
 * @project_used: paid, or at most to be paid, ever
 * @wanted: what the job may cost at most, -1 when nobody knows
 *
 * Where the budgets stand. All sums are micro-dollars.
 */
typedef struct
{
  GessoBudgetRule  stop;
  char            *month;
  gint64           month_limit;
  gint64           month_used;
  char            *project_id;
  char            *project_name;
  gint64           project_limit;
  gint64           project_used;
  gint64           wanted;
} GessoBudgetReport;

void gesso_budget_report_free (GessoBudgetReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBudgetReport, gesso_budget_report_free)

/**
 * GessoRecoveryReport:
 * @n_pictures: pictures that had been received and were brought home now
 * @n_finished: jobs that only lacked their last step
 * @n_interrupted: jobs that were sent and whose answer is not whole
 * @n_waiting: jobs that were never sent and wait for us now
 * @n_resumable: jobs that can be resumed by their task id
 * @n_overtaken: parts of an edit that have to be put in once more, because other processes brought
 *   other parts home meanwhile; they are among the unstitched
 * @job_ids: the jobs that are ours now: waiting and resumable ones
 * @unstitched_ids: jobs whose received pictures are still to be put into their bases; once each
 *   picture has a proof beside it, another recovery brings them home
 * @unstitched_requests: the frozen requests of those, as JSON
 * @unstitched_heads: (element-type GStrv): for each of those the pictures that already have other
 *   parts of the same edit, as gesso_library_find_heads_async() tells them; empty for most
 *
 * What gesso_library_recover_async() found.
 */
typedef struct
{
  guint      n_pictures;
  guint      n_finished;
  guint      n_interrupted;
  guint      n_waiting;
  guint      n_resumable;
  guint      n_overtaken;
  char     **job_ids;
  char     **unstitched_ids;
  char     **unstitched_requests;
  GPtrArray *unstitched_heads;
} GessoRecoveryReport;

void gesso_recovery_report_free (GessoRecoveryReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRecoveryReport, gesso_recovery_report_free)

/**
 * GessoLibraryStats:
 *
 * Counts and sizes, in pieces and bytes.
 */
typedef struct
{
  guint  n_projects;
  guint  n_sessions;
  guint  n_nodes;
  guint  n_deleted;
  guint  n_jobs_open;
  guint  n_jobs_ended;
  guint  n_blobs;
  gint64 blob_bytes;
  gint64 database_bytes;
  gint64 cost_micros;
} GessoLibraryStats;

/**
 * GessoVerifyReport:
 * @n_nodes: nodes looked at
 * @n_blobs: blobs hashed
 * @n_bytes: bytes hashed
 * @n_orphans: files under blobs/ that nothing uses; no problem, removed in time
 * @problems: one English line each; empty when the library is sound
 *
 * What gesso_library_verify_async() found.
 */
typedef struct
{
  guint   n_nodes;
  guint   n_blobs;
  gint64  n_bytes;
  guint   n_orphans;
  char  **problems;
} GessoVerifyReport;

void gesso_verify_report_free (GessoVerifyReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoVerifyReport, gesso_verify_report_free)

/**
 * GessoMaskInfo:
 * @id: the mask
 * @name: as shown
 * @digest: its blob, an 8-bit PNG in the node's size
 * @created_us: when it was kept
 *
 * A kept mask of a node.
 */
typedef struct
{
  char   *id;
  char   *name;
  char   *digest;
  gint64  created_us;
} GessoMaskInfo;

void gesso_mask_info_free (GessoMaskInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMaskInfo, gesso_mask_info_free)

/**
 * GessoNamedText:
 * @id: for removing it
 * @name: as shown
 * @text: the prompt, or the search as JSON
 *
 * A saved prompt or a saved search.
 */
typedef struct
{
  char *id;
  char *name;
  char *text;
} GessoNamedText;

void gesso_named_text_free (GessoNamedText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoNamedText, gesso_named_text_free)

G_END_DECLS
