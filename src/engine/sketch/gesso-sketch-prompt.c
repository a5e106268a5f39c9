/* gesso-sketch-prompt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchPrompt: what a prompt asks for, as far as this engine knows words. The parser reads
 * tokens from left to right; adjectives wait until a noun takes them, role words until a quoted
 * text does. At the end it decides what the picture as a whole is, and each content word is
 * either reported with what it did or reported as ignored, never both and never neither.
 * A plain value made and owned by the drawing; pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-prompt.h"

#include <string.h>

#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-result.h"
#include "engine/sketch/gesso-sketch-tokens.h"

/* What a note depends on: it is reported as understood only when that is used by the mode. */
typedef enum
{
  USE_ALWAYS,
  USE_THING,
  USE_TIME,
  USE_BACKDROP,
  USE_TYPE,
  USE_PART,
  USE_NEVER,
} Use;

typedef struct
{
  Use    use;
  int    thing;    /* index, or -1 */
  char  *words;
  char  *effect;
} Entry;

typedef struct
{
  GessoSketchPrompt *prompt;
  GPtrArray         *tokens;
  GPtrArray         *entries;      /* (element-type Entry) */
  guint              i;            /* the token being read */

  /* Adjectives that wait for their noun. */
  GString           *waiting;      /* their words */
  int                count;
  int                size;
  gboolean           has_color;
  GessoSketchColor   color;
  GessoSketchPlace   place;
  int                shade;        /* GessoSketchShade, or -1 */
  gboolean           no;

  GessoSketchRole    role;         /* waits for a quoted text */
  char              *role_words;
  gboolean           ground_next;  /* the next colour is the ground */
  gboolean           text_next;
  gboolean           clause_start;
  int                last_thing;   /* index, or -1 */
  gboolean           thing_just;   /* the token before was that thing */
} Parser;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->words);
  g_free (entry->effect);
  g_free (entry);
}

static void
copy_free (gpointer data)
{
  GessoSketchCopy *copy = data;

  g_free (copy->text);
  g_free (copy);
}

static Entry *
note (Parser     *self,
      Use         use,
      const char *words,
      const char *effect)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->use = use;
  entry->thing = -1;
  entry->words = g_strdup (words);
  entry->effect = g_strdup (effect);
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static void
wait_word (Parser     *self,
           const char *word)
{
  if (self->waiting->len > 0)
    g_string_append_c (self->waiting, ' ');
  g_string_append (self->waiting, word);
}

static void
add_palette_color (Parser           *self,
                   GessoSketchColor  color,
                   const char       *words)
{
  g_autofree char *hex = gesso_sketch_color_to_string (color);
  g_autofree char *effect = NULL;

  if (self->prompt->colors->len >= GESSO_SKETCH_MAX_COLORS)
    {
      note (self, USE_NEVER, words, NULL);
      return;
    }
  g_array_append_val (self->prompt->colors, color);
  effect = g_strdup_printf ("colour %s", hex);
  note (self, USE_ALWAYS, words, effect);
}

/* Whatever still waits found no noun. */
static void
flush (Parser *self)
{
  if (self->waiting->len > 0)
    {
      if (self->has_color)
        add_palette_color (self, self->color, self->waiting->str);
      else if (self->shade == GESSO_SKETCH_SHADE_DARK && self->count == 0)
        {
          self->prompt->style |= GESSO_SKETCH_STYLE_DARK;
          note (self, USE_ALWAYS, self->waiting->str, "dark ground");
        }
      else if (self->count != 1 || self->size != 0 || self->place != 0)
        note (self, USE_NEVER, self->waiting->str, NULL);
    }
  g_string_truncate (self->waiting, 0);
  self->count = 0;
  self->size = 0;
  self->has_color = FALSE;
  self->place = GESSO_SKETCH_PLACE_NONE;
  self->shade = -1;
  self->no = FALSE;
}

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

static const GessoSketchToken *
peek (Parser *self,
      guint   offset)
{
  return offset < self->tokens->len ? g_ptr_array_index (self->tokens, offset) : NULL;
}

