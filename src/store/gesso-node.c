/* gesso-node.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoNode: one picture of the library, for showing.
 *
 * The library makes nodes and keeps at most one alive per id, without holding them: whoever shows
 * a node holds it. Main thread only. The object is a reader: what it says comes from a row that
 * the database worker read, and every change is made through the library, which gives the node a
 * new row; the properties that differ are then notified. A node may exist before its row was read
 * ("is-loaded"). */

#include "config.h"

#include "store/gesso-node.h"
#include "store/gesso-node-private.h"

#include <string.h>

struct _GessoNode
{
  GObject parent_instance;

  GessoNodeRow *row; /* (owned): only the id means something until loaded */
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (GessoNode, gesso_node, G_TYPE_OBJECT)

/* The properties are the fields of the row that have a name, numbered from 1, and these. What each
 * says stands at its getter. */
enum
{
  PROP_IS_LOADED = GESSO_NODE_N_SHOWN + 1,
  PROP_PROTECTED,
  PROP_DELETED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
get_field (const GessoNodeField *field,
           const GessoNodeRow   *row,
           GValue               *value)
{
  static char *const none[] = { NULL };
  gconstpointer member = G_STRUCT_MEMBER_P (row, field->offset);

  switch (field->type)
    {
    case GESSO_NODE_FIELD_TEXT:
      g_value_set_string (value, *(const char *const *) member);
      break;
    case GESSO_NODE_FIELD_LIST:
      g_value_set_boxed (value, *(char **const *) member != NULL ? *(char **const *) member : none);
      break;
    case GESSO_NODE_FIELD_NUMBER:
      g_value_set_int (value, *(const int *) member);
      break;
    case GESSO_NODE_FIELD_LONG:
      g_value_set_int64 (value, *(const gint64 *) member);
      break;
    case GESSO_NODE_FIELD_FLAG:
      g_value_set_boolean (value, *(const gboolean *) member);
      break;
    case GESSO_NODE_FIELD_KIND:
      g_value_set_enum (value, *(const GessoNodeKind *) member);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
gesso_node_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GessoNode *self = GESSO_NODE (object);

  switch (property_id)
    {
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_PROTECTED:
      g_value_set_boolean (value, gesso_node_is_protected (self));
      break;
    case PROP_DELETED:
      g_value_set_boolean (value, self->row->deleted_us != 0);
      break;
    default:
      get_field (&_gesso_node_fields[property_id - 1], self->row, value);
    }
}

static void
gesso_node_finalize (GObject *object)
{
  GessoNode *self = GESSO_NODE (object);

  g_clear_pointer (&self->row, _gesso_node_row_free);

  G_OBJECT_CLASS (gesso_node_parent_class)->finalize (object);
}

static GParamSpec *
make_property (const GessoNodeField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  switch (field->type)
    {
    case GESSO_NODE_FIELD_TEXT:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case GESSO_NODE_FIELD_LIST:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    case GESSO_NODE_FIELD_NUMBER:
      return g_param_spec_int (field->name, NULL, NULL, 0, G_MAXINT, 0, flags);
    case GESSO_NODE_FIELD_LONG:
      return g_param_spec_int64 (field->name, NULL, NULL, -1, G_MAXINT64, -1, flags);
    case GESSO_NODE_FIELD_FLAG:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    case GESSO_NODE_FIELD_KIND:
      return g_param_spec_enum (field->name, NULL, NULL, GESSO_TYPE_NODE_KIND,
                                GESSO_NODE_KIND_IMPORTED, flags);
    default:
      g_assert_not_reached ();
    }
}

static void
gesso_node_class_init (GessoNodeClass *klass)
{
  static const GessoNodeField own[] = {
    { "is-loaded", GESSO_NODE_FIELD_FLAG, 0 },
    { "protected", GESSO_NODE_FIELD_FLAG, 0 },
    { "deleted", GESSO_NODE_FIELD_FLAG, 0 },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gesso_node_get_property;
  object_class->finalize = gesso_node_finalize;

  for (guint i = 0; i < GESSO_NODE_N_SHOWN; i++)
    properties[i + 1] = make_property (&_gesso_node_fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    properties[PROP_IS_LOADED + i] = make_property (&own[i]);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
gesso_node_init (GessoNode *self)
{
}

GessoNode *
_gesso_node_new (const char *id)
{
  GessoNode *self = g_object_new (GESSO_TYPE_NODE, NULL);

  self->row = _gesso_node_row_new (id);
  return self;
}

/* The row, borrowed until the next one. */
const GessoNodeRow *
_gesso_node_get_row (GessoNode *self)
{
  return self->row;
}

static void
notify (GessoNode *self,
        guint      property_id,
        gboolean  *changed)
{
  *changed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

/* Takes a newer row (transfer full) and notifies what differs; says whether anything did. */
gboolean
_gesso_node_take_row (GessoNode    *self,
                      GessoNodeRow *row)
{
  GessoNodeRow *old = self->row;
  gboolean changed = !self->loaded;

  g_assert (strcmp (old->id, row->id) == 0);

  _gesso_node_row_keep_texts (row, old);
  g_object_freeze_notify (G_OBJECT (self));
  self->row = row;
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
    }
  for (guint i = 0; i < GESSO_NODE_N_SHOWN; i++)
    if (!_gesso_node_field_is_same (&_gesso_node_fields[i], old, row))
      notify (self, i + 1, &changed);
  if (g_strcmp0 (old->proof_json, row->proof_json) != 0)
    notify (self, PROP_PROTECTED, &changed);
  if ((old->deleted_us != 0) != (row->deleted_us != 0))
    notify (self, PROP_DELETED, &changed);
  g_object_thaw_notify (G_OBJECT (self));
  _gesso_node_row_free (old);
  return changed;
}

/**
 * gesso_node_get_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the id; never changes
 */
const char *
gesso_node_get_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->id;
}

/**
 * gesso_node_is_loaded:
 * @self: a node
 *
 * Returns: whether the other properties mean something yet
 */
gboolean
gesso_node_is_loaded (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), FALSE);

  return self->loaded;
}

/**
 * gesso_node_get_kind:
 * @self: a node
 *
 * Returns: how it came to be
 */
GessoNodeKind
gesso_node_get_kind (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), GESSO_NODE_KIND_IMPORTED);

