/* gesso-compare-view-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoCompareView share.
 */

#pragma once

#include "ui/compare/gesso-compare-legend.h"
#include "ui/compare/gesso-compare-view.h"

G_BEGIN_DECLS

typedef enum
{
  GESSO_COMPARE_MODE_WIPE,
  GESSO_COMPARE_MODE_BESIDE,
  GESSO_COMPARE_MODE_BLINK,
  GESSO_COMPARE_MODE_DIFFERENCE,
  GESSO_COMPARE_MODE_HEAT,
  GESSO_COMPARE_N_MODES,
} GessoCompareMode;

typedef struct
{
  const char        *name;
  const char        *title;
  GessoCompareLayout layout;
} GessoCompareModeInfo;

/* What is compared with what. */
typedef struct
{
  const char            *name;
  GessoComparisonPicture pictures[2];
  GessoComparisonPicture difference;
} GessoComparePairInfo;

#define GESSO_COMPARE_N_PAIRS 3

extern const GessoCompareModeInfo _gesso_compare_modes[GESSO_COMPARE_N_MODES];
extern const GessoComparePairInfo _gesso_compare_pairs[GESSO_COMPARE_N_PAIRS];

struct _GessoCompareView
{
  GtkWidget parent_instance;

  GessoPictureCache *cache;    /* (owned) (nullable) */
  GessoWorker *worker;         /* (owned) (nullable) */
  GessoComparison *comparison; /* (owned) (nullable): while it is open, amplified as wished */
  char *titles[2];             /* (owned) (nullable): of pictures that are not before and after */
  GCancellable *cancellable;   /* (owned) (nullable): of what is being loaded */
  guint n_loading;
  GessoPictureCounts counts;   /* of the difference that is seen */
  GessoCompareMode mode;
  guint pair;
  int gain;
  gboolean amplifying; /* what is seen stays until it is there as amplified now */
  gboolean outside; /* as wished; only an edit with a mask can be confined to that */
  gboolean automatic;
  guint blink_id; /* (owned): a timeout */

  /* Children of the template. */
  GtkWidget *overlay;
  GessoCompareCanvas *canvas;
  GtkWidget *top; /* the bar and what is below it */
  GessoCompareLegend *legend;
  GtkMenuButton *mode_button;
  GtkMenuButton *with_button;
  GessoComparePicker *picker;
  GtkWidget *pair_button;
  GtkWidget *automatic_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
};

/* What is seen. */
void _gesso_compare_view_update          (GessoCompareView *self);
void _gesso_compare_view_load            (GessoCompareView *self);
void _gesso_compare_view_describe        (GessoCompareView *self);
void _gesso_compare_view_update_blinking (GessoCompareView *self);

G_END_DECLS
