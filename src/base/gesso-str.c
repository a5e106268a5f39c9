/* gesso-str.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-str.h"

#include <string.h>

/**
 * gesso_set_str:
 * @field: (inout) (nullable): a string field that is owned by its holder
 * @value: (nullable): the new value, copied
 *
 * Puts a copy of @value into @field and frees the old string, unless both are equal.
 * @value may point into the old string.
 *
 * Returns: %TRUE if the field changed
 */
gboolean
gesso_set_str (char       **field,
               const char  *value)
{
  char *copy;

  g_return_val_if_fail (field != NULL, FALSE);

  if (*field == value || (*field != NULL && value != NULL && strcmp (*field, value) == 0))
    return FALSE;

  copy = g_strdup (value);
  g_free (*field);
  *field = copy;
  return TRUE;
}

/**
 * gesso_str_count:
 * @text: (nullable): valid UTF-8
 *
 * Counts Unicode characters (code points), the unit in which services state their limits.
 *
 * Returns: the number of characters; 0 for %NULL
 */
gsize
gesso_str_count (const char *text)
{
  gsize n = 0;

  if (text == NULL)
    return 0;

  /* Every byte that is not a continuation starts a character; this does not stop at LONG_MAX. */
  for (const char *p = text; *p != '\0'; p++)
    if (((guchar) *p & 0xc0) != 0x80)
      n++;
  return n;
}

/**
 * gesso_str_make_valid:
 * @bytes: (nullable): bytes that are hoped to be UTF-8
 * @length: number of bytes, or -1 up to the first NUL
 *
 * Copies @bytes with every invalid sequence, and every NUL byte inside @length, replaced by
 * U+FFFD.
 *
 * Returns: (transfer full) (not nullable): valid UTF-8; an empty string for %NULL
 */
char *
gesso_str_make_valid (const char *bytes,
                      gssize      length)
{
  if (bytes == NULL)
    return g_strdup ("");
  return g_utf8_make_valid (bytes, length);
}

static gboolean
continues_cluster (gunichar character)
{
  return g_unichar_ismark (character) || character == 0x200d
         || (character >= 0xfe00 && character <= 0xfe0f)
         || (character >= 0x1f3fb && character <= 0x1f3ff);
}

/**
 * gesso_str_ellipsize:
 * @text: (nullable): valid UTF-8
 * @max_characters: the greatest length of the result in characters, at least 1
 *
 * Shortens @text for a title or a log line: what is too long ends in "…". Marks are not torn
 * from their letters, and no white space stays before the ellipsis.
 *
 * Returns: (transfer full) (not nullable): at most @max_characters characters
 */
char *
gesso_str_ellipsize (const char *text,
                     gsize       max_characters)
{
  const char *end;

  g_return_val_if_fail (max_characters >= 1, g_strdup (""));

  if (text == NULL)
    return g_strdup ("");
  if (gesso_str_count (text) <= max_characters)
    return g_strdup (text);

  end = g_utf8_offset_to_pointer (text, (glong) max_characters - 1);
  while (end > text && continues_cluster (g_utf8_get_char (end)))
    end = g_utf8_prev_char (end);
  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/**
 * gesso_str_is_empty:
 * @text: (nullable): valid UTF-8
 *
 * Returns: %TRUE if @text is %NULL, empty or only white space
 */
gboolean
gesso_str_is_empty (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/**
 * gesso_str_wipe_free:
 * @text: (transfer full) (nullable): a key, or something with a key in it
 *
 * Frees a text whose bytes shall not stay behind in memory.
 */
void
gesso_str_wipe_free (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
