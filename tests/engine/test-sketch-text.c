/* test-sketch-text.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine/sketch/gesso-sketch-text.h"

static void
test_inside (void)
{
  static const char *const texts[] = {
    "Grand Opening",
    "मेला और उत्सव",
    "পহেলা বৈশাখ",
    "مهرجان الضوء الكبير",
    "פסטיבל האור",
    "Donaudampfschifffahrtsgesellschaft",
    "a",
    "A very long line of words that will have to be wrapped several times before it fits",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int size = 1; size < 5; size++)
      {
        g_autoptr (GessoSketchCanvas) canvas = gesso_sketch_canvas_new (400, 300, 1);
        GessoSketchType type = { .face = GESSO_SKETCH_FACE_DISPLAY,
                                 .weight = 800,
                                 .max_size = 120,
                                 .min_size = 6,
                                 .align = size % 3 };
        GessoSketchBox box = { 20, 30, 90.0 * size, 60.0 * size };
        const guint8 *data;
        gboolean any = FALSE;

        gesso_sketch_text_draw (canvas, texts[i], &type, box,
                                gesso_sketch_color_from_hex (0xffffff));
        cairo_surface_flush (canvas->surface);
        data = cairo_image_surface_get_data (canvas->surface);
        for (int y = 0; y < 300; y++)
          for (int x = 0; x < 400; x++)
            {
              guint8 alpha = data[y * cairo_image_surface_get_stride (canvas->surface) + 4 * x + 3];

              any = any || alpha > 0;
              /* A serif or a mark may reach out by a few pixels, a word may not. */
              if (alpha > 40)
                {
                  g_assert_cmpint (x, >=, 20 - 8);
                  g_assert_cmpint (x, <=, 20 + 90 * size + 8);
                  g_assert_cmpint (y, >=, 30 - 12);
                  g_assert_cmpint (y, <=, 30 + 60 * size + 12);
                }
            }
        g_assert_true (any);
      }
}

static void
test_missing (void)
{
  g_autoptr (GessoSketchCanvas) canvas = gesso_sketch_canvas_new (300, 100, 1);
  GessoSketchType type = { .max_size = 30, .min_size = 6, .weight = 400 };

  gesso_sketch_text_draw (canvas, "plain", &type, (GessoSketchBox){ 0, 0, 300, 100 },
                          gesso_sketch_color_from_hex (0));
  g_assert_cmpuint (g_hash_table_size (canvas->missing), ==, 0);
  /* A code point that Unicode has not given to anybody. */
  gesso_sketch_text_draw (canvas, "x\xf0\xaf\xbf\x80", &type, (GessoSketchBox){ 0, 0, 300, 100 },
                          gesso_sketch_color_from_hex (0));
  g_assert_cmpuint (g_hash_table_size (canvas->missing), ==, 1);
}

static void
test_degenerate (void)
{
  g_autoptr (GessoSketchCanvas) canvas = gesso_sketch_canvas_new (64, 64, 1);
  GessoSketchType type = { .max_size = 30, .min_size = 6, .weight = 400 };
  g_autofree char *many = g_strnfill (20000, 'W');

  gesso_sketch_text_draw (canvas, "", &type, (GessoSketchBox){ 0, 0, 64, 64 },
                          gesso_sketch_color_from_hex (0));
  gesso_sketch_text_draw (canvas, "\xff\xfe", &type, (GessoSketchBox){ 0, 0, 0, 0 },
                          gesso_sketch_color_from_hex (0));
  gesso_sketch_text_draw (canvas, "negative", &type, (GessoSketchBox){ 0, 0, -5, -5 },
                          gesso_sketch_color_from_hex (0));
  gesso_sketch_text_draw (canvas, many, &type, (GessoSketchBox){ 0, 0, 64, 64 },
                          gesso_sketch_color_from_hex (0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sketch/text/inside", test_inside);
  g_test_add_func ("/sketch/text/missing", test_missing);
  g_test_add_func ("/sketch/text/degenerate", test_degenerate);

  return g_test_run ();
}