  return self->row->kind;
}

/**
 * gesso_node_get_session_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): its session
 */
const char *
gesso_node_get_session_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->session_id;
}

/**
 * gesso_node_get_stack_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): siblings of one request share it
 */
const char *
gesso_node_get_stack_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->stack_id;
}

/**
 * gesso_node_get_base_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the node it was made from
 */
const char *
gesso_node_get_base_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->base_id;
}

/**
 * gesso_node_get_job_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the job that made it
 */
const char *
gesso_node_get_job_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->job_id;
}

/**
 * gesso_node_get_output_index:
 * @self: a node
 *
 * Returns: which picture of its job it is
 */
int
gesso_node_get_output_index (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), 0);

  return self->row->output_index;
}

/**
 * gesso_node_get_digest:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the name of its blob
 */
const char *
gesso_node_get_digest (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->digest;
}

/**
 * gesso_node_get_path:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the picture as received
 */
const char *
gesso_node_get_path (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->path;
}

/**
 * gesso_node_get_file:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): its readable name under projects/
 */
const char *
gesso_node_get_file (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->file;
}

/**
 * gesso_node_get_name:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the name of the file it was imported from
 */
const char *
gesso_node_get_name (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->name;
}

/**
 * gesso_node_get_mime_type:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the media type of the picture
 */
const char *
gesso_node_get_mime_type (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->mime_type;
}

/**
 * gesso_node_get_width:
 * @self: a node
 *
 * Returns: in pixels
 */
int
gesso_node_get_width (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), 0);

  return self->row->width;
}

/**
 * gesso_node_get_height:
 * @self: a node
 *
 * Returns: in pixels
 */
int
gesso_node_get_height (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), 0);

  return self->row->height;
}

/**
 * gesso_node_get_n_bytes:
 * @self: a node
 *
 * Returns: size of the file
 */
gint64
gesso_node_get_n_bytes (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->n_bytes;
}

/**
 * gesso_node_get_prompt:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): what was asked for
 */
const char *
gesso_node_get_prompt (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->prompt;
}

/**
 * gesso_node_get_revised_prompt:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): what the service made of it
 */
const char *
gesso_node_get_revised_prompt (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->revised_prompt;
}

/**
 * gesso_node_get_model:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the model that made it
 */
const char *
gesso_node_get_model (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->model;
}

/**
 * gesso_node_get_account_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the account that made it
 */
const char *
gesso_node_get_account_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->account_id;
}

/**
 * gesso_node_get_account_name:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the name that account had
 */
const char *
gesso_node_get_account_name (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->account_name;
}

/**
 * gesso_node_get_request_id:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the name the service gave to the exchange
 */
const char *
gesso_node_get_request_id (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->request_id;
}

/**
 * gesso_node_get_created_us:
 * @self: a node
 *
 * Returns: microseconds since 1970
 */
gint64
gesso_node_get_created_us (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->created_us;
}

/**
 * gesso_node_get_duration_ms:
 * @self: a node
 *
 * Returns: first byte out to last byte in
 */
gint64
gesso_node_get_duration_ms (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->duration_ms;
}

/**
 * gesso_node_get_cost_micros:
 * @self: a node
 *
 * Returns: micro-dollars for this picture, -1 unknown
 */
gint64
gesso_node_get_cost_micros (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->cost_micros;
}

/**
 * gesso_node_get_estimate_low:
 * @self: a node
 *
 * Returns: micro-dollars, -1 unknown
 */
gint64
gesso_node_get_estimate_low (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->estimate_low;
}

/**
 * gesso_node_get_estimate_high:
 * @self: a node
 *
 * Returns: micro-dollars, -1 unknown
 */
gint64
gesso_node_get_estimate_high (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), -1);

  return self->row->estimate_high;
}

/**
 * gesso_node_get_favourite:
 * @self: a node
 *
 * Returns: whether it is a favourite
 */
gboolean
gesso_node_get_favourite (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), FALSE);

  return self->row->favourite;
}

/**
 * gesso_node_get_rating:
 * @self: a node
 *
 * Returns: 0 to 5
 */
int
gesso_node_get_rating (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), 0);

  return self->row->rating;
}

/**
 * gesso_node_get_note:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): free text
 */
const char *
gesso_node_get_note (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return self->row->note;
}

/**
 * gesso_node_get_tags:
 * @self: a node
 *
 * Returns: (transfer none) (not nullable): tags in alphabetical order, until the next change
 */
const char *const *
gesso_node_get_tags (GessoNode *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (GESSO_IS_NODE (self), none);

  return self->row->tags != NULL ? (const char *const *) self->row->tags : none;
}

/**
 * gesso_node_get_deleted:
 * @self: a node
 *
 * Returns: whether it is in the bin
 */
gboolean
gesso_node_get_deleted (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), FALSE);

  return self->row->deleted_us != 0;
}
