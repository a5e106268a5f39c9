/* gesso-json-scanner.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-json-scanner.h"

#include <string.h>

/* GessoJsonScanner
 *
 * Reads one JSON text (RFC 8259) from pieces of any length and gives tokens. Owned by whoever reads
 * the text; pure, on any one thread. Memory does not grow with the text: only the path, the number
 * or the collected string at hand are kept, each within its limit. A string value that the sink
 * wants streamed is decoded and handed on as it comes.
 *
 * More forgiving than the standard in one point: raw control characters inside strings are taken as
 * they are, since an event stream may have put a line feed there.
 *
 * Order of life: new, push any number of times, finish once; reset makes it new again.
 */

#define MAX_LITERAL 64

typedef enum
{
  STATE_VALUE,
  STATE_VALUE_OR_END,
  STATE_KEY,
  STATE_KEY_OR_END,
  STATE_COLON,
  STATE_AFTER_VALUE,
  STATE_STRING,
  STATE_ESCAPE,
  STATE_HEX,
  STATE_LITERAL,
  STATE_DONE,
} State;

typedef struct
{
  gboolean is_array;
  guint64 n_begun;
  GString *key; /* (owned) */
} Level;

struct _GessoJsonScanner
{
  GessoJsonLimits limits;
  GessoJsonSink sink;
  gpointer user_data;

  State state;
  Level *levels; /* (owned): limits.max_depth of them */
  guint depth;
  guint64 n_values;
  gsize n_collected;
  GError *failure; /* (owned) (nullable): stays */

  GString *text; /* (owned): the collected string or the literal */
  gboolean in_key;
  GessoJsonWish wish;
  gboolean cut;
  guint32 hex;
  guint n_hex;
  guint32 high; /* a high surrogate that waits for its other half, or 0 */
  guint8 utf8[4];
  guint n_utf8;
  guint utf8_length;
};

static gboolean
fail (GessoJsonScanner *self,
      GessoJsonError    code,
      const char       *what)
{
  if (self->failure == NULL)
    self->failure = g_error_new (GESSO_JSON_ERROR, (int) code, "JSON: %s", what);
  return FALSE;
}

/* Characters out */

static gboolean
keep_text (GessoJsonScanner *self,
           const char       *bytes,
           gsize             length,
           gboolean          whole)
{
  gsize limit = self->in_key ? self->limits.max_key : self->limits.max_string;
  gsize room = limit - MIN (limit, self->text->len);

  if (self->cut)
    return TRUE;
  if (length > room)
    {
      if (self->in_key)
        return fail (self, GESSO_JSON_ERROR_TOO_LARGE, "a member's name is too long");
      self->cut = TRUE;
      length = whole ? 0 : room;
    }
  if (length > self->limits.max_collected - self->n_collected)
    return fail (self, GESSO_JSON_ERROR_TOO_LARGE, "too much text");
  self->n_collected += length;
  g_string_append_len (self->text, bytes, (gssize) length);
  return TRUE;
}

/* @whole: the bytes are one character and may not be cut. */
static gboolean
emit (GessoJsonScanner *self,
      const char       *bytes,
      gsize             length,
      gboolean          whole)
{
  if (self->in_key || self->wish == GESSO_JSON_WISH_COLLECT)
    return keep_text (self, bytes, length, whole);
  if (self->wish == GESSO_JSON_WISH_STREAM && self->sink.stream != NULL)
    self->sink.stream (self, bytes, length, self->user_data);
  return TRUE;
}

static gboolean
emit_character (GessoJsonScanner *self,
                guint32           character)
{
  char utf8[6];

  if (character == 0 && self->in_key)
    character = 0xfffd;
  return emit (self, utf8, (gsize) g_unichar_to_utf8 (character, utf8), TRUE);
}

/* What was begun and is not continued becomes U+FFFD. */
static gboolean
flush_unfinished (GessoJsonScanner *self)
{
  gboolean broken = self->high != 0 || self->n_utf8 != 0;

  self->high = 0;
  self->n_utf8 = 0;
  return !broken || emit_character (self, 0xfffd);
}

