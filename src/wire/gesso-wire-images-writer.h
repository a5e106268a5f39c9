/* gesso-wire-images-writer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _GessoWireImagesWriter GessoWireImagesWriter;

/* Takes the next piece of the body, in order. */
typedef void (*GessoWireWriteFunc) (GBytes   *piece,
                                    gpointer  user_data);

GessoWireImagesWriter *gesso_wire_images_writer_new          (GessoWireWriteFunc     func,
                                                              gpointer               user_data) G_GNUC_WARN_UNUSED_RESULT;
void                   gesso_wire_images_writer_free         (GessoWireImagesWriter *self);

/* One JSON answer: begin, then for each picture begin, bytes, end, then end. */
void                   gesso_wire_images_writer_begin_answer (GessoWireImagesWriter *self,
                                                              gint64                 created);
void                   gesso_wire_images_writer_begin_image  (GessoWireImagesWriter *self);
void                   gesso_wire_images_writer_image_bytes  (GessoWireImagesWriter *self,
                                                              const void            *bytes,
                                                              gsize                  length);
void                   gesso_wire_images_writer_end_image    (GessoWireImagesWriter *self,
                                                              JsonObject            *rest);
void                   gesso_wire_images_writer_end_answer   (GessoWireImagesWriter *self,
                                                              JsonObject            *rest);

/* One event with one picture: begin, bytes, end. Its other members go into @rest. */
void                   gesso_wire_images_writer_begin_event  (GessoWireImagesWriter *self,
                                                              const char            *type);
void                   gesso_wire_images_writer_end_event    (GessoWireImagesWriter *self,
                                                              JsonObject            *rest);
void                   gesso_wire_images_writer_comment      (GessoWireImagesWriter *self,
                                                              const char            *text);
void                   gesso_wire_images_writer_error_event  (GessoWireImagesWriter *self,
                                                              JsonObject            *envelope);

JsonObject            *gesso_wire_error_envelope_new         (const char            *message,
                                                              const char            *type,
                                                              const char            *param,
                                                              const char            *code) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoWireImagesWriter, gesso_wire_images_writer_free)

G_END_DECLS
