/* gesso-routing-box.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoRoutingBox: whether size and quality are chosen by hand, or follow a size class or a token
 * budget, and then a line that says what was chosen and why. The draft owns all of it; the widget
 * remembers the class and the budget that were used last, so that the way back finds them. Owned
 * by the composer's template.
 */

#include "config.h"

#include "ui/compose/gesso-routing-box.h"

#include <glib/gi18n.h>

#include "ui/compose/gesso-choice-row.h"
#include "ui/compose/gesso-route-words.h"
#include "ui/support/gesso-template.h"

struct _GessoRoutingBox
{
  GtkWidget parent_instance;

  GessoDraft *draft; /* (owned) (nullable) */
  const GessoRoutingLevel *last[GESSO_N_ROUTING_MODES];
  gboolean showing;

  /* Children of the template. */
  GessoChoiceRow *modes;
  GessoChoiceRow *levels;
  GtkLabel *line;
};

G_DEFINE_FINAL_TYPE (GessoRoutingBox, gesso_routing_box, GTK_TYPE_WIDGET)

static void
show_levels (GessoRoutingBox    *self,
             const GessoRouting *routing)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  guint length;
  const GessoRoutingLevel *levels = gesso_routing_list_levels (routing->mode, &length);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (values, (gpointer) levels[i].value);
  g_ptr_array_add (values, NULL);
  gesso_choice_row_set_choices (self->levels, gesso_routing_mode_name (routing->mode),
                                (const char *const *) values->pdata);
  gesso_choice_row_set_selected (self->levels, length > 0 ? routing->level->value : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->levels), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  routing->mode == GESSO_ROUTING_TOKEN_BUDGET ? _ ("Token budget")
                                                                              : _ ("Size class"),
                                  -1);
}

static void
show_draft (GessoRoutingBox *self)
{
  const GessoRoute *route = gesso_draft_get_route (self->draft);
  g_autofree char *words = route != NULL ? gesso_route_words (route) : g_strdup ("");
  GessoRouting routing;

  gesso_draft_get_routing (self->draft, &routing);
  self->last[routing.mode] = routing.level;

  self->showing = TRUE;
  gesso_choice_row_set_selected (self->modes, gesso_routing_mode_name (routing.mode));
  show_levels (self, &routing);
  self->showing = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->line), route != NULL);
  /* Anew only when it is another one: a selection in it stays. */
  if (!g_str_equal (gtk_label_get_text (self->line), words))
    gtk_label_set_text (self->line, words);
}

static void
mode_selected_cb (GessoRoutingBox *self)
{
  const char *mode = gesso_choice_row_get_selected (self->modes);
  GessoRouting routing;

  if (self->showing || self->draft == NULL || !gesso_routing_make (mode, NULL, &routing))
    return;

  if (self->last[routing.mode] != NULL)
    routing.level = self->last[routing.mode];
  gesso_draft_set_routing (self->draft, &routing);
}

static void
level_selected_cb (GessoRoutingBox *self)
{
  const char *level = gesso_choice_row_get_selected (self->levels);
  GessoRouting routing;

  if (self->showing || self->draft == NULL || level == NULL
      || !gesso_routing_make (gesso_choice_row_get_selected (self->modes), level, &routing))
    return;

  gesso_draft_set_routing (self->draft, &routing);
}

static void
gesso_routing_box_dispose (GObject *object)
{
  gesso_routing_box_set_draft (GESSO_ROUTING_BOX (object), NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_ROUTING_BOX);

  G_OBJECT_CLASS (gesso_routing_box_parent_class)->dispose (object);
}

static void
gesso_routing_box_class_init (GessoRoutingBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_routing_box_dispose;

  g_type_ensure (GESSO_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-routing-box.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoRoutingBox, modes);
  gtk_widget_class_bind_template_child (widget_class, GessoRoutingBox, levels);
  gtk_widget_class_bind_template_child (widget_class, GessoRoutingBox, line);
  gtk_widget_class_bind_template_callback (widget_class, mode_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_selected_cb);
}

static void
gesso_routing_box_init (GessoRoutingBox *self)
{
  const char *names[GESSO_N_ROUTING_MODES + 1] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < GESSO_N_ROUTING_MODES; i++)
    names[i] = gesso_routing_mode_name (i);
  gesso_choice_row_set_choices (self->modes, "routing", names);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->levels),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->line, NULL, -1);
}

GtkWidget *
gesso_routing_box_new (void)
{
  return g_object_new (GESSO_TYPE_ROUTING_BOX, NULL);
}

/**
 * gesso_routing_box_set_draft:
 * @self: a routing box
 * @draft: (nullable): whose size and quality are meant
 */
void
gesso_routing_box_set_draft (GessoRoutingBox *self,
                             GessoDraft      *draft)
{
  g_return_if_fail (GESSO_IS_ROUTING_BOX (self));

  if (self->draft == draft)
    return;

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  g_signal_connect_object (draft, "notify::routing", G_CALLBACK (show_draft), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::route", G_CALLBACK (show_draft), self,
                           G_CONNECT_SWAPPED);
  show_draft (self);
}

/**
 * gesso_routing_box_get_text:
 * @self: a routing box
 *
 * Returns: (transfer none): what was chosen and why; empty while a person chooses
 */
const char *
gesso_routing_box_get_text (GessoRoutingBox *self)
{
  g_return_val_if_fail (GESSO_IS_ROUTING_BOX (self), NULL);

  return gtk_label_get_text (self->line);
}
