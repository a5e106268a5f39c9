/* gesso-failure.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_FAILURE (gesso_failure_get_type ())
typedef struct _GessoFailure GessoFailure;

/**
 * GessoFailureClass:
 * @GESSO_FAILURE_USAGE: the request was wrong before anything was sent
 * @GESSO_FAILURE_REFUSED: the service refused a parameter or a picture
 * @GESSO_FAILURE_MODERATED: the service's safety system refused prompt, input or result
 * @GESSO_FAILURE_AUTH: key missing, wrong, or not allowed
 * @GESSO_FAILURE_MONEY: quota, billing, or our own budget
 * @GESSO_FAILURE_RATE_LIMITED: too many requests, never accepted
 * @GESSO_FAILURE_UNAVAILABLE: never accepted: no connection, or a server error after the retries
 * @GESSO_FAILURE_UNKNOWN: it may have been accepted and billed; the answer never came whole
 * @GESSO_FAILURE_DAMAGED: an answer came and cannot be used; it is kept
 * @GESSO_FAILURE_STORAGE: the answer could not be saved
 * @GESSO_FAILURE_CANCELLED: the person cancelled
 * @GESSO_FAILURE_INTERRUPTED: the program ended while the service was working
 *
 * One class per decision that a person can take.
 */
typedef enum
{
  GESSO_FAILURE_USAGE,
  GESSO_FAILURE_REFUSED,
  GESSO_FAILURE_MODERATED,
  GESSO_FAILURE_AUTH,
  GESSO_FAILURE_MONEY,
  GESSO_FAILURE_RATE_LIMITED,
  GESSO_FAILURE_UNAVAILABLE,
  GESSO_FAILURE_UNKNOWN,
  GESSO_FAILURE_DAMAGED,
  GESSO_FAILURE_STORAGE,
  GESSO_FAILURE_CANCELLED,
  GESSO_FAILURE_INTERRUPTED,
} GessoFailureClass;

/* Codes of our own for what the service has taken on and could only not be asked for. */
#define GESSO_FAILURE_CODE_NOT_IN_TIME "not_in_time"
#define GESSO_FAILURE_CODE_KEY_WHILE_ASKING "key_while_asking"
#define GESSO_FAILURE_CODE_LOST_WHILE_ASKING "lost_while_asking"

/**
 * GessoFailureInfo:
 * @failure_class: which decision it calls for
 * @message: (nullable): technical, English; the service's own words where it gave some
 * @code: (nullable): the service's code, as "moderation_blocked"
 * @param: (nullable): the parameter that the service names
 * @categories: (nullable): moderation categories
 * @request_id: (nullable): the service's id of the exchange
 * @details: (nullable): the raw answer's beginning, redacted
 * @http_status: 0 when there was none
 * @retry_after_ms: how long the service asks to wait, or -1
 * @may_be_billed: whether sending again may be paid twice
 * @is_partial: whether some of the pictures came all the same
 *
 * Everything known about why a run ended without its pictures. Used to make a #GessoFailure, and
 * to read one.
 */
typedef struct
{
  GessoFailureClass    failure_class;
  const char          *message;
  const char          *code;
  const char          *param;
  const char * const  *categories;
  const char          *request_id;
  const char          *details;
  int                  http_status;
  gint64               retry_after_ms;
  gboolean             may_be_billed;
  gboolean             is_partial;
} GessoFailureInfo;

GType                   gesso_failure_get_type        (void) G_GNUC_CONST;
GessoFailure           *gesso_failure_new             (const GessoFailureInfo *info) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure           *gesso_failure_new_from_json   (JsonObject             *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject             *gesso_failure_to_json         (GessoFailure           *self);
GessoFailure           *gesso_failure_ref             (GessoFailure           *self);
void                    gesso_failure_unref           (GessoFailure           *self);
const GessoFailureInfo *gesso_failure_get_info        (GessoFailure           *self);
gboolean                gesso_failure_can_ask_again   (GessoFailure           *self);

const char             *gesso_failure_class_to_string (GessoFailureClass       failure_class);
gboolean                gesso_failure_class_parse     (const char             *text,
                                                       GessoFailureClass      *out_class);
int                     gesso_failure_class_exit_code (GessoFailureClass       failure_class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoFailure, gesso_failure_unref)

G_END_DECLS
