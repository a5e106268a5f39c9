/* gesso-compare-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareCanvas: two pictures of one size, seen through one viewport: on both sides of a line
 * that can be moved, beside each other, or one at a time. Whatever is seen of one lies exactly
 * where it would of the other. The first picture is on the side where reading begins. Owned by the
 * compare view, which says what to show; pointer and keys in -input. Main thread.
 */

#include "config.h"

#include "ui/compare/gesso-compare-canvas-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* The bar above, the other islands below. */
#define HEAD_PX 56
#define FOOT_PX 52
#define MARGIN_PX 24
#define NARROW_MARGIN_PX 6
#define GAP_PX 2
#define NAME_PX 9

typedef enum
{
  PROP_ZOOM = 1,
  PROP_POSITION,
  PROP_SIDE,
} GessoCompareCanvasProperty;

static GParamSpec *properties[PROP_SIDE + 1];

G_DEFINE_FINAL_TYPE (GessoCompareCanvas, gesso_compare_canvas, GTK_TYPE_WIDGET)

static gboolean
is_rtl (GessoCompareCanvas *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
viewport_changed_cb (GessoCompareCanvas *self)
{
  /* Handle and names lie on what is seen; an allocation places them anyhow. */
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* The line. */

/* What can be seen of the picture, in view units; FALSE when there is nothing. */
gboolean
_gesso_compare_canvas_get_seen (GessoCompareCanvas *self,
                                graphene_rect_t    *out_rect)
{
  const GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  double left = MAX (v->x, 0);
  double top = MAX (v->y, 0);
  double right = MIN (v->x + v->image_width * v->zoom, v->view_width);
  double bottom = MIN (v->y + v->image_height * v->zoom, v->view_height);

  graphene_rect_init (out_rect, left, top, MAX (right - left, 0), MAX (bottom - top, 0));
  return right > left && bottom > top;
}

/* Where the line is, on whole device pixels: no pixel is mixed of both. */
double
_gesso_compare_canvas_get_line (GessoCompareCanvas *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double share = is_rtl (self) ? 1 - self->position : self->position;
  graphene_rect_t seen;

  _gesso_compare_canvas_get_seen (self, &seen);
  return round ((seen.origin.x + share * seen.size.width) * scale) / scale;
}

void
_gesso_compare_canvas_place_line (GessoCompareCanvas *self,
                                  double              x)
{
  graphene_rect_t seen;
  double share;

  if (!_gesso_compare_canvas_get_seen (self, &seen))
    return;

  share = (x - seen.origin.x) / seen.size.width;
  gesso_compare_canvas_set_position (self, is_rtl (self) ? 1 - share : share);
}

/* Which of both is seen while blinking: the other one for as long as it is wanted. */
guint
_gesso_compare_canvas_get_shown (GessoCompareCanvas *self)
{
  return self->held != 0 ? 1 - self->side : self->side;
}

static void
show_children (GessoCompareCanvas *self)
{
  guint shown = _gesso_compare_canvas_get_shown (self);
  gboolean two = self->layout == GESSO_COMPARE_WIPE || self->layout == GESSO_COMPARE_BESIDE;
  gboolean blinks = self->layout == GESSO_COMPARE_BLINK;

  gtk_widget_set_visible (GTK_WIDGET (self->handle), self->layout == GESSO_COMPARE_WIPE);
  for (guint i = 0; i < 2; i++)
    gtk_widget_set_visible (self->names[i], two || (blinks && shown == i));
}

void
_gesso_compare_canvas_side_changed (GessoCompareCanvas *self)
{
  show_children (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}

/* Drawing. */

static void
snapshot_picture (GessoCompareCanvas    *self,
                  GtkSnapshot           *snapshot,
                  guint                  side,
                  const GdkRectangle    *pane,
                  const graphene_rect_t *clip)
{
  const GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA color = dark ? (GdkRGBA){ 1, 1, 1, 0.06 } : (GdkRGBA){ 0, 0, 0, 0.06 };

  gtk_snapshot_push_clip (snapshot, clip);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (pane->x, pane->y));
  if (gesso_picture_tiles_get_pyramid (self->tiles[side]) != NULL)
    gesso_picture_tiles_append (self->tiles[side], snapshot, v,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)), dark);
  else
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (v->x, v->y, v->image_width * v->zoom,
                                                    v->image_height * v->zoom));
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/* White with a dark rim, so that it is seen on everything. */
static void
snapshot_line (GtkSnapshot           *snapshot,
               const graphene_rect_t *seen,
               double                 x)
{
  const GdkRGBA rim = { 0, 0, 0, 0.45 };
  const GdkRGBA core = { 1, 1, 1, 1 };

  gtk_snapshot_append_color (snapshot, &rim,
                             &GRAPHENE_RECT_INIT (x - 2, seen->origin.y, 4, seen->size.height));
  gtk_snapshot_append_color (snapshot, &core,
                             &GRAPHENE_RECT_INIT (x - 1, seen->origin.y, 2, seen->size.height));
}

