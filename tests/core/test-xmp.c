/* test-xmp.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-metadata.h"
#include "metadata/gesso-xmp.h"
#include "support/gesso-test-picture.h"

#include <string.h>

#define HARD "<&>\"' ]]> \r\n\t 日本 \xf0\x9f\x8e\xa8 end "

static GessoXmp *
make_xmp (void)
{
  GessoXmp *xmp = gesso_xmp_new ();

  gesso_xmp_set_source_type (xmp, GESSO_XMP_SOURCE_AI);
  gesso_xmp_set_creator_tool (xmp, "Gesso 0.1");
  gesso_xmp_set (xmp, "Prompt", HARD);
  gesso_xmp_set (xmp, "Model", "gpt-image-2");
  return xmp;
}

static void
assert_same (GessoXmp *a,
             GessoXmp *b)
{
  g_autofree char *packet_a = gesso_xmp_to_packet (a);
  g_autofree char *packet_b = gesso_xmp_to_packet (b);

  g_assert_cmpstr (packet_a, ==, packet_b);
}

static void
test_round_trip (void)
{
  g_autoptr (GessoXmp) xmp = make_xmp ();
  g_autofree char *packet = gesso_xmp_to_packet (xmp);
  g_autoptr (GessoXmp) back = gesso_xmp_parse (packet, -1);

  g_assert_cmpstr (gesso_xmp_get_source_type (back), ==, GESSO_XMP_SOURCE_AI);
  g_assert_cmpstr (gesso_xmp_get_creator_tool (back), ==, "Gesso 0.1");
  g_assert_cmpstr (gesso_xmp_get (back, "Prompt"), ==, HARD);
  g_assert_cmpstr (gesso_xmp_get (back, "Model"), ==, "gpt-image-2");
  assert_same (xmp, back);
}

static void
test_bad_characters (void)
{
  g_autoptr (GessoXmp) xmp = gesso_xmp_new ();
  g_autofree char *packet = NULL;
  g_autoptr (GessoXmp) back = NULL;

  gesso_xmp_set (xmp, "Prompt",
                 "a\x01"
                 "b\xff"
                 "c");
  packet = gesso_xmp_to_packet (xmp);
  g_assert_true (g_utf8_validate (packet, -1, NULL));
  back = gesso_xmp_parse (packet, -1);
  g_assert_cmpstr (gesso_xmp_get (back, "Prompt"), ==,
                   "a\xef\xbf\xbd"
                   "b\xef\xbf\xbd"
                   "c");
}

static void
test_set (void)
{
  g_autoptr (GessoXmp) xmp = make_xmp ();
  guint n;
  g_autofree const char **names = NULL;

  gesso_xmp_set (xmp, "Prompt", "new");
  gesso_xmp_set (xmp, "Model", NULL);
  gesso_xmp_set (xmp, "Never", NULL);
  names = gesso_xmp_list_names (xmp, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (names[0], ==, "Prompt");
  g_assert_cmpstr (gesso_xmp_get (xmp, "Prompt"), ==, "new");
}

/* Other programs write attributes, other prefixes, and lists. */
static void
test_foreign (void)
{
  g_autoptr (GessoXmp) xmp = gesso_xmp_parse (
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-"
      "ns#'><r:Description xmlns:q='http://ns.adobe.com/xap/1.0/' q:CreatorTool='Tool &amp; Co'"
      " xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'><e:DigitalSourceType><r:Bag><r:li> "
      "http://a </r:li><r:li>http://b</r:li></r:Bag></e:DigitalSourceType></r:Description></r:RDF>"
      "</x:xmpmeta>",
      -1);

  g_assert_cmpstr (gesso_xmp_get_creator_tool (xmp), ==, "Tool & Co");
  g_assert_cmpstr (gesso_xmp_get_source_type (xmp), ==, "http://a");
}

static void
test_broken (void)
{
  g_autoptr (GessoXmp) whole = make_xmp ();
  g_autofree char *packet = gesso_xmp_to_packet (whole);

  for (gsize length = 0; length < strlen (packet); length++)
    {
      g_autofree char *cut = g_memdup2 (packet, length);
      g_autoptr (GessoXmp) xmp = cut != NULL ? gesso_xmp_parse (cut, (gssize) length) : NULL;
      const char *prompt = xmp != NULL ? gesso_xmp_get (xmp, "Prompt") : NULL;

      g_assert_true (prompt == NULL || strcmp (prompt, HARD) == 0);
    }
}

