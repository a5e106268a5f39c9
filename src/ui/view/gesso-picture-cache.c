/* gesso-picture-cache.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPictureCache: the pictures of comparisons that were looked at last, ready to be drawn, so
 * that switching between them takes no longer than a frame. It holds at most so many bytes; what
 * was looked at longest ago goes first, and what is larger than all of it is not kept. Owned by the
 * stage, main thread; pictures are made on the worker.
 */

#include "config.h"

#include "ui/view/gesso-picture-cache.h"

typedef struct
{
  char *key;             /* (owned) */
  GessoPyramid *pyramid; /* (owned) */
  GessoPictureCounts counts;
} Entry;

struct _GessoPictureCache
{
  GObject parent_instance;

  gsize most_bytes;
  gsize n_bytes;
  GQueue entries; /* (owned) (element-type Entry): newest first; a handful */
};

G_DEFINE_FINAL_TYPE (GessoPictureCache, gesso_picture_cache, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  gesso_pyramid_unref (entry->pyramid);
  g_free (entry);
}

static GList *
find (GessoPictureCache *self,
      const char        *key)
{
  for (GList *l = self->entries.head; l != NULL; l = l->next)
    if (g_str_equal (((Entry *) l->data)->key, key))
      return l;

  return NULL;
}

static void
drop (GessoPictureCache *self,
      GList             *link)
{
  Entry *entry = link->data;

  self->n_bytes -= gesso_pyramid_get_n_bytes (entry->pyramid);
  entry_free (entry);
  g_queue_delete_link (&self->entries, link);
}

static void
gesso_picture_cache_finalize (GObject *object)
{
  g_queue_clear_full (&GESSO_PICTURE_CACHE (object)->entries, (GDestroyNotify) entry_free);

  G_OBJECT_CLASS (gesso_picture_cache_parent_class)->finalize (object);
}

static void
gesso_picture_cache_class_init (GessoPictureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_picture_cache_finalize;
}

static void
gesso_picture_cache_init (GessoPictureCache *self)
{
  g_queue_init (&self->entries);
}

/**
 * gesso_picture_cache_new:
 * @most_bytes: how much memory its pictures may take
 *
 * Returns: (transfer full): an empty cache
 */
GessoPictureCache *
gesso_picture_cache_new (gsize most_bytes)
{
  GessoPictureCache *self = g_object_new (GESSO_TYPE_PICTURE_CACHE, NULL);

  self->most_bytes = most_bytes;
  return self;
}

/**
 * gesso_picture_cache_get_n_bytes:
 * @self: a cache
 *
 * Returns: how much memory its pictures take now
 */
gsize
gesso_picture_cache_get_n_bytes (GessoPictureCache *self)
{
  g_return_val_if_fail (GESSO_IS_PICTURE_CACHE (self), 0);

  return self->n_bytes;
}

/**
 * gesso_picture_cache_lookup:
 * @self: a cache
 * @key: a picture, see gesso_comparison_get_key()
 * @out_counts: (out) (optional): what differs in it; only set when it is there
 *
 * Returns: (transfer none) (nullable): the picture, if it is there; it counts as looked at
 */
GessoPyramid *
gesso_picture_cache_lookup (GessoPictureCache  *self,
                            const char         *key,
                            GessoPictureCounts *out_counts)
{
  GList *link;

  g_return_val_if_fail (GESSO_IS_PICTURE_CACHE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  link = find (self, key);
  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);
  if (out_counts != NULL)
    *out_counts = ((Entry *) link->data)->counts;
  return ((Entry *) link->data)->pyramid;
}

static void
insert (GessoPictureCache        *self,
        const char               *key,
        GessoPyramid             *pyramid,
        const GessoPictureCounts *counts)
{
  GList *link = find (self, key);
  Entry *entry;

  if (link != NULL)
    drop (self, link);
  if (gesso_pyramid_get_n_bytes (pyramid) > self->most_bytes)
    return;

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->pyramid = gesso_pyramid_ref (pyramid);
  entry->counts = *counts;
  g_queue_push_head (&self->entries, entry);
  self->n_bytes += gesso_pyramid_get_n_bytes (pyramid);
  while (self->n_bytes > self->most_bytes)
    drop (self, self->entries.tail);
}

