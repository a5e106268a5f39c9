/* test-ledger.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-cost-total.h"

#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

typedef struct
{
  const char *kind;
  const char *model;
  int n_wanted;
  int n_pictures;
  gint64 micros;
  gint64 estimate;
  const char *usage;
} Case;

static const char request[] = "{\"operation\":\"generate\",\"parameters\":{\"model\":\"%s\","
                              "\"quality\":\"low\",\"size\":\"1024x1024\",\"n\":%d}}";

static char *
create (GessoLibrary *library,
        GessoSession *session,
        const Case   *c)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoJobRecord) job = gesso_job_record_new ();
  g_auto (GStrv) ids = NULL;

  job->session_id = g_strdup (gesso_session_get_id (session));
  job->account_id = g_strdup_printf ("account-of-%s", c->kind);
  job->account_name = g_strdup (c->kind);
  job->account_kind = g_strdup (c->kind);
  job->model = g_strdup (c->model);
  job->prompt = g_strdup ("a mill");
  job->request_json = g_strdup_printf (request, c->model, c->n_wanted);
  job->n_wanted = c->n_wanted;
  job->estimate_low = job->estimate_high = c->estimate;
  gesso_library_create_job_async (library, job, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return g_strdup (ids[0]);
}

static void
run (GessoLibrary *library,
     GessoSession *session,
     const Case   *c)
{
  g_autofree char *id = create (library, session, c);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCommitRecord) commit = gesso_commit_record_new (id);
  g_autoptr (GPtrArray) nodes = NULL;

  gesso_test_library_update (library, id, GESSO_JOURNAL_STATE_SENT);
  for (int i = 0; i < c->n_pictures; i++)
    {
      gesso_test_library_receive (library, id, i, 8 + i);
      g_ptr_array_add (commit->outputs, gesso_output_record_new (i, NULL, NULL));
    }
  commit->cost_micros = c->micros;
  commit->usage_json = g_strdup (c->usage);
  gesso_library_commit_job_async (library, commit, NULL, gesso_test_result_cb, &result);
  nodes = gesso_library_commit_job_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static GPtrArray *
add_up (GessoLibrary   *library,
        GessoCostGroup  group)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *sums;

  gesso_library_sum_costs_async (library, group, 0, 0, NULL, gesso_test_result_cb, &result);
  sums = gesso_library_sum_costs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return sums;
}

static const Case cases[] = {
  { "openai-images", "gpt-image-2", 1, 1, 6000, 5980, "{\"output_tokens\":200}" },
  { "kie", "gpt-image-2", 1, 1, 30000, 30000, "{\"credits\":6}" },
  { "kie", "gpt-image-2", 1, 1, 50000, 30000, "{\"credits\":10}" },
  { "evolink", "gpt-image-2", 2, 2, -1, 12000, "{\"credits\":3.2}" },
  { "mill", "stone-2", 1, 1, -1, -1, "{\"credits\":0.1}" },
  { "mill", "stone-2", 1, 1, -1, -1, "{\"credits\":0.2}" },
  { "compatible", "x", 1, 1, -1, -1, NULL },
};

static void
check_sums (GPtrArray *sums)
{
  static const struct
  {
    const char *unit;
    gint64 micros;
    gint64 estimated;
    gint64 credits;
    gint64 unpriced_credits;
    guint n_unpriced;
    guint n_jobs;
    guint n_pictures;
  } expected[] = {
    { NULL, 6000, 0, 0, 0, 1, 2, 2 },
    { "evolink", 0, 12000, 3200000, 0, 0, 1, 2 },
    { "kie", 80000, 0, 16000000, 0, 0, 2, 2 },
    { "mill", 0, 0, 300000, 300000, 2, 2, 2 },
  };

  g_assert_cmpuint (sums->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < sums->len; i++)
    {
      const GessoCostSum *sum = sums->pdata[i];

      g_assert_cmpstr (sum->unit, ==, expected[i].unit);
      g_assert_cmpint (sum->actual_micros, ==, expected[i].micros);
      g_assert_cmpint (sum->unknown_high, ==, expected[i].estimated);
      g_assert_cmpint (sum->credits, ==, expected[i].credits);
      g_assert_cmpint (sum->unpriced_credits, ==, expected[i].unpriced_credits);
      g_assert_cmpuint (sum->n_unpriced, ==, expected[i].n_unpriced);
      g_assert_cmpuint (sum->n_jobs, ==, expected[i].n_jobs);
      g_assert_cmpuint (sum->n_pictures, ==, expected[i].n_pictures);
    }
}

static void
check_total (GPtrArray *sums)
{
  g_autoptr (GPtrArray) totals = gesso_cost_totals_new (sums);
  const GessoCostTotal *total = totals->pdata[0];

  g_assert_cmpuint (totals->len, ==, 1);
  g_assert_cmpint (total->actual_micros, ==, 86000);
  g_assert_cmpint (total->unknown_high, ==, 12000);
  g_assert_cmpuint (total->n_pictures, ==, 8);
  g_assert_cmpstr (total->amount, ==,
                   "$0.086 · 3.2 credits (EvoLink) · 16 credits (kie.ai) · 0.3 credits (mill)");
  g_assert_cmpstr (total->uncounted, ==, "not counted: 1 job of unknown price, 0.3 credits (mill)");
  g_assert_true (gesso_cost_totals_find (totals, total->key) == total);
  g_assert_null (gesso_cost_totals_find (totals, "nobody"));
}

/* Each service's credits are a sum of their own, and money is never made of what has no price. */
static void
test_units (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run (library, session, &cases[i]);
  all = add_up (library, GESSO_COST_GROUP_ALL);
  check_sums (all);
  check_total (all);
  sessions = add_up (library, GESSO_COST_GROUP_SESSION);
  check_sums (sessions);
  check_total (sessions);
  g_assert_cmpstr (((GessoCostSum *) sessions->pdata[0])->parent, ==,
                   gesso_session_get_project_id (session));
  accounts = add_up (library, GESSO_COST_GROUP_ACCOUNT);
  g_assert_cmpuint (accounts->len, ==, 5);

  gesso_library_list_costs_async (library, 0, 0, NULL, gesso_test_result_cb, &result);
  lines = gesso_library_list_costs_finish (library, gesso_test_wait_result (&result), NULL);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (cases));
  g_assert_cmpstr (((GessoCostLine *) lines->pdata[2])->account_kind, ==, "kie");
  g_assert_cmpint (((GessoCostLine *) lines->pdata[2])->credits, ==, 10000000);
  g_assert_cmpint (((GessoCostLine *) lines->pdata[0])->credits, ==, -1);

  g_clear_object (&result);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

