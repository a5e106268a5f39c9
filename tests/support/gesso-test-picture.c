/* gesso-test-picture.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes pictures and picture files with the plain codec libraries, not with the code under test.
 */

#include "config.h"

#include "support/gesso-test-picture.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <string.h>

GessoImage *
gesso_test_picture_gradient (int width,
                             int height)
{
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *p = pixels + 4 * ((gsize) y * (gsize) width + (gsize) x);
        p[0] = (guint8) (x * 255 / MAX (width - 1, 1));
        p[1] = (guint8) (y * 255 / MAX (height - 1, 1));
        p[2] = (guint8) ((x + y) * 255 / MAX (width + height - 2, 1));
        p[3] = 255;
      }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

GessoImage *
gesso_test_picture_gradient16 (int width,
                               int height)
{
  guint16 *pixels = g_new (guint16, (gsize) width * (gsize) height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint16 *p = pixels + 4 * ((gsize) y * (gsize) width + (gsize) x);
        p[0] = (guint16) (x * 65535 / MAX (width - 1, 1));
        p[1] = (guint16) (y * 65535 / MAX (height - 1, 1));
        p[2] = (guint16) (x * 257 + y * 31);
        p[3] = (guint16) (65535 - x * 11);
      }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA16, (gsize) width * 8,
                               (guint8 *) pixels);
}

