/* gesso-shape-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoShapeTool draws a rectangle or an ellipse from corner to corner; the mask changes when the
 * button goes up. Shift makes it as high as wide, Alt draws from the centre, the space bar moves
 * the whole, Ctrl or the right button takes away. Rectangles keep to whole pixels, so that their
 * edges are sharp.
 */

#include "config.h"

#include "mask/gesso-shape-tool.h"

#include "mask/gesso-tool-private.h"

#include <math.h>

struct _GessoShapeTool
{
  GessoTool parent_instance;

  gboolean round;

  gboolean drawing;
  double anchor_x;
  double anchor_y;
  GessoToolEvent last;
};

G_DEFINE_FINAL_TYPE (GessoShapeTool, gesso_shape_tool, GESSO_TYPE_TOOL)

static void
update_path (GessoShapeTool *self)
{
  GessoPath *path = _gesso_tool_get_path (GESSO_TOOL (self));
  double dx = self->last.x - self->anchor_x;
  double dy = self->last.y - self->anchor_y;
  gboolean centred = (self->last.modifiers & GESSO_TOOL_ALT) != 0;
  double side = MAX (fabs (dx), fabs (dy));
  double left, top, right, bottom;

  if (self->last.modifiers & GESSO_TOOL_SHIFT)
    {
      dx = dx < 0 ? -side : side;
      dy = dy < 0 ? -side : side;
    }
  left = self->anchor_x + (centred ? -fabs (dx) : MIN (dx, 0));
  top = self->anchor_y + (centred ? -fabs (dy) : MIN (dy, 0));
  right = self->anchor_x + (centred ? fabs (dx) : MAX (dx, 0));
  bottom = self->anchor_y + (centred ? fabs (dy) : MAX (dy, 0));

  gesso_path_clear (path);
  if (self->round)
    gesso_path_add_ellipse (path, left, top, right - left, bottom - top);
  else
    gesso_path_add_rect (path, round (left), round (top), round (right) - round (left),
                         round (bottom) - round (top));
  _gesso_tool_path_changed (GESSO_TOOL (self));
}

static void
gesso_shape_tool_begin (GessoTool            *tool,
                        const GessoToolEvent *event)
{
  GessoShapeTool *self = GESSO_SHAPE_TOOL (tool);

  self->drawing = TRUE;
  self->anchor_x = event->x;
  self->anchor_y = event->y;
  self->last = *event;
  update_path (self);
}

static void
gesso_shape_tool_move (GessoTool            *tool,
                       const GessoToolEvent *events,
                       guint                 n_events)
{
  GessoShapeTool *self = GESSO_SHAPE_TOOL (tool);

  if (!self->drawing)
    return;
  for (guint i = 0; i < n_events; i++)
    {
      if (events[i].modifiers & GESSO_TOOL_SPACE)
        {
          self->anchor_x += events[i].x - self->last.x;
          self->anchor_y += events[i].y - self->last.y;
        }
      self->last = events[i];
    }
  update_path (self);
}

static void
gesso_shape_tool_end (GessoTool            *tool,
                      const GessoToolEvent *event)
{
  GessoShapeTool *self = GESSO_SHAPE_TOOL (tool);
  GessoRect bounds;

  if (!self->drawing)
    return;
  gesso_shape_tool_move (tool, event, 1);
  self->drawing = FALSE;
  gesso_path_get_bounds (_gesso_tool_get_path (tool), &bounds);
  if (!gesso_rect_is_empty (&bounds))
    _gesso_tool_fill_path (tool, _gesso_tool_get_path (tool),
                           _gesso_tool_find_mode (tool, event->modifiers, FALSE));
  _gesso_tool_clear_path (tool);
}

static void
gesso_shape_tool_cancel (GessoTool *tool)
{
  GESSO_TOOL_CLASS (gesso_shape_tool_parent_class)->cancel (tool);
  GESSO_SHAPE_TOOL (tool)->drawing = FALSE;
  _gesso_tool_clear_path (tool);
}

static gboolean
gesso_shape_tool_is_active (GessoTool *tool)
{
  return GESSO_SHAPE_TOOL (tool)->drawing
         || GESSO_TOOL_CLASS (gesso_shape_tool_parent_class)->is_active (tool);
}

static void
gesso_shape_tool_class_init (GessoShapeToolClass *klass)
{
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  tool_class->begin = gesso_shape_tool_begin;
  tool_class->move = gesso_shape_tool_move;
  tool_class->end = gesso_shape_tool_end;
  tool_class->cancel = gesso_shape_tool_cancel;
  tool_class->is_active = gesso_shape_tool_is_active;
}

static void
gesso_shape_tool_init (GessoShapeTool *self)
{
}

/**
 * gesso_rectangle_tool_new:
 *
 * Returns: (transfer full): a tool that draws rectangles
 */
GessoTool *
gesso_rectangle_tool_new (void)
{
  return g_object_new (GESSO_TYPE_SHAPE_TOOL, NULL);
}

/**
 * gesso_ellipse_tool_new:
 *
 * Returns: (transfer full): a tool that draws ellipses
 */
GessoTool *
gesso_ellipse_tool_new (void)
{
  GessoShapeTool *self = g_object_new (GESSO_TYPE_SHAPE_TOOL, NULL);

  self->round = TRUE;
  return GESSO_TOOL (self);
}
