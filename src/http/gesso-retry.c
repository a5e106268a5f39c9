/* gesso-retry.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-retry.h"

#include <libsoup/soup.h>

/* Whether, and after which wait, a request is sent again. Policy only: no clock, no random, no I/O.
 *
 * The rule is that of the official client library (x-should-retry; else 408, 409, 429 and 500 and
 * above; Retry-After up to 120 s; else 0.5 s doubling to 8 s with jitter), with one difference:
 * what may have been accepted without an answer is never repeated, since it may be billed twice.
 */

#define FIRST_DELAY_MS 500
#define LAST_DELAY_MS 8000

static gboolean
status_allows (guint status)
{
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

static gint64
backoff_ms (const GessoRetryCase *retry_case)
{
  guint doublings = MIN (retry_case->attempt > 0 ? retry_case->attempt - 1 : 0, 10);
  gint64 delay = MIN ((gint64) FIRST_DELAY_MS << doublings, LAST_DELAY_MS);
  double jitter = 1.0 - 0.25 * CLAMP (retry_case->random, 0.0, 1.0);

  return (gint64) (delay * jitter);
}

static gboolean
parse_number (const char *text,
              double      factor,
              gint64     *delay_ms)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *end;
  double value;

  if (!g_ascii_isdigit (*stripped) && *stripped != '.')
    return FALSE;
  value = g_ascii_strtod (stripped, &end);
  if (*end != '\0' || !(value >= 0) || value * factor > 1e15)
    return FALSE;
  *delay_ms = (gint64) (value * factor + 0.5);
  return TRUE;
}

/**
 * gesso_retry_parse_delay:
 * @retry_after_ms: (nullable): the retry-after-ms header
 * @retry_after: (nullable): the retry-after header: seconds, also fractions, or a date
 * @now_us: the time of day in microseconds, to compare a date with
 *
 * Returns: the wait that the server asks for in milliseconds, 0 for a date in the past; -1 when it
 *   asks for none or for nonsense
 */
gint64
gesso_retry_parse_delay (const char *retry_after_ms,
                         const char *retry_after,
                         gint64      now_us)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 delay_ms;

  if (retry_after_ms != NULL && parse_number (retry_after_ms, 1, &delay_ms))
    return delay_ms;
  if (retry_after == NULL)
    return -1;
  if (parse_number (retry_after, 1000, &delay_ms))
    return delay_ms;
  date = soup_date_time_new_from_http_string (retry_after);
  if (date == NULL)
    return -1;
  return MAX (0, g_date_time_to_unix (date) * 1000 - now_us / 1000);
}

/**
 * gesso_retry_decide:
 * @retry_case: what is known
 * @delay_ms: (out): how long to wait first, in milliseconds
 *
 * Decides whether the request is sent again without asking anybody. Never for money, moderation and
 * bad requests, never more than GESSO_RETRY_MAX_ATTEMPTS sendings, never after a wait of more than
 * GESSO_RETRY_MAX_DELAY_MS, and never when a request that costs something may have been accepted.
 *
 * Returns: TRUE to send again
 */
gboolean
gesso_retry_decide (const GessoRetryCase *retry_case,
                    gint64               *delay_ms)
{
  gint64 wish;

  g_return_val_if_fail (retry_case != NULL && delay_ms != NULL, FALSE);

  *delay_ms = 0;
  if (retry_case->forbidden || retry_case->attempt >= GESSO_RETRY_MAX_ATTEMPTS)
    return FALSE;
  if (retry_case->status == 0)
    {
      if (!retry_case->never_sent && !retry_case->confirmed)
        return FALSE;
    }
  else if (retry_case->status < 400)
    return FALSE;
  else if (retry_case->should_retry != NULL
           && g_ascii_strcasecmp (retry_case->should_retry, "false") == 0)
    return FALSE;
  else if ((retry_case->should_retry == NULL
            || g_ascii_strcasecmp (retry_case->should_retry, "true") != 0)
           && !status_allows (retry_case->status))
    return FALSE;

  wish = gesso_retry_parse_delay (retry_case->retry_after_ms, retry_case->retry_after,
                                  retry_case->now_us);
  if (wish > GESSO_RETRY_MAX_DELAY_MS)
    return FALSE;
  *delay_ms = wish >= 0 ? wish : backoff_ms (retry_case);
  return TRUE;
}
