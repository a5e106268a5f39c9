/* bench-codecs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoding, encoding and scaling against what the plain libraries do with the same picture in the
 * same run. One JSON object a line: name, milliseconds, the reference's milliseconds, the ratio.
 * Rounds of both alternate, and the medians are compared, because machines are noisy.
 */

#include "config.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-scale.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <png.h>
#include <stdlib.h>

#define ROUNDS 5

typedef struct
{
  GessoImage *picture; /* (owned): 3840 by 2160 */
  GessoImage *large;   /* (owned): 6000 by 4000 */
  GdkPixbuf *pixbuf;   /* (owned): the picture */
  GdkPixbuf *large_pixbuf;
  GBytes *png;  /* (owned): the picture */
  GBytes *jpeg; /* (owned): the large one */
} Fixture;

typedef void (*Work) (Fixture *fixture);

/* Soft waves with grain: compresses about as a photograph does. */
static GessoImage *
make_photograph (int width,
                 int height)
{
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height * 4);
  guint32 state = 1;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *p = pixels + 4 * ((gsize) y * (gsize) width + (gsize) x);
        float wave = sinf ((float) x * 0.004f) * cosf ((float) y * 0.006f);

        state = state * 1664525u + 1013904223u;
        p[0] = (guint8) (120 + 80 * wave + (float) (state >> 30));
        p[1] = (guint8) (100 + 60 * wave + (float) (state >> 28 & 3));
        p[2] = (guint8) (140 - 90 * wave + (float) (state >> 26 & 3));
        p[3] = 255;
      }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GdkPixbuf *
make_pixbuf (GessoImage *image)
{
  return gdk_pixbuf_new_from_bytes (gesso_image_get_bytes (image), GDK_COLORSPACE_RGB, TRUE, 8,
                                    gesso_image_get_width (image), gesso_image_get_height (image),
                                    (int) gesso_image_get_stride (image));
}

static void
decode_by_pixbuf (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_nonnull (pixbuf);
}

static void
decode_by_gesso (GBytes *bytes)
{
  g_autoptr (GessoImage) image = gesso_decoder_decode (bytes, NULL, NULL, NULL);

  g_assert_nonnull (image);
}

static void
png_decode (Fixture *fixture)
{
  decode_by_gesso (fixture->png);
}

static void
png_decode_reference (Fixture *fixture)
{
  decode_by_pixbuf (fixture->png);
}

static void
jpeg_decode (Fixture *fixture)
{
  decode_by_gesso (fixture->jpeg);
}

static void
jpeg_decode_reference (Fixture *fixture)
{
  decode_by_pixbuf (fixture->jpeg);
}

static void
jpeg_thumbnail (Fixture *fixture)
{
  GessoDecodeOptions options = { .fit_width = 512, .fit_height = 512 };
  g_autoptr (GessoImage) image = gesso_decoder_decode (fixture->jpeg, &options, NULL, NULL);

  g_assert_nonnull (image);
}

static void
png_encode (Fixture *fixture)
{
  g_autoptr (GBytes) bytes
      = gesso_encoder_encode (fixture->picture, GESSO_IMAGE_FORMAT_PNG, NULL, NULL, NULL);

  g_assert_nonnull (bytes);
}

static void
write_cb (png_structp png,
          png_bytep   data,
          size_t      length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

/* libpng at level 1 with its own choice of filters. */
static void
png_encode_reference (Fixture *fixture)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  int height = gesso_image_get_height (fixture->picture);

  png_set_write_fn (png, out, write_cb, NULL);
  png_set_IHDR (png, info, (png_uint_32) gesso_image_get_width (fixture->picture),
                (png_uint_32) height, 8, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, 1);
  png_write_info (png, info);
  for (int y = 0; y < height; y++)
    png_write_row (png, gesso_image_get_row (fixture->picture, y));
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
}

static void
scale (Fixture *fixture)
{
  g_autoptr (GessoImage) image = gesso_scale_resize (fixture->large, 1600, 1067, NULL, NULL);

  g_assert_nonnull (image);
}

static void
scale_reference (Fixture *fixture)
{
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_scale_simple (fixture->large_pixbuf, 1600, 1067, GDK_INTERP_BILINEAR);

  g_assert_nonnull (pixbuf);
}

static void
thumbnail (Fixture *fixture)
{
  g_autoptr (GessoImage) image = gesso_scale_resize (fixture->picture, 512, 288, NULL, NULL);

  g_assert_nonnull (image);
}

static void
thumbnail_reference (Fixture *fixture)
{
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_scale_simple (fixture->pixbuf, 512, 288, GDK_INTERP_BILINEAR);

  g_assert_nonnull (pixbuf);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
take_time (Work     work,
           Fixture *fixture)
{
  gint64 start = g_get_monotonic_time ();

  work (fixture);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
measure (Fixture    *fixture,
         const char *name,
         Work        work,
         Work        reference)
{
  double times[ROUNDS];
  double reference_times[ROUNDS];

  for (int i = 0; i < ROUNDS; i++)
    {
      times[i] = take_time (work, fixture);
      reference_times[i] = take_time (reference, fixture);
    }
  qsort (times, ROUNDS, sizeof *times, compare_doubles);
  qsort (reference_times, ROUNDS, sizeof *reference_times, compare_doubles);
  g_print ("{\"name\":\"%s\",\"ms\":%.1f,\"reference_ms\":%.1f,\"ratio\":%.3f}\n", name,
           times[ROUNDS / 2], reference_times[ROUNDS / 2],
           times[ROUNDS / 2] / reference_times[ROUNDS / 2]);
}

int
main (void)
{
  Fixture fixture = { 0 };

  fixture.picture = make_photograph (3840, 2160);
  fixture.large = make_photograph (6000, 4000);
  fixture.pixbuf = make_pixbuf (fixture.picture);
  fixture.large_pixbuf = make_pixbuf (fixture.large);
  fixture.png = gesso_encoder_encode (fixture.picture, GESSO_IMAGE_FORMAT_PNG, NULL, NULL, NULL);
  fixture.jpeg = gesso_encoder_encode (fixture.large, GESSO_IMAGE_FORMAT_JPEG, NULL, NULL, NULL);

  measure (&fixture, "png-decode-4k", png_decode, png_decode_reference);
  measure (&fixture, "jpeg-decode-24mp", jpeg_decode, jpeg_decode_reference);
  measure (&fixture, "jpeg-thumbnail-24mp-to-512", jpeg_thumbnail, jpeg_decode_reference);
  measure (&fixture, "png-encode-4k", png_encode, png_encode_reference);
  measure (&fixture, "scale-24mp-to-1600", scale, scale_reference);
  measure (&fixture, "scale-4k-to-512", thumbnail, thumbnail_reference);

  gesso_image_unref (fixture.picture);
  gesso_image_unref (fixture.large);
  g_object_unref (fixture.pixbuf);
  g_object_unref (fixture.large_pixbuf);
  g_bytes_unref (fixture.png);
  g_bytes_unref (fixture.jpeg);
  return 0;
}
