/* gesso-regions-bar.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_REGIONS_BAR (gesso_regions_bar_get_type ())
G_DECLARE_FINAL_TYPE (GessoRegionsBar, gesso_regions_bar, GESSO, REGIONS_BAR, GtkWidget)

GtkWidget *gesso_regions_bar_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_regions_bar_offer        (GessoRegionsBar *self,
                                           const char      *joined,
                                           const char      *separate);
gboolean   gesso_regions_bar_get_separate (GessoRegionsBar *self);
void       gesso_regions_bar_set_separate (GessoRegionsBar *self,
                                           gboolean         separate);

G_END_DECLS
