/* gesso-compare-legend.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_COMPARE_LEGEND (gesso_compare_legend_get_type ())
G_DECLARE_FINAL_TYPE (GessoCompareLegend, gesso_compare_legend, GESSO, COMPARE_LEGEND, GtkWidget)

void gesso_compare_legend_set_heat (GessoCompareLegend *self,
                                    gboolean            heat);

G_END_DECLS
