/* test-failure-text.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "support/gesso-test.h"
#include "image/gesso-image-error.h"
#include "store/gesso-store-error.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-ui.h"

static void
test_classes (void)
{
  for (int i = GESSO_FAILURE_USAGE; i <= GESSO_FAILURE_INTERRUPTED; i++)
    {
      GessoFailureInfo info = { .failure_class = i, .message = "technical", .retry_after_ms = -1 };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
      g_autofree char *title = gesso_failure_text_title (failure);
      g_autofree char *sentence = gesso_failure_text_sentence (failure);

      g_assert_cmpstr (title, !=, "");
      g_assert_cmpstr (sentence, !=, "");
      g_assert_cmpuint (gesso_failure_text_actions (failure), !=, 0);
    }
}

static void
test_billing_is_said (void)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_UNKNOWN, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autofree char *sentence = gesso_failure_text_sentence (failure);

  g_assert_nonnull (strstr (sentence, "billed"));
}

/* Whatever a run of ours can end with, in both cases of the bill. */
static void
test_own_codes (void)
{
  static const char *const codes[] = {
    "engine",          "bad_address",      "unreachable",   "tls",
    "timeout_connect", "timeout_send",     "timeout_wait",  "reset",
    "truncated",       "timeout_receive",  "timeout_total", "too_large",
    "protocol",        "redirect",         "body",          "no_picture",
    "not_in_time",     "key_while_asking", "stopped_there", "result_expired",
    "upload",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GessoFailureInfo plain = { .failure_class = GESSO_FAILURE_UNAVAILABLE, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) other = gesso_failure_new (&plain);

  g_hash_table_add (seen, gesso_failure_text_sentence (other));
  for (guint i = 0; i < 2 * G_N_ELEMENTS (codes); i++)
    {
      GessoFailureInfo info = { .failure_class = GESSO_FAILURE_UNAVAILABLE,
                                .code = codes[i / 2],
                                .retry_after_ms = -1,
                                .may_be_billed = i % 2 };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
      g_autofree char *title = gesso_failure_text_title (failure);

      g_assert_cmpstr (title, !=, "");
      g_assert_true (g_hash_table_add (seen, gesso_failure_text_sentence (failure)));
      g_assert_cmpuint (gesso_failure_text_actions (failure), !=, 0);
    }
}

static void
test_bill_is_never_denied (void)
{
  for (int i = GESSO_FAILURE_RATE_LIMITED; i <= GESSO_FAILURE_INTERRUPTED; i++)
    {
      GessoFailureInfo info = { .failure_class = i, .retry_after_ms = -1, .may_be_billed = TRUE };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
      g_autofree char *sentence = gesso_failure_text_sentence (failure);

      g_assert_null (strcasestr (sentence, "nothing was billed"));
    }
}

/* Whoever is told that nothing is sent twice need not fear for the money. */
static void
test_asking_again (void)
{
  static const char *const codes[] = { "not_in_time", "key_while_asking" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      GessoFailureInfo info = { .failure_class = GESSO_FAILURE_UNKNOWN,
                                .code = codes[i],
                                .retry_after_ms = -1,
                                .may_be_billed = TRUE };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
      g_autofree char *sentence = gesso_failure_text_sentence (failure);

      g_assert_nonnull (strstr (sentence, "asks for the same picture"));
      g_assert_null (strstr (sentence, "second time"));
    }
}

static void
test_unsaved_request (void)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_STORAGE, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autofree char *sentence = gesso_failure_text_sentence (failure);

  g_assert_null (strstr (sentence, "arrived"));
}

static void
test_errors_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = GESSO_IMAGE_ERROR_NOT_AN_IMAGE; i <= GESSO_IMAGE_ERROR_IO; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (GESSO_IMAGE_ERROR, i, "technical");

      g_assert_true (g_hash_table_add (seen, gesso_failure_text_error (error)));
    }
  for (int i = GESSO_STORE_ERROR_READ_ONLY; i <= GESSO_STORE_ERROR_IO; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (GESSO_STORE_ERROR, i, "technical");

      g_assert_true (g_hash_table_add (seen, gesso_failure_text_error (error)));
    }
}

static void
test_details (void)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_REFUSED,
                            .code = "bad_size",
                            .request_id = "req_7",
                            .http_status = 400,
                            .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autofree char *details = gesso_failure_text_details (failure);

  g_assert_nonnull (strstr (details, "400"));
  g_assert_nonnull (strstr (details, "bad_size"));
  g_assert_nonnull (strstr (details, "req_7"));
}

/* Words instead of a picture are what a person has to answer. */
static void
test_words (void)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_REFUSED,
                            .message = "Which kite?",
                            .code = "no_picture",
                            .retry_after_ms = -1,
                            .may_be_billed = TRUE };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autofree char *sentence = gesso_failure_text_sentence (failure);

  g_assert_nonnull (strstr (sentence, "Which kite?"));
  g_assert_nonnull (strstr (sentence, "may have been billed"));
  g_assert_null (strstr (sentence, "Nothing was billed"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/failure-text/words", test_words);
  g_test_add_func ("/failure-text/classes", test_classes);
  g_test_add_func ("/failure-text/billing", test_billing_is_said);
  g_test_add_func ("/failure-text/own-codes", test_own_codes);
  g_test_add_func ("/failure-text/bill-never-denied", test_bill_is_never_denied);
  g_test_add_func ("/failure-text/unsaved", test_unsaved_request);
  g_test_add_func ("/failure-text/asking-again", test_asking_again);
  g_test_add_func ("/failure-text/errors", test_errors_differ);
  g_test_add_func ("/failure-text/details", test_details);

  return g_test_run ();
}
