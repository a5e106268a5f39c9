/* gesso-engine-order.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoEngineOrder: a request of the Images API, read from JSON or a form and checked value by
 * value, as strictly as the real service does it. Pictures stay undecoded files. Made by the
 * server on its main thread, owned by one task, read by that task's thread. */

#include "config.h"

#include "engine/gesso-engine-order.h"

#include "base/gesso-json.h"
#include "model/gesso-size-rule.h"
#include "wire/gesso-wire-images-form.h"
#include "wire/gesso-wire-multipart-reader.h"

#include <string.h>

#define MAX_PARTS 64

/* --- reading the body --- */

typedef struct
{
  GessoWireImagesForm *form;
  char *name; /* (owned) (nullable): of the part that is being read */
  char *filename;
  char *content_type;
  GByteArray *content;
  char *param; /* (owned) (nullable): what was at fault */
  gboolean is_too_large;
} FormReader;

static gboolean
begin_part (const char  *name,
            const char  *filename,
            const char  *content_type,
            gpointer     user_data,
            GError     **error)
{
  FormReader *reader = user_data;

  g_free (reader->name);
  g_free (reader->filename);
  g_free (reader->content_type);
  reader->name = g_strdup (name);
  reader->filename = g_strdup (filename);
  reader->content_type = g_strdup (content_type);
  reader->content = g_byte_array_new ();

  return TRUE;
}

static gboolean
part_data (const guint8  *bytes,
           gsize          length,
           gpointer       user_data,
           GError       **error)
{
  FormReader *reader = user_data;

  if (reader->content->len + length > GESSO_ENGINE_MAX_FILE)
    {
      reader->is_too_large = TRUE;
      g_set_error_literal (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_TOO_LARGE,
                           "A file is larger than 50 MB");
      return FALSE;
    }
  g_byte_array_append (reader->content, bytes, (guint) length);

  return TRUE;
}

static gboolean
end_part (gpointer   user_data,
          GError   **error)
{
  FormReader *reader = user_data;
  g_autoptr (GBytes) content = g_byte_array_free_to_bytes (g_steal_pointer (&reader->content));

  g_clear_pointer (&reader->param, g_free);
  return gesso_wire_images_form_read_part (reader->form, reader->name, reader->filename,
                                           reader->content_type, content, &reader->param, error);
}

static gboolean
read_multipart (GessoWireImagesForm  *form,
                const char           *content_type,
                GBytes               *body,
                GessoEngineRefusal  **refusal)
{
  static const GessoWireMultipartSink sink = { begin_part, part_data, end_part };
  FormReader reader = { .form = form };
  g_autoptr (GessoWireMultipartReader) multipart = NULL;
  g_autoptr (GError) error = NULL;
  gboolean whole = FALSE;
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  multipart = gesso_wire_multipart_reader_new (content_type, MAX_PARTS, &sink, &reader, &error);
  if (multipart != NULL)
    whole = gesso_wire_multipart_reader_push (multipart, data, length, &error)
            && gesso_wire_multipart_reader_finish (multipart, &error);
  if (!whole)
    *refusal = gesso_engine_refusal_new (reader.is_too_large ? 413 : 400,
                                         reader.is_too_large ? "file_too_large" : "invalid_value",
                                         reader.is_too_large ? reader.name : reader.param, "%s",
                                         error->message);
  g_free (reader.name);
  g_free (reader.filename);
  g_free (reader.content_type);
  g_free (reader.param);
  g_clear_pointer (&reader.content, g_byte_array_unref);

  return whole;
}

static gboolean
read_json (GessoWireImagesForm  *form,
           GBytes               *body,
           GessoEngineRefusal  **refusal)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (GError) error = NULL;
  g_autofree char *param = NULL;
  g_autoptr (JsonObject) object = NULL;

  object = gesso_json_parse_object (length > 0 ? text : "", (gssize) length, &error);
  if (object == NULL)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_json", NULL,
                                           "The body is not a JSON object: %s", error->message);
      return FALSE;
    }
  if (!gesso_wire_images_form_read_json (form, object, &param, &error))
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", param, "%s", error->message);
      return FALSE;
    }

  return TRUE;
}

