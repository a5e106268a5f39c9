/* gesso-cli-run-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/gesso-cli-draft.h"

G_BEGIN_DECLS

/* One request that is followed to its end. */
typedef struct
{
  GessoCliDraft *options; /* (unowned) */
  GessoCli *cli;          /* (unowned) */
  GessoJob *job;          /* (unowned): the queue keeps it */
  gboolean sent;
  gboolean timed_out;
  GessoRunStage stage; /* the last one that was reported */
  int percent;
  guint n_previews;
} GessoCliRun;

JsonObject *_gesso_cli_run_new_event    (const char   *name);
int         _gesso_cli_run_deliver_node (GessoCliRun  *run,
                                         const char   *node_id,
                                         guint         number);

/* Several jobs that are parts of one edit: the files are of the picture that has all of them. */
int         _gesso_cli_run_parts        (GessoCliRun  *run,
                                         GPtrArray    *jobs);

G_END_DECLS
