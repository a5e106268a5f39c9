/* test-findings.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-catalog.h"
#include "model/gesso-draft.h"

#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "studio/gesso-request-adapter.h"
#include "support/gesso-test.h"

/* 2.5 shows previews and draws transparent backgrounds; that is what a test can find untrue. */
#define MODEL "gpt-image-2.5-flare"

static GessoAccount *
make_account (void)
{
  GessoAccount *account = gesso_account_new ("one", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "Cellar");

  gesso_account_set_base_url (account, "https://cellar.example/v1");
  gesso_account_set_model (account, MODEL);
  return account;
}

static GessoFindings *
make_findings (const char *polarity)
{
  GessoFindings *findings = gesso_findings_new (MODEL);

  findings->found_us = G_GINT64_CONSTANT (1795176000123456);
  findings->sizes = GESSO_FINDING_NO;
  findings->asked = (GessoSize){ 816, 816 };
  findings->size = (GessoSize){ 512, 512 };
  findings->previews = GESSO_FINDING_NO;
  findings->transparency = GESSO_FINDING_NO;
  findings->edits = GESSO_FINDING_YES;
  findings->mask = GESSO_FINDING_YES;
  findings->polarity = g_strdup (polarity);
  findings->cost_micros = 12300;
  return findings;
}

static GessoAccount *
through_file (GessoAccount *account)
{
  g_autoptr (JsonObject) object = gesso_account_to_json (account);
  g_autofree char *text = gesso_json_object_to_string (object, FALSE);
  g_autoptr (JsonObject) read = gesso_json_parse_object (text, -1, NULL);

  return gesso_account_new_from_json (read);
}

static void
test_remembered (void)
{
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoAccount) again = NULL;
  g_autoptr (GessoFindings) wanted = make_findings ("black");
  const GessoFindings *found;

  gesso_account_take_findings (account, make_findings ("black"));
  again = through_file (account);
  found = gesso_account_get_findings (again, MODEL);
  g_assert_nonnull (found);
  g_assert_true (gesso_findings_equal (found, wanted));
  g_assert_cmpint (found->asked.width, ==, 816);
  g_assert_cmpint (found->size.height, ==, 512);
  g_assert_cmpint (found->cost_micros, ==, 12300);

  /* They are of one model. */
  g_assert_null (gesso_account_get_findings (again, "gpt-image-2"));
  g_assert_null (gesso_account_get_findings (again, NULL));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_forgotten (void)
{
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoAccount) copy = NULL;
  guint n_notes = 0;

  g_signal_connect_swapped (account, "notify::findings", G_CALLBACK (count_cb), &n_notes);
  gesso_account_take_findings (account, make_findings ("black"));
  copy = gesso_account_copy (account);
  g_assert_nonnull (gesso_account_get_findings (copy, MODEL));
  gesso_account_forget_findings (account);
  g_assert_cmpuint (n_notes, ==, 2);
  g_assert_null (gesso_account_get_findings (account, MODEL));

  /* The same name at another address is another service. */
  gesso_account_set_base_url (copy, "https://cellar.example/v1");
  g_assert_nonnull (gesso_account_get_findings (copy, MODEL));
  gesso_account_set_base_url (copy, "https://attic.example/v1");
  g_assert_null (gesso_account_get_findings (copy, MODEL));
}

/* A test that breaks off does not take away what an earlier one found. */
static void
test_broken_off (void)
{
  g_autoptr (GessoAccount) account = make_account ();
  GessoFindings *half = gesso_findings_new (MODEL);
  const GessoFindings *found;

  gesso_account_take_findings (account, make_findings ("white"));
  half->previews = GESSO_FINDING_YES;
  gesso_account_take_findings (account, half);
  found = gesso_account_get_findings (account, MODEL);
  g_assert_cmpint (found->previews, ==, GESSO_FINDING_YES);
  g_assert_cmpint (found->transparency, ==, GESSO_FINDING_NO);
  g_assert_cmpint (found->size.width, ==, 512);
  g_assert_cmpstr (found->polarity, ==, "white");
}