static gboolean
push_utf8_first (GessoJsonScanner *self,
                 guint8            byte)
{
  if (byte >= 0xc2 && byte <= 0xf4)
    {
      self->utf8_length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      self->utf8[0] = byte;
      self->n_utf8 = 1;
      return TRUE;
    }
  return emit_character (self, 0xfffd);
}

/* Unicode, table 3-7: which second bytes are well-formed. */
static gboolean
is_continuation (GessoJsonScanner *self,
                 guint8            byte)
{
  guint8 low = 0x80, high = 0xbf;

  if (self->n_utf8 == 1)
    {
      if (self->utf8[0] == 0xe0)
        low = 0xa0;
      else if (self->utf8[0] == 0xed)
        high = 0x9f;
      else if (self->utf8[0] == 0xf0)
        low = 0x90;
      else if (self->utf8[0] == 0xf4)
        high = 0x8f;
    }
  return byte >= low && byte <= high;
}

static gboolean
push_utf8 (GessoJsonScanner *self,
           guint8            byte)
{
  if (self->high != 0 && !flush_unfinished (self))
    return FALSE;
  if (self->n_utf8 > 0 && !is_continuation (self, byte) && !flush_unfinished (self))
    return FALSE;
  if (self->n_utf8 == 0)
    return push_utf8_first (self, byte);
  self->utf8[self->n_utf8++] = byte;
  if (self->n_utf8 < self->utf8_length)
    return TRUE;
  self->n_utf8 = 0;
  return emit (self, (const char *) self->utf8, self->utf8_length, TRUE);
}

static gboolean
end_hex (GessoJsonScanner *self)
{
  guint32 unit = self->hex;

  self->state = STATE_STRING;
  if (self->high != 0 && unit >= 0xdc00 && unit <= 0xdfff)
    {
      guint32 character = 0x10000 + ((self->high - 0xd800) << 10) + (unit - 0xdc00);

      self->high = 0;
      return emit_character (self, character);
    }
  if (!flush_unfinished (self))
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      self->high = unit;
      return TRUE;
    }
  return emit_character (self, unit >= 0xdc00 && unit <= 0xdfff ? 0xfffd : unit);
}

/* Tokens */

static void
value_done (GessoJsonScanner *self)
{
  self->state = self->depth == 0 ? STATE_DONE : STATE_AFTER_VALUE;
}

static gboolean
begin_value (GessoJsonScanner *self)
{
  if (++self->n_values > self->limits.max_values)
    return fail (self, GESSO_JSON_ERROR_TOO_LARGE, "too many values");
  if (self->depth > 0)
    self->levels[self->depth - 1].n_begun++;
  return TRUE;
}

static gboolean
begin_container (GessoJsonScanner *self,
                 gboolean          is_array)
{
  Level *level;

  if (self->depth >= self->limits.max_depth)
    return fail (self, GESSO_JSON_ERROR_TOO_LARGE, "too deep");
  if (self->sink.begin != NULL)
    self->sink.begin (self, is_array, self->user_data);
  level = &self->levels[self->depth++];
  level->is_array = is_array;
  level->n_begun = 0;
  if (level->key == NULL)
    level->key = g_string_new (NULL);
  g_string_truncate (level->key, 0);
  self->state = is_array ? STATE_VALUE_OR_END : STATE_KEY_OR_END;
  return TRUE;
}

static gboolean
end_container (GessoJsonScanner *self,
               gboolean          is_array)
{
  if (self->depth == 0 || self->levels[self->depth - 1].is_array != is_array)
    return fail (self, GESSO_JSON_ERROR_SYNTAX, "a bracket that does not fit");
  self->depth--;
  if (self->sink.end != NULL)
    self->sink.end (self, is_array, self->user_data);
  value_done (self);
  return TRUE;
}

static void
begin_string (GessoJsonScanner *self,
              gboolean          in_key)
{
  self->in_key = in_key;
  self->cut = FALSE;
  self->high = 0;
  self->n_utf8 = 0;
  g_string_truncate (self->text, 0);
  self->wish = GESSO_JSON_WISH_COLLECT;
  if (!in_key && self->sink.choose != NULL)
    self->wish = self->sink.choose (self, self->user_data);
  self->state = STATE_STRING;
}

