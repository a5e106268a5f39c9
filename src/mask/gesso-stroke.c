/* gesso-stroke.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStroke turns the places where the pointer was into evenly spaced dabs. It is pure geometry:
 * it knows the canvas's size only to leave out dabs that cannot touch it, and goes on counting
 * distance out there, so that a stroke which leaves the canvas and comes back is one stroke.
 *
 * Without smoothing, the path goes straight from point to point, through every one. With smoothing
 * each point is first pulled back towards the last by a low pass in time (time constant
 * MAX_LAG_US at 1), and the path is the chain of quadratic curves whose controls are these points
 * and whose ends are the middles between them; the end of the stroke catches up with the pointer.
 *
 * The distance between dabs is the square root of the radius, roughly: discs of radius r at a
 * distance s leave a scallop of s²/8r at the rim, which is then under an eighth of a pixel for
 * every brush. Made for one stroke; one thread.
 */

#include "config.h"

#include "mask/gesso-stroke.h"

#include <math.h>

#define MAX_LAG_US 120000.0
#define MIN_STEP_US 1000.0
#define FAR_PX 1e6
#define CURVE_STEP_PX 3.0
#define MAX_CURVE_STEPS 64
#define LEAST_SIZE 0.1

typedef struct
{
  double x;
  double y;
  double pressure;
} Place;

struct _GessoStroke
{
  GessoBrush brush;
  GessoRect canvas;

  int n_points;
  Place raw;      /* the last point as it came */
  Place filtered; /* after the low pass: the control of the next curve */
  Place drawn;    /* how far the path is drawn */
  gint64 time_us; /* of the last point */
  double left;    /* along the path to the next dab */
};

static double
find_radius (const GessoStroke *self,
             double             pressure)
{
  double radius = self->brush.size / 2;

  if (self->brush.pressure_size)
    radius *= LEAST_SIZE + (1 - LEAST_SIZE) * pressure;

  return radius;
}

static double
find_spacing (double radius)
{
  return MIN (0.9 * sqrt (MAX (radius, 0.25)), MAX (radius, 0.5));
}

static void
add_dab (GessoStroke *self,
         const Place *place,
         GArray      *dabs)
{
  GessoStrokeDab dab
      = { place->x, place->y, find_radius (self, place->pressure), self->brush.opacity };
  double reach = dab.radius + 1;

  if (self->brush.pressure_opacity)
    dab.opacity *= place->pressure;
  if (dab.x + reach > self->canvas.x && dab.x - reach < self->canvas.x + self->canvas.width
      && dab.y + reach > self->canvas.y && dab.y - reach < self->canvas.y + self->canvas.height)
    g_array_append_val (dabs, dab);
}

/* Narrows the part [from, to] of a line to where low <= start + t * delta <= high. */
static void
clip (double  start,
      double  delta,
      double  low,
      double  high,
      double *from,
      double *to)
{
  double first, second;

  if (fabs (delta) < 1e-9)
    {
      if (start < low || start > high)
        *to = -1;
      return;
    }
  first = (low - start) / delta;
  second = (high - start) / delta;
  *from = MAX (*from, MIN (first, second));
  *to = MIN (*to, MAX (first, second));
}

/* Steps along without dabs, keeping the rhythm. */
static double
skip (double at,
      double until,
      double spacing)
{
  return until > at ? at + ceil ((until - at) / spacing) * spacing : at;
}

static void
draw_line (GessoStroke *self,
           const Place *end,
           GArray      *dabs)
{
  const Place start = self->drawn;
  double dx = end->x - start.x;
  double dy = end->y - start.y;
  double length = hypot (dx, dy);
  double reach = self->brush.size / 2 + 2;
  double spacing = find_spacing (find_radius (self, start.pressure));
  double from = 0, to = 1;
  double at = self->left;

  clip (start.x, dx, self->canvas.x - reach, self->canvas.x + self->canvas.width + reach, &from,
        &to);
  clip (start.y, dy, self->canvas.y - reach, self->canvas.y + self->canvas.height + reach, &from,
        &to);
  at = skip (at, from <= to ? MIN (from * length, length) : length, spacing);

  while (at < length)
    {
      double t = at / length;
      Place place = { start.x + t * dx, start.y + t * dy,
                      start.pressure + t * (end->pressure - start.pressure) };

      add_dab (self, &place, dabs);
      spacing = find_spacing (find_radius (self, place.pressure));
      at += spacing;
      if (t > to)
        at = skip (at, length, spacing);
    }
  self->left = at - length;
  self->drawn = *end;
}

