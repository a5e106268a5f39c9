/* gesso-comparison-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoComparison share.
 */

#pragma once

#include "protect/gesso-comparison.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* (owned) */
  GessoRect place;
} GessoPlaced;

struct _GessoComparison
{
  char *before_path; /* (owned) */
  char *after_path;  /* (owned) */
  char *mask_path;   /* (owned) (nullable) */
  GArray *answers;   /* (owned) (element-type GessoPlaced): in the order in which they were put in */
  guint n_parts;     /* how many answers there would be if all were here */
  GessoSize size;    /* of the frame */
  GessoSize native;  /* of the picture before */
  double scale;      /* of the picture before in the frame */
  GessoRect before;  /* where it lies in the frame */
  GessoRect after;
  GessoRect masked;  /* the part of the frame in which the mask lets anything through */
  GessoSize painted; /* of the mask */
  GessoMargins margins;
  int feather;
  gboolean feather_outward;
  int gain;
  char *keys[GESSO_COMPARISON_N_PICTURES]; /* (owned) */
};

gboolean _gesso_comparison_fills_frame (const GessoComparison *self,
                                        const GessoRect       *place);

G_END_DECLS
