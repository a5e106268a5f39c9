/* gesso-context.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The context rectangle: which part of a picture is sent with a mask, and in what size. A part at
 * native scale comes back with nothing resampled, so that is what is looked for first, with less
 * surroundings if need be, or with a few pixels more than there are; only where the picture is too
 * small or the region too large is it scaled. Pure functions; any thread.
 */

#include "config.h"

#include "protect/gesso-context.h"

#include <math.h>

/* Surroundings: a tenth of the diagonal of what changes, and never less than this. */
#define MARGIN_SHARE 0.10
#define MARGIN_PX 64

/* With less surroundings than this the model does not know where it is. */
#define MARGIN_LEAST_PX 32

/* How much an odd shape may cost against a larger area. */
#define SHAPE_WEIGHT 0.25

/* A canvas that is this much narrower than wished is squeezed, not padded. */
#define SQUEEZE 1.02

static int
round_up (gint64 value,
          int    multiple)
{
  return (int) ((value + multiple - 1) / multiple * multiple);
}

static gint64
divide_up (gint64 value,
           gint64 by)
{
  return (value + by - 1) / by;
}

static double
judge (int              width,
       int              height,
       const GessoRect *need)
{
  double across = (double) width * need->height;
  double down = (double) height * need->width;
  double shape = across > down ? across / down : down / across;

  return (double) width * height * (1 + SHAPE_WEIGHT * (shape - 1));
}

static void
consider (GessoSize        candidate,
          const GessoRect *need,
          double          *best_cost,
          GessoSize       *best)
{
  double cost = judge (candidate.width, candidate.height, need);

  if (cost < *best_cost)
    {
      *best_cost = cost;
      *best = candidate;
    }
}

/* The grid that sides are looked for on. */
static int
find_step (const GessoSizeRule *rule)
{
  return rule->multiple >= 16 ? rule->multiple : round_up (16, MAX (rule->multiple, 1));
}

/* The smallest legal size that holds @need and is at most @width and @height. */
static gboolean
find_size (const GessoSizeRule *rule,
           int                  width,
           int                  height,
           const GessoRect     *need,
           GessoSize           *out_size)
{
  int step = find_step (rule);
  int widest = MIN (width, rule->max_edge);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < rule->n_fixed; i++)
    if (rule->fixed[i].width >= need->width && rule->fixed[i].width <= width
        && rule->fixed[i].height >= need->height && rule->fixed[i].height <= height)
      consider (rule->fixed[i], need, &best, out_size);
  if (rule->n_fixed > 0)
    return best < G_MAXDOUBLE;

  for (int w = round_up (MAX (need->width, rule->min_edge), step); w <= widest; w += step)
    {
      gint64 least = MAX (need->height, rule->min_edge);
      gint64 most = MIN (height, rule->max_edge);
      int h;

      least = MAX (least, divide_up (rule->min_pixels, w));
      if (rule->max_ratio > 0)
        {
          least = MAX (least, divide_up (w, rule->max_ratio));
          most = MIN (most, (gint64) w * rule->max_ratio);
        }
      if (rule->max_pixels > 0)
        most = MIN (most, rule->max_pixels / w);
      h = round_up (least, step);
      if (h <= most)
        consider ((GessoSize){ w, h }, need, &best, out_size);
    }

  return best < G_MAXDOUBLE;
}

/* Where a stretch of @length goes that is centred on [@from, @from + @size) and moved inside
 * [0, @limit). One that is longer than that reaches over the end at which something may change,
 * so that what must stay ends where it did; over both alike when that is neither or each. */
static int
place (int from,
       int size,
       int first,
       int last,
       int length,
       int limit)
{
  int at = from + size / 2 - length / 2;

  if (length <= limit)
    return CLAMP (at, 0, limit - length);
  if ((first == 0) == (last == limit))
    return -((length - limit) / 2);

  return first == 0 ? limit - length : 0;
}

static GessoContext
make_context (int              width,
              int              height,
              const GessoRect *bounds,
              const GessoRect *need,
              GessoSize        part,
              GessoSize        sent)
{
  GessoContext context = {
    .rect
    = { place (need->x, need->width, bounds->x, bounds->x + bounds->width, part.width, width),
        place (need->y, need->height, bounds->y, bounds->y + bounds->height, part.height, height),
        part.width, part.height },
    .sent = sent,
  };

  context.scale = MIN ((double) sent.width / part.width, (double) sent.height / part.height);
  return context;
}

static int
squeeze (double wish,
         int    need,
         int    limit)
{
  int side = MAX (need, (int) (wish + 0.5));

  return side > limit && side <= limit * SQUEEZE + 1 ? limit : side;
}

