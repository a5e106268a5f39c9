/* test-account.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-account.h"

#include "base/gesso-json.h"

/* The addresses that Azure's pages and examples show, and what people make of them. */
static void
test_repair_azure (void)
{
  static const struct
  {
    const char *typed;
    const char *repaired;
    const char *deployment;
  } cases[] = {
    { "kites", "https://kites.openai.azure.com/openai/v1", NULL },
    { "kites.openai.azure.com", "https://kites.openai.azure.com/openai/v1", NULL },
    { "https://kites.openai.azure.com/", "https://kites.openai.azure.com/openai/v1", NULL },
    { "https://kites.openai.azure.com/openai", "https://kites.openai.azure.com/openai/v1", NULL },
    { " https://kites.openai.azure.com/openai/v1/ ", "https://kites.openai.azure.com/openai/v1",
      NULL },
    { "https://kites.openai.azure.com/openai/v1/images/generations?api-version=preview",
      "https://kites.openai.azure.com/openai/v1?api-version=preview", NULL },
    { "https://kites.cognitiveservices.azure.com/",
      "https://kites.cognitiveservices.azure.com/openai/v1", NULL },
    { "https://kites.services.ai.azure.com/api/projects/sky",
      "https://kites.services.ai.azure.com/openai/v1", NULL },
    { "https://kites.openai.azure.com/openai/deployments/red-one/images/edits"
      "?api-version=2024-10-21",
      "https://kites.openai.azure.com/openai/deployments/red-one?api-version=2024-10-21",
      "red-one" },
    { "kites.openai.azure.com/openai/deployments/gpt_image.2/",
      "https://kites.openai.azure.com/openai/deployments/gpt_image.2"
      "?api-version=2025-04-01-preview",
      "gpt_image.2" },
    { "https://portal.azure.com/#@sky.example/resource/subscriptions/1/resourceGroups/g/providers/"
      "Microsoft.CognitiveServices/accounts/Kites/overview",
      "https://kites.openai.azure.com/openai/v1", NULL },
    { "https://ai.azure.com/resource/overview?wsid=%2Fsubscriptions%2F1%2Fproviders%2F"
      "Microsoft.CognitiveServices%2Faccounts%2Fkites&tid=2",
      "https://kites.openai.azure.com/openai/v1", NULL },
    { "127.0.0.1:8080", "http://127.0.0.1:8080/openai/v1", NULL },
    { "localhost:8080", "http://localhost:8080/openai/v1", NULL },
  };
  static const char *const bad[]
      = { "", " ", "two words", "ftp://kites.openai.azure.com", "https://" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *repaired
          = gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, cases[i].typed);
      g_autofree char *again = gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, repaired);
      g_autofree char *deployment = gesso_account_address_dup_deployment (repaired);

      g_assert_cmpstr (repaired, ==, cases[i].repaired);
      g_assert_cmpstr (again, ==, cases[i].repaired);
      g_assert_cmpstr (deployment, ==, cases[i].deployment);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *repaired = gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, bad[i]);

      g_assert_cmpstr (repaired, ==, NULL);
    }
  g_assert_null (gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, NULL));
}

static void
test_azure_model (void)
{
  g_autofree char *both = gesso_account_model_dup_wire ("azure", "kites=gpt-image-2");
  g_autofree char *one = gesso_account_model_dup_wire ("azure", "gpt-image-2");
  g_autofree char *elsewhere = gesso_account_model_dup_wire ("compatible", "a=b");

  g_assert_cmpstr (both, ==, "kites");
  g_assert_cmpstr (one, ==, "gpt-image-2");
  g_assert_cmpstr (elsewhere, ==, "a=b");
  g_assert_cmpstr (gesso_account_model_get_base ("azure", "kites=gpt-image-2"), ==, "gpt-image-2");
  g_assert_cmpstr (gesso_account_model_get_base ("azure", "kites"), ==, "kites");
  g_assert_cmpstr (gesso_account_model_get_base ("compatible", "a=b"), ==, "a=b");
}

static void
test_repair_url (void)
{
  static const struct
  {
    const char *typed;
    const char *repaired;
  } cases[] = {
    { "https://api.openai.com/v1/", "https://api.openai.com/v1" },
    { "  api.openai.com  ", "https://api.openai.com/v1" },
    { "api.example.org/openai/v1///", "https://api.example.org/openai/v1" },
    { "localhost:1234", "http://localhost:1234/v1" },
    { "127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1" },
    { "[::1]:8080", "http://[::1]:8080/v1" },
    { "[fd00::7]", "http://[fd00::7]/v1" },
    { "192.168.1.20:13305/api/v1/", "http://192.168.1.20:13305/api/v1" },
    { "10.0.0.5", "http://10.0.0.5/v1" },
    { "172.20.1.1", "http://172.20.1.1/v1" },
    { "172.40.1.1", "https://172.40.1.1/v1" },
    { "169.254.1.1", "http://169.254.1.1/v1" },
    { "8.8.8.8", "https://8.8.8.8/v1" },
    { "gpu-box:8000", "http://gpu-box:8000/v1" },
    { "studio.local", "http://studio.local/v1" },
    { "https://localhost:9443/", "https://localhost:9443/v1" },
    { "HTTP://Example.org", "http://Example.org/v1" },
    { "https://user:secret@example.org/v1", "https://example.org/v1" },
    { "https://example.org/v1#part", "https://example.org/v1" },
    { "https://example.org/v1/images/generations", "https://example.org/v1" },
    { "https://example.org/images/edits/", "https://example.org/v1" },
    { "https://x.openai.azure.com/openai/v1?api-version=preview",
      "https://x.openai.azure.com/openai/v1?api-version=preview" },
  };
  static const char *const bad[]
      = { "",    "   ",         "http://",       "ftp://a.org/v1", "file:///x", "https://:80/",
          "a b", "http://[::1", "javascript://x" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *repaired = gesso_account_repair_url (cases[i].typed);
      g_autofree char *again = gesso_account_repair_url (repaired);

      g_assert_cmpstr (repaired, ==, cases[i].repaired);
      g_assert_cmpstr (again, ==, cases[i].repaired);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *repaired = gesso_account_repair_url (bad[i]);

      g_assert_cmpstr (repaired, ==, NULL);
    }
  g_assert_null (gesso_account_repair_url (NULL));
}

