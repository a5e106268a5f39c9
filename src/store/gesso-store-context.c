/* gesso-store-context.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-store-context.h"

#include "base/gesso-file.h"
#include "store/gesso-db-migrations.h"
#include "store/gesso-store-error-private.h"

#include <unistd.h>

static gboolean
make_folders (const char  *folder,
              gboolean     create,
              GError     **error)
{
  g_autofree char *database = g_build_filename (folder, "library.db", NULL);

  if (!create && !g_file_test (database, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no library in %s",
                   folder);
      return FALSE;
    }
  if (!gesso_file_make_folder (folder, error))
    {
      _gesso_store_map_error (error, "make the library's folder");
      return FALSE;
    }
  if (access (folder, W_OK | X_OK) != 0)
    {
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_READ_ONLY,
                   "the folder %s cannot be written", folder);
      return FALSE;
    }
  return TRUE;
}

GessoStoreContext *
_gesso_store_context_open (GessoWorker  *worker,
                           const char   *folder,
                           gboolean      create,
                           GError      **error)
{
  g_autoptr (GessoStoreContext) self = g_new0 (GessoStoreContext, 1);
  g_autofree char *database = g_build_filename (folder, "library.db", NULL);
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);
  g_autofree char *owners = g_build_filename (folder, "owners", NULL);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);

  self->folder = g_strdup (folder);
  self->blobs = gesso_blobs_new (blobs);
  if (!make_folders (folder, create, error))
    return NULL;
  self->db = gesso_db_open (worker, database, create, error);
  if (self->db == NULL
      || !gesso_db_migrate (self->db, gesso_db_steps, gesso_db_n_steps, backups, error))
    return NULL;
  self->owner = gesso_owner_new (owners, error);
  if (self->owner == NULL)
    return NULL;
  if (!gesso_file_make_folder (blobs, error))
    {
      _gesso_store_map_error (error, "make the library's folder");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
_gesso_store_context_close (GessoStoreContext *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->db, gesso_db_close);
  g_clear_pointer (&self->owner, gesso_owner_free);
  g_clear_pointer (&self->blobs, gesso_blobs_free);
  g_free (self->folder);
  g_free (self);
}

char *
_gesso_store_context_path (GessoStoreContext *self,
                           const char        *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
_gesso_store_context_spool_folder (GessoStoreContext *self,
                                   const char        *job_id)
{
  return g_build_filename (self->folder, "spool", job_id, NULL);
}
