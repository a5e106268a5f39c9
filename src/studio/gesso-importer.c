/* gesso-importer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures on their way in. A file, dropped bytes or a node of the library becomes a reference: the
 * original goes into the library verbatim, and what will be sent is made from it on the imaging
 * worker when services would not take it as it is (turned by EXIF, in another colour space, in
 * printing colours, deeper than 8 bits, in another format).
 *
 * Functions over the studio, without state but one table that remembers which original a sent
 * picture was made from. Main thread.
 */

#include "config.h"

#include "studio/gesso-importer.h"

#include "base/gesso-file.h"
#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Re-encoded photographs lose nothing that a model would see. */
#define SENT_JPEG_QUALITY 95

#define ORIGINALS_KEY "gesso-importer-originals"

typedef struct
{
  /* input */
  GFile *file;   /* (owned) (nullable) */
  char *name;    /* (owned) */
  GBytes *bytes; /* (owned) (nullable): the original; read from @file when not given */

  /* in progress */
  GBytes *sent; /* (owned) (nullable): what services take; the original itself when it will do */
  char *original_digest; /* (owned) (nullable) */

  /* output */
  const char *mime_type;
  int width;
  int height;
} Loading;

static void
loading_free (Loading *loading)
{
  g_clear_object (&loading->file);
  g_free (loading->name);
  g_free (loading->original_digest);
  g_clear_pointer (&loading->bytes, g_bytes_unref);
  g_clear_pointer (&loading->sent, g_bytes_unref);
  g_free (loading);
}

static gboolean
is_sendable_format (GessoImageFormat format)
{
  return format == GESSO_IMAGE_FORMAT_PNG || format == GESSO_IMAGE_FORMAT_JPEG
         || format == GESSO_IMAGE_FORMAT_WEBP;
}

static gboolean
is_sendable (const GessoImageInfo *info)
{
  return is_sendable_format (info->format) && info->orientation <= 1 && !info->is_cmyk
         && !info->has_icc && info->depth <= 8 && !info->is_animated;
}

static gboolean
convert (Loading               *loading,
         const GessoImageInfo  *info,
         GCancellable          *cancellable,
         GError               **error)
{
  GessoDecodeOptions decode = GESSO_DECODE_OPTIONS_INIT;
  GessoEncodeOptions encode = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = NULL;
  GessoImageFormat format
      = info->format == GESSO_IMAGE_FORMAT_JPEG ? GESSO_IMAGE_FORMAT_JPEG : GESSO_IMAGE_FORMAT_PNG;

  decode.to_srgb = TRUE;
  decode.max_depth_8 = TRUE;
  encode.quality = SENT_JPEG_QUALITY;
  image = gesso_decoder_decode (loading->bytes, &decode, cancellable, error);
  if (image == NULL)
    return FALSE;

  loading->sent = gesso_encoder_encode (image, format, &encode, cancellable, error);
  loading->mime_type = gesso_image_format_get_mime_type (format);
  loading->width = gesso_image_get_width (image);
  loading->height = gesso_image_get_height (image);
  return loading->sent != NULL;
}

/* A picture that passes as it is must still decode: what is broken is told now, not by a service
 * that has been paid. */
static gboolean
check_whole (Loading       *loading,
             GCancellable  *cancellable,
             GError       **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image
      = gesso_decoder_decode (loading->bytes, &options, cancellable, error);

  return image != NULL;
}

/* The reader knows only that it cannot read; a person wants to know why. */
static gboolean
check_readable (const char  *path,
                GError     **error)
{
  GStatBuf info;
  int code = 0;

  if (g_stat (path, &info) != 0 || g_access (path, R_OK) != 0)
    code = errno;
  else if (S_ISDIR (info.st_mode))
    code = EISDIR;
  if (code == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static GBytes *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL && !check_readable (path, error))
    return NULL;

  return path != NULL ? gesso_decoder_load_bytes (path, cancellable, error)
                      : g_file_load_bytes (file, cancellable, NULL, error);
}

static gboolean
prepare (Loading       *loading,
         GCancellable  *cancellable,
         GError       **error)
{
  GessoImageInfo info;

  if (loading->bytes == NULL)
    loading->bytes = read_file (loading->file, cancellable, error);
  if (loading->bytes == NULL || !gesso_decoder_probe (loading->bytes, &info, error))
    return FALSE;

  if (!is_sendable (&info))
    return convert (loading, &info, cancellable, error);
  if (!check_whole (loading, cancellable, error))
    return FALSE;

  loading->sent = g_bytes_ref (loading->bytes);
  loading->mime_type = gesso_image_format_get_mime_type (info.format);
  loading->width = info.width;
  loading->height = info.height;
  return TRUE;
}

