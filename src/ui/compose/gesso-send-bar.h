/* gesso-send-bar.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SEND_BAR (gesso_send_bar_get_type ())
G_DECLARE_FINAL_TYPE (GessoSendBar, gesso_send_bar, GESSO, SEND_BAR, GtkWidget)

GtkWidget  *gesso_send_bar_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_send_bar_set_draft  (GessoSendBar *self,
                                       GessoDraft   *draft);
const char *gesso_send_bar_get_price  (GessoSendBar *self);
const char *gesso_send_bar_get_reason (GessoSendBar *self);
const char *gesso_send_bar_get_label  (GessoSendBar *self);

G_END_DECLS
