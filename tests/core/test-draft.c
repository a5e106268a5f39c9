/* test-draft.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-clock.h"
#include "model/gesso-model-error.h"

#include <string.h>

/* 2026-11-20, noon UTC. */
#define NOW_US (G_GINT64_CONSTANT (1795176000) * G_USEC_PER_SEC)

static GessoDraft *
make_draft (const char *model)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoDraft *draft = gesso_draft_new (catalog, pricing);

  gesso_draft_set_model (draft, "openai-images", model);
  return draft;
}

static GessoReference *
make_reference (const char *digest,
                int         width,
                int         height,
                gsize       length)
{
  g_autoptr (GBytes) data = g_bytes_new_take (g_malloc0 (length), length);

  return gesso_reference_new (data, "image/png", "picture.png", digest, width, height);
}

static GessoDraftImage *
make_image (const char *digest)
{
  g_autoptr (GessoReference) reference = make_reference (digest, 64, 32, 10);

  return gesso_draft_image_new_ready (reference);
}

static const GessoDraftProblem *
find_problem (GessoDraft            *draft,
              GessoDraftProblemCode  code)
{
  guint length;
  const GessoDraftProblem *problems = gesso_draft_get_problems (draft, &length);

  for (guint i = 0; i < length; i++)
    {
      g_autofree char *text = gesso_draft_problem_describe (&problems[i]);

      g_assert_cmpuint (strlen (text), >, 0);
      if (problems[i].code == code)
        return &problems[i];
    }

  return NULL;
}

static char *
list_digests (GessoDraft *draft)
{
  GListModel *list = gesso_draft_get_references (draft);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GessoDraftImage) image = g_list_model_get_item (list, i);

      g_string_append (text, gesso_reference_get_digest (gesso_draft_image_get_reference (image)));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(int *) user_data)++;
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  int        *count)
{
  (*count)++;
}

static void
test_prompt (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autofree char *long_text = g_strnfill (20000, 'x');
  g_autofree char *longer = g_strconcat (long_text, "é", NULL);
  const GessoDraftProblem *problem;

  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_PROMPT_EMPTY));
  gesso_draft_set_prompt (draft, "   \n ", -1);
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_PROMPT_EMPTY));
  g_assert_false (gesso_draft_is_ready (draft));

  gesso_draft_set_prompt (draft, "日本語 👨‍👩‍👧 e\xcc\x81", -1);
  g_assert_cmpint (gesso_draft_get_n_characters (draft), ==, 12);
  g_assert_true (gesso_draft_is_ready (draft));

  gesso_draft_set_prompt (draft, long_text, -1);
  g_assert_true (gesso_draft_is_ready (draft));
  g_assert_cmpint (gesso_draft_get_max_characters (draft), ==, 20000);

  gesso_draft_set_prompt (draft, longer, -1);
  problem = find_problem (draft, GESSO_DRAFT_PROMPT_TOO_LONG);
  g_assert_cmpint (problem->value, ==, 20001);
  g_assert_cmpint (problem->limit, ==, 20000);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, longer);
}

static void
test_hostile_prompt (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  gsize length = 5 * 1024 * 1024;
  g_autofree char *huge = g_malloc (length);

  gesso_draft_set_prompt (draft, "a\0b\xff\xed\xa0\x80z", 8);
  g_assert_true (g_utf8_validate (gesso_draft_get_prompt (draft), -1, NULL));
  g_assert_true (g_str_has_prefix (gesso_draft_get_prompt (draft), "a\uFFFD"
                                                                   "b\uFFFD"));
  g_assert_true (g_str_has_suffix (gesso_draft_get_prompt (draft), "z"));

  /* Every third byte is a NUL: what is quadratic would not come back. */
  for (gsize i = 0; i < length; i++)
    huge[i] = i % 3 == 0 ? '\0' : 'a';
  gesso_draft_set_prompt (draft, huge, (gssize) length);
  g_assert_cmpint (gesso_draft_get_n_characters (draft), ==, (gint64) length);
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_PROMPT_TOO_LONG));

  gesso_draft_set_prompt (draft, NULL, -1);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "");
}

