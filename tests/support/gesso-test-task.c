/* gesso-test-task.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-task.h"

/* As the steps of a script want bytes. */
static char *
escape_bytes (GBytes *bytes)
{
  GString *text = g_string_new (NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      g_string_append (text, "\\0");
    else if (data[i] == '\\')
      g_string_append (text, "\\\\");
    else
      g_string_append_c (text, (char) data[i]);
  return g_string_free (text, FALSE);
}

char *
gesso_test_task_fill_in (GessoTestServer *server,
                         const char      *step)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autofree char *escaped = escape_bytes (png);
  g_autofree char *base = gesso_test_server_dup_uri (server, "");
  GString *text = g_string_new (step);
  gsize length;
  const guchar *bytes = g_bytes_get_data (png, &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  g_string_replace (text, "{png}", escaped, 0);
  g_string_replace (text, "{base64}", base64, 0);
  g_string_replace (text, "{base}", base, 0);
  return g_string_free (text, FALSE);
}

void
gesso_test_task_play (GessoTestServer *server, const char *const *steps)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) script = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *step = gesso_test_task_fill_in (server, steps[i]);

      g_strv_builder_add (builder, step);
    }
  script = g_strv_builder_end (builder);
  gesso_test_server_add_script (server, (const char *const *) script);
}

/* Reads one request and answers it. */
void
gesso_test_task_answer (GessoTestServer *server,
                        const char      *step)
{
  const char *const steps[] = { "read", step, NULL };

  gesso_test_task_play (server, steps);
}

const char *
gesso_test_task_path (const char *kind)
{
  return g_str_equal (kind, "replicate") ? "/v1" : "";
}

static GessoReference *
make_reference (GessoTestPng kind,
                int          side)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (kind, side, side);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);

  return gesso_reference_new (png, "image/png", "secret-client.png", digest, side, side);
}

GessoRequest *
gesso_test_task_request (const GessoTestTaskWish *wish)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GessoReference) mask = NULL;

  g_free (parameters->model);
  parameters->model = g_strdup (wish->model);
  parameters->size = wish->size;
  parameters->aspect = g_strdup (wish->aspect);
  parameters->tier = g_strdup (wish->tier);
  g_free (parameters->quality);
  parameters->quality = g_strdup (wish->quality);
  g_free (parameters->format);
  parameters->format = g_strdup (wish->format);
  parameters->n = MAX (wish->n, 1);
  if (wish->n_references > 0)
    references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  for (guint i = 0; i < wish->n_references; i++)
    g_ptr_array_add (references, make_reference (GESSO_TEST_PNG_RGB, 32 + (int) i));
  if (wish->with_mask)
    mask = make_reference (GESSO_TEST_PNG_RGBA, 32);

  return gesso_request_new (references != NULL ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A \"red\" kite", parameters, references, mask);
}
