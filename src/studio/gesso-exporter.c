/* gesso-exporter.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures on their way out: a copy of the service's bytes, or a conversion on the imaging worker.
 * The target is replaced in one step, so a full disk leaves what was there. Main thread.
 */

#include "config.h"

#include "studio/gesso-exporter.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"

typedef struct
{
  GFile *target; /* (owned) */
  char *source;  /* (owned) (nullable): path of the node's picture, once known */
  char *format;  /* (owned) (nullable) */
  int quality;
} Exporting;

static void
exporting_free (Exporting *exporting)
{
  g_object_unref (exporting->target);
  g_free (exporting->source);
  g_free (exporting->format);
  g_free (exporting);
}

static GBytes *
convert (Exporting     *exporting,
         GBytes        *original,
         GCancellable  *cancellable,
         GError       **error)
{
  GessoDecodeOptions decode = GESSO_DECODE_OPTIONS_INIT;
  GessoEncodeOptions encode = GESSO_ENCODE_OPTIONS_INIT;
  g_autofree char *name = g_strconcat ("x.", exporting->format, NULL);
  GessoImageFormat format = gesso_image_format_from_name (name);
  g_autoptr (GessoImage) image = NULL;

  if (!gesso_encoder_can_encode (format))
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED,
                   "pictures cannot be written as \"%s\"", exporting->format);
      return NULL;
    }

  image = gesso_decoder_decode (original, &decode, cancellable, error);
  if (image == NULL)
    return NULL;
  if (exporting->quality >= 0)
    encode.quality = exporting->quality;

  return gesso_encoder_encode (image, format, &encode, cancellable, error);
}

static gboolean export(Exporting *exporting, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) original = gesso_decoder_load_bytes (exporting->source, cancellable, error);
  g_autoptr (GBytes) converted = NULL;
  gsize length;
  const void *data;

  if (original == NULL)
    return FALSE;

  if (exporting->format == NULL)
    converted = g_bytes_ref (original);
  else
    converted = convert (exporting, original, cancellable, error);
  if (converted == NULL)
    return FALSE;

  data = g_bytes_get_data (converted, &length);
  return g_file_replace_contents (exporting->target, data, length, NULL, FALSE, G_FILE_CREATE_NONE,
                                  NULL, cancellable, error);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (export(data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
node_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *studio = g_task_get_source_object (task);
  Exporting *exporting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, &error);

  if (node == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  exporting->source = g_strdup (gesso_node_get_path (node));
  gesso_worker_run (gesso_studio_get_imaging_worker (studio), task,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, export_in_thread);
}

/**
 * gesso_exporter_export_async:
 * @studio: an open studio
 * @node_id: the node
 * @target: where to; replaced when it is there
 * @format: (nullable): "png", "jpeg" or "webp"; NULL copies the service's bytes
 * @quality: 0–100 for JPEG and WebP, or -1 for the default
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes the picture of a node to a file.
 */
void
gesso_exporter_export_async (GessoStudio         *studio,
                             const char          *node_id,
                             GFile               *target,
                             const char          *format,
                             int                  quality,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (studio, cancellable, callback, user_data);
  Exporting *exporting = g_new0 (Exporting, 1);

  exporting->target = g_object_ref (target);
  exporting->format = g_strdup (format);
  exporting->quality = quality;
  g_task_set_source_tag (task, gesso_exporter_export_async);
  g_task_set_task_data (task, exporting, (GDestroyNotify) exporting_free);
  gesso_library_load_node_async (gesso_studio_get_library (studio), node_id, cancellable,
                                 node_found_cb, task);
}

/**
 * gesso_exporter_export_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: %GESSO_STORE_ERROR, %GESSO_IMAGE_ERROR or a G_IO_ERROR
 *
 * Returns: whether the file is there, whole
 */
gboolean
gesso_exporter_export_finish (GessoStudio   *studio,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_exporter_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
