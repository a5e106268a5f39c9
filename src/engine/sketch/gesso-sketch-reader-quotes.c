/* gesso-sketch-reader-quotes.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchReader: quoted texts, and what each of them is in a layout. */

#include "config.h"

#include "engine/sketch/gesso-sketch-reader-private.h"

static gboolean
looks_like_button (const char *text)
{
  static const char *const starts[]
      = { "shop",     "buy",      "learn more", "sign up",   "sign in",   "log in",
          "get ",     "order",    "book now",   "try ",      "join",      "subscribe",
          "register", "download", "start",      "discover",  "read more", "contact us",
          "reserve",  "jetzt",    "mehr ",      "en savoir", "comprar",   NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (g_utf8_strlen (text, -1) > 22)
    return FALSE;
  for (guint i = 0; starts[i] != NULL; i++)
    if (g_str_has_prefix (lower, starts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_role (GessoSketchPrompt *prompt,
          GessoSketchRole    role)
{
  return gesso_sketch_prompt_get_copy (prompt, role, 0) != NULL;
}

/* What a text is when no word says it: by what is there already, by length and by its signs. */
static GessoSketchRole
guess_role (GessoSketchReader *self,
            const char        *text)
{
  glong length = g_utf8_strlen (text, -1);
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      digits++;

  if (!has_role (self->prompt, GESSO_SKETCH_ROLE_HEADLINE) && length <= 80)
    return GESSO_SKETCH_ROLE_HEADLINE;
  if (looks_like_button (text) && !has_role (self->prompt, GESSO_SKETCH_ROLE_BUTTON))
    return GESSO_SKETCH_ROLE_BUTTON;
  if (length > 90)
    return GESSO_SKETCH_ROLE_BODY;
  if (digits >= 2 && length <= 60 && !has_role (self->prompt, GESSO_SKETCH_ROLE_CAPTION))
    return GESSO_SKETCH_ROLE_CAPTION;
  if (!has_role (self->prompt, GESSO_SKETCH_ROLE_SUBTITLE))
    return GESSO_SKETCH_ROLE_SUBTITLE;

  return GESSO_SKETCH_ROLE_BODY;
}

static GessoSketchRole
role_after (GessoSketchReader  *self,
            char              **out_words)
{
  guint n;
  const GessoSketchWord *word = gesso_sketch_tokens_resolve (self->tokens, self->i + 1, &n);
  const GessoSketchToken *then;

  if (word == NULL || word->kind != GESSO_SKETCH_WORD_ROLE)
    return GESSO_SKETCH_ROLE_AUTO;
  then = gesso_sketch_tokens_peek (self->tokens, self->i + 1 + n);
  if (then != NULL && then->kind == GESSO_SKETCH_TOKEN_QUOTE)
    return GESSO_SKETCH_ROLE_AUTO;
  *out_words = gesso_sketch_tokens_words (self->tokens, self->i + 1, n);
  self->i += n;

  return (GessoSketchRole) word->value;
}

void
_gesso_sketch_reader_take_quote (GessoSketchReader *self,
                                 const char        *text)
{
  static const char *names[] = { NULL, "headline", "subtitle", "body text", "button", "caption" };
  GessoSketchRole role = self->role;
  g_autofree char *role_words = g_steal_pointer (&self->role_words);
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;
  GessoSketchCopy *copy;

  _gesso_sketch_reader_flush (self);
  self->role = GESSO_SKETCH_ROLE_AUTO;
  if (g_utf8_strlen (text, -1) > 60)
    {
      g_autofree char *head = g_utf8_substring (text, 0, 57);

      shown = g_strdup_printf ("“%s…”", head);
    }
  else
    {
      shown = g_strdup_printf ("“%s”", text);
    }
  if (self->prompt->copies->len >= GESSO_SKETCH_MAX_COPIES)
    {
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, shown, NULL);
      return;
    }

  if (role == GESSO_SKETCH_ROLE_AUTO)
    role = role_after (self, &role_words);
  if (role == GESSO_SKETCH_ROLE_AUTO)
    role = guess_role (self, text);
  copy = g_new0 (GessoSketchCopy, 1);
  copy->text = g_strdup (text);
  copy->role = role;
  g_ptr_array_add (self->prompt->copies, copy);
  words = role_words != NULL ? g_strdup_printf ("%s %s", role_words, shown) : g_strdup (shown);
  gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_TYPE, words, names[role]);
  self->thing_just = FALSE;
}
