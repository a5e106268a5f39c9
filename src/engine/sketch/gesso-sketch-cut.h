/* gesso-sketch-cut.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GessoSketchCut GessoSketchCut;

/* Steps to the eight neighbours; the opposite of number i is number 7 - i. */
extern const gint8 gesso_sketch_cut_steps[8][2];

GessoSketchCut *gesso_sketch_cut_new       (int                   width,
                                            int                   height) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_sketch_cut_free      (GessoSketchCut       *self);

void            gesso_sketch_cut_set_pull  (GessoSketchCut       *self,
                                            int                   x,
                                            int                   y,
                                            int                   pull);
void            gesso_sketch_cut_set_link  (GessoSketchCut       *self,
                                            int                   x,
                                            int                   y,
                                            int                   step,
                                            int                   strength);
gboolean        gesso_sketch_cut_solve     (GessoSketchCut       *self,
                                            GCancellable         *cancellable);
gboolean        gesso_sketch_cut_is_inside (const GessoSketchCut *self,
                                            int                   x,
                                            int                   y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchCut, gesso_sketch_cut_free)

G_END_DECLS
