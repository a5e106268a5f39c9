/* gesso-history-page-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "ui/gallery/gesso-filter-bar.h"
#include "ui/gallery/gesso-history-grid.h"
#include "ui/gallery/gesso-history-page.h"
#include "ui/gallery/gesso-history-sidebar.h"
#include "ui/gallery/gesso-inspector.h"

G_BEGIN_DECLS

struct _GessoHistoryPage
{
  GtkWidget parent_instance;

  GessoStudio *studio;      /* (owned) (nullable) */
  GessoHistoryModel *model; /* (owned) (nullable) */

  /* Children of the template. */
  AdwFlap *sidebar_flap;
  AdwFlap *inspector_flap;
  GessoHistorySidebar *sidebar;
  GtkSearchEntry *search;
  GessoFilterBar *filters;
  GtkWidget *bin_bar;
  GtkStack *pages;
  AdwStatusPage *empty_page;
  AdwStatusPage *error_page;
  GessoHistoryGrid *grid;
  GtkRevealer *actions;
  GtkLabel *n_selected;
  GtkWidget *use_buttons;
  GtkWidget *restore_button;
  GessoInspector *inspector;
};

void _gesso_history_page_install_actions (GtkWidgetClass *widget_class);
void _gesso_history_page_update_actions (GessoHistoryPage *self);

G_END_DECLS
