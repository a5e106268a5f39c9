/* test-history.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-history-model.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

#include <string.h>

/* Sanitizers make each row so slow that fewer must do. */
enum
{
  N_MANY = GESSO_TEST_ADDRESS_SANITIZER || GESSO_TEST_THREAD_SANITIZER ? 5000 : 100000
};

static guint
length (GessoHistoryModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static void
search (GessoHistoryModel *model,
        const char        *text)
{
  g_autoptr (GessoQuery) query = gesso_query_new ();

  query->text = g_strdup (text);
  gesso_history_model_set_query (model, query);
  gesso_test_wait_until (!gesso_history_model_get_loading (model));
}

/* A mirror that applies items-changed: what a view would believe. */
static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *mirror)
{
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GessoNode) node = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (mirror, (int) (position + i), g_strdup (gesso_node_get_id (node)));
    }
  g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (model));
}

static void
test_follows (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoHistoryModel *model = gesso_history_model_new (library);
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GAsyncResult) result = NULL;
  GessoNode *a;
  GessoNode *b;
  GessoNode *first;
  const char *ids[] = { NULL, NULL };
  guint position = 9;

  g_signal_connect (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
  gesso_test_wait_until (!gesso_history_model_get_loading (model));
  a = gesso_test_library_import (library, session, "red door", 8, 8);
  b = gesso_test_library_import (library, session, "blue door", 9, 9);
  gesso_test_wait_until (length (model) == 2);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (first == b);
  g_assert_true (gesso_history_model_find (model, gesso_node_get_id (a), &position));
  g_assert_cmpuint (position, ==, 1);

  search (model, "blu");
  g_assert_cmpuint (length (model), ==, 1);
  gesso_library_set_note_async (library, gesso_node_get_id (a), "like the blue one", NULL,
                                gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_test_wait_until (length (model) == 2);
  search (model, "oor");
  g_assert_cmpuint (length (model), ==, 2);
  ids[0] = gesso_node_get_id (b);
  gesso_library_set_deleted_async (library, ids, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_test_wait_until (length (model) == 1);
  g_assert_false (gesso_history_model_find (model, ids[0], NULL));
  gesso_library_set_deleted_async (library, ids, FALSE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_test_wait_until (length (model) == 2);
  gesso_library_set_deleted_async (library, ids, TRUE, NULL, NULL, NULL);
  gesso_library_empty_bin_async (library, 0, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_test_wait_until (length (model) == 1);
  search (model, NULL);
  g_assert_cmpuint (length (model), ==, 1);

  g_object_unref (first);
  g_object_unref (a);
  g_object_unref (b);
  g_object_unref (session);
  g_assert_finalize_object (model);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
assert_item (GessoHistoryModel *model,
             guint              position)
{
  g_autoptr (GessoNode) node = g_list_model_get_item (G_LIST_MODEL (model), position);
  g_autofree char *id = g_strdup_printf ("01AAAAAAAAAAAAAAAAAA%06u", N_MANY - position);
  g_autofree char *name = g_strdup_printf ("picture %u", N_MANY - position);
  guint found = G_MAXUINT;

  g_assert_cmpstr (gesso_node_get_id (node), ==, id);
  gesso_test_wait_until (gesso_node_is_loaded (node));
  g_assert_cmpstr (gesso_node_get_name (node), ==, name);
  g_assert_true (gesso_history_model_find (model, id, &found));
  g_assert_cmpuint (found, ==, position);
}

static void
test_many (void)
{
  static const guint positions[]
      = { 0, 1, 255, 256, 257, N_MANY / 2, N_MANY - 257, N_MANY - 256, N_MANY - 1, 0, 51 };
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoHistoryModel *model;
  GessoQuery favourites = { .kind = -1, .favourite = TRUE };
  g_autofree char *last = NULL;
  gint64 start;

  gesso_test_library_fill (folder, gesso_session_get_id (session), N_MANY);
  start = g_get_monotonic_time ();
  model = gesso_history_model_new (library);
  gesso_test_wait_until (!gesso_history_model_get_loading (model));
  g_test_message ("open: %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (length (model), ==, N_MANY);
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    assert_item (model, positions[i]);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), N_MANY));

  start = g_get_monotonic_time ();
  search (model, "水彩");
  g_test_message ("scan: %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (length (model), ==, N_MANY / 1000);
  start = g_get_monotonic_time ();
  search (model, "comm");
  g_test_message ("common: %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (length (model), ==, N_MANY - N_MANY / 1000);
  last = g_strdup_printf ("icture %d", N_MANY - 1);
  search (model, last);
  g_assert_cmpuint (length (model), ==, 1);
  gesso_history_model_set_query (model, &favourites);
  gesso_test_wait_until (!gesso_history_model_get_loading (model));
  g_assert_cmpuint (length (model), ==, N_MANY / 10);
  g_object_unref (session);
  g_assert_finalize_object (model);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_query_json (void)
{
  GessoQuery query = { .text = (char *) "a \"b\"",
                       .tag = (char *) "t",
                       .kind = 2,
                       .min_rating = 3,
                       .favourite = TRUE,
                       .min_ratio = 1.5,
                       .until_us = 77 };
  g_autofree char *json = gesso_query_to_json (&query);
  g_autoptr (GessoQuery) back = gesso_query_from_json (json);
  g_autoptr (GessoQuery) none = gesso_query_from_json ("nonsense");
  g_autoptr (GessoQuery) all = gesso_query_new ();

  g_assert_true (gesso_query_equal (&query, back));
  g_assert_true (gesso_query_equal (none, all));
  g_assert_false (gesso_query_equal (back, all));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/history/follows", test_follows);
  g_test_add_func ("/history/many", test_many);
  g_test_add_func ("/history/query-json", test_query_json);
  return g_test_run ();
}
