/* gesso-flood.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Connected pixels of a flat plane of states: four neighbours, runs along the rows. Pure; any
 * thread. */

#include "config.h"

#include "image/gesso-image-error.h"
#include "mask/gesso-flood-private.h"

#define STEPS_PER_CHECK 4096

typedef struct
{
  int x;
  int y;
} Seed;

/* Not cleared; GESSO_IMAGE_ERROR_MEMORY when there is no room. */
guint8 *
_gesso_flood_plane_new (int      width,
                        int      height,
                        GError **error)
{
  guint8 *plane = g_try_malloc ((gsize) width * (gsize) height);

  if (plane == NULL)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                 "No memory for a plane of %d by %d pixels", width, height);
  return plane;
}

/* One seed for each run of open pixels that touches [left, right) of a row. */
static void
add_seeds (GArray       *seeds,
           const guint8 *row,
           int           y,
           int           left,
           int           right)
{
  for (int x = left; x < right; x++)
    if (row[x] == FLOOD_OPEN && (x == left || row[x - 1] != FLOOD_OPEN))
      {
        Seed seed = { x, y };

        g_array_append_val (seeds, seed);
      }
}

/* Makes FLOOD_REACHED of all open pixels that are connected with (x, y). */
gboolean
_gesso_flood_fill (guint8        *states,
                   int            width,
                   int            height,
                   int            x,
                   int            y,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (Seed));
  Seed seed = { x, y };

  g_array_append_val (seeds, seed);
  for (guint n = 0; seeds->len > 0; n++)
    {
      guint8 *row;
      int left, right;

      if (n % STEPS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      seed = g_array_index (seeds, Seed, seeds->len - 1);
      g_array_set_size (seeds, seeds->len - 1);
      row = states + (gsize) seed.y * (gsize) width;
      if (row[seed.x] != FLOOD_OPEN)
        continue;

      for (left = seed.x; left > 0 && row[left - 1] == FLOOD_OPEN;)
        left--;
      for (right = left; right < width && row[right] == FLOOD_OPEN; right++)
        row[right] = FLOOD_REACHED;
      if (seed.y > 0)
        add_seeds (seeds, row - width, seed.y - 1, left, right);
      if (seed.y + 1 < height)
        add_seeds (seeds, row + width, seed.y + 1, left, right);
    }

  return TRUE;
}

static void
climb_to (GArray       *seeds,
          guint8       *states,
          const guint8 *values,
          gsize         place,
          guint8        least,
          Seed          seed)
{
  if (states[place] != FLOOD_BLOCKED || values[place] < least || values[place] == 255)
    return;
  states[place] = FLOOD_REACHED;
  g_array_append_val (seeds, seed);
}

static void
climb_from (GArray       *seeds,
            guint8       *states,
            const guint8 *values,
            int           width,
            int           height,
            Seed          at)
{
  gsize place = (gsize) at.y * (gsize) width + (gsize) at.x;
  guint8 least = values[place];

  if (at.x > 0)
    climb_to (seeds, states, values, place - 1, least, (Seed){ at.x - 1, at.y });
  if (at.x + 1 < width)
    climb_to (seeds, states, values, place + 1, least, (Seed){ at.x + 1, at.y });
  if (at.y > 0)
    climb_to (seeds, states, values, place - (gsize) width, least, (Seed){ at.x, at.y - 1 });
  if (at.y + 1 < height)
    climb_to (seeds, states, values, place + (gsize) width, least, (Seed){ at.x, at.y + 1 });
}

/* Goes on from reached pixels over blocked ones as long as their value rises, so that nothing of a
 * soft rim is left between what was reached and the ridge around it. */
gboolean
_gesso_flood_climb (guint8        *states,
                    const guint8  *values,
                    int            width,
                    int            height,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (Seed));
  guint n = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        if (n++ % (STEPS_PER_CHECK * 16) == 0
            && g_cancellable_set_error_if_cancelled (cancellable, error))
          return FALSE;
        if (states[(gsize) y * (gsize) width + (gsize) x] != FLOOD_REACHED)
          continue;
        climb_from (seeds, states, values, width, height, (Seed){ x, y });
        while (seeds->len > 0)
          {
            Seed seed = g_array_index (seeds, Seed, seeds->len - 1);

            g_array_set_size (seeds, seeds->len - 1);
            climb_from (seeds, states, values, width, height, seed);
          }
      }

  return TRUE;
}
