/* gesso-c2pa-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "metadata/gesso-c2pa.h"

G_BEGIN_DECLS

/* Shared inside the room only. */

GBytes   *_gesso_c2pa_store_find    (GBytes        *file,
                                     gsize         *out_offset) G_GNUC_WARN_UNUSED_RESULT;
gboolean  _gesso_c2pa_signer_read   (const guint8  *signature,
                                     gsize          length,
                                     GessoC2pa     *c2pa);

G_END_DECLS
