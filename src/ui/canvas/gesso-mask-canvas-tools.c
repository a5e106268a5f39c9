/* gesso-mask-canvas-tools.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: what its pointer does with the tool in the hand.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include "mask/gesso-brush-tool.h"
#include "mask/gesso-color-tool.h"
#include "mask/gesso-fill-tool.h"
#include "mask/gesso-lasso-tool.h"
#include "mask/gesso-move-tool.h"
#include "mask/gesso-polygon-tool.h"
#include "mask/gesso-shape-tool.h"

/* How near to its first corner a click closes a polygon, in view units. */
#define CLOSE_REACH 8

static GessoTool *
make_tool (GessoMaskCanvas *self,
           GessoMaskTool    tool)
{
  switch (tool)
    {
    case GESSO_MASK_TOOL_BRUSH:
      return gesso_brush_tool_new ();
    case GESSO_MASK_TOOL_ERASER:
      return gesso_eraser_tool_new ();
    case GESSO_MASK_TOOL_RECTANGLE:
      return gesso_rectangle_tool_new ();
    case GESSO_MASK_TOOL_ELLIPSE:
      return gesso_ellipse_tool_new ();
    case GESSO_MASK_TOOL_LASSO:
      return gesso_lasso_tool_new ();
    case GESSO_MASK_TOOL_POLYGON:
      return gesso_polygon_tool_new ();
    case GESSO_MASK_TOOL_FILL:
      return gesso_fill_tool_new (self->worker);
    case GESSO_MASK_TOOL_COLOR:
      return gesso_color_tool_new (self->worker);
    case GESSO_MASK_TOOL_MOVE:
      return gesso_move_tool_new ();
    default:
      g_assert_not_reached ();
    }
}

static void
set_up (GessoMaskCanvas *self,
        GessoTool       *tool)
{
  GessoBrush brush;

  if (GESSO_IS_BRUSH_TOOL (tool))
    {
      gesso_mask_setup_get_brush (self->setup, &brush);
      gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &brush);
    }
  else if (GESSO_IS_COLOR_TOOL (tool))
    {
      gesso_color_tool_set_image (GESSO_COLOR_TOOL (tool), self->image);
      gesso_color_tool_set_tolerance (GESSO_COLOR_TOOL (tool),
                                      gesso_mask_setup_get_tolerance (self->setup));
      gesso_color_tool_set_contiguous (GESSO_COLOR_TOOL (tool),
                                       gesso_mask_setup_get_contiguous (self->setup));
    }
  else if (GESSO_IS_POLYGON_TOOL (tool))
    {
      gesso_polygon_tool_set_close_reach (GESSO_POLYGON_TOOL (tool),
                                          CLOSE_REACH / self->viewport->zoom);
    }
}

static void
outline_changed_cb (GessoMaskCanvas *self)
{
  _gesso_mask_canvas_tool_noticed (self);
  _gesso_mask_canvas_replay_later (self);
  if (self->working != NULL)
    _gesso_mask_canvas_say_extent (self);
}

/* The tool in the hand, or the one with which was drawn what is drawn only now. */
GessoMaskTool
_gesso_mask_canvas_find_tool (GessoMaskCanvas *self)
{
  return self->replaying ? self->queued_tool : gesso_mask_setup_get_tool (self->setup);
}

/* NULL while there is nothing to paint on. */
GessoTool *
_gesso_mask_canvas_get_tool (GessoMaskCanvas *self)
{
  GessoMaskTool which = _gesso_mask_canvas_find_tool (self);

  if (self->document == NULL)
    return NULL;

  if (self->tools[which] == NULL)
    {
      self->tools[which] = make_tool (self, which);
      gesso_tool_set_document (self->tools[which], self->document);
      g_signal_connect_object (self->tools[which], "outline-changed",
                               G_CALLBACK (outline_changed_cb), self, G_CONNECT_SWAPPED);
    }
  return self->tools[which];
}

static GessoToolModifiers
find_modifiers (GessoMaskCanvas        *self,
                const GessoCanvasEvent *event)
{
  GessoToolModifiers modifiers = 0;

  if (event->state & GDK_SHIFT_MASK)
    modifiers |= GESSO_TOOL_SHIFT;
  if (event->state & GDK_CONTROL_MASK)
    modifiers |= GESSO_TOOL_CONTROL;
  if (event->state & GDK_ALT_MASK)
    modifiers |= GESSO_TOOL_ALT;
  if (self->space)
    modifiers |= GESSO_TOOL_SPACE;
  if (event->eraser || self->button == GDK_BUTTON_SECONDARY)
    modifiers |= GESSO_TOOL_ERASE;

  return modifiers;
}

static void
to_tool (GessoMaskCanvas        *self,
         const GessoCanvasEvent *event,
         GessoToolEvent         *out_event)
{
  _gesso_mask_canvas_to_image (self, event->x, event->y, &out_event->x, &out_event->y);
  out_event->pressure = event->pressure;
  out_event->time_us = event->time_us;
  out_event->modifiers = find_modifiers (self, event);
  self->adding = (out_event->modifiers & (GESSO_TOOL_CONTROL | GESSO_TOOL_ERASE)) == 0;
}

