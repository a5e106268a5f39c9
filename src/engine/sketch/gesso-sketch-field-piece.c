/* gesso-sketch-field-piece.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the pieces of a quilt: what is seen of their seams, and how they are carried
 * from a small level to a larger one. See gesso-sketch-field-quilt.c.
 *
 * A shift that was found on a small level is known there to a pixel, which is several of the level
 * above. So each piece is tried a little to every side and stays where least is seen of its edge:
 * a groove meets its continuation to the pixel at the end. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

/* What a seam costs that cannot be seen at all, and one of which nothing can be known. */
#define SEAM 12
#define BLIND 90

/* How far from the hole known ground is compared. */
#define RIM_DEPTH 4

/* How far a piece is moved to every side, and how often all are tried. */
#define NUDGE 2
#define N_ROUNDS 2

static const gint8 around[4][2] = { { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 } };

/* Whether the patch around a pixel can be copied by a shift. A pixel at the edge of the picture
 * belongs to the nearest whole patch. */
gboolean
_gesso_sketch_field_can_shift (const GessoSketchField *self,
                               int                     x,
                               int                     y,
                               GessoSketchPlace        shift)
{
  int px = CLAMP (x, RADIUS, self->width - 1 - RADIUS) + shift.x;
  int py = CLAMP (y, RADIUS, self->height - 1 - RADIUS) + shift.y;

  return px >= RADIUS && py >= RADIUS && px < self->width - RADIUS && py < self->height - RADIUS
         && self->source[_gesso_sketch_index (self, px, py)];
}

/* By which shift the patch around a pixel is copied. */
GessoSketchPlace
_gesso_sketch_field_get_shift (const GessoSketchField *self,
                               int                     x,
                               int                     y)
{
  int px = CLAMP (x, RADIUS, self->width - 1 - RADIUS);
  int py = CLAMP (y, RADIUS, self->height - 1 - RADIUS);
  GessoSketchPlace place = self->places[_gesso_sketch_index (self, px, py)];

  return (GessoSketchPlace){ place.x - px, place.y - py };
}

/* How different two shifts make a pixel, in colour and in its steps to the next ones. */
int
_gesso_sketch_field_tell_apart (const GessoSketchField *self,
                                int                     x,
                                int                     y,
                                GessoSketchPlace        a,
                                GessoSketchPlace        b)
{
  const guint8 *p, *q;
  gsize right = 4, down = (gsize) self->width * 4;
  int sum = 0;

  if (!_gesso_sketch_field_is_known (self, x + a.x, y + a.y)
      || !_gesso_sketch_field_is_known (self, x + b.x, y + b.y))
    return BLIND;
  p = self->pixels + _gesso_sketch_index (self, x + a.x, y + a.y) * 4;
  q = self->pixels + _gesso_sketch_index (self, x + b.x, y + b.y) * 4;
  for (int c = 0; c < 4; c++)
    sum += ABS (p[c] - q[c]);
  if (_gesso_sketch_field_is_known (self, x + a.x + 1, y + a.y)
      && _gesso_sketch_field_is_known (self, x + b.x + 1, y + b.y))
    sum += 2 * ABS (p[right + 1] - p[1] - q[right + 1] + q[1]);
  if (_gesso_sketch_field_is_known (self, x + a.x, y + a.y + 1)
      && _gesso_sketch_field_is_known (self, x + b.x, y + b.y + 1))
    sum += 2 * ABS (p[down + 1] - p[1] - q[down + 1] + q[1]);

  return sum;
}

/* What is seen of the seam between two neighbours with these shifts. It is a metric of the shifts
 * as long as all is known, which is what a cut needs. */
int
_gesso_sketch_field_seam (const GessoSketchField *self,
                          int                     x,
                          int                     y,
                          int                     nx,
                          int                     ny,
                          GessoSketchPlace        a,
                          GessoSketchPlace        b)
{
  if (a.x == b.x && a.y == b.y)
    return 0;

  return SEAM + _gesso_sketch_field_tell_apart (self, x, y, a, b)
         + _gesso_sketch_field_tell_apart (self, nx, ny, a, b);
}

/* What is seen where a pixel with a shift meets known ground in a direction: how well what lies
 * there and behind it is found again beside the place that is copied. A seam shows at the first
 * pixel, but a line beside it says more about where the piece belongs. */
int
_gesso_sketch_field_rim_seam (const GessoSketchField *self,
                              int                     x,
                              int                     y,
                              int                     dx,
                              int                     dy,
                              GessoSketchPlace        shift)
{
  GessoSketchPlace none = { 0, 0 };
  int sum = 4 * _gesso_sketch_field_tell_apart (self, x + dx, y + dy, none, shift);

  for (int i = 2; i <= RIM_DEPTH; i++)
    sum += _gesso_sketch_field_is_known (self, x + i * dx, y + i * dy)
               ? _gesso_sketch_field_tell_apart (self, x + i * dx, y + i * dy, none, shift)
               : 0;

  return sum / (RIM_DEPTH + 3);
}

/* A byte a pixel: 1 for what is known and no further from the hole than @reach, in city blocks. */
guint8 *
_gesso_sketch_field_near_hole (const GessoSketchField *self,
                               int                     reach)
{
  int width = self->width, height = self->height;
  gsize n = (gsize) width * height;
  g_autofree int *distance = g_new (int, n);
  guint8 *near = g_malloc (n);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        int best = reach;

        if (x > 0)
          best = MIN (best, distance[at - 1]);
        if (y > 0)
          best = MIN (best, distance[at - width]);
        distance[at] = self->unknown[at] == 1 ? 0 : best + 1;
      }
  for (int y = height - 1; y >= 0; y--)
    for (int x = width - 1; x >= 0; x--)
      {
        gsize at = _gesso_sketch_index (self, x, y);

        if (x < width - 1)
          distance[at] = MIN (distance[at], distance[at + 1] + 1);
        if (y < height - 1)
          distance[at] = MIN (distance[at], distance[at + width] + 1);
        near[at] = distance[at] <= reach && self->unknown[at] == 0;
      }

  return near;
}

