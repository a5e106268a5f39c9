/* gesso-budget-row.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GESSO_TYPE_BUDGET_ROW (gesso_budget_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoBudgetRow, gesso_budget_row, GESSO, BUDGET_ROW, AdwActionRow)

/* Signal "changed" (gint64 micros), -1 for none: the person has set another budget. */

GtkWidget *gesso_budget_row_new      (const char      *title);
void       gesso_budget_row_set_sums (GessoBudgetRow  *self,
                                      gint64           limit,
                                      gint64           used,
                                      const char      *uncounted);

G_END_DECLS
