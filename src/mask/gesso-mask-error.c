/* gesso-mask-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "mask/gesso-mask-error.h"

G_DEFINE_QUARK (gesso - mask - error - quark, gesso_mask_error)
