/* gesso-json.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 64
#define MAX_BYTES (256 * 1024 * 1024)

/* What may stand outside strings. It excludes comments and assignments, which json-glib would
 * accept although they are not JSON. */
#define STRUCTURE "{}[]:,+-.0123456789aeflnrstuE \t\r\n"

/* Rewrites what json-glib cannot take: escapes of lone surrogates (an assertion in the parser)
 * and of NUL (the rest of the string would be lost). */
typedef struct
{
  const char *p;
  const char *end;
  GString *out;       /* (owned) (nullable): only once something had to be rewritten */
  const char *copied; /* everything before it is in @out */
} Cleaner;

G_DEFINE_QUARK (gesso - json - error - quark, gesso_json_error)

static int
read_hex4 (const char *p,
           const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* At a backslash: moves behind the escape; rewrites it if it cannot stay. */
static void
clean_escape (Cleaner *cleaner)
{
  const char *start = cleaner->p;
  int unit;

  if (cleaner->end - start < 2 || start[1] != 'u'
      || (unit = read_hex4 (start + 2, cleaner->end)) < 0)
    {
      cleaner->p = MIN (start + 2, cleaner->end);
      return;
    }

  cleaner->p = start + 6;
  if (unit >= 0xd800 && unit <= 0xdbff && cleaner->end - cleaner->p >= 6 && cleaner->p[0] == '\\'
      && cleaner->p[1] == 'u')
    {
      int low = read_hex4 (cleaner->p + 2, cleaner->end);

      if (low >= 0xdc00 && low <= 0xdfff)
        {
          cleaner->p += 6;
          return;
        }
    }
  if (unit != 0 && (unit < 0xd800 || unit > 0xdfff))
    return;

  if (cleaner->out == NULL)
    cleaner->out = g_string_new (NULL);
  g_string_append_len (cleaner->out, cleaner->copied, start - cleaner->copied);
  g_string_append (cleaner->out, "\\ufffd");
  cleaner->copied = cleaner->p;
}

static gboolean
clean_string (Cleaner *cleaner)
{
  cleaner->p++;
  while (cleaner->p < cleaner->end)
    {
      if (*cleaner->p == '"')
        {
          cleaner->p++;
          return TRUE;
        }
      if (*cleaner->p == '\\')
        clean_escape (cleaner);
      else
        cleaner->p++;
    }
  return FALSE;
}

static gboolean
clean (Cleaner  *cleaner,
       GError  **error)
{
  guint depth = 0;

  while (cleaner->p < cleaner->end)
    {
      char c = *cleaner->p;

      if (c == '"')
        {
          if (!clean_string (cleaner))
            {
              g_set_error_literal (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_SYNTAX,
                                   "JSON ends inside a string");
              return FALSE;
            }
          continue;
        }
      if (c == '\0' || strchr (STRUCTURE, c) == NULL)
        {
          g_set_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_SYNTAX, "byte 0x%02x is not JSON",
                       (guchar) c);
          return FALSE;
        }
      if ((c == '{' || c == '[') && ++depth > MAX_DEPTH)
        {
          g_set_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TOO_LARGE,
                       "JSON is nested deeper than %d", MAX_DEPTH);
          return FALSE;
        }
      if ((c == '}' || c == ']') && depth > 0)
        depth--;
      cleaner->p++;
    }

  if (cleaner->out != NULL)
    g_string_append_len (cleaner->out, cleaner->copied, cleaner->end - cleaner->copied);
  return TRUE;
}

static JsonNode *
parse_clean (const char  *text,
             gsize        length,
             GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      /* The parser's message quotes the text, which may be a prompt: only the code goes on. */
      g_set_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_SYNTAX, "not JSON (parser code %d)",
                   local_error->code);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      g_set_error_literal (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_SYNTAX, "JSON is empty");
      return NULL;
    }
  return json_node_ref (root);
}

/**
 * gesso_json_parse:
 * @text: bytes that are hoped to be JSON
 * @length: number of bytes, or -1 up to the first NUL
 * @error: `GESSO_JSON_ERROR_SYNTAX`, or `GESSO_JSON_ERROR_TOO_LARGE` beyond 256 MiB or 64 levels
 *
 * Parses JSON of any origin. Invalid UTF-8, escapes of lone surrogates and escaped NULs become
 * U+FFFD instead of an error. Messages never quote the text. Any thread.
 *
 * Returns: (transfer full) (nullable): an immutable node, or %NULL on error
 */
