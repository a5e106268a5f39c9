/* gesso-draft-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-draft-rules-private.h"
#include "model/gesso-draft.h"

G_BEGIN_DECLS

struct _GessoDraft
{
  GObject parent_instance;

  GessoCatalog *catalog; /* (owned) */
  GessoPricing *pricing; /* (owned) */

  char *prompt; /* (owned) */
  gint64 n_characters;
  gint64 text_tokens;
  char *account_kind;          /* (owned) (nullable) */
  GessoModelInfo *info;        /* (owned) */
  GessoParameters *parameters; /* (owned) */
  gboolean force_background;
  GListStore *references; /* (owned): of GessoDraftImage */
  GessoReference *mask;   /* (owned) (nullable) */
  GessoStitchPlan *plan;  /* (owned) (nullable): never together with a mask */

  GessoRouting routing; /* who chooses size and quality */
  GessoRoute route;     /* what was chosen; only while that is not a person */
  struct
  {
    GessoModelInfo *info; /* (unowned): compared only */
    GessoRouting routing;
    GessoPromptRatio prompt;
    GessoSize base;
    GessoSize kept;
    GessoSize part;
  } routed; /* what @route was chosen for */

  GArray *problems; /* (owned): of GessoDraftProblem */
  GessoEstimate estimate;
  guint changed;
  GessoRequest *origin; /* (owned) (nullable) */
  char *origin_prompt;  /* (owned) (nullable): as it was typed */
  guint hold;           /* changes in progress; updates wait */
};

void   _gesso_draft_update            (GessoDraft *self);
void   _gesso_draft_begin             (GessoDraft *self);
void   _gesso_draft_end               (GessoDraft *self);
void   _gesso_draft_route             (GessoDraft *self);
void   _gesso_draft_leave_routing     (GessoDraft *self);
void   _gesso_draft_restore_routing   (GessoDraft *self,
                                       const GessoParameters *parameters);
void   _gesso_draft_unwatch           (GessoDraft *self,
                                       guint       position);
guint  _gesso_draft_count_references  (GessoDraft *self);
guint  _gesso_draft_find_changed      (GessoDraft *self,
                                       const GessoDraftView *contents);

G_END_DECLS