/* At native scale, reaching over the canvas by at most @over on each axis. */
static gboolean
find_native (const GessoSizeRule *rule,
             int                  width,
             int                  height,
             int                  over,
             const GessoRect     *bounds,
             const GessoRect     *need,
             GessoContext        *out_context)
{
  GessoSize size;

  if (!find_size (rule, width + over, height + over, need, &size))
    return FALSE;

  *out_context = make_context (width, height, bounds, need, size, size);
  return TRUE;
}

/* No legal size holds @need at native scale: the nearest shape, scaled. */
static GessoContext
find_scaled (const GessoSizeRule *rule,
             int                  width,
             int                  height,
             const GessoRect     *bounds,
             const GessoRect     *need)
{
  GessoSize wish = { need->width, need->height };
  GessoSize sent = gesso_size_rule_snap (rule, &wish);
  double scale = MIN ((double) sent.width / need->width, (double) sent.height / need->height);
  GessoSize part = { squeeze (sent.width / scale, need->width, width),
                     squeeze (sent.height / scale, need->height, height) };

  return make_context (width, height, bounds, need, part, sent);
}

static GessoRect
add_margin (const GessoRect *bounds,
            int              width,
            int              height,
            int              margin)
{
  GessoRect canvas = { 0, 0, width, height };
  GessoRect wide = gesso_rect_outset (bounds, margin);

  return gesso_rect_intersect (&wide, &canvas);
}

/* The surroundings that a model has to be shown, as far as a legal size holds them. */
static int
find_usual_margin (const GessoRect *bounds)
{
  double diagonal = hypot (bounds->width, bounds->height);

  return MAX ((int) ceil (MARGIN_SHARE * diagonal), MARGIN_PX);
}

/* Those that it can make use of. */
static int
find_full_margin (const GessoSizeRule *rule,
                  const GessoRect     *bounds)
{
  gint64 longer = MAX (bounds->width, bounds->height);

  return MAX ((int) (longer * rule->surroundings / 100), find_usual_margin (bounds));
}

/* What is only of use shrinks little by little, what has to be not before nothing else helps. */
static int
shrink_margin (int margin,
               int usual)
{
  if (margin > usual)
    return MAX (margin * 7 / 8, usual);

  return margin > MARGIN_PX ? MARGIN_PX : margin / 2;
}

