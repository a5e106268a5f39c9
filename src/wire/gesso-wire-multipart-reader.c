/* gesso-wire-multipart-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-multipart-reader.h"

#include <string.h>

/* GessoWireMultipartReader
 *
 * Reads a multipart/form-data body (RFC 7578, RFC 2046 section 5.1) from pieces of any length.
 * Owned by whoever receives the request; pure, on any one thread. The contents of a part are handed
 * on as they come, at most a delimiter's length late; header lines are kept within a limit.
 *
 * Order of life: new, push any number of times, finish once, free.
 */

#define MAX_HEADERS (8 * 1024)
#define MAX_BOUNDARY 200

typedef enum
{
  STATE_PREAMBLE,
  STATE_AFTER_DELIMITER,
  STATE_HEADERS,
  STATE_BODY,
  STATE_EPILOGUE,
  STATE_FAILED,
} State;

struct _GessoWireMultipartReader
{
  GessoWireMultipartSink sink;
  gpointer user_data;
  guint max_parts;
  guint n_parts;
  State state;
  GString *delimiter; /* (owned): CR LF, two hyphens, the boundary */
  GString *held;      /* (owned): what may be the beginning of something */
};

static gboolean
fail (GessoWireMultipartReader  *self,
      GessoWireError             code,
      const char                *what,
      GError                   **error)
{
  self->state = STATE_FAILED;
  g_set_error (error, GESSO_WIRE_ERROR, (int) code, "multipart form: %s", what);
  return FALSE;
}

/* Parameters of a header: name=token or name="quoted" */

static const char *
skip_space (const char *c)
{
  while (*c == ' ' || *c == '\t')
    c++;
  return c;
}

static char *
take_quoted (const char **cursor)
{
  GString *value = g_string_new (NULL);
  const char *c = *cursor + 1;

  for (; *c != '\0' && *c != '"'; c++)
    {
      if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
        c++;
      g_string_append_c (value, *c);
    }
  *cursor = *c == '"' ? c + 1 : c;
  return g_string_free (value, FALSE);
}

static char *
take_token (const char **cursor)
{
  gsize length = strcspn (*cursor, "; \t");
  char *value = g_strndup (*cursor, length);

  *cursor += length;
  return value;
}

static char *
take_value (const char **cursor)
{
  return **cursor == '"' ? take_quoted (cursor) : take_token (cursor);
}

/* The value of one parameter after the first semicolon of a header's value. */
static char *
get_parameter (const char *header,
               const char *wanted)
{
  const char *c = strchr (header, ';');

  while (c != NULL && *c == ';')
    {
      gsize length;
      g_autofree char *value = NULL;
      gboolean found;

      c = skip_space (c + 1);
      length = strcspn (c, "=; \t");
      found = length == strlen (wanted) && g_ascii_strncasecmp (c, wanted, length) == 0;
      c = skip_space (c + length);
      if (*c == '=')
        {
          c = skip_space (c + 1);
          value = take_value (&c);
          if (found)
            return g_steal_pointer (&value);
        }
      c = strchr (c, ';');
    }
  return NULL;
}

/* Browsers encode these three in names (WHATWG HTML). */
static char *
decode_name (char *name)
{
  GString *decoded;

  if (name == NULL)
    return NULL;
  decoded = g_string_new (name);
  g_free (name);
  g_string_replace (decoded, "%22", "\"", 0);
  g_string_replace (decoded, "%0D", "\r", 0);
  g_string_replace (decoded, "%0A", "\n", 0);
  name = g_utf8_make_valid (decoded->str, (gssize) decoded->len);
  g_string_free (decoded, TRUE);
  return name;
}

/* Headers */

static gboolean
begin_part (GessoWireMultipartReader  *self,
            const char                *headers,
            GError                   **error)
{
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);
  g_autofree char *name = NULL;
  g_autofree char *filename = NULL;
  g_autofree char *content_type = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchomp (lines[i]);
      const char *value = strchr (line, ':');
      gsize length = value != NULL ? (gsize) (value - line) : 0;

      if (value == NULL)
        continue;
      value = skip_space (value + 1);
      if (length == 19 && g_ascii_strncasecmp (line, "content-disposition", length) == 0)
        {
          g_free (name);
          g_free (filename);
          name = decode_name (get_parameter (value, "name"));
          filename = decode_name (get_parameter (value, "filename"));
        }
      else if (length == 12 && g_ascii_strncasecmp (line, "content-type", length) == 0)
        {
          g_free (content_type);
          content_type = g_utf8_make_valid (value, -1);
        }
    }
  if (name == NULL)
    return fail (self, GESSO_WIRE_ERROR_BAD_REQUEST, "a part without a name", error);
  if (++self->n_parts > self->max_parts)
    return fail (self, GESSO_WIRE_ERROR_TOO_LARGE, "too many parts", error);
  if (!self->sink.begin_part (name, filename, content_type, self->user_data, error))
    {
      self->state = STATE_FAILED;
      return FALSE;
    }
  return TRUE;
}

