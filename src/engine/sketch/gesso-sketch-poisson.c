/* gesso-sketch-poisson.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Poisson: finds the sheet whose steps from cell to cell come nearest to the steps asked for, and
 * which is 0 at the fixed cells. It is the discrete Poisson equation on a plane with holes, solved
 * by multigrid (Brandt, Multi-level adaptive solutions to boundary-value problems, 1977): a few
 * sweeps of Gauss and Seidel, the rest handed to a plane of half the size, and back.
 *
 * A level knows how many links of the finest level join each of its cells to the right one, to
 * the lower one and to fixed ground; halved from level to level these counts are the weights of
 * its own links, whatever shape the hole has. Pure; any thread, which is helped by others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-poisson.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

#define MAX_LEVELS 16
#define N_CYCLES 3
#define N_SWEEPS 2
#define N_LAST_SWEEPS 40

/* Above this many cells the planes are solved one after the other, which needs less memory. */
#define MANY_CELLS (6 << 20)

typedef struct
{
  int width, height;
  float weight;       /* of one link of the finest level */
  float fixed_weight; /* of one to a fixed cell, which is nearer than a free neighbour */
  guint16 *right;     /* (owned): links to the next cell */
  guint16 *down;      /* (owned): links to the one below */
  guint16 *fixed;     /* (owned): links to fixed cells */
  int *first;         /* (owned): of each row, the first free cell … */
  int *end;           /* (owned): … and one past the last */
} Level;

typedef struct
{
  Level levels[MAX_LEVELS];
  int n_levels;
  float **planes;
  int stride;    /* cells in a row of the planes */
  int left, top; /* where the finest level lies in them */
  GCancellable *cancellable;
} Solver;

/* --- levels --- */

static void
alloc_level (Level *level,
             int    width,
             int    height,
             int    side)
{
  gsize n = (gsize) width * height;

  level->width = width;
  level->height = height;
  level->weight = 1.0f / side;
  level->fixed_weight = 2.0f / (side + 1);
  level->right = g_new0 (guint16, n);
  level->down = g_new0 (guint16, n);
  level->fixed = g_new0 (guint16, n);
  level->first = g_new0 (int, height);
  level->end = g_new0 (int, height);
}

static void
free_level (Level *level)
{
  g_free (level->right);
  g_free (level->down);
  g_free (level->fixed);
  g_free (level->first);
  g_free (level->end);
}

static void
link_cell (Level        *level,
           const guint8 *kinds,
           int           x,
           int           y)
{
  gsize at = (gsize) y * level->width + x;
  int width = level->width;

  if (x < width - 1)
    level->right[at] = kinds[at + 1] == GESSO_SKETCH_POISSON_FREE;
  if (y < level->height - 1)
    level->down[at] = kinds[at + width] == GESSO_SKETCH_POISSON_FREE;
  level->fixed[at] = (x > 0 && kinds[at - 1] == GESSO_SKETCH_POISSON_FIXED)
                     + (y > 0 && kinds[at - width] == GESSO_SKETCH_POISSON_FIXED)
                     + (x < width - 1 && kinds[at + 1] == GESSO_SKETCH_POISSON_FIXED)
                     + (y < level->height - 1 && kinds[at + width] == GESSO_SKETCH_POISSON_FIXED);
}

static void
find_spans (Level        *level,
            const guint8 *kinds)
{
  for (int y = 0; y < level->height; y++)
    {
      const guint8 *row = kinds + (gsize) y * level->width;
      int first = 0, end = level->width;

      while (first < end && row[first] != GESSO_SKETCH_POISSON_FREE)
        first++;
      while (end > first && row[end - 1] != GESSO_SKETCH_POISSON_FREE)
        end--;
      level->first[y] = first;
      level->end[y] = end;
      for (int x = first; x < end; x++)
        if (row[x] == GESSO_SKETCH_POISSON_FREE)
          link_cell (level, kinds, x, y);
    }
}

static void
add_links (guint16 *to,
           guint16  count)
{
  *to = (guint16) MIN (*to + count, G_MAXUINT16);
}

/* Links inside a cell of the half vanish, the others join. */
static void
halve_level (const Level *fine,
             int          side,
             Level       *half)
{
  alloc_level (half, (fine->width + 1) / 2, (fine->height + 1) / 2, 2 * side);
  for (int y = 0; y < half->height; y++)
    half->first[y] = half->width;
  for (int y = 0; y < fine->height; y++)
    {
      int *first = &half->first[y / 2], *end = &half->end[y / 2];

      if (fine->first[y] >= fine->end[y])
        continue;
      *first = MIN (*first, fine->first[y] / 2);
      *end = MAX (*end, (fine->end[y] + 1) / 2);
      for (int x = fine->first[y]; x < fine->end[y]; x++)
        {
          gsize at = (gsize) y * fine->width + x;
          gsize to = (gsize) (y / 2) * half->width + x / 2;

          if (x & 1)
            add_links (&half->right[to], fine->right[at]);
          if (y & 1)
            add_links (&half->down[to], fine->down[at]);
          add_links (&half->fixed[to], fine->fixed[at]);
        }
    }
}

