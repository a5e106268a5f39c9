/* gesso-sketch-instruction-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-instruction.h"

G_BEGIN_DECLS

/* Shared by the two files of the class; see gesso-sketch-instruction.c. */

typedef enum
{
  WORD_STOP,      /* grammar: neither used nor reported */
  WORD_VERB,      /* GessoSketchVerb */
  WORD_MORE,      /* GessoSketchVerb, done as said: "brighter" */
  WORD_LESS,      /* GessoSketchVerb, the other way round: "darker" */
  WORD_SIGN,      /* 1 or -1: "more", "less" */
  WORD_DEGREE,    /* hundredths: "slightly", "much" */
  WORD_CHANGE,    /* "make", "replace": the rest says what */
  WORD_INTO,      /* "to", "with": the goal follows */
  WORD_COLOR,     /* 0xRRGGBB */
  WORD_SIDE,      /* GessoSketchSide */
  WORD_GROUND,    /* "background" */
  WORD_CLEAR,     /* "transparent" */
  WORD_PICTURE,   /* "image", a number may follow; a value names it */
  WORD_UNIT,      /* GessoSketchUnit */
  WORD_AND,       /* a new step may follow */
  WORD_NUMBER,    /* a written number */
} WordKind;

typedef struct
{
  WordKind    kind;
  int         value;
  const char *forms;   /* lower case, separated by bars; the longest that fits wins */
} Word;

const Word *_gesso_sketch_match_word   (const char  *at,
                                        const char **out_end);
const char *_gesso_sketch_skip_word    (const char  *at);
gboolean    _gesso_sketch_is_unspaced  (gunichar     c);
gboolean    _gesso_sketch_is_word_char (gunichar     c);

G_END_DECLS
