/* gesso-image-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoImageView: one picture with zoom and pan. The picture is cut into tiles at view size, each a
 * cached cairo node, so that a frame draws what is there and panning draws nothing anew. The frame
 * is the picture's size in its own pixels; a preview with fewer pixels fills the same frame, so a
 * sharper one takes its place without a jump. Pictures are prepared on the worker.
 */

#include "config.h"

#include "ui/view/gesso-image-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ui/view/gesso-picture-tile.h"

#define TILE_PX GESSO_PICTURE_TILE_PX
#define MAX_TILES 512
/* The note on what was drawn; the islands with the commands and the zoom. */
#define HEAD_PX 28
#define FOOT_PX 44

struct _GessoImageView
{
  GtkWidget parent_instance;

  GessoWorker *worker;       /* (owned) (nullable) */
  GessoPyramid *pyramid;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): the picture that is being prepared */
  GessoViewport viewport;
  GHashTable *tiles; /* (owned): tile number → GskRenderNode */
  double tile_zoom;  /* device pixels per picture pixel of the tiles */
  gboolean tile_dark;

  gboolean panning;
  gboolean space;
  double pan_x;
  double pan_y;
  double pinch_zoom;
  double pointer_x;
  double pointer_y;
};

typedef enum
{
  PROP_ZOOM = 1,
} GessoImageViewProperty;

static GParamSpec *properties[PROP_ZOOM + 1];

G_DEFINE_FINAL_TYPE (GessoImageView, gesso_image_view, GTK_TYPE_WIDGET)

static void
viewport_changed (GessoImageView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* Drawing. */

/* One tile in device pixels of the zoomed picture; its node is in the same coordinates. */
static GskRenderNode *
make_tile (GessoImageView *self,
           int             column,
           int             row,
           double          zoom_x,
           double          zoom_y)
{
  cairo_surface_t *surface
      = gesso_picture_tile_new (self->pyramid, column, row, zoom_x, zoom_y, self->tile_dark);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  GskRenderNode *node
      = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (column * TILE_PX, row * TILE_PX, width, height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, column * TILE_PX, row * TILE_PX);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

static void
drop_tiles (GessoImageView *self)
{
  g_hash_table_remove_all (self->tiles);
}

static GskRenderNode *
get_tile (GessoImageView *self,
          int             column,
          int             row,
          double          zoom_x,
          double          zoom_y)
{
  gpointer key = GUINT_TO_POINTER ((guint) row << 16 | (guint) column);
  GskRenderNode *node = g_hash_table_lookup (self->tiles, key);

  if (node != NULL)
    return node;

  if (g_hash_table_size (self->tiles) >= MAX_TILES)
    drop_tiles (self);
  node = make_tile (self, column, row, zoom_x, zoom_y);
  g_hash_table_insert (self->tiles, key, node);
  return node;
}

static void
snapshot_tiles (GessoImageView *self,
                GtkSnapshot    *snapshot)
{
  GessoViewport *v = &self->viewport;
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double zoom_x = v->zoom * scale * v->image_width / gesso_pyramid_get_width (self->pyramid);
  double zoom_y = v->zoom * scale * v->image_height / gesso_pyramid_get_height (self->pyramid);
  double left = MAX (0, -v->x * scale);
  double top = MAX (0, -v->y * scale);
  double right = MIN (v->image_width * v->zoom, v->view_width - v->x) * scale;
  double bottom = MIN (v->image_height * v->zoom, v->view_height - v->y) * scale;
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (self->tile_zoom != zoom_x || self->tile_dark != dark)
    {
      drop_tiles (self);
      self->tile_zoom = zoom_x;
      self->tile_dark = dark;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (round (v->x * scale), round (v->y * scale)));
  for (int row = top / TILE_PX; row * TILE_PX < bottom; row++)
    for (int column = left / TILE_PX; column * TILE_PX < right; column++)
      gtk_snapshot_append_node (snapshot, get_tile (self, column, row, zoom_x, zoom_y));
  gtk_snapshot_restore (snapshot);
}

/* The place of a picture that is not there yet. */
static void
snapshot_frame (GessoImageView *self,
                GtkSnapshot    *snapshot)
{
  GessoViewport *v = &self->viewport;
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
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

  if (self->viewport.image_width <= 0)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->viewport.view_width,
                                                         self->viewport.view_height));
  if (self->pyramid != NULL)
    snapshot_tiles (self, snapshot);
  else
    snapshot_frame (self, snapshot);
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
  GessoImageView *self = GESSO_IMAGE_VIEW (widget);
  double zoom = self->viewport.zoom;

  gesso_viewport_set_view (&self->viewport, width, height);
  if (zoom != self->viewport.zoom)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* Input. */

static gboolean
scrolled_cb (GessoImageView           *self,
             double                    dx,
             double                    dy,
             GtkEventControllerScroll *controller)
{
  GdkModifierType modifiers
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (modifiers & GDK_SHIFT_MASK)
    gesso_viewport_pan (&self->viewport, -(dx + dy) * 48, 0);
  else if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE
           && !(modifiers & GDK_CONTROL_MASK))
    gesso_viewport_pan (&self->viewport, -dx, -dy);
  else
    gesso_viewport_zoom_at (&self->viewport, self->viewport.zoom * pow (1.2, -dy), self->pointer_x,
                            self->pointer_y);
  viewport_changed (self);
  return GDK_EVENT_STOP;
}

