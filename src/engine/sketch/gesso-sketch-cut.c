/* gesso-sketch-cut.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchCut: parts a grid of cells in two so that the least is torn: each cell is pulled to
 * the inside or the outside, and neighbours are linked. It is a minimum cut, found as a maximum
 * flow by two trees of cells that grow towards each other, one from each side (Boykov and
 * Kolmogorov, 2004). Where the trees meet there is a path with room; it is filled, links that
 * become full break the trees, and the orphans look for another parent of their own side.
 *
 * Made, filled, solved once and read by one thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-cut.h"

#include <string.h>

/* Values of a parent besides the eight steps. */
#define ROOT 8
#define ORPHAN 9
#define NONE 10

enum
{
  FREE,
  INSIDE,
  OUTSIDE,
};

struct _GessoSketchCut
{
  int width, height;
  int *rooms;      /* (owned): eight a cell: what may still flow to the neighbour */
  int *pulls;      /* (owned): left over; above 0 to the inside, below 0 to the outside */
  guint8 *trees;   /* (owned): to which tree a cell belongs */
  guint8 *parents; /* (owned): the step to its parent, or one of the values above */
  int *stamps;     /* (owned): when a cell's way to the root was last known … */
  int *lengths;    /* (owned): … and how long it was then */
  guint8 *queued;  /* (owned): whether it waits in the queue */
  int *queue;      /* (owned): a ring of as many places as there are cells */
  int queue_first, queue_length;
  GArray *orphans; /* (owned) */
  int offsets[8];
  int now;
};

const gint8 gesso_sketch_cut_steps[8][2]
    = { { -1, -1 }, { 0, -1 }, { 1, -1 }, { -1, 0 }, { 1, 0 }, { -1, 1 }, { 0, 1 }, { 1, 1 } };

/**
 * gesso_sketch_cut_new:
 * @width: in cells
 * @height: in cells
 *
 * Returns: (transfer full): a grid without pulls and links
 */
GessoSketchCut *
gesso_sketch_cut_new (int width,
                      int height)
{
  GessoSketchCut *self = g_new0 (GessoSketchCut, 1);
  gsize n = (gsize) width * height;

  self->width = width;
  self->height = height;
  self->rooms = g_new0 (int, n * 8);
  self->pulls = g_new0 (int, n);
  self->trees = g_malloc0 (n);
  self->parents = g_malloc (n);
  self->stamps = g_new0 (int, n);
  self->lengths = g_new0 (int, n);
  self->queued = g_malloc0 (n);
  self->queue = g_new (int, n);
  self->orphans = g_array_new (FALSE, FALSE, sizeof (int));
  memset (self->parents, NONE, n);
  for (int i = 0; i < 8; i++)
    self->offsets[i] = gesso_sketch_cut_steps[i][1] * width + gesso_sketch_cut_steps[i][0];

  return self;
}

/**
 * gesso_sketch_cut_free:
 * @self: (nullable) (transfer full): a grid
 */
void
gesso_sketch_cut_free (GessoSketchCut *self)
{
  if (self == NULL)
    return;

  g_free (self->rooms);
  g_free (self->pulls);
  g_free (self->trees);
  g_free (self->parents);
  g_free (self->stamps);
  g_free (self->lengths);
  g_free (self->queued);
  g_free (self->queue);
  g_array_unref (self->orphans);
  g_free (self);
}

/**
 * gesso_sketch_cut_set_pull:
 * @self: a grid
 * @x: column
 * @y: row
 * @pull: what it costs to have the cell outside; below 0, what it costs to have it inside
 */
void
gesso_sketch_cut_set_pull (GessoSketchCut *self,
                           int             x,
                           int             y,
                           int             pull)
{
  self->pulls[(gsize) y * self->width + x] = pull;
}

/**
 * gesso_sketch_cut_set_link:
 * @self: a grid
 * @x: column
 * @y: row
 * @step: index of gesso_sketch_cut_steps to a neighbour that exists
 * @strength: at least 0: what it costs to have the two on different sides
 */
