/* test-engine-instruction.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is read out of edit prompts, and what is left over. */

#include "config.h"

#include "engine/sketch/gesso-sketch-instruction.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *steps;   /* names of the verbs, with commas */
  const char *ignored; /* with bars; NULL: not looked at */
} Case;

static const Case cases[] = {
  { "remove the car", "removal", "car" },
  { "erase this", "removal", "" },
  { "Please remove it, then make the picture brighter", "removal,brightness", "" },
  { "make it blue", "color", "" },
  { "make the red ball blue", "color", "ball" },
  { "replace the background with green", "background", "" },
  { "cut it out", "cut-out", "" },
  { "remove the background", "cut-out", "" },
  { "make the background transparent", "cut-out", "" },
  { "blur the background", "blur", "" },
  { "black and white with more contrast", "black and white,contrast", "" },
  { "slightly warmer and much darker", "warmth,brightness", "" },
  { "add the text \"Remove me\" at the top", "text", "" },
  { "remove the text", "removal", "" },
  { "a duotone of navy and beige", "duotone", "" },
  { "extend the canvas to the left by 200 px", "canvas", "" },
  { "upscale 2x", "enlargement", "" },
  { "collage", "grid", "" },
  { "paste image 2 at the bottom right", "paste", "" },
  { "frobnicate the zebra", "", NULL },
  { "make it nicer", "", NULL },
  { "", "", "" },
  { "entferne das Auto", "removal", "Auto" },
  { "Mache es etwas heller und schärfer", "brightness,sharpness", "" },
  { "supprime le texte", "removal", "" },
  { "fais-le en noir et blanc", "black and white", NULL },
  { "elimina esto", "removal", NULL },
  { "把图片变成黑白", "black and white", "" },
  { "移除", "removal", "" },
  { "背景をぼかして", "blur", "" },
  { "이미지를 흐리게 해줘", "blur", "" },
  { "पृष्ठभूमि हटाओ", "cut-out", "" },
  { "এটা মুছে দাও", "removal", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoSketchInstruction) instruction
          = gesso_sketch_instruction_parse (cases[i].text);
      g_autoptr (GString) steps = g_string_new (NULL);
      g_autoptr (GString) ignored = g_string_new (NULL);

      for (guint k = 0; k < instruction->steps->len; k++)
        {
          GessoSketchStep *step = g_ptr_array_index (instruction->steps, k);

          g_string_append_printf (steps, "%s%s", k > 0 ? "," : "",
                                  gesso_sketch_verb_get_name (step->verb));
        }
      for (guint k = 0; k < instruction->ignored->len; k++)
        g_string_append_printf (ignored, "%s%s", k > 0 ? "|" : "",
                                (char *) g_ptr_array_index (instruction->ignored, k));
      g_test_message ("%s: %s / %s", cases[i].text, steps->str, ignored->str);
      g_assert_cmpstr (steps->str, ==, cases[i].steps);
      if (cases[i].ignored != NULL)
        g_assert_cmpstr (ignored->str, ==, cases[i].ignored);
    }
}

static GessoSketchStep *
first_step (GessoSketchInstruction *instruction)
{
  g_assert_cmpuint (instruction->steps->len, >, 0);

  return g_ptr_array_index (instruction->steps, 0);
}

static void
test_details (void)
{
  g_autoptr (GessoSketchInstruction) colors
      = gesso_sketch_instruction_parse ("change red to #0a0B0c");
  g_autoptr (GessoSketchInstruction) darker = gesso_sketch_instruction_parse ("much darker");
  g_autoptr (GessoSketchInstruction) less = gesso_sketch_instruction_parse ("less contrast");
  g_autoptr (GessoSketchInstruction) text
      = gesso_sketch_instruction_parse ("Write “Größe 你好” in yellow at the top left");
  g_autoptr (GessoSketchInstruction) canvas
      = gesso_sketch_instruction_parse ("extend left and right by 15 %");
  g_autoptr (GessoSketchInstruction) paste
      = gesso_sketch_instruction_parse ("insert image 3 in the center");
  GessoSketchStep *step = first_step (colors);

  g_assert_cmpint (step->n_colors, ==, 2);
  g_assert_cmphex (step->colors[1], ==, 0x0a0b0c);
  g_assert_cmpfloat (first_step (darker)->amount, <, -1);
  g_assert_cmpfloat (first_step (less)->amount, <, 0);
  step = first_step (text);
  g_assert_cmpstr (step->text, ==, "Größe 你好");
  g_assert_cmphex (step->colors[0], ==, 0xf2c521);
  g_assert_cmpuint (step->sides, ==, GESSO_SKETCH_SIDE_TOP | GESSO_SKETCH_SIDE_LEFT);
  step = first_step (canvas);
  g_assert_cmpint (step->verb, ==, GESSO_SKETCH_VERB_EXTEND);
  step = first_step (paste);
  g_assert_cmpint (step->picture, ==, 3);
  g_assert_cmpuint (step->sides, ==, GESSO_SKETCH_SIDE_CENTER);
}

/* Whatever is typed, it ends, and within bounds. */
static void
test_any_text (void)
{
  static const char *const parts[] = { "remove",
                                       " ",
                                       "\"",
                                       "”",
                                       "#",
                                       "#12",
                                       "2",
                                       "%",
                                       "和",
                                       "한",
                                       "ि",
                                       "\xf0\x9f\x98\x80",
                                       "'",
                                       "and",
                                       ",",
                                       "background",
                                       "\t",
                                       "\xcc\x81",
                                       "9999999999999999999999",
                                       "to",
                                       "İ",
                                       "ẞ" };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GessoSketchInstruction) instruction = NULL;
      int n = g_rand_int_range (random, 0, 40);

      for (int i = 0; i < n; i++)
        g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      instruction = gesso_sketch_instruction_parse (text->str);
      g_assert_cmpuint (instruction->steps->len, <=, 16);
      g_assert_cmpuint (instruction->ignored->len, <=, 64);
    }
}

static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GessoSketchInstruction) instruction = NULL;

  for (int i = 0; i < 40000; i++)
    g_string_append (text, "zebra ");
  instruction = gesso_sketch_instruction_parse (text->str);
  g_assert_cmpuint (instruction->steps->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine/instruction/cases", test_cases);
  g_test_add_func ("/engine/instruction/details", test_details);
  g_test_add_func ("/engine/instruction/any-text", test_any_text);
  g_test_add_func ("/engine/instruction/long-text", test_long_text);

  return g_test_run ();
}