static gboolean
end_string (GessoJsonScanner *self)
{
  if (!flush_unfinished (self))
    return FALSE;
  if (self->in_key)
    {
      GString *key = self->levels[self->depth - 1].key;

      g_string_truncate (key, 0);
      g_string_append_len (key, self->text->str, (gssize) self->text->len);
      self->state = STATE_COLON;
      return TRUE;
    }
  if (self->wish == GESSO_JSON_WISH_COLLECT && self->sink.string != NULL)
    self->sink.string (self, self->text->str, self->text->len, self->cut, self->user_data);
  else if (self->wish == GESSO_JSON_WISH_STREAM && self->sink.stream_end != NULL)
    self->sink.stream_end (self, self->user_data);
  value_done (self);
  return TRUE;
}

static const char *
skip_digits (const char *c)
{
  while (g_ascii_isdigit (*c))
    c++;
  return c;
}

/* RFC 8259, section 6. */
static gboolean
is_number (const char *c)
{
  const char *start;

  if (*c == '-')
    c++;
  start = c;
  c = skip_digits (c);
  if (c == start || (*start == '0' && c - start > 1))
    return FALSE;
  if (*c == '.')
    {
      start = ++c;
      c = skip_digits (c);
      if (c == start)
        return FALSE;
    }
  if (*c == 'e' || *c == 'E')
    {
      c++;
      if (*c == '+' || *c == '-')
        c++;
      start = c;
      c = skip_digits (c);
      if (c == start)
        return FALSE;
    }
  return *c == '\0';
}

static gboolean
end_literal (GessoJsonScanner *self)
{
  const char *text = self->text->str;

  if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0 && strcmp (text, "null") != 0
      && !is_number (text))
    return fail (self, GESSO_JSON_ERROR_SYNTAX, "a word or number that is none");
  if (self->sink.literal != NULL)
    self->sink.literal (self, text, self->user_data);
  value_done (self);
  return TRUE;
}

/* Bytes in */

static gboolean
push_value_start (GessoJsonScanner *self,
                  char              c)
{
  if (c == ']' && self->state == STATE_VALUE_OR_END)
    return end_container (self, TRUE);
  if (!begin_value (self))
    return FALSE;
  if (c == '{' || c == '[')
    return begin_container (self, c == '[');
  if (c == '"')
    {
      begin_string (self, FALSE);
      return TRUE;
    }
  if (c == '-' || g_ascii_isalnum (c))
    {
      g_string_truncate (self->text, 0);
      g_string_append_c (self->text, c);
      self->state = STATE_LITERAL;
      return TRUE;
    }
  return fail (self, GESSO_JSON_ERROR_SYNTAX, "a value was expected");
}

static gboolean
push_structure (GessoJsonScanner *self,
                char              c)
{
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
    return TRUE;

  switch (self->state)
    {
    case STATE_VALUE:
    case STATE_VALUE_OR_END:
      return push_value_start (self, c);

    case STATE_KEY:
    case STATE_KEY_OR_END:
      if (c == '}' && self->state == STATE_KEY_OR_END)
        return end_container (self, FALSE);
      if (c != '"')
        return fail (self, GESSO_JSON_ERROR_SYNTAX, "a member's name was expected");
      begin_string (self, TRUE);
      return TRUE;

    case STATE_COLON:
      if (c != ':')
        return fail (self, GESSO_JSON_ERROR_SYNTAX, "a colon was expected");
      self->state = STATE_VALUE;
      return TRUE;

    case STATE_AFTER_VALUE:
      if (c == ',')
        {
          self->state = self->levels[self->depth - 1].is_array ? STATE_VALUE : STATE_KEY;
          return TRUE;
        }
      if (c == '}' || c == ']')
        return end_container (self, c == ']');
      return fail (self, GESSO_JSON_ERROR_SYNTAX, "a comma or an end was expected");

    default:
      return fail (self, GESSO_JSON_ERROR_SYNTAX, "something follows the end");
    }
}

static gboolean
push_escape (GessoJsonScanner *self,
             char              c)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (c == 'u')
    {
      self->hex = 0;
      self->n_hex = 0;
      self->state = STATE_HEX;
      return TRUE;
    }
  found = c != '\0' ? strchr (from, c) : NULL;
  if (found == NULL)
    return fail (self, GESSO_JSON_ERROR_SYNTAX, "an unknown escape");
  self->state = STATE_STRING;
  return flush_unfinished (self) && emit (self, &to[found - from], 1, TRUE);
}

