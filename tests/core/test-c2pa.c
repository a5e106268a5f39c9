/* test-c2pa.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "metadata/gesso-c2pa.h"
#include "metadata/gesso-cbor.h"
#include "support/gesso-test-picture.h"

#include <string.h>

/* A small writer of CBOR, JUMBF and DER, to make credentials with. */

static void
put (GByteArray *out,
     const void *data,
     gsize       length)
{
  g_byte_array_append (out, data, (guint) length);
}

static void
put_u32 (GByteArray *out,
         guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  put (out, &big, 4);
}

static void
cbor_head (GByteArray *out,
           guint8      major,
           guint       n)
{
  guint8 head[3] = { (guint8) (major << 5 | 25), (guint8) (n >> 8), (guint8) n };
  guint8 small = (guint8) (major << 5 | n);

  if (n < 24)
    put (out, &small, 1);
  else
    put (out, head, 3);
}

static void
cbor_text (GByteArray *out,
           const char *text)
{
  cbor_head (out, 3, (guint) strlen (text));
  put (out, text, strlen (text));
}

static void
cbor_pair (GByteArray *out,
           const char *key,
           const char *value)
{
  cbor_text (out, key);
  cbor_text (out, value);
}

static void
cbor_bytes (GByteArray *out,
            GByteArray *bytes)
{
  cbor_head (out, 2, bytes->len);
  put (out, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

/* Takes the content. */
static GByteArray *
box (const char *type,
     GByteArray *content)
{
  GByteArray *out = g_byte_array_new ();

  put_u32 (out, content->len + 8);
  put (out, type, 4);
  put (out, content->data, content->len);
  g_byte_array_unref (content);
  return out;
}

static void
take (GByteArray *out,
      GByteArray *part)
{
  put (out, part->data, part->len);
  g_byte_array_unref (part);
}

static GByteArray *
superbox (const char *kind,
          const char *label,
          GByteArray *content)
{
  GByteArray *description = g_byte_array_new ();
  GByteArray *inside = g_byte_array_new ();

  put (description, kind, 4);
  put (description, "\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03", 13);
  put (description, label, strlen (label) + 1);
  take (inside, box ("jumd", description));
  take (inside, content);
  return box ("jumb", inside);
}

static GByteArray *
der (guint8      tag,
     GByteArray *content)
{
  GByteArray *out = g_byte_array_new ();
  guint8 head[3] = { tag, 0x81, (guint8) content->len };

  put (out, head, 3);
  take (out, content);
  return out;
}

static GByteArray *
der_text (guint8      tag,
          const char *text,
          gsize       length)
{
  GByteArray *out = g_byte_array_new ();

  put (out, text, length);
  return der (tag, out);
}

static GByteArray *
make_name (const char *organization,
           const char *name)
{
  GByteArray *out = g_byte_array_new ();
  const char *oids[] = { "\x55\x04\x0a", "\x55\x04\x03" };
  const char *values[] = { organization, name };

  for (int i = 0; i < 2; i++)
    {
      GByteArray *pair = der_text (6, oids[i], 3);
      take (pair, der_text (0x0c, values[i], strlen (values[i])));
      take (out, der (0x31, der (0x30, pair)));
    }
  return der (0x30, out);
}

static GByteArray *
make_certificate (gboolean has_version)
{
  GByteArray *body = g_byte_array_new ();

  if (has_version)
    take (body, der (0xa0, der_text (2, "\2", 1)));
  take (body, der_text (2, "\1", 1));
  take (body, der_text (0x30, "", 0));
  take (body, make_name ("Issuer", "Not the signer"));
  take (body, der_text (0x30, "", 0));
  take (body, make_name ("Example, LLC", "Media Service"));
  take (body, der_text (0x30, "", 0));
  return der (0x30, der (0x30, body));
}

static GByteArray *
make_signature (gboolean has_version,
                gboolean is_old)
{
  GByteArray *out = g_byte_array_new ();
  GByteArray *headers = g_byte_array_new ();

  put (headers, is_old ? "\xa1\x01\x26" : "\xa2\x01\x26\x18\x21", is_old ? 3 : 5);
  if (!is_old)
    {
      put (headers, "\x81", 1);
      cbor_bytes (headers, make_certificate (has_version));
    }
  put (out, "\xd2\x84", 2); /* tag 18, four elements */
  cbor_bytes (out, headers);
  if (is_old)
    {
      cbor_head (out, 5, 1);
      cbor_text (out, "x5chain");
      cbor_bytes (out, make_certificate (has_version));
    }
  else
    {
      cbor_head (out, 5, 0);
    }
  put (out, "\xf6\x41s", 3);
  return out;
}

static GByteArray *
make_actions (void)
{
  GByteArray *out = g_byte_array_new ();

  cbor_head (out, 5, 1);
  cbor_text (out, "actions");
  cbor_head (out, 4, 2);
  cbor_head (out, 5, 4);
  cbor_pair (out, "action", "c2pa.created");
  cbor_text (out, "softwareAgent");
  cbor_head (out, 5, 2);
  cbor_pair (out, "name", "gpt-image");
  cbor_pair (out, "version", "2.0");
  cbor_pair (out, "digitalSourceType", " http://example.org/trained");
  cbor_text (out, "when");
  put (out, "\xc0", 1); /* tag 0: a date */
  cbor_text (out, "2026-05-01T00:00:00Z");
  cbor_head (out, 5, 2);
  cbor_pair (out, "action", "c2pa.converted");
  cbor_pair (out, "softwareAgent", "plain text");
  return out;
}

static GByteArray *
make_ingredient (const char *url)
{
  GByteArray *out = g_byte_array_new ();

  cbor_head (out, 5, 2);
  cbor_pair (out, "relationship", "parentOf");
  cbor_text (out, "activeManifest");
  cbor_head (out, 5, 1);
  cbor_pair (out, "url", url);
  return out;
}

static GByteArray *
make_claim (const char *generator)
{
  GByteArray *out = g_byte_array_new ();

  cbor_head (out, 5, 1);
  cbor_text (out, "claim_generator_info");
  cbor_head (out, 5, 1);
  cbor_pair (out, "name", generator);
  return out;
}

static GByteArray *
make_manifest (const char *kind,
               const char *label,
               const char *generator,
               const char *assertion,
               GByteArray *assertion_cbor,
               gboolean    is_old)
{
  GByteArray *content = g_byte_array_new ();

  take (content, superbox ("c2as", "c2pa.assertions",
                           superbox ("cbor", assertion, box ("cbor", assertion_cbor))));
  take (content, superbox ("c2cl", is_old ? "c2pa.claim" : "c2pa.claim.v2",
                           box ("cbor", make_claim (generator))));
  take (content,
        superbox ("c2cs", "c2pa.signature", box ("cbor", make_signature (!is_old, is_old))));
  return superbox (kind, label, content);
}

static GBytes *
make_store (gboolean is_old)
{
  GByteArray *out
      = make_manifest ("c2ma", "urn:c2pa:one", "First", "c2pa.actions.v2", make_actions (), is_old);

  return g_byte_array_free_to_bytes (superbox ("c2pa", "c2pa", out));
}

/* An update manifest says nothing of actions; its parent does. */
static GBytes *
make_updated_store (void)
{
  GByteArray *out
      = make_manifest ("c2ma", "urn:c2pa:one", "First", "c2pa.actions", make_actions (), FALSE);

  take (out, make_manifest ("c2um", "urn:c2pa:two", "Second", "c2pa.ingredient.v3__1",
                            make_ingredient ("self#jumbf=/c2pa/urn:c2pa:one/c2pa.claim"), FALSE));
  return g_byte_array_free_to_bytes (superbox ("c2pa", "c2pa", out));
}

static void
assert_claims (GessoC2pa  *c2pa,
               const char *generator)
{
  const GessoC2paAction *action;

  g_assert_nonnull (c2pa);
  g_assert_cmpstr (c2pa->generator, ==, generator);
  g_assert_cmpstr (c2pa->algorithm, ==, "ES256");
  g_assert_cmpstr (c2pa->signer_organization, ==, "Example, LLC");
  g_assert_cmpstr (c2pa->signer_name, ==, "Media Service");
  g_assert_cmpuint (c2pa->actions->len, ==, 2);
  action = g_ptr_array_index (c2pa->actions, 0);
  g_assert_cmpstr (action->action, ==, "c2pa.created");
  g_assert_cmpstr (action->software_agent, ==, "gpt-image 2.0");
  g_assert_cmpstr (action->source_type, ==, "http://example.org/trained");
  g_assert_cmpstr (action->when, ==, "2026-05-01T00:00:00Z");
  action = g_ptr_array_index (c2pa->actions, 1);
  g_assert_cmpstr (action->software_agent, ==, "plain text");
  g_assert_null (action->source_type);
}

static void
test_store (void)
{
  for (int is_old = 0; is_old < 2; is_old++)
    {
      g_autoptr (GBytes) store = make_store (is_old);
      g_autoptr (GessoC2pa) c2pa
          = gesso_c2pa_parse (g_bytes_get_data (store, NULL), g_bytes_get_size (store));
      assert_claims (c2pa, "First");
    }
}

static void
test_update (void)
{
  g_autoptr (GBytes) store = make_updated_store ();
  g_autoptr (GessoC2pa) c2pa
      = gesso_c2pa_parse (g_bytes_get_data (store, NULL), g_bytes_get_size (store));

  assert_claims (c2pa, "Second");
}

static GBytes *
put_into (GBytes     *file,
          gsize       at,
          GByteArray *part)
{
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  put (out, data, at);
  take (out, part);
  put (out, data + at, length - at);
  return g_byte_array_free_to_bytes (out);
}

static GByteArray *
png_part (GBytes *store)
{
  GByteArray *out = g_byte_array_new ();

  put_u32 (out, (guint32) g_bytes_get_size (store));
  put (out, "caBX", 4);
  put (out, g_bytes_get_data (store, NULL), g_bytes_get_size (store));
  put_u32 (out, 0);
  return out;
}

/* In pieces of 100 bytes, each of which repeats the box's head. */
static GByteArray *
jpeg_part (GBytes *store)
{
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (store, &length);
  guint32 piece = 1;

  for (gsize at = 0; at < length; at += 100, piece++)
    {
      gsize n = MIN (100, length - at);
      gsize total = 2 + 8 + (at > 0 ? 8 : 0) + n;
      guint8 head[] = { 0xff, 0xeb, (guint8) (total >> 8), (guint8) total, 'J', 'P', 0, 7 };

      put (out, head, sizeof head);
      put_u32 (out, piece);
      if (at > 0)
        put (out, data, 8);
      put (out, data + at, n);
    }
  return out;
}

static GByteArray *
gif_part (GBytes *store)
{
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (store, &length);

  put (out,
       "\x21\xff\x0b"
       "C2PA_GIF\1\0\0",
       14);
  for (gsize at = 0; at < length; at += 255)
    {
      guint8 n = (guint8) MIN (255, length - at);
      put (out, &n, 1);
      put (out, data + at, n);
    }
  put (out, "", 1);
  return out;
}

static void
test_places (void)
{
  g_autoptr (GBytes) store = make_store (FALSE);
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 4, 4);
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (16, 16);
  g_autoptr (GBytes) gif = gesso_test_picture_gif ();
  g_autofree char *base64
      = g_base64_encode (g_bytes_get_data (store, NULL), g_bytes_get_size (store));
  g_autofree char *text = g_strdup_printf (
      "<svg xmlns:c2pa=\"http://c2pa.org/manifest\"><metadata><c2pa:manifest>%s</c2pa:manifest>"
      "</metadata></svg>",
      base64);
  g_autoptr (GBytes) in_png = put_into (png, 33, png_part (store));
  g_autoptr (GBytes) in_jpeg = put_into (jpeg, 2, jpeg_part (store));
  g_autoptr (GBytes) in_gif = put_into (gif, 19, gif_part (store));
  g_autoptr (GBytes) in_svg = gesso_test_picture_from_text (text);
  const struct
  {
    GBytes *file;
    gsize offset;
  } rows[] = {
    { in_png, 33 },
    { in_jpeg, 2 },
    { in_gif, 19 },
    { in_svg, (gsize) (strstr (text, "<c2pa:man") - text) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GessoC2pa) c2pa = gesso_c2pa_read (rows[i].file);

      assert_claims (c2pa, "First");
      g_assert_cmpuint (c2pa->length, ==, g_bytes_get_size (store));
      g_assert_cmpuint (c2pa->offset, ==, rows[i].offset);
    }
  g_assert_null (gesso_c2pa_read (png));
  g_assert_null (gesso_c2pa_read (jpeg));
}

static void
test_webp (void)
{
  g_autoptr (GBytes) store = make_store (FALSE);
  guint32 length = (guint32) g_bytes_get_size (store);
  guint32 total = GUINT32_TO_LE (4 + 8 + 10 + 8 + length + length % 2);
  guint32 little = GUINT32_TO_LE (length);
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GessoC2pa) c2pa = NULL;

  put (out, "RIFF", 4);
  put (out, &total, 4);
  put (out, "WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
  put (out, "C2PA", 4);
  put (out, &little, 4);
  put (out, g_bytes_get_data (store, NULL), length);
  if (length % 2 != 0)
    put (out, "", 1);
  file = g_byte_array_free_to_bytes (out);
  c2pa = gesso_c2pa_read (file);
  assert_claims (c2pa, "First");
}

/* Cut off or damaged anywhere, it is read as far as it goes. */
static void
test_damage (void)
{
  g_autoptr (GBytes) store = make_updated_store ();
  gsize length;
  const guint8 *data = g_bytes_get_data (store, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *cut = g_memdup2 (data, i);
      g_autofree guint8 *damaged = g_memdup2 (data, length);
      g_autoptr (GessoC2pa) short_c2pa = gesso_c2pa_parse (cut, i);
      g_autoptr (GessoC2pa) long_c2pa = NULL;

      damaged[i] ^= 0xff;
      long_c2pa = gesso_c2pa_parse (damaged, length);
      g_assert_nonnull (short_c2pa);
      g_assert_null (short_c2pa->generator);
      g_assert_nonnull (long_c2pa);
    }
}

static void
test_json (void)
{
  g_autoptr (GBytes) store = make_store (FALSE);
  g_autoptr (GessoC2pa) c2pa
      = gesso_c2pa_parse (g_bytes_get_data (store, NULL), g_bytes_get_size (store));
  g_autoptr (JsonObject) json = gesso_c2pa_to_json (c2pa);
  g_autoptr (JsonObject) absent = gesso_c2pa_to_json (NULL);

  g_assert_true (json_object_get_boolean_member (json, "present"));
  g_assert_false (json_object_get_boolean_member (json, "verified"));
  g_assert_cmpstr (json_object_get_string_member (json, "generator"), ==, "First");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json, "actions")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json, "signer"),
                                                  "name"),
                   ==, "Media Service");
  g_assert_false (json_object_get_boolean_member (absent, "present"));
}

