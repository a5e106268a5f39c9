/* gesso-history-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-history-model.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HISTORY_PAGE (gesso_history_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistoryPage, gesso_history_page, GESSO, HISTORY_PAGE, GtkWidget)

GtkWidget *gesso_history_page_new (void) G_GNUC_WARN_UNUSED_RESULT;
void gesso_history_page_set_studio (GessoHistoryPage *self, GessoStudio *studio);
GessoHistoryModel *gesso_history_page_get_model (GessoHistoryPage *self);

G_END_DECLS
