/* gesso-sketch-notes.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/sketch/gesso-sketch-prompt.h"
#include "engine/sketch/gesso-sketch-vocabulary.h"

G_BEGIN_DECLS

/* What a note depends on: it is reported as understood only when that is used by the mode. */
typedef enum
{
  GESSO_SKETCH_USE_ALWAYS,
  GESSO_SKETCH_USE_THING,
  GESSO_SKETCH_USE_TIME,
  GESSO_SKETCH_USE_BACKDROP,
  GESSO_SKETCH_USE_TYPE,
  GESSO_SKETCH_USE_PART,
  GESSO_SKETCH_USE_NEVER,
} GessoSketchUse;

/* Words of the prompt and what they would do. */
typedef struct
{
  GessoSketchUse  use;
  int             thing;    /* index of the thing they name, or -1 */
  char           *words;    /* (owned) */
  char           *effect;   /* (owned) (nullable) */
} GessoSketchEntry;

typedef struct _GessoSketchNotes GessoSketchNotes;

GessoSketchNotes *gesso_sketch_notes_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_sketch_notes_free     (GessoSketchNotes       *self);

GessoSketchEntry *gesso_sketch_notes_add      (GessoSketchNotes       *self,
                                               GessoSketchUse          use,
                                               const char             *words,
                                               const char             *effect);
GessoSketchEntry *gesso_sketch_notes_find     (GessoSketchNotes       *self,
                                               int                     thing);
void              gesso_sketch_notes_settle   (GessoSketchNotes       *self,
                                               GessoSketchPrompt      *prompt,
                                               gboolean                has_references);

void              gesso_sketch_entry_describe (GessoSketchEntry       *entry,
                                               const GessoSketchThing *thing,
                                               const char             *label);
const char       *gesso_sketch_place_name     (GessoSketchPlace        place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchNotes, gesso_sketch_notes_free)

G_END_DECLS
