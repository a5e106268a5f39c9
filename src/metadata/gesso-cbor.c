/* gesso-cbor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCbor reads CBOR (RFC 8949) into a small tree: enough for content credentials, with limits
 * on depth and on the number of items, since the data comes from anywhere. The tree belongs to
 * who parsed; pure, any one thread. Floating-point numbers are stepped over.
 */

#include "config.h"

#include "metadata/gesso-cbor.h"

#include <string.h>

#define MAX_DEPTH 24
#define MAX_ITEMS 65536

typedef struct
{
  const guint8 *data;
  gsize length;
  guint n_items;
} Input;

static GessoCbor *parse_item (Input *input, guint depth);

static GessoCbor *
new_item (GessoCborType type,
          guint64       value)
{
  GessoCbor *item = g_new0 (GessoCbor, 1);

  item->type = type;
  item->value = value;
  return item;
}

/* The number behind the first byte; FALSE at the end, and for reserved lengths. */
static gboolean
read_number (Input   *input,
             guint8   low,
             guint64 *out)
{
  gsize n = low < 24 ? 0 : (gsize) 1 << (low - 24);

  if (low > 27 || input->length < n)
    return FALSE;

  *out = low < 24 ? low : 0;
  for (gsize i = 0; i < n; i++)
    *out = *out << 8 | input->data[i];
  input->data += n;
  input->length -= n;
  return TRUE;
}

static gboolean
at_break (Input *input)
{
  if (input->length == 0 || input->data[0] != 0xff)
    return FALSE;

  input->data++;
  input->length--;
  return TRUE;
}

static gboolean
append_run (Input      *input,
            GByteArray *out,
            guint64     length)
{
  if (length > input->length || length > G_MAXINT)
    return FALSE;

  g_byte_array_append (out, input->data, (guint) length);
  input->data += length;
  input->length -= (gsize) length;
  return TRUE;
}

/* A string comes at once, or in pieces of its own type up to a break. */
static GessoCbor *
parse_string (Input         *input,
              GessoCborType  type,
              guint8         low)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GessoCbor *item;
  guint64 length;

  if (low != 31)
    {
      if (!read_number (input, low, &length) || !append_run (input, out, length))
        return NULL;
    }
  else
    {
      while (!at_break (input))
        {
          guint8 head;

          if (input->length == 0)
            return NULL;
          head = *input->data++;
          input->length--;
          if (head >> 5 != (type == GESSO_CBOR_BYTES ? 2 : 3)
              || !read_number (input, head & 31, &length) || !append_run (input, out, length))
            return NULL;
        }
    }

  item = new_item (type, 0);
  item->length = out->len;
  g_byte_array_append (out, (const guint8 *) "", 1);
  item->data = g_byte_array_free (g_steal_pointer (&out), FALSE);
  return item;
}

static GessoCbor *
parse_container (Input         *input,
                 GessoCborType  type,
                 guint8         low,
                 guint          depth)
{
  g_autoptr (GessoCbor) item = new_item (type, 0);
  gboolean is_open = low == 31;
  guint64 n = 0;

  if (!is_open && !read_number (input, low, &n))
    return NULL;
  if (type == GESSO_CBOR_TAG)
    {
      item->value = n;
      n = 1;
      if (is_open)
        return NULL;
    }
  if (n > MAX_ITEMS)
    return NULL;
  if (type == GESSO_CBOR_MAP)
    n *= 2;

  item->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_cbor_free);
  while (is_open ? !at_break (input) : item->items->len < n)
    {
      GessoCbor *child = parse_item (input, depth + 1);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (item->items, child);
    }
  if (type == GESSO_CBOR_MAP && item->items->len % 2 != 0)
    return NULL;

  return g_steal_pointer (&item);
}

