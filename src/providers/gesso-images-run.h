/* gesso-images-run.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-credential.h"
#include "model/gesso-model-info.h"
#include "model/gesso-request.h"
#include "providers/gesso-run-observer.h"
#include "providers/gesso-run-result.h"

G_BEGIN_DECLS

#define GESSO_TYPE_IMAGES_RUN (gesso_images_run_get_type ())
G_DECLARE_FINAL_TYPE (GessoImagesRun, gesso_images_run, GESSO, IMAGES_RUN, GObject)

GessoImagesRun *gesso_images_run_new    (GessoHttpSession     *session,
                                         GessoModelInfo       *info,
                                         const char           *account_kind,
                                         const char           *base_url,
                                         GessoRequest         *request,
                                         GessoCredential      *credential,
                                         GessoRunObserver     *observer) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_images_run_async  (GessoImagesRun       *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GessoRunResult *gesso_images_run_finish (GessoImagesRun       *self,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
