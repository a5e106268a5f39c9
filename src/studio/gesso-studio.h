/* gesso-studio.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "jobs/gesso-job-queue.h"
#include "model/gesso-catalog.h"
#include "model/gesso-pricing.h"
#include "store/gesso-library.h"
#include "store/gesso-thumbnails.h"
#include "studio/gesso-key-place.h"

G_BEGIN_DECLS


#define GESSO_TYPE_STUDIO (gesso_studio_get_type ())
G_DECLARE_FINAL_TYPE (GessoStudio, gesso_studio, GESSO, STUDIO, GObject)

/* The composition root: owns the library, the accounts, the secrets, the catalogue of models and
 * prices, the engine and the queue. One per process, made by the application or by the command
 * line. Main thread only.
 *
 * Accounts are a GListModel of GessoAccount; the built-in engine is always the first. Library,
 * thumbnails and queue are NULL until the studio is open. */

/**
 * GessoStudioFlags:
 * @GESSO_STUDIO_FLAGS_NONE: as a desktop program
 * @GESSO_STUDIO_FLAGS_NO_KEYRING: keys only from memory and the environment
 * @GESSO_STUDIO_FLAGS_NO_QUEUE_RESUME: leave the waiting jobs of earlier runs alone
 */
typedef enum
{
  GESSO_STUDIO_FLAGS_NONE = 0,
  GESSO_STUDIO_FLAGS_NO_KEYRING = 1 << 0,
  GESSO_STUDIO_FLAGS_NO_QUEUE_RESUME = 1 << 1,
} GessoStudioFlags;

GessoStudio     *gesso_studio_new                  (const char           *library_folder,
                                                    GessoStudioFlags      flags) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_studio_open_async           (GessoStudio          *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_studio_open_finish          (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void             gesso_studio_close_async          (GessoStudio          *self,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_studio_close_finish         (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

GessoLibrary    *gesso_studio_get_library          (GessoStudio          *self);
GessoThumbnails *gesso_studio_get_thumbnails       (GessoStudio          *self);
GessoCatalog    *gesso_studio_get_catalog          (GessoStudio          *self);
GessoPricing    *gesso_studio_get_pricing          (GessoStudio          *self);
GessoJobQueue   *gesso_studio_get_queue            (GessoStudio          *self);
GListModel      *gesso_studio_get_accounts         (GessoStudio          *self);
GessoAccount    *gesso_studio_find_account         (GessoStudio          *self,
                                                    const char           *id_or_name);
GessoWorker     *gesso_studio_get_imaging_worker   (GessoStudio          *self);
const GessoRecoveryReport *gesso_studio_get_recovery_report (GessoStudio *self);

/* Sends a request: a job in the queue, journalled before anything leaves this computer. */
GessoJob        *gesso_studio_submit               (GessoStudio          *self,
                                                    GessoAccount         *account,
                                                    GessoRequest         *request,
                                                    const char           *session_id,
                                                    const char           *base_node_id);
GPtrArray       *gesso_studio_submit_parts         (GessoStudio          *self,
                                                    GessoAccount         *account,
                                                    GessoRequest         *request,
                                                    const char           *session_id,
                                                    const char           *base_node_id) G_GNUC_WARN_UNUSED_RESULT;

/* Jobs of earlier runs of the program, from the journal back into the queue. */
void             gesso_studio_restore_jobs_async   (GessoStudio          *self,
                                                    const char * const   *ids,
                                                    GessoAccount         *account,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GPtrArray       *gesso_studio_restore_jobs_finish  (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Accounts. A key goes to the Secret Service, or stays in memory where there is none; the finish
 * function says which. */
void             gesso_studio_save_account         (GessoStudio          *self,
                                                    GessoAccount         *account);
void             gesso_studio_remove_account       (GessoStudio          *self,
                                                    GessoAccount         *account);
void             gesso_studio_set_key_async        (GessoStudio          *self,
                                                    GessoAccount         *account,
                                                    const char           *key,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_studio_set_key_finish       (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    gboolean             *out_in_memory_only,
                                                    GError              **error);
void             gesso_studio_has_key_async        (GessoStudio          *self,
                                                    GessoAccount         *account,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_studio_has_key_finish       (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void             gesso_studio_find_key_place_async  (GessoStudio          *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GessoKeyPlace    gesso_studio_find_key_place_finish (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void             gesso_studio_fetch_models_async   (GessoStudio          *self,
                                                    GessoAccount         *account,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
char           **gesso_studio_fetch_models_finish  (GessoStudio          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

void             gesso_studio_fetch_credits_async  (GessoStudio          *self,
                                                   GessoAccount         *account,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
double           gesso_studio_fetch_credits_finish (GessoStudio          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/* Why asking a service failed, as the person is to be told. */
GessoFailure    *gesso_studio_dup_failure          (const GError         *error) G_GNUC_WARN_UNUSED_RESULT;

const char      *gesso_studio_get_library_folder   (GessoStudio          *self);

G_END_DECLS
