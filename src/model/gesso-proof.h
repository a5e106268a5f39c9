/* gesso-proof.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GessoRefusal:
 * @GESSO_REFUSAL_NONE: it was stitched
 * @GESSO_REFUSAL_DIFFERENT: around the mask the answer shows another picture
 * @GESSO_REFUSAL_SHIFT: it is moved or scaled further than can be corrected
 * @GESSO_REFUSAL_EMPTY: the answer is transparent where it should be put in
 * @GESSO_REFUSAL_INPUT: base, mask or answer could not be read
 *
 * Why an answer was not put into the picture.
 */
typedef enum
{
  GESSO_REFUSAL_NONE,
  GESSO_REFUSAL_DIFFERENT,
  GESSO_REFUSAL_SHIFT,
  GESSO_REFUSAL_EMPTY,
  GESSO_REFUSAL_INPUT,
} GessoRefusal;

/**
 * GessoProof:
 * @refusal: %GESSO_REFUSAL_NONE when the answer was put into the picture
 * @checked: pixels outside the mask, all of which were compared with the original
 * @different: how many of them differ; anything but 0 is a fault
 * @drift_known: whether there was anything around the mask to measure drift on
 * @drift_mean: mean difference per channel that the answer had there, 0 to 255
 * @drift_share: share of those pixels with a channel that differs by more than 8, 0 to 1
 * @aligned: whether position and scale could be measured on the surroundings
 * @shift_x: measured shift to the right, in pixels of what was sent
 * @shift_y: measured shift downwards, in pixels of what was sent
 * @scale: measured scale of the answer, 1.0 for none
 * @corrected: whether shift and scale were taken back
 * @confidence: agreement of the surroundings after alignment, 0 to 1
 *
 * What was verified about an edit: a plain value. "0 of @checked pixels differ outside the mask."
 */
typedef struct
{
  GessoRefusal refusal;
  guint64      checked;
  guint64      different;
  gboolean     drift_known;
  double       drift_mean;
  double       drift_share;
  gboolean     aligned;
  double       shift_x;
  double       shift_y;
  double       scale;
  gboolean     corrected;
  double       confidence;
} GessoProof;

#define GESSO_PROOF_INIT { .scale = 1.0 }

gboolean    gesso_proof_is_proven       (const GessoProof *self);
JsonObject *gesso_proof_to_json         (const GessoProof *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    gesso_proof_from_json       (JsonObject       *object,
                                         GessoProof       *out_proof);
const char *gesso_refusal_to_string     (GessoRefusal      refusal);

G_END_DECLS