/* The next estimate comes out of the ledger alone: by another connection just the same. */
static void
test_learns (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPriceMemory) memory = NULL;
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoLearnedPrice price;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run (library, session, &cases[i]);
  g_object_unref (session);
  gesso_test_library_close (library);
  library = gesso_test_library_open (folder);
  gesso_library_learn_prices_async (library, NULL, gesso_test_result_cb, &result);
  memory = gesso_library_learn_prices_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);

  g_free (parameters->model);
  parameters->model = g_strdup ("gpt-image-2");
  g_free (parameters->quality);
  parameters->quality = g_strdup ("low");
  parameters->size = (GessoSize){ 1024, 1024 };
  g_assert_true (
      gesso_price_memory_find (memory, "kie", GESSO_OPERATION_GENERATE, parameters, &price));
  g_assert_cmpuint (price.n_pictures, ==, 2);
  g_assert_cmpint (price.micros_low, ==, 30000);
  g_assert_cmpint (price.micros_high, ==, 50000);
  g_assert_cmpint (price.credits_low, ==, 6000000);
  g_assert_cmpint (price.credits_high, ==, 10000000);
  g_assert_true (
      gesso_price_memory_find (memory, "evolink", GESSO_OPERATION_GENERATE, parameters, &price));
  g_assert_cmpint (price.micros_low, ==, -1);
  g_assert_cmpint (price.credits_low, ==, 1600000);
  g_assert_false (
      gesso_price_memory_find (memory, "kie", GESSO_OPERATION_EDIT, parameters, &price));
  g_assert_false (
      gesso_price_memory_find (memory, "compatible", GESSO_OPERATION_GENERATE, parameters, &price));
  g_clear_object (&result);

  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

/* What trying a service out cost counts in the month, and in no project. */
static void
test_trial (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoCostLine line = { .account_id = (char *) "a",
                         .account_name = (char *) "A",
                         .account_kind = (char *) "kie",
                         .model = (char *) "gpt-image-2",
                         .actual_micros = 30000,
                         .estimate_low = -1,
                         .estimate_high = -1,
                         .n_pictures = 1 };
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (GessoBudgetReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GessoCostSum *sum;

  gesso_library_add_trial_async (library, &line, "{\"credits\":6}", NULL, gesso_test_result_cb,
                                 &result);
  gesso_test_library_changed (library, &result);
  sums = add_up (library, GESSO_COST_GROUP_PROJECT);
  g_assert_cmpuint (sums->len, ==, 1);
  sum = sums->pdata[0];
  g_assert_cmpstr (sum->key, ==, "");
  g_assert_null (sum->label);
  g_assert_cmpstr (sum->unit, ==, "kie");
  g_assert_cmpint (sum->credits, ==, 6000000);
  gesso_library_load_budget_async (library, NULL, 0, NULL, gesso_test_result_cb, &result);
  report = gesso_library_load_budget_finish (library, gesso_test_wait_result (&result), NULL);
  g_assert_cmpint (report->month_used, ==, 30000);

  g_clear_object (&result);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ledger/units", test_units);
  g_test_add_func ("/ledger/learns", test_learns);
  g_test_add_func ("/ledger/trial", test_trial);
  return g_test_run ();
}
