/* test-large-answers.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <string.h>

/* Answers that are far larger than memory should ever be. */

#define HEAD "send HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
#define EVENTS "send HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  gesso_test_studio_set_up (&f->studio);
  f->server = gesso_test_server_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gesso_test_studio_verify (&f->studio);
  gesso_test_studio_tear_down (&f->studio);
  g_clear_pointer (&f->server, gesso_test_server_free);
}

static GessoJob *
submit (Fixture *f)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("A red kite", 1, 0, NULL);

  return gesso_test_studio_submit (&f->studio, base, request);
}

/* Size. The bound is far below the bodies and above what allocators and tests take. */

#define MAX_GROWTH_KIB (32 * 1024)

static gint64
read_peak_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static GessoJob *
submit_response (Fixture *f)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("A red kite", 1, 1, NULL);
  GessoAccount *account = gesso_test_studio_add_account (&f->studio, GESSO_ACCOUNT_KIND_RESPONSES,
                                                         base, "gpt-image-2");

  return gesso_test_studio_submit_to (&f->studio, account, request, NULL);
}

static void
run_large_with (Fixture *f,
                const char *const *steps,
                GessoJob *(*submit_func) (Fixture *),
                GessoFailureClass failure_class)
{
  gint64 before = read_peak_kib ();
  GessoJob *job;

  gesso_test_server_add_script (f->server, steps);
  job = submit_func (f);
  /* The program's own limit of time is enough here. */
  while (!gesso_job_is_finished (job))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (gesso_job_get_failure (job));
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   failure_class);
  g_test_message ("peak grew by %" G_GINT64_FORMAT " KiB", read_peak_kib () - before);
  /* The address sanitizer keeps what was freed for a while. */
  if (!GESSO_TEST_ADDRESS_SANITIZER)
    g_assert_cmpint (read_peak_kib () - before, <, MAX_GROWTH_KIB);
}

static void
run_large (Fixture *f, const char *const *steps, GessoFailureClass failure_class)
{
  run_large_with (f, steps, submit, failure_class);
}

static void
test_large_picture (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const steps[]
      = { "read", HEAD "{\"data\":[{\"b64_json\":\"", "fill 300000000", "send \"}]}", NULL };

  run_large (f, steps, GESSO_FAILURE_DAMAGED);
}

static void
test_large_word (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const steps[]
      = { "read", HEAD "{\"words\":\"", "fill 100000000", "send \"}", NULL };

  run_large (f, steps, GESSO_FAILURE_DAMAGED);
}

static void
test_endless (Fixture       *f,
              gconstpointer  data)
{
  static const char *const steps[] = { "read", EVENTS, "endless", NULL };

  run_large (f, steps, GESSO_FAILURE_DAMAGED);
}

/* The same picture in an event, and again in the response, where it is read over. */
static void
test_large_item (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const steps[] = {
    "read",
    EVENTS "data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"id\":"
           "\"ig_1\",\"type\":\"image_generation_call\",\"result\":\"",
    "fill 200000000",
    "send \"}}\n\ndata: {\"type\":\"response.completed\",\"response\":{\"output\":[{\"id\":"
    "\"ig_1\",\"type\":\"image_generation_call\",\"result\":\"",
    "fill 200000000",
    "send \"}]}}\n\n",
    NULL,
  };

  run_large_with (f, steps, submit_response, GESSO_FAILURE_DAMAGED);
}

static void
test_endless_events (Fixture       *f,
                     gconstpointer  data)
{
  static const char *const steps[]
      = { "read", EVENTS "data: {\"type\":\"response.output_text.done\",\"text\":\"", "endless",
          NULL };

  run_large_with (f, steps, submit_response, GESSO_FAILURE_DAMAGED);
}

/* A file of a batch: the picture is too large for one, and the line after it is whole. */
static GessoJob *
submit_batch (Fixture *f)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;

  g_free (parameters->model);
  parameters->model = g_strdup ("gpt-image-2");
  parameters->n = 2;
  parameters->batch = TRUE;
  request = gesso_request_new (GESSO_OPERATION_GENERATE, "A red kite", parameters, NULL, NULL);
  return gesso_test_studio_submit (&f->studio, base, request);
}

static void
test_large_line (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const taken[] = { "read", HEAD "{\"id\":\"file-1\"}", NULL };
  static const char *const done[] = {
    "read",
    HEAD "{\"id\":\"batch_1\",\"status\":\"completed\",\"output_file_id\":\"file-2\"}",
    NULL,
  };
  static const char *const lines[] = {
    "read",
    HEAD "{\"response\":{\"body\":{\"data\":[{\"b64_json\":\"",
    "fill 200000000",
    "send \"}]}}}\n{\"custom_id\":\"",
    "fill 100000000",
    "send \"}\n",
    NULL,
  };

  gesso_test_server_add_script (f->server, taken);
  gesso_test_server_add_script (f->server, done);
  run_large_with (f, lines, submit_batch, GESSO_FAILURE_DAMAGED);
}

#define ADD(name, func) g_test_add ("/large-answers/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);

  ADD ("300-mb-picture", test_large_picture);
  ADD ("100-mb-word", test_large_word);
  ADD ("200-mb-line", test_large_line);
  ADD ("endless", test_endless);
  ADD ("200-mb-item-twice", test_large_item);
  ADD ("endless-events", test_endless_events);

  return g_test_run ();
}
