/* gesso-wire-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-error.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"

#include <string.h>

/* Error bodies → failures. Pure. Read are: OpenAI's envelope; Azure's three shapes (a bare code in
 * a task answer, a content filter's results, OpenAI's own); "error" as text; FastAPI's "detail" as
 * text or list; "message", "msg", "title"; and, when it is not JSON, the first words of the body.
 * The code decides first, since services send money trouble and moderation under several statuses;
 * the status decides the rest.
 */

#define MAX_PLAIN_TEXT 300
#define MAX_DETAILS 2048
#define MAX_CATEGORIES 32

typedef struct
{
  char *message;         /* (owned) (nullable) */
  char *code;            /* (owned) (nullable) */
  char *type;            /* (owned) (nullable) */
  char *param;           /* (owned) (nullable) */
  GPtrArray *categories; /* (owned) (element-type utf8) */
  guint inner_status;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->message);
  g_free (parts->code);
  g_free (parts->type);
  g_free (parts->param);
  g_ptr_array_unref (parts->categories);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* Takes the text if there is one and none was found before. */
static void
take_text (char       **field,
           const char  *text)
{
  if (*field == NULL && !gesso_str_is_empty (text))
    *field = g_strdup (text);
}

static void
add_category (Parts      *parts,
              const char *text,
              gsize       length)
{
  g_autofree char *name = g_strstrip (g_strndup (text, length));

  if (*name == '\0' || parts->categories->len >= MAX_CATEGORIES)
    return;
  for (guint i = 0; i < parts->categories->len; i++)
    if (g_str_equal (g_ptr_array_index (parts->categories, i), name))
      return;
  g_ptr_array_add (parts->categories, g_steal_pointer (&name));
}

/* Moderation */

static void
read_moderation_details (Parts      *parts,
                         JsonObject *details)
{
  JsonArray *array = gesso_json_get_array (details, "categories");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *name = gesso_json_array_get_string (array, i);

      if (name != NULL)
        add_category (parts, name, strlen (name));
    }
}

/* "… safety_violations=[sexual, violence] …" in OpenAI's messages. */
static void
read_safety_violations (Parts *parts)
{
  const char *list = parts->message != NULL ? strstr (parts->message, "safety_violations=[") : NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *inner = NULL;

  if (list == NULL)
    return;
  list = strchr (list, '[') + 1;
  inner = g_strndup (list, strcspn (list, "]"));
  names = g_strsplit (inner, ",", MAX_CATEGORIES);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_strdelimit (names[i], "'\"", ' ');
      add_category (parts, names[i], strlen (names[i]));
    }
}

static void
read_filter_result (JsonObject *results,
                    const char *name,
                    JsonNode   *node,
                    gpointer    user_data)
{
  JsonObject *result = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (gesso_json_get_boolean (result, "filtered", FALSE)
      || gesso_json_get_boolean (result, "detected", FALSE))
    add_category (user_data, name, strlen (name));
}

/* Azure spells its names in several ways. */
static void
read_azure_filter (Parts      *parts,
                   JsonObject *error)
{
  static const char *const inner_names[] = { "inner_error", "innererror", "innerError" };
  static const char *const result_names[]
      = { "content_filter_results", "content_filter_result", "contentFilterResults" };

  for (guint i = 0; i < G_N_ELEMENTS (inner_names); i++)
    {
      JsonObject *inner = gesso_json_get_object (error, inner_names[i]);

      for (guint k = 0; inner != NULL && k < G_N_ELEMENTS (result_names); k++)
        {
          JsonObject *results = gesso_json_get_object (inner, result_names[k]);

          if (results != NULL)
            json_object_foreach_member (results, read_filter_result, parts);
        }
      take_text (&parts->code, gesso_json_get_string (inner, "code", NULL));
    }
}

/* Shapes */

/* A code is text, or a number that is a status in disguise. */
static void
read_code (Parts      *parts,
           JsonObject *object)
{
  gint64 number = gesso_json_get_int (object, "code", 0);

  take_text (&parts->code, gesso_json_get_string (object, "code", NULL));
  if (number >= 400 && number <= 599 && parts->inner_status == 0)
    parts->inner_status = (guint) number;
}

static void
read_error_object (Parts      *parts,
                   JsonObject *error)
{
  take_text (&parts->message, gesso_json_get_string (error, "message", NULL));
  take_text (&parts->message, gesso_json_get_string (error, "msg", NULL));
  read_code (parts, error);
  take_text (&parts->type, gesso_json_get_string (error, "type", NULL));
  take_text (&parts->param, gesso_json_get_string (error, "param", NULL));
  read_moderation_details (parts, gesso_json_get_object (error, "moderation_details"));
  read_azure_filter (parts, error);
}

