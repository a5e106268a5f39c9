/* gesso-model-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-model-error.h"

G_DEFINE_QUARK (gesso - model - error - quark, gesso_model_error)
