/* gesso-pricing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-pricing.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-aspect.h"
#include "model/gesso-data-file-private.h"

#include <math.h>

/* GessoPricing is the price table with the arithmetic of an estimate and of a bill. The studio
 * makes one at its start and hands it to everybody. Nothing in it changes after construction; any
 * thread may ask. Money is counted in nano-dollars inside, where a price per million tokens is a
 * whole number of thousandths per token, and leaves as whole micro-dollars. */

#define NANOS_PER_MICRO 1000

/* Beyond any real count, and far from overflow once multiplied by a price. */
#define MAX_TOKENS G_GINT64_CONSTANT (100000000000)

/* Keeps cells × area of the largest size that can be written far from overflow. */
#define MAX_GRID 128

/* Of the older models, only the first few pictures of a request are read with high fidelity. */
#define MAX_HIGH_FIDELITY 5

struct _GessoPricing
{
  GObject parent_instance;

  JsonObject *table; /* (owned) */
};

/* What one picture may take: its tokens without previews, and the least money for it. */
typedef struct
{
  gint64 low;
  gint64 high;
  gint64 at_least_low_micros;
  gint64 at_least_high_micros;
  gboolean found;
} TokenRange;

G_DEFINE_FINAL_TYPE (GessoPricing, gesso_pricing, G_TYPE_OBJECT)

static GessoEstimate *
estimate_copy (const GessoEstimate *self)
{
  GessoEstimate *copy = g_new (GessoEstimate, 1);

  *copy = *self;
  return copy;
}

G_DEFINE_BOXED_TYPE (GessoEstimate, gesso_estimate, estimate_copy, g_free)

static JsonObject *
find_entry (GessoPricing *self,
            const char   *account_kind,
            const char   *model)
{
  JsonArray *prices = gesso_json_get_array (self->table, "prices");
  guint length = prices != NULL ? json_array_get_length (prices) : 0;

  model = gesso_account_model_get_base (account_kind, model);
  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = gesso_json_array_get_object (prices, i);

      if (entry != NULL && _gesso_data_file_matches (entry, account_kind, model))
        return entry;
    }

  return NULL;
}

static gint64
get_nanos (JsonObject *entry,
           const char *rate)
{
  double dollars_per_million = gesso_json_get_double (entry, rate, 0);

  return (gint64) llround (CLAMP (dollars_per_million, 0, 1000) * NANOS_PER_MICRO);
}

static gint64
price (JsonObject *entry,
       const char *rate,
       gint64      tokens)
{
  return CLAMP (tokens, 0, MAX_TOKENS) * get_nanos (entry, rate);
}