static void
test_strange_file (void)
{
  g_autoptr (JsonObject) object = gesso_json_parse_object (
      "{\"id\":\"a\",\"kind\":\"compatible\",\"findings\":[7,null,{},"
      "{\"model\":\"m\",\"polarity\":\"plaid\",\"previews\":3,\"edits\":\"NO\",\"asked\":\"big\","
      "\"found\":\"yesterday\"}],\"ends\":{\"m\":\"soon\",\"\":\"2026-12-01\",\"n\":"
      "\"2026-02-30\",\"o\":\"2026-12-01\"}}",
      -1, NULL);
  g_autoptr (GessoAccount) account = gesso_account_new_from_json (object);
  const GessoFindings *found = gesso_account_get_findings (account, "m");

  g_assert_true (gesso_findings_is_empty (found));
  g_assert_null (found->polarity);
  g_assert_cmpint (found->asked.width, ==, 0);
  g_assert_cmpint (found->found_us, ==, 0);
  g_assert_null (gesso_account_get_model_end (account, "m"));
  g_assert_null (gesso_account_get_model_end (account, ""));
  g_assert_null (gesso_account_get_model_end (account, "n"));
  g_assert_cmpstr (gesso_account_get_model_end (account, "o"), ==, "2026-12-01");
}

static void
test_capabilities (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoModelInfo) before = gesso_catalog_lookup_account (catalog, account, MODEL);
  g_autoptr (GessoModelInfo) after = NULL;
  g_autoptr (GessoModelInfo) other = NULL;
  g_autoptr (GessoModelInfo) refused = NULL;
  GessoFindings *no_edits = gesso_findings_new (MODEL);

  g_assert_null (before->findings);
  g_assert_cmpint (before->max_partial_images, >, 0);
  g_assert_true (gesso_model_info_has_background (before, "transparent", FALSE));
  g_assert_cmpstr (before->mask_polarity, ==, "two-way");

  gesso_account_take_findings (account, make_findings ("black"));
  after = gesso_catalog_lookup_account (catalog, account, MODEL);
  g_assert_nonnull (after->findings);
  g_assert_cmpint (after->max_partial_images, ==, 0);
  g_assert_false (gesso_model_info_has_background (after, "transparent", FALSE));
  g_assert_true (gesso_model_info_has_background (after, "opaque", FALSE));
  g_assert_cmpstr (after->mask_polarity, ==, "black");
  g_assert_true (after->edits && after->masks);

  other = gesso_catalog_lookup_account (catalog, account, "gpt-image-2.5-sunburst");
  g_assert_null (other->findings);
  g_assert_cmpint (other->max_partial_images, >, 0);

  no_edits->edits = GESSO_FINDING_NO;
  gesso_account_take_findings (account, no_edits);
  refused = gesso_catalog_lookup_account (catalog, account, MODEL);
  g_assert_false (refused->edits || refused->masks);
}

static void
test_draft (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoDraft) draft = gesso_draft_new (catalog, pricing);
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoRequest) before = NULL;
  g_autoptr (GessoRequest) after = NULL;

  gesso_draft_set_account (draft, account, MODEL);
  gesso_draft_set_prompt (draft, "a kite", -1);
  gesso_draft_set_aspect (draft, "1:1", "1K");
  gesso_draft_set_background (draft, "transparent");
  gesso_draft_set_partial_images (draft, 2);
  before = gesso_draft_freeze (draft, NULL);
  g_assert_cmpint (gesso_request_get_parameters (before)->partial_images, ==, 2);
  g_assert_cmpstr (gesso_request_get_parameters (before)->background, ==, "transparent");

  /* The same account and model, known better. */
  gesso_account_take_findings (account, make_findings (NULL));
  gesso_draft_set_account (draft, account, MODEL);
  after = gesso_draft_freeze (draft, NULL);
  g_assert_nonnull (after);
  g_assert_cmpint (gesso_request_get_parameters (after)->partial_images, ==, 0);
  g_assert_cmpstr (gesso_request_get_parameters (after)->background, !=, "transparent");

  gesso_account_forget_findings (account);
  gesso_draft_set_account (draft, account, MODEL);
  g_assert_null (gesso_draft_get_model_info (draft)->findings);
}

/* The left half may change. */
static GessoReference *
make_mask (void)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  guint8 *pixels = g_malloc0 (32 * 16 * 4);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GBytes) png = NULL;

  for (int i = 0; i < 32 * 16; i++)
    if (i % 32 < 16)
      pixels[i * 4] = pixels[i * 4 + 1] = pixels[i * 4 + 2] = 255;
    else
      pixels[i * 4 + 3] = 255;
  image = gesso_image_new_take (32, 16, GESSO_PIXEL_FORMAT_RGBA8, 32 * 4, pixels);
  png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);
  return gesso_reference_new (png, "image/png", "mask.png", NULL, 32, 16);
}

