/* gesso-engine-host.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps the built-in engine running: starts it when somebody first needs it, on a socket in a
 * folder that only this user can enter, waits for its "ready" line, notices when it dies, and
 * starts it again for the next who asks. A crash in drawing or decoding thus costs one request and
 * never the window.
 *
 * One per studio. The engine ends with the host, and by the kernel's hand when this process dies.
 * Main thread only.
 */

#include "config.h"

#include "providers/gesso-engine-host.h"

#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "base/gesso-process.h"

#include <glib/gstdio.h>

/* An engine that cannot start draws nothing by starting it more often. */
#define MAX_STARTS_PER_MINUTE 5
#define START_TIMEOUT_MS 15000
#define GRACE_MS 1000

struct _GessoEngineHost
{
  GObject parent_instance;

  char *folder;              /* (owned) (nullable): holds the socket */
  char *socket;              /* (owned) (nullable) */
  GessoProcess *process;     /* (owned) (nullable) */
  GessoHttpSession *session; /* (owned) (nullable): when it is ready */
  GQueue waiting;            /* (element-type GTask): for the ready line */
  guint timeout_id;
  gint64 starts[MAX_STARTS_PER_MINUTE];
  guint n_starts;
};

G_DEFINE_FINAL_TYPE (GessoEngineHost, gesso_engine_host, G_TYPE_OBJECT)

static char *
find_program (void)
{
  const char *wished = g_getenv ("GESSO_ENGINE_PATH");

  return wished != NULL ? g_strdup (wished)
                        : g_build_filename (GESSO_LIBEXECDIR, "gesso-engine", NULL);
}

static void
return_to_all (GessoEngineHost *self,
               const GError    *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_pointer (task, g_object_ref (self->session), g_object_unref);
      g_object_unref (task);
    }
}

static void
forget_process (GessoEngineHost *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->session);
  if (self->process != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->process, self);
      gesso_process_terminate (self->process, GRACE_MS);
      g_clear_object (&self->process);
    }
}

static void
give_up (GessoEngineHost *self,
         const char      *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);

  forget_process (self);
  return_to_all (self, error);
}

static gboolean
start_timed_out_cb (gpointer user_data)
{
  GessoEngineHost *self = user_data;

  self->timeout_id = 0;
  give_up (self, "the built-in engine does not get ready");
  return G_SOURCE_REMOVE;
}

static void
exited_cb (GessoProcess *process,
           int           status,
           gpointer      user_data)
{
  GessoEngineHost *self = user_data;

  g_debug ("the engine ended with status %d", status);
  give_up (self, "the built-in engine ended before it was ready");
}

static void
line_cb (GessoProcess *process,
         const char   *line,
         gpointer      user_data)
{
  GessoEngineHost *self = user_data;
  g_autoptr (JsonObject) object = gesso_json_parse_object (line, -1, NULL);

  if (self->session != NULL || object == NULL || !json_object_has_member (object, "ready"))
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->session = gesso_http_session_new_for_socket (self->socket);
  g_debug ("the engine is ready, process %d", gesso_process_get_pid (process));
  return_to_all (self, NULL);
}

static gboolean
make_socket_path (GessoEngineHost  *self,
                  GError          **error)
{
  g_autofree char *pattern = NULL;

  if (self->folder != NULL)
    return TRUE;

  pattern = g_build_filename (g_get_user_runtime_dir (), "gesso-XXXXXX", NULL);
  if (!gesso_file_make_folder (g_get_user_runtime_dir (), error))
    return FALSE;
  if (g_mkdtemp_full (pattern, 0700) == NULL)
    {
      int code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   "no folder for the engine's socket: %s", g_strerror (code));
      return FALSE;
    }

  self->folder = g_steal_pointer (&pattern);
  self->socket = g_build_filename (self->folder, "engine", NULL);
  return TRUE;
}

