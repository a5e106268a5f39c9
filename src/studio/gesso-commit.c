/* gesso-commit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-commit.h"

#include "base/gesso-json.h"

static gint64
find_cost (GessoPricing   *pricing,
           GessoJob       *job,
           GessoRunResult *run_result)
{
  GessoAccount *account = gesso_job_get_account (job);
  GessoRequest *request = gesso_job_get_request (job);
  const char *kind = gesso_account_get_kind (account);
  GessoUsage unknown = GESSO_USAGE_INIT;
  const GessoUsage *usage = run_result != NULL ? gesso_run_result_get_usage (run_result) : &unknown;
  GessoEstimate estimate;
  gint64 micros;

  gesso_pricing_estimate_request (pricing, kind, request, &estimate);
  if (estimate.known && estimate.is_free)
    return 0;
  if (gesso_pricing_actual_request (pricing, kind, request, usage, &micros))
    return micros;

  return -1;
}

/* What the service said of the whole answer; the pictures' own words are kept with each. */
static char *
dup_actual_json (JsonObject *envelope)
{
  static const char *const members[]
      = { "created", "size", "quality", "background", "output_format", "model" };
  g_autoptr (JsonObject) actual = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = gesso_json_get_node (envelope, members[i]);

      if (node != NULL)
        json_object_set_member (actual, members[i], json_node_copy (node));
    }

  return gesso_json_object_to_string (actual, FALSE);
}

static char *
dup_details_json (JsonObject *envelope,
                  JsonObject *entry)
{
  g_autoptr (JsonObject) details = json_object_new ();
  JsonNode *sketch = gesso_json_get_node (entry, "sketch");
  JsonNode *responses = gesso_json_get_node (envelope, "responses");
  const char *call = gesso_json_get_string (entry, "id", NULL);

  if (sketch == NULL)
    sketch = gesso_json_get_node (envelope, "sketch");
  if (sketch == NULL && responses == NULL)
    return NULL;

  if (sketch != NULL)
    json_object_set_member (details, "sketch", json_node_copy (sketch));
  if (responses != NULL)
    json_object_set_member (details, "responses", json_node_copy (responses));
  if (responses != NULL && call != NULL)
    json_object_set_string_member (details, "call", call);
  return gesso_json_object_to_string (details, FALSE);
}

static void
add_outputs (GessoCommitRecord *commit,
             GArray            *numbers,
             JsonObject        *envelope)
{
  JsonArray *data = gesso_json_get_array (envelope, "data");

  for (guint i = 0; i < numbers->len; i++)
    {
      guint index = g_array_index (numbers, guint, i);
      JsonObject *entry = data != NULL && index < json_array_get_length (data)
                              ? gesso_json_array_get_object (data, index)
                              : NULL;
      const char *revised
          = gesso_json_get_string (entry, "revised_prompt",
                                   gesso_json_get_string (envelope, "revised_prompt", NULL));
      g_autofree char *details = dup_details_json (envelope, entry);

      g_ptr_array_add (commit->outputs, gesso_output_record_new ((int) index, revised, details));
    }
}

/**
 * gesso_commit_from_run:
 * @job: the job
 * @run_result: (nullable): what the answer said besides its pictures; NULL when it did not end well
 * @numbers: (element-type guint): which pictures are safe in the spool
 * @pricing: what things cost
 *
 * What the library is told about a run: the pictures with the service's words about each, what was
 * used and what it cost.
 *
 * Returns: (transfer full): the record for the library
 */
GessoCommitRecord *
gesso_commit_from_run (GessoJob       *job,
                       GessoRunResult *run_result,
                       GArray         *numbers,
                       GessoPricing   *pricing)
{
  GessoCommitRecord *commit = gesso_commit_record_new (gesso_job_get_id (job));
  JsonObject *envelope = run_result != NULL ? gesso_run_result_get_envelope (run_result) : NULL;

  add_outputs (commit, numbers, envelope);
  commit->request_id = g_strdup (gesso_job_get_request_id (job));
  commit->cost_micros = find_cost (pricing, job, run_result);
  commit->duration_ms = gesso_job_get_run_ms (job);
  commit->actual_json = dup_actual_json (envelope);
  if (run_result != NULL && gesso_run_result_get_usage (run_result)->known)
    {
      g_autoptr (JsonObject) usage = gesso_usage_to_json (gesso_run_result_get_usage (run_result));

      commit->usage_json = gesso_json_object_to_string (usage, FALSE);
    }

  return commit;
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_json (JsonObject *object,
          const char *member,
          const char *text)
{
  JsonNode *node = text != NULL ? gesso_json_parse (text, -1, NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, member, node);
}

/**
 * gesso_commit_dup_meta:
 * @commit: what the library will be told
 *
 * What must be on disk before the commit begins, so that a recovery tells the library the same.
 *
 * Returns: (transfer full): a JSON object as text
 */
char *
gesso_commit_dup_meta (const GessoCommitRecord *commit)
{
  g_autoptr (JsonObject) meta = json_object_new ();

  set_text (meta, "model", commit->model);
  set_text (meta, "request_id", commit->request_id);
  set_json (meta, "usage", commit->usage_json);
  set_json (meta, "actual", commit->actual_json);
  json_object_set_int_member (meta, "cost_micros", commit->cost_micros);
  json_object_set_int_member (meta, "duration_ms", commit->duration_ms);
  return gesso_json_object_to_string (meta, FALSE);
}
