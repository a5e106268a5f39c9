/* test-task-profile.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-model-error.h"
#include "model/gesso-task-profiles.h"
#include "support/gesso-test.h"

#include <string.h>

#define GOOD                                                                                       \
  "\"kind\":\"mill\",\"label\":\"Mill\",\"base_url\":\"https://mill.example\","                    \
  "\"submit\":{\"url\":\"/make\",\"body\":{\"p\":\"{prompt}\"},\"id\":\"/id\"},"                   \
  "\"status\":{\"url\":\"/tasks/{id}\",\"state\":\"/s\",\"words\":{\"ok\":\"done\"}},"             \
  "\"pictures\":\"/urls/*\""

static GessoTaskProfile *
parse (const char  *text,
       GError     **error)
{
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, -1, NULL);

  g_assert_nonnull (object);
  return gesso_task_profile_new_from_json (object, error);
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoTaskProfile) profile = parse ("{" GOOD "}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gesso_task_profile_get_kind (profile), ==, "mill");
  g_assert_cmpstr (gesso_task_profile_get_label (profile), ==, "Mill");
  g_assert_cmpstr (gesso_task_profile_get_base_url (profile), ==, "https://mill.example");
  g_assert_null (gesso_task_profile_get_model (profile));
  g_assert_cmpint (gesso_task_profile_get_limit (profile), ==, 2);
  g_assert_null (gesso_task_profile_get_part (profile, "cancel"));
}

/* Every sentence names the place and what is wrong there. */
static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *place;
    const char *words;
  } cases[] = {
    { "{}", "kind", "missing" },
    { "{" GOOD ",\"statsu\":{}}", "statsu", "not part of a profile" },
    { "{" GOOD ",\"kind\":\"My Mill\"}", "kind", "small letters" },
    { "{" GOOD ",\"base_url\":\"mill\"}", "base_url", "not the address" },
    { "{" GOOD ",\"base_url\":\"https://mill.example?x=1\"}", "base_url", "not the address" },
    { "{" GOOD ",\"base_url\":\"file:///etc\"}", "base_url", "not the address" },
    { "{" GOOD ",\"limit\":-1}", "limit", "not a number" },
    { "{" GOOD ",\"pictures\":\"urls\"}", "pictures", "not a path" },
    { "{" GOOD ",\"pictures\":[]}", "pictures", "not a path" },
    { "{" GOOD ",\"submit\":7}", "submit", "not an object" },
    { "{" GOOD ",\"submit\":{\"url\":\"/x\",\"body\":{}}}", "submit.id", "missing" },
    { "{" GOOD ",\"submit\":{\"url\":\"/{modle}\",\"body\":{},\"id\":\"/i\"}}", "submit.url",
      "{modle}" },
    { "{" GOOD ",\"submit\":{\"url\":\"/x\",\"body\":{\"a\":[{\"b\":\"{promt}\"}]},\"id\":\"/i\"}}",
      "submit.body", "{promt}" },
    { "{" GOOD ",\"submit\":{\"url\":\"/x\",\"body\":{\"a\":{\"$fist\":[]}},\"id\":\"/i\"}}",
      "submit.body", "$" },
    { "{" GOOD ",\"submit\":{\"url\":\"/x\",\"body\":{\"a\":{\"$pick\":\"{n}\"}},\"id\":\"/i\"}}",
      "submit.body", "$pick" },
    { "{" GOOD ",\"status\":{\"url\":\"/x\",\"state\":\"/s\",\"words\":{\"ok\":\"fine\"}}}",
      "status.words", "state other than" },
    { "{" GOOD ",\"status\":{\"url\":\"/x\",\"state\":\"/s\",\"words\":{}}}", "status.words",
      "table" },
    { "{" GOOD ",\"error\":{\"classes\":{\"a\":\"sad\"}}}", "error.classes", "class" },
    { "{" GOOD ",\"key\":{\"header\":\"X-Key\",\"form\":\"nothing\"}}", "key.form", "{key}" },
    { "{" GOOD ",\"key\":{\"header\":\"X Key\",\"form\":\"{key}\"}}", "key.header", "header" },
    { "{" GOOD ",\"key\":{\"header\":\"X-Key\",\"form\":\"{key}\\r\\nA: b\"}}", "key.form",
      "not a text" },
    { "{" GOOD ",\"cancel\":{\"url\":\"/x\",\"headers\":{\"A\":\"b\\nC: d\"}}}", "cancel.headers",
      "table" },
    { "{" GOOD ",\"upload\":{\"url\":\"/x\",\"address\":\"/a\"}}", "upload", "either" },
    { "{" GOOD ",\"upload\":{\"url\":\"/x\",\"address\":\"/a\",\"body\":{}}}", "upload", "put_to" },
    { "{" GOOD ",\"upload\":{\"url\":\"/x\",\"address\":\"/a\",\"form\":{\"a\":\"b\"}}}",
      "upload.form", "{bytes}" },
    { "{" GOOD ",\"models\":[{\"pattern\":\"*\"}]}", "models", "body" },
    { "{" GOOD ",\"keeps_s\":9999999}", "keeps_s", "week" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoTaskProfile) profile = parse (cases[i].text, &error);
      g_autofree char *place = g_strdup_printf ("“%s” ", cases[i].place);

      g_test_message ("%s", cases[i].text);
      g_assert_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_BAD_PROFILE);
      g_assert_null (profile);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, place));
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_states (void)
{
  g_autoptr (GessoTaskProfile) profile
      = parse ("{" GOOD ",\"status\":{\"url\":\"/x\",\"state\":\"/s\",\"words\":{\"Q\":\"queued\","
               "\"R\":\"running\",\"D\":\"done\",\"F\":\"failed\",\"C\":\"cancelled\","
               "\"E\":\"expired\"}}}",
               NULL);

  g_assert_cmpint (gesso_task_profile_read_state (profile, "Q"), ==, GESSO_TASK_STATE_QUEUED);
  g_assert_cmpint (gesso_task_profile_read_state (profile, "d"), ==, GESSO_TASK_STATE_DONE);
  g_assert_cmpint (gesso_task_profile_read_state (profile, "f"), ==, GESSO_TASK_STATE_FAILED);
  g_assert_cmpint (gesso_task_profile_read_state (profile, "C"), ==, GESSO_TASK_STATE_CANCELLED);
  g_assert_cmpint (gesso_task_profile_read_state (profile, "e"), ==, GESSO_TASK_STATE_EXPIRED);
  g_assert_cmpint (gesso_task_profile_read_state (profile, "new"), ==, GESSO_TASK_STATE_RUNNING);
  g_assert_cmpint (gesso_task_profile_read_state (profile, NULL), ==, GESSO_TASK_STATE_RUNNING);
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A person's folder: a service of their own, one of ours changed, and files that are no use. */
static void
test_folder (void)
{
  char *folder = gesso_test_make_folder ();
  g_autoptr (GessoTaskProfiles) profiles = NULL;
  GessoTaskProfile *kie;
  const char *const *problems;

  write_file (folder, "mill.json", "{" GOOD "}");
  write_file (folder, "my-kie.json",
              "{\"kind\":\"kie\",\"base_url\":\"https://proxy.example/kie\"}");
  write_file (folder, "bad.json", "{\"kind\":\"bad\"}");
  write_file (folder, "broken.json", "{");
  write_file (folder, "steal.json", "{" GOOD ",\"kind\":\"openai-images\"}");
  write_file (folder, "notes.txt", "not a profile");
  profiles = gesso_task_profiles_new (folder);
  g_assert_cmpuint (gesso_task_profiles_get_length (profiles), ==, 5);
  g_assert_nonnull (gesso_task_profiles_find (profiles, "mill"));
  kie = gesso_task_profiles_find (profiles, "kie");
  g_assert_cmpstr (gesso_task_profile_get_base_url (kie), ==, "https://proxy.example/kie");
  g_assert_cmpstr (gesso_task_profile_get_label (kie), ==, "kie.ai");
  g_assert_nonnull (gesso_task_profile_get_part (kie, "upload"));
  g_assert_null (gesso_task_profiles_find (profiles, "bad"));
  g_assert_null (gesso_task_profiles_find (profiles, "openai-images"));

  problems = gesso_task_profiles_get_problems (profiles);
  g_assert_cmpuint (g_strv_length ((char **) problems), ==, 3);
  g_assert_nonnull (strstr (problems[0], "bad.json: “label” is missing"));
  g_assert_nonnull (strstr (problems[1], "broken.json: "));
  g_assert_nonnull (strstr (problems[2], "steal.json: “kind” is “openai-images”"));
  gesso_test_remove_folder (folder);
}

/* An account of such a kind begins with what its profile says. */
static void
test_accounts (void)
{
  static const struct
  {
    const char *kind;
    const char *base_url;
    const char *typed;
    const char *repaired;
  } cases[] = {
    { "fal", "https://queue.fal.run", "queue.fal.run/", "https://queue.fal.run" },
    { "evolink", "https://api.evolink.ai", "https://api.evolink.ai", "https://api.evolink.ai" },
    { "kie", "https://api.kie.ai", "localhost:8080/x/", "http://localhost:8080/x" },
    { "replicate", "https://api.replicate.com/v1", "api.replicate.com",
      "https://api.replicate.com/v1" },
    { "replicate", "https://api.replicate.com/v1", "http://localhost:9/v1/",
      "http://localhost:9/v1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoAccount) account = gesso_account_new ("a", cases[i].kind, NULL);
      g_autofree char *repaired = gesso_account_repair_address (cases[i].kind, cases[i].typed);

      g_assert_cmpstr (gesso_account_get_base_url (account), ==, cases[i].base_url);
      g_assert_nonnull (gesso_account_get_model (account));
      g_assert_true (gesso_account_needs_key (account));
      g_assert_cmpstr (repaired, ==, cases[i].repaired);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/task-profile/good", test_good);
  g_test_add_func ("/task-profile/bad", test_bad);
  g_test_add_func ("/task-profile/states", test_states);
  g_test_add_func ("/task-profile/folder", test_folder);
  g_test_add_func ("/task-profile/accounts", test_accounts);

  return g_test_run ();
}
