/* gesso-job-host.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job.h"
#include "model/gesso-credential.h"
#include "providers/gesso-provider.h"

G_BEGIN_DECLS

#define GESSO_TYPE_JOB_HOST (gesso_job_host_get_type ())
G_DECLARE_INTERFACE (GessoJobHost, gesso_job_host, GESSO, JOB_HOST, GObject)

/**
 * GessoJobHostInterface:
 * @enqueue_async: writes a waiting job into the journal
 * @enqueue_finish: whether it is on disk
 * @place: journals that a waiting job comes before another one, or last; nobody waits for it
 * @resolve_async: finds who runs the job, the key, and in which form its service wants the request
 * @resolve_finish: (transfer full): the provider; the credential and, where it differs from the
 *   job's request, what is sent come by the out arguments
 * @prepare_async: journals that the request is about to leave; it is on disk when this finishes
 * @prepare_finish: whether sending may begin; an error that carries a failure means that nothing
 *   was journalled and the job waits on for the reason given
 * @open_raw: (transfer full): a file for the answer as it comes
 * @open_picture: (transfer full): a file for picture @index as it comes
 * @map_picture: (transfer full): the bytes of picture @index, whose stream was closed, to look at
 * @seal_async: makes picture @index durable and marks it as whole
 * @seal_finish: whether it is
 * @commit_async: puts the sealed pictures into the library and ends the job's journal; @failure
 *   is given when only some of the pictures came
 * @commit_finish: (transfer full): the ids of the new nodes
 * @fail_async: ends the journal of a job without pictures; a damaged answer is kept
 * @fail_finish: (transfer full) (nullable): the folder where what came is kept
 *
 * What a job needs from the house: somebody to run it, and a journal. Implemented by the studio;
 * jobs know neither files nor database. Main thread only.
 */
struct _GessoJobHostInterface
{
  GTypeInterface parent_iface;

  void            (*enqueue_async)  (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  gboolean        (*enqueue_finish) (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GError              **error);
  void            (*place)          (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GessoJob             *next);
  void            (*resolve_async)  (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  GessoProvider * (*resolve_finish) (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GessoCredential     **out_credential,
                                     GessoRequest        **out_request,
                                     GError              **error);
  void            (*prepare_async)  (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  gboolean        (*prepare_finish) (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GError              **error);
  GOutputStream * (*open_raw)       (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GError              **error);
  GOutputStream * (*open_picture)   (GessoJobHost         *self,
                                     GessoJob             *job,
                                     guint                 index,
                                     GError              **error);
  GBytes *        (*map_picture)    (GessoJobHost         *self,
                                     GessoJob             *job,
                                     guint                 index,
                                     GError              **error);
  void            (*seal_async)     (GessoJobHost         *self,
                                     GessoJob             *job,
                                     guint                 index,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  gboolean        (*seal_finish)    (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GError              **error);
  void            (*commit_async)   (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GessoRunResult       *run_result,
                                     GessoFailure         *failure,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  char **         (*commit_finish)  (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GError              **error);
  void            (*fail_async)     (GessoJobHost         *self,
                                     GessoJob             *job,
                                     GessoFailure         *failure,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  char *          (*fail_finish)    (GessoJobHost         *self,
                                     GAsyncResult         *result,
                                     GError              **error);
};

G_END_DECLS
