/* gesso-images-reader.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "wire/gesso-wire-domain.h"

G_BEGIN_DECLS

typedef struct _GessoImagesReader GessoImagesReader;

/**
 * GessoImagesKind:
 * @GESSO_IMAGES_KIND_UNKNOWN: nothing has said yet; the end of the picture will
 * @GESSO_IMAGES_KIND_FINAL: a result
 * @GESSO_IMAGES_KIND_PARTIAL: a preview
 */
typedef enum
{
  GESSO_IMAGES_KIND_UNKNOWN,
  GESSO_IMAGES_KIND_FINAL,
  GESSO_IMAGES_KIND_PARTIAL,
} GessoImagesKind;

/**
 * GessoImagesOutcome:
 * @GESSO_IMAGES_OUTCOME_WHOLE: every byte came
 * @GESSO_IMAGES_OUTCOME_TRUNCATED: the answer ended inside the picture
 * @GESSO_IMAGES_OUTCOME_DAMAGED: the picture's base64 or the text around it is broken
 */
typedef enum
{
  GESSO_IMAGES_OUTCOME_WHOLE,
  GESSO_IMAGES_OUTCOME_TRUNCATED,
  GESSO_IMAGES_OUTCOME_DAMAGED,
} GessoImagesOutcome;

/**
 * GessoImagesSink:
 * @begin_image: (nullable): picture @index begins; @kind is a hint that only the end makes sure
 * @image_bytes: (nullable): the next decoded bytes of the picture that began last
 * @end_image: (nullable): the picture is over; @partial_index is -1 when not known
 * @url_image: (nullable): picture @index is not here but at @url: absolute, or relative to the root
 *   of the server
 * @envelope: (nullable): everything small of one JSON text or event, pictures left out
 * @error: (nullable): the service says that it failed; the object is the whole text, or one with
 *   the single member "error"
 *
 * Where the answer goes. Pictures never overlap. Text and objects are borrowed for the call.
 */
typedef struct
{
  void (*begin_image) (guint               index,
                       GessoImagesKind     kind,
                       gpointer            user_data);
  void (*image_bytes) (const guint8       *bytes,
                       gsize               length,
                       gpointer            user_data);
  void (*end_image)   (guint               index,
                       GessoImagesKind     kind,
                       int                 partial_index,
                       GessoImagesOutcome  outcome,
                       guint64             n_bytes,
                       gpointer            user_data);
  void (*url_image)   (guint               index,
                       const char         *url,
                       gpointer            user_data);
  void (*envelope)    (JsonObject         *envelope,
                       gpointer            user_data);
  void (*error)       (JsonObject         *object,
                       gpointer            user_data);
} GessoImagesSink;

GessoImagesReader *gesso_images_reader_new          (const GessoImagesSink  *sink,
                                                     gpointer                user_data) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_images_reader_free         (GessoImagesReader      *self);

void               gesso_images_reader_push         (GessoImagesReader      *self,
                                                     const void             *bytes,
                                                     gsize                   length);
gboolean           gesso_images_reader_finish       (GessoImagesReader      *self,
                                                     GError                **error);

guint              gesso_images_reader_get_n_images (GessoImagesReader      *self);
gboolean           gesso_images_reader_is_stream    (GessoImagesReader      *self);
JsonObject        *gesso_images_reader_get_envelope (GessoImagesReader      *self);
JsonObject        *gesso_images_reader_get_error    (GessoImagesReader      *self);
GBytes            *gesso_images_reader_dup_head     (GessoImagesReader      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImagesReader, gesso_images_reader_free)

G_END_DECLS
