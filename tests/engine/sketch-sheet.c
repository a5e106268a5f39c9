/* sketch-sheet.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A contact sheet of what the built-in engine draws, to be looked at: sketch-sheet FOLDER [FIRST
 * [COUNT]] draws the prompts below into FOLDER/sheet.png, twelve to a page. With --one WxH PROMPT
 * FILE it draws a single picture and prints its account and its time. Not a test. */

#include "config.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-draw.h"

typedef struct
{
  int width;
  int height;
  const char *prompt;
} Sample;

static const Sample samples[] = {
  { 832, 1216,
    "Poster with the headline \"Night Garden\", subtitle \"Music, lanterns & slow food\" and "
    "caption \"12 June 2027, 19:00\" in botanical colors" },
  { 1024, 1024, "sunset over mountains with a lake" },
  { 1280, 720, "a red kite over dunes" },
  { 1280, 720, "night city skyline with a full moon and stars" },
  { 1050, 600,
    "business card \"Mara Lindqvist\" \"Typographer\" caption \"+46 8 555 01 42\" in slate" },
  { 1680, 720,
    "banner \"Summer Sale\" subtitle \"Up to 40 % off everything by the sea\" button \"Shop "
    "now\"" },
  { 720, 1280, "story \"Golden hour\" \"new prints this Friday\" sunset over the sea with a boat" },
  { 1280, 720, "palette sheet in autumn colors" },
  { 1280, 960,
    "wireframe of a landing page with hero and cards, headline \"Plan your week\", button \"Get "
    "started\"" },
  { 900, 1200, "mobile app wireframe with search and list, title \"Inbox\"" },
  { 1024, 1024, "seamless terrazzo tile in pastel" },
  { 1024, 1024, "topographic lines in navy and gold" },
  { 1024, 1024, "sticker of a lighthouse by the sea at night, transparent background" },
  { 832, 1216, "poster „مهرجان الضوء“ subtitle \"مساء الخميس في الحديقة\" tropical" },
  { 832, 1216, "poster \"प्रकाश उत्सव\" subtitle \"शाम सात बजे, नदी किनारे\" spice" },
  { 832, 1216, "poster \"পহেলা বৈশাখ\" subtitle \"শুভ নববর্ষ\" fiery" },
  { 832, 1216, "poster \"פסטיבל האור\" subtitle \"יום חמישי בשמונה\" midnight blue" },
  { 832, 1216, "海报「夏日音乐节」副标题「海边的三个夜晚」bauhaus colors" },
  { 1024, 1024, "forest of pines with mist at dawn" },
  { 1216, 832, "village on hills with a windmill, birds and clouds" },
  { 1024, 1024, "three hot-air balloons over fields, morning" },
  { 1216, 832, "snowy mountains with pines and a cabin at night, northern lights" },
  { 1024, 1024, "mesh gradient from orange to violet to teal" },
  { 1024, 1024, "halftone in red and cream" },
  { 1024, 1024, "low poly in ocean tones" },
  { 1216, 832, "desert with cacti and a ringed planet, stars, dusk" },
  { 832, 1216,
    "elegant wedding invitation \"Anna & Tomás\" \"are getting married\" caption \"7 August 2027\" "
    "rose gold" },
  { 1216, 832,
    "a dialog wireframe \"Delete project?\" subtitle \"This cannot be undone.\" button "
    "\"Delete\"" },
  { 1216, 832, "bar chart \"Visitors per month\" in denim" },
  { 1216, 832, "storyboard of a sailboat at sea, an island and palms" },
  { 1024, 1024, "a photorealistic cat in a café" },
  { 1024, 1024, "geometric pattern, bauhaus colors" },
  { 1024, 1024, "waves in navy, white and coral" },
  { 1216, 832, "castle on a hill with a river and a road, rainbow after rain" },
  { 1216, 832, "suspension bridge over the sea in fog with seagulls" },
  { 1024, 1024, "album cover \"Low Tide\" dark mode neon" },
};