static void
test_sizes (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  const GessoParameters *parameters = gesso_draft_get_parameters (draft);
  const GessoDraftProblem *problem;
  g_autofree char *text = NULL;

  gesso_draft_set_prompt (draft, "a", -1);
  gesso_draft_set_aspect (draft, "16:9", "2K");
  g_assert_cmpint (parameters->size.width, ==, 2560);
  g_assert_cmpint (parameters->size.height, ==, 1440);

  /* A typed size is kept, however wrong, and priced as what would be sent instead. */
  gesso_draft_set_size (draft, &(GessoSize){ 4096, 4096 });
  g_assert_null (parameters->aspect);
  g_assert_cmpint (parameters->size.width, ==, 4096);
  problem = find_problem (draft, GESSO_DRAFT_SIZE_ILLEGAL);
  g_assert_cmpint (problem->size_problem, ==, GESSO_SIZE_PROBLEM_EDGE);
  text = gesso_draft_problem_describe (problem);
  g_assert_nonnull (strstr (text, "3840"));
  g_assert_cmpint (gesso_draft_get_estimate (draft)->tokens_low, ==, 659);

  /* A preset follows the model: the older ones have three sizes. */
  gesso_draft_set_aspect (draft, "16:9", "4K");
  gesso_draft_set_model (draft, "openai-images", "gpt-image-1.5");
  g_assert_cmpint (parameters->size.width, ==, 1536);
  g_assert_cmpint (parameters->size.height, ==, 1024);
  gesso_draft_set_model (draft, "openai-images", "gpt-image-2");
  g_assert_cmpint (parameters->size.width, ==, 3840);
  gesso_draft_set_aspect (draft, "auto", NULL);
  g_assert_true (gesso_size_is_auto (&parameters->size));
}

static void
test_model_change (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2.5-flare");
  const GessoParameters *parameters = gesso_draft_get_parameters (draft);

  g_assert_cmpstr (parameters->quality, ==, "low");
  gesso_draft_set_prompt (draft, "kept", -1);
  gesso_draft_set_quality (draft, "xhigh");
  gesso_draft_set_background (draft, "transparent");
  g_assert_true (gesso_draft_is_ready (draft));

  gesso_draft_set_model (draft, "openai-images", "gpt-image-2");
  g_assert_cmpstr (parameters->quality, ==, "low");
  g_assert_null (parameters->background);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "kept");
  g_assert_true (gesso_draft_is_ready (draft));

  gesso_draft_set_background (draft, "transparent");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_BACKGROUND_UNSUPPORTED));
  gesso_draft_set_force_background (draft, TRUE);
  g_assert_true (gesso_draft_is_ready (draft));
  gesso_draft_set_format (draft, "jpeg");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_FORMAT_TRANSPARENT));
  gesso_draft_set_format (draft, "gif");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_FORMAT_UNSUPPORTED));
  gesso_draft_set_quality (draft, "gold");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_QUALITY_UNSUPPORTED));
}

static void
test_shut_down (void)
{
  g_autoptr (GessoDraft) draft = NULL;

  gesso_clock_freeze (NOW_US);
  draft = make_draft ("gpt-image-1");
  g_assert_cmpstr (find_problem (draft, GESSO_DRAFT_MODEL_SHUT_DOWN)->text, ==, "2026-10-23");
  gesso_draft_set_model (draft, "openai-images", "");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_MODEL_MISSING));
  gesso_clock_thaw ();
}

static void
test_extra (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");

  gesso_draft_set_prompt (draft, "a", -1);
  gesso_draft_set_extra (draft, "{\"user\": ");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_EXTRA_NOT_JSON));
  gesso_draft_set_extra (draft, "[1]");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_EXTRA_NOT_JSON));
  gesso_draft_set_extra (draft, "{\"user\": \"u1\"}");
  g_assert_true (gesso_draft_is_ready (draft));
}