static void
snapshot_wipe (GessoCompareCanvas *self,
               GtkSnapshot        *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = _gesso_compare_canvas_get_line (self);
  guint left = is_rtl (self) ? 1 : 0;
  graphene_rect_t seen;

  snapshot_picture (self, snapshot, left, &self->panes[0], &GRAPHENE_RECT_INIT (0, 0, x, height));
  snapshot_picture (self, snapshot, 1 - left, &self->panes[0],
                    &GRAPHENE_RECT_INIT (x, 0, width - x, height));
  if (_gesso_compare_canvas_get_seen (self, &seen))
    snapshot_line (snapshot, &seen, x);
}

static void
snapshot_pane (GessoCompareCanvas *self,
               GtkSnapshot        *snapshot,
               guint               side,
               guint               pane)
{
  const GdkRectangle *at = &self->panes[pane];

  snapshot_picture (self, snapshot, side, at,
                    &GRAPHENE_RECT_INIT (at->x, at->y, at->width, at->height));
}

static void
gesso_compare_canvas_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (widget);

  if (gesso_pan_zoom_get_viewport (self->pan_zoom)->image_width > 0)
    switch (self->layout)
      {
      case GESSO_COMPARE_WIPE:
        snapshot_wipe (self, snapshot);
        break;
      case GESSO_COMPARE_BESIDE:
        snapshot_pane (self, snapshot, 0, 0);
        snapshot_pane (self, snapshot, 1, 1);
        break;
      case GESSO_COMPARE_BLINK:
        snapshot_pane (self, snapshot, _gesso_compare_canvas_get_shown (self), 0);
        break;
      case GESSO_COMPARE_ONE:
      default:
        snapshot_pane (self, snapshot, 0, 0);
      }
  GTK_WIDGET_CLASS (gesso_compare_canvas_parent_class)->snapshot (widget, snapshot);
}

/* Places. */

/* One pane, or two of the same size in the order of reading. */
static void
place_panes (GessoCompareCanvas *self,
             int                 width,
             int                 height)
{
  GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  gboolean stacked = self->layout == GESSO_COMPARE_BESIDE && height > width;
  GdkRectangle *first = &self->panes[0];
  GdkRectangle *second = &self->panes[1];

  v->margin = stacked ? NARROW_MARGIN_PX : MARGIN_PX;
  v->head = stacked ? 0 : HEAD_PX;
  v->foot = stacked ? 0 : FOOT_PX;
  *first = *second = (GdkRectangle){ 0, 0, width, height };
  if (stacked)
    {
      /* Between bar and islands, which would take too much of both. */
      int half = MAX ((height - HEAD_PX - FOOT_PX - self->foot - GAP_PX) / 2, 1);

      *first = (GdkRectangle){ 0, HEAD_PX, width, half };
      *second = (GdkRectangle){ 0, HEAD_PX + half + GAP_PX, width, half };
    }
  else if (self->layout == GESSO_COMPARE_BESIDE)
    {
      int half = MAX ((width - GAP_PX) / 2, 1);

      first->width = second->width = half;
      if (is_rtl (self))
        first->x = half + GAP_PX;
      else
        second->x = half + GAP_PX;
    }
  gesso_pan_zoom_set_view (self->pan_zoom, first->width, first->height);
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, y)));
}

/* In the upper corner of what is seen of its picture, on its own side. */
static void
allocate_name (GessoCompareCanvas *self,
               guint               side)
{
  const GdkRectangle *pane = &self->panes[side];
  gboolean shares = self->layout == GESSO_COMPARE_WIPE;
  gboolean at_end = (shares && side == 1) != is_rtl (self);
  int clear = pane->height < gtk_widget_get_height (GTK_WIDGET (self)) ? 0 : HEAD_PX;
  graphene_rect_t seen;
  int x, y, room, least, width, height;

  if (!gtk_widget_should_layout (self->names[side]))
    return;

  _gesso_compare_canvas_get_seen (self, &seen);
  x = pane->x + (int) seen.origin.x;
  y = pane->y + MAX ((int) seen.origin.y + NAME_PX, clear);
  room = (int) seen.size.width / (shares ? 2 : 1) - 2 * NAME_PX;
  gtk_widget_measure (self->names[side], GTK_ORIENTATION_HORIZONTAL, -1, &least, &width, NULL,
                      NULL);
  width = MAX (MIN (width, room), least);
  gtk_widget_measure (self->names[side], GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                      NULL);
  allocate_child (self->names[side],
                  at_end ? x + (int) seen.size.width - width - NAME_PX : x + NAME_PX, y, width,
                  height);
}

