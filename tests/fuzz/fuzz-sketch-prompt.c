/* fuzz-sketch-prompt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdint.h>

#include "engine/sketch/gesso-sketch-prompt.h"
#include "engine/sketch/gesso-sketch-result.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever the bytes, the account is valid text, within its limits, and no word is in both
 * lists. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GessoSketchPrompt) prompt = gesso_sketch_prompt_parse (text, size % 2 == 1);

  g_assert_cmpuint (prompt->copies->len, <=, GESSO_SKETCH_MAX_COPIES);
  g_assert_cmpuint (prompt->things->len, <=, GESSO_SKETCH_MAX_THINGS);
  g_assert_cmpuint (prompt->colors->len, <=, GESSO_SKETCH_MAX_COLORS);
  for (guint i = 0; i < prompt->understood->len; i++)
    {
      GessoSketchNote *note = g_ptr_array_index (prompt->understood, i);

      g_assert_true (g_utf8_validate (note->words, -1, NULL));
      g_assert_nonnull (note->effect);
    }
  for (guint i = 0; i < prompt->ignored->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (prompt->ignored, i), -1, NULL));
  for (guint i = 0; i < prompt->things->len; i++)
    {
      GessoSketchThing *thing = &g_array_index (prompt->things, GessoSketchThing, i);

      g_assert_cmpint (thing->count, >=, 0);
      g_assert_cmpint (thing->count, <=, 60);
    }

  return 0;
}