static cairo_surface_t *
to_surface (GessoImage *image)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guchar *data = cairo_image_surface_get_data (surface);

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gesso_image_get_row (image, y);
      guint32 *to
          = (guint32 *) (gpointer) (data + (gsize) y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++, from += 4)
        to[x] = (guint32) from[3] << 24 | (guint32) (from[0] * from[3] / 255) << 16
                | (guint32) (from[1] * from[3] / 255) << 8 | (guint32) (from[2] * from[3] / 255);
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
preview_cb (GessoImage *preview,
            guint       stage,
            guint       n_stages,
            gpointer    user_data)
{
  const char *file = user_data;
  g_autofree char *name = g_strdup_printf ("%s.preview%u.png", file, stage);
  cairo_surface_t *surface = to_surface (preview);

  cairo_surface_write_to_png (surface, name);
  cairo_surface_destroy (surface);
}

static void
print_account (GessoSketchResult *result)
{
  printf ("%s\n", result->sentence);
  for (guint i = 0; i < result->understood->len; i++)
    {
      GessoSketchNote *note = g_ptr_array_index (result->understood, i);

      printf ("  used: %s -> %s\n", note->words, note->effect);
    }
  for (guint i = 0; i < result->ignored->len; i++)
    printf ("  not used: %s\n", (char *) g_ptr_array_index (result->ignored, i));
  for (guint i = 0; i < result->warnings->len; i++)
    printf ("  warning: %s\n", (char *) g_ptr_array_index (result->warnings, i));
}

static int
draw_one (const char *size,
          const char *prompt,
          const char *file,
          const char *quality)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new (prompt, 1024, 1024);
  g_autoptr (GessoSketchResult) result = NULL;
  cairo_surface_t *surface;
  gint64 start;

  sscanf (size, "%dx%d", &order->width, &order->height);
  order->quality = quality == NULL   ? GESSO_SKETCH_QUALITY_AUTO
                   : *quality == 'h' ? GESSO_SKETCH_QUALITY_HIGH
                   : *quality == 'l' ? GESSO_SKETCH_QUALITY_LOW
                                     : GESSO_SKETCH_QUALITY_MEDIUM;
  order->n_previews = quality != NULL && quality[1] == 'p' ? 3 : 0;
  start = g_get_monotonic_time ();
  result = gesso_sketch_draw (order, order->n_previews > 0 ? preview_cb : NULL, (gpointer) file,
                              NULL, &error);
  printf ("%.0f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
  if (result == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  print_account (result);
  surface = to_surface (result->image);
  cairo_surface_write_to_png (surface, file);
  cairo_surface_destroy (surface);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  guint first = argc > 2 ? (guint) atoi (argv[2]) : 0;
  guint count = MIN (argc > 3 ? (guint) atoi (argv[3]) : 12, 12);
  cairo_surface_t *sheet;
  cairo_t *cr;
  g_autofree char *file = NULL;

  if (argc >= 5 && strcmp (argv[1], "--one") == 0)
    return draw_one (argv[2], argv[3], argv[4], argc > 5 ? argv[5] : NULL);
  if (argc < 2)
    return 2;

  sheet = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1640, 1240);
  cr = cairo_create (sheet);
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  for (guint i = 0; i < count && first + i < G_N_ELEMENTS (samples); i++)
    {
      const Sample *sample = &samples[first + i];
      g_autoptr (GessoSketchOrder) order
          = gesso_sketch_order_new (sample->prompt, sample->width, sample->height);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GessoSketchResult) result = gesso_sketch_draw (order, NULL, NULL, NULL, NULL);
      cairo_surface_t *surface;
      double scale = MIN (400.0 / sample->width, 400.0 / sample->height);

      printf ("%.0f ms %s\n", (double) (g_get_monotonic_time () - start) / 1000, sample->prompt);
      print_account (result);
      surface = to_surface (result->image);
      cairo_save (cr);
      cairo_translate (cr, 10 + (i % 4) * 407 + (400 - sample->width * scale) / 2,
                       10 + (i / 4) * 410 + (400 - sample->height * scale) / 2);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_surface_destroy (surface);
    }
  file = g_build_filename (argv[1], "sheet.png", NULL);
  cairo_surface_write_to_png (sheet, file);
  cairo_destroy (cr);
  cairo_surface_destroy (sheet);

  return 0;
}
