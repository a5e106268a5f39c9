/* gesso-comparison.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

/**
 * GessoComparisonPicture:
 * @GESSO_COMPARISON_BEFORE: the picture that was edited
 * @GESSO_COMPARISON_AFTER: what became of it
 * @GESSO_COMPARISON_ANSWER: what it had become, had all of the model's answer been put in as it came
 * @GESSO_COMPARISON_EDIT: the difference of before and after
 * @GESSO_COMPARISON_WHOLE: the difference of before and the whole answer
 * @GESSO_COMPARISON_RESTORED: the difference of the whole answer and after
 * @GESSO_COMPARISON_HEAT: what the model changed, as a heat-map over the picture before
 *
 * What can be looked at. Differences are amplified by %GESSO_COMPARISON_GAIN.
 */
typedef enum
{
  GESSO_COMPARISON_BEFORE,
  GESSO_COMPARISON_AFTER,
  GESSO_COMPARISON_ANSWER,
  GESSO_COMPARISON_EDIT,
  GESSO_COMPARISON_WHOLE,
  GESSO_COMPARISON_RESTORED,
  GESSO_COMPARISON_HEAT,
} GessoComparisonPicture;

#define GESSO_COMPARISON_N_PICTURES (GESSO_COMPARISON_HEAT + 1)
#define GESSO_COMPARISON_GAIN 8

#define GESSO_TYPE_COMPARISON (gesso_comparison_get_type ())
typedef struct _GessoComparison GessoComparison;

/* An edit beside what it was made from: which files there are and how they lie over each other. All
 * pictures that it makes have one size and cover each other pixel by pixel: that of the result.
 * Immutable, ref-counted atomically. */

GType            gesso_comparison_get_type   (void) G_GNUC_CONST;
GessoComparison *gesso_comparison_new        (const char              *before_path,
                                              const GessoSize         *before_size,
                                              const char              *after_path,
                                              const GessoSize         *after_size,
                                              const char              *answer_path,
                                              GessoStitchPlan         *plan) G_GNUC_WARN_UNUSED_RESULT;
GessoComparison *gesso_comparison_ref        (GessoComparison         *self);
void             gesso_comparison_unref      (GessoComparison         *self);

const GessoSize *gesso_comparison_get_size   (GessoComparison         *self);
gboolean         gesso_comparison_has_answer (GessoComparison         *self);
const char      *gesso_comparison_get_key    (GessoComparison         *self,
                                              GessoComparisonPicture   which);
GessoImage      *gesso_comparison_make       (GessoComparison         *self,
                                              GessoComparisonPicture   which,
                                              GCancellable            *cancellable,
                                              GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoComparison, gesso_comparison_unref)

G_END_DECLS
