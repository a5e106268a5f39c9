/* gesso-batch-reader.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-usage.h"
#include "wire/gesso-images-reader.h"

G_BEGIN_DECLS

typedef struct _GessoBatchReader GessoBatchReader;

/* Pictures go to the same sink as those of an Images answer, numbered as they come; addresses and
 * envelopes are not told through it. */

GessoBatchReader *gesso_batch_reader_new          (const GessoImagesSink *sink,
                                                   gpointer               user_data) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_batch_reader_free         (GessoBatchReader      *self);

void              gesso_batch_reader_push         (GessoBatchReader      *self,
                                                   const void            *bytes,
                                                   gsize                  length);
void              gesso_batch_reader_end_file     (GessoBatchReader      *self);
void              gesso_batch_reader_restart      (GessoBatchReader      *self);

guint             gesso_batch_reader_get_n_images (GessoBatchReader      *self);
guint             gesso_batch_reader_get_n_failed (GessoBatchReader      *self);
guint             gesso_batch_reader_get_n_broken (GessoBatchReader      *self);
JsonObject       *gesso_batch_reader_get_error    (GessoBatchReader      *self,
                                                   guint                 *out_status);
void              gesso_batch_reader_get_usage    (GessoBatchReader      *self,
                                                   GessoUsage            *out_usage);
JsonObject       *gesso_batch_reader_get_envelope (GessoBatchReader      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBatchReader, gesso_batch_reader_free)

G_END_DECLS
