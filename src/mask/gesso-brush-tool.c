/* gesso-brush-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoBrushTool paints strokes, or erases them: from the button's press to its release, one step.
 * Painting sets each pixel to at least the brush's coverage, and erasing to at most what it leaves;
 * so a stroke never exceeds its opacity where it crosses itself, and needs no buffer of its own.
 * With Shift the stroke begins with a straight line from where the last one ended.
 */

#include "config.h"

#include "mask/gesso-brush-tool.h"

#include "mask/gesso-dab.h"
#include "mask/gesso-tool-private.h"

struct _GessoBrushTool
{
  GessoTool parent_instance;

  GessoBrush brush;
  gboolean erases;
  GessoDabCache *cache; /* (owned) */
  GArray *dabs;         /* (owned) (element-type GessoStrokeDab) */

  GessoStroke *stroke; /* (owned) (nullable): while the button is down */
  GessoDabBlend blend;
  GessoStrokePoint last;
  gboolean has_last;
};

G_DEFINE_FINAL_TYPE (GessoBrushTool, gesso_brush_tool, GESSO_TYPE_TOOL)

static GessoStrokePoint
make_point (const GessoToolEvent *event)
{
  return (GessoStrokePoint){ event->x, event->y, event->pressure, event->time_us };
}

/* Prints the dabs that have come together, and tells once. */
static void
print_dabs (GessoBrushTool *self)
{
  GessoMaskDocument *document = gesso_tool_get_document (GESSO_TOOL (self));
  GessoMask *mask = gesso_mask_document_get_active_mask (document);
  GessoRect touched = GESSO_RECT_EMPTY;

  for (guint i = 0; i < self->dabs->len; i++)
    {
      const GessoStrokeDab *place = &g_array_index (self->dabs, GessoStrokeDab, i);
      GessoRect rect;
      GessoDab dab;

      gesso_dab_cache_get (self->cache, place->x, place->y, place->radius, self->brush.hardness,
                           place->opacity, &dab);
      rect = gesso_dab_blend (&dab, self->blend, mask);
      touched = gesso_rect_unite (&touched, &rect);
    }
  g_array_set_size (self->dabs, 0);
  if (!gesso_rect_is_empty (&touched))
    gesso_mask_document_touch (document, &touched);
}

/* Whether a stroke goes on. Undo in the middle of a stroke, or another mask, has ended it. */
static gboolean
is_painting (GessoBrushTool *self)
{
  if (self->stroke != NULL
      && !gesso_mask_document_is_editing (gesso_tool_get_document (GESSO_TOOL (self))))
    g_clear_pointer (&self->stroke, gesso_stroke_free);

  return self->stroke != NULL;
}

static void
gesso_brush_tool_begin (GessoTool            *tool,
                        const GessoToolEvent *event)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (tool);
  GessoMaskDocument *document = gesso_tool_get_document (tool);
  GessoStrokePoint point = make_point (event);
  GessoBrush brush = self->brush;
  GessoRect canvas;

  if (is_painting (self) || gesso_mask_document_is_editing (document))
    return;

  canvas
      = gesso_mask_get_extents (gesso_mask_document_begin (document, gesso_tool_get_label (tool)));
  self->blend = self->erases != ((event->modifiers & GESSO_TOOL_ERASE) != 0) ? GESSO_DAB_ERASE
                                                                             : GESSO_DAB_MAX;
  if (event->modifiers & GESSO_TOOL_SHIFT)
    brush.smoothing = 0;
  self->stroke = gesso_stroke_new (&brush, &canvas);
  if ((event->modifiers & GESSO_TOOL_SHIFT) && self->has_last)
    gesso_stroke_add (self->stroke, &self->last, self->dabs);
  gesso_stroke_add (self->stroke, &point, self->dabs);
  self->last = point;
  _gesso_tool_clear_path (tool);
  print_dabs (self);
}

static void
gesso_brush_tool_move (GessoTool            *tool,
                       const GessoToolEvent *events,
                       guint                 n_events)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (tool);

  if (!is_painting (self))
    return;
  for (guint i = 0; i < n_events; i++)
    {
      self->last = make_point (&events[i]);
      gesso_stroke_add (self->stroke, &self->last, self->dabs);
    }
  print_dabs (self);
}

static void
gesso_brush_tool_end (GessoTool            *tool,
                      const GessoToolEvent *event)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (tool);

  if (!is_painting (self))
    return;
  if (event->x != self->last.x || event->y != self->last.y)
    gesso_brush_tool_move (tool, event, 1);
  gesso_stroke_end (self->stroke, self->dabs);
  print_dabs (self);
  self->has_last = TRUE;
  g_clear_pointer (&self->stroke, gesso_stroke_free);
  gesso_mask_document_end (gesso_tool_get_document (tool));
}

