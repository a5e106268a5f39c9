/* gesso-engine-request.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoEngineRequests: the requests that work or wait. Two work at a time, each on a thread of its
 * own; a bounded number waits; more are turned away. A request ends when its answer has gone out
 * or when its client hung up, which is looked for a few times in the time that a person notices.
 *
 * Owned by the server; main thread only. A worker sees the order, the cancellable and the main
 * context of a request, nothing else. Each request lives until both its message and its worker are
 * done with it. */

#include "config.h"

#include "engine/gesso-engine-request.h"

#include "base/gesso-worker.h"
#include "engine/gesso-engine-answer.h"
#include "engine/gesso-engine-task.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_WORKING 2
#define MAX_WAITING 16
#define LOOK_MS 40

struct _GessoEngineRequests
{
  GessoWorker *worker; /* (owned) */
  GPtrArray *requests; /* (element-type Request): those whose worker is not done */
};

typedef struct
{
  GessoEngineRequests *owner;  /* (unowned) (nullable): NULL once it is gone */
  SoupServerMessage *message;  /* (owned) */
  GessoEngineOrder *order;     /* (owned) */
  GessoEngineAnswer *answer;   /* (owned) (nullable): NULL once the message is over */
  GessoEngineRefusal *refusal; /* (owned) (nullable): set by the worker */
  GCancellable *cancellable;   /* (owned) */
  guint look_id;
  gulong wrote_id;
  gulong finished_id;
} Request;

static void
request_clear (gpointer data)
{
  Request *request = data;

  g_assert (request->look_id == 0 && request->answer == NULL);
  g_clear_object (&request->message);
  g_clear_pointer (&request->order, gesso_engine_order_free);
  g_clear_pointer (&request->refusal, gesso_engine_refusal_free);
  g_clear_object (&request->cancellable);
}

static Request *
request_ref (Request *request)
{
  return g_atomic_rc_box_acquire (request);
}

static void
request_unref (Request *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

/* The message is over, one way or the other. */
static void
leave_message (Request *request)
{
  if (request->answer == NULL)
    return;

  g_cancellable_cancel (request->cancellable);
  g_clear_handle_id (&request->look_id, g_source_remove);
  g_clear_signal_handler (&request->wrote_id, request->message);
  g_clear_signal_handler (&request->finished_id, request->message);
  g_clear_pointer (&request->answer, gesso_engine_answer_free);
  request_unref (request);
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  leave_message (user_data);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  Request *request = user_data;

  if (request->answer != NULL)
    gesso_engine_answer_pump (request->answer);
}

/* While a message is paused nobody reads from its connection, so its end has to be looked for. */
static gboolean
look_cb (gpointer user_data)
{
  Request *request = user_data;
  GSocket *socket = soup_server_message_get_socket (request->message);
  char byte;
  gssize n;

  n = socket != NULL ? recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) : 0;
  if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)))
    return G_SOURCE_CONTINUE;

  g_debug ("A client hung up");
  request->look_id = 0;
  g_cancellable_cancel (request->cancellable);
  soup_server_message_set_status (request->message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  soup_message_body_complete (soup_server_message_get_response_body (request->message));
  soup_server_message_unpause (request->message);

  return G_SOURCE_REMOVE;
}

/* --- from the worker --- */

typedef struct
{
  Request *request;            /* (owned) */
  GessoEnginePicture *picture; /* (owned) (nullable) */
} Delivery;

static void
delivery_free (Delivery *delivery)
{
  g_clear_pointer (&delivery->picture, gesso_engine_picture_free);
  request_unref (delivery->request);
  g_free (delivery);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  if (delivery->request->answer != NULL)
    gesso_engine_answer_take (delivery->request->answer, g_steal_pointer (&delivery->picture));

  return G_SOURCE_REMOVE;
}

static void
picture_cb (GessoEnginePicture *picture,
            gpointer            user_data)
{
  Delivery *delivery = g_new (Delivery, 1);

  delivery->request = request_ref (user_data);
  delivery->picture = picture;
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, delivery, (GDestroyNotify) delivery_free);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Request *request = task_data;

  g_task_return_boolean (task, gesso_engine_task_run (request->order, picture_cb, request,
                                                      request->cancellable, &request->refusal));
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Request *request = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  if (request->owner != NULL)
    g_ptr_array_remove_fast (request->owner->requests, request);
  if (request->answer == NULL)
    return;

  if (done)
    gesso_engine_answer_finish (request->answer);
  else if (request->refusal != NULL)
    gesso_engine_answer_refuse (request->answer, request->refusal);
  else
    {
      g_autoptr (GessoEngineRefusal) refusal
          = gesso_engine_refusal_new (500, "server_error", NULL, "The request was cancelled.");

      gesso_engine_answer_refuse (request->answer, refusal);
    }
}

/* --- public --- */

/**
 * gesso_engine_requests_new:
 *
 * Returns: (transfer full): no requests yet
 */
GessoEngineRequests *
gesso_engine_requests_new (void)
{
  GessoEngineRequests *self = g_new0 (GessoEngineRequests, 1);

  self->worker = gesso_worker_new ("engine", MAX_WORKING);
  self->requests = g_ptr_array_new ();

  return self;
}

/**
 * gesso_engine_requests_free:
 * @self: (nullable) (transfer full): the requests
 *
 * Cancels what still runs and waits for no one.
 */
void
gesso_engine_requests_free (GessoEngineRequests *self)
{
  if (self == NULL)
    return;

  gesso_engine_requests_cancel_all (self);
  for (guint i = 0; i < self->requests->len; i++)
    ((Request *) g_ptr_array_index (self->requests, i))->owner = NULL;
  g_ptr_array_unref (self->requests);
  g_clear_object (&self->worker);
  g_free (self);
}

/**
 * gesso_engine_requests_start:
 * @self: the requests
 * @message: the message that asks; it is paused
 * @order: (transfer full): what it asks for
 *
 * Puts a request in the queue. Its answer goes out by itself.
 *
 * Returns: (transfer full) (nullable): why it is turned away, with 429
 */
GessoEngineRefusal *
gesso_engine_requests_start (GessoEngineRequests *self,
                             SoupServerMessage   *message,
                             GessoEngineOrder    *order)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  if (self->requests->len >= MAX_WORKING + MAX_WAITING)
    {
      gesso_engine_order_free (order);
      return gesso_engine_refusal_new (429, "rate_limit_exceeded", NULL,
                                       "Too many requests are waiting. Try again soon.");
    }

  request = g_atomic_rc_box_new0 (Request);
  request->owner = self;
  request->message = g_object_ref (message);
  request->order = order;
  request->cancellable = g_cancellable_new ();
  request->answer = gesso_engine_answer_new (message, order);
  request->wrote_id
      = g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), request);
  request->finished_id = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  request->look_id = g_timeout_add (LOOK_MS, look_cb, request);
  g_ptr_array_add (self->requests, request);
  soup_server_message_pause (message);

  task = g_task_new (NULL, NULL, worked_cb, NULL);
  g_task_set_source_tag (task, gesso_engine_requests_start);
  g_task_set_task_data (task, request_ref (request), (GDestroyNotify) request_unref);
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_DEFAULT, work);

  return NULL;
}

/**
 * gesso_engine_requests_cancel_all:
 * @self: the requests
 */
void
gesso_engine_requests_cancel_all (GessoEngineRequests *self)
{
  for (guint i = 0; i < self->requests->len; i++)
    g_cancellable_cancel (((Request *) g_ptr_array_index (self->requests, i))->cancellable);
}
