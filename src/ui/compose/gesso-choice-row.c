/* gesso-choice-row.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoChoiceRow: linked toggle buttons, one for each value of an open set of strings, of which one
 * is pressed. Setting the same values again keeps the buttons, so nothing moves under the pointer.
 * Where they have no room beside each other they take several lines.
 */

#include "config.h"

#include "ui/compose/gesso-choice-row.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-columns-layout.h"
#include "ui/support/gesso-words.h"

struct _GessoChoiceRow
{
  GtkWidget parent_instance;

  char **values;  /* (owned) (nullable) */
  char *selected; /* (owned) (nullable) */
  gboolean showing;
};

typedef enum
{
  PROP_SELECTED = 1,
} GessoChoiceRowProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (GessoChoiceRow, gesso_choice_row, GTK_TYPE_WIDGET)

static const char *
get_value (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "gesso-value");
}

static void
button_toggled_cb (GessoChoiceRow  *self,
                   GtkToggleButton *button)
{
  if (!self->showing && gtk_toggle_button_get_active (button))
    gesso_choice_row_set_selected (self, get_value (GTK_WIDGET (button)));
}

static void
show_selected (GessoChoiceRow *self)
{
  self->showing = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                  g_strcmp0 (get_value (child), self->selected) == 0);
  self->showing = FALSE;
}

static void
remove_buttons (GessoChoiceRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static GtkWidget *
make_button (GessoChoiceRow *self,
             const char     *field,
             const char     *value)
{
  g_autofree char *words = gesso_words_choice (field, value);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data_full (G_OBJECT (button), "gesso-value", g_strdup (value), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (button_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
gesso_choice_row_dispose (GObject *object)
{
  remove_buttons (GESSO_CHOICE_ROW (object));

  G_OBJECT_CLASS (gesso_choice_row_parent_class)->dispose (object);
}

static void
gesso_choice_row_finalize (GObject *object)
{
  GessoChoiceRow *self = GESSO_CHOICE_ROW (object);

  g_strfreev (self->values);
  g_free (self->selected);

  G_OBJECT_CLASS (gesso_choice_row_parent_class)->finalize (object);
}

static void
gesso_choice_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GessoChoiceRow *self = GESSO_CHOICE_ROW (object);

  switch ((GessoChoiceRowProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_string (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_choice_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  GessoChoiceRow *self = GESSO_CHOICE_ROW (object);

  switch ((GessoChoiceRowProperty) id)
    {
    case PROP_SELECTED:
      gesso_choice_row_set_selected (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_choice_row_class_init (GessoChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_choice_row_dispose;
  object_class->finalize = gesso_choice_row_finalize;
  object_class->get_property = gesso_choice_row_get_property;
  object_class->set_property = gesso_choice_row_set_property;

  properties[PROP_SELECTED]
      = g_param_spec_string ("selected", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "choicerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gesso_choice_row_init (GessoChoiceRow *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gesso_columns_layout_new (G_MAXINT, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
}

GtkWidget *
gesso_choice_row_new (void)
{
  return g_object_new (GESSO_TYPE_CHOICE_ROW, NULL);
}

/**
 * gesso_choice_row_set_choices:
 * @self: a choice row
 * @field: which parameter it is for; decides what the values are called
 * @values: (nullable): the values to choose from; without any the row hides
 */
void
gesso_choice_row_set_choices (GessoChoiceRow *self, const char *field, const char *const *values)
{
  static const char *const none[] = { NULL };
  GtkToggleButton *group = NULL;

  g_return_if_fail (GESSO_IS_CHOICE_ROW (self));

  if (values == NULL)
    values = none;
  if (self->values != NULL && g_strv_equal ((const char *const *) self->values, values))
    return;

  g_strfreev (self->values);
  self->values = g_strdupv ((char **) values);
  remove_buttons (self);
  for (guint i = 0; self->values[i] != NULL; i++)
    {
      GtkWidget *button = make_button (self, field, self->values[i]);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (button);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->values[0] != NULL);
  show_selected (self);
}

/**
 * gesso_choice_row_get_selected:
 * @self: a choice row
 *
 * Returns: (nullable): the chosen value
 */
const char *
gesso_choice_row_get_selected (GessoChoiceRow *self)
{
  g_return_val_if_fail (GESSO_IS_CHOICE_ROW (self), NULL);

  return self->selected;
}

/**
 * gesso_choice_row_set_selected:
 * @self: a choice row
 * @value: (nullable): a value; one that is not offered presses no button
 */
void
gesso_choice_row_set_selected (GessoChoiceRow *self,
                               const char     *value)
{
  g_return_if_fail (GESSO_IS_CHOICE_ROW (self));

  if (g_strcmp0 (self->selected, value) == 0)
    return;

  g_free (self->selected);
  self->selected = g_strdup (value);
  show_selected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
