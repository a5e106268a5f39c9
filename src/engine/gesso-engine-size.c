/* gesso-engine-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Size: what `auto` means when there is no picture to go by: the shape that the words name. */

#include "config.h"

#include "engine/gesso-engine-size.h"

#include <string.h>

typedef struct
{
  const char *word;
  int width;
  int height;
} Shape;

/* Looked for in this order; all sizes keep the rule of gpt-image-2. */
static const Shape shapes[] = {
  { "21:9", 1536, 656 },
  { "16:9", 1536, 864 },
  { "9:16", 864, 1536 },
  { "4:3", 1152, 864 },
  { "3:4", 864, 1152 },
  { "3:2", 1536, 1024 },
  { "2:3", 1024, 1536 },
  { "4:5", 1024, 1280 },
  { "5:4", 1280, 1024 },
  { "1:1", 1024, 1024 },
  { "phone wallpaper", 864, 1536 },
  { "desktop wallpaper", 1536, 864 },
  { "business card", 1360, 784 },
  { "story", 864, 1536 },
  { "reel", 864, 1536 },
  { "mobile", 864, 1536 },
  { "smartphone", 864, 1536 },
  { "banner", 1536, 512 },
  { "header image", 1536, 512 },
  { "poster", 1024, 1536 },
  { "plakat", 1024, 1536 },
  { "a4", 1024, 1456 },
  { "letter", 1024, 1328 },
  { "book cover", 1024, 1536 },
  { "landscape format", 1536, 1024 },
  { "portrait format", 1024, 1536 },
  { "postcard", 1536, 1024 },
  { "slide", 1536, 864 },
  { "thumbnail", 1536, 864 },
  { "web page", 1536, 1024 },
  { "website", 1536, 1024 },
  { "wireframe", 1536, 1024 },
  { "storyboard", 1536, 864 },
};

static gboolean
is_word_at (const char *text,
            const char *found,
            gsize       length)
{
  gunichar before = found > text ? g_utf8_get_char (g_utf8_prev_char (found)) : ' ';
  gunichar after = g_utf8_get_char (found + length);

  return !g_unichar_isalnum (before) && !g_unichar_isalnum (after);
}

/**
 * gesso_engine_size_for_words:
 * @asked: the size of the request
 * @prompt: valid UTF-8
 *
 * Returns: @asked, or when that is auto the size of the first shape that the prompt names, or
 *   1024 × 1024
 */
GessoSize
gesso_engine_size_for_words (const GessoSize *asked,
                             const char      *prompt)
{
  g_autofree char *folded = NULL;

  if (!gesso_size_is_auto (asked))
    return *asked;

  folded = g_utf8_strdown (prompt, -1);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const char *found = strstr (folded, shapes[i].word);

      if (found != NULL && is_word_at (folded, found, strlen (shapes[i].word)))
        return (GessoSize){ shapes[i].width, shapes[i].height };
    }

  return (GessoSize){ 1024, 1024 };
}
