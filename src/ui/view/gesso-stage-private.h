/* gesso-stage-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoStage share.
 */

#pragma once

#include "ui/compare/gesso-compare-view.h"
#include "ui/support/gesso-squeeze-bin.h"
#include "ui/view/gesso-drawing-note.h"
#include "ui/view/gesso-empty-stage.h"
#include "ui/view/gesso-failure-card.h"
#include "ui/view/gesso-image-view.h"
#include "ui/view/gesso-job-card.h"
#include "ui/view/gesso-picture-cache.h"
#include "ui/view/gesso-proof-badge.h"
#include "ui/view/gesso-stage.h"

G_BEGIN_DECLS

struct _GessoStage
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoNode *node;           /* (owned) (nullable) */
  GessoJob *job;             /* (owned) (nullable) */
  GBytes *preview;           /* (owned) (nullable): the newest that was asked to be decoded */
  GCancellable *cancellable; /* (owned) (nullable): of what is being loaded */

  /* Children of the template. */
  GtkStack *stack;
  GessoEmptyStage *empty;
  GessoFailureCard *failure_card;
  GessoImageView *view;
  GtkLabel *problem;
  GessoDrawingNote *note;
  GessoJobCard *job_card;
  GessoMaskEditor *editor; /* shown while a mask is painted */
  GtkWidget *notes;        /* what is said of the picture, not while it is painted on */
  GtkButton *finish_button;
  GessoProofBadge *badge;
  GtkWidget *proposal;
  GtkWidget *before_button;
  GessoCompareView *compare; /* shown while pictures are compared */
  gboolean mask_wanted; /* as soon as the picture is prepared */
  gboolean extend_wanted; /* and then its edges in the hand */
  GtkWidget *actions_squeeze;
  GtkWidget *actions_button;
  GtkWidget *islands;
  GtkLabel *caption;
  GtkButton *favourite;
  GtkLabel *zoom_label;

  /* Comparing the node with the picture that it is an edit of, or with any other. */
  GessoPictureCache *cache;          /* (owned) */
  GListModel *pictures;              /* (owned) (nullable): of the session */
  GessoNode *before;                 /* (owned) (nullable) */
  GessoComparison *comparison;       /* (owned) (nullable): with the picture before */
  GessoNode *other;                  /* (owned) (nullable): what it is to be compared with instead */
  GCancellable *compare_cancellable; /* (owned) (nullable): of finding out how */
  GessoPyramid *own;           /* (owned) (nullable): the node's picture while another is shown */
  char *shown;                 /* (owned): "result", "before" or "answer" */
  gint64 tab_us;               /* when Tab went down; 0 when it is up */
};

/* Core. */
void _gesso_stage_show_zoom         (GessoStage     *self);
void _gesso_stage_say_problem       (GessoStage     *self,
                                     const char     *words);

/* Before, after and the model's answer. */
void _gesso_stage_compare_init      (GessoStage     *self);
void _gesso_stage_compare_clear     (GessoStage     *self);
void _gesso_stage_compare_put_back  (GessoStage     *self);
void _gesso_stage_compare_install   (GtkWidgetClass *widget_class);

G_END_DECLS
