/* test-bad-input.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-digest.h"
#include "base/gesso-json.h"
#include "image/gesso-image-error.h"
#include "model/gesso-draft.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What a person can put in: files that are no pictures, and texts that are no prompts. */

#define NO "send HTTP/1.1 400 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
  char *files;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const char *const steps[] = { "read", NO, NULL };

  gesso_test_studio_set_up (&f->studio);
  f->files = gesso_test_make_folder ();
  f->server = gesso_test_server_new ();
  gesso_test_server_add_script (f->server, steps);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gesso_test_studio_tear_down (&f->studio);
  gesso_test_remove_folder (f->files);
  gesso_test_server_free (f->server);
}

static char *
write_file (Fixture    *f,
            const char *name,
            GBytes     *bytes)
{
  char *path = g_build_filename (f->files, name, NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

static GessoReference *
import (Fixture  *f,
        GBytes   *bytes,
        GError  **error)
{
  g_autofree char *path = write_file (f, "picture.png", bytes);

  return gesso_test_studio_import (&f->studio, path, error);
}

static void
assert_refused (Fixture         *f,
                GBytes          *bytes,
                GessoImageError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReference) reference = import (f, bytes, &error);

  g_assert_null (reference);
  g_assert_error (error, GESSO_IMAGE_ERROR, (int) code);
}

static void
test_bad_files (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (64, 48);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("I am named like a picture.\n", 27);
  g_autoptr (GBytes) bomb = gesso_test_picture_png_bomb ();
  g_autoptr (GBytes) cut_png = gesso_test_picture_cut (png, g_bytes_get_size (png) / 2);
  g_autoptr (GBytes) cut_jpeg = gesso_test_picture_cut (jpeg, g_bytes_get_size (jpeg) / 2);
  g_autoptr (GBytes) head = gesso_test_picture_cut (png, 20);

  assert_refused (f, nothing, GESSO_IMAGE_ERROR_EMPTY);
  assert_refused (f, text, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  assert_refused (f, bomb, GESSO_IMAGE_ERROR_TOO_LARGE);
  assert_refused (f, cut_png, GESSO_IMAGE_ERROR_TRUNCATED);
  assert_refused (f, cut_jpeg, GESSO_IMAGE_ERROR_TRUNCATED);
  assert_refused (f, head, GESSO_IMAGE_ERROR_TRUNCATED);
}

static void
assert_unreadable (Fixture      *f,
                   const char   *path,
                   GIOErrorEnum  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gesso_test_studio_import (&f->studio, path, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
test_no_files (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autofree char *missing = g_build_filename (f->files, "missing.png", NULL);
  g_autofree char *locked = write_file (f, "locked.png", png);

  assert_unreadable (f, f->files, G_IO_ERROR_IS_DIRECTORY);
  assert_unreadable (f, missing, G_IO_ERROR_NOT_FOUND);
  if (geteuid () != 0)
    {
      g_chmod (locked, 0);
      assert_unreadable (f, locked, G_IO_ERROR_PERMISSION_DENIED);
    }
}

static void
test_odd_files (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) deep = gesso_test_picture_png (GESSO_TEST_PNG_RGB16, 30, 20);
  g_autoptr (GBytes) inks = gesso_test_picture_cmyk_jpeg (30, 20, TRUE);
  g_autoptr (GBytes) turned = gesso_test_picture_exif_jpeg (30, 20, 6);
  g_autoptr (GBytes) moving = gesso_test_picture_gif ();
  g_autoptr (GessoReference) one = import (f, deep, &error);
  g_autoptr (GessoReference) two = import (f, inks, &error);
  g_autoptr (GessoReference) three = import (f, turned, &error);
  g_autoptr (GessoReference) four = import (f, moving, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gesso_reference_get_mime_type (one), ==, "image/png");
  g_assert_cmpstr (gesso_reference_get_mime_type (two), ==, "image/jpeg");
  g_assert_cmpint (gesso_reference_get_width (three), ==, 20);
  g_assert_cmpint (gesso_reference_get_height (three), ==, 30);
  g_assert_cmpstr (gesso_reference_get_mime_type (four), ==, "image/png");
}

static GessoDraft *
make_draft (Fixture    *f,
            const char *prompt,
            gssize      length)
{
  GessoDraft *draft = gesso_draft_new (gesso_studio_get_catalog (f->studio.studio),
                                       gesso_studio_get_pricing (f->studio.studio));

  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "gpt-image-2");
  gesso_draft_set_prompt (draft, prompt, length);
  return draft;
}

static gboolean
has_problem (GessoDraft            *draft,
             GessoDraftProblemCode  code)
{
  guint n;
  const GessoDraftProblem *problems = gesso_draft_get_problems (draft, &n);

  for (guint i = 0; i < n; i++)
    if (problems[i].code == code)
      return TRUE;
  return FALSE;
}

static void
test_seventeen (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoDraft) draft = make_draft (f, "A red kite", -1);

  for (int i = 0; i < 17; i++)
    {
      g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 30 + i, 20);
      g_autoptr (GessoReference) reference = import (f, png, &error);
      g_autoptr (GessoDraftImage) image = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (has_problem (draft, GESSO_DRAFT_TOO_MANY_REFERENCES), ==, FALSE);
      image = gesso_draft_image_new_ready (reference);
      gesso_draft_add_reference (draft, image);
    }
  g_assert_true (has_problem (draft, GESSO_DRAFT_TOO_MANY_REFERENCES));
  g_assert_false (gesso_draft_is_ready (draft));
}