static void
test_kinds (void)
{
  g_autoptr (GessoAccount) sketch
      = gesso_account_new (GESSO_ACCOUNT_ID_SKETCH, GESSO_ACCOUNT_KIND_SKETCH, "Sketch");
  g_autoptr (GessoAccount) openai = gesso_account_new ("a", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, NULL);
  g_autoptr (GessoAccount) server = gesso_account_new ("b", GESSO_ACCOUNT_KIND_COMPATIBLE, "Box");
  g_autoptr (GessoAccount) later = gesso_account_new ("c", "hologram", NULL);

  g_assert_false (gesso_account_needs_key (sketch));
  g_assert_cmpstr (gesso_account_get_model (sketch), ==, "sketch-1");
  g_assert_null (gesso_account_get_base_url (sketch));
  g_assert_true (gesso_account_needs_key (openai));
  g_assert_cmpstr (gesso_account_get_base_url (openai), ==, "https://api.openai.com/v1");
  g_assert_cmpstr (gesso_account_get_name (openai), ==, "openai-images");
  g_assert_false (gesso_account_needs_key (server));
  g_assert_true (gesso_account_needs_key (later));
  g_assert_cmpstr (gesso_account_get_kind (later), ==, "hologram");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(int *) user_data)++;
}

static void
test_notify (void)
{
  static const char *const models[] = { "one", "two", NULL };
  GessoAccount *account = gesso_account_new ("a", GESSO_ACCOUNT_KIND_COMPATIBLE, "Box");
  int count = 0;

  g_signal_connect (account, "notify", G_CALLBACK (count_cb), &count);
  gesso_account_set_name (account, "Box");
  gesso_account_set_limit (account, 1);
  gesso_account_set_models (account, NULL);
  gesso_account_set_base_url (account, "");
  g_assert_cmpint (count, ==, 0);

  g_object_set (account, "name", "Big box", "base-url", "http://box/v1", "model", "sd", "limit", 3,
                "models", models, NULL);
  g_assert_cmpint (count, ==, 5);
  gesso_account_set_limit (account, 1000);
  g_assert_cmpint (gesso_account_get_limit (account), ==, 32);
  gesso_account_set_models (account, models);
  g_assert_cmpint (count, ==, 6);

  g_assert_finalize_object (account);
}

static void
test_round_trip (void)
{
  static const char *const models[] = { "one", "two", NULL };
  g_autoptr (GessoAccount) account = gesso_account_new ("id-1", "compatible", "Box");
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) parsed = NULL;
  g_autoptr (GessoAccount) read = NULL;
  g_autoptr (JsonObject) broken = gesso_json_parse_object ("{\"id\":\"\",\"kind\":4}", -1, NULL);

  gesso_account_set_base_url (account, "http://box:1234/v1");
  gesso_account_set_model (account, "two");
  gesso_account_set_limit (account, 7);
  gesso_account_set_models (account, models);

  object = gesso_account_to_json (account);
  text = gesso_json_object_to_string (object, FALSE);
  parsed = gesso_json_parse_object (text, -1, NULL);
  read = gesso_account_new_from_json (parsed);

  g_assert_cmpstr (gesso_account_get_id (read), ==, "id-1");
  g_assert_cmpstr (gesso_account_get_kind (read), ==, "compatible");
  g_assert_cmpstr (gesso_account_get_name (read), ==, "Box");
  g_assert_cmpstr (gesso_account_get_base_url (read), ==, "http://box:1234/v1");
  g_assert_cmpstr (gesso_account_get_model (read), ==, "two");
  g_assert_cmpint (gesso_account_get_limit (read), ==, 7);
  g_assert_cmpstrv (gesso_account_get_models (read), models);

  g_assert_null (gesso_account_new_from_json (broken));
  g_assert_null (gesso_account_new_from_json (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/account/repair-url", test_repair_url);
  g_test_add_func ("/account/repair-azure", test_repair_azure);
  g_test_add_func ("/account/azure-model", test_azure_model);
  g_test_add_func ("/account/kinds", test_kinds);
  g_test_add_func ("/account/notify", test_notify);
  g_test_add_func ("/account/round-trip", test_round_trip);

  return g_test_run ();
}
