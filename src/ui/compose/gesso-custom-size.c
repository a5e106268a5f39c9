/* gesso-custom-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCustomSize: width × height as typed, with swap and a kept ratio. A wish that the model does
 * not make stays as typed; the broken rule is named and legal sizes are offered as buttons.
 * "size-changed" is emitted when the person changed it, not when it is set.
 */

#include "config.h"

#include "ui/compose/gesso-custom-size.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

struct _GessoCustomSize
{
  GtkWidget parent_instance;

  GessoSizeRule rule;
  GessoSizeOffer offer;
  double ratio; /* width ÷ height while it is kept */
  gboolean setting;

  /* Children of the template. */
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkToggleButton *keep_ratio;
  GtkLabel *problem;
  GtkWidget *offers;
  GtkWidget *smaller;
  GtkWidget *smaller_place;
  GtkWidget *nearest;
  GtkWidget *nearest_place;
  GtkWidget *larger;
  GtkWidget *larger_place;
};

enum
{
  SIGNAL_SIZE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoCustomSize, gesso_custom_size, GTK_TYPE_WIDGET)

static void
show_offer (GtkWidget       *button,
            GtkWidget       *place,
            const char      *words,
            const GessoSize *size)
{
  g_autofree char *text = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (place, !gesso_size_is_auto (size));
  if (gesso_size_is_auto (size))
    return;

  text = g_strdup_printf (_ ("%d × %d"), size->width, size->height);
  spoken = g_strdup_printf ("%s, %s", words, text);
  isolated = gesso_words_isolate (text);
  gtk_button_set_label (GTK_BUTTON (button), isolated);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
show_problem (GessoCustomSize *self)
{
  GessoSize size;
  GessoSizeProblem problem;
  g_autofree char *words = NULL;
  gboolean legal;

  gesso_custom_size_get_size (self, &size);
  problem = gesso_size_rule_check (&self->rule, &size);
  legal = problem == GESSO_SIZE_PROBLEM_NONE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !legal);
  gtk_widget_set_visible (self->offers, !legal);
  if (legal)
    return;

  words = gesso_words_size_problem (problem, &self->rule, &size);
  gtk_label_set_text (self->problem, words);
  self->offer = gesso_size_rule_offer (&self->rule, &size);
  if (gesso_size_equal (&self->offer.smaller, &self->offer.nearest))
    self->offer.smaller = GESSO_SIZE_AUTO;
  if (gesso_size_equal (&self->offer.larger, &self->offer.nearest))
    self->offer.larger = GESSO_SIZE_AUTO;
  show_offer (self->smaller, self->smaller_place, _ ("Next smaller size"), &self->offer.smaller);
  show_offer (self->nearest, self->nearest_place, _ ("Nearest size"), &self->offer.nearest);
  show_offer (self->larger, self->larger_place, _ ("Next larger size"), &self->offer.larger);
}

static void
changed (GessoCustomSize *self)
{
  show_problem (self);
  g_signal_emit (self, signals[SIGNAL_SIZE_CHANGED], 0);
}

static void
width_changed_cb (GessoCustomSize *self)
{
  if (self->setting)
    return;

  if (gtk_toggle_button_get_active (self->keep_ratio))
    {
      self->setting = TRUE;
      gtk_spin_button_set_value (self->height,
                                 round (gtk_spin_button_get_value (self->width) / self->ratio));
      self->setting = FALSE;
    }
  changed (self);
}

static void
height_changed_cb (GessoCustomSize *self)
{
  if (self->setting)
    return;

  if (gtk_toggle_button_get_active (self->keep_ratio))
    {
      self->setting = TRUE;
      gtk_spin_button_set_value (self->width,
                                 round (gtk_spin_button_get_value (self->height) * self->ratio));
      self->setting = FALSE;
    }
  changed (self);
}

static void
keep_ratio_toggled_cb (GessoCustomSize *self)
{
  self->ratio = gtk_spin_button_get_value (self->width) / gtk_spin_button_get_value (self->height);
}

