/* gesso-http-exchange.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-error.h"
#include "http/gesso-http-session.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HTTP_EXCHANGE (gesso_http_exchange_get_type ())
G_DECLARE_FINAL_TYPE (GessoHttpExchange, gesso_http_exchange, GESSO, HTTP_EXCHANGE, GObject)

/**
 * GessoHttpStage:
 * @GESSO_HTTP_STAGE_IDLE: not yet started
 * @GESSO_HTTP_STAGE_CONNECTING: looking up, connecting, agreeing on encryption
 * @GESSO_HTTP_STAGE_SENDING: the request is being sent
 * @GESSO_HTTP_STAGE_WAITING: the request is sent, no answer has begun
 * @GESSO_HTTP_STAGE_RECEIVING: the answer's body comes
 * @GESSO_HTTP_STAGE_DONE: over, well or not
 */
typedef enum
{
  GESSO_HTTP_STAGE_IDLE,
  GESSO_HTTP_STAGE_CONNECTING,
  GESSO_HTTP_STAGE_SENDING,
  GESSO_HTTP_STAGE_WAITING,
  GESSO_HTTP_STAGE_RECEIVING,
  GESSO_HTTP_STAGE_DONE,
} GessoHttpStage;

/**
 * GessoHttpFate:
 * @GESSO_HTTP_FATE_NEVER_SENT: no byte of the request left
 * @GESSO_HTTP_FATE_PARTLY_SENT: some bytes left, not the whole body
 * @GESSO_HTTP_FATE_SENT: the whole request left
 * @GESSO_HTTP_FATE_ANSWERED: an answer began
 *
 * How much the other side can know of the request.
 */
typedef enum
{
  GESSO_HTTP_FATE_NEVER_SENT,
  GESSO_HTTP_FATE_PARTLY_SENT,
  GESSO_HTTP_FATE_SENT,
  GESSO_HTTP_FATE_ANSWERED,
} GessoHttpFate;

/**
 * GessoHttpConsumer:
 * @progress: (nullable): a stage began or advanced; @done and @total are bytes, @total is -1 when
 *   not known
 * @head: (nullable): status and headers are there, before any byte of the body; FALSE ends the
 *   exchange with the error that was set
 * @chunk: (nullable): the next up to 64 KiB of a 2xx body. The consumer adds what it has queued and
 *   not yet written to @queued; FALSE ends the exchange with the error that was set
 * @drain_async: (nullable): write out what is queued; no further chunk comes before it is finished
 * @drain_finish: (nullable): the end of @drain_async
 *
 * Who takes the answer. All calls come on the main context that ran the exchange; none comes after
 * the exchange's callback.
 */
typedef struct
{
  void     (*progress)     (GessoHttpExchange   *exchange,
                            GessoHttpStage       stage,
                            gint64               done,
                            gint64               total,
                            gpointer             user_data);
  gboolean (*head)         (GessoHttpExchange   *exchange,
                            gpointer             user_data,
                            GError             **error);
  gboolean (*chunk)        (GessoHttpExchange   *exchange,
                            GBytes              *chunk,
                            gsize               *queued,
                            gpointer             user_data,
                            GError             **error);
  void     (*drain_async)  (GessoHttpExchange   *exchange,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             callback_data,
                            gpointer             user_data);
  gboolean (*drain_finish) (GessoHttpExchange   *exchange,
                            GAsyncResult        *result,
                            gpointer             user_data,
                            GError             **error);
} GessoHttpConsumer;

#define GESSO_HTTP_CONNECT_TIMEOUT_MS (10 * 1000)
#define GESSO_HTTP_IDLE_TIMEOUT_MS    (300 * 1000)
#define GESSO_HTTP_TOTAL_TIMEOUT_MS   (900 * 1000)
#define GESSO_HTTP_MAX_ERROR_BODY     (64 * 1024)

GessoHttpExchange *gesso_http_exchange_new             (GessoHttpSession         *session,
                                                        const char               *method,
                                                        const char               *uri) G_GNUC_WARN_UNUSED_RESULT;

void               gesso_http_exchange_set_header      (GessoHttpExchange        *self,
                                                        const char               *name,
                                                        const char               *value);
void               gesso_http_exchange_set_body        (GessoHttpExchange        *self,
                                                        const char               *content_type,
                                                        GBytes                   *body);
void               gesso_http_exchange_set_body_stream (GessoHttpExchange        *self,
                                                        const char               *content_type,
                                                        GInputStream             *stream,
                                                        goffset                   length);
void               gesso_http_exchange_set_timeouts    (GessoHttpExchange        *self,
                                                        guint                     connect_ms,
                                                        guint                     idle_ms,
                                                        guint                     total_ms);
void               gesso_http_exchange_set_max_body    (GessoHttpExchange        *self,
                                                        guint64                   max_bytes);
void               gesso_http_exchange_set_consumer    (GessoHttpExchange        *self,
                                                        const GessoHttpConsumer  *consumer,
                                                        gpointer                  user_data);

void               gesso_http_exchange_run_async       (GessoHttpExchange        *self,
                                                        GCancellable             *cancellable,
                                                        GAsyncReadyCallback       callback,
                                                        gpointer                  user_data);
gboolean           gesso_http_exchange_run_finish      (GessoHttpExchange        *self,
                                                        GAsyncResult             *result,
                                                        GError                  **error);

GessoHttpStage     gesso_http_exchange_get_stage       (GessoHttpExchange        *self);
GessoHttpFate      gesso_http_exchange_get_fate        (GessoHttpExchange        *self);
gboolean           gesso_http_exchange_may_have_arrived (GessoHttpExchange       *self);
guint              gesso_http_exchange_get_status      (GessoHttpExchange        *self);
gboolean           gesso_http_exchange_is_success      (GessoHttpExchange        *self);
const char        *gesso_http_exchange_get_header      (GessoHttpExchange        *self,
                                                        const char               *name);
gint64             gesso_http_exchange_get_received    (GessoHttpExchange        *self);
GBytes            *gesso_http_exchange_dup_error_body  (GessoHttpExchange        *self);
const char        *gesso_http_exchange_get_uri         (GessoHttpExchange        *self);

G_END_DECLS