GessoImage *
gesso_test_picture_noise (int      width,
                          int      height,
                          guint32  seed,
                          gboolean has_alpha)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize n = (gsize) width * (gsize) height;
  guint8 *pixels = g_malloc (n * 4);

  for (gsize i = 0; i < n; i++)
    {
      guint32 value = g_rand_int (rand);
      memcpy (pixels + 4 * i, &value, 4);
      if (!has_alpha)
        pixels[4 * i + 3] = 255;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

GessoImage *
gesso_test_picture_constant (int     width,
                             int     height,
                             guint32 rgba)
{
  guint32 pixel = GUINT32_TO_BE (rgba);
  gsize n = (gsize) width * (gsize) height;
  guint8 *pixels = g_malloc (n * 4);

  for (gsize i = 0; i < n; i++)
    memcpy (pixels + 4 * i, &pixel, 4);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static void
png_write_cb (png_structp png,
              png_bytep   data,
              size_t      length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
png_flush_cb (png_structp png)
{
}

static void
set_palette (png_structp png,
             png_infop   info,
             gboolean    is_transparent)
{
  png_color palette[16];
  png_byte alpha[16];

  for (int i = 0; i < 16; i++)
    {
      palette[i] = (png_color){ (png_byte) (i * 17), (png_byte) (255 - i * 17), 128 };
      alpha[i] = (png_byte) (i * 16);
    }
  png_set_PLTE (png, info, palette, 16);
  if (is_transparent)
    png_set_tRNS (png, info, alpha, 16, NULL);
}

static const struct
{
  int type;
  int depth;
  int channels;
} png_kinds[] = {
  [GESSO_TEST_PNG_RGB] = { PNG_COLOR_TYPE_RGB, 8, 3 },
  [GESSO_TEST_PNG_RGBA] = { PNG_COLOR_TYPE_RGB_ALPHA, 8, 4 },
  [GESSO_TEST_PNG_GRAY] = { PNG_COLOR_TYPE_GRAY, 8, 1 },
  [GESSO_TEST_PNG_GRAY_BITS] = { PNG_COLOR_TYPE_GRAY, 1, 1 },
  [GESSO_TEST_PNG_GRAY_ALPHA] = { PNG_COLOR_TYPE_GRAY_ALPHA, 8, 2 },
  [GESSO_TEST_PNG_PALETTE] = { PNG_COLOR_TYPE_PALETTE, 8, 1 },
  [GESSO_TEST_PNG_PALETTE_TRANSPARENT] = { PNG_COLOR_TYPE_PALETTE, 8, 1 },
  [GESSO_TEST_PNG_RGB_TRANSPARENT] = { PNG_COLOR_TYPE_RGB, 8, 3 },
  [GESSO_TEST_PNG_RGB16] = { PNG_COLOR_TYPE_RGB, 16, 3 },
  [GESSO_TEST_PNG_GRAY16] = { PNG_COLOR_TYPE_GRAY, 16, 1 },
  [GESSO_TEST_PNG_INTERLACED] = { PNG_COLOR_TYPE_RGB, 8, 3 },
};

/* Byte @i of row @y: (7 x + 13 y + 29 i) modulo 256, where x counts bytes; palette indices stay
 * below 16. */
static void
fill_png_row (GessoTestPng  kind,
              guint8       *row,
              gsize         length,
              int           y)
{
  for (gsize i = 0; i < length; i++)
    row[i] = (guint8) (7 * i + 13 * (gsize) y);
  if (png_kinds[kind].type == PNG_COLOR_TYPE_PALETTE)
    for (gsize i = 0; i < length; i++)
      row[i] &= 15;
}

GBytes *
gesso_test_picture_png (GessoTestPng kind,
                        int          width,
                        int          height)
{
  GByteArray *out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  gsize length
      = ((gsize) width * (gsize) (png_kinds[kind].channels * png_kinds[kind].depth) + 7) / 8;
  g_autofree guint8 *row = g_malloc (length);
  png_color_16 transparent = { 0, 0, 7, 14, 0 };
  int passes;

  png_set_write_fn (png, out, png_write_cb, png_flush_cb);
  png_set_IHDR (png, info, (png_uint_32) width, (png_uint_32) height, png_kinds[kind].depth,
                png_kinds[kind].type,
                kind == GESSO_TEST_PNG_INTERLACED ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (png_kinds[kind].type == PNG_COLOR_TYPE_PALETTE)
    set_palette (png, info, kind == GESSO_TEST_PNG_PALETTE_TRANSPARENT);
  if (kind == GESSO_TEST_PNG_RGB_TRANSPARENT)
    png_set_tRNS (png, info, NULL, 0, &transparent);
  png_write_info (png, info);
  passes = png_set_interlace_handling (png);
  for (int pass = 0; pass < passes; pass++)
    for (int y = 0; y < height; y++)
      {
        fill_png_row (kind, row, length, y);
        png_write_row (png, row);
      }
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);

  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_jpeg (int           width,
           int           height,
           J_COLOR_SPACE space,
           gboolean      is_inverted)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr manager;
  guint8 *data = NULL;
  unsigned long length = 0;
  int channels = space == JCS_CMYK ? 4 : 3;
  g_autofree guint8 *row = g_malloc ((gsize) (width * channels));
  guint8 flip = is_inverted ? 0xff : 0;
  GBytes *bytes;

  jpeg.err = jpeg_std_error (&manager);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &length);
  jpeg.image_width = (JDIMENSION) width;
  jpeg.image_height = (JDIMENSION) height;
  jpeg.input_components = channels;
  jpeg.in_color_space = space;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, 95, TRUE);
  jpeg.write_Adobe_marker = is_inverted;
  jpeg_start_compress (&jpeg, TRUE);
  for (int y = 0; y < height; y++)
    {
      JSAMPROW rows[] = { row };
      for (int x = 0; x < width; x++)
        {
          /* CMYK: pure cyan above, nothing (white) below; RGB: red above, blue below. */
          gboolean is_top = y < height / 2;
          guint8 *p = row + x * channels;
          if (space == JCS_CMYK)
            for (int c = 0; c < 4; c++)
              p[c] = (guint8) ((is_top && c == 0 ? 255 : 0) ^ flip);
          else
            memcpy (p, is_top ? "\xff\0\0" : "\0\0\xff", 3);
        }
      jpeg_write_scanlines (&jpeg, rows, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  bytes = g_bytes_new (data, length);
  free (data);

  return bytes;
}

/* The upper half is red, the lower half blue. */
GBytes *
gesso_test_picture_jpeg (int width,
                         int height)
{
  return make_jpeg (width, height, JCS_RGB, FALSE);
}

/* The upper half is pure cyan, the lower half without ink. */
GBytes *
gesso_test_picture_cmyk_jpeg (int      width,
                              int      height,
                              gboolean is_inverted)
{
  return make_jpeg (width, height, JCS_CMYK, is_inverted);
}

GBytes *
gesso_test_picture_exif_jpeg (int width,
                              int height,
                              int orientation)
{
  static const guint8 app1[]
      = { 0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', '*', 0, 8, 0, 0, 0,
          1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, 0,   0,   0,   0, 0, 0, 0, 0 };
  g_autoptr (GBytes) plain = gesso_test_picture_jpeg (width, height);
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (plain, &length);

  g_byte_array_append (out, data, 2);
  g_byte_array_append (out, app1, sizeof app1);
  out->data[2 + 28] = (guint8) orientation;
  g_byte_array_append (out, data + 2, (guint) length - 2);

  return g_byte_array_free_to_bytes (out);
}

/* 2 by 1 pixels: transparent and white. */
GBytes *
gesso_test_picture_gif (void)
{
  static const guint8 gif[] = { 'G', 'I', 'F', '8', '9',  'a',  2, 0, 1, 0,    0x80, 0, 0,    0, 0,
                                0,   255, 255, 255, 0x21, 0xf9, 4, 1, 0, 0,    0,    0, 0x2c, 0, 0,
                                0,   0,   2,   0,   1,    0,    0, 2, 2, 0x44, 0x0a, 0, 0x3b };

  return g_bytes_new (gif, sizeof gif);
}

/* A header that claims 65,535 by 65,535 pixels, with hardly any data behind it. */
GBytes *
gesso_test_picture_png_bomb (void)
{
  GByteArray *out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  static const guint8 data[] = { 0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1 };

  png_set_write_fn (png, out, png_write_cb, png_flush_cb);
  png_set_user_limits (png, 65535, 65535);
  png_set_IHDR (png, info, 65535, 65535, 8, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  png_write_chunk (png, (png_const_bytep) "IDAT", data, sizeof data);
  png_write_chunk (png, (png_const_bytep) "IEND", NULL, 0);
  png_destroy_write_struct (&png, &info);

  return g_byte_array_free_to_bytes (out);
}

GBytes *
gesso_test_picture_jpeg_bomb (void)
{
  g_autoptr (GBytes) plain = gesso_test_picture_jpeg (16, 16);
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&plain), &length);

  for (gsize i = 0; i + 9 < length; i++)
    if (data[i] == 0xff && data[i + 1] == 0xc0)
      {
        memset (data + i + 5, 0xff, 4);
        break;
      }

  return g_bytes_new_take (data, length);
}

GBytes *
gesso_test_picture_gif_bomb (void)
{
  gsize length;
  guint8 *data = g_bytes_unref_to_data (gesso_test_picture_gif (), &length);

  memset (data + 6, 0xff, 4);
  return g_bytes_new_take (data, length);
}

GBytes *
gesso_test_picture_cut (GBytes *file,
                        gsize   length)
{
  g_assert_cmpuint (length, <=, g_bytes_get_size (file));

  return g_bytes_new_from_bytes (file, 0, length);
}

GBytes *
gesso_test_picture_from_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

void
gesso_test_picture_assert_equal (GessoImage *a,
                                 GessoImage *b)
{
  gsize row;

  g_assert_cmpint (gesso_image_get_width (a), ==, gesso_image_get_width (b));
  g_assert_cmpint (gesso_image_get_height (a), ==, gesso_image_get_height (b));
  g_assert_cmpint (gesso_image_get_format (a), ==, gesso_image_get_format (b));

  row = (gsize) gesso_image_get_width (a)
        * gesso_pixel_format_get_size (gesso_image_get_format (a));
  for (int y = 0; y < gesso_image_get_height (a); y++)
    g_assert_cmpmem (gesso_image_get_row (a, y), row, gesso_image_get_row (b, y), row);
}

/* The largest difference between two bytes of two pictures that have 8 bits. */
int
gesso_test_picture_max_distance (GessoImage *a,
                                 GessoImage *b)
{
  gsize row;
  int max = 0;

  g_assert_cmpint (gesso_image_get_width (a), ==, gesso_image_get_width (b));
  g_assert_cmpint (gesso_image_get_height (a), ==, gesso_image_get_height (b));
  g_assert_cmpint (gesso_image_get_format (a), ==, gesso_image_get_format (b));
  g_assert_cmpint (gesso_image_get_format (a), !=, GESSO_PIXEL_FORMAT_RGBA16);

  row = (gsize) gesso_image_get_width (a)
        * gesso_pixel_format_get_size (gesso_image_get_format (a));
  for (int y = 0; y < gesso_image_get_height (a); y++)
    for (gsize i = 0; i < row; i++)
      max = MAX (max, ABS (gesso_image_get_row (a, y)[i] - gesso_image_get_row (b, y)[i]));

  return max;
}
