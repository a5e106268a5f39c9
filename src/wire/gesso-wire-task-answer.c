/* gesso-wire-task-answer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-task.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "wire/gesso-wire-error.h"

#include <math.h>
#include <string.h>

/* Answers of task services, read where a profile says. Pure. A path goes down through members and
 * numbers of lists; "*" is every element, and a text that is gone into is read as JSON, since there
 * are services that put JSON into a text. */

#define MAX_FOUND 64
#define MAX_PATH 16

typedef void (*FoundFunc) (JsonNode *node, gpointer user_data);

static void
walk (JsonNode   *node,
      char      **path,
      FoundFunc   func,
      gpointer    user_data)
{
  JsonNode *next = NULL;

  if (path[0] == NULL)
    {
      func (node, user_data);
      return;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autoptr (JsonNode) inner = gesso_json_parse (json_node_get_string (node), -1, NULL);

      if (inner != NULL && !JSON_NODE_HOLDS_VALUE (inner))
        walk (inner, path, func, user_data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      guint length = json_array_get_length (array);
      guint64 index;

      for (guint i = 0; i < length && g_str_equal (path[0], "*"); i++)
        walk (json_array_get_element (array, i), path + 1, func, user_data);
      if (g_ascii_string_to_unsigned (path[0], 10, 0, G_MAXUINT, &index, NULL) && index < length)
        walk (json_array_get_element (array, (guint) index), path + 1, func, user_data);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      next = gesso_json_get_node (json_node_get_object (node), path[0]);
      if (next != NULL)
        walk (next, path + 1, func, user_data);
    }
}

static char *
dup_value (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return NULL;
}

static void
add_text (JsonNode *node,
          gpointer  user_data)
{
  GPtrArray *found = user_data;
  g_autofree char *text = dup_value (node);

  if (!gesso_str_is_empty (text) && found->len < MAX_FOUND)
    g_ptr_array_add (found, g_steal_pointer (&text));
}

static void
set_number (JsonNode *node,
            gpointer  user_data)
{
  double *number = user_data;
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    *number = json_node_get_double (node);
  else if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      char *end;
      double value = g_ascii_strtod (text, &end);

      if (end != text && *end == '\0')
        *number = value;
    }
}

/* Of several paths the first that finds anything. */
static void
find (JsonNode *answer,
      JsonObject *part,
      const char *member,
      FoundFunc func,
      gpointer user_data,
      gboolean (*is_found) (gpointer user_data))
{
  g_auto (GStrv) pointers = gesso_task_profile_dup_pointers (part, member);

  for (guint i = 0; answer != NULL && pointers[i] != NULL && !is_found (user_data); i++)
    {
      g_auto (GStrv) path
          = g_strsplit (pointers[i][0] == '/' ? pointers[i] + 1 : pointers[i], "/", MAX_PATH);

      walk (answer, path, func, user_data);
    }
}

static gboolean
has_texts (gpointer user_data)
{
  return ((GPtrArray *) user_data)->len > 0;
}

static gboolean
has_number (gpointer user_data)
{
  return *(double *) user_data == *(double *) user_data;
}

/**
 * gesso_wire_task_find_texts:
 * @answer: (nullable): an answer
 * @part: (nullable): a part of a profile
 * @member: which of its members names the place
 *
 * Returns: (transfer full) (array zero-terminated=1): what stands there; empty when nothing does
 */
char **
gesso_wire_task_find_texts (JsonNode   *answer,
                            JsonObject *part,
                            const char *member)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  find (answer, part, member, add_text, found, has_texts);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/**
 * gesso_wire_task_find_text:
 * @answer: (nullable): an answer
 * @part: (nullable): a part of a profile
 * @member: which of its members names the place
 *
 * Returns: (transfer full) (nullable): the first text or number that stands there
 */
char *
gesso_wire_task_find_text (JsonNode   *answer,
                           JsonObject *part,
                           const char *member)
{
  g_auto (GStrv) found = gesso_wire_task_find_texts (answer, part, member);

  return g_strdup (found[0]);
}

/**
 * gesso_wire_task_find_number:
 * @answer: (nullable): an answer
 * @part: (nullable): a part of a profile
 * @member: which of its members names the place
 * @fallback: what to say when nothing stands there
 *
 * Returns: the number, also one that was written as text
 */
double
gesso_wire_task_find_number (JsonNode   *answer,
                             JsonObject *part,
                             const char *member,
                             double      fallback)
{
  double number = (double) NAN;

  find (answer, part, member, set_number, &number, has_number);
  return has_number (&number) ? number : fallback;
}