/* After each event: chrome and speech hear of a beginning and an end. */
void
_gesso_mask_canvas_tool_noticed (GessoMaskCanvas *self)
{
  gboolean painting = gesso_mask_canvas_is_painting (self);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (painting == self->was_painting)
    return;

  self->was_painting = painting;
  _gesso_mask_canvas_notify (self, "painting");
}

void
_gesso_mask_canvas_tool_begin (GessoMaskCanvas        *self,
                               const GessoCanvasEvent *event)
{
  GessoTool *tool = _gesso_mask_canvas_get_tool (self);
  GessoToolEvent place;

  if (tool == NULL)
    return;

  if (gesso_mask_document_has_rest (self->document))
    gesso_mask_document_end (self->document);
  set_up (self, tool);
  to_tool (self, event, &place);
  self->working = tool;
  gesso_tool_begin (tool, &place);
  _gesso_mask_canvas_tool_noticed (self);
}

void
_gesso_mask_canvas_tool_move (GessoMaskCanvas        *self,
                              const GessoCanvasEvent *events,
                              guint                   n_events)
{
  GessoTool *tool = self->working != NULL ? self->working : _gesso_mask_canvas_get_tool (self);
  g_autofree GessoToolEvent *places = g_new (GessoToolEvent, n_events);

  if (tool == NULL || n_events == 0)
    return;

  for (guint i = 0; i < n_events; i++)
    to_tool (self, &events[i], &places[i]);
  if (self->working != NULL)
    gesso_tool_move (tool, places, n_events);
  else
    gesso_tool_hover (tool, &places[n_events - 1]);
  _gesso_mask_canvas_tool_noticed (self);
}

void
_gesso_mask_canvas_tool_end (GessoMaskCanvas        *self,
                             const GessoCanvasEvent *event)
{
  GessoToolEvent place;

  if (self->working == NULL)
    return;

  to_tool (self, event, &place);
  gesso_tool_end (self->working, &place);
  self->working = NULL;
  _gesso_mask_canvas_tool_noticed (self);
}

void
_gesso_mask_canvas_tool_finish (GessoMaskCanvas *self)
{
  GessoTool *tool = _gesso_mask_canvas_get_tool (self);

  if (tool != NULL)
    gesso_tool_finish (tool);
  _gesso_mask_canvas_tool_noticed (self);
}

gboolean
_gesso_mask_canvas_tool_back (GessoMaskCanvas *self)
{
  GessoTool *tool = _gesso_mask_canvas_get_tool (self);
  gboolean done = tool != NULL && gesso_tool_step_back (tool);

  _gesso_mask_canvas_tool_noticed (self);
  return done;
}

void
_gesso_mask_canvas_tools_clear (GessoMaskCanvas *self)
{
  self->working = NULL;
  for (guint i = 0; i < GESSO_MASK_N_TOOLS; i++)
    g_clear_object (&self->tools[i]);
}

/**
 * gesso_mask_canvas_is_painting:
 * @self: a canvas
 *
 * Returns: whether a tool is at work
 */
gboolean
gesso_mask_canvas_is_painting (GessoMaskCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), FALSE);

  for (guint i = 0; i < GESSO_MASK_N_TOOLS; i++)
    if (self->tools[i] != NULL && gesso_tool_is_active (self->tools[i]))
      return TRUE;

  return FALSE;
}

/* Takes back what tools have begun, and what is being worked out only if @worked_out. */
static gboolean
cancel_tools (GessoMaskCanvas *self,
              gboolean         worked_out)
{
  gboolean busy = FALSE;

  for (guint i = 0; i < GESSO_MASK_N_TOOLS; i++)
    if (self->tools[i] != NULL && gesso_tool_is_active (self->tools[i])
        && (worked_out || !gesso_tool_is_working (self->tools[i])))
      {
        gesso_tool_cancel (self->tools[i]);
        busy = TRUE;
      }
  self->working = NULL;
  self->cursor_down = FALSE;
  if (self->hold == CANVAS_HOLD_TOOL)
    self->hold = CANVAS_HOLD_NONE;
  _gesso_mask_canvas_tool_noticed (self);
  return busy;
}

/* Takes back what is only begun; what is complete counts, even if it is still being worked out. */
void
_gesso_mask_canvas_drop_drawing (GessoMaskCanvas *self)
{
  _gesso_mask_canvas_cancel_extending (self);
  cancel_tools (self, FALSE);
}

/**
 * gesso_mask_canvas_cancel:
 * @self: a canvas
 *
 * Takes back what a tool has begun or is working out, and puts an edge that is pulled where it was.
 *
 * Returns: whether there was anything
 */
gboolean
gesso_mask_canvas_cancel (GessoMaskCanvas *self)
{
  gboolean busy;

  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), FALSE);

  busy = _gesso_mask_canvas_cancel_extending (self);
  busy = _gesso_mask_canvas_queue_drop (self) || busy;
  if (self->hold == CANVAS_HOLD_QUEUED)
    self->hold = CANVAS_HOLD_NONE;
  return cancel_tools (self, TRUE) || busy;
}

/**
 * gesso_mask_canvas_settle:
 * @self: a canvas
 *
 * Before something else happens to the mask: completes what was drawn, and takes back what is only
 * begun.
 */
void
gesso_mask_canvas_settle (GessoMaskCanvas *self)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  _gesso_mask_canvas_catch_up (self);
  gesso_mask_canvas_cancel (self);
}
