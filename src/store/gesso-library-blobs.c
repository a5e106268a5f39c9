/* gesso-library-blobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Bytes of a GessoLibrary that requests name: kept, read and found again. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-store-error-private.h"

static gpointer
put_blob_work (GessoStoreContext  *context,
               gpointer            data,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (GessoBlobInfo) info = gesso_blobs_put (context->blobs, data, FALSE, error);

  if (info == NULL || !gesso_nodes_table_insert_blob (context, info, "reference", error))
    return NULL;

  /* A saved mask that a request is about to name must outlive the next stroke. */
  if (!gesso_db_run (context->db, error,
                     "UPDATE blobs SET kind = 'reference', created_us = ? WHERE digest = ?"
                     " AND kind = 'mask'",
                     "it", gesso_clock_now_us (), info->digest))
    return NULL;
  return g_strdup (info->digest);
}

/**
 * gesso_library_put_blob_async:
 * @self: a library
 * @bytes: the content
 * @cancellable: (nullable): before it has begun
 * @callback: ends with gesso_library_put_blob_finish()
 * @user_data: for @callback
 *
 * Keeps bytes that a request will name: references and masks. What no request names within a day
 * may be removed.
 */
void
gesso_library_put_blob_async (GessoLibrary        *self,
                              GBytes              *bytes,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = put_blob_work,
    .free_args = (GDestroyNotify) g_bytes_unref,
    .free_result = g_free,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (bytes != NULL);

  _gesso_library_run (self, gesso_library_put_blob_async, &op, g_bytes_ref (bytes), cancellable,
                      callback, user_data);
}

/**
 * gesso_library_put_blob_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the blob's digest
 */
char *
gesso_library_put_blob_finish (GessoLibrary  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_put_blob_async), NULL);

  return _gesso_library_answer (self, result, error);
}

/**
 * gesso_library_map_blob:
 * @self: a library
 * @digest: (nullable): a blob
 * @error: `GESSO_STORE_ERROR_NOT_FOUND`, or `GESSO_STORE_ERROR_IO`
 *
 * Any thread; blocks shortly.
 *
 * Returns: (transfer full) (nullable): the blob's bytes, mapped
 */
GBytes *
gesso_library_map_blob (GessoLibrary  *self,
                        const char    *digest,
                        GError       **error)
{
  g_autofree char *path = NULL;
  GBytes *bytes;

  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);

  path = gesso_blobs_find (_gesso_library_get_blobs (self), digest);
  if (path == NULL)
    {
      g_set_error_literal (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no such blob");
      return NULL;
    }
  bytes = gesso_file_map (path, error);
  if (bytes == NULL)
    _gesso_store_map_error (error, "read a blob");
  return bytes;
}

/**
 * gesso_library_dup_blob_path:
 * @self: a library
 * @digest: (nullable): a blob
 *
 * Any thread; blocks shortly.
 *
 * Returns: (transfer full) (nullable): the blob's file, which must not be written to; %NULL if
 *   there is none
 */
char *
gesso_library_dup_blob_path (GessoLibrary *self,
                             const char   *digest)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);

  return gesso_blobs_find (_gesso_library_get_blobs (self), digest);
}
