/* gesso-sketch-bands.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSketchProgressFunc:
 * @fraction: 0 to 1
 * @user_data: what was passed with the function
 *
 * Called on the thread that works.
 */
typedef void (*GessoSketchProgressFunc) (double   fraction,
                                         gpointer user_data);

/**
 * GessoSketchBandFunc:
 * @first: first row (or item) of the band
 * @end: one past its last
 * @user_data: what was passed to gesso_sketch_run_bands()
 */
typedef void (*GessoSketchBandFunc) (int      first,
                                     int      end,
                                     gpointer user_data);

gboolean gesso_sketch_run_bands (int                  n_rows,
                                 int                  rows_per_band,
                                 GessoSketchBandFunc  func,
                                 gpointer             user_data,
                                 GCancellable        *cancellable);

G_END_DECLS
