/* gesso-tool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoTool is what a pointer does to a GessoMaskDocument: it is told what happens, in pixels of
 * the picture, and edits the active mask. It knows nothing of widgets, so a test can draw with it.
 * Made and owned by who turns events into calls; main thread. A document is set before the first
 * gesso_tool_begin(); another document cancels what is being drawn. Defaults do nothing, so that a
 * tool is told everything and takes what it can use.
 *
 * Signal: "outline-changed", when gesso_tool_get_outline() looks different.
 */

#include "config.h"

#include "mask/gesso-path-fill.h"
#include "mask/gesso-tool-private.h"

typedef struct
{
  GessoMaskDocument *document; /* (owned) (nullable) */
  GessoToolMode mode;
  char *label;           /* (owned) */
  GessoPath *path;       /* (owned) */
  GCancellable *running; /* (owned) (nullable): while something is under way on a worker */
  GessoPathFill *fill;   /* (owned) (nullable): while a long path is filled */
  guint fill_source;
} GessoToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GessoTool, gesso_tool, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_OUTLINE_CHANGED,
} GessoToolSignal;

static guint signals[SIGNAL_OUTLINE_CHANGED + 1];

static GessoToolPrivate *
get_private (GessoTool *self)
{
  return gesso_tool_get_instance_private (self);
}

static void
gesso_tool_default_move (GessoTool            *self,
                         const GessoToolEvent *events,
                         guint                 n_events)
{
}

static void
gesso_tool_default_event (GessoTool            *self,
                          const GessoToolEvent *event)
{
}

static void
gesso_tool_default_call (GessoTool *self)
{
}

static gboolean
gesso_tool_default_step_back (GessoTool *self)
{
  return FALSE;
}

/* What is worked out, here or on a worker, is given up. */
static void
gesso_tool_default_cancel (GessoTool *self)
{
  GessoToolPrivate *priv = get_private (self);

  if (priv->fill != NULL)
    gesso_mask_document_abort (priv->document);
  g_cancellable_cancel (priv->running);
  g_clear_object (&priv->running);
}

static gboolean
gesso_tool_default_is_active (GessoTool *self)
{
  return gesso_tool_is_working (self);
}

static void
gesso_tool_dispose (GObject *object)
{
  GessoTool *self = GESSO_TOOL (object);

  if (get_private (self)->document != NULL)
    gesso_tool_set_document (self, NULL);

  G_OBJECT_CLASS (gesso_tool_parent_class)->dispose (object);
}

static void
gesso_tool_finalize (GObject *object)
{
  GessoToolPrivate *priv = get_private (GESSO_TOOL (object));

  g_free (priv->label);
  gesso_path_free (priv->path);

  G_OBJECT_CLASS (gesso_tool_parent_class)->finalize (object);
}

