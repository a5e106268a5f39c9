/* gesso-history-sidebar.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoHistorySidebar: where in the history one is: everything, favourites, recent, the bin, or a
 * project. Counts are read when the library changes, at most twice a second. "chosen" follows the
 * person's choice; "failed" gives the error when the library cannot be read.
 */

#include "config.h"

#include "ui/gallery/gesso-history-sidebar.h"

#include <glib/gi18n.h>

#define COUNT_DELAY_MS 500

struct _GessoHistorySidebar
{
  GtkWidget parent_instance;

  GessoLibrary *library;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  guint count_id;            /* (owned): timeout */
  guint n_deleted;
  char *place; /* (owned) */

  /* Children of the template. */
  GtkWidget *scroller;
  GtkListBox *list;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *place;
  const char *icon;
  const char *label;
} places[] = {
  { GESSO_HISTORY_PLACE_ALL, "gesso-history-symbolic", N_ ("All pictures") },
  { GESSO_HISTORY_PLACE_FAVOURITES, "starred-symbolic", N_ ("Favourites") },
  { GESSO_HISTORY_PLACE_RECENT, "document-open-recent-symbolic", N_ ("Recent") },
  { GESSO_HISTORY_PLACE_BIN, "user-trash-symbolic", N_ ("Bin") },
};

G_DEFINE_FINAL_TYPE (GessoHistorySidebar, gesso_history_sidebar, GTK_TYPE_WIDGET)

static const char *
get_row_place (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-place");
}

static GtkListBoxRow *
find_row (GessoHistorySidebar *self,
          const char          *place)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (get_row_place (row), place))
      return row;

  return NULL;
}

static void
add_row (GessoHistorySidebar *self,
         const char          *place,
         const char          *icon,
         const char          *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "caption");
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "gesso-place", g_strdup (place), g_free);
  gtk_list_box_append (self->list, row);
}

static void
show_count (GessoHistorySidebar *self,
            const char          *place,
            guint                n)
{
  GtkListBoxRow *row = find_row (self, place);
  g_autofree char *text = g_strdup_printf ("%'u", n);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (gtk_list_box_row_get_child (row))),
                      n > 0 ? text : "");
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GessoLibraryStats stats;
  GessoHistorySidebar *self;

  if (!gesso_library_stats_finish (GESSO_LIBRARY (source), result, &stats, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (user_data, signals[SIGNAL_FAILED], 0, error);
      return;
    }

  self = user_data;
  self->n_deleted = stats.n_deleted;
  show_count (self, GESSO_HISTORY_PLACE_ALL, stats.n_nodes);
  show_count (self, GESSO_HISTORY_PLACE_BIN, stats.n_deleted);
}

static void
remove_projects (GessoHistorySidebar *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, G_N_ELEMENTS (places))) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) projects
      = gesso_library_list_projects_finish (GESSO_LIBRARY (source), result, &error);
  GessoHistorySidebar *self;
  GtkListBoxRow *row;

  if (projects == NULL)
    return;

  self = user_data;
  remove_projects (self);
  for (guint i = 0; i < projects->len; i++)
    {
      const GessoProjectInfo *project = g_ptr_array_index (projects, i);

      add_row (self, project->id, "folder-symbolic",
               project->name != NULL && project->name[0] != '\0' ? project->name : _ ("Unsorted"));
    }
  row = find_row (self, self->place);
  gtk_list_box_select_row (self->list,
                           row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0));
}

static void
count (GessoHistorySidebar *self)
{
  gesso_library_stats_async (self->library, self->cancellable, counted_cb, self);
}

static void
count_cb (gpointer user_data)
{
  GessoHistorySidebar *self = user_data;

  self->count_id = 0;
  count (self);
}

static void
count_soon (GessoHistorySidebar *self)
{
  if (self->count_id == 0)
    self->count_id = g_timeout_add_once (COUNT_DELAY_MS, count_cb, self);
}

