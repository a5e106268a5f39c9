/* gesso-thumbnails.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoThumbnails: small pictures of blobs, cached on disk.
 *
 * The studio makes one per library and hands in the imaging worker; both must outlive its calls.
 * Main thread only. A small picture is found by digest and size, so it never grows stale; it is
 * read, or made and kept, on the imaging worker. Cells cancel when they are scrolled away, and
 * what has not begun then is skipped. The cache may be removed at any time. */

#include "config.h"

#include "store/gesso-thumbnails.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-scale.h"

#include <glib/gstdio.h>

struct _GessoThumbnails
{
  GObject parent_instance;

  GessoLibrary *library; /* (owned) */
  GessoWorker *worker;   /* (owned) */
};

/* One call: values only. */
typedef struct
{
  char *digest;          /* (owned) */
  char *folder;          /* (owned) */
  GessoLibrary *library; /* (owned): only its calls for any thread are used */
  int box;
} Call;

G_DEFINE_FINAL_TYPE (GessoThumbnails, gesso_thumbnails, G_TYPE_OBJECT)

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->digest);
  g_free (call->folder);
  g_clear_object (&call->library);
  g_free (call);
}

static char *
cache_path (const Call *call)
{
  g_autofree char *name = g_strdup_printf ("%s-%d.png", call->digest, call->box);
  char shelf[3] = { call->digest[0], call->digest[1], '\0' };

  return g_build_filename (call->folder, shelf, name, NULL);
}

/* Whole or not at all; a cache that cannot be written is no error. */
static void
keep (const char *path,
      GessoImage *image)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *temp = g_strconcat (path, ".", id, ".tmp", NULL);

  png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);
  if (png == NULL || !gesso_file_make_folder (folder, NULL))
    return;
  if (!g_file_set_contents_full (temp, g_bytes_get_data (png, NULL),
                                 (gssize) g_bytes_get_size (png), G_FILE_SET_CONTENTS_NONE, 0600,
                                 NULL)
      || g_rename (temp, path) != 0)
    g_unlink (temp);
}

static GessoImage *
make (const Call    *call,
      GCancellable  *cancellable,
      GError       **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = gesso_library_map_blob (call->library, call->digest, error);
  g_autoptr (GessoImage) image = NULL;

  if (bytes == NULL)
    return NULL;
  options.fit_width = options.fit_height = call->box;
  options.to_srgb = TRUE;
  options.max_depth_8 = TRUE;
  image = gesso_decoder_decode (bytes, &options, cancellable, error);
  if (image == NULL)
    return NULL;
  /* Loaders that cannot decode to a size give the whole picture. */
  if (gesso_image_get_width (image) <= call->box && gesso_image_get_height (image) <= call->box)
    return g_steal_pointer (&image);
  return gesso_scale_fit (image, call->box, call->box, cancellable, error);
}

static void
get_cb (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  const Call *call = data;
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autofree char *path = cache_path (call);
  g_autoptr (GError) error = NULL;
  GessoImage *image = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    image = gesso_decoder_decode_file (path, &options, cancellable, NULL);
  if (image == NULL)
    {
      image = make (call, cancellable, &error);
      if (image != NULL)
        keep (path, image);
    }
  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) gesso_image_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
gesso_thumbnails_dispose (GObject *object)
{
  GessoThumbnails *self = GESSO_THUMBNAILS (object);

  g_clear_object (&self->library);
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (gesso_thumbnails_parent_class)->dispose (object);
}

static void
gesso_thumbnails_class_init (GessoThumbnailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_thumbnails_dispose;
}

static void
gesso_thumbnails_init (GessoThumbnails *self)
{
}

/**
 * gesso_thumbnails_new:
 * @library: whose pictures
 * @worker: where they are read and made
 *
 * Returns: (transfer full): small pictures of @library
 */
GessoThumbnails *
gesso_thumbnails_new (GessoLibrary *library,
                      GessoWorker  *worker)
{
  GessoThumbnails *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (GESSO_IS_WORKER (worker), NULL);

  self = g_object_new (GESSO_TYPE_THUMBNAILS, NULL);
  self->library = g_object_ref (library);
  self->worker = g_object_ref (worker);
  return self;
}

/**
 * gesso_thumbnails_get_async:
 * @self: small pictures
 * @digest: a blob, see gesso_node_get_digest()
 * @box: in pixels: fits into this square; taken up to 128, 256 or 512
 * @priority: how urgent
 * @cancellable: (nullable): skips or interrupts it
 * @callback: ends with gesso_thumbnails_get_finish()
 * @user_data: for @callback
 *
 * Reads a small picture, or makes it.
 */
void
gesso_thumbnails_get_async (GessoThumbnails     *self,
                            const char          *digest,
                            int                  box,
                            GessoWorkerPriority  priority,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call;

  g_return_if_fail (GESSO_IS_THUMBNAILS (self));
  g_return_if_fail (digest != NULL && digest[0] != '\0' && digest[1] != '\0');

  call = g_new0 (Call, 1);
  call->digest = g_strdup (digest);
  call->folder = g_strdup (gesso_library_get_thumbnails_folder (self->library));
  call->library = g_object_ref (self->library);
  call->box = box <= 128 ? 128 : box <= 256 ? 256 : 512;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_thumbnails_get_async);
  g_task_set_task_data (task, call, call_free);
  gesso_worker_run (self->worker, task, priority, get_cb);
}

/**
 * gesso_thumbnails_get_finish:
 * @self: small pictures
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND`, `GESSO_IMAGE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the picture in sRGB, 8 bits per channel, at most as large
 *   as the box and never enlarged
 */
GessoImage *
gesso_thumbnails_get_finish (GessoThumbnails  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_thumbnails_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
