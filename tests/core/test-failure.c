/* test-failure.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-failure.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "model/gesso-credential.h"

static void
test_classes (void)
{
  static const int exits[] = { 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 130, 7 };

  for (int i = 0; i <= GESSO_FAILURE_INTERRUPTED; i++)
    {
      GessoFailureClass parsed = (GessoFailureClass) -1;
      const char *name = gesso_failure_class_to_string ((GessoFailureClass) i);

      g_assert_true (gesso_failure_class_parse (name, &parsed));
      g_assert_cmpint (parsed, ==, i);
      g_assert_cmpint (gesso_failure_class_exit_code ((GessoFailureClass) i), ==, exits[i]);
    }
  g_assert_false (gesso_failure_class_parse ("fine", &(GessoFailureClass){ 0 }));
  g_assert_false (gesso_failure_class_parse (NULL, &(GessoFailureClass){ 0 }));
}

static void
test_round_trip (void)
{
  static const char *const categories[] = { "violence", "self-harm", NULL };
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_MODERATED,
    .message = "Refused.",
    .code = "moderation_blocked",
    .param = "prompt",
    .categories = categories,
    .request_id = "req_1",
    .details = "{\"error\":{}}",
    .http_status = 400,
    .retry_after_ms = 1500,
    .may_be_billed = TRUE,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autoptr (JsonObject) object = gesso_failure_to_json (failure);
  g_autofree char *text = gesso_json_object_to_string (object, FALSE);
  g_autoptr (JsonObject) parsed = gesso_json_parse_object (text, -1, NULL);
  g_autoptr (GessoFailure) again = gesso_failure_new_from_json (parsed);
  const GessoFailureInfo *read = gesso_failure_get_info (again);

  g_assert_cmpint (read->failure_class, ==, GESSO_FAILURE_MODERATED);
  g_assert_cmpstr (read->message, ==, "Refused.");
  g_assert_cmpstr (read->code, ==, "moderation_blocked");
  g_assert_cmpstr (read->param, ==, "prompt");
  g_assert_cmpstr (read->request_id, ==, "req_1");
  g_assert_cmpstr (read->details, ==, "{\"error\":{}}");
  g_assert_cmpstr (read->categories[0], ==, "violence");
  g_assert_cmpstr (read->categories[1], ==, "self-harm");
  g_assert_null (read->categories[2]);
  g_assert_cmpint (read->http_status, ==, 400);
  g_assert_cmpint (read->retry_after_ms, ==, 1500);
  g_assert_true (read->may_be_billed);
}

static void
test_cleaned (void)
{
  g_autofree char *endless = g_strnfill (100000, 'a');
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_AUTH,
    .message = "Incorrect key: canary-0123456789 \xff\xfe",
    .details = endless,
    .retry_after_ms = -1,
  };
  g_autoptr (GessoCredential) credential = gesso_credential_new ("canary-0123456789");
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  const GessoFailureInfo *read = gesso_failure_get_info (failure);

  g_assert_nonnull (credential);
  g_assert_true (g_utf8_validate (read->message, -1, NULL));
  g_assert_null (strstr (read->message, "canary"));
  g_assert_true (g_str_has_prefix (read->message, "Incorrect key: "));
  g_assert_cmpuint (gesso_str_count (read->details), <=, 4096);
  g_assert_null (read->code);
  g_assert_cmpint (read->retry_after_ms, ==, -1);
}

static void
test_from_elsewhere (void)
{
  g_autoptr (GessoFailure) none = gesso_failure_new_from_json (NULL);
  g_autoptr (JsonObject) object
      = gesso_json_parse_object ("{\"class\":\"later\",\"http_status\":\"x\",\"categories\":7}", -1,
                                 NULL);
  g_autoptr (GessoFailure) later = gesso_failure_new_from_json (object);

  g_assert_cmpint (gesso_failure_get_info (none)->failure_class, ==, GESSO_FAILURE_UNKNOWN);
  g_assert_true (gesso_failure_get_info (none)->may_be_billed);
  g_assert_cmpint (gesso_failure_get_info (later)->failure_class, ==, GESSO_FAILURE_UNKNOWN);
  g_assert_null (gesso_failure_get_info (later)->categories);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/failure/classes", test_classes);
  g_test_add_func ("/failure/round-trip", test_round_trip);
  g_test_add_func ("/failure/cleaned", test_cleaned);
  g_test_add_func ("/failure/from-elsewhere", test_from_elsewhere);

  return g_test_run ();
}
