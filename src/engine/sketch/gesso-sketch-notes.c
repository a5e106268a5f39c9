/* gesso-sketch-notes.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchNotes: what each word of a prompt would do, and what it depends on. The reader writes
 * them down from left to right; at the end it is decided what the picture as a whole is, and each
 * note is either reported with what it did or reported as ignored, never both and never neither.
 * Lives as long as one reading; pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-notes.h"

#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-result.h"

struct _GessoSketchNotes
{
  GPtrArray *entries; /* (owned) (element-type GessoSketchEntry) */
};

static void
entry_free (gpointer data)
{
  GessoSketchEntry *entry = data;

  g_free (entry->words);
  g_free (entry->effect);
  g_free (entry);
}

/**
 * gesso_sketch_notes_new:
 *
 * Returns: (transfer full): no notes yet
 */
GessoSketchNotes *
gesso_sketch_notes_new (void)
{
  GessoSketchNotes *self = g_new0 (GessoSketchNotes, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

/**
 * gesso_sketch_notes_free:
 * @self: (nullable) (transfer full): notes
 */
void
gesso_sketch_notes_free (GessoSketchNotes *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * gesso_sketch_notes_add:
 * @self: notes
 * @use: what the note depends on
 * @words: the words of the prompt
 * @effect: (nullable): what they would do
 *
 * Returns: (transfer none): the new entry, of no thing
 */
GessoSketchEntry *
gesso_sketch_notes_add (GessoSketchNotes *self,
                        GessoSketchUse    use,
                        const char       *words,
                        const char       *effect)
{
  GessoSketchEntry *entry = g_new0 (GessoSketchEntry, 1);

  entry->use = use;
  entry->thing = -1;
  entry->words = g_strdup (words);
  entry->effect = g_strdup (effect);
  g_ptr_array_add (self->entries, entry);

  return entry;
}

/**
 * gesso_sketch_place_name:
 * @place: a place, or none
 *
 * Returns: (nullable) (transfer none): it in words
 */
const char *
gesso_sketch_place_name (GessoSketchPlace place)
{
  static const char *names[] = {
    NULL,         "on the left",   "on the right", "in the middle",
    "at the top", "at the bottom", "near",         "far",
  };

  return names[place];
}

/**
 * gesso_sketch_entry_describe:
 * @entry: the entry of a thing
 * @thing: the thing with all that was said about it
 * @label: its name
 *
 * Writes the entry's effect anew.
 */
void
gesso_sketch_entry_describe (GessoSketchEntry       *entry,
                             const GessoSketchThing *thing,
                             const char             *label)
{
  g_autoptr (GString) effect = g_string_new (NULL);

  if (thing->count > 1)
    g_string_append_printf (effect, "%d ", thing->count);
  if (thing->size != 0)
    g_string_append (effect, thing->size < 0 ? "small " : thing->size > 1 ? "huge " : "large ");
  g_string_append (effect, label);
  if (thing->has_color)
    {
      g_autofree char *hex = gesso_sketch_color_to_string (thing->color);

      g_string_append_printf (effect, " in %s", hex);
    }
  if (thing->side != 0)
    g_string_append_printf (effect, " %s", gesso_sketch_place_name (thing->side));
  if (thing->depth != 0)
    g_string_append_printf (effect, ", %s", gesso_sketch_place_name (thing->depth));
  g_free (entry->effect);
  entry->effect = g_string_free (g_steal_pointer (&effect), FALSE);
}

/**
 * gesso_sketch_notes_find:
 * @self: notes
 * @thing: index of a thing
 *
 * Returns: (nullable) (transfer none): the entry that made it
 */
GessoSketchEntry *
gesso_sketch_notes_find (GessoSketchNotes *self,
                         int               thing)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GessoSketchEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->thing == thing)
        return entry;
    }

  return NULL;
}

