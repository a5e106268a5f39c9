/* gesso-draft-thinking.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"

/* What a text model around the drawing may do, and whether there is a hurry: a part of GessoDraft.
 */

/**
 * gesso_draft_set_thinking:
 * @self: a draft
 * @effort: (nullable): how much a text model around the drawing thinks; NULL leaves it alone
 * @web_search: whether it may look things up
 *
 * Only accounts with such a model send it.
 */
void
gesso_draft_set_thinking (GessoDraft *self,
                          const char *effort,
                          gboolean    web_search)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_begin (self);
  if (gesso_set_str (&self->parameters->think, gesso_str_is_empty (effort) ? NULL : effort))
    g_object_notify (G_OBJECT (self), "think");
  if (self->parameters->web_search != web_search)
    {
      self->parameters->web_search = web_search;
      g_object_notify (G_OBJECT (self), "web-search");
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_batch:
 * @self: a draft
 * @batch: whether the pictures may take a day, for half the price
 *
 * Only accounts that can send it so.
 */
void
gesso_draft_set_batch (GessoDraft *self,
                       gboolean    batch)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  if (self->parameters->batch == batch)
    return;

  self->parameters->batch = batch;
  _gesso_draft_begin (self);
  g_object_notify (G_OBJECT (self), "batch");
  _gesso_draft_end (self);
}