/* Ends at an empty line; the line end before it may be the delimiter line's own. */
static gboolean
push_header_byte (GessoWireMultipartReader  *self,
                  char                       c,
                  GError                   **error)
{
  const GString *held = self->held;

  if (c == '\0')
    return fail (self, GESSO_WIRE_ERROR_BAD_REQUEST, "a header with a NUL", error);
  if (held->len >= MAX_HEADERS)
    return fail (self, GESSO_WIRE_ERROR_TOO_LARGE, "headers too long", error);
  g_string_append_c (self->held, c);
  if (!g_str_equal (held->str, "\r\n") && !g_str_equal (held->str, "\n")
      && !(held->len >= 4 && g_str_has_suffix (held->str + held->len - 4, "\r\n\r\n"))
      && !(held->len >= 2 && g_str_has_suffix (held->str + held->len - 2, "\n\n")))
    return TRUE;
  if (!begin_part (self, held->str, error))
    return FALSE;
  self->state = STATE_BODY;
  g_string_truncate (self->held, 0);
  return TRUE;
}

/* Delimiters */

/* After a delimiter: two hyphens end the form, white space and a line end begin a part. */
static gboolean
push_after_delimiter (GessoWireMultipartReader  *self,
                      char                       c,
                      GError                   **error)
{
  if (self->held->len == 0 && (c == ' ' || c == '\t'))
    return TRUE;
  g_string_append_c (self->held, c);
  if (g_str_equal (self->held->str, "--"))
    {
      self->state = STATE_EPILOGUE;
      return TRUE;
    }
  if (g_str_equal (self->held->str, "\r\n") || g_str_equal (self->held->str, "\n"))
    {
      g_string_truncate (self->held, 0);
      self->state = STATE_HEADERS;
      return TRUE;
    }
  if (g_str_equal (self->held->str, "-") || g_str_equal (self->held->str, "\r"))
    return TRUE;
  return fail (self, GESSO_WIRE_ERROR_BAD_REQUEST, "a broken delimiter", error);
}

static gboolean
deliver (GessoWireMultipartReader  *self,
         const char                *bytes,
         gsize                      length,
         GError                   **error)
{
  if (length == 0 || self->state != STATE_BODY)
    return TRUE;
  if (self->sink.part_data ((const guint8 *) bytes, length, self->user_data, error))
    return TRUE;
  self->state = STATE_FAILED;
  return FALSE;
}

static gboolean
found_delimiter (GessoWireMultipartReader  *self,
                 GError                   **error)
{
  gboolean in_part = self->state == STATE_BODY;

  g_string_truncate (self->held, 0);
  self->state = STATE_AFTER_DELIMITER;
  if (in_part && !self->sink.end_part (self->user_data, error))
    {
      self->state = STATE_FAILED;
      return FALSE;
    }
  return TRUE;
}

/* A byte that may belong to a delimiter. CR occurs only at its beginning, so that after a mismatch
 * only the byte at hand can begin a new one. */
static gboolean
push_held_byte (GessoWireMultipartReader  *self,
                char                       c,
                GError                   **error)
{
  if (c == self->delimiter->str[self->held->len])
    {
      g_string_append_c (self->held, c);
      return self->held->len < self->delimiter->len || found_delimiter (self, error);
    }
  if (!deliver (self, self->held->str, self->held->len, error))
    return FALSE;
  g_string_truncate (self->held, 0);
  if (c == '\r')
    {
      g_string_append_c (self->held, c);
      return TRUE;
    }
  return deliver (self, &c, 1, error);
}

/* Preamble or contents: everything up to the next CR at once. */
static gboolean
push_contents (GessoWireMultipartReader  *self,
               const char                *bytes,
               gsize                      length,
               gsize                     *used,
               GError                   **error)
{
  const char *cr;

  if (self->held->len > 0 || *bytes == '\r')
    {
      *used = 1;
      return push_held_byte (self, *bytes, error);
    }
  cr = memchr (bytes, '\r', length);
  *used = cr != NULL ? (gsize) (cr - bytes) : length;
  return deliver (self, bytes, *used, error);
}

