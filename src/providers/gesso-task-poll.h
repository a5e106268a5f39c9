/* gesso-task-poll.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoTaskPollCase:
 * @n_asked: how often the service has said that the task goes on
 * @n_lost: askings since then that brought no answer
 * @wished_ms: what the service last asked to wait, or -1
 * @worked_ms: how long the service has been working, as far as it was heard
 * @lost_ms: since when it has not been heard; 0 when the last asking was answered
 * @first_ms: the first wait
 * @last_ms: the longest wait
 * @give_up_ms: how long a service may work
 *
 * All that the next asking depends on.
 */
typedef struct
{
  guint  n_asked;
  guint  n_lost;
  gint64 wished_ms;
  gint64 worked_ms;
  gint64 lost_ms;
  gint64 first_ms;
  gint64 last_ms;
  gint64 give_up_ms;
} GessoTaskPollCase;

#define GESSO_TASK_POLL_FIRST_MS   2000
#define GESSO_TASK_POLL_LAST_MS    (10 * 1000)
#define GESSO_TASK_POLL_GIVE_UP_MS (15 * 60 * 1000)
#define GESSO_TASK_POLL_MAX_LOST_MS (60 * 60 * 1000)

gboolean gesso_task_poll_decide (const GessoTaskPollCase *poll_case,
                                 gint64                  *delay_ms);

G_END_DECLS
