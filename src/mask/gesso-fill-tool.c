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

  GessoWorker *worker;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while something is under way */
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
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoFillTool) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_mask_document_run_finish (GESSO_MASK_DOCUMENT (source), result, &error))
    g_debug ("Fill: %s", error->message);
  if (self->cancellable == g_task_get_cancellable (G_TASK (result)))
    g_clear_object (&self->cancellable);
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

  self->cancellable = g_cancellable_new ();
  gesso_mask_document_run_async (document, gesso_tool_get_label (tool), self->worker, fill_work,
                                 g_memdup2 (&order, sizeof order), g_free, self->cancellable,
                                 filled_cb, g_object_ref (self));
}

static void
gesso_fill_tool_cancel (GessoTool *tool)
{
  GessoFillTool *self = GESSO_FILL_TOOL (tool);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
gesso_fill_tool_is_active (GessoTool *tool)
{
  return GESSO_FILL_TOOL (tool)->cancellable != NULL;
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
  GessoToolClass *tool_class = GESSO_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gesso_fill_tool_finalize;

  tool_class->begin = gesso_fill_tool_begin;
  tool_class->cancel = gesso_fill_tool_cancel;
  tool_class->is_active = gesso_fill_tool_is_active;
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
