/* gesso-seam.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "protect/gesso-seam.h"

#include "protect/gesso-plane-private.h"
#include "protect/gesso-protect-private.h"

#include <math.h>
#include <string.h>

/* GessoSeamField: the membrane of a seamless paste. Adding to the answer a field that is smooth
 * inside the mask and equal to the difference at its edge keeps the answer's gradients and meets
 * the original (Pérez, Gangnet, Blake, "Poisson Image Editing", in its membrane form). The field is
 * smooth, so it is found on cells: first filled in from coarse to fine, then relaxed. At the
 * picture's own border nothing is known and nothing is asked for. The stitch makes it and reads it
 * row by row. */

#define CELLS 60000
#define RELAXATIONS 60
#define MOST_LEVELS 32.0

struct _GessoSeamField
{
  int width;
  int height;
  int cell;
  float *colours; /* (owned): three numbers for each cell, in levels of 255 */
};

typedef struct
{
  int width;
  int height;
  float *colours; /* (owned) */
  float *known;   /* (owned): above 0 where there is a value */
} Layer;

static gboolean
layer_init (Layer   *self,
            int      width,
            int      height,
            GError **error)
{
  gsize n = (gsize) width * (gsize) height;

  self->width = width;
  self->height = height;
  self->colours = _gesso_protect_try_alloc (3 * n, sizeof (float), error);
  self->known = _gesso_protect_try_alloc (n, sizeof (float), error);
  if (self->colours == NULL || self->known == NULL)
    return FALSE;

  memset (self->colours, 0, 3 * n * sizeof (float));
  memset (self->known, 0, n * sizeof (float));
  return TRUE;
}

static void
layer_clear (Layer *self)
{
  g_clear_pointer (&self->colours, g_free);
  g_clear_pointer (&self->known, g_free);
}

/* The difference where both are known. */
static void
fill_known (Layer                *layer,
            const GessoPlanes    *sent,
            const GessoPlanes    *answer,
            const GessoAlignment *alignment,
            const double         *gain)
{
  double scale = alignment->corrected ? alignment->scale : 1;
  double x0 = alignment->corrected ? alignment->shift_x / sent->cell : 0;
  double y0 = alignment->corrected ? alignment->shift_y / sent->cell : 0;

  for (int row = 0; row < layer->height; row++)
    for (int column = 0; column < layer->width; column++)
      {
        gsize at = (gsize) row * (gsize) layer->width + (gsize) column;
        int x = (int) lrint (scale * (column - sent->middle_x) + sent->middle_x + x0);
        int y = (int) lrint (scale * (row - sent->middle_y) + sent->middle_y + y0);
        gsize there;

        if (sent->weight[at] == 0 || x < 0 || y < 0 || x >= layer->width || y >= layer->height)
          continue;
        there = (gsize) y * (gsize) layer->width + (gsize) x;
        if (answer->weight[there] == 0)
          continue;
        for (gsize c = 0; c < 3; c++)
          layer->colours[3 * at + c]
              = CLAMP (sent->rgb[3 * at + c] - (float) gain[c] * answer->rgb[3 * there + c],
                       (float) -MOST_LEVELS, (float) MOST_LEVELS);
        layer->known[at] = 1;
      }
}

/* Fills what is not known from a layer of half the size, which is filled the same way. */
static gboolean
pull_and_push (Layer   *fine,
               GError **error)
{
  Layer coarse = { 0 };
  gboolean done;

  if (fine->width < 2 && fine->height < 2)
    return TRUE;

  done = layer_init (&coarse, (fine->width + 1) / 2, (fine->height + 1) / 2, error);
  for (int y = 0; done && y < fine->height; y++)
    for (int x = 0; x < fine->width; x++)
      {
        gsize at = (gsize) y * (gsize) fine->width + (gsize) x;
        gsize up = (gsize) (y / 2) * (gsize) coarse.width + (gsize) (x / 2);

        if (fine->known[at] == 0)
          continue;
        for (gsize c = 0; c < 3; c++)
          coarse.colours[3 * up + c] += fine->colours[3 * at + c];
        coarse.known[up]++;
      }
  for (gsize i = 0; done && i < (gsize) coarse.width * (gsize) coarse.height; i++)
    if (coarse.known[i] > 0)
      for (gsize c = 0; c < 3; c++)
        coarse.colours[3 * i + c] /= coarse.known[i];
  done = done && pull_and_push (&coarse, error);
  for (int y = 0; done && y < fine->height; y++)
    for (int x = 0; x < fine->width; x++)
      {
        gsize at = (gsize) y * (gsize) fine->width + (gsize) x;
        gsize up = (gsize) (y / 2) * (gsize) coarse.width + (gsize) (x / 2);

        if (fine->known[at] == 0)
          memcpy (fine->colours + 3 * at, coarse.colours + 3 * up, 3 * sizeof (float));
      }
  layer_clear (&coarse);

  return done;
}

