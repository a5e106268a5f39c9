/* gesso-clock.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time and ids, replaceable by tests. */

gint64  gesso_clock_now_us        (void);
gint64  gesso_clock_monotonic_us  (void);
char   *gesso_clock_new_id        (void);
gboolean gesso_clock_is_day       (const char *text);
char   *gesso_clock_format_iso    (gint64  time_us);

void    gesso_clock_freeze        (gint64  now_us);
void    gesso_clock_thaw          (void);

G_END_DECLS
