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

typedef enum
{
  PROP_ID = 1,
  PROP_IS_LOADED,
  PROP_KIND,
  PROP_SESSION_ID,
  PROP_STACK_ID,
  PROP_BASE_ID,
  PROP_JOB_ID,
  PROP_OUTPUT_INDEX,
  PROP_DIGEST,
  PROP_PATH,
  PROP_FILE,
  PROP_NAME,
  PROP_MIME_TYPE,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_N_BYTES,
  PROP_PROMPT,
  PROP_REVISED_PROMPT,
  PROP_MODEL,
  PROP_ACCOUNT_ID,
  PROP_ACCOUNT_NAME,
  PROP_REQUEST_ID,
  PROP_CREATED_US,
  PROP_DURATION_MS,
  PROP_COST_MICROS,
  PROP_ESTIMATE_LOW,
  PROP_ESTIMATE_HIGH,
  PROP_FAVOURITE,
  PROP_RATING,
  PROP_NOTE,
  PROP_TAGS,
  PROP_ANSWER_PATH,
  PROP_PROTECTED,
  PROP_DELETED,
} GessoNodeProperty;

static GParamSpec *properties[PROP_DELETED + 1];

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

void
_gesso_node_row_free (GessoNodeRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->session_id);
  g_free (self->stack_id);
  g_free (self->base_id);
  g_free (self->job_id);
  g_free (self->digest);
  g_free (self->path);
  g_free (self->file);
  g_free (self->name);
  g_free (self->mime_type);
  g_free (self->prompt);
  g_free (self->revised_prompt);
  g_free (self->model);
  g_free (self->account_id);
  g_free (self->account_name);
  g_free (self->request_id);
  g_free (self->note);
  g_free (self->answer_digest);
  g_free (self->answer_path);
  g_free (self->proof_json);
  g_strfreev (self->tags);
  g_free (self);
}

static gboolean
equal_tags (char **a,
            char **b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? (const char *const *) a : none,
                       b != NULL ? (const char *const *) b : none);
}

