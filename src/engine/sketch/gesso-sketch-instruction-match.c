/* gesso-sketch-instruction-match.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchInstruction, the words: which phrase of the table begins at a place of the text, in
 * scripts with and without spaces and in those whose words grow endings. See
 * gesso-sketch-instruction.c. */

#include "config.h"

#include "engine/sketch/gesso-sketch-instruction-private.h"

#include "engine/sketch/gesso-sketch-instruction-words.h"

#include <string.h>

typedef struct
{
  const char *form;
  gsize length;
  const Word *word;
} Form;

/* All forms by their first character. */
static GHashTable *
make_forms (void)
{
  GHashTable *forms = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (const char *form = words[i].forms; form != NULL && *form != '\0';)
      {
        const char *end = strchr (form, '|');
        Form entry = { form, end != NULL ? (gsize) (end - form) : strlen (form), &words[i] };
        gpointer first = GUINT_TO_POINTER (g_utf8_get_char (form));
        GArray *list = g_hash_table_lookup (forms, first);

        if (list == NULL)
          {
            list = g_array_new (FALSE, FALSE, sizeof (Form));
            g_hash_table_insert (forms, first, list);
          }
        g_array_append_val (list, entry);
        form = end != NULL ? end + 1 : NULL;
      }

  return forms;
}

static GArray *
get_forms (gunichar first)
{
  static GHashTable *forms;

  if (g_once_init_enter (&forms))
    g_once_init_leave (&forms, make_forms ());

  return g_hash_table_lookup (forms, GUINT_TO_POINTER (first));
}

/* Scripts whose words are written without spaces, so that a phrase may end anywhere. */
gboolean
_gesso_sketch_is_unspaced (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Scripts in which endings grow on words: the rest of the word belongs to the phrase. */
static gboolean
takes_endings (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_DEVANAGARI:
    case G_UNICODE_SCRIPT_BENGALI:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
_gesso_sketch_is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019;
}

const char *
_gesso_sketch_skip_word (const char *at)
{
  while (*at != '\0' && _gesso_sketch_is_word_char (g_utf8_get_char (at))
         && !_gesso_sketch_is_unspaced (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

/* Whether a phrase that ends here is a whole one; moves over endings. */
static gboolean
ends_here (const char  *form_end,
           const char **end)
{
  gunichar last = g_utf8_get_char (g_utf8_prev_char (form_end));
  gunichar next = g_utf8_get_char (*end);

  if (!_gesso_sketch_is_word_char (next) || _gesso_sketch_is_unspaced (last)
      || !g_unichar_isalnum (last) || _gesso_sketch_is_unspaced (next))
    {
      if (!g_unichar_ismark (last) || !_gesso_sketch_is_word_char (next))
        return TRUE;
    }
  if (!takes_endings (last) && !g_unichar_ismark (last))
    return FALSE;
  *end = _gesso_sketch_skip_word (*end);

  return TRUE;
}

/* The longest phrase of the table that begins here, or NULL. */
const Word *
_gesso_sketch_match_word (const char  *at,
                          const char **out_end)
{
  GArray *forms = get_forms (g_utf8_get_char (at));
  const Word *best = NULL;
  gsize longest = 0;

  for (guint i = 0; forms != NULL && i < forms->len; i++)
    {
      const Form *form = &g_array_index (forms, Form, i);
      const char *end = at + form->length;

      if (form->length <= longest || strncmp (at, form->form, form->length) != 0
          || !ends_here (form->form + form->length, &end))
        continue;
      best = form->word;
      longest = form->length;
      *out_end = end;
    }

  return best;
}
