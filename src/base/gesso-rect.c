/* gesso-rect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Arithmetic on rectangles of whole pixels. Pure; any thread. */

#include "config.h"

#include "base/gesso-rect.h"

static GessoRect *
gesso_rect_copy (const GessoRect *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (GessoRect, gesso_rect, gesso_rect_copy, g_free)

/**
 * gesso_rect_is_empty:
 * @self: a rectangle
 *
 * Returns: whether it holds no pixel
 */
gboolean
gesso_rect_is_empty (const GessoRect *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->width <= 0 || self->height <= 0;
}

/**
 * gesso_rect_equal:
 * @a: a rectangle
 * @b: another
 *
 * Returns: whether they hold the same pixels
 */
gboolean
gesso_rect_equal (const GessoRect *a,
                  const GessoRect *b)
{
  if (gesso_rect_is_empty (a) || gesso_rect_is_empty (b))
    return gesso_rect_is_empty (a) && gesso_rect_is_empty (b);

  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/**
 * gesso_rect_contains:
 * @self: a rectangle
 * @x: a pixel
 * @y: a pixel
 *
 * Returns: whether the pixel lies inside
 */
gboolean
gesso_rect_contains (const GessoRect *self,
                     int              x,
                     int              y)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return x >= self->x && y >= self->y && x - self->x < self->width && y - self->y < self->height;
}

/**
 * gesso_rect_intersect:
 * @a: a rectangle
 * @b: another
 *
 * Returns: what lies in both; all zero if nothing does
 */
GessoRect
gesso_rect_intersect (const GessoRect *a,
                      const GessoRect *b)
{
  GessoRect both;

  if (gesso_rect_is_empty (a) || gesso_rect_is_empty (b))
    return GESSO_RECT_EMPTY;

  both.x = MAX (a->x, b->x);
  both.y = MAX (a->y, b->y);
  both.width = MIN (a->x + a->width, b->x + b->width) - both.x;
  both.height = MIN (a->y + a->height, b->y + b->height) - both.y;

  return gesso_rect_is_empty (&both) ? GESSO_RECT_EMPTY : both;
}

/**
 * gesso_rect_unite:
 * @a: a rectangle
 * @b: another
 *
 * Returns: the smallest rectangle with both; an empty one counts for nothing
 */
GessoRect
gesso_rect_unite (const GessoRect *a,
                  const GessoRect *b)
{
  GessoRect all;

  if (gesso_rect_is_empty (a))
    return gesso_rect_is_empty (b) ? GESSO_RECT_EMPTY : *b;
  if (gesso_rect_is_empty (b))
    return *a;

  all.x = MIN (a->x, b->x);
  all.y = MIN (a->y, b->y);
  all.width = MAX (a->x + a->width, b->x + b->width) - all.x;
  all.height = MAX (a->y + a->height, b->y + b->height) - all.y;

  return all;
}

/**
 * gesso_rect_outset:
 * @self: a rectangle
 * @n_px: how far each edge moves outwards; inwards if negative
 *
 * Returns: the grown rectangle; an empty one stays empty
 */
GessoRect
gesso_rect_outset (const GessoRect *self,
                   int              n_px)
{
  GessoRect grown;

  if (gesso_rect_is_empty (self))
    return GESSO_RECT_EMPTY;

  grown = (GessoRect){ self->x - n_px, self->y - n_px, self->width + 2 * n_px,
                       self->height + 2 * n_px };

  return gesso_rect_is_empty (&grown) ? GESSO_RECT_EMPTY : grown;
}
