/* gesso-mask-bar.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskBar: the island with the mask's tools, how they are set, the masks of the picture and
 * what can be done to a whole mask, and beside or below it how the model is asked. Where it is
 * narrow the tools fold into one button. It only shows: the buttons call the editor's "mask."
 * actions and the setup's properties as "setup.".
 */

#include "config.h"

#include "ui/canvas/gesso-mask-bar.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-squeeze-bin.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-wrap-layout.h"

struct _GessoMaskBar
{
  GtkWidget parent_instance;

  GessoMaskSetup *setup;       /* (owned) (nullable) */
  GessoMaskDocument *document; /* (owned) (nullable) */
  gboolean listing;

  /* Children of the template. */
  GtkMenuButton *tool_button;
  GtkLabel *size_label;
  GtkAdjustment *size_adjustment;
  GtkAdjustment *hardness_adjustment;
  GtkAdjustment *opacity_adjustment;
  GtkAdjustment *smoothing_adjustment;
  GtkAdjustment *tolerance_adjustment;
  GtkAdjustment *overlay_adjustment;
  GtkAdjustment *grow_adjustment;
  GtkAdjustment *feather_adjustment;
  GtkSpinButton *amount;
  GtkBox *colors;
  GtkBox *mask_list;
  GtkEntry *mask_name;
};

G_DEFINE_FINAL_TYPE (GessoMaskBar, gesso_mask_bar, GTK_TYPE_WIDGET)

static const struct
{
  const char *color;
  const char *name;
  const char *style;
} colors[] = {
  { "#e5337f", N_ ("Pink"), "swatch-pink" },
  { "#2ec27e", N_ ("Green"), "swatch-green" },
  { "#1c71d8", N_ ("Blue"), "swatch-blue" },
  { "#f5c211", N_ ("Yellow"), "swatch-yellow" },
};

static void
add_colors (GessoMaskBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "setup.overlay-color");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", colors[i].color);
      gtk_widget_set_tooltip_text (button, _ (colors[i].name));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (colors[i].name), -1);
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_add_css_class (button, "swatch");
      gtk_widget_add_css_class (button, colors[i].style);
      gtk_box_append (self->colors, button);
    }
}

/* What a slider says beside its name. */

static char *
describe_percent (GtkWidget *widget,
                  double     value)
{
  return g_strdup_printf (_ ("%d %%"), (int) (value * 100 + 0.5));
}

static char *
describe_pixels (GtkWidget *widget,
                 double     value)
{
  return g_strdup_printf (_ ("%d px"), (int) (value + 0.5));
}

static char *
describe_number (GtkWidget *widget,
                 double     value)
{
  return g_strdup_printf ("%d", (int) (value + 0.5));
}

static void
show_setup (GessoMaskBar *self)
{
  GEnumClass *tools = g_type_class_peek (GESSO_TYPE_MASK_TOOL);
  GEnumValue *tool = g_enum_get_value (tools, gesso_mask_setup_get_tool (self->setup));
  g_autofree char *icon = g_strdup_printf ("gesso-%s-symbolic", tool->value_nick);
  g_autofree char *size = NULL;
  GessoBrush brush;

  gesso_mask_setup_get_brush (self->setup, &brush);
  /* Translators: the diameter of the brush in pixels. */
  size = g_strdup_printf (_ ("%d px"), (int) (brush.size + 0.5));
  gtk_label_set_text (self->size_label, size);
  gtk_menu_button_set_icon_name (self->tool_button, icon);
}

/* The masks of the picture. */

static void
mask_toggled_cb (GessoMaskBar   *self,
                 GtkCheckButton *button)
{
  guint id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "gesso-mask-id"));

  if (!self->listing && gtk_check_button_get_active (button))
    gesso_mask_document_set_active (self->document, id);
}

static gboolean
has_name (GessoMaskBar *self,
          const char   *name)
{
  for (guint i = 0; i < gesso_mask_document_get_n_masks (self->document); i++)
    {
      guint id = gesso_mask_document_get_id (self->document, i);

      if (g_str_equal (gesso_mask_document_get_name (self->document, id), name))
        return TRUE;
    }

  return FALSE;
}

/* When the name is complete: Enter, or the entry is left. */
static void
name_given_cb (GessoMaskBar *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->mask_name));

  if (self->document != NULL && name[0] != '\0' && !has_name (self, name))
    gesso_mask_document_rename (self->document, _ ("Rename"),
                                gesso_mask_document_get_active (self->document), name);
}

static GtkWidget *
append_mask (GessoMaskBar *self)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->mask_list));
  /* A group does not change the role by itself. */
  GtkWidget *button
      = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
  g_signal_connect_object (button, "toggled", G_CALLBACK (mask_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->mask_list, button);
  return button;
}

/* Takes away what is too much. What has the focus stays as long as it can: it would be lost to
 * something behind the popover. */