/* Finds the longest phrase that begins at token @at. */
static const GessoSketchWord *
resolve (Parser *self,
         guint   at,
         guint  *out_n)
{
  const GessoSketchToken *token = peek (self, at);
  const GessoSketchWord *found = NULL;
  g_autoptr (GString) phrase = NULL;
  g_autoptr (GString) hyphened = NULL;

  *out_n = 1;
  if (token == NULL)
    return NULL;
  if (token->kind == GESSO_SKETCH_TOKEN_KNOWN)
    return token->meaning;
  if (token->kind != GESSO_SKETCH_TOKEN_WORD)
    return NULL;

  phrase = g_string_new (NULL);
  hyphened = g_string_new (NULL);
  for (guint n = 0; n < GESSO_SKETCH_MAX_PHRASE; n++)
    {
      const GessoSketchToken *next = peek (self, at + n);
      const GessoSketchWord *word;

      if (next == NULL || next->kind != GESSO_SKETCH_TOKEN_WORD || strlen (next->folded) > 60)
        break;
      if (n > 0)
        {
          g_string_append_c (phrase, ' ');
          g_string_append_c (hyphened, next->hyphened ? '-' : ' ');
        }
      g_string_append (phrase, next->folded);
      g_string_append (hyphened, next->folded);
      word = gesso_sketch_vocabulary_lookup (hyphened->str);
      if (word == NULL)
        word = gesso_sketch_vocabulary_lookup (phrase->str);
      if (word == NULL)
        word = gesso_sketch_vocabulary_stem (phrase->str);
      if (word != NULL)
        {
          found = word;
          *out_n = n + 1;
        }
    }

  return found;
}

static char *
token_words (Parser *self,
             guint   at,
             guint   n)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = at; i < at + n; i++)
    {
      const GessoSketchToken *token = peek (self, i);

      if (i > at)
        g_string_append_c (words, token->hyphened ? '-' : ' ');
      g_string_append (words, token->text);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static const char *
place_name (GessoSketchPlace place)
{
  static const char *names[] = {
    NULL, "on the left", "on the right", "in the middle", "at the top", "at the bottom",
    "near", "far",
  };

  return names[place];
}

static void
describe_thing (Entry                  *entry,
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
    g_string_append_printf (effect, " %s", place_name (thing->side));
  if (thing->depth != 0)
    g_string_append_printf (effect, ", %s", place_name (thing->depth));
  g_free (entry->effect);
  entry->effect = g_string_free (g_steal_pointer (&effect), FALSE);
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

static Entry *
find_thing_entry (Parser *self,
                  int     thing)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->thing == thing)
        return entry;
    }

  return NULL;
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

static void
take_noun (Parser                *self,
           const GessoSketchWord *word,
           const char            *text)
{
  GArray *things = self->prompt->things;
  GessoSketchThing thing = { 0 };
  Entry *entry;

  if (self->no)
    {
      g_autofree char *effect = g_strdup_printf ("%s left out", word->label);

      wait_word (self, text);
      note (self, USE_ALWAYS, self->waiting->str, effect);
      g_string_truncate (self->waiting, 0);
      flush (self);
      return;
    }

  wait_word (self, text);
  for (guint i = 0; i < things->len; i++)
    {
      GessoSketchThing *old = &g_array_index (things, GessoSketchThing, i);

      if ((int) old->noun != word->value)
        continue;
      /* Said again: the new adjectives hold where the old ones said nothing. */
      old->count = old->count > 0 ? old->count : self->count;
      old->size = old->size != 0 ? old->size : self->size;
      if (self->has_color && !old->has_color)
        {
          old->has_color = TRUE;
          old->color = self->color;
        }
      set_place (old, self->place);
      entry = note (self, USE_THING, self->waiting->str, NULL);
      describe_thing (entry, old, word->label);
      self->last_thing = (int) i;
      goto out;
    }
  if (things->len >= GESSO_SKETCH_MAX_THINGS)
    {
      note (self, USE_NEVER, self->waiting->str, NULL);
      goto out;
    }

  thing.noun = (GessoSketchNoun) word->value;
  thing.count = MIN (self->count, 60);
  thing.size = self->size;
  thing.has_color = self->has_color;
  thing.color = self->color;
  set_place (&thing, self->place);
  g_array_append_val (things, thing);
  self->last_thing = (int) things->len - 1;
  entry = note (self, USE_THING, self->waiting->str, NULL);
  entry->thing = self->last_thing;
  describe_thing (entry, &thing, word->label);
  self->thing_just = TRUE;

out:
  g_string_truncate (self->waiting, 0);
  flush (self);
}

