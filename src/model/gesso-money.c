/* gesso-money.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* As many decimals as there are, three at most. */
static char *
format_credits (gint64 credits)
{
  gint64 thousandths = (CLAMP (credits, 0, G_MAXINT64 / 2) + 500) / 1000;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%03" G_GINT64_FORMAT,
                                           thousandths / 1000, thousandths % 1000);
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    length--;
  if (text[length - 1] == '.')
    length--;
  return g_strndup (text, length);
}

/**
 * gesso_money_format_credits:
 * @low: millionths of a credit, at least
 * @high: the same, at most
 *
 * Returns: (transfer full): as "6 credits", "1 credit" or "1.6–2 credits", in the person's language
 */
char *
gesso_money_format_credits (gint64 low,
                            gint64 high)
{
  g_autofree char *low_text = format_credits (low);
  g_autofree char *high_text = format_credits (high);
  g_autofree char *range = NULL;
  gulong n = g_str_equal (high_text, "1") ? 1 : 2;

  if (g_str_equal (low_text, high_text))
    /* Translators: a number like 6 or 1.6 of a service's credits */
    return g_strdup_printf (ngettext ("%s credit", "%s credits", n), high_text);

  range = g_strdup_printf ("%s–%s", low_text, high_text);
  return g_strdup_printf (ngettext ("%s credit", "%s credits", 2), range);
}

static char *
format_money_part (const GessoEstimate *estimate)
{
  int n = MAX (estimate->n, 1);
  g_autofree char *all = gesso_money_format_range (estimate->micros_low, estimate->micros_high);
  g_autofree char *each = NULL;

  if (n == 1)
    return g_strdup_printf ("≈ %s", all);

  each = gesso_money_format_range (estimate->micros_low / n, estimate->micros_high / n);
  /* Translators: the price of one picture, the number of pictures, the price of all of them. */
  return g_strdup_printf (ngettext ("≈ %s · %d picture ≈ %s", "≈ %s · %d pictures ≈ %s", n), each,
                          n, all);
}

/* For all pictures: a service's own credits are what it counts. */
static char *
format_price (const GessoEstimate *estimate)
{
  g_autofree char *money = estimate->known ? format_money_part (estimate) : NULL;
  g_autofree char *credits = NULL;

  if (estimate->unit == NULL)
    return g_steal_pointer (&money);

  credits = gesso_money_format_credits (estimate->credits_low, estimate->credits_high);
  return money != NULL ? g_strdup_printf ("%s · %s", money, credits)
                       : g_strdup_printf ("≈ %s", credits);
}

/**
 * gesso_money_format_estimate:
 * @estimate: an estimate
 *
 * The price line under a draft: the price of one picture, and of all when there are several; the
 * service's credits for all of them where it counts in credits; and from how many pictures it was
 * learnt, where it was.
 *
 * Returns: (transfer full): as "≈ $0.053", "≈ $0.053 · 4 pictures ≈ $0.21", "≈ $0.03 · 6 credits",
 *   "≈ $0.04 (learned from 3 pictures)", "Free, on this computer" or "Price unknown", in the
 *   person's language
 */
char *
gesso_money_format_estimate (const GessoEstimate *estimate)
{
  g_autofree char *price = NULL;

  g_return_val_if_fail (estimate != NULL, NULL);

  if (estimate->source == GESSO_PRICE_SOURCE_OWN_SERVER)
    return g_strdup (_ ("Free, on your own server"));
  if (estimate->is_free)
    return g_strdup (_ ("Free, on this computer"));

  price = format_price (estimate);
  if (price == NULL)
    return g_strdup (_ ("Price unknown"));
  if (estimate->n_learned == 0)
    return g_steal_pointer (&price);

  /* Translators: a price, and how many pictures it was learnt from */
  return g_strdup_printf (ngettext ("%s (learned from %u picture)", "%s (learned from %u pictures)",
                                    estimate->n_learned),
                          price, estimate->n_learned);
}