/* Evens out what was filled in; neighbours outside of the picture do not count. */
static void
relax (Layer *layer)
{
  for (int i = 0; i < RELAXATIONS; i++)
    for (int y = 0; y < layer->height; y++)
      for (int x = 0; x < layer->width; x++)
        {
          gsize at = (gsize) y * (gsize) layer->width + (gsize) x;
          float sum[3] = { 0, 0, 0 };
          float n = 0;

          if (layer->known[at] > 0)
            continue;
          for (int side = 0; side < 4; side++)
            {
              int nx = x + (side == 0) - (side == 1);
              int ny = y + (side == 2) - (side == 3);

              if (nx < 0 || ny < 0 || nx >= layer->width || ny >= layer->height)
                continue;
              for (gsize c = 0; c < 3; c++)
                sum[c] += layer->colours[3 * ((gsize) ny * (gsize) layer->width + (gsize) nx) + c];
              n++;
            }
          for (gsize c = 0; n > 0 && c < 3; c++)
            layer->colours[3 * at + c] = sum[c] / n;
        }
}

/**
 * gesso_seam_field_new:
 * @sent: what was sent
 * @answer: what came back, of the same size
 * @edit: a GRAY8 picture of that size, 0 around what was edited
 * @alignment: where the answer lies
 * @gain: (array fixed-size=3): what its colours are multiplied with
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the field
 */
GessoSeamField *
gesso_seam_field_new (GessoImage            *sent,
                      GessoImage            *answer,
                      GessoImage            *edit,
                      const GessoAlignment  *alignment,
                      const double          *gain,
                      GCancellable          *cancellable,
                      GError               **error)
{
  int cell = 1;
  GessoPlanes a = { 0 };
  GessoPlanes b = { 0 };
  Layer layer = { 0 };
  GessoSeamField *self = NULL;

  g_return_val_if_fail (sent != NULL && answer != NULL && edit != NULL, NULL);
  g_return_val_if_fail (alignment != NULL && gain != NULL, NULL);

  while ((gint64) (gesso_image_get_width (sent) / cell) * (gesso_image_get_height (sent) / cell)
         > CELLS)
    cell++;
  if (_gesso_planes_init (&a, sent, edit, cell, cancellable, error)
      && _gesso_planes_init (&b, answer, NULL, cell, cancellable, error)
      && layer_init (&layer, a.width, a.height, error))
    {
      fill_known (&layer, &a, &b, alignment, gain);
      if (pull_and_push (&layer, error))
        {
          relax (&layer);
          self = g_new0 (GessoSeamField, 1);
          *self = (GessoSeamField){ layer.width, layer.height, cell,
                                    g_steal_pointer (&layer.colours) };
        }
    }
  layer_clear (&layer);
  _gesso_planes_clear (&a);
  _gesso_planes_clear (&b);

  return self;
}

/**
 * gesso_seam_field_free:
 * @self: (nullable) (transfer full): a field
 */
void
gesso_seam_field_free (GessoSeamField *self)
{
  if (self == NULL)
    return;

  g_free (self->colours);
  g_free (self);
}

/**
 * gesso_seam_field_apply:
 * @self: a field
 * @across: where the row's first pixel lies, in pixels of what was sent
 * @down: where the row lies
 * @step: pixels of what was sent per pixel of the row
 * @row: (inout): 16-bit RGBA
 * @width: how many pixels
 *
 * Bends a row's colours.
 */
void
gesso_seam_field_apply (GessoSeamField *self,
                        double          across,
                        double          down,
                        double          step,
                        guint16        *row,
                        int             width)
{
  double v = CLAMP (down / self->cell - 0.5, 0, self->height - 1);
  int top = MIN ((int) v, MAX (self->height - 2, 0));
  float below = (float) (v - top);
  const float *upper = self->colours + 3 * (gsize) top * (gsize) self->width;
  const float *lower = upper + (self->height > 1 ? 3 * (gsize) self->width : 0);

  for (int x = 0; x < width; x++, row += 4)
    {
      double u = CLAMP ((across + x * step) / self->cell - 0.5, 0, self->width - 1);
      int left = MIN ((int) u, MAX (self->width - 2, 0));
      gsize a = 3 * (gsize) left;
      gsize b = self->width > 1 ? a + 3 : a;
      float right = (float) (u - left);

      for (gsize c = 0; c < 3; c++)
        {
          float value = (1 - below) * ((1 - right) * upper[a + c] + right * upper[b + c])
                        + below * ((1 - right) * lower[a + c] + right * lower[b + c]);

          row[c] = (guint16) CLAMP (row[c] + value * 257.0f + 0.5f, 0.0f, 65535.0f);
        }
    }
}
