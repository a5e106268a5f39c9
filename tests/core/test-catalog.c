/* test-catalog.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-catalog.h"

#include "base/gesso-json.h"
#include "support/gesso-test.h"

/* 2026-11-20, noon UTC. */
#define NOW_US (G_GINT64_CONSTANT (1795176000) * G_USEC_PER_SEC)
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static GessoModelInfo *
look_up (const char *kind,
         const char *model)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);

  return gesso_catalog_lookup (catalog, kind, model);
}

static void
test_capability_table (void)
{
  static const struct
  {
    const char *model;
    gboolean free_sizes;
    gboolean xhigh;
    gboolean transparent;
    gboolean fidelity;
    gboolean gif;
  } rows[] = {
    { "gpt-image-1", FALSE, FALSE, TRUE, TRUE, FALSE },
    { "gpt-image-1-mini", FALSE, FALSE, TRUE, FALSE, FALSE },
    { "gpt-image-1.5", FALSE, FALSE, TRUE, TRUE, FALSE },
    { "gpt-image-1.5-2025-12-16", FALSE, FALSE, TRUE, TRUE, FALSE },
    { "chatgpt-image-latest", FALSE, FALSE, TRUE, TRUE, FALSE },
    { "gpt-image-2", TRUE, FALSE, FALSE, FALSE, FALSE },
    { "gpt-image-2-2026-04-21", TRUE, FALSE, FALSE, FALSE, FALSE },
    { "gpt-image-2.5-sunburst", TRUE, TRUE, TRUE, FALSE, FALSE },
    { "gpt-image-2.5-flare-2026-09-08", TRUE, TRUE, TRUE, FALSE, FALSE },
    { "gpt-image-2.6-flare", TRUE, TRUE, TRUE, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GessoModelInfo) info = look_up ("openai-images", rows[i].model);

      g_assert_true (info->known);
      g_assert_cmpstr (info->id, ==, rows[i].model);
      g_assert_cmpint (info->size_rule.n_fixed == 0, ==, rows[i].free_sizes);
      g_assert_true (gesso_model_info_has_quality (info, "high"));
      g_assert_cmpint (gesso_model_info_has_quality (info, "xhigh"), ==, rows[i].xhigh);
      g_assert_cmpint (gesso_model_info_has_background (info, "transparent", FALSE), ==,
                       rows[i].transparent);
      g_assert_true (gesso_model_info_has_background (info, "transparent", TRUE));
      g_assert_cmpint (info->input_fidelities[0] != NULL, ==, rows[i].fidelity);
      g_assert_true (gesso_model_info_has_format (info, "webp"));
      g_assert_false (gesso_model_info_has_format (info, "jpg"));
      g_assert_cmpint (gesso_model_info_has_format (info, "gif"), ==, rows[i].gif);
      g_assert_cmpint (info->max_references, ==, 16);
      g_assert_cmpint (info->max_prompt_characters, ==, 20000);
      g_assert_cmpstr (info->default_quality, ==, "low");
      g_assert_false (info->sends_response_format);
      g_assert_true (info->streams);
    }
}

static void
test_size_rule_is_the_shipped_one (void)
{
  g_autoptr (GessoModelInfo) info = look_up ("openai-images", "gpt-image-2");

  g_assert_cmpmem (&info->size_rule, sizeof info->size_rule, &gesso_size_rule_gpt_image,
                   sizeof gesso_size_rule_gpt_image);
}

/* The kind of account decides too: the Responses API draws one picture, whatever the model can. */
static void
test_text_model (void)
{
  g_autoptr (GessoModelInfo) images = look_up ("openai-images", "gpt-image-2");
  g_autoptr (GessoModelInfo) responses = look_up ("openai-responses", "gpt-image-2");
  g_autoptr (GessoModelInfo) named = look_up ("openai-responses", "gpt-6=gpt-image-2.5-flare");

  g_assert_cmpint (images->max_n, ==, 10);
  g_assert_cmpint (responses->max_n, ==, 1);
  g_assert_cmpint (responses->max_reference_bytes, <, 20971520 / 4 * 3);
  g_assert_true (responses->known);
  g_assert_true (named->known);
  g_assert_cmpstr (named->id, ==, "gpt-6=gpt-image-2.5-flare");
  g_assert_true (gesso_model_info_has_quality (named, "max"));
  g_assert_false (gesso_model_info_has_quality (responses, "max"));
}

