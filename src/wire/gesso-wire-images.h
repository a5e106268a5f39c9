/* gesso-wire-images.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/gesso-request.h"

G_BEGIN_DECLS

/* From a frozen request to what the OpenAI Images dialects want to read. */

/**
 * GessoWireImagesDialect:
 * @response_format: ask for "b64_json" in words; only servers that answer addresses otherwise
 * @plain_image_name: repeat the part "image" instead of "image[]"
 * @mask_name: (nullable): the name of the mask's part; NULL for "mask"
 * @explicit_defaults: send size, quality and n even when they are the default
 * @model: (nullable): the name of the model for this service; NULL for the request's own
 * @prompt: (nullable): the prompt for this service; NULL for the request's own
 * @allowed: (nullable): names that may be sent besides prompt and pictures; NULL for all
 * @omit: (nullable): names that may not be sent, for instance because the service refused them
 *
 * How one service differs from the others.
 */
typedef struct
{
  gboolean            response_format;
  gboolean            plain_image_name;
  const char         *mask_name;
  gboolean            explicit_defaults;
  const char         *model;
  const char         *prompt;
  const char * const *allowed;
  const char * const *omit;
} GessoWireImagesDialect;

/**
 * GessoWirePartFunc:
 * @name: the part's name
 * @text: (nullable): its text, or NULL when it is a file
 * @filename: (nullable): a neutral name for the file
 * @content_type: (nullable): its true type
 * @content: (nullable): its bytes
 * @user_data: as given
 *
 * Takes one part of a form, in order.
 */
typedef void (*GessoWirePartFunc) (const char *name,
                                   const char *text,
                                   const char *filename,
                                   const char *content_type,
                                   GBytes     *content,
                                   gpointer    user_data);

JsonObject *gesso_wire_images_generation_to_json (GessoRequest                 *request,
                                                  const GessoWireImagesDialect *dialect) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_wire_images_edit_to_parts      (GessoRequest                 *request,
                                                  const GessoWireImagesDialect *dialect,
                                                  GessoWirePartFunc             func,
                                                  gpointer                      user_data);
JsonObject *gesso_wire_images_edit_to_json       (GessoRequest                 *request,
                                                  const GessoWireImagesDialect *dialect) G_GNUC_WARN_UNUSED_RESULT;
gboolean    gesso_wire_images_wants_stream       (GessoRequest                 *request,
                                                  const GessoWireImagesDialect *dialect);

G_END_DECLS
