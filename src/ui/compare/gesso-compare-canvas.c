/* gesso-compare-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareCanvas: two pictures of one size, seen through one viewport: on both sides of a line
 * that can be moved, beside each other, or one at a time. Whatever is seen of one lies exactly
 * where it would of the other. The first picture is on the side where reading begins. Owned by the
 * compare view, which says what to show; main thread. Here the class; drawing in -draw, places in
 * -layout, pointer and keys in -input.
 */

#include "config.h"

#include "ui/compare/gesso-compare-canvas-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  PROP_ZOOM = 1,
  PROP_POSITION,
  PROP_SIDE,
} GessoCompareCanvasProperty;

static GParamSpec *properties[PROP_SIDE + 1];

G_DEFINE_FINAL_TYPE (GessoCompareCanvas, gesso_compare_canvas, GTK_TYPE_WIDGET)

gboolean
_gesso_compare_canvas_is_rtl (GessoCompareCanvas *self)
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

static void
gesso_compare_canvas_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  _gesso_compare_canvas_snapshot (GESSO_COMPARE_CANVAS (widget), snapshot);
  GTK_WIDGET_CLASS (gesso_compare_canvas_parent_class)->snapshot (widget, snapshot);
}

static void
gesso_compare_canvas_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  _gesso_compare_canvas_allocate (GESSO_COMPARE_CANVAS (widget), width, height);
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
 * gesso_compare_canvas_set_head:
 * @self: a canvas
 * @head: height of what lies over the upper edge
 *
 * At fit the pictures stay clear of it.
 */
void
gesso_compare_canvas_set_head (GessoCompareCanvas *self,
                               int                 head)
{
  g_return_if_fail (GESSO_IS_COMPARE_CANVAS (self));

  if (head == self->head)
    return;

  self->head = head;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * gesso_compare_canvas_set_foot:
 * @self: a canvas
 * @foot: height of what lies over the lower edge besides the islands
 *
 * At fit a single picture, and two that stand above each other, stay clear of it.
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
