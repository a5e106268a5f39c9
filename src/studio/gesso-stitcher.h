/* gesso-stitcher.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "model/gesso-proof.h"
#include "model/gesso-request.h"
#include "store/gesso-library.h"

G_BEGIN_DECLS

/* Edits with protection on their way out and back in. */

void          gesso_stitcher_cut_async     (GessoRequest         *request,
                                            GessoWorker          *imaging,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GessoRequest *gesso_stitcher_cut_finish    (GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_stitcher_stitch_async  (GessoLibrary         *library,
                                            GessoRequest         *request,
                                            const char           *folder,
                                            GArray               *numbers,
                                            const char *const    *heads,
                                            GessoWorker          *imaging,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      gesso_stitcher_stitch_finish (GAsyncResult         *result,
                                            GError              **error);

void          gesso_stitcher_recover_async  (GessoLibrary              *library,
                                             const GessoRecoveryReport *report,
                                             GessoWorker               *imaging,
                                             GAsyncReadyCallback        callback,
                                             gpointer                   user_data);
gboolean      gesso_stitcher_recover_finish (GAsyncResult              *result,
                                             GError                   **error);

/* The same on a worker's own thread. */
GessoRequest *gesso_stitcher_cut           (GessoRequest         *request,
                                            GCancellable         *cancellable,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      gesso_stitcher_stitch        (GessoRequest         *request,
                                            const char           *folder,
                                            guint                 number,
                                            const char           *head,
                                            GError              **error);
char         *gesso_stitcher_make_xmp      (const char           *answer,
                                            const char           *model,
                                            const GessoProof     *proof) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
