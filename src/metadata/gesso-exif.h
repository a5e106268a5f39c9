/* gesso-exif.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one EXIF fact that changes what a picture looks like. */

int gesso_exif_get_orientation (const guint8 *data,
                                gsize         length);

G_END_DECLS
