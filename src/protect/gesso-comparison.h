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
 * @GESSO_COMPARISON_OUTSIDE: the difference of before and after where the mask let nothing through;
 *   everywhere else transparent
 * @GESSO_COMPARISON_HEAT: what the model changed, as a heat-map over the picture before
 *
 * What can be looked at. Differences are amplified, see gesso_comparison_with_gain().
 */
typedef enum
{
  GESSO_COMPARISON_BEFORE,
  GESSO_COMPARISON_AFTER,
  GESSO_COMPARISON_ANSWER,
  GESSO_COMPARISON_EDIT,
  GESSO_COMPARISON_WHOLE,
  GESSO_COMPARISON_RESTORED,
  GESSO_COMPARISON_OUTSIDE,
  GESSO_COMPARISON_HEAT,
} GessoComparisonPicture;

#define GESSO_COMPARISON_N_PICTURES (GESSO_COMPARISON_HEAT + 1)

/* By how much differences are amplified. */
#define GESSO_COMPARISON_GAIN 8
#define GESSO_COMPARISON_MOST_GAIN 64

/**
 * GessoComparisonAnswer:
 * @path: (nullable): the file of what the model sent, where that is not the edit itself
 * @plan: (nullable): where it belongs, if the edit had a mask; needs no bytes
 *
 * One of the answers that an edit is made of: a plain value that borrows both. Without a plan it
 * covers the whole picture.
 */
typedef struct
{
  const char      *path;
  GessoStitchPlan *plan;
} GessoComparisonAnswer;

#define GESSO_TYPE_COMPARISON (gesso_comparison_get_type ())
typedef struct _GessoComparison GessoComparison;

/* A picture beside another, most often an edit beside what it was made from: which files there are
 * and how they lie over each other. All pictures that it makes have one size and cover each other
 * pixel by pixel: that of the result. Immutable, ref-counted atomically. */

GType            gesso_comparison_get_type   (void) G_GNUC_CONST;
GessoComparison *gesso_comparison_new        (const char                  *before_path,
                                              const GessoSize             *before_size,
                                              const char                  *after_path,
                                              const GessoSize             *after_size,
                                              const GessoComparisonAnswer *answers,
                                              guint                        n_answers,
                                              const char                  *mask_path) G_GNUC_WARN_UNUSED_RESULT;
GessoComparison *gesso_comparison_with_gain  (GessoComparison             *self,
                                              int                          gain) G_GNUC_WARN_UNUSED_RESULT;
GessoComparison *gesso_comparison_ref        (GessoComparison             *self);
void             gesso_comparison_unref      (GessoComparison             *self);

const GessoSize *gesso_comparison_get_size   (GessoComparison             *self);
double           gesso_comparison_get_scale  (GessoComparison             *self,
                                              GessoSize                   *out_native);
int              gesso_comparison_get_gain   (GessoComparison             *self);
guint            gesso_comparison_get_answers (GessoComparison            *self,
                                              guint                       *out_n_parts);
gboolean         gesso_comparison_has_mask   (GessoComparison             *self);
const char      *gesso_comparison_get_key    (GessoComparison             *self,
                                              GessoComparisonPicture       which);
GessoImage      *gesso_comparison_make       (GessoComparison             *self,
                                              GessoComparisonPicture       which,
                                              GCancellable                *cancellable,
                                              GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_comparison_count      (GessoImage                  *difference,
                                              guint64                     *out_compared,
                                              guint64                     *out_different);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoComparison, gesso_comparison_unref)

G_END_DECLS