/* With as much surroundings as there can be, but rather with less than with none. */
static gboolean
find_with_margin (const GessoSizeRule *rule,
                  int                  width,
                  int                  height,
                  int                  over,
                  const GessoRect     *bounds,
                  GessoContext        *out_context)
{
  int usual = find_usual_margin (bounds);

  for (int margin = find_full_margin (rule, bounds); margin >= MARGIN_LEAST_PX;
       margin = shrink_margin (margin, usual))
    {
      GessoRect need = add_margin (bounds, width, height, margin);

      if (find_native (rule, width, height, over, bounds, &need, out_context))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_usable (int              width,
           int              height,
           const GessoRect *bounds)
{
  return width > 0 && height > 0 && !gesso_rect_is_empty (bounds) && bounds->x >= 0
         && bounds->y >= 0 && bounds->x <= width - bounds->width
         && bounds->y <= height - bounds->height;
}

/**
 * gesso_context_find:
 * @rule: which sizes the model takes
 * @width: the canvas's width in pixels
 * @height: the canvas's height in pixels
 * @bounds: what may change, inside the canvas and not empty
 * @out_context: (out): what to send
 *
 * Finds what to send: @bounds with a tenth of its diagonal, at least 64 pixels, of surroundings, or
 * as much more as the rule says is of use and a legal size holds, at native scale where a legal
 * size holds that and fits into the canvas; where that takes it, the surroundings shrink to no less
 * than 32 pixels, and then the part reaches over the canvas by less than one step of the model's
 * sides, where the canvas is no multiple of that. Otherwise the part is scaled.
 *
 * Returns: whether @bounds can be used
 */
gboolean
gesso_context_find (const GessoSizeRule *rule,
                    int                  width,
                    int                  height,
                    const GessoRect     *bounds,
                    GessoContext        *out_context)
{
  GessoRect need;

  g_return_val_if_fail (rule != NULL && bounds != NULL && out_context != NULL, FALSE);

  if (!is_usable (width, height, bounds))
    return FALSE;

  if (find_with_margin (rule, width, height, 0, bounds, out_context)
      || find_with_margin (rule, width, height, find_step (rule) - 1, bounds, out_context))
    return TRUE;

  need = add_margin (bounds, width, height, find_usual_margin (bounds));
  *out_context = find_scaled (rule, width, height, bounds, &need);
  return TRUE;
}

/**
 * gesso_context_fit:
 * @rule: which sizes the model takes
 * @width: the canvas's width in pixels
 * @height: the canvas's height in pixels
 * @wish: what somebody wants to send, not empty
 * @bounds: what may change, inside the canvas and not empty
 * @out_context: (out): what to send instead
 *
 * Brings a rectangle that was drawn by hand to the nearest one that can be sent: it holds @bounds
 * and what of @wish is inside the canvas, at native scale where a legal size allows it.
 *
 * Returns: whether the rectangles can be used
 */
gboolean
gesso_context_fit (const GessoSizeRule *rule,
                   int                  width,
                   int                  height,
                   const GessoRect     *wish,
                   const GessoRect     *bounds,
                   GessoContext        *out_context)
{
  GessoRect canvas = { 0, 0, width, height };
  GessoRect need;

  g_return_val_if_fail (rule != NULL && wish != NULL && bounds != NULL, FALSE);
  g_return_val_if_fail (out_context != NULL, FALSE);

  if (!is_usable (width, height, bounds) || gesso_rect_is_empty (wish))
    return FALSE;

  need = gesso_rect_intersect (wish, &canvas);
  need = gesso_rect_is_empty (&need) ? *bounds : gesso_rect_unite (&need, bounds);
  if (!find_native (rule, width, height, 0, bounds, &need, out_context)
      && !find_native (rule, width, height, find_step (rule) - 1, bounds, &need, out_context))
    *out_context = find_scaled (rule, width, height, bounds, &need);

  return TRUE;
}

/**
 * gesso_context_is_native:
 * @self: a context
 *
 * Returns: whether nothing is resampled on the way there and back
 */
gboolean
gesso_context_is_native (const GessoContext *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->rect.width == self->sent.width && self->rect.height == self->sent.height;
}

/* Regions whose parts overlap belong into one request. Says whether any two were joined. */
static gboolean
join_overlapping (const GessoSizeRule *rule,
                  int                  width,
                  int                  height,
                  GArray              *regions,
                  GArray              *parts)
{
  for (guint i = 0; i < parts->len; i++)
    for (guint j = i + 1; j < parts->len; j++)
      {
        GessoContext *a = &g_array_index (parts, GessoContext, i);
        GessoContext *b = &g_array_index (parts, GessoContext, j);
        GessoRect common = gesso_rect_intersect (&a->rect, &b->rect);
        GessoRect *region = &g_array_index (regions, GessoRect, i);

        if (gesso_rect_is_empty (&common))
          continue;
        *region = gesso_rect_unite (region, &g_array_index (regions, GessoRect, j));
        gesso_context_find (rule, width, height, region, a);
        g_array_remove_index (regions, j);
        g_array_remove_index (parts, j);
        return TRUE;
      }

  return FALSE;
}

/**
 * gesso_context_split:
 * @rule: which sizes the model takes
 * @width: the canvas's width in pixels
 * @height: the canvas's height in pixels
 * @regions: (array length=n_regions): bounds of separate regions, inside the canvas, not empty
 * @n_regions: how many, at least 1
 * @out_joined: (out): one part for all of them
 *
 * For regions that may be far apart: one part for all, and several that do not overlap.
 *
 * Returns: (transfer full) (nullable) (element-type GessoContext): the several; one element when
 *   they cannot be told apart; NULL when a region cannot be used
 */
GArray *
gesso_context_split (const GessoSizeRule *rule,
                     int                  width,
                     int                  height,
                     const GessoRect     *regions,
                     guint                n_regions,
                     GessoContext        *out_joined)
{
  g_autoptr (GArray) bounds = g_array_new (FALSE, FALSE, sizeof (GessoRect));
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (GessoContext));
  GessoRect all = GESSO_RECT_EMPTY;

  g_return_val_if_fail (rule != NULL && regions != NULL && n_regions > 0, NULL);
  g_return_val_if_fail (out_joined != NULL, NULL);

  for (guint i = 0; i < n_regions; i++)
    {
      GessoContext part;

      if (!gesso_context_find (rule, width, height, &regions[i], &part))
        return NULL;
      all = i == 0 ? regions[i] : gesso_rect_unite (&all, &regions[i]);
      g_array_append_val (bounds, regions[i]);
      g_array_append_val (parts, part);
    }
  gesso_context_find (rule, width, height, &all, out_joined);
  while (join_overlapping (rule, width, height, bounds, parts))
    ;

  return g_steal_pointer (&parts);
}