JsonNode *
gesso_json_parse (const char  *text,
                  gssize       length,
                  GError     **error)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) out = NULL;
  Cleaner cleaner = { 0 };
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (n > MAX_BYTES)
    {
      g_set_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes", n);
      return NULL;
    }
  if (n > 0 && !g_utf8_validate_len (text, n, NULL))
    {
      valid = g_utf8_make_valid (text, (gssize) n);
      text = valid;
      n = strlen (valid);
    }

  cleaner.p = cleaner.copied = text;
  cleaner.end = text + n;
  if (!clean (&cleaner, error))
    {
      if (cleaner.out != NULL)
        g_string_free (cleaner.out, TRUE);
      return NULL;
    }

  out = cleaner.out;
  if (out != NULL)
    return parse_clean (out->str, out->len, error);
  return parse_clean (n > 0 ? text : "", n, error);
}

/**
 * gesso_json_parse_object:
 * @text: bytes that are hoped to be a JSON object
 * @length: number of bytes, or -1 up to the first NUL
 * @error: as gesso_json_parse(), and `GESSO_JSON_ERROR_TYPE` if the root is not an object
 *
 * Returns: (transfer full) (nullable): the root object, or %NULL on error
 */
JsonObject *
gesso_json_parse_object (const char  *text,
                         gssize       length,
                         GError     **error)
{
  g_autoptr (JsonNode) root = gesso_json_parse (text, length, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TYPE, "JSON root is %s, not an object",
                   json_node_type_name (root));
      return NULL;
    }
  return json_node_dup_object (root);
}

/* The generator of json-glib prints every double with seventeen digits, so that 0.053 becomes
 * 0.052999999999999999; here the shortest of the forms that read back as the same number is used.
 */

static void append_node (GString *text, JsonNode *node, gboolean pretty, int depth);

static void
append_number (GString *text,
               double   value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (text, "null");
      return;
    }
  g_ascii_formatd (digits, sizeof digits, "%.15g", value);
  if (g_ascii_strtod (digits, NULL) != value)
    g_ascii_formatd (digits, sizeof digits, "%.17g", value);
  g_string_append (text, digits);
  /* A number that reads back as a double: 2 is another type than 2.0. */
  if (strspn (digits, "-0123456789") == strlen (digits))
    g_string_append (text, ".0");
}

static void
start_line (GString  *text,
            gboolean  pretty,
            int       depth)
{
  if (pretty)
    g_string_append_printf (text, "\n%*s", depth * 2, "");
}

static void
append_name (GString    *text,
             const char *name,
             gboolean    pretty)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), name);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (text, quoted);
  g_string_append (text, pretty ? ": " : ":");
}

static void
append_object (GString    *text,
               JsonObject *object,
               gboolean    pretty,
               int         depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!first)
        g_string_append_c (text, ',');
      first = FALSE;
      start_line (text, pretty, depth + 1);
      append_name (text, name, pretty);
      append_node (text, member, pretty, depth + 1);
    }
  if (!first)
    start_line (text, pretty, depth);
  g_string_append_c (text, '}');
}

static void
append_array (GString   *text,
              JsonArray *array,
              gboolean   pretty,
              int        depth)
{
  guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      start_line (text, pretty, depth + 1);
      append_node (text, json_array_get_element (array, i), pretty, depth + 1);
    }
  if (length > 0)
    start_line (text, pretty, depth);
  g_string_append_c (text, ']');
}

static void
append_node (GString  *text,
             JsonNode *node,
             gboolean  pretty,
             int       depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), pretty, depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (text, json_node_get_array (node), pretty, depth);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    append_number (text, json_node_get_double (node));
  else
    {
      g_autofree char *scalar = json_to_string (node, FALSE);

      g_string_append (text, scalar);
    }
}

/**
 * gesso_json_to_string:
 * @node: any node
 * @pretty: whether to indent by two spaces
 *
 * Returns: (transfer full): the node as JSON text
 */
