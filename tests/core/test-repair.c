/* test-repair.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits that were made without a mask, repaired in the library: what was not meant is the picture
 * before again, to the last bit and proven; what was meant stays; what was there stays as it was.
 */

#include "config.h"

#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-decoder.h"
#include "image/gesso-transform.h"
#include "mask/gesso-mask.h"
#include "protect/gesso-protect-error.h"
#include "studio/gesso-repair.h"

#include <string.h>

#define SIDE 516

static const GessoRect spot = { 240, 180, 60, 48 };

static GessoImage *
make_scene (guint32 seed)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (SIDE, SIDE, seed, FALSE);

  return gesso_transform_blur (noise, 2, NULL, NULL);
}

/* A spot was asked for, and everything else is a little brighter and lies one pixel lower. */
static GessoImage *
make_edit (GessoImage *scene)
{
  gsize stride = 4 * SIDE;
  guint8 *pixels = g_malloc (stride * SIDE);
  g_autoptr (GessoImage) spot_image
      = gesso_test_picture_constant (spot.width, spot.height, 0x1020e0ff);
  g_autoptr (GessoImage) drifted = NULL;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < 4 * SIDE; x++)
      {
        guint value = gesso_image_get_row (scene, MAX (y - 1, 0))[x];

        pixels[(gsize) y * stride + (gsize) x]
            = (guint8) (x % 4 == 3 ? 255 : MIN (value + value / 25, 255));
      }
  drifted = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
  return gesso_composite_over (drifted, spot_image, spot.x, spot.y, 255, NULL);
}

typedef struct
{
  GessoTestStudio studio;
  GessoLibrary *library; /* (unowned) */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  gesso_test_studio_set_up (&f->studio);
  f->library = gesso_studio_get_library (f->studio.studio);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gesso_test_studio_verify (&f->studio);
  gesso_test_studio_tear_down (&f->studio);
}

static GessoNode *
import (Fixture    *f,
        GessoImage *image)
{
  return gesso_test_library_import_image (f->library, f->studio.session, "base", image);
}

static GessoNode *
receive_edit (Fixture    *f,
              GessoNode  *base,
              GessoImage *answer)
{
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("a blue spot", 1, 0, NULL);
  g_autofree char *job = gesso_test_library_edit_job (f->library, base, request);
  g_autoptr (GPtrArray) nodes = NULL;

  gesso_test_library_receive_image (f->library, job, answer);
  nodes = gesso_test_library_commit (f->library, job, 1);
  g_assert_cmpuint (nodes->len, ==, 1);
  return g_object_ref (nodes->pdata[0]);
}

static GessoNode *
repair (Fixture    *f,
        GessoNode  *edit,
        GessoMask  *mask,
        GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_repair_make_async (f->studio.studio, edit, mask, "Kept", NULL, gesso_test_result_cb,
                           &result);
  return gesso_repair_make_finish (f->studio.studio, gesso_test_wait_result (&result), error);
}

static GessoImage *
decode (GessoNode *node)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GessoImage *image
      = gesso_decoder_decode_file (gesso_node_get_path (node), &options, NULL, &error);

  g_assert_no_error (error);
  return image;
}

/* How many pixels are not the base's, and whether all of these are in @most. */
static guint
count_changed (GessoImage      *base,
               GessoImage      *image,
               const GessoRect *most)
{
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (base));
  guint n = 0;

  g_assert_cmpint (gesso_image_get_format (image), ==, gesso_image_get_format (base));
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (memcmp (gesso_image_get_row (base, y) + (gsize) x * pixel,
                  gesso_image_get_row (image, y) + (gsize) x * pixel, pixel)
          != 0)
        {
          g_assert_true (gesso_rect_contains (most, x, y));
          n++;
        }
  return n;
}

/* The spot and what is marked around it. */
static const GessoRect most = { 240 - 20, 180 - 20, 60 + 40, 48 + 40 };