static void
remove_masks (GessoMaskBar *self,
              guint         n_masks)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->mask_list));

  for (guint i = 0; child != NULL; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (i >= n_masks)
        gtk_box_remove (self->mask_list, child);
      child = next;
    }
}

/* Every mask has a button; those that are there are used again. Somebody who has just made a mask
 * goes on with its name. */
static void
list_masks (GessoMaskBar *self)
{
  guint active = self->document != NULL ? gesso_mask_document_get_active (self->document) : 0;
  guint n = self->document != NULL ? gesso_mask_document_get_n_masks (self->document) : 0;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->mask_list));
  gboolean is_new = FALSE;

  self->listing = TRUE;
  for (guint i = 0; i < n; i++, child = gtk_widget_get_next_sibling (child))
    {
      guint id = gesso_mask_document_get_id (self->document, i);
      const char *name = gesso_mask_document_get_name (self->document, id);

      is_new = child == NULL;
      if (is_new)
        child = append_mask (self);
      g_object_set_data (G_OBJECT (child), "gesso-mask-id", GUINT_TO_POINTER (id));
      gtk_check_button_set_label (GTK_CHECK_BUTTON (child), name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), id == active);
      if (id == active)
        gtk_editable_set_text (GTK_EDITABLE (self->mask_name), name);
    }
  if (is_new && gtk_widget_get_mapped (GTK_WIDGET (self->mask_list)))
    gtk_widget_grab_focus (GTK_WIDGET (self->mask_name));
  remove_masks (self, n);
  self->listing = FALSE;
}

static void
gesso_mask_bar_dispose (GObject *object)
{
  GessoMaskBar *self = GESSO_MASK_BAR (object);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, list_masks, self);
  g_clear_object (&self->document);
  g_clear_object (&self->setup);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_MASK_BAR);

  G_OBJECT_CLASS (gesso_mask_bar_parent_class)->dispose (object);
}

static void
gesso_mask_bar_class_init (GessoMaskBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_mask_bar_dispose;

  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  g_type_ensure (GESSO_TYPE_MASK_TOOL);
  g_type_ensure (GESSO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/canvas/gesso-mask-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, tool_button);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, size_label);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, size_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, hardness_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, opacity_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, smoothing_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, tolerance_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, overlay_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, grow_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, feather_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, amount);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, colors);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, mask_list);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskBar, mask_name);
  gtk_widget_class_bind_template_callback (widget_class, describe_percent);
  gtk_widget_class_bind_template_callback (widget_class, describe_pixels);
  gtk_widget_class_bind_template_callback (widget_class, describe_number);
  gtk_widget_class_set_css_name (widget_class, "maskbar");
}

static void
gesso_mask_bar_init (GessoMaskBar *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_colors (self);
  g_signal_connect_object (self->mask_name, "activate", G_CALLBACK (name_given_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_given_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->mask_name), focus);
}

/**
 * gesso_mask_bar_set_setup:
 * @self: a bar
 * @setup: what its sliders set; to be called once
 */
void
gesso_mask_bar_set_setup (GessoMaskBar   *self,
                          GessoMaskSetup *setup)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (GESSO_IS_MASK_BAR (self));
  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  g_object_bind_property (setup, "size", self->size_adjustment, "value", flags);
  g_object_bind_property (setup, "hardness", self->hardness_adjustment, "value", flags);
  g_object_bind_property (setup, "opacity", self->opacity_adjustment, "value", flags);
  g_object_bind_property (setup, "smoothing", self->smoothing_adjustment, "value", flags);
  g_object_bind_property (setup, "tolerance", self->tolerance_adjustment, "value", flags);
  g_object_bind_property (setup, "grow", self->grow_adjustment, "value", flags);
  g_object_bind_property (setup, "feather", self->feather_adjustment, "value", flags);
  g_object_bind_property (setup, "overlay-opacity", self->overlay_adjustment, "value", flags);
  g_signal_connect_object (setup, "notify", G_CALLBACK (show_setup), self, G_CONNECT_SWAPPED);
  show_setup (self);
}

/**
 * gesso_mask_bar_set_document:
 * @self: a bar
 * @document: (nullable): whose masks are listed
 */
void
gesso_mask_bar_set_document (GessoMaskBar      *self,
                             GessoMaskDocument *document)
{
  g_return_if_fail (GESSO_IS_MASK_BAR (self));

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, list_masks, self);
  g_set_object (&self->document, document);
  if (document != NULL)
    g_signal_connect_object (document, "masks-changed", G_CALLBACK (list_masks), self,
                             G_CONNECT_SWAPPED);
  list_masks (self);
}

/**
 * gesso_mask_bar_get_amount:
 * @self: a bar
 *
 * Returns: by how many pixels edges are moved or softened
 */
int
gesso_mask_bar_get_amount (GessoMaskBar *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_BAR (self), 8);

  return gtk_spin_button_get_value_as_int (self->amount);
}
