/* gesso-pan-zoom.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPanZoom: the hands of a view: it owns a GessoViewport, and moves it as wheel, drag, pinch,
 * double click and keys say. Owned by the widget, which it only borrows; made in the widget's init,
 * and the "view." actions and their keys are installed in its class init. Main thread.
 * "changed" is emitted when zoom or place changed, other than by the widget's own allocation;
 * "pinch-begun" when two fingers take hold of it.
 */

#include "config.h"

#include "ui/view/gesso-pan-zoom.h"

#include <math.h>

#define PAN_KEY_PX 64
#define WHEEL_PX 48
#define WHEEL_ZOOM 1.2
#define KEY_ZOOM 1.25
/* The first button may still mean a click. */
#define CLICK_SLOP_PX 6

struct _GessoPanZoom
{
  GObject parent_instance;

  GtkWidget *widget; /* (unowned): it owns us */
  GessoPanZoomFlags flags;
  GessoPanZoomFold fold; /* (nullable) */
  GessoViewport viewport;

  gboolean panning;
  gboolean inhibited;
  gboolean space;
  double pan_x;
  double pan_y;
  double pinch_zoom;
  double pointer_x; /* in the viewport */
  double pointer_y;
};

static guint changed_signal;
static guint pinch_begun_signal;

G_DEFINE_FINAL_TYPE (GessoPanZoom, gesso_pan_zoom, G_TYPE_OBJECT)

#define WIDGET_KEY "gesso-pan-zoom"

static void
changed (GessoPanZoom *self)
{
  gtk_widget_queue_draw (self->widget);
  g_signal_emit (self, changed_signal, 0);
}

static void
fold (GessoPanZoom *self,
      double       *x,
      double       *y)
{
  if (self->fold != NULL)
    self->fold (self->widget, x, y);
}

/* Input. */

static gboolean
scrolled_cb (GessoPanZoom             *self,
             double                    dx,
             double                    dy,
             GtkEventControllerScroll *controller)
{
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((self->flags & GESSO_PAN_ZOOM_WHEEL_ONLY) && (modifiers & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (modifiers & GDK_SHIFT_MASK)
    gesso_viewport_pan (&self->viewport, -(dx + dy) * WHEEL_PX, 0);
  else if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE
           && !(modifiers & GDK_CONTROL_MASK))
    gesso_viewport_pan (&self->viewport, -dx, -dy);
  else
    gesso_viewport_zoom_at (&self->viewport, self->viewport.zoom * pow (WHEEL_ZOOM, -dy),
                            self->pointer_x, self->pointer_y);
  changed (self);
  return GDK_EVENT_STOP;
}

static void
pointer_moved_cb (GessoPanZoom *self,
                  double        x,
                  double        y)
{
  fold (self, &x, &y);
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
drag_begun_cb (GessoPanZoom   *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean may_be = button == GDK_BUTTON_PRIMARY && (self->flags & GESSO_PAN_ZOOM_PRIMARY) != 0;

  self->panning = button == GDK_BUTTON_MIDDLE || (button == GDK_BUTTON_PRIMARY && self->space);
  if (self->panning)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  else if (!may_be)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
  self->pan_x = self->pan_y = 0;
}

static void
drag_moved_cb (GessoPanZoom   *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  if (!self->panning && !self->inhibited && (self->flags & GESSO_PAN_ZOOM_PRIMARY) != 0
      && hypot (x, y) > CLICK_SLOP_PX)
    self->panning = gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!self->panning)
    return;

  gesso_pan_zoom_pan (self, x - self->pan_x, y - self->pan_y);
  self->pan_x = x;
  self->pan_y = y;
}

static void
drag_ended_cb (GessoPanZoom *self)
{
  self->panning = FALSE;
}

static void
pinch_begun_cb (GessoPanZoom *self)
{
  self->pinch_zoom = self->viewport.zoom;
  g_signal_emit (self, pinch_begun_signal, 0);
}

static void
pinched_cb (GessoPanZoom *self,
            double        scale,
            GtkGesture   *gesture)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    {
      fold (self, &x, &y);
    }
  else
    {
      x = self->pointer_x;
      y = self->pointer_y;
    }
  gesso_viewport_zoom_at (&self->viewport, self->pinch_zoom * scale, x, y);
  changed (self);
}

static void
clicked_cb (GessoPanZoom *self,
            int           n_press,
            double        x,
            double        y)
{
  gtk_widget_grab_focus (self->widget);
  if (n_press != 2)
    return;

  fold (self, &x, &y);
  if (self->viewport.fit)
    gesso_viewport_zoom_at (&self->viewport, 1, x, y);
  else
    gesso_viewport_set_fit (&self->viewport);
  changed (self);
}

