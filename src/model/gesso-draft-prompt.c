/* gesso-draft-prompt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"

/* The words of a GessoDraft: kept whatever their length, counted in characters, and with the
 * pictures' roles where they are sent. A part of that class, cut out by concern; main thread only.
 */

/**
 * gesso_draft_get_prompt:
 * @self: a draft
 *
 * Returns: (transfer none): all that was typed; valid UTF-8
 */
const char *
gesso_draft_get_prompt (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->prompt;
}

/**
 * gesso_draft_set_prompt:
 * @self: a draft
 * @prompt: (nullable) (array length=length): text of any length; may hold NUL bytes and invalid
 *   UTF-8, which become U+FFFD so that nothing behind them is lost
 * @length: in bytes, or -1 up to the first NUL
 *
 * Costs time in proportion to the text.
 */
void
gesso_draft_set_prompt (GessoDraft *self,
                        const char *prompt,
                        gssize      length)
{
  g_autofree char *valid = NULL;
  gint64 n_characters;

  g_return_if_fail (GESSO_IS_DRAFT (self));

  valid = gesso_str_make_valid (prompt != NULL ? prompt : "", prompt != NULL ? length : 0);
  if (g_str_equal (valid, self->prompt))
    return;

  n_characters = (gint64) gesso_str_count (valid);
  _gesso_draft_begin (self);
  g_free (self->prompt);
  self->prompt = g_steal_pointer (&valid);
  self->text_tokens = gesso_pricing_count_text_tokens (self->prompt);
  _gesso_draft_notify (self, PROP_PROMPT);
  if (n_characters != self->n_characters)
    {
      self->n_characters = n_characters;
      _gesso_draft_notify (self, PROP_N_CHARACTERS);
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_n_characters:
 * @self: a draft
 *
 * Returns: the prompt's length in Unicode characters
 */
gint64
gesso_draft_get_n_characters (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), 0);

  return self->n_characters;
}

/**
 * gesso_draft_get_max_characters:
 * @self: a draft
 *
 * Returns: how many characters the model takes, never more than 20,000
 */
gint64
gesso_draft_get_max_characters (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), 0);

  return self->info->max_prompt_characters;
}

/**
 * gesso_draft_dup_sent_prompt:
 * @self: a draft
 *
 * Returns: (transfer full): the prompt with the pictures' roles in words, as it would be sent
 */
char *
gesso_draft_dup_sent_prompt (GessoDraft *self)
{
  g_autofree char *roles = NULL;

  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  roles = _gesso_draft_role_text (G_LIST_MODEL (self->references));
  return roles != NULL ? g_strconcat (self->prompt, "\n\n", roles, NULL) : g_strdup (self->prompt);
}
