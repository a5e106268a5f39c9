/* gesso-engine-task.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Task: the work behind one request, from the files that came to the files that go. It blocks and
 * runs on one of the server's worker threads; previews and pictures leave it one by one, each
 * already encoded. */

#include "config.h"

#include "engine/gesso-engine-task.h"

#include "engine/gesso-engine-size.h"
#include "engine/sketch/gesso-sketch-draw.h"
#include "engine/sketch/gesso-sketch-edit.h"
#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-xmp.h"
#include "model/gesso-size-rule.h"

typedef struct
{
  const GessoEngineOrder *order;
  GessoEnginePictureFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  GPtrArray *pictures; /* (owned) (element-type GessoImage) */
  GessoImage *mask;    /* (owned) (nullable) */
  GessoSize size;
  char *xmp;     /* (owned) */
  guint n_shown; /* previews that went out */
  GError *error; /* (owned) (nullable): of encoding a preview */
} Task;

/**
 * gesso_engine_picture_free:
 * @self: (nullable) (transfer full): a picture
 */
void
gesso_engine_picture_free (GessoEnginePicture *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->account, json_object_unref);
  g_free (self->size);
  g_free (self->sentence);
  g_free (self);
}

/* --- out --- */

static GBytes *
encode (Task        *task,
        GessoImage  *image,
        gboolean     is_preview,
        GError     **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;

  options.quality = task->order->compression;
  options.lossless = task->order->format == GESSO_IMAGE_FORMAT_WEBP && options.quality == 100;
  options.compression = is_preview ? 1 : 3;
  options.xmp = task->xmp;

  return gesso_encoder_encode (image, task->order->format, &options, task->cancellable, error);
}

static JsonArray *
list_strings (GPtrArray *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));

  return array;
}

/* The account a picture gives of itself: which words did what, and which did nothing. */
static JsonObject *
make_account (const GessoSketchResult *result)
{
  JsonObject *account = json_object_new ();
  JsonArray *understood = json_array_new (), *effects = json_array_new ();

  for (guint i = 0; i < result->understood->len; i++)
    {
      const GessoSketchNote *note = g_ptr_array_index (result->understood, i);

      json_array_add_string_element (understood, note->words);
      json_array_add_string_element (effects, note->effect);
    }
  json_object_set_array_member (account, "understood", understood);
  json_object_set_array_member (account, "effects", effects);
  json_object_set_array_member (account, "ignored", list_strings (result->ignored));
  json_object_set_array_member (account, "warnings", list_strings (result->warnings));
  json_object_set_int_member (account, "seed", (gint64) result->seed);
  json_object_set_string_member (account, "engine_version", GESSO_VERSION);

  return account;
}

static gboolean
hand_over (Task                     *task,
           GessoImage               *image,
           const GessoSketchResult  *result,
           int                       partial_index,
           GError                  **error)
{
  g_autoptr (GBytes) file = encode (task, image, partial_index >= 0, error);
  gboolean see_through
      = task->order->format != GESSO_IMAGE_FORMAT_JPEG && gesso_image_has_alpha (image);
  GessoEnginePicture *picture;

  if (file == NULL)
    return FALSE;

  picture = g_new0 (GessoEnginePicture, 1);
  picture->file = g_steal_pointer (&file);
  picture->partial_index = partial_index;
  picture->size
      = g_strdup_printf ("%dx%d", gesso_image_get_width (image), gesso_image_get_height (image));
  picture->background = see_through ? "transparent" : "opaque";
  if (result != NULL)
    {
      picture->sentence = g_strdup (result->sentence);
      picture->account = make_account (result);
    }
  task->func (picture, task->user_data);

  return TRUE;
}

static void
preview_cb (GessoImage *preview,
            guint       stage,
            guint       n_stages,
            gpointer    user_data)
{
  Task *task = user_data;

  if (task->error == NULL && task->n_shown < task->order->n_partials
      && hand_over (task, preview, NULL, (int) task->n_shown, &task->error))
    task->n_shown++;
}

/* --- in --- */

static GessoImage *
decode (GBytes              *file,
        guint                index,
        const char          *param,
        GCancellable        *cancellable,
        GessoEngineRefusal **refusal)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = NULL;
  GessoImage *plain;

  options.max_pixels = GESSO_ENGINE_MAX_PIXELS;
  options.to_srgb = TRUE;
  options.max_depth_8 = TRUE;
  image = gesso_decoder_decode (file, &options, cancellable, &error);
  if (image != NULL)
    plain = gesso_color_convert (image, GESSO_PIXEL_FORMAT_RGBA8, &error);
  else
    plain = NULL;
  if (plain == NULL)
    *refusal
        = gesso_engine_refusal_new (400, "invalid_image_file", param,
                                    "Picture %u cannot be read: %s", index + 1, error->message);

  return plain;
}

/* The contract's mask: transparent is to be edited. */
static GessoImage *
invert_alpha (GessoImage *image)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint8 *mask = g_malloc ((gsize) width * height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y);

      for (int x = 0; x < width; x++)
        mask[(gsize) y * width + x] = 255 - row[4 * x + 3];
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask);
}

static gboolean
load_mask (Task                *task,
           GessoEngineRefusal **refusal)
{
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) base = gesso_image_ref (g_ptr_array_index (task->pictures, 0));

  if (task->order->mask == NULL)
    return TRUE;
  image = decode (task->order->mask, 0, "mask", task->cancellable, refusal);
  if (image == NULL)
    return FALSE;
  if (gesso_image_get_width (image) != gesso_image_get_width (base)
      || gesso_image_get_height (image) != gesso_image_get_height (base))
    {
      *refusal
          = gesso_engine_refusal_new (400, "invalid_image_file", "mask",
                                      "The mask is %dx%d, but the picture it belongs to is %dx%d.",
                                      gesso_image_get_width (image), gesso_image_get_height (image),
                                      gesso_image_get_width (base), gesso_image_get_height (base));
      return FALSE;
    }
  if (!gesso_image_has_alpha (image))
    {
      *refusal = gesso_engine_refusal_new (400, "invalid_image_file", "mask",
                                           "The mask has no transparent place to be edited.");
      return FALSE;
    }
  task->mask = invert_alpha (image);

  return TRUE;
}