/* Sends, and gives what the service was asked. */
static GBytes *
send_request (Fixture      *f,
              GessoRequest *request)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  guint index = gesso_test_server_get_n_begun (f->server);
  GessoJob *job = gesso_test_studio_submit (&f->studio, base, request);

  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, index + 1);
  return gesso_test_server_dup_bytes (f->server, index);
}

static gboolean
contains (GBytes     *bytes,
          const void *part,
          gsize       length)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), part, length) != NULL;
}

/* The file is gone, and what is left of it is empty, before the picture is sent. */
static void
test_removed_before_sending (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 300, 200);
  g_autofree char *path = write_file (f, "going.png", png);
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (references, gesso_test_studio_import (&f->studio, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (truncate (path, 0), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  request = gesso_test_studio_request ("A red kite", 1, 0, references);
  sent = send_request (f, request);
  g_assert_true (contains (sent, g_bytes_get_data (png, NULL), g_bytes_get_size (png)));
}

/* A request with three pictures that are not in the library; @digest is said to be the second's. */
static GessoJob *
submit_pictures (Fixture    *f,
                 const char *digest)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 40 + i, 30);
      g_autofree char *own = gesso_digest_bytes (png);

      g_ptr_array_add (references,
                       gesso_reference_new (png, "image/png", "a.png",
                                            i == 1 && g_strcmp0 (digest, "own") != 0 ? digest : own,
                                            40 + i, 30));
    }
  request = gesso_test_studio_request ("A red kite", 1, 0, references);
  return gesso_test_studio_submit (&f->studio, base, request);
}

static gboolean
is_in_library (Fixture *f,
               int      width)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, width, 30);
  g_autofree char *digest = gesso_digest_bytes (png);
  g_autofree char *path
      = gesso_library_dup_blob_path (gesso_studio_get_library (f->studio.studio), digest);

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The journal could never name such a picture: nothing is sent, and it ends. */
static void
test_no_digest (Fixture       *f,
                gconstpointer  data)
{
  static const char *const digests[] = { NULL, "no digest at all",
                                         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
                                         "7852b855" };

  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      GessoJob *job = submit_pictures (f, digests[i]);

      gesso_test_wait_until (gesso_job_is_finished (job));
      g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);
      g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                       GESSO_FAILURE_USAGE);
      g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 0);
    }
}

/* All are stored before the first byte leaves. */
static void
test_not_in_library (Fixture       *f,
                     gconstpointer  data)
{
  GessoJob *job = submit_pictures (f, "own");

  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  for (int i = 0; i < 3; i++)
    g_assert_true (is_in_library (f, 40 + i));
}

static void
test_long_prompts (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *most = g_strnfill (20000, 'x');
  g_autofree char *more = g_strnfill (20001, 'x');
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, 'x');
  g_autoptr (GessoDraft) fits = make_draft (f, most, -1);
  g_autoptr (GessoDraft) over = make_draft (f, more, -1);
  g_autoptr (GessoDraft) pasted = make_draft (f, huge, -1);

  g_assert_true (gesso_draft_is_ready (fits));
  g_assert_true (has_problem (over, GESSO_DRAFT_PROMPT_TOO_LONG));
  g_assert_true (has_problem (pasted, GESSO_DRAFT_PROMPT_TOO_LONG));
  g_assert_false (gesso_draft_is_ready (over));
  g_assert_cmpstr (gesso_draft_get_prompt (over), ==, more);
  g_assert_cmpstr (gesso_draft_get_prompt (pasted), ==, huge);
}

static void
test_nul (Fixture       *f,
          gconstpointer  data)
{
  static const char text[] = "a\0b\xff"
                             "c";
  g_autoptr (GessoDraft) draft = make_draft (f, text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRequest) request = gesso_draft_freeze (draft, &error);
  g_autoptr (GBytes) sent = NULL;

  g_assert_no_error (error);
  sent = send_request (f, request);
  g_assert_true (contains (sent, "a\357\277\275b\357\277\275c", 9));
}

/* A family joined of four, a flag, a letter with two marks in the order typed, Devanagari, and
 * right-to-left text. */
static void
test_any_script (Fixture       *f,
                 gconstpointer  data)
{
  static const char text[]
      = "\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247\342\200\215"
        "\360\237\221\246 \360\237\207\251\360\237\207\252 q\314\243\314\207 "
        "\340\244\225\340\245\215\340\244\267\340\244\277 \331\205\330\261\330\255\330\250\330\247";
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 30, 20);
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) generate = gesso_test_studio_request (text, 1, 0, NULL);
  g_autoptr (GessoRequest) edit = NULL;
  g_autoptr (GBytes) json = send_request (f, generate);
  g_autoptr (GBytes) form = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GError) error = NULL;
  const char *body = g_strstr_len (g_bytes_get_data (json, NULL), -1, "\r\n\r\n") + 4;

  root = gesso_json_parse_object (
      body, (const char *) g_bytes_get_data (json, NULL) + g_bytes_get_size (json) - body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_json_get_string (root, "prompt", NULL), ==, text);

  g_ptr_array_add (references, import (f, png, &error));
  g_assert_no_error (error);
  edit = gesso_test_studio_request (text, 1, 0, references);
  form = send_request (f, edit);
  g_assert_true (contains (form, text, sizeof text - 1));
}

#define ADD(name, func) g_test_add ("/bad-input/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);

  ADD ("files", test_bad_files);
  ADD ("no-files", test_no_files);
  ADD ("odd-files", test_odd_files);
  ADD ("seventeen-files", test_seventeen);
  ADD ("removed-before-sending", test_removed_before_sending);
  ADD ("no-digest", test_no_digest);
  ADD ("not-in-library", test_not_in_library);
  ADD ("long-prompts", test_long_prompts);
  ADD ("nul", test_nul);
  ADD ("any-script", test_any_script);

  return g_test_run ();
}
