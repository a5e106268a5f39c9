/* gesso-stitch-plan.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"
#include "model/gesso-reference.h"
#include "model/gesso-size.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_STITCH_PLAN (gesso_stitch_plan_get_type ())
typedef struct _GessoStitchPlan GessoStitchPlan;

/**
 * GessoEditMode:
 * @GESSO_EDIT_MODE_REPLACE: the mask is sent; what is under it is hidden from the model
 * @GESSO_EDIT_MODE_ADJUST: no mask is sent, so the model sees what it shall recolour or relight;
 *   the answer is let through the mask only
 */
typedef enum
{
  GESSO_EDIT_MODE_REPLACE,
  GESSO_EDIT_MODE_ADJUST,
} GessoEditMode;

/**
 * GessoSeam:
 * @GESSO_SEAM_PLAIN: a cross-fade inside the mask
 * @GESSO_SEAM_GRADIENT: the answer's colours are bent to meet the original at the mask's edge
 */
typedef enum
{
  GESSO_SEAM_PLAIN,
  GESSO_SEAM_GRADIENT,
} GessoSeam;

/**
 * GessoStitchOptions:
 * @mode: whether the mask goes to the model
 * @grow: how much further than painted the model may change, in pixels of the picture, 0 to 256
 * @feather: width of the cross-fade, in pixels of the picture, 0 to 256
 * @feather_outward: the cross-fade reaches outside of what was painted instead of inside
 * @tone: match the answer's brightness and colours to the surroundings
 * @seam: how the answer meets the original
 *
 * How an answer is put back. A plain value; start from %GESSO_STITCH_OPTIONS_INIT.
 */
typedef struct
{
  GessoEditMode mode;
  int           grow;
  int           feather;
  gboolean      feather_outward;
  gboolean      tone;
  GessoSeam     seam;
} GessoStitchOptions;

#define GESSO_STITCH_MAX_PX 256
#define GESSO_STITCH_OPTIONS_INIT { .grow = 6, .feather = 8, .tone = TRUE }

/**
 * GessoMargins:
 * @left: pixels added on the left
 * @top: pixels added above
 * @right: pixels added on the right
 * @bottom: pixels added below
 *
 * By how much a picture is extended. A plain value; none is negative.
 */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} GessoMargins;

#define GESSO_MARGINS_MAX 32768

gboolean gesso_margins_is_none (const GessoMargins *self);
gboolean gesso_margins_equal   (const GessoMargins *a,
                                const GessoMargins *b);
void     gesso_margins_limit   (GessoMargins       *self,
                                const GessoSize    *base,
                                int                 max_side,
                                guint64             max_pixels);

/* What is needed to put an answer back into its picture: immutable, ref-counted atomically.
 *
 * The canvas is the base plus the margins by which it is extended. The rectangle is in canvas
 * pixels and says what is sent; it may reach over the canvas where that is narrower than any legal
 * size. The mask is an 8-bit grey PNG of the base's size in which white may change; what the
 * margins add may change anyhow. A plan on a draft has no base yet: the draft's first picture is
 * it. Once the request is cut to the rectangle, the plan keeps the whole picture as its base. */

GType            gesso_stitch_plan_get_type    (void) G_GNUC_CONST;
GessoStitchPlan *gesso_stitch_plan_new         (GessoReference            *mask,
                                                const GessoRect           *rect,
                                                const GessoSize           *sent,
                                                const GessoMargins        *margins,
                                                const GessoStitchOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *gesso_stitch_plan_with_base   (GessoStitchPlan           *self,
                                                GessoReference            *base) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *gesso_stitch_plan_with_mode   (GessoStitchPlan           *self,
                                                GessoEditMode              mode) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *gesso_stitch_plan_ref         (GessoStitchPlan           *self);
void             gesso_stitch_plan_unref       (GessoStitchPlan           *self);
gboolean         gesso_stitch_plan_equal       (GessoStitchPlan           *a,
                                                GessoStitchPlan           *b);

gboolean                  gesso_stitch_plan_is_cut      (GessoStitchPlan *self);
GessoReference           *gesso_stitch_plan_get_base    (GessoStitchPlan *self);
GessoReference           *gesso_stitch_plan_get_mask    (GessoStitchPlan *self);
const GessoRect          *gesso_stitch_plan_get_rect    (GessoStitchPlan *self);
const GessoSize          *gesso_stitch_plan_get_sent    (GessoStitchPlan *self);
const GessoMargins       *gesso_stitch_plan_get_margins (GessoStitchPlan *self);
const GessoStitchOptions *gesso_stitch_plan_get_options (GessoStitchPlan *self);
double                    gesso_stitch_plan_get_scale   (GessoStitchPlan *self);

/* Regions far apart may go in several requests: a plan has parts that are sent instead of it. */
GessoStitchPlan *gesso_stitch_plan_as_part     (GessoStitchPlan *self,
                                                GessoReference  *whole,
                                                guint            number,
                                                guint            n_parts) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *gesso_stitch_plan_with_group  (GessoStitchPlan *self,
                                                const char      *group) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *gesso_stitch_plan_with_parts  (GessoStitchPlan *self,
                                                GPtrArray       *parts) G_GNUC_WARN_UNUSED_RESULT;
GessoReference  *gesso_stitch_plan_get_whole   (GessoStitchPlan *self);
const char      *gesso_stitch_plan_get_group   (GessoStitchPlan *self);
guint            gesso_stitch_plan_get_number  (GessoStitchPlan *self,
                                                guint           *out_n_parts);
guint            gesso_stitch_plan_get_n_parts (GessoStitchPlan *self);
GessoStitchPlan *gesso_stitch_plan_get_part    (GessoStitchPlan *self,
                                                guint            index);

const char *gesso_edit_mode_to_string (GessoEditMode  mode);
gboolean    gesso_edit_mode_parse     (const char    *text,
                                       GessoEditMode *out_mode);
const char *gesso_seam_to_string      (GessoSeam      seam);
gboolean    gesso_seam_parse          (const char    *text,
                                       GessoSeam     *out_seam);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStitchPlan, gesso_stitch_plan_unref)

G_END_DECLS
