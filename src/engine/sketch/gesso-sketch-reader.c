/* gesso-sketch-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchReader: reads the tokens of a prompt from left to right; adjectives wait until a noun
 * takes them, role words until a quoted text does. Things of a scene with their colours and places
 * are in gesso-sketch-reader-things.c, quoted texts in gesso-sketch-reader-quotes.c. Lives on the
 * stack of one reading; pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-reader.h"

#include <stdlib.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-reader-private.h"

static void
add_palette_color (GessoSketchReader *self,
                   GessoSketchColor   color,
                   const char        *words)
{
  g_autofree char *hex = gesso_sketch_color_to_string (color);
  g_autofree char *effect = NULL;

  if (self->prompt->colors->len >= GESSO_SKETCH_MAX_COLORS)
    {
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, words, NULL);
      return;
    }
  g_array_append_val (self->prompt->colors, color);
  effect = g_strdup_printf ("colour %s", hex);
  gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, words, effect);
}

/* Whatever still waits found no noun. */
void
_gesso_sketch_reader_flush (GessoSketchReader *self)
{
  if (self->waiting->len > 0)
    {
      if (self->has_color)
        add_palette_color (self, self->color, self->waiting->str);
      else if (self->shade == GESSO_SKETCH_SHADE_DARK && self->count == 0)
        {
          self->prompt->style |= GESSO_SKETCH_STYLE_DARK;
          gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, self->waiting->str,
                                  "dark ground");
        }
      else if (self->count != 1 || self->size != 0 || self->place != 0)
        gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, self->waiting->str, NULL);
    }
  g_string_truncate (self->waiting, 0);
  self->count = 0;
  self->size = 0;
  self->has_color = FALSE;
  self->place = GESSO_SKETCH_PLACE_NONE;
  self->shade = -1;
  self->no = FALSE;
}

void
_gesso_sketch_reader_wait_word (GessoSketchReader *self,
                                const char        *word)
{
  if (self->waiting->len > 0)
    g_string_append_c (self->waiting, ' ');
  g_string_append (self->waiting, word);
}

static void
take_target (GessoSketchReader     *self,
             const GessoSketchWord *word,
             const char            *text)
{
  if (self->no && word->value == GESSO_SKETCH_TARGET_TEXT)
    {
      _gesso_sketch_reader_wait_word (self, text);
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, self->waiting->str,
                              "no text set");
      g_string_truncate (self->waiting, 0);
      _gesso_sketch_reader_flush (self);
      return;
    }

  switch ((GessoSketchTarget) word->value)
    {
    case GESSO_SKETCH_TARGET_GROUND:
      if (self->has_color && !self->prompt->has_ground)
        {
          _gesso_sketch_reader_wait_word (self, text);
          self->prompt->has_ground = TRUE;
          self->prompt->ground = self->color;
          gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, self->waiting->str,
                                  "ground colour");
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
          _gesso_sketch_reader_wait_word (self, text);
          self->prompt->has_text_color = TRUE;
          self->prompt->text_color = self->color;
          gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_TYPE, self->waiting->str,
                                  "text colour");
          g_string_truncate (self->waiting, 0);
        }
      else
        {
          self->text_next = TRUE;
        }
      break;
    case GESSO_SKETCH_TARGET_PALETTE:
      (void) _gesso_sketch_reader_turn_into_palette (self);
      break;
    default:
      g_assert_not_reached ();
    }
  _gesso_sketch_reader_flush (self);
}

static void
take_layout (GessoSketchReader     *self,
             const GessoSketchWord *word,
             const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  GessoSketchLayout layout = (GessoSketchLayout) word->value;
  gboolean narrower = prompt->layout == GESSO_SKETCH_LAYOUT_WEB
                      || prompt->layout == GESSO_SKETCH_LAYOUT_FRAME
                      || prompt->layout == GESSO_SKETCH_LAYOUT_CHART;

  _gesso_sketch_reader_flush (self);
  if (prompt->layout == GESSO_SKETCH_LAYOUT_NONE || narrower)
    prompt->layout
        = layout == GESSO_SKETCH_LAYOUT_FRAME && prompt->layout != 0 ? prompt->layout : layout;
  else if (layout == GESSO_SKETCH_LAYOUT_CHART)
    prompt->parts |= GESSO_SKETCH_PART_CHART;
  gesso_sketch_notes_add (self->notes,
                          prompt->layout == layout || layout == GESSO_SKETCH_LAYOUT_WEB
                              ? GESSO_SKETCH_USE_ALWAYS
                              : GESSO_SKETCH_USE_NEVER,
                          text, word->label);
}

