/* test-prompt-ratio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-prompt-ratio.h"

#include <string.h>

/* What people write, and what it means. Without a word there is nothing to find. */
static const struct
{
  const char *prompt;
  int width;
  int height;
  const char *word;
} table[] = {
  /* Numbers */
  { "a lighthouse, 16:9", 16, 9, "16:9" },
  { "16:9", 16, 9, "16:9" },
  { "(4:5) a face", 4, 5, "4:5" },
  { "Kinobild in 2,39:1, Nebel", 239, 100, "2,39:1" },
  { "cinematic 1.85:1.", 185, 100, "1.85:1" },
  { "a phone screen, 9:19.5", 900, 1950, "9:19.5" },
  { "1920x1080 desktop", 1920, 1080, "1920x1080" },
  { "1080 × 1350 Pixel", 1080, 1350, "1080 × 1350" },
  { "ein Bild 16x9 vom See", 16, 9, "16x9" },
  { "a poster in 16:9", 16, 9, "16:9" },

  /* Not a ratio */
  { "a clock that shows 10:30", 0, 0, NULL },
  { "a station clock at 9:16 pm", 0, 0, NULL },
  { "Bahnhofsuhr um 16:10 Uhr", 0, 0, NULL },
  { "John 3:16 in stone letters", 0, 0, NULL },
  { "it is 9:16:45 now", 0, 0, NULL },
  { "a 4x4 car on a track", 0, 0, NULL },
  { "99999999999999999999999:9", 0, 0, NULL },
  { "16:", 0, 0, NULL },
  { "x:y", 0, 0, NULL },
  { "", 0, 0, NULL },
  { "a red kite over dunes", 0, 0, NULL },
  { "Times Square at night", 0, 0, NULL },
  { "a fairy tale story about a card", 0, 0, NULL },
  { "an imposter among us", 0, 0, NULL },

  /* Words */
  { "a poster for a jazz night", 2, 3, "poster" },
  { "POSTER", 2, 3, "POSTER" },
  { "two posters on a wall", 2, 3, "posters" },
  { "a web banner for spring", 3, 1, "banner" },
  { "a phone wallpaper with koi", 9, 16, "phone wallpaper" },
  { "a phone-wallpaper with koi", 9, 16, "phone-wallpaper" },
  { "a wallpaper with koi", 16, 9, "wallpaper" },
  { "a banner on a phone wallpaper", 9, 16, "phone wallpaper" },
  { "a poster with a banner in it", 2, 3, "poster" },
  { "album cover, vinyl", 1, 1, "album cover" },
  { "an Instagram story for a bakery", 9, 16, "Instagram story" },
  { "A4 landscape, mountains", 297, 210, "A4 landscape" },
  { "A4, mountains", 210, 297, "A4" },

  /* German words, also compounds and endings */
  { "ein Plakat für ein Fest", 2, 3, "Plakat" },
  { "Filmplakat mit einem Wal", 2, 3, "Filmplakat" },
  { "die Konzertplakate der Siebziger", 2, 3, "Konzertplakate" },
  { "ein Werbebanner für Schuhe", 3, 1, "Werbebanner" },
  { "Handyhintergrund mit Farn", 9, 16, "Handyhintergrund" },
  { "Handy-Hintergrund mit Farn", 9, 16, "Handy-Hintergrund" },
  { "Hintergrundbild fürs Handy", 9, 16, "Hintergrundbild fürs Handy" },
  { "Hintergrundbild mit Farn", 16, 9, "Hintergrundbild" },
  { "Ein Foto im Hochformat", 2, 3, "Hochformat" },
  { "Berge, Querformat", 3, 2, "Querformat" },
  { "ein quadratisches Bild", 1, 1, "quadratisches" },
  { "Präsentationsfolie über Bienen", 16, 9, "Präsentationsfolie" },
  { "Pra\xcc\x88sentationsfolie", 16, 9, "Präsentationsfolie" },
  { "Visitenkarten für eine Gärtnerei", 17, 11, "Visitenkarten" },
  { "Lesezeichen mit Ranken", 1, 3, "Lesezeichen" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GessoPromptRatio ratio;
      gboolean found = gesso_prompt_ratio_find (table[i].prompt, &ratio);

      g_test_message ("%s", table[i].prompt);
      g_assert_cmpint (found, ==, table[i].word != NULL);
      g_assert_cmpint (ratio.width, ==, table[i].width);
      g_assert_cmpint (ratio.height, ==, table[i].height);
      g_assert_cmpstr (ratio.word, ==, found ? table[i].word : "");
      if (found)
        g_assert_cmpint (ratio.in_numbers, ==,
                         strpbrk (table[i].word, ":x") != NULL
                             ? g_ascii_isdigit (table[i].word[0])
                             : strstr (table[i].word, "×") != NULL);
    }
}

/* Whatever is typed: no crash, valid text, and only ratios of positive numbers. */
static void
test_any_text (void)
{
  static const char *const pieces[]
      = { "poster",    "16",     ":",        "9",    " ", "x",   "×",  ".",
          ",",         "Ä",      "\xcc\x88", "日本", "🎨", "-",   "a4", "phone",
          "wallpaper", "banner", "\n",       "1920", "0", "uhr", "pm" };

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      GessoPromptRatio ratio;

      for (int j = g_test_rand_int_range (0, 12); j > 0; j--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (gesso_prompt_ratio_find (text->str, &ratio))
        {
          g_assert_cmpint (ratio.width, >, 0);
          g_assert_cmpint (ratio.height, >, 0);
          g_assert_true (g_utf8_validate (ratio.word, -1, NULL));
          g_assert_cmpint (ratio.word[0], !=, '\0');
        }
      else
        {
          g_assert_cmpint (ratio.width, ==, 0);
        }
    }
}

/* A word is shortened between characters, and only the beginning of a long text is read. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GessoPromptRatio ratio;

  for (int i = 0; i < 21; i++)
    g_string_append (text, "ä");
  g_string_append (text, "plakat");
  g_assert_false (gesso_prompt_ratio_find (text->str, &ratio));

  g_string_assign (text, "hintergrundbild");
  for (int i = 0; i < 70; i++)
    g_string_append (text, " ");
  g_string_append (text, "fürs handy");
  g_assert_true (gesso_prompt_ratio_find (text->str, &ratio));
  g_assert_cmpint (ratio.width, ==, 9);
  g_assert_cmpuint (strlen (ratio.word), <, GESSO_PROMPT_RATIO_WORD);

  g_string_assign (text, "");
  while (text->len < 20000)
    g_string_append (text, "wort ");
  g_string_append (text, "plakat");
  g_assert_false (gesso_prompt_ratio_find (text->str, &ratio));
  g_string_truncate (text, 0);
  while (text->len < 19990)
    g_string_append (text, "wort ");
  g_string_append (text, "plakat");
  g_assert_true (gesso_prompt_ratio_find (text->str, &ratio));
  g_assert_false (gesso_prompt_ratio_find (NULL, &ratio));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/prompt-ratio/table", test_table);
  g_test_add_func ("/prompt-ratio/any-text", test_any_text);
  g_test_add_func ("/prompt-ratio/long", test_long);

  return g_test_run ();
}
