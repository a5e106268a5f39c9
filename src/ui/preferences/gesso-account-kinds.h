/* gesso-account-kinds.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoAccountKind:
 * @kind: as accounts name it
 * @label: (transfer none): for people
 * @name: (transfer none): what a new account is called; may be empty
 * @summary: (transfer none): one line about it
 * @is_own_server: whether it is a program that people run themselves
 *
 * A kind of account that can be added. Valid for the life of the process.
 */
typedef struct
{
  const char *kind;
  const char *label;
  const char *name;
  const char *summary;
  gboolean    is_own_server;
} GessoAccountKind;

/* Those that are built in, then servers that are known by name, then what profiles describe. */
guint    gesso_account_kinds_get_length (void);
void     gesso_account_kinds_get        (guint             index,
                                         GessoAccountKind *out_kind);
gboolean gesso_account_kinds_find       (const char       *kind,
                                         GessoAccountKind *out_kind);

G_END_DECLS