/**
 * gesso_wire_task_find_status:
 * @profile: how the service is spoken to
 * @answer: (nullable): an answer with a good HTTP status
 *
 * There are services that always answer with 200 and put the real status inside.
 *
 * Returns: the status of a failure, or 0 when the answer says none
 */
guint
gesso_wire_task_find_status (GessoTaskProfile *profile,
                             JsonNode         *answer)
{
  JsonObject *part = gesso_task_profile_get_part (profile, "error");
  JsonArray *good = gesso_json_get_array (part, "good");
  double status = gesso_wire_task_find_number (answer, part, "status", -1);

  if (!(status >= 0 && status <= 999))
    return 0;
  for (guint i = 0; good != NULL && i < json_array_get_length (good); i++)
    if (json_node_get_double (json_array_get_element (good, i)) == status)
      return 0;

  /* Below 400 it is a failure with a number that means nothing to anybody else. */
  return status >= 400 ? (guint) status : 500;
}

static gboolean
find_class (JsonObject        *part,
            const char        *code,
            GessoFailureClass *failure_class)
{
  JsonObject *classes = gesso_json_get_object (part, "classes");
  const char *word = code != NULL ? gesso_json_get_string (classes, code, NULL) : NULL;

  return word != NULL && gesso_failure_class_parse (word, failure_class);
}

/* A number for "good" that stands where a failure's code could be is none. */
static gboolean
is_good (JsonObject *part,
         const char *code)
{
  JsonArray *good = gesso_json_get_array (part, "good");

  for (guint i = 0; good != NULL && i < json_array_get_length (good); i++)
    {
      g_autofree char *text = dup_value (json_array_get_element (good, i));

      if (g_strcmp0 (text, code) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_code (JsonObject *error,
          const char *code)
{
  gint64 number;

  /* A status in disguise. */
  if (g_ascii_string_to_signed (code, 10, 400, 599, &number, NULL))
    json_object_set_int_member (error, "code", number);
  else
    json_object_set_string_member (error, "code", code);
}

/* What every service may say, in the form that the common reader knows. */
static GessoFailure *
read_common (const char *code,
             const char *message,
             GBytes     *body,
             guint       status,
             const char *request_id,
             gint64      retry_after_ms)
{
  g_autoptr (JsonObject) object = NULL;
  JsonObject *error;

  if (code == NULL && message == NULL)
    return gesso_wire_error_read (body, status, request_id, retry_after_ms);

  object = json_object_new ();
  error = json_object_new ();
  if (code != NULL)
    add_code (error, code);
  if (message != NULL)
    json_object_set_string_member (error, "message", message);
  json_object_set_object_member (object, "error", error);
  return gesso_wire_error_read_object (object, status, request_id, retry_after_ms);
}

/**
 * gesso_wire_task_read_failure:
 * @profile: how the service is spoken to
 * @answer: (nullable): the answer, when it is JSON
 * @body: the same as it came
 * @status: the HTTP status, or the one inside the answer; 200 when a task failed
 * @request_id: (nullable): the service's id of the exchange
 * @retry_after_ms: how long the service asks to wait, or -1
 *
 * The profile says where code and message stand and which codes mean what; what it does not say is
 * read as everywhere.
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_wire_task_read_failure (GessoTaskProfile *profile,
                              JsonNode         *answer,
                              GBytes           *body,
                              guint             status,
                              const char       *request_id,
                              gint64            retry_after_ms)
{
  JsonObject *part = gesso_task_profile_get_part (profile, "error");
  g_autofree char *code = gesso_wire_task_find_text (answer, part, "code");
  g_autofree char *message = gesso_wire_task_find_text (answer, part, "message");
  g_autofree char *details = NULL;
  g_autoptr (GessoFailure) plain = gesso_wire_error_read (body, status, request_id, retry_after_ms);
  g_autoptr (GessoFailure) common = NULL;
  GessoFailureInfo info;
  GessoFailureClass failure_class;

  if (code != NULL && is_good (part, code))
    g_clear_pointer (&code, g_free);
  common = read_common (code, message, body, status, request_id, retry_after_ms);
  info = *gesso_failure_get_info (common);
  if (info.code == NULL)
    info.code = code;
  details = g_strdup (gesso_failure_get_info (plain)->details);
  info.details = details;
  if (info.param == NULL)
    info.param = gesso_failure_get_info (plain)->param;
  if (message == NULL)
    info.message = gesso_failure_get_info (plain)->message;
  if (!find_class (part, code, &failure_class))
    return gesso_failure_new (&info);

  info.failure_class = failure_class;
  info.may_be_billed = failure_class == GESSO_FAILURE_UNKNOWN;
  return gesso_failure_new (&info);
}