void
gesso_sketch_cut_set_link (GessoSketchCut *self,
                           int             x,
                           int             y,
                           int             step,
                           int             strength)
{
  gsize at = (gsize) y * self->width + x;

  self->rooms[at * 8 + step] = strength;
  self->rooms[(at + self->offsets[step]) * 8 + 7 - step] = strength;
}

/* --- the trees --- */

static void
enqueue (GessoSketchCut *self,
         int             cell)
{
  int n = self->width * self->height;

  if (self->queued[cell])
    return;
  self->queued[cell] = TRUE;
  self->queue[(self->queue_first + self->queue_length++) % n] = cell;
}

static int
dequeue (GessoSketchCut *self)
{
  int cell = self->queue[self->queue_first];

  self->queue_first = (self->queue_first + 1) % (self->width * self->height);
  self->queue_length--;
  self->queued[cell] = FALSE;

  return cell;
}

/* What may flow between a cell and its neighbour, from the inside's root or to the outside's. A
 * step over the edge of the grid has no room, so it needs no other guard. */
static inline int *
room_away (GessoSketchCut *self,
           int             cell,
           int             step,
           int             tree)
{
  if (tree == INSIDE)
    return &self->rooms[(gsize) cell * 8 + step];

  return &self->rooms[(gsize) (cell + self->offsets[step]) * 8 + 7 - step];
}

static inline gboolean
has_neighbour (const GessoSketchCut *self,
               int                   x,
               int                   y,
               int                   step)
{
  int nx = x + gesso_sketch_cut_steps[step][0], ny = y + gesso_sketch_cut_steps[step][1];

  return nx >= 0 && ny >= 0 && nx < self->width && ny < self->height;
}

static void
orphan (GessoSketchCut *self,
        int             cell)
{
  self->parents[cell] = ORPHAN;
  g_array_append_val (self->orphans, cell);
}

/* Lets a tree grow from a cell. Returns the step to a cell of the other tree, or NONE. */
static int
grow (GessoSketchCut *self,
      int             cell)
{
  int tree = self->trees[cell], x = cell % self->width, y = cell / self->width;

  for (int step = 0; step < 8; step++)
    {
      int next = cell + self->offsets[step];

      if (!has_neighbour (self, x, y, step) || *room_away (self, cell, step, tree) <= 0)
        continue;
      if (self->trees[next] == FREE)
        {
          self->trees[next] = tree;
          self->parents[next] = 7 - step;
          self->stamps[next] = self->stamps[cell];
          self->lengths[next] = self->lengths[cell] + 1;
          enqueue (self, next);
        }
      else if (self->trees[next] != tree)
        return step;
      else if (self->stamps[next] <= self->stamps[cell]
               && self->lengths[next] > self->lengths[cell])
        {
          self->parents[next] = 7 - step;
          self->stamps[next] = self->stamps[cell];
          self->lengths[next] = self->lengths[cell] + 1;
        }
    }

  return NONE;
}

/* The least room on the way from a cell to its root. */
static int
measure_way (GessoSketchCut *self,
             int             cell,
             int             least)
{
  int tree = self->trees[cell];

  while (self->parents[cell] != ROOT)
    {
      int step = self->parents[cell], parent = cell + self->offsets[step];

      least = MIN (least, *room_away (self, parent, 7 - step, tree));
      cell = parent;
    }

  return MIN (least, ABS (self->pulls[cell]));
}

static void
fill_way (GessoSketchCut *self,
          int             cell,
          int             flow)
{
  int tree = self->trees[cell];

  while (self->parents[cell] != ROOT)
    {
      int step = self->parents[cell], parent = cell + self->offsets[step];
      int *room = room_away (self, parent, 7 - step, tree);

      *room -= flow;
      /* What has flowed one way may flow back. */
      *room_away (self, cell, step, tree) += flow;
      if (*room == 0)
        orphan (self, cell);
      cell = parent;
    }
  self->pulls[cell] += tree == INSIDE ? -flow : flow;
  if (self->pulls[cell] == 0)
    orphan (self, cell);
}

