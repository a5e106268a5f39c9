/* gesso-cli-protect.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/gesso-cli-draft.h"
#include "model/gesso-proof.h"
#include "protect/gesso-context.h"
#include "protect/gesso-edit-mask.h"

G_BEGIN_DECLS

/**
 * GessoCliProtect:
 * @mode: (nullable): "replace" or "adjust"
 * @grow: pixels
 * @feather: pixels
 * @feather_outward: the cross-fade reaches outside
 * @context: (nullable): "X,Y,W,H": what is sent
 * @no_tone: brightness is not matched
 * @seam: (nullable): "plain" or "gradient"
 * @regions: (nullable): "joined" or "separate"
 *
 * How an answer is put back, as it was typed. A plain value; cleared by
 * gesso_cli_protect_clear().
 */
typedef struct
{
  char     *mode;
  int       grow;
  int       feather;
  gboolean  feather_outward;
  char     *context;
  gboolean  no_tone;
  char     *seam;
  char     *regions;
} GessoCliProtect;

#define GESSO_CLI_PROTECT_INIT { .grow = 6, .feather = 8 }

GOptionEntry *gesso_cli_protect_dup_entries (GessoCliProtect     *self,
                                             const GOptionEntry  *others);
GOptionEntry *gesso_cli_regions_dup_entries (GessoCliProtect     *self,
                                             const GOptionEntry  *others);
GOptionEntry *gesso_cli_margins_dup_entries (GessoMargins        *self,
                                             const GOptionEntry  *others);
gboolean      gesso_cli_margins_check       (GessoCli            *cli,
                                             const GessoMargins  *self,
                                             int                 *out_status);
void          gesso_cli_protect_clear       (GessoCliProtect     *self);
gboolean      gesso_cli_protect_get_options (GessoCliProtect     *self,
                                             GessoCli            *cli,
                                             GessoStitchOptions  *out_options,
                                             int                 *out_status);
int           gesso_cli_protect_fail        (GessoCli            *cli,
                                             const GError        *error,
                                             const char          *what);
int           gesso_cli_protect_refuse      (GessoCli            *cli,
                                             const GessoProof    *proof,
                                             const char          *answer);
void          gesso_cli_protect_tell        (GessoCli            *cli,
                                             const GessoProof    *proof);

gboolean      gesso_cli_parse_rect          (const char          *text,
                                             GessoRect           *out_rect);
GessoImage   *gesso_cli_mask_read           (const char          *path,
                                             const char          *kind,
                                             const char *const   *rects,
                                             int                  width,
                                             int                  height,
                                             GessoMaskKind       *out_found,
                                             GCancellable        *cancellable,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_cli_mask_tell           (GessoCli            *cli,
                                             GessoMaskKind        found);

G_END_DECLS