static void
allocate_handle (GessoCompareCanvas *self)
{
  GtkWidget *handle = GTK_WIDGET (self->handle);
  graphene_rect_t seen;
  int width, height;

  if (!gtk_widget_should_layout (handle))
    return;

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (handle, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  _gesso_compare_canvas_get_seen (self, &seen);
  allocate_child (handle, (int) (_gesso_compare_canvas_get_line (self) - width / 2.0),
                  (int) (seen.origin.y + (seen.size.height - (float) height) / 2), width, height);
}

static void
gesso_compare_canvas_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (widget);

  self->allocating = TRUE;
  place_panes (self, width, height);
  self->allocating = FALSE;
  allocate_name (self, 0);
  allocate_name (self, 1);
  allocate_handle (self);
}

static void
gesso_compare_canvas_measure (GtkWidget      *widget,
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
gesso_compare_canvas_dispose (GObject *object)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (object);

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->names[i], gtk_widget_unparent);
  if (self->handle != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->handle));
  self->handle = NULL;

  G_OBJECT_CLASS (gesso_compare_canvas_parent_class)->dispose (object);
}

static void
gesso_compare_canvas_finalize (GObject *object)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (object);

  for (guint i = 0; i < 2; i++)
    gesso_picture_tiles_free (self->tiles[i]);
  g_object_unref (self->pan_zoom);

  G_OBJECT_CLASS (gesso_compare_canvas_parent_class)->finalize (object);
}

static void
gesso_compare_canvas_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  GessoCompareCanvas *self = GESSO_COMPARE_CANVAS (object);

  switch ((GessoCompareCanvasProperty) id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, gesso_compare_canvas_get_viewport (self)->zoom);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case PROP_SIDE:
      g_value_set_uint (value, _gesso_compare_canvas_get_shown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_compare_canvas_class_init (GessoCompareCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = gesso_compare_canvas_dispose;
  object_class->finalize = gesso_compare_canvas_finalize;
  object_class->get_property = gesso_compare_canvas_get_property;
  widget_class->snapshot = gesso_compare_canvas_snapshot;
  widget_class->measure = gesso_compare_canvas_measure;
  widget_class->size_allocate = gesso_compare_canvas_size_allocate;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, 1, 0.5, flags);
  /* What is seen while blinking, held keys and buttons included. */
  properties[PROP_SIDE] = g_param_spec_uint ("side", NULL, NULL, 0, 1, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "comparecanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gesso_pan_zoom_install (widget_class);
  _gesso_compare_canvas_install_keys (widget_class);
}

static GtkWidget *
add_name (GessoCompareCanvas *self)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "compare-name");
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
gesso_compare_canvas_init (GessoCompareCanvas *self)
{
  self->position = 0.5;
  self->side = 1;
  self->pan_zoom = gesso_pan_zoom_new (GTK_WIDGET (self), GESSO_PAN_ZOOM_PRIMARY);
  gesso_pan_zoom_set_fold (self->pan_zoom, _gesso_compare_canvas_fold);
  for (guint i = 0; i < 2; i++)
    {
      self->tiles[i] = gesso_picture_tiles_new ();
      self->names[i] = add_name (self);
    }
  self->handle = GESSO_WIPE_HANDLE (gesso_wipe_handle_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->handle), GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Comparison"), -1);
  _gesso_compare_canvas_add_input (self);
  show_children (self);
  g_signal_connect_object (self->pan_zoom, "changed", G_CALLBACK (viewport_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gesso_compare_canvas_new (void)
{
  return g_object_new (GESSO_TYPE_COMPARE_CANVAS, NULL);
}

/**
 * gesso_compare_canvas_set_size:
 * @self: a canvas
 * @width: of both pictures, in their pixels
 * @height: of both pictures
 */
void
gesso_compare_canvas_set_size (GessoCompareCanvas *self,
                               int                 width,
                               int                 height)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  gesso_pan_zoom_set_image (self->pan_zoom, width, height);
}

/**
 * gesso_compare_canvas_set_foot:
 * @self: a canvas
 * @foot: height of what lies over the lower edge besides the islands
 *
 * Where the pictures stand above each other they stay clear of it.
 */
void
gesso_compare_canvas_set_foot (GessoCompareCanvas *self,
                               int                 foot)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  self->foot = foot;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * gesso_compare_canvas_set_picture:
 * @self: a canvas
 * @side: 0 for the first, 1 for the second
 * @pyramid: (nullable): the picture, once it is there
 */
void
gesso_compare_canvas_set_picture (GessoCompareCanvas *self,
                                  guint               side,
                                  GessoPyramid       *pyramid)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));
  g_return_if_fail (side < 2);

  gesso_picture_tiles_set_pyramid (self->tiles[side], pyramid);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_compare_canvas_get_picture:
 * @self: a canvas
 * @side: 0 for the first, 1 for the second
 *
 * Returns: (transfer none) (nullable): the picture
 */