/* --- checking the values --- */

static GessoEngineRefusal *
bad_value (const char *param,
           const char *value,
           const char *allowed)
{
  return gesso_engine_refusal_new (400, "invalid_value", param,
                                   "Invalid value for '%s': '%.64s'. Supported values are: %s.",
                                   param, value, allowed);
}

static gboolean
find_word (const char *param,
           const char *value,
           const char *const *words,
           int *out_index,
           GessoEngineRefusal **refusal)
{
  g_autofree char *allowed = NULL;

  *out_index = 0;
  if (value == NULL)
    return TRUE;
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], value) == 0)
      {
        *out_index = i;
        return TRUE;
      }
  allowed = g_strjoinv (", ", (char **) words);
  *refusal = bad_value (param, value, allowed);

  return FALSE;
}

static gboolean
check_prompt (GessoEngineOrder           *self,
              const GessoWireImagesForm  *form,
              GessoEngineRefusal        **refusal)
{
  if (form->prompt == NULL || form->prompt[0] == '\0')
    {
      *refusal = gesso_engine_refusal_new (400, "missing_required_parameter", "prompt",
                                           "Missing required parameter: 'prompt'.");
      return FALSE;
    }
  self->prompt = g_utf8_make_valid (form->prompt, -1);
  if (g_utf8_strlen (self->prompt, -1) > GESSO_ENGINE_MAX_PROMPT)
    {
      *refusal = gesso_engine_refusal_new (400, "string_above_max_length", "prompt",
                                           "The prompt is longer than %d characters.",
                                           GESSO_ENGINE_MAX_PROMPT);
      return FALSE;
    }

  return TRUE;
}

/* What is edited may be a part of a picture, and longer than one that is drawn. */
static const GessoSizeRule part_rule = {
  .multiple = 16,
  .min_edge = 16,
  .max_edge = 7680,
  .max_ratio = 8,
  .min_pixels = 655360,
  .max_pixels = 8294400,
  .takes_auto = TRUE,
};

