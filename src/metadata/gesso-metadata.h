/* gesso-metadata.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "metadata/gesso-c2pa.h"
#include "metadata/gesso-xmp.h"

G_BEGIN_DECLS

/* What is written beside the pixels: our provenance and content credentials. Immutable after
 * reading; any thread. */
typedef struct _GessoMetadata GessoMetadata;

GessoMetadata *gesso_metadata_read         (GBytes         *file) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_metadata_free         (GessoMetadata  *self);
GessoXmp      *gesso_metadata_get_xmp      (GessoMetadata  *self);
GessoC2pa     *gesso_metadata_get_c2pa     (GessoMetadata  *self);
gboolean       gesso_metadata_has_gesso    (GessoMetadata  *self);
void           gesso_metadata_add_to_json  (GessoMetadata  *self,
                                            JsonObject     *object);
GBytes        *gesso_metadata_strip        (GBytes         *file) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMetadata, gesso_metadata_free)

G_END_DECLS
