/* gesso-run-result.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-run-result.h"

#include "base/gesso-log.h"

struct _GessoRunResult
{
  gatomicrefcount ref_count;
  guint n_pictures;
  GessoUsage usage;
  char *request_id;      /* (owned) (nullable) */
  JsonObject *envelope;  /* (owned) */
  GessoFailure *failure; /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (GessoRunResult, gesso_run_result, gesso_run_result_ref, gesso_run_result_unref)

static void hide_object (JsonObject *object);

static void
hide_array (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        hide_object (json_node_get_object (node));
      else if (JSON_NODE_HOLDS_ARRAY (node))
        hide_array (json_node_get_array (node));
    }
}

/* A service that says the key back, for instance as what the prompt was revised to, must not make
 * us show and keep it. */
static void
hide_object (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);

      if (JSON_NODE_HOLDS_OBJECT (node))
        hide_object (json_node_get_object (node));
      else if (JSON_NODE_HOLDS_ARRAY (node))
        hide_array (json_node_get_array (node));
      else if (json_node_get_value_type (node) == G_TYPE_STRING)
        {
          g_autofree char *hidden = gesso_log_hide (json_node_get_string (node));

          if (g_strcmp0 (hidden, json_node_get_string (node)) != 0)
            json_object_set_string_member (object, l->data, hidden);
        }
    }
}

/**
 * gesso_run_result_new:
 * @n_pictures: how many pictures came whole
 * @usage: what the service says it used
 * @request_id: (nullable): the service's id of the exchange
 * @envelope: (nullable): the answer without its pictures; registered secrets in it are hidden
 *
 * Returns: (transfer full): what a run said besides its pictures
 */
GessoRunResult *
gesso_run_result_new (guint             n_pictures,
                      const GessoUsage *usage,
                      const char       *request_id,
                      JsonObject       *envelope)
{
  GessoRunResult *self = g_new0 (GessoRunResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_pictures = n_pictures;
  self->usage = *usage;
  self->request_id = gesso_log_hide (request_id);
  self->envelope = envelope != NULL ? json_object_ref (envelope) : json_object_new ();
  hide_object (self->envelope);
  return self;
}

/**
 * gesso_run_result_ref:
 * @self: the result
 *
 * Returns: (transfer full): @self with one reference more
 */
GessoRunResult *
gesso_run_result_ref (GessoRunResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gesso_run_result_unref:
 * @self: (transfer full): the result
 */
void
gesso_run_result_unref (GessoRunResult *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->request_id);
  json_object_unref (self->envelope);
  g_clear_pointer (&self->failure, gesso_failure_unref);
  g_free (self);
}

/**
 * gesso_run_result_get_n_pictures:
 * @self: the result
 *
 * Returns: how many pictures came whole; they have the numbers 0 to this less one
 */
guint
gesso_run_result_get_n_pictures (GessoRunResult *self)
{
  return self->n_pictures;
}

/**
 * gesso_run_result_get_usage:
 * @self: the result
 *
 * Returns: (transfer none): what the service says it used
 */
const GessoUsage *
gesso_run_result_get_usage (GessoRunResult *self)
{
  return &self->usage;
}

/**
 * gesso_run_result_get_request_id:
 * @self: the result
 *
 * Returns: (transfer none) (nullable): the service's id of the exchange
 */
const char *
gesso_run_result_get_request_id (GessoRunResult *self)
{
  return self->request_id;
}

/**
 * gesso_run_result_get_envelope:
 * @self: the result
 *
 * Returns: (transfer none): the answer without its pictures
 */
JsonObject *
gesso_run_result_get_envelope (GessoRunResult *self)
{
  return self->envelope;
}

/**
 * gesso_run_result_set_failure:
 * @self: a result that was not yet returned
 * @failure: why there are fewer pictures than were wanted
 */
void
gesso_run_result_set_failure (GessoRunResult *self,
                              GessoFailure   *failure)
{
  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = gesso_failure_ref (failure);
}

/**
 * gesso_run_result_get_failure:
 * @self: the result
 *
 * Returns: (transfer none) (nullable): why there are fewer pictures than were wanted
 */
GessoFailure *
gesso_run_result_get_failure (GessoRunResult *self)
{
  return self->failure;
}
