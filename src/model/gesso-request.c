/* gesso-request.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-request.h"

#include "base/gesso-json.h"
#include "model/gesso-model-error.h"
#include "model/gesso-request-private.h"

/* GessoRequest is a frozen draft: what one job sends, and what is stored beside its pictures.
 * Immutable and ref-counted atomically; drafts make it on the main thread, workers read it. Its
 * prompt is the one that goes out, with the references' roles already written into it; the roles
 * themselves stay on the references so that a draft can be made from it again. */

struct _GessoRequest
{
  GessoOperation operation;
  char *prompt;                /* (owned) */
  GessoParameters *parameters; /* (owned) */
  GPtrArray *references;       /* (owned) (element-type GessoReference) */
  GessoReference *mask;        /* (owned) (nullable) */
  GessoStitchPlan *plan;       /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (GessoRequest, gesso_request, gesso_request_ref, gesso_request_unref)

static void
request_clear (gpointer data)
{
  GessoRequest *self = data;

  g_free (self->prompt);
  gesso_parameters_free (self->parameters);
  g_ptr_array_unref (self->references);
  g_clear_pointer (&self->mask, gesso_reference_unref);
  g_clear_pointer (&self->plan, gesso_stitch_plan_unref);
}

/**
 * _gesso_reference_to_json:
 * @reference: a picture
 *
 * Returns: (transfer full): its digest, type, name, size, role and note; never the bytes
 */
JsonObject *
_gesso_reference_to_json (GessoReference *reference)
{
  JsonObject *object = json_object_new ();
  const char *digest = gesso_reference_get_digest (reference);
  const char *role = gesso_reference_get_role (reference);
  const char *note = gesso_reference_get_note (reference);

  if (digest != NULL)
    json_object_set_string_member (object, "digest", digest);
  json_object_set_string_member (object, "mime", gesso_reference_get_mime_type (reference));
  json_object_set_string_member (object, "name", gesso_reference_get_name (reference));
  json_object_set_int_member (object, "width", gesso_reference_get_width (reference));
  json_object_set_int_member (object, "height", gesso_reference_get_height (reference));
  if (role != NULL)
    json_object_set_string_member (object, "role", role);
  if (note != NULL)
    json_object_set_string_member (object, "note", note);

  return object;
}

/**
 * _gesso_reference_from_json:
 * @object: what _gesso_reference_to_json() wrote
 * @loader: (nullable) (scope call): finds the bytes of a picture by its digest
 * @user_data: for @loader
 * @error: %GESSO_MODEL_ERROR_NOT_A_REQUEST, or what @loader reports
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoReference *
_gesso_reference_from_json (JsonObject          *object,
                            GessoRequestLoader   loader,
                            gpointer             user_data,
                            GError             **error)
{
  const char *digest = gesso_json_get_string (object, "digest", NULL);
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GessoReference) plain = NULL;

  if (loader != NULL)
    {
      if (digest == NULL)
        {
          g_set_error_literal (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_A_REQUEST,
                               "A picture of the request has no digest");
          return NULL;
        }
      data = loader (digest, user_data, error);
      if (data == NULL)
        return NULL;
    }

  plain = gesso_reference_new (data, gesso_json_get_string (object, "mime", NULL),
                               gesso_json_get_string (object, "name", NULL), digest,
                               CLAMP (gesso_json_get_int (object, "width", 0), 0, G_MAXINT),
                               CLAMP (gesso_json_get_int (object, "height", 0), 0, G_MAXINT));

  return gesso_reference_with_role (plain, gesso_json_get_string (object, "role", NULL),
                                    gesso_json_get_string (object, "note", NULL));
}

static GPtrArray *
references_from_json (JsonArray           *array,
                      GessoRequestLoader   loader,
                      gpointer             user_data,
                      GError             **error)
{
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = gesso_json_array_get_object (array, i);
      GessoReference *reference = _gesso_reference_from_json (object, loader, user_data, error);

      if (reference == NULL)
        return NULL;
      g_ptr_array_add (references, reference);
    }

  return g_steal_pointer (&references);
}

/**
 * gesso_request_new:
 * @operation: what is asked
 * @prompt: valid UTF-8, as it will be sent
 * @parameters: copied
 * @references: (nullable) (element-type GessoReference): in sending order, the base first; each is
 *   referenced
 * @mask: (nullable): a PNG of the base's size; only with references
 *
 * Returns: (transfer full): a request
 */
GessoRequest *
gesso_request_new (GessoOperation         operation,
                   const char            *prompt,
                   const GessoParameters *parameters,
                   GPtrArray             *references,
                   GessoReference        *mask)
{
  GessoRequest *self;
  guint length = references != NULL ? references->len : 0;

  g_return_val_if_fail (prompt != NULL, NULL);
  g_return_val_if_fail (parameters != NULL, NULL);

  self = g_atomic_rc_box_new0 (GessoRequest);
  self->operation = operation;
  self->prompt = g_strdup (prompt);
  self->parameters = gesso_parameters_copy (parameters);
  self->references = g_ptr_array_new_full (length, (GDestroyNotify) gesso_reference_unref);
  for (guint i = 0; i < length; i++)
    g_ptr_array_add (self->references, gesso_reference_ref (g_ptr_array_index (references, i)));
  self->mask = mask != NULL ? gesso_reference_ref (mask) : NULL;

  return self;
}

/**
 * gesso_request_new_from_json:
 * @object: what gesso_request_to_json() wrote
 * @loader: (nullable) (scope call): finds the bytes of a picture by its digest; without it the
 *   references have no data and the request can be shown but not sent
 * @user_data: for @loader
 * @error: %GESSO_MODEL_ERROR_NOT_A_REQUEST, or what @loader reports
 *
 * Runs on the thread that @loader needs.
 *
 * Returns: (transfer full) (nullable): a request
 */
GessoRequest *
gesso_request_new_from_json (JsonObject          *object,
                             GessoRequestLoader   loader,
                             gpointer             user_data,
                             GError             **error)
{
  const char *prompt = gesso_json_get_string (object, "prompt", NULL);
  const char *operation = gesso_json_get_string (object, "operation", NULL);
  JsonObject *mask_object = gesso_json_get_object (object, "mask");
  g_autoptr (GessoParameters) parameters = NULL;
  g_autoptr (GPtrArray) references = NULL;
  JsonObject *plan_object = gesso_json_get_object (object, "protection");
  g_autoptr (GessoReference) mask = NULL;
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GessoRequest) request = NULL;

