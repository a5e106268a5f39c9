/* test-edit-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edit and blend masks: a fade never touches what was not painted, growing in one piece and in
 * bands is the same, and both conventions of mask files are read.
 */

#include "config.h"

#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "protect/gesso-edit-mask.h"

#include <string.h>

static GessoImage *
random_mask (GRand  *rand,
             int     width,
             int     height,
             guint8 *pixels_out)
{
  guint8 *pixels = g_malloc0 ((gsize) width * (gsize) height);

  for (int i = 0; i < 6; i++)
    {
      int w = g_rand_int_range (rand, 1, width + 1);
      int h = g_rand_int_range (rand, 1, height + 1);
      int x = g_rand_int_range (rand, 0, width);
      int y = g_rand_int_range (rand, 0, height);
      guint8 value = (guint8) g_rand_int_range (rand, 0, 256);

      w = w / 3 + 1;
      h = h / 3 + 1;
      for (int row = y; row < MIN (y + h, height); row++)
        memset (pixels + row * width + x, value, (gsize) (MIN (x + w, width) - x));
    }
  if (pixels_out != NULL)
    memcpy (pixels_out, pixels, (gsize) width * (gsize) height);
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

static void
fades_inward (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int round = 0; round < 40; round++)
    {
      /* More rows than a band has. */
      int width = g_rand_int_range (rand, 1, 90);
      int height = g_rand_int_range (rand, 1, 700);
      int feather = g_rand_int_range (rand, 0, 30);
      g_autofree guint8 *plane = g_malloc ((gsize) width * (gsize) height);
      g_autoptr (GessoImage) mask = random_mask (rand, width, height, plane);
      GessoPainted painted = { .mask = mask, .width = width, .height = height };
      GessoRect rect = { 0, 0, width, height };
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImage) blend
          = gesso_edit_mask_make_blend (&painted, &rect, feather, FALSE, NULL, &error);
      g_autoptr (GessoImage) outward
          = gesso_edit_mask_make_blend (&painted, &rect, feather, TRUE, NULL, &error);

      g_assert_no_error (error);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            guint8 value = gesso_image_get_row (blend, y)[x];

            if (plane[y * width + x] == 0)
              g_assert_cmpint (value, ==, 0);
            g_assert_cmpint (value, <=, plane[y * width + x]);
            g_assert_cmpint (gesso_image_get_row (outward, y)[x], >=, plane[y * width + x]);
          }
    }
}

static void
an_edge_fades (void)
{
  guint8 *pixels = g_malloc0 (100 * 100);
  g_autoptr (GessoImage) mask = NULL;
  GessoPainted painted = { .width = 100, .height = 100 };
  GessoRect rect = { 0, 0, 100, 100 };
  g_autoptr (GessoImage) blend = NULL;
  const guint8 *row;

  for (int y = 0; y < 100; y++)
    memset (pixels + 100 * y + 50, 255, 50);
  painted.mask = mask = gesso_image_new_take (100, 100, GESSO_PIXEL_FORMAT_GRAY8, 100, pixels);
  blend = gesso_edit_mask_make_blend (&painted, &rect, 8, FALSE, NULL, NULL);
  row = gesso_image_get_row (blend, 50);
  g_assert_cmpint (row[49], ==, 0);
  for (int x = 50; x < 58; x++)
    g_assert_cmpint (row[x], <, row[x + 1]);
  g_assert_cmpint (row[58], ==, 255);
  /* At the canvas's own edge nothing fades. */
  g_assert_cmpint (row[99], ==, 255);
  g_assert_cmpint (gesso_image_get_row (blend, 0)[99], ==, 255);
}

static void
grows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 30; round++)
    {
      int width = g_rand_int_range (rand, 20, 60);
      int height = g_rand_int_range (rand, 20, 400);
      int grow = g_rand_int_range (rand, 0, 9);
      g_autofree guint8 *plane = g_malloc ((gsize) width * (gsize) height);
      g_autoptr (GessoImage) mask = random_mask (rand, width, height, plane);
      GessoPainted painted = { .mask = mask, .width = width, .height = height };
      GessoRect rect = { 0, 0, width, height };
      GessoSize half = { width / 2, height / 2 };
      GessoSize same = { width, height };
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImage) edit
          = gesso_edit_mask_make_edit (&painted, &rect, &same, grow, NULL, &error);
      g_autoptr (GessoImage) small
          = gesso_edit_mask_make_edit (&painted, &rect, &half, grow, NULL, &error);

      g_assert_no_error (error);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            gboolean near = FALSE;

            for (int v = MAX (y - grow, 0); v <= MIN (y + grow, height - 1); v++)
              for (int u = MAX (x - grow, 0); u <= MIN (x + grow, width - 1); u++)
                near |= plane[v * width + u] > GESSO_EDIT_MASK_THRESHOLD
                        && (x - u) * (x - u) + (y - v) * (y - v) <= grow * grow;
            g_assert_cmpint (gesso_image_get_row (edit, y)[x], ==, near ? 255 : 0);
            /* What may change at full size may change at half. */
            if (near)
              g_assert_cmpint (gesso_image_get_row (small, y * half.height
                                                               / height)[x * half.width / width],
                               ==, 255);
          }
    }
}