static void
prepare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (prepare (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GHashTable *
get_originals (GessoStudio *studio)
{
  GHashTable *originals = g_object_get_data (G_OBJECT (studio), ORIGINALS_KEY);

  if (originals == NULL)
    {
      originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_object_set_data_full (G_OBJECT (studio), ORIGINALS_KEY, originals,
                              (GDestroyNotify) g_hash_table_unref);
    }

  return originals;
}

static void
return_reference (GTask      *task,
                  const char *digest)
{
  Loading *loading = g_task_get_task_data (task);

  g_hash_table_replace (get_originals (g_task_get_source_object (task)), g_strdup (digest),
                        g_strdup (loading->original_digest));
  g_task_return_pointer (task,
                         gesso_reference_new (loading->sent, loading->mime_type, loading->name,
                                              digest, loading->width, loading->height),
                         (GDestroyNotify) gesso_reference_unref);
}

static void
sent_stored_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *digest = gesso_library_put_blob_finish (GESSO_LIBRARY (source), result, &error);

  if (digest == NULL)
    g_task_return_error (task, error);
  else
    return_reference (task, digest);
}

static void
original_stored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  loading->original_digest = gesso_library_put_blob_finish (GESSO_LIBRARY (source), result, &error);
  if (loading->original_digest == NULL)
    g_task_return_error (task, error);
  else if (loading->sent == loading->bytes)
    return_reference (task, loading->original_digest);
  else
    gesso_library_put_blob_async (GESSO_LIBRARY (source), loading->sent,
                                  g_task_get_cancellable (task), sent_stored_cb,
                                  g_object_ref (task));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *studio = GESSO_STUDIO (source);
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  gesso_library_put_blob_async (gesso_studio_get_library (studio), loading->bytes,
                                g_task_get_cancellable (task), original_stored_cb,
                                g_object_ref (task));
}

/* The outer task owns the data; the inner one, which runs on the worker, only borrows it. */
static void
start_loading (GTask   *task,
               Loading *loading)
{
  GessoStudio *studio = g_task_get_source_object (task);
  g_autoptr (GTask) inner
      = g_task_new (studio, g_task_get_cancellable (task), prepared_cb, g_object_ref (task));

  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  g_task_set_source_tag (inner, prepare_in_thread);
  g_task_set_task_data (inner, loading, NULL);
  gesso_worker_run (gesso_studio_get_imaging_worker (studio), inner,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, prepare_in_thread);
}

/**
 * gesso_importer_load_file_async:
 * @studio: an open studio
 * @file: a file, local or not
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a reference of a file.
 */
void
gesso_importer_load_file_async (GessoStudio         *studio,
                                GFile               *file,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (studio, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  g_task_set_source_tag (task, gesso_importer_load_finish);
  loading->file = g_object_ref (file);
  loading->name = g_file_get_basename (file);
  start_loading (task, loading);
}

/**
 * gesso_importer_load_bytes_async:
 * @studio: an open studio
 * @bytes: an encoded picture
 * @name: (nullable): what to call it
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a reference of a picture from the clipboard or from a drop.
 */
void
gesso_importer_load_bytes_async (GessoStudio         *studio,
                                 GBytes              *bytes,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (studio, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  g_task_set_source_tag (task, gesso_importer_load_finish);
  loading->bytes = g_bytes_ref (bytes);
  loading->name = g_strdup (name != NULL ? name : "picture");
  start_loading (task, loading);
}

static void
node_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, &error);
  Loading *loading;

  if (node == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  loading = g_new0 (Loading, 1);
  loading->file = g_file_new_for_path (gesso_node_get_path (node));
  loading->name = gesso_node_get_name (node) != NULL ? g_strdup (gesso_node_get_name (node))
                                                     : g_strdup (gesso_node_get_id (node));
  start_loading (task, loading);
}

/**
 * gesso_importer_load_node_async:
 * @studio: an open studio
 * @node_id: a node of the library
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a reference of a picture that is in the library already. Ends with
 * gesso_importer_load_finish().
 */
void
gesso_importer_load_node_async (GessoStudio         *studio,
                                const char          *node_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (studio, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_importer_load_finish);
  gesso_library_load_node_async (gesso_studio_get_library (studio), node_id, cancellable,
                                 node_found_cb, task);
}

/**
 * gesso_importer_load_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: %GESSO_IMAGE_ERROR for what is no picture, %GESSO_STORE_ERROR when it cannot be kept, or
 *   a G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): what can be sent; its bytes are in the library
 */
GessoReference *
gesso_importer_load_finish (GessoStudio   *studio,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_load_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
node_added_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GessoNode) node = gesso_library_import_finish (GESSO_LIBRARY (source), result, &error);

  if (node == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (gesso_node_get_id (node)), g_free);
}

/**
 * gesso_importer_dup_original:
 * @studio: an open studio
 * @reference: a picture that can be sent
 *
 * Finds the file that a picture was made from when services would not have taken it as it is: in
 * its own depth, with its profile. It has the same size. Opens the file, but reads none of it.
 *
 * Returns: (transfer full): a reference to that file; @reference itself when that is the original,
 *   or the original is not known
 */
