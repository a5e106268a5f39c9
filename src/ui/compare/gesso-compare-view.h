/* gesso-compare-view.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "base/gesso-worker.h"
#include "protect/gesso-comparison.h"
#include "ui/compare/gesso-compare-canvas.h"
#include "ui/compare/gesso-compare-picker.h"
#include "ui/view/gesso-picture-cache.h"

G_BEGIN_DECLS

#define GESSO_TYPE_COMPARE_VIEW (gesso_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoCompareView, gesso_compare_view, GESSO, COMPARE_VIEW, GtkWidget)

GtkWidget          *gesso_compare_view_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_compare_view_set_source (GessoCompareView    *self,
                                                   GessoPictureCache   *cache,
                                                   GessoWorker         *worker);
GessoCompareCanvas *gesso_compare_view_get_canvas (GessoCompareView    *self);
GessoComparePicker *gesso_compare_view_get_picker (GessoCompareView    *self);
void                gesso_compare_view_set_choice (GessoCompareView    *self,
                                                   gboolean             choice);

const char         *gesso_compare_view_get_mode   (GessoCompareView    *self);
void                gesso_compare_view_set_mode   (GessoCompareView    *self,
                                                   const char          *mode);

void                gesso_compare_view_open       (GessoCompareView    *self,
                                                   GessoComparison     *comparison,
                                                   const char          *first,
                                                   const char          *second,
                                                   const GessoViewport *viewport);
void                gesso_compare_view_close      (GessoCompareView    *self);

G_END_DECLS
