/* gesso-recorder.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "jobs/gesso-job-host.h"
#include "model/gesso-pricing.h"
#include "providers/gesso-provider-registry.h"
#include "store/gesso-library.h"
#include "studio/gesso-keychain.h"

G_BEGIN_DECLS

#define GESSO_TYPE_RECORDER (gesso_recorder_get_type ())
G_DECLARE_FINAL_TYPE (GessoRecorder, gesso_recorder, GESSO, RECORDER, GObject)

GessoRecorder *gesso_recorder_new            (GessoLibrary          *library,
                                              GessoProviderRegistry *registry,
                                              GessoKeychain         *keychain,
                                              GessoPricing          *pricing,
                                              GessoWorker           *imaging) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_recorder_close_async    (GessoRecorder         *self,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
gboolean       gesso_recorder_close_finish   (GessoRecorder         *self,
                                              GAsyncResult          *result,
                                              GError               **error);

G_END_DECLS
