/* gesso-sketch-field-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-field.h"

G_BEGIN_DECLS

/* Shared by the files of the class; see gesso-sketch-field.c. */

#define RADIUS       GESSO_SKETCH_PATCH_RADIUS
#define SIDE         GESSO_SKETCH_PATCH_SIDE
#define ROW_BYTES    (SIDE * 4)
#define BAND_ROWS    32
#define NO_COST      G_MAXUINT32

typedef struct
{
  gint16 x, y;
} GessoSketchPlace;

/* A shift, and where in the field it may be of use. */
typedef struct
{
  GessoSketchPlace shift;
  int left, top, right, bottom;
  gboolean is_late; /* the whole has been decided upon, so it may not change much of it */
} GessoSketchOffer;

struct _GessoSketchField
{
  int      width, height;
  int      level;     /* how often it was halved */
  guint8  *pixels;    /* (owned): 4 bytes each */
  guint8  *unknown;   /* (owned): 0 known, 1 to be filled, 2 neither filled nor copied from */
  guint8  *source;    /* (owned): 1 where a patch of only known pixels is centred */
  guint8  *target;    /* (owned): 1 where a patch with an unknown pixel is centred */
  guint16 *depth;     /* (owned): steps to the nearest known pixel, 0 when known */
  GessoSketchPlace *places;    /* (owned): of targets, the centre of the patch they copy */
  GessoSketchPlace *before;    /* (owned) (nullable): places at the start of a round */
  guint32 *costs;     /* (owned): of targets */
  guint8 *labels;     /* (owned) (nullable): which piece a pixel belongs to, 0 for none */
  GessoSketchPlace *shifts;    /* (owned) (nullable): of the pieces, from 1 on */
  guint   n_shifts;
  GessoSketchPlace *sources;   /* (owned) (nullable): list of all sources, only where all are searched */
  int      n_sources;
};

static inline gsize
_gesso_sketch_index (const GessoSketchField *self,
          int                     x,
          int                     y)
{
  return (gsize) y * self->width + x;
}

static inline gboolean
_gesso_sketch_field_is_known (const GessoSketchField *self,
                              int                     x,
                              int                     y)
{
  return x >= 0 && y >= 0 && x < self->width && y < self->height
         && self->unknown[_gesso_sketch_index (self, x, y)] == 0;
}

/* Sum of squared differences of two patches; gives up once it reaches the limit. */
static inline guint32
_gesso_sketch_compare (const GessoSketchField *self,
         int                     ax,
         int                     ay,
         int                     bx,
         int                     by,
         guint32                 limit)
{
  gsize stride = (gsize) self->width * 4;
  const guint8 *a = self->pixels + _gesso_sketch_index (self, ax - RADIUS, ay - RADIUS) * 4;
  const guint8 *b = self->pixels + _gesso_sketch_index (self, bx - RADIUS, by - RADIUS) * 4;
  guint32 sum = 0;

  for (int row = 0; row < SIDE; row++)
    {
      int part = 0;

      for (int i = 0; i < ROW_BYTES; i++)
        {
          int difference = a[i] - b[i];

          part += difference * difference;
        }
      sum += part;
      if (sum >= limit)
        return NO_COST;
      a += stride;
      b += stride;
    }

  return sum;
}

gboolean          _gesso_sketch_field_can_shift      (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y,
                                                      GessoSketchPlace        shift);
GessoSketchPlace  _gesso_sketch_field_get_shift      (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y);
int               _gesso_sketch_field_tell_apart     (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y,
                                                      GessoSketchPlace        a,
                                                      GessoSketchPlace        b);
int               _gesso_sketch_field_rim_seam       (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y,
                                                      int                     dx,
                                                      int                     dy,
                                                      GessoSketchPlace        shift);
int               _gesso_sketch_field_seam           (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y,
                                                      int                     nx,
                                                      int                     ny,
                                                      GessoSketchPlace        a,
                                                      GessoSketchPlace        b);
guint8           *_gesso_sketch_field_near_hole      (const GessoSketchField *self,
                                                      int                     reach);
gboolean          _gesso_sketch_field_find_shifts    (const GessoSketchField *self,
                                                      guint                   max,
                                                      GArray                 *offers,
                                                      GCancellable           *cancellable);
gboolean          _gesso_sketch_field_find_rim_shifts (const GessoSketchField *self,
                                                      gboolean                whole,
                                                      GArray                 *offers,
                                                      GCancellable           *cancellable);
gboolean          _gesso_sketch_field_sew_again      (GessoSketchField       *self,
                                                      guint64                 seed,
                                                      GCancellable           *cancellable);
void              _gesso_sketch_field_place_pieces   (GessoSketchField       *self,
                                                      const GessoSketchField *coarse);
GessoSketchPlace  _gesso_sketch_field_nearest_source (const GessoSketchField *self,
                                                      int                     x,
                                                      int                     y);

gboolean _gesso_sketch_field_vote (GessoSketchField *self,
                                   GessoSketchPlace *winners,
                                   GCancellable     *cancellable);
gboolean _gesso_sketch_field_is_small (const GessoSketchField *self);
gboolean _gesso_sketch_field_search   (GessoSketchField       *self,
                                       guint64                 seed,
                                       int                     n_rounds,
                                       GCancellable           *cancellable);

G_END_DECLS
