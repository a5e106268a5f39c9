/* gesso-sketch-instruction.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchInstruction: what an edit prompt asks for, as far as it is known. The text is cut
 * into clauses; each clause is read word by word against one table of phrases in several
 * languages, and becomes one step for each verb in it. What is left over is reported, never
 * guessed at.
 *
 * Pure; any text in UTF-8 goes in, of any length; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-instruction.h"

#include "engine/sketch/gesso-sketch-instruction-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 16
#define MAX_IGNORED 64
#define MAX_BYTES (32000 * 4)

typedef struct
{
  GessoSketchInstruction *out;
  const char *text;     /* as written */
  const char *clause;   /* where the clause begins */
  GPtrArray *unknown;   /* (element-type utf8): of the clause */
  GessoSketchStep said; /* of the clause; its strings are owned */
  GessoSketchVerb verbs[MAX_STEPS];
  double amounts[MAX_STEPS];
  int n_verbs;
  double sign;
  double degree;
  gboolean change;
  gboolean picture_came; /* the last word was "image" */
  const char *goal;      /* (nullable): what follows the last "with" or "to" */
} Reader;

/* --- clauses --- */

static void
begin_clause (Reader     *reader,
              const char *at)
{
  g_free (reader->said.text);
  memset (&reader->said, 0, sizeof reader->said);
  g_ptr_array_set_size (reader->unknown, 0);
  reader->clause = at;
  reader->n_verbs = 0;
  reader->sign = 1;
  reader->degree = 1;
  reader->change = FALSE;
  reader->picture_came = FALSE;
  reader->goal = NULL;
}

static void
step_free (GessoSketchStep *step)
{
  g_free (step->text);
  g_free (step->tail);
  g_free (step->words);
  g_free (step);
}

static char *
cut (const char *from,
     const char *to)
{
  char *piece = g_strndup (from, to - from);

  return g_strstrip (piece);
}

static GessoSketchStep *
add_step (Reader          *reader,
          GessoSketchVerb  verb,
          double           amount,
          const char      *end)
{
  GessoSketchStep *step;

  if (reader->out->steps->len >= MAX_STEPS)
    return NULL;
  step = g_memdup2 (&reader->said, sizeof reader->said);
  step->verb = verb;
  step->amount = amount;
  step->text = g_strdup (reader->said.text);
  step->words = cut (reader->clause, end);
  step->tail = reader->goal != NULL && reader->goal < end ? cut (reader->goal, end) : NULL;
  g_ptr_array_add (reader->out->steps, step);

  return step;
}

static gboolean
has_verb (const Reader    *reader,
          GessoSketchVerb  verb)
{
  for (int i = 0; i < reader->n_verbs; i++)
    if (reader->verbs[i] == verb)
      return TRUE;

  return FALSE;
}

static void
drop_verb (Reader          *reader,
           GessoSketchVerb  verb)
{
  int n = 0;

  for (int i = 0; i < reader->n_verbs; i++)
    if (reader->verbs[i] != verb)
      {
        reader->verbs[n] = reader->verbs[i];
        reader->amounts[n++] = reader->amounts[i];
      }
  reader->n_verbs = n;
}

/* What a clause about the background means: its removal, another one, or a verb for it alone. */
static GessoSketchVerb
read_background (Reader *reader)
{
  if (reader->said.transparent || has_verb (reader, GESSO_SKETCH_VERB_REMOVE)
      || has_verb (reader, GESSO_SKETCH_VERB_CUT_OUT))
    return GESSO_SKETCH_VERB_CUT_OUT;
  if (reader->n_verbs > 0 && !has_verb (reader, GESSO_SKETCH_VERB_RECOLOR))
    return GESSO_SKETCH_VERB_NONE;
  if (reader->change || reader->said.n_colors > 0 || reader->said.picture > 0
      || reader->goal != NULL)
    return GESSO_SKETCH_VERB_BACKGROUND;

  return GESSO_SKETCH_VERB_NONE;
}