static void
test_embed (void)
{
  const GessoImageFormat formats[]
      = { GESSO_IMAGE_FORMAT_PNG, GESSO_IMAGE_FORMAT_JPEG, GESSO_IMAGE_FORMAT_WEBP };
  g_autoptr (GessoImage) image = gesso_test_picture_noise (31, 17, 2, TRUE);
  g_autoptr (GessoXmp) xmp = make_xmp ();

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = gesso_encoder_encode (image, formats[i], NULL, NULL, NULL);
      g_autoptr (GBytes) once = gesso_xmp_embed (file, xmp);
      g_autoptr (GBytes) twice = gesso_xmp_embed (once, xmp);
      g_autoptr (GBytes) stripped = gesso_metadata_strip (twice);
      g_autofree char *packet = gesso_xmp_find_packet (twice);
      g_autoptr (GessoXmp) back = gesso_xmp_parse (packet, -1);
      g_autoptr (GessoImage) before = gesso_decoder_decode (file, NULL, NULL, NULL);
      g_autoptr (GessoImage) after = gesso_decoder_decode (twice, NULL, NULL, NULL);
      g_autoptr (GessoImage) last = gesso_decoder_decode (stripped, NULL, NULL, NULL);

      assert_same (xmp, back);
      g_assert_true (g_bytes_equal (once, twice));
      g_assert_null (gesso_xmp_find_packet (stripped));
      gesso_test_picture_assert_equal (before, after);
      gesso_test_picture_assert_equal (before, last);
    }
}

static void
test_too_long_for_jpeg (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_exif_jpeg (32, 16, 6);
  g_autoptr (GessoXmp) xmp = make_xmp ();
  GString *prompt = g_string_new (NULL);
  g_autoptr (GBytes) described = NULL;
  g_autofree char *packet = NULL;
  g_autoptr (GessoXmp) back = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append (prompt, "\xf0\x9f\x8e\xa8");
  gesso_xmp_set (xmp, "Prompt", prompt->str);
  described = gesso_xmp_embed (file, xmp);
  g_assert_nonnull (described);
  packet = gesso_xmp_find_packet (described);
  back = gesso_xmp_parse (packet, -1);
  g_assert_cmpuint (strlen (gesso_xmp_get (back, "Prompt")), ==, 2000);
  g_assert_true (g_str_has_prefix (prompt->str, gesso_xmp_get (back, "Prompt")));
  g_assert_cmpint (gesso_jpeg_segments_get_orientation (g_bytes_get_data (described, NULL),
                                                        g_bytes_get_size (described)),
                   ==, 6);
  g_string_free (prompt, TRUE);
}

/* Without its metadata, a turned photograph is still upright. */
static void
test_strip_keeps_orientation (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_exif_jpeg (64, 32, 6);
  g_autoptr (GBytes) stripped = gesso_metadata_strip (file);
  g_autoptr (GessoImage) before = gesso_decoder_decode (file, NULL, NULL, NULL);
  g_autoptr (GessoImage) after = gesso_decoder_decode (stripped, NULL, NULL, NULL);

  gesso_test_picture_assert_equal (before, after);
}

static void
test_metadata (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (8, 8);
  g_autoptr (GBytes) plain = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, NULL, NULL, NULL);
  g_autoptr (GessoXmp) xmp = make_xmp ();
  g_autoptr (GBytes) described = NULL;
  g_autoptr (GessoMetadata) without = gesso_metadata_read (plain);
  g_autoptr (GessoMetadata) with = NULL;
  g_autoptr (JsonObject) without_json = json_object_new ();
  g_autoptr (JsonObject) with_json = json_object_new ();
  JsonObject *gesso;

  gesso_xmp_set (xmp, "RequestId", "req_1");
  described = gesso_xmp_embed (plain, xmp);
  with = gesso_metadata_read (described);
  gesso_metadata_add_to_json (without, without_json);
  gesso_metadata_add_to_json (with, with_json);
  g_assert_true (json_object_get_null_member (without_json, "gesso"));
  g_assert_false (
      json_object_get_boolean_member (json_object_get_object_member (without_json, "c2pa"),
                                      "present"));
  gesso = json_object_get_object_member (with_json, "gesso");
  g_assert_cmpstr (json_object_get_string_member (gesso, "prompt"), ==, HARD);
  g_assert_cmpstr (json_object_get_string_member (gesso, "request_id"), ==, "req_1");
  g_assert_cmpstr (json_object_get_string_member (gesso, "digital_source_type"), ==,
                   GESSO_XMP_SOURCE_AI);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/xmp/round-trip", test_round_trip);
  g_test_add_func ("/xmp/bad-characters", test_bad_characters);
  g_test_add_func ("/xmp/set", test_set);
  g_test_add_func ("/xmp/foreign", test_foreign);
  g_test_add_func ("/xmp/broken", test_broken);
  g_test_add_func ("/xmp/embed", test_embed);
  g_test_add_func ("/xmp/too-long-for-jpeg", test_too_long_for_jpeg);
  g_test_add_func ("/xmp/strip-keeps-orientation", test_strip_keeps_orientation);
  g_test_add_func ("/xmp/metadata", test_metadata);

  return g_test_run ();
}
