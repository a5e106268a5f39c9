/* gesso-image-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoImageView: one picture with zoom and pan. The frame is the picture's size in its own pixels;
 * a preview with fewer pixels fills the same frame, so a sharper one takes its place without a
 * jump. Pictures are prepared on the worker.
 */

#include "config.h"

#include "ui/view/gesso-image-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/view/gesso-pan-zoom.h"
#include "ui/view/gesso-picture-tiles.h"

/* The note on what was drawn; the islands with the commands and the zoom. */
#define HEAD_PX 28
#define FOOT_PX 44

struct _GessoImageView
{
  GtkWidget parent_instance;

  GessoWorker *worker;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the picture that is being prepared */
  GessoPictureTiles *tiles;  /* (owned) */
  GessoPanZoom *pan_zoom;    /* (owned) */
};

typedef enum
{
  PROP_ZOOM = 1,
} GessoImageViewProperty;

static GParamSpec *properties[PROP_ZOOM + 1];

G_DEFINE_FINAL_TYPE (GessoImageView, gesso_image_view, GTK_TYPE_WIDGET)

static void
viewport_changed_cb (GessoImageView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* The place of a picture that is not there yet. */
static void
snapshot_frame (const GessoViewport *v,
                gboolean             dark,
                GtkSnapshot         *snapshot)
{
  GdkRGBA color = dark ? (GdkRGBA){ 1, 1, 1, 0.06 } : (GdkRGBA){ 0, 0, 0, 0.06 };

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (v->x, v->y, v->image_width * v->zoom,
                                                  v->image_height * v->zoom));
}

static void
gesso_image_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (widget);
  const GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (v->image_width <= 0)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, v->view_width, v->view_height));
  if (gesso_image_view_has_image (self))
    gesso_picture_tiles_append (self->tiles, snapshot, v, gtk_widget_get_scale_factor (widget),
                                dark);
  else
    snapshot_frame (v, dark, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
gesso_image_view_measure (GtkWidget      *widget,
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
gesso_image_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  gesso_pan_zoom_set_view (GESSO_IMAGE_VIEW (widget)->pan_zoom, width, height);
}

static void
take_pyramid (GessoImageView *self,
              GessoPyramid   *pyramid)
{
  gesso_picture_tiles_set_pyramid (self->tiles, pyramid);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  viewport_changed_cb (self);
}

static void
build_pyramid (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, gesso_pyramid_new (data), (GDestroyNotify) gesso_pyramid_unref);
}

static void
pyramid_built_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPyramid) pyramid = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another picture is wanted by now, or the view is gone. */
  if (pyramid == NULL)
    return;

  take_pyramid (GESSO_IMAGE_VIEW (source), pyramid);
}

static void
gesso_image_view_dispose (GObject *object)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (gesso_image_view_parent_class)->dispose (object);
}

static void
gesso_image_view_finalize (GObject *object)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (object);

  gesso_picture_tiles_free (self->tiles);
  g_object_unref (self->pan_zoom);

  G_OBJECT_CLASS (gesso_image_view_parent_class)->finalize (object);
}