/* Whether @property has the same value in both rows. */
static gboolean
is_same (GessoNodeProperty   property,
         const GessoNodeRow *a,
         const GessoNodeRow *b)
{
  switch (property)
    {
    case PROP_ID:
      return g_strcmp0 (a->id, b->id) == 0;
    case PROP_IS_LOADED:
      return TRUE;
    case PROP_KIND:
      return a->kind == b->kind;
    case PROP_SESSION_ID:
      return g_strcmp0 (a->session_id, b->session_id) == 0;
    case PROP_STACK_ID:
      return g_strcmp0 (a->stack_id, b->stack_id) == 0;
    case PROP_BASE_ID:
      return g_strcmp0 (a->base_id, b->base_id) == 0;
    case PROP_JOB_ID:
      return g_strcmp0 (a->job_id, b->job_id) == 0;
    case PROP_OUTPUT_INDEX:
      return a->output_index == b->output_index;
    case PROP_DIGEST:
      return g_strcmp0 (a->digest, b->digest) == 0;
    case PROP_PATH:
      return g_strcmp0 (a->path, b->path) == 0;
    case PROP_FILE:
      return g_strcmp0 (a->file, b->file) == 0;
    case PROP_NAME:
      return g_strcmp0 (a->name, b->name) == 0;
    case PROP_MIME_TYPE:
      return g_strcmp0 (a->mime_type, b->mime_type) == 0;
    case PROP_WIDTH:
      return a->width == b->width;
    case PROP_HEIGHT:
      return a->height == b->height;
    case PROP_N_BYTES:
      return a->n_bytes == b->n_bytes;
    case PROP_PROMPT:
      return g_strcmp0 (a->prompt, b->prompt) == 0;
    case PROP_REVISED_PROMPT:
      return g_strcmp0 (a->revised_prompt, b->revised_prompt) == 0;
    case PROP_MODEL:
      return g_strcmp0 (a->model, b->model) == 0;
    case PROP_ACCOUNT_ID:
      return g_strcmp0 (a->account_id, b->account_id) == 0;
    case PROP_ACCOUNT_NAME:
      return g_strcmp0 (a->account_name, b->account_name) == 0;
    case PROP_REQUEST_ID:
      return g_strcmp0 (a->request_id, b->request_id) == 0;
    case PROP_CREATED_US:
      return a->created_us == b->created_us;
    case PROP_DURATION_MS:
      return a->duration_ms == b->duration_ms;
    case PROP_COST_MICROS:
      return a->cost_micros == b->cost_micros;
    case PROP_ESTIMATE_LOW:
      return a->estimate_low == b->estimate_low;
    case PROP_ESTIMATE_HIGH:
      return a->estimate_high == b->estimate_high;
    case PROP_FAVOURITE:
      return a->favourite == b->favourite;
    case PROP_RATING:
      return a->rating == b->rating;
    case PROP_NOTE:
      return g_strcmp0 (a->note, b->note) == 0;
    case PROP_TAGS:
      return equal_tags (a->tags, b->tags);
    case PROP_ANSWER_PATH:
      return g_strcmp0 (a->answer_path, b->answer_path) == 0;
    case PROP_PROTECTED:
      return g_strcmp0 (a->proof_json, b->proof_json) == 0;
    case PROP_DELETED:
      return (a->deleted_us != 0) == (b->deleted_us != 0);
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

  switch ((GessoNodeProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->row->id);
      break;
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->row->kind);
      break;
    case PROP_SESSION_ID:
      g_value_set_string (value, self->row->session_id);
      break;
    case PROP_STACK_ID:
      g_value_set_string (value, self->row->stack_id);
      break;
    case PROP_BASE_ID:
      g_value_set_string (value, self->row->base_id);
      break;
    case PROP_JOB_ID:
      g_value_set_string (value, self->row->job_id);
      break;
    case PROP_OUTPUT_INDEX:
      g_value_set_int (value, self->row->output_index);
      break;
    case PROP_DIGEST:
      g_value_set_string (value, self->row->digest);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->row->path);
      break;
    case PROP_FILE:
      g_value_set_string (value, self->row->file);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->row->name);
      break;
    case PROP_MIME_TYPE:
      g_value_set_string (value, self->row->mime_type);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->row->width);
      break;
    case PROP_HEIGHT:
      g_value_set_int (value, self->row->height);
      break;
    case PROP_N_BYTES:
      g_value_set_int64 (value, self->row->n_bytes);
      break;
    case PROP_PROMPT:
      g_value_set_string (value, self->row->prompt);
      break;
    case PROP_REVISED_PROMPT:
      g_value_set_string (value, self->row->revised_prompt);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->row->model);
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_string (value, self->row->account_id);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->row->account_name);
      break;
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->row->request_id);
      break;
    case PROP_CREATED_US:
      g_value_set_int64 (value, self->row->created_us);
      break;
    case PROP_DURATION_MS:
      g_value_set_int64 (value, self->row->duration_ms);
      break;
    case PROP_COST_MICROS:
      g_value_set_int64 (value, self->row->cost_micros);
      break;
    case PROP_ESTIMATE_LOW:
      g_value_set_int64 (value, self->row->estimate_low);
      break;
    case PROP_ESTIMATE_HIGH:
      g_value_set_int64 (value, self->row->estimate_high);
      break;
    case PROP_FAVOURITE:
      g_value_set_boolean (value, self->row->favourite);
      break;
    case PROP_RATING:
      g_value_set_int (value, self->row->rating);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->row->note);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, gesso_node_get_tags (self));
      break;
    case PROP_ANSWER_PATH:
      g_value_set_string (value, self->row->answer_path);
      break;
    case PROP_PROTECTED:
      g_value_set_boolean (value, gesso_node_is_protected (self));
      break;
    case PROP_DELETED:
      g_value_set_boolean (value, self->row->deleted_us != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_node_finalize (GObject *object)
{
  GessoNode *self = GESSO_NODE (object);

  g_clear_pointer (&self->row, _gesso_node_row_free);

  G_OBJECT_CLASS (gesso_node_parent_class)->finalize (object);
}

static void
gesso_node_class_init (GessoNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = gesso_node_get_property;
  object_class->finalize = gesso_node_finalize;

  /**
   * GessoNode:id:
   *
   * The id; never changes.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:is-loaded:
   *
   * Whether the other properties mean something yet.
   */
  properties[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, flags);

  /**
   * GessoNode:kind:
   *
   * How it came to be.
   */
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, GESSO_TYPE_NODE_KIND,
                                             GESSO_NODE_KIND_IMPORTED, flags);

  /**
   * GessoNode:session-id:
   *
   * Its session.
   */
  properties[PROP_SESSION_ID] = g_param_spec_string ("session-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:stack-id:
   *
   * Siblings of one request share it.
   */
  properties[PROP_STACK_ID] = g_param_spec_string ("stack-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:base-id:
   *
   * The node it was made from.
   */
  properties[PROP_BASE_ID] = g_param_spec_string ("base-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:job-id:
   *
   * The job that made it.
   */
  properties[PROP_JOB_ID] = g_param_spec_string ("job-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:output-index:
   *
   * Which picture of its job it is.
   */
  properties[PROP_OUTPUT_INDEX]
      = g_param_spec_int ("output-index", NULL, NULL, 0, G_MAXINT, 0, flags);

  /**
   * GessoNode:digest:
   *
   * The name of its blob.
   */
  properties[PROP_DIGEST] = g_param_spec_string ("digest", NULL, NULL, NULL, flags);

  /**
   * GessoNode:answer-path:
   *
   * The answer as received, when the picture was made by putting it into its base.
   */
  properties[PROP_ANSWER_PATH] = g_param_spec_string ("answer-path", NULL, NULL, NULL, flags);

  /**
   * GessoNode:protected:
   *
   * Whether it was verified that nothing differs outside the mask.
   */
  properties[PROP_PROTECTED] = g_param_spec_boolean ("protected", NULL, NULL, FALSE, flags);

  /**
   * GessoNode:path:
   *
   * The picture as received.
   */
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);

  /**
   * GessoNode:file:
   *
   * Its readable name under projects/.
   */
  properties[PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, flags);

  /**
   * GessoNode:name:
   *
   * The name of the file it was imported from.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * GessoNode:mime-type:
   *
   * The media type of the picture.
   */
  properties[PROP_MIME_TYPE] = g_param_spec_string ("mime-type", NULL, NULL, NULL, flags);

  /**
   * GessoNode:width:
   *
   * In pixels.
   */
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);

  /**
   * GessoNode:height:
   *
   * In pixels.
   */
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);

  /**
   * GessoNode:n-bytes:
   *
   * Size of the file.
   */
  properties[PROP_N_BYTES] = g_param_spec_int64 ("n-bytes", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:prompt:
   *
   * What was asked for.
   */
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, NULL, flags);

  /**
   * GessoNode:revised-prompt:
   *
   * What the service made of it.
   */
  properties[PROP_REVISED_PROMPT] = g_param_spec_string ("revised-prompt", NULL, NULL, NULL, flags);

  /**
   * GessoNode:model:
   *
   * The model that made it.
   */
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);

  /**
   * GessoNode:account-id:
   *
   * The account that made it.
   */
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:account-name:
   *
   * The name that account had.
   */
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, flags);

  /**
   * GessoNode:request-id:
   *
   * The name the service gave to the exchange.
   */
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, flags);

  /**
   * GessoNode:created-us:
   *
   * Microseconds since 1970.
   */
  properties[PROP_CREATED_US]
      = g_param_spec_int64 ("created-us", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:duration-ms:
   *
   * First byte out to last byte in.
   */
  properties[PROP_DURATION_MS]
      = g_param_spec_int64 ("duration-ms", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:cost-micros:
   *
   * Micro-dollars for this picture, -1 unknown.
   */
  properties[PROP_COST_MICROS]
      = g_param_spec_int64 ("cost-micros", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:estimate-low:
   *
   * Micro-dollars, -1 unknown.
   */
  properties[PROP_ESTIMATE_LOW]
      = g_param_spec_int64 ("estimate-low", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:estimate-high:
   *
   * Micro-dollars, -1 unknown.
   */
  properties[PROP_ESTIMATE_HIGH]
      = g_param_spec_int64 ("estimate-high", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * GessoNode:favourite:
   *
   * Whether it is a favourite.
   */
  properties[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);

  /**
   * GessoNode:rating:
   *
   * 0 to 5.
   */
  properties[PROP_RATING] = g_param_spec_int ("rating", NULL, NULL, 0, G_MAXINT, 0, flags);

  /**
   * GessoNode:note:
   *
   * Free text.
   */
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);

  /**
   * GessoNode:tags:
   *
   * In alphabetical order.
   */
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);

  /**
   * GessoNode:deleted:
   *
   * Whether it is in the bin.
   */
  properties[PROP_DELETED] = g_param_spec_boolean ("deleted", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
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

/* Strings that did not change keep their place in memory, so that what a getter gave stays good
 * for as long as it is true. */
static void
keep_strings (GessoNodeRow *row,
              GessoNodeRow *old)
{
  static const gsize offsets[] = {
    G_STRUCT_OFFSET (GessoNodeRow, id),           G_STRUCT_OFFSET (GessoNodeRow, session_id),
    G_STRUCT_OFFSET (GessoNodeRow, stack_id),     G_STRUCT_OFFSET (GessoNodeRow, base_id),
    G_STRUCT_OFFSET (GessoNodeRow, job_id),       G_STRUCT_OFFSET (GessoNodeRow, digest),
    G_STRUCT_OFFSET (GessoNodeRow, path),         G_STRUCT_OFFSET (GessoNodeRow, file),
    G_STRUCT_OFFSET (GessoNodeRow, name),         G_STRUCT_OFFSET (GessoNodeRow, mime_type),
    G_STRUCT_OFFSET (GessoNodeRow, prompt),       G_STRUCT_OFFSET (GessoNodeRow, revised_prompt),
    G_STRUCT_OFFSET (GessoNodeRow, model),        G_STRUCT_OFFSET (GessoNodeRow, account_id),
    G_STRUCT_OFFSET (GessoNodeRow, account_name), G_STRUCT_OFFSET (GessoNodeRow, request_id),
    G_STRUCT_OFFSET (GessoNodeRow, note),         G_STRUCT_OFFSET (GessoNodeRow, answer_digest),
    G_STRUCT_OFFSET (GessoNodeRow, answer_path),
  };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      char **fresh = G_STRUCT_MEMBER_P (row, offsets[i]);
      char **known = G_STRUCT_MEMBER_P (old, offsets[i]);

      if (*known != NULL && g_strcmp0 (*fresh, *known) == 0)
        {
          char *moved = *fresh;

          *fresh = *known;
          *known = moved;
        }
    }
}

/* The row, borrowed until the next one. */
const GessoNodeRow *
_gesso_node_get_row (GessoNode *self)
{
  return self->row;
}

/* Takes a newer row (transfer full) and notifies what differs; says whether anything did. */
gboolean
_gesso_node_take_row (GessoNode    *self,
                      GessoNodeRow *row)
{
  GessoNodeRow *old = self->row;
  gboolean changed = !self->loaded;

  g_assert (strcmp (old->id, row->id) == 0);

  keep_strings (row, old);
  g_object_freeze_notify (G_OBJECT (self));
  self->row = row;
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
    }
  for (guint i = PROP_ID; i < G_N_ELEMENTS (properties); i++)
    if (!is_same ((GessoNodeProperty) i, old, row))
      {
        changed = TRUE;
        g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
      }
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
