/* gesso-log.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Secrets that were registered never appear in what goes through redaction: the log writer that
 * the programs install, and every message that is stored or shown. */

void   gesso_log_install         (void);
void   gesso_log_add_secret      (const char *secret);
void   gesso_log_forget_secret   (const char *secret);
char  *gesso_log_redact          (const char *text);
char  *gesso_log_hide            (const char *text);
guint  gesso_log_blank           (guint8     *data,
                                  gsize       length);
void   gesso_log_blank_folder    (const char *folder);

G_END_DECLS
