/* gesso-sketch-palette.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/sketch/gesso-sketch-color.h"

G_BEGIN_DECLS

#define GESSO_SKETCH_PALETTE_MAX 6

/* The colours of one drawing by their work. */
typedef struct
{
  const char       *name;       /* (nullable): of the palette word, else NULL */
  GessoSketchColor  ground;
  GessoSketchColor  surface;    /* a step away from the ground: panels, cards */
  GessoSketchColor  ink;        /* text on the ground, contrast at least 7 where possible */
  GessoSketchColor  muted;      /* lesser text on the ground, contrast at least 4.5 */
  GessoSketchColor  primary;
  GessoSketchColor  secondary;
  GessoSketchColor  accent;
  GessoSketchColor  list[GESSO_SKETCH_PALETTE_MAX];   /* all distinct colours, ground first */
  int               n_list;
  gboolean          chosen;     /* TRUE: words asked for it */
} GessoSketchPalette;

/* What the words say about colour. */
typedef struct
{
  int                     word;       /* a palette, or -1 */
  const GessoSketchColor *colors;     /* (nullable) */
  int                     n_colors;
  const GessoSketchColor *ground;     /* (nullable) */
  gboolean                dark;
  gboolean                light;
} GessoSketchPaletteWish;

int         gesso_sketch_palette_count     (void) G_GNUC_CONST;
const char *gesso_sketch_palette_get_name  (int                           index);
const char *gesso_sketch_palette_get_forms (int                           index);
GessoSketchColor
            gesso_sketch_palette_get_color (int                           palette,
                                            int                           index);
void        gesso_sketch_palette_init      (GessoSketchPalette           *self,
                                            const GessoSketchPaletteWish *wish,
                                            guint64                       seed);

G_END_DECLS
