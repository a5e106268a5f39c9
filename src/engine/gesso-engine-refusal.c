/* gesso-engine-refusal.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoEngineRefusal: the answer to a request that cannot be served. Made where the fault is
 * found, on any thread, and turned into an error envelope by the server. A plain value, owned by
 * who holds it. */

#include "config.h"

#include "engine/gesso-engine-refusal.h"

#include "wire/gesso-wire-images-writer.h"

static const char *
type_for_status (guint status)
{
  switch (status)
    {
    case 401:
      return "authentication_error";
    case 429:
      return "rate_limit_error";
    default:
      return status >= 500 ? "server_error" : "invalid_request_error";
    }
}

/**
 * gesso_engine_refusal_new:
 * @status: the HTTP status, 400 or more
 * @code: (nullable): a word that programs can act on
 * @param: (nullable): the parameter at fault
 * @format: an English sentence, as for printf()
 * @...: its arguments
 *
 * Returns: (transfer full): the refusal
 */
GessoEngineRefusal *
gesso_engine_refusal_new (guint       status,
                          const char *code,
                          const char *param,
                          const char *format,
                          ...)
{
  GessoEngineRefusal *self = g_new0 (GessoEngineRefusal, 1);
  va_list arguments;

  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->status = status;
  self->type = g_strdup (type_for_status (status));
  self->param = g_strdup (param);
  self->code = g_strdup (code);

  return self;
}

/**
 * gesso_engine_refusal_free:
 * @self: (nullable) (transfer full): a refusal
 */
void
gesso_engine_refusal_free (GessoEngineRefusal *self)
{
  if (self == NULL)
    return;

  g_free (self->message);
  g_free (self->type);
  g_free (self->param);
  g_free (self->code);
  g_free (self);
}

/**
 * gesso_engine_refusal_to_json:
 * @self: a refusal
 *
 * Returns: (transfer full): `{"error":{"message":…,"type":…,"param":…,"code":…}}`
 */
JsonObject *
gesso_engine_refusal_to_json (const GessoEngineRefusal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gesso_wire_error_envelope_new (self->message, self->type, self->param, self->code);
}
