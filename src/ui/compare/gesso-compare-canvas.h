/* gesso-compare-canvas.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/view/gesso-pyramid.h"
#include "ui/view/gesso-viewport.h"

G_BEGIN_DECLS

/**
 * GessoCompareLayout:
 * @GESSO_COMPARE_WIPE: both over each other, each on its side of a line
 * @GESSO_COMPARE_BESIDE: one beside the other, or above it where there is more height than width
 * @GESSO_COMPARE_BLINK: one of both
 * @GESSO_COMPARE_ONE: the first
 *
 * How two pictures share the view.
 */
typedef enum
{
  GESSO_COMPARE_WIPE,
  GESSO_COMPARE_BESIDE,
  GESSO_COMPARE_BLINK,
  GESSO_COMPARE_ONE,
} GessoCompareLayout;

#define GESSO_TYPE_COMPARE_CANVAS (gesso_compare_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GessoCompareCanvas, gesso_compare_canvas, GESSO, COMPARE_CANVAS, GtkWidget)

GtkWidget           *gesso_compare_canvas_new          (void) G_GNUC_WARN_UNUSED_RESULT;

void                 gesso_compare_canvas_set_size     (GessoCompareCanvas  *self,
                                                        int                  width,
                                                        int                  height);
void                 gesso_compare_canvas_set_head     (GessoCompareCanvas  *self,
                                                        int                  head);
void                 gesso_compare_canvas_set_foot     (GessoCompareCanvas  *self,
                                                        int                  foot);
void                 gesso_compare_canvas_set_picture  (GessoCompareCanvas  *self,
                                                        guint                side,
                                                        GessoPyramid        *pyramid);
GessoPyramid        *gesso_compare_canvas_get_picture  (GessoCompareCanvas  *self,
                                                        guint                side);
void                 gesso_compare_canvas_set_names    (GessoCompareCanvas  *self,
                                                        const char          *first,
                                                        const char          *second);

GessoCompareLayout   gesso_compare_canvas_get_layout   (GessoCompareCanvas  *self);
void                 gesso_compare_canvas_set_layout   (GessoCompareCanvas  *self,
                                                        GessoCompareLayout   layout);
double               gesso_compare_canvas_get_position (GessoCompareCanvas  *self);
void                 gesso_compare_canvas_set_position (GessoCompareCanvas  *self,
                                                        double               position);
guint                gesso_compare_canvas_get_side     (GessoCompareCanvas  *self);
void                 gesso_compare_canvas_set_side     (GessoCompareCanvas  *self,
                                                        guint                side);

const GessoViewport *gesso_compare_canvas_get_viewport (GessoCompareCanvas  *self);
void                 gesso_compare_canvas_set_viewport (GessoCompareCanvas  *self,
                                                        const GessoViewport *viewport);

G_END_DECLS