  if (prompt == NULL || !g_utf8_validate (prompt, -1, NULL))
    {
      g_set_error_literal (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_A_REQUEST,
                           "The stored request has no prompt");
      return NULL;
    }

  references = references_from_json (gesso_json_get_array (object, "references"), loader, user_data,
                                     error);
  if (references == NULL)
    return NULL;

  if (mask_object != NULL)
    {
      mask = _gesso_reference_from_json (mask_object, loader, user_data, error);
      if (mask == NULL)
        return NULL;
    }

  if (plan_object != NULL)
    {
      plan = _gesso_stitch_plan_from_json (plan_object, loader, user_data, error);
      if (plan == NULL)
        return NULL;
    }

  parameters = gesso_parameters_from_json (gesso_json_get_object (object, "parameters"));
  request = gesso_request_new (g_strcmp0 (operation, "edit") == 0 ? GESSO_OPERATION_EDIT
                                                                  : GESSO_OPERATION_GENERATE,
                               prompt, parameters, references, mask);

  return gesso_request_with_plan (request, plan);
}

/**
 * gesso_request_with_plan:
 * @self: a request
 * @plan: (nullable): how its answer is put back into a larger picture
 *
 * Returns: (transfer full): the same request with this plan
 */
GessoRequest *
gesso_request_with_plan (GessoRequest    *self,
                         GessoStitchPlan *plan)
{
  GessoRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = gesso_request_new (self->operation, self->prompt, self->parameters, self->references,
                            self->mask);
  copy->plan = plan != NULL ? gesso_stitch_plan_ref (plan) : NULL;
  return copy;
}

/**
 * gesso_request_to_json:
 * @self: a request
 *
 * What is stored beside the pictures: prompt, operation, parameters, and of each picture its
 * digest, type, name, size, role and note; never the bytes.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
gesso_request_to_json (GessoRequest *self)
{
  JsonObject *object;
  JsonArray *references;

  g_return_val_if_fail (self != NULL, NULL);

  references = json_array_new ();
  for (guint i = 0; i < self->references->len; i++)
    {
      GessoReference *reference = g_ptr_array_index (self->references, i);

      json_array_add_object_element (references, _gesso_reference_to_json (reference));
    }

  object = json_object_new ();
  json_object_set_string_member (object, "prompt", self->prompt);
  json_object_set_string_member (object, "operation",
                                 self->operation == GESSO_OPERATION_EDIT ? "edit" : "generate");
  json_object_set_object_member (object, "parameters", gesso_parameters_to_json (self->parameters));
  json_object_set_array_member (object, "references", references);
  if (self->mask != NULL)
    json_object_set_object_member (object, "mask", _gesso_reference_to_json (self->mask));
  if (self->plan != NULL)
    json_object_set_object_member (object, "protection", _gesso_stitch_plan_to_json (self->plan));

  return object;
}

/**
 * gesso_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
GessoRequest *
gesso_request_ref (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_request_unref:
 * @self: (transfer full): a request
 *
 * Frees it with the last holder.
 */
void
gesso_request_unref (GessoRequest *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, request_clear);
}

/**
 * gesso_request_get_operation:
 * @self: a request
 *
 * Returns: what is asked
 */
GessoOperation
gesso_request_get_operation (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, GESSO_OPERATION_GENERATE);

  return self->operation;
}

/**
 * gesso_request_get_prompt:
 * @self: a request
 *
 * Returns: (transfer none): the text that goes out, valid UTF-8
 */
const char *
gesso_request_get_prompt (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->prompt;
}

/**
 * gesso_request_get_parameters:
 * @self: a request
 *
 * Returns: (transfer none): everything else that was chosen
 */
const GessoParameters *
gesso_request_get_parameters (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parameters;
}

/**
 * gesso_request_get_n_references:
 * @self: a request
 *
 * Returns: the number of input pictures
 */
guint
gesso_request_get_n_references (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->references->len;
}

/**
 * gesso_request_get_reference:
 * @self: a request
 * @index: below gesso_request_get_n_references(); 0 is the base
 *
 * Returns: (transfer none): an input picture
 */
GessoReference *
gesso_request_get_reference (GessoRequest *self,
                             guint         index)
{
  g_return_val_if_fail (self != NULL && index < self->references->len, NULL);

  return g_ptr_array_index (self->references, index);
}

/**
 * gesso_request_get_mask:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the mask for the base
 */
GessoReference *
gesso_request_get_mask (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mask;
}

/**
 * gesso_request_get_plan:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): how its answer is put back into a larger picture
 */
GessoStitchPlan *
gesso_request_get_plan (GessoRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plan;
}
