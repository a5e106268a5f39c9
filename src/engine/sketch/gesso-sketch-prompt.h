/* gesso-sketch-prompt.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/sketch/gesso-sketch-color.h"
#include "engine/sketch/gesso-sketch-vocabulary.h"

G_BEGIN_DECLS

/* How much of a prompt is read, in characters, and how many quoted texts are set. */
#define GESSO_SKETCH_MAX_PROMPT 32000
#define GESSO_SKETCH_MAX_COPIES 24
#define GESSO_SKETCH_MAX_THINGS 64
#define GESSO_SKETCH_MAX_COLORS 12

/* What the picture as a whole is. */
typedef enum
{
  GESSO_SKETCH_MODE_ABSTRACT,     /* nothing was recognised */
  GESSO_SKETCH_MODE_BACKDROP,
  GESSO_SKETCH_MODE_SCENE,
  GESSO_SKETCH_MODE_TYPE,         /* set text on a ground, a pattern or a scene */
  GESSO_SKETCH_MODE_STICKER,
  GESSO_SKETCH_MODE_PALETTE,
  GESSO_SKETCH_MODE_CHART,
  GESSO_SKETCH_MODE_STORYBOARD,
  GESSO_SKETCH_MODE_WIREFRAME,
  GESSO_SKETCH_MODE_FRAME,
} GessoSketchMode;

/* One quoted text. */
typedef struct
{
  char            *text;   /* (owned) */
  GessoSketchRole  role;   /* never AUTO after parsing */
} GessoSketchCopy;

/* One thing of a scene. */
typedef struct
{
  GessoSketchNoun   noun;
  int               count;       /* 0: not said */
  int               size;        /* -1 small, 0, 1 large, 2 huge */
  GessoSketchPlace  side;        /* left, right, centre, top, bottom or none */
  GessoSketchPlace  depth;       /* near, far or none */
  gboolean          has_color;
  GessoSketchColor  color;
} GessoSketchThing;

/* What a prompt asks for, as far as this engine knows. */
typedef struct
{
  GessoSketchMode      mode;
  GessoSketchLayout    layout;
  GessoSketchBackdrop  backdrop;
  GessoSketchTime      time;
  int                  palette;        /* index, or -1 */
  guint                style;          /* GessoSketchStyle flags */
  guint                parts;          /* GessoSketchPart flags */
  gboolean             transparent;
  gboolean             tile;
  gboolean             centered;
  gboolean             has_ground;
  GessoSketchColor     ground;
  gboolean             has_text_color;
  GessoSketchColor     text_color;
  GArray              *colors;         /* (owned) (element-type GessoSketchColor) */
  GArray              *things;         /* (owned) (element-type GessoSketchThing) */
  GPtrArray           *copies;         /* (owned) (element-type GessoSketchCopy) */
  GPtrArray           *understood;     /* (owned) (element-type GessoSketchNote) */
  GPtrArray           *ignored;        /* (owned) (element-type utf8) */
  GPtrArray           *warnings;       /* (owned) (element-type utf8) */
} GessoSketchPrompt;

GessoSketchPrompt *gesso_sketch_prompt_parse      (const char              *text,
                                                   gboolean                 has_references) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_sketch_prompt_free       (GessoSketchPrompt       *self);

const GessoSketchThing *
                   gesso_sketch_prompt_find       (const GessoSketchPrompt *self,
                                                   GessoSketchNoun          noun);
gboolean           gesso_sketch_prompt_has        (const GessoSketchPrompt *self,
                                                   GessoSketchNoun          noun);
gboolean           gesso_sketch_prompt_is_rtl     (const GessoSketchPrompt *self);
const char        *gesso_sketch_prompt_get_copy   (const GessoSketchPrompt *self,
                                                   GessoSketchRole          role,
                                                   guint                    nth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchPrompt, gesso_sketch_prompt_free)

G_END_DECLS
