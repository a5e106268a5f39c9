/* gesso-prompt-ratio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-prompt-ratio.h"

#include "model/gesso-prompt-words-private.h"

#include <string.h>

/* GessoPromptRatio is found by reading a prompt: first for numbers ("16:9", "1920×1080"), which
 * always win, then for words of the table. Of two phrases the one of more words wins, then the
 * earlier one. Only the first 20,000 characters are read, so that it is done within a frame
 * whatever was pasted. Pure; any thread. */

#define MAX_CHARACTERS 20000
#define MAX_WORD_BYTES 48
#define MIN_PIXELS 256
#define MAX_PIXELS 16384

/* One word of the prompt, in lower case; empty when it is too long to be in the table. */
typedef struct
{
  gsize start; /* in bytes */
  gsize end;
  char text[MAX_WORD_BYTES];
} Word;

/* A number with at most two decimals, in hundredths. */
typedef struct
{
  gint64 hundredths;
  const char *end;
} Number;

static void
set_word (GessoPromptRatio *ratio,
          const char       *start,
          const char       *end)
{
  gsize length = MIN ((gsize) (end - start), sizeof ratio->word - 1);
  const char *cut = start + length;

  if (cut < end)
    cut = g_utf8_find_prev_char (start, cut + 1);
  memset (ratio->word, 0, sizeof ratio->word);
  memcpy (ratio->word, start, (gsize) (cut - start));
}

static gboolean
read_number (const char *p,
             Number     *number)
{
  gint64 value = 0;
  int digits = 0;
  int decimals = 0;

  for (; g_ascii_isdigit (*p) && digits < 6; p++, digits++)
    value = value * 10 + (*p - '0');
  if (digits == 0 || g_ascii_isdigit (*p))
    return FALSE;
  value *= 100;
  if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++, decimals++)
      value += decimals == 0 ? (*p - '0') * 10 : decimals == 1 ? *p - '0' : 0;

  *number = (Number){ value, p };
  return decimals <= 2;
}

static const char *
skip_spaces (const char *p)
{
  while (*p == ' ')
    p++;
  return p;
}

/* The sign between two numbers: ':' for a ratio, 'x' for a size; 0 for none. */
static char
read_sign (const char **p)
{
  const char *sign = skip_spaces (*p);

  if (**p == ':')
    {
      *p += 1;
      return ':';
    }
  if (*sign == 'x' || *sign == 'X' || g_str_has_prefix (sign, "×"))
    {
      *p = skip_spaces (sign + (*sign == 'x' || *sign == 'X' ? 1 : strlen ("×")));
      return 'x';
    }

  return 0;
}

