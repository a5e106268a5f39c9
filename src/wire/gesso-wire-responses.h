/* gesso-wire-responses.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-request.h"

G_BEGIN_DECLS

/* From a frozen request to what the OpenAI Responses API with its image tool wants to read. */

/* All pictures of one request together; their base64 stands in memory while it is sent. */
#define GESSO_WIRE_RESPONSES_MAX_PICTURE_BYTES (48 * 1024 * 1024)

/**
 * GessoWireResponsesDialect:
 * @text_model: the model that thinks, searches and calls the tool
 * @image_model: the model that draws
 * @previous_response: (nullable): the answer that this one goes on from; the base stays at home
 * @omit: (nullable): names that may not be sent, because the service refused them
 *
 * What the request itself does not say.
 */
typedef struct
{
  const char *text_model;
  const char *image_model;
  const char *previous_response;
  const char *const *omit;
} GessoWireResponsesDialect;

gsize gesso_wire_responses_count_picture_bytes (GessoRequest *request,
                                                const GessoWireResponsesDialect *dialect);
GBytes *
gesso_wire_responses_to_body (GessoRequest *request,
                              const GessoWireResponsesDialect *dialect) G_GNUC_WARN_UNUSED_RESULT;
gboolean gesso_wire_responses_wants_stream (GessoRequest *request,
                                            const GessoWireResponsesDialect *dialect);

G_END_DECLS
