/* gesso-task-profile.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-task-profile.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "model/gesso-failure.h"
#include "model/gesso-model-error.h"

#include <string.h>

/* The language of profiles, as far as it can be wrong: which members there are, what they hold, and
 * which names may stand in braces. It is described with the accounts in doc/. Whatever is not in
 * the language is an error, since a member that was misspelt would otherwise silently do nothing.
 * Pure.
 */

#define MAX_LIMIT 32
#define MAX_SECONDS (7 * 24 * 60 * 60)

struct _GessoTaskProfile
{
  gatomicrefcount ref_count;
  JsonObject *json; /* (owned) */
  char *kind;       /* (owned) */
  char *label;      /* (owned) */
  char *base_url;   /* (owned) */
  char *model;      /* (owned) (nullable) */
  int limit;
};

G_DEFINE_BOXED_TYPE (GessoTaskProfile,
                     gesso_task_profile,
                     gesso_task_profile_ref,
                     gesso_task_profile_unref)

typedef enum
{
  HOLDS_TEXT,
  HOLDS_NUMBER,
  HOLDS_NUMBERS,
  HOLDS_ADDRESS,
  HOLDS_POINTERS,
  HOLDS_TEMPLATE,
  HOLDS_FORM,
  HOLDS_HEADERS,
  HOLDS_STATES,
  HOLDS_CLASSES,
  HOLDS_MODELS,
  HOLDS_PART,
} Holds;

typedef struct
{
  const char *part; /* of which object, "" for the whole */
  const char *name;
  Holds holds;
  gboolean needed;
} Member;

static const Member members[] = {
  { "", "kind", HOLDS_TEXT, TRUE },
  { "", "label", HOLDS_TEXT, TRUE },
  { "", "date", HOLDS_TEXT, FALSE },
  { "", "base_url", HOLDS_ADDRESS, TRUE },
  { "", "model", HOLDS_TEXT, FALSE },
  { "", "limit", HOLDS_NUMBER, FALSE },
  { "", "inline_bytes", HOLDS_NUMBER, FALSE },
  { "", "keeps_s", HOLDS_NUMBER, FALSE },
  { "", "pictures", HOLDS_POINTERS, TRUE },
  { "", "base64", HOLDS_NUMBER, FALSE },
  { "", "credits", HOLDS_POINTERS, FALSE },
  { "", "models", HOLDS_MODELS, FALSE },
  { "", "key", HOLDS_PART, FALSE },
  { "", "upload", HOLDS_PART, FALSE },
  { "", "submit", HOLDS_PART, TRUE },
  { "", "status", HOLDS_PART, TRUE },
  { "", "stream", HOLDS_PART, FALSE },
  { "", "result", HOLDS_PART, FALSE },
  { "", "cancel", HOLDS_PART, FALSE },
  { "", "check", HOLDS_PART, FALSE },
  { "", "error", HOLDS_PART, FALSE },
  { "", "poll", HOLDS_PART, FALSE },

  { "key", "header", HOLDS_TEXT, TRUE },
  { "key", "form", HOLDS_TEXT, TRUE },

  { "upload", "method", HOLDS_TEXT, FALSE },
  { "upload", "url", HOLDS_TEMPLATE, TRUE },
  { "upload", "headers", HOLDS_HEADERS, FALSE },
  { "upload", "body", HOLDS_TEMPLATE, FALSE },
  { "upload", "form", HOLDS_FORM, FALSE },
  { "upload", "address", HOLDS_POINTERS, TRUE },
  { "upload", "put_to", HOLDS_POINTERS, FALSE },

  { "submit", "method", HOLDS_TEXT, FALSE },
  { "submit", "url", HOLDS_TEMPLATE, TRUE },
  { "submit", "headers", HOLDS_HEADERS, FALSE },
  { "submit", "body", HOLDS_TEMPLATE, TRUE },
  { "submit", "id", HOLDS_POINTERS, TRUE },

  { "status", "method", HOLDS_TEXT, FALSE },
  { "status", "url", HOLDS_TEMPLATE, TRUE },
  { "status", "headers", HOLDS_HEADERS, FALSE },
  { "status", "answered", HOLDS_POINTERS, FALSE },
  { "status", "state", HOLDS_POINTERS, TRUE },
  { "status", "words", HOLDS_STATES, TRUE },
  { "status", "progress", HOLDS_POINTERS, FALSE },

  { "stream", "url", HOLDS_TEMPLATE, TRUE },
  { "stream", "headers", HOLDS_HEADERS, FALSE },
  { "stream", "answered", HOLDS_POINTERS, FALSE },

  { "result", "url", HOLDS_TEMPLATE, TRUE },
  { "result", "headers", HOLDS_HEADERS, FALSE },
  { "result", "answered", HOLDS_POINTERS, FALSE },

  { "cancel", "method", HOLDS_TEXT, FALSE },
  { "cancel", "url", HOLDS_TEMPLATE, TRUE },
  { "cancel", "headers", HOLDS_HEADERS, FALSE },
  { "cancel", "body", HOLDS_TEMPLATE, FALSE },
  { "cancel", "answered", HOLDS_POINTERS, FALSE },

  { "check", "url", HOLDS_TEMPLATE, TRUE },
  { "check", "headers", HOLDS_HEADERS, FALSE },
  { "check", "credits", HOLDS_POINTERS, FALSE },

  { "error", "code", HOLDS_POINTERS, FALSE },
  { "error", "message", HOLDS_POINTERS, FALSE },
  { "error", "status", HOLDS_POINTERS, FALSE },
  { "error", "good", HOLDS_NUMBERS, FALSE },
  { "error", "classes", HOLDS_CLASSES, FALSE },

  { "poll", "first_ms", HOLDS_NUMBER, FALSE },
  { "poll", "last_ms", HOLDS_NUMBER, FALSE },
  { "poll", "give_up_s", HOLDS_NUMBER, FALSE },
};

