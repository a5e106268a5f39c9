/* gesso-prompt-words-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoPromptWord:
 * @words: in lower case, with single spaces
 * @width: first number of the ratio
 * @height: second number of the ratio
 * @in_compounds: whether a longer word may end in it, as in German
 *
 * A phrase that asks for a ratio. Static.
 */
typedef struct
{
  const char *words;
  int         width;
  int         height;
  gboolean    in_compounds;
} GessoPromptWord;

const GessoPromptWord *_gesso_prompt_words_list            (guint      *out_length);
gboolean               _gesso_prompt_words_ends            (const char *text,
                                                            const char *word,
                                                            gboolean    in_compounds);
gboolean               _gesso_prompt_words_is_ratio        (gint64      width,
                                                            gint64      height);
gboolean               _gesso_prompt_words_is_written_size (gint64      width,
                                                            gint64      height);

G_END_DECLS
