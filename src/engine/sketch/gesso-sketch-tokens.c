/* gesso-sketch-tokens.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tokeniser of prompts: any bytes in, words, quoted texts, numbers and colours out. It never
 * fails and takes time in proportion to the text, whatever the text is. Pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-tokens.h"

#include <string.h>

/* Beyond this a single quotation mark is taken for an apostrophe. */
#define MAX_SINGLE_QUOTED 160

typedef struct
{
  GPtrArray *tokens;
  gboolean no_close[8]; /* per kind of mark: none further on */
} Splitter;

static const struct
{
  gunichar open;
  gunichar close[3];
} marks[] = {
  { '"', { '"', 0x201d, 0 } },  { 0x201c, { 0x201d, '"', 0 } }, { 0x201e, { 0x201c, 0x201d, 0 } },
  { 0x00ab, { 0x00bb, 0, 0 } }, { 0x300c, { 0x300d, 0, 0 } },   { 0x300e, { 0x300f, 0, 0 } },
  { 0x201d, { 0x201d, 0, 0 } }, { 0x00bb, { 0x00ab, 0, 0 } },
};

static void
token_free (gpointer data)
{
  GessoSketchToken *token = data;

  g_free (token->text);
  g_free (token->folded);
  g_free (token);
}

static GessoSketchToken *
add_token (Splitter             *self,
           GessoSketchTokenKind  kind,
           const char           *start,
           gsize                 length)
{
  GessoSketchToken *token = g_new0 (GessoSketchToken, 1);

  token->kind = kind;
  token->text = g_strndup (start, length);
  if (kind == GESSO_SKETCH_TOKEN_WORD)
    {
      g_autofree char *lower = g_utf8_strdown (token->text, -1);

      token->folded = g_utf8_normalize (lower, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    }
  if (token->folded == NULL)
    token->folded = g_strdup (token->text);
  g_ptr_array_add (self->tokens, token);

  return token;
}

static gboolean
is_unspaced (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA
         || script == G_UNICODE_SCRIPT_KATAKANA || c == 0x30fc;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || c == 0x200c || c == 0x200d;
}

static gboolean
is_picture (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_OTHER_SYMBOL || (c >= 0x1f3fb && c <= 0x1f3ff);
}

static const char *
find_close (Splitter   *self,
            guint       mark,
            const char *text)
{
  if (self->no_close[mark])
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      for (guint i = 0; marks[mark].close[i] != 0; i++)
        if (c == marks[mark].close[i])
          return p;
    }
  self->no_close[mark] = TRUE;

  return NULL;
}

/* Returns where reading goes on, or NULL when no quoted text begins here. */
static const char *
take_quote (Splitter   *self,
            const char *text,
            gboolean    after_space)
{
  gunichar c = g_utf8_get_char (text);
  const char *inside = g_utf8_next_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (c == marks[i].open)
      {
        const char *close = find_close (self, i, inside);
        g_autofree char *content = NULL;

        if (close == NULL)
          return NULL;
        content = g_strstrip (g_strndup (inside, (gsize) (close - inside)));
        if (*content != '\0')
          add_token (self, GESSO_SKETCH_TOKEN_QUOTE, content, strlen (content));
        return g_utf8_next_char (close);
      }

  if ((c == '\'' || c == 0x2018) && after_space)
    for (const char *p = inside; *p != '\0' && p - inside < MAX_SINGLE_QUOTED;
         p = g_utf8_next_char (p))
      {
        gunichar d = g_utf8_get_char (p);
        const char *next = g_utf8_next_char (p);

        if (d == '\n')
          break;
        if ((d == '\'' || d == 0x2019) && p > inside && !g_unichar_isalnum (g_utf8_get_char (next)))
          {
            add_token (self, GESSO_SKETCH_TOKEN_QUOTE, inside, (gsize) (p - inside));
            return next;
          }
      }

  return NULL;
}

