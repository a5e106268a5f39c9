/* gesso-strip.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-session.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_STRIP (gesso_strip_get_type ())
G_DECLARE_FINAL_TYPE (GessoStrip, gesso_strip, GESSO, STRIP, GtkWidget)

GtkWidget *gesso_strip_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_strip_set_studio  (GessoStrip   *self,
                                    GessoStudio  *studio);
void       gesso_strip_set_session (GessoStrip   *self,
                                    GessoSession *session);
void       gesso_strip_set_job     (GessoStrip   *self,
                                    GessoJob     *job);
void       gesso_strip_move        (GessoStrip   *self,
                                    int           along,
                                    int           across);

G_END_DECLS
