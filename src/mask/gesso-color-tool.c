/* gesso-color-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoColorTool paints the pixels whose colour is like that of the one clicked, connected with it
 * or anywhere. Ctrl or the right button takes away, Shift adds. It reads the picture on a worker;
 * until it is ready the tool is active and can be cancelled.
 */

#include "config.h"

#include "mask/gesso-color-tool.h"

#include "mask/gesso-mask-select.h"
#include "mask/gesso-tool-private.h"

#include <math.h>

#define DEFAULT_TOLERANCE 24

struct _GessoColorTool
{
  GessoTool parent_instance;

  GessoWorker *worker; /* (owned) */
  GessoImage *image;   /* (owned) (nullable) */
  int tolerance;
  gboolean contiguous;
};

G_DEFINE_FINAL_TYPE (GessoColorTool, gesso_color_tool, GESSO_TYPE_TOOL)

typedef struct
{
  GessoImage *image; /* (owned) */
  int x;
  int y;
  int tolerance;
  gboolean contiguous;
  GessoToolMode mode;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  gesso_image_unref (order->image);
  g_free (order);
}

static GessoMask *
select_work (GessoMask     *snapshot,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Order *order = data;
  g_autoptr (GessoMask) region
      = gesso_mask_select_color (order->image, order->x, order->y, order->tolerance,
                                 order->contiguous, cancellable, error);

  if (region == NULL)
    return NULL;
  if (order->mode == GESSO_TOOL_REPLACE)
    return g_steal_pointer (&region);

  return gesso_mask_combine (snapshot, region, order->mode == GESSO_TOOL_SUBTRACT);
}

static gboolean
can_select (GessoColorTool       *self,
            const GessoToolEvent *event)
{
  GessoMaskDocument *document = gesso_tool_get_document (GESSO_TOOL (self));
  int width = gesso_mask_document_get_width (document);
  int height = gesso_mask_document_get_height (document);

  return self->image != NULL && gesso_image_get_width (self->image) == width
         && gesso_image_get_height (self->image) == height && event->x >= 0 && event->y >= 0
         && event->x < width && event->y < height;
}

static void
gesso_color_tool_begin (GessoTool            *tool,
                        const GessoToolEvent *event)
{
  GessoColorTool *self = GESSO_COLOR_TOOL (tool);
  Order *order;

  gesso_tool_cancel (tool);
  if (!can_select (self, event))
    return;

  order = g_new0 (Order, 1);
  order->image = gesso_image_ref (self->image);
  order->x = (int) floor (event->x);
  order->y = (int) floor (event->y);
  order->tolerance = self->tolerance;
  order->contiguous = self->contiguous;
  order->mode = _gesso_tool_find_mode (tool, event->modifiers, TRUE);
  _gesso_tool_run (tool, self->worker, select_work, order, order_free);
}

static void
gesso_color_tool_finalize (GObject *object)
{
  GessoColorTool *self = GESSO_COLOR_TOOL (object);

  g_object_unref (self->worker);
  g_clear_pointer (&self->image, gesso_image_unref);

  G_OBJECT_CLASS (gesso_color_tool_parent_class)->finalize (object);
}

static void
gesso_color_tool_class_init (GessoColorToolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_color_tool_finalize;
  GESSO_TOOL_CLASS (klass)->begin = gesso_color_tool_begin;
}

static void
gesso_color_tool_init (GessoColorTool *self)
{
  self->tolerance = DEFAULT_TOLERANCE;
  self->contiguous = TRUE;
}

/**
 * gesso_color_tool_new:
 * @worker: where the picture is read
 *
 * Returns: (transfer full): a tool that selects by colour; it does nothing without a picture
 */
GessoTool *
gesso_color_tool_new (GessoWorker *worker)
{
  GessoColorTool *self;

  g_return_val_if_fail (GESSO_IS_WORKER (worker), NULL);

  self = g_object_new (GESSO_TYPE_COLOR_TOOL, NULL);
  self->worker = g_object_ref (worker);
  return GESSO_TOOL (self);
}

/**
 * gesso_color_tool_set_image:
 * @self: a tool
 * @image: (nullable): the picture, of the document's size
 *
 * Sets whose colours count.
 */
void
gesso_color_tool_set_image (GessoColorTool *self,
                            GessoImage     *image)
{
  g_return_if_fail (GESSO_IS_COLOR_TOOL (self));

  g_clear_pointer (&self->image, gesso_image_unref);
  if (image != NULL)
    self->image = gesso_image_ref (image);
}

/**
 * gesso_color_tool_get_tolerance:
 * @self: a tool
 *
 * Returns: how far a channel may differ, 0 to 255
 */
int
gesso_color_tool_get_tolerance (GessoColorTool *self)
{
  g_return_val_if_fail (GESSO_IS_COLOR_TOOL (self), 0);

  return self->tolerance;
}

/**
 * gesso_color_tool_set_tolerance:
 * @self: a tool
 * @tolerance: how far a channel may differ, 0 to 255
 *
 * Sets the tolerance of the next click.
 */
void
gesso_color_tool_set_tolerance (GessoColorTool *self,
                                int             tolerance)
{
  g_return_if_fail (GESSO_IS_COLOR_TOOL (self));

  self->tolerance = CLAMP (tolerance, 0, 255);
}

/**
 * gesso_color_tool_get_contiguous:
 * @self: a tool
 *
 * Returns: whether only connected pixels count
 */
gboolean
gesso_color_tool_get_contiguous (GessoColorTool *self)
{
  g_return_val_if_fail (GESSO_IS_COLOR_TOOL (self), TRUE);

  return self->contiguous;
}

/**
 * gesso_color_tool_set_contiguous:
 * @self: a tool
 * @contiguous: whether only connected pixels count
 *
 * Sets what the next click selects.
 */
void
gesso_color_tool_set_contiguous (GessoColorTool *self,
                                 gboolean        contiguous)
{
  g_return_if_fail (GESSO_IS_COLOR_TOOL (self));

  self->contiguous = contiguous;
}
