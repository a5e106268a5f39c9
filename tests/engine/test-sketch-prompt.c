/* test-sketch-prompt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "engine/sketch/gesso-sketch-prompt.h"
#include "engine/sketch/gesso-sketch-result.h"

static gboolean
understood (const GessoSketchPrompt *prompt,
            const char              *words)
{
  for (guint i = 0; i < prompt->understood->len; i++)
    if (strstr (((GessoSketchNote *) g_ptr_array_index (prompt->understood, i))->words, words)
        != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
ignored (const GessoSketchPrompt *prompt,
         const char              *word)
{
  for (guint i = 0; i < prompt->ignored->len; i++)
    if (strstr (g_ptr_array_index (prompt->ignored, i), word) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_things (void)
{
  g_autoptr (GessoSketchPrompt) prompt = gesso_sketch_prompt_parse (
      "Three small red boats on the left of a lake, distant mountains at sunset", FALSE);
  const GessoSketchThing *boat = gesso_sketch_prompt_find (prompt, GESSO_SKETCH_NOUN_BOAT);
  const GessoSketchThing *mountains
      = gesso_sketch_prompt_find (prompt, GESSO_SKETCH_NOUN_MOUNTAINS);

  g_assert_cmpint (prompt->mode, ==, GESSO_SKETCH_MODE_SCENE);
  g_assert_cmpint (prompt->time, ==, GESSO_SKETCH_TIME_SUNSET);
  g_assert_nonnull (boat);
  g_assert_cmpint (boat->count, ==, 3);
  g_assert_cmpint (boat->size, ==, -1);
  g_assert_cmpint (boat->side, ==, GESSO_SKETCH_PLACE_LEFT);
  g_assert_true (boat->has_color);
  g_assert_true (gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_LAKE));
  g_assert_nonnull (mountains);
  g_assert_cmpint (mountains->depth, ==, GESSO_SKETCH_PLACE_FAR);
  g_assert_cmpuint (prompt->ignored->len, ==, 0);
}

static void
test_languages (void)
{
  static const struct
  {
    const char *text;
    GessoSketchNoun noun;
  } cases[] = {
    { "ein Sonnenuntergang über den Bergen", GESSO_SKETCH_NOUN_MOUNTAINS },
    { "un phare rouge au bord de la mer", GESSO_SKETCH_NOUN_LIGHTHOUSE },
    { "montañas y un lago al atardecer", GESSO_SKETCH_NOUN_LAKE },
    { "红色的风筝在沙丘上", GESSO_SKETCH_NOUN_KITE },
    { "夕焼けの山と湖", GESSO_SKETCH_NOUN_MOUNTAINS },
    { "밤하늘의 달과 별, 산과 호수", GESSO_SKETCH_NOUN_LAKE },
    { "पहाड़ों के ऊपर सूर्यास्त", GESSO_SKETCH_NOUN_MOUNTAINS },
    { "নদীর উপর নৌকা", GESSO_SKETCH_NOUN_BOAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoSketchPrompt) prompt = gesso_sketch_prompt_parse (cases[i].text, FALSE);

      g_test_message ("%s", cases[i].text);
      g_assert_true (gesso_sketch_prompt_has (prompt, cases[i].noun));
    }
}

static void
test_quotes (void)
{
  g_autoptr (GessoSketchPrompt) prompt
      = gesso_sketch_prompt_parse ("poster with the headline “Grand Opening”, subtitle „Samstag“, "
                                   "a button «Join» and 「東京」 as caption 'it''s'",
                                   FALSE);

  g_assert_cmpint (prompt->mode, ==, GESSO_SKETCH_MODE_TYPE);
  g_assert_cmpint (prompt->layout, ==, GESSO_SKETCH_LAYOUT_POSTER);
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_HEADLINE, 0), ==,
                   "Grand Opening");
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_SUBTITLE, 0), ==,
                   "Samstag");
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_BUTTON, 0), ==, "Join");
}

static void
test_roles_by_order (void)
{
  g_autoptr (GessoSketchPrompt) prompt
      = gesso_sketch_prompt_parse ("\"Low Tide\" \"an exhibition\" \"12 May 2027\" \"Book now\"",
                                   FALSE);

  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_HEADLINE, 0), ==,
                   "Low Tide");
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_SUBTITLE, 0), ==,
                   "an exhibition");
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_CAPTION, 0), ==,
                   "12 May 2027");
  g_assert_cmpstr (gesso_sketch_prompt_get_copy (prompt, GESSO_SKETCH_ROLE_BUTTON, 0), ==,
                   "Book now");
}

static void
test_partition (void)
{
  g_autoptr (GessoSketchPrompt) prompt = gesso_sketch_prompt_parse (
      "A photorealistic cat under a blue tree, oil painting, no clouds, no people", FALSE);

  g_assert_true (understood (prompt, "tree"));
  g_assert_true (understood (prompt, "no clouds"));
  g_assert_false (gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_CLOUDS));
  g_assert_true (ignored (prompt, "cat"));
  g_assert_true (ignored (prompt, "photorealistic"));
  g_assert_true (ignored (prompt, "oil"));
  g_assert_true (ignored (prompt, "people"));
  for (guint i = 0; i < prompt->ignored->len; i++)
    g_assert_false (understood (prompt, g_ptr_array_index (prompt->ignored, i)));
}

static void
test_unused_is_ignored (void)
{
  /* A palette sheet has no place for a boat, and says so. */
  g_autoptr (GessoSketchPrompt) prompt
      = gesso_sketch_prompt_parse ("palette sheet in pastel with a boat", FALSE);

  g_assert_cmpint (prompt->mode, ==, GESSO_SKETCH_MODE_PALETTE);
  g_assert_true (ignored (prompt, "boat"));
  g_assert_false (understood (prompt, "boat"));
}

