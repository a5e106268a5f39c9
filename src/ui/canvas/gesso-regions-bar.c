/* gesso-regions-bar.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoRegionsBar: where a mask has regions far apart, whether they go in one request or each in
 * its own, with what either means and costs. Nothing is offered, and nothing shown, while there is
 * nothing to choose. A child of the mask editor; the words come from the page, which knows the
 * prices. Main thread.
 */

#include "config.h"

#include "ui/canvas/gesso-regions-bar.h"

#include "ui/support/gesso-template.h"

struct _GessoRegionsBar
{
  GtkWidget parent_instance;

  gboolean separate;

  /* Children of the template. */
  GtkCheckButton *joined_button;
  GtkCheckButton *separate_button;
  GtkLabel *joined_label;
  GtkLabel *separate_label;
};

enum
{
  PROP_SEPARATE = 1,
};

static GParamSpec *properties[PROP_SEPARATE + 1];

G_DEFINE_FINAL_TYPE (GessoRegionsBar, gesso_regions_bar, GTK_TYPE_WIDGET)

static void
toggled_cb (GessoRegionsBar *self)
{
  gesso_regions_bar_set_separate (self, gtk_check_button_get_active (self->separate_button));
}

static void
gesso_regions_bar_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_SEPARATE)
    g_value_set_boolean (value, GESSO_REGIONS_BAR (object)->separate);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_regions_bar_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (id == PROP_SEPARATE)
    gesso_regions_bar_set_separate (GESSO_REGIONS_BAR (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_regions_bar_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_REGIONS_BAR);

  G_OBJECT_CLASS (gesso_regions_bar_parent_class)->dispose (object);
}

static void
gesso_regions_bar_class_init (GessoRegionsBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gesso_regions_bar_get_property;
  object_class->set_property = gesso_regions_bar_set_property;
  object_class->dispose = gesso_regions_bar_dispose;

  /**
   * GessoRegionsBar:separate:
   *
   * Whether each region goes in a request of its own.
   */
  properties[PROP_SEPARATE]
      = g_param_spec_boolean ("separate", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/canvas/gesso-regions-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoRegionsBar, joined_button);
  gtk_widget_class_bind_template_child (widget_class, GessoRegionsBar, separate_button);
  gtk_widget_class_bind_template_child (widget_class, GessoRegionsBar, joined_label);
  gtk_widget_class_bind_template_child (widget_class, GessoRegionsBar, separate_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_set_css_name (widget_class, "regionsbar");
}

static void
gesso_regions_bar_init (GessoRegionsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_regions_bar_new (void)
{
  return g_object_new (GESSO_TYPE_REGIONS_BAR, NULL);
}

static void
set_words (GtkLabel       *label,
           GtkCheckButton *button,
           const char     *words)
{
  gtk_label_set_text (label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

/**
 * gesso_regions_bar_offer:
 * @self: a bar
 * @joined: (nullable): what one request means and costs
 * @separate: (nullable): what several mean and cost; both are NULL when there is nothing to choose
 *
 * Shows the choice, or takes it away.
 */
void
gesso_regions_bar_offer (GessoRegionsBar *self,
                         const char      *joined,
                         const char      *separate)
{
  g_return_if_fail (GESSO_IS_REGIONS_BAR (self));
  g_return_if_fail ((joined == NULL) == (separate == NULL));

  if (joined != NULL)
    {
      set_words (self->joined_label, self->joined_button, joined);
      set_words (self->separate_label, self->separate_button, separate);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), joined != NULL);
}

/**
 * gesso_regions_bar_get_separate:
 * @self: a bar
 *
 * Returns: whether each region goes in a request of its own, where that is offered
 */
gboolean
gesso_regions_bar_get_separate (GessoRegionsBar *self)
{
  g_return_val_if_fail (GESSO_IS_REGIONS_BAR (self), FALSE);

  return self->separate;
}

/**
 * gesso_regions_bar_set_separate:
 * @self: a bar
 * @separate: whether each region goes in a request of its own
 */
void
gesso_regions_bar_set_separate (GessoRegionsBar *self,
                                gboolean         separate)
{
  g_return_if_fail (GESSO_IS_REGIONS_BAR (self));

  if (!self->separate == !separate)
    return;

  self->separate = separate;
  gtk_check_button_set_active (separate ? self->separate_button : self->joined_button, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEPARATE]);
}
