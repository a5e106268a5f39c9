/* gesso-cli-cost.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/gesso-cli.h"

G_BEGIN_DECLS

/**
 * GessoCliCost:
 * @by: (nullable): one line per what; months when NULL
 * @month: (nullable): only this one, "2026-11"
 * @csv: as comma-separated values
 * @group: found by gesso_cli_cost_check()
 * @since_us: found by gesso_cli_cost_check()
 * @until_us: found by gesso_cli_cost_check()
 *
 * What of the ledger is asked for.
 */
typedef struct
{
  const char *by;
  const char *month;
  gboolean    csv;
  int         group;
  gint64      since_us;
  gint64      until_us;
} GessoCliCost;

/* Judged before a library is opened. */
gboolean  gesso_cli_cost_check  (GessoCli      *cli,
                                 GessoCliCost  *self,
                                 int           *out_status);
int       gesso_cli_cost_print  (GessoCli      *cli,
                                 GessoCliCost  *self);

/* An amount as typed, "12.50" or "none". */
gboolean  gesso_cli_parse_usd   (const char    *text,
                                 gint64        *out_micros);

G_END_DECLS
