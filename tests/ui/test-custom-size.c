/* test-custom-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/compose/gesso-custom-size.h"
#include "ui/support/gesso-ui.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
assert_size (GessoCustomSize *custom,
             int              width,
             int              height)
{
  GessoSize size;

  gesso_custom_size_get_size (custom, &size);
  g_assert_cmpint (size.width, ==, width);
  g_assert_cmpint (size.height, ==, height);
}

static void
test_offers (void)
{
  GessoCustomSize *custom = GESSO_CUSTOM_SIZE (g_object_ref_sink (gesso_custom_size_new ()));
  GessoSize wish = { 1030, 1030 };
  GessoSize taken;
  guint count = 0;

  g_signal_connect_swapped (custom, "size-changed", G_CALLBACK (count_cb), &count);
  gesso_custom_size_set_rule (custom, &gesso_size_rule_gpt_image);
  gesso_custom_size_set_size (custom, &wish);
  /* Setting is not typing, and the wish is kept though no model makes it. */
  g_assert_cmpuint (count, ==, 0);
  assert_size (custom, 1030, 1030);

  gtk_widget_activate_action (GTK_WIDGET (custom), "size.take-nearest", NULL);
  gesso_custom_size_get_size (custom, &taken);
  g_assert_cmpint (gesso_size_rule_check (&gesso_size_rule_gpt_image, &taken), ==,
                   GESSO_SIZE_PROBLEM_NONE);
  g_assert_cmpint (taken.width % 16, ==, 0);
  g_assert_cmpuint (count, ==, 1);
  g_assert_finalize_object (custom);
}

static void
test_swap (void)
{
  GessoCustomSize *custom = GESSO_CUSTOM_SIZE (g_object_ref_sink (gesso_custom_size_new ()));
  GessoSize size = { 1536, 1024 };

  gesso_custom_size_set_size (custom, &size);
  gtk_widget_activate_action (GTK_WIDGET (custom), "size.swap", NULL);
  assert_size (custom, 1024, 1536);
  g_assert_finalize_object (custom);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/custom-size/offers", test_offers);
  g_test_add_func ("/custom-size/swap", test_swap);

  return g_test_run ();
}
