/* gesso-http-exchange-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned): may be a secret */
} GessoHttpHeader;

struct _GessoHttpExchange
{
  GObject            parent_instance;

  /* What was asked for */
  GessoHttpSession  *session; /* (owned) */
  char              *method; /* (owned) */
  char              *uri; /* (owned) */
  GPtrArray         *headers; /* (owned) (element-type GessoHttpHeader) */
  char              *body_type; /* (owned) (nullable) */
  GInputStream      *body; /* (owned) (nullable) */
  GBytes            *body_bytes; /* (owned) (nullable) */
  goffset            body_length;
  guint              connect_ms;
  guint              idle_ms;
  guint              total_ms;
  guint64            max_body;
  GessoHttpConsumer  consumer;
  gpointer           consumer_data; /* (unowned): the caller keeps it until the callback */

  /* While it runs */
  gboolean           started;
  SoupMessage       *message; /* (owned) (nullable): kept for the answer's headers */
  GInputStream      *answer; /* (owned) (nullable) */
  GCancellable      *outer; /* (owned) (nullable): the caller's */
  gulong             outer_id;
  GCancellable      *inner; /* (owned): cancelled by the caller or by a timer */
  GSource           *timer; /* (owned) (nullable) */
  gint64             started_us;
  gint64             active_us;
  gboolean           draining;
  guint              n_redirects;
  gsize              queued;
  GByteArray        *error_body; /* (owned) (nullable) */

  /* What came of it */
  GessoHttpStage     stage;
  GessoHttpFate      fate;
  gint64             n_sent;
  gint64             n_received;
  gint64             n_expected;
  GError            *stop; /* (owned) (nullable): why we stopped it ourselves */
};

/* Stages, limits of time and the end: gesso-http-exchange-stage.c */
void  _gesso_http_exchange_report      (GessoHttpExchange *self);
void  _gesso_http_exchange_touch       (GessoHttpExchange *self);
void  _gesso_http_exchange_enter       (GessoHttpExchange *self,
                                        GessoHttpStage     stage);
void  _gesso_http_exchange_arm_timer   (GessoHttpExchange *self);
void  _gesso_http_exchange_release     (GessoHttpExchange *self);
void  _gesso_http_exchange_finish_well (GTask             *task);
void  _gesso_http_exchange_finish_badly (GTask             *task,
                                        GError            *error);

/* What goes out: gesso-http-exchange-send.c */
GUri *_gesso_http_exchange_parse_uri   (const char        *text,
                                        GError           **error);
void  _gesso_http_exchange_drop_message (GessoHttpExchange *self);
void  _gesso_http_exchange_prepare     (GessoHttpExchange *self,
                                        GUri              *uri);
void  _gesso_http_exchange_send        (GTask             *task);
void  _gesso_http_exchange_follow      (GTask             *task);

/* What comes back: gesso-http-exchange-receive.c */
void  _gesso_http_exchange_sent_cb     (GObject           *source,
                                        GAsyncResult      *result,
                                        gpointer           user_data);

G_END_DECLS
