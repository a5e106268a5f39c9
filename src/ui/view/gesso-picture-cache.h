/* gesso-picture-cache.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-worker.h"
#include "protect/gesso-comparison.h"
#include "ui/view/gesso-pyramid.h"

G_BEGIN_DECLS

/**
 * GessoPictureCounts:
 * @compared: how many pixels were compared; 0 for pictures that are no difference
 * @different: how many of them differ
 *
 * What is known of a difference besides its look: a plain value.
 */
typedef struct
{
  guint64 compared;
  guint64 different;
} GessoPictureCounts;

#define GESSO_TYPE_PICTURE_CACHE (gesso_picture_cache_get_type ())
G_DECLARE_FINAL_TYPE (GessoPictureCache, gesso_picture_cache, GESSO, PICTURE_CACHE, GObject)

GessoPictureCache *gesso_picture_cache_new         (gsize                   most_bytes) G_GNUC_WARN_UNUSED_RESULT;
gsize              gesso_picture_cache_get_n_bytes (GessoPictureCache      *self);
GessoPyramid      *gesso_picture_cache_lookup      (GessoPictureCache      *self,
                                                    const char             *key,
                                                    GessoPictureCounts     *out_counts);
void               gesso_picture_cache_insert      (GessoPictureCache      *self,
                                                    const char             *key,
                                                    GessoPyramid           *pyramid);

void               gesso_picture_cache_load_async  (GessoPictureCache      *self,
                                                    GessoWorker            *worker,
                                                    GessoComparison        *comparison,
                                                    GessoComparisonPicture  which,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GessoPyramid      *gesso_picture_cache_load_finish (GessoPictureCache      *self,
                                                    GAsyncResult           *result,
                                                    GessoPictureCounts     *out_counts,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
