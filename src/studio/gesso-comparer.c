/* gesso-comparer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds out how two pictures of the library are compared. An edit beside its own base is laid out
 * as it was put together: with the answers that it was made of, all of them where its regions were
 * sent each by itself, and with its mask. Any other two cover each other as wholes. Functions
 * without state, for the main thread.
 */

#include "config.h"

#include "studio/gesso-comparer.h"

#include "base/gesso-json.h"
#include "model/gesso-request.h"

typedef struct
{
  GessoNode *before; /* (owned) */
  GessoNode *after;  /* (owned) */
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->before);
  g_object_unref (pair->after);
  g_free (pair);
}

static GessoSize
get_size (GessoNode *node)
{
  return (GessoSize){ gesso_node_get_width (node), gesso_node_get_height (node) };
}

static GessoRequest *
read_request (const char *text)
{
  g_autoptr (JsonObject) object = text != NULL ? gesso_json_parse_object (text, -1, NULL) : NULL;

  return object != NULL ? gesso_request_new_from_json (object, NULL, NULL, NULL) : NULL;
}

static char *
find_mask (GessoLibrary    *library,
           GessoStitchPlan *plan)
{
  GessoReference *mask = gesso_stitch_plan_get_whole (plan);

  if (mask == NULL)
    mask = gesso_stitch_plan_get_mask (plan);
  return mask != NULL ? gesso_library_dup_blob_path (library, gesso_reference_get_digest (mask))
                      : NULL;
}

static GessoComparison *
compare (GessoLibrary *library,
         const Pair   *pair,
         GPtrArray    *records)
{
  guint n = records != NULL ? records->len : 0;
  GessoSize before = get_size (pair->before);
  GessoSize after = get_size (pair->after);
  g_autoptr (GPtrArray) requests
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_request_unref);
  g_autofree GessoComparisonAnswer *answers = g_new0 (GessoComparisonAnswer, n + 1);
  g_autofree char *mask = NULL;
  guint n_answers = 0;

  for (guint i = 0; i < n; i++)
    {
      GessoAnswerRecord *record = records->pdata[i];
      GessoRequest *request = read_request (record->request_json);

      /* Without its request nobody knows where an answer belongs. */
      if (request == NULL)
        continue;
      g_ptr_array_add (requests, request);
      answers[n_answers].path = record->answer_path;
      answers[n_answers++].plan = gesso_request_get_plan (request);
    }
  if (n_answers > 0 && answers[n_answers - 1].plan != NULL)
    mask = find_mask (library, answers[n_answers - 1].plan);

  return gesso_comparison_new (gesso_node_get_path (pair->before), &before,
                               gesso_node_get_path (pair->after), &after, answers, n_answers, mask);
}

static void
answers_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoLibrary *library = GESSO_LIBRARY (source);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = gesso_library_load_answers_finish (library, result, &error);

  if (records == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, compare (library, g_task_get_task_data (task), records),
                           (GDestroyNotify) gesso_comparison_unref);
}

/**
 * gesso_comparer_compare_async:
 * @library: the library
 * @before: a picture of it, loaded
 * @after: another one, loaded
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Lays @before and @after over each other.
 */
void
gesso_comparer_compare_async (GessoLibrary        *library,
                              GessoNode           *before,
                              GessoNode           *after,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Pair *pair;

  g_return_if_fail (GESSO_IS_LIBRARY (library));
  g_return_if_fail (gesso_node_get_path (before) != NULL && gesso_node_get_path (after) != NULL);

  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_comparer_compare_async);
  pair = g_new0 (Pair, 1);
  pair->before = g_object_ref (before);
  pair->after = g_object_ref (after);
  g_task_set_task_data (task, pair, pair_free);
  if (g_strcmp0 (gesso_node_get_base_id (after), gesso_node_get_id (before)) == 0)
    gesso_library_load_answers_async (library, gesso_node_get_id (after), cancellable,
                                      answers_loaded_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, compare (library, pair, NULL),
                           (GDestroyNotify) gesso_comparison_unref);
}

/**
 * gesso_comparer_compare_finish:
 * @library: the library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the comparison
 */
GessoComparison *
gesso_comparer_compare_finish (GessoLibrary  *library,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_comparer_compare_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