/**
 * gesso_picture_cache_insert:
 * @self: a cache
 * @key: what the picture is called; not a difference
 * @pyramid: the picture
 *
 * Keeps a picture as long as there is room.
 */
void
gesso_picture_cache_insert (GessoPictureCache *self,
                            const char        *key,
                            GessoPyramid      *pyramid)
{
  const GessoPictureCounts nothing = { 0 };

  g_return_if_fail (GESSO_IS_PICTURE_CACHE (self));
  g_return_if_fail (key != NULL && pyramid != NULL);

  insert (self, key, pyramid, &nothing);
}

/* Loading. */

typedef struct
{
  GessoComparison *comparison; /* (owned) */
  GessoComparisonPicture which;
  GessoPictureCounts counts; /* set by the worker */
} Loading;

static void
loading_free (Loading *loading)
{
  gesso_comparison_unref (loading->comparison);
  g_free (loading);
}

static gboolean
is_difference (GessoComparisonPicture which)
{
  return which >= GESSO_COMPARISON_EDIT && which <= GESSO_COMPARISON_OUTSIDE;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  g_autoptr (GessoImage) image
      = gesso_comparison_make (loading->comparison, loading->which, cancellable, &error);

  if (image != NULL && is_difference (loading->which))
    gesso_comparison_count (image, &loading->counts.compared, &loading->counts.different);
  if (image != NULL)
    g_task_return_pointer (task, gesso_pyramid_new (image), (GDestroyNotify) gesso_pyramid_unref);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_picture_cache_load_async:
 * @self: a cache
 * @worker: where pictures are made
 * @comparison: what is compared
 * @which: the wanted picture
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Gives a picture, made anew unless it is there. Where that would be too late, ask
 * gesso_picture_cache_lookup() first.
 */
void
gesso_picture_cache_load_async (GessoPictureCache      *self,
                                GessoWorker            *worker,
                                GessoComparison        *comparison,
                                GessoComparisonPicture  which,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GessoPyramid *known;
  Loading *loading;

  g_return_if_fail (GESSO_IS_PICTURE_CACHE (self));
  g_return_if_fail (comparison != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_picture_cache_load_async);
  loading = g_new0 (Loading, 1);
  loading->comparison = gesso_comparison_ref (comparison);
  loading->which = which;
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  known = gesso_picture_cache_lookup (self, gesso_comparison_get_key (comparison, which),
                                      &loading->counts);
  if (known != NULL)
    g_task_return_pointer (task, gesso_pyramid_ref (known), (GDestroyNotify) gesso_pyramid_unref);
  else
    gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_INTERACTIVE, load_in_thread);
}

/**
 * gesso_picture_cache_load_finish:
 * @self: a cache
 * @result: what the callback got
 * @out_counts: (out) (optional): what differs in it
 * @error: `GESSO_IMAGE_ERROR` and `GESSO_PROTECT_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoPyramid *
gesso_picture_cache_load_finish (GessoPictureCache   *self,
                                 GAsyncResult        *result,
                                 GessoPictureCounts  *out_counts,
                                 GError             **error)
{
  Loading *loading;
  GessoPyramid *pyramid;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_picture_cache_load_async), NULL);

  pyramid = g_task_propagate_pointer (G_TASK (result), error);
  if (pyramid == NULL)
    return NULL;

  loading = g_task_get_task_data (G_TASK (result));
  if (out_counts != NULL)
    *out_counts = loading->counts;
  insert (self, gesso_comparison_get_key (loading->comparison, loading->which), pyramid,
          &loading->counts);
  return pyramid;
}
