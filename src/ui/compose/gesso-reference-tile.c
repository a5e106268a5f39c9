/* gesso-reference-tile.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoReferenceTile: one picture of a draft, 72 pixels wide, with its number. It can be dragged
 * onto another tile to change the order, and everything is in its menu and on keys as well:
 * Ctrl+Left and Ctrl+Right move, Delete removes, Enter inserts its name. Made by the strip.
 * "insert-name" (const char *name) asks for its name to be written into the prompt.
 */

#include "config.h"

#include "ui/compose/gesso-reference-tile.h"

#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "ui/support/gesso-cover.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-texture.h"
#include "ui/support/gesso-words.h"

#define TILE_PX 72

struct _GessoReferenceTile
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable): NULL shows no pictures */
  GessoDraft *draft;         /* (owned) */
  GessoDraftImage *image;    /* (owned) */
  GessoReference *shown;     /* (owned) (nullable): whose picture is shown */
  GCancellable *cancellable; /* (owned) */

  /* Children of the template. */
  GessoCover *picture;
  GtkSpinner *spinner;
  GtkWidget *warning;
  GtkLabel *badge;
  GtkPopover *menu;
  GtkEntry *note;
};

enum
{
  SIGNAL_INSERT_NAME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoReferenceTile, gesso_reference_tile, GTK_TYPE_WIDGET)

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  GessoReferenceTile *self = user_data;

  /* The tile is gone when this was cancelled; a picture that was read once decodes again. */
  if (image == NULL)
    return;

  texture = gesso_texture_new (image);
  gesso_cover_set_texture (self->picture, texture);
}

static void
show_picture (GessoReferenceTile *self)
{
  GessoReference *reference = gesso_draft_image_get_reference (self->image);
  int longer;

  if (reference == NULL || reference == self->shown || self->studio == NULL)
    return;

  g_clear_pointer (&self->shown, gesso_reference_unref);
  self->shown = gesso_reference_ref (reference);
  /* Enough to cover the square also with a wide picture. */
  longer = MAX (gesso_reference_get_width (reference), gesso_reference_get_height (reference))
           * TILE_PX * 2
           / MAX (1, MIN (gesso_reference_get_width (reference),
                          gesso_reference_get_height (reference)));
  gesso_importer_decode_async (self->studio, gesso_reference_get_data (reference),
                               CLAMP (longer, TILE_PX, 1024), self->cancellable, decoded_cb, self);
}

static char *
describe (GessoReferenceTile *self)
{
  guint position = gesso_reference_tile_get_position (self);
  const char *error = gesso_draft_image_get_error (self->image);
  GessoReference *reference = gesso_draft_image_get_reference (self->image);

  if (error != NULL)
    return g_strdup_printf (_ ("Image %u, %s: %s"), position + 1,
                            gesso_draft_image_get_name (self->image), error);
  if (reference == NULL)
    return g_strdup_printf (_ ("Image %u, %s, is being read"), position + 1,
                            gesso_draft_image_get_name (self->image));

  return g_strdup_printf (position == 0 ? _ ("Image %u, base: %s, %d × %d")
                                        : _ ("Image %u: %s, %d × %d"),
                          position + 1, gesso_draft_image_get_name (self->image),
                          gesso_reference_get_width (reference),
                          gesso_reference_get_height (reference));
}

/**
 * gesso_reference_tile_update:
 * @self: a tile
 *
 * Shows its number and state anew, after the order changed.
 */
void
gesso_reference_tile_update (GessoReferenceTile *self)
{
  guint position = gesso_reference_tile_get_position (self);
  guint n = g_list_model_get_n_items (gesso_draft_get_references (self->draft));
  g_autofree char *words = describe (self);
  g_autofree char *badge
      = position == 0 ? g_strdup (_ ("Base")) : g_strdup_printf ("%u", position + 1);
  const char *role = gesso_draft_image_get_role (self->image);

  if (role != NULL && role[0] != '\0')
    {
      g_autofree char *role_words = gesso_words_choice ("role", role);
      g_autofree char *both = g_strdup_printf ("%s · %s", badge, role_words);

      gtk_label_set_text (self->badge, both);
    }
  else
    {
      gtk_label_set_text (self->badge, badge);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_spinner_set_spinning (self->spinner, gesso_draft_image_is_busy (self->image));
  gtk_widget_set_visible (self->warning, gesso_draft_image_get_error (self->image) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reference.make-base", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reference.move-earlier", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reference.move-later", position + 1 < n);
  show_picture (self);
}

static void
act (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (widget);
  guint position = gesso_reference_tile_get_position (self);
  guint n = g_list_model_get_n_items (gesso_draft_get_references (self->draft));

  if (g_str_equal (action, "reference.make-base"))
    gesso_draft_make_base (self->draft, position);
  else if (g_str_equal (action, "reference.remove"))
    gesso_draft_remove_reference (self->draft, position);
  else if (g_str_equal (action, "reference.move-earlier") && position > 0)
    gesso_draft_move_reference (self->draft, position, position - 1);
  else if (g_str_equal (action, "reference.move-later") && position + 1 < n)
    gesso_draft_move_reference (self->draft, position, position + 1);
}

static void
insert_name (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (widget);
  g_autofree char *name
      = g_strdup_printf ("Image %u", gesso_reference_tile_get_position (self) + 1);

  g_signal_emit (self, signals[SIGNAL_INSERT_NAME], 0, name);
}

static void
replace (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "compose.replace-image", "u",
                              gesso_reference_tile_get_position (GESSO_REFERENCE_TILE (widget)));
}

static void
set_role (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (widget);
  const char *role = g_variant_get_string (parameter, NULL);

  gesso_draft_image_set_role (self->image, role[0] != '\0' ? role : NULL,
                              gesso_draft_image_get_note (self->image));
}

static void
note_changed_cb (GessoReferenceTile *self)
{
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note));

  gesso_draft_image_set_role (self->image, gesso_draft_image_get_role (self->image),
                              note[0] != '\0' ? note : NULL);
}