/* The one verb that rules the clause although other words of it are verbs too. */
static GessoSketchVerb
find_ruling_verb (Reader *reader)
{
  GessoSketchVerb verb = GESSO_SKETCH_VERB_NONE;

  if (reader->said.on_background)
    verb = read_background (reader);
  if (verb != GESSO_SKETCH_VERB_NONE)
    return verb;
  if (reader->said.text != NULL
      && (reader->n_verbs == 0 || has_verb (reader, GESSO_SKETCH_VERB_TEXT)))
    return GESSO_SKETCH_VERB_TEXT;
  if (has_verb (reader, GESSO_SKETCH_VERB_REMOVE)
      && (has_verb (reader, GESSO_SKETCH_VERB_TEXT) || has_verb (reader, GESSO_SKETCH_VERB_PASTE)))
    return GESSO_SKETCH_VERB_REMOVE;
  if (has_verb (reader, GESSO_SKETCH_VERB_REMOVE) && has_verb (reader, GESSO_SKETCH_VERB_RECOLOR)
      && reader->said.n_colors == 0)
    return GESSO_SKETCH_VERB_MONOCHROME;
  if (reader->said.picture > 0 && reader->n_verbs == 0
      && (reader->change || reader->said.sides != 0 || reader->sign != 1))
    return GESSO_SKETCH_VERB_PASTE;
  if (reader->n_verbs == 0 && reader->said.n_colors > 0)
    return GESSO_SKETCH_VERB_RECOLOR;
  if (reader->n_verbs == 0 && reader->said.transparent)
    return GESSO_SKETCH_VERB_CUT_OUT;

  return GESSO_SKETCH_VERB_NONE;
}

static void
report_unknown (Reader *reader)
{
  for (guint i = 0; i < reader->unknown->len && reader->out->ignored->len < MAX_IGNORED; i++)
    g_ptr_array_add (reader->out->ignored, g_strdup (g_ptr_array_index (reader->unknown, i)));
}

static void
end_clause (Reader     *reader,
            const char *end)
{
  GessoSketchVerb ruling = find_ruling_verb (reader);

  /* "Text" without a text, beside another verb, is only the thing that verb is done to. */
  if (ruling == GESSO_SKETCH_VERB_NONE && reader->n_verbs > 1 && reader->said.text == NULL)
    drop_verb (reader, GESSO_SKETCH_VERB_TEXT);
  /* "Change the colour saturation": colour is the object of the other verb. */
  if (ruling == GESSO_SKETCH_VERB_NONE && reader->n_verbs > 1 && reader->said.n_colors == 0)
    drop_verb (reader, GESSO_SKETCH_VERB_RECOLOR);

  if (ruling != GESSO_SKETCH_VERB_NONE)
    add_step (reader, ruling, reader->degree, end);
  else
    for (int i = 0; i < reader->n_verbs; i++)
      add_step (reader, reader->verbs[i], reader->amounts[i], end);

  if (ruling == GESSO_SKETCH_VERB_NONE && reader->n_verbs == 0)
    {
      g_autofree char *piece = cut (reader->clause, end);

      if (*piece != '\0' && (reader->unknown->len > 0 || reader->change))
        {
          g_ptr_array_set_size (reader->unknown, 0);
          g_ptr_array_add (reader->unknown, g_steal_pointer (&piece));
        }
    }
  /* What a background shall show is drawn from these words, so they are used. */
  if (ruling != GESSO_SKETCH_VERB_BACKGROUND)
    report_unknown (reader);
  begin_clause (reader, end);
}

/* --- words --- */

static void
add_verb (Reader          *reader,
          GessoSketchVerb  verb,
          double           sign)
{
  if (reader->n_verbs >= MAX_STEPS || has_verb (reader, verb))
    return;
  reader->verbs[reader->n_verbs] = verb;
  reader->amounts[reader->n_verbs++] = sign * reader->degree;
}

static void
add_color (Reader  *reader,
           guint32  color)
{
  if (reader->said.n_colors < GESSO_SKETCH_STEP_MAX_COLORS)
    reader->said.colors[reader->said.n_colors++] = color;
}

static void
scale_verbs (Reader *reader,
             double  factor)
{
  if (reader->n_verbs > 0)
    reader->amounts[reader->n_verbs - 1] *= factor;
}

static void
take_word (Reader     *reader,
           const Word *word,
           const char *end)
{
  gboolean picture_came = FALSE;

  switch (word->kind)
    {
    case WORD_VERB:
    case WORD_MORE:
      add_verb (reader, word->value, reader->sign);
      break;
    case WORD_LESS:
      add_verb (reader, word->value, -1);
      break;
    case WORD_SIGN:
      reader->sign = word->value;
      if (word->value < 0 || reader->n_verbs > 0)
        scale_verbs (reader, word->value);
      break;
    case WORD_DEGREE:
      reader->degree = word->value / 100.0;
      scale_verbs (reader, reader->degree);
      break;
    case WORD_CHANGE:
      reader->change = TRUE;
      break;
    case WORD_INTO:
      reader->goal = end;
      break;
    case WORD_COLOR:
      add_color (reader, (guint32) word->value);
      break;
    case WORD_SIDE:
      reader->said.sides |= word->value;
      break;
    case WORD_GROUND:
      reader->said.on_background = TRUE;
      break;
    case WORD_CLEAR:
      reader->said.transparent = TRUE;
      break;
    case WORD_PICTURE:
      if (word->value > 0)
        reader->said.picture = word->value;
      else
        picture_came = TRUE;
      break;
    case WORD_UNIT:
      reader->said.unit = word->value;
      break;
    case WORD_NUMBER:
      reader->said.number = word->value;
      break;
    case WORD_AND:
    case WORD_STOP:
      break;
    }
  reader->picture_came = picture_came;
}

