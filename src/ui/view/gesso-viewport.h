/* gesso-viewport.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoViewport:
 * @view_width: width of the view
 * @view_height: height of the view
 * @image_width: width of the picture, in its own pixels
 * @image_height: height of the picture
 * @left: what is shown beside the picture on the left, in picture pixels
 * @top: the same above
 * @right: the same on the right
 * @bottom: the same below
 * @margin: air around the picture at fit
 * @head: height of what lies over the view's upper edge, kept clear at fit
 * @foot: height of what lies over the view's lower edge, kept clear at fit
 * @zoom: view units per picture pixel
 * @x: where the picture's left edge is in the view
 * @y: where the picture's top edge is in the view
 * @fit: whether the picture follows the size of the view
 *
 * Zoom and pan arithmetic: a plain value, all lengths in view units unless said otherwise.
 */
typedef struct
{
  double   view_width;
  double   view_height;
  double   image_width;
  double   image_height;
  double   left;
  double   top;
  double   right;
  double   bottom;
  double   margin;
  double   head;
  double   foot;
  double   zoom;
  double   x;
  double   y;
  gboolean fit;
} GessoViewport;

#define GESSO_VIEWPORT_MIN_ZOOM 0.01
#define GESSO_VIEWPORT_MAX_ZOOM 64.0
#define GESSO_VIEWPORT_INIT { .margin = 24, .zoom = 1, .fit = TRUE }

void   gesso_viewport_set_view     (GessoViewport *self,
                                    double         width,
                                    double         height);
void   gesso_viewport_set_image    (GessoViewport *self,
                                    double         width,
                                    double         height);
void   gesso_viewport_set_surround (GessoViewport *self,
                                    double         left,
                                    double         top,
                                    double         right,
                                    double         bottom);
double gesso_viewport_get_fit_zoom (GessoViewport *self);
void   gesso_viewport_set_fit      (GessoViewport *self);
void   gesso_viewport_zoom_at      (GessoViewport *self,
                                    double         zoom,
                                    double         x,
                                    double         y);
void   gesso_viewport_pan          (GessoViewport *self,
                                    double         dx,
                                    double         dy);
void   gesso_viewport_to_image     (GessoViewport *self,
                                    double         x,
                                    double         y,
                                    double        *out_x,
                                    double        *out_y);

G_END_DECLS