static void
gesso_tool_class_init (GessoToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_tool_dispose;
  object_class->finalize = gesso_tool_finalize;

  klass->begin = gesso_tool_default_event;
  klass->move = gesso_tool_default_move;
  klass->end = gesso_tool_default_event;
  klass->hover = gesso_tool_default_event;
  klass->finish = gesso_tool_default_call;
  klass->cancel = gesso_tool_default_cancel;
  klass->step_back = gesso_tool_default_step_back;
  klass->is_active = gesso_tool_default_is_active;

  /**
   * GessoTool::outline-changed:
   * @self: the tool
   *
   * What is to be drawn over the picture has changed.
   */
  signals[SIGNAL_OUTLINE_CHANGED]
      = g_signal_new ("outline-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_tool_init (GessoTool *self)
{
  GessoToolPrivate *priv = get_private (self);

  priv->path = gesso_path_new ();
  priv->label = g_strdup ("");
}

/* What is drawn so far; call _gesso_tool_path_changed() after writing. */
GessoPath *
_gesso_tool_get_path (GessoTool *self)
{
  return get_private (self)->path;
}

void
_gesso_tool_path_changed (GessoTool *self)
{
  g_signal_emit (self, signals[SIGNAL_OUTLINE_CHANGED], 0);
}

void
_gesso_tool_clear_path (GessoTool *self)
{
  gesso_path_clear (get_private (self)->path);
  _gesso_tool_path_changed (self);
}

/* What a shape does with these keys held. */
GessoToolMode
_gesso_tool_find_mode (GessoTool          *self,
                       GessoToolModifiers  modifiers,
                       gboolean            shift_adds)
{
  if (modifiers & (GESSO_TOOL_CONTROL | GESSO_TOOL_ERASE))
    return GESSO_TOOL_SUBTRACT;
  if (shift_adds && (modifiers & GESSO_TOOL_SHIFT))
    return GESSO_TOOL_ADD;

  return get_private (self)->mode;
}

/* Fills a piece of what is to be filled, or all of it. */
static gboolean
fill_piece (GessoTool *self,
            guint64    n_most)
{
  GessoToolPrivate *priv = get_private (self);
  GessoRect changed;
  gboolean more = gesso_path_fill_step (priv->fill, n_most, &changed);

  gesso_mask_document_touch (priv->document, &changed);
  return more;
}

static gboolean
fill_cb (gpointer user_data)
{
  GessoTool *self = user_data;
  GessoToolPrivate *priv = get_private (self);

  if (fill_piece (self, GESSO_PATH_FILL_PIECE))
    return G_SOURCE_CONTINUE;

  priv->fill_source = 0;
  g_clear_pointer (&priv->fill, gesso_path_fill_free);
  gesso_mask_document_set_rest (priv->document, NULL, NULL);
  gesso_mask_document_end (priv->document);
  _gesso_tool_path_changed (self);
  return G_SOURCE_REMOVE;
}

static void
fill_rest (gboolean complete,
           gpointer data)
{
  GessoToolPrivate *priv = get_private (data);

  if (complete)
    fill_piece (data, 0);
  g_clear_handle_id (&priv->fill_source, g_source_remove);
  g_clear_pointer (&priv->fill, gesso_path_fill_free);
  _gesso_tool_path_changed (data);
}

/* One step of undo. A long path is filled from the top while there is nothing else to do; the next
 * edit, or undo, finds all of it. */
void
_gesso_tool_fill_path (GessoTool       *self,
                       const GessoPath *path,
                       GessoToolMode    mode)
{
  GessoToolPrivate *priv = get_private (self);
  GessoMaskDocument *document = priv->document;
  GessoDabBlend blend = mode == GESSO_TOOL_SUBTRACT ? GESSO_DAB_ERASE : GESSO_DAB_MAX;
  GessoMask *mask;
  GessoRect all;

  if (document == NULL || gesso_mask_document_is_editing (document))
    return;

  mask = gesso_mask_document_begin (document, priv->label);
  if (mode == GESSO_TOOL_REPLACE)
    {
      all = gesso_mask_get_extents (mask);
      gesso_mask_fill_rect (mask, &all, 0);
      gesso_mask_document_touch (document, &all);
    }
  priv->fill = gesso_path_fill_new (path, blend, 255, mask);
  if (fill_piece (self, GESSO_PATH_FILL_PIECE))
    {
      priv->fill_source = g_idle_add (fill_cb, self);
      gesso_mask_document_set_rest (document, fill_rest, self);
      return;
    }

  g_clear_pointer (&priv->fill, gesso_path_fill_free);
  gesso_mask_document_end (document);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GessoTool) self = user_data;
  g_autoptr (GError) error = NULL;
  GessoToolPrivate *priv = get_private (self);

  if (!gesso_mask_document_run_finish (GESSO_MASK_DOCUMENT (source), result, &error))
    g_debug ("%s: %s", G_OBJECT_TYPE_NAME (self), error->message);
  if (priv->running == g_task_get_cancellable (G_TASK (result)))
    g_clear_object (&priv->running);
}

/* Takes over @data. What was under way before is given up. One step of undo. */
void
_gesso_tool_run (GessoTool      *self,
                 GessoWorker    *worker,
                 GessoMaskWork   work,
                 gpointer        data,
                 GDestroyNotify  free_data)
{
  GessoToolPrivate *priv = get_private (self);

  gesso_tool_default_cancel (self);
  priv->running = g_cancellable_new ();
  gesso_mask_document_run_async (priv->document, priv->label, worker, work, data, free_data,
                                 priv->running, ran_cb, g_object_ref (self));
}

/**
 * gesso_tool_get_document:
 * @self: a tool
 *
 * Returns: (transfer none) (nullable): what it edits
 */
GessoMaskDocument *
gesso_tool_get_document (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), NULL);

  return get_private (self)->document;
}

/**
 * gesso_tool_set_document:
 * @self: a tool
 * @document: (nullable): what to edit
 *
 * Sets the document. What is being drawn on the one before is cancelled.
 */
void
gesso_tool_set_document (GessoTool         *self,
                         GessoMaskDocument *document)
{
  g_return_if_fail (GESSO_IS_TOOL (self));
  g_return_if_fail (document == NULL || GESSO_IS_MASK_DOCUMENT (document));

  if (get_private (self)->document == document)
    return;
  gesso_tool_cancel (self);
  g_set_object (&get_private (self)->document, document);
}

/**
 * gesso_tool_get_mode:
 * @self: a tool
 *
 * Returns: what its shapes do to the mask
 */
GessoToolMode
gesso_tool_get_mode (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), GESSO_TOOL_ADD);

  return get_private (self)->mode;
}

/**
 * gesso_tool_set_mode:
 * @self: a tool
 * @mode: what its shapes do to the mask; brush and eraser do not look at it
 *
 * Sets what happens without modifiers.
 */