static void
found (Fixture       *f,
       gconstpointer  data)
{
  g_autoptr (GessoImage) scene = make_scene (1);
  g_autoptr (GessoImage) answer = make_edit (scene);
  g_autoptr (GessoNode) base = import (f, scene);
  g_autoptr (GessoNode) edit = receive_edit (f, base, answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) repaired = NULL;
  g_autoptr (GessoImage) image = NULL;
  GessoProof proof;

  g_assert_false (gesso_repair_can_repair (base));
  g_assert_true (gesso_repair_can_repair (edit));
  g_assert_false (gesso_repair_is_repaired (edit));
  repaired = repair (f, edit, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gesso_repair_is_repaired (repaired));
  g_assert_true (gesso_repair_can_repair (repaired));

  image = decode (repaired);
  g_assert_cmpuint (count_changed (scene, image, &most), >=, 60 * 48);
  g_assert_cmpint (gesso_image_get_row (image, 200)[4 * 270 + 2], >, 200);
  g_assert_true (gesso_node_get_proof (repaired, &proof));
  g_assert_true (gesso_proof_is_proven (&proof));
  g_assert_cmpuint (proof.different, ==, 0);
  g_assert_cmpuint (proof.checked, >=, SIDE * SIDE - most.width * most.height);

  /* Nothing was asked and nothing cost; the answer is the edit as it came. */
  g_assert_null (gesso_node_get_job_id (repaired));
  g_assert_cmpint (gesso_node_get_cost_micros (repaired), ==, 0);
  g_assert_cmpstr (gesso_node_get_base_id (repaired), ==, gesso_node_get_id (base));
  g_assert_cmpstr (gesso_node_get_answer_digest (repaired), ==, gesso_node_get_digest (edit));
  g_assert_cmpstr (gesso_node_get_prompt (repaired), ==, "a blue spot");
  g_assert_false (gesso_node_get_deleted (edit));
}

static GessoMask *
make_mask (const GessoRect *white)
{
  guint8 *pixels = g_malloc0 (SIDE * SIDE);
  g_autoptr (GessoImage) image = NULL;
  GessoMask *mask;

  for (int y = white->y; y < white->y + white->height; y++)
    memset (pixels + y * SIDE + white->x, 255, (gsize) white->width);
  image = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_GRAY8, SIDE, pixels);
  mask = gesso_mask_new_from_image (image);
  g_assert_nonnull (mask);
  return mask;
}

/* Somebody says what is kept; of a repaired picture again from the whole answer. */
static void
corrected (Fixture       *f,
           gconstpointer  data)
{
  const GessoRect elsewhere = { 20, 30, 80, 60 };
  g_autoptr (GessoImage) scene = make_scene (2);
  g_autoptr (GessoImage) answer = make_edit (scene);
  g_autoptr (GessoNode) base = import (f, scene);
  g_autoptr (GessoNode) edit = receive_edit (f, base, answer);
  g_autoptr (GessoNode) first = repair (f, edit, NULL, NULL);
  g_autoptr (GessoMask) mask = make_mask (&elsewhere);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) second = repair (f, first, mask, &error);
  g_autoptr (GessoImage) image = NULL;
  GessoProof proof;

  g_assert_no_error (error);
  image = decode (second);
  g_assert_cmpuint (count_changed (scene, image, &elsewhere), >, 0);
  g_assert_true (gesso_node_get_proof (second, &proof));
  g_assert_cmpuint (proof.checked, >=, SIDE * SIDE - 80 * 60);
  g_assert_cmpuint (proof.different, ==, 0);
  g_assert_cmpstr (gesso_node_get_answer_digest (second), ==, gesso_node_get_digest (edit));
}

