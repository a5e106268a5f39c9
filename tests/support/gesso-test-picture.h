/* gesso-test-picture.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"

G_BEGIN_DECLS

/* Pictures and picture files made by code: good ones of every kind, and bad ones. */

typedef enum
{
  GESSO_TEST_PNG_RGB,
  GESSO_TEST_PNG_RGBA,
  GESSO_TEST_PNG_GRAY,
  GESSO_TEST_PNG_GRAY_BITS,
  GESSO_TEST_PNG_GRAY_ALPHA,
  GESSO_TEST_PNG_PALETTE,
  GESSO_TEST_PNG_PALETTE_TRANSPARENT,
  GESSO_TEST_PNG_RGB_TRANSPARENT,
  GESSO_TEST_PNG_RGB16,
  GESSO_TEST_PNG_GRAY16,
  GESSO_TEST_PNG_INTERLACED,
} GessoTestPng;

#define GESSO_TEST_PNG_LAST GESSO_TEST_PNG_INTERLACED

GessoImage *gesso_test_picture_gradient     (int           width,
                                             int           height);
GessoImage *gesso_test_picture_gradient16   (int           width,
                                             int           height);
GessoImage *gesso_test_picture_noise        (int           width,
                                             int           height,
                                             guint32       seed,
                                             gboolean      has_alpha);
GessoImage *gesso_test_picture_constant     (int           width,
                                             int           height,
                                             guint32       rgba);

GBytes     *gesso_test_picture_png          (GessoTestPng  kind,
                                             int           width,
                                             int           height);
GBytes     *gesso_test_picture_jpeg         (int           width,
                                             int           height);
GBytes     *gesso_test_picture_cmyk_jpeg    (int           width,
                                             int           height,
                                             gboolean      is_inverted);
GBytes     *gesso_test_picture_exif_jpeg    (int           width,
                                             int           height,
                                             int           orientation);
GBytes     *gesso_test_picture_gif          (void);
GBytes     *gesso_test_picture_png_bomb     (void);
GBytes     *gesso_test_picture_jpeg_bomb    (void);
GBytes     *gesso_test_picture_gif_bomb     (void);
GBytes     *gesso_test_picture_cut          (GBytes       *file,
                                             gsize         length);
GBytes     *gesso_test_picture_from_text    (const char   *text);

void        gesso_test_picture_assert_equal (GessoImage   *a,
                                             GessoImage   *b);
int         gesso_test_picture_max_distance (GessoImage   *a,
                                             GessoImage   *b);

G_END_DECLS