static gboolean
push_some (GessoWireMultipartReader  *self,
           const char                *bytes,
           gsize                      length,
           gsize                     *used,
           GError                   **error)
{
  *used = 1;
  switch (self->state)
    {
    case STATE_AFTER_DELIMITER:
      return push_after_delimiter (self, *bytes, error);

    case STATE_HEADERS:
      return push_header_byte (self, *bytes, error);

    case STATE_PREAMBLE:
    case STATE_BODY:
      return push_contents (self, bytes, length, used, error);

    case STATE_EPILOGUE:
      *used = length;
      return TRUE;

    case STATE_FAILED:
    default:
      return fail (self, GESSO_WIRE_ERROR_BAD_REQUEST, "it is broken", error);
    }
}

/**
 * gesso_wire_multipart_reader_new:
 * @content_type: the request's Content-Type header
 * @max_parts: the most parts to accept
 * @sink: copied; every function is needed
 * @user_data: for @sink
 * @error: GESSO_WIRE_ERROR_BAD_REQUEST when @content_type has no usable boundary
 *
 * Returns: (transfer full) (nullable): a reader
 */
GessoWireMultipartReader *
gesso_wire_multipart_reader_new (const char                    *content_type,
                                 guint                          max_parts,
                                 const GessoWireMultipartSink  *sink,
                                 gpointer                       user_data,
                                 GError                       **error)
{
  GessoWireMultipartReader *self;
  g_autofree char *boundary = NULL;

  g_return_val_if_fail (content_type != NULL && sink != NULL, NULL);

  if (g_ascii_strncasecmp (content_type, "multipart/form-data", 19) == 0)
    boundary = get_parameter (content_type, "boundary");
  if (boundary == NULL || *boundary == '\0' || strlen (boundary) > MAX_BOUNDARY
      || strpbrk (boundary, "\r\n") != NULL)
    {
      g_set_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_BAD_REQUEST,
                   "multipart form: no boundary");
      return NULL;
    }
  self = g_new0 (GessoWireMultipartReader, 1);
  self->sink = *sink;
  self->user_data = user_data;
  self->max_parts = max_parts;
  self->delimiter = g_string_new (NULL);
  g_string_printf (self->delimiter, "\r\n--%s", boundary);
  /* The first delimiter may stand at the very start, without the line end before it. */
  self->held = g_string_new ("\r\n");
  return self;
}

/**
 * gesso_wire_multipart_reader_free:
 * @self: (transfer full): a reader
 */
void
gesso_wire_multipart_reader_free (GessoWireMultipartReader *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->delimiter, TRUE);
  g_string_free (self->held, TRUE);
  g_free (self);
}

/**
 * gesso_wire_multipart_reader_push:
 * @self: a reader
 * @bytes: (array length=length): the next bytes of the body, cut anywhere
 * @length: number of bytes
 * @error: GESSO_WIRE_ERROR_BAD_REQUEST, GESSO_WIRE_ERROR_TOO_LARGE, or what the sink set
 *
 * Reads on; the sink is called from inside. After a failure every further call fails.
 *
 * Returns: FALSE with @error set when the form is broken or refused
 */
gboolean
gesso_wire_multipart_reader_push (GessoWireMultipartReader  *self,
                                  const void                *bytes,
                                  gsize                      length,
                                  GError                   **error)
{
  const char *next = bytes;

  g_return_val_if_fail (self != NULL, FALSE);

  while (length > 0)
    {
      gsize used;

      if (!push_some (self, next, length, &used, error))
        return FALSE;
      next += used;
      length -= used;
    }
  return TRUE;
}

/**
 * gesso_wire_multipart_reader_finish:
 * @self: a reader
 * @error: GESSO_WIRE_ERROR_TRUNCATED
 *
 * Says that the body has ended.
 *
 * Returns: FALSE with @error set when the form's end is missing
 */
gboolean
gesso_wire_multipart_reader_finish (GessoWireMultipartReader  *self,
                                    GError                   **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->state == STATE_EPILOGUE)
    return TRUE;
  if (self->state == STATE_FAILED)
    return fail (self, GESSO_WIRE_ERROR_BAD_REQUEST, "it is broken", error);
  return fail (self, GESSO_WIRE_ERROR_TRUNCATED, "it ends early", error);
}
