/* gesso-sse-parser.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-sse-parser.h"

#include <string.h>

/* GessoSseParser
 *
 * Reads an event stream (WHATWG HTML, "Server-sent events") from pieces of any length. Owned by
 * whoever reads the stream; pure, on any one thread. Data is not looked at: "[DONE]" and the like
 * are data as any other. In streaming mode the data of an event is handed on as it comes, so that
 * memory does not grow with it; only the names, type and id of an event are kept.
 *
 * Order of life: new, push any number of times, finish once, free.
 */

#define MAX_SHORT_LINE 4096

typedef enum
{
  STATE_LINE_START,
  STATE_NAME,
  STATE_VALUE_START,
  STATE_VALUE,
  STATE_COMMENT,
} State;

typedef enum
{
  FIELD_DATA,
  FIELD_EVENT,
  FIELD_ID,
  FIELD_RETRY,
  FIELD_OTHER,
} Field;

struct _GessoSseParser
{
  gsize max_event;
  GessoSseSink sink;
  GessoSseEventFunc func;
  gpointer user_data;
  GByteArray *whole; /* (owned) (nullable): the event so far, in whole-event mode */

  State state;
  Field field;
  GString *name;  /* (owned) */
  GString *value; /* (owned): of fields other than data */
  GString *type;  /* (owned) */
  GString *id;    /* (owned): lasts over events */
  gboolean has_id;
  gboolean after_cr;
  gboolean in_event;
  gboolean failed;
  guint n_bom;
  gsize n_event;
  gint64 retry_ms;
};

G_DEFINE_QUARK (gesso - sse - error - quark, gesso_sse_error)

static GessoSseParser *
parser_new (gsize    max_event,
            gpointer user_data)
{
  GessoSseParser *self = g_new0 (GessoSseParser, 1);

  self->max_event = max_event;
  self->user_data = user_data;
  self->name = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->retry_ms = -1;
  return self;
}

static const char *
type_or_null (GessoSseParser *self)
{
  return self->type->len > 0 ? self->type->str : NULL;
}

static gboolean
fail (GessoSseParser  *self,
      const char      *what,
      GError         **error)
{
  self->failed = TRUE;
  g_set_error (error, GESSO_SSE_ERROR, GESSO_SSE_ERROR_TOO_LARGE, "event stream: %s is too long",
               what);
  return FALSE;
}

static gboolean
emit_data (GessoSseParser  *self,
           const char      *bytes,
           gsize            length,
           GError         **error)
{
  if (length > self->max_event - self->n_event)
    return fail (self, "an event", error);
  self->n_event += length;
  if (self->whole != NULL)
    g_byte_array_append (self->whole, (const guint8 *) bytes, (guint) length);
  else if (self->sink.data != NULL)
    self->sink.data (bytes, length, self->user_data);
  return TRUE;
}

static void
begin_event (GessoSseParser *self)
{
  self->in_event = TRUE;
  if (self->whole == NULL && self->sink.begin_event != NULL)
    self->sink.begin_event (type_or_null (self), self->user_data);
}

static void
end_event (GessoSseParser *self,
           gboolean        complete)
{
  if (self->in_event && self->whole != NULL)
    {
      g_autoptr (GBytes) data = g_bytes_new (self->whole->data, self->whole->len);

      /* An unfinished event is no event for a caller who asked for whole ones. */
      if (complete && self->func != NULL)
        self->func (type_or_null (self), self->has_id ? self->id->str : NULL, data,
                    self->user_data);
    }
  else if (self->in_event && self->sink.end_event != NULL)
    {
      self->sink.end_event (type_or_null (self), self->has_id ? self->id->str : NULL, complete,
                            self->user_data);
    }
  self->in_event = FALSE;
  self->n_event = 0;
  if (self->whole != NULL)
    g_byte_array_set_size (self->whole, 0);
  g_string_truncate (self->type, 0);
}

