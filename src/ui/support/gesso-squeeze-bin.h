/* gesso-squeeze-bin.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_SQUEEZE_BIN (gesso_squeeze_bin_get_type ())
G_DECLARE_FINAL_TYPE (GessoSqueezeBin, gesso_squeeze_bin, GESSO, SQUEEZE_BIN, GtkWidget)

GtkWidget *gesso_squeeze_bin_new           (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean   gesso_squeeze_bin_get_squeezed  (GessoSqueezeBin *self);

G_END_DECLS
