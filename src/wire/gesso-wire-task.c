/* gesso-wire-task.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-task.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "model/gesso-aspect.h"

#include <string.h>

/* Requests out of a profile's templates. Pure: values in, JSON out. A member whose value comes out
 * as nothing is left out, and so is an object of which nothing is left. */

static const char *
get_format (const GessoParameters *parameters)
{
  return g_strcmp0 (parameters->format, "jpg") == 0 ? "jpeg" : parameters->format;
}

/* What was chosen as a preset, as long as it is still what the size says: a part that was cut out
 * of a picture has a size of its own. */
static const GessoAspect *
get_chosen_aspect (const GessoParameters *parameters)
{
  const GessoAspect *aspect = gesso_aspect_find (parameters->aspect);
  GessoTier tier;
  GessoSize size;

  if (aspect == NULL || gesso_aspect_is_auto (aspect)
      || !gesso_tier_parse (parameters->tier, &tier))
    return NULL;

  size = gesso_aspect_get_size (aspect, tier);
  return gesso_size_equal (&size, &parameters->size) ? aspect : NULL;
}

/* The exact ratio, under its usual name where it has one. */
static char *
dup_ratio (const GessoSize *size)
{
  int a = size->width, b = size->height;
  guint n;
  const GessoAspect *list = gesso_aspect_list (&n);

  if (gesso_size_is_auto (size))
    return g_strdup ("auto");
  for (guint i = 0; i < n; i++)
    if (!gesso_aspect_is_auto (&list[i])
        && (gint64) size->width * list[i].height == (gint64) size->height * list[i].width)
      return g_strdup (list[i].name);

  while (b != 0)
    {
      int rest = a % b;

      a = b;
      b = rest;
    }
  return g_strdup_printf ("%d:%d", size->width / a, size->height / a);
}

