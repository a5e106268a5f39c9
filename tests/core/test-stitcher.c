/* test-stitcher.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits with protection and the library: a request is cut to its part, and what a process received
 * and did not get to put in, because it was killed, is put in and proven at the next start. What
 * cannot be put in is not lost.
 */

#include "config.h"

#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include "base/gesso-digest.h"
#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-transform.h"
#include "store/gesso-store-error-private.h"
#include "studio/gesso-stitcher.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define WIDTH 1000
#define HEIGHT 900
#define LEFT 120
#define TOP 50
#define SIDE 816

static GessoReference *
make_reference (GessoImage *image,
                const char *name)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, &error);
  g_autofree char *digest = NULL;

  g_assert_no_error (error);
  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", name, digest, gesso_image_get_width (image),
                              gesso_image_get_height (image));
}

/* Coarse noise: something to hold on to, everywhere. */
static GessoImage *
make_scene (guint32 seed)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (WIDTH, HEIGHT, seed, FALSE);

  return gesso_transform_blur (noise, 3, NULL, NULL);
}

static GessoImage *
make_mask (void)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);

  for (int y = 400; y < 500; y++)
    memset (pixels + y * WIDTH + 450, 255, 120);
  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_GRAY8, WIDTH, pixels);
}

/* Three stripes with a spot in each, of which no two are sent together. */
#define N_PARTS 3
#define PART 320

static gboolean
is_in_spot (int x,
            int y)
{
  return x < N_PARTS * PART && x % PART >= 120 && x % PART < 200 && y >= 400 && y < 500;
}

static GessoImage *
make_part_mask (guint parts)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      pixels[y * WIDTH + x] = is_in_spot (x, y) && (parts & (1u << (x / PART))) != 0 ? 255 : 0;
  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_GRAY8, WIDTH, pixels);
}

static GessoImage *
make_part_answer (GessoImage      *scene,
                  const GessoRect *rect)
{
  gsize stride = 4 * (gsize) rect->width;
  guint8 *pixels = g_malloc (stride * (gsize) rect->height);

  for (int y = 0; y < rect->height; y++)
    for (int x = 0; x < rect->width; x++)
      {
        guint8 *pixel = pixels + (gsize) y * stride + 4 * (gsize) x;

        memcpy (pixel, gesso_image_get_row (scene, y) + 4 * (rect->x + x), 4);
        if (is_in_spot (rect->x + x, y))
          memset (pixel, 0, 3);
      }
  return gesso_image_new_take (rect->width, rect->height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
}

static GessoRequest *
make_uncut (GessoEditMode mode)
{
  g_autoptr (GessoImage) scene = make_scene (1);
  g_autoptr (GessoImage) mask = make_mask ();
  g_autoptr (GessoReference) base = make_reference (scene, "base.png");
  g_autoptr (GessoReference) painted = make_reference (mask, "mask.png");
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) plain = NULL;

  options.mode = mode;
  plan = gesso_stitch_plan_new (painted, &(GessoRect){ LEFT, TOP, SIDE, SIDE },
                                &(GessoSize){ SIDE, SIDE }, NULL, &options);
  g_ptr_array_add (references, base);
  plain = gesso_test_studio_request ("remove it", 1, 0, references);
  return gesso_request_with_plan (plain, plan);
}

static void
cut (void)
{
  for (int mode = 0; mode < 2; mode++)
    {
      g_autoptr (GessoRequest) uncut = make_uncut ((GessoEditMode) mode);
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoRequest) request = gesso_stitcher_cut (uncut, NULL, &error);
      GessoReference *part;
      GessoReference *mask;
      g_autoptr (GessoImage) sent = NULL;
      g_autoptr (GessoImage) scene = make_scene (1);
      g_autoptr (GessoImage) wanted = NULL;
      GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;

      g_assert_no_error (error);
      part = gesso_request_get_reference (request, 0);
      mask = gesso_request_get_mask (request);
      g_assert_true (gesso_stitch_plan_is_cut (gesso_request_get_plan (request)));
      g_assert_cmpint (gesso_reference_get_width (part), ==, SIDE);
      g_assert_true ((mask != NULL) == (mode == GESSO_EDIT_MODE_REPLACE));
      sent = gesso_decoder_decode (gesso_reference_get_data (part), &options, NULL, &error);
      wanted = gesso_transform_crop (scene, LEFT, TOP, SIDE, SIDE, NULL);
      gesso_test_picture_assert_equal (sent, wanted);
    }
}

/* The child: everything up to the moment when the process dies. */