static Field
field_from_name (const GString *name)
{
  static const char *const names[] = { "data", "event", "id", "retry" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name->len == strlen (names[i]) && memcmp (name->str, names[i], name->len) == 0)
      return (Field) i;
  return FIELD_OTHER;
}

/* The name of the line's field is known. */
static gboolean
begin_field (GessoSseParser  *self,
             GError         **error)
{
  self->field = field_from_name (self->name);
  g_string_truncate (self->value, 0);
  if (self->field != FIELD_DATA)
    return TRUE;
  if (self->in_event)
    return emit_data (self, "\n", 1, error);
  begin_event (self);
  return TRUE;
}

static void
set_retry (GessoSseParser *self)
{
  guint64 value;

  if (self->value->len > 0 && strspn (self->value->str, "0123456789") == self->value->len
      && g_ascii_string_to_unsigned (self->value->str, 10, 0, G_MAXINT32, &value, NULL))
    self->retry_ms = (gint64) value;
}

static gboolean
end_line (GessoSseParser  *self,
          GError         **error)
{
  State state = self->state;

  self->state = STATE_LINE_START;
  if (state == STATE_LINE_START)
    {
      end_event (self, TRUE);
      return TRUE;
    }
  if (state == STATE_COMMENT)
    return TRUE;
  /* A line without a colon is a field with an empty value. */
  if (state == STATE_NAME && !begin_field (self, error))
    return FALSE;

  if (self->field == FIELD_EVENT)
    g_string_assign (self->type, self->value->str);
  else if (self->field == FIELD_RETRY)
    set_retry (self);
  else if (self->field == FIELD_ID && memchr (self->value->str, 0, self->value->len) == NULL)
    {
      g_string_assign (self->id, self->value->str);
      self->has_id = TRUE;
    }
  return TRUE;
}

static gboolean
push_value (GessoSseParser  *self,
            const char      *bytes,
            gsize            length,
            GError         **error)
{
  self->state = STATE_VALUE;
  if (self->field == FIELD_DATA)
    return emit_data (self, bytes, length, error);
  if (self->field == FIELD_OTHER)
    return TRUE;
  if (self->value->len + length > MAX_SHORT_LINE)
    return fail (self, "a line", error);
  g_string_append_len (self->value, bytes, (gssize) length);
  return TRUE;
}

/* A piece without a line end, inside one line. Gives how much of it was used. */
static gboolean
push_in_line (GessoSseParser  *self,
              const char      *bytes,
              gsize            length,
              gsize           *used,
              GError         **error)
{
  *used = 1;
  switch (self->state)
    {
    case STATE_LINE_START:
      g_string_truncate (self->name, 0);
      self->state = *bytes == ':' ? STATE_COMMENT : STATE_NAME;
      *used = 0;
      return TRUE;

    case STATE_NAME:
      if (*bytes == ':')
        {
          self->state = STATE_VALUE_START;
          return begin_field (self, error);
        }
      /* Longer than any name that means something: remembered as too long, not kept. */
      if (self->name->len < 16)
        g_string_append_c (self->name, *bytes);
      return TRUE;

    case STATE_VALUE_START:
      self->state = STATE_VALUE;
      *used = *bytes == ' ' ? 1 : 0;
      return TRUE;

    case STATE_VALUE:
      *used = length;
      return push_value (self, bytes, length, error);

    case STATE_COMMENT:
    default:
      *used = length;
      return TRUE;
    }
}

/* Up to three bytes of a byte order mark at the very start are dropped. */
static gsize
skip_mark (GessoSseParser *self,
           const guint8   *bytes,
           gsize           length)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };
  gsize used = 0;

  while (self->n_bom < 3 && used < length)
    {
      if (bytes[used] != mark[self->n_bom])
        {
          self->n_bom = 3;
          break;
        }
      self->n_bom++;
      used++;
    }
  return used;
}

