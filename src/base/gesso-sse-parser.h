/* gesso-sse-parser.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_SSE_ERROR:
 *
 * The event stream is beyond the limits that the caller gave.
 */
#define GESSO_SSE_ERROR (gesso_sse_error_quark ())
GQuark gesso_sse_error_quark (void);

/**
 * GessoSseError:
 * @GESSO_SSE_ERROR_TOO_LARGE: an event, or a line other than data, is longer than allowed
 */
typedef enum
{
  GESSO_SSE_ERROR_TOO_LARGE,
} GessoSseError;

typedef struct _GessoSseParser GessoSseParser;

/**
 * GessoSseSink:
 * @begin_event: the first data of an event is about to come; @type is what the event line said so
 *   far, or NULL (it may still follow the data)
 * @data: the next bytes of the data; lines are joined by one line feed
 * @end_event: the event is over; @complete is FALSE when the stream ended without the blank line
 *
 * Where the streaming mode delivers. Text is borrowed for the call and is raw bytes.
 */
typedef struct
{
  void (*begin_event) (const char *type,
                       gpointer    user_data);
  void (*data)        (const char *bytes,
                       gsize       length,
                       gpointer    user_data);
  void (*end_event)   (const char *type,
                       const char *id,
                       gboolean    complete,
                       gpointer    user_data);
} GessoSseSink;

/* A whole event, for streams of small events. */
typedef void (*GessoSseEventFunc) (const char *type,
                                   const char *id,
                                   GBytes     *data,
                                   gpointer    user_data);

GessoSseParser *gesso_sse_parser_new           (gsize               max_event,
                                                GessoSseEventFunc   func,
                                                gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
GessoSseParser *gesso_sse_parser_new_streaming (gsize               max_event,
                                                const GessoSseSink *sink,
                                                gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_sse_parser_free          (GessoSseParser     *self);

gboolean        gesso_sse_parser_push          (GessoSseParser     *self,
                                                const void         *bytes,
                                                gsize               length,
                                                GError            **error);
void            gesso_sse_parser_finish        (GessoSseParser     *self);
gint64          gesso_sse_parser_get_retry_ms  (GessoSseParser     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSseParser, gesso_sse_parser_free)

G_END_DECLS