static GessoRequest *
make_request (void)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoReference) mask = make_mask ();
  g_autoptr (GPtrArray) references = g_ptr_array_new ();

  g_ptr_array_add (references, mask);
  parameters->model = g_strdup (MODEL);
  parameters->partial_images = 2;
  return gesso_request_new (GESSO_OPERATION_EDIT, "a kite", parameters, references, mask);
}

static GessoRequest *
adapt (GessoAccount *account,
       GessoRequest *request)
{
  g_autoptr (GessoWorker) worker = gesso_worker_new ("test", 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoRequest *adapted;

  gesso_request_adapter_adapt_async (request, account, worker, NULL, gesso_test_result_cb, &result);
  adapted = gesso_request_adapter_adapt_finish (gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return adapted;
}

static void
test_adapted (void)
{
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoRequest) request = make_request ();
  g_autoptr (GessoRequest) untested = adapt (account, request);
  g_autoptr (GessoRequest) adapted = NULL;
  g_autoptr (GessoImage) image = NULL;
  GessoReference *mask;

  g_assert_true (untested == request);
  gesso_account_take_findings (account, make_findings ("black"));
  adapted = adapt (account, request);
  g_assert_cmpint (gesso_request_get_parameters (adapted)->partial_images, ==, 0);
  g_assert_cmpstr (gesso_request_get_prompt (adapted), ==, "a kite");
  g_assert_cmpuint (gesso_request_get_n_references (adapted), ==, 1);
  g_assert_true (gesso_request_get_reference (adapted, 0)
                 == gesso_request_get_reference (request, 0));

  mask = gesso_request_get_mask (adapted);
  g_assert_cmpint (gesso_reference_get_width (mask), ==, 32);
  image = gesso_decoder_decode (gesso_reference_get_data (mask),
                                &(GessoDecodeOptions){ .max_depth_8 = TRUE }, NULL, NULL);
  g_assert_nonnull (image);
  for (int y = 0; y < 16; y++)
    for (int x = 0; x < 32; x++)
      {
        int bytes = gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA8 ? 4 : 3;
        const guint8 *p = gesso_image_get_row (image, y) + x * bytes;

        g_assert_cmpint (p[0], ==, x < 16 ? 0 : 255);
        g_assert_true (bytes == 3 || p[3] == 255);
      }
}

/* Those who read white or transparency are served by the mask as it is. */
static void
test_not_adapted (void)
{
  static const char *const polarities[] = { "white", "alpha", NULL };

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GessoAccount) account = make_account ();
      g_autoptr (GessoRequest) request = make_request ();
      g_autoptr (GessoRequest) adapted = NULL;
      GessoFindings *findings = make_findings (polarities[i]);

      findings->previews = GESSO_FINDING_YES;
      gesso_account_take_findings (account, findings);
      adapted = adapt (account, request);
      g_assert_true (adapted == request);
    }
}

static void
test_ends (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoAccount) account = make_account ();
  g_autoptr (GessoAccount) again = NULL;
  g_autoptr (GessoModelInfo) info = NULL;

  gesso_account_set_model_end (account, MODEL, "2027-03-01");
  gesso_account_set_model_end (account, "gpt-image-2", "whenever");
  again = through_file (account);
  g_assert_cmpstr (gesso_account_get_model_end (again, MODEL), ==, "2027-03-01");
  g_assert_null (gesso_account_get_model_end (again, "gpt-image-2"));
  info = gesso_catalog_lookup_account (catalog, again, MODEL);
  g_assert_cmpstr (info->shutdown_date, ==, "2027-03-01");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/findings/remembered", test_remembered);
  g_test_add_func ("/findings/forgotten", test_forgotten);
  g_test_add_func ("/findings/broken-off", test_broken_off);
  g_test_add_func ("/findings/strange-file", test_strange_file);
  g_test_add_func ("/findings/capabilities", test_capabilities);
  g_test_add_func ("/findings/draft", test_draft);
  g_test_add_func ("/findings/adapted", test_adapted);
  g_test_add_func ("/findings/not-adapted", test_not_adapted);
  g_test_add_func ("/findings/ends", test_ends);
  return g_test_run ();
}
