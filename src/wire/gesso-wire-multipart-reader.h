/* gesso-wire-multipart-reader.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wire/gesso-wire-domain.h"

G_BEGIN_DECLS

typedef struct _GessoWireMultipartReader GessoWireMultipartReader;

/**
 * GessoWireMultipartSink:
 * @begin_part: a part begins; FALSE refuses it and ends the reading
 * @part_data: the next bytes of it
 * @end_part: it is whole
 *
 * Where the form goes. Names are borrowed for the call; @filename and @content_type may be NULL.
 */
typedef struct
{
  gboolean (*begin_part) (const char    *name,
                          const char    *filename,
                          const char    *content_type,
                          gpointer       user_data,
                          GError       **error);
  gboolean (*part_data)  (const guint8  *bytes,
                          gsize          length,
                          gpointer       user_data,
                          GError       **error);
  gboolean (*end_part)   (gpointer       user_data,
                          GError       **error);
} GessoWireMultipartSink;

GessoWireMultipartReader *gesso_wire_multipart_reader_new    (const char                    *content_type,
                                                              guint                          max_parts,
                                                              const GessoWireMultipartSink  *sink,
                                                              gpointer                       user_data,
                                                              GError                       **error) G_GNUC_WARN_UNUSED_RESULT;
void                      gesso_wire_multipart_reader_free   (GessoWireMultipartReader      *self);

gboolean                  gesso_wire_multipart_reader_push   (GessoWireMultipartReader      *self,
                                                              const void                    *bytes,
                                                              gsize                          length,
                                                              GError                       **error);
gboolean                  gesso_wire_multipart_reader_finish (GessoWireMultipartReader      *self,
                                                              GError                       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoWireMultipartReader, gesso_wire_multipart_reader_free)

G_END_DECLS
