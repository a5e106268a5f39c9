/* gesso-reference.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_REFERENCE (gesso_reference_get_type ())
typedef struct _GessoReference GessoReference;

/* An input picture as it will be sent: an encoded file (usually mapped from the library), its
 * media type, its name, and what it is for. Immutable, ref-counted atomically. */

GType           gesso_reference_get_type   (void) G_GNUC_CONST;
GessoReference *gesso_reference_new        (GBytes         *data,
                                            const char     *mime_type,
                                            const char     *name,
                                            const char     *digest,
                                            int             width,
                                            int             height) G_GNUC_WARN_UNUSED_RESULT;
GessoReference *gesso_reference_with_role  (GessoReference *self,
                                            const char     *role,
                                            const char     *note) G_GNUC_WARN_UNUSED_RESULT;
GessoReference *gesso_reference_ref        (GessoReference *self);
void            gesso_reference_unref      (GessoReference *self);

GBytes         *gesso_reference_get_data      (GessoReference *self);
const char     *gesso_reference_get_mime_type (GessoReference *self);
const char     *gesso_reference_get_name      (GessoReference *self);
const char     *gesso_reference_get_digest    (GessoReference *self);
int             gesso_reference_get_width     (GessoReference *self);
int             gesso_reference_get_height    (GessoReference *self);
const char     *gesso_reference_get_role      (GessoReference *self);
const char     *gesso_reference_get_note      (GessoReference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoReference, gesso_reference_unref)

G_END_DECLS