static void
test_references (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  GListModel *list = gesso_draft_get_references (draft);
  const char *const digests[] = { "a", "b", "c", "d" };
  int n_changes = 0;
  g_autofree char *moved = NULL;
  g_autofree char *based = NULL;
  g_autofree char *removed = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      g_autoptr (GessoDraftImage) image = make_image (digests[i]);

      gesso_draft_add_reference (draft, image);
    }
  g_assert_cmpint (gesso_draft_get_operation (draft), ==, GESSO_OPERATION_EDIT);

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &n_changes);
  gesso_draft_move_reference (draft, 0, 2);
  moved = list_digests (draft);
  g_assert_cmpstr (moved, ==, "bcad");
  gesso_draft_make_base (draft, 3);
  based = list_digests (draft);
  g_assert_cmpstr (based, ==, "dbca");
  gesso_draft_move_reference (draft, 1, 1);
  g_assert_cmpint (n_changes, ==, 2);
  gesso_draft_remove_reference (draft, 1);
  removed = list_digests (draft);
  g_assert_cmpstr (removed, ==, "dca");

  gesso_draft_clear_references (draft);
  g_assert_null (gesso_draft_get_base (draft));
  g_assert_cmpint (gesso_draft_get_operation (draft), ==, GESSO_OPERATION_GENERATE);
}

static void
test_reference_problems (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraftImage) busy = gesso_draft_image_new ("slow.tiff");
  g_autoptr (GessoReference) large = make_reference ("l", 10, 10, 52428801);
  g_autoptr (GessoReference) small = make_reference ("s", 10, 10, 10);

  gesso_draft_set_prompt (draft, "a", -1);
  gesso_draft_add_reference (draft, busy);
  g_assert_cmpuint (find_problem (draft, GESSO_DRAFT_REFERENCE_BUSY)->index, ==, 0);

  gesso_draft_image_set_reference (busy, large);
  g_assert_cmpint (find_problem (draft, GESSO_DRAFT_REFERENCE_TOO_LARGE)->value, ==, 52428801);
  gesso_draft_image_set_error (busy, "Not a picture.");
  g_assert_cmpstr (find_problem (draft, GESSO_DRAFT_REFERENCE_BROKEN)->text, ==, "Not a picture.");
  gesso_draft_image_set_reference (busy, small);
  g_assert_true (gesso_draft_is_ready (draft));

  for (int i = 0; i < 16; i++)
    {
      g_autoptr (GessoDraftImage) image = make_image ("x");

      gesso_draft_add_reference (draft, image);
    }
  g_assert_cmpint (find_problem (draft, GESSO_DRAFT_TOO_MANY_REFERENCES)->value, ==, 17);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_draft_get_references (draft)), ==, 17);

  gesso_clock_freeze (NOW_US - G_GINT64_CONSTANT (400) * 86400 * G_USEC_PER_SEC);
  gesso_draft_set_model (draft, "openai-images", "dall-e-3");
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_MODEL_CANNOT_EDIT));
  gesso_clock_thaw ();
}

static void
test_mask (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoReference) mask = make_reference ("m", 64, 32, 10);
  g_autoptr (GessoReference) other = make_reference ("o", 65, 32, 10);
  g_autoptr (GessoDraftImage) first = make_image ("a");
  g_autoptr (GessoDraftImage) second = make_image ("b");

  gesso_draft_set_prompt (draft, "a", -1);
  gesso_draft_set_mask (draft, mask);
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_MASK_WITHOUT_BASE));
  gesso_draft_add_reference (draft, first);
  g_assert_null (gesso_draft_get_mask (draft));
  gesso_draft_set_mask (draft, mask);
  g_assert_true (gesso_draft_is_ready (draft));
  gesso_draft_set_mask (draft, other);
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_MASK_SIZE));

  /* The mask belongs to the base: another base loses it, another reference does not. */
  gesso_draft_set_mask (draft, mask);
  gesso_draft_add_reference (draft, second);
  g_assert_nonnull (gesso_draft_get_mask (draft));
  gesso_draft_make_base (draft, 1);
  g_assert_null (gesso_draft_get_mask (draft));
}