GessoReference *
gesso_importer_dup_original (GessoStudio    *studio,
                             GessoReference *reference)
{
  GessoLibrary *library = gesso_studio_get_library (studio);
  const char *digest = gesso_reference_get_digest (reference);
  const char *original
      = digest != NULL ? g_hash_table_lookup (get_originals (studio), digest) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GessoReference) plain = NULL;
  GessoImageInfo info;

  if (original == NULL || library == NULL || g_str_equal (original, digest))
    return gesso_reference_ref (reference);

  bytes = gesso_library_map_blob (library, original, NULL);
  if (bytes == NULL || !gesso_decoder_probe (bytes, &info, NULL)
      || info.width != gesso_reference_get_width (reference)
      || info.height != gesso_reference_get_height (reference))
    return gesso_reference_ref (reference);

  plain = gesso_reference_new (bytes, gesso_image_format_get_mime_type (info.format),
                               gesso_reference_get_name (reference), original, info.width,
                               info.height);
  return gesso_reference_with_role (plain, gesso_reference_get_role (reference),
                                    gesso_reference_get_note (reference));
}

/**
 * gesso_importer_add_node_async:
 * @studio: an open studio
 * @reference: a reference that the importer made
 * @session_id: the session that it joins
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes the original of a reference a node of a session.
 */
void
gesso_importer_add_node_async (GessoStudio         *studio,
                               GessoReference      *reference,
                               const char          *session_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (studio, cancellable, callback, user_data);
  GessoLibrary *library = gesso_studio_get_library (studio);
  const char *digest = gesso_reference_get_digest (reference);
  const char *original = g_hash_table_lookup (get_originals (studio), digest);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, gesso_importer_add_node_async);
  bytes = gesso_library_map_blob (library, original != NULL ? original : digest, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  gesso_library_import_bytes_async (library, session_id, gesso_reference_get_name (reference),
                                    bytes, cancellable, node_added_cb, g_steal_pointer (&task));
}

/**
 * gesso_importer_add_node_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: %GESSO_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the id of the new node
 */
char *
gesso_importer_add_node_finish (GessoStudio   *studio,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_add_node_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GBytes *bytes; /* (owned) (nullable) */
  char *path;    /* (owned) (nullable): read when @bytes is not given */
  int max_side;
} Decoding;

static void
decoding_free (Decoding *decoding)
{
  g_clear_pointer (&decoding->bytes, g_bytes_unref);
  g_free (decoding->path);
  g_free (decoding);
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Decoding *decoding = data;
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  GError *error = NULL;
  GessoImage *image;

  options.fit_width = decoding->max_side;
  options.fit_height = decoding->max_side;
  options.to_srgb = TRUE;
  options.max_depth_8 = TRUE;
  if (decoding->bytes != NULL)
    image = gesso_decoder_decode (decoding->bytes, &options, cancellable, &error);
  else
    image = gesso_decoder_decode_file (decoding->path, &options, cancellable, &error);

  if (image == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, image, (GDestroyNotify) gesso_image_unref);
}

static void
start_decoding (GessoStudio         *studio,
                Decoding            *decoding,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (studio, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_importer_decode_finish);
  g_task_set_task_data (task, decoding, (GDestroyNotify) decoding_free);
  gesso_worker_run (gesso_studio_get_imaging_worker (studio), task,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, decode_in_thread);
}

/**
 * gesso_importer_decode_async:
 * @studio: the studio
 * @bytes: an encoded picture
 * @max_side: the longest side wanted, in pixels; 0 is full size
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Decodes a picture for showing: upright, 8 bits, sRGB.
 */
void
gesso_importer_decode_async (GessoStudio         *studio,
                             GBytes              *bytes,
                             int                  max_side,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->bytes = g_bytes_ref (bytes);
  decoding->max_side = max_side;
  start_decoding (studio, decoding, cancellable, callback, user_data);
}

/**
 * gesso_importer_decode_file_async:
 * @studio: the studio
 * @path: a file with an encoded picture
 * @max_side: the longest side wanted, in pixels; 0 is full size
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Decodes a picture for showing: upright, 8 bits, sRGB.
 */
void
gesso_importer_decode_file_async (GessoStudio         *studio,
                                  const char          *path,
                                  int                  max_side,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->path = g_strdup (path);
  decoding->max_side = max_side;
  start_decoding (studio, decoding, cancellable, callback, user_data);
}

/**
 * gesso_importer_decode_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: %GESSO_IMAGE_ERROR
 *
 * Returns: (transfer full) (nullable): the picture in memory
 */
GessoImage *
gesso_importer_decode_finish (GessoStudio   *studio,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_decode_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