static JsonNode *
new_text (const char *text)
{
  if (gesso_str_is_empty (text))
    return NULL;

  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
take_text (char *text)
{
  JsonNode *node = new_text (text);

  g_free (text);
  return node;
}

static JsonNode *
new_number (gint64   number,
            gboolean is_there)
{
  return is_there ? json_node_init_int (json_node_alloc (), number) : NULL;
}

static JsonNode *
new_list (const char *const *texts)
{
  JsonArray *array;
  JsonNode *node;

  if (texts == NULL || texts[0] == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return node;
}

static JsonNode *
get_size_value (const char            *name,
                const GessoParameters *p)
{
  gboolean is_auto = gesso_size_is_auto (&p->size);
  const GessoAspect *aspect = get_chosen_aspect (p);

  if (g_str_equal (name, "size"))
    return take_text (gesso_size_to_string (&p->size));
  if (g_str_equal (name, "width"))
    return new_number (p->size.width, !is_auto);
  if (g_str_equal (name, "height"))
    return new_number (p->size.height, !is_auto);
  if (g_str_equal (name, "aspect"))
    return aspect != NULL ? new_text (aspect->name) : NULL;
  if (g_str_equal (name, "tier"))
    return aspect != NULL ? new_text (p->tier) : NULL;
  if (g_str_equal (name, "ratio"))
    return take_text (dup_ratio (&p->size));
  if (g_str_equal (name, "size_class"))
    return is_auto ? NULL : new_text (gesso_tier_to_string (gesso_tier_of_size (&p->size)));

  return NULL;
}

static JsonNode *
get_parameter (const char            *name,
               const GessoParameters *p)
{
  const char *format = get_format (p);

  if (g_str_equal (name, "n"))
    return new_number (p->n, TRUE);
  if (g_str_equal (name, "quality"))
    return new_text (p->quality);
  if (g_str_equal (name, "format"))
    return new_text (format);
  if (g_str_equal (name, "background"))
    return new_text (p->background);
  if (g_str_equal (name, "moderation"))
    return new_text (p->moderation);
  if (g_str_equal (name, "input_fidelity"))
    return new_text (p->input_fidelity);
  if (g_str_equal (name, "compression"))
    return new_number (p->compression,
                       p->compression >= 0
                           && (g_strcmp0 (format, "jpeg") == 0 || g_strcmp0 (format, "webp") == 0));

  return get_size_value (name, p);
}

/* "owner/alias/more" is called "owner/alias" wherever only the model is meant. */
static char *
dup_model_root (const char *model)
{
  const char *slash = model != NULL ? strchr (model, '/') : NULL;

  if (slash != NULL)
    slash = strchr (slash + 1, '/');
  return slash != NULL ? g_strndup (model, (gsize) (slash - model)) : g_strdup (model);
}

/* (transfer full) (nullable): what a name in braces stands for; NULL for nothing */
static JsonNode *
get_value (const char                *name,
           const GessoWireTaskValues *values)
{
  if (g_str_equal (name, "model"))
    return new_text (values->model);
  if (g_str_equal (name, "model_root"))
    return take_text (dup_model_root (values->model));
  if (g_str_equal (name, "id"))
    return new_text (values->id);
  if (g_str_equal (name, "mask"))
    return new_text (values->mask);
  if (g_str_equal (name, "pictures"))
    return new_list (values->pictures);
  if (g_str_equal (name, "file_name"))
    return new_text (values->file_name);
  if (g_str_equal (name, "file_type"))
    return new_text (values->file_type);
  if (values->request == NULL)
    return NULL;
  if (g_str_equal (name, "prompt"))
    return new_text (gesso_request_get_prompt (values->request));

  return get_parameter (name, gesso_request_get_parameters (values->request));
}

/* The length of "{name}" at the beginning of @text, or 0. */
static gsize
measure_name (const char *text)
{
  gsize length;

  if (text[0] != '{')
    return 0;

  length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyz_");
  return length > 0 && text[length + 1] == '}' ? length + 2 : 0;
}

/* NULL when one of the names stands for nothing. */
static char *
fill_text (const char                *template,
           const GessoWireTaskValues *values,
           gboolean                   is_address)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (*template != '\0')
    {
      gsize length = measure_name (template);
      g_autofree char *name = length > 0 ? g_strndup (template + 1, length - 2) : NULL;
      g_autoptr (JsonNode) node = NULL;

      if (name == NULL)
        {
          g_string_append_c (text, *template ++);
          continue;
        }
      node = get_value (name, values);
      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        return NULL;
      if (json_node_get_value_type (node) == G_TYPE_INT64)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
      else if (is_address)
        g_string_append_uri_escaped (text, json_node_get_string (node),
                                     g_str_has_prefix (name, "model") ? "/" : NULL, FALSE);
      else
        g_string_append (text, json_node_get_string (node));
      template += length;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static JsonNode *
expand_string (const char                *template,
               const GessoWireTaskValues *values)
{
  gsize length = measure_name (template);

  if (length > 0 && template[length] == '\0')
    {
      g_autofree char *name = g_strndup (template + 1, length - 2);

      return get_value (name, values);
    }
  if (*template == '\0')
    return json_node_init_string (json_node_alloc (), "");

  return take_text (fill_text (template, values, FALSE));
}

static JsonNode *
expand_first (JsonArray                 *choices,
              const GessoWireTaskValues *values)
{
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      JsonNode *node = gesso_wire_task_expand (json_array_get_element (choices, i), values);

      if (node != NULL)
        return node;
    }

  return NULL;
}

static JsonNode *
expand_pick (JsonObject                *object,
             const GessoWireTaskValues *values)
{
  g_autoptr (JsonNode) node = expand_string (gesso_json_get_string (object, "$pick", ""), values);
  g_auto (GStrv) allowed = gesso_json_get_strv (object, "of");

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING
      || !g_strv_contains ((const char *const *) allowed, json_node_get_string (node)))
    return NULL;

  return g_steal_pointer (&node);
}

static void
add_extra (JsonObject                *object,
           const GessoWireTaskValues *values)
{
  const char *text
      = values->request != NULL ? gesso_request_get_parameters (values->request)->extra : NULL;
  g_autoptr (JsonObject) extra = text != NULL ? gesso_json_parse_object (text, -1, NULL) : NULL;
  g_autoptr (GList) names = extra != NULL ? json_object_get_members (extra) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (object, l->data,
                            json_node_copy (json_object_get_member (extra, l->data)));
}

static JsonNode *
expand_object (JsonObject                *template,
               const GessoWireTaskValues *values)
{
  g_autoptr (GList) names = json_object_get_members (template);
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean has_extra = FALSE;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node;

      if (g_str_equal (l->data, "$extra"))
        {
          has_extra = TRUE;
          continue;
        }
      node = gesso_wire_task_expand (json_object_get_member (template, l->data), values);
      if (node != NULL)
        json_object_set_member (object, l->data, node);
    }
  if (has_extra)
    add_extra (object, values);
  if (json_object_get_size (object) == 0)
    return NULL;

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
expand_array (JsonArray                 *template,
              const GessoWireTaskValues *values)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (template); i++)
    {
      JsonNode *node = gesso_wire_task_expand (json_array_get_element (template, i), values);

      if (node != NULL)
        json_array_add_element (array, node);
    }

  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
