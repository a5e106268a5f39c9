/* test-mask-keeper.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "mask/gesso-brush-tool.h"
#include "mask/gesso-mask-file.h"
#include "studio/gesso-mask-keeper.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

#define WIDTH 600
#define HEIGHT 300

typedef struct
{
  char *folder;
  char *node_id;
  GessoLibrary *library;
  GessoWorker *worker;
  GessoMaskDocument *document;
  GessoMaskKeeper *keeper;
} Fixture;

/* As when the node is opened. */
static void
open_node (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  fixture->keeper = gesso_mask_keeper_new (fixture->library, fixture->worker, fixture->node_id,
                                           fixture->document);
  gesso_mask_keeper_load_async (fixture->keeper, NULL, gesso_test_result_cb, &result);
  g_assert_true (
      gesso_mask_keeper_load_finish (fixture->keeper, gesso_test_wait_result (&result), NULL));
}

/* The worker may hold its last task for a moment after the answer has come. */
static void
close_node (Fixture *fixture)
{
  GessoMaskKeeper *keeper = fixture->keeper;

  g_object_add_weak_pointer (G_OBJECT (keeper), (gpointer *) &fixture->keeper);
  g_object_unref (keeper);
  gesso_test_wait_until (fixture->keeper == NULL);
  g_assert_finalize_object (fixture->document);
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_mask_keeper_flush_async (fixture->keeper, gesso_test_result_cb, &result);
  g_assert_true (
      gesso_mask_keeper_flush_finish (fixture->keeper, gesso_test_wait_result (&result), NULL));
  g_assert_true (gesso_mask_keeper_is_saved (fixture->keeper));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GessoSession) session = NULL;
  g_autoptr (GessoNode) node = NULL;

  fixture->folder = gesso_test_make_folder ();
  fixture->library = gesso_test_library_open (fixture->folder);
  fixture->worker = gesso_worker_new ("test", 1);
  session = gesso_test_library_session (fixture->library, "masks");
  node = gesso_test_library_import (fixture->library, session, "base", WIDTH, HEIGHT);
  fixture->node_id = g_strdup (gesso_node_get_id (node));
  open_node (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  close_node (fixture);
  gesso_worker_shutdown_async (fixture->worker, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_clear_object (&result);
  g_assert_finalize_object (fixture->worker);
  gesso_test_library_close (fixture->library);
  gesso_test_remove_folder (fixture->folder);
  g_free (fixture->node_id);
}

static void
restart (Fixture *fixture)
{
  close_node (fixture);
  gesso_test_library_close (fixture->library);
  fixture->library = gesso_test_library_open (fixture->folder);
  open_node (fixture);
}

static void
paint (Fixture *fixture,
       int      x,
       int      y)
{
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  GessoToolEvent event = { .x = x, .y = y, .pressure = 1 };

  gesso_tool_set_document (tool, fixture->document);
  gesso_tool_begin (tool, &event);
  event.x += 50;
  gesso_tool_end (tool, &event);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *infos;

  gesso_library_list_masks_async (fixture->library, fixture->node_id, NULL, gesso_test_result_cb,
                                  &result);
  infos
      = gesso_library_list_masks_finish (fixture->library, gesso_test_wait_result (&result), NULL);
  g_assert_nonnull (infos);
  return infos;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

static guint
count_blobs (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "blobs", NULL);

  return count_files (folder);
}

/* Nobody asks for saving: after the strokes it is only waited, and the next start has them. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GessoMask) painted = NULL;

  paint (fixture, 100, 100);
  paint (fixture, 300, 200);
  painted = gesso_mask_document_dup_snapshot (fixture->document);
  gesso_test_wait_until (gesso_mask_keeper_is_saved (fixture->keeper));
  restart (fixture);
  g_assert_true (
      gesso_mask_equal (painted, gesso_mask_document_get_active_mask (fixture->document)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));
  g_assert_true (gesso_mask_keeper_is_saved (fixture->keeper));
}

/* A stroke that has not ended is not saved, and undo is. */
static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GessoMask) first = NULL;
  GessoRect rect = { 0, 0, 50, 50 };

  paint (fixture, 100, 100);
  first = gesso_mask_document_dup_snapshot (fixture->document);
  paint (fixture, 300, 200);
  flush (fixture);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  gesso_test_wait_until (gesso_mask_keeper_is_saved (fixture->keeper));
  gesso_mask_fill_rect (gesso_mask_document_begin (fixture->document, "in progress"), &rect, 255);
  restart (fixture);
  g_assert_true (gesso_mask_equal (first, gesso_mask_document_get_active_mask (fixture->document)));
}

