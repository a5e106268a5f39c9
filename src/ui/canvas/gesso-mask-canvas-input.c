/* gesso-mask-canvas-input.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: mouse, pen and touch. Motion arrives once a frame with the history of what was
 * before; all of it goes to the tool.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <math.h>

#define SIZE_PER_UNIT 1.0
#define HARDNESS_PER_UNIT 0.005
#define DOUBLE_CLICK_US 400000
#define DOUBLE_CLICK_REACH 5

/* Where the widget lies in the surface's coordinates. */
static void
find_origin (GessoMaskCanvas *self,
             double          *out_x,
             double          *out_y)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  graphene_point_t origin;

  *out_x = *out_y = 0;
  if (native == NULL)
    return;

  gtk_native_get_surface_transform (native, out_x, out_y);
  if (gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (native), &GRAPHENE_POINT_INIT (0, 0),
                                &origin))
    {
      *out_x += origin.x;
      *out_y += origin.y;
    }
}

static gboolean
is_eraser (GdkEvent *event)
{
  GdkDeviceTool *tool = gdk_event_get_device_tool (event);

  return tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
}

static void
read_event (GessoMaskCanvas  *self,
            GdkEvent         *event,
            GessoCanvasEvent *out_event)
{
  double x, y;

  find_origin (self, &x, &y);
  *out_event = (GessoCanvasEvent){ .pressure = 1 };
  gdk_event_get_position (event, &out_event->x, &out_event->y);
  out_event->x -= x;
  out_event->y -= y;
  if (gdk_event_get_device_tool (event) != NULL)
    gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &out_event->pressure);
  out_event->eraser = is_eraser (event);
  out_event->state = gdk_event_get_modifier_state (event);
  out_event->time_us = (gint64) gdk_event_get_time (event) * 1000;
}

static void
read_motion (GessoMaskCanvas *self,
             GdkEvent        *event)
{
  guint n_coords = 0;
  g_autofree GdkTimeCoord *history = gdk_event_get_history (event, &n_coords);
  g_autofree GessoCanvasEvent *events = g_new (GessoCanvasEvent, n_coords + 1);
  gboolean pen = gdk_event_get_device_tool (event) != NULL;
  double x, y;

  find_origin (self, &x, &y);
  read_event (self, event, &events[n_coords]);
  for (guint i = 0; i < n_coords; i++)
    {
      events[i] = events[n_coords];
      events[i].x = history[i].axes[GDK_AXIS_X] - x;
      events[i].y = history[i].axes[GDK_AXIS_Y] - y;
      events[i].time_us = (gint64) history[i].time * 1000;
      if (pen && history[i].flags & GDK_AXIS_FLAG_PRESSURE)
        events[i].pressure = history[i].axes[GDK_AXIS_PRESSURE];
    }
  gesso_mask_canvas_move (self, events, n_coords + 1);
}

static gboolean
event_cb (GessoMaskCanvas          *self,
          GdkEvent                 *event,
          GtkEventControllerLegacy *controller)
{
  GessoCanvasEvent place;

  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_MOTION_NOTIFY:
    case GDK_TOUCH_UPDATE:
      read_motion (self, event);
      return GDK_EVENT_PROPAGATE;
    case GDK_BUTTON_PRESS:
      read_event (self, event, &place);
      place.button = gdk_button_event_get_button (event);
      gtk_widget_grab_focus (GTK_WIDGET (self));
      gesso_mask_canvas_press (self, &place);
      return GDK_EVENT_STOP;
    case GDK_TOUCH_BEGIN:
      read_event (self, event, &place);
      place.button = GDK_BUTTON_PRIMARY;
      gtk_widget_grab_focus (GTK_WIDGET (self));
      gesso_mask_canvas_press (self, &place);
      return GDK_EVENT_PROPAGATE;
    case GDK_BUTTON_RELEASE:
      read_event (self, event, &place);
      place.button = gdk_button_event_get_button (event);
      gesso_mask_canvas_release (self, &place);
      return GDK_EVENT_STOP;
    case GDK_TOUCH_END:
      read_event (self, event, &place);
      place.button = GDK_BUTTON_PRIMARY;
      gesso_mask_canvas_release (self, &place);
      return GDK_EVENT_PROPAGATE;
    case GDK_TOUCH_CANCEL:
    case GDK_GRAB_BROKEN:
      _gesso_mask_canvas_drop_drawing (self);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
show_cursor (GessoMaskCanvas *self)
{
  const char *pulling
      = _gesso_mask_canvas_find_extension_cursor (self, self->pointer_x, self->pointer_y);

  if (self->hold == CANVAS_HOLD_PAN)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  else if (self->space && self->hold == CANVAS_HOLD_NONE)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
  else
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pulling != NULL ? pulling : "crosshair");
}