static gboolean
load_pictures (Task                *task,
               GessoEngineRefusal **refusal)
{
  guint64 n_pixels = 0;

  for (guint i = 0; i < task->order->pictures->len; i++)
    {
      GessoImage *image = decode (g_ptr_array_index (task->order->pictures, i), i, "image",
                                  task->cancellable, refusal);

      if (image == NULL)
        return FALSE;
      g_ptr_array_add (task->pictures, image);
      n_pixels += (guint64) gesso_image_get_width (image) * gesso_image_get_height (image);
      if (n_pixels > 2 * GESSO_ENGINE_MAX_PIXELS)
        {
          *refusal = gesso_engine_refusal_new (400, "invalid_image_file", "image",
                                               "The pictures have too many pixels together.");
          return FALSE;
        }
    }

  return load_mask (task, refusal);
}

/* --- work --- */

static GessoSketchResult *
draw (Task    *task,
      guint    index,
      GError **error)
{
  const GessoEngineOrder *order = task->order;
  g_autoptr (GessoSketchOrder) sketch
      = gesso_sketch_order_new (order->prompt, task->size.width, task->size.height);

  sketch->background = order->background;
  sketch->quality = order->quality;
  sketch->has_seed = order->has_seed;
  sketch->seed = order->seed;
  sketch->index = index;
  sketch->n_previews = order->n_partials;

  return gesso_sketch_draw (sketch, preview_cb, task, task->cancellable, error);
}

static GessoSketchResult *
edit (Task    *task,
      guint    index,
      GError **error)
{
  const GessoEngineOrder *order = task->order;
  GessoSketchEdit wish = {
    .prompt = order->prompt,
    .pictures = task->pictures,
    .mask = task->mask,
    .width = order->size.width,
    .height = order->size.height,
    .background = order->background,
    .quality = order->quality,
    .seed = order->has_seed ? order->seed : 0,
    .index = index,
    .n_previews = order->n_partials,
  };

  return gesso_sketch_edit (&wish, preview_cb, task, task->cancellable, error);
}

static GessoEngineRefusal *
refuse (const GError *error)
{
  if (g_error_matches (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_MASK))
    return gesso_engine_refusal_new (400, "mask_required", "mask", "%s", error->message);
  if (g_error_matches (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_PICTURE))
    return gesso_engine_refusal_new (400, "missing_required_parameter", "image", "%s",
                                     error->message);
  if (error->domain == GESSO_SKETCH_EDIT_ERROR)
    return gesso_engine_refusal_new (400, "unsupported_instruction", "prompt", "%s",
                                     error->message);
  if (error->domain == GESSO_SKETCH_ERROR)
    return gesso_engine_refusal_new (400, "invalid_value", "size", "%s", error->message);

  return gesso_engine_refusal_new (500, "server_error", NULL, "%s", error->message);
}

static gboolean
make_pictures (Task                *task,
               GessoEngineRefusal **refusal)
{
  for (guint i = 0; i < task->order->n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoSketchResult) result = NULL;

      task->n_shown = 0;
      result = task->order->is_edit ? edit (task, i, &error) : draw (task, i, &error);
      if (result == NULL || task->error != NULL
          || !hand_over (task, result->image, result, -1, &error))
        {
          *refusal = refuse (task->error != NULL ? task->error : error);
          return FALSE;
        }
    }

  return TRUE;
}

static char *
make_xmp (const GessoEngineOrder *order)
{
  g_autoptr (GessoXmp) xmp = gesso_xmp_new ();

  gesso_xmp_set_source_type (xmp, order->is_edit ? GESSO_XMP_SOURCE_COMPOSITE
                                                 : GESSO_XMP_SOURCE_ALGORITHM);
  gesso_xmp_set_creator_tool (xmp, "Gesso Sketch " GESSO_VERSION);

  return gesso_xmp_to_packet (xmp);
}

/**
 * gesso_engine_task_run:
 * @order: what to do
 * @func: (scope call): takes each picture as soon as it is encoded
 * @user_data: passed to @func
 * @cancellable: asked every few milliseconds
 * @refusal: (out): why it failed; unset when it was cancelled
 *
 * Does the work of a request. Blocks; to be called on a worker.
 *
 * Returns: whether all pictures were handed over
 */
gboolean
gesso_engine_task_run (const GessoEngineOrder  *order,
                       GessoEnginePictureFunc   func,
                       gpointer                 user_data,
                       GCancellable            *cancellable,
                       GessoEngineRefusal     **refusal)
{
  Task task = { order, func, user_data, cancellable };
  gboolean done;

  task.pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_image_unref);
  task.xmp = make_xmp (order);
  if (order->is_edit)
    done = load_pictures (&task, refusal);
  else
    {
      task.size = gesso_engine_size_for_words (&order->size, order->prompt);
      done = TRUE;
    }
  done = done && make_pictures (&task, refusal);
  if (!done && g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (refusal, gesso_engine_refusal_free);

  g_ptr_array_unref (task.pictures);
  g_clear_pointer (&task.mask, gesso_image_unref);
  g_free (task.xmp);
  g_clear_error (&task.error);

  return done;
}
