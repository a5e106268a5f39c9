/* gesso-align.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "model/gesso-proof.h"
#include "protect/gesso-resampler.h"

G_BEGIN_DECLS

/* What is taken back: a shift in pixels of what was sent, and a scale. Beyond that an answer is
 * refused; below the tolerance it is left as it is. */
#define GESSO_ALIGN_MAX_SHIFT_PX 42.0
#define GESSO_ALIGN_MAX_SCALE    0.035
#define GESSO_ALIGN_TOLERANCE_PX 0.3

/**
 * GessoAlignment:
 * @refusal: why the answer cannot be put in, or %GESSO_REFUSAL_NONE
 * @known: whether the surroundings said anything about the position
 * @scale: how much larger the answer's contents are, 1.0 for none
 * @shift_x: how far they lie to the right, at the middle, in pixels of what was sent
 * @shift_y: how far they lie down
 * @corrected: whether that is more than the tolerance anywhere in the picture
 * @confidence: correlation of the surroundings after alignment, 0 to 1
 * @gain: per channel: how much brighter the surroundings are in what was sent, 1.0 for the same
 *
 * Where an answer lies. A plain value.
 */
typedef struct
{
  GessoRefusal refusal;
  gboolean     known;
  double       scale;
  double       shift_x;
  double       shift_y;
  gboolean     corrected;
  double       confidence;
  double       gain[3];
} GessoAlignment;

gboolean     gesso_align_find        (GessoImage            *sent,
                                      GessoImage            *answer,
                                      GessoImage            *edit,
                                      GessoAlignment        *out_alignment,
                                      GCancellable          *cancellable,
                                      GError               **error);
GessoMapping gesso_align_get_mapping (const GessoAlignment  *self,
                                      int                    sent_width,
                                      int                    sent_height,
                                      int                    answer_width,
                                      int                    answer_height,
                                      int                    width,
                                      int                    height);

G_END_DECLS