/* The wheel. */

/* In steps of 15 %, at least a pixel. */
static double
scale_size (double size,
            double steps)
{
  double scaled = round (size * pow (1.15, steps));

  return steps > 0 ? MAX (scaled, size + 1) : MIN (scaled, size - 1);
}

/* With Ctrl it is about the brush; all else is the picture's. */
static gboolean
scrolled_cb (GessoMaskCanvas          *self,
             double                    dx,
             double                    dy,
             GtkEventControllerScroll *controller)
{
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GessoBrush brush;

  if (!(modifiers & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  gesso_mask_setup_get_brush (self->setup, &brush);
  gesso_mask_setup_set_size (self->setup, scale_size (brush.size, -dy));
  return GDK_EVENT_STOP;
}

static void
entered_cb (GessoMaskCanvas *self,
            double           x,
            double           y)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
left_cb (GessoMaskCanvas *self)
{
  self->pointer_inside = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Keys that change what the pointer does while it does it. */

static void
repeat_place (GessoMaskCanvas *self,
              GdkModifierType  state)
{
  GessoCanvasEvent event = { .x = self->pointer_x,
                             .y = self->pointer_y,
                             .pressure = 1,
                             .state = state,
                             .time_us = g_get_monotonic_time () };
  GessoMaskTool tool = gesso_mask_setup_get_tool (self->setup);

  if (self->hold != CANVAS_HOLD_TOOL || tool == GESSO_MASK_TOOL_BRUSH
      || tool == GESSO_MASK_TOOL_ERASER)
    return;

  _gesso_mask_canvas_tool_move (self, &event, 1);
}

static gboolean
modifiers_cb (GessoMaskCanvas *self,
              GdkModifierType  state)
{
  repeat_place (self, state);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (GessoMaskCanvas       *self,
                guint                  keyval,
                guint                  code,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_space || self->cursor_shown)
    return GDK_EVENT_PROPAGATE;

  if (!self->space)
    {
      self->space = TRUE;
      repeat_place (self, state);
      show_cursor (self);
    }
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GessoMaskCanvas       *self,
                 guint                  keyval,
                 guint                  code,
                 GdkModifierType        state,
                 GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_space || !self->space)
    return;

  self->space = FALSE;
  repeat_place (self, state);
  show_cursor (self);
}

static void
connect (GessoMaskCanvas *self,
         gpointer         controller,
         const char      *signal,
         GCallback        callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

void
_gesso_mask_canvas_add_input (GessoMaskCanvas *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  connect (self, events, "event", G_CALLBACK (event_cb));
  connect (self, scroll, "scroll", G_CALLBACK (scrolled_cb));
  connect (self, motion, "enter", G_CALLBACK (entered_cb));
  connect (self, motion, "leave", G_CALLBACK (left_cb));
  connect (self, keys, "key-pressed", G_CALLBACK (key_pressed_cb));
  connect (self, keys, "key-released", G_CALLBACK (key_released_cb));
  connect (self, keys, "modifiers", G_CALLBACK (modifiers_cb));
  connect (self, self->pan_zoom, "pinch-begun", G_CALLBACK (_gesso_mask_canvas_drop_drawing));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  show_cursor (self);
}

/* What the buttons do. */

static CanvasHold
find_hold (GessoMaskCanvas        *self,
           const GessoCanvasEvent *event)
{
  if (event->button == GDK_BUTTON_MIDDLE || (event->button == GDK_BUTTON_PRIMARY && self->space))
    return CANVAS_HOLD_PAN;
  if (event->button == GDK_BUTTON_SECONDARY && event->state & GDK_ALT_MASK)
    return CANVAS_HOLD_ADJUST;
  if (event->button == GDK_BUTTON_PRIMARY
      && _gesso_mask_canvas_grab_extension (self, event->x, event->y))
    return CANVAS_HOLD_EXTEND;
  if (event->button == GDK_BUTTON_PRIMARY
      && _gesso_mask_canvas_grab_context (self, event->x, event->y))
    return CANVAS_HOLD_CONTEXT;
  if (event->button == GDK_BUTTON_PRIMARY || event->button == GDK_BUTTON_SECONDARY)
    return CANVAS_HOLD_TOOL;

  return CANVAS_HOLD_NONE;
}

static gboolean
is_double_click (GessoMaskCanvas        *self,
                 const GessoCanvasEvent *event)
{
  return event->time_us - self->press_time_us < DOUBLE_CLICK_US
         && fabs (event->x - self->hold_x) < DOUBLE_CLICK_REACH
         && fabs (event->y - self->hold_y) < DOUBLE_CLICK_REACH;
}

/**
 * gesso_mask_canvas_press:
 * @self: a canvas
 * @event: where, and which button
 *
 * A button, a pen or a finger goes down.
 */
void
gesso_mask_canvas_press (GessoMaskCanvas        *self,
                         const GessoCanvasEvent *event)
{
  gboolean twice;
  GessoBrush brush;

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  /* Another button while one is down takes back what that one did. */
  if (self->hold != CANVAS_HOLD_NONE)
    {
      gesso_mask_canvas_cancel (self);
      self->hold = CANVAS_HOLD_NONE;
      return;
    }

  _gesso_mask_canvas_queue_prepare (self);
  twice = is_double_click (self, event);
  _gesso_mask_canvas_hide_cursor (self);
  self->hold = find_hold (self, event);
  self->button = event->button;
  if (self->hold == CANVAS_HOLD_TOOL && _gesso_mask_canvas_queue_press (self, event))
    {
      self->hold = CANVAS_HOLD_QUEUED;
      return;
    }

  self->hold_x = self->pointer_x = event->x;
  self->hold_y = self->pointer_y = event->y;
  self->press_time_us = event->time_us;
  gesso_mask_setup_get_brush (self->setup, &brush);
  self->hold_size = brush.size;
  self->hold_hardness = brush.hardness;
  show_cursor (self);
  if (self->hold != CANVAS_HOLD_TOOL)
    return;

  if (twice && _gesso_mask_canvas_find_tool (self) == GESSO_MASK_TOOL_POLYGON)
    _gesso_mask_canvas_tool_finish (self);
  else
    _gesso_mask_canvas_tool_begin (self, event);
}

/**
 * gesso_mask_canvas_move:
 * @self: a canvas
 * @events: (array length=n_events): all the places since the last call, the newest at the end
 * @n_events: at least 1
 *
 * The pointer moves, with or without a button down.
 */
void
gesso_mask_canvas_move (GessoMaskCanvas        *self,
                        const GessoCanvasEvent *events,
                        guint                   n_events)
{
  const GessoCanvasEvent *last;
  double dx, dy;

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));
  g_return_if_fail (n_events > 0);

  last = &events[n_events - 1];
  dx = last->x - self->pointer_x;
  dy = last->y - self->pointer_y;
  if (dx != 0 || dy != 0)
    _gesso_mask_canvas_hide_cursor (self);
  self->pointer_x = last->x;
  self->pointer_y = last->y;
  if (self->hold == CANVAS_HOLD_PAN)
    gesso_pan_zoom_pan (self->pan_zoom, dx, dy);
  else if (self->hold == CANVAS_HOLD_QUEUED)
    _gesso_mask_canvas_queue_moves (self, events, n_events);
  else if (self->hold == CANVAS_HOLD_CONTEXT)
    _gesso_mask_canvas_drag_context (self, last->x, last->y);
  else if (self->hold == CANVAS_HOLD_EXTEND)
    _gesso_mask_canvas_drag_extension (self, last->x, last->y, last->state);
  else if (self->hold == CANVAS_HOLD_ADJUST)
    {
      gesso_mask_setup_set_size (self->setup, round (self->hold_size
                                                     + (last->x - self->hold_x) * SIZE_PER_UNIT
                                                           / self->viewport->zoom));
      gesso_mask_setup_set_hardness (self->setup,
                                     self->hold_hardness
                                         - (last->y - self->hold_y) * HARDNESS_PER_UNIT);
    }
  else
    _gesso_mask_canvas_tool_move (self, events, n_events);
  if (self->hold == CANVAS_HOLD_NONE && gesso_extension_get_active (self->extension))
    show_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_mask_canvas_release:
 * @self: a canvas
 * @event: where, and which button
 *
 * A button, a pen or a finger goes up.
 */
void
gesso_mask_canvas_release (GessoMaskCanvas        *self,
                           const GessoCanvasEvent *event)
{
  CanvasHold hold;

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  hold = self->hold;
  if (hold == CANVAS_HOLD_NONE || event->button != self->button)
    return;

  if (hold == CANVAS_HOLD_TOOL)
    _gesso_mask_canvas_tool_end (self, event);
  else if (hold == CANVAS_HOLD_QUEUED)
    _gesso_mask_canvas_queue_release (self, event);
  else if (hold == CANVAS_HOLD_CONTEXT)
    _gesso_mask_canvas_wish_context (self);
  if (hold == CANVAS_HOLD_EXTEND)
    _gesso_mask_canvas_end_extending (self);
  self->hold = CANVAS_HOLD_NONE;
  if (!self->replaying)
    _gesso_mask_canvas_replay_later (self);
  show_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
