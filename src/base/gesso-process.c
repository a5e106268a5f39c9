/* gesso-process.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoProcess: one child process and the lines it prints.
 *
 * Whoever needs the child makes the object on the main thread and keeps it; the last reference
 * ends the child. Signals, on the main thread: "line" for each line of standard output, then
 * exactly one "exited" with the wait status, after the last line. Standard input of the child is
 * empty, standard error is ours. The kernel ends the child when the thread that spawned it is
 * gone, so spawn from the main thread. */

#include "config.h"

#include "base/gesso-process.h"

#include "base/gesso-str.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#define DISPOSE_GRACE_MS 2000
/* How long lines are awaited after the end: a grandchild may hold the pipe open for ever. */
#define LAST_LINES_MS 500

struct _GessoProcess
{
  GObject parent_instance;

  GSubprocess *child;        /* (owned) */
  GDataInputStream *lines;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  int pid;

  guint kill_id;       /* source: the grace time is over */
  guint last_lines_id; /* source: do not wait for the pipe any longer */
  int status;
  gboolean reaped;
  gboolean lines_ended;
  gboolean exited; /* "exited" was emitted */
};

enum
{
  SIGNAL_LINE,
  SIGNAL_EXITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoProcess, gesso_process, G_TYPE_OBJECT)

static void read_next_line (GessoProcess *self);

/* Runs in the child between fork and exec: only calls that are safe there. */
static void
follow_parent (gpointer user_data)
{
  pid_t parent = (pid_t) GPOINTER_TO_INT (user_data);

  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (getppid () != parent)
    _exit (127);
}

static void
emit_exited (GessoProcess *self)
{
  g_clear_handle_id (&self->last_lines_id, g_source_remove);
  if (self->exited)
    return;
  self->exited = TRUE;
  g_signal_emit (self, signals[SIGNAL_EXITED], 0, self->status);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *valid = NULL;
  g_autoptr (GessoProcess) self = NULL;
  gsize length = 0;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, &length,
                                               &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (user_data);
  if (line == NULL)
    {
      self->lines_ended = TRUE;
      if (self->reaped)
        emit_exited (self);
      return;
    }

  valid = gesso_str_make_valid (line, (gssize) length);
  g_signal_emit (self, signals[SIGNAL_LINE], 0, valid);
  if (!g_cancellable_is_cancelled (self->cancellable))
    read_next_line (self);
}

static void
read_next_line (GessoProcess *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

static gboolean
last_lines_cb (gpointer user_data)
{
  g_autoptr (GessoProcess) self = g_object_ref (user_data);

  self->last_lines_id = 0;
  emit_exited (self);
  return G_SOURCE_REMOVE;
}

static void
wait_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoProcess) self = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    return;

  self = g_object_ref (user_data);
  self->reaped = TRUE;
  self->status = g_subprocess_get_status (self->child);
  g_clear_handle_id (&self->kill_id, g_source_remove);
  if (self->lines_ended)
    emit_exited (self);
  else
    self->last_lines_id = g_timeout_add (LAST_LINES_MS, last_lines_cb, self);
}

static gboolean
kill_cb (gpointer user_data)
{
  GessoProcess *self = user_data;

  self->kill_id = 0;
  g_subprocess_force_exit (self->child);
  return G_SOURCE_REMOVE;
}

static gboolean
kill_orphan_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);
  return G_SOURCE_REMOVE;
}

static void
gesso_process_dispose (GObject *object)
{
  GessoProcess *self = GESSO_PROCESS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->kill_id, g_source_remove);
  g_clear_handle_id (&self->last_lines_id, g_source_remove);
  if (self->child != NULL && !self->reaped)
    {
      g_subprocess_send_signal (self->child, SIGTERM);
      g_timeout_add_full (G_PRIORITY_DEFAULT, DISPOSE_GRACE_MS, kill_orphan_cb,
                          g_object_ref (self->child), g_object_unref);
    }
  g_clear_object (&self->lines);
  g_clear_object (&self->child);

  G_OBJECT_CLASS (gesso_process_parent_class)->dispose (object);
}

static void
gesso_process_finalize (GObject *object)
{
  GessoProcess *self = GESSO_PROCESS (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (gesso_process_parent_class)->finalize (object);
}

static void
gesso_process_class_init (GessoProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_process_dispose;
  object_class->finalize = gesso_process_finalize;

  /**
   * GessoProcess::line:
   * @self: the process
   * @line: one line of its standard output without the line end, valid UTF-8
   */
  signals[SIGNAL_LINE]
      = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * GessoProcess::exited:
   * @self: the process
   * @status: as from waitpid(); for WIFEXITED() and its relatives
   */
  signals[SIGNAL_EXITED] = g_signal_new ("exited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
gesso_process_init (GessoProcess *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * gesso_process_spawn:
 * @argv: (array zero-terminated=1): the program, looked up in PATH, and its arguments
 * @error: `G_SPAWN_ERROR` codes
 *
 * Starts a child. Main thread only.
 *
 * Returns: (transfer full) (nullable): the running child, or %NULL on error
 */
GessoProcess *
gesso_process_spawn (const char *const *argv, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) child = NULL;
  const char *identifier;
  GessoProcess *self;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  /* What a child is for never needs the key of a service. */
  g_subprocess_launcher_unsetenv (launcher, "GESSO_API_KEY");
  g_subprocess_launcher_set_child_setup (launcher, follow_parent, GINT_TO_POINTER (getpid ()),
                                         NULL);
  child = g_subprocess_launcher_spawnv (launcher, argv, error);
  if (child == NULL)
    return NULL;

  self = g_object_new (GESSO_TYPE_PROCESS, NULL);
  /* A child may have ended already, and then GLib does not know its id any more. */
  identifier = g_subprocess_get_identifier (child);
  self->pid = identifier != NULL ? atoi (identifier) : -1;
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  self->child = g_steal_pointer (&child);
  g_subprocess_wait_async (self->child, self->cancellable, wait_cb, self);
  read_next_line (self);
  return self;
}

/**
 * gesso_process_get_pid:
 * @self: a process
 *
 * Returns: the process id it has, or had; -1 if it ended before it could be asked for
 */
int
gesso_process_get_pid (GessoProcess *self)
{
  g_return_val_if_fail (GESSO_IS_PROCESS (self), -1);

  return self->pid;
}

/**
 * gesso_process_is_running:
 * @self: a process
 *
 * Returns: %TRUE until the main loop has learned of its end
 */
gboolean
gesso_process_is_running (GessoProcess *self)
{
  g_return_val_if_fail (GESSO_IS_PROCESS (self), FALSE);

  return !self->reaped;
}

/**
 * gesso_process_terminate:
 * @self: a process
 * @grace_ms: how long it may take to end by itself, in milliseconds; 0 kills at once
 *
 * Asks the child to end, and kills it after the grace time. "exited" follows. Does nothing if
 * the child has ended or was asked already, other than with a grace time of 0.
 */
void
gesso_process_terminate (GessoProcess *self,
                         guint         grace_ms)
{
  g_return_if_fail (GESSO_IS_PROCESS (self));

  if (self->reaped)
    return;
  if (grace_ms == 0)
    {
      g_clear_handle_id (&self->kill_id, g_source_remove);
      g_subprocess_force_exit (self->child);
      return;
    }
  if (self->kill_id != 0)
    return;
  g_subprocess_send_signal (self->child, SIGTERM);
  self->kill_id = g_timeout_add (grace_ms, kill_cb, self);
}
