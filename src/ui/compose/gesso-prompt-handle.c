/* gesso-prompt-handle.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPromptHandle: the grip under the prompt, by which it gets room for more or fewer lines: by
 * dragging, by Up and Down, and by Home for as many as at first. It owns their number, and whoever
 * places it makes the room. Lines, not pixels, so that larger text gets a larger field.
 */

#include "config.h"

#include "ui/compose/gesso-prompt-handle.h"

#include <glib/gi18n.h>

struct _GessoPromptHandle
{
  GtkWidget parent_instance;

  GtkWidget *grip; /* (owned): our child */
  int lines;
  int line_height;   /* in pixels */
  int lines_at_drag; /* when it began */
  double y_at_drag;  /* in the window, since the handle itself moves */
};

typedef enum
{
  PROP_LINES = 1,
} GessoPromptHandleProperty;

static GParamSpec *properties[PROP_LINES + 1];

G_DEFINE_FINAL_TYPE (GessoPromptHandle, gesso_prompt_handle, GTK_TYPE_WIDGET)

static double
find_y (GessoPromptHandle *self,
        double             y)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  double in_root = y;
  double unused;

  if (root != NULL)
    gtk_widget_translate_coordinates (GTK_WIDGET (self), root, 0, y, &unused, &in_root);
  return in_root;
}

static void
drag_begun_cb (GessoPromptHandle *self,
               double             x,
               double             y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->lines_at_drag = self->lines;
  self->y_at_drag = find_y (self, y);
}

static void
drag_moved_cb (GessoPromptHandle *self,
               double             x,
               double             y,
               GtkGestureDrag    *gesture)
{
  double start_x, start_y, moved;

  if (!gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;

  moved = (find_y (self, start_y + y) - self->y_at_drag) / MAX (self->line_height, 1);
  gesso_prompt_handle_set_lines (self,
                                 self->lines_at_drag + (int) (moved + (moved < 0 ? -0.5 : 0.5)));
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   unused)
{
  GessoPromptHandle *self = GESSO_PROMPT_HANDLE (widget);
  int step = g_variant_get_int32 (args);

  gesso_prompt_handle_set_lines (self, step != 0 ? self->lines + step : GESSO_PROMPT_LINES_USUAL);
  return TRUE;
}

static void
show_value (GessoPromptHandle *self)
{
  g_autofree char *words
      = g_strdup_printf (ngettext ("%d line", "%d lines", self->lines), self->lines);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) self->lines, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
gesso_prompt_handle_dispose (GObject *object)
{
  g_clear_pointer (&GESSO_PROMPT_HANDLE (object)->grip, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_prompt_handle_parent_class)->dispose (object);
}

static void
gesso_prompt_handle_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_LINES)
    g_value_set_int (value, GESSO_PROMPT_HANDLE (object)->lines);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_prompt_handle_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_LINES)
    gesso_prompt_handle_set_lines (GESSO_PROMPT_HANDLE (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_prompt_handle_class_init (GessoPromptHandleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_prompt_handle_dispose;
  object_class->get_property = gesso_prompt_handle_get_property;
  object_class->set_property = gesso_prompt_handle_set_property;

  properties[PROP_LINES]
      = g_param_spec_int ("lines", NULL, NULL, GESSO_PROMPT_LINES_MIN, GESSO_PROMPT_LINES_MAX,
                          GESSO_PROMPT_LINES_USUAL,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, step_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, step_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, step_cb, "i", 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "prompthandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
gesso_prompt_handle_init (GessoPromptHandle *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->lines = GESSO_PROMPT_LINES_USUAL;
  self->line_height = 1;
  self->grip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->grip, "grip");
  gtk_widget_set_halign (self->grip, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->grip, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->grip, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ns-resize");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Height of the Prompt (Up, Down)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Height of the prompt"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  (double) GESSO_PROMPT_LINES_MIN,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) GESSO_PROMPT_LINES_MAX, -1);
  show_value (self);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_moved_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
gesso_prompt_handle_new (void)
{
  return g_object_new (GESSO_TYPE_PROMPT_HANDLE, NULL);
}

/**
 * gesso_prompt_handle_get_lines:
 * @self: a handle
 *
 * Returns: how many lines there is room for
 */
int
gesso_prompt_handle_get_lines (GessoPromptHandle *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_HANDLE (self), GESSO_PROMPT_LINES_USUAL);

  return self->lines;
}

/**
 * gesso_prompt_handle_set_lines:
 * @self: a handle
 * @lines: how many lines there is to be room for; brought into 3–30
 */
void
gesso_prompt_handle_set_lines (GessoPromptHandle *self,
                               int                lines)
{
  g_return_if_fail (GESSO_IS_PROMPT_HANDLE (self));

  lines = CLAMP (lines, GESSO_PROMPT_LINES_MIN, GESSO_PROMPT_LINES_MAX);
  if (self->lines == lines)
    return;

  self->lines = lines;
  show_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINES]);
}

/**
 * gesso_prompt_handle_set_line_height:
 * @self: a handle
 * @height: of one line, in pixels
 *
 * How far the pointer goes for one line.
 */
void
gesso_prompt_handle_set_line_height (GessoPromptHandle *self,
                                     int                height)
{
  g_return_if_fail (GESSO_IS_PROMPT_HANDLE (self));

  self->line_height = height;
}
