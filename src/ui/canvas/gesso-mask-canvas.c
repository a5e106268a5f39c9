/* gesso-mask-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskCanvas: a picture on which a mask is painted. It shows a GessoMaskDocument and leads
 * what pointer and keys do to the tool that the GessoMaskSetup names. Zoom and pan are a
 * GessoPanZoom's, as in every view. In files by concern: drawing in -render, pointer in -input,
 * what tools do in -tools, what waits in -queue, what is sent in -context, the extension in
 * -extend, keys and speech in -a11y. Owned by the mask editor, main thread.
 *
 * "notify::painting": a stroke begins or ends; chrome may get out of the way.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The other islands below. */
#define FOOT_PX 44

typedef enum
{
  PROP_ZOOM = 1,
  PROP_PAINTING,
  PROP_DESCRIPTION,
} GessoMaskCanvasProperty;

static GParamSpec *properties[PROP_DESCRIPTION + 1];

static guint context_wished_signal;
static guint extent_changed_signal;

G_DEFINE_FINAL_TYPE (GessoMaskCanvas, gesso_mask_canvas, GTK_TYPE_WIDGET)

/* Of the viewport, by us or by the hands that own it. */
void
_gesso_mask_canvas_view_changed (GessoMaskCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* After the rectangle was moved by hand. */
void
_gesso_mask_canvas_wish_context (GessoMaskCanvas *self)
{
  self->wish = self->context;
  g_signal_emit (self, context_wished_signal, 0);
}

/* What would be sent has changed while something is drawn or pulled. */
void
_gesso_mask_canvas_say_extent (GessoMaskCanvas *self)
{
  g_signal_emit (self, extent_changed_signal, 0);
}

void
_gesso_mask_canvas_notify (GessoMaskCanvas *self,
                           const char      *property)
{
  g_object_notify (G_OBJECT (self), property);
}

void
_gesso_mask_canvas_to_image (GessoMaskCanvas *self,
                             double           x,
                             double           y,
                             double          *out_x,
                             double          *out_y)
{
  gesso_viewport_to_image (self->viewport, x, y, out_x, out_y);
}

void
_gesso_mask_canvas_to_view (GessoMaskCanvas *self,
                            double           x,
                            double           y,
                            double          *out_x,
                            double          *out_y)
{
  *out_x = self->viewport->x + x * self->viewport->zoom;
  *out_y = self->viewport->y + y * self->viewport->zoom;
}

static void
gesso_mask_canvas_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = 64;
  *natural = 256;
}

static void
gesso_mask_canvas_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  gesso_pan_zoom_set_view (GESSO_MASK_CANVAS (widget)->pan_zoom, width, height);
}

/* The document. */

