/* gesso-sketch-instruction.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be done to a picture. */
typedef enum
{
  GESSO_SKETCH_VERB_NONE,
  GESSO_SKETCH_VERB_REMOVE,
  GESSO_SKETCH_VERB_RECOLOR,
  GESSO_SKETCH_VERB_BACKGROUND,
  GESSO_SKETCH_VERB_CUT_OUT,
  GESSO_SKETCH_VERB_BRIGHTNESS,
  GESSO_SKETCH_VERB_CONTRAST,
  GESSO_SKETCH_VERB_WARMTH,
  GESSO_SKETCH_VERB_SATURATION,
  GESSO_SKETCH_VERB_MONOCHROME,
  GESSO_SKETCH_VERB_SEPIA,
  GESSO_SKETCH_VERB_DUOTONE,
  GESSO_SKETCH_VERB_INVERT,
  GESSO_SKETCH_VERB_BLUR,
  GESSO_SKETCH_VERB_SHARPEN,
  GESSO_SKETCH_VERB_PIXELATE,
  GESSO_SKETCH_VERB_VIGNETTE,
  GESSO_SKETCH_VERB_TEXT,
  GESSO_SKETCH_VERB_GRID,
  GESSO_SKETCH_VERB_PASTE,
  GESSO_SKETCH_VERB_EXTEND,
  GESSO_SKETCH_VERB_UPSCALE,
} GessoSketchVerb;

typedef enum
{
  GESSO_SKETCH_SIDE_NONE   = 0,
  GESSO_SKETCH_SIDE_LEFT   = 1 << 0,
  GESSO_SKETCH_SIDE_RIGHT  = 1 << 1,
  GESSO_SKETCH_SIDE_TOP    = 1 << 2,
  GESSO_SKETCH_SIDE_BOTTOM = 1 << 3,
  GESSO_SKETCH_SIDE_CENTER = 1 << 4,
} GessoSketchSide;

typedef enum
{
  GESSO_SKETCH_UNIT_NONE,
  GESSO_SKETCH_UNIT_PERCENT,
  GESSO_SKETCH_UNIT_PIXELS,
  GESSO_SKETCH_UNIT_TIMES,
} GessoSketchUnit;

#define GESSO_SKETCH_STEP_MAX_COLORS 4

/* One thing to do, with all that was said about it. */
typedef struct
{
  GessoSketchVerb  verb;
  double           amount;         /* 1 ordinary, 0.5 a little, 1.75 much; negative: less of it */
  double           number;         /* 0 when none was given */
  GessoSketchUnit  unit;
  guint32          colors[GESSO_SKETCH_STEP_MAX_COLORS];   /* 0xRRGGBB, in the order of the words */
  int              n_colors;
  guint            sides;          /* GessoSketchSide flags */
  int              picture;        /* 2 … 16 when another picture is named, else 0 */
  gboolean         on_background;  /* the words name the background */
  gboolean         transparent;
  char            *text;           /* (owned) (nullable): the quoted text */
  char            *tail;           /* (owned) (nullable): what follows "with", "to" or "by" */
  char            *words;          /* (owned): the piece of the instruction */
} GessoSketchStep;

/* An instruction in parts. */
typedef struct
{
  GPtrArray *steps;     /* (owned) (element-type GessoSketchStep) */
  GPtrArray *ignored;   /* (owned) (element-type utf8): words that do nothing */
} GessoSketchInstruction;

GessoSketchInstruction *gesso_sketch_instruction_parse      (const char             *text) G_GNUC_WARN_UNUSED_RESULT;
void                    gesso_sketch_instruction_free       (GessoSketchInstruction *self);
const char             *gesso_sketch_instruction_list_verbs (void) G_GNUC_CONST;
const char             *gesso_sketch_verb_get_name          (GessoSketchVerb         verb) G_GNUC_CONST;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchInstruction, gesso_sketch_instruction_free)

G_END_DECLS
