/* test-wire-images.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "wire/gesso-wire-images-form.h"
#include "wire/gesso-wire-images.h"

#include <string.h>

static GessoRequest *
make_request (GessoOperation   operation,
              guint            n_references,
              gboolean         with_mask,
              GessoParameters *p)
{
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GBytes) png = g_bytes_new_static ("PNG", 3);
  g_autoptr (GessoReference) mask = NULL;

  for (guint i = 0; i < n_references; i++)
    g_ptr_array_add (references, gesso_reference_new (png, i == 0 ? "image/png" : "image/jpeg",
                                                      "secret name", "00", 16, 16));
  if (with_mask)
    mask = gesso_reference_new (png, "image/png", "m", "01", 16, 16);
  return gesso_request_new (operation, "Ä \"quoted\"", p, references, mask);
}

static char *
generation (GessoParameters              *p,
            const GessoWireImagesDialect *dialect)
{
  g_autoptr (GessoRequest) request = make_request (GESSO_OPERATION_GENERATE, 0, FALSE, p);
  g_autoptr (JsonObject) object = gesso_wire_images_generation_to_json (request, dialect);

  return gesso_json_object_to_string (object, FALSE);
}

static void
set (char       **field,
     const char  *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
test_defaults (void)
{
  g_autoptr (GessoParameters) p = gesso_parameters_new ();
  g_autofree char *bare = NULL;
  g_autofree char *automatic = NULL;

  set (&p->model, "gpt-image-2");
  bare = generation (p, NULL);
  g_assert_cmpstr (bare, ==, "{\"model\":\"gpt-image-2\",\"prompt\":\"Ä \\\"quoted\\\"\"}");
  set (&p->quality, "auto");
  set (&p->background, "auto");
  set (&p->format, "png");
  set (&p->moderation, "auto");
  p->compression = 50;
  automatic = generation (p, NULL);
  g_assert_cmpstr (automatic, ==, bare);
}

static void
test_all (void)
{
  static const char *const omit[] = { "moderation", "stream", NULL };
  static const char *const allowed[] = { "model", "size", NULL };
  const GessoWireImagesDialect refused = { .omit = omit };
  const GessoWireImagesDialect minimal = { .allowed = allowed, .explicit_defaults = TRUE };
  g_autoptr (GessoParameters) p = gesso_parameters_new ();
  g_autofree char *full = NULL;
  g_autofree char *less = NULL;
  g_autofree char *least = NULL;

  set (&p->model, "m");
  p->size = (GessoSize){ 1536, 1024 };
  set (&p->quality, "high");
  set (&p->background, "opaque");
  set (&p->format, "jpg");
  p->compression = 80;
  set (&p->moderation, "low");
  p->partial_images = 2;
  set (&p->input_fidelity, "high");
  set (&p->extra, "{\"seed\":7,\"prompt\":\"theirs\",\"quality\":null}");
  full = generation (p, NULL);
  g_assert_cmpstr (full, ==,
                   "{\"model\":\"m\",\"prompt\":\"Ä \\\"quoted\\\"\",\"size\":\"1536x1024\","
                   "\"background\":\"opaque\",\"output_format\":\"jpeg\","
                   "\"output_compression\":80,\"moderation\":\"low\",\"stream\":true,"
                   "\"partial_images\":2,\"seed\":7}");
  less = generation (p, &refused);
  g_assert_null (strstr (less, "moderation"));
  g_assert_null (strstr (less, "stream"));
  g_assert_null (strstr (less, "partial_images"));
  set (&p->extra, NULL);
  least = generation (p, &minimal);
  g_assert_cmpstr (least, ==,
                   "{\"model\":\"m\",\"prompt\":\"Ä \\\"quoted\\\"\",\"size\":\"1536x1024\"}");
}

/* The events do not number the pictures, so several pictures are never streamed. */
static void
test_stream (void)
{
  g_autoptr (GessoParameters) p = gesso_parameters_new ();
  g_autofree char *text = NULL;

  p->partial_images = 2;
  p->n = 2;
  text = generation (p, NULL);
  g_assert_null (strstr (text, "stream"));
  g_assert_nonnull (strstr (text, "\"n\":2"));
}

static void
part_cb (const char *name,
         const char *text,
         const char *filename,
         const char *content_type,
         GBytes     *content,
         gpointer    user_data)
{
  if (text != NULL)
    g_string_append_printf (user_data, "%s=%s;", name, text);
  else
    g_string_append_printf (user_data, "%s<%s,%s,%u>;", name, filename, content_type,
                            (guint) g_bytes_get_size (content));
}

