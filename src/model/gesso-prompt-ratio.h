/* gesso-prompt-ratio.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GESSO_PROMPT_RATIO_WORD 64

/**
 * GessoPromptRatio:
 * @width: first number of the ratio
 * @height: second number of the ratio
 * @in_numbers: whether it was written in numbers, as "16:9" or "1920×1080"
 * @word: what in the prompt says so, as it was typed, perhaps shortened; valid UTF-8
 *
 * The ratio that a prompt asks for. A plain value; bytes of @word after its end are 0.
 */
typedef struct
{
  int      width;
  int      height;
  gboolean in_numbers;
  char     word[GESSO_PROMPT_RATIO_WORD];
} GessoPromptRatio;

gboolean gesso_prompt_ratio_find (const char       *prompt,
                                  GessoPromptRatio *out_ratio);

G_END_DECLS
