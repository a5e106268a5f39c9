/* gesso-failure.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-failure.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "base/gesso-str.h"

/* GessoFailure says why a run ended without its pictures, in a form that can be stored, shown and
 * acted on. Providers and jobs make it, the store keeps it as JSON, ui and cli compose the
 * person's sentence from its class. Immutable and ref-counted atomically; any thread. Every text
 * in it has been made valid UTF-8 and has gone through redaction, since services repeat keys in
 * their messages. */

/* Enough to understand an error page, small enough for a journal. */
#define MAX_DETAILS_CHARACTERS 4096

struct _GessoFailure
{
  GessoFailureInfo info; /* its pointers are owned */
  char **categories;     /* (owned) (nullable) */
};

static const struct
{
  GessoFailureClass failure_class;
  const char *name;
  int exit_code;
} classes[] = {
  { GESSO_FAILURE_USAGE, "usage", 2 },
  { GESSO_FAILURE_REFUSED, "refused", 3 },
  { GESSO_FAILURE_MODERATED, "moderated", 3 },
  { GESSO_FAILURE_AUTH, "auth", 4 },
  { GESSO_FAILURE_MONEY, "money", 5 },
  { GESSO_FAILURE_RATE_LIMITED, "rate-limited", 6 },
  { GESSO_FAILURE_UNAVAILABLE, "unavailable", 6 },
  { GESSO_FAILURE_UNKNOWN, "unknown", 7 },
  { GESSO_FAILURE_DAMAGED, "damaged", 8 },
  { GESSO_FAILURE_STORAGE, "storage", 9 },
  { GESSO_FAILURE_CANCELLED, "cancelled", 130 },
  { GESSO_FAILURE_INTERRUPTED, "interrupted", 7 },
};

G_DEFINE_BOXED_TYPE (GessoFailure, gesso_failure, gesso_failure_ref, gesso_failure_unref)

static void
failure_clear (gpointer data)
{
  GessoFailure *self = data;

  g_free ((char *) self->info.message);
  g_free ((char *) self->info.code);
  g_free ((char *) self->info.param);
  g_free ((char *) self->info.request_id);
  g_free ((char *) self->info.details);
  g_strfreev (self->categories);
}

static char *
clean_text (const char *text)
{
  g_autofree char *valid = NULL;

  if (gesso_str_is_empty (text))
    return NULL;

  valid = gesso_str_make_valid (text, -1);
  return gesso_log_redact (valid);
}

static char *
clean_details (const char *text)
{
  g_autofree char *clean = clean_text (text);

  return clean != NULL ? gesso_str_ellipsize (clean, MAX_DETAILS_CHARACTERS) : NULL;
}

static char **
clean_categories (const char *const *categories)
{
  g_autoptr (GPtrArray) array = NULL;

  if (categories == NULL || categories[0] == NULL)
    return NULL;

  array = g_ptr_array_new ();
  for (gsize i = 0; categories[i] != NULL; i++)
    {
      char *clean = clean_text (categories[i]);

      if (clean != NULL)
        g_ptr_array_add (array, clean);
    }
  g_ptr_array_add (array, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&array), FALSE);
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/**
 * gesso_failure_new:
 * @info: everything known; copied, redacted and made valid UTF-8
 *
 * Returns: (transfer full): a failure
 */
GessoFailure *
gesso_failure_new (const GessoFailureInfo *info)
{
  GessoFailure *self;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_atomic_rc_box_new0 (GessoFailure);
  self->info = *info;
  self->info.message = clean_text (info->message);
  self->info.code = clean_text (info->code);
  self->info.param = clean_text (info->param);
  self->info.request_id = clean_text (info->request_id);
  self->info.details = clean_details (info->details);
  self->categories = clean_categories (info->categories);
  self->info.categories = (const char *const *) self->categories;
  self->info.may_be_billed = !!info->may_be_billed;
  self->info.is_partial = !!info->is_partial;

  return self;
}

/**
 * gesso_failure_new_from_json:
 * @object: (nullable): what gesso_failure_to_json() wrote
 *
 * Never fails; a class that this version does not know becomes %GESSO_FAILURE_UNKNOWN, the only
 * one that asks for care before sending again.
 *
 * Returns: (transfer full): a failure
 */
