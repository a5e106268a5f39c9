/* gesso-engine-refusal.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Why a request is not served: an HTTP status and the four members of the error envelope. */
typedef struct
{
  guint  status;
  char  *message;   /* (owned) */
  char  *type;      /* (owned) */
  char  *param;     /* (owned) (nullable) */
  char  *code;      /* (owned) (nullable) */
} GessoEngineRefusal;

GessoEngineRefusal *gesso_engine_refusal_new     (guint                status,
                                                  const char          *code,
                                                  const char          *param,
                                                  const char          *format,
                                                  ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_engine_refusal_free    (GessoEngineRefusal  *self);

JsonObject         *gesso_engine_refusal_to_json (const GessoEngineRefusal *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoEngineRefusal, gesso_engine_refusal_free)

G_END_DECLS
