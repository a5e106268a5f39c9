/* gesso-sketch-vocabulary.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The vocabulary: from a form of a word, in any of the languages of the table, to its meaning.
 * The tables are constant; the index over them is built once, by whichever thread asks first, and
 * is only read afterwards. Forms are compared in lower case and in normal form C. */

#include "config.h"

#include "engine/sketch/gesso-sketch-vocabulary.h"

#include <string.h>

#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-vocabulary-words.h"

/* The longest form of a script without spaces, in characters. */
#define MAX_UNSPACED 10

typedef struct
{
  GHashTable *forms;   /* (owned): normalised form to GessoSketchWord */
  GPtrArray *palettes; /* (owned): the rows made from the palette table */
} Index;

static void
add_forms (GHashTable            *forms,
           const GessoSketchWord *word)
{
  g_auto (GStrv) list = g_strsplit (word->forms, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      char *form = g_utf8_normalize (list[i], -1, G_NORMALIZE_DEFAULT_COMPOSE);

      if (g_hash_table_contains (forms, form))
        g_free (form);
      else
        g_hash_table_insert (forms, form, (gpointer) word);
    }
}

static gpointer
build_index (gpointer unused)
{
  Index *index = g_new0 (Index, 1);

  index->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->palettes = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_forms (index->forms, &words[i]);
  for (int i = 0; i < gesso_sketch_palette_count (); i++)
    {
      GessoSketchWord *word = g_new0 (GessoSketchWord, 1);

      word->kind = GESSO_SKETCH_WORD_PALETTE;
      word->value = i;
      word->label = gesso_sketch_palette_get_name (i);
      word->forms = gesso_sketch_palette_get_forms (i);
      g_ptr_array_add (index->palettes, word);
      add_forms (index->forms, word);
    }

  return index;
}

static const Index *
get_index (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, build_index, NULL);
}

/**
 * gesso_sketch_vocabulary_lookup:
 * @phrase: one or more words, lower case, normal form C, single spaces between
 *
 * Returns: (nullable): the meaning of exactly this phrase
 */
const GessoSketchWord *
gesso_sketch_vocabulary_lookup (const char *phrase)
{
  return g_hash_table_lookup (get_index ()->forms, phrase);
}

/**
 * gesso_sketch_vocabulary_stem:
 * @word: one word, lower case, normal form C
 *
 * Takes plural and case endings of English, German, French, Spanish, Hindi, Bengali and Korean off,
 * one after the other, until something is known. Two letters always remain, so that short words
 * are not mistaken.
 *
 * Returns: (nullable): the meaning of the word without its ending
 */
const GessoSketchWord *
gesso_sketch_vocabulary_stem (const char *word)
{
  static const struct
  {
    const char *ending;
    const char *instead;
  } endings[] = {
    { "s", "" },    { "es", "" },   { "ies", "y" }, { "n", "" },   { "en", "" },  { "e", "" },
    { "er", "" },   { "em", "" },   { "'s", "" },   { "’s", "" },  { "x", "" },   { "nen", "" },
    { "ves", "f" }, { "ों", "" },    { "ें", "" },     { "ाें", "" },   { "ी", "" },   { "े", "ा" },
    { "ে", "" },    { "ের", "" },   { "র", "" },    { "গুলি", "" }, { "গুলো", "" }, { "টি", "" },
    { "য়", "" },    { "에서", "" }, { "에", "" },   { "과", "" },  { "와", "" },  { "의", "" },
    { "을", "" },   { "를", "" },   { "이", "" },   { "가", "" },  { "은", "" },  { "는", "" },
    { "들", "" },   { "위에", "" }, { "으로", "" },
  };
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (word, endings[i].ending))
      {
        g_autofree char *head = g_strndup (word, length - strlen (endings[i].ending));
        g_autofree char *stem = g_strconcat (head, endings[i].instead, NULL);
        const GessoSketchWord *found;
        glong least = (guchar) word[0] < 0x80 ? 3 : 1;

        if (g_utf8_strlen (head, -1) < least)
          continue;
        found = gesso_sketch_vocabulary_lookup (stem);
        if (found != NULL && found->kind != GESSO_SKETCH_WORD_STOP)
          return found;
      }

  return NULL;
}

/**
 * gesso_sketch_vocabulary_prefix:
 * @text: text of a script without spaces, normal form C
 * @out_length: (out): length of what was found, in bytes
 *
 * Finds the longest form that @text begins with.
 *
 * Returns: (nullable): its meaning
 */
const GessoSketchWord *
gesso_sketch_vocabulary_prefix (const char *text,
                                gsize      *out_length)
{
  const char *ends[MAX_UNSPACED];
  char buffer[MAX_UNSPACED * 6 + 1];
  int n = 0;

  for (const char *p = text; *p != '\0' && n < MAX_UNSPACED;)
    {
      p = g_utf8_next_char (p);
      ends[n++] = p;
    }
  while (n > 0)
    {
      gsize length = (gsize) (ends[--n] - text);
      const GessoSketchWord *found;

      memcpy (buffer, text, length);
      buffer[length] = '\0';
      found = gesso_sketch_vocabulary_lookup (buffer);
      if (found != NULL)
        {
          *out_length = length;
          return found;
        }
    }

  return NULL;
}

/**
 * gesso_sketch_vocabulary_get:
 * @index: which row
 *
 * Returns: (nullable): the row, or %NULL after the last one
 */
const GessoSketchWord *
gesso_sketch_vocabulary_get (guint index)
{
  const Index *all = get_index ();

  if (index < G_N_ELEMENTS (words))
    return &words[index];
  index -= G_N_ELEMENTS (words);

  return index < all->palettes->len ? g_ptr_array_index (all->palettes, index) : NULL;
}