static gboolean
key_pressed_cb (GessoPanZoom *self,
                guint         keyval)
{
  if (keyval != GDK_KEY_space || (self->flags & GESSO_PAN_ZOOM_SPACE) == 0)
    return GDK_EVENT_PROPAGATE;

  if (!self->space)
    gtk_widget_set_cursor_from_name (self->widget, "grab");
  self->space = TRUE;
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GessoPanZoom *self,
                 guint         keyval)
{
  if (keyval != GDK_KEY_space || !self->space)
    return;

  self->space = FALSE;
  gtk_widget_set_cursor (self->widget, NULL);
}

static void
connect (GessoPanZoom *self,
         gpointer      controller,
         const char   *signal,
         GCallback     callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
add_controllers (GessoPanZoom *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  connect (self, scroll, "scroll", G_CALLBACK (scrolled_cb));
  connect (self, motion, "motion", G_CALLBACK (pointer_moved_cb));
  connect (self, motion, "enter", G_CALLBACK (pointer_moved_cb));
  connect (self, pinch, "begin", G_CALLBACK (pinch_begun_cb));
  connect (self, pinch, "scale-changed", G_CALLBACK (pinched_cb));
  gtk_widget_add_controller (self->widget, scroll);
  gtk_widget_add_controller (self->widget, motion);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (pinch));
}

static void
add_buttons (GessoPanZoom *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  connect (self, keys, "key-pressed", G_CALLBACK (key_pressed_cb));
  connect (self, keys, "key-released", G_CALLBACK (key_released_cb));
  connect (self, drag, "drag-begin", G_CALLBACK (drag_begun_cb));
  connect (self, drag, "drag-update", G_CALLBACK (drag_moved_cb));
  connect (self, drag, "drag-end", G_CALLBACK (drag_ended_cb));
  connect (self, click, "pressed", G_CALLBACK (clicked_cb));
  gtk_widget_add_controller (self->widget, keys);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (click));
}

/* Commands and keys of the widget's class. */

static void
zoom_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoPanZoom *self = g_object_get_data (G_OBJECT (widget), WIDGET_KEY);
  double zoom = self->viewport.zoom;

  if (g_str_equal (action, "view.zoom-in"))
    gesso_pan_zoom_zoom_to (self, zoom * KEY_ZOOM);
  else if (g_str_equal (action, "view.zoom-out"))
    gesso_pan_zoom_zoom_to (self, zoom / KEY_ZOOM);
  else if (g_str_equal (action, "view.zoom-original"))
    gesso_pan_zoom_zoom_to (self, 1);
  else
    gesso_pan_zoom_fit (self);
}

static gboolean
pan_key_cb (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  GessoPanZoom *self = g_object_get_data (G_OBJECT (widget), WIDGET_KEY);
  int dx, dy;

  g_variant_get (args, "(ii)", &dx, &dy);
  gesso_pan_zoom_pan (self, -dx * PAN_KEY_PX, -dy * PAN_KEY_PX);
  return TRUE;
}

