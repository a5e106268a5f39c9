/* gesso-draft-rules-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-draft.h"

G_BEGIN_DECLS

/* The draft's contents, for the pure functions that judge them. Everything is borrowed. */
typedef struct
{
  const char            *prompt;
  gint64                 n_characters;
  GListModel            *references;
  GessoReference        *mask;
  GessoStitchPlan       *plan;
  GessoModelInfo        *info;
  const GessoParameters *parameters;
  gboolean               force_background;
} GessoDraftView;

GArray          *_gesso_draft_find_problems     (const GessoDraftView  *view);
gboolean         _gesso_draft_same_problems     (GArray                *a,
                                                 GArray                *b);
GessoParameters *_gesso_draft_sent_parameters   (const GessoDraftView  *view);
char            *_gesso_draft_role_text         (GListModel            *references);
char            *_gesso_draft_strip_role_text   (const char            *sent,
                                                 GessoRequest          *request);

G_END_DECLS
