/* gesso-digest.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-digest.h"

#include <string.h>

#define DIGEST_LENGTH 64
#define CHUNK_BYTES (256 * 1024)

/**
 * gesso_digest_bytes:
 * @bytes: the data
 *
 * May be called on any thread.
 *
 * Returns: (transfer full): SHA-256 of @bytes, 64 lower-case hexadecimal digits
 */
char *
gesso_digest_bytes (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * gesso_digest_file:
 * @path: an absolute file name
 * @out_size: (out) (optional): the number of bytes that were read
 * @cancellable: (nullable): looked at once per quarter of a megabyte
 * @error: `G_IO_ERROR` codes of opening and reading, or `G_IO_ERROR_CANCELLED`
 *
 * Reads the file in pieces, so memory does not grow with it. Blocks; call it on a worker.
 *
 * Returns: (transfer full) (nullable): SHA-256 in lower-case hexadecimal, or %NULL on error
 */
char *
gesso_digest_file (const char    *path,
                   gint64        *out_size,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GChecksum) checksum = NULL;
  g_autofree guint8 *chunk = NULL;
  gint64 size = 0;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;

  chunk = g_malloc (CHUNK_BYTES);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (;;)
    {
      gssize n
          = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      g_checksum_update (checksum, chunk, n);
      size += n;
    }

  if (out_size != NULL)
    *out_size = size;
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * gesso_digest_is_valid:
 * @digest: (nullable): any text, for instance from a file that somebody edited
 *
 * A digest becomes part of a path, so what comes from outside is checked with this first.
 *
 * Returns: %TRUE if @digest is exactly 64 lower-case hexadecimal digits
 */
gboolean
gesso_digest_is_valid (const char *digest)
{
  return digest != NULL && strspn (digest, "0123456789abcdef") == DIGEST_LENGTH
         && digest[DIGEST_LENGTH] == '\0';
}
