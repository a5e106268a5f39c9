/* gesso-owner.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoOwner: a sign of life of one open library, for others to see.
 *
 * Each opened library makes one: a file under owners/ that is locked as long as the process (or
 * the object) lives, however it ends. Jobs name their owner; whoever can lock an owner's file
 * knows that it is gone. Any thread. */

#include "config.h"

#include "store/gesso-owner.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "store/gesso-store-error-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct _GessoOwner
{
  char *folder; /* (owned) */
  char *id;     /* (owned) */
  char *path;   /* (owned) */
  int fd;
};

static char *
dup_path (const char *folder,
          const char *id)
{
  g_autofree char *name = g_strconcat (id, ".lock", NULL);

  return g_build_filename (folder, name, NULL);
}

/**
 * gesso_owner_new:
 * @folder: the folder "owners" of a library; made if missing
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): a sign of life with a new id
 */
GessoOwner *
gesso_owner_new (const char  *folder,
                 GError     **error)
{
  g_autoptr (GessoOwner) self = g_new0 (GessoOwner, 1);

  self->fd = -1;
  self->folder = g_strdup (folder);
  self->id = gesso_clock_new_id ();
  self->path = dup_path (folder, self->id);
  if (!gesso_file_make_folder (folder, error))
    {
      _gesso_store_map_error (error, "lock");
      return NULL;
    }
  self->fd = open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", self->path,
                   g_strerror (saved_errno));
      _gesso_store_map_error (error, "lock");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * gesso_owner_free:
 * @self: (transfer full) (nullable): our sign of life
 *
 * Ends it: from now on others take over what was ours.
 */
void
gesso_owner_free (GessoOwner *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      g_unlink (self->path);
      close (self->fd);
    }
  g_free (self->folder);
  g_free (self->id);
  g_free (self->path);
  g_free (self);
}

/**
 * gesso_owner_get_id:
 * @self: our sign of life
 *
 * Returns: (transfer none): what jobs of ours are marked with
 */
const char *
gesso_owner_get_id (GessoOwner *self)
{
  return self->id;
}

/**
 * gesso_owner_is_alive:
 * @self: our sign of life
 * @id: an owner's id
 *
 * Removes what a dead owner left behind.
 *
 * Returns: %TRUE if @id is ours or that of a running process
 */
gboolean
gesso_owner_is_alive (GessoOwner *self,
                      const char *id)
{
  g_autofree char *path = NULL;
  gboolean alive;
  int fd;

  if (g_strcmp0 (id, self->id) == 0)
    return TRUE;
  if (id == NULL || *id == '\0' || strchr (id, '/') != NULL)
    return FALSE;

  path = dup_path (self->folder, id);
  fd = open (path, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return errno != ENOENT;
  alive = flock (fd, LOCK_EX | LOCK_NB) != 0;
  if (!alive)
    g_unlink (path);
  close (fd);
  return alive;
}