static void
fill_path (GessoSketchCut *self,
           int             cell,
           int             step)
{
  int tree = self->trees[cell], next = cell + self->offsets[step];
  int flow = *room_away (self, cell, step, tree);

  flow = measure_way (self, cell, flow);
  flow = measure_way (self, next, flow);
  *room_away (self, cell, step, tree) -= flow;
  *room_away (self, next, 7 - step, tree) += flow;
  fill_way (self, cell, flow);
  fill_way (self, next, flow);
}

/* How far a cell is from its root, or 0 when its tree is broken on the way. */
static int
find_root (GessoSketchCut *self,
           int             cell)
{
  int length = 1, at = cell, end;

  while (self->stamps[at] != self->now)
    {
      if (self->parents[at] == ROOT)
        {
          self->stamps[at] = self->now;
          self->lengths[at] = 1;
          break;
        }
      if (self->parents[at] >= ORPHAN)
        return 0;
      at += self->offsets[self->parents[at]];
      length++;
    }
  length += self->lengths[at] - 1;
  end = at;
  for (int left = length; cell != end; cell += self->offsets[self->parents[cell]])
    {
      self->stamps[cell] = self->now;
      self->lengths[cell] = left--;
    }

  return length;
}

static void
give_up (GessoSketchCut *self,
         int             cell)
{
  int tree = self->trees[cell], x = cell % self->width, y = cell / self->width;

  self->trees[cell] = FREE;
  self->parents[cell] = NONE;
  for (int step = 0; step < 8; step++)
    {
      int next = cell + self->offsets[step];

      if (!has_neighbour (self, x, y, step) || self->trees[next] != tree)
        continue;
      if (*room_away (self, next, 7 - step, tree) > 0)
        enqueue (self, next);
      if (self->parents[next] == 7 - step)
        orphan (self, next);
    }
}

static void
adopt (GessoSketchCut *self,
       int             cell)
{
  int tree = self->trees[cell], x = cell % self->width, y = cell / self->width;
  int best = NONE, shortest = G_MAXINT;

  for (int step = 0; step < 8; step++)
    {
      int next = cell + self->offsets[step], length;

      if (!has_neighbour (self, x, y, step) || self->trees[next] != tree
          || *room_away (self, next, 7 - step, tree) <= 0)
        continue;
      length = find_root (self, next);
      if (length > 0 && length < shortest)
        {
          shortest = length;
          best = step;
        }
    }
  if (best == NONE)
    {
      give_up (self, cell);
      return;
    }
  self->parents[cell] = best;
  self->stamps[cell] = self->now;
  self->lengths[cell] = shortest + 1;
}

static void
plant (GessoSketchCut *self)
{
  int n = self->width * self->height;

  for (int i = 0; i < n; i++)
    if (self->pulls[i] != 0)
      {
        self->trees[i] = self->pulls[i] > 0 ? INSIDE : OUTSIDE;
        self->parents[i] = ROOT;
        self->lengths[i] = 1;
        enqueue (self, i);
      }
}

/**
 * gesso_sketch_cut_solve:
 * @self: a grid with its pulls and links; they are used up
 * @cancellable: (nullable): asked every few thousand steps
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_cut_solve (GessoSketchCut *self,
                        GCancellable   *cancellable)
{
  plant (self);
  for (guint round = 0; self->queue_length > 0; round++)
    {
      int cell = dequeue (self), step;

      if ((round & 4095) == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      while (self->trees[cell] != FREE && (step = grow (self, cell)) != NONE)
        {
          fill_path (self, cell, step);
          self->now++;
          while (self->orphans->len > 0)
            {
              int lost = g_array_index (self->orphans, int, self->orphans->len - 1);

              g_array_set_size (self->orphans, self->orphans->len - 1);
              adopt (self, lost);
            }
        }
    }

  return TRUE;
}

/**
 * gesso_sketch_cut_is_inside:
 * @self: a solved grid
 * @x: column
 * @y: row
 *
 * Returns: on which side the cell came to lie; cells nobody pulls are outside
 */
gboolean
gesso_sketch_cut_is_inside (const GessoSketchCut *self,
                            int                   x,
                            int                   y)
{
  return self->trees[(gsize) y * self->width + x] == INSIDE;
}
