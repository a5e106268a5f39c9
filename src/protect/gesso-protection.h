/* gesso-protection.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-worker.h"
#include "image/gesso-image.h"
#include "model/gesso-proof.h"
#include "model/gesso-stitch-plan.h"
#include "protect/gesso-edit-mask.h"
#include "protect/gesso-protect-error.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PROTECTION (gesso_protection_get_type ())
typedef struct _GessoProtection GessoProtection;

/**
 * GessoProtectionProgress:
 * @fraction: what is done, 0 to 1
 * @user_data: as given
 *
 * Called on the worker's thread.
 */
typedef void (*GessoProtectionProgress) (double fraction, gpointer user_data);

/**
 * GessoStitched:
 * @image: (owned) (nullable): the whole picture, in the base's depth and colour space; %NULL when
 *   the answer was refused
 * @proof: what was verified, or why it was refused
 *
 * What came of an answer.
 */
typedef struct
{
  GessoImage *image;
  GessoProof  proof;
} GessoStitched;

void gesso_stitched_free (GessoStitched *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStitched, gesso_stitched_free)

/* One picture with its mask and what is sent of it: makes what goes out, and puts back what comes
 * in. Immutable and ref-counted atomically; the functions that work belong on a worker. */

GType            gesso_protection_get_type      (void) G_GNUC_CONST;
GessoProtection *gesso_protection_new           (GessoImage                 *base,
                                                 GessoImage                 *mask,
                                                 const GessoMargins         *margins,
                                                 const GessoRect            *rect,
                                                 const GessoSize            *sent,
                                                 const GessoStitchOptions   *options,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoProtection *gesso_protection_new_from_plan (GessoStitchPlan            *plan,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoProtection *gesso_protection_ref           (GessoProtection            *self);
void             gesso_protection_unref         (GessoProtection            *self);

GessoImage      *gesso_protection_cut           (GessoProtection            *self,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage      *gesso_protection_make_edit     (GessoProtection            *self,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage      *gesso_protection_heat_map      (GessoProtection            *self,
                                                 GessoImage                 *answer,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoStitched   *gesso_protection_stitch        (GessoProtection            *self,
                                                 GessoImage                 *answer,
                                                 GessoProtectionProgress     progress,
                                                 gpointer                    progress_data,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GessoStitched   *gesso_protection_stitch_part   (GessoProtection            *self,
                                                 GessoImage                 *answer,
                                                 GessoImage                 *head,
                                                 GessoImage                 *whole,
                                                 GCancellable               *cancellable,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_protection_stitch_async  (GessoProtection            *self,
                                                 GessoImage                 *answer,
                                                 GessoWorker                *worker,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
GessoStitched   *gesso_protection_stitch_finish (GAsyncResult               *result,
                                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         gesso_protection_write_png     (GessoStitched              *stitched,
                                                 const char                 *path,
                                                 const char                 *xmp,
                                                 GCancellable               *cancellable,
                                                 GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoProtection, gesso_protection_unref)

G_END_DECLS
