/* gesso-json.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GESSO_JSON_ERROR:
 *
 * Text that is not JSON, or JSON beyond the given limits.
 */
#define GESSO_JSON_ERROR (gesso_json_error_quark ())
GQuark gesso_json_error_quark (void);

/**
 * GessoJsonError:
 * @GESSO_JSON_ERROR_SYNTAX: the text is not JSON
 * @GESSO_JSON_ERROR_TOO_LARGE: longer or deeper than allowed
 * @GESSO_JSON_ERROR_TYPE: the root is not of the asked type
 */
typedef enum
{
  GESSO_JSON_ERROR_SYNTAX,
  GESSO_JSON_ERROR_TOO_LARGE,
  GESSO_JSON_ERROR_TYPE,
} GessoJsonError;

/* Every getter is total: a missing member, or one of another type, gives the fallback. A NULL
 * object is an empty object. Borrowed strings live as long as the object. */

JsonNode   *gesso_json_parse             (const char  *text,
                                          gssize       length,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *gesso_json_parse_object      (const char  *text,
                                          gssize       length,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char       *gesso_json_to_string         (JsonNode    *node,
                                          gboolean     pretty);
char       *gesso_json_object_to_string  (JsonObject  *object,
                                          gboolean     pretty);

const char *gesso_json_get_string        (JsonObject  *object,
                                          const char  *member,
                                          const char  *fallback);
gint64      gesso_json_get_int           (JsonObject  *object,
                                          const char  *member,
                                          gint64       fallback);
double      gesso_json_get_double        (JsonObject  *object,
                                          const char  *member,
                                          double       fallback);
gboolean    gesso_json_get_boolean       (JsonObject  *object,
                                          const char  *member,
                                          gboolean     fallback);
JsonObject *gesso_json_get_object        (JsonObject  *object,
                                          const char  *member);
JsonArray  *gesso_json_get_array         (JsonObject  *object,
                                          const char  *member);
JsonNode   *gesso_json_get_node          (JsonObject  *object,
                                          const char  *member);
JsonObject *gesso_json_array_get_object  (JsonArray   *array,
                                          guint        index);
const char *gesso_json_array_get_string  (JsonArray   *array,
                                          guint        index);
char      **gesso_json_get_strv          (JsonObject  *object,
                                          const char  *member);

void        gesso_json_set_text          (JsonObject  *object,
                                          const char  *member,
                                          const char  *text);

G_END_DECLS