static char *
edit_parts (guint                         n_references,
            gboolean                      mask,
            GessoParameters              *p,
            const GessoWireImagesDialect *d)
{
  g_autoptr (GessoRequest) request = make_request (GESSO_OPERATION_EDIT, n_references, mask, p);
  g_autoptr (GString) out = g_string_new (NULL);

  gesso_wire_images_edit_to_parts (request, d, part_cb, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_parts (void)
{
  const GessoWireImagesDialect plain = { .plain_image_name = TRUE, .mask_name = "mask_image" };
  g_autoptr (GessoParameters) p = gesso_parameters_new ();
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *other = NULL;

  p->partial_images = 1;
  set (&p->extra, "{\"svg\":{\"model\":\"x\"}}");
  one = edit_parts (1, TRUE, p, NULL);
  g_assert_cmpstr (one, ==,
                   "prompt=Ä \"quoted\";stream=true;partial_images=1;svg[model]=x;"
                   "image<image-1.png,image/png,3>;mask<mask.png,image/png,3>;");
  two = edit_parts (2, FALSE, p, NULL);
  g_assert_nonnull (strstr (two, "image[]<image-1.png,image/png,3>;"
                                 "image[]<image-2.jpg,image/jpeg,3>;"));
  other = edit_parts (2, TRUE, p, &plain);
  g_assert_nonnull (strstr (other, "image<image-2.jpg,image/jpeg,3>;mask_image<"));
  g_assert_null (strstr (other, "secret"));
}

/* What the client writes is what the server reads. */
static void
test_edit_json (void)
{
  g_autoptr (GessoParameters) p = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GessoWireImagesForm) form = gesso_wire_images_form_new ();
  g_autoptr (GError) error = NULL;
  GessoWirePicture *picture;

  set (&p->model, "m");
  set (&p->extra, "{\"seed\":7}");
  request = make_request (GESSO_OPERATION_EDIT, 2, TRUE, p);
  object = gesso_wire_images_edit_to_json (request, NULL);
  g_assert_true (gesso_wire_images_form_read_json (form, object, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (form->prompt, ==, "Ä \"quoted\"");
  g_assert_cmpstr (form->model, ==, "m");
  g_assert_cmpstr (g_hash_table_lookup (form->fields, "seed"), ==, "7");
  g_assert_cmpuint (form->pictures->len, ==, 2);
  picture = g_ptr_array_index (form->pictures, 1);
  g_assert_cmpstr (picture->content_type, ==, "image/jpeg");
  g_assert_cmpmem (g_bytes_get_data (picture->content, NULL), g_bytes_get_size (picture->content),
                   "PNG", 3);
  g_assert_nonnull (form->mask->content);
}

static void
assert_refused (const char *text,
                const char *expected_param)
{
  g_autoptr (GessoWireImagesForm) form = gesso_wire_images_form_new ();
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, -1, NULL);
  g_autofree char *param = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (gesso_wire_images_form_read_json (form, object, &param, &error));
  g_assert_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_BAD_REQUEST);
  g_assert_cmpstr (param, ==, expected_param);
}

static void
test_form_refuses (void)
{
  assert_refused ("{\"prompt\":5}", "prompt");
  assert_refused ("{\"n\":\"1\"}", "n");
  assert_refused ("{\"n\":-1}", "n");
  assert_refused ("{\"stream\":\"true\"}", "stream");
  assert_refused ("{\"images\":{}}", "images");
  assert_refused ("{\"images\":[{\"image_url\":\"http://h\",\"file_id\":\"f\"}]}", "images[0]");
  assert_refused ("{\"images\":[{\"file_id\":\"f\"},{}]}", "images[1]");
  assert_refused ("{\"mask\":{\"image_url\":\"data:image/png;base64,!\"}}", "mask");
}

static gboolean
read_part (GessoWireImagesForm  *form,
           const char           *name,
           const char           *text,
           char                **param)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  return gesso_wire_images_form_read_part (form, name, NULL, NULL, content, param, NULL);
}

static void
test_form_parts (void)
{
  g_autoptr (GessoWireImagesForm) form = gesso_wire_images_form_new ();
  g_autofree char *param = NULL;

  g_assert_true (read_part (form, "prompt", "p \xff", NULL));
  g_assert_true (read_part (form, "n", "3", NULL));
  g_assert_true (read_part (form, "stream", "true", NULL));
  g_assert_true (read_part (form, "image[]", "a", NULL));
  g_assert_true (read_part (form, "image", "b", NULL));
  g_assert_true (read_part (form, "mask", "c", NULL));
  g_assert_true (read_part (form, "seed", "9", NULL));
  g_assert_cmpstr (form->prompt, ==, "p \xef\xbf\xbd");
  g_assert_cmpint (form->n, ==, 3);
  g_assert_true (form->stream);
  g_assert_cmpuint (form->pictures->len, ==, 2);
  g_assert_nonnull (form->mask);
  g_assert_cmpstr (g_hash_table_lookup (form->fields, "seed"), ==, "9");
  g_assert_false (read_part (form, "n", "three", &param));
  g_assert_cmpstr (param, ==, "n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire-images/defaults", test_defaults);
  g_test_add_func ("/wire-images/all", test_all);
  g_test_add_func ("/wire-images/stream", test_stream);
  g_test_add_func ("/wire-images/parts", test_parts);
  g_test_add_func ("/wire-images/edit-json", test_edit_json);
  g_test_add_func ("/wire-images/form-refuses", test_form_refuses);
  g_test_add_func ("/wire-images/form-parts", test_form_parts);
  return g_test_run ();
}
