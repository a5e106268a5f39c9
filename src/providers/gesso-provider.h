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
 * @run: sends one request and yields its pictures to the observer; @task (transfer full) is to be
 *   ended by gesso_provider_end_run()
 * @list_models: asks the service which models there are; @task (transfer full) is to return a
 *   `char **` or a %GESSO_PROVIDER_ERROR
 * @remembers: whether the service remembers its answers, so that a run can go on from one
 *
 * Somebody who can make pictures. What a class does not implement answers "not supported". What
 * cancels a call is the task's cancellable.
 */
struct _GessoProviderClass
{
  GObjectClass parent_class;

  void (*run)         (GessoProvider    *self,
                       GessoRequest     *request,
                       GessoCredential  *credential,
                       GessoRunObserver *observer,
                       GTask            *task);
  void (*list_models) (GessoProvider    *self,
                       GessoCredential  *credential,
                       GTask            *task);

  gboolean remembers;
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

gboolean         gesso_provider_remembers          (GessoProvider        *self);
void             gesso_provider_set_previous       (GessoProvider        *self,
                                                    const char           *answer_id);
const char      *gesso_provider_get_previous       (GessoProvider        *self);
void             gesso_provider_set_task           (GessoProvider        *self,
                                                    const char           *task_id);
const char      *gesso_provider_get_task           (GessoProvider        *self);

void             gesso_provider_list_models_async  (GessoProvider        *self,
                                                    GessoCredential      *credential,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
char           **gesso_provider_list_models_finish (GessoProvider        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
double           gesso_provider_get_credits        (GessoProvider        *self);
const char      *gesso_provider_get_model_end      (GessoProvider        *self,
                                                    const char           *model);

void             gesso_provider_end_run            (GTask                *task,
                                                    GessoRunResult       *result,
                                                    GError               *error);
void             gesso_provider_set_credits        (GessoProvider        *self,
                                                    double                credits);
void             gesso_provider_set_model_end      (GessoProvider        *self,
                                                    const char           *model,
                                                    const char           *date);
void             gesso_provider_forward_models     (GessoProvider        *self,
                                                    GessoCredential      *credential,
                                                    GTask                *task);

G_END_DECLS