/* "9:16 Uhr" and "9:16 pm" are times. */
static gboolean
is_followed_by_time (const char *p)
{
  static const char *const marks[] = { "am", "pm", "a.m", "p.m", "uhr" };

  p = skip_spaces (p);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i]);

      if (g_ascii_strncasecmp (p, marks[i], length) == 0
          && !g_unichar_isalnum (g_utf8_get_char (p + length)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
take_pair (const Number     *a,
           const Number     *b,
           char              sign,
           GessoPromptRatio *out_ratio)
{
  gboolean are_pixels = a->hundredths >= MIN_PIXELS * 100 && b->hundredths >= MIN_PIXELS * 100
                        && a->hundredths <= MAX_PIXELS * 100 && b->hundredths <= MAX_PIXELS * 100;

  if (sign == 'x'
          ? !are_pixels && !_gesso_prompt_words_is_written_size (a->hundredths, b->hundredths)
          : !_gesso_prompt_words_is_ratio (a->hundredths, b->hundredths))
    return FALSE;

  out_ratio->width = (int) a->hundredths;
  out_ratio->height = (int) b->hundredths;
  if (a->hundredths % 100 == 0 && b->hundredths % 100 == 0)
    {
      out_ratio->width /= 100;
      out_ratio->height /= 100;
    }
  out_ratio->in_numbers = TRUE;
  return TRUE;
}

static gboolean
find_numbers (const char       *text,
              GessoPromptRatio *out_ratio)
{
  char before = ' ';

  for (const char *p = text; *p != '\0'; before = *p++)
    {
      Number a;
      Number b;
      const char *next;
      char sign;

      if (!g_ascii_isdigit (*p) || g_ascii_isalnum (before) || before == ':'
          || !read_number (p, &a))
        continue;
      next = a.end;
      sign = read_sign (&next);
      if (sign == 0 || !read_number (next, &b) || (*b.end == ':' && g_ascii_isdigit (b.end[1]))
          || (sign == ':' && is_followed_by_time (b.end)) || !take_pair (&a, &b, sign, out_ratio))
        continue;

      set_word (out_ratio, p, b.end);
      return TRUE;
    }

  return FALSE;
}

/* Letters, digits and their marks make a word; everything else, also a hyphen, is between. */
static GArray *
split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;

  while (*p != '\0')
    {
      Word word = { .start = (gsize) (p - text) };
      gsize length = 0;
      gunichar character;

      while (
          *p != '\0'
          && (g_unichar_isalnum (character = g_utf8_get_char (p)) || g_unichar_ismark (character)))
        {
          if (length < sizeof word.text - 7)
            length += (gsize) g_unichar_to_utf8 (g_unichar_tolower (character), word.text + length);
          p = g_utf8_next_char (p);
        }
      word.end = (gsize) (p - text);
      word.text[length < sizeof word.text - 7 ? length : 0] = '\0';
      if (word.end > word.start)
        g_array_append_val (words, word);
      if (*p != '\0')
        p = g_utf8_next_char (p);
    }

  return words;
}

/* How many words of the prompt the phrase covers from @index on; 0 when it is not there. */
static guint
match (GArray                *words,
       guint                  index,
       const GessoPromptWord *phrase)
{
  const char *part = phrase->words;

  for (guint n = 1; index + n <= words->len; n++)
    {
      const char *text = g_array_index (words, Word, index + n - 1).text;
      const char *space = strchr (part, ' ');

      if (space == NULL)
        return _gesso_prompt_words_ends (text, part, phrase->in_compounds && n == 1) ? n : 0;
      if (strncmp (text, part, (gsize) (space - part)) != 0 || text[space - part] != '\0')
        return 0;
      part = space + 1;
    }

  return 0;
}

static gboolean
find_words (const char       *text,
            GessoPromptRatio *out_ratio)
{
  g_autoptr (GArray) words = split (text);
  guint n_phrases;
  const GessoPromptWord *phrases = _gesso_prompt_words_list (&n_phrases);
  guint best = 0;

  for (guint i = 0; i < words->len; i++)
    for (guint j = 0; j < n_phrases; j++)
      {
        const Word *first = &g_array_index (words, Word, i);
        guint n;

        if (!phrases[j].in_compounds && first->text[0] != phrases[j].words[0])
          continue;
        n = match (words, i, &phrases[j]);
        if (n <= best)
          continue;
        best = n;
        out_ratio->width = phrases[j].width;
        out_ratio->height = phrases[j].height;
        out_ratio->in_numbers = FALSE;
        set_word (out_ratio, text + first->start,
                  text + g_array_index (words, Word, i + n - 1).end);
      }

  return best > 0;
}

/**
 * gesso_prompt_ratio_find:
 * @prompt: (nullable): valid UTF-8 of any length
 * @out_ratio: (out): overwritten; all 0 when nothing is found
 *
 * Looks for a ratio in numbers or in words, English and German.
 *
 * Returns: whether the prompt asks for one
 */
gboolean
gesso_prompt_ratio_find (const char       *prompt,
                         GessoPromptRatio *out_ratio)
{
  g_autofree char *text = NULL;
  const char *end = prompt;

  g_return_val_if_fail (out_ratio != NULL, FALSE);

  memset (out_ratio, 0, sizeof *out_ratio);
  if (prompt == NULL)
    return FALSE;

  for (guint i = 0; i < MAX_CHARACTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  text = g_utf8_normalize (prompt, end - prompt, G_NORMALIZE_NFC);

  return text != NULL && (find_numbers (text, out_ratio) || find_words (text, out_ratio));
}
