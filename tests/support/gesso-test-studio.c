/* gesso-test-studio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-studio.h"

#include "studio/gesso-importer.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

#include <sqlite3.h>

static void
open_session (GessoTestStudio *self)
{
  GessoLibrary *library = gesso_studio_get_library (self->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_open_last_session_async (library, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  self->session = gesso_library_open_session_finish (library, result, &error);
  g_assert_no_error (error);
}

gboolean
gesso_test_studio_try_open (GessoTestStudio  *self,
                            GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->studio = gesso_studio_new (self->folder, GESSO_STUDIO_FLAGS_NO_KEYRING);
  gesso_studio_open_async (self->studio, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  return gesso_studio_open_finish (self->studio, result, error);
}

/* Whether a job's name at its service is in the journal: it is asked for at once, and written down
 * on another thread. Looks at the file, for the program that writes may be another. */
gboolean
gesso_test_studio_knows_task (GessoTestStudio *self)
{
  g_autofree char *path = g_build_filename (self->folder, "library.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, "SELECT 1 FROM jobs WHERE task_id IS NOT NULL", -1, &statement,
                             NULL)
             == SQLITE_OK)
    found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return found;
}

void
gesso_test_studio_open (GessoTestStudio *self)
{
  g_autoptr (GError) error = NULL;

  gesso_test_studio_try_open (self, &error);
  g_assert_no_error (error);
  open_session (self);
}

void
gesso_test_studio_close (GessoTestStudio *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  gesso_studio_close_async (self->studio, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  gesso_studio_close_finish (self->studio, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (self->studio);
  self->studio = NULL;
}

void
gesso_test_studio_set_up (GessoTestStudio *self)
{
  self->folder = gesso_test_make_folder ();
  gesso_test_studio_open (self);
}

void
gesso_test_studio_tear_down (GessoTestStudio *self)
{
  if (self->studio != NULL)
    gesso_test_studio_close (self);
  gesso_test_remove_folder (g_steal_pointer (&self->folder));
}

GessoAccount *
gesso_test_studio_get_account (GessoTestStudio *self,
                               const char      *base_url)
{
  GessoAccount *known = gesso_studio_find_account (self->studio, "cellar");
  g_autoptr (GessoAccount) account = NULL;

  if (known != NULL)
    {
      gesso_account_set_base_url (known, base_url);
      return known;
    }
  account = gesso_account_new ("cellar", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "Cellar");
  gesso_account_set_base_url (account, base_url);
  gesso_account_set_model (account, "gpt-image-2");
  gesso_studio_save_account (self->studio, account);
  return gesso_studio_find_account (self->studio, "cellar");
}

GessoAccount *
gesso_test_studio_add_account (GessoTestStudio *self,
                               const char      *kind,
                               const char      *base_url,
                               const char      *model)
{
  GessoAccount *known = gesso_studio_find_account (self->studio, kind);
  g_autoptr (GessoAccount) account = NULL;

  if (known == NULL)
    {
      account = gesso_account_new (kind, kind, kind);
      gesso_account_set_base_url (account, base_url);
      gesso_account_set_model (account, model);
      gesso_studio_save_account (self->studio, account);
      known = gesso_studio_find_account (self->studio, kind);
    }
  gesso_account_set_base_url (known, base_url);
  gesso_account_set_model (known, model);
  return known;
}

GessoJob *
gesso_test_studio_submit_to (GessoTestStudio *self,
                             GessoAccount    *account,
                             GessoRequest    *request,
                             const char      *base_node_id)
{
  return gesso_studio_submit (self->studio, account, request, gesso_session_get_id (self->session),
                              base_node_id);
}

GessoRequest *
gesso_test_studio_request (const char *prompt,
                           int         n,
                           int         partial_images,
                           GPtrArray  *references)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  g_free (parameters->model);
  parameters->model = g_strdup ("gpt-image-2");
  parameters->n = n;
  parameters->partial_images = partial_images;
  parameters->size = (GessoSize){ 1024, 1024 };
  return gesso_request_new (references != NULL ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            prompt, parameters, references, NULL);
}

GessoJob *
gesso_test_studio_submit (GessoTestStudio *self,
                          const char      *base_url,
                          GessoRequest    *request)
{
  return gesso_studio_submit (self->studio, gesso_test_studio_get_account (self, base_url), request,
                              gesso_session_get_id (self->session), NULL);
}

GessoReference *
gesso_test_studio_import (GessoTestStudio  *self,
                          const char       *path,
                          GError          **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  gesso_importer_load_file_async (self->studio, file, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  return gesso_importer_load_finish (self->studio, result, error);
}

GessoJobRecord *
gesso_test_studio_journal (GessoTestStudio *self,
                           const char      *job_id)
{
  GessoLibrary *library = gesso_studio_get_library (self->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_load_jobs_async (library, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  jobs = gesso_library_load_jobs_finish (library, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++)
    {
      GessoJobRecord *record = g_ptr_array_index (jobs, i);

      if (g_str_equal (record->id, job_id))
        return gesso_job_record_copy (record);
    }
  return NULL;
}

guint
gesso_test_studio_count_nodes (GessoJob *job)
{
  const char *const *ids = gesso_job_get_node_ids (job);

  return ids != NULL ? g_strv_length ((char **) ids) : 0;
}

void
gesso_test_studio_verify (GessoTestStudio *self)
{
  GessoLibrary *library = gesso_studio_get_library (self->studio);
  GessoLibraryStats stats = gesso_test_library_stats (library);

  gesso_test_library_verify (library, (guint) stats.n_nodes);
}