/* "ocean tones": the thing just read was meant as a palette. */
static gboolean
turn_into_palette (Parser *self)
{
  static const struct { GessoSketchNoun noun; const char *palette; } table[] = {
    { GESSO_SKETCH_NOUN_SEA, "ocean" }, { GESSO_SKETCH_NOUN_FOREST, "forest" },
    { GESSO_SKETCH_NOUN_DESERT, "sandstone" }, { GESSO_SKETCH_NOUN_SNOW, "winter" },
    { GESSO_SKETCH_NOUN_FLOWERS, "botanical" }, { GESSO_SKETCH_NOUN_FIRE, "fire" },
    { GESSO_SKETCH_NOUN_SKY, "cool" }, { GESSO_SKETCH_NOUN_LEAF, "botanical" },
    { GESSO_SKETCH_NOUN_RAINBOW, "colourful" },
  };
  GArray *things = self->prompt->things;
  Entry *entry;

  if (!self->thing_just || self->last_thing != (int) things->len - 1)
    return FALSE;

  entry = find_thing_entry (self, self->last_thing);
  for (guint i = 0; entry != NULL && i < G_N_ELEMENTS (table); i++)
    if (g_array_index (things, GessoSketchThing, things->len - 1).noun == table[i].noun)
      for (int p = 0; p < gesso_sketch_palette_count (); p++)
        if (g_str_equal (gesso_sketch_palette_get_name (p), table[i].palette))
          {
            self->prompt->palette = p;
            g_array_set_size (things, things->len - 1);
            entry->thing = -1;
            entry->use = USE_ALWAYS;
            g_free (entry->effect);
            entry->effect = g_strdup_printf ("palette “%s”", table[i].palette);
            self->last_thing = -1;
            return TRUE;
          }

  return FALSE;
}

static void
take_color (Parser           *self,
            GessoSketchColor  color,
            const char       *text)
{
  const char *effect = NULL;

  if (self->has_color)
    flush (self);
  color = shade_color (color, self->shade);
  wait_word (self, text);

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
      GessoSketchThing *thing = &g_array_index (self->prompt->things, GessoSketchThing, self->last_thing);
      guint n;
      const GessoSketchWord *next = resolve (self, self->i + 1, &n);

      if (!thing->has_color
          && (next == NULL || (next->kind != GESSO_SKETCH_WORD_NOUN
                               && next->kind != GESSO_SKETCH_WORD_TARGET)))
        {
          thing->has_color = TRUE;
          thing->color = color;
          effect = "colour of the word before";
        }
    }

  if (effect != NULL)
    {
      note (self, USE_ALWAYS, self->waiting->str, effect);
      g_string_truncate (self->waiting, 0);
      flush (self);
      self->ground_next = self->text_next = FALSE;
      return;
    }
  self->has_color = TRUE;
  self->color = color;
  self->shade = -1;
}

static void
take_target (Parser                *self,
             const GessoSketchWord *word,
             const char            *text)
{
  if (self->no && word->value == GESSO_SKETCH_TARGET_TEXT)
    {
      wait_word (self, text);
      note (self, USE_ALWAYS, self->waiting->str, "no text set");
      g_string_truncate (self->waiting, 0);
      flush (self);
      return;
    }

  switch ((GessoSketchTarget) word->value)
    {
    case GESSO_SKETCH_TARGET_GROUND:
      if (self->has_color && !self->prompt->has_ground)
        {
          wait_word (self, text);
          self->prompt->has_ground = TRUE;
          self->prompt->ground = self->color;
          note (self, USE_ALWAYS, self->waiting->str, "ground colour");
          g_string_truncate (self->waiting, 0);
        }
      else
        {
          self->ground_next = TRUE;
        }
      break;
    case GESSO_SKETCH_TARGET_TEXT:
      if (self->has_color && !self->prompt->has_text_color)
        {
          wait_word (self, text);
          self->prompt->has_text_color = TRUE;
          self->prompt->text_color = self->color;
          note (self, USE_TYPE, self->waiting->str, "text colour");
          g_string_truncate (self->waiting, 0);
        }
      else
        {
          self->text_next = TRUE;
        }
      break;
    case GESSO_SKETCH_TARGET_PALETTE:
      (void) turn_into_palette (self);
      break;
    default:
      g_assert_not_reached ();
    }
  flush (self);
}

