/* test-reference-strip.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "model/gesso-account.h"
#include "ui/compose/gesso-reference-strip.h"
#include "ui/compose/gesso-reference-tile.h"
#include "ui/support/gesso-ui.h"

static GessoDraft *
make_draft (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoDraft *draft = gesso_draft_new (catalog, pricing);

  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "gpt-image-2");
  return draft;
}

static GessoDraftImage *
add_image (GessoDraft *draft,
           const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GessoReference) reference
      = gesso_reference_new (bytes, "image/png", name, "d", 64, 64);
  g_autoptr (GessoDraftImage) image = gesso_draft_image_new_ready (reference);

  gesso_draft_add_reference (draft, image);
  return image;
}

static void
find_tiles (GtkWidget *widget,
            GPtrArray *tiles)
{
  if (GESSO_IS_REFERENCE_TILE (widget))
    {
      g_ptr_array_add (tiles, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_tiles (child, tiles);
}

static void
assert_order (GtkWidget       *strip,
              GessoDraftImage *a,
              GessoDraftImage *b,
              GessoDraftImage *c)
{
  g_autoptr (GPtrArray) tiles = g_ptr_array_new ();
  GessoDraftImage *expected[] = { a, b, c };
  guint n = a == NULL ? 0 : b == NULL ? 1 : c == NULL ? 2 : 3;

  find_tiles (strip, tiles);
  g_assert_cmpuint (tiles->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (gesso_reference_tile_get_image (tiles->pdata[i]) == expected[i]);
      g_assert_cmpuint (gesso_reference_tile_get_position (tiles->pdata[i]), ==, i);
    }
}

static GtkWidget *
get_tile (GtkWidget *strip,
          guint      i)
{
  g_autoptr (GPtrArray) tiles = g_ptr_array_new ();

  find_tiles (strip, tiles);
  return tiles->pdata[i];
}

static void
test_order (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *strip = g_object_ref_sink (gesso_reference_strip_new ());
  GessoDraftImage *a, *b, *c;

  gesso_reference_strip_set_draft (GESSO_REFERENCE_STRIP (strip), NULL, draft);
  a = add_image (draft, "a");
  b = add_image (draft, "b");
  c = add_image (draft, "c");
  assert_order (strip, a, b, c);
  gtk_widget_activate_action (get_tile (strip, 2), "reference.move-earlier", NULL);
  assert_order (strip, a, c, b);
  gtk_widget_activate_action (get_tile (strip, 0), "reference.move-later", NULL);
  assert_order (strip, c, a, b);
  gtk_widget_activate_action (get_tile (strip, 2), "reference.make-base", NULL);
  g_assert_true (gesso_draft_get_base (draft) == b);
  gtk_widget_activate_action (get_tile (strip, 0), "reference.remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_draft_get_references (draft)), ==, 2);
  gtk_widget_activate_action (get_tile (strip, 0), "reference.role", "s", "logo");
  g_assert_cmpstr (gesso_draft_image_get_role (gesso_draft_get_base (draft)), ==, "logo");
  g_assert_finalize_object (strip);
  g_assert_finalize_object (draft);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/reference-strip/order", test_order);

  return g_test_run ();
}
