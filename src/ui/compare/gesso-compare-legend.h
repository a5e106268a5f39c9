/* gesso-compare-legend.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "protect/gesso-comparison.h"
#include "ui/view/gesso-picture-cache.h"

G_BEGIN_DECLS

/**
 * GessoCompareLegendKind:
 * @GESSO_COMPARE_LEGEND_PICTURES: pictures as they are
 * @GESSO_COMPARE_LEGEND_DIFFERENCE: an amplified difference
 * @GESSO_COMPARE_LEGEND_OUTSIDE: the same, of what lies outside the mask
 * @GESSO_COMPARE_LEGEND_HEAT: a heat-map
 *
 * What a legend is about.
 */
typedef enum
{
  GESSO_COMPARE_LEGEND_PICTURES,
  GESSO_COMPARE_LEGEND_DIFFERENCE,
  GESSO_COMPARE_LEGEND_OUTSIDE,
  GESSO_COMPARE_LEGEND_HEAT,
} GessoCompareLegendKind;

/**
 * GessoCompareLegendState:
 * @kind: what it is about
 * @is_edit: whether an edit is compared with its input
 * @shows_answer: whether the model's whole answer is part of what is seen
 * @offers_outside: whether it can be confined to what lies outside the mask
 * @comparison: (nullable): what is compared
 * @counts: (nullable): what differs, once that is known
 *
 * What a legend is told: a plain value that borrows.
 */
typedef struct
{
  GessoCompareLegendKind    kind;
  gboolean                  is_edit;
  gboolean                  shows_answer;
  gboolean                  offers_outside;
  GessoComparison          *comparison;
  const GessoPictureCounts *counts;
} GessoCompareLegendState;

#define GESSO_TYPE_COMPARE_LEGEND (gesso_compare_legend_get_type ())
G_DECLARE_FINAL_TYPE (GessoCompareLegend, gesso_compare_legend, GESSO, COMPARE_LEGEND, GtkWidget)

void gesso_compare_legend_set_state (GessoCompareLegend            *self,
                                     const GessoCompareLegendState *state);

G_END_DECLS