/* --- up to a larger level --- */

typedef struct
{
  gint16 x, y; /* a pixel of the piece … */
  guint8 side; /* … and on which side of it something else begins */
} Edge;

static GessoSketchPlace
shift_at (const GessoSketchField *self,
          int                     x,
          int                     y)
{
  guint8 label = self->labels[_gesso_sketch_index (self, x, y)];

  return label != 0 ? self->shifts[label] : _gesso_sketch_field_get_shift (self, x, y);
}

static void
find_edges (const GessoSketchField  *self,
            GArray                 **edges)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        guint8 label = self->labels[at];

        if (self->unknown[at] != 1 || label == 0)
          continue;
        for (guint8 side = 0; side < 4; side++)
          {
            int nx = x + around[side][0], ny = y + around[side][1];
            Edge edge = { (gint16) x, (gint16) y, side };

            if (nx < 0 || ny < 0 || nx >= self->width || ny >= self->height)
              continue;
            if (self->unknown[_gesso_sketch_index (self, nx, ny)] == 0
                || self->labels[_gesso_sketch_index (self, nx, ny)] != label)
              g_array_append_val (edges[label], edge);
          }
      }
}

/* What is seen of the whole edge of a piece if it had this shift. */
static gint64
measure_edge (const GessoSketchField *self,
              GArray                 *edges,
              GessoSketchPlace        shift)
{
  gint64 sum = 0;

  for (guint i = 0; i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);
      int nx = edge->x + around[edge->side][0], ny = edge->y + around[edge->side][1];

      if (_gesso_sketch_field_is_known (self, nx, ny))
        sum += 2
               * _gesso_sketch_field_rim_seam (self, edge->x, edge->y, around[edge->side][0],
                                               around[edge->side][1], shift);
      else if (self->unknown[_gesso_sketch_index (self, nx, ny)] == 1)
        sum += _gesso_sketch_field_seam (self, edge->x, edge->y, nx, ny, shift,
                                         shift_at (self, nx, ny));
    }

  return sum;
}

static void
align_piece (GessoSketchField *self,
             guint             label,
             GArray           *edges)
{
  GessoSketchPlace start = self->shifts[label], best = start;
  gint64 lowest = measure_edge (self, edges, start);

  for (int dy = -NUDGE; dy <= NUDGE; dy++)
    for (int dx = -NUDGE; dx <= NUDGE; dx++)
      {
        GessoSketchPlace shift = { start.x + dx, start.y + dy };
        gint64 sum = measure_edge (self, edges, shift);

        if (sum < lowest)
          {
            lowest = sum;
            best = shift;
          }
      }
  self->shifts[label] = best;
}

static void
align_pieces (GessoSketchField *self)
{
  g_autofree GArray **edges = g_new0 (GArray *, self->n_shifts);

  for (guint i = 0; i < self->n_shifts; i++)
    edges[i] = g_array_new (FALSE, FALSE, sizeof (Edge));
  find_edges (self, edges);
  for (int round = 0; round < N_ROUNDS; round++)
    for (guint i = 1; i < self->n_shifts; i++)
      if (edges[i]->len > 0)
        align_piece (self, i, edges[i]);
  for (guint i = 0; i < self->n_shifts; i++)
    g_array_unref (edges[i]);
}

static void
inherit_labels (GessoSketchField       *self,
                const GessoSketchField *coarse)
{
  gsize n = (gsize) self->width * self->height;

  self->labels = g_malloc (n);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      self->labels[_gesso_sketch_index (self, x, y)]
          = coarse->labels[_gesso_sketch_index (coarse, x / 2, y / 2)];
  self->n_shifts = coarse->n_shifts;
  self->shifts = g_new0 (GessoSketchPlace, self->n_shifts);
  for (guint i = 0; i < self->n_shifts; i++)
    self->shifts[i] = (GessoSketchPlace){ 2 * coarse->shifts[i].x, 2 * coarse->shifts[i].y };
}

/* Whether the smaller level still copied the piece here, or its patches knew better. */
static gboolean
still_holds (const GessoSketchField *coarse,
             int                     x,
             int                     y,
             guint8                  label)
{
  GessoSketchPlace shift = _gesso_sketch_field_get_shift (coarse, x / 2, y / 2);

  return shift.x == coarse->shifts[label].x && shift.y == coarse->shifts[label].y;
}

/* Lets the patches of each piece copy by its shift. With the smaller level the pieces are taken
 * over from that and aligned first. */
void
_gesso_sketch_field_place_pieces (GessoSketchField       *self,
                                  const GessoSketchField *coarse)
{
  if (coarse != NULL)
    {
      inherit_labels (self, coarse);
      align_pieces (self);
    }
  for (int y = RADIUS; y < self->height - RADIUS; y++)
    for (int x = RADIUS; x < self->width - RADIUS; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        guint8 label = self->labels[at];

        if (!self->target[at] || label == 0
            || (coarse != NULL && !still_holds (coarse, x, y, label)))
          continue;
        self->places[at] = _gesso_sketch_field_nearest_source (self, x + self->shifts[label].x,
                                                               y + self->shifts[label].y);
      }
}