/* FastAPI: {"detail":[{"loc":["body","size"],"msg":"…"}]} */
static void
read_detail (Parts      *parts,
             JsonObject *root)
{
  JsonArray *list = gesso_json_get_array (root, "detail");
  JsonObject *first = NULL;
  JsonArray *place;

  take_text (&parts->message, gesso_json_get_string (root, "detail", NULL));
  if (list != NULL && json_array_get_length (list) > 0)
    first = gesso_json_array_get_object (list, 0);
  take_text (&parts->message, gesso_json_get_string (first, "msg", NULL));
  place = gesso_json_get_array (first, "loc");
  if (place != NULL && json_array_get_length (place) > 0)
    take_text (&parts->param,
               gesso_json_array_get_string (place, json_array_get_length (place) - 1));
  first = gesso_json_get_object (root, "detail");
  if (first != NULL)
    read_error_object (parts, first);
}

static void
read_root (Parts      *parts,
           JsonObject *root)
{
  JsonObject *error = gesso_json_get_object (root, "error");
  const char *text = gesso_json_get_string (root, "error", NULL);
  gboolean is_word = text != NULL && strchr (text, ' ') == NULL
                     && gesso_json_get_string (root, "message", NULL) != NULL;

  if (error != NULL)
    read_error_object (parts, error);
  /* {"error":"server_error","message":"…"}: the word is a code. */
  if (is_word)
    take_text (&parts->code, text);
  else
    take_text (&parts->message, text);
  read_detail (parts, root);
  take_text (&parts->message, gesso_json_get_string (root, "message", NULL));
  take_text (&parts->message, gesso_json_get_string (root, "msg", NULL));
  take_text (&parts->message, gesso_json_get_string (root, "title", NULL));
  if (error == NULL)
    {
      read_code (parts, root);
      take_text (&parts->param, gesso_json_get_string (root, "param", NULL));
      read_moderation_details (parts, gesso_json_get_object (root, "moderation_details"));
    }
  read_safety_violations (parts);
}

/* Classes */

