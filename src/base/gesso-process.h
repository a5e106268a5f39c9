/* gesso-process.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_PROCESS (gesso_process_get_type ())
G_DECLARE_FINAL_TYPE (GessoProcess, gesso_process, GESSO, PROCESS, GObject)

/* A child process with its standard output read line by line. It is told to end (SIGTERM, then
 * SIGKILL after a grace time) when asked, when the object is disposed, and by the kernel when
 * this process dies (PR_SET_PDEATHSIG). Signals: "line" (const char *), "exited" (int status). */

GessoProcess *gesso_process_spawn         (const char * const  *argv,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
int           gesso_process_get_pid       (GessoProcess        *self);
gboolean      gesso_process_is_running    (GessoProcess        *self);
void          gesso_process_terminate     (GessoProcess        *self,
                                           guint                grace_ms);

G_END_DECLS
