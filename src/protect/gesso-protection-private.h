/* gesso-protection-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "protect/gesso-protection.h"

G_BEGIN_DECLS

struct _GessoProtection
{
  GessoImage *base;     /* (owned): RGBA, 8 or 16 bits */
  GessoImage *mask;     /* (owned) (nullable): GRAY8, of the base's size */
  GessoPainted painted; /* borrows the mask */
  GessoRect rect;       /* in canvas pixels */
  GessoRect bounds;     /* of what may change, in canvas pixels; inside the rectangle */
  GessoSize sent;
  GessoStitchOptions options;
};

GessoImage *_gesso_protection_cut_own (GessoProtection  *self,
                                       GCancellable     *cancellable,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
