/* gesso-wire-images-form.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "wire/gesso-wire-domain.h"

G_BEGIN_DECLS

/* What a server understands of a generation or edit request. */

/**
 * GessoWirePicture:
 * @content: (nullable): the file's bytes
 * @url: (nullable): an http or https address instead
 * @file_id: (nullable): the id of an uploaded file instead
 * @filename: (nullable): as the client named it; never a path to be trusted
 * @content_type: (nullable): as the client named it; never to be trusted
 */
typedef struct
{
  GBytes *content;
  char   *url;
  char   *file_id;
  char   *filename;
  char   *content_type;
} GessoWirePicture;

/**
 * GessoWireImagesForm:
 * @n: 0 when not given
 * @output_compression: -1 when not given
 * @partial_images: -1 when not given
 * @pictures: (element-type GessoWirePicture): the inputs of an edit, the base first
 * @fields: (element-type utf8 utf8): text members and parts that have no place above; members that
 *   are not text are given as JSON
 *
 * Text members are NULL when they are not given.
 */
typedef struct
{
  char             *prompt;
  char             *model;
  int               n;
  char             *size;
  char             *quality;
  char             *background;
  char             *output_format;
  int               output_compression;
  char             *moderation;
  char             *input_fidelity;
  char             *user;
  gboolean          stream;
  int               partial_images;
  GPtrArray        *pictures;
  GessoWirePicture *mask;
  GHashTable       *fields;
} GessoWireImagesForm;

GessoWireImagesForm *gesso_wire_images_form_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_wire_images_form_free      (GessoWireImagesForm  *self);

gboolean             gesso_wire_images_form_read_json (GessoWireImagesForm  *self,
                                                       JsonObject           *object,
                                                       char                **param,
                                                       GError              **error);
gboolean             gesso_wire_images_form_read_part (GessoWireImagesForm  *self,
                                                       const char           *name,
                                                       const char           *filename,
                                                       const char           *content_type,
                                                       GBytes               *content,
                                                       char                **param,
                                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoWireImagesForm, gesso_wire_images_form_free)

void                 gesso_wire_picture_free          (GessoWirePicture     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoWirePicture, gesso_wire_picture_free)

G_END_DECLS
