/* gesso-session.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSession: one tree of nodes, as the strip and the tree view show it.
 *
 * The library makes sessions, keeps at most one alive per id without holding it, and feeds it with
 * the nodes that appear and change; whoever shows it holds it. It holds its nodes, also those in
 * the bin, because lineage goes through them. As a list it shows the others, oldest first. It
 * holds the library, so sessions must be let go before the library is closed for good. Main
 * thread only. */

#include "config.h"

#include "store/gesso-session.h"
#include "store/gesso-session-private.h"

#include "base/gesso-str.h"
#include "store/gesso-library-private.h"

#include <string.h>

struct _GessoSession
{
  GObject parent_instance;

  GessoLibrary *library; /* (owned) */
  char *id;              /* (owned) */
  char *title;           /* (owned) */
  char *project_id;      /* (owned) */
  char *project_name;    /* (owned) */

  GHashTable *all;    /* (owned): id → GessoNode (owned), the bin included */
  GPtrArray *shown;   /* (owned): GessoNode (unowned), by id */
  GessoNode *current; /* (owned) (nullable) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_PROJECT_ID,
  PROP_PROJECT_NAME,
  PROP_CURRENT,
} GessoSessionProperty;

static GParamSpec *properties[PROP_CURRENT + 1];
static guint tree_changed_signal;

static GType
gesso_session_get_item_type (GListModel *model)
{
  return GESSO_TYPE_NODE;
}

static guint
gesso_session_get_n_items (GListModel *model)
{
  return GESSO_SESSION (model)->shown->len;
}

static gpointer
gesso_session_get_item (GListModel *model,
                        guint       position)
{
  GessoSession *self = GESSO_SESSION (model);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
gesso_session_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = gesso_session_get_item_type;
  iface->get_n_items = gesso_session_get_n_items;
  iface->get_item = gesso_session_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoSession,
                               gesso_session,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      gesso_session_list_model_init))

/* Where @id is in the list, or would be. */
static guint
bisect (GessoSession *self,
        const char   *id,
        gboolean     *out_found)
{
  guint low = 0;
  guint high = self->shown->len;

  *out_found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (gesso_node_get_id (self->shown->pdata[middle]), id);

      if (order == 0)
        {
          *out_found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A deleted node cannot stay selected: its nearest living relative takes over. Where nothing is
 * left, the next one to come or to come back is selected. */
static void
leave_node (GessoSession *self,
            GessoNode    *node)
{
  g_autoptr (GessoNode) next = NULL;

  if (self->current != node)
    return;
  next = gesso_session_get_parent (self, node);
  if (next == NULL && self->shown->len > 0)
    next = g_object_ref (self->shown->pdata[self->shown->len - 1]);
  gesso_session_set_current (self, next);
}

void
_gesso_session_update (GessoSession *self,
                       GessoNode    *node)
{
  const char *id = gesso_node_get_id (node);
  gboolean shown = FALSE;
  guint position = bisect (self, id, &shown);
  gboolean wanted = !gesso_node_get_deleted (node);

  if (!g_hash_table_contains (self->all, id))
    g_hash_table_insert (self->all, g_strdup (id), g_object_ref (node));
  if (wanted == shown)
    return;

  if (wanted)
    g_ptr_array_insert (self->shown, (int) position, node);
  else
    g_ptr_array_remove_index (self->shown, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, shown, wanted);
  if (!wanted)
    leave_node (self, node);
  else if (self->current == NULL)
    gesso_session_set_current (self, node);
}

void
_gesso_session_drop (GessoSession *self,
                     const char   *node_id)
{
  GessoNode *known = g_hash_table_lookup (self->all, node_id);
  g_autoptr (GessoNode) node = known != NULL ? g_object_ref (known) : NULL;
  gboolean shown = FALSE;
  guint position;

  if (node == NULL)
    return;
  position = bisect (self, node_id, &shown);
  if (shown)
    {
      g_ptr_array_remove_index (self->shown, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  leave_node (self, node);
  g_hash_table_remove (self->all, node_id);
  _gesso_session_emit_tree_changed (self);
}

void
_gesso_session_emit_tree_changed (GessoSession *self)
{
  g_signal_emit (self, tree_changed_signal, 0);
}

void
_gesso_session_set_info (GessoSession           *self,
                         const GessoSessionInfo *info)
{
  if (gesso_set_str (&self->title, info->title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  if (gesso_set_str (&self->project_id, info->project_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT_ID]);
  if (gesso_set_str (&self->project_name, info->project_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT_NAME]);
}

/* What was current when the session was last open; not written back. */
void
_gesso_session_restore_current (GessoSession *self,
                                const char   *node_id)
{
  GessoNode *node = node_id != NULL ? g_hash_table_lookup (self->all, node_id) : NULL;

  if (node == NULL || gesso_node_get_deleted (node))
    node = self->shown->len > 0 ? self->shown->pdata[self->shown->len - 1] : NULL;
  if (g_set_object (&self->current, node))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

GessoSession *
_gesso_session_new (GessoLibrary           *library,
                    const GessoSessionInfo *info)
{
  GessoSession *self = g_object_new (GESSO_TYPE_SESSION, NULL);

  self->library = g_object_ref (library);
  self->id = g_strdup (info->id);
  _gesso_session_set_info (self, info);
  return self;
}

static void
gesso_session_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoSession *self = GESSO_SESSION (object);

  switch ((GessoSessionProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PROJECT_ID:
      g_value_set_string (value, self->project_id);
      break;
    case PROP_PROJECT_NAME:
      g_value_set_string (value, self->project_name);
      break;
    case PROP_CURRENT:
      g_value_set_object (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_session_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (property_id == PROP_CURRENT)
    gesso_session_set_current (GESSO_SESSION (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
gesso_session_dispose (GObject *object)
{
  GessoSession *self = GESSO_SESSION (object);

  g_clear_object (&self->current);
  g_ptr_array_set_size (self->shown, 0);
  g_hash_table_remove_all (self->all);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (gesso_session_parent_class)->dispose (object);
}

static void
gesso_session_finalize (GObject *object)
{
  GessoSession *self = GESSO_SESSION (object);

  g_clear_pointer (&self->all, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->project_id);
  g_free (self->project_name);

  G_OBJECT_CLASS (gesso_session_parent_class)->finalize (object);
}

static void
gesso_session_class_init (GessoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = gesso_session_get_property;
  object_class->set_property = gesso_session_set_property;
  object_class->dispose = gesso_session_dispose;
  object_class->finalize = gesso_session_finalize;

  /**
   * GessoSession:id:
   *
   * The id; never changes.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);

  /**
   * GessoSession:title:
   *
   * The title; empty until somebody gives one or the first prompt does.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);

  /**
   * GessoSession:project-id:
   *
   * The project it belongs to.
   */
  properties[PROP_PROJECT_ID] = g_param_spec_string ("project-id", NULL, NULL, NULL, read);

  /**
   * GessoSession:project-name:
   *
   * The name of its project; empty for the default one.
   */
  properties[PROP_PROJECT_NAME] = g_param_spec_string ("project-name", NULL, NULL, NULL, read);

  /**
   * GessoSession:current:
   *
   * The selected node; remembered on disk.
   */
  properties[PROP_CURRENT]
      = g_param_spec_object ("current", NULL, NULL, GESSO_TYPE_NODE, read | G_PARAM_WRITABLE);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GessoSession::tree-changed:
   * @self: the session
   *
   * Nodes came, went or changed; emitted once after each bunch of changes.
   */
  tree_changed_signal = g_signal_new ("tree-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_session_init (GessoSession *self)
{
  self->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->shown = g_ptr_array_new ();
}

/**
 * gesso_session_get_id:
 * @self: a session
 *
 * Returns: (transfer none): its id
 */
const char *
gesso_session_get_id (GessoSession *self)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return self->id;
}

/**
 * gesso_session_get_title:
 * @self: a session
 *
 * Returns: (transfer none) (not nullable): its title; empty while it has none
 */
const char *
gesso_session_get_title (GessoSession *self)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return self->title;
}

/**
 * gesso_session_get_project_id:
 * @self: a session
 *
 * Returns: (transfer none): its project
 */
const char *
gesso_session_get_project_id (GessoSession *self)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return self->project_id;
}

/**
 * gesso_session_get_project_name:
 * @self: a session
 *
 * Returns: (transfer none) (not nullable): the project's name; empty for the default project
 */
const char *
gesso_session_get_project_name (GessoSession *self)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return self->project_name;
}

/**
 * gesso_session_get_current:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the selected node
 */
GessoNode *
gesso_session_get_current (GessoSession *self)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return self->current;
}

/**
 * gesso_session_set_current:
 * @self: a session
 * @node: (nullable): one of its nodes
 *
 * Selects a node and remembers that on disk.
 */
void
gesso_session_set_current (GessoSession *self,
                           GessoNode    *node)
{
  g_return_if_fail (GESSO_IS_SESSION (self));
  g_return_if_fail (node == NULL || GESSO_IS_NODE (node));

  if (!g_set_object (&self->current, node))
    return;
  if (self->library != NULL)
    _gesso_library_store_current (self->library, self->id,
                                  node != NULL ? gesso_node_get_id (node) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

/**
 * gesso_session_get_parent:
 * @self: a session
 * @node: a node
 *
 * Returns: (transfer full) (nullable): the nearest ancestor that is not deleted
 */
GessoNode *
gesso_session_get_parent (GessoSession *self,
                          GessoNode    *node)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);
  g_return_val_if_fail (GESSO_IS_NODE (node), NULL);

  /* Bounded, because a library that was edited by hand could hold a circle. */
  for (guint i = 0; i <= g_hash_table_size (self->all); i++)
    {
      const char *base_id = gesso_node_get_base_id (node);

      node = base_id != NULL ? g_hash_table_lookup (self->all, base_id) : NULL;
      if (node == NULL)
        return NULL;
      if (!gesso_node_get_deleted (node))
        return g_object_ref (node);
    }
  return NULL;
}

/**
 * gesso_session_get_path:
 * @self: a session
 * @node: (nullable): a node
 *
 * Returns: (transfer full) (element-type GessoNode): from the root to @node; empty for %NULL
 */
GPtrArray *
gesso_session_get_path (GessoSession *self,
                        GessoNode    *node)
{
  GPtrArray *path = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (GESSO_IS_SESSION (self), path);
  g_return_val_if_fail (node == NULL || GESSO_IS_NODE (node), path);

  if (node != NULL)
    g_object_ref (node);
  while (node != NULL && path->len <= self->shown->len)
    {
      g_ptr_array_insert (path, 0, node);
      node = gesso_session_get_parent (self, node);
    }
  g_clear_object (&node);
  return path;
}

/**
 * gesso_session_get_children:
 * @self: a session
 * @node: (nullable): a node, or %NULL for the roots
 *
 * Returns: (transfer full) (element-type GessoNode): what was made from @node, oldest first
 */
GPtrArray *
gesso_session_get_children (GessoSession *self,
                            GessoNode    *node)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (GESSO_IS_SESSION (self), children);
  g_return_val_if_fail (node == NULL || GESSO_IS_NODE (node), children);

  for (guint i = 0; i < self->shown->len; i++)
    {
      g_autoptr (GessoNode) parent = gesso_session_get_parent (self, self->shown->pdata[i]);

      if (parent == node)
        g_ptr_array_add (children, g_object_ref (self->shown->pdata[i]));
    }
  return children;
}

/**
 * gesso_session_get_stack:
 * @self: a session
 * @node: a node
 *
 * Returns: (transfer full) (element-type GessoNode): the siblings of the same stack, @node
 *   included, oldest first
 */
GPtrArray *
gesso_session_get_stack (GessoSession *self,
                         GessoNode    *node)
{
  GPtrArray *stack = g_ptr_array_new_with_free_func (g_object_unref);
  const char *stack_id;

  g_return_val_if_fail (GESSO_IS_SESSION (self), stack);
  g_return_val_if_fail (GESSO_IS_NODE (node), stack);

  stack_id = gesso_node_get_stack_id (node);
  for (guint i = 0; i < self->shown->len; i++)
    {
      GessoNode *other = self->shown->pdata[i];

      if (other == node
          || (stack_id != NULL && g_strcmp0 (gesso_node_get_stack_id (other), stack_id) == 0))
        g_ptr_array_add (stack, g_object_ref (other));
    }
  return stack;
}

/**
 * gesso_session_find:
 * @self: a session
 * @node_id: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the node if it belongs to this session, also when it is
 *   deleted
 */
GessoNode *
gesso_session_find (GessoSession *self,
                    const char   *node_id)
{
  g_return_val_if_fail (GESSO_IS_SESSION (self), NULL);

  return node_id != NULL ? g_hash_table_lookup (self->all, node_id) : NULL;
}

/**
 * gesso_session_find_position:
 * @self: a session
 * @node: a node
 *
 * Returns: its place in the list, or %G_MAXUINT if it is not shown
 */
guint
gesso_session_find_position (GessoSession *self,
                             GessoNode    *node)
{
  gboolean found = FALSE;
  guint position;

  g_return_val_if_fail (GESSO_IS_SESSION (self), G_MAXUINT);
  g_return_val_if_fail (GESSO_IS_NODE (node), G_MAXUINT);

  position = bisect (self, gesso_node_get_id (node), &found);
  return found ? position : G_MAXUINT;
}
