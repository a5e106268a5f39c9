/* gesso-blobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoBlobs: files named by the SHA-256 of their content, under blobs/ab/.
 *
 * The library owns it. It has no state but its folder, so any thread may use it; everything
 * blocks. A blob appears under its name only when it is whole and on disk, never changes, and is
 * write-protected, because readable names elsewhere may be links to the same file. */

#include "config.h"

#include "store/gesso-blobs.h"

#include "base/gesso-clock.h"
#include "base/gesso-digest.h"
#include "base/gesso-file.h"
#include "image/gesso-decoder.h"
#include "image/gesso-image-format.h"
#include "store/gesso-store-error-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define BLOB_MODE 0444
#define DIGEST_LENGTH 64

struct _GessoBlobs
{
  char *folder; /* (owned) */
};

void
gesso_blob_info_free (GessoBlobInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->digest);
  g_free (self->extension);
  g_free (self->mime_type);
  g_free (self);
}

/**
 * gesso_blobs_new:
 * @folder: the folder "blobs" of a library; made when it is needed
 *
 * Returns: (transfer full): the blobs in @folder
 */
GessoBlobs *
gesso_blobs_new (const char *folder)
{
  GessoBlobs *self = g_new0 (GessoBlobs, 1);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * gesso_blobs_free:
 * @self: (transfer full): the blobs
 *
 * Frees the object, not the files.
 */
void
gesso_blobs_free (GessoBlobs *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self);
}

static const char *
extension_of (GessoImageFormat format)
{
  switch (format)
    {
    case GESSO_IMAGE_FORMAT_PNG:
      return "png";
    case GESSO_IMAGE_FORMAT_JPEG:
      return "jpg";
    case GESSO_IMAGE_FORMAT_WEBP:
      return "webp";
    case GESSO_IMAGE_FORMAT_GIF:
      return "gif";
    case GESSO_IMAGE_FORMAT_TIFF:
      return "tif";
    case GESSO_IMAGE_FORMAT_BMP:
      return "bmp";
    case GESSO_IMAGE_FORMAT_HEIF:
      return "heic";
    case GESSO_IMAGE_FORMAT_AVIF:
      return "avif";
    case GESSO_IMAGE_FORMAT_SVG:
      return "svg";
    case GESSO_IMAGE_FORMAT_UNKNOWN:
    default:
      return "bin";
    }
}

static GessoBlobInfo *
identify (GBytes    *bytes,
          gboolean   picture_only,
          GError   **error)
{
  g_autoptr (GessoBlobInfo) info = g_new0 (GessoBlobInfo, 1);
  GessoImageInfo picture = { 0 };

  if (!gesso_decoder_probe (bytes, &picture, picture_only ? error : NULL))
    {
      if (picture_only)
        return NULL;
      picture.format = GESSO_IMAGE_FORMAT_UNKNOWN;
      picture.width = picture.height = 0;
    }
  info->digest = gesso_digest_bytes (bytes);
  info->n_bytes = (gint64) g_bytes_get_size (bytes);
  info->width = picture.width;
  info->height = picture.height;
  info->extension = g_strdup (extension_of (picture.format));
  info->mime_type = g_strdup (picture.format != GESSO_IMAGE_FORMAT_UNKNOWN
                                  ? gesso_image_format_get_mime_type (picture.format)
                                  : "application/octet-stream");
  return g_steal_pointer (&info);
}

static gboolean
is_there (const char *path,
          gint64      n_bytes)
{
  struct stat info;

  return lstat (path, &info) == 0 && S_ISREG (info.st_mode) && (gint64) info.st_size == n_bytes;
}

static gboolean
make_parent (GessoBlobs  *self,
             const char  *path,
             GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_file_test (parent, G_FILE_TEST_IS_DIR))
    return TRUE;
  return gesso_file_make_folder (parent, error) && gesso_file_sync_folder (self->folder, error);
}

/**
 * gesso_blobs_put:
 * @self: the blobs
 * @bytes: the content
 * @picture_only: refuse what is no picture
 * @error: `GESSO_STORE_ERROR` codes; `GESSO_IMAGE_ERROR` codes with @picture_only
 *
 * Writes the content unless it is there. Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): what was stored, once it would survive a loss of power
 */
GessoBlobInfo *
gesso_blobs_put (GessoBlobs  *self,
                 GBytes      *bytes,
                 gboolean     picture_only,
                 GError     **error)
{
  g_autoptr (GessoBlobInfo) info = identify (bytes, picture_only, error);
  g_autofree char *path = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  if (info == NULL)
    return NULL;

  path = gesso_blobs_dup_path (self, info->digest, info->extension);
  if (is_there (path, info->n_bytes))
    return g_steal_pointer (&info);

  data = g_bytes_get_data (bytes, &size);
  if (!make_parent (self, path, error) || !gesso_file_write_durably (path, data, size, error))
    {
      _gesso_store_map_error (error, "keep a blob");
      return NULL;
    }
  g_chmod (path, BLOB_MODE);
  return g_steal_pointer (&info);
}

