/* gesso-view-switcher.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoViewSwitcher: one toggle button with icon and title for each page of a stack, as in the
 * header bar's middle and in the bar at the bottom of a narrow window. Hidden while there is
 * nothing to choose from. The stack owns which page is shown; the buttons only follow it.
 */

#include "config.h"

#include "ui/shell/gesso-view-switcher.h"

struct _GessoViewSwitcher
{
  GtkWidget parent_instance;

  GtkStack *stack;          /* (owned) (nullable) */
  GtkSelectionModel *pages; /* (owned) (nullable) */
};

typedef enum
{
  PROP_STACK = 1,
} GessoViewSwitcherProperty;

static GParamSpec *properties[PROP_STACK + 1];

G_DEFINE_FINAL_TYPE (GessoViewSwitcher, gesso_view_switcher, GTK_TYPE_WIDGET)

static void
button_toggled_cb (GtkToggleButton *button,
                   GtkStackPage    *page)
{
  GtkWidget *switcher = gtk_widget_get_ancestor (GTK_WIDGET (button), GESSO_TYPE_VIEW_SWITCHER);
  GessoViewSwitcher *self = GESSO_VIEW_SWITCHER (switcher);

  if (gtk_toggle_button_get_active (button) && self->stack != NULL)
    gtk_stack_set_visible_child (self->stack, gtk_stack_page_get_child (page));
}

static GtkWidget *
make_button (GtkStackPage *page)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (gtk_stack_page_get_icon_name (page));
  GtkWidget *label = gtk_label_new (gtk_stack_page_get_title (page));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_stack_page_get_title (page), -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (button_toggled_cb), page, 0);
  return button;
}

static void
show_selection (GessoViewSwitcher *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                  gtk_selection_model_is_selected (self->pages, i));
}

static void
remove_buttons (GessoViewSwitcher *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
rebuild (GessoViewSwitcher *self)
{
  GtkToggleButton *group = NULL;
  guint n = self->pages != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->pages)) : 0;

  remove_buttons (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->pages), i);
      GtkWidget *button = make_button (GTK_STACK_PAGE (item));

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (button);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
    }
  if (n > 0)
    show_selection (self);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
}

static void
gesso_view_switcher_dispose (GObject *object)
{
  GessoViewSwitcher *self = GESSO_VIEW_SWITCHER (object);

  gesso_view_switcher_set_stack (self, NULL);
  remove_buttons (self);

  G_OBJECT_CLASS (gesso_view_switcher_parent_class)->dispose (object);
}

static void
gesso_view_switcher_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GessoViewSwitcher *self = GESSO_VIEW_SWITCHER (object);

  switch ((GessoViewSwitcherProperty) id)
    {
    case PROP_STACK:
      g_value_set_object (value, self->stack);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_view_switcher_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  GessoViewSwitcher *self = GESSO_VIEW_SWITCHER (object);

  switch ((GessoViewSwitcherProperty) id)
    {
    case PROP_STACK:
      gesso_view_switcher_set_stack (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_view_switcher_class_init (GessoViewSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_view_switcher_dispose;
  object_class->get_property = gesso_view_switcher_get_property;
  object_class->set_property = gesso_view_switcher_set_property;

  properties[PROP_STACK]
      = g_param_spec_object ("stack", NULL, NULL, GTK_TYPE_STACK,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "viewswitch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gesso_view_switcher_init (GessoViewSwitcher *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_spacing (layout, 3);
  gtk_box_layout_set_homogeneous (layout, TRUE);
}

/**
 * gesso_view_switcher_get_stack:
 * @self: a view switcher
 *
 * Returns: (transfer none) (nullable): the stack whose pages are offered
 */
GtkStack *
gesso_view_switcher_get_stack (GessoViewSwitcher *self)
{
  g_return_val_if_fail (GESSO_IS_VIEW_SWITCHER (self), NULL);

  return self->stack;
}

/**
 * gesso_view_switcher_set_stack:
 * @self: a view switcher
 * @stack: (nullable): the stack whose pages are offered; pages may come and go later
 */
void
gesso_view_switcher_set_stack (GessoViewSwitcher *self,
                               GtkStack          *stack)
{
  g_return_if_fail (GESSO_IS_VIEW_SWITCHER (self));

  if (self->stack == stack)
    return;

  if (self->pages != NULL)
    g_signal_handlers_disconnect_by_data (self->pages, self);
  g_clear_object (&self->pages);
  g_set_object (&self->stack, stack);
  if (stack != NULL)
    {
      self->pages = gtk_stack_get_pages (stack);
      g_signal_connect_object (self->pages, "items-changed", G_CALLBACK (rebuild), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->pages, "selection-changed", G_CALLBACK (show_selection), self,
                               G_CONNECT_SWAPPED);
    }
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACK]);
}
