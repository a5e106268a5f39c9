/* test-sketch-color.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-color.h"
#include "engine/sketch/gesso-sketch-palette.h"

static double
distance (GessoSketchColor a,
          GessoSketchColor b)
{
  return fabs (a.r - b.r) + fabs (a.g - b.g) + fabs (a.b - b.b);
}

static void
test_round_trip (void)
{
  for (guint32 i = 0; i < 4096; i++)
    {
      guint32 rgb = (i & 0xf) * 0x11 | ((i >> 4) & 0xf) * 0x1100 | ((i >> 8) & 0xf) * 0x110000;
      GessoSketchColor color = gesso_sketch_color_from_hex (rgb);
      g_autofree char *text = gesso_sketch_color_to_string (color);
      GessoSketchColor parsed;

      g_assert_cmpfloat (distance (gesso_sketch_color_from_lch (gesso_sketch_color_to_lch (color)),
                                   color),
                         <, 0.006);
      g_assert_true (gesso_sketch_color_parse_hex (text + 1, &parsed));
      g_assert_cmpfloat (distance (parsed, color), <, 1e-9);
    }
}

static void
test_parse (void)
{
  GessoSketchColor color;

  g_assert_true (gesso_sketch_color_parse_hex ("f80", &color));
  g_assert_cmpfloat (distance (color, gesso_sketch_color_from_hex (0xff8800)), <, 1e-9);
  g_assert_true (gesso_sketch_color_parse_hex ("11223344", &color));
  g_assert_cmpfloat (distance (color, gesso_sketch_color_from_hex (0x112233)), <, 1e-9);
  g_assert_false (gesso_sketch_color_parse_hex ("", &color));
  g_assert_false (gesso_sketch_color_parse_hex ("12345", &color));
  g_assert_false (gesso_sketch_color_parse_hex ("ggg", &color));
  g_assert_false (gesso_sketch_color_parse_hex ("112233445", &color));
}

static void
test_contrast (void)
{
  GessoSketchColor black = gesso_sketch_color_from_hex (0x000000);
  GessoSketchColor white = gesso_sketch_color_from_hex (0xffffff);

  g_assert_cmpfloat (fabs (gesso_sketch_color_contrast (black, white) - 21), <, 0.01);
  /* WCAG's well-known limit case on white. */
  g_assert_cmpfloat (
      fabs (gesso_sketch_color_contrast (gesso_sketch_color_from_hex (0x767676), white) - 4.54), <,
      0.01);
}

static void
test_readable (void)
{
  for (guint32 ground = 0; ground < 512; ground++)
    for (guint32 wish = 0; wish < 27; wish++)
      {
        GessoSketchColor g = { (ground & 7) / 7.0, ((ground >> 3) & 7) / 7.0, (ground >> 6) / 7.0 };
        GessoSketchColor w = { wish % 3 / 2.0, wish / 3 % 3 / 2.0, wish / 9 / 2.0 };

        g_assert_cmpfloat (gesso_sketch_color_contrast (gesso_sketch_color_readable (w, g, 4.4), g),
                           >=, 4.4);
      }
}

static void
test_palettes (void)
{
  for (int word = -1; word < gesso_sketch_palette_count (); word++)
    for (guint64 seed = 0; seed < 12; seed++)
      {
        GessoSketchPaletteWish wish
            = { .word = word, .dark = seed % 3 == 1, .light = seed % 3 == 2 };
        GessoSketchPalette palette;

        gesso_sketch_palette_init (&palette, &wish, seed);
        g_assert_cmpint (palette.n_list, >=, 3);
        g_assert_cmpfloat (gesso_sketch_color_contrast (palette.ink, palette.ground), >=, 4.5);
        g_assert_cmpfloat (gesso_sketch_color_contrast (palette.muted, palette.ground), >=, 4.4);
        if (wish.dark)
          g_assert_cmpfloat (gesso_sketch_color_luminance (palette.ground), <, 0.3);
        if (wish.light)
          g_assert_cmpfloat (gesso_sketch_color_luminance (palette.ground), >, 0.25);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sketch/color/round-trip", test_round_trip);
  g_test_add_func ("/sketch/color/parse", test_parse);
  g_test_add_func ("/sketch/color/contrast", test_contrast);
  g_test_add_func ("/sketch/color/readable", test_readable);
  g_test_add_func ("/sketch/color/palettes", test_palettes);

  return g_test_run ();
}