static const char *
take_hex (Splitter   *self,
          const char *text)
{
  gsize length = 0;

  while (length < 9 && g_ascii_isxdigit (text[1 + length]))
    length++;
  if (length != 3 && length != 4 && length != 6 && length != 8)
    return NULL;
  add_token (self, GESSO_SKETCH_TOKEN_HEX, text + 1, length);

  return text + 1 + length;
}

static const char *
take_number (Splitter   *self,
             const char *text)
{
  const char *p = text;

  while (g_ascii_isdigit (*p))
    p++;
  while (*p != '\0'
         && (g_ascii_isalnum (*p)
             || ((*p == ':' || *p == '.' || *p == '/' || *p == ',') && g_ascii_isdigit (p[1]))))
    p++;
  add_token (self, GESSO_SKETCH_TOKEN_NUMBER, text, (gsize) (p - text));

  return p;
}

static const char *
take_unspaced (Splitter   *self,
               const char *text)
{
  const char *start = text;
  const char *p = text;

  while (*p != '\0' && is_unspaced (g_utf8_get_char (p)))
    {
      gsize length;
      const GessoSketchWord *meaning = gesso_sketch_vocabulary_prefix (p, &length);

      if (meaning == NULL)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      if (p > start)
        add_token (self, GESSO_SKETCH_TOKEN_WORD, start, (gsize) (p - start));
      add_token (self, GESSO_SKETCH_TOKEN_KNOWN, p, length)->meaning = meaning;
      p += length;
      start = p;
    }
  if (p > start)
    add_token (self, GESSO_SKETCH_TOKEN_WORD, start, (gsize) (p - start));

  return p;
}

static const char *
take_word (Splitter   *self,
           const char *text,
           gboolean    hyphened)
{
  const char *p = text;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);

      if (is_unspaced (c) || !(is_letter (c) || g_unichar_isdigit (c)))
        break;
      p = g_utf8_next_char (p);
    }
  add_token (self, GESSO_SKETCH_TOKEN_WORD, text, (gsize) (p - text))->hyphened = hyphened;

  return p;
}

static const char *
take_picture (Splitter   *self,
              const char *text)
{
  const char *p = g_utf8_next_char (text);

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);

      if (!(g_unichar_ismark (c) || c == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff)
            || (p > text && g_utf8_get_char (g_utf8_prev_char (p)) == 0x200d)))
        break;
      p = g_utf8_next_char (p);
    }
  add_token (self, GESSO_SKETCH_TOKEN_WORD, text, (gsize) (p - text));

  return p;
}

static void
take_mark (Splitter *self,
           gunichar  c)
{
  GessoSketchTokenKind kind;

  switch (c)
    {
    case ',':
    case ';':
    case 0x3001:
    case 0xff0c:
    case 0x060c:
    case '(':
    case ')':
      kind = GESSO_SKETCH_TOKEN_COMMA;
      break;
    case '.':
    case '!':
    case '?':
    case '\n':
    case 0x3002:
    case 0x0964:
    case 0x061f:
      kind = GESSO_SKETCH_TOKEN_END;
      break;
    default:
      return;
    }
  if (self->tokens->len > 0)
    {
      GessoSketchToken *last = g_ptr_array_index (self->tokens, self->tokens->len - 1);

      if (last->kind == kind)
        return;
    }
  add_token (self, kind, "", 0);
}

static void
split (Splitter   *self,
       const char *text)
{
  gboolean after_space = TRUE;
  gboolean hyphened = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = take_quote (self, p, after_space);

      if (next == NULL && c == '#')
        next = take_hex (self, p);
      else if (next == NULL && g_ascii_isdigit (*p))
        next = take_number (self, p);
      else if (next == NULL && is_unspaced (c))
        next = take_unspaced (self, p);
      else if (next == NULL && is_letter (c) && !g_unichar_ismark (c))
        next = take_word (self, p, hyphened);
      else if (next == NULL && is_picture (c))
        next = take_picture (self, p);
      else if (next == NULL)
        take_mark (self, c);

      hyphened = next == NULL && (c == '-' || c == 0x2010 || c == 0x2011) && !after_space;
      after_space = next == NULL && (g_unichar_isspace (c) || g_unichar_ispunct (c));
      p = next != NULL ? next : g_utf8_next_char (p);
    }
}

