/* gesso-mask-canvas-queue.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: what somebody goes on to draw while a long path is still being filled. It waits
 * in the order in which it came, in pixels of the picture and with the tool that it was drawn with,
 * and is drawn when the path is complete.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

typedef enum
{
  QUEUED_PRESS,
  QUEUED_MOVE,
  QUEUED_RELEASE,
} QueuedKind;

typedef struct
{
  QueuedKind kind;
  GessoCanvasEvent event; /* in picture pixels */
} Queued;

static gboolean
is_filling (GessoMaskCanvas *self)
{
  return self->document != NULL && gesso_mask_document_has_rest (self->document);
}

static void
append (GessoMaskCanvas        *self,
        QueuedKind              kind,
        const GessoCanvasEvent *event)
{
  Queued queued = { kind, *event };

  _gesso_mask_canvas_to_image (self, event->x, event->y, &queued.event.x, &queued.event.y);
  g_array_append_val (self->queue, queued);
}

static void
dispatch (GessoMaskCanvas *self,
          Queued           queued)
{
  _gesso_mask_canvas_to_view (self, queued.event.x, queued.event.y, &queued.event.x,
                              &queued.event.y);
  if (queued.kind == QUEUED_PRESS)
    gesso_mask_canvas_press (self, &queued.event);
  else if (queued.kind == QUEUED_MOVE)
    gesso_mask_canvas_move (self, &queued.event, 1);
  else
    gesso_mask_canvas_release (self, &queued.event);
}

/* Draws what has waited, up to the next path that takes its time. */
static void
replay (GessoMaskCanvas *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;
  guint n = 0;

  self->hold = CANVAS_HOLD_NONE;
  self->replaying = TRUE;
  for (; n < self->queue->len && !is_filling (self); n++)
    dispatch (self, g_array_index (self->queue, Queued, n));
  self->replaying = FALSE;
  self->pointer_x = x;
  self->pointer_y = y;
  /* A cancel in between has emptied it. */
  g_array_remove_range (self->queue, 0, MIN (n, self->queue->len));
  if (self->queue->len > 0
      && g_array_index (self->queue, Queued, self->queue->len - 1).kind != QUEUED_RELEASE)
    self->hold = CANVAS_HOLD_QUEUED;
}

static gboolean
replay_cb (gpointer user_data)
{
  GessoMaskCanvas *self = user_data;

  self->replay_id = 0;
  if (self->hold == CANVAS_HOLD_NONE || self->hold == CANVAS_HOLD_QUEUED)
    replay (self);
  return G_SOURCE_REMOVE;
}

/* Whenever a path may have been completed, or the hand is free again. */
void
_gesso_mask_canvas_replay_later (GessoMaskCanvas *self)
{
  if (self->queue->len > 0 && self->replay_id == 0 && !is_filling (self))
    self->replay_id = g_idle_add (replay_cb, self);
}

/* Everything at once, for what cannot wait. */
void
_gesso_mask_canvas_catch_up (GessoMaskCanvas *self)
{
  while (is_filling (self) || self->queue->len > 0)
    {
      if (is_filling (self))
        gesso_mask_document_end (self->document);
      replay (self);
      if (self->hold == CANVAS_HOLD_TOOL)
        break;
    }
}

/* Only one tool waits. */
void
_gesso_mask_canvas_queue_prepare (GessoMaskCanvas *self)
{
  if (!self->replaying && self->queue->len > 0
      && self->queued_tool != gesso_mask_setup_get_tool (self->setup))
    _gesso_mask_canvas_catch_up (self);
}

/* Whether a press with the tool has to wait; then it does. */
gboolean
_gesso_mask_canvas_queue_press (GessoMaskCanvas        *self,
                                const GessoCanvasEvent *event)
{
  if (self->replaying || (!is_filling (self) && self->queue->len == 0))
    return FALSE;

  self->queued_tool = gesso_mask_setup_get_tool (self->setup);
  append (self, QUEUED_PRESS, event);
  return TRUE;
}

void
_gesso_mask_canvas_queue_moves (GessoMaskCanvas        *self,
                                const GessoCanvasEvent *events,
                                guint                   n_events)
{
  for (guint i = 0; i < n_events; i++)
    append (self, QUEUED_MOVE, &events[i]);
}

void
_gesso_mask_canvas_queue_release (GessoMaskCanvas        *self,
                                  const GessoCanvasEvent *event)
{
  append (self, QUEUED_RELEASE, event);
}

void
_gesso_mask_canvas_queue_init (GessoMaskCanvas *self)
{
  self->queue = g_array_new (FALSE, FALSE, sizeof (Queued));
}

gboolean
_gesso_mask_canvas_queue_drop (GessoMaskCanvas *self)
{
  gboolean any = self->queue->len > 0;

  g_clear_handle_id (&self->replay_id, g_source_remove);
  g_array_set_size (self->queue, 0);
  return any;
}
