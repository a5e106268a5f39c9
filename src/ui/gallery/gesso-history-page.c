/* gesso-history-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoHistoryPage: all pictures of all sessions: places at the side, search and filters above a
 * virtual grid, an inspector for the selected picture. It turns place, words and filters into the
 * query of its history model; commands are in gesso-history-page-actions.c. Opening a picture is
 * asked of the window by "win.open-node".
 */

#include "config.h"

#include "ui/gallery/gesso-history-page-private.h"

#include <glib/gi18n.h>

#include "base/gesso-clock.h"
#include "ui/support/gesso-failure-text.h"

#define RECENT_DAYS 7

typedef enum
{
  PROP_PLACES_VISIBLE = 1,
  PROP_INSPECTOR_VISIBLE,
} GessoHistoryPageProperty;

static GParamSpec *properties[PROP_INSPECTOR_VISIBLE + 1];

G_DEFINE_FINAL_TYPE (GessoHistoryPage, gesso_history_page, GTK_TYPE_WIDGET)

static gboolean
is_bin (GessoHistoryPage *self)
{
  return g_str_equal (gesso_history_sidebar_get_place (self->sidebar), GESSO_HISTORY_PLACE_BIN);
}

static gboolean
has_words (GessoHistoryPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0';
}

static void
show_empty (GessoHistoryPage *self)
{
  const char *place = gesso_history_sidebar_get_place (self->sidebar);
  const char *icon = "gesso-history-symbolic";
  const char *title = _ ("No Pictures Yet");
  const char *words = _ ("Everything you generate, edit or import is kept here.");

  if (has_words (self) || gesso_filter_bar_is_active (self->filters))
    {
      icon = "system-search-symbolic";
      title = _ ("Nothing Found");
      words = _ ("Try other words or fewer filters.");
    }
  else if (is_bin (self))
    {
      icon = "user-trash-symbolic";
      title = _ ("The Bin Is Empty");
      words = _ ("Deleted pictures wait here until you empty the bin.");
    }
  else if (g_str_equal (place, GESSO_HISTORY_PLACE_FAVOURITES))
    {
      icon = "starred-symbolic";
      title = _ ("No Favourites Yet");
      words = _ ("Press Ctrl+D on a picture to find it here again.");
    }
  adw_status_page_set_icon_name (self->empty_page, icon);
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, words);
}

static void
reveal_changed_cb (GessoHistoryPage *self,
                   GParamSpec       *pspec,
                   AdwFlap          *flap)
{
  g_object_notify_by_pspec (
      G_OBJECT (self),
      properties[flap == self->sidebar_flap ? PROP_PLACES_VISIBLE : PROP_INSPECTOR_VISIBLE]);
}

static void
show_state (GessoHistoryPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (n > 0)
    gtk_stack_set_visible_child_name (self->pages, "grid");
  else if (gesso_history_model_get_loading (self->model))
    gtk_stack_set_visible_child_name (self->pages, "loading");
  else
    {
      show_empty (self);
      gtk_stack_set_visible_child_name (self->pages, "empty");
    }
  gtk_widget_set_visible (self->bin_bar, is_bin (self) && n > 0);
}

static void
show_selection (GessoHistoryPage *self)
{
  guint n = gesso_history_grid_get_n_selected (self->grid);
  g_autoptr (GessoNode) node = gesso_history_grid_get_single (self->grid);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  gboolean folded = adw_flap_get_folded (self->inspector_flap);

  gtk_label_set_text (self->n_selected, text);
  gtk_widget_set_visible (self->use_buttons, !is_bin (self));
  gtk_widget_set_visible (self->restore_button, is_bin (self));
  gtk_revealer_set_reveal_child (self->actions, n > 1 || (n == 1 && (folded || is_bin (self))));
  gesso_inspector_set_node (self->inspector, node, n);
  _gesso_history_page_update_actions (self);
}

/* Connected so that the grid's selection hears of it before. */
static void
items_changed_cb (GessoHistoryPage *self)
{
  show_state (self);
  show_selection (self);
}