static void
gesso_image_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (object);

  switch ((GessoImageViewProperty) id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, gesso_image_view_get_viewport (self)->zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_image_view_class_init (GessoImageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_image_view_dispose;
  object_class->finalize = gesso_image_view_finalize;
  object_class->get_property = gesso_image_view_get_property;
  widget_class->snapshot = gesso_image_view_snapshot;
  widget_class->measure = gesso_image_view_measure;
  widget_class->size_allocate = gesso_image_view_size_allocate;

  properties[PROP_ZOOM]
      = g_param_spec_double ("zoom", NULL, NULL, 0, G_MAXDOUBLE, 1,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "imageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gesso_pan_zoom_install (widget_class);
}

static void
gesso_image_view_init (GessoImageView *self)
{
  GessoViewport *viewport;

  self->tiles = gesso_picture_tiles_new ();
  self->pan_zoom = gesso_pan_zoom_new (GTK_WIDGET (self), GESSO_PAN_ZOOM_SPACE);
  viewport = gesso_pan_zoom_get_viewport (self->pan_zoom);
  viewport->head = HEAD_PX;
  viewport->foot = FOOT_PX;
  g_signal_connect_object (self->pan_zoom, "changed", G_CALLBACK (viewport_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gesso_image_view_new (void)
{
  return g_object_new (GESSO_TYPE_IMAGE_VIEW, NULL);
}

/**
 * gesso_image_view_set_worker:
 * @self: an image view
 * @worker: (nullable): where pictures are prepared; without one it happens at once
 */
void
gesso_image_view_set_worker (GessoImageView *self,
                             GessoWorker    *worker)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  g_set_object (&self->worker, worker);
}

/**
 * gesso_image_view_set_frame:
 * @self: an image view
 * @width: of the picture to be shown, in pixels; 0 for no picture
 * @height: of the picture to be shown
 *
 * Says how large the picture is that following images are a version of.
 */
void
gesso_image_view_set_frame (GessoImageView *self,
                            int             width,
                            int             height)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  gesso_pan_zoom_set_image (self->pan_zoom, width, height);
}

/**
 * gesso_image_view_set_image:
 * @self: an image view
 * @image: (nullable): what fills the frame, in as many pixels as there are
 *
 * The picture that was there stays until the new one is prepared.
 */
void
gesso_image_view_set_image (GessoImageView *self,
                            GessoImage     *image)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (image == NULL || self->worker == NULL)
    {
      g_autoptr (GessoPyramid) pyramid = image != NULL ? gesso_pyramid_new (image) : NULL;

      take_pyramid (self, pyramid);
      return;
    }

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, pyramid_built_cb, NULL);
  g_task_set_source_tag (task, gesso_image_view_set_image);
  g_task_set_task_data (task, gesso_image_ref (image), (GDestroyNotify) gesso_image_unref);
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_INTERACTIVE, build_pyramid);
}

/**
 * gesso_image_view_set_pyramid:
 * @self: an image view
 * @pyramid: what fills the frame, prepared already
 *
 * Shows it with the next frame, instead of whatever was being prepared.
 */
void
gesso_image_view_set_pyramid (GessoImageView *self,
                              GessoPyramid   *pyramid)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));
  g_return_if_fail (pyramid != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  take_pyramid (self, pyramid);
}

/**
 * gesso_image_view_has_image:
 * @self: an image view
 *
 * Returns: whether a picture is shown
 */
gboolean
gesso_image_view_has_image (GessoImageView *self)
{
  g_return_val_if_fail (GESSO_IS_IMAGE_VIEW (self), FALSE);

  return gesso_picture_tiles_get_pyramid (self->tiles) != NULL;
}

/**
 * gesso_image_view_get_pyramid:
 * @self: an image view
 *
 * Returns: (transfer none) (nullable): the picture that is shown
 */
GessoPyramid *
gesso_image_view_get_pyramid (GessoImageView *self)
{
  g_return_val_if_fail (GESSO_IS_IMAGE_VIEW (self), NULL);

  return gesso_picture_tiles_get_pyramid (self->tiles);
}

/**
 * gesso_image_view_get_viewport:
 * @self: an image view
 *
 * Returns: (transfer none): zoom and place
 */
const GessoViewport *
gesso_image_view_get_viewport (GessoImageView *self)
{
  g_return_val_if_fail (GESSO_IS_IMAGE_VIEW (self), NULL);

  return gesso_pan_zoom_get_viewport (self->pan_zoom);
}

/**
 * gesso_image_view_set_viewport:
 * @self: an image view
 * @viewport: where another view of the same picture was
 */
void
gesso_image_view_set_viewport (GessoImageView      *self,
                               const GessoViewport *viewport)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  gesso_pan_zoom_set_viewport (self->pan_zoom, viewport);
}

/**
 * gesso_image_view_zoom_to:
 * @self: an image view
 * @zoom: view units per picture pixel
 *
 * Zooms around the middle.
 */
void
gesso_image_view_zoom_to (GessoImageView *self,
                          double          zoom)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  gesso_pan_zoom_zoom_to (self->pan_zoom, zoom);
}

/**
 * gesso_image_view_fit:
 * @self: an image view
 *
 * Shows the whole picture.
 */
void
gesso_image_view_fit (GessoImageView *self)
{
  g_return_if_fail (GESSO_IS_IMAGE_VIEW (self));

  gesso_pan_zoom_fit (self->pan_zoom);
}