static gboolean
check_size (GessoEngineOrder    *self,
            const char          *size,
            gboolean             is_edit,
            GessoEngineRefusal **refusal)
{
  GessoSizeProblem problem;

  self->size = GESSO_SIZE_AUTO;
  if (size == NULL || strcmp (size, "auto") == 0)
    return TRUE;
  if (!gesso_size_parse (size, &self->size))
    {
      *refusal = bad_value ("size", size, "'auto' or WIDTHxHEIGHT");
      return FALSE;
    }
  problem = gesso_size_rule_check (is_edit ? &part_rule : &gesso_size_rule_gpt_image, &self->size);
  if (problem != GESSO_SIZE_PROBLEM_NONE)
    {
      *refusal = gesso_engine_refusal_new (
          400, "invalid_value", "size",
          "Invalid size '%.32s'. Width and height must be multiples of "
          "16, at most %d, at most %d:1, with 655360 to 8294400 pixels.",
          size, is_edit ? 7680 : 3840, is_edit ? 8 : 3);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_words (GessoEngineOrder           *self,
             const GessoWireImagesForm  *form,
             GessoEngineRefusal        **refusal)
{
  static const char *const qualities[]
      = { "auto", "low", "medium", "high", "xhigh", "max", "standard", "hd", NULL };
  static const char *const backgrounds[] = { "auto", "opaque", "transparent", NULL };
  static const char *const formats[] = { "png", "jpeg", "webp", NULL };
  static const char *const moderations[] = { "auto", "low", NULL };
  static const char *const fidelities[] = { "low", "high", NULL };
  static const GessoSketchQuality levels[]
      = { GESSO_SKETCH_QUALITY_AUTO,   GESSO_SKETCH_QUALITY_LOW,  GESSO_SKETCH_QUALITY_MEDIUM,
          GESSO_SKETCH_QUALITY_HIGH,   GESSO_SKETCH_QUALITY_HIGH, GESSO_SKETCH_QUALITY_HIGH,
          GESSO_SKETCH_QUALITY_MEDIUM, GESSO_SKETCH_QUALITY_HIGH };
  static const GessoImageFormat types[]
      = { GESSO_IMAGE_FORMAT_PNG, GESSO_IMAGE_FORMAT_JPEG, GESSO_IMAGE_FORMAT_WEBP };
  int quality, background, format, ignored;

  if (!find_word ("quality", form->quality, qualities, &quality, refusal)
      || !find_word ("background", form->background, backgrounds, &background, refusal)
      || !find_word ("output_format", form->output_format, formats, &format, refusal)
      || !find_word ("moderation", form->moderation, moderations, &ignored, refusal)
      || !find_word ("input_fidelity", form->input_fidelity, fidelities, &ignored, refusal))
    return FALSE;

  self->quality = levels[quality];
  self->quality_name = g_strdup (quality == 0 ? "medium" : qualities[quality]);
  self->background = (GessoSketchBackground) background;
  self->format = types[format];
  if (self->background == GESSO_SKETCH_BACKGROUND_TRANSPARENT
      && self->format == GESSO_IMAGE_FORMAT_JPEG)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", "background",
                                           "A transparent background needs the output format png "
                                           "or webp.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_numbers (GessoEngineOrder           *self,
               const GessoWireImagesForm  *form,
               GessoEngineRefusal        **refusal)
{
  self->n = form->n == 0 ? 1 : form->n;
  if (form->n < 0 || form->n > 10)
    {
      *refusal
          = gesso_engine_refusal_new (400, "invalid_value", "n", "'n' must be between 1 and 10.");
      return FALSE;
    }
  if (form->output_compression > 100)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", "output_compression",
                                           "'output_compression' must be between 0 and 100.");
      return FALSE;
    }
  if (form->partial_images > 3)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", "partial_images",
                                           "'partial_images' must be between 0 and 3.");
      return FALSE;
    }
  self->compression = form->output_compression < 0 ? 100 : form->output_compression;
  self->stream = form->stream;
  self->n_partials = form->stream && form->partial_images > 0 ? form->partial_images : 0;

  return TRUE;
}

/* What is left over must be known: a wrong word is a mistake of the caller, as with the real
 * service. */
static gboolean
check_fields (GessoEngineOrder           *self,
              const GessoWireImagesForm  *form,
              GessoEngineRefusal        **refusal)
{
  static const char *const accepted[] = { "safety_identifier", "user", NULL };
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, form->fields);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (g_strv_contains (accepted, name))
        continue;
      if (strcmp (name, "seed") == 0)
        {
          self->has_seed = g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &self->seed, NULL);
          if (self->has_seed)
            continue;
          *refusal = bad_value ("seed", value, "whole numbers from 0");
          return FALSE;
        }
      *refusal = gesso_engine_refusal_new (400, "unknown_parameter", name,
                                           "Unknown parameter: '%.64s'.", (const char *) name);
      return FALSE;
    }

  return TRUE;
}

/* --- checking the pictures --- */

static gboolean
check_picture (const GessoWirePicture  *picture,
               const char              *param,
               GessoEngineRefusal     **refusal)
{
  gsize length;
  const guint8 *data;

  if (picture->content == NULL)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", param,
                                           "Pictures must come with the request, as files or data "
                                           "URLs; addresses and file ids are not fetched.");
      return FALSE;
    }
  data = g_bytes_get_data (picture->content, &length);
  if (length > GESSO_ENGINE_MAX_FILE)
    {
      *refusal
          = gesso_engine_refusal_new (413, "file_too_large", param, "A file is larger than 50 MB.");
      return FALSE;
    }
  switch (gesso_image_format_sniff (data, length))
    {
    case GESSO_IMAGE_FORMAT_PNG:
    case GESSO_IMAGE_FORMAT_JPEG:
    case GESSO_IMAGE_FORMAT_WEBP:
      return TRUE;
    default:
      *refusal = gesso_engine_refusal_new (400, "invalid_image_file", param,
                                           "A file is not a PNG, JPEG or WebP picture.");
      return FALSE;
    }
}

