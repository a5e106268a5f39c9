/* gesso-sketch-reader-things.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchReader: nouns, and the colours and places that belong to them. */

#include "config.h"

#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-reader-private.h"

static GessoSketchColor
shade_color (GessoSketchColor color,
             int              shade)
{
  switch (shade)
    {
    case GESSO_SKETCH_SHADE_DARK:
      return gesso_sketch_color_shift (color, -0.16, 0.95, 0);
    case GESSO_SKETCH_SHADE_LIGHT:
      return gesso_sketch_color_mix (color, gesso_sketch_color_from_hex (0xffffff), 0.55);
    case GESSO_SKETCH_SHADE_VIVID:
      return gesso_sketch_color_shift (color, 0.03, 1.25, 0);
    case GESSO_SKETCH_SHADE_MUTED:
      return gesso_sketch_color_shift (color, 0.02, 0.5, 0);
    default:
      return color;
    }
}

static const char *
noun_label (GessoSketchNoun noun)
{
  const GessoSketchWord *word;

  for (guint i = 0; (word = gesso_sketch_vocabulary_get (i)) != NULL; i++)
    if (word->kind == GESSO_SKETCH_WORD_NOUN && word->value == (int) noun)
      return word->label;

  return "thing";
}

static void
set_place (GessoSketchThing *thing,
           GessoSketchPlace  place)
{
  if (place == GESSO_SKETCH_PLACE_NEAR || place == GESSO_SKETCH_PLACE_FAR)
    thing->depth = place;
  else if (place != GESSO_SKETCH_PLACE_NONE)
    thing->side = place;
}

/* Said again: the new adjectives hold where the old ones said nothing. */
static gboolean
say_again (GessoSketchReader     *self,
           const GessoSketchWord *word)
{
  GArray *things = self->prompt->things;

  for (guint i = 0; i < things->len; i++)
    {
      GessoSketchThing *old = &g_array_index (things, GessoSketchThing, i);
      GessoSketchEntry *entry;

      if ((int) old->noun != word->value)
        continue;
      old->count = old->count > 0 ? old->count : self->count;
      old->size = old->size != 0 ? old->size : self->size;
      if (self->has_color && !old->has_color)
        {
          old->has_color = TRUE;
          old->color = self->color;
        }
      set_place (old, self->place);
      entry
          = gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_THING, self->waiting->str, NULL);
      gesso_sketch_entry_describe (entry, old, word->label);
      self->last_thing = (int) i;
      return TRUE;
    }

  return FALSE;
}

static void
add_thing (GessoSketchReader     *self,
           const GessoSketchWord *word)
{
  GArray *things = self->prompt->things;
  GessoSketchThing thing = { 0 };
  GessoSketchEntry *entry;

  thing.noun = (GessoSketchNoun) word->value;
  thing.count = MIN (self->count, 60);
  thing.size = self->size;
  thing.has_color = self->has_color;
  thing.color = self->color;
  set_place (&thing, self->place);
  g_array_append_val (things, thing);
  self->last_thing = (int) things->len - 1;
  entry = gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_THING, self->waiting->str, NULL);
  entry->thing = self->last_thing;
  gesso_sketch_entry_describe (entry, &thing, word->label);
  self->thing_just = TRUE;
}

void
_gesso_sketch_reader_take_noun (GessoSketchReader     *self,
                                const GessoSketchWord *word,
                                const char            *text)
{
  _gesso_sketch_reader_wait_word (self, text);
  if (self->no)
    {
      g_autofree char *effect = g_strdup_printf ("%s left out", word->label);

      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, self->waiting->str, effect);
    }
  else if (!say_again (self, word))
    {
      if (self->prompt->things->len >= GESSO_SKETCH_MAX_THINGS)
        gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, self->waiting->str, NULL);
      else
        add_thing (self, word);
    }
  g_string_truncate (self->waiting, 0);
  _gesso_sketch_reader_flush (self);
}