static gboolean
push_hex (GessoJsonScanner *self,
          char              c)
{
  int digit = g_ascii_xdigit_value (c);

  if (digit < 0)
    return fail (self, GESSO_JSON_ERROR_SYNTAX, "a bad escape");
  self->hex = self->hex << 4 | (guint32) digit;
  return ++self->n_hex < 4 || end_hex (self);
}

static gsize
plain_run (const guint8 *bytes,
           gsize         length)
{
  gsize n = 0;

  while (n < length && bytes[n] != '"' && bytes[n] != '\\' && bytes[n] != 0 && bytes[n] < 0x80)
    n++;
  return n;
}

/* Inside a string: takes a run of plain characters at once. Gives how much was used. */
static gboolean
push_string (GessoJsonScanner *self,
             const guint8     *bytes,
             gsize             length,
             gsize            *used)
{
  gsize n = plain_run (bytes, length);

  if (n > 0)
    {
      *used = n;
      return flush_unfinished (self) && emit (self, (const char *) bytes, n, FALSE);
    }
  *used = 1;
  if (*bytes == '"')
    return end_string (self);
  if (*bytes == '\\')
    {
      /* A high surrogate still waits: its other half is an escape too. */
      self->state = STATE_ESCAPE;
      return self->n_utf8 == 0 || flush_unfinished (self);
    }
  if (*bytes == 0)
    return flush_unfinished (self) && emit_character (self, 0);
  return push_utf8 (self, *bytes);
}

static gboolean
push_literal (GessoJsonScanner *self,
              char              c,
              gsize            *used)
{
  if (!g_ascii_isalnum (c) && c != '+' && c != '-' && c != '.')
    {
      *used = 0;
      return end_literal (self);
    }
  if (self->text->len >= MAX_LITERAL)
    return fail (self, GESSO_JSON_ERROR_SYNTAX, "a word or number that is too long");
  g_string_append_c (self->text, c);
  return TRUE;
}

static gboolean
push_some (GessoJsonScanner *self,
           const guint8     *bytes,
           gsize             length,
           gsize            *used)
{
  *used = 1;
  switch (self->state)
    {
    case STATE_STRING:
      return push_string (self, bytes, length, used);

    case STATE_ESCAPE:
      return push_escape (self, (char) *bytes);

    case STATE_HEX:
      return push_hex (self, (char) *bytes);

    case STATE_LITERAL:
      return push_literal (self, (char) *bytes, used);

    default:
      return push_structure (self, (char) *bytes);
    }
}

/**
 * gesso_json_scanner_new:
 * @limits: (nullable): copied; NULL for GESSO_JSON_LIMITS_DEFAULT
 * @sink: copied
 * @user_data: for @sink
 *
 * Returns: (transfer full): a scanner
 */
GessoJsonScanner *
gesso_json_scanner_new (const GessoJsonLimits *limits,
                        const GessoJsonSink   *sink,
                        gpointer               user_data)
{
  static const GessoJsonLimits standard = GESSO_JSON_LIMITS_DEFAULT;
  GessoJsonScanner *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoJsonScanner, 1);
  self->limits = limits != NULL ? *limits : standard;
  self->sink = *sink;
  self->user_data = user_data;
  self->levels = g_new0 (Level, MAX (self->limits.max_depth, 1));
  self->text = g_string_new (NULL);
  self->state = STATE_VALUE;
  return self;
}

/**
 * gesso_json_scanner_free:
 * @self: (transfer full): a scanner
 */
void
gesso_json_scanner_free (GessoJsonScanner *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->limits.max_depth; i++)
    if (self->levels[i].key != NULL)
      g_string_free (self->levels[i].key, TRUE);
  g_free (self->levels);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->failure);
  g_free (self);
}

/**
 * gesso_json_scanner_reset:
 * @self: a scanner
 *
 * Makes ready for another text.
 */
void
gesso_json_scanner_reset (GessoJsonScanner *self)
{
  g_return_if_fail (self != NULL);

  self->state = STATE_VALUE;
  self->depth = 0;
  self->n_values = 0;
  self->n_collected = 0;
  g_string_truncate (self->text, 0);
  g_clear_error (&self->failure);
}

