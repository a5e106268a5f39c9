/* gesso-distance.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"

G_BEGIN_DECLS

typedef struct _GessoDistance GessoDistance;

/* Puts @width bytes of row @y, from @x on, into @out. It is only asked within the extents. */
typedef void (*GessoDistanceReader) (gconstpointer  source,
                                     int            x,
                                     int            y,
                                     int            width,
                                     guint8        *out);

/**
 * GessoDistanceSource:
 * @read: gives a piece of a row
 * @data: (unowned): for @read
 * @extents: where there is anything; beyond it nothing is a target
 * @threshold: what tells bytes apart
 * @above: %TRUE if bytes above @threshold are targets, %FALSE if the others are
 * @reach: distances beyond it do not matter, in pixels, 0 to %GESSO_DISTANCE_MAX_REACH
 */
typedef struct
{
  GessoDistanceReader read;
  gconstpointer data;
  GessoRect extents;
  guint8 threshold;
  gboolean above;
  int reach;
} GessoDistanceSource;

#define GESSO_DISTANCE_MAX_REACH 32000

GessoDistance *gesso_distance_new      (const GessoDistanceSource  *source,
                                        const GessoRect            *rect,
                                        int                         band,
                                        GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_distance_free     (GessoDistance              *self);

void           gesso_distance_get_row  (GessoDistance              *self,
                                        int                         y,
                                        gint32                     *out_squared);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDistance, gesso_distance_free)

G_END_DECLS