static void
gesso_pan_zoom_class_init (GessoPanZoomClass *klass)
{
  /**
   * GessoPanZoom::changed:
   * @self: the hands
   *
   * Zoom or place changed.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GessoPanZoom::pinch-begun:
   * @self: the hands
   *
   * A second finger came: what the first one has begun is not meant.
   */
  pinch_begun_signal = g_signal_new ("pinch-begun", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_pan_zoom_init (GessoPanZoom *self)
{
  self->viewport = (GessoViewport) GESSO_VIEWPORT_INIT;
}

/**
 * gesso_pan_zoom_install_zoom:
 * @klass: the class of a widget, each of which has one from its init on
 *
 * Adds the "view." actions and their keys.
 */
void
gesso_pan_zoom_install_zoom (GtkWidgetClass *klass)
{
  static const char *const actions[]
      = { "view.zoom-in", "view.zoom-out", "view.zoom-original", "view.zoom-fit" };
  static const struct
  {
    guint keyval;
    const char *action;
  } zooms[] = {
    { GDK_KEY_plus, "view.zoom-in" },         { GDK_KEY_equal, "view.zoom-in" },
    { GDK_KEY_KP_Add, "view.zoom-in" },       { GDK_KEY_minus, "view.zoom-out" },
    { GDK_KEY_KP_Subtract, "view.zoom-out" }, { GDK_KEY_1, "view.zoom-original" },
    { GDK_KEY_0, "view.zoom-fit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i], NULL, zoom_action);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding_action (klass, zooms[i].keyval, 0, zooms[i].action, NULL);
}

/**
 * gesso_pan_zoom_install:
 * @klass: the class of a widget, each of which has one from its init on
 *
 * Adds the "view." actions and their keys, and Shift with the arrows.
 */
void
gesso_pan_zoom_install (GtkWidgetClass *klass)
{
  static const struct
  {
    guint keyval;
    int dx;
    int dy;
  } pans[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 }
  };

  gesso_pan_zoom_install_zoom (klass);
  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding (klass, pans[i].keyval, GDK_SHIFT_MASK, pan_key_cb, "(ii)",
                                  pans[i].dx, pans[i].dy);
}

/**
 * gesso_pan_zoom_new:
 * @widget: a widget of a class with gesso_pan_zoom_install() or gesso_pan_zoom_install_zoom(); it
 *   owns the result and drops it in its finalize
 * @flags: what moves the picture
 *
 * Returns: (transfer full): the hands
 */
GessoPanZoom *
gesso_pan_zoom_new (GtkWidget         *widget,
                    GessoPanZoomFlags  flags)
{
  GessoPanZoom *self = g_object_new (GESSO_TYPE_PAN_ZOOM, NULL);

  self->widget = widget;
  self->flags = flags;
  g_object_set_data (G_OBJECT (widget), WIDGET_KEY, self);
  add_controllers (self);
  if (!(flags & GESSO_PAN_ZOOM_WHEEL_ONLY))
    add_buttons (self);
  return self;
}

/**
 * gesso_pan_zoom_set_fold:
 * @self: the hands
 * @func: (nullable): where the points of the widget lie in the viewport
 */
void
gesso_pan_zoom_set_fold (GessoPanZoom     *self,
                         GessoPanZoomFold  func)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  self->fold = func;
}

/**
 * gesso_pan_zoom_set_inhibited:
 * @self: the hands
 * @inhibited: whether the first button is the widget's own for now
 */
void
gesso_pan_zoom_set_inhibited (GessoPanZoom *self,
                              gboolean      inhibited)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  self->inhibited = inhibited;
}

/**
 * gesso_pan_zoom_get_viewport:
 * @self: the hands
 *
 * Returns: (transfer none): zoom and place; the widget may set its margins
 */
GessoViewport *
gesso_pan_zoom_get_viewport (GessoPanZoom *self)
{
  g_return_val_if_fail (GESSO_IS_PAN_ZOOM (self), NULL);

  return &self->viewport;
}

/**
 * gesso_pan_zoom_set_viewport:
 * @self: the hands
 * @viewport: where another view of the same picture was
 *
 * Takes over zoom and place: what was in the middle there is in the middle here.
 */
void
gesso_pan_zoom_set_viewport (GessoPanZoom        *self,
                             const GessoViewport *viewport)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  self->viewport.zoom = viewport->zoom;
  self->viewport.x = viewport->x + (self->viewport.view_width - viewport->view_width) / 2;
  self->viewport.y = viewport->y + (self->viewport.view_height - viewport->view_height) / 2;
  self->viewport.fit = viewport->fit;
  if (viewport->fit)
    gesso_viewport_set_fit (&self->viewport);
  changed (self);
}

/**
 * gesso_pan_zoom_set_view:
 * @self: the hands
 * @width: of the view
 * @height: of the view
 *
 * For the widget's allocation, in which nothing else may change: tells only when the zoom did.
 */
void
gesso_pan_zoom_set_view (GessoPanZoom *self,
                         double        width,
                         double        height)
{
  double zoom;

  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  zoom = self->viewport.zoom;
  gesso_viewport_set_view (&self->viewport, width, height);
  if (zoom != self->viewport.zoom)
    g_signal_emit (self, changed_signal, 0);
}

/**
 * gesso_pan_zoom_set_image:
 * @self: the hands
 * @width: of the picture, in its own pixels
 * @height: of the picture
 */
void
gesso_pan_zoom_set_image (GessoPanZoom *self,
                          double        width,
                          double        height)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  gesso_viewport_set_image (&self->viewport, width, height);
  changed (self);
}

/**
 * gesso_pan_zoom_pan:
 * @self: the hands
 * @dx: to the right
 * @dy: downwards
 *
 * Moves the picture, as far as that leaves no gap.
 */
void
gesso_pan_zoom_pan (GessoPanZoom *self,
                    double        dx,
                    double        dy)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  gesso_viewport_pan (&self->viewport, dx, dy);
  changed (self);
}

/**
 * gesso_pan_zoom_zoom_to:
 * @self: the hands
 * @zoom: view units per picture pixel
 *
 * Zooms around the middle.
 */
void
gesso_pan_zoom_zoom_to (GessoPanZoom *self,
                        double        zoom)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  gesso_viewport_zoom_at (&self->viewport, zoom, self->viewport.view_width / 2,
                          self->viewport.view_height / 2);
  changed (self);
}

/**
 * gesso_pan_zoom_fit:
 * @self: the hands
 *
 * Shows the whole picture.
 */
void
gesso_pan_zoom_fit (GessoPanZoom *self)
{
  g_return_if_fail (GESSO_IS_PAN_ZOOM (self));

  gesso_viewport_set_fit (&self->viewport);
  changed (self);
}
