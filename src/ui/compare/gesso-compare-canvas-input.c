/* gesso-compare-canvas-input.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The compare canvas: pointer and keys, besides zoom and pan. The line is taken anywhere along it,
 * or moved by arrows, which go where they point in either direction of reading. While blinking,
 * Space or a press on the picture shows the other one for as long as it is held.
 */

#include "config.h"

#include "ui/compare/gesso-compare-canvas-private.h"

#include <math.h>

#define GRIP_PX 18
#define STEP 0.02
#define LARGE_STEP 0.1

enum
{
  HELD_SPACE = 1 << 0,
  HELD_POINTER = 1 << 1,
};

static gboolean
is_near_line (GessoCompareCanvas *self,
              double              x)
{
  return self->layout == GESSO_COMPARE_WIPE
         && fabs (x - _gesso_compare_canvas_get_line (self)) <= GRIP_PX;
}

static void
hold (GessoCompareCanvas *self,
      guint               what,
      gboolean            held)
{
  guint before = self->held;

  self->held = held ? before | what : before & ~what;
  if ((self->held == 0) != (before == 0))
    _gesso_compare_canvas_side_changed (self);
}

static void
drag_begun_cb (GessoCompareCanvas *self,
               double              x,
               double              y,
               GtkGesture         *gesture)
{
  self->wiping = is_near_line (self, x);
  gesso_pan_zoom_set_inhibited (self->pan_zoom, self->wiping);
  gtk_gesture_set_state (gesture,
                         self->wiping ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  if (!self->wiping)
    return;

  self->wipe_x = _gesso_compare_canvas_get_line (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->handle));
}

static void
drag_moved_cb (GessoCompareCanvas *self,
               double              x,
               double              y)
{
  if (self->wiping)
    _gesso_compare_canvas_place_line (self, self->wipe_x + x);
}

static void
drag_ended_cb (GessoCompareCanvas *self)
{
  self->wiping = FALSE;
  gesso_pan_zoom_set_inhibited (self->pan_zoom, FALSE);
}

static void
pressed_cb (GessoCompareCanvas *self)
{
  if (self->layout == GESSO_COMPARE_BLINK)
    hold (self, HELD_POINTER, TRUE);
}

static void
released_cb (GessoCompareCanvas *self)
{
  hold (self, HELD_POINTER, FALSE);
}

static void
pointer_moved_cb (GessoCompareCanvas *self,
                  double              x,
                  double              y)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   self->wiping || is_near_line (self, x) ? "col-resize" : NULL);
}

static gboolean
key_pressed_cb (GessoCompareCanvas *self,
                guint               keyval)
{
  if (keyval != GDK_KEY_space || self->layout != GESSO_COMPARE_BLINK)
    return GDK_EVENT_PROPAGATE;

  hold (self, HELD_SPACE, TRUE);
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GessoCompareCanvas *self,
                 guint               keyval)
{
  if (keyval == GDK_KEY_space)
    hold (self, HELD_SPACE, FALSE);
}

static void
focus_left_cb (GessoCompareCanvas *self)
{
  hold (self, HELD_SPACE, FALSE);
}

static void
connect (GessoCompareCanvas *self,
         gpointer            controller,
         const char         *signal,
         GCallback           callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

/* Where the pictures are beside each other, a point in the second is one in the view as well. */
void
_gesso_compare_canvas_fold (GtkWidget *widget,
                            double    *x,
                            double    *y)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (widget);
  guint pane = 0;

  if (self->layout == GESSO_COMPARE_BESIDE
      && gdk_rectangle_contains_point (&self->panes[1], (int) *x, (int) *y))
    pane = 1;
  *x -= self->panes[pane].x;
  *y -= self->panes[pane].y;
}

void
_gesso_compare_canvas_add_input (GessoCompareCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *all[]
      = { motion, keys, focus, GTK_EVENT_CONTROLLER (drag), GTK_EVENT_CONTROLLER (click) };

  connect (self, motion, "motion", G_CALLBACK (pointer_moved_cb));
  connect (self, keys, "key-pressed", G_CALLBACK (key_pressed_cb));
  connect (self, keys, "key-released", G_CALLBACK (key_released_cb));
  connect (self, focus, "leave", G_CALLBACK (focus_left_cb));
  connect (self, drag, "drag-begin", G_CALLBACK (drag_begun_cb));
  connect (self, drag, "drag-update", G_CALLBACK (drag_moved_cb));
  connect (self, drag, "drag-end", G_CALLBACK (drag_ended_cb));
  connect (self, click, "pressed", G_CALLBACK (pressed_cb));
  connect (self, click, "released", G_CALLBACK (released_cb));
  connect (self, click, "cancel", G_CALLBACK (released_cb));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_widget_add_controller (GTK_WIDGET (self), all[i]);
}

/* Arrows point; the start is where the first picture is. */
static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (widget);
  double step;
  gboolean points;

  if (self->layout != GESSO_COMPARE_WIPE)
    return FALSE;

  g_variant_get (args, "(db)", &step, &points);
  if (points && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    step = -step;
  gesso_compare_canvas_set_position (self, self->position + step);
  return TRUE;
}

void
_gesso_compare_canvas_install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keyval;
    GdkModifierType modifiers;
    double step;
    gboolean points;
  } keys[] = {
    { GDK_KEY_Left, 0, -STEP, TRUE },
    { GDK_KEY_Right, 0, STEP, TRUE },
    { GDK_KEY_Left, GDK_CONTROL_MASK, -LARGE_STEP, TRUE },
    { GDK_KEY_Right, GDK_CONTROL_MASK, LARGE_STEP, TRUE },
    { GDK_KEY_Page_Up, 0, -LARGE_STEP, FALSE },
    { GDK_KEY_Page_Down, 0, LARGE_STEP, FALSE },
    { GDK_KEY_Home, 0, -1, FALSE },
    { GDK_KEY_End, 0, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].keyval, keys[i].modifiers, move_key_cb,
                                  "(db)", keys[i].step, keys[i].points);
}
