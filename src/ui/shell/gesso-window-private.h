/* gesso-window-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoWindow share.
 */

#pragma once

#include "ui/gallery/gesso-history-page.h"
#include "ui/queue/gesso-queue-button.h"
#include "ui/shell/gesso-opening-page.h"
#include "ui/shell/gesso-studio-page.h"
#include "ui/shell/gesso-welcome-page.h"
#include "ui/shell/gesso-window.h"

G_BEGIN_DECLS

struct _GessoWindow
{
  AdwApplicationWindow parent_instance;

  GessoStudio *studio; /* (owned) (nullable): NULL until it is open */
  GPtrArray *waiting;  /* (owned) (element-type GFile): files for when the window is ready */
  gboolean asked;      /* closing was confirmed */
  GtkWidget *question; /* (unowned) (nullable) (weak): whether to close while jobs run */
  gboolean painted;    /* the first frame is on the screen, or will not come */
  gboolean ready;      /* the studio page is there and has its studio */
  guint close_id;      /* (owned): idle, closes after the question is gone */
  guint opening_id;    /* (owned): timeout, shows that the library is being opened */
  guint paint_id;      /* (owned): timeout, stops waiting for the first frame */
  guint build_id;      /* (owned): idle, makes the next part of what is missing */

  /* Pages, made when they are needed; NULL before. The stacks own them. */
  GessoOpeningPage *opening_page;
  GessoWelcomePage *welcome_page;
  GessoHistoryPage *history_page;
  GessoStudioPage *studio_page; /* (owned) */

  /* Children of the template. */
  GtkStack *root;
  GtkStack *views;
  AdwBin *studio_bin;
  AdwBin *history_bin;
  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  GtkWidget *composer_button;
  GtkWidget *new_button;
  GessoQueueButton *queue_button;
  GtkWidget *export_button;
  GtkWidget *places_button;
  GtkWidget *inspector_button;
  GtkWidget *header_switcher;
};

/* Which page is shown, and when it is made. */
void     _gesso_window_start_pages     (GessoWindow  *self);
void     _gesso_window_stop_pages      (GessoWindow  *self);
void     _gesso_window_painted         (GessoWindow  *self);
void     _gesso_window_build           (GessoWindow  *self);
void     _gesso_window_show_root       (GessoWindow  *self,
                                        const char   *name);
gboolean _gesso_window_is_main_shown   (GessoWindow  *self);
void     _gesso_window_opening         (GessoWindow  *self,
                                        const GError *error);
void     _gesso_window_view_changed    (GessoWindow  *self);

G_END_DECLS
