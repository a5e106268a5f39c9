/* gesso-sketch-tokens.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/sketch/gesso-sketch-vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  GESSO_SKETCH_TOKEN_WORD,     /* of a script with spaces */
  GESSO_SKETCH_TOKEN_KNOWN,    /* cut out of a script without spaces; meaning is set */
  GESSO_SKETCH_TOKEN_NUMBER,   /* digits */
  GESSO_SKETCH_TOKEN_HEX,      /* a colour after a number sign */
  GESSO_SKETCH_TOKEN_QUOTE,    /* text between quotation marks */
  GESSO_SKETCH_TOKEN_COMMA,
  GESSO_SKETCH_TOKEN_END,      /* of a sentence or line */
} GessoSketchTokenKind;

typedef struct
{
  GessoSketchTokenKind    kind;
  char                   *text;      /* (owned): as written, without quotation marks */
  char                   *folded;    /* (owned): lower case, normal form C */
  const GessoSketchWord  *meaning;   /* (nullable): only for KNOWN */
  gboolean                hyphened;  /* TRUE: a hyphen joins it to the one before */
} GessoSketchToken;

GPtrArray *gesso_sketch_tokens_split   (const char *text,
                                        guint       max_chars,
                                        gboolean   *out_cut) G_GNUC_WARN_UNUSED_RESULT;

const GessoSketchToken *
           gesso_sketch_tokens_peek    (GPtrArray  *tokens,
                                        guint       at);
const GessoSketchWord *
           gesso_sketch_tokens_resolve (GPtrArray  *tokens,
                                        guint       at,
                                        guint      *out_n);
char      *gesso_sketch_tokens_words   (GPtrArray  *tokens,
                                        guint       at,
                                        guint       n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
