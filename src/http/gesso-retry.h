/* gesso-retry.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoRetryCase:
 * @attempt: how many times the request was sent, from 1
 * @status: the HTTP status, or 0 when no answer came
 * @never_sent: no byte of the request left this machine
 * @forbidden: the answer's code says that asking again is no use: money, moderation, bad request
 * @confirmed: a repetition costs nothing even if the first was accepted (reading requests)
 * @should_retry: the x-should-retry header, or NULL
 * @retry_after_ms: the retry-after-ms header, or NULL
 * @retry_after: the retry-after header, or NULL
 * @now_us: the time of day, in microseconds since 1970, to compare dates with
 * @random: jitter, from 0 to 1
 *
 * All that the decision rests on.
 */
typedef struct
{
  guint       attempt;
  guint       status;
  gboolean    never_sent;
  gboolean    forbidden;
  gboolean    confirmed;
  const char *should_retry;
  const char *retry_after_ms;
  const char *retry_after;
  gint64      now_us;
  double      random;
} GessoRetryCase;

#define GESSO_RETRY_MAX_ATTEMPTS 3
#define GESSO_RETRY_MAX_DELAY_MS (120 * 1000)

gboolean gesso_retry_decide       (const GessoRetryCase *retry_case,
                                   gint64               *delay_ms);
gint64   gesso_retry_parse_delay  (const char           *retry_after_ms,
                                   const char           *retry_after,
                                   gint64                now_us);

G_END_DECLS