/* --- one plane --- */

/* The weight of all links of a cell, and the sum of its neighbours' values over them. */
static inline float
gather_links (const Level *level,
              const float *values,
              int          x,
              int          y,
              float       *out_sum)
{
  gsize at = (gsize) y * level->width + x;
  int right = level->right[at], down = level->down[at];
  int left = x > 0 ? level->right[at - 1] : 0;
  int up = y > 0 ? level->down[at - level->width] : 0;
  float sum = 0;

  if (right)
    sum += right * values[at + 1];
  if (left)
    sum += left * values[at - 1];
  if (down)
    sum += down * values[at + level->width];
  if (up)
    sum += up * values[at - level->width];
  *out_sum = sum * level->weight;

  return (right + left + down + up) * level->weight + level->fixed[at] * level->fixed_weight;
}

static void
sweep (const Level *level,
       const float *wishes,
       float       *values,
       gboolean     backwards)
{
  for (int i = 0; i < level->height; i++)
    {
      int y = backwards ? level->height - 1 - i : i;
      int n = level->end[y] - level->first[y];

      for (int k = 0; k < n; k++)
        {
          int x = backwards ? level->end[y] - 1 - k : level->first[y] + k;
          gsize at = (gsize) y * level->width + x;
          float sum, links = gather_links (level, values, x, y, &sum);

          if (links > 0)
            values[at] = (wishes[at] + sum) / links;
        }
    }
}

/* What is still missing, summed over the cells of the half. */
static void
hand_down (const Level *level,
           const float *wishes,
           const float *values,
           int          half_width,
           float       *half_wishes)
{
  for (int y = 0; y < level->height; y++)
    for (int x = level->first[y]; x < level->end[y]; x++)
      {
        gsize at = (gsize) y * level->width + x;
        float sum, links = gather_links (level, values, x, y, &sum);

        if (links > 0)
          half_wishes[(gsize) (y / 2) * half_width + x / 2]
              += wishes[at] - (links * values[at] - sum);
      }
}

static inline gboolean
is_free (const Level *level,
         int          x,
         int          y)
{
  gsize at = (gsize) y * level->width + x;

  return level->right[at] || level->down[at] || level->fixed[at] || (x > 0 && level->right[at - 1])
         || (y > 0 && level->down[at - level->width]);
}

/* The half's sheet, sampled between its cells with weights 9 3 3 1; what is not free there does
 * not count. */
static void
hand_up (const Level *level,
         const Level *half,
         const float *half_values,
         float       *sheet)
{
  for (int y = 0; y < level->height; y++)
    for (int x = level->first[y]; x < level->end[y]; x++)
      {
        int x0 = x / 2, y0 = y / 2;
        int x1 = CLAMP (x0 + ((x & 1) ? 1 : -1), 0, half->width - 1);
        int y1 = CLAMP (y0 + ((y & 1) ? 1 : -1), 0, half->height - 1);
        float sum = 9 * half_values[(gsize) y0 * half->width + x0], weight = 9;

        if (!is_free (level, x, y))
          continue;
        if (is_free (half, x1, y0))
          sum += 3 * half_values[(gsize) y0 * half->width + x1], weight += 3;
        if (is_free (half, x0, y1))
          sum += 3 * half_values[(gsize) y1 * half->width + x0], weight += 3;
        if (is_free (half, x1, y1))
          sum += half_values[(gsize) y1 * half->width + x1], weight += 1;
        sheet[(gsize) y * level->width + x] = sum / weight;
      }
}

/* Adds so much of a sheet as helps most, so that no shape of a hole can make it swing. */
static void
add_sheet (const Level *level,
           const float *wishes,
           const float *sheet,
           float       *values)
{
  double gain = 0, cost = 0;
  float share;

  for (int y = 0; y < level->height; y++)
    for (int x = level->first[y]; x < level->end[y]; x++)
      {
        gsize at = (gsize) y * level->width + x;
        float sum, sheet_sum, links = gather_links (level, values, x, y, &sum);

        gather_links (level, sheet, x, y, &sheet_sum);
        if (links <= 0)
          continue;
        gain += sheet[at] * (wishes[at] - (links * values[at] - sum));
        cost += sheet[at] * (links * sheet[at] - sheet_sum);
      }
  share = cost > 0 ? gain / cost : 0;
  for (int y = 0; y < level->height; y++)
    for (int x = level->first[y]; x < level->end[y]; x++)
      values[(gsize) y * level->width + x] += share * sheet[(gsize) y * level->width + x];
}

