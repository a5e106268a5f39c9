/* gesso-history-model.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoHistoryModel: the answer to a query as a list of a hundred thousand pictures that costs
 * what the visible ones cost.
 *
 * A page of the gallery owns it; it owns a reference to the library. Main thread only. It holds
 * the ids of all that match, packed, newest first. An item is made when it is asked for, empty,
 * and its whole page is read on the library's worker; nodes that nobody shows any more are let
 * go. A new query shows the newest that the word index finds at once, then all that it finds, and
 * adds what only a scan finds when that is done. When nodes appear, change or go, only those are
 * asked about again.
 *
 *   library ── query ──▶ ids ── get_item ──▶ GessoNode (empty) ◀── page of rows ── library */

#include "config.h"

#include "store/gesso-history-model.h"

#include "store/gesso-library-private.h"
#include "store/gesso-library-query.h"

#include <string.h>

#define ID_LENGTH 26
#define PAGE 256
/* Pages whose nodes are kept alive for scrolling back. */
#define MAX_PAGES 8
/* Above this many changes at once a new query is cheaper than asking about each. */
#define MAX_ASKED 64

typedef struct
{
  char text[ID_LENGTH];
} Id;

/* A page that was asked for: its nodes live at least as long as it is remembered. */
typedef struct
{
  guint first;
  GPtrArray *nodes; /* (owned) */
} Page;

struct _GessoHistoryModel
{
  GObject parent_instance;

  GessoLibrary *library;     /* (owned) */
  GessoQuery *query;         /* (owned) */
  GCancellable *cancellable; /* (owned): of the query in force */

  GArray *ids;      /* (owned): Id, newest first */
  GQueue pages;     /* (owned): Page, last used first */
  GPtrArray *asked; /* (owned): ids of nodes that have changed */
  guint ask_id;     /* source */
  gboolean loading;
};

typedef enum
{
  PROP_LIBRARY = 1,
  PROP_QUERY,
  PROP_LOADING,
} GessoHistoryModelProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static GType
gesso_history_model_get_item_type (GListModel *model)
{
  return GESSO_TYPE_NODE;
}

static guint
gesso_history_model_get_n_items (GListModel *model)
{
  return GESSO_HISTORY_MODEL (model)->ids->len;
}

static char *
dup_id (GessoHistoryModel *self,
        guint              position)
{
  return g_strndup (g_array_index (self->ids, Id, position).text, ID_LENGTH);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->nodes);
  g_free (page);
}

static Page *
find_page (GessoHistoryModel *self,
           guint              first)
{
  for (GList *l = self->pages.head; l != NULL; l = l->next)
    if (((Page *) l->data)->first == first)
      {
        g_queue_unlink (&self->pages, l);
        g_queue_push_head_link (&self->pages, l);
        return l->data;
      }
  return NULL;
}

static void
forget_pages (GessoHistoryModel *self)
{
  g_queue_clear_full (&self->pages, page_free);
}

/* Makes empty nodes for a page and has those read that are not known yet. */
static void
read_page (GessoHistoryModel *self,
           guint              first)
{
  Page *page = g_new0 (Page, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;
  guint end = MIN (first + PAGE, self->ids->len);

  page->first = first;
  page->nodes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i < end; i++)
    {
      g_autofree char *id = dup_id (self, i);
      GessoNode *node = _gesso_library_ensure_node (self->library, id);

      g_ptr_array_add (page->nodes, node);
      if (!gesso_node_is_loaded (node))
        g_strv_builder_add (builder, id);
    }
  g_queue_push_head (&self->pages, page);
  if (g_queue_get_length (&self->pages) > MAX_PAGES)
    page_free (g_queue_pop_tail (&self->pages));

  wanted = g_strv_builder_end (builder);
  if (*wanted != NULL)
    gesso_library_load_nodes_async (self->library, (const char *const *) wanted, self->cancellable,
                                    NULL, NULL);
}

static gpointer
gesso_history_model_get_item (GListModel *model,
                              guint       position)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (model);
  g_autofree char *id = NULL;

  if (position >= self->ids->len)
    return NULL;
  if (find_page (self, position - position % PAGE) == NULL)
    read_page (self, position - position % PAGE);
  id = dup_id (self, position);
  return _gesso_library_ensure_node (self->library, id);
}

static void
gesso_history_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = gesso_history_model_get_item_type;
  iface->get_n_items = gesso_history_model_get_n_items;
  iface->get_item = gesso_history_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoHistoryModel,
                               gesso_history_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      gesso_history_model_list_model_init))

