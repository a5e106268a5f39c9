/* gesso-cost-total.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-store-records.h"

G_BEGIN_DECLS

/**
 * GessoCostTotal:
 * @key: as in #GessoCostSum
 * @label: (nullable): as there
 * @parent: (nullable): as there
 * @actual_micros: paid, as far as the price in money is known
 * @unknown_low: estimated, and not confirmed by the service
 * @unknown_high: the same, at most
 * @n_pictures: pictures
 * @amount: what was paid, in money and in each service's credits, in the person's language
 * @uncounted: (nullable): what no sum of money has in it, in the person's language
 *
 * All that the ledger says of one account, project, session or month.
 */
typedef struct
{
  char   *key;
  char   *label;
  char   *parent;
  gint64  actual_micros;
  gint64  unknown_low;
  gint64  unknown_high;
  guint   n_pictures;
  char   *amount;
  char   *uncounted;
} GessoCostTotal;

GPtrArray            *gesso_cost_totals_new  (GPtrArray  *sums) G_GNUC_WARN_UNUSED_RESULT;
const GessoCostTotal *gesso_cost_totals_find (GPtrArray  *totals,
                                              const char *key);

G_END_DECLS