static gint64
to_micros (gint64 nanos)
{
  return (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
}

/* In millionths of a dollar; -1 when nobody knows what a credit costs. */
static gint64
price_credits (JsonObject *entry,
               double      credits)
{
  double usd = gesso_json_get_double (entry, "credit_usd", -1);

  if (!(usd >= 0) || !(credits >= 0))
    return -1;

  return (gint64) llround (CLAMP (credits, 0, 1e9) * CLAMP (usd, 0, 1000) * 1e6);
}

static gboolean
is_auto (const char *value)
{
  return value == NULL || g_strcmp0 (value, "auto") == 0;
}

static void
widen (TokenRange *range,
       gint64      low,
       gint64      high,
       gint64      at_least_micros)
{
  range->low = range->found ? MIN (range->low, low) : low;
  range->high = range->found ? MAX (range->high, high) : high;
  range->at_least_low_micros
      = range->found ? MIN (range->at_least_low_micros, at_least_micros) : at_least_micros;
  range->at_least_high_micros = MAX (range->at_least_high_micros, at_least_micros);
  range->found = TRUE;
}

/* Adds one combination of quality and size to the range. */
static void
add_combination (JsonObject      *entry,
                 const char      *quality,
                 const GessoSize *size,
                 TokenRange      *range)
{
  g_autofree char *name = gesso_size_to_string (size);
  JsonObject *fixed = gesso_json_get_object (entry, "tokens");
  gint64 times;
  gint64 low;

  if (fixed != NULL)
    low = gesso_json_get_int (gesso_json_get_object (fixed, quality), name, 0);
  else
    {
      gint64 grid = gesso_json_get_int (gesso_json_get_object (entry, "grid"), quality, 0);

      low = grid > 0 && grid <= MAX_GRID ? gesso_pricing_output_tokens ((int) grid, size) : 0;
    }
  if (low <= 0)
    return;

  times = gesso_json_get_int (gesso_json_get_object (entry, "at_most_times"), quality, 1);
  widen (range, low, low * CLAMP (times, 1, 1000),
         gesso_json_get_int (
             gesso_json_get_object (gesso_json_get_object (entry, "at_least_micros"), quality),
             name, 0));
}

static void
add_quality (JsonObject      *entry,
             const char      *quality,
             const GessoSize *size,
             TokenRange      *range)
{
  /* What the service is likely to choose: square or landscape. */
  static const GessoSize usual[] = { { 1024, 1024 }, { 1536, 1024 } };

  if (!gesso_size_is_auto (size))
    {
      if (size->width > 0 && size->height > 0)
        add_combination (entry, quality, size, range);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    add_combination (entry, quality, &usual[i], range);
}

static TokenRange
find_range (JsonObject            *entry,
            const GessoParameters *parameters)
{
  TokenRange range = { 0 };
  JsonObject *by_quality = gesso_json_get_object (entry, "tokens");
  g_autoptr (GList) qualities = NULL;

  if (!is_auto (parameters->quality))
    {
      add_quality (entry, parameters->quality, &parameters->size, &range);
      return range;
    }

  if (by_quality == NULL)
    by_quality = gesso_json_get_object (entry, "grid");
  if (by_quality != NULL)
    qualities = json_object_get_members (by_quality);
  for (GList *l = qualities; l != NULL; l = l->next)
    add_quality (entry, l->data, &parameters->size, &range);

  return range;
}

static gint64
count_input_tokens (JsonObject            *entry,
                    const GessoPriceQuery *query,
                    gboolean              *approximate)
{
  gboolean tiles = g_strcmp0 (gesso_json_get_string (entry, "input_images", NULL), "tile") == 0;
  gboolean high = g_strcmp0 (query->parameters->input_fidelity, "high") == 0;
  gint64 tokens = 0;

  for (guint i = 0; i < query->n_references; i++)
    {
      const GessoSize *size = &query->references[i];

      if (tiles || gesso_size_is_auto (size))
        *approximate = TRUE;
      tokens += tiles ? gesso_pricing_tile_tokens (size, high && i < MAX_HIGH_FIDELITY)
                      : gesso_pricing_patch_tokens (size);
    }

  return tokens;
}

static gint64
total_micros (gint64   nanos_each,
              gint64   at_least_micros,
              int      n,
              gboolean batch)
{
  gint64 nanos = MAX (nanos_each, at_least_micros * NANOS_PER_MICRO) * n;

  return to_micros (batch ? nanos / 2 : nanos);
}

/* Services that sell credits take so many for a picture of a size class, and a credit has a price
 * where anybody knows one. What is left to the service comes in the smallest class. */
static void
estimate_credits (JsonObject      *entry,
                  const GessoSize *size,
                  GessoEstimate   *out_estimate)
{
  GessoTier tier = gesso_size_is_auto (size) ? GESSO_TIER_1K : gesso_tier_of_size (size);
  double credits = gesso_json_get_double (gesso_json_get_object (entry, "credits"),
                                          gesso_tier_to_string (tier), 0);
  gint64 micros = price_credits (entry, credits);

  if (!(credits > 0) || micros < 0)
    return;

  out_estimate->known = TRUE;
  out_estimate->approximate = gesso_json_get_boolean (entry, "approximate", FALSE);
  out_estimate->micros_low = micros * out_estimate->n;
  out_estimate->micros_high = out_estimate->micros_low;
}

/* Formats that are not made of a grid of cells have no known formula. */
static gboolean
has_formula (const char *format)
{
  return g_strcmp0 (format, "gif") != 0 && g_strcmp0 (format, "svg") != 0;
}

static void
gesso_pricing_finalize (GObject *object)
{
  GessoPricing *self = GESSO_PRICING (object);

  g_clear_pointer (&self->table, json_object_unref);

  G_OBJECT_CLASS (gesso_pricing_parent_class)->finalize (object);
}

static void
gesso_pricing_class_init (GessoPricingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_pricing_finalize;
}

static void
gesso_pricing_init (GessoPricing *self)
{
}

/**
 * gesso_pricing_new:
 * @override_path: (nullable): a person's own `prices.json`, which need not exist
 * @error: `G_FILE_ERROR` or `GESSO_JSON_ERROR` when it exists and cannot be read; the caller says
 *   so and goes on without it
 *
 * Blocks for reading a small file.
 *
 * Returns: (transfer full) (nullable): the table
 */
GessoPricing *
gesso_pricing_new (const char  *override_path,
                   GError     **error)
{
  g_autoptr (JsonObject) table = _gesso_data_file_load ("prices.json", override_path, error);
  GessoPricing *self;

  if (table == NULL)
    return NULL;

  self = g_object_new (GESSO_TYPE_PRICING, NULL);
  self->table = g_steal_pointer (&table);

  return self;
}

/**
 * gesso_pricing_get_date:
 * @self: a price table
 *
 * Returns: (transfer none): the day of the table's knowledge, "YYYY-MM-DD"
 */
const char *
gesso_pricing_get_date (GessoPricing *self)
{
  g_return_val_if_fail (GESSO_IS_PRICING (self), NULL);

  return gesso_json_get_string (self->table, "date", "");
}

/**
 * gesso_pricing_estimate:
 * @self: a price table
 * @query: what is to be estimated
 * @out_estimate: (out): overwritten
 *
 * What a request will probably cost: every picture pays for the prompt, the input pictures, its
 * own output and its previews. Where quality or size is left to the service, the result is a
 * range. Any thread.
 */
void
gesso_pricing_estimate (GessoPricing          *self,
                        const GessoPriceQuery *query,
                        GessoEstimate         *out_estimate)
{
  const GessoParameters *parameters;
  JsonObject *entry;
  TokenRange range;
  gint64 previews;
  gint64 inputs;
  gboolean batch;

  g_return_if_fail (GESSO_IS_PRICING (self));
  g_return_if_fail (query != NULL && query->parameters != NULL && out_estimate != NULL);

  parameters = query->parameters;
  *out_estimate = (GessoEstimate){ .n = MAX (parameters->n, 1) };

  entry
      = find_entry (self, query->account_kind, parameters->model != NULL ? parameters->model : "");
  if (entry == NULL)
    return;
  if (gesso_json_get_boolean (entry, "free", FALSE))
    {
      out_estimate->known = TRUE;
      out_estimate->is_free = TRUE;
      return;
    }

  if (gesso_json_get_object (entry, "credits") != NULL)
    {
      estimate_credits (entry, &parameters->size, out_estimate);
      return;
    }

  range = find_range (entry, parameters);
  if (!range.found || !has_formula (parameters->format))
    return;

  out_estimate->known = TRUE;
  out_estimate->approximate = gesso_json_get_boolean (entry, "approximate", FALSE);
  batch = query->batch || parameters->batch;
  previews
      = batch ? 0 : parameters->partial_images * gesso_json_get_int (entry, "partial_tokens", 0);
  inputs
      = price (entry, "text_in", query->text_tokens)
        + price (entry, "image_in", count_input_tokens (entry, query, &out_estimate->approximate));

  out_estimate->tokens_low = (range.low + previews) * out_estimate->n;
  out_estimate->tokens_high = (range.high + previews) * out_estimate->n;
  out_estimate->micros_low
      = total_micros (inputs + price (entry, "image_out", range.low + previews),
                      range.at_least_low_micros, out_estimate->n, batch);
  out_estimate->micros_high
      = total_micros (inputs + price (entry, "image_out", range.high + previews),
                      range.at_least_high_micros, out_estimate->n, batch);
}

/**
 * gesso_pricing_estimate_request:
 * @self: a price table
 * @account_kind: the kind of the account that it goes to
 * @request: a frozen request
 * @out_estimate: (out): overwritten
 *
 * The same for a frozen request.
 */
void
gesso_pricing_estimate_request (GessoPricing  *self,
                                const char    *account_kind,
                                GessoRequest  *request,
                                GessoEstimate *out_estimate)
{
  g_autofree GessoSize *sizes = NULL;
  GessoPriceQuery query = { .account_kind = account_kind };

  g_return_if_fail (request != NULL);

  query.parameters = gesso_request_get_parameters (request);
  query.text_tokens = gesso_pricing_count_text_tokens (gesso_request_get_prompt (request));
  query.n_references = gesso_request_get_n_references (request);
  sizes = g_new (GessoSize, query.n_references);
  for (guint i = 0; i < query.n_references; i++)
    {
      GessoReference *reference = gesso_request_get_reference (request, i);

      sizes[i] = (GessoSize){ gesso_reference_get_width (reference),
                              gesso_reference_get_height (reference) };
    }
  query.references = sizes;

  gesso_pricing_estimate (self, &query, out_estimate);
}

/**
 * gesso_pricing_picture_tokens:
 * @self: a price table
 * @account_kind: (nullable): the kind of the account that it goes to
 * @model: (nullable): the model
 * @quality: one quality; not auto
 * @size: one size; not auto
 * @out_low: (out): at least so many output tokens for one picture
 * @out_high: (out): at most so many
 *
 * Returns: whether the table has a formula or a figure for them
 */
gboolean
gesso_pricing_picture_tokens (GessoPricing    *self,
                              const char      *account_kind,
                              const char      *model,
                              const char      *quality,
                              const GessoSize *size,
                              gint64          *out_low,
                              gint64          *out_high)
{
  JsonObject *entry;
  TokenRange range = { 0 };

  g_return_val_if_fail (GESSO_IS_PRICING (self) && quality != NULL && size != NULL, FALSE);
  g_return_val_if_fail (out_low != NULL && out_high != NULL, FALSE);

  entry = find_entry (self, account_kind, model != NULL ? model : "");
  if (entry != NULL && !gesso_size_is_auto (size))
    add_quality (entry, quality, size, &range);
  *out_low = range.low;
  *out_high = range.high;

  return range.found;
}

static gint64
count_nanos (JsonObject       *entry,
             const GessoUsage *usage)
{
  return price (entry, "text_in", usage->text_in - usage->text_cached)
         + price (entry, "text_cached", usage->text_cached)
         + price (entry, "image_in", usage->image_in - usage->image_cached)
         + price (entry, "image_cached", usage->image_cached)
         + price (entry, "text_out", usage->text_out)
         + price (entry, "image_out", usage->image_out);
}

/**
 * gesso_pricing_actual:
 * @self: a price table
 * @account_kind: the kind of the account that was asked
 * @model: (nullable): the model that answered
 * @usage: what the service reported
 * @out_micros: (out): millionths of a US dollar, for all pictures of the answer
 *
 * What a run really cost, from the service's own count. Cached input is priced as such.
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
  JsonObject *entry;

  g_return_val_if_fail (GESSO_IS_PRICING (self), FALSE);
  g_return_val_if_fail (usage != NULL && out_micros != NULL, FALSE);

  *out_micros = 0;
  entry = find_entry (self, account_kind, model != NULL ? model : "");
  if (entry == NULL)
    return FALSE;
  if (gesso_json_get_boolean (entry, "free", FALSE))
    return TRUE;
  if (usage->known && usage->credits >= 0 && price_credits (entry, usage->credits) >= 0)
    {
      *out_micros = price_credits (entry, usage->credits);
      return TRUE;
    }
  if (!usage->known || (usage->text_in == 0 && usage->image_in == 0 && usage->image_out == 0))
    return FALSE;

  *out_micros = to_micros (count_nanos (entry, usage));
  return TRUE;
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
  JsonObject *entry;

  g_return_val_if_fail (request != NULL, FALSE);

  parameters = gesso_request_get_parameters (request);
  if (!gesso_pricing_actual (self, account_kind, parameters->model, usage, out_micros))
    return FALSE;
  if (!parameters->batch || *out_micros == 0)
    return TRUE;

  /* Halved before it is rounded. */
  entry = find_entry (self, account_kind, parameters->model != NULL ? parameters->model : "");
  *out_micros = to_micros (count_nanos (entry, usage) / 2);
  return TRUE;
}
