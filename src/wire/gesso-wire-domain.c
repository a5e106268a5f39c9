/* gesso-wire-domain.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-domain.h"

G_DEFINE_QUARK (gesso - wire - error - quark, gesso_wire_error)