static void
cycle (const Solver *solver,
       int           index,
       const float  *wishes,
       float        *values)
{
  const Level *level = &solver->levels[index], *half = level + 1;
  gboolean is_last = index == solver->n_levels - 1;
  gsize n_half;
  g_autofree float *half_wishes = NULL, *half_values = NULL, *sheet = NULL;

  for (int i = 0; i < (is_last ? N_LAST_SWEEPS : N_SWEEPS); i++)
    sweep (level, wishes, values, i & 1);
  if (is_last || g_cancellable_is_cancelled (solver->cancellable))
    return;
  n_half = (gsize) half->width * half->height;
  half_wishes = g_new0 (float, n_half);
  half_values = g_new0 (float, n_half);
  hand_down (level, wishes, values, half->width, half_wishes);
  cycle (solver, index + 1, half_wishes, half_values);
  sheet = g_new0 (float, (gsize) level->width * level->height);
  hand_up (level, half, half_values, sheet);
  add_sheet (level, wishes, sheet, values);
  for (int i = 0; i < N_SWEEPS; i++)
    sweep (level, wishes, values, !(i & 1));
}

static void
solve_plane (const Solver *solver,
             float        *plane)
{
  const Level *level = solver->levels;
  gsize row = level->width * sizeof (float);
  float *corner = plane + (gsize) solver->top * solver->stride + solver->left;
  g_autofree float *wishes = g_malloc (row * level->height);
  g_autofree float *values = g_malloc0 (row * level->height);

  for (int y = 0; y < level->height; y++)
    memcpy (wishes + (gsize) y * level->width, corner + (gsize) y * solver->stride, row);
  for (int i = 0; i < N_CYCLES && !g_cancellable_is_cancelled (solver->cancellable); i++)
    cycle (solver, 0, wishes, values);
  for (int y = 0; y < level->height; y++)
    memcpy (corner + (gsize) y * solver->stride, values + (gsize) y * level->width, row);
}

static void
solve_planes (int      first,
              int      end,
              gpointer user_data)
{
  const Solver *solver = user_data;

  for (int i = first; i < end; i++)
    solve_plane (solver, solver->planes[i]);
}

/* The finest level is the part of the plane that has free cells, and a cell around it. */
static gboolean
make_first_level (Solver       *solver,
                  const guint8 *kinds,
                  int           width,
                  int           height)
{
  int left = width, top = height, right = 0, bottom = 0;
  g_autofree guint8 *part = NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (kinds[(gsize) y * width + x] == GESSO_SKETCH_POISSON_FREE)
        {
          left = MIN (left, x);
          right = MAX (right, x + 1);
          top = MIN (top, y);
          bottom = y + 1;
        }
  if (right <= left)
    return FALSE;
  solver->stride = width;
  solver->left = left = MAX (left - 1, 0);
  solver->top = top = MAX (top - 1, 0);
  width = MIN (right + 1, width) - left;
  height = MIN (bottom + 1, height) - top;
  part = g_malloc ((gsize) width * height);
  for (int y = 0; y < height; y++)
    memcpy (part + (gsize) y * width, kinds + (gsize) (top + y) * solver->stride + left, width);
  alloc_level (solver->levels, width, height, 1);
  find_spans (solver->levels, part);

  return TRUE;
}

/**
 * gesso_sketch_poisson_solve:
 * @kinds: a byte a cell: fixed, free or outside
 * @width: in cells
 * @height: in cells
 * @planes: in: for each free cell the sum of the steps that it should stand above its free and
 *   fixed neighbours; out: the sheet; cells that are not free mean nothing before and after
 * @n_planes: how many of them
 * @cancellable: (nullable): asked between the levels
 *
 * Free cells that no link joins to fixed ground stay near 0.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_poisson_solve (const guint8 *kinds,
                            int           width,
                            int           height,
                            float        *planes[],
                            int           n_planes,
                            GCancellable *cancellable)
{
  Solver solver = { .n_levels = 1, .planes = planes, .cancellable = cancellable };
  Level *last = solver.levels;

  if (!make_first_level (&solver, kinds, width, height))
    return TRUE;
  while (solver.n_levels < MAX_LEVELS && MAX (last->width, last->height) > 4)
    {
      halve_level (last, 1 << (solver.n_levels - 1), last + 1);
      last++;
      solver.n_levels++;
    }
  if ((gsize) solver.levels[0].width * solver.levels[0].height > MANY_CELLS)
    solve_planes (0, n_planes, &solver);
  else
    gesso_sketch_run_bands (n_planes, 1, solve_planes, &solver, cancellable);
  for (int i = 0; i < solver.n_levels; i++)
    free_level (&solver.levels[i]);

  return !g_cancellable_is_cancelled (cancellable);
}
