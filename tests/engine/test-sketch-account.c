/* test-sketch-account.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main job on the default account: the whole studio with the built engine as its child.
 */

#include "config.h"

#include "base/gesso-json.h"
#include "studio/gesso-importer.h"
#include "studio/gesso-studio.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <signal.h>

typedef struct
{
  char *folder;
  GessoStudio *studio;
  GessoSession *session;
  guint n_previews;
} Fixture;

static void
open_studio (Fixture *f)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) session = NULL;
  g_autoptr (GError) error = NULL;

  f->studio = gesso_studio_new (f->folder, GESSO_STUDIO_FLAGS_NO_KEYRING);
  gesso_studio_open_async (f->studio, NULL, gesso_test_result_cb, &opened);
  gesso_test_wait_result (&opened);
  gesso_studio_open_finish (f->studio, opened, &error);
  g_assert_no_error (error);

  gesso_library_open_last_session_async (gesso_studio_get_library (f->studio), NULL,
                                         gesso_test_result_cb, &session);
  gesso_test_wait_result (&session);
  f->session
      = gesso_library_open_session_finish (gesso_studio_get_library (f->studio), session, &error);
  g_assert_no_error (error);
}

static void
close_studio (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&f->session);
  gesso_studio_close_async (f->studio, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_true (gesso_studio_close_finish (f->studio, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (f->studio);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = gesso_test_make_folder ();
  open_studio (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_studio (f);
  gesso_test_remove_folder (f->folder);
}

static GessoParameters *
make_parameters (int width,
                 int height,
                 int partial_images)
{
  GessoParameters *parameters = gesso_parameters_new ();

  parameters->model = g_strdup ("sketch-1");
  parameters->n = 1;
  parameters->size = (GessoSize){ width, height };
  parameters->quality = g_strdup ("low");
  parameters->partial_images = partial_images;
  return parameters;
}

static void
preview_changed_cb (Fixture    *f,
                    GParamSpec *pspec,
                    GessoJob   *job)
{
  if (gesso_job_get_preview (job) != NULL)
    f->n_previews++;
}

static GessoJob *
submit (Fixture      *f,
        GessoRequest *request,
        const char   *base_id)
{
  GessoJob *job = gesso_studio_submit (f->studio, gesso_studio_find_account (f->studio, "sketch"),
                                       request, gesso_session_get_id (f->session), base_id);

  g_signal_connect_swapped (job, "notify::preview", G_CALLBACK (preview_changed_cb), f);
  return job;
}

static GessoNode *
finish (Fixture  *f,
        GessoJob *job)
{
  gesso_test_wait_until (gesso_job_is_finished (job));
  if (gesso_job_get_failure (job) != NULL)
    g_error ("%s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
  return gesso_session_find (f->session, gesso_job_get_node_ids (job)[0]);
}

static GessoNode *
generate (Fixture    *f,
          const char *prompt,
          int         width,
          int         height,
          int         partial_images)
{
  g_autoptr (GessoParameters) parameters = make_parameters (width, height, partial_images);
  g_autoptr (GessoRequest) request
      = gesso_request_new (GESSO_OPERATION_GENERATE, prompt, parameters, NULL, NULL);

  return finish (f, submit (f, request, NULL));
}

static GessoReference *
load_node (Fixture    *f,
           const char *node_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoReference *reference;

  gesso_importer_load_node_async (f->studio, node_id, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  reference = gesso_importer_load_finish (f->studio, result, &error);
  g_assert_no_error (error);
  return reference;
}

static GessoJob *
submit_edit (Fixture    *f,
             GessoNode  *base,
             const char *prompt)
{
  g_autoptr (GessoParameters) parameters
      = make_parameters (gesso_node_get_width (base), gesso_node_get_height (base), 0);
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;

  g_ptr_array_add (references, load_node (f, gesso_node_get_id (base)));
  request = gesso_request_new (GESSO_OPERATION_EDIT, prompt, parameters, references, NULL);
  return submit (f, request, gesso_node_get_id (base));
}

static void
test_generate_edit_restart (Fixture       *f,
                            gconstpointer  data)
{
  GessoNode *first = generate (f, "Poster \"Grand Opening\" in red and cream", 1024, 1024, 2);
  GessoNode *second;
  g_autoptr (GessoNode) parent = NULL;
  g_autofree char *first_id = g_strdup (gesso_node_get_id (first));
  g_autofree char *second_id = NULL;

  g_assert_cmpint (gesso_node_get_width (first), ==, 1024);
  g_assert_cmpint (gesso_node_get_cost_micros (first), ==, 0);
  g_assert_cmpuint (f->n_previews, >=, 2);

  second = finish (f, submit_edit (f, first, "make it black and white"));
  second_id = g_strdup (gesso_node_get_id (second));
  g_assert_cmpint (gesso_node_get_kind (second), ==, GESSO_NODE_KIND_EDITED);
  parent = gesso_session_get_parent (f->session, second);
  g_assert_true (parent == first);
  g_clear_object (&parent);

  close_studio (f);
  open_studio (f);
  g_assert_nonnull (gesso_session_find (f->session, first_id));
  g_assert_nonnull (gesso_session_find (f->session, second_id));
}

static void
test_tells_what_it_understood (Fixture       *f,
                               gconstpointer  data)
{
  GessoNode *node = generate (f, "a lighthouse in the style of an old master", 1024, 1024, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNodeDetails) details = NULL;
  g_autoptr (JsonObject) json = NULL;
  JsonObject *sketch;

  gesso_library_load_details_async (gesso_studio_get_library (f->studio), gesso_node_get_id (node),
                                    NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  details
      = gesso_library_load_details_finish (gesso_studio_get_library (f->studio), result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (details->details_json);
  json = gesso_json_parse_object (details->details_json, -1, &error);
  sketch = gesso_json_get_object (json, "sketch");
  g_assert_nonnull (gesso_json_get_array (sketch, "understood"));
  g_assert_nonnull (gesso_json_get_array (sketch, "ignored"));
  g_assert_cmpuint (json_array_get_length (gesso_json_get_array (sketch, "ignored")), >, 0);
  g_assert_nonnull (gesso_node_get_revised_prompt (node));
}

static void
test_unknown_edit_is_refused (Fixture       *f,
                              gconstpointer  data)
{
  GessoNode *node = generate (f, "blue waves", 1024, 1024, 0);
  GessoJob *job = submit_edit (f, node, "translate the philosophy into interpretive dance");

  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_nonnull (gesso_job_get_failure (job));
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_REFUSED);
  g_assert_cmpstr (gesso_failure_get_info (gesso_job_get_failure (job))->code, ==,
                   "unsupported_instruction");
}

static int
find_engine (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? atoi (text) : 0;
}

static void
test_engine_killed_in_mid_job (Fixture       *f,
                               gconstpointer  data)
{
  GessoNode *node = generate (f, "blue waves", 1024, 1024, 0);
  g_autoptr (GessoParameters) parameters = make_parameters (3840, 2160, 0);
  g_autoptr (GessoRequest) request = NULL;
  GessoJob *job;
  int pid = find_engine ();

  g_assert_nonnull (node);
  g_assert_cmpint (pid, >, 0);
  g_free (parameters->quality);
  parameters->quality = g_strdup ("high");
  request = gesso_request_new (GESSO_OPERATION_GENERATE, "night city skyline with moon and stars",
                               parameters, NULL, NULL);
  job = submit (f, request, NULL);
  gesso_test_wait_until (gesso_job_get_state (job) == GESSO_JOB_STATE_RUNNING
                         && gesso_job_get_stage (job) >= GESSO_RUN_STAGE_WORKING);
  kill (pid, SIGKILL);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);

  /* The next request finds a new engine. */
  g_assert_nonnull (generate (f, "green waves", 1024, 1024, 0));
  g_assert_cmpint (find_engine (), !=, pid);
}

static void
test_large_photograph (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (6000, 4000);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReference) reference = NULL;
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoParameters) parameters = make_parameters (3504, 2336, 0);
  g_autoptr (GessoRequest) request = NULL;
  g_autofree char *base_id = NULL;
  GessoNode *node;

  gesso_importer_load_bytes_async (f->studio, jpeg, "photo.jpg", NULL, gesso_test_result_cb,
                                   &loaded);
  gesso_test_wait_result (&loaded);
  reference = gesso_importer_load_finish (f->studio, loaded, &error);
  g_assert_no_error (error);
  gesso_importer_add_node_async (f->studio, reference, gesso_session_get_id (f->session), NULL,
                                 gesso_test_result_cb, &added);
  gesso_test_wait_result (&added);
  base_id = gesso_importer_add_node_finish (f->studio, added, &error);
  g_assert_no_error (error);

  g_ptr_array_add (references, gesso_reference_ref (reference));
  request = gesso_request_new (GESSO_OPERATION_EDIT, "warmer", parameters, references, NULL);
  node = finish (f, submit (f, request, base_id));
  g_assert_cmpint (gesso_node_get_width (node), ==, 3504);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sketch-account/generate-edit-restart", test_generate_edit_restart);
  ADD ("/sketch-account/understood", test_tells_what_it_understood);
  ADD ("/sketch-account/unknown-edit", test_unknown_edit_is_refused);
  ADD ("/sketch-account/engine-killed", test_engine_killed_in_mid_job);
  ADD ("/sketch-account/large-photograph", test_large_photograph);

  return g_test_run ();
}