static GessoSketchMode
choose_mode (GessoSketchPrompt *prompt,
             gboolean           has_references)
{
  switch (prompt->layout)
    {
    case GESSO_SKETCH_LAYOUT_PALETTE:
      return GESSO_SKETCH_MODE_PALETTE;
    case GESSO_SKETCH_LAYOUT_CHART:
    case GESSO_SKETCH_LAYOUT_CHART_LINE:
    case GESSO_SKETCH_LAYOUT_CHART_PIE:
      return GESSO_SKETCH_MODE_CHART;
    case GESSO_SKETCH_LAYOUT_STORYBOARD:
      return GESSO_SKETCH_MODE_STORYBOARD;
    case GESSO_SKETCH_LAYOUT_WEB:
    case GESSO_SKETCH_LAYOUT_MOBILE:
    case GESSO_SKETCH_LAYOUT_DIALOG:
      return GESSO_SKETCH_MODE_WIREFRAME;
    case GESSO_SKETCH_LAYOUT_STICKER:
      return GESSO_SKETCH_MODE_STICKER;
    case GESSO_SKETCH_LAYOUT_FRAME:
      return GESSO_SKETCH_MODE_FRAME;
    case GESSO_SKETCH_LAYOUT_POSTER:
    case GESSO_SKETCH_LAYOUT_BANNER:
    case GESSO_SKETCH_LAYOUT_CARD:
    case GESSO_SKETCH_LAYOUT_SOCIAL:
    case GESSO_SKETCH_LAYOUT_COVER:
      return GESSO_SKETCH_MODE_TYPE;
    case GESSO_SKETCH_LAYOUT_NONE:
    default:
      break;
    }
  if (prompt->copies->len > 0)
    return GESSO_SKETCH_MODE_TYPE;
  if (has_references)
    return GESSO_SKETCH_MODE_FRAME;
  if (prompt->things->len > 0)
    return GESSO_SKETCH_MODE_SCENE;
  if (prompt->backdrop != GESSO_SKETCH_BACKDROP_NONE)
    return GESSO_SKETCH_MODE_BACKDROP;
  if (prompt->time != GESSO_SKETCH_TIME_NONE)
    return GESSO_SKETCH_MODE_SCENE;

  return prompt->colors->len > 0 || prompt->has_ground ? GESSO_SKETCH_MODE_BACKDROP
                                                       : GESSO_SKETCH_MODE_ABSTRACT;
}

static int
find_palette (const char *name)
{
  for (int i = 0; i < gesso_sketch_palette_count (); i++)
    if (g_str_equal (gesso_sketch_palette_get_name (i), name))
      return i;

  return -1;
}

/* A time of day with no scene to light still has its colours. */
static void
settle_time (GessoSketchPrompt *prompt,
             gboolean          *out_used)
{
  static const char *palettes[] = { NULL, "dawn", "summer", "sunset", "midnight", "midnight" };

  if (prompt->mode == GESSO_SKETCH_MODE_SCENE || prompt->things->len > 0)
    *out_used = TRUE;
  else if (prompt->time != GESSO_SKETCH_TIME_NONE && prompt->palette < 0
           && prompt->colors->len == 0)
    {
      prompt->palette = find_palette (palettes[prompt->time]);
      *out_used = TRUE;
    }
}

static void
settle_backdrop (GessoSketchPrompt *prompt)
{
  guint n = prompt->colors->len;

  if (prompt->mode != GESSO_SKETCH_MODE_BACKDROP || prompt->backdrop != GESSO_SKETCH_BACKDROP_NONE)
    return;
  prompt->backdrop = n >= 2 ? GESSO_SKETCH_BACKDROP_LINEAR : GESSO_SKETCH_BACKDROP_SOLID;
}

static gboolean
is_used (GessoSketchPrompt *prompt,
         GessoSketchUse     use,
         gboolean           time_used)
{
  GessoSketchMode mode = prompt->mode;
  gboolean scene = mode == GESSO_SKETCH_MODE_SCENE || mode == GESSO_SKETCH_MODE_TYPE
                   || mode == GESSO_SKETCH_MODE_STICKER || mode == GESSO_SKETCH_MODE_STORYBOARD
                   || mode == GESSO_SKETCH_MODE_FRAME;

  switch (use)
    {
    case GESSO_SKETCH_USE_ALWAYS:
      return TRUE;
    case GESSO_SKETCH_USE_THING:
      return scene;
    case GESSO_SKETCH_USE_TIME:
      return time_used && (scene || prompt->things->len == 0);
    case GESSO_SKETCH_USE_BACKDROP:
      return mode == GESSO_SKETCH_MODE_BACKDROP
             || (mode == GESSO_SKETCH_MODE_TYPE && prompt->things->len == 0);
    case GESSO_SKETCH_USE_TYPE:
      return mode != GESSO_SKETCH_MODE_BACKDROP && mode != GESSO_SKETCH_MODE_SCENE;
    case GESSO_SKETCH_USE_PART:
      return mode == GESSO_SKETCH_MODE_WIREFRAME;
    case GESSO_SKETCH_USE_NEVER:
    default:
      return FALSE;
    }
}

/**
 * gesso_sketch_notes_settle:
 * @self: the notes of the whole prompt
 * @prompt: what was read; its mode, its backdrop and its lists of words are decided here
 * @has_references: whether pictures came with it
 *
 * Decides what the picture as a whole is. Then each note goes into exactly one list: understood
 * when that picture uses it, ignored otherwise.
 */
void
gesso_sketch_notes_settle (GessoSketchNotes  *self,
                           GessoSketchPrompt *prompt,
                           gboolean           has_references)
{
  gboolean time_used = FALSE;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  prompt->mode = choose_mode (prompt, has_references);
  settle_time (prompt, &time_used);
  settle_backdrop (prompt);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GessoSketchEntry *entry = g_ptr_array_index (self->entries, i);

      if (is_used (prompt, entry->use, time_used))
        g_ptr_array_add (prompt->understood, gesso_sketch_note_new (entry->words, entry->effect));
      else if (g_hash_table_add (seen, entry->words))
        g_ptr_array_add (prompt->ignored, g_strdup (entry->words));
    }
}