static void
test_roles_and_freeze (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraftImage) first = make_image ("a");
  g_autoptr (GessoDraftImage) second = make_image ("b");
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  const GessoParameters *sent;

  request = gesso_draft_freeze (draft, &error);
  g_assert_null (request);
  g_assert_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_READY);
  g_clear_error (&error);

  gesso_draft_set_prompt (draft, "Put it on the wall", -1);
  gesso_draft_add_reference (draft, first);
  gesso_draft_add_reference (draft, second);
  gesso_draft_image_set_role (second, "logo", NULL);
  gesso_draft_image_set_role (first, NULL, "keep the light");
  gesso_draft_set_n (draft, 3);
  gesso_draft_set_partial_images (draft, 2);
  gesso_draft_set_compression (draft, 80);
  gesso_draft_set_input_fidelity (draft, "high");

  request = gesso_draft_freeze (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gesso_request_get_operation (request), ==, GESSO_OPERATION_EDIT);
  g_assert_cmpstr (gesso_request_get_prompt (request), ==,
                   "Put it on the wall\n\nImage 1: keep the light. Image 2 is the logo.");
  g_assert_cmpstr (gesso_reference_get_role (gesso_request_get_reference (request, 1)), ==, "logo");

  /* What the model does not take, or what cannot have an effect, is not sent. */
  sent = gesso_request_get_parameters (request);
  g_assert_null (sent->input_fidelity);
  g_assert_cmpint (sent->compression, ==, -1);
  g_assert_cmpint (sent->partial_images, ==, 0);
  g_assert_cmpint (sent->n, ==, 3);
  g_assert_cmpint (gesso_draft_get_parameters (draft)->partial_images, ==, 2);
}

static void
test_roles_count (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraftImage) image = make_image ("a");
  g_autofree char *text = g_strnfill (19990, 'x');

  gesso_draft_set_prompt (draft, text, -1);
  gesso_draft_add_reference (draft, image);
  g_assert_true (gesso_draft_is_ready (draft));
  gesso_draft_image_set_role (image, "palette", NULL);
  g_assert_nonnull (find_problem (draft, GESSO_DRAFT_PROMPT_TOO_LONG));
}

static void
test_estimate (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  int n_notifies = 0;

  g_signal_connect (draft, "notify::estimate", G_CALLBACK (count_cb), &n_notifies);
  gesso_draft_set_size (draft, &(GessoSize){ 1024, 1024 });
  gesso_draft_set_quality (draft, "high");
  g_assert_cmpint (gesso_draft_get_estimate (draft)->tokens_low, ==, 7024);
  gesso_draft_set_n (draft, 4);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->tokens_low, ==, 4 * 7024);
  g_assert_cmpint (n_notifies, ==, 3);
  gesso_draft_set_n (draft, 4);
  gesso_draft_set_moderation (draft, "low");
  g_assert_cmpint (n_notifies, ==, 3);

  gesso_draft_set_model (draft, "sketch", "sketch-1");
  g_assert_true (gesso_draft_get_estimate (draft)->is_free);
}

static void
test_remix (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraft) other = make_draft ("gpt-image-2.5-flare");
  g_autoptr (GessoDraftImage) image = make_image ("a");
  g_autoptr (GessoRequest) request = NULL;
  g_autofree char *text = NULL;

  gesso_draft_set_prompt (draft, "A wall", -1);
  gesso_draft_set_aspect (draft, "3:2", "1K");
  gesso_draft_add_reference (draft, image);
  gesso_draft_image_set_role (image, "style", "only colours");
  request = gesso_draft_freeze (draft, NULL);
  g_assert_cmpuint (gesso_draft_get_changed (draft), ==, 0);

  gesso_draft_set_prompt (other, "something else", -1);
  gesso_draft_set_from_request (other, "openai-images", request);
  g_assert_cmpstr (gesso_draft_get_prompt (other), ==, "A wall");
  g_assert_cmpstr (gesso_draft_get_parameters (other)->model, ==, "gpt-image-2");
  g_assert_cmpstr (gesso_draft_get_parameters (other)->aspect, ==, "3:2");
  g_assert_cmpstr (gesso_draft_image_get_role (gesso_draft_get_base (other)), ==, "style");
  g_assert_cmpuint (gesso_draft_get_changed (other), ==, 0);
  text = gesso_draft_dup_sent_prompt (other);
  g_assert_cmpstr (text, ==, gesso_request_get_prompt (request));

  gesso_draft_set_prompt (other, "A wall!", -1);
  g_assert_cmpuint (gesso_draft_get_changed (other), ==, GESSO_DRAFT_FIELD_PROMPT);
  gesso_draft_set_n (other, 2);
  gesso_draft_set_quality (other, "high");
  gesso_draft_set_format (other, "webp");
  gesso_draft_image_set_role (gesso_draft_get_base (other), "logo", NULL);
  g_assert_cmpuint (gesso_draft_get_changed (other), ==,
                    GESSO_DRAFT_FIELD_PROMPT | GESSO_DRAFT_FIELD_N | GESSO_DRAFT_FIELD_QUALITY
                        | GESSO_DRAFT_FIELD_FORMAT | GESSO_DRAFT_FIELD_REFERENCES);
  gesso_draft_forget_origin (other);
  g_assert_cmpuint (gesso_draft_get_changed (other), ==, 0);
}

