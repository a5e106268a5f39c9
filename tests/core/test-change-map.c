/* test-change-map.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a model really changed, asked of pictures of which it is known: what stands out is marked
 * to the cell, what is less than the drift of all the rest, or smaller than a speck, is not.
 */

#include "config.h"

#include "base/gesso-rect.h"
#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-scale.h"
#include "image/gesso-transform.h"
#include "protect/gesso-change-map.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <math.h>
#include <string.h>

/* A whole number of cells, so that what is marked can be told to the pixel. */
#define SIDE 516
#define CELL 6
#define WIDEN (2 * CELL)

typedef guint (*Change) (guint value, int x, int y, int channel, gpointer data);

/* Enough to hold on to, and far from both ends of the scale. */
static GessoImage *
make_scene (int     width,
            int     height,
            guint32 seed)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (width, height, seed, FALSE);

  return gesso_transform_blur (noise, 4, NULL, NULL);
}

static GessoImage *
change (GessoImage *image,
        Change      func,
        gpointer    data)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  gsize stride = 4 * (gsize) width;
  guint8 *pixels = g_malloc (stride * (gsize) height);

  g_assert_cmpint (gesso_image_get_format (image), ==, GESSO_PIXEL_FORMAT_RGBA8);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 4; c++)
        pixels[(gsize) y * stride + 4 * (gsize) x + (gsize) c]
            = (guint8) func (gesso_image_get_row (image, y)[4 * x + c], x, y, c, data);
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
}

typedef struct
{
  GessoRect rect;
  int add;
} Patch;

static guint
add_patch (guint    value,
           int      x,
           int      y,
           int      channel,
           gpointer data)
{
  const Patch *patch = data;

  return channel < 3 && gesso_rect_contains (&patch->rect, x, y)
             ? (guint) CLAMP ((int) value + patch->add, 0, 255)
             : value;
}

static GessoImage *
find (GessoImage     *base,
      GessoImage     *answer,
      GessoAlignment *out_alignment)
{
  g_autoptr (GError) error = NULL;
  GessoAlignment alignment;
  GessoImage *mask
      = gesso_change_map_find (base, answer, out_alignment != NULL ? out_alignment : &alignment,
                               NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_get_format (mask), ==, GESSO_PIXEL_FORMAT_GRAY8);
  g_assert_cmpint (gesso_image_get_width (mask), ==, gesso_image_get_width (base));
  g_assert_cmpint (gesso_image_get_height (mask), ==, gesso_image_get_height (base));
  return mask;
}

static GessoRect
get_marked (GessoImage *mask)
{
  int left = G_MAXINT, top = G_MAXINT, right = 0, bottom = 0;

  for (int y = 0; y < gesso_image_get_height (mask); y++)
    for (int x = 0; x < gesso_image_get_width (mask); x++)
      {
        guint8 value = gesso_image_get_row (mask, y)[x];

        g_assert_true (value == 0 || value == 255);
        if (value == 0)
          continue;
        left = MIN (left, x);
        top = MIN (top, y);
        right = MAX (right, x + 1);
        bottom = MAX (bottom, y + 1);
      }
  return right > 0 ? (GessoRect){ left, top, right - left, bottom - top } : (GessoRect){ 0 };
}

static void
assert_marked (GessoImage      *mask,
               const GessoRect *wanted)
{
  GessoRect found = get_marked (mask);

  g_assert_cmpint (found.x, ==, wanted->x);
  g_assert_cmpint (found.y, ==, wanted->y);
  g_assert_cmpint (found.width, ==, wanted->width);
  g_assert_cmpint (found.height, ==, wanted->height);
}

static GessoRect
widen (const GessoRect *rect)
{
  GessoRect all = { 0, 0, SIDE, SIDE };
  GessoRect wide
      = { rect->x - WIDEN, rect->y - WIDEN, rect->width + 2 * WIDEN, rect->height + 2 * WIDEN };

  return gesso_rect_intersect (&wide, &all);
}

/* Where nothing else drifted the limit is 9 levels. */
static void
strength (void)
{
  const GessoRect nothing = { 0 };
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 1);
  const struct
  {
    int add;
    gboolean found;
  } cases[] = { { 0, FALSE }, { 4, FALSE },  { 8, FALSE }, { -8, FALSE },
                { 11, TRUE }, { -11, TRUE }, { 60, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Patch patch = { { 240, 180, 48, 60 }, cases[i].add };
      GessoRect wide = widen (&patch.rect);
      g_autoptr (GessoImage) answer = change (base, add_patch, &patch);
      g_autoptr (GessoImage) mask = find (base, answer, NULL);

      assert_marked (mask, cases[i].found ? &wide : &nothing);
    }
}