static void
take_place (Parser                *self,
            const GessoSketchWord *word,
            const char            *text,
            guint                  n_tokens)
{
  guint n;
  const GessoSketchWord *next = resolve (self, self->i + n_tokens, &n);
  gboolean adjective = next != NULL && next->kind == GESSO_SKETCH_WORD_NOUN;

  if (self->last_thing >= 0 && !self->clause_start && !adjective)
    {
      GessoSketchThing *thing = &g_array_index (self->prompt->things, GessoSketchThing, self->last_thing);
      Entry *entry = find_thing_entry (self, self->last_thing);
      g_autofree char *effect = g_strdup_printf ("%s placed %s", noun_label (thing->noun),
                                                 place_name ((GessoSketchPlace) word->value));

      set_place (thing, (GessoSketchPlace) word->value);
      if (entry != NULL)
        describe_thing (entry, thing, noun_label (thing->noun));
      note (self, USE_THING, text, effect);
      return;
    }
  self->place = (GessoSketchPlace) word->value;
  wait_word (self, text);
}

static void
take_layout (Parser                *self,
             const GessoSketchWord *word,
             const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  GessoSketchLayout layout = (GessoSketchLayout) word->value;
  gboolean narrower = prompt->layout == GESSO_SKETCH_LAYOUT_WEB
                      || prompt->layout == GESSO_SKETCH_LAYOUT_FRAME
                      || prompt->layout == GESSO_SKETCH_LAYOUT_CHART;

  flush (self);
  if (prompt->layout == GESSO_SKETCH_LAYOUT_NONE || narrower)
    prompt->layout = layout == GESSO_SKETCH_LAYOUT_FRAME && prompt->layout != 0 ? prompt->layout : layout;
  else if (layout == GESSO_SKETCH_LAYOUT_CHART)
    prompt->parts |= GESSO_SKETCH_PART_CHART;
  note (self, prompt->layout == layout || layout == GESSO_SKETCH_LAYOUT_WEB ? USE_ALWAYS : USE_NEVER,
        text, word->label);
}

static void
take_backdrop (Parser                *self,
               const GessoSketchWord *word,
               const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  gboolean generic = prompt->backdrop == GESSO_SKETCH_BACKDROP_NONE
                     || prompt->backdrop == GESSO_SKETCH_BACKDROP_SHAPES
                     || prompt->backdrop == GESSO_SKETCH_BACKDROP_SOLID;

  flush (self);
  if (generic && word->value != GESSO_SKETCH_BACKDROP_SHAPES)
    prompt->backdrop = (GessoSketchBackdrop) word->value;
  else if (prompt->backdrop == GESSO_SKETCH_BACKDROP_NONE)
    prompt->backdrop = (GessoSketchBackdrop) word->value;
  note (self,
        (int) prompt->backdrop == word->value || word->value == GESSO_SKETCH_BACKDROP_SHAPES
        ? USE_BACKDROP : USE_NEVER,
        text, word->label);
}

