/* gesso-polygon-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPolygonTool sets a corner with every click, and fills the polygon on Enter, on a double
 * click, or on a click near the first corner. The outline shows the corners and, as its last point,
 * where the pointer is. Ctrl or the right button at the last click takes away, Shift adds,
 * Backspace takes the last corner back.
 */

#include "config.h"

#include "mask/gesso-polygon-tool.h"

#include "mask/gesso-tool-private.h"

#include <math.h>

#define CLOSE_REACH_PX 8.0

struct _GessoPolygonTool
{
  GessoTool parent_instance;

  double close_reach;
  GessoPath *corners; /* (owned): without the pointer's place */
  GessoToolEvent last;
};

G_DEFINE_FINAL_TYPE (GessoPolygonTool, gesso_polygon_tool, GESSO_TYPE_TOOL)

static guint
count_corners (GessoPolygonTool *self)
{
  guint n;

  gesso_path_get_points (self->corners, &n);
  return n;
}

static void
show_outline (GessoPolygonTool *self)
{
  GessoPath *path = _gesso_tool_get_path (GESSO_TOOL (self));
  const GessoPathPoint *points;
  guint n;

  points = gesso_path_get_points (self->corners, &n);
  gesso_path_clear (path);
  for (guint i = 0; i < n; i++)
    gesso_path_line_to (path, points[i].x, points[i].y);
  if (n > 0)
    gesso_path_line_to (path, self->last.x, self->last.y);
  _gesso_tool_path_changed (GESSO_TOOL (self));
}

static void
gesso_polygon_tool_finish (GessoTool *tool)
{
  GessoPolygonTool *self = GESSO_POLYGON_TOOL (tool);

  if (count_corners (self) > 2)
    _gesso_tool_fill_path (tool, self->corners,
                           _gesso_tool_find_mode (tool, self->last.modifiers, TRUE));
  gesso_path_clear (self->corners);
  _gesso_tool_clear_path (tool);
}

static void
gesso_polygon_tool_begin (GessoTool            *tool,
                          const GessoToolEvent *event)
{
  GessoPolygonTool *self = GESSO_POLYGON_TOOL (tool);
  const GessoPathPoint *points;
  guint n;

  self->last = *event;
  points = gesso_path_get_points (self->corners, &n);
  if (n > 2 && hypot (points[0].x - event->x, points[0].y - event->y) <= self->close_reach)
    {
      gesso_polygon_tool_finish (tool);
      return;
    }
  if (n == 0 || points[n - 1].x != event->x || points[n - 1].y != event->y)
    gesso_path_line_to (self->corners, event->x, event->y);
  show_outline (self);
}

static void
gesso_polygon_tool_hover (GessoTool            *tool,
                          const GessoToolEvent *event)
{
  GessoPolygonTool *self = GESSO_POLYGON_TOOL (tool);

  if (count_corners (self) == 0)
    return;
  self->last.x = event->x;
  self->last.y = event->y;
  show_outline (self);
}

static void
gesso_polygon_tool_move (GessoTool            *tool,
                         const GessoToolEvent *events,
                         guint                 n_events)
{
  gesso_polygon_tool_hover (tool, &events[n_events - 1]);
}

static gboolean
gesso_polygon_tool_step_back (GessoTool *tool)
{
  GessoPolygonTool *self = GESSO_POLYGON_TOOL (tool);

  if (!gesso_path_remove_last (self->corners))
    return FALSE;
  show_outline (self);
  return TRUE;
}

static void
gesso_polygon_tool_cancel (GessoTool *tool)
{
  GESSO_TOOL_CLASS (gesso_polygon_tool_parent_class)->cancel (tool);
  gesso_path_clear (GESSO_POLYGON_TOOL (tool)->corners);
  _gesso_tool_clear_path (tool);
}

static gboolean
gesso_polygon_tool_is_active (GessoTool *tool)
{
  return count_corners (GESSO_POLYGON_TOOL (tool)) > 0
         || GESSO_TOOL_CLASS (gesso_polygon_tool_parent_class)->is_active (tool);
}

static void
gesso_polygon_tool_finalize (GObject *object)
{
  gesso_path_free (GESSO_POLYGON_TOOL (object)->corners);

  G_OBJECT_CLASS (gesso_polygon_tool_parent_class)->finalize (object);
}

static void
gesso_polygon_tool_class_init (GessoPolygonToolClass *klass)
{
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gesso_polygon_tool_finalize;

  tool_class->begin = gesso_polygon_tool_begin;
  tool_class->move = gesso_polygon_tool_move;
  tool_class->hover = gesso_polygon_tool_hover;
  tool_class->finish = gesso_polygon_tool_finish;
  tool_class->step_back = gesso_polygon_tool_step_back;
  tool_class->cancel = gesso_polygon_tool_cancel;
  tool_class->is_active = gesso_polygon_tool_is_active;
}

static void
gesso_polygon_tool_init (GessoPolygonTool *self)
{
  self->corners = gesso_path_new ();
  self->close_reach = CLOSE_REACH_PX;
}

/**
 * gesso_polygon_tool_new:
 *
 * Returns: (transfer full): a tool that fills polygons
 */
GessoTool *
gesso_polygon_tool_new (void)
{
  return g_object_new (GESSO_TYPE_POLYGON_TOOL, NULL);
}

/**
 * gesso_polygon_tool_set_close_reach:
 * @self: a polygon tool
 * @reach_px: how near the first corner a click closes the polygon, in pixels of the picture
 *
 * Follows the zoom, so that the reach stays the same for the hand.
 */
void
gesso_polygon_tool_set_close_reach (GessoPolygonTool *self,
                                    double            reach_px)
{
  g_return_if_fail (GESSO_IS_POLYGON_TOOL (self));

  self->close_reach = MAX (reach_px, 0);
}