static Place
find_middle (const Place *a,
             const Place *b)
{
  return (Place){ (a->x + b->x) / 2, (a->y + b->y) / 2, (a->pressure + b->pressure) / 2 };
}

/* A quadratic curve from where the path is to @end, as lines. */
static void
draw_curve (GessoStroke *self,
            const Place *control,
            const Place *end,
            GArray      *dabs)
{
  const Place start = self->drawn;
  double length = hypot (control->x - start.x, control->y - start.y)
                  + hypot (end->x - control->x, end->y - control->y);
  int n = CLAMP ((int) MIN (length / CURVE_STEP_PX, MAX_CURVE_STEPS), 1, MAX_CURVE_STEPS);

  for (int i = 1; i <= n; i++)
    {
      double t = (double) i / n;
      double a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
      Place place
          = { a * start.x + b * control->x + c * end->x, a * start.y + b * control->y + c * end->y,
              a * start.pressure + b * control->pressure + c * end->pressure };

      draw_line (self, &place, dabs);
    }
}

/**
 * gesso_stroke_new:
 * @brush: how to paint; values out of range are clamped
 * @canvas: dabs that do not touch it are left out
 *
 * Begins a stroke.
 *
 * Returns: (transfer full): the stroke
 */
GessoStroke *
gesso_stroke_new (const GessoBrush *brush,
                  const GessoRect  *canvas)
{
  GessoStroke *self;

  g_return_val_if_fail (brush != NULL && canvas != NULL, NULL);

  self = g_new0 (GessoStroke, 1);
  self->brush = *brush;
  self->brush.size = CLAMP (brush->size, GESSO_BRUSH_MIN_SIZE, GESSO_BRUSH_MAX_SIZE);
  self->brush.opacity = CLAMP (brush->opacity, 0, 1);
  self->brush.smoothing = CLAMP (brush->smoothing, 0, 1);
  self->canvas = *canvas;

  return self;
}

/**
 * gesso_stroke_free:
 * @self: (transfer full): a stroke
 *
 * Frees the stroke.
 */
void
gesso_stroke_free (GessoStroke *self)
{
  g_free (self);
}

/* The low pass: how much of the way to the new point is gone after a time. */
static Place
filter_place (GessoStroke *self,
              const Place *place,
              gint64       time_us)
{
  double elapsed = MAX ((double) (time_us - self->time_us), MIN_STEP_US);
  double share = 1 - exp (-elapsed / (self->brush.smoothing * MAX_LAG_US));

  return (Place){ self->filtered.x + share * (place->x - self->filtered.x),
                  self->filtered.y + share * (place->y - self->filtered.y),
                  self->filtered.pressure + share * (place->pressure - self->filtered.pressure) };
}

/**
 * gesso_stroke_add:
 * @self: a stroke that has not ended
 * @point: where the pointer was next; points that are no numbers are left out
 * @dabs: (element-type GessoStrokeDab): gets the dabs that the point adds, in order
 *
 * Goes on to a point. The first one gives a dab at once.
 */
void
gesso_stroke_add (GessoStroke            *self,
                  const GessoStrokePoint *point,
                  GArray                 *dabs)
{
  Place place;
  Place filtered;
  Place middle;

  g_return_if_fail (self != NULL && point != NULL && dabs != NULL);

  if (!isfinite (point->x) || !isfinite (point->y) || !isfinite (point->pressure))
    return;

  place = (Place){ CLAMP (point->x, -FAR_PX, FAR_PX), CLAMP (point->y, -FAR_PX, FAR_PX),
                   CLAMP (point->pressure, 0, 1) };
  self->raw = place;
  if (self->n_points++ == 0)
    {
      self->filtered = self->drawn = place;
      add_dab (self, &place, dabs);
      self->left = find_spacing (find_radius (self, place.pressure));
    }
  else if (self->brush.smoothing <= 0)
    draw_line (self, &place, dabs);
  else
    {
      filtered = filter_place (self, &place, point->time_us);
      middle = find_middle (&self->filtered, &filtered);
      draw_curve (self, &self->filtered, &middle, dabs);
      self->filtered = filtered;
    }
  self->time_us = point->time_us;
}

/**
 * gesso_stroke_end:
 * @self: a stroke
 * @dabs: (element-type GessoStrokeDab): gets the dabs that were still missing
 *
 * Ends the stroke where the pointer was last.
 */
void
gesso_stroke_end (GessoStroke *self,
                  GArray      *dabs)
{
  g_return_if_fail (self != NULL && dabs != NULL);

  if (self->n_points > 1 && self->brush.smoothing > 0)
    draw_curve (self, &self->filtered, &self->raw, dabs);
  if (self->n_points > 1)
    add_dab (self, &self->raw, dabs);
}
