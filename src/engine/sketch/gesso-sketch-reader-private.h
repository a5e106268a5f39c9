/* gesso-sketch-reader-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-reader.h"
#include "engine/sketch/gesso-sketch-tokens.h"

G_BEGIN_DECLS

/* The reading of one prompt: what was said so far and still waits for its noun or its text. */
typedef struct
{
  GessoSketchPrompt *prompt;       /* (unowned) */
  GPtrArray         *tokens;       /* (unowned) (element-type GessoSketchToken) */
  GessoSketchNotes  *notes;        /* (unowned) */
  guint              i;            /* the token being read */

  /* Adjectives that wait for their noun. */
  GString           *waiting;      /* (owned): their words */
  int                count;
  int                size;
  gboolean           has_color;
  GessoSketchColor   color;
  GessoSketchPlace   place;
  int                shade;        /* GessoSketchShade, or -1 */
  gboolean           no;

  GessoSketchRole    role;         /* waits for a quoted text */
  char              *role_words;   /* (owned) (nullable) */
  gboolean           ground_next;  /* the next colour is the ground */
  gboolean           text_next;
  gboolean           clause_start;
  int                last_thing;   /* index, or -1 */
  gboolean           thing_just;   /* the token before was that thing */
} GessoSketchReader;

/* gesso-sketch-reader.c */
void     _gesso_sketch_reader_flush             (GessoSketchReader     *self);
void     _gesso_sketch_reader_wait_word         (GessoSketchReader     *self,
                                                 const char            *word);

/* gesso-sketch-reader-things.c */
void     _gesso_sketch_reader_take_noun         (GessoSketchReader     *self,
                                                 const GessoSketchWord *word,
                                                 const char            *text);
void     _gesso_sketch_reader_take_color        (GessoSketchReader     *self,
                                                 GessoSketchColor       color,
                                                 const char            *text);
void     _gesso_sketch_reader_take_place        (GessoSketchReader     *self,
                                                 const GessoSketchWord *word,
                                                 const char            *text,
                                                 guint                  n_tokens);
gboolean _gesso_sketch_reader_turn_into_palette (GessoSketchReader     *self);

/* gesso-sketch-reader-quotes.c */
void     _gesso_sketch_reader_take_quote        (GessoSketchReader     *self,
                                                 const char            *text);

G_END_DECLS
