/* gesso-sketch-order.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

/* The range of sides that the drawing accepts, in pixels; a server may be stricter. */
#define GESSO_SKETCH_MIN_EDGE       16
#define GESSO_SKETCH_MAX_EDGE       7680
#define GESSO_SKETCH_MAX_REFERENCES 16

/**
 * GessoSketchBackground:
 * @GESSO_SKETCH_BACKGROUND_AUTO: opaque, unless the prompt itself asks for a transparent ground
 * @GESSO_SKETCH_BACKGROUND_OPAQUE: every pixel has alpha 255
 * @GESSO_SKETCH_BACKGROUND_TRANSPARENT: the subject without its ground
 */
typedef enum
{
  GESSO_SKETCH_BACKGROUND_AUTO,
  GESSO_SKETCH_BACKGROUND_OPAQUE,
  GESSO_SKETCH_BACKGROUND_TRANSPARENT,
} GessoSketchBackground;

/**
 * GessoSketchQuality:
 * @GESSO_SKETCH_QUALITY_AUTO: as medium
 * @GESSO_SKETCH_QUALITY_LOW: large shapes, no grain, the fastest
 * @GESSO_SKETCH_QUALITY_MEDIUM: all details and a fine grain
 * @GESSO_SKETCH_QUALITY_HIGH: more details, supersampled where the size allows it
 */
typedef enum
{
  GESSO_SKETCH_QUALITY_AUTO,
  GESSO_SKETCH_QUALITY_LOW,
  GESSO_SKETCH_QUALITY_MEDIUM,
  GESSO_SKETCH_QUALITY_HIGH,
} GessoSketchQuality;

/* What is to be drawn: a plain value. Fill it in, draw it as often as you like, clear it. */
typedef struct
{
  char                  *prompt;      /* (owned) (nullable): any bytes, need not be valid UTF-8 */
  int                    width;       /* pixels */
  int                    height;      /* pixels */
  GessoSketchBackground  background;
  GessoSketchQuality     quality;
  gboolean               has_seed;    /* FALSE: the seed is derived from the other fields */
  guint64                seed;
  guint                  index;       /* 0 … n - 1: which of the pictures of one request */
  guint                  n_previews;  /* 0 … 3: how many coarse stages are shown before the end */
  GPtrArray             *references;  /* (owned) (nullable) (element-type GessoImage) */
} GessoSketchOrder;

GessoSketchOrder *gesso_sketch_order_new           (const char             *prompt,
                                                    int                     width,
                                                    int                     height) G_GNUC_WARN_UNUSED_RESULT;
GessoSketchOrder *gesso_sketch_order_copy          (const GessoSketchOrder *self) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_sketch_order_free          (GessoSketchOrder       *self);

void              gesso_sketch_order_add_reference (GessoSketchOrder       *self,
                                                    GessoImage             *image);
guint64           gesso_sketch_order_get_seed      (const GessoSketchOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchOrder, gesso_sketch_order_free)

G_END_DECLS
