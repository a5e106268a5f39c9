/* gesso-query.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-query.h"

#include "base/gesso-json.h"

G_DEFINE_BOXED_TYPE (GessoQuery, gesso_query, gesso_query_copy, gesso_query_free)

/**
 * gesso_query_new:
 *
 * Returns: (transfer full): a query for everything that is not in the bin
 */
GessoQuery *
gesso_query_new (void)
{
  static const GessoQuery all = GESSO_QUERY_INIT;

  return g_memdup2 (&all, sizeof all);
}

/**
 * gesso_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a deep copy
 */
GessoQuery *
gesso_query_copy (const GessoQuery *self)
{
  GessoQuery *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->session_id = g_strdup (self->session_id);
  copy->project_id = g_strdup (self->project_id);
  copy->account_id = g_strdup (self->account_id);
  copy->model = g_strdup (self->model);
  copy->tag = g_strdup (self->tag);
  return copy;
}

/**
 * gesso_query_free:
 * @self: (transfer full) (nullable): a query on the heap
 */
void
gesso_query_free (GessoQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->session_id);
  g_free (self->project_id);
  g_free (self->account_id);
  g_free (self->model);
  g_free (self->tag);
  g_free (self);
}

/**
 * gesso_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: %TRUE if both ask for the same
 */
gboolean
gesso_query_equal (const GessoQuery *a,
                   const GessoQuery *b)
{
  return g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->session_id, b->session_id) == 0
         && g_strcmp0 (a->project_id, b->project_id) == 0
         && g_strcmp0 (a->account_id, b->account_id) == 0 && g_strcmp0 (a->model, b->model) == 0
         && g_strcmp0 (a->tag, b->tag) == 0 && a->kind == b->kind && a->min_rating == b->min_rating
         && a->favourite == b->favourite && a->deleted == b->deleted && a->since_us == b->since_us
         && a->until_us == b->until_us && a->min_ratio == b->min_ratio
         && a->max_ratio == b->max_ratio && a->min_cost_micros == b->min_cost_micros;
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

/**
 * gesso_query_to_json:
 * @self: a query
 *
 * Returns: (transfer full): the query as JSON text, for keeping it
 */
char *
gesso_query_to_json (const GessoQuery *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  set_text (object, "text", self->text);
  set_text (object, "session", self->session_id);
  set_text (object, "project", self->project_id);
  set_text (object, "account", self->account_id);
  set_text (object, "model", self->model);
  set_text (object, "tag", self->tag);
  json_object_set_int_member (object, "kind", self->kind);
  json_object_set_int_member (object, "min_rating", self->min_rating);
  json_object_set_boolean_member (object, "favourite", self->favourite);
  json_object_set_boolean_member (object, "deleted", self->deleted);
  json_object_set_int_member (object, "since_us", self->since_us);
  json_object_set_int_member (object, "until_us", self->until_us);
  json_object_set_double_member (object, "min_ratio", self->min_ratio);
  json_object_set_double_member (object, "max_ratio", self->max_ratio);
  json_object_set_int_member (object, "min_cost_micros", self->min_cost_micros);
  return gesso_json_object_to_string (object, FALSE);
}

/**
 * gesso_query_from_json:
 * @json: (nullable): what gesso_query_to_json() gave, or anything else
 *
 * Returns: (transfer full) (not nullable): the query; what is missing or wrong is left open
 */
GessoQuery *
gesso_query_from_json (const char *json)
{
  GessoQuery *self = gesso_query_new ();
  g_autoptr (JsonObject) object = NULL;

  if (json != NULL)
    object = gesso_json_parse_object (json, -1, NULL);
  self->text = g_strdup (gesso_json_get_string (object, "text", NULL));
  self->session_id = g_strdup (gesso_json_get_string (object, "session", NULL));
  self->project_id = g_strdup (gesso_json_get_string (object, "project", NULL));
  self->account_id = g_strdup (gesso_json_get_string (object, "account", NULL));
  self->model = g_strdup (gesso_json_get_string (object, "model", NULL));
  self->tag = g_strdup (gesso_json_get_string (object, "tag", NULL));
  self->kind = (int) gesso_json_get_int (object, "kind", -1);
  self->min_rating = (int) gesso_json_get_int (object, "min_rating", 0);
  self->favourite = gesso_json_get_boolean (object, "favourite", FALSE);
  self->deleted = gesso_json_get_boolean (object, "deleted", FALSE);
  self->since_us = gesso_json_get_int (object, "since_us", 0);
  self->until_us = gesso_json_get_int (object, "until_us", 0);
  self->min_ratio = gesso_json_get_double (object, "min_ratio", 0);
  self->max_ratio = gesso_json_get_double (object, "max_ratio", 0);
  self->min_cost_micros = gesso_json_get_int (object, "min_cost_micros", 0);
  return self;
}
