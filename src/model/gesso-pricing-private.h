/* gesso-pricing-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-pricing.h"

G_BEGIN_DECLS

struct _GessoPricing
{
  GObject parent_instance;

  JsonObject *table;        /* (owned) */
  GMutex lock;              /* of memory */
  GessoPriceMemory *memory; /* (owned) (nullable) */
};

JsonObject *_gesso_pricing_find_entry    (GessoPricing *self,
                                          const char   *account_kind,
                                          const char   *model);
JsonObject *_gesso_pricing_find_text_model (GessoPricing *self,
                                            const char   *account_kind,
                                            const char   *model);

/* In nano-dollars. */
gint64      _gesso_pricing_price         (JsonObject   *entry,
                                          const char   *rate,
                                          gint64        tokens);
gint64      _gesso_pricing_to_micros     (gint64        nanos);
gint64      _gesso_pricing_price_credits (JsonObject   *entry,
                                          double        credits);

G_END_DECLS
