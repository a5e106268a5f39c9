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
    "upload",          "key_missing",      "unknown_kind",  "lost_while_asking",
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

/* Where some pictures came, those were billed. */
static void
test_partial (void)
{
  for (int i = GESSO_FAILURE_USAGE; i <= GESSO_FAILURE_INTERRUPTED; i++)
    {
      GessoFailureInfo info
          = { .failure_class = i, .retry_after_ms = -1, .message = "words", .is_partial = TRUE };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
      g_autofree char *sentence = gesso_failure_text_sentence (failure);

      g_assert_null (strcasestr (sentence, "nothing was billed"));
    }
}

/* Whoever is told that nothing is sent twice need not fear for the money. */
static void
test_asking_again (void)
{
  static const char *const codes[] = { "not_in_time", "key_while_asking", "lost_while_asking" };

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
  g_autofree char *details = gesso_failure_text_details (failure, "/var/kept");

  g_assert_nonnull (strstr (details, "400"));
  g_assert_nonnull (strstr (details, "bad_size"));
  g_assert_nonnull (strstr (details, "req_7"));
  g_assert_nonnull (strstr (details, "/var/kept"));
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

/* doc/failures.md tells what is said and offered, class by class and code by code. */

static const struct
{
  GessoFailureClass failure_class;
  const char *code;
  gboolean billed;
} documented[] = {
  { GESSO_FAILURE_USAGE, NULL, FALSE },
  { GESSO_FAILURE_REFUSED, NULL, FALSE },
  { GESSO_FAILURE_MODERATED, NULL, FALSE },
  { GESSO_FAILURE_AUTH, NULL, FALSE },
  { GESSO_FAILURE_MONEY, NULL, FALSE },
  { GESSO_FAILURE_RATE_LIMITED, NULL, FALSE },
  { GESSO_FAILURE_UNAVAILABLE, NULL, FALSE },
  { GESSO_FAILURE_UNAVAILABLE, NULL, TRUE },
  { GESSO_FAILURE_UNKNOWN, NULL, TRUE },
  { GESSO_FAILURE_DAMAGED, NULL, TRUE },
  { GESSO_FAILURE_STORAGE, NULL, FALSE },
  { GESSO_FAILURE_STORAGE, NULL, TRUE },
  { GESSO_FAILURE_CANCELLED, NULL, FALSE },
  { GESSO_FAILURE_CANCELLED, NULL, TRUE },
  { GESSO_FAILURE_INTERRUPTED, NULL, TRUE },
  { GESSO_FAILURE_UNAVAILABLE, "engine", FALSE },
  { GESSO_FAILURE_USAGE, "bad_address", FALSE },
  { GESSO_FAILURE_USAGE, "unknown_kind", FALSE },
  { GESSO_FAILURE_AUTH, "key_missing", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "unreachable", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "offline", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "tls", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "timeout_connect", FALSE },
  { GESSO_FAILURE_UNKNOWN, "timeout_send", TRUE },
  { GESSO_FAILURE_UNKNOWN, "timeout_wait", TRUE },
  { GESSO_FAILURE_UNKNOWN, "timeout_receive", TRUE },
  { GESSO_FAILURE_UNKNOWN, "timeout_total", TRUE },
  { GESSO_FAILURE_UNKNOWN, "reset", TRUE },
  { GESSO_FAILURE_UNKNOWN, "truncated", TRUE },
  { GESSO_FAILURE_DAMAGED, "too_large", TRUE },
  { GESSO_FAILURE_DAMAGED, "protocol", TRUE },
  { GESSO_FAILURE_REFUSED, "redirect", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "body", FALSE },
  { GESSO_FAILURE_REFUSED, "no_picture", TRUE },
  { GESSO_FAILURE_UNKNOWN, "not_in_time", TRUE },
  { GESSO_FAILURE_UNKNOWN, "lost_while_asking", TRUE },
  { GESSO_FAILURE_AUTH, "key_while_asking", TRUE },
  { GESSO_FAILURE_UNKNOWN, "stopped_there", TRUE },
  { GESSO_FAILURE_DAMAGED, "result_expired", TRUE },
  { GESSO_FAILURE_UNAVAILABLE, "batch_expired", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "batch_cancelled", FALSE },
  { GESSO_FAILURE_REFUSED, "batch_failed", FALSE },
  { GESSO_FAILURE_UNAVAILABLE, "upload", FALSE },
};

/* In the order in which the card has them; a folder is offered wherever something was kept. */
static char *
list_buttons (GessoFailure *failure)
{
  guint actions = gesso_failure_text_actions (failure);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if ((actions & GESSO_FAILURE_ACTION_PREFERENCES) != 0)
    g_ptr_array_add (names, (gpointer) "Open Preferences");
  if ((actions & GESSO_FAILURE_ACTION_EDIT) != 0)
    g_ptr_array_add (names, (gpointer) "Edit Request");
  if ((actions & GESSO_FAILURE_ACTION_AGAIN) != 0)
    g_ptr_array_add (names, (gpointer) gesso_failure_text_again (failure));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" · ", (char **) names->pdata);
}

static char *
make_row (guint index)
{
  GessoFailureInfo info = { .failure_class = documented[index].failure_class,
                            .code = documented[index].code,
                            .retry_after_ms = -1,
                            .may_be_billed = documented[index].billed };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autofree char *title = gesso_failure_text_title (failure);
  g_autofree char *sentence = gesso_failure_text_sentence (failure);
  g_autofree char *buttons = list_buttons (failure);

  return g_strdup_printf ("| %s | %s | %d | %s | %s | %s | %s |",
                          gesso_failure_class_to_string (info.failure_class),
                          info.code != NULL ? info.code : "",
                          gesso_failure_class_exit_code (info.failure_class),
                          info.may_be_billed ? "maybe" : "no", title, sentence, buttons);
}

static void
test_document (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("GESSO_SOURCE_ROOT"), "doc", "failures.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_missing = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (documented); i++)
    {
      g_autofree char *row = make_row (i);

      if (strstr (text, row) != NULL)
        continue;
      n_missing++;
      g_test_message ("%s", row);
    }
  g_assert_cmpuint (n_missing, ==, 0);
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
  g_test_add_func ("/failure-text/partial", test_partial);
  g_test_add_func ("/failure-text/errors", test_errors_differ);
  g_test_add_func ("/failure-text/details", test_details);
  g_test_add_func ("/failure-text/document", test_document);

  return g_test_run ();
}
