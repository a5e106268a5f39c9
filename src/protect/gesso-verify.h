/* gesso-verify.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-rect.h"
#include "image/gesso-composite.h"
#include "image/gesso-image.h"
#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

/* Channels that differ by more than this, of 255, count as drift. */
#define GESSO_VERIFY_DRIFT_LIMIT 8

gboolean    gesso_verify_outside  (GessoImage          *original,
                                   GessoImage          *result,
                                   const GessoMargins  *margins,
                                   const GessoRect     *rect,
                                   GessoImage          *blend,
                                   guint64             *out_checked,
                                   guint64             *out_different,
                                   GCancellable        *cancellable,
                                   GError             **error);
GessoImage *gesso_verify_heat_map (GessoImage          *sent,
                                   GessoImage          *answer,
                                   GessoImage          *except,
                                   GCancellable        *cancellable,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