/**
 * gesso_sketch_tokens_split:
 * @text: (nullable): any bytes
 * @max_chars: how much is read, in characters
 * @out_cut: (out) (optional): whether there was more
 *
 * Returns: (transfer full) (element-type GessoSketchToken): the tokens
 */
GPtrArray *
gesso_sketch_tokens_split (const char *text,
                           guint       max_chars,
                           gboolean   *out_cut)
{
  g_autofree char *valid = NULL;
  Splitter self = { 0 };
  gboolean cut;

  self.tokens = g_ptr_array_new_with_free_func (token_free);
  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  cut = g_utf8_strlen (valid, -1) > (glong) max_chars;
  if (cut)
    *g_utf8_offset_to_pointer (valid, max_chars) = '\0';
  if (out_cut != NULL)
    *out_cut = cut;
  split (&self, valid);

  return self.tokens;
}

/**
 * gesso_sketch_tokens_peek:
 * @tokens: (element-type GessoSketchToken): the tokens of a text
 * @at: which one, the first is 0
 *
 * Returns: (nullable) (transfer none): the token, %NULL behind the last one
 */
const GessoSketchToken *
gesso_sketch_tokens_peek (GPtrArray *tokens,
                          guint      at)
{
  return at < tokens->len ? g_ptr_array_index (tokens, at) : NULL;
}

/**
 * gesso_sketch_tokens_resolve:
 * @tokens: (element-type GessoSketchToken): the tokens of a text
 * @at: where the phrase begins
 * @out_n: (out): how many tokens it takes, at least 1
 *
 * Finds the longest phrase of the vocabulary that begins there.
 *
 * Returns: (nullable) (transfer none): what it means
 */
const GessoSketchWord *
gesso_sketch_tokens_resolve (GPtrArray *tokens,
                             guint      at,
                             guint     *out_n)
{
  const GessoSketchToken *token = gesso_sketch_tokens_peek (tokens, at);
  const GessoSketchWord *found = NULL;
  g_autoptr (GString) phrase = NULL;
  g_autoptr (GString) hyphened = NULL;

  *out_n = 1;
  if (token == NULL)
    return NULL;
  if (token->kind == GESSO_SKETCH_TOKEN_KNOWN)
    return token->meaning;
  if (token->kind != GESSO_SKETCH_TOKEN_WORD)
    return NULL;

  phrase = g_string_new (NULL);
  hyphened = g_string_new (NULL);
  for (guint n = 0; n < GESSO_SKETCH_MAX_PHRASE; n++)
    {
      const GessoSketchToken *next = gesso_sketch_tokens_peek (tokens, at + n);
      const GessoSketchWord *word;

      if (next == NULL || next->kind != GESSO_SKETCH_TOKEN_WORD || strlen (next->folded) > 60)
        break;
      if (n > 0)
        {
          g_string_append_c (phrase, ' ');
          g_string_append_c (hyphened, next->hyphened ? '-' : ' ');
        }
      g_string_append (phrase, next->folded);
      g_string_append (hyphened, next->folded);
      word = gesso_sketch_vocabulary_lookup (hyphened->str);
      if (word == NULL)
        word = gesso_sketch_vocabulary_lookup (phrase->str);
      if (word == NULL)
        word = gesso_sketch_vocabulary_stem (phrase->str);
      if (word != NULL)
        {
          found = word;
          *out_n = n + 1;
        }
    }

  return found;
}

/**
 * gesso_sketch_tokens_words:
 * @tokens: (element-type GessoSketchToken): the tokens of a text
 * @at: the first one
 * @n: how many; all of them exist
 *
 * Returns: (transfer full): them as they were written
 */
char *
gesso_sketch_tokens_words (GPtrArray *tokens,
                           guint      at,
                           guint      n)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = at; i < at + n; i++)
    {
      const GessoSketchToken *token = gesso_sketch_tokens_peek (tokens, i);

      if (i > at)
        g_string_append_c (words, token->hyphened ? '-' : ' ');
      g_string_append (words, token->text);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
