/* gesso-resampler.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/**
 * GessoMapping:
 * @scale_x: pixels of the source per pixel of the target
 * @scale_y: pixels of the source per pixel of the target
 * @shift_x: where the target's left edge lies in the source, in pixels of the source
 * @shift_y: where the target's top edge lies in the source, in pixels of the source
 *
 * Where a target's pixels lie in a source: the point (x, y), with pixel centres at halves, lies at
 * (x * @scale_x + @shift_x, y * @scale_y + @shift_y). A plain value.
 */
typedef struct
{
  double scale_x;
  double scale_y;
  double shift_x;
  double shift_y;
} GessoMapping;

gboolean gesso_mapping_is_copy (const GessoMapping *self);

typedef struct _GessoResampler GessoResampler;

/* A picture seen through a mapping, one row after the other: as much memory as a few rows. One
 * thread at a time. */

GessoResampler *gesso_resampler_new     (GessoImage          *source,
                                         const GessoMapping  *mapping,
                                         int                  width,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_resampler_free    (GessoResampler      *self);
const guint16  *gesso_resampler_get_row (GessoResampler      *self,
                                         int                  y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoResampler, gesso_resampler_free)

G_END_DECLS