/* However often a mask is saved, one file stays. */
static void
test_blobs (Fixture       *fixture,
            gconstpointer  data)
{
  guint n = count_blobs (fixture);

  for (int i = 0; i < 10; i++)
    {
      paint (fixture, 20 * i, 20 * i);
      flush (fixture);
      g_assert_cmpuint (count_blobs (fixture), ==, n + 1);
    }
  gesso_test_library_verify (fixture->library, 1);
}

/* A mask that a request is about to name outlives the next stroke. */
static void
test_reference (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *digest = NULL;

  paint (fixture, 100, 100);
  flush (fixture);
  png = gesso_mask_to_png (gesso_mask_document_get_active_mask (fixture->document), NULL, NULL);
  gesso_library_put_blob_async (fixture->library, png, NULL, gesso_test_result_cb, &result);
  digest = gesso_library_put_blob_finish (fixture->library, gesso_test_wait_result (&result), NULL);
  paint (fixture, 200, 200);
  flush (fixture);
  again = gesso_library_map_blob (fixture->library, digest, NULL);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (png, again));
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) after = NULL;
  guint first = gesso_mask_document_get_active (fixture->document);
  guint second = gesso_mask_document_add (fixture->document, "add", "Mask", NULL);
  guint blobs;

  g_assert_cmpstr (gesso_mask_document_get_name (fixture->document, second), ==, "Mask 2");
  paint (fixture, 100, 100);
  gesso_mask_document_set_active (fixture->document, second);
  paint (fixture, 400, 100);
  flush (fixture);
  infos = list (fixture);
  g_assert_cmpuint (infos->len, ==, 2);
  blobs = count_blobs (fixture);

  gesso_mask_document_rename (fixture->document, "rename", first, "sky");
  flush (fixture);
  gesso_mask_document_remove (fixture->document, "remove", second);
  flush (fixture);
  after = list (fixture);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((const GessoMaskInfo *) after->pdata[0])->name, ==, "sky");
  g_assert_cmpuint (count_blobs (fixture), ==, blobs - 1);
  restart (fixture);
  g_assert_cmpuint (gesso_mask_document_get_n_masks (fixture->document), ==, 1);
  g_assert_cmpint (gesso_mask_get_pixel (gesso_mask_document_get_active_mask (fixture->document),
                                         110, 100),
                   ==, 255);
}

/* Painted before the saved masks were there: neither is lost, even if nobody waits for them. */
static void
test_early (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;

  paint (fixture, 100, 100);
  flush (fixture);
  close_node (fixture);
  fixture->document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  fixture->keeper = gesso_mask_keeper_new (fixture->library, fixture->worker, fixture->node_id,
                                           fixture->document);
  gesso_mask_keeper_load_async (fixture->keeper, cancellable, gesso_test_result_cb, &result);
  paint (fixture, 400, 200);
  g_assert_false (gesso_mask_keeper_is_saved (fixture->keeper));
  g_cancellable_cancel (cancellable);
  g_assert_false (
      gesso_mask_keeper_load_finish (fixture->keeper, gesso_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  flush (fixture);

  g_clear_object (&result);
  restart (fixture);
  infos = list (fixture);
  g_assert_cmpuint (infos->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      guint id = gesso_mask_document_get_id (fixture->document, i);
      const char *name = gesso_mask_document_get_name (fixture->document, id);
      int x = g_str_equal (name, "Mask") ? 410 : 110;

      gesso_mask_document_set_active (fixture->document, id);
      g_assert_cmpint (gesso_mask_get_pixel (gesso_mask_document_get_active_mask (
                                                 fixture->document),
                                             x, x > 200 ? 200 : 100),
                       ==, 255);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/mask-keeper/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("restart", test_restart);
  ADD ("undo", test_undo);
  ADD ("blobs", test_blobs);
  ADD ("reference", test_reference);
  ADD ("names", test_names);
  ADD ("early", test_early);

  return g_test_run ();
}