static void
put_blob (GessoLibrary   *library,
          GessoReference *reference)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *digest = NULL;

  gesso_library_put_blob_async (library, gesso_reference_get_data (reference), NULL,
                                gesso_test_result_cb, &result);
  digest = gesso_library_put_blob_finish (library, gesso_test_wait_result (&result), NULL);
  g_assert_nonnull (digest);
}

static char *
put_job (GessoLibrary *library,
         GessoSession *session,
         GessoRequest *request)
{
  g_autoptr (GessoJobRecord) record = gesso_job_record_new ();
  g_autoptr (JsonObject) json = gesso_request_to_json (request);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  record->session_id = g_strdup (gesso_session_get_id (session));
  record->account_id = g_strdup ("cellar");
  record->account_name = g_strdup ("Cellar");
  record->model = g_strdup ("gpt-image-2");
  record->prompt = g_strdup (gesso_request_get_prompt (request));
  record->request_json = gesso_json_object_to_string (json, FALSE);
  record->n_wanted = 1;
  gesso_library_create_job_async (library, record, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return g_strdup (ids[0]);
}

static void
receive (const char *folder,
         GessoImage *answer)
{
  g_autoptr (GessoReference) file = make_reference (answer, "answer.png");
  g_autofree char *path = g_build_filename (folder, "0.image", NULL);
  GBytes *bytes = gesso_reference_get_data (file);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

/* One part of an edit: what is masked by @part will be black. */
static GessoRequest *
make_uncut_part (guint part)
{
  g_autoptr (GessoImage) scene = make_scene (1);
  g_autoptr (GessoImage) own = make_part_mask (1u << part);
  g_autoptr (GessoImage) all = make_part_mask (~0u);
  g_autoptr (GessoReference) base = make_reference (scene, "base.png");
  g_autoptr (GessoReference) painted = make_reference (own, "mask.png");
  g_autoptr (GessoReference) whole = make_reference (all, "mask.png");
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoRect rect = { (int) part * PART, 0, PART, HEIGHT };
  g_autoptr (GessoStitchPlan) plain
      = gesso_stitch_plan_new (painted, &rect, &(GessoSize){ rect.width, rect.height }, NULL,
                               &options);
  g_autoptr (GessoStitchPlan) numbered
      = gesso_stitch_plan_as_part (plain, whole, part + 1, N_PARTS);
  g_autoptr (GessoStitchPlan) plan = gesso_stitch_plan_with_group (numbered, "group-of-this");
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) request = NULL;

  g_ptr_array_add (references, base);
  request = gesso_test_studio_request ("remove it", 1, 0, references);
  return gesso_request_with_plan (request, plan);
}

static GessoImage *
make_answer_of (guint part)
{
  g_autoptr (GessoImage) scene = make_scene (1);

  return make_part_answer (scene, &(GessoRect){ (int) part * PART, 0, PART, HEIGHT });
}

/* A job that has received its answer. */
static char *
receive_part (GessoLibrary  *library,
              GessoSession  *session,
              guint          part,
              GessoRequest **out_sent)
{
  g_autoptr (GessoRequest) uncut = make_uncut_part (part);
  g_autoptr (GessoRequest) sent = gesso_stitcher_cut (uncut, NULL, NULL);
  GessoStitchPlan *plan = gesso_request_get_plan (sent);
  g_autoptr (GessoImage) answer = make_answer_of (part);
  g_autofree char *spool = NULL;
  char *job;

  put_blob (library, gesso_request_get_reference (sent, 0));
  put_blob (library, gesso_request_get_mask (sent));
  put_blob (library, gesso_stitch_plan_get_mask (plan));
  put_blob (library, gesso_stitch_plan_get_whole (plan));
  put_blob (library, gesso_stitch_plan_get_base (plan));
  job = put_job (library, session, sent);
  gesso_test_library_update (library, job, GESSO_JOURNAL_STATE_RECEIVING);
  spool = gesso_library_dup_spool_folder (library, job);
  receive (spool, answer);
  if (out_sent != NULL)
    *out_sent = g_steal_pointer (&sent);
  return job;
}

static int
run_child (const char *folder,
           const char *what)
{
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autoptr (GessoRequest) uncut = make_uncut (GESSO_EDIT_MODE_REPLACE);
  g_autoptr (GessoRequest) request = gesso_stitcher_cut (uncut, NULL, NULL);
  GessoStitchPlan *plan = gesso_request_get_plan (request);
  g_autoptr (GessoImage) scene = make_scene (g_str_equal (what, "different") ? 77 : 1);
  g_autoptr (GessoImage) answer = gesso_transform_crop (scene, LEFT, TOP, SIDE, SIDE, NULL);
  g_autofree char *job = NULL;
  g_autofree char *spool = NULL;

  put_blob (library, gesso_request_get_reference (request, 0));
  put_blob (library, gesso_request_get_mask (request));
  put_blob (library, gesso_stitch_plan_get_mask (plan));
  if (!g_str_equal (what, "no-base"))
    put_blob (library, gesso_stitch_plan_get_base (plan));
  job = put_job (library, session, request);
  gesso_test_library_update (library, job, GESSO_JOURNAL_STATE_RECEIVING);
  spool = gesso_library_dup_spool_folder (library, job);
  receive (spool, answer);
  if (g_str_equal (what, "parts"))
    for (guint i = 0; i < N_PARTS; i++)
      g_free (receive_part (library, session, i, NULL));
  if (g_str_equal (what, "half"))
    {
      /* It died while the picture was written: there is a file, but nothing was verified. */
      g_autofree char *half = g_build_filename (spool, "0.stitched", NULL);

      g_file_set_contents (half, "half a picture", -1, NULL);
    }
  raise (SIGKILL);
  return 0;
}

static void
die (const char *folder,
     const char *what)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *arguments[] = { self, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  environment = g_environ_setenv (environment, "GESSO_TEST_CHILD", what, TRUE);
  environment = g_environ_setenv (environment, "GESSO_TEST_FOLDER", folder, TRUE);
  g_assert_true (g_spawn_sync (NULL, arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* The parent: what the next start makes of it. */

static GessoNode *
load_only_node (GessoLibrary *library)
{
  g_auto (GStrv) ids = gesso_test_library_find (library, "remove");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoNode *node;

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  gesso_library_load_node_async (library, ids[0], NULL, gesso_test_result_cb, &result);
  node = gesso_library_load_node_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return node;
}

static void
check_put_in (GessoNode *node)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) scene = make_scene (1);
  g_autoptr (GessoImage) whole
      = gesso_decoder_decode_file (gesso_node_get_path (node), &options, NULL, NULL);
  g_autoptr (GessoImage) answer
      = gesso_decoder_decode_file (gesso_node_get_answer_path (node), &options, NULL, NULL);
  GessoProof proof;

  g_assert_true (gesso_node_is_protected (node));
  g_assert_true (gesso_node_get_proof (node, &proof));
  g_assert_cmpuint (proof.checked, ==, WIDTH * HEIGHT - 120 * 100);
  g_assert_cmpint (gesso_node_get_width (node), ==, WIDTH);
  g_assert_cmpint (gesso_image_get_width (answer), ==, SIDE);
  /* Here the answer is what was sent, so the whole is the base again. */
  gesso_test_picture_assert_equal (whole, scene);
}

static void
check_kept (GessoNode    *node,
            GessoRefusal  refusal)
{
  GessoProof proof;

  g_assert_true (gesso_node_get_proof (node, &proof));
  g_assert_cmpint (proof.refusal, ==, refusal);
  g_assert_false (gesso_node_is_protected (node));
  g_assert_null (gesso_node_get_answer_path (node));
  g_assert_cmpint (gesso_node_get_width (node), ==, SIDE);
}

static void
next_start (gconstpointer data)
{
  const char *what = data;
  GessoTestStudio studio = { .folder = gesso_test_make_folder () };
  GessoLibrary *library;
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autofree char *spool = NULL;

  die (studio.folder, what);
  gesso_test_studio_open (&studio);
  library = gesso_studio_get_library (studio.studio);
  g_assert_cmpuint (gesso_studio_get_recovery_report (studio.studio)->n_pictures, ==, 1);
  node = load_only_node (library);
  if (g_str_equal (what, "different"))
    check_kept (node, GESSO_REFUSAL_DIFFERENT);
  else if (g_str_equal (what, "no-base"))
    check_kept (node, GESSO_REFUSAL_INPUT);
  else
    check_put_in (node);

  jobs = gesso_test_library_jobs (library);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpint (((GessoJobRecord *) jobs->pdata[0])->state, ==, GESSO_JOURNAL_STATE_DONE);
  spool = gesso_library_dup_spool_folder (library, ((GessoJobRecord *) jobs->pdata[0])->id);
  g_assert_false (g_file_test (spool, G_FILE_TEST_EXISTS));
  g_clear_object (&node);
  gesso_test_studio_verify (&studio);
  gesso_test_studio_tear_down (&studio);
}

/* How many parts of the edit are in a picture of which nothing else has changed; 0 for a picture
 * that is no such edit. */
static guint
count_parts (GessoNode *node)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) scene = make_scene (1);
  g_autoptr (GessoImage) image = NULL;
  guint n_black = 0;
  GessoProof proof;

  g_assert_true (gesso_node_get_proof (node, &proof));
  g_assert_true (gesso_node_is_protected (node));
  if (proof.checked != WIDTH * HEIGHT - N_PARTS * 80 * 100)
    return 0;

  image = gesso_decoder_decode_file (gesso_node_get_path (node), &options, NULL, NULL);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (!is_in_spot (x, y))
        g_assert_cmpint (memcmp (gesso_image_get_row (image, y) + 4 * x,
                                 gesso_image_get_row (scene, y) + 4 * x, 4),
                         ==, 0);
  for (int part = 0; part < N_PARTS; part++)
    n_black += gesso_image_get_row (image, 450)[4 * (part * PART + 160)] < 3;
  return n_black;
}

