/* gesso-budget.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"
#include "store/gesso-store-records.h"

G_BEGIN_DECLS

/* The codes of a failure by which a budget stopped a job. */
#define GESSO_BUDGET_CODE_MONTH "budget_month"
#define GESSO_BUDGET_CODE_PROJECT "budget_project"

/* From here on a person is warned: this share of a budget, in percent. */
#define GESSO_BUDGET_WARNING 80

/**
 * GessoBudgetStop:
 * @rule: which budget it is
 * @name: (nullable): the project, or the month as "2026-11"
 * @limit: the budget
 * @used: paid, or at most to be paid
 * @wanted: what the job may cost at most, -1 when nobody knows
 *
 * Why a job was stopped, read from its failure. Sums are micro-dollars; @name is borrowed from the
 * failure.
 */
typedef struct
{
  GessoBudgetRule  rule;
  const char      *name;
  gint64           limit;
  gint64           used;
  gint64           wanted;
} GessoBudgetStop;

GessoFailure    *gesso_budget_dup_failure  (const GessoBudgetReport *report) G_GNUC_WARN_UNUSED_RESULT;
gboolean         gesso_budget_read_failure (GessoFailure            *failure,
                                            GessoBudgetStop         *out_stop);
GessoBudgetRule  gesso_budget_find_warning (const GessoBudgetReport *report,
                                            int                     *out_percent);

G_END_DECLS
