/* gesso-move-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMoveTool moves what is painted by whole pixels, from where it was when the button went down;
 * what leaves the picture comes back during the same drag, and is gone afterwards. With Shift it
 * moves along one axis only.
 */

#include "config.h"

#include "mask/gesso-move-tool.h"

#include "mask/gesso-tool-private.h"

#include <math.h>
#include <stdlib.h>

struct _GessoMoveTool
{
  GessoTool parent_instance;

  gboolean moving;
  double start_x;
  double start_y;
  GessoRect bounds; /* of what is painted, at the start */
  GessoRect shown;  /* where it is now */
};

G_DEFINE_FINAL_TYPE (GessoMoveTool, gesso_move_tool, GESSO_TYPE_TOOL)

static gboolean
is_moving (GessoMoveTool *self)
{
  GessoMaskDocument *document = gesso_tool_get_document (GESSO_TOOL (self));

  self->moving = self->moving && gesso_mask_document_is_editing (document);
  return self->moving;
}

/* One band of tiles at a time: the buffer stays small. */
static void
put_moved (GessoMask       *mask,
           GessoMask       *before,
           const GessoRect *to,
           int              dx,
           int              dy)
{
  GessoRect all = gesso_mask_get_extents (mask);
  GessoRect inside = gesso_rect_intersect (to, &all);
  g_autofree guint8 *band = NULL;

  if (gesso_rect_is_empty (&inside))
    return;

  band = g_malloc ((gsize) inside.width * GESSO_MASK_TILE);
  for (int y = inside.y; y < inside.y + inside.height; y += GESSO_MASK_TILE)
    {
      GessoRect part
          = { inside.x, y, inside.width, MIN (GESSO_MASK_TILE, inside.y + inside.height - y) };
      GessoRect from = { part.x - dx, part.y - dy, part.width, part.height };

      gesso_mask_get_rect (before, &from, band, (gsize) part.width);
      gesso_mask_put_rect (mask, &part, band, (gsize) part.width);
    }
}

static void
move_to (GessoMoveTool        *self,
         const GessoToolEvent *event)
{
  GessoMaskDocument *document = gesso_tool_get_document (GESSO_TOOL (self));
  GessoMask *mask = gesso_mask_document_get_active_mask (document);
  int dx = (int) lrint (CLAMP (event->x - self->start_x, -1e6, 1e6));
  int dy = (int) lrint (CLAMP (event->y - self->start_y, -1e6, 1e6));
  GessoRect to;
  GessoRect touched;

  if (event->modifiers & GESSO_TOOL_SHIFT)
    {
      if (abs (dx) >= abs (dy))
        dy = 0;
      else
        dx = 0;
    }
  to = (GessoRect){ self->bounds.x + dx, self->bounds.y + dy, self->bounds.width,
                    self->bounds.height };
  if (gesso_rect_equal (&to, &self->shown))
    return;

  gesso_mask_fill_rect (mask, &self->shown, 0);
  put_moved (mask, gesso_mask_document_get_before (document), &to, dx, dy);
  touched = gesso_rect_unite (&self->shown, &to);
  self->shown = to;
  gesso_mask_document_touch (document, &touched);
}

static void
gesso_move_tool_begin (GessoTool            *tool,
                       const GessoToolEvent *event)
{
  GessoMoveTool *self = GESSO_MOVE_TOOL (tool);
  GessoMaskDocument *document = gesso_tool_get_document (tool);

  if (gesso_mask_document_is_editing (document)
      || !gesso_mask_get_bounds (gesso_mask_document_get_active_mask (document), 1, &self->bounds))
    return;
  gesso_mask_document_begin (document, gesso_tool_get_label (tool));
  self->moving = TRUE;
  self->start_x = event->x;
  self->start_y = event->y;
  self->shown = self->bounds;
}

static void
gesso_move_tool_move (GessoTool            *tool,
                      const GessoToolEvent *events,
                      guint                 n_events)
{
  GessoMoveTool *self = GESSO_MOVE_TOOL (tool);

  if (is_moving (self))
    move_to (self, &events[n_events - 1]);
}

static void
gesso_move_tool_end (GessoTool            *tool,
                     const GessoToolEvent *event)
{
  GessoMoveTool *self = GESSO_MOVE_TOOL (tool);

  if (!is_moving (self))
    return;
  move_to (self, event);
  self->moving = FALSE;
  gesso_mask_document_end (gesso_tool_get_document (tool));
}

static void
gesso_move_tool_cancel (GessoTool *tool)
{
  GessoMoveTool *self = GESSO_MOVE_TOOL (tool);

  if (!self->moving)
    return;
  self->moving = FALSE;
  gesso_mask_document_abort (gesso_tool_get_document (tool));
}

static gboolean
gesso_move_tool_is_active (GessoTool *tool)
{
  return GESSO_MOVE_TOOL (tool)->moving;
}

static void
gesso_move_tool_class_init (GessoMoveToolClass *klass)
{
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  tool_class->begin = gesso_move_tool_begin;
  tool_class->move = gesso_move_tool_move;
  tool_class->end = gesso_move_tool_end;
  tool_class->cancel = gesso_move_tool_cancel;
  tool_class->is_active = gesso_move_tool_is_active;
}

static void
gesso_move_tool_init (GessoMoveTool *self)
{
}

/**
 * gesso_move_tool_new:
 *
 * Returns: (transfer full): a tool that moves what is painted
 */
GessoTool *
gesso_move_tool_new (void)
{
  return g_object_new (GESSO_TYPE_MOVE_TOOL, NULL);
}
