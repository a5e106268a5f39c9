/* test-stitch-plan.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans of edits, with the proofs of what came of them: what the journal keeps comes back,
 * and a draft with a plan sends the part in the plan's size.
 */

#include "config.h"

#include "base/gesso-json.h"
#include "model/gesso-draft.h"
#include "model/gesso-proof.h"
#include "model/gesso-stitch-plan.h"

#include <string.h>

#define DIGEST_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static GessoReference *
make_reference (const char *digest,
                int         width,
                int         height)
{
  g_autoptr (GBytes) data = g_bytes_new_static ("bytes", 5);

  return gesso_reference_new (data, "image/png", "picture.png", digest, width, height);
}

static GessoStitchPlan *
make_plan (GessoEditMode mode)
{
  g_autoptr (GessoReference) mask = make_reference (DIGEST_B, 6000, 4000);
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoMargins margins = { 0, 0, 16, 0 };

  options.mode = mode;
  options.feather = 12;
  options.seam = GESSO_SEAM_GRADIENT;
  return gesso_stitch_plan_new (mask, &(GessoRect){ 100, 200, 1536, 1024 },
                                &(GessoSize){ 1536, 1024 }, &margins, &options);
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
  g_autoptr (GessoStitchPlan) plain = make_plan (GESSO_EDIT_MODE_ADJUST);
  g_autoptr (GessoReference) base = make_reference (DIGEST_A, 6000, 4000);
  g_autoptr (GessoReference) crop = make_reference (DIGEST_B, 1536, 1024);
  g_autoptr (GessoStitchPlan) plan = gesso_stitch_plan_with_base (plain, base);
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GessoRequest) with_plan = NULL;
  g_autoptr (GessoRequest) again = NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GError) error = NULL;
  GessoStitchPlan *read;

  g_ptr_array_add (references, crop);
  request = gesso_request_new (GESSO_OPERATION_EDIT, "prompt", parameters, references, NULL);
  g_assert_null (gesso_request_get_plan (request));
  with_plan = gesso_request_with_plan (request, plan);
  json = gesso_request_to_json (with_plan);
  again = gesso_request_new_from_json (json, load, NULL, &error);
  g_assert_no_error (error);

  read = gesso_request_get_plan (again);
  g_assert_true (gesso_stitch_plan_equal (read, plan));
  g_assert_true (gesso_stitch_plan_is_cut (read));
  g_assert_false (gesso_stitch_plan_is_cut (plain));
  g_assert_cmpstr (gesso_reference_get_digest (gesso_stitch_plan_get_base (read)), ==, DIGEST_A);
  g_assert_cmpint (gesso_stitch_plan_get_options (read)->feather, ==, 12);
  g_assert_cmpint (gesso_stitch_plan_get_margins (read)->right, ==, 16);
  g_assert_cmpfloat (gesso_stitch_plan_get_scale (read), ==, 1);

  /* Damaged plans are no plans. */
  json_object_remove_member (json_object_get_object_member (json, "protection"), "rect");
  g_clear_pointer (&again, gesso_request_unref);
  again = gesso_request_new_from_json (json, load, NULL, &error);
  g_assert_null (again);
  g_assert_nonnull (error);
}

static void
proofs (void)
{
  GessoProof proof = { .checked = 23985152,
                       .drift_known = TRUE,
                       .drift_mean = 1.25,
                       .drift_share = 0.5,
                       .aligned = TRUE,
                       .shift_x = -3.5,
                       .scale = 1.01,
                       .corrected = TRUE,
                       .confidence = 0.9 };
  GessoProof refused = { .refusal = GESSO_REFUSAL_DIFFERENT, .scale = 1 };
  g_autoptr (JsonObject) json = gesso_proof_to_json (&proof);
  g_autoptr (JsonObject) other = gesso_proof_to_json (&refused);
  g_autoptr (JsonObject) empty = json_object_new ();
  GessoProof read;

  g_assert_true (gesso_proof_from_json (json, &read));
  g_assert_true (gesso_proof_is_proven (&read));
  g_assert_cmpuint (read.checked, ==, proof.checked);
  g_assert_cmpfloat (read.drift_mean, ==, 1.25);
  g_assert_cmpfloat (read.shift_x, ==, -3.5);
  g_assert_true (gesso_proof_from_json (other, &read));
  g_assert_cmpint (read.refusal, ==, GESSO_REFUSAL_DIFFERENT);
  g_assert_false (gesso_proof_is_proven (&read));
  g_assert_false (gesso_proof_from_json (empty, &read));
  g_assert_false (gesso_proof_from_json (NULL, &read));
  proof.different = 1;
  g_assert_false (gesso_proof_is_proven (&proof));
}

