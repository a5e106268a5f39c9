/* gesso-spool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes of answers while they come, one folder per job:
 *
 *   answer.part    the answer as it comes, for looking at when it is damaged
 *   N.part         picture N while it comes
 *   N.image        picture N, whole, looked at and durable
 *   meta.json      what else the answer said, so that a recovered picture knows its price
 *
 * A picture is sealed (checked, synced, renamed) on the spool's own worker as soon as it is
 * whole, so that from then on neither a crash nor a loss of power takes it. Owned by the recorder,
 * which shuts it down before it goes. Main thread.
 */

#include "config.h"

#include "studio/gesso-spool.h"

#include "base/gesso-file.h"
#include "base/gesso-worker.h"
#include "image/gesso-decoder.h"

#include <glib/gstdio.h>

struct _GessoSpool
{
  GObject parent_instance;

  GessoWorker *worker; /* (owned) */
  GHashTable *sealed;  /* (owned): folder → GArray of the numbers of sealed pictures */
};

G_DEFINE_QUARK (gesso - spool - error - quark, gesso_spool_error)
G_DEFINE_FINAL_TYPE (GessoSpool, gesso_spool, G_TYPE_OBJECT)

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (gesso_file_make_folder (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GOutputStream *
create_file (const char  *folder,
             const char  *name,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_unlink (path);
  return G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error));
}

typedef struct
{
  char *folder; /* (owned) */
  guint index;
} Sealing;

static void
sealing_free (Sealing *sealing)
{
  g_free (sealing->folder);
  g_free (sealing);
}

/* The last chunk of every PNG: https://www.w3.org/TR/png-3/#11IEND */
static gboolean
has_png_end (GBytes *bytes)
{
  static const guint8 end[] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return length > sizeof end
         && memmem (data + length - MIN (length, 1024), MIN (length, 1024), end, sizeof end)
                != NULL;
}

/* A look at the header and the end is enough here: the pixels are decoded where they are shown. A
 * header that promises more than anybody may decode is no picture for us either. */
static gboolean
is_whole_picture (GBytes  *bytes,
                  GError **reason)
{
  GessoImageInfo info;

  if (!gesso_decoder_probe (bytes, &info, reason))
    return FALSE;

  if ((guint64) info.width * (guint64) info.height > GESSO_DECODER_MAX_PIXELS)
    {
      g_set_error (reason, GESSO_SPOOL_ERROR, GESSO_SPOOL_ERROR_NOT_A_PICTURE,
                   "it claims %d × %d pixels", info.width, info.height);
      return FALSE;
    }

  return info.format != GESSO_IMAGE_FORMAT_PNG || has_png_end (bytes);
}

static gboolean
check_picture (const char  *path,
               GError     **error)
{
  g_autoptr (GBytes) bytes = gesso_file_map (path, error);
  g_autoptr (GError) reason = NULL;

  if (bytes == NULL)
    return FALSE;

  if (is_whole_picture (bytes, &reason))
    return TRUE;

  g_set_error (error, GESSO_SPOOL_ERROR, GESSO_SPOOL_ERROR_NOT_A_PICTURE,
               "what came is no whole picture: %s",
               reason != NULL ? reason->message : "its end is missing");
  return FALSE;
}

static void
seal_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Sealing *sealing = data;
  g_autofree char *part = g_strdup_printf ("%s/%u.part", sealing->folder, sealing->index);
  g_autofree char *whole = g_strdup_printf ("%s/%u.image", sealing->folder, sealing->index);
  GError *error = NULL;

  if (check_picture (part, &error) && gesso_file_sync (part, &error)
      && gesso_file_rename_durably (part, whole, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
gesso_spool_dispose (GObject *object)
{
  g_clear_object (&GESSO_SPOOL (object)->worker);

  G_OBJECT_CLASS (gesso_spool_parent_class)->dispose (object);
}

static void
gesso_spool_finalize (GObject *object)
{
  g_hash_table_unref (GESSO_SPOOL (object)->sealed);

  G_OBJECT_CLASS (gesso_spool_parent_class)->finalize (object);
}

static void
gesso_spool_class_init (GessoSpoolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_spool_dispose;
  object_class->finalize = gesso_spool_finalize;
}

static void
gesso_spool_init (GessoSpool *self)
{
  self->worker = gesso_worker_new ("gesso-spool", 1);
  self->sealed
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
}

/**
 * gesso_spool_new:
 *
 * Returns: (transfer full): a spool
 */
GessoSpool *
gesso_spool_new (void)
{
  return g_object_new (GESSO_TYPE_SPOOL, NULL);
}

/**
 * gesso_spool_make_async:
 * @self: the spool
 * @folder: the folder of a job
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes the folder of a job and forgets what an earlier run sealed there.
 */
void
gesso_spool_make_async (GessoSpool          *self,
                        const char          *folder,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_spool_make_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_hash_table_replace (self->sealed, g_strdup (folder),
                        g_array_new (FALSE, FALSE, sizeof (guint)));
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_URGENT, make_in_thread);
}

/**
 * gesso_spool_make_finish:
 * @self: the spool
 * @result: what the callback got
 * @error: a G_IO_ERROR
 *
 * Returns: whether the folder is there
 */
gboolean
gesso_spool_make_finish (GessoSpool    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_spool_make_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_spool_open_answer:
 * @self: the spool
 * @folder: the folder of a job
 * @error: a G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): an empty file for the answer as it comes
 */
GOutputStream *
gesso_spool_open_answer (GessoSpool  *self,
                         const char  *folder,
                         GError     **error)
{
  return create_file (folder, "answer.part", error);
}

/**
 * gesso_spool_open_picture:
 * @self: the spool
 * @folder: the folder of a job
 * @index: which picture, from 0
 * @error: a G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): an empty file for the picture as it comes
 */
GOutputStream *
gesso_spool_open_picture (GessoSpool  *self,
                          const char  *folder,
                          guint        index,
                          GError     **error)
{
  g_autofree char *name = g_strdup_printf ("%u.part", index);

  return create_file (folder, name, error);
}

/**
 * gesso_spool_seal_async:
 * @self: the spool
 * @folder: the folder of a job
 * @index: a picture whose stream was closed
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks whether the file is a picture and makes it durable under the name of a whole one.
 */
void
gesso_spool_seal_async (GessoSpool          *self,
                        const char          *folder,
                        guint                index,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Sealing *sealing = g_new0 (Sealing, 1);

  sealing->folder = g_strdup (folder);
  sealing->index = index;
  g_task_set_source_tag (task, gesso_spool_seal_async);
  g_task_set_task_data (task, sealing, (GDestroyNotify) sealing_free);
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_URGENT, seal_in_thread);
}

