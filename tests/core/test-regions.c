/* test-regions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions far apart: which parts they are sent in, what the journal keeps of them, what they cost,
 * and that their answers come together in one picture in any order, with nothing else changed.
 */

#include "config.h"

#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include "base/gesso-digest.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-transform.h"
#include "model/gesso-draft.h"
#include "protect/gesso-protection.h"
#include "protect/gesso-regions.h"

#include <string.h>

#define WIDTH 2800
#define HEIGHT 900
#define N_SPOTS 3

/* From the top, as parts come. */
static const GessoRect spots[N_SPOTS]
    = { { 2500, 250, 80, 200 }, { 100, 340, 120, 90 }, { 1300, 460, 150, 110 } };

static GessoImage *
make_mask (guint n)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);

  for (guint i = 0; i < n; i++)
    for (int y = spots[i].y; y < spots[i].y + spots[i].height; y++)
      memset (pixels + y * WIDTH + spots[i].x, 255, (gsize) spots[i].width);
  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_GRAY8, WIDTH, pixels);
}

static GessoImage *
make_base (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (WIDTH, HEIGHT, 5, FALSE);

  return gesso_transform_blur (noise, 3, NULL, NULL);
}

static GessoReference *
make_reference (GessoImage *image)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, &error);
  g_autofree char *digest = NULL;

  g_assert_no_error (error);
  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", "x.png", digest, gesso_image_get_width (image),
                              gesso_image_get_height (image));
}

static GPtrArray *
make_plans (GessoImage  *mask,
            GArray     **out_parts)
{
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoPainted painted = { .mask = mask, .width = WIDTH, .height = HEIGHT };
  g_autoptr (GessoReference) whole = make_reference (mask);
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GError) error = NULL;
  GessoContext joined;
  GPtrArray *plans;

  parts = gesso_regions_find (&painted, options.grow, &gesso_size_rule_gpt_image, &joined);
  g_assert_nonnull (parts);
  plans = gesso_regions_make_plans (parts, mask, whole, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, parts->len);
  if (out_parts != NULL)
    *out_parts = g_steal_pointer (&parts);
  return plans;
}

static void
found (void)
{
  g_autoptr (GessoImage) mask = make_mask (N_SPOTS);
  GessoPainted painted = { .mask = mask, .width = WIDTH, .height = HEIGHT };
  g_autoptr (GArray) parts = NULL;
  GessoContext joined;

  parts = gesso_regions_find (&painted, 6, &gesso_size_rule_gpt_image, &joined);
  g_assert_cmpuint (parts->len, ==, N_SPOTS);
  for (guint i = 0; i < parts->len; i++)
    for (guint j = i + 1; j < parts->len; j++)
      {
        GessoRect common = gesso_rect_intersect (&g_array_index (parts, GessoContext, i).rect,
                                                 &g_array_index (parts, GessoContext, j).rect);

        g_assert_true (gesso_rect_is_empty (&common));
      }

  /* Three small parts have as many pixels as the one large; two have fewer. */
  g_assert_false (gesso_regions_is_worth (&joined, parts));
  joined.scale = 0.7;
  g_assert_true (gesso_regions_is_worth (&joined, parts));
  joined.scale = 1;
  g_array_set_size (parts, 2);
  g_assert_true (gesso_regions_is_worth (&joined, parts));
}

static void
nothing_to_choose (void)
{
  g_autoptr (GessoImage) one = make_mask (1);
  g_autoptr (GessoImage) none = make_mask (0);
  g_autoptr (GessoImage) all = make_mask (N_SPOTS);
  GessoPainted painted = { .mask = one, .width = WIDTH, .height = HEIGHT };
  GessoContext joined;

  g_assert_null (gesso_regions_find (&painted, 6, &gesso_size_rule_gpt_image, &joined));
  painted.mask = none;
  g_assert_null (gesso_regions_find (&painted, 6, &gesso_size_rule_gpt_image, &joined));
  painted.mask = all;
  painted.margins.left = 100;
  g_assert_null (gesso_regions_find (&painted, 6, &gesso_size_rule_gpt_image, &joined));
}

static GBytes *
load (const char  *digest,
      gpointer     user_data,
      GError     **error)
{
  return g_bytes_new (digest, strlen (digest));
}