/* Fewer than six cells together are taken for noise, six in any shape are not. */
static void
size (void)
{
  const GessoRect nothing = { 0 };
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 2);
  const struct
  {
    int columns;
    int rows;
    gboolean found;
  } cases[] = { { 1, 1, FALSE }, { 5, 1, FALSE }, { 2, 2, FALSE },
                { 6, 1, TRUE },  { 2, 3, TRUE },  { 40, 1, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Patch patch = { { 120, 300, cases[i].columns * CELL, cases[i].rows * CELL }, 50 };
      GessoRect wide = widen (&patch.rect);
      g_autoptr (GessoImage) answer = change (base, add_patch, &patch);
      g_autoptr (GessoImage) mask = find (base, answer, NULL);

      assert_marked (mask, cases[i].found ? &wide : &nothing);
    }
}

/* At the edges of the picture as well. */
static void
corners (void)
{
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 3);

  for (int corner = 0; corner < 4; corner++)
    {
      Patch patch = { { corner % 2 ? SIDE - 60 : 0, corner / 2 ? SIDE - 48 : 0, 60, 48 }, 40 };
      GessoRect wide = widen (&patch.rect);
      g_autoptr (GessoImage) answer = change (base, add_patch, &patch);
      g_autoptr (GessoImage) mask = find (base, answer, NULL);

      assert_marked (mask, &wide);
    }
}

/* Slow waves all over, as a model that draws anew makes them, that neither a shift nor a gain takes
 * back. */
static guint
add_waves (guint    value,
           int      x,
           int      y,
           int      channel,
           gpointer data)
{
  const Patch *patch = data;
  double wave = 8 * sin (x / 19.0 + channel) * sin (y / 23.0);
  int level = (int) value + (int) lrint (wave);

  if (channel == 3)
    return value;
  if (gesso_rect_contains (&patch->rect, x, y))
    level += patch->add;
  return (guint) CLAMP (level, 0, 255);
}

/* What changed less than that is not told from it, what changed more is. */
static void
drift (void)
{
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 4);
  Patch little = { { 240, 180, 60, 60 }, 0 };
  Patch much = { { 240, 180, 60, 60 }, 70 };
  g_autoptr (GessoImage) drifted = change (base, add_waves, &little);
  g_autoptr (GessoImage) edited = change (base, add_waves, &much);
  g_autoptr (GessoImage) none = find (base, drifted, NULL);
  g_autoptr (GessoImage) some = find (base, edited, NULL);
  GessoRect wide = widen (&much.rect);
  GessoRect found = get_marked (none);

  g_assert_cmpint (found.width, ==, 0);
  found = get_marked (some);
  g_assert_true (gesso_rect_contains (&found, 245, 185) && gesso_rect_contains (&found, 294, 234));
  found = gesso_rect_intersect (&found, &wide);
  assert_marked (some, &found);
}

static guint
brighten (guint    value,
          int      x,
          int      y,
          int      channel,
          gpointer data)
{
  return channel < 3 ? MIN ((guint) lrint (value * 1.06), 255) : value;
}

/* Moved, brighter and of another size: taken back before anything is compared. */
static void
moved_and_brighter (void)
{
  const int sizes[] = { SIDE, SIDE * 3 / 2 };
  g_autoptr (GessoImage) large = make_scene (SIDE + 40, SIDE + 40, 5);
  g_autoptr (GessoImage) base = gesso_transform_crop (large, 20, 20, SIDE, SIDE, NULL);
  g_autoptr (GessoImage) shifted = gesso_transform_crop (large, 13, 24, SIDE, SIDE, NULL);
  Patch patch = { { 240, 180, 60, 60 }, 80 };
  g_autoptr (GessoImage) bright = change (shifted, brighten, NULL);
  g_autoptr (GessoImage) edited = change (bright, add_patch, &patch);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GessoImage) answer = gesso_scale_resize (edited, sizes[i], sizes[i], NULL, NULL);
      GessoAlignment alignment;
      g_autoptr (GessoImage) mask = find (base, answer, &alignment);
      GessoRect found = get_marked (mask);
      /* In the base it lies where it would without the shift, and a cell on each side is mixed. */
      GessoRect most = { 240 - 7 - WIDEN - CELL, 180 + 4 - WIDEN - CELL, 60 + 2 * (WIDEN + CELL),
                         60 + 2 * (WIDEN + CELL) };
      GessoRect common = gesso_rect_intersect (&found, &most);

      g_assert_cmpint (alignment.refusal, ==, GESSO_REFUSAL_NONE);
      g_assert_true (gesso_rect_equal (&common, &found));
      g_assert_true (gesso_rect_contains (&found, 240, 190));
      g_assert_true (gesso_rect_contains (&found, 285, 235));
    }
}