static gboolean
check_pictures (GessoEngineOrder           *self,
                const GessoWireImagesForm  *form,
                GessoEngineRefusal        **refusal)
{
  guint n = form->pictures != NULL ? form->pictures->len : 0;

  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!self->is_edit)
    {
      if (n == 0 && form->mask == NULL)
        return TRUE;
      *refusal = gesso_engine_refusal_new (400, "unknown_parameter", n > 0 ? "image" : "mask",
                                           "Pictures are taken by /v1/images/edits.");
      return FALSE;
    }
  if (n == 0)
    {
      *refusal = gesso_engine_refusal_new (400, "missing_required_parameter", "image",
                                           "Missing required parameter: 'image'.");
      return FALSE;
    }
  if (n > GESSO_ENGINE_MAX_PICTURES)
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_value", "image",
                                           "At most %d pictures are taken; %u came.",
                                           GESSO_ENGINE_MAX_PICTURES, n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      const GessoWirePicture *picture = g_ptr_array_index (form->pictures, i);

      if (!check_picture (picture, "image", refusal))
        return FALSE;
      g_ptr_array_add (self->pictures, g_bytes_ref (picture->content));
    }
  if (form->mask != NULL)
    {
      if (!check_picture (form->mask, "mask", refusal))
        return FALSE;
      self->mask = g_bytes_ref (form->mask->content);
    }

  return TRUE;
}

static gboolean
check_model (const char          *model,
             GessoEngineRefusal **refusal)
{
  if (model == NULL || strcmp (model, GESSO_ENGINE_MODEL) == 0)
    return TRUE;
  *refusal = gesso_engine_refusal_new (404, "model_not_found", "model",
                                       "The model '%.64s' does not exist here; this server has "
                                       "'" GESSO_ENGINE_MODEL "'.",
                                       model);
  return FALSE;
}

/**
 * gesso_engine_order_read:
 * @is_edit: whether it came to the edits endpoint
 * @content_type: (nullable): the header as it came
 * @body: the whole body
 * @refusal: (out): what is wrong
 *
 * Returns: (transfer full) (nullable): the order, or %NULL with @refusal set
 */
GessoEngineOrder *
gesso_engine_order_read (gboolean             is_edit,
                         const char          *content_type,
                         GBytes              *body,
                         GessoEngineRefusal **refusal)
{
  g_autoptr (GessoEngineOrder) self = g_new0 (GessoEngineOrder, 1);
  g_autoptr (GessoWireImagesForm) form = gesso_wire_images_form_new ();
  gboolean is_form
      = content_type != NULL && g_ascii_strncasecmp (content_type, "multipart/form-data", 19) == 0;
  gboolean is_json
      = content_type != NULL && g_ascii_strncasecmp (content_type, "application/json", 16) == 0;

  if (!is_json && !(is_form && is_edit))
    {
      *refusal = gesso_engine_refusal_new (415, "unsupported_content_type", NULL,
                                           "The content type must be application/json%s.",
                                           is_edit ? " or multipart/form-data" : "");
      return NULL;
    }
  if (!(is_form ? read_multipart (form, content_type, body, refusal)
                : read_json (form, body, refusal)))
    return NULL;

  self->is_edit = is_edit;
  if (!check_model (form->model, refusal) || !check_prompt (self, form, refusal)
      || !check_words (self, form, refusal) || !check_numbers (self, form, refusal)
      || !check_size (self, form->size, self->is_edit, refusal)
      || !check_fields (self, form, refusal) || !check_pictures (self, form, refusal))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * gesso_engine_order_free:
 * @self: (nullable) (transfer full): an order
 */
void
gesso_engine_order_free (GessoEngineOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->prompt);
  g_free (self->quality_name);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->mask, g_bytes_unref);
  g_free (self);
}
