/* gesso-studio-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_STUDIO_PAGE (gesso_studio_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoStudioPage, gesso_studio_page, GESSO, STUDIO_PAGE, GtkWidget)

void          gesso_studio_page_set_studio    (GessoStudioPage  *self,
                                               GessoStudio      *studio);
void          gesso_studio_page_open_files    (GessoStudioPage  *self,
                                               GFile           **files,
                                               guint             n_files);
void          gesso_studio_page_choose_files  (GessoStudioPage  *self);
void          gesso_studio_page_new_session   (GessoStudioPage  *self);
void          gesso_studio_page_open_node     (GessoStudioPage  *self,
                                               GessoNode        *node);
void          gesso_studio_page_compare_nodes (GessoStudioPage  *self,
                                               GessoNode        *node,
                                               GessoNode        *other);
void          gesso_studio_page_show_job      (GessoStudioPage  *self,
                                               GessoJob         *job);
void          gesso_studio_page_use_as_base   (GessoStudioPage  *self,
                                               GessoNode        *node);
void          gesso_studio_page_add_reference (GessoStudioPage  *self,
                                               GessoNode        *node);
void          gesso_studio_page_remix         (GessoStudioPage  *self,
                                               GessoNode        *node);
void          gesso_studio_page_edit_request  (GessoStudioPage  *self,
                                               GessoAccount     *account,
                                               GessoRequest     *request,
                                               const char       *base_node_id);
void          gesso_studio_page_submit        (GessoStudioPage  *self,
                                               GessoAccount     *account,
                                               GessoRequest     *request,
                                               const char       *base_node_id);

G_END_DECLS
