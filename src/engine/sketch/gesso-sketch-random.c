/* gesso-sketch-random.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchRandom: named random streams and the lattice noise of the drawing. Nothing here has
 * global state; a stream lives on the stack of the function that draws with it, on whatever
 * thread that is. */

#include "config.h"

#include "engine/sketch/gesso-sketch-random.h"

#include <math.h>

static guint64
mix64 (guint64 value)
{
  /* The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static inline double
smooth (double t)
{
  return t * t * t * (t * (t * 6 - 15) + 10);
}

static inline double
lattice (guint32 seed,
         int     x,
         int     y)
{
  return gesso_sketch_hash2 (seed, x, y) * (1.0 / 4294967295.0);
}

static inline int
wrap (int value,
      int period)
{
  return ((value % period) + period) % period;
}

/**
 * gesso_sketch_random_init:
 * @self: (out caller-allocates): the stream
 * @seed: the seed of the picture
 * @name: what the stream is for
 */
void
gesso_sketch_random_init (GessoSketchRandom *self,
                          guint64            seed,
                          const char        *name)
{
  guint64 hash = seed ^ G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  for (; *name != '\0'; name++)
    hash = mix64 (hash + (guint8) *name);

  self->state = mix64 (hash);
}

/**
 * gesso_sketch_random_next:
 * @self: a stream
 *
 * Returns: the next 32 random bits
 */
guint32
gesso_sketch_random_next (GessoSketchRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint32) (mix64 (self->state) >> 32);
}

/**
 * gesso_sketch_random_unit:
 * @self: a stream
 *
 * Returns: a number from 0 up to, but without, 1
 */
double
gesso_sketch_random_unit (GessoSketchRandom *self)
{
  return gesso_sketch_random_next (self) * (1.0 / 4294967296.0);
}

/**
 * gesso_sketch_random_range:
 * @self: a stream
 * @low: the lower end
 * @high: the upper end
 *
 * Returns: a number between the two
 */
double
gesso_sketch_random_range (GessoSketchRandom *self,
                           double             low,
                           double             high)
{
  return low + (high - low) * gesso_sketch_random_unit (self);
}

/**
 * gesso_sketch_random_int:
 * @self: a stream
 * @n: how many values there are, at least 1
 *
 * Returns: a number from 0 to @n - 1
 */
int
gesso_sketch_random_int (GessoSketchRandom *self,
                         int                n)
{
  return (int) (gesso_sketch_random_unit (self) * n);
}

/**
 * gesso_sketch_hash2:
 * @seed: which field
 * @x: column
 * @y: row
 *
 * Returns: 32 bits that look random and depend on nothing else
 */
guint32
gesso_sketch_hash2 (guint32 seed,
                    int     x,
                    int     y)
{
  guint32 hash = seed * 0x9e3779b1u + (guint32) x * 0x85ebca77u + (guint32) y * 0xc2b2ae3du;

  hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
  hash = (hash ^ (hash >> 12)) * 0x297a2d39u;
  return hash ^ (hash >> 15);
}

/**
 * gesso_sketch_noise2:
 * @seed: which field
 * @x: place; the lattice has a step of 1
 * @y: place
 *
 * Value noise with a quintic fade.
 *
 * Returns: 0 … 1
 */
double
gesso_sketch_noise2 (guint32 seed,
                     double  x,
                     double  y)
{
  int ix = (int) floor (x);
  int iy = (int) floor (y);
  double u = smooth (x - ix);
  double v = smooth (y - iy);
  double top = lattice (seed, ix, iy) * (1 - u) + lattice (seed, ix + 1, iy) * u;
  double bottom = lattice (seed, ix, iy + 1) * (1 - u) + lattice (seed, ix + 1, iy + 1) * u;

  return top * (1 - v) + bottom * v;
}

/**
 * gesso_sketch_noise2_tiled:
 * @seed: which field
 * @x: place
 * @y: place
 * @period_x: after how many lattice steps it repeats, at least 1
 * @period_y: the same downwards
 *
 * As gesso_sketch_noise2(), but without a seam between repetitions.
 *
 * Returns: 0 … 1
 */
double
gesso_sketch_noise2_tiled (guint32 seed,
                           double  x,
                           double  y,
                           int     period_x,
                           int     period_y)
{
  int ix = (int) floor (x);
  int iy = (int) floor (y);
  double u = smooth (x - ix);
  double v = smooth (y - iy);
  int x0 = wrap (ix, period_x);
  int x1 = wrap (ix + 1, period_x);
  int y0 = wrap (iy, period_y);
  int y1 = wrap (iy + 1, period_y);
  double top = lattice (seed, x0, y0) * (1 - u) + lattice (seed, x1, y0) * u;
  double bottom = lattice (seed, x0, y1) * (1 - u) + lattice (seed, x1, y1) * u;

  return top * (1 - v) + bottom * v;
}

/**
 * gesso_sketch_fbm2:
 * @seed: which field
 * @x: place
 * @y: place
 * @octaves: how many layers of noise, each half as strong and twice as fine
 *
 * Returns: 0 … 1, mostly near the middle
 */
double
gesso_sketch_fbm2 (guint32 seed,
                   double  x,
                   double  y,
                   int     octaves)
{
  double sum = 0;
  double weight = 0.5;
  double total = 0;

  for (int i = 0; i < octaves; i++)
    {
      sum += weight * gesso_sketch_noise2 (seed + (guint32) i, x, y);
      total += weight;
      weight *= 0.5;
      x = x * 2.03 + 17.1;
      y = y * 2.03 + 5.7;
    }

  return total > 0 ? sum / total : 0.5;
}
