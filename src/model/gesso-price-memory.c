/* gesso-price-memory.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-price-memory.h"

#include "model/gesso-account.h"

/* GessoPriceMemory is what requests have cost before, by kind of account, model, generating or
 * editing, size, quality, kind of file and number of pictures. Whoever keeps the ledger fills it,
 * newest first, and hands it to the price table; from then on nothing in it changes and any thread
 * may ask. It is made anew whenever the ledger has grown, and never written anywhere. */

/* Prices change: what is older than this many jobs of the same sort is forgotten. */
#define MAX_JOBS 20

#define PARTS_PER_UNIT 1000

/* Beyond any real price, and far from overflow. */
#define MAX_WHOLE G_GINT64_CONSTANT (1000000000000)

/* What one picture took, in thousandths of a micro-dollar or of a millionth of a credit. */
typedef struct
{
  gint64 low;
  gint64 high;
  guint n_jobs;
  guint n_pictures;
} Span;

typedef struct
{
  Span money;
  Span credits;
} Entry;

struct _GessoPriceMemory
{
  GObject parent_instance;

  GHashTable *entries; /* (owned): of a key → Entry */
};

G_DEFINE_FINAL_TYPE (GessoPriceMemory, gesso_price_memory, G_TYPE_OBJECT)

/* Files that are no raster of cells are counted differently from all others. */
static const char *
name_format (const char *format)
{
  return g_strcmp0 (format, "gif") == 0 || g_strcmp0 (format, "svg") == 0 ? format : "";
}

/* With @n 0 for any number of pictures. */
static char *
make_key (const char            *account_kind,
          GessoOperation         operation,
          const GessoParameters *parameters,
          int                    n)
{
  g_autofree char *size = gesso_size_to_string (&parameters->size);

  return g_strdup_printf ("%s\n%s\n%d\n%s\n%s\n%s\n%d\n%d",
                          account_kind != NULL ? account_kind : "",
                          gesso_account_model_get_base (account_kind, parameters->model != NULL
                                                                          ? parameters->model
                                                                          : ""),
                          (int) operation, size,
                          parameters->quality != NULL ? parameters->quality : "auto",
                          name_format (parameters->format), parameters->batch, n);
}

static void
add_to_span (Span   *span,
             gint64  whole,
             guint   n_pictures)
{
  gint64 each;

  if (whole < 0 || whole > MAX_WHOLE || span->n_jobs >= MAX_JOBS)
    return;

  each = whole * PARTS_PER_UNIT / n_pictures;
  span->low = span->n_jobs > 0 ? MIN (span->low, each) : each;
  span->high = MAX (span->high, each);
  span->n_jobs++;
  span->n_pictures += n_pictures;
}

static void
add_to_entry (GessoPriceMemory       *self,
              char                   *key,
              const GessoPriceSample *sample)
{
  g_autofree char *owned_key = key;
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_steal_pointer (&owned_key), entry);
    }
  add_to_span (&entry->money, sample->micros, sample->n_pictures);
  add_to_span (&entry->credits, sample->credits, sample->n_pictures);
}

static gint64
scale (gint64 each,
       int    n)
{
  return (each * n + PARTS_PER_UNIT / 2) / PARTS_PER_UNIT;
}

static void
read_span (const Span *span,
           int         n,
           gint64     *out_low,
           gint64     *out_high)
{
  *out_low = span->n_jobs > 0 ? scale (span->low, n) : -1;
  *out_high = span->n_jobs > 0 ? scale (span->high, n) : -1;
}

static void
gesso_price_memory_finalize (GObject *object)
{
  g_hash_table_unref (GESSO_PRICE_MEMORY (object)->entries);

  G_OBJECT_CLASS (gesso_price_memory_parent_class)->finalize (object);
}

static void
gesso_price_memory_class_init (GessoPriceMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_price_memory_finalize;
}

static void
gesso_price_memory_init (GessoPriceMemory *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * gesso_price_memory_new:
 *
 * Returns: (transfer full): an empty memory
 */
GessoPriceMemory *
gesso_price_memory_new (void)
{
  return g_object_new (GESSO_TYPE_PRICE_MEMORY, NULL);
}

/**
 * gesso_price_memory_add:
 * @self: a memory that nobody else knows yet
 * @sample: what a job cost; one without pictures or without a price teaches nothing
 *
 * To be called with the newest jobs first: of one sort only so many count.
 */
void
gesso_price_memory_add (GessoPriceMemory       *self,
                        const GessoPriceSample *sample)
{
  g_return_if_fail (GESSO_IS_PRICE_MEMORY (self));
  g_return_if_fail (sample != NULL && sample->parameters != NULL);

  if (sample->n_pictures == 0 || (sample->micros < 0 && sample->credits < 0))
    return;

  add_to_entry (self,
                make_key (sample->account_kind, sample->operation, sample->parameters,
                          MAX (sample->parameters->n, 1)),
                sample);
  add_to_entry (self, make_key (sample->account_kind, sample->operation, sample->parameters, 0),
                sample);
}

/**
 * gesso_price_memory_find:
 * @self: a memory
 * @account_kind: (nullable): the kind of account that would be asked
 * @operation: generate or edit
 * @parameters: what would be asked for
 * @out_price: (out): overwritten when something is known
 *
 * What such requests have cost: those for as many pictures where there are any, else those for
 * another number, by the picture. Any thread.
 *
 * Returns: whether there were any
 */
gboolean
gesso_price_memory_find (GessoPriceMemory      *self,
                         const char            *account_kind,
                         GessoOperation         operation,
                         const GessoParameters *parameters,
                         GessoLearnedPrice     *out_price)
{
  g_autofree char *exact = NULL;
  const Entry *entry;
  int n;

  g_return_val_if_fail (GESSO_IS_PRICE_MEMORY (self), FALSE);
  g_return_val_if_fail (parameters != NULL && out_price != NULL, FALSE);

  n = MAX (parameters->n, 1);
  exact = make_key (account_kind, operation, parameters, n);
  entry = g_hash_table_lookup (self->entries, exact);
  if (entry == NULL)
    {
      g_autofree char *any = make_key (account_kind, operation, parameters, 0);

      entry = g_hash_table_lookup (self->entries, any);
    }
  if (entry == NULL)
    return FALSE;

  out_price->n_pictures = MAX (entry->money.n_pictures, entry->credits.n_pictures);
  read_span (&entry->money, n, &out_price->micros_low, &out_price->micros_high);
  read_span (&entry->credits, n, &out_price->credits_low, &out_price->credits_high);
  return TRUE;
}
