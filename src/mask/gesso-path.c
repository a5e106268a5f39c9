/* gesso-path.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPath is a list of closed outlines of straight edges, in pixels of the picture. What a shape
 * tool draws is a path: shown while it is drawn, filled when it is complete. A value with one
 * owner; one thread.
 */

#include "config.h"

#include "mask/gesso-path.h"

#include <math.h>

#define FAR_PX 1e6

struct _GessoPath
{
  GArray *points; /* (owned) (element-type GessoPathPoint) */
};

/**
 * gesso_path_new:
 *
 * Returns: (transfer full): a path without points
 */
GessoPath *
gesso_path_new (void)
{
  GessoPath *self = g_new0 (GessoPath, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (GessoPathPoint));
  return self;
}

/**
 * gesso_path_free:
 * @self: (transfer full): a path
 *
 * Frees a path.
 */
void
gesso_path_free (GessoPath *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->points);
  g_free (self);
}

/**
 * gesso_path_clear:
 * @self: a path
 *
 * Takes all points out.
 */
void
gesso_path_clear (GessoPath *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->points, 0);
}

static void
add_point (GessoPath *self,
           double     x,
           double     y,
           gboolean   starts)
{
  GessoPathPoint point = { CLAMP (x, -FAR_PX, FAR_PX), CLAMP (y, -FAR_PX, FAR_PX), starts };

  if (isfinite (x) && isfinite (y))
    g_array_append_val (self->points, point);
}

/**
 * gesso_path_move_to:
 * @self: a path
 * @x: in pixels
 * @y: in pixels
 *
 * Begins a new outline. The one before is closed.
 */
void
gesso_path_move_to (GessoPath *self,
                    double     x,
                    double     y)
{
  g_return_if_fail (self != NULL);

  add_point (self, x, y, TRUE);
}

/**
 * gesso_path_line_to:
 * @self: a path
 * @x: in pixels
 * @y: in pixels
 *
 * Goes on to a corner.
 */
void
gesso_path_line_to (GessoPath *self,
                    double     x,
                    double     y)
{
  g_return_if_fail (self != NULL);

  add_point (self, x, y, self->points->len == 0);
}

/**
 * gesso_path_add_rect:
 * @self: a path
 * @x: left edge
 * @y: top edge
 * @width: in pixels
 * @height: in pixels
 *
 * Adds a rectangle as an outline of its own.
 */
void
gesso_path_add_rect (GessoPath *self,
                     double     x,
                     double     y,
                     double     width,
                     double     height)
{
  gesso_path_move_to (self, x, y);
  gesso_path_line_to (self, x + width, y);
  gesso_path_line_to (self, x + width, y + height);
  gesso_path_line_to (self, x, y + height);
}

/**
 * gesso_path_add_ellipse:
 * @self: a path
 * @x: left edge
 * @y: top edge
 * @width: in pixels
 * @height: in pixels
 *
 * Adds an ellipse as an outline of its own, exact to a twentieth of a pixel.
 */
void
gesso_path_add_ellipse (GessoPath *self,
                        double     x,
                        double     y,
                        double     width,
                        double     height)
{
  double radius = MAX (fabs (width), fabs (height)) / 2;
  int n = CLAMP ((int) (G_PI * sqrt (radius / (2 * 0.05))) + 8, 16, 4096);

  for (int i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n;
      double px = x + width / 2 + width / 2 * cos (angle);
      double py = y + height / 2 + height / 2 * sin (angle);

      if (i == 0)
        gesso_path_move_to (self, px, py);
      else
        gesso_path_line_to (self, px, py);
    }
}

/**
 * gesso_path_remove_last:
 * @self: a path
 *
 * Takes the last point out.
 *
 * Returns: %FALSE if there is none
 */
gboolean
gesso_path_remove_last (GessoPath *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->points->len == 0)
    return FALSE;
  g_array_set_size (self->points, self->points->len - 1);
  return TRUE;
}

/**
 * gesso_path_get_points:
 * @self: a path
 * @out_n_points: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_points): the points, until the path changes
 */
const GessoPathPoint *
gesso_path_get_points (const GessoPath *self,
                       guint           *out_n_points)
{
  g_return_val_if_fail (self != NULL && out_n_points != NULL, NULL);

  *out_n_points = self->points->len;
  return (const GessoPathPoint *) self->points->data;
}

/**
 * gesso_path_get_bounds:
 * @self: a path
 * @out_bounds: (out): the pixels that it touches
 *
 * Returns: %FALSE if there is no point
 */
gboolean
gesso_path_get_bounds (const GessoPath *self,
                       GessoRect       *out_bounds)
{
  double left = FAR_PX, top = FAR_PX, right = -FAR_PX, bottom = -FAR_PX;
  const GessoPathPoint *points;
  guint n;

  g_return_val_if_fail (self != NULL && out_bounds != NULL, FALSE);

  points = gesso_path_get_points (self, &n);
  *out_bounds = GESSO_RECT_EMPTY;
  if (n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      left = MIN (left, points[i].x);
      top = MIN (top, points[i].y);
      right = MAX (right, points[i].x);
      bottom = MAX (bottom, points[i].y);
    }
  out_bounds->x = (int) floor (left);
  out_bounds->y = (int) floor (top);
  out_bounds->width = (int) ceil (right) - out_bounds->x;
  out_bounds->height = (int) ceil (bottom) - out_bounds->y;

  return TRUE;
}
