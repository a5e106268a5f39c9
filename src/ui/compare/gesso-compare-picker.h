/* gesso-compare-picker.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "store/gesso-thumbnails.h"

G_BEGIN_DECLS

#define GESSO_TYPE_COMPARE_PICKER (gesso_compare_picker_get_type ())
G_DECLARE_FINAL_TYPE (GessoComparePicker, gesso_compare_picker, GESSO, COMPARE_PICKER, GtkWidget)

void       gesso_compare_picker_set_source   (GessoComparePicker *self,
                                              GListModel         *pictures,
                                              GessoThumbnails    *thumbnails);
void       gesso_compare_picker_set_nodes    (GessoComparePicker *self,
                                              GessoNode          *node,
                                              GessoNode          *input,
                                              GessoNode          *with);
GessoNode *gesso_compare_picker_find_nearest (GessoComparePicker *self,
                                              GessoNode          *node);
char      *gesso_compare_picker_dup_title    (GessoNode          *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
