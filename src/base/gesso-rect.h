/* gesso-rect.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_RECT (gesso_rect_get_type ())

/**
 * GessoRect:
 * @x: left edge
 * @y: top edge
 * @width: in pixels; 0 or less is empty
 * @height: in pixels; 0 or less is empty
 *
 * A rectangle of whole pixels: a plain value. Sums of edges must fit an int.
 */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} GessoRect;

#define GESSO_RECT_EMPTY ((GessoRect) { 0, 0, 0, 0 })

GType      gesso_rect_get_type      (void) G_GNUC_CONST;
gboolean   gesso_rect_is_empty      (const GessoRect  *self);
gboolean   gesso_rect_equal         (const GessoRect  *a,
                                     const GessoRect  *b);
gboolean   gesso_rect_contains      (const GessoRect  *self,
                                     int               x,
                                     int               y);
GessoRect  gesso_rect_intersect     (const GessoRect  *a,
                                     const GessoRect  *b);
GessoRect  gesso_rect_unite         (const GessoRect  *a,
                                     const GessoRect  *b);
GessoRect  gesso_rect_outset        (const GessoRect  *self,
                                     int               n_px);

G_END_DECLS
