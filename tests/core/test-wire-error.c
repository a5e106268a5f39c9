/* test-wire-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-error.h"

#include "base/gesso-str.h"

#include <string.h>

static const struct
{
  guint status;
  const char *body;
  GessoFailureClass failure_class;
  const char *message;
  const char *code;
  const char *param;
  const char *categories;
} cases[] = {
  { 400,
    "{\"error\":{\"message\":\"Rejected. safety_violations=[sexual, violence] req\",\"type\":"
    "\"image_generation_user_error\",\"param\":null,\"code\":\"moderation_blocked\"}}",
    GESSO_FAILURE_MODERATED, "Rejected. safety_violations=[sexual, violence] req",
    "moderation_blocked", NULL, "sexual,violence" },
  { 400,
    "{\"error\":{\"message\":\"m\",\"code\":\"moderation_blocked\",\"moderation_details\":"
    "{\"moderation_stage\":\"output\",\"categories\":[\"self-harm\"]}}}",
    GESSO_FAILURE_MODERATED, "m", "moderation_blocked", NULL, "self-harm" },
  { 200, "{\"created\":1,\"error\":{\"code\":\"contentFilter\",\"message\":\"Your task failed\"}}",
    GESSO_FAILURE_MODERATED, "Your task failed", "contentFilter", NULL, NULL },
  { 400,
    "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"m\",\"param\":\"prompt\","
    "\"type\":null,\"inner_error\":{\"code\":\"ResponsibleAIPolicyViolation\","
    "\"content_filter_results\":{\"hate\":{\"filtered\":false},\"sexual\":{\"filtered\":true},"
    "\"jailbreak\":{\"detected\":true}}}}}",
    GESSO_FAILURE_MODERATED, "m", "content_policy_violation", "prompt", "sexual,jailbreak" },
  { 400,
    "{\"error\":{\"message\":\"Invalid size\",\"type\":\"image_generation_user_error\","
    "\"param\":\"size\",\"code\":\"invalid_value\"}}",
    GESSO_FAILURE_REFUSED, "Invalid size", "invalid_value", "size", NULL },
  { 401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}", GESSO_FAILURE_AUTH, "no",
    "invalid_api_key", NULL, NULL },
  { 401, "", GESSO_FAILURE_AUTH, "status 401", NULL, NULL, NULL },
  { 403, "{\"error\":{\"message\":\"verify\",\"type\":\"invalid_request_error\",\"code\":\"\"}}",
    GESSO_FAILURE_AUTH, "verify", "invalid_request_error", NULL, NULL },
  { 404, "{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}", GESSO_FAILURE_REFUSED, "m",
    "model_not_found", NULL, NULL },
  { 429, "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}", GESSO_FAILURE_MONEY,
    "m", "insufficient_quota", NULL, NULL },
  { 400, "{\"error\":{\"message\":\"m\",\"code\":\"billing_hard_limit_reached\"}}",
    GESSO_FAILURE_MONEY, "m", "billing_hard_limit_reached", NULL, NULL },
  { 429, "{\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}}",
    GESSO_FAILURE_RATE_LIMITED, "m", "rate_limit_exceeded", NULL, NULL },
  { 500, "{\"error\":\"server_error\",\"message\":\"out of memory\"}", GESSO_FAILURE_UNAVAILABLE,
    "out of memory", "server_error", NULL, NULL },
  { 400, "{\"error\":\"prompt is required\"}", GESSO_FAILURE_REFUSED, "prompt is required", NULL,
    NULL, NULL },
  { 422, "{\"detail\":[{\"loc\":[\"body\",\"size\"],\"msg\":\"bad\",\"type\":\"x\"}]}",
    GESSO_FAILURE_REFUSED, "bad", NULL, "size", NULL },
  { 400, "{\"detail\":\"no\"}", GESSO_FAILURE_REFUSED, "no", NULL, NULL, NULL },
  { 400, "{\"title\":\"t\"}", GESSO_FAILURE_REFUSED, "t", NULL, NULL, NULL },
  { 200, "{\"code\":402,\"msg\":\"top up\"}", GESSO_FAILURE_MONEY, "top up", NULL, NULL, NULL },
  { 200, "{\"error\":\"what\"}", GESSO_FAILURE_UNKNOWN, "what", NULL, NULL, NULL },
  { 502, "<html>\n<b>Bad Gateway</b>", GESSO_FAILURE_UNAVAILABLE, "<html>\n<b>Bad Gateway</b>",
    NULL, NULL, NULL },
  { 400, "{\"error\":{\"message\":5,\"code\":[],\"param\":{}}}", GESSO_FAILURE_REFUSED,
    "{\"error\":{\"message\":5,\"code\":[],\"param\":{}}}", NULL, NULL, NULL },
  { 500, "\xff\xfe{", GESSO_FAILURE_UNAVAILABLE, "\xef\xbf\xbd\xef\xbf\xbd{", NULL, NULL, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (GessoFailure) failure
          = gesso_wire_error_read (body, cases[i].status, "req_1", 1500);
      const GessoFailureInfo *info = gesso_failure_get_info (failure);
      g_autofree char *categories
          = info->categories != NULL ? g_strjoinv (",", (char **) info->categories) : NULL;

      g_autofree char *shown = gesso_str_make_valid (cases[i].body, -1);

      g_test_message ("%u %s", cases[i].status, shown);
      g_assert_cmpint (info->failure_class, ==, cases[i].failure_class);
      g_assert_cmpstr (info->message, ==, cases[i].message);
      g_assert_cmpstr (info->code, ==, cases[i].code);
      g_assert_cmpstr (info->param, ==, cases[i].param);
      g_assert_cmpstr (categories, ==, cases[i].categories);
      g_assert_cmpstr (info->request_id, ==, "req_1");
      g_assert_cmpint (info->http_status, ==, (int) cases[i].status);
      g_assert_cmpint (info->retry_after_ms, ==, 1500);
    }
}

static void
test_billed (void)
{
  static const struct
  {
    guint status;
    gboolean billed;
  } billed[] = { { 400, FALSE }, { 429, FALSE }, { 503, FALSE }, { 408, TRUE }, { 504, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (billed); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new (NULL, 0);
      g_autoptr (GessoFailure) failure = gesso_wire_error_read (body, billed[i].status, NULL, -1);

      g_assert_true (gesso_failure_get_info (failure)->may_be_billed == billed[i].billed);
    }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GBytes) body = g_bytes_new (text, 100000);
  g_autoptr (GessoFailure) failure = gesso_wire_error_read (body, 500, NULL, -1);

  g_assert_cmpuint (strlen (gesso_failure_get_info (failure)->message), <=, 300);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire-error/cases", test_cases);
  g_test_add_func ("/wire-error/billed", test_billed);
  g_test_add_func ("/wire-error/long", test_long);
  return g_test_run ();
}