static void
pointer_moved_cb (GessoImageView *self,
                  double          x,
                  double          y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
drag_begun_cb (GessoImageView *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  self->panning = button == GDK_BUTTON_MIDDLE || self->space;
  gtk_gesture_set_state (GTK_GESTURE (gesture),
                         self->panning ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  self->pan_x = self->pan_y = 0;
}

static void
drag_moved_cb (GessoImageView *self,
               double          x,
               double          y)
{
  if (!self->panning)
    return;

  gesso_viewport_pan (&self->viewport, x - self->pan_x, y - self->pan_y);
  self->pan_x = x;
  self->pan_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pinch_begun_cb (GessoImageView *self)
{
  self->pinch_zoom = self->viewport.zoom;
}

static void
pinched_cb (GessoImageView *self,
            double          scale,
            GtkGesture     *gesture)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  gesso_viewport_zoom_at (&self->viewport, self->pinch_zoom * scale, x, y);
  viewport_changed (self);
}

static void
clicked_cb (GessoImageView *self,
            int             n_press,
            double          x,
            double          y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2)
    return;

  if (self->viewport.fit)
    gesso_viewport_zoom_at (&self->viewport, 1, x, y);
  else
    gesso_viewport_set_fit (&self->viewport);
  viewport_changed (self);
}

static gboolean
key_pressed_cb (GessoImageView *self,
                guint           keyval)
{
  if (keyval != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;

  if (!self->space)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
  self->space = TRUE;
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GessoImageView *self,
                 guint           keyval)
{
  if (keyval != GDK_KEY_space)
    return;

  self->space = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
connect (GessoImageView *self,
         gpointer        controller,
         const char     *signal,
         GCallback       callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
add_controllers (GessoImageView *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  connect (self, scroll, "scroll", G_CALLBACK (scrolled_cb));
  connect (self, motion, "motion", G_CALLBACK (pointer_moved_cb));
  connect (self, motion, "enter", G_CALLBACK (pointer_moved_cb));
  connect (self, keys, "key-pressed", G_CALLBACK (key_pressed_cb));
  connect (self, keys, "key-released", G_CALLBACK (key_released_cb));
  connect (self, drag, "drag-begin", G_CALLBACK (drag_begun_cb));
  connect (self, drag, "drag-update", G_CALLBACK (drag_moved_cb));
  connect (self, pinch, "begin", G_CALLBACK (pinch_begun_cb));
  connect (self, pinch, "scale-changed", G_CALLBACK (pinched_cb));
  connect (self, click, "pressed", G_CALLBACK (clicked_cb));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
zoom_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (widget);
  double zoom = self->viewport.zoom;

  if (g_str_equal (action, "view.zoom-in"))
    gesso_image_view_zoom_to (self, zoom * 1.25);
  else if (g_str_equal (action, "view.zoom-out"))
    gesso_image_view_zoom_to (self, zoom / 1.25);
  else if (g_str_equal (action, "view.zoom-original"))
    gesso_image_view_zoom_to (self, 1);
  else
    gesso_image_view_fit (self);
}

static gboolean
pan_key_cb (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  GessoImageView *self = GESSO_IMAGE_VIEW (widget);
  int dx, dy;

  g_variant_get (args, "(ii)", &dx, &dy);
  gesso_viewport_pan (&self->viewport, -dx * 64, -dy * 64);
  viewport_changed (self);
  return TRUE;
}

static void
take_pyramid (GessoImageView *self,
              GessoPyramid   *pyramid)
{
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  self->pyramid = pyramid;
  drop_tiles (self);
  viewport_changed (self);
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
  GessoPyramid *pyramid = g_task_propagate_pointer (G_TASK (result), &error);

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
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  drop_tiles (self);

  G_OBJECT_CLASS (gesso_image_view_parent_class)->dispose (object);
}

static void
gesso_image_view_finalize (GObject *object)
{
  g_hash_table_unref (GESSO_IMAGE_VIEW (object)->tiles);

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
      g_value_set_double (value, self->viewport.zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "view.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, 0, "view.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "view.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "view.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "view.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, 0, "view.zoom-original", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "view.zoom-fit", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, pan_key_cb, "(ii)", -1,
                                0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, pan_key_cb, "(ii)", 1,
                                0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_SHIFT_MASK, pan_key_cb, "(ii)", 0,
                                -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_SHIFT_MASK, pan_key_cb, "(ii)", 0,
                                1);
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
  gtk_widget_class_install_action (widget_class, "view.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "view.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "view.zoom-original", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "view.zoom-fit", NULL, zoom_action);
  add_bindings (widget_class);
}

static void
gesso_image_view_init (GessoImageView *self)
{
  self->viewport = (GessoViewport) GESSO_VIEWPORT_INIT;
  self->viewport.head = HEAD_PX;
  self->viewport.foot = FOOT_PX;
  self->tiles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture"), -1);
  add_controllers (self);
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

  gesso_viewport_set_image (&self->viewport, width, height);
  viewport_changed (self);
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
      take_pyramid (self, image != NULL ? gesso_pyramid_new (image) : NULL);
      return;
    }

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, pyramid_built_cb, NULL);
  g_task_set_source_tag (task, gesso_image_view_set_image);
  g_task_set_task_data (task, gesso_image_ref (image), (GDestroyNotify) gesso_image_unref);
  gesso_worker_run (self->worker, task, GESSO_WORKER_PRIORITY_INTERACTIVE, build_pyramid);
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

  return self->pyramid != NULL;
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

  return self->pyramid;
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

  return &self->viewport;
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

  self->viewport.zoom = viewport->zoom;
  self->viewport.x = viewport->x;
  self->viewport.y = viewport->y;
  self->viewport.fit = viewport->fit;
  if (viewport->fit)
    gesso_viewport_set_fit (&self->viewport);
  viewport_changed (self);
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

  gesso_viewport_zoom_at (&self->viewport, zoom, self->viewport.view_width / 2,
                          self->viewport.view_height / 2);
  viewport_changed (self);
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

  gesso_viewport_set_fit (&self->viewport);
  viewport_changed (self);
}
