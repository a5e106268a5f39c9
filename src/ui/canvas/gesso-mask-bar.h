/* gesso-mask-bar.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mask/gesso-mask-document.h"
#include "ui/canvas/gesso-mask-setup.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK_BAR (gesso_mask_bar_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskBar, gesso_mask_bar, GESSO, MASK_BAR, GtkWidget)

void gesso_mask_bar_set_setup    (GessoMaskBar      *self,
                                  GessoMaskSetup    *setup);
void gesso_mask_bar_set_document (GessoMaskBar      *self,
                                  GessoMaskDocument *document);
int  gesso_mask_bar_get_amount   (GessoMaskBar      *self);

G_END_DECLS
