/* gesso-kind-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoKindPage: the kinds of account to choose from, a row with one line each, services apart from
 * servers of one's own. Choosing a row goes on at once; the row keeps its mark for whoever comes
 * back. The first step of the assistant, made by its template.
 */

#include "config.h"

#include "ui/preferences/gesso-kind-page.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-account-kinds.h"

struct _GessoKindPage
{
  GtkWidget parent_instance;

  char *chosen;    /* (owned) (nullable) */
  GPtrArray *rows; /* (element-type GtkWidget): in the groups */
  GtkWidget *page; /* (unowned): the only child */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoKindPage, gesso_kind_page, GTK_TYPE_WIDGET)

static const char *
get_row_kind (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-kind");
}

static void
show_chosen (GessoKindPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *mark = g_object_get_data (G_OBJECT (row), "gesso-mark");

      gtk_widget_set_opacity (mark, g_strcmp0 (get_row_kind (row), self->chosen) == 0 ? 1 : 0);
    }
}

static void
row_activated_cb (GessoKindPage *self,
                  GtkWidget     *row)
{
  g_free (self->chosen);
  self->chosen = g_strdup (get_row_kind (row));
  show_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static GtkWidget *
make_row (GessoKindPage          *self,
          const GessoAccountKind *kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kind->label);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kind->summary);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, kind->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, kind->summary, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "gesso-mark", mark);
  g_object_set_data_full (G_OBJECT (row), "gesso-kind", g_strdup (kind->kind), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_group (GessoKindPage *self,
           const char    *title,
           const char    *description,
           gboolean       own_servers)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  for (guint i = 0; i < gesso_account_kinds_get_length (); i++)
    {
      GessoAccountKind kind;

      gesso_account_kinds_get (i, &kind);
      if (kind.is_own_server == own_servers)
        adw_preferences_group_add (group, make_row (self, &kind));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
}

static gboolean
gesso_kind_page_grab_focus (GtkWidget *widget)
{
  GessoKindPage *self = GESSO_KIND_PAGE (widget);
  guint focus = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (get_row_kind (g_ptr_array_index (self->rows, i)), self->chosen) == 0)
      focus = i;
  return gtk_widget_grab_focus (g_ptr_array_index (self->rows, focus));
}

static void
gesso_kind_page_dispose (GObject *object)
{
  GessoKindPage *self = GESSO_KIND_PAGE (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->page, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_kind_page_parent_class)->dispose (object);
}

static void
gesso_kind_page_finalize (GObject *object)
{
  GessoKindPage *self = GESSO_KIND_PAGE (object);

  g_free (self->chosen);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (gesso_kind_page_parent_class)->finalize (object);
}

static void
gesso_kind_page_class_init (GessoKindPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_kind_page_dispose;
  object_class->finalize = gesso_kind_page_finalize;
  widget_class->grab_focus = gesso_kind_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_kind_page_init (GessoKindPage *self)
{
  self->rows = g_ptr_array_new ();
  self->page = adw_preferences_page_new ();
  gtk_widget_set_parent (self->page, GTK_WIDGET (self));
  add_group (self, _ ("Services"), _ ("They draw on their own machines and are paid for it."),
             FALSE);
  add_group (self, _ ("Servers of Your Own"),
             _ ("Programs on this computer or in your network. They cost nothing."), TRUE);
  show_chosen (self);
}

/**
 * gesso_kind_page_get_chosen:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the kind that was chosen
 */
const char *
gesso_kind_page_get_chosen (GessoKindPage *self)
{
  g_return_val_if_fail (GESSO_IS_KIND_PAGE (self), NULL);

  return self->chosen;
}
