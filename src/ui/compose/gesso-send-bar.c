/* gesso-send-bar.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoSendBar: the composer's foot. What the draft will cost, why it cannot be sent, and the one
 * primary button, whose label says what will happen. The button calls the composer's action.
 */

#include "config.h"

#include "ui/compose/gesso-send-bar.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "ui/support/gesso-template.h"

struct _GessoSendBar
{
  GtkWidget parent_instance;

  GessoDraft *draft; /* (owned) (nullable) */

  /* Children of the template. */
  GtkLabel *reason;
  GtkLabel *price;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (GessoSendBar, gesso_send_bar, GTK_TYPE_WIDGET)

static void
show_reason (GessoSendBar *self)
{
  guint n_problems;
  const GessoDraftProblem *problems = gesso_draft_get_problems (self->draft, &n_problems);
  g_autofree char *words = NULL;

  /* An empty editor explains itself. */
  gtk_widget_set_visible (GTK_WIDGET (self->reason),
                          n_problems > 0 && problems[0].code != GESSO_DRAFT_PROMPT_EMPTY);
  if (n_problems == 0)
    {
      gtk_label_set_text (self->reason, "");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->button),
                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  words = gesso_draft_problem_describe (&problems[0]);
  gtk_label_set_text (self->reason, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* The primary button tells the truth. */
static const char *
find_label (GessoDraft *draft)
{
  GessoStitchPlan *plan = gesso_draft_get_plan (draft);

  if (plan != NULL && !gesso_margins_is_none (gesso_stitch_plan_get_margins (plan)))
    return _ ("Extend Picture");
  if (plan != NULL)
    return gesso_stitch_plan_get_options (plan)->mode == GESSO_EDIT_MODE_ADJUST
               ? _ ("Adjust Masked Area")
               : _ ("Replace Masked Area");

  return gesso_draft_get_operation (draft) == GESSO_OPERATION_EDIT ? _ ("Edit Picture")
                                                                   : _ ("Generate");
}

static void
show_draft (GessoSendBar *self)
{
  g_autofree char *price = gesso_money_format_estimate (gesso_draft_get_estimate (self->draft));

  gtk_label_set_text (self->price, price);
  gtk_button_set_label (self->button, find_label (self->draft));
  show_reason (self);
}

static void
gesso_send_bar_dispose (GObject *object)
{
  gesso_send_bar_set_draft (GESSO_SEND_BAR (object), NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_SEND_BAR);

  G_OBJECT_CLASS (gesso_send_bar_parent_class)->dispose (object);
}

static void
gesso_send_bar_class_init (GessoSendBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_send_bar_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-send-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoSendBar, reason);
  gtk_widget_class_bind_template_child (widget_class, GessoSendBar, price);
  gtk_widget_class_bind_template_child (widget_class, GessoSendBar, button);
  gtk_widget_class_set_css_name (widget_class, "sendbar");
}

static void
gesso_send_bar_init (GessoSendBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_send_bar_new (void)
{
  return g_object_new (GESSO_TYPE_SEND_BAR, NULL);
}

/**
 * gesso_send_bar_set_draft:
 * @self: a send bar
 * @draft: (nullable): what would be sent
 */
void
gesso_send_bar_set_draft (GessoSendBar *self,
                          GessoDraft   *draft)
{
  g_return_if_fail (GESSO_IS_SEND_BAR (self));

  if (self->draft == draft)
    return;

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  g_signal_connect_object (draft, "notify", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  show_draft (self);
}

/**
 * gesso_send_bar_get_price:
 * @self: a send bar
 *
 * Returns: (transfer none): the price line as shown
 */
const char *
gesso_send_bar_get_price (GessoSendBar *self)
{
  g_return_val_if_fail (GESSO_IS_SEND_BAR (self), NULL);

  return gtk_label_get_text (self->price);
}

/**
 * gesso_send_bar_get_reason:
 * @self: a send bar
 *
 * Returns: (transfer none): why the draft cannot be sent; empty when it can
 */
const char *
gesso_send_bar_get_reason (GessoSendBar *self)
{
  g_return_val_if_fail (GESSO_IS_SEND_BAR (self), NULL);

  return gtk_label_get_text (self->reason);
}

/**
 * gesso_send_bar_get_label:
 * @self: a send bar
 *
 * Returns: (transfer none): what the primary button says
 */
const char *
gesso_send_bar_get_label (GessoSendBar *self)
{
  g_return_val_if_fail (GESSO_IS_SEND_BAR (self), NULL);

  return gtk_button_get_label (self->button);
}
