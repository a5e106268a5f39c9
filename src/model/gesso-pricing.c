/* gesso-pricing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-pricing-private.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-aspect.h"
#include "model/gesso-data-file-private.h"

#include <math.h>

/* GessoPricing is the price table with the arithmetic of an estimate and of a bill, and what
 * requests have cost before where the table has no documented formula. The studio makes one at its
 * start and hands it to everybody. The table never changes; the memory of former prices is replaced
 * as a whole, on the main thread. Any thread may ask. Money is counted in nano-dollars inside,
 * where a price per million tokens is a whole number of thousandths per token, and leaves as whole
 * micro-dollars. The bill is in gesso-pricing-actual.c. */

#define NANOS_PER_MICRO 1000
#define CREDIT_PARTS 1000000

/* Beyond any real count, and far from overflow once multiplied by a price. */
#define MAX_TOKENS G_GINT64_CONSTANT (100000000000)

/* Keeps cells × area of the largest size that can be written far from overflow. */
#define MAX_GRID 128

/* Of the older models, only the first few pictures of a request are read with high fidelity. */
#define MAX_HIGH_FIDELITY 5

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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

JsonObject *
_gesso_pricing_find_entry (GessoPricing *self,
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

gint64
_gesso_pricing_price (JsonObject *entry,
                      const char *rate,
                      gint64      tokens)
{
  return CLAMP (tokens, 0, MAX_TOKENS) * get_nanos (entry, rate);
}

gint64
_gesso_pricing_to_micros (gint64 nanos)
{
  return (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
}

/* In millionths of a dollar; -1 when nobody knows what a credit costs. */
gint64
_gesso_pricing_price_credits (JsonObject *entry,
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

  return _gesso_pricing_to_micros (batch ? nanos / 2 : nanos);
}

/* Services that sell credits take so many for a picture of a size class, and a credit has a price
 * where anybody knows one. What is left to the service comes in the smallest class. */
static void
estimate_credits (JsonObject            *entry,
                  const GessoPriceQuery *query,
                  GessoEstimate         *out_estimate)
{
  const GessoSize *size = &query->parameters->size;
  GessoTier tier = gesso_size_is_auto (size) ? GESSO_TIER_1K : gesso_tier_of_size (size);
  double credits = gesso_json_get_double (gesso_json_get_object (entry, "credits"),
                                          gesso_tier_to_string (tier), 0);
  gint64 micros = _gesso_pricing_price_credits (entry, credits);

  if (!(credits > 0))
    return;

  out_estimate->source = GESSO_PRICE_SOURCE_TABLE;
  out_estimate->approximate = gesso_json_get_boolean (entry, "approximate", FALSE);
  out_estimate->unit = g_intern_string (query->account_kind);
  out_estimate->credits_low
      = (gint64) llround (CLAMP (credits, 0, 1e9) * CREDIT_PARTS) * out_estimate->n;
  out_estimate->credits_high = out_estimate->credits_low;
  if (micros < 0)
    return;

  out_estimate->known = TRUE;
  out_estimate->micros_low = micros * out_estimate->n;
  out_estimate->micros_high = out_estimate->micros_low;
}

/* The model decides whether it looks anything up: at least nothing, as a rule once. */
static gint64
estimate_search (GessoPricing          *self,
                 const GessoPriceQuery *query)
{
  const GessoParameters *parameters = query->parameters;
  JsonObject *entry;

  if (!parameters->web_search)
    return 0;

  entry = _gesso_pricing_find_text_model (self, query->account_kind, parameters->model);
  return CLAMP (gesso_json_get_int (entry, "search_micros", 0), 0, 1000000);
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
  g_clear_object (&self->memory);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (gesso_pricing_parent_class)->finalize (object);
}

static void
gesso_pricing_class_init (GessoPricingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_pricing_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", GESSO_TYPE_PRICING, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_pricing_init (GessoPricing *self)
{
  g_mutex_init (&self->lock);
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
 * gesso_pricing_set_memory:
 * @self: a price table
 * @memory: (nullable): what requests have cost before; filled, and not changed any more
 *
 * Replaces what is known of former prices, and emits "changed". Main thread.
 */
void
gesso_pricing_set_memory (GessoPricing     *self,
                          GessoPriceMemory *memory)
{
  g_return_if_fail (GESSO_IS_PRICING (self));

  g_mutex_lock (&self->lock);
  g_set_object (&self->memory, memory);
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * gesso_price_source_to_string:
 * @source: where an estimate comes from
 *
 * Returns: (transfer none): its name for scripts
 */
const char *
gesso_price_source_to_string (GessoPriceSource source)
{
  switch (source)
    {
    case GESSO_PRICE_SOURCE_BUILT_IN:
      return "built-in";
    case GESSO_PRICE_SOURCE_OWN_SERVER:
      return "own-server";
    case GESSO_PRICE_SOURCE_TABLE:
      return "table";
    case GESSO_PRICE_SOURCE_LEARNED:
      return "learned";
    case GESSO_PRICE_SOURCE_NONE:
    default:
      return "none";
    }
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

static void
estimate_tokens (GessoPricing          *self,
                 JsonObject            *entry,
                 const GessoPriceQuery *query,
                 GessoEstimate         *out_estimate)
{
  const GessoParameters *parameters = query->parameters;
  TokenRange range = find_range (entry, parameters);
  gboolean batch = query->batch || parameters->batch;
  gint64 previews;
  gint64 inputs;

  if (!range.found || !has_formula (parameters->format))
    return;

  out_estimate->known = TRUE;
  out_estimate->source = GESSO_PRICE_SOURCE_TABLE;
  out_estimate->approximate = gesso_json_get_boolean (entry, "approximate", FALSE);
  previews
      = batch ? 0 : parameters->partial_images * gesso_json_get_int (entry, "partial_tokens", 0);
  inputs = _gesso_pricing_price (entry, "text_in", query->text_tokens)
           + _gesso_pricing_price (entry, "image_in",
                                   count_input_tokens (entry, query, &out_estimate->approximate));

  out_estimate->tokens_low = (range.low + previews) * out_estimate->n;
  out_estimate->tokens_high = (range.high + previews) * out_estimate->n;
  out_estimate->micros_low
      = total_micros (inputs + _gesso_pricing_price (entry, "image_out", range.low + previews),
                      range.at_least_low_micros, out_estimate->n, batch);
  out_estimate->micros_high
      = total_micros (inputs + _gesso_pricing_price (entry, "image_out", range.high + previews),
                      range.at_least_high_micros, out_estimate->n, batch)
        + estimate_search (self, query) * out_estimate->n;
}

static GessoPriceMemory *
ref_memory (GessoPricing *self)
{
  GessoPriceMemory *memory;

  g_mutex_lock (&self->lock);
  memory = self->memory != NULL ? g_object_ref (self->memory) : NULL;
  g_mutex_unlock (&self->lock);
  return memory;
}

/* What was paid before goes before figures that nobody has confirmed, never before others. */
static void
apply_memory (GessoPricing          *self,
              JsonObject            *entry,
              const GessoPriceQuery *query,
              GessoEstimate         *estimate)
{
  g_autoptr (GessoPriceMemory) memory = ref_memory (self);
  gboolean unconfirmed = entry == NULL || gesso_json_get_boolean (entry, "approximate", FALSE);
  GessoLearnedPrice learned;

  if (memory == NULL
      || !gesso_price_memory_find (memory, query->account_kind,
                                   query->n_references > 0 ? GESSO_OPERATION_EDIT
                                                           : GESSO_OPERATION_GENERATE,
                                   query->parameters, &learned))
    return;

  if (learned.micros_low >= 0 && (unconfirmed || !estimate->known))
    {
      estimate->known = TRUE;
      estimate->approximate = FALSE;
      estimate->source = GESSO_PRICE_SOURCE_LEARNED;
      estimate->micros_low = learned.micros_low;
      estimate->micros_high = learned.micros_high;
      estimate->n_learned = learned.n_pictures;
    }
  if (learned.credits_low >= 0 && (unconfirmed || estimate->unit == NULL))
    {
      if (!estimate->known)
        estimate->source = GESSO_PRICE_SOURCE_LEARNED;
      estimate->unit = g_intern_string (query->account_kind);
      estimate->credits_low = learned.credits_low;
      estimate->credits_high = learned.credits_high;
      estimate->n_learned = learned.n_pictures;
    }
}

/**
 * gesso_pricing_estimate:
 * @self: a price table
 * @query: what is to be estimated
 * @out_estimate: (out): overwritten
 *
 * What a request will probably cost: every picture pays for the prompt, the input pictures, its
 * own output and its previews. Where quality or size is left to the service, the result is a
 * range, also where a model may look things up, which is priced as once at most. Where there is no
 * documented formula, what such requests have cost before is told. Any thread.
 */
void
gesso_pricing_estimate (GessoPricing          *self,
                        const GessoPriceQuery *query,
                        GessoEstimate         *out_estimate)
{
  const char *model;
  JsonObject *entry;

  g_return_if_fail (GESSO_IS_PRICING (self));
  g_return_if_fail (query != NULL && query->parameters != NULL && out_estimate != NULL);

  *out_estimate = (GessoEstimate){ .n = MAX (query->parameters->n, 1) };

  model = query->parameters->model != NULL ? query->parameters->model : "";
  entry = _gesso_pricing_find_entry (self, query->account_kind, model);
  if (entry != NULL && gesso_json_get_boolean (entry, "free", FALSE))
    {
      out_estimate->known = TRUE;
      out_estimate->is_free = TRUE;
      out_estimate->source = gesso_json_get_boolean (entry, "own_server", FALSE)
                                 ? GESSO_PRICE_SOURCE_OWN_SERVER
                                 : GESSO_PRICE_SOURCE_BUILT_IN;
      return;
    }

  if (entry != NULL && gesso_json_get_object (entry, "credits") != NULL)
    estimate_credits (entry, query, out_estimate);
  else if (entry != NULL)
    estimate_tokens (self, entry, query, out_estimate);
  apply_memory (self, entry, query, out_estimate);
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

  entry = _gesso_pricing_find_entry (self, account_kind, model != NULL ? model : "");
  if (entry != NULL && !gesso_size_is_auto (size))
    add_quality (entry, quality, size, &range);
  *out_low = range.low;
  *out_high = range.high;

  return range.found;
}