/* Services that work by tasks take less than the models could. */
static void
test_task_kinds (void)
{
  static const struct
  {
    const char *kind;
    const char *model;
    int max_n;
    int prompt;
    gboolean masks;
    gboolean quality;
    gboolean format;
    GessoSize illegal;
  } cases[] = {
    { "fal", "openai/gpt-image-2", 4, 20000, TRUE, TRUE, TRUE, { 1920, 1080 } },
    { "fal", "fal-ai/gpt-image-1.5", 4, 20000, TRUE, TRUE, TRUE, { 2048, 2048 } },
    { "evolink", "gpt-image-2", 10, 20000, FALSE, TRUE, FALSE, { 4096, 4096 } },
    { "evolink", "gpt-image-2-beta", 10, 2000, FALSE, FALSE, FALSE, { 2048, 2048 } },
    { "kie", "gpt-image-2", 1, 20000, FALSE, FALSE, FALSE, { 2880, 2880 } },
    { "kie", "gpt-image-2-5-sunburst", 1, 20000, FALSE, FALSE, FALSE, { 2240, 1792 } },
    { "replicate", "openai/gpt-image-2", 10, 20000, FALSE, TRUE, TRUE, { 2048, 2048 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoModelInfo) info = look_up (cases[i].kind, cases[i].model);

      g_test_message ("%s %s", cases[i].kind, cases[i].model);
      g_assert_true (info->known);
      g_assert_cmpint (info->max_n, ==, cases[i].max_n);
      g_assert_cmpint (info->max_prompt_characters, ==, cases[i].prompt);
      g_assert_cmpint (info->masks, ==, cases[i].masks);
      g_assert_cmpint (gesso_model_info_has_quality (info, "low"), ==, cases[i].quality);
      g_assert_cmpint (gesso_model_info_has_format (info, "webp"), ==, cases[i].format);
      g_assert_false (info->streams);
      g_assert_true (info->edits);
      g_assert_cmpint (gesso_size_rule_check (&info->size_rule, &(GessoSize){ 1024, 1024 }), ==,
                       GESSO_SIZE_PROBLEM_NONE);
      g_assert_cmpint (gesso_size_rule_check (&info->size_rule, &cases[i].illegal), !=,
                       GESSO_SIZE_PROBLEM_NONE);
    }
}

static void
test_other_kinds (void)
{
  g_autoptr (GessoModelInfo) sketch = look_up ("sketch", "sketch-1");
  g_autoptr (GessoModelInfo) server = look_up ("compatible", "sd-cpp-local");
  g_autoptr (GessoModelInfo) gateway = look_up ("compatible", "gpt-image-2");
  g_autoptr (GessoModelInfo) future = look_up ("openai-images", "gpt-image-3");
  g_autoptr (GessoModelInfo) alien = look_up ("hologram", "holo-9");
  g_autoptr (GessoModelInfo) nothing = look_up (NULL, NULL);

  g_assert_true (sketch->known);
  g_assert_cmpstr (sketch->label, ==, "Sketch");
  g_assert_true (sketch->masks);
  g_assert_null (sketch->moderations[0]);
  g_assert_cmpint (sketch->max_partial_images, ==, 3);

  g_assert_false (server->known);
  g_assert_true (server->sends_response_format);
  g_assert_null (server->qualities[0]);
  g_assert_cmpint (gesso_size_rule_check (&server->size_rule, &(GessoSize){ 512, 512 }), ==,
                   GESSO_SIZE_PROBLEM_NONE);
  g_assert_true (gateway->known);

  g_assert_false (future->known);
  g_assert_true (gesso_model_info_has_quality (future, "max"));
  g_assert_false (alien->known);
  g_assert_cmpstr (alien->label, ==, "holo-9");
  g_assert_cmpint (nothing->max_n, ==, 10);
}

static void
test_shut_down (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoModelInfo) gone = gesso_catalog_lookup (catalog, "openai-images", "gpt-image-1");
  g_autoptr (GessoModelInfo) azure = gesso_catalog_lookup (catalog, "azure", "gpt-image-1");
  g_autoptr (GessoModelInfo) ending
      = gesso_catalog_lookup (catalog, "openai-images", "gpt-image-1.5");
  g_auto (GStrv) now = gesso_catalog_list_models (catalog, "openai-images", NOW_US);
  g_auto (GStrv) later = gesso_catalog_list_models (catalog, "openai-images", NOW_US + 30 * DAY_US);
  g_auto (GStrv) sketch = gesso_catalog_list_models (catalog, "sketch", NOW_US);
  g_auto (GStrv) none = gesso_catalog_list_models (catalog, "compatible", NOW_US);

  g_assert_true (gesso_model_info_is_shut_down (gone, NOW_US));
  g_assert_false (gesso_model_info_is_shut_down (azure, NOW_US));
  g_assert_false (gesso_model_info_is_shut_down (ending, NOW_US));
  g_assert_cmpstr (ending->shutdown_date, ==, "2026-12-01");
  g_assert_true (gesso_model_info_is_shut_down (ending, NOW_US + 11 * DAY_US));

  g_assert_cmpstr (now[0], ==, "gpt-image-2");
  g_assert_true (g_strv_contains ((const char *const *) now, "gpt-image-1.5"));
  g_assert_false (g_strv_contains ((const char *const *) now, "gpt-image-1"));
  g_assert_false (g_strv_contains ((const char *const *) now, "dall-e-3"));
  g_assert_false (g_strv_contains ((const char *const *) later, "gpt-image-1.5"));
  g_assert_cmpuint (g_strv_length (later), ==, 5);
  g_assert_cmpuint (g_strv_length (sketch), ==, 1);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_override (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "models.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCatalog) catalog = NULL;
  g_autoptr (GessoModelInfo) mine = NULL;
  g_autoptr (GessoModelInfo) shipped = NULL;
  g_autoptr (GessoModelInfo) circle = NULL;

  g_assert_true (g_file_set_contents (
      path,
      "{\"date\":\"2027-02-03\",\"families\":{\"mine\":{\"extends\":\"gpt-image-2\","
      "\"max_n\":999,\"max_prompt_characters\":2000},\"a\":{\"extends\":\"a\"}},"
      "\"models\":[{\"pattern\":\"gpt-image-2\",\"family\":\"mine\",\"label\":\"Mine\"},"
      "{\"pattern\":\"circle\",\"family\":\"a\"}]}",
      -1, NULL));
  catalog = gesso_catalog_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_catalog_get_date (catalog), ==, "2027-02-03");

  mine = gesso_catalog_lookup (catalog, "openai-images", "gpt-image-2");
  shipped = gesso_catalog_lookup (catalog, "openai-images", "gpt-image-2.5-flare");
  circle = gesso_catalog_lookup (catalog, "openai-images", "circle");
  g_assert_cmpstr (mine->label, ==, "Mine");
  g_assert_cmpint (mine->max_n, ==, 10);
  g_assert_cmpint (mine->max_prompt_characters, ==, 2000);
  g_assert_cmpint (mine->size_rule.max_edge, ==, 3840);
  g_assert_cmpint (shipped->max_prompt_characters, ==, 20000);
  g_assert_cmpint (circle->max_n, ==, 10);

  g_assert_true (g_file_set_contents (path, "[1,2]", -1, NULL));
  g_assert_null (gesso_catalog_new (path, &error));
  g_assert_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TYPE);

  gesso_test_remove_folder (folder);
}

static gpointer
look_up_often (gpointer data)
{
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GessoModelInfo) info
          = gesso_catalog_lookup (data, "openai-images", "gpt-image-2.5-flare");

      g_assert_true (info->known);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", look_up_often, catalog);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/catalog/capability-table", test_capability_table);
  g_test_add_func ("/catalog/size-rule", test_size_rule_is_the_shipped_one);
  g_test_add_func ("/catalog/text-model", test_text_model);
  g_test_add_func ("/catalog/task-kinds", test_task_kinds);
  g_test_add_func ("/catalog/other-kinds", test_other_kinds);
  g_test_add_func ("/catalog/shut-down", test_shut_down);
  g_test_add_func ("/catalog/override", test_override);
  g_test_add_func ("/catalog/threads", test_threads);

  return g_test_run ();
}
