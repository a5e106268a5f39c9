/* gesso-file.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_CHUNK_BYTES (256 * 1024)

static gboolean
set_errno_error (GError     **error,
                 const char  *what,
                 const char  *path)
{
  int saved_errno = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s %s: %s", what, path,
               g_strerror (saved_errno));
  return FALSE;
}

/* Closes @fd and reports what close itself reports, such as a late "no space" of a network file
 * system. */
static gboolean
close_checked (int          fd,
               const char  *path,
               GError     **error)
{
  if (close (fd) != 0 && errno != EINTR)
    return set_errno_error (error, "close", path);
  return TRUE;
}

static gboolean
write_all (int          fd,
           const void  *data,
           gsize        length,
           const char  *path,
           GError     **error)
{
  const guint8 *p = data;

  while (length > 0)
    {
      gssize n = write (fd, p, MIN (length, (gsize) 1 << 30));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_errno_error (error, "write", path);
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static gboolean
sync_fd (int          fd,
         const char  *path,
         GError     **error)
{
  if (fsync (fd) != 0)
    return set_errno_error (error, "sync", path);
  return TRUE;
}

/**
 * gesso_file_write_durably:
 * @path: the file to make or replace
 * @data: (array length=length) (element-type guint8) (nullable): the content
 * @length: number of bytes
 * @error: `G_IO_ERROR` codes, among them `G_IO_ERROR_NO_SPACE`
 *
 * Writes a temporary file in the same folder, syncs it, renames it over @path and syncs the
 * folder. After an error, or a crash at any moment, @path has either its old or its new content.
 *
 * Returns: %TRUE once the content would survive a loss of power
 */
gboolean
gesso_file_write_durably (const char  *path,
                          const void  *data,
                          gsize        length,
                          GError     **error)
{
  g_autofree char *temp = NULL;
  gboolean ok;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  temp = g_strdup_printf ("%s.XXXXXX.tmp", path);
  fd = g_mkstemp_full (temp, O_WRONLY | O_CLOEXEC, 0644);
  if (fd < 0)
    return set_errno_error (error, "create", path);

  ok = write_all (fd, data, length, path, error) && sync_fd (fd, path, error);
  if (!ok)
    close (fd);
  else
    ok = close_checked (fd, path, error);

  if (!ok || !gesso_file_rename_durably (temp, path, error))
    {
      g_unlink (temp);
      return FALSE;
    }
  return TRUE;
}

/**
 * gesso_file_sync:
 * @path: an existing file
 * @error: `G_IO_ERROR` codes
 *
 * Waits until the content of @path is on the disk.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_file_sync (const char  *path,
                 GError     **error)
{
  int fd;
  gboolean ok;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return set_errno_error (error, "open", path);
  ok = sync_fd (fd, path, error);
  close (fd);
  return ok;
}

/**
 * gesso_file_rename_durably:
 * @from: an existing file whose content is already synced
 * @to: its new name, on the same file system; replaced if it exists
 * @error: `G_IO_ERROR` codes
 *
 * Renames, then syncs the folder of @to.
 *
 * Returns: %TRUE once the new name would survive a loss of power
 */
gboolean
gesso_file_rename_durably (const char  *from,
                           const char  *to,
                           GError     **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  if (g_rename (from, to) != 0)
    return set_errno_error (error, "rename to", to);
  folder = g_path_get_dirname (to);
  return gesso_file_sync_folder (folder, error);
}

/**
 * gesso_file_sync_folder:
 * @folder: an existing folder
 * @error: `G_IO_ERROR` codes
 *
 * Waits until the names in @folder are on the disk. File systems that cannot do that for folders
 * are taken at their word.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_file_sync_folder (const char  *folder,
                        GError     **error)
{
  int fd;
  gboolean ok;

  g_return_val_if_fail (folder != NULL, FALSE);

  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return set_errno_error (error, "open", folder);
  ok = fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EBADF;
  if (!ok)
    set_errno_error (error, "sync", folder);
  close (fd);
  return ok;
}

/**
 * gesso_file_make_folder:
 * @path: a folder
 * @error: `G_IO_ERROR` codes
 *
 * Makes @path and whatever is missing above it, readable by its owner only.
 *
 * Returns: %TRUE if the folder exists now
 */
gboolean
gesso_file_make_folder (const char  *path,
                        GError     **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_mkdir_with_parents (path, 0700) != 0)
    return set_errno_error (error, "make folder", path);
  return TRUE;
}

static gboolean
remove_children (const char  *path,
                 GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "open folder %s", path);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!gesso_file_remove_tree (child, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * gesso_file_remove_tree:
 * @path: a file, link or folder
 * @error: `G_IO_ERROR` codes
 *
 * Removes @path and, if it is a folder, all that is in it. Symbolic links are removed, not
 * followed.
 *
 * Returns: %TRUE if nothing is left; also if there was nothing
 */
gboolean
gesso_file_remove_tree (const char  *path,
                        GError     **error)
{
  struct stat info;

  g_return_val_if_fail (path != NULL, FALSE);

  if (lstat (path, &info) != 0)
    return errno == ENOENT ? TRUE : set_errno_error (error, "look at", path);

  if (S_ISDIR (info.st_mode))
    {
      if (!remove_children (path, error))
        return FALSE;
      if (rmdir (path) != 0 && errno != ENOENT)
        return set_errno_error (error, "remove folder", path);
    }
  else if (unlink (path) != 0 && errno != ENOENT)
    return set_errno_error (error, "remove", path);
  return TRUE;
}

static gboolean
copy_fd (int          in,
         int          out,
         const char  *to,
         GError     **error)
{
  g_autofree guint8 *chunk = NULL;

  if (ioctl (out, FICLONE, in) == 0)
    return TRUE;

  chunk = g_malloc (COPY_CHUNK_BYTES);
  for (;;)
    {
      gssize n = read (in, chunk, COPY_CHUNK_BYTES);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_errno_error (error, "read for", to);
      if (n == 0)
        return TRUE;
      if (!write_all (out, chunk, (gsize) n, to, error))
        return FALSE;
    }
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  gboolean ok;
  int in;
  int out;

  in = open (from, O_RDONLY | O_CLOEXEC);
  if (in < 0)
    return set_errno_error (error, "open", from);
  out = open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (out < 0)
    {
      set_errno_error (error, "create", to);
      close (in);
      return FALSE;
    }

  ok = copy_fd (in, out, to, error) && sync_fd (out, to, error);
  if (!ok)
    close (out);
  else
    ok = close_checked (out, to, error);
  close (in);
  if (!ok)
    g_unlink (to);
  return ok;
}

/**
 * gesso_file_clone:
 * @from: an existing file that will not change any more
 * @to: the second name; must not exist
 * @error: `G_IO_ERROR` codes, among them `G_IO_ERROR_EXISTS`
 *
 * Gives the same content a second name as cheaply as the file system can: a hard link, else
 * shared blocks, else a copy. The folder of @to is not synced.
 *
 * Returns: %TRUE if @to is there and whole
 */
gboolean
gesso_file_clone (const char  *from,
                  const char  *to,
                  GError     **error)
{
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  if (link (from, to) == 0)
    return TRUE;
  if (errno == EEXIST || errno == ENOENT || errno == ENOTDIR)
    return set_errno_error (error, "link", to);
  return copy_file (from, to, error);
}

/**
 * gesso_file_map:
 * @path: an existing file that will not shrink while the bytes live
 * @error: `G_FILE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the content, paged in when it is touched
 */
GBytes *
gesso_file_map (const char  *path,
                GError     **error)
{
  g_autoptr (GMappedFile) mapped = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  mapped = g_mapped_file_new (path, FALSE, error);
  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = { "con", "prn", "aux", "nul", NULL };
  g_autofree char *stem = g_ascii_strdown (name, (gssize) strcspn (name, "."));

  if (g_strv_contains (names, stem))
    return TRUE;
  return strlen (stem) == 4 && (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt"))
         && g_ascii_isdigit (stem[3]);
}

static void
append_safe (GString  *out,
             gunichar  character)
{
  gboolean space = g_unichar_isspace (character);

  /* Directional overrides and other invisible formatting could make one name look like another. */
  if (!space && (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT))
    {
      if (character == 0x200c || character == 0x200d)
        g_string_append_unichar (out, character);
      return;
    }
  if (space)
    {
      if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      return;
    }
  if (character < 128 && strchr ("/\\:*?\"<>|", (int) character) != NULL)
    g_string_append_c (out, '_');
  else
    g_string_append_unichar (out, character);
}

static void
trim_end (GString *out)
{
  while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '.'))
    g_string_truncate (out, out->len - 1);
}

/**
 * gesso_file_safe_name:
 * @wish: (nullable): what somebody would like to call a file; any bytes
 * @max_bytes: the greatest length of the result, at least 8
 *
 * Makes a name that every common file system takes, on this and on other systems: no separators
 * or control characters, no leading dot or dash, no trailing dot or space, no device names, NFC,
 * whole characters only.
 *
 * Returns: (transfer full) (not nullable): a name without extension rules; "untitled" if nothing
 *   of @wish can be used
 */
char *
gesso_file_safe_name (const char *wish,
                      gsize       max_bytes)
{
  g_autofree char *valid = g_utf8_make_valid (wish != NULL ? wish : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);
  const char *start = normal;

  g_return_val_if_fail (max_bytes >= 8, g_string_free (out, FALSE));

  while (*start == '.' || *start == '-' || *start == ' ')
    start++;
  for (const char *p = start; *p != '\0' && out->len < max_bytes + 8; p = g_utf8_next_char (p))
    append_safe (out, g_utf8_get_char (p));

  if (is_reserved (out->str))
    g_string_prepend_c (out, '_');
  if (out->len > max_bytes)
    {
      const char *end = g_utf8_find_prev_char (out->str, out->str + max_bytes + 1);

      g_string_truncate (out, end != NULL ? (gsize) (end - out->str) : 0);
    }
  trim_end (out);
  if (out->len == 0)
    g_string_assign (out, "untitled");
  return g_string_free (out, FALSE);
}

/**
 * gesso_file_free_name:
 * @folder: where the file will be
 * @stem: the wished name without extension, already safe
 * @extension: (nullable): without its dot
 *
 * Finds a name that nothing in @folder has yet: "stem.ext", else "stem-2.ext", "stem-3.ext" and
 * so on. Somebody else may take it before the caller does, so create it exclusively.
 *
 * Returns: (transfer full): the path, @folder included
 */
char *
gesso_file_free_name (const char *folder,
                      const char *stem,
                      const char *extension)
{
  const char *dot = extension != NULL && *extension != '\0' ? "." : "";

  g_return_val_if_fail (folder != NULL && stem != NULL, NULL);

  if (extension == NULL)
    extension = "";
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strconcat (stem, number, dot, extension, NULL);
      char *path = g_build_filename (folder, name, NULL);
      struct stat info;

      if (lstat (path, &info) != 0)
        return path;
      g_free (path);
    }
}

/**
 * gesso_file_temp_folder:
 * @prefix: the start of the folder's name
 * @error: `G_FILE_ERROR` codes
 *
 * Makes a new private folder in the system's place for temporary files.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
gesso_file_temp_folder (const char  *prefix,
                        GError     **error)
{
  g_autofree char *template = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);

  template = g_strconcat (prefix, "-XXXXXX", NULL);
  return g_dir_make_tmp (template, error);
}
