/* gesso-empty-stage.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoEmptyStage: what the stage shows while there is no picture: one sentence, examples to click,
 * and the way to open pictures. Owned by the stage.
 * "example-chosen" (const char *prompt) is emitted when an example is clicked.
 */

#include "config.h"

#include "ui/view/gesso-empty-stage.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"

struct _GessoEmptyStage
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkBox *examples;
};

static guint example_chosen_signal;

static const char *const examples[] = {
  N_ ("A poster that says “Autumn Market” on warm orange paper, 2:3"),
  N_ ("A calm mountain lake at sunrise, flat shapes, 16:9"),
  N_ ("A business card for “Marta Lind, Ceramics”, sage green"),
};

G_DEFINE_FINAL_TYPE (GessoEmptyStage, gesso_empty_stage, GTK_TYPE_WIDGET)

static void
example_clicked_cb (GessoEmptyStage *self,
                    GtkButton       *button)
{
  g_signal_emit (self, example_chosen_signal, 0,
                 g_object_get_data (G_OBJECT (button), "gesso-prompt"));
}

static void
add_examples (GessoEmptyStage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *label = gtk_label_new (_ (examples[i]));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "example");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (examples[i]), -1);
      g_object_set_data (G_OBJECT (button), "gesso-prompt", (gpointer) _ (examples[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (example_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->examples, button);
    }
}

static void
gesso_empty_stage_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_EMPTY_STAGE);

  G_OBJECT_CLASS (gesso_empty_stage_parent_class)->dispose (object);
}

static void
gesso_empty_stage_class_init (GessoEmptyStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_empty_stage_dispose;

  /**
   * GessoEmptyStage::example-chosen:
   * @self: the empty stage
   * @prompt: the example
   */
  example_chosen_signal
      = g_signal_new ("example-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-empty-stage.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoEmptyStage, examples);
  gtk_widget_class_set_css_name (widget_class, "emptystage");
}

static void
gesso_empty_stage_init (GessoEmptyStage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_examples (self);
}
