/* gesso-aspect-grid.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAspectGrid: the eleven ratios and "Custom" as chips with their true shapes. "selected" is
 * the name of a ratio, or GESSO_ASPECT_CUSTOM. Arrow keys go from chip to chip. Where six chips
 * have no room beside each other there are fewer in a row.
 */

#include "config.h"

#include "ui/compose/gesso-aspect-grid.h"

#include <glib/gi18n.h>

#include "model/gesso-aspect.h"
#include "ui/compose/gesso-aspect-shape.h"
#include "ui/support/gesso-columns-layout.h"

#define N_COLUMNS 6

/* Upright ones in the first row, wide ones in the second, from square outwards. */
static const char *const order[] = {
  "auto", "1:1", "4:5", "3:4",  "2:3",  "9:16",
  "5:4",  "4:3", "3:2", "16:9", "21:9", GESSO_ASPECT_CUSTOM,
};

struct _GessoAspectGrid
{
  GtkWidget parent_instance;

  GtkWidget *buttons[G_N_ELEMENTS (order)]; /* (owned): our children */
  const char *selected;                     /* (nullable): one of order */
  gboolean showing;
};

typedef enum
{
  PROP_SELECTED = 1,
} GessoAspectGridProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (GessoAspectGrid, gesso_aspect_grid, GTK_TYPE_WIDGET)

static void
chip_toggled_cb (GessoAspectGrid *self,
                 GtkToggleButton *button)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      gesso_aspect_grid_set_selected (self, order[i]);
}

static char *
describe (const char *name)
{
  const GessoAspect *aspect = gesso_aspect_find (name);

  if (aspect == NULL)
    return g_strdup (_ ("Custom size"));
  if (gesso_aspect_is_auto (aspect))
    return g_strdup (_ ("Aspect ratio auto"));

  /* Translators: %s is a ratio such as 16:9 */
  return g_strdup_printf (_ ("Aspect ratio %s"), name);
}

static GtkWidget *
make_chip (GessoAspectGrid *self,
           const char      *name)
{
  const GessoAspect *aspect = gesso_aspect_find (name);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (aspect == NULL                  ? _ ("Custom")
                                    : gesso_aspect_is_auto (aspect) ? _ ("Auto")
                                                                    : name);
  g_autofree char *words = describe (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "chip-label");
  gtk_box_append (GTK_BOX (box), aspect == NULL
                                     ? gesso_aspect_shape_new_custom ()
                                     : gesso_aspect_shape_new (aspect->width, aspect->height));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static gboolean
arrow_pressed (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  GessoAspectGrid *self = GESSO_ASPECT_GRID (widget);
  int dx, dy, at = -1;

  g_variant_get (args, "(ii)", &dx, &dy);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    dx = -dx;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (gtk_widget_has_focus (self->buttons[i]))
      at = i;
  if (at < 0)
    return FALSE;

  at += dx
        + dy
              * gesso_columns_layout_get_columns (
                  GESSO_COLUMNS_LAYOUT (gtk_widget_get_layout_manager (widget)));
  if (at < 0 || at >= (int) G_N_ELEMENTS (order))
    return FALSE;

  return gtk_widget_grab_focus (self->buttons[at]);
}

static void
gesso_aspect_grid_dispose (GObject *object)
{
  GessoAspectGrid *self = GESSO_ASPECT_GRID (object);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_aspect_grid_parent_class)->dispose (object);
}

static void
gesso_aspect_grid_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoAspectGrid *self = GESSO_ASPECT_GRID (object);

  switch ((GessoAspectGridProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_string (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_aspect_grid_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoAspectGrid *self = GESSO_ASPECT_GRID (object);

  switch ((GessoAspectGridProperty) id)
    {
    case PROP_SELECTED:
      gesso_aspect_grid_set_selected (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_aspect_grid_class_init (GessoAspectGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_aspect_grid_dispose;
  object_class->get_property = gesso_aspect_grid_get_property;
  object_class->set_property = gesso_aspect_grid_set_property;

  properties[PROP_SELECTED]
      = g_param_spec_string ("selected", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, arrow_pressed, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, arrow_pressed, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, arrow_pressed, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, arrow_pressed, "(ii)", 0, 1);
}

static void
gesso_aspect_grid_init (GessoAspectGrid *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gesso_columns_layout_new (N_COLUMNS, 4));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      self->buttons[i] = make_chip (self, order[i]);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[i]),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
    }
}

GtkWidget *
gesso_aspect_grid_new (void)
{
  return g_object_new (GESSO_TYPE_ASPECT_GRID, NULL);
}

/**
 * gesso_aspect_grid_get_selected:
 * @self: an aspect grid
 *
 * Returns: (nullable): the name of the chosen ratio, or GESSO_ASPECT_CUSTOM
 */
const char *
gesso_aspect_grid_get_selected (GessoAspectGrid *self)
{
  g_return_val_if_fail (GESSO_IS_ASPECT_GRID (self), NULL);

  return self->selected;
}

/**
 * gesso_aspect_grid_set_selected:
 * @self: an aspect grid
 * @aspect: (nullable): a ratio, or GESSO_ASPECT_CUSTOM; what is neither chooses nothing
 */
void
gesso_aspect_grid_set_selected (GessoAspectGrid *self,
                                const char      *aspect)
{
  const char *found = NULL;

  g_return_if_fail (GESSO_IS_ASPECT_GRID (self));

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_strcmp0 (order[i], aspect) == 0)
      found = order[i];
  if (found == self->selected)
    return;

  self->selected = found;
  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), order[i] == found);
  self->showing = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