static void
take_switch (Parser                *self,
             const GessoSketchWord *word,
             const char            *text)
{
  flush (self);
  switch ((GessoSketchSwitch) word->value)
    {
    case GESSO_SKETCH_SWITCH_TRANSPARENT:
      self->prompt->transparent = TRUE;
      note (self, USE_ALWAYS, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_TILE:
      self->prompt->tile = TRUE;
      note (self, USE_BACKDROP, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_CENTERED:
      self->prompt->centered = TRUE;
      note (self, USE_TYPE, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_NO:
      self->no = TRUE;
      wait_word (self, text);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Particles between an adjective and its noun do not part them. */
static gboolean
is_particle (const char *text)
{
  static const char *const particles[] = { "的", "の", "의", "का", "की", "के", "এর", NULL };

  return g_strv_contains (particles, text);
}

static void
take_simple (Parser                *self,
             const GessoSketchWord *word,
             const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  g_autofree char *effect = NULL;

  flush (self);
  switch (word->kind)
    {
    case GESSO_SKETCH_WORD_PALETTE:
      effect = g_strdup_printf ("palette “%s”", word->label);
      note (self, prompt->palette < 0 || prompt->palette == word->value ? USE_ALWAYS : USE_NEVER,
            text, effect);
      if (prompt->palette < 0)
        prompt->palette = word->value;
      break;
    case GESSO_SKETCH_WORD_TIME:
      note (self, prompt->time == 0 || (int) prompt->time == word->value ? USE_TIME : USE_NEVER,
            text, word->label);
      if (prompt->time == GESSO_SKETCH_TIME_NONE)
        prompt->time = (GessoSketchTime) word->value;
      break;
    case GESSO_SKETCH_WORD_STYLE:
      prompt->style |= (guint) word->value;
      note (self, USE_ALWAYS, text, word->label);
      break;
    case GESSO_SKETCH_WORD_PART:
      prompt->parts |= (guint) word->value;
      note (self, USE_PART, text, word->label);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
drop_role (Parser *self)
{
  if (self->role_words != NULL)
    note (self, USE_PART, self->role_words, "element of the layout");
  g_clear_pointer (&self->role_words, g_free);
  self->role = GESSO_SKETCH_ROLE_AUTO;
}

static void
take_adjective (Parser                *self,
                const GessoSketchWord *word,
                const char            *text)
{
  if (self->has_color && word->kind != GESSO_SKETCH_WORD_SIZE)
    flush (self);
  if (word->kind == GESSO_SKETCH_WORD_NUMBER)
    self->count = word->value;
  else if (word->kind == GESSO_SKETCH_WORD_SIZE)
    self->size = word->value;
  else
    self->shade = word->value;
  wait_word (self, text);
}

static void
take_word (Parser                *self,
           const GessoSketchWord *word,
           const char            *text,
           guint                  n)
{
  gboolean was_thing = self->thing_just;

  switch (word->kind)
    {
    case GESSO_SKETCH_WORD_STOP:
      if (!is_particle (text) && !self->no)
        flush (self);
      self->thing_just = was_thing && is_particle (text);
      return;
    case GESSO_SKETCH_WORD_NOUN:
      take_noun (self, word, text);
      self->clause_start = FALSE;
      return;
    case GESSO_SKETCH_WORD_COLOR:
      take_color (self, gesso_sketch_color_from_hex ((guint32) word->value), text);
      break;
    case GESSO_SKETCH_WORD_SHADE:
    case GESSO_SKETCH_WORD_SIZE:
    case GESSO_SKETCH_WORD_NUMBER:
      take_adjective (self, word, text);
      break;
    case GESSO_SKETCH_WORD_PLACE:
      take_place (self, word, text, n);
      break;
    case GESSO_SKETCH_WORD_TARGET:
      take_target (self, word, text);
      break;
    case GESSO_SKETCH_WORD_LAYOUT:
      take_layout (self, word, text);
      break;
    case GESSO_SKETCH_WORD_BACKDROP:
      take_backdrop (self, word, text);
      break;
    case GESSO_SKETCH_WORD_SWITCH:
      take_switch (self, word, text);
      break;
    case GESSO_SKETCH_WORD_ROLE:
      flush (self);
      drop_role (self);
      self->role = (GessoSketchRole) word->value;
      self->role_words = g_strdup (text);
      break;
    default:
      take_simple (self, word, text);
      break;
    }
  self->thing_just = FALSE;
  self->clause_start = FALSE;
}

static gboolean
looks_like_button (const char *text)
{
  static const char *const starts[] = {
    "shop", "buy", "learn more", "sign up", "sign in", "log in", "get ", "order", "book now",
    "try ", "join", "subscribe", "register", "download", "start", "discover", "read more",
    "contact us", "reserve", "jetzt", "mehr ", "en savoir", "comprar", NULL
  };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (g_utf8_strlen (text, -1) > 22)
    return FALSE;
  for (guint i = 0; starts[i] != NULL; i++)
    if (g_str_has_prefix (lower, starts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_role (GessoSketchPrompt *prompt,
          GessoSketchRole    role)
{
  return gesso_sketch_prompt_get_copy (prompt, role, 0) != NULL;
}

/* What a text is when no word says it: by what is there already, by length and by its signs. */
static GessoSketchRole
guess_role (Parser     *self,
            const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      digits++;

  if (!has_role (self->prompt, GESSO_SKETCH_ROLE_HEADLINE) && length <= 80)
    return GESSO_SKETCH_ROLE_HEADLINE;
  if (looks_like_button (text) && !has_role (self->prompt, GESSO_SKETCH_ROLE_BUTTON))
    return GESSO_SKETCH_ROLE_BUTTON;
  if (length > 90)
    return GESSO_SKETCH_ROLE_BODY;
  if (digits >= 2 && length <= 60 && !has_role (self->prompt, GESSO_SKETCH_ROLE_CAPTION))
    return GESSO_SKETCH_ROLE_CAPTION;
  if (!has_role (self->prompt, GESSO_SKETCH_ROLE_SUBTITLE))
    return GESSO_SKETCH_ROLE_SUBTITLE;

  return GESSO_SKETCH_ROLE_BODY;
}

static GessoSketchRole
role_after (Parser  *self,
            char   **out_words)
{
  guint n;
  const GessoSketchWord *word = resolve (self, self->i + 1, &n);
  const GessoSketchToken *then;

  if (word == NULL || word->kind != GESSO_SKETCH_WORD_ROLE)
    return GESSO_SKETCH_ROLE_AUTO;
  then = peek (self, self->i + 1 + n);
  if (then != NULL && then->kind == GESSO_SKETCH_TOKEN_QUOTE)
    return GESSO_SKETCH_ROLE_AUTO;
  *out_words = token_words (self, self->i + 1, n);
  self->i += n;

  return (GessoSketchRole) word->value;
}

static void
take_quote (Parser     *self,
            const char *text)
{
  static const char *names[] = { NULL, "headline", "subtitle", "body text", "button", "caption" };
  GessoSketchRole role = self->role;
  g_autofree char *role_words = g_steal_pointer (&self->role_words);
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;
  GessoSketchCopy *copy;

  flush (self);
  self->role = GESSO_SKETCH_ROLE_AUTO;
  if (g_utf8_strlen (text, -1) > 60)
    {
      g_autofree char *head = g_utf8_substring (text, 0, 57);

      shown = g_strdup_printf ("“%s…”", head);
    }
  else
    {
      shown = g_strdup_printf ("“%s”", text);
    }
  if (self->prompt->copies->len >= GESSO_SKETCH_MAX_COPIES)
    {
      note (self, USE_NEVER, shown, NULL);
      return;
    }

  if (role == GESSO_SKETCH_ROLE_AUTO)
    role = role_after (self, &role_words);
  if (role == GESSO_SKETCH_ROLE_AUTO)
    role = guess_role (self, text);
  copy = g_new0 (GessoSketchCopy, 1);
  copy->text = g_strdup (text);
  copy->role = role;
  g_ptr_array_add (self->prompt->copies, copy);
  words = role_words != NULL ? g_strdup_printf ("%s %s", role_words, shown) : g_strdup (shown);
  note (self, USE_TYPE, words, names[role]);
  self->thing_just = FALSE;
}

static void
take_unknown (Parser                 *self,
              const GessoSketchToken *token)
{
  gunichar first = g_utf8_get_char (token->text);

  self->thing_just = FALSE;
  /* Single letters are what apostrophes leave over. */
  if (token->kind == GESSO_SKETCH_TOKEN_WORD && first < 0x250 && g_utf8_strlen (token->text, -1) < 2)
    return;
  if (self->no)
    {
      wait_word (self, token->text);
      note (self, USE_NEVER, self->waiting->str, NULL);
      g_string_truncate (self->waiting, 0);
      flush (self);
      return;
    }
  flush (self);
  note (self, USE_NEVER, token->text, NULL);
  self->clause_start = FALSE;
}

static void
take_number (Parser                 *self,
             const GessoSketchToken *token)
{
  gboolean plain = strlen (token->text) <= 3;

  for (const char *p = token->text; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      plain = FALSE;

  flush (self);
  if (!plain || atoi (token->text) == 0)
    {
      note (self, USE_NEVER, token->text, NULL);
      return;
    }
  self->count = atoi (token->text);
  wait_word (self, token->text);
}

static void
take_break (Parser   *self,
            gboolean  is_end)
{
  flush (self);
  self->clause_start = TRUE;
  self->ground_next = FALSE;
  self->text_next = FALSE;
  self->thing_just = FALSE;
  if (is_end)
    self->last_thing = -1;
}

static void
read_tokens (Parser *self)
{
  for (self->i = 0; self->i < self->tokens->len; self->i++)
    {
      const GessoSketchToken *token = peek (self, self->i);
      const GessoSketchWord *word;
      GessoSketchColor color;
      guint n;

      switch (token->kind)
        {
        case GESSO_SKETCH_TOKEN_QUOTE:
          take_quote (self, token->text);
          break;
        case GESSO_SKETCH_TOKEN_HEX:
          if (gesso_sketch_color_parse_hex (token->text, &color))
            {
              g_autofree char *words = g_strconcat ("#", token->text, NULL);

              take_color (self, color, words);
            }
          self->thing_just = FALSE;
          break;
        case GESSO_SKETCH_TOKEN_NUMBER:
          take_number (self, token);
          break;
        case GESSO_SKETCH_TOKEN_COMMA:
        case GESSO_SKETCH_TOKEN_END:
          take_break (self, token->kind == GESSO_SKETCH_TOKEN_END);
          break;
        case GESSO_SKETCH_TOKEN_WORD:
        case GESSO_SKETCH_TOKEN_KNOWN:
        default:
          word = resolve (self, self->i, &n);
          if (word == NULL)
            {
              take_unknown (self, token);
            }
          else
            {
              g_autofree char *text = token_words (self, self->i, n);

              take_word (self, word, text, n);
              self->i += n - 1;
            }
          break;
        }
    }
  flush (self);
  drop_role (self);
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

  return prompt->colors->len > 0 || prompt->has_ground
         ? GESSO_SKETCH_MODE_BACKDROP : GESSO_SKETCH_MODE_ABSTRACT;
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
  else if (prompt->time != GESSO_SKETCH_TIME_NONE && prompt->palette < 0 && prompt->colors->len == 0)
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
         Use                use,
         gboolean           time_used)
{
  GessoSketchMode mode = prompt->mode;
  gboolean scene = mode == GESSO_SKETCH_MODE_SCENE || mode == GESSO_SKETCH_MODE_TYPE
                   || mode == GESSO_SKETCH_MODE_STICKER || mode == GESSO_SKETCH_MODE_STORYBOARD
                   || mode == GESSO_SKETCH_MODE_FRAME;

  switch (use)
    {
    case USE_ALWAYS:
      return TRUE;
    case USE_THING:
      return scene;
    case USE_TIME:
      return time_used && (scene || prompt->things->len == 0);
    case USE_BACKDROP:
      return mode == GESSO_SKETCH_MODE_BACKDROP
             || (mode == GESSO_SKETCH_MODE_TYPE && prompt->things->len == 0);
    case USE_TYPE:
      return mode != GESSO_SKETCH_MODE_BACKDROP && mode != GESSO_SKETCH_MODE_SCENE;
    case USE_PART:
      return mode == GESSO_SKETCH_MODE_WIREFRAME;
    case USE_NEVER:
    default:
      return FALSE;
    }
}

static void
settle (Parser   *self,
        gboolean  has_references)
{
  GessoSketchPrompt *prompt = self->prompt;
  gboolean time_used = FALSE;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  prompt->mode = choose_mode (prompt, has_references);
  settle_time (prompt, &time_used);
  settle_backdrop (prompt);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (is_used (prompt, entry->use, time_used))
        g_ptr_array_add (prompt->understood, gesso_sketch_note_new (entry->words, entry->effect));
      else if (g_hash_table_add (seen, entry->words))
        g_ptr_array_add (prompt->ignored, g_strdup (entry->words));
    }
}

/**
 * gesso_sketch_prompt_parse:
 * @text: (nullable): the prompt, any bytes
 * @has_references: whether pictures came with it
 *
 * Never fails: what cannot be understood is in the list of ignored words.
 *
 * Returns: (transfer full): what the prompt asks for
 */
GessoSketchPrompt *
gesso_sketch_prompt_parse (const char *text,
                           gboolean    has_references)
{
  GessoSketchPrompt *prompt = g_new0 (GessoSketchPrompt, 1);
  Parser self = { 0 };
  gboolean cut;

  prompt->palette = -1;
  prompt->colors = g_array_new (FALSE, FALSE, sizeof (GessoSketchColor));
  prompt->things = g_array_new (FALSE, FALSE, sizeof (GessoSketchThing));
  prompt->copies = g_ptr_array_new_with_free_func (copy_free);
  prompt->understood = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sketch_note_free);
  prompt->ignored = g_ptr_array_new_with_free_func (g_free);
  prompt->warnings = g_ptr_array_new_with_free_func (g_free);

  self.prompt = prompt;
  self.tokens = gesso_sketch_tokens_split (text, GESSO_SKETCH_MAX_PROMPT, &cut);
  self.entries = g_ptr_array_new_with_free_func (entry_free);
  self.waiting = g_string_new (NULL);
  self.shade = -1;
  self.last_thing = -1;
  self.clause_start = TRUE;
  read_tokens (&self);
  settle (&self, has_references);

  if (cut)
    g_ptr_array_add (prompt->warnings,
                     g_strdup_printf ("Only the first %d characters were read.",
                                      GESSO_SKETCH_MAX_PROMPT));
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_ptr_array_add (prompt->warnings,
                     g_strdup ("The prompt was not valid UTF-8; the broken parts were replaced."));
  if (prompt->copies->len >= GESSO_SKETCH_MAX_COPIES)
    g_ptr_array_add (prompt->warnings,
                     g_strdup_printf ("At most %d quoted texts are set.", GESSO_SKETCH_MAX_COPIES));

  g_string_free (self.waiting, TRUE);
  g_ptr_array_unref (self.entries);
  g_ptr_array_unref (self.tokens);

  return prompt;
}

/**
 * gesso_sketch_prompt_free:
 * @self: (nullable) (transfer full): a prompt
 */
void
gesso_sketch_prompt_free (GessoSketchPrompt *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->colors);
  g_array_unref (self->things);
  g_ptr_array_unref (self->copies);
  g_ptr_array_unref (self->understood);
  g_ptr_array_unref (self->ignored);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/**
 * gesso_sketch_prompt_find:
 * @self: a prompt
 * @noun: what to look for
 *
 * Returns: (nullable) (transfer none): how it was asked for
 */
const GessoSketchThing *
gesso_sketch_prompt_find (const GessoSketchPrompt *self,
                          GessoSketchNoun          noun)
{
  for (guint i = 0; i < self->things->len; i++)
    {
      const GessoSketchThing *thing = &g_array_index (self->things, GessoSketchThing, i);

      if (thing->noun == noun)
        return thing;
    }

  return NULL;
}

/**
 * gesso_sketch_prompt_has:
 * @self: a prompt
 * @noun: what to look for
 *
 * Returns: whether it was asked for
 */
gboolean
gesso_sketch_prompt_has (const GessoSketchPrompt *self,
                         GessoSketchNoun          noun)
{
  return gesso_sketch_prompt_find (self, noun) != NULL;
}

/**
 * gesso_sketch_prompt_get_copy:
 * @self: a prompt
 * @role: which part of the layout
 * @nth: the first is 0
 *
 * Returns: (nullable) (transfer none): the quoted text
 */
const char *
gesso_sketch_prompt_get_copy (const GessoSketchPrompt *self,
                              GessoSketchRole          role,
                              guint                    nth)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      const GessoSketchCopy *copy = g_ptr_array_index (self->copies, i);

      if (copy->role == role && nth-- == 0)
        return copy->text;
    }

  return NULL;
}
