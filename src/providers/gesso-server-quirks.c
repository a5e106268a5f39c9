/* gesso-server-quirks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-server-quirks.h"

#include "model/gesso-server-preset.h"

#include <string.h>

/* A picture on a processor alone takes minutes, and not a byte comes in between. */
#define SERVER_CONNECT_MS (10 * 1000)
#define SERVER_SILENT_MS (3 * 60 * 60 * 1000)
#define SERVER_TOTAL_MS (4 * 60 * 60 * 1000)

static gboolean
is_edit (GessoRequest *request)
{
  return gesso_request_get_operation (request) == GESSO_OPERATION_EDIT;
}

static gboolean
draws_from_references (const char   *kind,
                       GessoRequest *request)
{
  const GessoServerPreset *preset = gesso_server_preset_find (kind);

  return is_edit (request) && gesso_request_get_mask (request) == NULL && preset != NULL
         && preset->references != NULL;
}

/**
 * gesso_server_quirks_sends_form:
 * @kind: of the account
 * @request: what to make
 *
 * Returns: whether the body is a form with files; else it is JSON
 */
gboolean
gesso_server_quirks_sends_form (const char   *kind,
                                GessoRequest *request)
{
  return is_edit (request) && !draws_from_references (kind, request);
}

/**
 * gesso_server_quirks_get_call:
 * @kind: of the account
 * @request: what to make
 *
 * Returns: (transfer none): what is added to the address of the account
 */
const char *
gesso_server_quirks_get_call (const char   *kind,
                              GessoRequest *request)
{
  const GessoServerPreset *preset = gesso_server_preset_find (kind);

  if (!gesso_server_quirks_sends_form (kind, request))
    return "/images/generations";
  if (preset != NULL && preset->edit_call != NULL)
    return preset->edit_call;

  return "/images/edits";
}

/**
 * gesso_server_quirks_get_allowed:
 * @kind: of the account
 * @request: what to make
 *
 * Returns: (transfer none) (nullable): the only members besides prompt and pictures; NULL for all
 */
const char *const *
gesso_server_quirks_get_allowed (const char   *kind,
                                 GessoRequest *request)
{
  const GessoServerPreset *preset = gesso_server_preset_find (kind);

  if (preset == NULL || !gesso_server_quirks_sends_form (kind, request))
    return NULL;

  return (const char *const *) preset->edit_fields;
}

/**
 * gesso_server_quirks_dup_prompt:
 * @kind: of the account
 * @request: what to make
 *
 * Returns: (transfer full) (nullable): the prompt, where the server would misread it as it is
 */
char *
gesso_server_quirks_dup_prompt (const char   *kind,
                                GessoRequest *request)
{
  const GessoServerPreset *preset = gesso_server_preset_find (kind);
  const char *prompt = gesso_request_get_prompt (request);
  GString *text;

  if (preset == NULL || preset->prompt_bar == NULL || strchr (prompt, '|') == NULL)
    return NULL;

  text = g_string_new (prompt);
  g_string_replace (text, "|", preset->prompt_bar, 0);
  return g_string_free (text, FALSE);
}

/**
 * gesso_server_quirks_add_references:
 * @kind: of the account
 * @request: what to make
 * @body: (inout): a generation
 *
 * Adds the pictures of an edit that is sent as a generation, as bare base64.
 */
void
gesso_server_quirks_add_references (const char   *kind,
                                    GessoRequest *request,
                                    JsonObject   *body)
{
  JsonArray *array;

  if (!draws_from_references (kind, request))
    return;

  array = json_array_new ();
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    {
      gsize length;
      const guchar *bytes
          = g_bytes_get_data (gesso_reference_get_data (gesso_request_get_reference (request, i)),
                              &length);
      g_autofree char *base64 = g_base64_encode (bytes, length);

      json_array_add_string_element (array, base64);
    }
  json_object_set_array_member (body, gesso_server_preset_find (kind)->references, array);
}

/**
 * gesso_server_quirks_set_timeouts:
 * @kind: of the account
 * @exchange: that has not begun
 *
 * Gives servers at home the hours that a slow machine may need. The person can cancel at any time.
 */
void
gesso_server_quirks_set_timeouts (const char        *kind,
                                  GessoHttpExchange *exchange)
{
  if (gesso_server_preset_is_server (kind))
    gesso_http_exchange_set_timeouts (exchange, SERVER_CONNECT_MS, SERVER_SILENT_MS,
                                      SERVER_TOTAL_MS);
}