/* "ocean tones": the thing just read was meant as a palette. */
gboolean
_gesso_sketch_reader_turn_into_palette (GessoSketchReader *self)
{
  static const struct
  {
    GessoSketchNoun noun;
    const char *palette;
  } table[] = {
    { GESSO_SKETCH_NOUN_SEA, "ocean" },         { GESSO_SKETCH_NOUN_FOREST, "forest" },
    { GESSO_SKETCH_NOUN_DESERT, "sandstone" },  { GESSO_SKETCH_NOUN_SNOW, "winter" },
    { GESSO_SKETCH_NOUN_FLOWERS, "botanical" }, { GESSO_SKETCH_NOUN_FIRE, "fire" },
    { GESSO_SKETCH_NOUN_SKY, "cool" },          { GESSO_SKETCH_NOUN_LEAF, "botanical" },
    { GESSO_SKETCH_NOUN_RAINBOW, "colourful" },
  };
  GArray *things = self->prompt->things;
  GessoSketchEntry *entry;

  if (!self->thing_just || self->last_thing != (int) things->len - 1)
    return FALSE;

  entry = gesso_sketch_notes_find (self->notes, self->last_thing);
  for (guint i = 0; entry != NULL && i < G_N_ELEMENTS (table); i++)
    if (g_array_index (things, GessoSketchThing, things->len - 1).noun == table[i].noun)
      for (int p = 0; p < gesso_sketch_palette_count (); p++)
        if (g_str_equal (gesso_sketch_palette_get_name (p), table[i].palette))
          {
            self->prompt->palette = p;
            g_array_set_size (things, things->len - 1);
            entry->thing = -1;
            entry->use = GESSO_SKETCH_USE_ALWAYS;
            g_free (entry->effect);
            entry->effect = g_strdup_printf ("palette “%s”", table[i].palette);
            self->last_thing = -1;
            return TRUE;
          }

  return FALSE;
}

void
_gesso_sketch_reader_take_color (GessoSketchReader *self,
                                 GessoSketchColor   color,
                                 const char        *text)
{
  const char *effect = NULL;

  if (self->has_color)
    _gesso_sketch_reader_flush (self);
  color = shade_color (color, self->shade);
  _gesso_sketch_reader_wait_word (self, text);

  if (self->ground_next && !self->prompt->has_ground)
    {
      self->prompt->has_ground = TRUE;
      self->prompt->ground = color;
      effect = "ground colour";
    }
  else if (self->text_next && !self->prompt->has_text_color)
    {
      self->prompt->has_text_color = TRUE;
      self->prompt->text_color = color;
      effect = "text colour";
    }
  else if (self->thing_just && self->last_thing >= 0)
    {
      GessoSketchThing *thing
          = &g_array_index (self->prompt->things, GessoSketchThing, self->last_thing);
      guint n;
      const GessoSketchWord *next = gesso_sketch_tokens_resolve (self->tokens, self->i + 1, &n);

      if (!thing->has_color
          && (next == NULL
              || (next->kind != GESSO_SKETCH_WORD_NOUN && next->kind != GESSO_SKETCH_WORD_TARGET)))
        {
          thing->has_color = TRUE;
          thing->color = color;
          effect = "colour of the word before";
        }
    }

  if (effect != NULL)
    {
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, self->waiting->str, effect);
      g_string_truncate (self->waiting, 0);
      _gesso_sketch_reader_flush (self);
      self->ground_next = self->text_next = FALSE;
      return;
    }
  self->has_color = TRUE;
  self->color = color;
  self->shade = -1;
}

void
_gesso_sketch_reader_take_place (GessoSketchReader     *self,
                                 const GessoSketchWord *word,
                                 const char            *text,
                                 guint                  n_tokens)
{
  guint n;
  const GessoSketchWord *next = gesso_sketch_tokens_resolve (self->tokens, self->i + n_tokens, &n);
  gboolean adjective = next != NULL && next->kind == GESSO_SKETCH_WORD_NOUN;

  if (self->last_thing >= 0 && !self->clause_start && !adjective)
    {
      GessoSketchThing *thing
          = &g_array_index (self->prompt->things, GessoSketchThing, self->last_thing);
      GessoSketchEntry *entry = gesso_sketch_notes_find (self->notes, self->last_thing);
      g_autofree char *effect
          = g_strdup_printf ("%s placed %s", noun_label (thing->noun),
                             gesso_sketch_place_name ((GessoSketchPlace) word->value));

      set_place (thing, (GessoSketchPlace) word->value);
      if (entry != NULL)
        gesso_sketch_entry_describe (entry, thing, noun_label (thing->noun));
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_THING, text, effect);
      return;
    }
  self->place = (GessoSketchPlace) word->value;
  _gesso_sketch_reader_wait_word (self, text);
}
