/* gesso-sketch-random.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small random stream: a value on the stack, seeded from the order and a name, so that each
 * part of a drawing has its own stream and more detail in one does not move another. */
typedef struct
{
  guint64 state;
} GessoSketchRandom;

void    gesso_sketch_random_init   (GessoSketchRandom *self,
                                    guint64            seed,
                                    const char        *name);
guint32 gesso_sketch_random_next   (GessoSketchRandom *self);
double  gesso_sketch_random_unit   (GessoSketchRandom *self);
double  gesso_sketch_random_range  (GessoSketchRandom *self,
                                    double             low,
                                    double             high);
int     gesso_sketch_random_int    (GessoSketchRandom *self,
                                    int                n);

guint32 gesso_sketch_hash2         (guint32            seed,
                                    int                x,
                                    int                y) G_GNUC_CONST;
double  gesso_sketch_noise2        (guint32            seed,
                                    double             x,
                                    double             y) G_GNUC_CONST;
double  gesso_sketch_noise2_tiled  (guint32            seed,
                                    double             x,
                                    double             y,
                                    int                period_x,
                                    int                period_y) G_GNUC_CONST;
double  gesso_sketch_fbm2          (guint32            seed,
                                    double             x,
                                    double             y,
                                    int                octaves) G_GNUC_CONST;

G_END_DECLS
