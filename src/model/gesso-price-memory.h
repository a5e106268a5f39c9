/* gesso-price-memory.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-request.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PRICE_MEMORY (gesso_price_memory_get_type ())
G_DECLARE_FINAL_TYPE (GessoPriceMemory, gesso_price_memory, GESSO, PRICE_MEMORY, GObject)

/**
 * GessoPriceSample:
 * @account_kind: the kind of account that was asked
 * @operation: generate or edit
 * @parameters: what was asked for
 * @n_pictures: how many pictures came
 * @micros: what they cost in micro-dollars, -1 unknown
 * @credits: what they cost in millionths of a credit, -1 unknown
 *
 * What one job really cost. Borrows everything.
 */
typedef struct
{
  const char            *account_kind;
  GessoOperation         operation;
  const GessoParameters *parameters;
  guint                  n_pictures;
  gint64                 micros;
  gint64                 credits;
} GessoPriceSample;

/**
 * GessoLearnedPrice:
 * @n_pictures: how many pictures it was learnt from
 * @micros_low: micro-dollars for all pictures that are asked for, at least; -1 unknown
 * @micros_high: the same, at most
 * @credits_low: millionths of a credit for all of them, at least; -1 unknown
 * @credits_high: the same, at most
 *
 * What a request has cost before. A plain value.
 */
typedef struct
{
  guint  n_pictures;
  gint64 micros_low;
  gint64 micros_high;
  gint64 credits_low;
  gint64 credits_high;
} GessoLearnedPrice;

GessoPriceMemory *gesso_price_memory_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_price_memory_add  (GessoPriceMemory       *self,
                                           const GessoPriceSample *sample);
gboolean          gesso_price_memory_find (GessoPriceMemory       *self,
                                           const char             *account_kind,
                                           GessoOperation          operation,
                                           const GessoParameters  *parameters,
                                           GessoLearnedPrice      *out_price);

G_END_DECLS
