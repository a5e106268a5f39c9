/* gesso-request-adapter.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "model/gesso-account.h"
#include "model/gesso-request.h"

G_BEGIN_DECLS

GessoRequest *gesso_request_adapter_adapt        (GessoRequest         *request,
                                                  const GessoFindings  *findings,
                                                  GCancellable         *cancellable,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Main thread; the pixels are turned on the worker. */
void          gesso_request_adapter_adapt_async  (GessoRequest         *request,
                                                  GessoAccount         *account,
                                                  GessoWorker          *imaging,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GessoRequest *gesso_request_adapter_adapt_finish (GAsyncResult         *result,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