GessoFailure *
gesso_failure_new_from_json (JsonObject *object)
{
  g_auto (GStrv) categories = gesso_json_get_strv (object, "categories");
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_UNKNOWN,
    .message = gesso_json_get_string (object, "message", NULL),
    .code = gesso_json_get_string (object, "code", NULL),
    .param = gesso_json_get_string (object, "param", NULL),
    .categories = (const char *const *) categories,
    .request_id = gesso_json_get_string (object, "request_id", NULL),
    .details = gesso_json_get_string (object, "details", NULL),
    .http_status = CLAMP (gesso_json_get_int (object, "http_status", 0), 0, 999),
    .retry_after_ms = MAX (gesso_json_get_int (object, "retry_after_ms", -1), -1),
    .may_be_billed = gesso_json_get_boolean (object, "may_be_billed", FALSE),
    .is_partial = gesso_json_get_boolean (object, "partial", FALSE),
  };

  if (!gesso_failure_class_parse (gesso_json_get_string (object, "class", NULL),
                                  &info.failure_class))
    info.may_be_billed = TRUE;

  return gesso_failure_new (&info);
}

/**
 * gesso_failure_to_json:
 * @self: a failure
 *
 * Returns: (transfer full): an object for the journal and for `gesso-cli`
 */
JsonObject *
gesso_failure_to_json (GessoFailure *self)
{
  const GessoFailureInfo *info;
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  info = &self->info;
  object = json_object_new ();
  json_object_set_string_member (object, "class",
                                 gesso_failure_class_to_string (info->failure_class));
  set_text (object, "message", info->message);
  set_text (object, "code", info->code);
  set_text (object, "param", info->param);
  set_text (object, "request_id", info->request_id);
  set_text (object, "details", info->details);
  if (info->http_status > 0)
    json_object_set_int_member (object, "http_status", info->http_status);
  if (info->retry_after_ms >= 0)
    json_object_set_int_member (object, "retry_after_ms", info->retry_after_ms);
  json_object_set_boolean_member (object, "may_be_billed", info->may_be_billed);
  if (info->is_partial)
    json_object_set_boolean_member (object, "partial", TRUE);
  if (self->categories != NULL)
    {
      JsonArray *array = json_array_new ();

      for (gsize i = 0; self->categories[i] != NULL; i++)
        json_array_add_string_element (array, self->categories[i]);
      json_object_set_array_member (object, "categories", array);
    }

  return object;
}

/**
 * gesso_failure_ref:
 * @self: a failure
 *
 * Returns: (transfer full): @self
 */
GessoFailure *
gesso_failure_ref (GessoFailure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_failure_unref:
 * @self: (transfer full): a failure
 *
 * Frees it with the last holder.
 */
void
gesso_failure_unref (GessoFailure *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, failure_clear);
}

/**
 * gesso_failure_get_info:
 * @self: a failure
 *
 * Returns: (transfer none): its contents, as long as @self lives
 */
const GessoFailureInfo *
gesso_failure_get_info (GessoFailure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->info;
}

/**
 * gesso_failure_can_ask_again:
 * @self: why a job failed whose task at the service is known
 *
 * Returns: whether only the asking came to an end, so that trying again sends nothing and asks for
 *   what the service may still be making
 */
gboolean
gesso_failure_can_ask_again (GessoFailure *self)
{
  static const char *const codes[] = {
    GESSO_FAILURE_CODE_NOT_IN_TIME,
    GESSO_FAILURE_CODE_KEY_WHILE_ASKING,
    GESSO_FAILURE_CODE_LOST_WHILE_ASKING,
    NULL,
  };

  g_return_val_if_fail (self != NULL, FALSE);

  return self->info.may_be_billed && self->info.code != NULL
         && g_strv_contains (codes, self->info.code);
}

/**
 * gesso_failure_class_to_string:
 * @failure_class: a class
 *
 * Returns: (transfer none): its name in journals and in the command line's events
 */
const char *
gesso_failure_class_to_string (GessoFailureClass failure_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (classes[i].failure_class == failure_class)
        return classes[i].name;
    }

  g_return_val_if_reached ("unknown");
}

/**
 * gesso_failure_class_parse:
 * @text: (nullable): a name
 * @out_class: (out): set only on success
 *
 * Returns: whether @text names a class
 */
gboolean
gesso_failure_class_parse (const char        *text,
                           GessoFailureClass *out_class)
{
  g_return_val_if_fail (out_class != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (g_strcmp0 (text, classes[i].name) == 0)
        {
          *out_class = classes[i].failure_class;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * gesso_failure_class_exit_code:
 * @failure_class: a class
 *
 * Returns: the exit status of `gesso-cli` for it, which scripts rely on
 */
int
gesso_failure_class_exit_code (GessoFailureClass failure_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (classes[i].failure_class == failure_class)
        return classes[i].exit_code;
    }

  g_return_val_if_reached (1);
}