/* All parts of an edit were received when the process died: they come home one after the other,
 * and the last one has them all. */
static void
parts_after_death (void)
{
  GessoTestStudio studio = { .folder = gesso_test_make_folder () };
  GessoLibrary *library;
  g_auto (GStrv) ids = NULL;
  guint most = 0;

  die (studio.folder, "parts");
  gesso_test_studio_open (&studio);
  library = gesso_studio_get_library (studio.studio);
  g_assert_cmpuint (gesso_studio_get_recovery_report (studio.studio)->n_pictures, ==, N_PARTS + 1);
  ids = gesso_test_library_find (library, "remove");
  g_assert_cmpuint (g_strv_length (ids), ==, N_PARTS + 1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoNode) node = NULL;

      gesso_library_load_node_async (library, ids[i], NULL, gesso_test_result_cb, &result);
      node = gesso_library_load_node_finish (library, gesso_test_wait_result (&result), NULL);
      most = MAX (most, count_parts (node));
    }
  g_assert_cmpuint (most, ==, N_PARTS);
  gesso_test_studio_verify (&studio);
  gesso_test_studio_tear_down (&studio);
}

static gboolean
has_file (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Puts a part into what there is of the others, and brings it home. */
static GPtrArray *
bring_home (GessoLibrary  *library,
            const char    *job,
            const char    *head,
            GessoRequest  *sent,
            GError       **error)
{
  g_autofree char *spool = gesso_library_dup_spool_folder (library, job);
  g_autoptr (GessoCommitRecord) commit = gesso_commit_record_new (job);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (gesso_stitcher_stitch (sent, spool, 0, head, NULL));
  g_assert_true (has_file (spool, "0.proof") && has_file (spool, "0.head"));
  g_ptr_array_add (commit->outputs, gesso_output_record_new (0, NULL, NULL));
  gesso_library_commit_job_async (library, commit, NULL, gesso_test_result_cb, &result);
  return gesso_library_commit_job_finish (library, gesso_test_wait_result (&result), error);
}

/* Two processes put their parts into the same picture: the library takes the second only when it
 * has the first in it. */
static void
overtaken (void)
{
  GessoTestStudio mine = { .folder = gesso_test_make_folder () };
  GessoTestStudio other = { .folder = mine.folder };
  GessoRequest *sent[2] = { NULL, NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *spool = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) home = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  GessoLibrary *library;

  gesso_test_studio_open (&mine);
  gesso_test_studio_open (&other);
  library = gesso_studio_get_library (other.studio);
  first = receive_part (gesso_studio_get_library (mine.studio), mine.session, 0, &sent[0]);
  second = receive_part (library, other.session, 1, &sent[1]);
  spool = gesso_library_dup_spool_folder (library, second);

  home = bring_home (gesso_studio_get_library (mine.studio), first, NULL, sent[0], &error);
  g_assert_no_error (error);
  g_assert_null (bring_home (library, second, NULL, sent[1], &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_OVERTAKEN);
  g_clear_error (&error);
  g_assert_false (has_file (spool, "0.proof") || has_file (spool, "0.stitched"));
  g_assert_true (has_file (spool, "0.image"));

  nodes = bring_home (library, second, gesso_node_get_path (home->pdata[0]), sent[1], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_parts (home->pdata[0]), ==, 1);
  g_assert_cmpuint (count_parts (nodes->pdata[0]), ==, 2);
  g_clear_pointer (&home, g_ptr_array_unref);
  g_clear_pointer (&nodes, g_ptr_array_unref);
  for (guint i = 0; i < 2; i++)
    gesso_request_unref (sent[i]);
  gesso_test_studio_close (&other);
  gesso_test_studio_verify (&mine);
  gesso_test_studio_tear_down (&mine);
}

/* Where two commits meet. */
static GMutex meeting;
static GCond met;
static guint n_there;

static void
meet_cb (const char *step,
         gpointer    user_data)
{
  gint64 end = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  if (!g_str_equal (step, "blobs-adopted"))
    return;

  g_mutex_lock (&meeting);
  n_there++;
  g_cond_broadcast (&met);
  while (n_there < 2 && g_cond_wait_until (&met, &meeting, end))
    ;
  g_mutex_unlock (&meeting);
}

static void
add_answer (GessoTestServer *server,
            guint            part)
{
  g_autoptr (GessoImage) image = make_answer_of (part);
  g_autoptr (GessoReference) file = make_reference (image, "answer.png");
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (gesso_reference_get_data (file), &size);
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autofree char *json = g_strdup_printf ("{\"data\":[{\"b64_json\":\"%s\"}]}", base64);
  g_autofree char *answer
      = g_strdup_printf ("send HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\n"
                         "Content-Length: %zu\\r\\n\\r\\n%s",
                         strlen (json), json);
  const char *const steps[] = { "read", answer, NULL };

  gesso_test_server_add_script (server, steps);
}

/* The same with all that there is: two studios receive parts of one edit, and their commits are
 * held until both have put theirs into the bare base. */
static void
two_studios (void)
{
  GessoTestStudio studios[2] = { { .folder = gesso_test_make_folder () } };
  GessoTestServer *servers[2];
  GessoJob *jobs[2];
  guint most = 0;

  studios[1].folder = studios[0].folder;
  n_there = 0;
  _gesso_store_set_step_hook (meet_cb, NULL);
  for (guint i = 0; i < 2; i++)
    gesso_test_studio_open (&studios[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GessoRequest) uncut = make_uncut_part (i);
      g_autofree char *uri = NULL;

      servers[i] = gesso_test_server_new ();
      add_answer (servers[i], i);
      uri = gesso_test_server_dup_uri (servers[i], "/v1");
      jobs[i] = gesso_test_studio_submit (&studios[i], uri, uncut);
    }
  for (guint i = 0; i < 2; i++)
    gesso_test_wait_until (gesso_job_is_finished (jobs[i]));
  _gesso_store_set_step_hook (NULL, NULL);

  for (guint i = 0; i < 2; i++)
    if (gesso_job_get_failure (jobs[i]) != NULL)
      g_test_message ("%s", gesso_failure_get_info (gesso_job_get_failure (jobs[i]))->message);
  /* Both had met, and one of them had to come again. */
  g_assert_cmpuint (n_there, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      GessoLibrary *library = gesso_studio_get_library (studios[i].studio);
      const char *const *ids = gesso_job_get_node_ids (jobs[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoNode) node = NULL;

      g_assert_cmpint (gesso_job_get_state (jobs[i]), ==, GESSO_JOB_STATE_DONE);
      gesso_library_load_node_async (library, ids[0], NULL, gesso_test_result_cb, &result);
      node = gesso_library_load_node_finish (library, gesso_test_wait_result (&result), NULL);
      most = MAX (most, count_parts (node));
    }
  g_assert_cmpuint (most, ==, 2);
  for (guint i = 0; i < 2; i++)
    gesso_test_server_free (servers[i]);
  gesso_test_studio_close (&studios[1]);
  gesso_test_studio_verify (&studios[0]);
  gesso_test_studio_tear_down (&studios[0]);
}

int
main (int    argc,
      char **argv)
{
  if (g_getenv ("GESSO_TEST_CHILD") != NULL)
    return run_child (g_getenv ("GESSO_TEST_FOLDER"), g_getenv ("GESSO_TEST_CHILD"));

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("GESSO_API_KEY", "sk-cellar", TRUE);
  g_test_add_func ("/stitcher/cut", cut);
  g_test_add_data_func ("/stitcher/next-start/good", "good", next_start);
  g_test_add_data_func ("/stitcher/next-start/half", "half", next_start);
  g_test_add_data_func ("/stitcher/next-start/different", "different", next_start);
  g_test_add_data_func ("/stitcher/next-start/no-base", "no-base", next_start);
  g_test_add_func ("/stitcher/next-start/parts", parts_after_death);
  g_test_add_func ("/stitcher/overtaken", overtaken);
  g_test_add_func ("/stitcher/two-studios", two_studios);
  return g_test_run ();
}