static void
stored_and_read (void)
{
  g_autoptr (GessoImage) mask = make_mask (N_SPOTS);
  g_autoptr (GPtrArray) plans = make_plans (mask, NULL);
  g_autoptr (GessoImage) base_image = make_base ();
  g_autoptr (GessoReference) base = make_reference (base_image);
  g_autoptr (GessoStitchPlan) grouped = gesso_stitch_plan_with_group (plans->pdata[1], "a-group");
  g_autoptr (GessoStitchPlan) plan = gesso_stitch_plan_with_base (grouped, base);
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) plain = NULL;
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GessoRequest) again = NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GError) error = NULL;
  GessoStitchPlan *read;
  guint n_parts;

  g_ptr_array_add (references, base);
  plain = gesso_request_new (GESSO_OPERATION_EDIT, "prompt", parameters, references, NULL);
  request = gesso_request_with_plan (plain, plan);
  json = gesso_request_to_json (request);
  again = gesso_request_new_from_json (json, load, NULL, &error);
  g_assert_no_error (error);
  read = gesso_request_get_plan (again);
  g_assert_true (gesso_stitch_plan_equal (read, plan));
  g_assert_cmpstr (gesso_stitch_plan_get_group (read), ==, "a-group");
  g_assert_cmpuint (gesso_stitch_plan_get_number (read, &n_parts), ==, 2);
  g_assert_cmpuint (n_parts, ==, N_SPOTS);
  g_assert_nonnull (gesso_stitch_plan_get_whole (read));
  g_assert_false (gesso_stitch_plan_equal (read, plans->pdata[0]));
  g_assert_false (gesso_stitch_plan_equal (read, plans->pdata[1]));
}

static void
priced_and_frozen (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, &error);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, &error);
  g_autoptr (GessoDraft) draft = gesso_draft_new (catalog, pricing);
  g_autoptr (GessoImage) mask = make_mask (N_SPOTS);
  g_autoptr (GessoImage) base_image = make_base ();
  g_autoptr (GessoReference) base = make_reference (base_image);
  g_autoptr (GessoReference) whole = make_reference (mask);
  g_autoptr (GessoDraftImage) image = gesso_draft_image_new_ready (base);
  g_autoptr (GPtrArray) plans = make_plans (mask, NULL);
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  g_autoptr (GessoStitchPlan) joined
      = gesso_stitch_plan_new (whole, &(GessoRect){ 0, 0, WIDTH, HEIGHT },
                               &(GessoSize){ 2560, 864 }, NULL, &options);
  g_autoptr (GessoStitchPlan) plan = gesso_stitch_plan_with_parts (joined, plans);
  g_autoptr (GessoRequest) request = NULL;
  gint64 sum = 0;

  gesso_draft_set_model (draft, "openai-images", "gpt-image-2");
  gesso_draft_set_prompt (draft, "remove the lamps", -1);
  gesso_draft_set_quality (draft, "low");
  gesso_draft_add_reference (draft, image);
  for (guint i = 0; i < plans->len; i++)
    {
      gesso_draft_set_plan (draft, plans->pdata[i]);
      g_assert_true (gesso_draft_get_estimate (draft)->known);
      sum += gesso_draft_get_estimate (draft)->micros_high;
    }
  gesso_draft_set_plan (draft, plan);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->micros_high, ==, sum);
  request = gesso_draft_freeze (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_stitch_plan_get_n_parts (gesso_request_get_plan (request)), ==, N_SPOTS);

  gesso_draft_set_plan (draft, joined);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->micros_high, !=, sum);
}

/* The answer of a part: what was sent, brighter where it may change. */
static GessoImage *
make_answer (GessoImage      *base,
             GessoStitchPlan *plan,
             guint            spot)
{
  const GessoRect *rect = gesso_stitch_plan_get_rect (plan);
  g_autoptr (GessoImage) part
      = gesso_transform_crop (base, rect->x, rect->y, rect->width, rect->height, NULL);
  gsize stride = gesso_image_get_stride (part);
  guint8 *pixels = g_malloc (stride * (gsize) rect->height);

  for (int y = 0; y < rect->height; y++)
    {
      guint8 *row = pixels + (gsize) y * stride;

      memcpy (row, gesso_image_get_row (part, y), stride);
      for (int x = 0; x < rect->width; x++)
        if (gesso_rect_contains (&spots[spot], x + rect->x, y + rect->y))
          for (int c = 0; c < 3; c++)
            row[4 * x + c] = (guint8) (255 - row[4 * x + c]);
    }
  return gesso_image_new_take (rect->width, rect->height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
}

static GessoProtection *
make_edit (GessoImage      *base,
           GessoStitchPlan *plan)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) file
      = gesso_decoder_decode (gesso_reference_get_data (gesso_stitch_plan_get_mask (plan)),
                              &options, NULL, &error);
  g_autoptr (GessoImage) mask
      = gesso_edit_mask_from_image (file, GESSO_MASK_KIND_WHITE, NULL, &error);
  GessoProtection *edit = gesso_protection_new (base, mask, NULL, gesso_stitch_plan_get_rect (plan),
                                                gesso_stitch_plan_get_sent (plan),
                                                gesso_stitch_plan_get_options (plan), &error);

  g_assert_no_error (error);
  return edit;
}

