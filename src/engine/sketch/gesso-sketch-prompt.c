/* gesso-sketch-prompt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchPrompt: what a prompt asks for, as far as this engine knows words. Tokens are read by
 * GessoSketchReader, which fills the prompt and writes notes; GessoSketchNotes then decides what
 * the picture as a whole is and which words had an effect.
 * A plain value made and owned by the drawing; pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-prompt.h"

#include "engine/sketch/gesso-sketch-notes.h"
#include "engine/sketch/gesso-sketch-reader.h"
#include "engine/sketch/gesso-sketch-result.h"
#include "engine/sketch/gesso-sketch-tokens.h"

static void
copy_free (gpointer data)
{
  GessoSketchCopy *copy = data;

  g_free (copy->text);
  g_free (copy);
}

static GessoSketchPrompt *
prompt_new (void)
{
  GessoSketchPrompt *prompt = g_new0 (GessoSketchPrompt, 1);

  prompt->palette = -1;
  prompt->colors = g_array_new (FALSE, FALSE, sizeof (GessoSketchColor));
  prompt->things = g_array_new (FALSE, FALSE, sizeof (GessoSketchThing));
  prompt->copies = g_ptr_array_new_with_free_func (copy_free);
  prompt->understood = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sketch_note_free);
  prompt->ignored = g_ptr_array_new_with_free_func (g_free);
  prompt->warnings = g_ptr_array_new_with_free_func (g_free);

  return prompt;
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
  GessoSketchPrompt *prompt = prompt_new ();
  gboolean cut;
  g_autoptr (GPtrArray) tokens = gesso_sketch_tokens_split (text, GESSO_SKETCH_MAX_PROMPT, &cut);
  g_autoptr (GessoSketchNotes) notes = gesso_sketch_notes_new ();

  gesso_sketch_reader_read (tokens, prompt, notes);
  gesso_sketch_notes_settle (notes, prompt, has_references);

  if (cut)
    g_ptr_array_add (prompt->warnings, g_strdup_printf ("Only the first %d characters were read.",
                                                        GESSO_SKETCH_MAX_PROMPT));
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_ptr_array_add (prompt->warnings,
                     g_strdup ("The prompt was not valid UTF-8; the broken parts were replaced."));
  if (prompt->copies->len >= GESSO_SKETCH_MAX_COPIES)
    g_ptr_array_add (prompt->warnings,
                     g_strdup_printf ("At most %d quoted texts are set.", GESSO_SKETCH_MAX_COPIES));

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

/**
 * gesso_sketch_prompt_is_rtl:
 * @self: a prompt
 *
 * Returns: whether the first letter of the headline runs from right to left
 */
gboolean
gesso_sketch_prompt_is_rtl (const GessoSketchPrompt *self)
{
  const char *headline = gesso_sketch_prompt_get_copy (self, GESSO_SKETCH_ROLE_HEADLINE, 0);

  for (const char *p = headline; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xff00);
    }

  return FALSE;
}