static const char *
take_number (Reader     *reader,
             const char *at)
{
  char *end;
  double number = g_ascii_strtod (at, &end);

  if (end == at)
    return at + 1;
  if (reader->picture_came && number >= 2 && number <= 16)
    reader->said.picture = (int) number;
  else if (!reader->picture_came)
    reader->said.number = CLAMP (number, 0, 100000);
  reader->picture_came = FALSE;

  return end;
}

static const char *
take_hex (Reader     *reader,
          const char *at)
{
  guint32 color = 0;
  int n = 0;

  while (n < 8 && g_ascii_isxdigit (at[1 + n]))
    n++;
  if (n != 3 && n != 6)
    return at + 1;
  color = (guint32) g_ascii_strtoull (at + 1, NULL, 16);
  if (n == 3)
    color = (color >> 8 & 15) * 0x110000 | (color >> 4 & 15) * 0x1100 | (color & 15) * 0x11;
  add_color (reader, color);

  return at + 1 + n;
}

/* The end of a quotation that begins here, or NULL. */
static const char *
find_quote_end (const char *at,
                gsize      *out_mark)
{
  static const char *const marks[][2]
      = { { "\"", "\"" }, { "“", "”" },   { "„", "“" },   { "„", "”" }, { "«", "»" },
          { "»", "«" },   { "「", "」" }, { "『", "』" }, { "‘", "’" }, { "'", "'" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *end;

      if (!g_str_has_prefix (at, marks[i][0]))
        continue;
      end = strstr (at + strlen (marks[i][0]), marks[i][1]);
      if (end == NULL)
        continue;
      *out_mark = strlen (marks[i][0]);
      return end;
    }

  return NULL;
}

static const char *
take_quote (Reader     *reader,
            const char *folded,
            const char *base)
{
  gsize mark;
  const char *end = find_quote_end (folded, &mark);
  const char *written;

  if (end == NULL)
    return NULL;
  /* Folding keeps the bytes in place, so the text as written lies at the same offset. */
  written = reader->text + (folded - base);
  if (reader->said.text == NULL)
    reader->said.text = g_strndup (written + mark, end - folded - mark);

  return g_utf8_next_char (end);
}

static gboolean
ends_clause (gunichar c)
{
  return c == ',' || c == ';' || c == '.' || c == '!' || c == '\n' || c == 0x3002 || c == 0xff0c
         || c == 0x3001 || c == 0xff1b || c == 0x0964 || c == ':';
}

static void
take_unknown (Reader     *reader,
              const char *folded,
              const char *end,
              const char *base)
{
  if (reader->unknown->len < MAX_IGNORED)
    g_ptr_array_add (reader->unknown, g_strndup (reader->text + (folded - base), end - folded));
  reader->picture_came = FALSE;
}

/* Only whole clauses may be parted at "and": "a duotone of navy and beige" is one. */
static gboolean
may_part (const Reader *reader)
{
  if (has_verb (reader, GESSO_SKETCH_VERB_DUOTONE) && reader->said.n_colors < 2)
    return FALSE;

  return reader->n_verbs > 0 || reader->said.text != NULL
         || (reader->change && reader->said.n_colors > 0);
}

static const char *
take_next (Reader     *reader,
           const char *at,
           const char *base)
{
  gunichar c = g_utf8_get_char (at);
  const char *end = take_quote (reader, at, base);
  const Word *word;

  if (end != NULL)
    return end;
  if (c == '#')
    return take_hex (reader, at);
  if (g_ascii_isdigit (*at))
    return take_number (reader, at);
  word = _gesso_sketch_match_word (at, &end);
  if (word != NULL)
    {
      const char *begin = reader->text + (at - base);

      if (word->kind == WORD_AND && may_part (reader))
        {
          end_clause (reader, begin);
          reader->clause = reader->text + (end - base);
        }
      else
        take_word (reader, word, reader->text + (end - base));
      return end;
    }
  if (ends_clause (c))
    {
      end_clause (reader, reader->text + (at - base));
      reader->clause = reader->text + (g_utf8_next_char (at) - base);
      return g_utf8_next_char (at);
    }
  if (!_gesso_sketch_is_word_char (c))
    return g_utf8_next_char (at);
  end = _gesso_sketch_is_unspaced (c) ? g_utf8_next_char (at) : _gesso_sketch_skip_word (at);
  take_unknown (reader, at, end, base);

  return end;
}

/* Lower case where that takes the same number of bytes, so that offsets stay true. */
static char *
fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at), lower = g_unichar_tolower (c);

      if (g_unichar_to_utf8 (lower, NULL) != g_utf8_next_char (at) - at)
        lower = c;
      g_string_append_unichar (folded, lower);
    }

  return g_string_free (folded, FALSE);
}

