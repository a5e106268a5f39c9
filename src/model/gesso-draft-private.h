/* gesso-draft-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-draft-rules-private.h"
#include "model/gesso-draft.h"

G_BEGIN_DECLS

/* The numbers of the properties. */
typedef enum
{
  PROP_PROMPT = 1,
  PROP_N_CHARACTERS,
  PROP_MAX_CHARACTERS,
  PROP_ACCOUNT_KIND,
  PROP_MODEL,
  PROP_MODEL_INFO,
  PROP_SIZE,
  PROP_ASPECT,
  PROP_TIER,
  PROP_QUALITY,
  PROP_N,
  PROP_BACKGROUND,
  PROP_FORCE_BACKGROUND,
  PROP_FORMAT,
  PROP_COMPRESSION,
  PROP_MODERATION,
  PROP_PARTIAL_IMAGES,
  PROP_BATCH,
  PROP_INPUT_FIDELITY,
  PROP_THINK,
  PROP_WEB_SEARCH,
  PROP_EXTRA,
  PROP_REFERENCES,
  PROP_MASK,
  PROP_PLAN,
  PROP_ROUTING,
  PROP_ROUTE,
  PROP_READY,
  PROP_PROBLEMS,
  PROP_ESTIMATE,
  PROP_CHANGED,
} GessoDraftProperty;

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

void   _gesso_draft_notify            (GessoDraft *self,
                                       GessoDraftProperty property);
GessoDraftView _gesso_draft_view      (GessoDraft *self);
void   _gesso_draft_set_text          (GessoDraft *self,
                                       char **field,
                                       const char *value,
                                       GessoDraftProperty property);
void   _gesso_draft_set_number        (GessoDraft *self,
                                       int *field,
                                       int value,
                                       GessoDraftProperty property);
void   _gesso_draft_adapt_size        (GessoDraft *self);
void   _gesso_draft_update_estimate   (GessoDraft *self,
                                       const GessoDraftView *contents);
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