static void
test_properties (void)
{
  GessoDraft *draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraftImage) image = make_image ("a");
  g_autofree char *prompt = NULL;
  g_autofree char *tier = NULL;
  gboolean ready = FALSE;
  guint n_problems = 99;
  int n_ready = 0;

  g_signal_connect (draft, "notify::ready", G_CALLBACK (count_cb), &n_ready);
  g_object_set (draft, "prompt", "one", "aspect", "1:1", "tier", "4K", "quality", "high", "n", 2,
                "format", "webp", "compression", 50, NULL);
  g_assert_cmpint (n_ready, ==, 1);
  g_object_get (draft, "prompt", &prompt, "tier", &tier, "ready", &ready, "problems", &n_problems,
                NULL);
  g_assert_cmpstr (prompt, ==, "one");
  g_assert_cmpstr (tier, ==, "4K");
  g_assert_cmpint (gesso_draft_get_parameters (draft)->size.width, ==, 2880);
  g_assert_true (ready);
  g_assert_cmpuint (n_problems, ==, 0);

  /* A tile may outlive the draft it was in. */
  gesso_draft_add_reference (draft, image);
  g_assert_finalize_object (draft);
  gesso_draft_image_set_role (image, "logo", NULL);
}

static void
set_routing (GessoDraft *draft,
             const char *text)
{
  GessoRouting routing;

  g_assert_true (gesso_routing_parse (text, &routing));
  gesso_draft_set_routing (draft, &routing);
}

static void
assert_sent (GessoDraft *draft,
             int         width,
             int         height,
             const char *quality)
{
  const GessoParameters *parameters = gesso_draft_get_parameters (draft);

  g_assert_cmpint (parameters->size.width, ==, width);
  g_assert_cmpint (parameters->size.height, ==, height);
  g_assert_cmpstr (parameters->quality, ==, quality);
}

/* Size and quality follow prompt, base and model until a person sets one of them. */
static void
test_routing (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoReference) wide = make_reference ("wide", 1920, 1080, 10);
  g_autoptr (GessoDraftImage) base = gesso_draft_image_new ("wide.png");
  int n_notified = 0;

  gesso_draft_set_aspect (draft, "3:2", "1K");
  g_assert_null (gesso_draft_get_route (draft));
  g_signal_connect (draft, "notify::route", G_CALLBACK (count_cb), &n_notified);

  set_routing (draft, "size-class=standard");
  g_assert_cmpint (n_notified, ==, 1);
  assert_sent (draft, 1536, 1024, "medium");
  g_assert_cmpint (gesso_draft_get_route (draft)->source, ==, GESSO_ROUTE_SOURCE_KEPT);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->tokens_low, ==, 1372);

  gesso_draft_set_prompt (draft, "a poster", -1);
  assert_sent (draft, 1024, 1536, "medium");
  g_assert_cmpstr (gesso_draft_get_parameters (draft)->aspect, ==, "2:3");
  gesso_draft_set_prompt (draft, "a poster of", -1);
  g_assert_cmpint (n_notified, ==, 2);

  gesso_draft_add_reference (draft, base);
  assert_sent (draft, 1024, 1536, "medium");
  gesso_draft_image_set_reference (base, wide);
  assert_sent (draft, 1792, 1008, "medium");
  gesso_draft_clear_references (draft);

  gesso_draft_set_model (draft, "openai-images", "gpt-image-2.5-flare");
  assert_sent (draft, 1024, 1536, "high");
  gesso_draft_set_model (draft, "openai-images", "gpt-image-1.5");
  assert_sent (draft, 1024, 1536, "medium");
  gesso_draft_set_model (draft, "openai-images", "gpt-image-2");

  set_routing (draft, "token-budget=96");
  assert_sent (draft, 832, 1248, "high");
  gesso_draft_set_prompt (draft, "a bird", -1);
  assert_sent (draft, 1248, 832, "high");

  /* By hand: what was chosen stays, but for what is set. */
  gesso_draft_set_quality (draft, "low");
  g_assert_null (gesso_draft_get_route (draft));
  assert_sent (draft, 1248, 832, "low");
  g_assert_null (gesso_draft_get_parameters (draft)->routing);
  gesso_draft_set_prompt (draft, "a poster", -1);
  assert_sent (draft, 1248, 832, "low");

  set_routing (draft, "size-class=large");
  gesso_draft_set_size (draft, NULL);
  g_assert_null (gesso_draft_get_route (draft));
  set_routing (draft, "size-class=large");
  gesso_draft_set_aspect (draft, "1:1", "2K");
  g_assert_null (gesso_draft_get_route (draft));
  assert_sent (draft, 2048, 2048, "high");
}

