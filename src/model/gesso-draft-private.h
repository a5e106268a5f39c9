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
void   _gesso_draft_unwatch           (GessoDraft *self,
                                       guint       position);
guint  _gesso_draft_count_references  (GessoDraft *self);
guint  _gesso_draft_find_changed      (GessoDraft *self,
                                       const GessoDraftView *contents);

G_END_DECLS