static void
deep (Fixture       *f,
      gconstpointer  data)
{
  g_autoptr (GessoImage) scene = make_scene (3);
  g_autoptr (GessoImage) answer = make_edit (scene);
  g_autoptr (GessoImage) plain = gesso_color_convert (scene, GESSO_PIXEL_FORMAT_RGBA16, NULL);
  gsize length = gesso_image_get_stride (plain) * SIDE;
  guint16 *pixels = g_memdup2 (gesso_image_get_pixels (plain), length);
  g_autoptr (GessoImage) fine = NULL;
  g_autoptr (GessoNode) base = NULL;
  g_autoptr (GessoNode) edit = NULL;
  g_autoptr (GessoNode) repaired = NULL;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GError) error = NULL;

  /* What eight bits could not say. */
  for (gsize i = 0; i < length / 2; i++)
    if (i % 4 != 3)
      pixels[i] ^= (guint16) (i * 7 % 97);
  fine = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA16,
                               gesso_image_get_stride (plain), (guint8 *) pixels);
  base = import (f, fine);
  edit = receive_edit (f, base, answer);
  repaired = repair (f, edit, NULL, &error);
  g_assert_no_error (error);
  image = decode (repaired);
  g_assert_cmpuint (count_changed (fine, image, &most), >=, 60 * 48);
}

/* A hole in the base stays a hole, with the colour that nobody sees. */
static void
transparent (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GessoImage) scene = make_scene (4);
  gsize length = gesso_image_get_stride (scene) * SIDE;
  guint8 *holed = g_memdup2 (gesso_image_get_pixels (scene), length);
  g_autoptr (GessoImage) with_hole = NULL;
  g_autoptr (GessoImage) drifted = make_edit (scene);
  guint8 *answer_pixels = g_memdup2 (gesso_image_get_pixels (drifted), length);
  g_autoptr (GessoImage) answer = NULL;
  g_autoptr (GessoNode) base = NULL;
  g_autoptr (GessoNode) edit = NULL;
  g_autoptr (GessoNode) repaired = NULL;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GError) error = NULL;

  for (int y = 400; y < 460; y++)
    for (int x = 60; x < 140; x++)
      {
        holed[4 * (y * SIDE + x) + 3] = 0;
        answer_pixels[4 * (y * SIDE + x) + 3] = 0;
        answer_pixels[4 * (y * SIDE + x)] ^= 0x80;
      }
  with_hole = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA8, 4 * SIDE, holed);
  answer = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA8, 4 * SIDE, answer_pixels);
  base = import (f, with_hole);
  edit = receive_edit (f, base, answer);
  repaired = repair (f, edit, NULL, &error);
  g_assert_no_error (error);
  image = decode (repaired);
  g_assert_cmpuint (count_changed (with_hole, image, &most), >=, 60 * 48);
}

/* Nothing to keep, or nothing to put it into: said, and nothing is added. */
static void
refused (Fixture       *f,
         gconstpointer  data)
{
  g_autoptr (GessoImage) scene = make_scene (5);
  g_autoptr (GessoImage) other = make_scene (6);
  g_autoptr (GessoNode) base = import (f, scene);
  g_autoptr (GessoNode) unchanged = receive_edit (f, base, scene);
  g_autoptr (GessoNode) stranger = receive_edit (f, base, other);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->studio.session));
  g_autoptr (GError) error = NULL;

  g_assert_null (repair (f, unchanged, NULL, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY);
  g_clear_error (&error);
  g_assert_null (repair (f, stranger, NULL, &error));
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->studio.session)), ==, n);
}

static void
cancelled (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoImage) scene = make_scene (7);
  g_autoptr (GessoImage) answer = make_edit (scene);
  g_autoptr (GessoNode) base = import (f, scene);
  g_autoptr (GessoNode) edit = receive_edit (f, base, answer);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->studio.session));

  gesso_repair_make_async (f->studio.studio, edit, NULL, "Kept", cancellable, gesso_test_result_cb,
                           &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      gesso_repair_make_finish (f->studio.studio, gesso_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->studio.session)), ==, n);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/repair/found", found);
  ADD ("/repair/corrected", corrected);
  ADD ("/repair/deep", deep);
  ADD ("/repair/transparent", transparent);
  ADD ("/repair/refused", refused);
  ADD ("/repair/cancelled", cancelled);

  return g_test_run ();
}