/**
 * gesso_sketch_instruction_parse:
 * @text: valid UTF-8; what lies beyond 128,000 bytes is not read
 *
 * Returns: (transfer full): the steps, perhaps none
 */
GessoSketchInstruction *
gesso_sketch_instruction_parse (const char *text)
{
  GessoSketchInstruction *self = g_new0 (GessoSketchInstruction, 1);
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;
  Reader reader = { .out = self };

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  if (composed == NULL)
    return self;
  if (strlen (composed) > MAX_BYTES)
    *g_utf8_find_prev_char (composed, composed + MAX_BYTES) = '\0';
  folded = fold (composed);

  reader.text = composed;
  reader.unknown = g_ptr_array_new_with_free_func (g_free);
  begin_clause (&reader, composed);
  for (const char *at = folded; *at != '\0' && self->steps->len < MAX_STEPS;)
    at = take_next (&reader, at, folded);
  end_clause (&reader, composed + strlen (composed));
  g_free (reader.said.text);
  g_ptr_array_unref (reader.unknown);

  return self;
}

/**
 * gesso_sketch_instruction_free:
 * @self: (nullable) (transfer full): an instruction
 */
void
gesso_sketch_instruction_free (GessoSketchInstruction *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->ignored);
  g_free (self);
}

/**
 * gesso_sketch_instruction_list_verbs:
 *
 * Returns: the verbs in English, for a sentence
 */
const char *
gesso_sketch_instruction_list_verbs (void)
{
  return "remove, recolor, replace background, cut out, brighter, darker, contrast, warmer, "
         "cooler, "
         "saturate, desaturate, black and white, sepia, duotone, invert, blur, sharpen, pixelate, "
         "vignette, add text, collage, paste, extend, upscale";
}

/**
 * gesso_sketch_verb_get_name:
 * @verb: a verb
 *
 * Returns: its English name as a noun, for accounts of what was done
 */
const char *
gesso_sketch_verb_get_name (GessoSketchVerb verb)
{
  static const char *const names[] = {
    [GESSO_SKETCH_VERB_NONE] = "nothing",
    [GESSO_SKETCH_VERB_REMOVE] = "removal",
    [GESSO_SKETCH_VERB_RECOLOR] = "color",
    [GESSO_SKETCH_VERB_BACKGROUND] = "background",
    [GESSO_SKETCH_VERB_CUT_OUT] = "cut-out",
    [GESSO_SKETCH_VERB_BRIGHTNESS] = "brightness",
    [GESSO_SKETCH_VERB_CONTRAST] = "contrast",
    [GESSO_SKETCH_VERB_WARMTH] = "warmth",
    [GESSO_SKETCH_VERB_SATURATION] = "saturation",
    [GESSO_SKETCH_VERB_MONOCHROME] = "black and white",
    [GESSO_SKETCH_VERB_SEPIA] = "sepia",
    [GESSO_SKETCH_VERB_DUOTONE] = "duotone",
    [GESSO_SKETCH_VERB_INVERT] = "inversion",
    [GESSO_SKETCH_VERB_BLUR] = "blur",
    [GESSO_SKETCH_VERB_SHARPEN] = "sharpness",
    [GESSO_SKETCH_VERB_PIXELATE] = "pixels",
    [GESSO_SKETCH_VERB_VIGNETTE] = "vignette",
    [GESSO_SKETCH_VERB_TEXT] = "text",
    [GESSO_SKETCH_VERB_GRID] = "grid",
    [GESSO_SKETCH_VERB_PASTE] = "paste",
    [GESSO_SKETCH_VERB_EXTEND] = "canvas",
    [GESSO_SKETCH_VERB_UPSCALE] = "enlargement",
  };

  return verb < G_N_ELEMENTS (names) ? names[verb] : "nothing";
}