GessoPyramid *
gesso_compare_canvas_get_picture (GessoCompareCanvas *self,
                                  guint               side)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_CANVAS (self), NULL);
  g_return_val_if_fail (side < 2, NULL);

  return gesso_picture_tiles_get_pyramid (self->tiles[side]);
}

/**
 * gesso_compare_canvas_set_names:
 * @self: a canvas
 * @first: what the first picture is
 * @second: what the second picture is
 */
void
gesso_compare_canvas_set_names (GessoCompareCanvas *self,
                                const char         *first,
                                const char         *second)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  gtk_label_set_text (GTK_LABEL (self->names[0]), first);
  gtk_label_set_text (GTK_LABEL (self->names[1]), second);
}

/**
 * gesso_compare_canvas_get_layout:
 * @self: a canvas
 *
 * Returns: how the pictures share the view
 */
GessoCompareLayout
gesso_compare_canvas_get_layout (GessoCompareCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_CANVAS (self), GESSO_COMPARE_ONE);

  return self->layout;
}

/**
 * gesso_compare_canvas_set_layout:
 * @self: a canvas
 * @layout: how the pictures share the view
 */
void
gesso_compare_canvas_set_layout (GessoCompareCanvas *self,
                                 GessoCompareLayout  layout)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  if (layout == self->layout)
    return;

  self->layout = layout;
  self->wiping = FALSE;
  self->held = 0;
  show_children (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_compare_canvas_get_position:
 * @self: a canvas
 *
 * Returns: how much of what is seen is the first picture's, 0 to 1
 */
double
gesso_compare_canvas_get_position (GessoCompareCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_CANVAS (self), 0);

  return self->position;
}

/**
 * gesso_compare_canvas_set_position:
 * @self: a canvas
 * @position: how much of what is seen shall be the first picture's; limited to 0 to 1
 *
 * Moves the line.
 */
void
gesso_compare_canvas_set_position (GessoCompareCanvas *self,
                                   double              position)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  position = CLAMP (position, 0, 1);
  if (position == self->position)
    return;

  self->position = position;
  gesso_wipe_handle_set_value (self->handle, position);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/**
 * gesso_compare_canvas_get_side:
 * @self: a canvas
 *
 * Returns: which picture is seen while blinking, as long as nothing is held: 0 or 1
 */
guint
gesso_compare_canvas_get_side (GessoCompareCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_CANVAS (self), 0);

  return self->side;
}

/**
 * gesso_compare_canvas_set_side:
 * @self: a canvas
 * @side: which picture to show while blinking: 0 or 1
 */
void
gesso_compare_canvas_set_side (GessoCompareCanvas *self,
                               guint               side)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));
  g_return_if_fail (side < 2);

  if (side == self->side)
    return;

  self->side = side;
  _gesso_compare_canvas_side_changed (self);
}

/**
 * gesso_compare_canvas_get_viewport:
 * @self: a canvas
 *
 * Returns: (transfer none): zoom and place, of each pane where there are two
 */
const GessoViewport *
gesso_compare_canvas_get_viewport (GessoCompareCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_CANVAS (self), NULL);

  return gesso_pan_zoom_get_viewport (self->pan_zoom);
}

/**
 * gesso_compare_canvas_set_viewport:
 * @self: a canvas
 * @viewport: where another view of the same picture was
 */
void
gesso_compare_canvas_set_viewport (GessoCompareCanvas  *self,
                                   const GessoViewport *viewport)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  gesso_pan_zoom_set_viewport (self->pan_zoom, viewport);
}
