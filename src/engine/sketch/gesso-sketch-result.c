/* gesso-sketch-result.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchResult: a drawing together with its account of itself: which words did what, which
 * did nothing, and what the reader should know. Made by the drawing thread, handed over whole,
 * then owned by the caller; nothing in it is shared but the immutable picture. */

#include "config.h"

#include "engine/sketch/gesso-sketch-result.h"

/**
 * gesso_sketch_note_new:
 * @words: a piece of the prompt
 * @effect: what it did
 *
 * Returns: (transfer full): the note
 */
GessoSketchNote *
gesso_sketch_note_new (const char *words,
                       const char *effect)
{
  GessoSketchNote *self = g_new0 (GessoSketchNote, 1);

  self->words = g_strdup (words);
  self->effect = g_strdup (effect);

  return self;
}

/**
 * gesso_sketch_note_free:
 * @self: (nullable) (transfer full): a note
 */
void
gesso_sketch_note_free (GessoSketchNote *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->effect);
  g_free (self);
}

/**
 * gesso_sketch_result_new:
 *
 * Returns: (transfer full): a result with empty lists and no picture yet
 */
GessoSketchResult *
gesso_sketch_result_new (void)
{
  GessoSketchResult *self = g_new0 (GessoSketchResult, 1);

  self->understood = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sketch_note_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * gesso_sketch_result_free:
 * @self: (nullable) (transfer full): a result
 */
void
gesso_sketch_result_free (GessoSketchResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->image, gesso_image_unref);
  g_ptr_array_unref (self->understood);
  g_ptr_array_unref (self->ignored);
  g_ptr_array_unref (self->warnings);
  g_free (self->sentence);
  g_free (self);
}
