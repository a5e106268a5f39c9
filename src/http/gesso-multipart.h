/* gesso-multipart.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GessoMultipart GessoMultipart;

GessoMultipart *gesso_multipart_new              (void) G_GNUC_WARN_UNUSED_RESULT;
GessoMultipart *gesso_multipart_new_with_boundary (const char    *boundary) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_multipart_free             (GessoMultipart *self);

void            gesso_multipart_add_text         (GessoMultipart *self,
                                                  const char     *name,
                                                  const char     *value);
void            gesso_multipart_add_file         (GessoMultipart *self,
                                                  const char     *name,
                                                  const char     *filename,
                                                  const char     *content_type,
                                                  GBytes         *content);

char           *gesso_multipart_dup_content_type (GessoMultipart *self);
goffset         gesso_multipart_get_length       (GessoMultipart *self);
GInputStream   *gesso_multipart_open             (GessoMultipart *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMultipart, gesso_multipart_free)

G_END_DECLS