/* The frozen request remembers who chose, and a draft made from it goes on so. */
static void
test_routing_kept (void)
{
  g_autoptr (GessoDraft) draft = make_draft ("gpt-image-2");
  g_autoptr (GessoDraft) again = make_draft ("gpt-image-2");
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GessoParameters) read = NULL;

  gesso_draft_set_aspect (draft, "4:5", "1K");
  gesso_draft_set_prompt (draft, "a bird", -1);
  set_routing (draft, "token-budget=48");
  request = gesso_draft_freeze (draft, NULL);
  g_assert_cmpstr (gesso_request_get_parameters (request)->routing, ==, "token-budget=48");
  json = gesso_parameters_to_json (gesso_request_get_parameters (request));
  read = gesso_parameters_from_json (json);
  g_assert_true (gesso_parameters_equal (read, gesso_request_get_parameters (request)));

  gesso_draft_set_from_request (again, "openai-images", request);
  g_assert_cmpint (gesso_draft_get_changed (again), ==, 0);
  g_assert_nonnull (gesso_draft_get_route (again));
  g_assert_cmpint (gesso_draft_get_route (again)->source, ==, GESSO_ROUTE_SOURCE_KEPT);
  assert_sent (again, 896, 1120, "medium");
  gesso_draft_set_prompt (again, "a square picture of a bird", -1);
  assert_sent (again, 1024, 1024, "medium");
  gesso_draft_set_prompt (again, "a bird", -1);
  g_assert_cmpint (gesso_draft_get_changed (again), ==, 0);

  /* A request of a time before is by hand. */
  gesso_draft_set_size (draft, NULL);
  g_clear_pointer (&request, gesso_request_unref);
  request = gesso_draft_freeze (draft, NULL);
  gesso_draft_set_from_request (again, "openai-images", request);
  g_assert_null (gesso_draft_get_route (again));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/draft/prompt", test_prompt);
  g_test_add_func ("/draft/hostile-prompt", test_hostile_prompt);
  g_test_add_func ("/draft/sizes", test_sizes);
  g_test_add_func ("/draft/model-change", test_model_change);
  g_test_add_func ("/draft/shut-down", test_shut_down);
  g_test_add_func ("/draft/extra", test_extra);
  g_test_add_func ("/draft/references", test_references);
  g_test_add_func ("/draft/reference-problems", test_reference_problems);
  g_test_add_func ("/draft/mask", test_mask);
  g_test_add_func ("/draft/roles-and-freeze", test_roles_and_freeze);
  g_test_add_func ("/draft/roles-count", test_roles_count);
  g_test_add_func ("/draft/estimate", test_estimate);
  g_test_add_func ("/draft/remix", test_remix);
  g_test_add_func ("/draft/properties", test_properties);
  g_test_add_func ("/draft/routing", test_routing);
  g_test_add_func ("/draft/routing-kept", test_routing_kept);

  return g_test_run ();
}
