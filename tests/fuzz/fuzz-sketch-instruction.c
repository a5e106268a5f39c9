/* fuzz-sketch-instruction.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine/sketch/gesso-sketch-instruction.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever is typed, the steps are bounded and what is reported is valid text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GessoSketchInstruction) instruction = gesso_sketch_instruction_parse (text);

  g_assert_cmpuint (instruction->steps->len, <=, 16);
  g_assert_cmpuint (instruction->ignored->len, <=, 64);
  for (guint i = 0; i < instruction->steps->len; i++)
    {
      GessoSketchStep *step = g_ptr_array_index (instruction->steps, i);

      g_assert_cmpint (step->n_colors, <=, GESSO_SKETCH_STEP_MAX_COLORS);
      g_assert_true (step->picture == 0 || (step->picture >= 2 && step->picture <= 16));
      g_assert_true (g_utf8_validate (step->words, -1, NULL));
      g_assert_true (step->text == NULL || g_utf8_validate (step->text, -1, NULL));
      g_assert_true (step->tail == NULL || g_utf8_validate (step->tail, -1, NULL));
    }
  for (guint i = 0; i < instruction->ignored->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (instruction->ignored, i), -1, NULL));

  return 0;
}