/* Sixteen bits say the same as eight. */
static void
deep (void)
{
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 6);
  Patch patch = { { 240, 180, 48, 60 }, 11 };
  GessoRect wide = widen (&patch.rect);
  g_autoptr (GessoImage) answer = change (base, add_patch, &patch);
  g_autoptr (GessoImage) base16 = gesso_color_convert (base, GESSO_PIXEL_FORMAT_RGBA16, NULL);
  g_autoptr (GessoImage) answer16 = gesso_color_convert (answer, GESSO_PIXEL_FORMAT_RGBA16, NULL);
  g_autoptr (GessoImage) both = find (base16, answer16, NULL);
  g_autoptr (GessoImage) only_base = find (base16, answer, NULL);
  g_autoptr (GessoImage) only_answer = find (base, answer16, NULL);

  assert_marked (both, &wide);
  assert_marked (only_base, &wide);
  assert_marked (only_answer, &wide);
}

/* @add is the alpha within the patch; colours stay. */
static guint
set_alpha (guint    value,
           int      x,
           int      y,
           int      channel,
           gpointer data)
{
  const Patch *patch = data;

  return channel == 3 && gesso_rect_contains (&patch->rect, x, y) ? (guint) patch->add : value;
}

/* What appears or vanishes changed, though no colour did; colours that nobody sees did not. */
static void
transparency (void)
{
  const GessoRect nothing = { 0 };
  g_autoptr (GessoImage) base = make_scene (SIDE, SIDE, 7);
  Patch hole = { { 240, 180, 48, 60 }, 0 };
  Patch half = { { 240, 180, 48, 60 }, 128 };
  Patch color = { { 246, 186, 30, 30 }, 90 };
  GessoRect wide = widen (&hole.rect);
  g_autoptr (GessoImage) holed = change (base, set_alpha, &hole);
  g_autoptr (GessoImage) thin = change (base, set_alpha, &half);
  g_autoptr (GessoImage) hidden = change (holed, add_patch, &color);
  g_autoptr (GessoImage) vanished = find (base, holed, NULL);
  g_autoptr (GessoImage) appeared = find (holed, base, NULL);
  g_autoptr (GessoImage) thinned = find (base, thin, NULL);
  g_autoptr (GessoImage) unseen = find (holed, hidden, NULL);

  assert_marked (vanished, &wide);
  assert_marked (appeared, &wide);
  assert_marked (thinned, &wide);
  assert_marked (unseen, &nothing);
}

/* Nothing of another picture is proposed to be kept. */
static void
another_picture (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (SIDE, SIDE, 8, FALSE);
  g_autoptr (GessoImage) more_noise = gesso_test_picture_noise (SIDE, SIDE, 9, FALSE);
  g_autoptr (GessoImage) base = gesso_transform_blur (noise, 2, NULL, NULL);
  g_autoptr (GessoImage) other = gesso_transform_blur (more_noise, 2, NULL, NULL);
  GessoAlignment alignment;
  g_autoptr (GessoImage) mask = find (base, other, &alignment);
  const GessoRect nothing = { 0 };

  g_assert_cmpint (alignment.refusal, ==, GESSO_REFUSAL_DIFFERENT);
  assert_marked (mask, &nothing);
}

static void
odd_sizes (void)
{
  const GessoSize sizes[] = { { 1, 1 }, { 5, 3 }, { 7, 400 }, { 1, 3000 }, { 131, 67 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GessoImage) base
          = gesso_test_picture_noise (sizes[i].width, sizes[i].height, 3, TRUE);
      g_autoptr (GessoImage) mask = find (base, base, NULL);
      const GessoRect nothing = { 0 };

      assert_marked (mask, &nothing);
    }
}

static void
compared_size (void)
{
  GessoSize same = gesso_change_map_get_size (3840, 2160);
  GessoSize less = gesso_change_map_get_size (8000, 6000);
  GessoSize thin = gesso_change_map_get_size (1, 40000000);

  g_assert_cmpint (same.width, ==, 3840);
  g_assert_cmpint (same.height, ==, 2160);
  g_assert_cmpint (less.width * less.height, <=, 3840 * 2160);
  g_assert_cmpint (less.width * less.height, >, 3840 * 2160 - 8000);
  g_assert_cmpint (ABS (3 * less.width - 4 * less.height), <=, 4);
  g_assert_cmpint (thin.width, ==, 1);
}

static void
cancelled (void)
{
  g_autoptr (GessoImage) base = make_scene (120, 120, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GessoAlignment alignment;

  g_cancellable_cancel (cancellable);
  g_assert_null (gesso_change_map_find (base, base, &alignment, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/change-map/strength", strength);
  g_test_add_func ("/change-map/size", size);
  g_test_add_func ("/change-map/corners", corners);
  g_test_add_func ("/change-map/drift", drift);
  g_test_add_func ("/change-map/moved-and-brighter", moved_and_brighter);
  g_test_add_func ("/change-map/deep", deep);
  g_test_add_func ("/change-map/transparency", transparency);
  g_test_add_func ("/change-map/another-picture", another_picture);
  g_test_add_func ("/change-map/odd-sizes", odd_sizes);
  g_test_add_func ("/change-map/compared-size", compared_size);
  g_test_add_func ("/change-map/cancelled", cancelled);

  return g_test_run ();
}