void
gesso_tool_set_mode (GessoTool     *self,
                     GessoToolMode  mode)
{
  g_return_if_fail (GESSO_IS_TOOL (self));

  get_private (self)->mode = mode;
}

/**
 * gesso_tool_get_label:
 * @self: a tool
 *
 * Returns: (transfer none): what its steps of undo are called
 */
const char *
gesso_tool_get_label (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), NULL);

  return get_private (self)->label;
}

/**
 * gesso_tool_set_label:
 * @self: a tool
 * @label: what its steps of undo are called, in the person's language
 *
 * Sets the label; it is empty at first.
 */
void
gesso_tool_set_label (GessoTool  *self,
                      const char *label)
{
  g_return_if_fail (GESSO_IS_TOOL (self));
  g_return_if_fail (label != NULL);

  g_free (get_private (self)->label);
  get_private (self)->label = g_strdup (label);
}

/**
 * gesso_tool_begin:
 * @self: a tool with a document
 * @event: where the button went down
 *
 * Begins to draw, or sets the next corner.
 */
void
gesso_tool_begin (GessoTool            *self,
                  const GessoToolEvent *event)
{
  g_return_if_fail (GESSO_IS_TOOL (self) && event != NULL);

  if (get_private (self)->document != NULL)
    GESSO_TOOL_GET_CLASS (self)->begin (self, event);
}

/**
 * gesso_tool_move:
 * @self: a tool
 * @events: (array length=n_events): where the pointer was since the last call, in order
 * @n_events: how many
 *
 * Goes on with the button down. The document says once what has changed.
 */
void
gesso_tool_move (GessoTool            *self,
                 const GessoToolEvent *events,
                 guint                 n_events)
{
  g_return_if_fail (GESSO_IS_TOOL (self) && (events != NULL || n_events == 0));

  if (get_private (self)->document != NULL && n_events > 0)
    GESSO_TOOL_GET_CLASS (self)->move (self, events, n_events);
}

/**
 * gesso_tool_end:
 * @self: a tool
 * @event: where the button went up
 *
 * Ends a drag. A polygon goes on.
 */
void
gesso_tool_end (GessoTool            *self,
                const GessoToolEvent *event)
{
  g_return_if_fail (GESSO_IS_TOOL (self) && event != NULL);

  if (get_private (self)->document != NULL)
    GESSO_TOOL_GET_CLASS (self)->end (self, event);
}

/**
 * gesso_tool_hover:
 * @self: a tool
 * @event: where the pointer is, without a button
 *
 * Shows what a click would do.
 */
void
gesso_tool_hover (GessoTool            *self,
                  const GessoToolEvent *event)
{
  g_return_if_fail (GESSO_IS_TOOL (self) && event != NULL);

  if (get_private (self)->document != NULL)
    GESSO_TOOL_GET_CLASS (self)->hover (self, event);
}

/**
 * gesso_tool_finish:
 * @self: a tool
 *
 * Completes what is being drawn: Enter, or a double click.
 */
void
gesso_tool_finish (GessoTool *self)
{
  g_return_if_fail (GESSO_IS_TOOL (self));

  if (get_private (self)->document != NULL)
    GESSO_TOOL_GET_CLASS (self)->finish (self);
}

/**
 * gesso_tool_step_back:
 * @self: a tool
 *
 * Takes the last point back: Backspace.
 *
 * Returns: %FALSE if the tool has no use for it now
 */
gboolean
gesso_tool_step_back (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), FALSE);

  return GESSO_TOOL_GET_CLASS (self)->step_back (self);
}

/**
 * gesso_tool_cancel:
 * @self: a tool
 *
 * Ends drawing as if it had never begun: Escape.
 */
void
gesso_tool_cancel (GessoTool *self)
{
  g_return_if_fail (GESSO_IS_TOOL (self));

  GESSO_TOOL_GET_CLASS (self)->cancel (self);
}

/**
 * gesso_tool_is_active:
 * @self: a tool
 *
 * Returns: whether something is being drawn, or worked out
 */
gboolean
gesso_tool_is_active (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), FALSE);

  return GESSO_TOOL_GET_CLASS (self)->is_active (self);
}

/**
 * gesso_tool_is_working:
 * @self: a tool
 *
 * Returns: whether what was drawn is complete, and is being worked out
 */
gboolean
gesso_tool_is_working (GessoTool *self)
{
  GessoToolPrivate *priv;

  g_return_val_if_fail (GESSO_IS_TOOL (self), FALSE);

  priv = get_private (self);
  return priv->running != NULL || priv->fill != NULL;
}

/**
 * gesso_tool_get_outline:
 * @self: a tool
 *
 * Returns: (transfer none): what to draw over the picture, in its pixels; may have no points
 */
const GessoPath *
gesso_tool_get_outline (GessoTool *self)
{
  g_return_val_if_fail (GESSO_IS_TOOL (self), NULL);

  return get_private (self)->path;
}
