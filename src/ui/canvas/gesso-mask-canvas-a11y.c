/* gesso-mask-canvas-a11y.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas without a pointer. Arrows move a cursor of its own; Space does there what a click
 * does, Enter puts the tool down and lifts it again, and what lies between is drawn. What the mask
 * covers is the canvas's accessible description.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define STEP 8
#define LARGE_STEP 64
#define AIR 24

/* What is spoken. */

static char *
describe_mask (GessoMaskDocument *document)
{
  GessoMask *mask = gesso_mask_document_get_active_mask (document);
  double whole = (double) gesso_mask_get_width (mask) * gesso_mask_get_height (mask);
  GessoRect bounds;

  if (!gesso_mask_get_bounds (mask, 1, &bounds))
    return g_strdup (_ ("Nothing is masked"));

  return g_strdup_printf (_ ("%.1f %% masked, %d × %d pixels at %d, %d"),
                          100.0 * gesso_mask_count (mask, 1) / whole, bounds.width, bounds.height,
                          bounds.x, bounds.y);
}

/* What the mask covers, and where the cursor is. */
char *
_gesso_mask_canvas_describe (GessoMaskCanvas *self)
{
  g_autofree char *mask = NULL;

  if (self->document == NULL)
    return g_strdup ("");

  mask = describe_mask (self->document);
  if (self->context_words != NULL && !gesso_rect_is_empty (&self->context))
    {
      char *both = g_strdup_printf ("%s · %s", mask, self->context_words);

      g_free (mask);
      mask = both;
    }
  if (!self->cursor_shown)
    return g_steal_pointer (&mask);

  /* Translators: the cursor's place in the picture, what the tool does there, and the mask. */
  return g_strdup_printf (self->cursor_down ? _ ("Drawing at %d, %d. %s") : _ ("At %d, %d. %s"),
                          (int) self->cursor_x, (int) self->cursor_y, mask);
}

static gboolean
speak_cb (gpointer user_data)
{
  GessoMaskCanvas *self = user_data;
  g_autofree char *words = NULL;

  self->speak_id = 0;
  /* A tool that works on the worker has ended with what it committed. */
  _gesso_mask_canvas_tool_noticed (self);
  if (self->document != NULL)
    _gesso_mask_canvas_find_painted (self);
  words = _gesso_mask_canvas_describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
  _gesso_mask_canvas_notify (self, "description");
  return G_SOURCE_REMOVE;
}

/* When there is time: counting a large mask takes a few milliseconds. */
void
_gesso_mask_canvas_speak_later (GessoMaskCanvas *self)
{
  if (self->speak_id == 0)
    self->speak_id = g_idle_add (speak_cb, self);
}

/* The cursor. */

static void
make_event (GessoMaskCanvas  *self,
            GdkModifierType   state,
            GessoCanvasEvent *out_event)
{
  *out_event = (GessoCanvasEvent){
    .pressure = 1, .button = GDK_BUTTON_PRIMARY, .state = state, .time_us = g_get_monotonic_time ()
  };
  _gesso_mask_canvas_to_view (self, self->cursor_x, self->cursor_y, &out_event->x, &out_event->y);
}

static void
show_cursor (GessoMaskCanvas *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  if (self->cursor_shown)
    return;

  if (!self->pointer_inside)
    {
      x = self->viewport->view_width / 2;
      y = self->viewport->view_height / 2;
    }
  _gesso_mask_canvas_to_image (self, x, y, &x, &y);
  self->cursor_x = CLAMP (floor (x) + 0.5, 0.5, self->viewport->image_width - 0.5);
  self->cursor_y = CLAMP (floor (y) + 0.5, 0.5, self->viewport->image_height - 0.5);
  self->cursor_shown = TRUE;
  _gesso_mask_canvas_speak_later (self);
}

/* The pointer takes over again. */
void
_gesso_mask_canvas_hide_cursor (GessoMaskCanvas *self)
{
  if (!self->cursor_shown)
    return;

  if (self->cursor_down)
    gesso_mask_canvas_cancel (self);
  self->cursor_shown = FALSE;
  self->cursor_down = FALSE;
  _gesso_mask_canvas_speak_later (self);
}

/* The picture moves under a cursor that would leave the view. */
static void
follow_cursor (GessoMaskCanvas *self)
{
  const GessoViewport *v = self->viewport;
  double x, y, dx, dy;

  _gesso_mask_canvas_to_view (self, self->cursor_x, self->cursor_y, &x, &y);
  dx = CLAMP (x, AIR, v->view_width - AIR) - x;
  dy = CLAMP (y, v->head, v->view_height - v->foot) - y;
  if (dx == 0 && dy == 0)
    return;

  gesso_pan_zoom_pan (self->pan_zoom, dx, dy);
}

