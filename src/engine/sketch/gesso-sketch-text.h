/* gesso-sketch-text.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-canvas.h"

G_BEGIN_DECLS

typedef enum
{
  GESSO_SKETCH_FACE_SANS,
  GESSO_SKETCH_FACE_DISPLAY,    /* heavy sans for large sizes */
  GESSO_SKETCH_FACE_SERIF,
  GESSO_SKETCH_FACE_GEOMETRIC,
  GESSO_SKETCH_FACE_MONO,
} GessoSketchFace;

typedef enum
{
  GESSO_SKETCH_ALIGN_START,
  GESSO_SKETCH_ALIGN_CENTER,
  GESSO_SKETCH_ALIGN_END,
} GessoSketchAlign;

typedef struct
{
  GessoSketchFace   face;
  int               weight;         /* as PangoWeight */
  GessoSketchAlign  align;          /* across; right-to-left text mirrors START and END */
  GessoSketchAlign  valign;         /* START is the top */
  double            max_size;       /* height of the em, in finished pixels */
  double            min_size;
  double            leading;        /* line pitch in ems, 0 for the font's own */
  double            tracking;       /* in ems */
  int               max_lines;      /* 0: as many as fit */
} GessoSketchType;

/* A text fitted into a box: measured, not yet drawn. */
typedef struct
{
  PangoLayout    *layout;           /* (owned) */
  GessoSketchBox  ink;              /* where it will stand */
  double          size;             /* the em chosen */
  gboolean        complete;         /* FALSE: had to be shortened */
} GessoSketchTextBlock;

GessoSketchTextBlock *gesso_sketch_text_fit   (GessoSketchCanvas          *canvas,
                                               const char                 *text,
                                               const GessoSketchType      *type,
                                               GessoSketchBox              box) G_GNUC_WARN_UNUSED_RESULT;
void                  gesso_sketch_text_free  (GessoSketchTextBlock       *self);
void                  gesso_sketch_text_paint (GessoSketchTextBlock       *self,
                                               GessoSketchCanvas          *canvas,
                                               GessoSketchColor            color);
void                  gesso_sketch_text_paint_readable
                                              (GessoSketchTextBlock       *self,
                                               GessoSketchCanvas          *canvas,
                                               GessoSketchColor            wish,
                                               double                      ratio);
GessoSketchBox        gesso_sketch_text_draw  (GessoSketchCanvas          *canvas,
                                               const char                 *text,
                                               const GessoSketchType      *type,
                                               GessoSketchBox              box,
                                               GessoSketchColor            color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchTextBlock, gesso_sketch_text_free)

G_END_DECLS