static const char *const states[]
    = { "queued", "running", "done", "failed", "cancelled", "expired" };

/* What may stand in braces. */
static const char *const placeholders[] = {
  "prompt", "model",       "model_root", "n",          "size",           "width",
  "height", "aspect",      "tier",       "ratio",      "size_class",     "quality",
  "format", "compression", "background", "moderation", "input_fidelity", "pictures",
  "mask",   "id",          "file_name",  "file_type",  "bytes",          NULL,
};

static gboolean
fail (GError     **error,
      const char  *place,
      const char  *words)
{
  g_set_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_BAD_PROFILE, "“%s” %s", place, words);
  return FALSE;
}

/* Braces around a small word are a name that the program fills in. */
static gboolean
check_text (const char  *place,
            const char  *text,
            GError     **error)
{
  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      gsize length = strspn (open + 1, "abcdefghijklmnopqrstuvwxyz_");
      g_autofree char *name = g_strndup (open + 1, length);
      g_autofree char *words = NULL;

      if (length == 0 || open[length + 1] != '}' || g_strv_contains (placeholders, name))
        continue;
      words = g_strdup_printf ("asks for {%s}, which there is not", name);
      return fail (error, place, words);
    }

  return TRUE;
}

static gboolean check_template (const char *place, JsonNode *node, GError **error);