is_choice_of_operation (JsonObject *object)
{
  return json_object_has_member (object, "$edit") || json_object_has_member (object, "$generate");
}

static JsonNode *
expand_operation (JsonObject                *object,
                  const GessoWireTaskValues *values)
{
  gboolean is_edit = values->request != NULL
                     && gesso_request_get_operation (values->request) == GESSO_OPERATION_EDIT;
  JsonNode *node = gesso_json_get_node (object, is_edit ? "$edit" : "$generate");

  return node != NULL ? gesso_wire_task_expand (node, values) : NULL;
}

/**
 * gesso_wire_task_expand:
 * @template: a template of a profile
 * @values: what the names in it stand for
 *
 * Returns: (transfer full) (nullable): the JSON; NULL when nothing comes out
 */
JsonNode *
gesso_wire_task_expand (JsonNode                  *template,
                        const GessoWireTaskValues *values)
{
  JsonObject *object;

  if (JSON_NODE_HOLDS_NULL (template))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (template))
    return expand_array (json_node_get_array (template), values);
  if (JSON_NODE_HOLDS_VALUE (template))
    return json_node_get_value_type (template) == G_TYPE_STRING
               ? expand_string (json_node_get_string (template), values)
               : json_node_copy (template);

  object = json_node_get_object (template);
  if (json_object_has_member (object, "$first"))
    return expand_first (gesso_json_get_array (object, "$first"), values);
  if (json_object_has_member (object, "$pick"))
    return expand_pick (object, values);
  if (is_choice_of_operation (object))
    return expand_operation (object, values);

  return expand_object (object, values);
}

/**
 * gesso_wire_task_expand_text:
 * @template: a text with names in braces
 * @values: what they stand for
 *
 * Returns: (transfer full) (nullable): the text; NULL when a name stands for nothing
 */
char *
gesso_wire_task_expand_text (const char                *template,
                             const GessoWireTaskValues *values)
{
  return fill_text (template, values, FALSE);
}

static const char *
choose_address (JsonNode                  *template,
                const GessoWireTaskValues *values)
{
  gboolean is_edit = values->request != NULL
                     && gesso_request_get_operation (values->request) == GESSO_OPERATION_EDIT;

  if (JSON_NODE_HOLDS_OBJECT (template))
    return gesso_json_get_string (json_node_get_object (template), is_edit ? "$edit" : "$generate",
                                  NULL);

  return JSON_NODE_HOLDS_VALUE (template) && json_node_get_value_type (template) == G_TYPE_STRING
             ? json_node_get_string (template)
             : NULL;
}

/**
 * gesso_wire_task_expand_address:
 * @template: a text with names in braces, or a choice of two by the operation
 * @values: what they stand for; they are escaped
 *
 * Returns: (transfer full) (nullable): the address, mostly a path; NULL when a name stands for
 *   nothing
 */
char *
gesso_wire_task_expand_address (JsonNode                  *template,
                                const GessoWireTaskValues *values)
{
  const char *text = choose_address (template, values);

  return text != NULL ? fill_text (text, values, TRUE) : NULL;
}

static JsonObject *
find_model_body (GessoTaskProfile *profile,
                 const char       *model)
{
  JsonArray *models = gesso_json_get_array (gesso_task_profile_get_json (profile), "models");

  for (guint i = 0; models != NULL && model != NULL && i < json_array_get_length (models); i++)
    {
      JsonObject *entry = gesso_json_array_get_object (models, i);

      if (g_pattern_match_simple (gesso_json_get_string (entry, "pattern", ""), model))
        return gesso_json_get_object (entry, "body");
    }

  return NULL;
}

/**
 * gesso_wire_task_make_body:
 * @profile: how the service is spoken to
 * @values: what is to be made, with the addresses of its pictures
 *
 * Returns: (transfer full): the body of the request that begins a task
 */
GBytes *
gesso_wire_task_make_body (GessoTaskProfile          *profile,
                           const GessoWireTaskValues *values)
{
  JsonObject *body
      = gesso_json_get_object (gesso_task_profile_get_part (profile, "submit"), "body");
  JsonObject *more = find_model_body (profile, values->model);
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *const both[] = { body, more };
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GList) names = both[i] != NULL ? json_object_get_members (both[i]) : NULL;

      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (whole, l->data,
                                json_node_copy (json_object_get_member (both[i], l->data)));
    }
  node = expand_object (whole, values);
  text = node != NULL ? gesso_json_to_string (node, FALSE) : g_strdup ("{}");
  return g_bytes_new_take (text, strlen (text));
}
