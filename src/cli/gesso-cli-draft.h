/* gesso-cli-draft.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/gesso-cli.h"
#include "model/gesso-draft.h"

G_BEGIN_DECLS

/**
 * GessoCliDraft:
 *
 * The options of `generate`, `edit` and `price`, as they were typed. A plain value; cleared by
 * gesso_cli_draft_clear().
 */
typedef struct
{
  char      *prompt;
  char      *prompt_file;
  char      *size;
  char      *aspect;
  char      *tier;
  char      *quality;
  char      *routing;
  char      *background;
  gboolean   force_background;
  char      *format;
  char      *moderation;
  char      *input_fidelity;
  char      *think;
  gboolean   web_search;
  gboolean   batch;
  gboolean   no_wait;
  char      *extra;
  char     **references;
  char      *base;
  char      *mask;
  char      *mask_kind;
  char     **mask_rects;
  gboolean   no_protect;
  int        n;
  int        compression;
  int        stream;
  char      *output;
  char      *session;
  char      *project;
  gboolean   over_budget;
} GessoCliDraft;

#define GESSO_CLI_DRAFT_INIT { .n = 1, .compression = -1 }

/* Options of every request; writes into @self. Free with g_free(). */
GOptionEntry   *gesso_cli_draft_dup_entries (GessoCliDraft  *self,
                                             gboolean        for_edit);
void            gesso_cli_draft_clear       (GessoCliDraft  *self);

/* A draft from them: without pictures, then with them. NULL when an error was printed. */
GessoDraft     *gesso_cli_draft_make        (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoAccount   *account,
                                             gboolean        needs_prompt,
                                             int            *out_status) G_GNUC_WARN_UNUSED_RESULT;
gboolean        gesso_cli_draft_add_images  (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoDraft     *draft,
                                             int            *out_status);
gboolean        gesso_cli_draft_add_mask    (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoDraft     *draft,
                                             int            *out_status);
int             gesso_cli_draft_fail        (GessoCli       *cli,
                                             GessoDraft     *draft);

/* One picture from a file: through the library, or from the file alone on a dry run. */
GessoReference *gesso_cli_load_reference    (GessoCli       *cli,
                                             const char     *path,
                                             int            *out_status) G_GNUC_WARN_UNUSED_RESULT;

/* The mask for a base, from a file or from rectangles. */
GessoReference *gesso_cli_mask_make         (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoReference *base,
                                             int            *out_status) G_GNUC_WARN_UNUSED_RESULT;

/* Size and quality after a class or budget. */
gboolean        gesso_cli_routing_apply     (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoDraft     *draft,
                                             int            *out_status);
JsonObject     *gesso_cli_route_to_json     (const GessoRoute *route,
                                             const char     *event);
char           *gesso_cli_route_describe    (const GessoRoute *route);

JsonObject     *gesso_cli_estimate_to_json  (const GessoEstimate *estimate,
                                             const char          *event);

/* Sends it and follows it to its end. */
int             gesso_cli_run_draft         (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoAccount   *account,
                                             GessoDraft     *draft);

/* Follows a job that was handed in already; @self for where pictures go. */
int             gesso_cli_follow_job        (GessoCliDraft  *self,
                                             GessoCli       *cli,
                                             GessoJob       *job);

G_END_DECLS