static gboolean
check_array (const char  *place,
             JsonArray   *array,
             GError     **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_template (place, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
check_choice (const char  *place,
              JsonObject  *object,
              const char  *name,
              GError     **error)
{
  if (g_str_equal (name, "$first"))
    return gesso_json_get_array (object, name) != NULL
           || fail (error, place, "needs a list after $first");
  if (g_str_equal (name, "$pick"))
    return (gesso_json_get_string (object, name, NULL) != NULL
            && gesso_json_get_array (object, "of") != NULL)
           || fail (error, place, "needs a text after $pick and a list after of");
  if (g_str_equal (name, "$extra"))
    return gesso_json_get_boolean (object, name, FALSE)
           || fail (error, place, "needs true after $extra");
  if (g_str_equal (name, "$edit") || g_str_equal (name, "$generate"))
    return TRUE;

  return fail (error, place, "uses a word with $ that there is not");
}

static gboolean
check_template_object (const char  *place,
                       JsonObject  *object,
                       GError     **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;

      if (name[0] == '$' && !check_choice (place, object, name, error))
        return FALSE;
      if (!check_template (place, json_object_get_member (object, name), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_template (const char  *place,
                JsonNode    *node,
                GError     **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_template_object (place, json_node_get_object (node), error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return check_array (place, json_node_get_array (node), error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return check_text (place, json_node_get_string (node), error);

  return TRUE;
}

static gboolean
check_pointers (const char  *place,
                JsonObject  *object,
                const char  *name,
                GError     **error)
{
  g_auto (GStrv) pointers = gesso_task_profile_dup_pointers (object, name);

  if (pointers[0] == NULL)
    return fail (error, place, "is not a path as “/data/id”, nor a list of them");
  for (guint i = 0; pointers[i] != NULL; i++)
    if (pointers[i][0] != '/')
      return fail (error, place, "is not a path as “/data/id”, nor a list of them");

  return TRUE;
}

static gboolean
check_table (const char  *place,
             JsonObject  *table,
             gboolean     of_states,
             GError     **error)
{
  g_autoptr (GList) names = table != NULL ? json_object_get_members (table) : NULL;

  if (names == NULL)
    return fail (error, place, "is not a table of words");
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *word = gesso_json_get_string (table, l->data, "");
      GessoFailureClass failure_class;
      gboolean known = FALSE;

      for (guint i = 0; of_states && i < G_N_ELEMENTS (states); i++)
        known = known || g_str_equal (word, states[i]);
      if (!of_states)
        known = gesso_failure_class_parse (word, &failure_class);
      if (!known)
        return fail (error, place,
                     of_states ? "names a state other than queued, running, done, failed, "
                                 "cancelled and expired"
                               : "names a class of failures that there is not");
    }

  return TRUE;
}

static gboolean
check_texts (const char  *place,
             JsonObject  *object,
             gboolean     is_form,
             GError     **error)
{
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;
  guint n_files = 0;

  if (names == NULL)
    return fail (error, place, "is not a table of texts");
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = gesso_json_get_string (object, l->data, NULL);

      if (text == NULL || strpbrk (text, "\r\n") != NULL || strpbrk (l->data, "\r\n\"") != NULL)
        return fail (error, place, "is not a table of texts");
      if (!check_text (place, text, error))
        return FALSE;
      n_files += g_str_equal (text, "{bytes}");
    }

  return !is_form || n_files == 1 || fail (error, place, "needs one part with {bytes}");
}

static gboolean
check_models (const char  *place,
              JsonArray   *models,
              GError     **error)
{
  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    {
      JsonObject *entry = gesso_json_array_get_object (models, i);
      JsonObject *body = gesso_json_get_object (entry, "body");

      if (gesso_json_get_string (entry, "pattern", NULL) == NULL || body == NULL)
        return fail (error, place, "needs a pattern and a body in each entry");
      if (!check_template_object (place, body, error))
        return FALSE;
    }

  return models != NULL || fail (error, place, "is not a list");
}

static gboolean
check_address (const char  *place,
               const char  *text,
               GError     **error)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (uri == NULL || gesso_str_is_empty (g_uri_get_host (uri)) || g_uri_get_query (uri) != NULL
      || g_uri_get_userinfo (uri) != NULL
      || (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
          && g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return fail (error, place, "is not the address of a service");

  return TRUE;
}

static gboolean check_part (const char *part, JsonObject *object, GError **error);

static gboolean
check_member (const Member  *member,
              const char    *place,
              JsonObject    *object,
              GError       **error)
{
  const char *text = gesso_json_get_string (object, member->name, NULL);
  double number = gesso_json_get_double (object, member->name, -1);

  switch (member->holds)
    {
    case HOLDS_TEXT:
      return (!gesso_str_is_empty (text) && strpbrk (text, "\r\n") == NULL)
             || fail (error, place, "is not a text");
    case HOLDS_NUMBER:
      return (number >= 0 && number <= 1e9) || fail (error, place, "is not a number from 0 on");
    case HOLDS_NUMBERS:
      return gesso_json_get_array (object, member->name) != NULL
             || fail (error, place, "is not a list of numbers");
    case HOLDS_ADDRESS:
      return check_address (place, text, error);
    case HOLDS_POINTERS:
      return check_pointers (place, object, member->name, error);
    case HOLDS_TEMPLATE:
      return check_template (place, json_object_get_member (object, member->name), error);
    case HOLDS_FORM:
    case HOLDS_HEADERS:
      return check_texts (place, gesso_json_get_object (object, member->name),
                          member->holds == HOLDS_FORM, error);
    case HOLDS_STATES:
    case HOLDS_CLASSES:
      return check_table (place, gesso_json_get_object (object, member->name),
                          member->holds == HOLDS_STATES, error);
    case HOLDS_MODELS:
      return check_models (place, gesso_json_get_array (object, member->name), error);
    case HOLDS_PART:
    default:
      if (gesso_json_get_object (object, member->name) == NULL)
        return fail (error, place, "is not an object");
      return check_part (member->name, gesso_json_get_object (object, member->name), error);
    }
}

static const Member *
find_member (const char *part,
             const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].part, part) && g_str_equal (members[i].name, name))
      return &members[i];

  return NULL;
}

static gboolean
check_part (const char  *part,
            JsonObject  *object,
            GError     **error)
{
  g_autoptr (GList) names = json_object_get_members (object);
  const char *dot = *part != '\0' ? "." : "";

  for (GList *l = names; l != NULL; l = l->next)
    {
      const Member *member = find_member (part, l->data);
      g_autofree char *place = g_strconcat (part, dot, l->data, NULL);

      if (member == NULL)
        return fail (error, place, "is not part of a profile");
      if (!check_member (member, place, object, error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *place = g_strconcat (part, dot, members[i].name, NULL);

      if (members[i].needed && g_str_equal (members[i].part, part)
          && !json_object_has_member (object, members[i].name))
        return fail (error, place, "is missing");
    }

  return TRUE;
}

/* A kind goes into files and onto command lines. */
static gboolean
check_kind (const char  *kind,
            GError     **error)
{
  gsize length = strlen (kind);

  if (length > 40 || strspn (kind, "abcdefghijklmnopqrstuvwxyz0123456789-") != length
      || kind[0] == '-')
    return fail (error, "kind", "is not a name of small letters, digits and hyphens");

  return TRUE;
}

static gboolean
check_together (JsonObject  *object,
                GError     **error)
{
  JsonObject *upload = gesso_json_get_object (object, "upload");
  JsonObject *key = gesso_json_get_object (object, "key");
  const char *form = gesso_json_get_string (key, "form", "{key}");

  if (!check_kind (gesso_json_get_string (object, "kind", ""), error))
    return FALSE;
  if (strstr (form, "{key}") == NULL)
    return fail (error, "key.form", "has no {key}");
  if (key != NULL && strpbrk (gesso_json_get_string (key, "header", ""), ": ") != NULL)
    return fail (error, "key.header", "is not the name of a header");
  if (upload != NULL
      && json_object_has_member (upload, "form") == json_object_has_member (upload, "body"))
    return fail (error, "upload", "needs either a form or a body");
  if (upload != NULL && json_object_has_member (upload, "body")
      && !json_object_has_member (upload, "put_to"))
    return fail (error, "upload", "says nowhere where the bytes go: put_to is missing");
  if (gesso_json_get_double (object, "keeps_s", 0) > MAX_SECONDS)
    return fail (error, "keeps_s", "is more than a week");

  return TRUE;
}

/**
 * gesso_task_profile_new_from_json:
 * @object: (transfer none): a profile, as the language in doc/ has it
 * @error: %GESSO_MODEL_ERROR_BAD_PROFILE: a sentence that names the place and what is wrong there
 *
 * Returns: (transfer full) (nullable): the profile
 */
GessoTaskProfile *
gesso_task_profile_new_from_json (JsonObject  *object,
                                  GError     **error)
{
  GessoTaskProfile *self;

  g_return_val_if_fail (object != NULL, NULL);

  if (!check_part ("", object, error) || !check_together (object, error))
    return NULL;

  self = g_new0 (GessoTaskProfile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_object_ref (object);
  self->kind = g_strdup (gesso_json_get_string (object, "kind", NULL));
  self->label = g_strdup (gesso_json_get_string (object, "label", NULL));
  self->base_url = g_strdup (gesso_json_get_string (object, "base_url", NULL));
  self->model = g_strdup (gesso_json_get_string (object, "model", NULL));
  self->limit = (int) CLAMP (gesso_json_get_int (object, "limit", 2), 1, MAX_LIMIT);
  return self;
}

/**
 * gesso_task_profile_ref:
 * @self: a profile
 *
 * Returns: (transfer full): the same
 */
GessoTaskProfile *
gesso_task_profile_ref (GessoTaskProfile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gesso_task_profile_unref:
 * @self: (transfer full): a profile
 */
void
gesso_task_profile_unref (GessoTaskProfile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  json_object_unref (self->json);
  g_free (self->kind);
  g_free (self->label);
  g_free (self->base_url);
  g_free (self->model);
  g_free (self);
}

/**
 * gesso_task_profile_get_kind:
 * @self: a profile
 *
 * Returns: (transfer none): the kind of account that it serves
 */
const char *
gesso_task_profile_get_kind (GessoTaskProfile *self)
{
  return self->kind;
}

/**
 * gesso_task_profile_get_label:
 * @self: a profile
 *
 * Returns: (transfer none): the service's own name, which is not translated
 */
const char *
gesso_task_profile_get_label (GessoTaskProfile *self)
{
  return self->label;
}

/**
 * gesso_task_profile_get_base_url:
 * @self: a profile
 *
 * Returns: (transfer none): the address that new accounts start with
 */
const char *
gesso_task_profile_get_base_url (GessoTaskProfile *self)
{
  return self->base_url;
}

/**
 * gesso_task_profile_get_model:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the model that new accounts start with
 */
const char *
gesso_task_profile_get_model (GessoTaskProfile *self)
{
  return self->model;
}

/**
 * gesso_task_profile_get_limit:
 * @self: a profile
 *
 * Returns: how many requests may run at once in a new account, 1–32
 */
int
gesso_task_profile_get_limit (GessoTaskProfile *self)
{
  return self->limit;
}

/**
 * gesso_task_profile_get_json:
 * @self: a profile
 *
 * Returns: (transfer none): the whole, checked; main thread only
 */
JsonObject *
gesso_task_profile_get_json (GessoTaskProfile *self)
{
  return self->json;
}

/**
 * gesso_task_profile_get_part:
 * @self: a profile
 * @name: "submit", "status", "stream", "result", "cancel", "upload", "check", "error", …
 *
 * Returns: (transfer none) (nullable): that part; NULL where the service has no such thing
 */
JsonObject *
gesso_task_profile_get_part (GessoTaskProfile *self,
                             const char       *name)
{
  return gesso_json_get_object (self->json, name);
}

/**
 * gesso_task_profile_dup_pointers:
 * @part: (nullable): a part of a profile
 * @member: a member that holds one path, or several to be tried in their order
 *
 * Returns: (transfer full) (array zero-terminated=1): the paths; empty where there are none
 */
char **
gesso_task_profile_dup_pointers (JsonObject *part,
                                 const char *member)
{
  const char *text = gesso_json_get_string (part, member, NULL);
  const char *one[] = { text, NULL };

  if (text != NULL)
    return g_strdupv ((char **) one);
  if (part == NULL || gesso_json_get_array (part, member) == NULL)
    return g_new0 (char *, 1);

  return gesso_json_get_strv (part, member);
}

/**
 * gesso_task_profile_read_state:
 * @self: a profile
 * @word: (nullable): what the service says
 *
 * Words are compared without regard to case. One that is not in the table means that the task goes
 * on: services add words.
 *
 * Returns: what it means
 */
GessoTaskState
gesso_task_profile_read_state (GessoTaskProfile *self,
                               const char       *word)
{
  JsonObject *table = gesso_json_get_object (gesso_json_get_object (self->json, "status"), "words");
  g_autoptr (GList) names = json_object_get_members (table);

  for (GList *l = names; l != NULL && word != NULL; l = l->next)
    {
      if (g_ascii_strcasecmp (l->data, word) != 0)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (states); i++)
        if (g_str_equal (gesso_json_get_string (table, l->data, ""), states[i]))
          return (GessoTaskState) i;
    }

  return GESSO_TASK_STATE_RUNNING;
}
