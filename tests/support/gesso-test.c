/* gesso-test.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test.h"

#include "base/gesso-file.h"

gboolean
gesso_test_tick (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

void
gesso_test_result_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

GAsyncResult *
gesso_test_wait_result (GAsyncResult **result)
{
  gesso_test_wait_until (*result != NULL);
  return *result;
}

char *
gesso_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = gesso_file_temp_folder ("gesso-test", &error);

  g_assert_no_error (error);
  return folder;
}

void
gesso_test_remove_folder (char *folder)
{
  g_autoptr (GError) error = NULL;

  gesso_file_remove_tree (folder, &error);
  g_assert_no_error (error);
  g_free (folder);
}