/**
 * gesso_spool_seal_finish:
 * @self: the spool
 * @result: what the callback got
 * @error: %GESSO_SPOOL_ERROR when the file is no picture, or a G_IO_ERROR
 *
 * Returns: whether the picture is safe
 */
gboolean
gesso_spool_seal_finish (GessoSpool    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  Sealing *sealing;
  GArray *numbers;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_spool_seal_async), FALSE);

  sealing = g_task_get_task_data (G_TASK (result));
  numbers = g_hash_table_lookup (self->sealed, sealing->folder);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (numbers != NULL)
    g_array_append_val (numbers, sealing->index);
  return TRUE;
}

/**
 * gesso_spool_map_picture:
 * @self: the spool
 * @folder: the folder of a job
 * @index: a picture whose stream was closed and that is not sealed yet
 * @error: a G_IO_ERROR
 *
 * The bytes stay readable while the file is renamed, and after it is removed.
 *
 * Returns: (transfer full) (nullable): the picture's file, mapped
 */
GBytes *
gesso_spool_map_picture (GessoSpool  *self,
                         const char  *folder,
                         guint        index,
                         GError     **error)
{
  g_autofree char *part = g_strdup_printf ("%s/%u.part", folder, index);

  return gesso_file_map (part, error);
}

typedef struct
{
  char *path; /* (owned) */
  char *text; /* (owned) */
} Meta;

static void
meta_free (Meta *meta)
{
  g_free (meta->path);
  g_free (meta->text);
  g_free (meta);
}

static void
write_meta_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  Meta *meta = data;
  GError *error = NULL;

  if (gesso_file_write_durably (meta->path, meta->text, strlen (meta->text), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_spool_write_meta_async:
 * @self: the spool
 * @folder: the folder of a job
 * @text: a JSON object
 * @callback: called on the main thread when it is on disk
 * @user_data: for @callback
 *
 * Keeps what the answer said besides its pictures.
 */
void
gesso_spool_write_meta_async (GessoSpool          *self,
                              const char          *folder,
                              const char          *text,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Meta *meta = g_new0 (Meta, 1);

  meta->path = g_build_filename (folder, "meta.json", NULL);
  meta->text = g_strdup (text);
  g_task_set_source_tag (task, gesso_spool_write_meta_async);
  g_task_set_task_data (task, meta, (GDestroyNotify) meta_free);
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_URGENT, write_meta_in_thread);
}

/**
 * gesso_spool_write_meta_finish:
 * @self: the spool
 * @result: what the callback got
 * @error: a G_IO_ERROR
 *
 * Returns: whether it is on disk
 */
gboolean
gesso_spool_write_meta_finish (GessoSpool    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_spool_write_meta_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;

  return (one > other) - (one < other);
}

/**
 * gesso_spool_dup_sealed:
 * @self: the spool
 * @folder: the folder of a job
 *
 * Returns: (transfer full) (element-type guint): the numbers of the sealed pictures, in order
 */
GArray *
gesso_spool_dup_sealed (GessoSpool *self,
                        const char *folder)
{
  GArray *numbers = g_hash_table_lookup (self->sealed, folder);
  GArray *copy
      = numbers != NULL ? g_array_copy (numbers) : g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_sort (copy, compare_numbers);
  return copy;
}

/**
 * gesso_spool_has_answer:
 * @self: the spool
 * @folder: the folder of a job
 *
 * Returns: whether any byte of an answer may have come
 */
gboolean
gesso_spool_has_answer (GessoSpool *self,
                        const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "answer.part", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * gesso_spool_forget:
 * @self: the spool
 * @folder: the folder of a job that is over
 *
 * Forgets which pictures were sealed; files are left to the library.
 */
void
gesso_spool_forget (GessoSpool *self,
                    const char *folder)
{
  g_hash_table_remove (self->sealed, folder);
}

static void
worker_shut_down_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gesso_worker_shutdown_finish (GESSO_WORKER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_spool_close_async:
 * @self: the spool
 * @callback: called on the main thread when the worker has ended
 * @user_data: for @callback
 */
void
gesso_spool_close_async (GessoSpool          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, gesso_spool_close_async);
  gesso_worker_shutdown_async (self->worker, worker_shut_down_cb, task);
}

/**
 * gesso_spool_close_finish:
 * @self: the spool
 * @result: what the callback got
 * @error: what the worker met
 *
 * Returns: whether the worker has ended
 */
gboolean
gesso_spool_close_finish (GessoSpool    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_spool_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
