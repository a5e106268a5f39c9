/* gesso-money.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-pricing.h"

G_BEGIN_DECLS

/* Millionths of a US dollar as people read them. */

char *gesso_money_format           (gint64               micros);
char *gesso_money_format_range     (gint64               micros_low,
                                    gint64               micros_high);
char *gesso_money_format_credits   (gint64               low,
                                    gint64               high);
char *gesso_money_format_estimate  (const GessoEstimate *estimate);

G_END_DECLS
