/* gesso-mask-operations.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mask/gesso-mask.h"
#include "mask/gesso-mask-error.h"

G_BEGIN_DECLS

/**
 * GessoMaskOperationKind:
 * @GESSO_MASK_INVERT: what was kept is edited, and the other way round
 * @GESSO_MASK_CLEAR: nothing is edited
 * @GESSO_MASK_ALL: everything is edited
 * @GESSO_MASK_GROW: every edge moves outwards by the amount
 * @GESSO_MASK_SHRINK: every edge moves inwards by the amount; the picture's border is no edge
 * @GESSO_MASK_FEATHER_INWARD: edges become soft over the amount, within what is painted: no pixel
 *   that was 0 becomes anything else
 * @GESSO_MASK_FEATHER_OUTWARD: edges become soft over the amount, outside what is painted
 * @GESSO_MASK_SMOOTH: corners and steps smaller than the amount are rounded
 * @GESSO_MASK_FILL_HOLES: what is enclosed by painted pixels is painted
 *
 * What can be done to a whole mask.
 */
typedef enum
{
  GESSO_MASK_INVERT,
  GESSO_MASK_CLEAR,
  GESSO_MASK_ALL,
  GESSO_MASK_GROW,
  GESSO_MASK_SHRINK,
  GESSO_MASK_FEATHER_INWARD,
  GESSO_MASK_FEATHER_OUTWARD,
  GESSO_MASK_SMOOTH,
  GESSO_MASK_FILL_HOLES,
} GessoMaskOperationKind;

/**
 * GessoMaskOperation:
 * @kind: what is done
 * @amount: in pixels, 1 to %GESSO_MASK_MAX_AMOUNT; for the kinds that have one
 *
 * An operation: a plain value, and the data of gesso_mask_operation_work().
 */
typedef struct
{
  GessoMaskOperationKind kind;
  int                    amount;
} GessoMaskOperation;

#define GESSO_MASK_MAX_AMOUNT 500

GessoMask *gesso_mask_operate         (GessoMask                *mask,
                                       const GessoMaskOperation *operation,
                                       GCancellable             *cancellable,
                                       GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_operation_work  (GessoMask                *snapshot,
                                       gpointer                  operation,
                                       GCancellable             *cancellable,
                                       GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
