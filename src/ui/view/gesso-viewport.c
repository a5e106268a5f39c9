/* gesso-viewport.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/view/gesso-viewport.h"

#include <math.h>

/* A picture that fits is centred; a larger one leaves no gap at its edges but the margin. */
static double
settle (double offset,
        double view,
        double image,
        double margin,
        double head,
        double foot)
{
  if (image + 2 * margin + head + foot <= view)
    return head + floor ((view - head - foot - image) / 2);

  return CLAMP (offset, view - margin - foot - image, margin + head);
}

/* The picture with what is shown around it. */
static double
whole_width (const GessoViewport *self)
{
  return self->left + self->image_width + self->right;
}

static double
whole_height (const GessoViewport *self)
{
  return self->top + self->image_height + self->bottom;
}

static void
settle_both (GessoViewport *self)
{
  double left = self->left * self->zoom;
  double top = self->top * self->zoom;

  self->x = left
            + settle (self->x - left, self->view_width, whole_width (self) * self->zoom,
                      self->margin, 0, 0);
  self->y = top
            + settle (self->y - top, self->view_height, whole_height (self) * self->zoom,
                      self->margin, self->head, self->foot);
}

/**
 * gesso_viewport_get_fit_zoom:
 * @self: a viewport
 *
 * Returns: the zoom at which the whole picture is seen with its margin, never more than 1 for
 *   pictures that are smaller than the view
 */
double
gesso_viewport_get_fit_zoom (GessoViewport *self)
{
  double zoom;

  if (self->image_width <= 0 || self->image_height <= 0)
    return 1;

  zoom = MIN ((self->view_width - 2 * self->margin) / whole_width (self),
              (self->view_height - 2 * self->margin - self->head - self->foot)
                  / whole_height (self));
  return CLAMP (zoom, GESSO_VIEWPORT_MIN_ZOOM, 1.0);
}

/**
 * gesso_viewport_set_fit:
 * @self: a viewport
 *
 * Shows the whole picture, now and whenever the view changes its size.
 */
void
gesso_viewport_set_fit (GessoViewport *self)
{
  self->fit = TRUE;
  self->zoom = gesso_viewport_get_fit_zoom (self);
  settle_both (self);
}

/**
 * gesso_viewport_set_view:
 * @self: a viewport
 * @width: of the view
 * @height: of the view
 *
 * What was in the middle stays in the middle.
 */
void
gesso_viewport_set_view (GessoViewport *self,
                         double         width,
                         double         height)
{
  double dx = (width - self->view_width) / 2;
  double dy = (height - self->view_height) / 2;

  self->view_width = width;
  self->view_height = height;
  if (self->fit)
    {
      gesso_viewport_set_fit (self);
      return;
    }

  self->x += dx;
  self->y += dy;
  settle_both (self);
}

/**
 * gesso_viewport_set_image:
 * @self: a viewport
 * @width: of the picture, in its own pixels
 * @height: of the picture
 *
 * A picture of the same size keeps zoom and place, so that versions can be told apart.
 */
void
gesso_viewport_set_image (GessoViewport *self,
                          double         width,
                          double         height)
{
  if (self->image_width == width && self->image_height == height)
    return;

  self->image_width = width;
  self->image_height = height;
  gesso_viewport_set_fit (self);
}

/**
 * gesso_viewport_set_surround:
 * @self: a viewport
 * @left: picture pixels beside the picture that can be looked at as well, at least 0
 * @top: the same above it
 * @right: the same on the right
 * @bottom: the same below it
 *
 * At fit the picture and its surround are seen; otherwise the picture stays where it is, as far as
 * that leaves no gap.
 */
void
gesso_viewport_set_surround (GessoViewport *self,
                             double         left,
                             double         top,
                             double         right,
                             double         bottom)
{
  self->left = left;
  self->top = top;
  self->right = right;
  self->bottom = bottom;
  if (self->fit)
    gesso_viewport_set_fit (self);
  else
    settle_both (self);
}

/**
 * gesso_viewport_zoom_at:
 * @self: a viewport
 * @zoom: view units per picture pixel; limited
 * @x: the point that stays where it is
 * @y: the point that stays where it is
 */
void
gesso_viewport_zoom_at (GessoViewport *self,
                        double         zoom,
                        double         x,
                        double         y)
{
  double image_x, image_y;

  gesso_viewport_to_image (self, x, y, &image_x, &image_y);
  self->fit = FALSE;
  self->zoom = CLAMP (zoom, GESSO_VIEWPORT_MIN_ZOOM, GESSO_VIEWPORT_MAX_ZOOM);
  self->x = x - image_x * self->zoom;
  self->y = y - image_y * self->zoom;
  settle_both (self);
}

/**
 * gesso_viewport_pan:
 * @self: a viewport
 * @dx: to the right
 * @dy: downwards
 */
void
gesso_viewport_pan (GessoViewport *self,
                    double         dx,
                    double         dy)
{
  self->x += dx;
  self->y += dy;
  settle_both (self);
}

/**
 * gesso_viewport_to_image:
 * @self: a viewport
 * @x: a point in the view
 * @y: a point in the view
 * @out_x: (out): the point in picture pixels; may lie outside the picture
 * @out_y: (out): the point in picture pixels
 */
void
gesso_viewport_to_image (GessoViewport *self,
                         double         x,
                         double         y,
                         double        *out_x,
                         double        *out_y)
{
  *out_x = (x - self->x) / self->zoom;
  *out_y = (y - self->y) / self->zoom;
}