/**
 * gesso_blobs_adopt:
 * @self: the blobs
 * @path: a whole file on the same file system that will not change any more
 * @error: `GESSO_IMAGE_ERROR` codes if it is no picture; `GESSO_STORE_ERROR` codes
 *
 * Keeps a file that was received, without copying it where links are possible. @path stays, and
 * becomes write-protected. Safe to repeat after a crash at any point. Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): what was stored, once it would survive a loss of power
 */
GessoBlobInfo *
gesso_blobs_adopt (GessoBlobs  *self,
                   const char  *path,
                   GError     **error)
{
  g_autoptr (GBytes) bytes = gesso_file_map (path, error);
  g_autoptr (GessoBlobInfo) info = NULL;
  g_autofree char *target = NULL;
  g_autofree char *id = NULL;
  g_autofree char *temp = NULL;

  if (bytes == NULL)
    {
      _gesso_store_map_error (error, "read a received picture");
      return NULL;
    }
  info = identify (bytes, TRUE, error);
  if (info == NULL)
    return NULL;

  target = gesso_blobs_dup_path (self, info->digest, info->extension);
  if (is_there (target, info->n_bytes))
    return g_steal_pointer (&info);

  id = gesso_clock_new_id ();
  temp = g_strconcat (target, ".", id, ".tmp", NULL);
  if (!make_parent (self, target, error) || !gesso_file_sync (path, error)
      || !gesso_file_clone (path, temp, error))
    {
      _gesso_store_map_error (error, "keep a received picture");
      return NULL;
    }
  _gesso_store_step ("blob-cloned");
  g_chmod (temp, BLOB_MODE);
  if (!gesso_file_rename_durably (temp, target, error))
    {
      g_unlink (temp);
      _gesso_store_map_error (error, "keep a received picture");
      return NULL;
    }
  _gesso_store_step ("blob-named");
  return g_steal_pointer (&info);
}

/**
 * gesso_blobs_dup_path:
 * @self: the blobs
 * @digest: a valid digest
 * @extension: without dot
 *
 * Returns: (transfer full): where the blob is, or would be
 */
char *
gesso_blobs_dup_path (GessoBlobs *self,
                      const char *digest,
                      const char *extension)
{
  char shelf[3] = { digest[0], digest[1], '\0' };
  g_autofree char *name = g_strconcat (digest, ".", extension, NULL);

  return g_build_filename (self->folder, shelf, name, NULL);
}

/**
 * gesso_blobs_find:
 * @self: the blobs
 * @digest: any text
 *
 * Looks a blob up without knowing its format. Any thread; blocks shortly.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL if there is none
 */
char *
gesso_blobs_find (GessoBlobs *self,
                  const char *digest)
{
  static const char *const extensions[]
      = { "png", "jpg", "webp", "bin", "gif", "tif", "bmp", "heic", "avif", "svg" };

  if (!gesso_digest_is_valid (digest))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      char *path = gesso_blobs_dup_path (self, digest, extensions[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return path;
      g_free (path);
    }
  return NULL;
}

/**
 * gesso_blobs_remove:
 * @self: the blobs
 * @digest: a valid digest
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: %TRUE if the blob is gone, also if it never was
 */
gboolean
gesso_blobs_remove (GessoBlobs  *self,
                    const char  *digest,
                    GError     **error)
{
  g_autofree char *path = gesso_blobs_find (self, digest);

  if (path == NULL || gesso_file_remove_tree (path, error))
    return TRUE;
  _gesso_store_map_error (error, "remove a blob");
  return FALSE;
}

static gboolean
visit_shelf (const char        *shelf,
             GessoBlobsVisitor  visitor,
             gpointer           user_data)
{
  g_autoptr (GDir) dir = g_dir_open (shelf, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (shelf, name, NULL);
      g_autofree char *digest = g_strndup (name, DIGEST_LENGTH);
      gboolean is_blob = gesso_digest_is_valid (digest) && name[DIGEST_LENGTH] == '.'
                         && strchr (name + DIGEST_LENGTH + 1, '.') == NULL;

      if (!visitor (path, is_blob ? digest : NULL, user_data))
        return FALSE;
    }
  return TRUE;
}

/**
 * gesso_blobs_visit:
 * @self: the blobs
 * @visitor: gets every file
 * @user_data: for @visitor
 * @error: `GESSO_STORE_ERROR_IO` if the folder cannot be read
 *
 * Walks through all files in no order. Blocks.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_blobs_visit (GessoBlobs         *self,
                   GessoBlobsVisitor   visitor,
                   gpointer            user_data,
                   GError            **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  dir = g_dir_open (self->folder, 0, error);
  if (dir == NULL)
    {
      _gesso_store_map_error (error, "read blobs");
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (self->folder, name, NULL);

      if (!visit_shelf (shelf, visitor, user_data))
        break;
    }
  return TRUE;
}
