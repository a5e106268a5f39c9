/* gesso-image-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-image-error.h"

G_DEFINE_QUARK (gesso - image - error - quark, gesso_image_error)