static void
test_cbor (void)
{
  static const char indefinite[] = "\xbf\x61k\x9f\x7f\x61"
                                   "a\x61"
                                   "b\xff\x01\xff\xff";
  static const char nested[] = "\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81"
                               "\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x01";
  static const char huge[] = "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff\x01";
  g_autoptr (GessoCbor) root
      = gesso_cbor_parse ((const guint8 *) indefinite, sizeof indefinite - 1);
  const GessoCbor *list = gesso_cbor_get (root, "k");
  g_autofree char *text = gesso_cbor_dup_text (gesso_cbor_item (list, 0));

  g_assert_cmpstr (text, ==, "ab");
  g_assert_cmpuint (gesso_cbor_item (list, 1)->value, ==, 1);
  g_assert_null (gesso_cbor_item (list, 2));
  g_assert_null (gesso_cbor_parse ((const guint8 *) nested, sizeof nested - 1));
  g_assert_null (gesso_cbor_parse ((const guint8 *) huge, sizeof huge - 1));
  for (gsize length = 0; length < sizeof indefinite - 1; length++)
    g_assert_null (gesso_cbor_parse ((const guint8 *) indefinite, length));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/c2pa/store", test_store);
  g_test_add_func ("/c2pa/update", test_update);
  g_test_add_func ("/c2pa/places", test_places);
  g_test_add_func ("/c2pa/webp", test_webp);
  g_test_add_func ("/c2pa/damage", test_damage);
  g_test_add_func ("/c2pa/json", test_json);
  g_test_add_func ("/c2pa/cbor", test_cbor);

  return g_test_run ();
}
