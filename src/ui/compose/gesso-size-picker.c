/* gesso-size-picker.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoSizePicker: ratio, tier and custom size of a draft. The draft owns the size; whether
 * "Custom" is unfolded is all that this widget remembers.
 */

#include "config.h"

#include "ui/compose/gesso-size-picker.h"

#include <glib/gi18n.h>

#include "ui/compose/gesso-aspect-grid.h"
#include "ui/compose/gesso-choice-row.h"
#include "ui/compose/gesso-custom-size.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

struct _GessoSizePicker
{
  GtkWidget parent_instance;

  GessoDraft *draft; /* (owned) (nullable) */
  gboolean showing;

  /* Children of the template. */
  GtkLabel *exact;
  GessoAspectGrid *grid;
  GessoChoiceRow *tiers;
  GtkRevealer *custom_revealer;
  GessoCustomSize *custom;
};

G_DEFINE_FINAL_TYPE (GessoSizePicker, gesso_size_picker, GTK_TYPE_WIDGET)

static void
show_draft (GessoSizePicker *self)
{
  const GessoParameters *parameters = gesso_draft_get_parameters (self->draft);
  GessoModelInfo *model = gesso_draft_get_model_info (self->draft);
  g_autofree char *exact = gesso_words_size (&parameters->size);
  gboolean is_custom = parameters->aspect == NULL && !gesso_size_is_auto (&parameters->size);
  gboolean is_auto = gesso_size_is_auto (&parameters->size);

  self->showing = TRUE;
  gtk_label_set_text (self->exact, exact);
  gesso_aspect_grid_set_selected (self->grid, is_custom ? GESSO_ASPECT_CUSTOM
                                              : is_auto ? "auto"
                                                        : parameters->aspect);
  gesso_choice_row_set_selected (self->tiers, is_custom ? NULL : parameters->tier);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tiers), !is_custom && !is_auto);
  gtk_revealer_set_reveal_child (self->custom_revealer, is_custom);
  if (model != NULL)
    gesso_custom_size_set_rule (self->custom, &model->size_rule);
  gesso_custom_size_set_size (self->custom, &parameters->size);
  self->showing = FALSE;
}

static void
aspect_selected_cb (GessoSizePicker *self)
{
  const char *aspect = gesso_aspect_grid_get_selected (self->grid);
  const char *tier = gesso_choice_row_get_selected (self->tiers);
  GessoSize size;

  if (self->showing || self->draft == NULL || aspect == NULL)
    return;

  if (g_str_equal (aspect, GESSO_ASPECT_CUSTOM))
    {
      gesso_custom_size_get_size (self->custom, &size);
      gesso_draft_set_size (self->draft, &size);
      return;
    }

  gesso_draft_set_aspect (self->draft, aspect, tier != NULL ? tier : "1K");
}

static void
tier_selected_cb (GessoSizePicker *self)
{
  const char *tier = gesso_choice_row_get_selected (self->tiers);
  const char *aspect = gesso_aspect_grid_get_selected (self->grid);

  if (self->showing || self->draft == NULL || tier == NULL || aspect == NULL)
    return;
  if (g_str_equal (aspect, GESSO_ASPECT_CUSTOM))
    return;

  gesso_draft_set_aspect (self->draft, aspect, tier);
}

static void
custom_changed_cb (GessoSizePicker *self)
{
  GessoSize size;

  if (self->showing || self->draft == NULL)
    return;

  gesso_custom_size_get_size (self->custom, &size);
  gesso_draft_set_size (self->draft, &size);
}

static void
gesso_size_picker_dispose (GObject *object)
{
  gesso_size_picker_set_draft (GESSO_SIZE_PICKER (object), NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_SIZE_PICKER);

  G_OBJECT_CLASS (gesso_size_picker_parent_class)->dispose (object);
}

static void
gesso_size_picker_class_init (GessoSizePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_size_picker_dispose;

  g_type_ensure (GESSO_TYPE_ASPECT_GRID);
  g_type_ensure (GESSO_TYPE_CHOICE_ROW);
  g_type_ensure (GESSO_TYPE_CUSTOM_SIZE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-size-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoSizePicker, exact);
  gtk_widget_class_bind_template_child (widget_class, GessoSizePicker, grid);
  gtk_widget_class_bind_template_child (widget_class, GessoSizePicker, tiers);
  gtk_widget_class_bind_template_child (widget_class, GessoSizePicker, custom_revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoSizePicker, custom);
  gtk_widget_class_bind_template_callback (widget_class, aspect_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, tier_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, custom_changed_cb);
}

static void
gesso_size_picker_init (GessoSizePicker *self)
{
  static const char *const tiers[] = { "1K", "2K", "4K", NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  gesso_choice_row_set_choices (self->tiers, "tier", tiers);
}

GtkWidget *
gesso_size_picker_new (void)
{
  return g_object_new (GESSO_TYPE_SIZE_PICKER, NULL);
}

/**
 * gesso_size_picker_set_draft:
 * @self: a size picker
 * @draft: (nullable): whose size it shows and changes
 */
void
gesso_size_picker_set_draft (GessoSizePicker *self,
                             GessoDraft      *draft)
{
  g_return_if_fail (GESSO_IS_SIZE_PICKER (self));

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