/* Where @id is, or would be; the order is descending. */
static guint
bisect (GessoHistoryModel *self,
        const char        *id,
        gboolean          *out_found)
{
  guint low = 0;
  guint high = self->ids->len;

  *out_found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strncmp (g_array_index (self->ids, Id, middle).text, id, ID_LENGTH);

      if (order == 0)
        {
          *out_found = TRUE;
          return middle;
        }
      if (order > 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
set_loading (GessoHistoryModel *self,
             gboolean           loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static GArray *
pack (char **ids)
{
  GArray *packed = g_array_sized_new (FALSE, TRUE, sizeof (Id), g_strv_length (ids));

  for (; *ids != NULL; ids++)
    if (strlen (*ids) == ID_LENGTH)
      g_array_append_vals (packed, *ids, 1);
  return packed;
}

/* Replaces the list by @packed (transfer full), announcing only the part that differs. */
static void
replace (GessoHistoryModel *self,
         GArray            *packed)
{
  GArray *old = self->ids;
  guint start = 0;
  guint end = 0;
  guint shorter = MIN (old->len, packed->len);

  while (
      start < shorter
      && memcmp (&g_array_index (old, Id, start), &g_array_index (packed, Id, start), sizeof (Id))
             == 0)
    start++;
  while (end < shorter - start
         && memcmp (&g_array_index (old, Id, old->len - 1 - end),
                    &g_array_index (packed, Id, packed->len - 1 - end), sizeof (Id))
                == 0)
    end++;

  self->ids = packed;
  if (start + end != old->len || start + end != packed->len)
    {
      forget_pages (self);
      g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                  packed->len - start - end);
    }
  g_array_unref (old);
}

static void
ask_for (GessoHistoryModel   *self,
         GessoQueryPart       part,
         GAsyncReadyCallback  callback)
{
  _gesso_library_query_part_async (self->library, self->query, part, NULL, self->cancellable,
                                   callback, self);
}

/* Shows the ids of an answer. NULL where nothing is left to do: a newer query is in force, the
 * model is gone, or the answer is an error. */
static GessoHistoryModel *
take_answer (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data,
             guint        *out_n)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = gesso_library_query_finish (GESSO_LIBRARY (source), result, &error);
  GessoHistoryModel *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  self = user_data;
  if (ids == NULL)
    {
      set_loading (self, FALSE);
      return NULL;
    }
  *out_n = g_strv_length (ids);
  replace (self, pack (ids));
  return self;
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  guint n;
  GessoHistoryModel *self = take_answer (source, result, user_data, &n);

  if (self != NULL)
    set_loading (self, FALSE);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  guint n;
  GessoHistoryModel *self = take_answer (source, result, user_data, &n);

  if (self != NULL)
    ask_for (self, GESSO_QUERY_PART_ALL, scanned_cb);
}

/* Where these are not the whole answer, they are shown until the next part of it is there. */
static void
first_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  guint n;
  GessoHistoryModel *self = take_answer (source, result, user_data, &n);

  if (self == NULL)
    return;
  if (n == GESSO_QUERY_N_FIRST)
    ask_for (self, GESSO_QUERY_PART_WORDS, found_cb);
  else
    ask_for (self, GESSO_QUERY_PART_ALL, scanned_cb);
}

/* A question about some nodes, on its way. */
typedef struct
{
  GessoHistoryModel *model; /* (unowned): cancels it before it goes */
  char **among;             /* (owned) */
} Question;

static void
question_free (Question *question)
{
  g_strfreev (question->among);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) matching = gesso_library_query_finish (GESSO_LIBRARY (source), result, &error);
  GessoHistoryModel *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || matching == NULL)
    return; /* As above; and after another error the list stays as it is. */
  self = question->model;
  for (char **id = question->among; *id != NULL; id++)
    {
      gboolean found = FALSE;
      guint position = bisect (self, *id, &found);
      gboolean wanted = g_strv_contains ((const char *const *) matching, *id);

      if (found == wanted || strlen (*id) != ID_LENGTH)
        continue;
      if (wanted)
        g_array_insert_vals (self->ids, position, *id, 1);
      else
        g_array_remove_index (self->ids, position);
      forget_pages (self);
      g_list_model_items_changed (G_LIST_MODEL (self), position, found, wanted);
    }
}

static gboolean
ask_idle_cb (gpointer user_data)
{
  GessoHistoryModel *self = user_data;
  Question *question;

  self->ask_id = 0;
  if (self->asked->len > MAX_ASKED)
    {
      g_ptr_array_set_size (self->asked, 0);
      gesso_history_model_reload (self);
      return G_SOURCE_REMOVE;
    }

  question = g_new0 (Question, 1);
  question->model = self;
  g_ptr_array_add (self->asked, NULL);
  question->among = (char **) g_ptr_array_steal (self->asked, NULL);
  _gesso_library_query_part_async (self->library, self->query, GESSO_QUERY_PART_ALL,
                                   (const char *const *) question->among, self->cancellable,
                                   answered_cb, question);
  return G_SOURCE_REMOVE;
}

static void
node_news_cb (GessoHistoryModel *self,
              GessoNode         *node)
{
  g_ptr_array_add (self->asked, g_strdup (gesso_node_get_id (node)));
  if (self->ask_id == 0)
    self->ask_id = g_idle_add_full (G_PRIORITY_DEFAULT, ask_idle_cb, self, NULL);
}

