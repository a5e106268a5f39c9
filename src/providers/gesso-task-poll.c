/* gesso-task-poll.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-task-poll.h"

/* When a task is asked for again. Policy only: no clock, no I/O.
 *
 * Slower and slower while the service works, as it wishes where it says so. An asking that went
 * lost says nothing about the task: the network may be gone or the computer may have slept, so that
 * time does not count as the service's, and only after an hour of silence is the task left to
 * itself. Its name stays known; it can be asked for by hand. */

#define MAX_WISH_MS (120 * 1000)
#define FIRST_LOST_MS 1000
#define LAST_LOST_MS (30 * 1000)

static gint64
grow (gint64 first,
      gint64 last,
      guint  n)
{
  gint64 delay = MIN (first, last);

  for (guint i = 0; i < n && delay < last; i++)
    delay = MIN (MAX (delay * 3 / 2, delay + 1), last);

  return delay;
}

/**
 * gesso_task_poll_decide:
 * @poll_case: what is known
 * @delay_ms: (out): how long to wait before the next asking
 *
 * Returns: FALSE when the task is to be left to itself
 */
gboolean
gesso_task_poll_decide (const GessoTaskPollCase *poll_case,
                        gint64                  *delay_ms)
{
  g_return_val_if_fail (poll_case != NULL && delay_ms != NULL, FALSE);

  *delay_ms = 0;
  if (poll_case->lost_ms > GESSO_TASK_POLL_MAX_LOST_MS
      || poll_case->worked_ms > poll_case->give_up_ms)
    return FALSE;

  *delay_ms = poll_case->n_lost > 0
                  ? grow (FIRST_LOST_MS, LAST_LOST_MS, poll_case->n_lost - 1)
                  : grow (poll_case->first_ms, poll_case->last_ms, poll_case->n_asked);
  /* A wish that was heard holds until it is heard again. */
  if (poll_case->wished_ms >= 0)
    *delay_ms = MIN (poll_case->wished_ms, MAX_WISH_MS);
  return TRUE;
}
