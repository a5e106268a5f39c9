/* gesso-clock.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-clock.h"

#include <stdio.h>
#include <string.h>

#define ID_LENGTH 26
#define N_RANDOM_BYTES 10

static GMutex clock_mutex;
static gboolean frozen;                    /* (mutex clock_mutex) */
static gint64 frozen_us;                   /* (mutex clock_mutex) */
static gint64 last_id_ms = -1;             /* (mutex clock_mutex) */
static guint8 last_random[N_RANDOM_BYTES]; /* (mutex clock_mutex) */

static gint64
now_us_locked (void)
{
  return frozen ? frozen_us : g_get_real_time ();
}

/**
 * gesso_clock_now_us:
 *
 * Any thread.
 *
 * Returns: the wall clock in microseconds since 1970 (UTC), or the frozen time
 */
gint64
gesso_clock_now_us (void)
{
  gint64 now;

  g_mutex_lock (&clock_mutex);
  now = now_us_locked ();
  g_mutex_unlock (&clock_mutex);
  return now;
}

/**
 * gesso_clock_monotonic_us:
 *
 * For durations and deadlines; not stopped by gesso_clock_freeze(). Any thread.
 *
 * Returns: microseconds of a clock that never goes back
 */
gint64
gesso_clock_monotonic_us (void)
{
  return g_get_monotonic_time ();
}

static void
fill_random (guint8 *bytes)
{
  for (guint i = 0; i < N_RANDOM_BYTES; i++)
    bytes[i] = (guint8) g_random_int_range (0, 256);
  /* Room to count upwards inside one millisecond. */
  bytes[0] &= 0x7f;
}

static void
increment (guint8 *bytes)
{
  for (int i = N_RANDOM_BYTES - 1; i >= 0; i--)
    if (++bytes[i] != 0)
      return;
}

static char *
encode (gint64        time_ms,
        const guint8 *random)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  char *id = g_malloc (ID_LENGTH + 1);
  guint64 bits = 0;
  guint n_bits = 0;
  guint out = 10;

  for (int i = 9; i >= 0; i--)
    {
      id[i] = alphabet[time_ms & 31];
      time_ms >>= 5;
    }
  for (guint i = 0; i < N_RANDOM_BYTES; i++)
    {
      bits = (bits << 8) | random[i];
      n_bits += 8;
      while (n_bits >= 5)
        {
          n_bits -= 5;
          id[out++] = alphabet[(bits >> n_bits) & 31];
        }
    }
  id[ID_LENGTH] = '\0';
  return id;
}

/**
 * gesso_clock_new_id:
 *
 * Makes a name for a row, a job or a file: 48 bits of milliseconds and 80 random bits in
 * Crockford's base 32 (the layout known as ULID). Ids sort by the time of their making, and
 * inside one process strictly so, even when the wall clock is set back. Any thread.
 *
 * Returns: (transfer full): 26 characters out of digits and capital letters
 */
char *
gesso_clock_new_id (void)
{
  guint8 random[N_RANDOM_BYTES];
  gint64 time_ms;

  g_mutex_lock (&clock_mutex);
  time_ms = MAX (now_us_locked (), 0) / 1000;
  if (time_ms > last_id_ms)
    {
      last_id_ms = time_ms;
      fill_random (last_random);
    }
  else
    {
      time_ms = last_id_ms;
      increment (last_random);
    }
  memcpy (random, last_random, sizeof random);
  g_mutex_unlock (&clock_mutex);

  return encode (time_ms, random);
}

/**
 * gesso_clock_is_day:
 * @text: (nullable): any text
 *
 * Returns: whether it is a day of the calendar, as "2026-01-31"
 */
gboolean
gesso_clock_is_day (const char *text)
{
  int year, month, day, length = 0;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3)
    return FALSE;

  return length == (int) strlen ("YYYY-MM-DD") && text[length] == '\0' && year > 0 && month > 0
         && day > 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/**
 * gesso_clock_format_iso:
 * @time_us: microseconds since 1970 (UTC)
 *
 * Returns: (transfer full): "2026-01-31T23:59:59.123456Z", always with six decimals, so that
 *   texts sort like times
 */
char *
gesso_clock_format_iso (gint64 time_us)
{
  gint64 seconds = time_us / G_USEC_PER_SEC;
  gint64 rest = time_us % G_USEC_PER_SEC;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (rest < 0)
    {
      seconds--;
      rest += G_USEC_PER_SEC;
    }
  date = g_date_time_new_from_unix_utc (seconds);
  if (date == NULL)
    return g_strdup ("0000-00-00T00:00:00.000000Z");
  text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%06dZ", text, (int) rest);
}

/**
 * gesso_clock_freeze:
 * @now_us: the time that gesso_clock_now_us() gives from now on
 *
 * For tests. Ids made while frozen carry the frozen time, and start a new order.
 */
void
gesso_clock_freeze (gint64 now_us)
{
  g_mutex_lock (&clock_mutex);
  frozen = TRUE;
  frozen_us = now_us;
  last_id_ms = -1;
  g_mutex_unlock (&clock_mutex);
}

/**
 * gesso_clock_thaw:
 *
 * Lets the clock run again after gesso_clock_freeze().
 */
void
gesso_clock_thaw (void)
{
  g_mutex_lock (&clock_mutex);
  frozen = FALSE;
  g_mutex_unlock (&clock_mutex);
}
