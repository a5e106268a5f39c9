/* gesso-tone.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void gesso_tone_apply (const double *gain,
                       guint16      *row,
                       int           width);

G_END_DECLS
