/* gesso-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-size.h"

#include <string.h>

/* GessoSize is a plain value: width and height of a picture in pixels, or "auto". It knows nothing
 * of what a model accepts; that is GessoSizeRule's business. Nobody owns it, any thread may use
 * its own copy, and the boxed type exists only so that it can be a property. */

/* Longer numbers cannot be a picture; this also keeps width × height far from overflow. */
#define MAX_DIGITS 7

static GessoSize *
size_copy (const GessoSize *self)
{
  GessoSize *copy = g_new (GessoSize, 1);

  *copy = *self;
  return copy;
}

G_DEFINE_BOXED_TYPE (GessoSize, gesso_size, size_copy, g_free)

/* Reads digits at *text and leaves *text behind them. */
static gboolean
read_side (const char **text,
           int         *out_side)
{
  int value = 0;
  int n_digits = 0;

  while (g_ascii_isdigit (**text))
    {
      if (++n_digits > MAX_DIGITS)
        return FALSE;
      value = value * 10 + g_ascii_digit_value (**text);
      (*text)++;
    }

  *out_side = value;
  return value > 0;
}

static void
skip_blanks (const char **text)
{
  while (g_ascii_isspace (**text))
    (*text)++;
}

/**
 * gesso_size_parse:
 * @text: (nullable): "1536x1024", with "x", "X", "*" or "×" between the numbers, or "auto"
 * @out_size: (out): set only on success
 *
 * Reads a size as people and services write it. Both sides are at least 1; "0x0" is an error and
 * not "auto". Blanks around the numbers are ignored.
 *
 * Returns: whether @text is a size
 */
gboolean
gesso_size_parse (const char *text,
                  GessoSize  *out_size)
{
  GessoSize size;

  g_return_val_if_fail (out_size != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  skip_blanks (&text);
  if (g_ascii_strncasecmp (text, "auto", 4) == 0)
    {
      size = GESSO_SIZE_AUTO;
      text += 4;
    }
  else
    {
      if (!read_side (&text, &size.width))
        return FALSE;
      skip_blanks (&text);
      if (*text == 'x' || *text == 'X' || *text == '*')
        text += 1;
      else if (g_str_has_prefix (text, "×"))
        text += strlen ("×");
      else
        return FALSE;
      skip_blanks (&text);
      if (!read_side (&text, &size.height))
        return FALSE;
    }

  skip_blanks (&text);
  if (*text != '\0')
    return FALSE;

  *out_size = size;
  return TRUE;
}

/**
 * gesso_size_to_string:
 * @self: a size
 *
 * Writes a size the way services spell it.
 *
 * Returns: (transfer full): "auto" or "1536x1024"
 */
char *
gesso_size_to_string (const GessoSize *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (gesso_size_is_auto (self))
    return g_strdup ("auto");

  return g_strdup_printf ("%dx%d", self->width, self->height);
}

/**
 * gesso_size_is_auto:
 * @self: a size
 *
 * Returns: whether the service chooses the size
 */
gboolean
gesso_size_is_auto (const GessoSize *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->width == 0 && self->height == 0;
}

/**
 * gesso_size_equal:
 * @a: a size
 * @b: another size
 *
 * Returns: whether both have the same width and height
 */
gboolean
gesso_size_equal (const GessoSize *a,
                  const GessoSize *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->width == b->width && a->height == b->height;
}

/**
 * gesso_size_get_pixels:
 * @self: a size
 *
 * Returns: the area in pixels; 0 for "auto"
 */
gint64
gesso_size_get_pixels (const GessoSize *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) self->width * self->height;
}

/**
 * gesso_size_swap:
 * @self: a size
 *
 * Returns: the size with its sides exchanged
 */
GessoSize
gesso_size_swap (const GessoSize *self)
{
  g_return_val_if_fail (self != NULL, GESSO_SIZE_AUTO);

  return (GessoSize){ self->height, self->width };
}