static GessoCbor *
parse_item (Input *input,
            guint  depth)
{
  guint64 value;
  guint8 head;

  if (input->length == 0 || depth > MAX_DEPTH || ++input->n_items > MAX_ITEMS)
    return NULL;

  head = *input->data++;
  input->length--;
  switch (head >> 5)
    {
    case 2:
      return parse_string (input, GESSO_CBOR_BYTES, head & 31);
    case 3:
      return parse_string (input, GESSO_CBOR_TEXT, head & 31);
    case 4:
      return parse_container (input, GESSO_CBOR_ARRAY, head & 31, depth);
    case 5:
      return parse_container (input, GESSO_CBOR_MAP, head & 31, depth);
    case 6:
      return parse_container (input, GESSO_CBOR_TAG, head & 31, depth);
    default:
      if (!read_number (input, head & 31, &value))
        return NULL;
      return new_item (head >> 5 == 0   ? GESSO_CBOR_UNSIGNED
                       : head >> 5 == 1 ? GESSO_CBOR_NEGATIVE
                                        : GESSO_CBOR_SIMPLE,
                       value);
    }
}

/**
 * gesso_cbor_parse:
 * @data: (array length=length): CBOR data
 * @length: bytes in @data
 *
 * Reads the first item; what follows it is not looked at. Any thread.
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL if it is damaged, too deep or too large
 */
GessoCbor *
gesso_cbor_parse (const guint8 *data,
                  gsize         length)
{
  Input input = { data, length, 0 };

  return parse_item (&input, 0);
}

/**
 * gesso_cbor_free:
 * @self: (transfer full): a tree
 *
 * Frees it.
 */
void
gesso_cbor_free (GessoCbor *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->data);
  g_free (self);
}

/**
 * gesso_cbor_untag:
 * @self: (nullable): an item
 *
 * Returns: (transfer none) (nullable): the item inside all tags
 */
const GessoCbor *
gesso_cbor_untag (const GessoCbor *self)
{
  while (self != NULL && self->type == GESSO_CBOR_TAG)
    self = g_ptr_array_index (self->items, 0);

  return self;
}

/**
 * gesso_cbor_get:
 * @self: (nullable): an item
 * @key: a text key
 *
 * Returns: (transfer none) (nullable): the value in a map, without its tags
 */
const GessoCbor *
gesso_cbor_get (const GessoCbor *self,
                const char      *key)
{
  if (self == NULL || self->type != GESSO_CBOR_MAP)
    return NULL;

  for (guint i = 0; i + 1 < self->items->len; i += 2)
    {
      const GessoCbor *candidate = g_ptr_array_index (self->items, i);
      if (candidate->type == GESSO_CBOR_TEXT && candidate->length == strlen (key)
          && memcmp (candidate->data, key, candidate->length) == 0)
        return gesso_cbor_untag (g_ptr_array_index (self->items, i + 1));
    }

  return NULL;
}

/**
 * gesso_cbor_get_int:
 * @self: (nullable): an item
 * @key: a number key, 0 or more
 *
 * Returns: (transfer none) (nullable): the value in a map, without its tags
 */
const GessoCbor *
gesso_cbor_get_int (const GessoCbor *self,
                    gint64           key)
{
  if (self == NULL || self->type != GESSO_CBOR_MAP)
    return NULL;

  for (guint i = 0; i + 1 < self->items->len; i += 2)
    {
      const GessoCbor *candidate = g_ptr_array_index (self->items, i);
      if (candidate->type == GESSO_CBOR_UNSIGNED && candidate->value == (guint64) key)
        return gesso_cbor_untag (g_ptr_array_index (self->items, i + 1));
    }

  return NULL;
}

/**
 * gesso_cbor_item:
 * @self: (nullable): an item
 * @index: a place
 *
 * Returns: (transfer none) (nullable): the element of an array, without its tags
 */
const GessoCbor *
gesso_cbor_item (const GessoCbor *self,
                 guint            index)
{
  if (self == NULL || self->type != GESSO_CBOR_ARRAY || index >= self->items->len)
    return NULL;

  return gesso_cbor_untag (g_ptr_array_index (self->items, index));
}

/**
 * gesso_cbor_dup_text:
 * @self: (nullable): an item
 *
 * Returns: (transfer full) (nullable): a text's value as valid UTF-8 without blanks around it
 */
char *
gesso_cbor_dup_text (const GessoCbor *self)
{
  if (self == NULL || self->type != GESSO_CBOR_TEXT)
    return NULL;

  return g_strstrip (g_utf8_make_valid ((const char *) self->data, (gssize) self->length));
}
