/* gesso-studio-prices.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a studio's price table learns what requests have really cost: out of the ledger, when the
 * library has been opened and after each job; one reading at a time. Main thread.
 */

#include "config.h"

#include "studio/gesso-studio-private.h"

static void
learned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoStudio) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPriceMemory) memory
      = gesso_library_learn_prices_finish (GESSO_LIBRARY (source), result, &error);

  self->learning = FALSE;
  if (memory == NULL)
    g_debug ("Nothing is learnt from the ledger: %s", error->message);
  else if (self->pricing != NULL)
    gesso_pricing_set_memory (self->pricing, memory);
  if (self->learn_again)
    _gesso_studio_learn_prices (self);
}

/**
 * _gesso_studio_learn_prices:
 * @self: a studio
 *
 * Reads what is in the ledger now, or again once the present reading has ended.
 */
void
_gesso_studio_learn_prices (GessoStudio *self)
{
  self->learn_again = self->learning;
  if (self->learning || self->queue == NULL)
    return;

  self->learning = TRUE;
  gesso_library_learn_prices_async (self->library, NULL, learned_cb, g_object_ref (self));
}