char *
gesso_json_to_string (JsonNode *node,
                      gboolean  pretty)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  text = g_string_new (NULL);
  append_node (text, node, pretty, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * gesso_json_object_to_string:
 * @object: (nullable): an object; %NULL is an empty one
 * @pretty: whether to indent by two spaces
 *
 * Returns: (transfer full): the object as JSON text
 */
char *
gesso_json_object_to_string (JsonObject *object,
                             gboolean    pretty)
{
  g_autoptr (GString) text = NULL;

  if (object == NULL)
    return g_strdup ("{}");
  text = g_string_new (NULL);
  append_object (text, object, pretty, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static JsonNode *
get_value (JsonObject *object,
           const char *member)
{
  JsonNode *node = gesso_json_get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * gesso_json_get_string:
 * @object: (nullable): an object
 * @member: the member's name
 * @fallback: (nullable): what to give if there is no such string
 *
 * Returns: (transfer none) (nullable): the string, which lives as long as @object, or @fallback
 */
const char *
gesso_json_get_string (JsonObject *object,
                       const char *member,
                       const char *fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;
  return json_node_get_string (node);
}

/**
 * gesso_json_get_int:
 * @object: (nullable): an object
 * @member: the member's name
 * @fallback: what to give if there is no such number
 *
 * Returns: the number, also of a fraction that is whole such as 3.0, or @fallback
 */
gint64
gesso_json_get_int (JsonObject *object,
                    const char *member,
                    gint64      fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      double value = json_node_get_double (node);

      if (isfinite (value) && fabs (value) < 9.0e15 && value == trunc (value))
        return (gint64) value;
    }
  return fallback;
}

/**
 * gesso_json_get_double:
 * @object: (nullable): an object
 * @member: the member's name
 * @fallback: what to give if there is no such number
 *
 * Returns: the finite number, or @fallback
 */
double
gesso_json_get_double (JsonObject *object,
                       const char *member,
                       double      fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE && isfinite (json_node_get_double (node)))
    return json_node_get_double (node);
  return fallback;
}

/**
 * gesso_json_get_boolean:
 * @object: (nullable): an object
 * @member: the member's name
 * @fallback: what to give if there is no such boolean
 *
 * Returns: the value, or @fallback
 */
gboolean
gesso_json_get_boolean (JsonObject *object,
                        const char *member,
                        gboolean    fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

/**
 * gesso_json_get_object:
 * @object: (nullable): an object
 * @member: the member's name
 *
 * Returns: (transfer none) (nullable): the member if it is an object
 */
JsonObject *
gesso_json_get_object (JsonObject *object,
                       const char *member)
{
  JsonNode *node = gesso_json_get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * gesso_json_get_array:
 * @object: (nullable): an object
 * @member: the member's name
 *
 * Returns: (transfer none) (nullable): the member if it is an array
 */
JsonArray *
gesso_json_get_array (JsonObject *object,
                      const char *member)
{
  JsonNode *node = gesso_json_get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * gesso_json_get_node:
 * @object: (nullable): an object
 * @member: the member's name
 *
 * Returns: (transfer none) (nullable): the member, whatever it is
 */
JsonNode *
gesso_json_get_node (JsonObject *object,
                     const char *member)
{
  g_return_val_if_fail (member != NULL, NULL);

  return object != NULL ? json_object_get_member (object, member) : NULL;
}

/**
 * gesso_json_array_get_object:
 * @array: (nullable): an array
 * @index: any index
 *
 * Returns: (transfer none) (nullable): the element if there is one and it is an object
 */
JsonObject *
gesso_json_array_get_object (JsonArray *array,
                             guint      index)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;
  node = json_array_get_element (array, index);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * gesso_json_array_get_string:
 * @array: (nullable): an array
 * @index: any index
 *
 * Returns: (transfer none) (nullable): the element if there is one and it is a string
 */
const char *
gesso_json_array_get_string (JsonArray *array,
                             guint      index)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;
  node = json_array_get_element (array, index);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * gesso_json_get_strv:
 * @object: (nullable): an object
 * @member: the member's name
 *
 * Returns: (transfer full) (not nullable): the strings of an array member, in order and without
 *   what is no string; empty if there is no such array
 */
char **
gesso_json_get_strv (JsonObject *object,
                     const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = gesso_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      const char *text = gesso_json_array_get_string (array, i);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * gesso_json_set_text:
 * @object: an object
 * @member: the member's name
 * @text: (nullable): UTF-8
 *
 * Sets a member to a string, or to null where there is no text.
 */
void
gesso_json_set_text (JsonObject *object,
                     const char *member,
                     const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}