static void
node_removed_cb (GessoHistoryModel *self,
                 const char        *id)
{
  gboolean found = FALSE;
  guint position = bisect (self, id, &found);

  if (!found)
    return;
  g_array_remove_index (self->ids, position);
  forget_pages (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
gesso_history_model_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (object);

  switch ((GessoHistoryModelProperty) property_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_history_model_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (object);

  switch ((GessoHistoryModelProperty) property_id)
    {
    case PROP_LIBRARY:
      self->library = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      gesso_history_model_set_query (self, g_value_get_boxed (value));
      break;
    case PROP_LOADING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_history_model_constructed (GObject *object)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (object);

  G_OBJECT_CLASS (gesso_history_model_parent_class)->constructed (object);

  g_signal_connect_object (self->library, "node-added", G_CALLBACK (node_news_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "node-changed", G_CALLBACK (node_news_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "node-removed", G_CALLBACK (node_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gesso_history_model_reload (self);
}

static void
gesso_history_model_dispose (GObject *object)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  forget_pages (self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (gesso_history_model_parent_class)->dispose (object);
}

static void
gesso_history_model_finalize (GObject *object)
{
  GessoHistoryModel *self = GESSO_HISTORY_MODEL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, gesso_query_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_history_model_parent_class)->finalize (object);
}

static void
gesso_history_model_class_init (GessoHistoryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = gesso_history_model_constructed;
  object_class->get_property = gesso_history_model_get_property;
  object_class->set_property = gesso_history_model_set_property;
  object_class->dispose = gesso_history_model_dispose;
  object_class->finalize = gesso_history_model_finalize;

  /**
   * GessoHistoryModel:library:
   *
   * Whose history it is.
   */
  properties[PROP_LIBRARY]
      = g_param_spec_object ("library", NULL, NULL, GESSO_TYPE_LIBRARY,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | flags);

  /**
   * GessoHistoryModel:query:
   *
   * What is shown.
   */
  properties[PROP_QUERY]
      = g_param_spec_boxed ("query", NULL, NULL, GESSO_TYPE_QUERY, G_PARAM_READWRITE | flags);

  /**
   * GessoHistoryModel:loading:
   *
   * Whether the answer is not complete yet.
   */
  properties[PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_history_model_init (GessoHistoryModel *self)
{
  self->query = gesso_query_new ();
  self->cancellable = g_cancellable_new ();
  self->ids = g_array_new (FALSE, TRUE, sizeof (Id));
  self->asked = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->pages);
}

/**
 * gesso_history_model_new:
 * @library: an open library
 *
 * Returns: (transfer full): a model of everything that is not in the bin, which fills soon
 */
GessoHistoryModel *
gesso_history_model_new (GessoLibrary *library)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);

  return g_object_new (GESSO_TYPE_HISTORY_MODEL, "library", library, NULL);
}

/**
 * gesso_history_model_get_query:
 * @self: a model
 *
 * Returns: (transfer none): the query in force
 */
const GessoQuery *
gesso_history_model_get_query (GessoHistoryModel *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_MODEL (self), NULL);

  return self->query;
}

/**
 * gesso_history_model_set_query:
 * @self: a model
 * @query: (nullable): what to show; copied; %NULL for everything that is not in the bin
 *
 * Shows something else. The list keeps its old content until the answer is there.
 */
void
gesso_history_model_set_query (GessoHistoryModel *self,
                               const GessoQuery  *query)
{
  static const GessoQuery all = GESSO_QUERY_INIT;

  g_return_if_fail (GESSO_IS_HISTORY_MODEL (self));

  if (query == NULL)
    query = &all;
  if (gesso_query_equal (self->query, query))
    return;
  g_clear_pointer (&self->query, gesso_query_free);
  self->query = gesso_query_copy (query);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  gesso_history_model_reload (self);
}

/**
 * gesso_history_model_get_loading:
 * @self: a model
 *
 * Returns: %TRUE while the answer is not complete
 */
gboolean
gesso_history_model_get_loading (GessoHistoryModel *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_MODEL (self), FALSE);

  return self->loading;
}

/**
 * gesso_history_model_find:
 * @self: a model
 * @node_id: (nullable): a node
 * @out_position: (out) (optional): where it is
 *
 * Returns: %TRUE if the node is in the list
 */
gboolean
gesso_history_model_find (GessoHistoryModel *self,
                          const char        *node_id,
                          guint             *out_position)
{
  gboolean found = FALSE;
  guint position;

  g_return_val_if_fail (GESSO_IS_HISTORY_MODEL (self), FALSE);

  if (node_id == NULL || strlen (node_id) != ID_LENGTH)
    return FALSE;
  position = bisect (self, node_id, &found);
  if (found && out_position != NULL)
    *out_position = position;
  return found;
}

/**
 * gesso_history_model_reload:
 * @self: a model
 *
 * Asks again, for instance after another process has worked on the library.
 */
void
gesso_history_model_reload (GessoHistoryModel *self)
{
  gboolean words;

  g_return_if_fail (GESSO_IS_HISTORY_MODEL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  forget_pages (self);
  words = self->query->text != NULL && *self->query->text != '\0';
  set_loading (self, TRUE);
  ask_for (self, GESSO_QUERY_PART_FIRST, words ? first_found_cb : scanned_cb);
}