static void
take_backdrop (GessoSketchReader     *self,
               const GessoSketchWord *word,
               const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  gboolean generic = prompt->backdrop == GESSO_SKETCH_BACKDROP_NONE
                     || prompt->backdrop == GESSO_SKETCH_BACKDROP_SHAPES
                     || prompt->backdrop == GESSO_SKETCH_BACKDROP_SOLID;

  _gesso_sketch_reader_flush (self);
  if (generic && word->value != GESSO_SKETCH_BACKDROP_SHAPES)
    prompt->backdrop = (GessoSketchBackdrop) word->value;
  else if (prompt->backdrop == GESSO_SKETCH_BACKDROP_NONE)
    prompt->backdrop = (GessoSketchBackdrop) word->value;
  gesso_sketch_notes_add (self->notes,
                          (int) prompt->backdrop == word->value
                                  || word->value == GESSO_SKETCH_BACKDROP_SHAPES
                              ? GESSO_SKETCH_USE_BACKDROP
                              : GESSO_SKETCH_USE_NEVER,
                          text, word->label);
}

static void
take_switch (GessoSketchReader     *self,
             const GessoSketchWord *word,
             const char            *text)
{
  _gesso_sketch_reader_flush (self);
  switch ((GessoSketchSwitch) word->value)
    {
    case GESSO_SKETCH_SWITCH_TRANSPARENT:
      self->prompt->transparent = TRUE;
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_TILE:
      self->prompt->tile = TRUE;
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_BACKDROP, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_CENTERED:
      self->prompt->centered = TRUE;
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_TYPE, text, word->label);
      break;
    case GESSO_SKETCH_SWITCH_NO:
      self->no = TRUE;
      _gesso_sketch_reader_wait_word (self, text);
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
take_simple (GessoSketchReader     *self,
             const GessoSketchWord *word,
             const char            *text)
{
  GessoSketchPrompt *prompt = self->prompt;
  g_autofree char *effect = NULL;

  _gesso_sketch_reader_flush (self);
  switch (word->kind)
    {
    case GESSO_SKETCH_WORD_PALETTE:
      effect = g_strdup_printf ("palette “%s”", word->label);
      gesso_sketch_notes_add (self->notes,
                              prompt->palette < 0 || prompt->palette == word->value
                                  ? GESSO_SKETCH_USE_ALWAYS
                                  : GESSO_SKETCH_USE_NEVER,
                              text, effect);
      if (prompt->palette < 0)
        prompt->palette = word->value;
      break;
    case GESSO_SKETCH_WORD_TIME:
      gesso_sketch_notes_add (self->notes,
                              prompt->time == 0 || (int) prompt->time == word->value
                                  ? GESSO_SKETCH_USE_TIME
                                  : GESSO_SKETCH_USE_NEVER,
                              text, word->label);
      if (prompt->time == GESSO_SKETCH_TIME_NONE)
        prompt->time = (GessoSketchTime) word->value;
      break;
    case GESSO_SKETCH_WORD_STYLE:
      prompt->style |= (guint) word->value;
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_ALWAYS, text, word->label);
      break;
    case GESSO_SKETCH_WORD_PART:
      prompt->parts |= (guint) word->value;
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_PART, text, word->label);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
drop_role (GessoSketchReader *self)
{
  if (self->role_words != NULL)
    gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_PART, self->role_words,
                            "element of the layout");
  g_clear_pointer (&self->role_words, g_free);
  self->role = GESSO_SKETCH_ROLE_AUTO;
}

static void
take_adjective (GessoSketchReader     *self,
                const GessoSketchWord *word,
                const char            *text)
{
  if (self->has_color && word->kind != GESSO_SKETCH_WORD_SIZE)
    _gesso_sketch_reader_flush (self);
  if (word->kind == GESSO_SKETCH_WORD_NUMBER)
    self->count = word->value;
  else if (word->kind == GESSO_SKETCH_WORD_SIZE)
    self->size = word->value;
  else
    self->shade = word->value;
  _gesso_sketch_reader_wait_word (self, text);
}

