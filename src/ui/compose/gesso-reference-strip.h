/* gesso-reference-strip.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_REFERENCE_STRIP (gesso_reference_strip_get_type ())
G_DECLARE_FINAL_TYPE (GessoReferenceStrip, gesso_reference_strip, GESSO, REFERENCE_STRIP, GtkWidget)

GtkWidget *gesso_reference_strip_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_reference_strip_set_draft (GessoReferenceStrip *self,
                                            GessoStudio         *studio,
                                            GessoDraft          *draft);

G_END_DECLS