static gboolean
is_starting_too_often (GessoEngineHost *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 oldest = self->starts[self->n_starts % MAX_STARTS_PER_MINUTE];

  if (self->n_starts >= MAX_STARTS_PER_MINUTE && now - oldest < 60 * G_USEC_PER_SEC)
    return TRUE;

  self->starts[self->n_starts++ % MAX_STARTS_PER_MINUTE] = now;
  return FALSE;
}

static gboolean
start (GessoEngineHost  *self,
       GError          **error)
{
  g_autofree char *program = find_program ();
  const char *argv[] = { program, "--socket", NULL, NULL };

  if (is_starting_too_often (self))
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_FAILED,
          "the built-in engine ended again and again; it is left alone for a while");
      return FALSE;
    }
  if (!make_socket_path (self, error))
    return FALSE;

  g_unlink (self->socket);
  argv[2] = self->socket;
  self->process = gesso_process_spawn (argv, error);
  if (self->process == NULL)
    return FALSE;

  g_signal_connect (self->process, "line", G_CALLBACK (line_cb), self);
  g_signal_connect (self->process, "exited", G_CALLBACK (exited_cb), self);
  self->timeout_id = g_timeout_add (START_TIMEOUT_MS, start_timed_out_cb, self);
  return TRUE;
}

static void
gesso_engine_host_dispose (GObject *object)
{
  GessoEngineHost *self = GESSO_ENGINE_HOST (object);

  gesso_engine_host_stop (self);

  G_OBJECT_CLASS (gesso_engine_host_parent_class)->dispose (object);
}

static void
gesso_engine_host_finalize (GObject *object)
{
  GessoEngineHost *self = GESSO_ENGINE_HOST (object);

  g_free (self->folder);
  g_free (self->socket);

  G_OBJECT_CLASS (gesso_engine_host_parent_class)->finalize (object);
}

static void
gesso_engine_host_class_init (GessoEngineHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_engine_host_dispose;
  object_class->finalize = gesso_engine_host_finalize;
}

static void
gesso_engine_host_init (GessoEngineHost *self)
{
  g_queue_init (&self->waiting);
}

/**
 * gesso_engine_host_new:
 *
 * Starts nothing yet. The program is `gesso-engine` where the build installed it, or what the
 * environment names as GESSO_ENGINE_PATH.
 *
 * Returns: (transfer full): a host
 */
GessoEngineHost *
gesso_engine_host_new (void)
{
  return g_object_new (GESSO_TYPE_ENGINE_HOST, NULL);
}

/**
 * gesso_engine_host_ensure_async:
 * @self: the host
 * @cancellable: (nullable): to stop waiting; the engine starts all the same
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Starts the engine unless it runs, and waits until it is ready.
 */
void
gesso_engine_host_ensure_async (GessoEngineHost     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, gesso_engine_host_ensure_async);
  if (self->session != NULL)
    {
      g_task_return_pointer (task, g_object_ref (self->session), g_object_unref);
      return;
    }
  if (self->process == NULL && !start (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
}

/**
 * gesso_engine_host_ensure_finish:
 * @self: the host
 * @result: what the callback got
 * @error: a G_IO_ERROR or spawn error when the engine cannot be started
 *
 * Returns: (transfer full) (nullable): a session whose every connection goes to the engine
 */
GessoHttpSession *
gesso_engine_host_ensure_finish (GessoEngineHost  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_host_ensure_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_engine_host_get_pid:
 * @self: the host
 *
 * Returns: the engine's process id, 0 while none runs
 */
int
gesso_engine_host_get_pid (GessoEngineHost *self)
{
  return self->process != NULL ? gesso_process_get_pid (self->process) : 0;
}

/**
 * gesso_engine_host_stop:
 * @self: the host
 *
 * Ends the engine and removes its socket. The next who asks starts it again.
 */
void
gesso_engine_host_stop (GessoEngineHost *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the built-in engine was stopped");

  forget_process (self);
  return_to_all (self, error);
  if (self->folder != NULL)
    {
      gesso_file_remove_tree (self->folder, NULL);
      g_clear_pointer (&self->folder, g_free);
      g_clear_pointer (&self->socket, g_free);
    }
}
