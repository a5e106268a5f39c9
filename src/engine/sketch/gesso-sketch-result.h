/* gesso-sketch-result.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

/* One piece of the prompt and what it did to the picture, both in plain words. */
typedef struct
{
  char *words;    /* (owned): as the prompt has them */
  char *effect;   /* (owned): English, such as "3 boats on the left" */
} GessoSketchNote;

/* A finished drawing with its account of itself. */
typedef struct
{
  GessoImage *image;        /* (owned): RGBA8, straight alpha, exactly the size ordered */
  GPtrArray  *understood;   /* (owned) (element-type GessoSketchNote) */
  GPtrArray  *ignored;      /* (owned) (element-type utf8): words that did nothing */
  GPtrArray  *warnings;     /* (owned) (element-type utf8): English sentences */
  char       *sentence;     /* (owned): one English sentence of what was drawn */
  guint64     seed;         /* the seed that draws this picture again, with the same index */
} GessoSketchResult;

GessoSketchNote   *gesso_sketch_note_new    (const char        *words,
                                             const char        *effect) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_sketch_note_free   (GessoSketchNote   *self);

GessoSketchResult *gesso_sketch_result_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_sketch_result_free (GessoSketchResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchNote, gesso_sketch_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchResult, gesso_sketch_result_free)

G_END_DECLS
