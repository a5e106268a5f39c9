/* test-words.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/support/gesso-words.h"
#include "ui/support/gesso-ui.h"

static void
assert_words (char       *words,
              const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_sizes (void)
{
  GessoSize size = { 1536, 1024 };
  GessoSize none = GESSO_SIZE_AUTO;

  assert_words (gesso_words_size (&size), "1536 × 1024 · 1.6 MP");
  assert_words (gesso_words_size (&none), "the service decides");
}

static void
test_counts (void)
{
  assert_words (gesso_words_count (0), "0");
  assert_words (gesso_words_count (999), "999");
  assert_words (gesso_words_count (1234), "1,234");
  assert_words (gesso_words_count (20000), "20,000");
  assert_words (gesso_words_count (8294400), "8,294,400");
  assert_words (gesso_words_count (-123), "-123");
}

static void
test_choices (void)
{
  assert_words (gesso_words_choice ("quality", "xhigh"), "Extra High");
  assert_words (gesso_words_choice ("moderation", "auto"), "Standard");
  assert_words (gesso_words_choice ("quality", "unheard-of"), "unheard-of");
}

static void
test_stages (void)
{
  assert_words (gesso_words_stage (GESSO_RUN_STAGE_RECEIVING, 0.634), "Receiving 63 %");
  assert_words (gesso_words_stage (GESSO_RUN_STAGE_RECEIVING, -1), "Receiving");
  assert_words (gesso_words_seconds (8), "8 s");
  assert_words (gesso_words_seconds (127), "2:07");
  assert_words (gesso_words_seconds (3661), "1:01:01");
}

static void
test_isolate (void)
{
  GessoSize size = { 1536, 1024 };
  g_autofree char *words = NULL;

  assert_words (gesso_words_isolate ("52 %"), "52 %");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  assert_words (gesso_words_isolate ("52 %"), "\u2066"
                                              "52 %\u2069");
  /* The width stands first in memory and, being isolated, on the screen. */
  words = gesso_words_size (&size);
  g_assert_true (g_str_has_prefix (words, "\u2066"
                                          "1536 × 1024"));
  g_assert_true (g_str_has_suffix (words, "\u2069"));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/words/sizes", test_sizes);
  g_test_add_func ("/words/counts", test_counts);
  g_test_add_func ("/words/choices", test_choices);
  g_test_add_func ("/words/stages", test_stages);

  g_test_add_func ("/words/isolate", test_isolate);

  return g_test_run ();
}
