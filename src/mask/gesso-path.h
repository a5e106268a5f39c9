/* gesso-path.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"

G_BEGIN_DECLS

/**
 * GessoPathPoint:
 * @x: in pixels of the picture
 * @y: in pixels of the picture
 * @starts: whether a new outline begins here
 *
 * A corner of a path: a plain value.
 */
typedef struct
{
  double   x;
  double   y;
  gboolean starts;
} GessoPathPoint;

typedef struct _GessoPath GessoPath;

GessoPath            *gesso_path_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                  gesso_path_free         (GessoPath        *self);
void                  gesso_path_clear        (GessoPath        *self);
void                  gesso_path_move_to      (GessoPath        *self,
                                               double            x,
                                               double            y);
void                  gesso_path_line_to      (GessoPath        *self,
                                               double            x,
                                               double            y);
void                  gesso_path_add_rect     (GessoPath        *self,
                                               double            x,
                                               double            y,
                                               double            width,
                                               double            height);
void                  gesso_path_add_ellipse  (GessoPath        *self,
                                               double            x,
                                               double            y,
                                               double            width,
                                               double            height);
gboolean              gesso_path_remove_last  (GessoPath        *self);
const GessoPathPoint *gesso_path_get_points   (const GessoPath  *self,
                                               guint            *out_n_points);
gboolean              gesso_path_get_bounds   (const GessoPath  *self,
                                               GessoRect        *out_bounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoPath, gesso_path_free)

G_END_DECLS