/* Every pixel outside of the spots is the base's; the middle of those in @done is inverted. */
static void
check (GessoImage *base,
       GessoImage *result,
       GessoImage *mask,
       guint       done)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (gesso_image_get_row (mask, y)[x] == 0)
        g_assert_cmpint (memcmp (gesso_image_get_row (base, y) + 4 * x,
                                 gesso_image_get_row (result, y) + 4 * x, 4),
                         ==, 0);
  for (guint i = 0; i < N_SPOTS; i++)
    {
      int x = spots[i].x + spots[i].width / 2;
      const guint8 *before = gesso_image_get_row (base, spots[i].y + spots[i].height / 2) + 4 * x;
      const guint8 *after = gesso_image_get_row (result, spots[i].y + spots[i].height / 2) + 4 * x;
      int wanted = done & (1u << i) ? 255 - before[1] : before[1];

      g_assert_cmpint (ABS (after[1] - wanted), <=, 2);
    }
}

static void
in_any_order (void)
{
  static const guint orders[][4]
      = { { 0, 1, 2, 0 }, { 0, 2, 1, 1 }, { 1, 0, 2, 2 }, { 2, 1, 0, 1 }, { 2, 0, 0, 1 } };
  g_autoptr (GessoImage) base = make_base ();
  g_autoptr (GessoImage) mask = make_mask (N_SPOTS);
  g_autoptr (GPtrArray) plans = make_plans (mask, NULL);
  guint64 outside = WIDTH * HEIGHT;

  for (guint i = 0; i < N_SPOTS; i++)
    outside -= (guint64) spots[i].width * (guint64) spots[i].height;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GessoImage) head = NULL;
      guint done = 0;

      for (guint j = 0; j < G_N_ELEMENTS (orders[i]); j++)
        {
          guint part = orders[i][j];
          g_autoptr (GessoProtection) edit = make_edit (base, plans->pdata[part]);
          g_autoptr (GessoImage) answer = make_answer (base, plans->pdata[part], part);
          g_autoptr (GError) error = NULL;
          g_autoptr (GessoStitched) stitched
              = gesso_protection_stitch_part (edit, answer, head, mask, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpint (stitched->proof.refusal, ==, GESSO_REFUSAL_NONE);
          g_assert_cmpuint (stitched->proof.checked, ==, outside);
          g_assert_cmpuint (stitched->proof.different, ==, 0);
          done |= 1u << part;
          check (base, stitched->image, mask, done);
          g_clear_pointer (&head, gesso_image_unref);
          head = gesso_image_ref (stitched->image);
        }
    }
}

/* What others made of the picture is not believed either. */
static void
heads_that_are_wrong (void)
{
  g_autoptr (GessoImage) base = make_base ();
  g_autoptr (GessoImage) mask = make_mask (N_SPOTS);
  g_autoptr (GPtrArray) plans = make_plans (mask, NULL);
  g_autoptr (GessoProtection) edit = make_edit (base, plans->pdata[0]);
  g_autoptr (GessoImage) answer = make_answer (base, plans->pdata[0], 0);
  g_autoptr (GessoImage) other = gesso_test_picture_noise (WIDTH, HEIGHT, 6, FALSE);
  g_autoptr (GessoImage) small = gesso_test_picture_noise (WIDTH - 1, HEIGHT, 6, FALSE);
  g_autoptr (GessoImage) deep = gesso_test_picture_gradient16 (WIDTH, HEIGHT);
  g_autoptr (GessoStitched) stitched = NULL;
  GessoImage *const unlike[] = { small, deep };
  g_autoptr (GError) error = NULL;

  stitched = gesso_protection_stitch_part (edit, answer, other, mask, NULL, &error);
  g_assert_null (stitched);
  g_assert_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_NOT_PROVEN);
  for (guint i = 0; i < G_N_ELEMENTS (unlike); i++)
    {
      g_clear_error (&error);
      g_clear_pointer (&stitched, gesso_stitched_free);
      stitched = gesso_protection_stitch_part (edit, answer, unlike[i], mask, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (stitched->proof.refusal, ==, GESSO_REFUSAL_INPUT);
      g_assert_null (stitched->image);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/regions/found", found);
  g_test_add_func ("/regions/nothing-to-choose", nothing_to_choose);
  g_test_add_func ("/regions/stored-and-read", stored_and_read);
  g_test_add_func ("/regions/priced-and-frozen", priced_and_frozen);
  g_test_add_func ("/regions/in-any-order", in_any_order);
  g_test_add_func ("/regions/heads-that-are-wrong", heads_that_are_wrong);
  return g_test_run ();
}
