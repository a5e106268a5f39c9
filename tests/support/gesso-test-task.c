/* gesso-test-task.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-task.h"

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