static void
test_colors (void)
{
  g_autoptr (GessoSketchPrompt) prompt
      = gesso_sketch_prompt_parse ("gradient from #ff8800 to navy", FALSE);
  g_autoptr (GessoSketchPrompt) ground
      = gesso_sketch_prompt_parse ("a heart on a light blue background", FALSE);
  g_autoptr (GessoSketchPrompt) palette
      = gesso_sketch_prompt_parse ("geometric pattern in ocean tones", FALSE);

  g_assert_cmpint (prompt->backdrop, ==, GESSO_SKETCH_BACKDROP_LINEAR);
  g_assert_cmpuint (prompt->colors->len, ==, 2);
  g_assert_true (ground->has_ground);
  g_assert_true (gesso_sketch_prompt_has (ground, GESSO_SKETCH_NOUN_HEART));
  g_assert_cmpint (palette->palette, >=, 0);
  g_assert_cmpuint (palette->things->len, ==, 0);
}

static void
test_hostile (void)
{
  g_autoptr (GString) quotes = g_string_new (NULL);
  g_autoptr (GString) open = g_string_new (NULL);
  g_autofree char *longest = g_strnfill (40000, 'a');
  g_autofree char *hashes = g_strnfill (32000, '#');
  const char *const texts[] = {
    NULL,
    "",
    " ",
    "\"",
    "\"\"",
    "“",
    "'",
    "#",
    "#12",
    "- - -",
    "!?.,;:…",
    "\xff\xfe\xc0\x80",
    "a\xe2\x82",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "no",
    "no no no",
    "red",
    "red red red",
    "left",
    "7",
    "99999999999999999999 boats",
    "0 boats",
    "\xe2\x80\xae reversed",
    "的的的的",
    "from to from to",
  };

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (quotes, "\"t%d\" ", i);
  for (int i = 0; i < 9000; i++)
    g_string_append (open, "„«「");
  for (guint i = 0; i < G_N_ELEMENTS (texts) + 4; i++)
    {
      const char *text = i < G_N_ELEMENTS (texts)        ? texts[i]
                         : i == G_N_ELEMENTS (texts)     ? quotes->str
                         : i == G_N_ELEMENTS (texts) + 1 ? longest
                         : i == G_N_ELEMENTS (texts) + 2 ? hashes
                                                         : open->str;
      g_autoptr (GessoSketchPrompt) prompt = gesso_sketch_prompt_parse (text, FALSE);

      g_assert_cmpuint (prompt->copies->len, <=, GESSO_SKETCH_MAX_COPIES);
      g_assert_cmpuint (prompt->things->len, <=, GESSO_SKETCH_MAX_THINGS);
      for (guint k = 0; k < prompt->ignored->len; k++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (prompt->ignored, k), -1, NULL));
      if (text == longest)
        g_assert_cmpuint (prompt->warnings->len, >, 0);
    }
}

static void
test_vocabulary (void)
{
  guint nouns = 0;

  /* Each word of the table is found, and means what its row says or what an earlier row does. */
  for (guint i = 0; gesso_sketch_vocabulary_get (i) != NULL; i++)
    {
      const GessoSketchWord *word = gesso_sketch_vocabulary_get (i);
      g_auto (GStrv) forms = g_strsplit (word->forms, "|", -1);

      nouns += word->kind == GESSO_SKETCH_WORD_NOUN ? 1 : 0;
      for (guint k = 0; forms[k] != NULL; k++)
        {
          g_autofree char *form = g_utf8_normalize (forms[k], -1, G_NORMALIZE_DEFAULT_COMPOSE);
          g_autofree char *lower = g_utf8_strdown (form, -1);

          g_assert_cmpstr (form, !=, "");
          g_assert_cmpstr (form, ==, lower);
          g_assert_nonnull (gesso_sketch_vocabulary_lookup (form));
        }
    }
  g_assert_cmpuint (nouns, ==, GESSO_SKETCH_N_NOUNS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sketch/prompt/things", test_things);
  g_test_add_func ("/sketch/prompt/languages", test_languages);
  g_test_add_func ("/sketch/prompt/quotes", test_quotes);
  g_test_add_func ("/sketch/prompt/roles-by-order", test_roles_by_order);
  g_test_add_func ("/sketch/prompt/partition", test_partition);
  g_test_add_func ("/sketch/prompt/unused-is-ignored", test_unused_is_ignored);
  g_test_add_func ("/sketch/prompt/colors", test_colors);
  g_test_add_func ("/sketch/prompt/hostile", test_hostile);
  g_test_add_func ("/sketch/prompt/vocabulary", test_vocabulary);

  return g_test_run ();
}