/**
 * gesso_json_scanner_push:
 * @self: a scanner
 * @bytes: (array length=length): the next bytes of the text, cut anywhere
 * @length: number of bytes
 * @error: GESSO_JSON_ERROR_SYNTAX, GESSO_JSON_ERROR_TOO_LARGE; every later call gives the same
 *
 * Reads on. The sink is called from inside; it may not free or reset the scanner.
 *
 * Returns: FALSE with @error set when the text is not JSON or beyond a limit
 */
gboolean
gesso_json_scanner_push (GessoJsonScanner  *self,
                         const void        *bytes,
                         gsize              length,
                         GError           **error)
{
  const guint8 *next = bytes;

  g_return_val_if_fail (self != NULL, FALSE);

  while (length > 0 && self->failure == NULL)
    {
      gsize used;

      if (!push_some (self, next, length, &used))
        break;
      next += used;
      length -= used;
    }
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * gesso_json_scanner_finish:
 * @self: a scanner
 * @error: as for gesso_json_scanner_push(); when no push failed and this does, the text was cut
 *
 * Says that the text has ended.
 *
 * Returns: FALSE with @error set when it is not whole
 */
gboolean
gesso_json_scanner_finish (GessoJsonScanner  *self,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->failure == NULL && self->state == STATE_LITERAL && self->depth == 0)
    (void) end_literal (self);
  if (self->failure == NULL && self->state != STATE_DONE)
    (void) fail (self, GESSO_JSON_ERROR_SYNTAX, "the text ends early");
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * gesso_json_scanner_is_complete:
 * @self: a scanner
 *
 * Returns: TRUE when the root value is closed (a root that is a number or word never is before
 *   gesso_json_scanner_finish())
 */
gboolean
gesso_json_scanner_is_complete (GessoJsonScanner *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->failure == NULL && self->state == STATE_DONE;
}

/**
 * gesso_json_scanner_get_depth:
 * @self: a scanner
 *
 * Returns: how many objects and arrays are open around the current value
 */
guint
gesso_json_scanner_get_depth (GessoJsonScanner *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->depth;
}

/**
 * gesso_json_scanner_get_key:
 * @self: a scanner
 * @level: 0 for the root container, up to the depth, exclusive
 *
 * Returns: (nullable): the name of the member that the path goes through at that level; NULL when
 *   that is an array
 */
const char *
gesso_json_scanner_get_key (GessoJsonScanner *self,
                            guint             level)
{
  g_return_val_if_fail (self != NULL && level < self->depth, NULL);

  return self->levels[level].is_array ? NULL : self->levels[level].key->str;
}

/**
 * gesso_json_scanner_get_index:
 * @self: a scanner
 * @level: 0 for the root container, up to the depth, exclusive
 *
 * Returns: the number of the element, from 0, that the path goes through at that level
 */
guint64
gesso_json_scanner_get_index (GessoJsonScanner *self,
                              guint             level)
{
  g_return_val_if_fail (self != NULL && level < self->depth, 0);

  return MAX (self->levels[level].n_begun, 1) - 1;
}

/**
 * gesso_json_scanner_matches:
 * @self: a scanner
 * @pattern: member names joined by dots, "[]" for any element: "data[].url", "output", "[]"
 *
 * Returns: TRUE when the whole path of the current value is like @pattern
 */
gboolean
gesso_json_scanner_matches (GessoJsonScanner *self,
                            const char       *pattern)
{
  g_return_val_if_fail (self != NULL && pattern != NULL, FALSE);

  for (guint i = 0; i < self->depth; i++)
    {
      const Level *level = &self->levels[i];

      if (level->is_array)
        {
          if (!g_str_has_prefix (pattern, "[]"))
            return FALSE;
          pattern += 2;
        }
      else
        {
          gsize length = strcspn (pattern, ".[");

          if (length == 0 || length != level->key->len
              || memcmp (pattern, level->key->str, length) != 0)
            return FALSE;
          pattern += length;
        }
      if (*pattern == '.')
        pattern++;
    }
  return *pattern == '\0';
}
