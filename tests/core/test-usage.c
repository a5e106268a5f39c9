/* test-usage.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-usage.h"

#include "base/gesso-json.h"

static GessoUsage
read_text (const char *text)
{
  GessoUsage usage;
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, -1, NULL);

  gesso_usage_read_json (&usage, object);
  return usage;
}

static void
test_full (void)
{
  GessoUsage usage = read_text (
      "{\"total_tokens\":1462,\"input_tokens\":90,\"output_tokens\":1380,"
      "\"input_tokens_details\":{\"text_tokens\":60,\"image_tokens\":30,\"cached_tokens\":25,"
      "\"cached_tokens_details\":{\"text_tokens\":20,\"image_tokens\":500}},"
      "\"output_tokens_details\":{\"image_tokens\":1372,\"text_tokens\":8}}");
  g_autoptr (JsonObject) object = gesso_usage_to_json (&usage);
  GessoUsage again;

  g_assert_true (usage.known);
  g_assert_cmpint (usage.text_in, ==, 60);
  g_assert_cmpint (usage.image_in, ==, 30);
  g_assert_cmpint (usage.text_cached, ==, 20);
  g_assert_cmpint (usage.image_cached, ==, 30);
  g_assert_cmpint (usage.image_out, ==, 1372);
  g_assert_cmpint (usage.text_out, ==, 8);
  g_assert_cmpfloat (usage.credits, <, 0);

  gesso_usage_read_json (&again, object);
  g_assert_cmpmem (&usage, sizeof usage, &again, sizeof again);
}

static void
test_partial (void)
{
  GessoUsage no_details = read_text ("{\"input_tokens\":5,\"output_tokens\":7}");
  GessoUsage cached = read_text ("{\"input_tokens_details\":{\"text_tokens\":10,"
                                 "\"image_tokens\":10,\"cached_tokens\":15}}");
  GessoUsage zeros = read_text ("{\"input_tokens\":0,\"output_tokens\":0,\"total_tokens\":0}");
  GessoUsage hostile = read_text ("{\"input_tokens\":-5,\"output_tokens\":\"many\"}");
  GessoUsage credits = read_text ("{\"credits_reserved\":4.5}");
  GessoUsage none;

  g_assert_cmpint (no_details.text_in, ==, 5);
  g_assert_cmpint (no_details.image_out, ==, 7);
  g_assert_cmpint (cached.text_cached, ==, 10);
  g_assert_cmpint (cached.image_cached, ==, 5);
  g_assert_false (zeros.known);
  g_assert_false (hostile.known);
  g_assert_true (credits.known);
  g_assert_cmpfloat (credits.credits, ==, 4.5);

  gesso_usage_read_json (&none, NULL);
  g_assert_false (none.known);
}

static void
test_add (void)
{
  GessoUsage sum = GESSO_USAGE_INIT;
  GessoUsage one = read_text ("{\"input_tokens\":5,\"output_tokens\":7,\"credits\":2}");
  GessoUsage unknown = GESSO_USAGE_INIT;
  GessoUsage huge = { .known = TRUE, .text_in = G_MAXINT64, .credits = -1 };

  gesso_usage_add (&sum, &unknown);
  g_assert_false (sum.known);
  gesso_usage_add (&sum, &one);
  gesso_usage_add (&sum, &one);
  g_assert_cmpint (sum.text_in, ==, 10);
  g_assert_cmpint (sum.image_out, ==, 14);
  g_assert_cmpfloat (sum.credits, ==, 4);
  gesso_usage_add (&sum, &huge);
  g_assert_cmpint (sum.text_in, ==, G_MAXINT64);
  g_assert_cmpfloat (sum.credits, ==, 4);
}

/* With the Responses API the pictures' tokens stand beside those of the text model. */
static void
test_response (void)
{
  g_autoptr (JsonObject) usage = gesso_json_parse_object (
      "{\"input_tokens\":2310,\"input_tokens_details\":{\"cached_tokens\":2000},"
      "\"output_tokens\":180,\"total_tokens\":2490}",
      -1, NULL);
  g_autoptr (JsonObject) tools = gesso_json_parse_object (
      "{\"image_gen\":{\"input_tokens\":1550,\"input_tokens_details\":{\"image_tokens\":1521,"
      "\"text_tokens\":29},\"output_tokens\":515,\"output_tokens_details\":{"
      "\"image_tokens\":515,\"text_tokens\":0}},\"web_search\":{\"num_requests\":2}}",
      -1, NULL);
  g_autoptr (JsonObject) written = NULL;
  GessoUsage read;
  GessoUsage again;
  GessoUsage alone;

  gesso_usage_read_response (&read, usage, tools);
  g_assert_true (read.known);
  g_assert_cmpint (read.text_in, ==, 29);
  g_assert_cmpint (read.image_in, ==, 1521);
  g_assert_cmpint (read.image_out, ==, 515);
  g_assert_cmpint (read.model_in, ==, 2310);
  g_assert_cmpint (read.model_cached, ==, 2000);
  g_assert_cmpint (read.model_out, ==, 180);
  g_assert_cmpint (read.searches, ==, 2);

  written = gesso_usage_to_json (&read);
  gesso_usage_read_json (&again, written);
  g_assert_cmpmem (&read, sizeof read, &again, sizeof again);

  gesso_usage_read_response (&alone, usage, NULL);
  g_assert_true (alone.known);
  g_assert_cmpint (alone.image_out, ==, 0);
  gesso_usage_read_response (&alone, NULL, NULL);
  g_assert_false (alone.known);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/usage/full", test_full);
  g_test_add_func ("/usage/partial", test_partial);
  g_test_add_func ("/usage/add", test_add);
  g_test_add_func ("/usage/response", test_response);

  return g_test_run ();
}