static void
ask (GessoHistoryPage *self)
{
  g_autoptr (GessoQuery) query = gesso_query_new ();
  const char *place = gesso_history_sidebar_get_place (self->sidebar);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->model == NULL)
    return;

  if (text[0] != '\0')
    query->text = g_strdup (text);
  if (g_str_equal (place, GESSO_HISTORY_PLACE_FAVOURITES))
    query->favourite = TRUE;
  else if (g_str_equal (place, GESSO_HISTORY_PLACE_BIN))
    query->deleted = TRUE;
  else if (g_str_equal (place, GESSO_HISTORY_PLACE_RECENT))
    query->since_us = gesso_clock_now_us () - RECENT_DAYS * G_TIME_SPAN_DAY;
  else if (!g_str_equal (place, GESSO_HISTORY_PLACE_ALL))
    query->project_id = g_strdup (place);
  /* The filter's later date wins over the place's. */
  if (query->since_us > 0)
    {
      gint64 since_us = query->since_us;

      gesso_filter_bar_apply (self->filters, query);
      query->since_us = MAX (query->since_us, since_us);
    }
  else
    gesso_filter_bar_apply (self->filters, query);
  gesso_history_model_set_query (self->model, query);
  show_state (self);
  show_selection (self);
}

static void
place_chosen_cb (GessoHistoryPage *self)
{
  gesso_history_grid_unselect_all (self->grid);
  if (adw_flap_get_folded (self->sidebar_flap))
    adw_flap_set_reveal_flap (self->sidebar_flap, FALSE);
  ask (self);
}

static void
library_failed_cb (GessoHistoryPage *self,
                   const GError     *error)
{
  g_autofree char *words = gesso_failure_text_error (error);

  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->pages, "error");
}

static void
activated_cb (GessoHistoryPage *self,
              GessoNode        *node)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "history.open", NULL);
}

static void
parent_chosen_cb (GessoHistoryPage *self,
                  const char       *node_id)
{
  guint position;

  if (gesso_history_model_find (self->model, node_id, &position))
    gesso_history_grid_select (self->grid, position);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-node", "s", node_id);
}

static void
search_stopped_cb (GessoHistoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
search_activated_cb (GessoHistoryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static gboolean
gesso_history_page_grab_focus (GtkWidget *widget)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "grid") == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->grid));

  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
gesso_history_page_dispose (GObject *object)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_HISTORY_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_history_page_parent_class)->dispose (object);
}

static void
gesso_history_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (object);

  switch ((GessoHistoryPageProperty) id)
    {
    case PROP_PLACES_VISIBLE:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->sidebar_flap));
      break;
    case PROP_INSPECTOR_VISIBLE:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->inspector_flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_history_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (object);

  switch ((GessoHistoryPageProperty) id)
    {
    case PROP_PLACES_VISIBLE:
      adw_flap_set_reveal_flap (self->sidebar_flap, g_value_get_boolean (value));
      break;
    case PROP_INSPECTOR_VISIBLE:
      adw_flap_set_reveal_flap (self->inspector_flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, filters);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, bin_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, pages);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, grid);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, actions);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, n_selected);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, use_buttons);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, restore_button);
  gtk_widget_class_bind_template_child (widget_class, GessoHistoryPage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, reveal_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, library_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, parent_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_selection);
}

static void
gesso_history_page_class_init (GessoHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_history_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = gesso_history_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = gesso_history_page_set_property;
  widget_class->grab_focus = gesso_history_page_grab_focus;

  properties[PROP_PLACES_VISIBLE]
      = g_param_spec_boolean ("places-visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_INSPECTOR_VISIBLE]
      = g_param_spec_boolean ("inspector-visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (GESSO_TYPE_FILTER_BAR);
  g_type_ensure (GESSO_TYPE_HISTORY_GRID);
  g_type_ensure (GESSO_TYPE_HISTORY_SIDEBAR);
  g_type_ensure (GESSO_TYPE_INSPECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/gallery/gesso-history-page.ui");
  bind_children (widget_class);
  _gesso_history_page_install_actions (widget_class);
}

static void
gesso_history_page_init (GessoHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  _gesso_history_page_update_actions (self);
}

GtkWidget *
gesso_history_page_new (void)
{
  return g_object_new (GESSO_TYPE_HISTORY_PAGE, NULL);
}

/**
 * gesso_history_page_set_studio:
 * @self: a history page
 * @studio: an open studio; to be called once
 */
void
gesso_history_page_set_studio (GessoHistoryPage *self,
                               GessoStudio      *studio)
{
  g_return_if_fail (GESSO_IS_HISTORY_PAGE (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  self->model = gesso_history_model_new (gesso_studio_get_library (studio));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  gesso_inspector_set_studio (self->inspector, studio);
  gesso_history_grid_set_source (self->grid, self->model, gesso_studio_get_thumbnails (studio));
  gesso_filter_bar_set_studio (self->filters, studio);
  gesso_history_sidebar_set_library (self->sidebar, gesso_studio_get_library (studio));
  ask (self);
}

/**
 * gesso_history_page_get_model:
 * @self: a history page
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GessoHistoryModel *
gesso_history_page_get_model (GessoHistoryPage *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_PAGE (self), NULL);

  return self->model;
}
