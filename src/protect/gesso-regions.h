/* gesso-regions.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/gesso-stitch-plan.h"
#include "protect/gesso-context.h"
#include "protect/gesso-edit-mask.h"

G_BEGIN_DECLS

/* More requests than this for one edit are not offered. */
#define GESSO_REGIONS_MOST 8

GArray    *gesso_regions_find       (const GessoPainted        *painted,
                                     int                        grow,
                                     const GessoSizeRule       *rule,
                                     GessoContext              *out_joined) G_GNUC_WARN_UNUSED_RESULT;
gboolean   gesso_regions_is_worth   (const GessoContext        *joined,
                                     GArray                    *parts);
GPtrArray *gesso_regions_make_plans (GArray                    *parts,
                                     GessoImage                *mask,
                                     GessoReference            *whole,
                                     const GessoStitchOptions  *options,
                                     GCancellable              *cancellable,
                                     GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