static void
take (GessoCustomSize *self,
      const GessoSize *size)
{
  GessoSize taken = *size;

  if (gesso_size_is_auto (&taken))
    return;

  gesso_custom_size_set_size (self, &taken);
  changed (self);
}

static void
swap (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoSize size;

  gesso_custom_size_get_size (GESSO_CUSTOM_SIZE (widget), &size);
  size = gesso_size_swap (&size);
  take (GESSO_CUSTOM_SIZE (widget), &size);
}

static void
take_offer (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  GessoCustomSize *self = GESSO_CUSTOM_SIZE (widget);

  if (g_str_has_suffix (action, "smaller"))
    take (self, &self->offer.smaller);
  else if (g_str_has_suffix (action, "larger"))
    take (self, &self->offer.larger);
  else
    take (self, &self->offer.nearest);
}

static void
gesso_custom_size_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_CUSTOM_SIZE);

  G_OBJECT_CLASS (gesso_custom_size_parent_class)->dispose (object);
}

static void
gesso_custom_size_class_init (GessoCustomSizeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_custom_size_dispose;

  /**
   * GessoCustomSize::size-changed:
   * @self: the widget
   *
   * The person typed, swapped or took an offer.
   */
  signals[SIGNAL_SIZE_CHANGED]
      = g_signal_new ("size-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-custom-size.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, width);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, height);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, keep_ratio);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, problem);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, offers);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, smaller);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, smaller_place);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, nearest);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, nearest_place);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, larger);
  gtk_widget_class_bind_template_child (widget_class, GessoCustomSize, larger_place);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, height_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_ratio_toggled_cb);

  gtk_widget_class_install_action (widget_class, "size.swap", NULL, swap);
  gtk_widget_class_install_action (widget_class, "size.take-smaller", NULL, take_offer);
  gtk_widget_class_install_action (widget_class, "size.take-nearest", NULL, take_offer);
  gtk_widget_class_install_action (widget_class, "size.take-larger", NULL, take_offer);
}

static void
gesso_custom_size_init (GessoCustomSize *self)
{
  self->rule = gesso_size_rule_gpt_image;
  self->ratio = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_custom_size_new (void)
{
  return g_object_new (GESSO_TYPE_CUSTOM_SIZE, NULL);
}

/**
 * gesso_custom_size_set_rule:
 * @self: a custom size
 * @rule: which sizes the model makes
 */
void
gesso_custom_size_set_rule (GessoCustomSize     *self,
                            const GessoSizeRule *rule)
{
  g_return_if_fail (GESSO_IS_CUSTOM_SIZE (self));

  self->rule = *rule;
  show_problem (self);
}

/**
 * gesso_custom_size_get_size:
 * @self: a custom size
 * @out_size: (out): what is typed, legal or not
 */
void
gesso_custom_size_get_size (GessoCustomSize *self,
                            GessoSize       *out_size)
{
  g_return_if_fail (GESSO_IS_CUSTOM_SIZE (self));

  out_size->width = gtk_spin_button_get_value_as_int (self->width);
  out_size->height = gtk_spin_button_get_value_as_int (self->height);
}

/**
 * gesso_custom_size_set_size:
 * @self: a custom size
 * @size: what to show; auto changes nothing
 */
void
gesso_custom_size_set_size (GessoCustomSize *self,
                            const GessoSize *size)
{
  GessoSize shown;

  g_return_if_fail (GESSO_IS_CUSTOM_SIZE (self));

  gesso_custom_size_get_size (self, &shown);
  if (gesso_size_is_auto (size) || gesso_size_equal (&shown, size))
    return;

  self->setting = TRUE;
  gtk_spin_button_set_value (self->width, size->width);
  gtk_spin_button_set_value (self->height, size->height);
  self->setting = FALSE;
  self->ratio = (double) size->width / size->height;
  show_problem (self);
}