static void
mask_changed_cb (GessoMaskCanvas *self,
                 GessoRect       *rect)
{
  gesso_canvas_tiles_touch (self->tiles, rect);
  _gesso_mask_canvas_grow_painted (self, rect);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
extension_changed_cb (GessoMaskCanvas *self)
{
  _gesso_mask_canvas_extension_changed (self);
  _gesso_mask_canvas_say_extent (self);
  if (self->hold == CANVAS_HOLD_EXTEND)
    return;

  _gesso_mask_canvas_commit_frame (self);
  g_signal_emit (self, context_wished_signal, 0);
}

/* The margins are what they will be. */
void
_gesso_mask_canvas_extended (GessoMaskCanvas *self)
{
  extension_changed_cb (self);
}

static void
setup_changed_cb (GessoMaskCanvas *self,
                  GParamSpec      *pspec)
{
  if (g_str_equal (pspec->name, "tool"))
    _gesso_mask_canvas_drop_drawing (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
gesso_mask_canvas_dispose (GObject *object)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (object);

  g_clear_handle_id (&self->speak_id, g_source_remove);
  g_clear_handle_id (&self->replay_id, g_source_remove);
  gesso_mask_canvas_set_document (self, NULL);
  g_clear_object (&self->setup);
  g_clear_object (&self->worker);
  g_clear_object (&self->extension);
  g_clear_pointer (&self->image, gesso_image_unref);

  G_OBJECT_CLASS (gesso_mask_canvas_parent_class)->dispose (object);
}

static void
gesso_mask_canvas_finalize (GObject *object)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (object);

  _gesso_mask_canvas_tools_clear (self);
  gesso_canvas_tiles_free (self->tiles);
  g_clear_object (&self->pan_zoom);
  g_free (self->context_words);
  g_clear_pointer (&self->parts, g_array_unref);
  g_array_unref (self->queue);

  G_OBJECT_CLASS (gesso_mask_canvas_parent_class)->finalize (object);
}

static void
gesso_mask_canvas_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (object);

  switch ((GessoMaskCanvasProperty) id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, self->viewport->zoom);
      break;
    case PROP_PAINTING:
      g_value_set_boolean (value, gesso_mask_canvas_is_painting (self));
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, _gesso_mask_canvas_describe (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_mask_canvas_class_init (GessoMaskCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = gesso_mask_canvas_dispose;
  object_class->finalize = gesso_mask_canvas_finalize;
  object_class->get_property = gesso_mask_canvas_get_property;
  widget_class->snapshot = _gesso_mask_canvas_snapshot;
  widget_class->measure = gesso_mask_canvas_measure;
  widget_class->size_allocate = gesso_mask_canvas_size_allocate;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  properties[PROP_PAINTING] = g_param_spec_boolean ("painting", NULL, NULL, FALSE, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GessoMaskCanvas::context-wished:
   * @self: the canvas
   *
   * The rectangle that is sent was moved by hand, or the picture extended.
   */
  context_wished_signal = g_signal_new ("context-wished", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GessoMaskCanvas::extent-changed:
   * @self: the canvas
   *
   * While somebody draws or pulls: what will be sent has grown. Comes at most once for what one
   * frame brings; "context-wished" or the document's "committed" follow at the end.
   */
  extent_changed_signal = g_signal_new ("extent-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "maskcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gesso_pan_zoom_install_zoom (widget_class);
  _gesso_mask_canvas_install_keys (widget_class);
}

static void
gesso_mask_canvas_init (GessoMaskCanvas *self)
{
  self->pan_zoom = gesso_pan_zoom_new (GTK_WIDGET (self), GESSO_PAN_ZOOM_WHEEL_ONLY);
  self->viewport = gesso_pan_zoom_get_viewport (self->pan_zoom);
  g_signal_connect_object (self->pan_zoom, "changed", G_CALLBACK (_gesso_mask_canvas_view_changed),
                           self, G_CONNECT_SWAPPED);
  self->viewport->head = CANVAS_HEAD_PX;
  self->viewport->foot = FOOT_PX;
  self->tiles = gesso_canvas_tiles_new ();
  _gesso_mask_canvas_queue_init (self);
  self->extension = gesso_extension_new ();
  g_signal_connect_object (self->extension, "changed", G_CALLBACK (extension_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->extension, "notify::active",
                           G_CALLBACK (_gesso_mask_canvas_extension_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Mask"),
                                  -1);
  _gesso_mask_canvas_add_input (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * gesso_mask_canvas_new:
 * @setup: the tool and how it is set
 *
 * Returns: (transfer floating): a canvas without picture and document
 */
GtkWidget *
gesso_mask_canvas_new (GessoMaskSetup *setup)
{
  GessoMaskCanvas *self = g_object_new (GESSO_TYPE_MASK_CANVAS, NULL);

  self->setup = g_object_ref (setup);
  g_signal_connect_object (setup, "notify", G_CALLBACK (setup_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * gesso_mask_canvas_set_picture:
 * @self: a canvas
 * @pyramid: (nullable): what is shown under the mask
 */
void
gesso_mask_canvas_set_picture (GessoMaskCanvas *self,
                               GessoPyramid    *pyramid)
{
  GessoSize size = { 0, 0 };

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  gesso_mask_canvas_cancel (self);
  self->has_picture = pyramid != NULL;
  gesso_canvas_tiles_set_picture (self->tiles, pyramid);
  if (pyramid != NULL)
    {
      size = (GessoSize){ gesso_pyramid_get_width (pyramid), gesso_pyramid_get_height (pyramid) };
      gesso_pan_zoom_set_image (self->pan_zoom, size.width, size.height);
    }
  gesso_extension_set_picture (self->extension, &size);
  _gesso_mask_canvas_view_changed (self);
}

/**
 * gesso_mask_canvas_set_image:
 * @self: a canvas
 * @image: (nullable): the picture's pixels in full, for selecting by colour
 */
void
gesso_mask_canvas_set_image (GessoMaskCanvas *self,
                             GessoImage      *image)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  if (image != NULL)
    gesso_image_ref (image);
  g_clear_pointer (&self->image, gesso_image_unref);
  self->image = image;
}

/**
 * gesso_mask_canvas_set_document:
 * @self: a canvas
 * @document: (nullable): the masks of the picture, in its size
 */
void
gesso_mask_canvas_set_document (GessoMaskCanvas   *self,
                                GessoMaskDocument *document)
{
  GessoRect everything = { 0, 0, self->viewport->image_width, self->viewport->image_height };

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  if (document == self->document)
    return;

  gesso_mask_canvas_settle (self);
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->document, mask_changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->document, _gesso_mask_canvas_speak_later, self);
      g_signal_handlers_disconnect_by_func (self->document, _gesso_mask_canvas_follow_frame, self);
    }
  g_set_object (&self->document, document);
  self->wish = GESSO_RECT_EMPTY;
  self->painted = GESSO_RECT_EMPTY;
  for (guint i = 0; i < GESSO_MASK_N_TOOLS; i++)
    if (self->tools[i] != NULL)
      gesso_tool_set_document (self->tools[i], document);
  if (document != NULL)
    {
      g_signal_connect_object (document, "changed", G_CALLBACK (mask_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "committed", G_CALLBACK (_gesso_mask_canvas_speak_later),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "masks-changed",
                               G_CALLBACK (_gesso_mask_canvas_speak_later), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "frame-changed",
                               G_CALLBACK (_gesso_mask_canvas_follow_frame), self,
                               G_CONNECT_SWAPPED);
      _gesso_mask_canvas_speak_later (self);
    }
  gesso_canvas_tiles_touch (self->tiles, &everything);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_mask_canvas_get_document:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): what is painted on
 */
GessoMaskDocument *
gesso_mask_canvas_get_document (GessoMaskCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), NULL);

  return self->document;
}

/**
 * gesso_mask_canvas_get_setup:
 * @self: a canvas
 *
 * Returns: (transfer none): the tool and how it is set
 */
GessoMaskSetup *
gesso_mask_canvas_get_setup (GessoMaskCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), NULL);

  return self->setup;
}

/**
 * gesso_mask_canvas_get_extension:
 * @self: a canvas
 *
 * Returns: (transfer none): by how much the picture is extended
 */
GessoExtension *
gesso_mask_canvas_get_extension (GessoMaskCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), NULL);

  return self->extension;
}

/**
 * gesso_mask_canvas_get_viewport:
 * @self: a canvas
 *
 * Returns: (transfer none): zoom and place
 */
const GessoViewport *
gesso_mask_canvas_get_viewport (GessoMaskCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), NULL);

  return self->viewport;
}

/**
 * gesso_mask_canvas_set_viewport:
 * @self: a canvas
 * @viewport: where another view of the same picture was
 *
 * Goes on where the other view was, so that the picture does not jump.
 */
void
gesso_mask_canvas_set_viewport (GessoMaskCanvas     *self,
                                const GessoViewport *viewport)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  gesso_pan_zoom_set_viewport (self->pan_zoom, viewport);
}

/**
 * gesso_mask_canvas_set_worker:
 * @self: a canvas
 * @worker: (nullable): for tools that look at the whole picture
 *
 * To be set before the first of them is used.
 */
void
gesso_mask_canvas_set_worker (GessoMaskCanvas *self,
                              GessoWorker     *worker)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  g_set_object (&self->worker, worker);
}
