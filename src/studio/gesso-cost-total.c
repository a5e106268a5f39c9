/* gesso-cost-total.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The ledger has a sum for money and one for each service's credits; here they come together for
 * people, side by side and never added up. */

#include "config.h"

#include "studio/gesso-cost-total.h"

#include "model/gesso-money.h"
#include "model/gesso-task-profiles.h"

#include <glib/gi18n-lib.h>

static void
cost_total_free (gpointer data)
{
  GessoCostTotal *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self->parent);
  g_free (self->amount);
  g_free (self->uncounted);
  g_free (self);
}

/* "6 kie.ai credits": whose they are must be said wherever several may meet. */
static char *
name_credits (const char *kind,
              gint64      credits)
{
  GessoTaskProfile *profile = gesso_task_profiles_find (gesso_task_profiles_get_default (), kind);
  const char *name = profile != NULL ? gesso_task_profile_get_label (profile) : kind;
  g_autofree char *amount = gesso_money_format_credits (credits, credits);

  /* Translators: credits with their number, as “6 credits”, then the service that sells them */
  return g_strdup_printf (_ ("%s (%s)"), amount, name);
}

static void
append (char       **text,
        const char  *between,
        char        *more)
{
  char *whole = *text != NULL ? g_strconcat (*text, between, more, NULL) : g_strdup (more);

  g_free (*text);
  g_free (more);
  *text = whole;
}

static void
add_sum (GessoCostTotal     *total,
         const GessoCostSum *sum)
{
  total->actual_micros += sum->actual_micros;
  total->unknown_low += sum->unknown_low;
  total->unknown_high += sum->unknown_high;
  total->n_pictures += sum->n_pictures;
  if (sum->unit != NULL)
    append (&total->amount, " · ", name_credits (sum->unit, sum->credits));
  if (sum->unit != NULL && sum->unpriced_credits > 0)
    append (&total->uncounted, ", ", name_credits (sum->unit, sum->unpriced_credits));
  else if (sum->n_unpriced > 0)
    append (&total->uncounted, ", ",
            g_strdup_printf (ngettext ("%u job of unknown price", "%u jobs of unknown price",
                                       sum->n_unpriced),
                             sum->n_unpriced));
}

/* Nothing in money is not worth saying beside credits. */
static void
complete (GessoCostTotal *total)
{
  g_autofree char *credits = g_steal_pointer (&total->amount);
  g_autofree char *uncounted = g_steal_pointer (&total->uncounted);

  if (credits == NULL || total->actual_micros > 0)
    total->amount = gesso_money_format (total->actual_micros);
  if (credits != NULL)
    append (&total->amount, " · ", g_steal_pointer (&credits));
  if (uncounted != NULL)
    /* Translators: %s lists credits and jobs that no sum of money has in it */
    total->uncounted = g_strdup_printf (_ ("not counted: %s"), uncounted);
}

/**
 * gesso_cost_totals_new:
 * @sums: (element-type GessoCostSum): out of the ledger, in its order
 *
 * Returns: (transfer full) (element-type GessoCostTotal): one for each key
 */
GPtrArray *
gesso_cost_totals_new (GPtrArray *sums)
{
  GPtrArray *totals = g_ptr_array_new_with_free_func (cost_total_free);
  GessoCostTotal *total = NULL;

  g_return_val_if_fail (sums != NULL, totals);

  for (guint i = 0; i < sums->len; i++)
    {
      const GessoCostSum *sum = sums->pdata[i];

      if (total == NULL || g_strcmp0 (total->key, sum->key) != 0)
        {
          total = g_new0 (GessoCostTotal, 1);
          total->key = g_strdup (sum->key);
          total->label = g_strdup (sum->label);
          total->parent = g_strdup (sum->parent);
          g_ptr_array_add (totals, total);
        }
      add_sum (total, sum);
    }
  g_ptr_array_foreach (totals, (GFunc) complete, NULL);

  return totals;
}

/**
 * gesso_cost_totals_find:
 * @totals: (element-type GessoCostTotal): totals
 * @key: a project, a month, …
 *
 * Returns: (transfer none) (nullable): its total
 */
const GessoCostTotal *
gesso_cost_totals_find (GPtrArray  *totals,
                        const char *key)
{
  g_return_val_if_fail (totals != NULL, NULL);

  for (guint i = 0; i < totals->len; i++)
    {
      const GessoCostTotal *total = totals->pdata[i];

      if (g_strcmp0 (total->key, key) == 0)
        return total;
    }

  return NULL;
}
