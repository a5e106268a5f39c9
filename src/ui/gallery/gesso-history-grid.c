/* gesso-history-grid.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoHistoryGrid: the pictures of a history model in a virtual grid with multiple selection. It
 * costs what the visible cells cost. "selection-changed" says that the selection is another one;
 * "activated" gives the node that is to be opened. The page owns the model and gives it here.
 */

#include "config.h"

#include "ui/gallery/gesso-history-grid.h"

#include <glib/gi18n.h>

#include "ui/gallery/gesso-history-cell.h"

#define CELL_WIDTH 140
/* More than anybody means to pick one by one; reading a whole library only to select it would be
 * slow and help nobody. */
#define MAX_SELECTED 10000

struct _GessoHistoryGrid
{
  GtkWidget parent_instance;

  GtkMultiSelection *selection; /* (owned) (nullable) */
  GessoThumbnails *thumbnails;  /* (owned) (nullable) */

  GtkWidget *scroller; /* (owned): our child */
  GtkGridView *view;   /* (unowned): inside it */
};

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoHistoryGrid, gesso_history_grid, GTK_TYPE_WIDGET)

static void
setup_cb (GessoHistoryGrid *self,
          GtkListItem      *item)
{
  gtk_list_item_set_child (item, gesso_history_cell_new (self->thumbnails, CELL_WIDTH));
}

static void
bind_cb (GessoHistoryGrid *self,
         GtkListItem      *item)
{
  gesso_history_cell_set_node (GESSO_HISTORY_CELL (gtk_list_item_get_child (item)),
                               gtk_list_item_get_item (item));
}

static void
unbind_cb (GessoHistoryGrid *self,
           GtkListItem      *item)
{
  gesso_history_cell_set_node (GESSO_HISTORY_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (GessoHistoryGrid *self,
             guint             position)
{
  g_autoptr (GessoNode) node = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (node != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, node);
}

static void
selection_changed_cb (GessoHistoryGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static GtkListItemFactory *
make_factory (GessoHistoryGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

static gboolean
gesso_history_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_HISTORY_GRID (widget)->view));
}

static void
gesso_history_grid_dispose (GObject *object)
{
  GessoHistoryGrid *self = GESSO_HISTORY_GRID (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (gesso_history_grid_parent_class)->dispose (object);
}

static void
gesso_history_grid_class_init (GessoHistoryGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_history_grid_dispose;
  widget_class->grab_focus = gesso_history_grid_grab_focus;

  /**
   * GessoHistoryGrid::selection-changed:
   * @self: the grid
   *
   * Other pictures are selected.
   */
  signals[SIGNAL_SELECTION_CHANGED]
      = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GessoHistoryGrid::activated:
   * @self: the grid
   * @node: the picture that is to be opened
   *
   * A picture was double-clicked, or Enter pressed on it.
   */
  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gesso_history_grid_init (GessoHistoryGrid *self)
{
  self->view = GTK_GRID_VIEW (gtk_grid_view_new (NULL, make_factory (self)));
  gtk_grid_view_set_min_columns (self->view, 2);
  gtk_grid_view_set_max_columns (self->view, 14);
  gtk_grid_view_set_enable_rubberband (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "history-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pictures"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * gesso_history_grid_set_source:
 * @self: a grid
 * @model: what to show
 * @thumbnails: (nullable): where small pictures come from
 */
void
gesso_history_grid_set_source (GessoHistoryGrid  *self,
                               GessoHistoryModel *model,
                               GessoThumbnails   *thumbnails)
{
  g_return_if_fail (GESSO_IS_HISTORY_GRID (self));
  g_return_if_fail (self->selection == NULL);

  g_set_object (&self->thumbnails, thumbnails);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * gesso_history_grid_get_n_selected:
 * @self: a grid
 *
 * Returns: how many pictures are selected
 */
guint
gesso_history_grid_get_n_selected (GessoHistoryGrid *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (GESSO_IS_HISTORY_GRID (self), 0);

  if (self->selection == NULL)
    return 0;

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return gtk_bitset_get_size (selected);
}

/**
 * gesso_history_grid_get_single:
 * @self: a grid
 *
 * Returns: (transfer full) (nullable): the selected picture, if it is exactly one
 */
GessoNode *
gesso_history_grid_get_single (GessoHistoryGrid *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (GESSO_IS_HISTORY_GRID (self), NULL);

  if (gesso_history_grid_get_n_selected (self) != 1)
    return NULL;

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
}

/**
 * gesso_history_grid_dup_selected:
 * @self: a grid
 *
 * Returns: (transfer full): the ids of the selected pictures, in their order
 */
char **
gesso_history_grid_dup_selected (GessoHistoryGrid *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position, n = 0;

  g_return_val_if_fail (GESSO_IS_HISTORY_GRID (self), NULL);

  if (self->selection == NULL)
    return g_strv_builder_end (ids);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position);
       more && n < MAX_SELECTED; more = gtk_bitset_iter_next (&iter, &position), n++)
    {
      g_autoptr (GessoNode) node = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (node != NULL)
        g_strv_builder_add (ids, gesso_node_get_id (node));
    }
  return g_strv_builder_end (ids);
}

/**
 * gesso_history_grid_unselect_all:
 * @self: a grid
 */
void
gesso_history_grid_unselect_all (GessoHistoryGrid *self)
{
  g_return_if_fail (GESSO_IS_HISTORY_GRID (self));

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * gesso_history_grid_select:
 * @self: a grid
 * @position: which picture
 *
 * Selects one picture alone and scrolls to it.
 */
void
gesso_history_grid_select (GessoHistoryGrid *self,
                           guint             position)
{
  g_return_if_fail (GESSO_IS_HISTORY_GRID (self));

  if (self->selection == NULL)
    return;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}