static void
drafts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, &error);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, &error);
  g_autoptr (GessoDraft) draft = gesso_draft_new (catalog, pricing);
  g_autoptr (GessoReference) base = make_reference (DIGEST_A, 6000, 4000);
  g_autoptr (GessoDraftImage) image = gesso_draft_image_new_ready (base);
  g_autoptr (GessoDraftImage) other = gesso_draft_image_new_ready (base);
  g_autoptr (GessoStitchPlan) plan = make_plan (GESSO_EDIT_MODE_REPLACE);
  g_autoptr (GessoRequest) request = NULL;
  guint n_problems;

  gesso_draft_set_model (draft, "openai-images", "gpt-image-2");
  gesso_draft_set_prompt (draft, "remove the lamp", -1);
  gesso_draft_add_reference (draft, image);
  gesso_draft_set_plan (draft, plan);
  gesso_draft_get_problems (draft, &n_problems);
  g_assert_cmpuint (n_problems, ==, 0);

  request = gesso_draft_freeze (draft, &error);
  g_assert_no_error (error);
  g_assert_true (gesso_stitch_plan_equal (gesso_request_get_plan (request), plan));
  g_assert_false (gesso_stitch_plan_is_cut (gesso_request_get_plan (request)));
  g_assert_cmpint (gesso_request_get_parameters (request)->size.width, ==, 1536);
  g_assert_cmpint (gesso_request_get_parameters (request)->size.height, ==, 1024);

  gesso_draft_set_from_request (draft, "openai-images", request);
  g_assert_cmpuint (gesso_draft_get_changed (draft), ==, 0);
  g_assert_true (gesso_stitch_plan_equal (gesso_draft_get_plan (draft), plan));

  /* A new base has another mask. */
  gesso_draft_replace_reference (draft, 0, other);
  g_assert_null (gesso_draft_get_plan (draft));
  g_assert_cmpuint (gesso_draft_get_changed (draft) & GESSO_DRAFT_FIELD_MASK, !=, 0);
}

/* Whatever is wished, what comes out is legal, is never more, and is left alone if it was legal. */
static void
margins (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (int i = 0; i < 100000; i++)
    {
      int max_side = g_rand_int_range (random, 100, 65536);
      GessoSize base = { g_rand_int_range (random, 1, max_side + 1),
                         g_rand_int_range (random, 1, max_side + 1) };
      guint64 area = (guint64) base.width * (guint64) base.height;
      guint64 max_pixels = area + (guint64) g_rand_int_range (random, 0, 1 << 28);
      int most = g_rand_boolean (random) ? 100 : 70000;
      GessoMargins wish
          = { g_rand_int_range (random, -50, most), g_rand_int_range (random, 0, most),
              g_rand_int_range (random, 0, most), g_rand_int_range (random, 0, most) };
      GessoMargins legal = wish;
      GessoMargins again;
      gint64 width, height;

      gesso_margins_limit (&legal, &base, max_side, max_pixels);
      width = (gint64) base.width + legal.left + legal.right;
      height = (gint64) base.height + legal.top + legal.bottom;
      g_assert_cmpint (width, <=, max_side);
      g_assert_cmpint (height, <=, max_side);
      g_assert_cmpuint ((guint64) (width * height), <=, max_pixels);
      g_assert_cmpint (legal.left, >=, 0);
      g_assert_cmpint (legal.right, >=, 0);
      g_assert_cmpint (legal.top, >=, 0);
      g_assert_cmpint (legal.bottom, >=, 0);
      g_assert_cmpint (legal.left, <=, MAX (wish.left, 0));
      g_assert_cmpint (legal.top, <=, wish.top);
      g_assert_cmpint (legal.right, <=, MIN (wish.right, GESSO_MARGINS_MAX));
      g_assert_cmpint (legal.bottom, <=, MIN (wish.bottom, GESSO_MARGINS_MAX));
      again = legal;
      gesso_margins_limit (&again, &base, max_side, max_pixels);
      g_assert_true (gesso_margins_equal (&legal, &again));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/stitch-plan/stored-and-read", stored_and_read);
  g_test_add_func ("/stitch-plan/proofs", proofs);
  g_test_add_func ("/stitch-plan/margins", margins);
  g_test_add_func ("/stitch-plan/drafts", drafts);
  return g_test_run ();
}