static gboolean
is_any (const char *word, const char *const *words)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
class_from_code (const char        *code,
                 GessoFailureClass *found)
{
  static const char *const moderated[] = { "moderation_blocked",
                                           "content_policy_violation",
                                           "contentFilter",
                                           "content_filter",
                                           "ResponsibleAIPolicyViolation",
                                           "safety_violation",
                                           "image_content_policy_violation",
                                           NULL };
  static const char *const money[] = { "insufficient_quota",           "billing_hard_limit_reached",
                                       "project_spend_limit_exceeded", "billing_not_active",
                                       "insufficient_credits",         "insufficient_balance",
                                       "insufficient_user_quota",      NULL };
  static const char *const auth[] = { "invalid_api_key",
                                      "invalid_authentication",
                                      "account_deactivated",
                                      "permission_denied",
                                      "authentication_error",
                                      "permission_error",
                                      "unsupported_country_region_territory",
                                      NULL };
  static const char *const rate[]
      = { "rate_limit_exceeded", "rate_limit_error", "too_many_requests", "TooManyRequests", NULL };
  static const char *const down[] = { "server_error",
                                      "internal_error",
                                      "internal_server_error",
                                      "overloaded",
                                      "overloaded_error",
                                      "service_unavailable",
                                      "api_error",
                                      NULL };
  static const char *const refused[] = { "invalid_value",
                                         "invalid_input_fidelity_model",
                                         "invalid_image_file",
                                         "unknown_parameter",
                                         "missing_required_parameter",
                                         "model_not_found",
                                         "unsupported_file_mimetype",
                                         "image_generation_user_error",
                                         "invalid_request_error",
                                         "unsupported_value",
                                         "invalid_prompt",
                                         "invalid_image",
                                         "invalid_image_format",
                                         "invalid_base64_image",
                                         "invalid_image_url",
                                         "invalid_image_mode",
                                         "image_too_large",
                                         "image_too_small",
                                         "image_parse_error",
                                         "image_file_too_large",
                                         "unsupported_image_media_type",
                                         "empty_image_file",
                                         "failed_to_download_image",
                                         "image_file_not_found",
                                         "data_residency_mismatch",
                                         NULL };
  static const struct
  {
    const char *const *words;
    GessoFailureClass failure_class;
  } lists[] = {
    { moderated, GESSO_FAILURE_MODERATED }, { money, GESSO_FAILURE_MONEY },
    { auth, GESSO_FAILURE_AUTH },           { rate, GESSO_FAILURE_RATE_LIMITED },
    { down, GESSO_FAILURE_UNAVAILABLE },    { refused, GESSO_FAILURE_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (is_any (code, lists[i].words))
      {
        *found = lists[i].failure_class;
        return TRUE;
      }
  return FALSE;
}

static GessoFailureClass
class_from_status (guint status)
{
  if (status == 401 || status == 403 || status == 407)
    return GESSO_FAILURE_AUTH;
  if (status == 402)
    return GESSO_FAILURE_MONEY;
  if (status == 429)
    return GESSO_FAILURE_RATE_LIMITED;
  if (status == 408 || status == 409 || status >= 500 || status / 100 == 3)
    return GESSO_FAILURE_UNAVAILABLE;
  if (status / 100 == 4)
    return GESSO_FAILURE_REFUSED;
  /* A 2xx answer that only says that something failed: who knows what it cost. */
  return GESSO_FAILURE_UNKNOWN;
}

/* What the code says, as far as the status does not speak against it. */
static GessoFailureClass
decide (const Parts *parts,
        guint        status)
{
  GessoFailureClass found;

  if (parts->categories->len > 0)
    return GESSO_FAILURE_MODERATED;
  if (class_from_code (parts->code, &found) && found != GESSO_FAILURE_REFUSED)
    return found;
  if (status / 100 != 2)
    return class_from_status (status);
  if (parts->inner_status != 0)
    return class_from_status (parts->inner_status);
  if (class_from_code (parts->code, &found) || class_from_code (parts->type, &found))
    return found;
  return GESSO_FAILURE_UNKNOWN;
}

/* A gateway that gave up waiting does not know whether the service went on. */
static gboolean
may_be_billed (GessoFailureClass failure_class,
               guint             status)
{
  return failure_class == GESSO_FAILURE_UNKNOWN || status == 408 || status == 504 || status == 524;
}

static GessoFailure *
make_failure (Parts      *parts,
              guint       status,
              const char *request_id,
              gint64      retry_after_ms,
              const char *details)
{
  GessoFailureInfo info = { 0 };
  g_autofree char *fallback = g_strdup_printf ("status %u", status);

  info.failure_class = decide (parts, status);
  g_ptr_array_add (parts->categories, NULL);
  info.message = parts->message != NULL ? parts->message : fallback;
  info.code = parts->code != NULL ? parts->code : parts->type;
  info.param = parts->param;
  info.categories = (const char *const *) parts->categories->pdata;
  info.request_id = request_id;
  info.details = details;
  info.http_status = (int) status;
  info.retry_after_ms = retry_after_ms;
  info.may_be_billed = may_be_billed (info.failure_class, status);
  return gesso_failure_new (&info);
}

/**
 * gesso_wire_error_read:
 * @body: the body of an answer, JSON or not, whole or cut
 * @status: the HTTP status
 * @request_id: (nullable): the x-request-id header
 * @retry_after_ms: how long the service asks to wait, or -1
 *
 * Reads what a service says about its failure.
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_wire_error_read (GBytes     *body,
                       guint       status,
                       const char *request_id,
                       gint64      retry_after_ms)
{
  g_auto (Parts) parts = { .categories = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (JsonObject) root = NULL;
  g_autofree char *details = NULL;
  const char *bytes;
  gsize length;

  g_return_val_if_fail (body != NULL, NULL);

  bytes = g_bytes_get_data (body, &length);
  if (length > 0)
    {
      root = gesso_json_parse_object (bytes, (gssize) length, NULL);
      details = gesso_str_make_valid (bytes, (gssize) MIN (length, MAX_DETAILS));
    }
  if (root != NULL)
    read_root (&parts, root);
  if (parts.message == NULL && length > 0)
    {
      g_autofree char *plain = gesso_str_make_valid (bytes, (gssize) MIN (length, MAX_PLAIN_TEXT));

      take_text (&parts.message, g_strstrip (plain));
    }
  return make_failure (&parts, status, request_id, retry_after_ms, details);
}

/**
 * gesso_wire_error_read_object:
 * @object: the JSON in which the service says that it failed
 * @status: the HTTP status, 200 for an error inside a good answer
 * @request_id: (nullable): the x-request-id header
 * @retry_after_ms: how long the service asks to wait, or -1
 *
 * Reads an error that is parsed already.
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_wire_error_read_object (JsonObject *object,
                              guint       status,
                              const char *request_id,
                              gint64      retry_after_ms)
{
  g_auto (Parts) parts = { .categories = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *details = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  read_root (&parts, object);
  details = gesso_json_object_to_string (object, FALSE);
  return make_failure (&parts, status, request_id, retry_after_ms, details);
}
