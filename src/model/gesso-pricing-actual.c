/* gesso-pricing-actual.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-pricing-private.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-data-file-private.h"

/* The bill of a GessoPricing: what the service counted, at the table's prices. */

static gint64
count_nanos (JsonObject       *entry,
             const GessoUsage *usage)
{
  return _gesso_pricing_price (entry, "text_in", usage->text_in - usage->text_cached)
         + _gesso_pricing_price (entry, "text_cached", usage->text_cached)
         + _gesso_pricing_price (entry, "image_in", usage->image_in - usage->image_cached)
         + _gesso_pricing_price (entry, "image_cached", usage->image_cached)
         + _gesso_pricing_price (entry, "text_out", usage->text_out)
         + _gesso_pricing_price (entry, "image_out", usage->image_out);
}

/**
 * _gesso_pricing_find_text_model:
 * @self: a price table
 * @account_kind: (nullable): the kind of the account
 * @model: (nullable): the account's model
 *
 * Returns: (transfer none) (nullable): the row of the text model around the one that draws
 */
JsonObject *
_gesso_pricing_find_text_model (GessoPricing *self,
                                const char   *account_kind,
                                const char   *model)
{
  g_autofree char *name = gesso_account_model_dup_wire (account_kind, model);
  JsonArray *models = gesso_json_get_array (self->table, "text_models");
  guint length = models != NULL ? json_array_get_length (models) : 0;

  for (guint i = 0; name != NULL && i < length; i++)
    {
      JsonObject *entry = gesso_json_array_get_object (models, i);

      if (entry != NULL && _gesso_data_file_matches (entry, account_kind, name))
        return entry;
    }

  return NULL;
}

/* What a text model around the pictures took; -1 when nobody knows its prices. */
static gint64
count_model_nanos (GessoPricing     *self,
                   const char       *account_kind,
                   const char       *model,
                   const GessoUsage *usage)
{
  JsonObject *entry;

  if (usage->model_in == 0 && usage->model_out == 0 && usage->searches == 0)
    return 0;

  entry = _gesso_pricing_find_text_model (self, account_kind, model);
  if (entry == NULL)
    return -1;
  return _gesso_pricing_price (entry, "text_in", usage->model_in - usage->model_cached)
         + _gesso_pricing_price (entry, "text_cached", usage->model_cached)
         + _gesso_pricing_price (entry, "text_out", usage->model_out)
         + CLAMP (usage->searches, 0, 1000) * 1000 * gesso_json_get_int (entry, "search_micros", 0);
}

/* All of it, or -1 when a part is not known: half a bill would look like a whole one. */
static gint64
count_all_nanos (GessoPricing     *self,
                 const char       *account_kind,
                 const char       *model,
                 const GessoUsage *usage)
{
  JsonObject *entry = _gesso_pricing_find_entry (self, account_kind, model);
  gint64 around = count_model_nanos (self, account_kind, model, usage);

  if (entry == NULL || around < 0 || !usage->known
      || (usage->text_in == 0 && usage->image_in == 0 && usage->image_out == 0))
    return -1;
  return around + count_nanos (entry, usage);
}

static gboolean
find_actual (GessoPricing     *self,
             const char       *account_kind,
             const char       *model,
             const GessoUsage *usage,
             gboolean          batch,
             gint64           *out_micros)
{
  JsonObject *entry = _gesso_pricing_find_entry (self, account_kind, model);
  gint64 nanos;

  *out_micros = 0;
  if (entry == NULL)
    return FALSE;
  if (gesso_json_get_boolean (entry, "free", FALSE))
    return TRUE;
  if (usage->known && usage->credits >= 0
      && _gesso_pricing_price_credits (entry, usage->credits) >= 0)
    {
      *out_micros = _gesso_pricing_price_credits (entry, usage->credits);
      return TRUE;
    }

  nanos = count_all_nanos (self, account_kind, model, usage);
  if (nanos < 0)
    return FALSE;

  /* Halved before it is rounded. */
  *out_micros = _gesso_pricing_to_micros (batch ? nanos / 2 : nanos);
  return TRUE;
}

/**
 * gesso_pricing_actual:
 * @self: a price table
 * @account_kind: the kind of the account that was asked
 * @model: (nullable): the model that answered
 * @usage: what the service reported
 * @out_micros: (out): millionths of a US dollar, for all pictures of the answer
 *
 * What a run really cost, from the service's own count: cached input is priced as such, and a text
 * model around the pictures at its own prices. Where a part of it has no known price, none is told.
 *
 * Returns: whether it is known
 */
gboolean
gesso_pricing_actual (GessoPricing     *self,
                      const char       *account_kind,
                      const char       *model,
                      const GessoUsage *usage,
                      gint64           *out_micros)
{
  g_return_val_if_fail (GESSO_IS_PRICING (self), FALSE);
  g_return_val_if_fail (usage != NULL && out_micros != NULL, FALSE);

  return find_actual (self, account_kind, model != NULL ? model : "", usage, FALSE, out_micros);
}

/**
 * gesso_pricing_actual_request:
 * @self: a price table
 * @account_kind: the kind of the account that was asked
 * @request: what was sent
 * @usage: what the service reported
 * @out_micros: (out): millionths of a US dollar, for all pictures of the answer
 *
 * The same for a request, which may have gone as a batch for half the price.
 *
 * Returns: whether it is known
 */
gboolean
gesso_pricing_actual_request (GessoPricing     *self,
                              const char       *account_kind,
                              GessoRequest     *request,
                              const GessoUsage *usage,
                              gint64           *out_micros)
{
  const GessoParameters *parameters;

  g_return_val_if_fail (GESSO_IS_PRICING (self), FALSE);
  g_return_val_if_fail (request != NULL && usage != NULL && out_micros != NULL, FALSE);

  parameters = gesso_request_get_parameters (request);
  return find_actual (self, account_kind, parameters->model != NULL ? parameters->model : "", usage,
                      parameters->batch, out_micros);
}
