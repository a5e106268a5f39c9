/* gesso-stitch-plan-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

struct _GessoStitchPlan
{
  GessoReference *base; /* (owned) (nullable): before it is cut */
  GessoReference *mask; /* (owned) (nullable): when only the margins are new */
  GessoRect rect;
  GessoSize sent;
  GessoMargins margins;
  GessoStitchOptions options;

  GessoReference *whole; /* (owned) (nullable): all parts' mask, on a plan that is one of them */
  char *group;           /* (owned) (nullable): what the parts of one edit have in common */
  guint number;          /* of the part, from 1; 0 when it is none */
  guint n_parts;
  GPtrArray *parts;      /* (owned) (nullable) (element-type GessoStitchPlan): sent instead */
};

GessoStitchPlan *_gesso_stitch_plan_copy            (GessoStitchPlan *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         _gesso_stitch_plan_same_picture    (GessoReference  *a,
                                                     GessoReference  *b);
gboolean         _gesso_stitch_plan_same_parts      (GessoStitchPlan *a,
                                                     GessoStitchPlan *b);
void             _gesso_stitch_plan_parts_to_json   (GessoStitchPlan *self,
                                                     JsonObject      *object);
GessoStitchPlan *_gesso_stitch_plan_parts_from_json (GessoStitchPlan *self,
                                                     JsonObject      *regions,
                                                     GessoReference  *whole) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
