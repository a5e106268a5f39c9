/* gesso-node-row.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a node's row consists of, in one table: from it rows are freed and compared, and GessoNode
 * has its properties. Plain values, any thread. */

#include "config.h"

#include "store/gesso-node-private.h"

#define FIELD(name, type, member)                                                                  \
  {                                                                                                \
    name, GESSO_NODE_FIELD_##type, G_STRUCT_OFFSET (GessoNodeRow, member)                          \
  }

const GessoNodeField _gesso_node_fields[GESSO_NODE_N_FIELDS] = {
  FIELD ("id", TEXT, id),
  FIELD ("kind", KIND, kind),
  FIELD ("session-id", TEXT, session_id),
  FIELD ("stack-id", TEXT, stack_id),
  FIELD ("base-id", TEXT, base_id),
  FIELD ("job-id", TEXT, job_id),
  FIELD ("output-index", NUMBER, output_index),
  FIELD ("digest", TEXT, digest),
  FIELD ("answer-path", TEXT, answer_path),
  FIELD ("path", TEXT, path),
  FIELD ("file", TEXT, file),
  FIELD ("name", TEXT, name),
  FIELD ("mime-type", TEXT, mime_type),
  FIELD ("width", NUMBER, width),
  FIELD ("height", NUMBER, height),
  FIELD ("n-bytes", LONG, n_bytes),
  FIELD ("prompt", TEXT, prompt),
  FIELD ("revised-prompt", TEXT, revised_prompt),
  FIELD ("model", TEXT, model),
  FIELD ("account-id", TEXT, account_id),
  FIELD ("account-name", TEXT, account_name),
  FIELD ("request-id", TEXT, request_id),
  FIELD ("created-us", LONG, created_us),
  FIELD ("duration-ms", LONG, duration_ms),
  FIELD ("cost-micros", LONG, cost_micros),
  FIELD ("estimate-low", LONG, estimate_low),
  FIELD ("estimate-high", LONG, estimate_high),
  FIELD ("favourite", FLAG, favourite),
  FIELD ("rating", NUMBER, rating),
  FIELD ("note", TEXT, note),
  FIELD ("tags", LIST, tags),
  FIELD (NULL, TEXT, answer_digest),
  FIELD (NULL, TEXT, proof_json),
};

/**
 * _gesso_node_row_new:
 * @id: a node's id
 *
 * Returns: (transfer full): a row of which only the id is known
 */
GessoNodeRow *
_gesso_node_row_new (const char *id)
{
  GessoNodeRow *self = g_new0 (GessoNodeRow, 1);

  self->id = g_strdup (id);
  self->cost_micros = -1;
  self->estimate_low = -1;
  self->estimate_high = -1;
  return self;
}

/**
 * _gesso_node_row_free:
 * @self: (transfer full) (nullable): a row
 */
void
_gesso_node_row_free (GessoNodeRow *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < GESSO_NODE_N_FIELDS; i++)
    {
      gpointer member = G_STRUCT_MEMBER_P (self, _gesso_node_fields[i].offset);

      if (_gesso_node_fields[i].type == GESSO_NODE_FIELD_TEXT)
        g_free (*(char **) member);
      else if (_gesso_node_fields[i].type == GESSO_NODE_FIELD_LIST)
        g_strfreev (*(char ***) member);
    }
  g_free (self);
}

static gboolean
equal_lists (char **a,
             char **b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? (const char *const *) a : none,
                       b != NULL ? (const char *const *) b : none);
}

/**
 * _gesso_node_field_is_same:
 * @self: one of _gesso_node_fields
 * @a: a row
 * @b: another
 *
 * Returns: whether it has the same value in both
 */
gboolean
_gesso_node_field_is_same (const GessoNodeField *self,
                           const GessoNodeRow   *a,
                           const GessoNodeRow   *b)
{
  gconstpointer one = G_STRUCT_MEMBER_P (a, self->offset);
  gconstpointer other = G_STRUCT_MEMBER_P (b, self->offset);

  switch (self->type)
    {
    case GESSO_NODE_FIELD_TEXT:
      return g_strcmp0 (*(const char *const *) one, *(const char *const *) other) == 0;
    case GESSO_NODE_FIELD_LIST:
      return equal_lists (*(char **const *) one, *(char **const *) other);
    case GESSO_NODE_FIELD_LONG:
      return *(const gint64 *) one == *(const gint64 *) other;
    case GESSO_NODE_FIELD_KIND:
      return *(const GessoNodeKind *) one == *(const GessoNodeKind *) other;
    case GESSO_NODE_FIELD_NUMBER:
    case GESSO_NODE_FIELD_FLAG:
      return *(const int *) one == *(const int *) other;
    default:
      g_assert_not_reached ();
    }
}

/**
 * _gesso_node_row_keep_texts:
 * @self: a newer row
 * @old: the one that it replaces
 *
 * Texts that did not change keep their place in memory, so that what a getter gave stays good for
 * as long as it is true. Where they are equal, the two rows change texts.
 */
void
_gesso_node_row_keep_texts (GessoNodeRow *self,
                            GessoNodeRow *old)
{
  for (guint i = 0; i < GESSO_NODE_N_FIELDS; i++)
    {
      char **fresh;
      char **known;
      char *moved;

      if (_gesso_node_fields[i].type != GESSO_NODE_FIELD_TEXT)
        continue;
      fresh = G_STRUCT_MEMBER_P (self, _gesso_node_fields[i].offset);
      known = G_STRUCT_MEMBER_P (old, _gesso_node_fields[i].offset);
      if (*known == NULL || g_strcmp0 (*fresh, *known) != 0)
        continue;
      moved = *fresh;
      *fresh = *known;
      *known = moved;
    }
}