/* With Shift held, the line that a click would draw. */
static void
gesso_brush_tool_hover (GessoTool            *tool,
                        const GessoToolEvent *event)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (tool);
  GessoPath *path = _gesso_tool_get_path (tool);
  guint n;

  gesso_path_get_points (path, &n);
  if (self->stroke != NULL || !self->has_last || !(event->modifiers & GESSO_TOOL_SHIFT))
    {
      if (n > 0)
        _gesso_tool_clear_path (tool);
      return;
    }
  gesso_path_clear (path);
  gesso_path_move_to (path, self->last.x, self->last.y);
  gesso_path_line_to (path, event->x, event->y);
  _gesso_tool_path_changed (tool);
}

static void
gesso_brush_tool_cancel (GessoTool *tool)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (tool);

  self->has_last = FALSE;
  _gesso_tool_clear_path (tool);
  if (self->stroke == NULL)
    return;
  g_clear_pointer (&self->stroke, gesso_stroke_free);
  gesso_mask_document_abort (gesso_tool_get_document (tool));
}

static gboolean
gesso_brush_tool_is_active (GessoTool *tool)
{
  return GESSO_BRUSH_TOOL (tool)->stroke != NULL;
}

static void
gesso_brush_tool_finalize (GObject *object)
{
  GessoBrushTool *self = GESSO_BRUSH_TOOL (object);

  g_clear_pointer (&self->stroke, gesso_stroke_free);
  gesso_dab_cache_free (self->cache);
  g_array_unref (self->dabs);

  G_OBJECT_CLASS (gesso_brush_tool_parent_class)->finalize (object);
}

static void
gesso_brush_tool_class_init (GessoBrushToolClass *klass)
{
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gesso_brush_tool_finalize;

  tool_class->begin = gesso_brush_tool_begin;
  tool_class->move = gesso_brush_tool_move;
  tool_class->end = gesso_brush_tool_end;
  tool_class->hover = gesso_brush_tool_hover;
  tool_class->cancel = gesso_brush_tool_cancel;
  tool_class->is_active = gesso_brush_tool_is_active;
}

static void
gesso_brush_tool_init (GessoBrushTool *self)
{
  self->brush = (GessoBrush) GESSO_BRUSH_INIT;
  self->cache = gesso_dab_cache_new ();
  self->dabs = g_array_new (FALSE, FALSE, sizeof (GessoStrokeDab));
}

/**
 * gesso_brush_tool_new:
 *
 * Returns: (transfer full): a brush, and an eraser while %GESSO_TOOL_ERASE is held
 */
GessoTool *
gesso_brush_tool_new (void)
{
  return g_object_new (GESSO_TYPE_BRUSH_TOOL, NULL);
}

/**
 * gesso_eraser_tool_new:
 *
 * Returns: (transfer full): an eraser, and a brush while %GESSO_TOOL_ERASE is held
 */
GessoTool *
gesso_eraser_tool_new (void)
{
  GessoBrushTool *self = g_object_new (GESSO_TYPE_BRUSH_TOOL, NULL);

  self->erases = TRUE;
  return GESSO_TOOL (self);
}

/**
 * gesso_brush_tool_get_brush:
 * @self: a brush
 *
 * Returns: (transfer none): how it paints
 */
const GessoBrush *
gesso_brush_tool_get_brush (GessoBrushTool *self)
{
  g_return_val_if_fail (GESSO_IS_BRUSH_TOOL (self), NULL);

  return &self->brush;
}

/**
 * gesso_brush_tool_set_brush:
 * @self: a brush
 * @brush: how to paint from the next stroke on; values out of range are clamped
 *
 * Sets size, hardness, opacity, smoothing and what pressure does.
 */
void
gesso_brush_tool_set_brush (GessoBrushTool   *self,
                            const GessoBrush *brush)
{
  g_return_if_fail (GESSO_IS_BRUSH_TOOL (self) && brush != NULL);

  self->brush = *brush;
  self->brush.size = CLAMP (brush->size, GESSO_BRUSH_MIN_SIZE, GESSO_BRUSH_MAX_SIZE);
  self->brush.hardness = CLAMP (brush->hardness, 0, 1);
  self->brush.opacity = CLAMP (brush->opacity, 0, 1);
  self->brush.smoothing = CLAMP (brush->smoothing, 0, 1);
}

/**
 * gesso_brush_tool_get_erases:
 * @self: a brush
 *
 * Returns: whether it takes away
 */
gboolean
gesso_brush_tool_get_erases (GessoBrushTool *self)
{
  g_return_val_if_fail (GESSO_IS_BRUSH_TOOL (self), FALSE);

  return self->erases;
}

/**
 * gesso_brush_tool_set_erases:
 * @self: a brush
 * @erases: whether the next stroke takes away
 *
 * Makes a brush an eraser, or the other way round.
 */
void
gesso_brush_tool_set_erases (GessoBrushTool *self,
                             gboolean        erases)
{
  g_return_if_fail (GESSO_IS_BRUSH_TOOL (self));

  self->erases = erases;
}
