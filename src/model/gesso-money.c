/* gesso-money.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-money.h"

#include <glib/gi18n-lib.h>

/* Amounts as people read them. Written from whole numbers, never through the locale's idea of a
 * decimal point: a price must read the same in a window, in a script and in a bug report. About
 * two digits are shown, since more would claim what an estimate does not know. Pure; any thread
 * once the locale is set. */

#define MICROS_PER_DOLLAR 1000000

static char *
format_decimals (gint64 micros,
                 int    decimals)
{
  gint64 unit = MICROS_PER_DOLLAR;
  gint64 rounded;
  gint64 scale = 1;

  for (int i = 0; i < decimals; i++)
    {
      unit /= 10;
      scale *= 10;
    }
  rounded = (micros + unit / 2) / unit;

  return g_strdup_printf ("$%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, rounded / scale, decimals,
                          rounded % scale);
}

/**
 * gesso_money_format:
 * @micros: millionths of a US dollar, not negative
 *
 * Returns: (transfer full): as "$1.50", "$0.21", "$0.053", "$0.0059" or "< $0.0001"
 */
char *
gesso_money_format (gint64 micros)
{
  /* Leaves room for rounding up; nothing real comes near it. */
  micros = CLAMP (micros, 0, G_MAXINT64 / 2);

  /* The borders lie where rounding would give one digit more. */
  if (micros == 0 || micros >= 99500)
    return format_decimals (micros, 2);
  if (micros >= 9950)
    return format_decimals (micros, 3);
  if (micros >= 50)
    return format_decimals (micros, 4);

  return g_strdup ("< $0.0001");
}

/**
 * gesso_money_format_range:
 * @micros_low: at least
 * @micros_high: at most
 *
 * Returns: (transfer full): as "$0.041–$0.21", or one amount when both read the same
 */
char *
gesso_money_format_range (gint64 micros_low,
                          gint64 micros_high)
{
  g_autofree char *low = gesso_money_format (micros_low);
  g_autofree char *high = gesso_money_format (micros_high);

  if (g_strcmp0 (low, high) == 0)
    return g_steal_pointer (&low);

  return g_strdup_printf ("%s–%s", low, high);
}

/**
 * gesso_money_format_estimate:
 * @estimate: an estimate
 *
 * The price line under a draft: the price of one picture, and of all when there are several.
 *
 * Returns: (transfer full): as "≈ $0.053", "≈ $0.053 · 4 pictures ≈ $0.21", "Free, on this
 *   computer" or "Price unknown", in the person's language
 */
char *
gesso_money_format_estimate (const GessoEstimate *estimate)
{
  g_autofree char *all = NULL;
  g_autofree char *each = NULL;
  int n;

  g_return_val_if_fail (estimate != NULL, NULL);

  if (!estimate->known)
    return g_strdup (_ ("Price unknown"));
  if (estimate->is_free)
    return g_strdup (_ ("Free, on this computer"));

  n = MAX (estimate->n, 1);
  all = gesso_money_format_range (estimate->micros_low, estimate->micros_high);
  if (n == 1)
    return g_strdup_printf ("≈ %s", all);

  each = gesso_money_format_range (estimate->micros_low / n, estimate->micros_high / n);
  /* Translators: the price of one picture, the number of pictures, the price of all of them. */
  return g_strdup_printf (ngettext ("≈ %s · %d picture ≈ %s", "≈ %s · %d pictures ≈ %s", n), each,
                          n, all);
}
