/* gesso-fill-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoFillTool paints what an outline encloses around the place of the click, and takes away what
 * is painted there with Ctrl or the right button. It works on a worker; until it is ready the tool
 * is active and can be cancelled.
 */

#include "config.h"

#include "mask/gesso-fill-tool.h"

#include "mask/gesso-mask-private.h"
#include "mask/gesso-mask-select.h"
#include "mask/gesso-tool-private.h"

#include <math.h>

struct _GessoFillTool
{
  GessoTool parent_instance;

  GessoWorker *worker; /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoFillTool, gesso_fill_tool, GESSO_TYPE_TOOL)

typedef struct
{
  int x;
  int y;
  GessoToolMode mode;
} Order;

static GessoMask *
fill_work (GessoMask     *snapshot,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Order *order = data;
  g_autoptr (GessoMask) region = NULL;
  g_autoptr (GessoMask) inverse = NULL;

  if (order->mode == GESSO_TOOL_SUBTRACT)
    {
      inverse = gesso_mask_copy (snapshot);
      _gesso_mask_invert (inverse);
    }
  region = gesso_mask_select_inside (inverse != NULL ? inverse : snapshot, order->x, order->y,
                                     cancellable, error);
  if (region == NULL)
    return NULL;
  if (order->mode == GESSO_TOOL_REPLACE)
    return g_steal_pointer (&region);

  return gesso_mask_combine (snapshot, region, order->mode == GESSO_TOOL_SUBTRACT);
}

static void
gesso_fill_tool_begin (GessoTool            *tool,
                       const GessoToolEvent *event)
{
  GessoFillTool *self = GESSO_FILL_TOOL (tool);
  GessoMaskDocument *document = gesso_tool_get_document (tool);
  Order order = { (int) floor (event->x), (int) floor (event->y),
                  _gesso_tool_find_mode (tool, event->modifiers, TRUE) };

  gesso_tool_cancel (tool);
  if (order.x < 0 || order.y < 0 || order.x >= gesso_mask_document_get_width (document)
      || order.y >= gesso_mask_document_get_height (document))
    return;

  _gesso_tool_run (tool, self->worker, fill_work, g_memdup2 (&order, sizeof order), g_free);
}

static void
gesso_fill_tool_finalize (GObject *object)
{
  g_object_unref (GESSO_FILL_TOOL (object)->worker);

  G_OBJECT_CLASS (gesso_fill_tool_parent_class)->finalize (object);
}

static void
gesso_fill_tool_class_init (GessoFillToolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_fill_tool_finalize;
  GESSO_TOOL_CLASS (klass)->begin = gesso_fill_tool_begin;
}

static void
gesso_fill_tool_init (GessoFillTool *self)
{
}

/**
 * gesso_fill_tool_new:
 * @worker: where the region is found
 *
 * Returns: (transfer full): a tool that fills what is enclosed
 */
GessoTool *
gesso_fill_tool_new (GessoWorker *worker)
{
  GessoFillTool *self;

  g_return_val_if_fail (GESSO_IS_WORKER (worker), NULL);

  self = g_object_new (GESSO_TYPE_FILL_TOOL, NULL);
  self->worker = g_object_ref (worker);
  return GESSO_TOOL (self);
}
