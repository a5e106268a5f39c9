/* gesso-lasso-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoLassoTool draws an outline freely with the button down, and fills it when the button goes
 * up. Ctrl or the right button takes away, Shift adds, Backspace takes the last point back.
 */

#include "config.h"

#include "mask/gesso-lasso-tool.h"

#include "mask/gesso-tool-private.h"

struct _GessoLassoTool
{
  GessoTool parent_instance;

  gboolean drawing;
};

G_DEFINE_FINAL_TYPE (GessoLassoTool, gesso_lasso_tool, GESSO_TYPE_TOOL)

static void
gesso_lasso_tool_begin (GessoTool            *tool,
                        const GessoToolEvent *event)
{
  GessoPath *path = _gesso_tool_get_path (tool);

  GESSO_LASSO_TOOL (tool)->drawing = TRUE;
  gesso_path_clear (path);
  gesso_path_move_to (path, event->x, event->y);
  _gesso_tool_path_changed (tool);
}

static void
gesso_lasso_tool_move (GessoTool            *tool,
                       const GessoToolEvent *events,
                       guint                 n_events)
{
  GessoPath *path = _gesso_tool_get_path (tool);

  if (!GESSO_LASSO_TOOL (tool)->drawing)
    return;
  for (guint i = 0; i < n_events; i++)
    gesso_path_line_to (path, events[i].x, events[i].y);
  _gesso_tool_path_changed (tool);
}

static void
gesso_lasso_tool_end (GessoTool            *tool,
                      const GessoToolEvent *event)
{
  GessoLassoTool *self = GESSO_LASSO_TOOL (tool);
  guint n;

  if (!self->drawing)
    return;
  gesso_lasso_tool_move (tool, event, 1);
  self->drawing = FALSE;
  gesso_path_get_points (_gesso_tool_get_path (tool), &n);
  if (n > 2)
    _gesso_tool_fill_path (tool, _gesso_tool_get_path (tool),
                           _gesso_tool_find_mode (tool, event->modifiers, TRUE));
  _gesso_tool_clear_path (tool);
}

static gboolean
gesso_lasso_tool_step_back (GessoTool *tool)
{
  GessoPath *path = _gesso_tool_get_path (tool);
  guint n;

  if (!GESSO_LASSO_TOOL (tool)->drawing)
    return FALSE;
  gesso_path_get_points (path, &n);
  if (n > 1)
    gesso_path_remove_last (path);
  _gesso_tool_path_changed (tool);
  return TRUE;
}

static void
gesso_lasso_tool_cancel (GessoTool *tool)
{
  GESSO_TOOL_CLASS (gesso_lasso_tool_parent_class)->cancel (tool);
  GESSO_LASSO_TOOL (tool)->drawing = FALSE;
  _gesso_tool_clear_path (tool);
}

static gboolean
gesso_lasso_tool_is_active (GessoTool *tool)
{
  return GESSO_LASSO_TOOL (tool)->drawing
         || GESSO_TOOL_CLASS (gesso_lasso_tool_parent_class)->is_active (tool);
}

static void
gesso_lasso_tool_class_init (GessoLassoToolClass *klass)
{
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  tool_class->begin = gesso_lasso_tool_begin;
  tool_class->move = gesso_lasso_tool_move;
  tool_class->end = gesso_lasso_tool_end;
  tool_class->step_back = gesso_lasso_tool_step_back;
  tool_class->cancel = gesso_lasso_tool_cancel;
  tool_class->is_active = gesso_lasso_tool_is_active;
}

static void
gesso_lasso_tool_init (GessoLassoTool *self)
{
}

/**
 * gesso_lasso_tool_new:
 *
 * Returns: (transfer full): a tool that fills what is drawn around
 */
GessoTool *
gesso_lasso_tool_new (void)
{
  return g_object_new (GESSO_TYPE_LASSO_TOOL, NULL);
}