static gsize
line_length (const char *bytes,
             gsize       length)
{
  const char *lf = memchr (bytes, '\n', length);
  gsize n = lf != NULL ? (gsize) (lf - bytes) : length;
  const char *cr = memchr (bytes, '\r', n);

  return cr != NULL ? (gsize) (cr - bytes) : n;
}

static gboolean
push_line (GessoSseParser  *self,
           const char      *bytes,
           gsize            length,
           GError         **error)
{
  while (length > 0)
    {
      gsize used;

      if (!push_in_line (self, bytes, length, &used, error))
        return FALSE;
      bytes += used;
      length -= used;
    }
  return TRUE;
}

/**
 * gesso_sse_parser_new:
 * @max_event: the most bytes of data that one event may have
 * @func: called for each event that has data
 * @user_data: for @func
 *
 * Makes a parser that gives whole events.
 *
 * Returns: (transfer full): a parser
 */
GessoSseParser *
gesso_sse_parser_new (gsize             max_event,
                      GessoSseEventFunc func,
                      gpointer          user_data)
{
  GessoSseParser *self;

  g_return_val_if_fail (max_event < G_MAXUINT, NULL);

  self = parser_new (max_event, user_data);
  self->func = func;
  self->whole = g_byte_array_new ();
  return self;
}

/**
 * gesso_sse_parser_new_streaming:
 * @max_event: the most bytes of data that one event may have; costs no memory
 * @sink: copied
 * @user_data: for @sink
 *
 * Makes a parser that gives the data of an event as it arrives.
 *
 * Returns: (transfer full): a parser
 */
GessoSseParser *
gesso_sse_parser_new_streaming (gsize               max_event,
                                const GessoSseSink *sink,
                                gpointer            user_data)
{
  GessoSseParser *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = parser_new (max_event, user_data);
  self->sink = *sink;
  return self;
}

/**
 * gesso_sse_parser_free:
 * @self: (transfer full): a parser
 */
void
gesso_sse_parser_free (GessoSseParser *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->whole, g_byte_array_unref);
  g_string_free (self->name, TRUE);
  g_string_free (self->value, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self);
}

/**
 * gesso_sse_parser_push:
 * @self: a parser
 * @bytes: (array length=length): the next bytes of the stream, cut anywhere
 * @length: number of bytes
 * @error: GESSO_SSE_ERROR_TOO_LARGE
 *
 * Reads on. Callbacks come from inside this call. After a failure the stream is over.
 *
 * Returns: FALSE with @error set when a limit is passed
 */
gboolean
gesso_sse_parser_push (GessoSseParser  *self,
                       const void      *bytes,
                       gsize            length,
                       GError         **error)
{
  const char *next = bytes;
  const char *end = next + length;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->failed)
    return fail (self, "the stream", error);
  next += skip_mark (self, bytes, length);
  while (next < end)
    {
      gsize n;

      if (*next == '\n' && self->after_cr)
        {
          self->after_cr = FALSE;
          next++;
          continue;
        }
      self->after_cr = FALSE;
      n = line_length (next, (gsize) (end - next));
      if (!push_line (self, next, n, error))
        return FALSE;
      next += n;
      if (next == end)
        break;
      self->after_cr = *next == '\r';
      next++;
      if (!end_line (self, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * gesso_sse_parser_finish:
 * @self: a parser
 *
 * Says that the stream has ended. An event that was not closed by a blank line is reported to a
 * streaming sink as not complete, and is dropped in whole-event mode.
 */
void
gesso_sse_parser_finish (GessoSseParser *self)
{
  g_return_if_fail (self != NULL);

  /* A last line without its end still counts for what it says of the event. */
  if (!self->failed && self->state != STATE_LINE_START)
    (void) end_line (self, NULL);
  end_event (self, FALSE);
}

/**
 * gesso_sse_parser_get_retry_ms:
 * @self: a parser
 *
 * Returns: the wait before connecting again that the server asked for, in milliseconds, or -1
 */
gint64
gesso_sse_parser_get_retry_ms (GessoSseParser *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->retry_ms;
}
