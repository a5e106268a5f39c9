/* gesso-wire-task.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"
#include "model/gesso-request.h"
#include "model/gesso-task-profile.h"

G_BEGIN_DECLS

/**
 * GessoWireTaskValues:
 * @request: (nullable): what is to be made
 * @model: (nullable): the model as the service spells it
 * @pictures: (nullable): addresses of the references, in their order
 * @mask: (nullable): address of the mask
 * @id: (nullable): the service's name for the task
 * @file_name: (nullable): of a picture that is uploaded
 * @file_type: (nullable): its media type
 *
 * What the names in braces of a profile stand for. Borrows everything.
 */
typedef struct
{
  GessoRequest       *request;
  const char         *model;
  const char * const *pictures;
  const char         *mask;
  const char         *id;
  const char         *file_name;
  const char         *file_type;
} GessoWireTaskValues;

JsonNode     *gesso_wire_task_expand         (JsonNode                   *template,
                                              const GessoWireTaskValues  *values) G_GNUC_WARN_UNUSED_RESULT;
char         *gesso_wire_task_expand_text    (const char                 *template,
                                              const GessoWireTaskValues  *values) G_GNUC_WARN_UNUSED_RESULT;
char         *gesso_wire_task_expand_address (JsonNode                   *template,
                                              const GessoWireTaskValues  *values) G_GNUC_WARN_UNUSED_RESULT;
GBytes       *gesso_wire_task_make_body      (GessoTaskProfile           *profile,
                                              const GessoWireTaskValues  *values) G_GNUC_WARN_UNUSED_RESULT;

char        **gesso_wire_task_find_texts     (JsonNode                   *answer,
                                              JsonObject                 *part,
                                              const char                 *member) G_GNUC_WARN_UNUSED_RESULT;
char         *gesso_wire_task_find_text      (JsonNode                   *answer,
                                              JsonObject                 *part,
                                              const char                 *member) G_GNUC_WARN_UNUSED_RESULT;
double        gesso_wire_task_find_number    (JsonNode                   *answer,
                                              JsonObject                 *part,
                                              const char                 *member,
                                              double                      fallback);

guint         gesso_wire_task_find_status    (GessoTaskProfile           *profile,
                                              JsonNode                   *answer);
GessoFailure *gesso_wire_task_read_failure   (GessoTaskProfile           *profile,
                                              JsonNode                   *answer,
                                              GBytes                     *body,
                                              guint                       status,
                                              const char                 *request_id,
                                              gint64                      retry_after_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