static void
margins (void)
{
  GessoPainted painted = { .width = 50, .height = 40, .margins = { 10, 0, 0, 5 } };
  GessoRect bounds;
  GessoRect all = { 0, 0, 60, 45 };
  GessoSize size = { 60, 45 };
  g_autoptr (GessoImage) edit = NULL;
  g_autoptr (GessoImage) blend = NULL;

  g_assert_true (gesso_edit_mask_get_bounds (&painted, 0, &bounds));
  g_assert_true (gesso_rect_equal (&bounds, &all));
  edit = gesso_edit_mask_make_edit (&painted, &all, &size, 2, NULL, NULL);
  blend = gesso_edit_mask_make_blend (&painted, &all, 8, FALSE, NULL, NULL);
  g_assert_cmpint (gesso_image_get_row (edit, 20)[11], ==, 255);
  g_assert_cmpint (gesso_image_get_row (edit, 20)[12], ==, 0);
  /* Of the original nothing is let go. */
  g_assert_cmpint (gesso_image_get_row (blend, 20)[9], ==, 255);
  g_assert_cmpint (gesso_image_get_row (blend, 20)[10], ==, 0);
  g_assert_cmpint (gesso_image_get_row (blend, 39)[30], ==, 0);
  g_assert_cmpint (gesso_image_get_row (blend, 40)[30], ==, 255);
}

static void
regions (void)
{
  guint8 *pixels = g_malloc0 (1000 * 800);
  g_autoptr (GessoImage) mask = NULL;
  GessoPainted painted = { .width = 1000, .height = 800 };
  g_autoptr (GArray) found = NULL;

  for (int y = 10; y < 30; y++)
    memset (pixels + 1000 * y + 20, 255, 20);
  for (int y = 15; y < 30; y++)
    memset (pixels + 1000 * y + 60, 255, 10);
  for (int y = 700; y < 750; y++)
    memset (pixels + 1000 * y + 900, 255, 50);
  painted.mask = mask = gesso_image_new_take (1000, 800, GESSO_PIXEL_FORMAT_GRAY8, 1000, pixels);
  found = gesso_edit_mask_find_regions (&painted, 6);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (
      gesso_rect_equal (&g_array_index (found, GessoRect, 0), &(GessoRect){ 14, 4, 62, 32 }));
  g_assert_true (
      gesso_rect_equal (&g_array_index (found, GessoRect, 1), &(GessoRect){ 894, 694, 62, 62 }));
}

/* A picture of one row, from pixels. */
static GessoImage *
row_of (GessoPixelFormat  format,
        const void       *pixels,
        int               n)
{
  gsize length = (gsize) n * gesso_pixel_format_get_size (format);

  return gesso_image_new_take (n, 1, format, length, g_memdup2 (pixels, length));
}

static void
conventions (void)
{
  const guint8 gray[] = { 0, 100, 255 };
  const guint8 opaque[] = { 0, 0, 0, 255, 255, 255, 255, 255, 100, 100, 100, 255 };
  const guint8 holes[] = { 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 100 };
  const guint16 deep[] = { 0, 0, 0, 65535, 65535, 65535, 65535, 65535 };
  g_autoptr (GessoImage) a = row_of (GESSO_PIXEL_FORMAT_GRAY8, gray, 3);
  g_autoptr (GessoImage) b = row_of (GESSO_PIXEL_FORMAT_RGBA8, opaque, 3);
  g_autoptr (GessoImage) c = row_of (GESSO_PIXEL_FORMAT_RGBA8, holes, 3);
  g_autoptr (GessoImage) d = row_of (GESSO_PIXEL_FORMAT_RGBA16, deep, 2);
  GessoImage *pictures[] = { a, b, c, d };
  const GessoMaskKind kinds[] = { GESSO_MASK_KIND_WHITE, GESSO_MASK_KIND_WHITE,
                                  GESSO_MASK_KIND_TRANSPARENT, GESSO_MASK_KIND_WHITE };
  const guint8 wanted[][3] = { { 0, 100, 255 }, { 0, 255, 100 }, { 0, 255, 155 }, { 0, 255, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      GessoMaskKind kind;
      g_autoptr (GessoImage) mask
          = gesso_edit_mask_from_image (pictures[i], GESSO_MASK_KIND_FIND_OUT, &kind, NULL);

      g_assert_cmpint (kind, ==, kinds[i]);
      g_assert_cmpmem (gesso_image_get_row (mask, 0), (gsize) gesso_image_get_width (mask),
                       wanted[i], (gsize) gesso_image_get_width (mask));
    }
}

static void
sent_both_ways (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (GessoImage) mask = random_mask (rand, 64, 48, NULL);
  GessoPainted painted = { .mask = mask, .width = 64, .height = 48 };
  GessoRect rect = { 0, 0, 64, 48 };
  GessoSize size = { 64, 48 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) edit = gesso_edit_mask_make_edit (&painted, &rect, &size, 3, NULL, &error);
  g_autoptr (GBytes) png = gesso_edit_mask_encode (edit, NULL, &error);
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) read = gesso_decoder_decode (png, &options, NULL, &error);
  g_autoptr (GessoImage) by_alpha = NULL;
  g_autoptr (GessoImage) by_colour = NULL;

  g_assert_no_error (error);
  by_alpha = gesso_edit_mask_from_image (read, GESSO_MASK_KIND_TRANSPARENT, NULL, &error);
  by_colour = gesso_edit_mask_from_image (read, GESSO_MASK_KIND_WHITE, NULL, &error);
  for (int y = 0; y < 48; y++)
    {
      g_assert_cmpmem (gesso_image_get_row (by_alpha, y), 64, gesso_image_get_row (edit, y), 64);
      g_assert_cmpmem (gesso_image_get_row (by_colour, y), 64, gesso_image_get_row (edit, y), 64);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/edit-mask/fades-inward", fades_inward);
  g_test_add_func ("/edit-mask/an-edge-fades", an_edge_fades);
  g_test_add_func ("/edit-mask/grows", grows);
  g_test_add_func ("/edit-mask/margins", margins);
  g_test_add_func ("/edit-mask/regions", regions);
  g_test_add_func ("/edit-mask/conventions", conventions);
  g_test_add_func ("/edit-mask/sent-both-ways", sent_both_ways);
  return g_test_run ();
}
