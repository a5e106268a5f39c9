/* gesso-filter-button.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoFilterButton: one filter of the history: a button that shows its value and a popover with
 * the choices; the first one is "any" and has no value: the button shows its title then.
 * "notify::value" follows the person's choice. The filter bar fills it and reads it.
 */

#include "config.h"

#include "ui/gallery/gesso-filter-button.h"

#include <glib/gi18n.h>

struct _GessoFilterButton
{
  GtkWidget parent_instance;

  char *any;   /* (owned): what it says without a value */
  char *title; /* (owned): what it is called */
  char *value; /* (owned) (nullable) */

  /* Children of the template. */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *list;
};

typedef enum
{
  PROP_ANY = 1,
  PROP_TITLE,
  PROP_VALUE,
} GessoFilterButtonProperty;

static GParamSpec *properties[PROP_VALUE + 1];

G_DEFINE_FINAL_TYPE (GessoFilterButton, gesso_filter_button, GTK_TYPE_WIDGET)

static const char *
get_row_value (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-value");
}

static const char *
get_row_label (GtkListBoxRow *row)
{
  return gtk_label_get_text (
      GTK_LABEL (gtk_widget_get_first_child (gtk_list_box_row_get_child (row))));
}

static void
show_value (GessoFilterButton *self)
{
  GtkListBoxRow *row;
  const char *shown = self->title;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean chosen = g_strcmp0 (get_row_value (row), self->value) == 0;

      gtk_widget_set_visible (gtk_widget_get_last_child (gtk_list_box_row_get_child (row)), chosen);
      if (chosen && self->value != NULL)
        shown = get_row_label (row);
    }
  gtk_label_set_text (self->label, shown);
  if (self->value != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->value != NULL ? shown : self->any, -1);
}

static void
row_activated_cb (GessoFilterButton *self,
                  GtkListBoxRow     *row)
{
  gtk_popover_popdown (self->popover);
  gesso_filter_button_set_value (self, get_row_value (row));
}

static void
gesso_filter_button_constructed (GObject *object)
{
  GessoFilterButton *self = GESSO_FILTER_BUTTON (object);

  G_OBJECT_CLASS (gesso_filter_button_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->title);
  gesso_filter_button_clear (self);
}

static void
gesso_filter_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_FILTER_BUTTON);

  G_OBJECT_CLASS (gesso_filter_button_parent_class)->dispose (object);
}

static void
gesso_filter_button_finalize (GObject *object)
{
  GessoFilterButton *self = GESSO_FILTER_BUTTON (object);

  g_free (self->any);
  g_free (self->title);
  g_free (self->value);

  G_OBJECT_CLASS (gesso_filter_button_parent_class)->finalize (object);
}

static void
gesso_filter_button_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GessoFilterButton *self = GESSO_FILTER_BUTTON (object);

  switch ((GessoFilterButtonProperty) id)
    {
    case PROP_ANY:
      g_value_set_string (value, self->any);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_filter_button_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  GessoFilterButton *self = GESSO_FILTER_BUTTON (object);

  switch ((GessoFilterButtonProperty) id)
    {
    case PROP_ANY:
      self->any = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_VALUE:
      gesso_filter_button_set_value (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_filter_button_class_init (GessoFilterButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_filter_button_constructed;
  object_class->dispose = gesso_filter_button_dispose;
  object_class->finalize = gesso_filter_button_finalize;
  object_class->get_property = gesso_filter_button_get_property;
  object_class->set_property = gesso_filter_button_set_property;

  properties[PROP_ANY]
      = g_param_spec_string ("any", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE]
      = g_param_spec_string ("value", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/gallery/gesso-filter-button.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoFilterButton, button);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterButton, label);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterButton, popover);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterButton, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
gesso_filter_button_init (GessoFilterButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_filter_button_clear:
 * @self: a filter button
 *
 * Takes away all choices but "any". The value stays; a choice for it may come again.
 */
void
gesso_filter_button_clear (GessoFilterButton *self)
{
  GtkWidget *row;

  g_return_if_fail (GESSO_IS_FILTER_BUTTON (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gesso_filter_button_add (self, NULL, self->any);
}

/**
 * gesso_filter_button_add:
 * @self: a filter button
 * @value: (nullable): a value; NULL is "any"
 * @label: how it is shown
 */
void
gesso_filter_button_add (GessoFilterButton *self,
                         const char        *value,
                         const char        *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (label);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  g_return_if_fail (GESSO_IS_FILTER_BUTTON (self));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 32);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "gesso-value", g_strdup (value), g_free);
  gtk_list_box_append (self->list, row);
  show_value (self);
}

/**
 * gesso_filter_button_get_value:
 * @self: a filter button
 *
 * Returns: (transfer none) (nullable): the chosen value; NULL is "any"
 */
const char *
gesso_filter_button_get_value (GessoFilterButton *self)
{
  g_return_val_if_fail (GESSO_IS_FILTER_BUTTON (self), NULL);

  return self->value;
}

/**
 * gesso_filter_button_set_value:
 * @self: a filter button
 * @value: (nullable): a value; NULL is "any"
 */
void
gesso_filter_button_set_value (GessoFilterButton *self,
                               const char        *value)
{
  char *copy = g_strdup (value);

  g_return_if_fail (GESSO_IS_FILTER_BUTTON (self));

  if (g_strcmp0 (copy, self->value) == 0)
    {
      g_free (copy);
      return;
    }

  g_free (self->value);
  self->value = copy;
  show_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