static void
list_projects (GessoHistorySidebar *self)
{
  gesso_library_list_projects_async (self->library, self->cancellable, listed_cb, self);
}

static void
row_activated_cb (GessoHistorySidebar *self,
                  GtkListBoxRow       *row)
{
  if (row == NULL)
    return;

  g_free (self->place);
  self->place = g_strdup (get_row_place (row));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  GtkWidget *heading;

  if (gtk_list_box_row_get_index (row) != G_N_ELEMENTS (places)
      || gtk_list_box_row_get_header (row) != NULL)
    return;

  heading = gtk_label_new (_ ("Projects"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_start (heading, 12);
  gtk_widget_set_margin_top (heading, 18);
  gtk_widget_set_margin_bottom (heading, 6);
  gtk_list_box_row_set_header (row, heading);
}

static void
gesso_history_sidebar_dispose (GObject *object)
{
  GessoHistorySidebar *self = GESSO_HISTORY_SIDEBAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->count_id, g_source_remove);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->library);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_HISTORY_SIDEBAR);

  G_OBJECT_CLASS (gesso_history_sidebar_parent_class)->dispose (object);
}

static void
gesso_history_sidebar_finalize (GObject *object)
{
  g_free (GESSO_HISTORY_SIDEBAR (object)->place);

  G_OBJECT_CLASS (gesso_history_sidebar_parent_class)->finalize (object);
}

static void
gesso_history_sidebar_class_init (GessoHistorySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_history_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_history_sidebar_finalize;

  /**
   * GessoHistorySidebar::chosen:
   * @self: the sidebar
   *
   * The person chose a place.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GessoHistorySidebar::failed:
   * @self: the sidebar
   * @error: why
   *
   * The library cannot be read.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_css_name (widget_class, "historysidebar");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/gallery/gesso-history-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoHistorySidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, GessoHistorySidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
gesso_history_sidebar_init (GessoHistorySidebar *self)
{
  self->cancellable = g_cancellable_new ();
  self->place = g_strdup (GESSO_HISTORY_PLACE_ALL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_row (self, places[i].place, places[i].icon, _ (places[i].label));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/**
 * gesso_history_sidebar_set_library:
 * @self: a sidebar
 * @library: whose projects and counts are shown
 */
void
gesso_history_sidebar_set_library (GessoHistorySidebar *self,
                                   GessoLibrary        *library)
{
  static const char *const counted[] = { "node-added", "node-changed", "node-removed" };

  g_return_if_fail (GESSO_IS_HISTORY_SIDEBAR (self));
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    g_signal_connect_object (library, counted[i], G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "sessions-changed", G_CALLBACK (list_projects), self,
                           G_CONNECT_SWAPPED);
  count (self);
  list_projects (self);
}

/**
 * gesso_history_sidebar_get_place:
 * @self: a sidebar
 *
 * Returns: (transfer none): where one is: one of the places, or the id of a project
 */
const char *
gesso_history_sidebar_get_place (GessoHistorySidebar *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_SIDEBAR (self), NULL);

  return self->place;
}

/**
 * gesso_history_sidebar_set_place:
 * @self: a sidebar
 * @place: one of the places, or the id of a project
 *
 * Goes there as if the person had chosen it.
 */
void
gesso_history_sidebar_set_place (GessoHistorySidebar *self,
                                 const char          *place)
{
  GtkListBoxRow *row;

  g_return_if_fail (GESSO_IS_HISTORY_SIDEBAR (self));

  row = find_row (self, place);
  if (row == NULL)
    return;

  gtk_list_box_select_row (self->list, row);
  row_activated_cb (self, row);
}

/**
 * gesso_history_sidebar_get_n_deleted:
 * @self: a sidebar
 *
 * Returns: how many pictures are in the bin, as last counted
 */
guint
gesso_history_sidebar_get_n_deleted (GessoHistorySidebar *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_SIDEBAR (self), 0);

  return self->n_deleted;
}