static void
show_menu (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gtk_popover_popup (GESSO_REFERENCE_TILE (widget)->menu);
}

static void
pressed_cb (GessoReferenceTile *self,
            int                 n_press,
            double              x,
            double              y,
            GtkGestureClick    *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_grab_focus (GTK_WIDGET (self));
      gtk_popover_set_pointing_to (self->menu, &(GdkRectangle){ x, y, 1, 1 });
      gtk_popover_popup (self->menu);
    }
}

static void
released_cb (GessoReferenceTile *self,
             int                 n_press,
             double              x,
             double              y,
             GtkGestureClick    *gesture)
{
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      insert_name (GTK_WIDGET (self), NULL, NULL);
    }
}

static GdkContentProvider *
drag_prepare_cb (GessoReferenceTile *self,
                 double              x,
                 double              y,
                 GtkDragSource      *source)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (GTK_WIDGET (self->picture));

  gtk_drag_source_set_icon (source, icon, x, y);
  return gdk_content_provider_new_typed (GESSO_TYPE_DRAFT_IMAGE, self->image);
}

static gboolean
dropped_cb (GessoReferenceTile *self,
            const GValue       *value,
            double              x,
            double              y)
{
  GessoDraftImage *image = g_value_get_object (value);
  GListModel *list = gesso_draft_get_references (self->draft);
  guint to = gesso_reference_tile_get_position (self);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GessoDraftImage) item = g_list_model_get_item (list, i);

      if (item == image && i != to)
        {
          gesso_draft_move_reference (self->draft, i, to);
          return TRUE;
        }
    }

  return FALSE;
}

static void
add_controllers (GessoReferenceTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GESSO_TYPE_DRAFT_IMAGE, GDK_ACTION_COPY);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (drag, "prepare", G_CALLBACK (drag_prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (drop, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
gesso_reference_tile_dispose (GObject *object)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_REFERENCE_TILE);
  g_clear_pointer (&self->shown, gesso_reference_unref);
  g_clear_object (&self->image);
  g_clear_object (&self->draft);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_reference_tile_parent_class)->dispose (object);
}

static void
gesso_reference_tile_class_init (GessoReferenceTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_reference_tile_dispose;

  /**
   * GessoReferenceTile::insert-name:
   * @self: the tile
   * @name: as "Image 2"
   *
   * The name of the picture is wanted in the prompt.
   */
  signals[SIGNAL_INSERT_NAME]
      = g_signal_new ("insert-name", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GESSO_TYPE_COVER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-reference-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, picture);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, warning);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, badge);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, menu);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceTile, note);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);

  gtk_widget_class_install_action (widget_class, "reference.make-base", NULL, act);
  gtk_widget_class_install_action (widget_class, "reference.remove", NULL, act);
  gtk_widget_class_install_action (widget_class, "reference.move-earlier", NULL, act);
  gtk_widget_class_install_action (widget_class, "reference.move-later", NULL, act);
  gtk_widget_class_install_action (widget_class, "reference.replace", NULL, replace);
  gtk_widget_class_install_action (widget_class, "reference.insert-name", NULL, insert_name);
  gtk_widget_class_install_action (widget_class, "reference.role", "s", set_role);
  gtk_widget_class_install_action (widget_class, "reference.menu", NULL, show_menu);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "reference.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK,
                                       "reference.move-earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK,
                                       "reference.move-later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "reference.insert-name",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "reference.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "reference.menu",
                                       NULL);
}

static void
gesso_reference_tile_init (GessoReferenceTile *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_controllers (self);
}

/**
 * gesso_reference_tile_new:
 * @studio: (nullable): who decodes the picture
 * @draft: the draft
 * @image: a picture of the draft
 *
 * Returns: a tile
 */
GtkWidget *
gesso_reference_tile_new (GessoStudio     *studio,
                          GessoDraft      *draft,
                          GessoDraftImage *image)
{
  GessoReferenceTile *self = g_object_new (GESSO_TYPE_REFERENCE_TILE, NULL);
  const char *note = gesso_draft_image_get_note (image);

  g_set_object (&self->studio, studio);
  g_set_object (&self->draft, draft);
  g_set_object (&self->image, image);
  gtk_editable_set_text (GTK_EDITABLE (self->note), note != NULL ? note : "");
  g_signal_connect_object (self->note, "changed", G_CALLBACK (note_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (image, "notify", G_CALLBACK (gesso_reference_tile_update), self,
                           G_CONNECT_SWAPPED);
  gesso_reference_tile_update (self);
  return GTK_WIDGET (self);
}

/**
 * gesso_reference_tile_get_image:
 * @self: a tile
 *
 * Returns: (transfer none): its picture
 */
GessoDraftImage *
gesso_reference_tile_get_image (GessoReferenceTile *self)
{
  g_return_val_if_fail (GESSO_IS_REFERENCE_TILE (self), NULL);

  return self->image;
}

/**
 * gesso_reference_tile_get_position:
 * @self: a tile
 *
 * Returns: the place of its picture in the draft, from 0
 */
guint
gesso_reference_tile_get_position (GessoReferenceTile *self)
{
  GListModel *list;

  g_return_val_if_fail (GESSO_IS_REFERENCE_TILE (self), 0);

  list = gesso_draft_get_references (self->draft);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GessoDraftImage) item = g_list_model_get_item (list, i);

      if (item == self->image)
        return i;
    }

  return 0;
}
