/* gesso-provider.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"
#include "model/gesso-credential.h"
#include "model/gesso-request.h"
#include "providers/gesso-run-observer.h"
#include "providers/gesso-run-result.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PROVIDER (gesso_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (GessoProvider, gesso_provider, GESSO, PROVIDER, GObject)

/**
 * GessoProviderClass:
 * @run_async: sends one request and yields its pictures to the observer
 * @run_finish: (transfer full): the rest of the answer, or a %GESSO_PROVIDER_ERROR
 * @set_previous: (nullable): the next run goes on from an earlier answer
 * @set_task: (nullable): the next run takes up one that the service works on
 * @list_models_async: asks the service which models there are
 * @list_models_finish: (transfer full): model ids
 *
 * Somebody who can make pictures. What a class does not implement answers "not supported".
 */
struct _GessoProviderClass
{
  GObjectClass parent_class;

  void             (*run_async)          (GessoProvider        *self,
                                          GessoRequest         *request,
                                          GessoCredential      *credential,
                                          GessoRunObserver     *observer,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
  GessoRunResult * (*run_finish)         (GessoProvider        *self,
                                          GAsyncResult         *result,
                                          GError              **error);
  void             (*set_previous)       (GessoProvider        *self,
                                          const char           *answer_id);
  void             (*set_task)           (GessoProvider        *self,
                                          const char           *task_id);
  void             (*list_models_async)  (GessoProvider        *self,
                                          GessoCredential      *credential,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
  char **          (*list_models_finish) (GessoProvider        *self,
                                          GAsyncResult         *result,
                                          GError              **error);
};

void             gesso_provider_run_async          (GessoProvider        *self,
                                                    GessoRequest         *request,
                                                    GessoCredential      *credential,
                                                    GessoRunObserver     *observer,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GessoRunResult  *gesso_provider_run_finish         (GessoProvider        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

void             gesso_provider_set_previous       (GessoProvider        *self,
                                                    const char           *answer_id);
void             gesso_provider_set_task           (GessoProvider        *self,
                                                    const char           *task_id);

void             gesso_provider_list_models_async  (GessoProvider        *self,
                                                    GessoCredential      *credential,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
char           **gesso_provider_list_models_finish (GessoProvider        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
