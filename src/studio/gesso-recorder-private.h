/* gesso-recorder-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-recorder.h"
#include "studio/gesso-spool.h"

G_BEGIN_DECLS

struct _GessoRecorder
{
  GObject parent_instance;

  GessoLibrary *library;           /* (owned) */
  GessoProviderRegistry *registry; /* (owned) */
  GessoKeychain *keychain;         /* (owned) */
  GessoPricing *pricing;           /* (owned) */
  GessoWorker *imaging;            /* (owned) */
  GessoSpool *spool;               /* (owned) */
  GQueue parts;                    /* (element-type GTask) (owned): commits of parts of edits */
};

char * _gesso_recorder_dup_folder (GessoRecorder *self,
                                   GessoJob      *job) G_GNUC_WARN_UNUSED_RESULT;

/* The functions of GessoJobHost that are in files of their own. */

void            _gesso_recorder_enqueue_async  (GessoJobHost         *host,
                                                GessoJob             *job,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
void            _gesso_recorder_resolve_async  (GessoJobHost         *host,
                                                GessoJob             *job,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GessoProvider * _gesso_recorder_resolve_finish (GessoJobHost         *host,
                                                GAsyncResult         *result,
                                                GessoCredential     **out_credential,
                                                GessoRequest        **out_request,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void            _gesso_recorder_commit_async   (GessoJobHost         *host,
                                                GessoJob             *job,
                                                GessoRunResult       *run_result,
                                                GessoFailure         *failure,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
char **         _gesso_recorder_commit_finish  (GessoJobHost         *host,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void            _gesso_recorder_fail_async     (GessoJobHost         *host,
                                                GessoJob             *job,
                                                GessoFailure         *failure,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
char *          _gesso_recorder_fail_finish    (GessoJobHost         *host,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
