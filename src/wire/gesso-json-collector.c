/* gesso-json-collector.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-json-collector.h"

#include <math.h>
#include <string.h>

/* GessoJsonCollector
 *
 * Builds a tree from the tokens of a GessoJsonScanner, without the values that were streamed or
 * skipped. Owned by the reader that owns the scanner; same thread. The tree can be read at any
 * moment, also when the text stops half-way. Its size is bounded by the scanner's limits.
 */

struct _GessoJsonCollector
{
  JsonNode *root;  /* (owned) (nullable) */
  GPtrArray *open; /* (owned) (element-type JsonNode): containers around the current value */
};

/* Puts a value where the scanner's path says. */
static void
put (GessoJsonCollector *self,
     GessoJsonScanner   *scanner,
     JsonNode           *node)
{
  JsonNode *parent;

  if (self->open->len == 0)
    {
      g_clear_pointer (&self->root, json_node_unref);
      self->root = node;
      return;
    }
  parent = g_ptr_array_index (self->open, self->open->len - 1);
  if (JSON_NODE_HOLDS_ARRAY (parent))
    json_array_add_element (json_node_get_array (parent), node);
  else
    json_object_set_member (json_node_get_object (parent),
                            gesso_json_scanner_get_key (scanner, self->open->len - 1), node);
}

static JsonNode *
node_from_literal (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  gint64 integer;

  if (*text == 't' || *text == 'f')
    json_node_set_boolean (node, *text == 't');
  else if (strpbrk (text, ".eE") == NULL && *text != 'n'
           && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    json_node_set_int (node, integer);
  else if (*text != 'n' && isfinite (g_ascii_strtod (text, NULL)))
    json_node_set_double (node, g_ascii_strtod (text, NULL));
  else
    json_node_init_null (node);
  return node;
}

/**
 * gesso_json_collector_new:
 *
 * Returns: (transfer full): a collector without a tree
 */
GessoJsonCollector *
gesso_json_collector_new (void)
{
  GessoJsonCollector *self = g_new0 (GessoJsonCollector, 1);

  self->open = g_ptr_array_new ();
  return self;
}

/**
 * gesso_json_collector_free:
 * @self: (transfer full): a collector
 */
void
gesso_json_collector_free (GessoJsonCollector *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->root, json_node_unref);
  g_ptr_array_unref (self->open);
  g_free (self);
}

/**
 * gesso_json_collector_reset:
 * @self: a collector
 *
 * Drops the tree; to be called together with gesso_json_scanner_reset().
 */
void
gesso_json_collector_reset (GessoJsonCollector *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->open, 0);
  g_clear_pointer (&self->root, json_node_unref);
}

/**
 * gesso_json_collector_begin:
 * @self: a collector
 * @scanner: the scanner whose sink is being called
 * @is_array: whether an array begins, not an object
 *
 * Opens a container.
 */
void
gesso_json_collector_begin (GessoJsonCollector *self,
                            GessoJsonScanner   *scanner,
                            gboolean            is_array)
{
  JsonNode *node;

  g_return_if_fail (self != NULL);

  node = json_node_new (is_array ? JSON_NODE_ARRAY : JSON_NODE_OBJECT);
  if (is_array)
    json_node_take_array (node, json_array_new ());
  else
    json_node_take_object (node, json_object_new ());
  put (self, scanner, node);
  g_ptr_array_add (self->open, node);
}

/**
 * gesso_json_collector_end:
 * @self: a collector
 *
 * Closes the innermost container.
 */
void
gesso_json_collector_end (GessoJsonCollector *self)
{
  g_return_if_fail (self != NULL && self->open->len > 0);

  g_ptr_array_set_size (self->open, (int) self->open->len - 1);
}

/**
 * gesso_json_collector_string:
 * @self: a collector
 * @scanner: the scanner whose sink is being called
 * @text: (array length=length): valid UTF-8; NUL becomes U+FFFD, so that nothing is cut later
 * @length: number of bytes
 *
 * Adds a string.
 */
void
gesso_json_collector_string (GessoJsonCollector *self,
                             GessoJsonScanner   *scanner,
                             const char         *text,
                             gsize               length)
{
  JsonNode *node;

  g_return_if_fail (self != NULL);

  node = json_node_new (JSON_NODE_VALUE);
  if (memchr (text, 0, length) == NULL)
    json_node_set_string (node, text);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

      json_node_set_string (node, valid);
    }
  put (self, scanner, node);
}

/**
 * gesso_json_collector_literal:
 * @self: a collector
 * @scanner: the scanner whose sink is being called
 * @text: a number, true, false or null
 *
 * Adds it. A number that no double can hold becomes null.
 */
void
gesso_json_collector_literal (GessoJsonCollector *self,
                              GessoJsonScanner   *scanner,
                              const char         *text)
{
  g_return_if_fail (self != NULL);

  put (self, scanner, node_from_literal (text));
}

/**
 * gesso_json_collector_get_root:
 * @self: a collector
 *
 * Returns: (transfer none) (nullable): the tree so far
 */
JsonNode *
gesso_json_collector_get_root (GessoJsonCollector *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}