static void
take_word (GessoSketchReader     *self,
           const GessoSketchWord *word,
           const char            *text,
           guint                  n)
{
  gboolean was_thing = self->thing_just;

  switch (word->kind)
    {
    case GESSO_SKETCH_WORD_STOP:
      if (!is_particle (text) && !self->no)
        _gesso_sketch_reader_flush (self);
      self->thing_just = was_thing && is_particle (text);
      return;
    case GESSO_SKETCH_WORD_NOUN:
      _gesso_sketch_reader_take_noun (self, word, text);
      self->clause_start = FALSE;
      return;
    case GESSO_SKETCH_WORD_COLOR:
      _gesso_sketch_reader_take_color (self, gesso_sketch_color_from_hex ((guint32) word->value),
                                       text);
      break;
    case GESSO_SKETCH_WORD_SHADE:
    case GESSO_SKETCH_WORD_SIZE:
    case GESSO_SKETCH_WORD_NUMBER:
      take_adjective (self, word, text);
      break;
    case GESSO_SKETCH_WORD_PLACE:
      _gesso_sketch_reader_take_place (self, word, text, n);
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
      _gesso_sketch_reader_flush (self);
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

static void
take_unknown (GessoSketchReader      *self,
              const GessoSketchToken *token)
{
  gunichar first = g_utf8_get_char (token->text);

  self->thing_just = FALSE;
  /* Single letters are what apostrophes leave over. */
  if (token->kind == GESSO_SKETCH_TOKEN_WORD && first < 0x250
      && g_utf8_strlen (token->text, -1) < 2)
    return;
  if (self->no)
    {
      _gesso_sketch_reader_wait_word (self, token->text);
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, self->waiting->str, NULL);
      g_string_truncate (self->waiting, 0);
      _gesso_sketch_reader_flush (self);
      return;
    }
  _gesso_sketch_reader_flush (self);
  gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, token->text, NULL);
  self->clause_start = FALSE;
}

static void
take_number (GessoSketchReader      *self,
             const GessoSketchToken *token)
{
  gboolean plain = strlen (token->text) <= 3;

  for (const char *p = token->text; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      plain = FALSE;

  _gesso_sketch_reader_flush (self);
  if (!plain || atoi (token->text) == 0)
    {
      gesso_sketch_notes_add (self->notes, GESSO_SKETCH_USE_NEVER, token->text, NULL);
      return;
    }
  self->count = atoi (token->text);
  _gesso_sketch_reader_wait_word (self, token->text);
}

static void
take_break (GessoSketchReader *self,
            gboolean           is_end)
{
  _gesso_sketch_reader_flush (self);
  self->clause_start = TRUE;
  self->ground_next = FALSE;
  self->text_next = FALSE;
  self->thing_just = FALSE;
  if (is_end)
    self->last_thing = -1;
}

static void
read_all (GessoSketchReader *self)
{
  for (self->i = 0; self->i < self->tokens->len; self->i++)
    {
      const GessoSketchToken *token = gesso_sketch_tokens_peek (self->tokens, self->i);
      const GessoSketchWord *word;
      GessoSketchColor color;
      guint n;

      switch (token->kind)
        {
        case GESSO_SKETCH_TOKEN_QUOTE:
          _gesso_sketch_reader_take_quote (self, token->text);
          break;
        case GESSO_SKETCH_TOKEN_HEX:
          if (gesso_sketch_color_parse_hex (token->text, &color))
            {
              g_autofree char *words = g_strconcat ("#", token->text, NULL);

              _gesso_sketch_reader_take_color (self, color, words);
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
          word = gesso_sketch_tokens_resolve (self->tokens, self->i, &n);
          if (word == NULL)
            {
              take_unknown (self, token);
            }
          else
            {
              g_autofree char *text = gesso_sketch_tokens_words (self->tokens, self->i, n);

              take_word (self, word, text, n);
              self->i += n - 1;
            }
          break;
        }
    }
  _gesso_sketch_reader_flush (self);
  drop_role (self);
}

/**
 * gesso_sketch_reader_read:
 * @tokens: (element-type GessoSketchToken): the prompt
 * @prompt: what it asks for; filled here, its mode and lists of words excepted
 * @notes: what each word would do; filled here
 *
 * Never fails: what cannot be understood becomes a note that is never used.
 */
void
gesso_sketch_reader_read (GPtrArray         *tokens,
                          GessoSketchPrompt *prompt,
                          GessoSketchNotes  *notes)
{
  GessoSketchReader self = { 0 };

  self.prompt = prompt;
  self.tokens = tokens;
  self.notes = notes;
  self.waiting = g_string_new (NULL);
  self.shade = -1;
  self.last_thing = -1;
  self.clause_start = TRUE;
  read_all (&self);
  g_string_free (self.waiting, TRUE);
}