static gboolean
arrow_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (widget);
  GessoCanvasEvent event;
  int dx, dy, units;
  double step;

  if (self->document == NULL)
    return FALSE;

  g_variant_get (args, "(iii)", &dx, &dy, &units);
  step = MAX (1, round (units / self->viewport->zoom));
  if (!self->cursor_shown)
    {
      show_cursor (self);
    }
  else
    {
      self->cursor_x = CLAMP (self->cursor_x + dx * step, 0.5, self->viewport->image_width - 0.5);
      self->cursor_y = CLAMP (self->cursor_y + dy * step, 0.5, self->viewport->image_height - 0.5);
    }
  follow_cursor (self);
  make_event (self, 0, &event);
  _gesso_mask_canvas_tool_move (self, &event, 1);
  gtk_widget_queue_draw (widget);
  _gesso_mask_canvas_speak_later (self);
  return TRUE;
}

static void
put_down (GessoMaskCanvas *self)
{
  GessoCanvasEvent event;

  self->button = GDK_BUTTON_PRIMARY;
  make_event (self, 0, &event);
  _gesso_mask_canvas_tool_begin (self, &event);
  self->cursor_down = TRUE;
}

static void
lift (GessoMaskCanvas *self)
{
  GessoCanvasEvent event;

  make_event (self, 0, &event);
  _gesso_mask_canvas_tool_end (self, &event);
  self->cursor_down = FALSE;
}

static gboolean
enter_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (widget);

  if (self->document == NULL || self->hold != CANVAS_HOLD_NONE)
    return FALSE;

  if (gesso_mask_setup_get_tool (self->setup) == GESSO_MASK_TOOL_POLYGON)
    {
      _gesso_mask_canvas_tool_finish (self);
      return TRUE;
    }

  show_cursor (self);
  if (self->cursor_down)
    lift (self);
  else
    put_down (self);
  _gesso_mask_canvas_speak_later (self);
  return TRUE;
}

static gboolean
space_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (widget);

  /* With the pointer on the canvas, Space takes hold of the picture. */
  if (!self->cursor_shown || self->document == NULL)
    return FALSE;

  if (!self->cursor_down)
    put_down (self);
  lift (self);
  return TRUE;
}

static gboolean
back_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  return _gesso_mask_canvas_tool_back (GESSO_MASK_CANVAS (widget));
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  return gesso_mask_canvas_cancel (GESSO_MASK_CANVAS (widget));
}

/* What is sent moves and grows by the keys as well: in the steps that sizes have. */
static gboolean
context_cb (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (widget);
  gboolean resize;
  int dx, dy;

  g_variant_get (args, "(iib)", &dx, &dy, &resize);
  if (gesso_rect_is_empty (&self->context))
    return FALSE;

  if (resize)
    {
      self->context.width = MAX (16, self->context.width + dx * 16);
      self->context.height = MAX (16, self->context.height + dy * 16);
    }
  else
    {
      self->context.x += dx * 16;
      self->context.y += dy * 16;
    }
  _gesso_mask_canvas_wish_context (self);
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static void
add_context_key (GtkWidgetClass *widget_class,
                 guint           keyval,
                 int             dx,
                 int             dy)
{
  gtk_widget_class_add_binding (widget_class, keyval, GDK_CONTROL_MASK, context_cb, "(iib)", dx, dy,
                                FALSE);
  gtk_widget_class_add_binding (widget_class, keyval, GDK_CONTROL_MASK | GDK_SHIFT_MASK, context_cb,
                                "(iib)", dx, dy, TRUE);
}

static void
add_arrow (GtkWidgetClass *widget_class,
           guint           keyval,
           guint           keypad,
           int             dx,
           int             dy)
{
  gtk_widget_class_add_binding (widget_class, keyval, 0, arrow_cb, "(iii)", dx, dy, STEP);
  gtk_widget_class_add_binding (widget_class, keypad, 0, arrow_cb, "(iii)", dx, dy, STEP);
  gtk_widget_class_add_binding (widget_class, keyval, GDK_SHIFT_MASK, arrow_cb, "(iii)", dx, dy,
                                LARGE_STEP);
  gtk_widget_class_add_binding (widget_class, keypad, GDK_SHIFT_MASK, arrow_cb, "(iii)", dx, dy,
                                LARGE_STEP);
}

void
_gesso_mask_canvas_install_keys (GtkWidgetClass *widget_class)
{
  add_arrow (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_arrow (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_arrow (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_arrow (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  add_context_key (widget_class, GDK_KEY_Left, -1, 0);
  add_context_key (widget_class, GDK_KEY_Right, 1, 0);
  add_context_key (widget_class, GDK_KEY_Up, 0, -1);
  add_context_key (widget_class, GDK_KEY_Down, 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, space_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, back_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}
