/* gesso-pricing.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-price-memory.h"
#include "model/gesso-request.h"
#include "model/gesso-usage.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PRICING (gesso_pricing_get_type ())
G_DECLARE_FINAL_TYPE (GessoPricing, gesso_pricing, GESSO, PRICING, GObject)

#define GESSO_TYPE_ESTIMATE (gesso_estimate_get_type ())

/**
 * GessoPriceSource:
 * @GESSO_PRICE_SOURCE_NONE: nothing is known
 * @GESSO_PRICE_SOURCE_BUILT_IN: made on this computer, for nothing
 * @GESSO_PRICE_SOURCE_OWN_SERVER: made on the person's own server, which bills nobody
 * @GESSO_PRICE_SOURCE_TABLE: the price table
 * @GESSO_PRICE_SOURCE_LEARNED: what such requests have cost before
 *
 * Where an estimate comes from.
 */
typedef enum
{
  GESSO_PRICE_SOURCE_NONE,
  GESSO_PRICE_SOURCE_BUILT_IN,
  GESSO_PRICE_SOURCE_OWN_SERVER,
  GESSO_PRICE_SOURCE_TABLE,
  GESSO_PRICE_SOURCE_LEARNED,
} GessoPriceSource;

/**
 * GessoEstimate:
 * @known: whether the price in money is known; the money is 0 when not
 * @is_free: costs nothing
 * @approximate: rests on figures that the service has not confirmed
 * @source: where the price comes from
 * @n_learned: from how many pictures money or credits were learnt; 0 when they were not
 * @n: number of pictures that it is for
 * @tokens_low: output tokens of all pictures with their previews, at least
 * @tokens_high: the same, at most
 * @micros_low: millionths of a US dollar for all pictures with their inputs, at least
 * @micros_high: the same, at most
 * @unit: (nullable): the kind of account that bills in credits, interned; NULL where nothing is
 *   known of credits
 * @credits_low: millionths of a credit for all pictures, at least
 * @credits_high: the same, at most
 *
 * What a request will probably cost. A plain value.
 */
typedef struct
{
  gboolean          known;
  gboolean          is_free;
  gboolean          approximate;
  GessoPriceSource  source;
  guint             n_learned;
  int               n;
  gint64            tokens_low;
  gint64            tokens_high;
  gint64            micros_low;
  gint64            micros_high;
  const char       *unit;
  gint64            credits_low;
  gint64            credits_high;
} GessoEstimate;

/**
 * GessoPriceQuery:
 * @account_kind: the kind of the account that it goes to
 * @parameters: model, size, quality, number, previews, format
 * @text_tokens: from gesso_pricing_count_text_tokens()
 * @references: (nullable): sizes of the input pictures; auto where unknown
 * @n_references: length of @references
 * @batch: whether it goes as a batch, for half the price
 *
 * What is to be estimated. Borrows everything.
 */
typedef struct
{
  const char            *account_kind;
  const GessoParameters *parameters;
  gint64                 text_tokens;
  const GessoSize       *references;
  guint                  n_references;
  gboolean               batch;
} GessoPriceQuery;

GType         gesso_estimate_get_type          (void) G_GNUC_CONST;

GessoPricing *gesso_pricing_new                (const char            *override_path,
                                                GError               **error) G_GNUC_WARN_UNUSED_RESULT;
const char   *gesso_pricing_get_date           (GessoPricing          *self);
const char   *gesso_price_source_to_string     (GessoPriceSource       source);

/* Signal "changed": estimates may be others now. */
void          gesso_pricing_set_memory         (GessoPricing          *self,
                                                GessoPriceMemory      *memory);
void          gesso_pricing_estimate           (GessoPricing          *self,
                                                const GessoPriceQuery *query,
                                                GessoEstimate         *out_estimate);
void          gesso_pricing_estimate_request   (GessoPricing          *self,
                                                const char            *account_kind,
                                                GessoRequest          *request,
                                                GessoEstimate         *out_estimate);
gboolean      gesso_pricing_picture_tokens     (GessoPricing          *self,
                                                const char            *account_kind,
                                                const char            *model,
                                                const char            *quality,
                                                const GessoSize       *size,
                                                gint64                *out_low,
                                                gint64                *out_high);
gboolean      gesso_pricing_actual             (GessoPricing          *self,
                                                const char            *account_kind,
                                                const char            *model,
                                                const GessoUsage      *usage,
                                                gint64                *out_micros);
gboolean      gesso_pricing_actual_request     (GessoPricing          *self,
                                                const char            *account_kind,
                                                GessoRequest          *request,
                                                const GessoUsage      *usage,
                                                gint64                *out_micros);

/* The arithmetic alone. */
gint64        gesso_pricing_output_tokens      (int                    grid,
                                                const GessoSize       *size);
gint64        gesso_pricing_patch_tokens       (const GessoSize       *size);
gint64        gesso_pricing_tile_tokens        (const GessoSize       *size,
                                                gboolean               high_fidelity);
gint64        gesso_pricing_count_text_tokens  (const char            *text);

G_END_DECLS
