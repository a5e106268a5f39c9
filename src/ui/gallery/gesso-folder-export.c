/* gesso-folder-export.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several pictures into one folder, one after the other, byte for byte, each under the name it has
 * in the library. Nothing that is in the folder is replaced: a name that is taken gets a number.
 * The first failure ends it; what was written by then stays.
 */

#include "config.h"

#include "ui/gallery/gesso-folder-export.h"

#include "studio/gesso-exporter.h"

#define MAX_NUMBER 9999

typedef struct
{
  GFile *folder;    /* (owned) */
  GPtrArray *nodes; /* (owned) (nullable) (element-type GessoNode) */
  guint at;         /* how many are written */
} Export;

static void
export_free (Export *export)
{
  g_clear_pointer (&export->nodes, g_ptr_array_unref);
  g_object_unref (export->folder);
  g_free (export);
}

/* A file that is not there yet. */
static GFile *
find_target (GFile     *folder,
             GessoNode *node)
{
  const char *path = gesso_node_get_file (node) != NULL ? gesso_node_get_file (node)
                                                        : gesso_node_get_path (node);
  g_autofree char *name = g_path_get_basename (path != NULL ? path : "picture.png");
  char *dot = strrchr (name, '.');
  g_autofree char *extension = g_strdup (dot != NULL ? dot : "");

  if (dot != NULL)
    *dot = '\0';
  for (int i = 1; i <= MAX_NUMBER; i++)
    {
      g_autofree char *tried = i == 1 ? g_strconcat (name, extension, NULL)
                                      : g_strdup_printf ("%s (%d)%s", name, i, extension);
      g_autoptr (GFile) file = g_file_get_child (folder, tried);

      if (!g_file_query_exists (file, NULL))
        return g_steal_pointer (&file);
    }

  return NULL;
}

static void write_next (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!gesso_exporter_export_finish (GESSO_STUDIO (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  export->at++;
  write_next (g_steal_pointer (&task));
}

/* Takes over the task. */
static void
write_next (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GFile) target = NULL;

  if (export->at == export->nodes->len)
    {
      g_task_return_int (task, export->at);
      g_object_unref (task);
      return;
    }

  target = find_target (export->folder, g_ptr_array_index (export->nodes, export->at));
  if (target == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS, "No name is left");
      g_object_unref (task);
      return;
    }

  gesso_exporter_export_async (g_task_get_source_object (task),
                               gesso_node_get_id (g_ptr_array_index (export->nodes, export->at)),
                               target, NULL, -1, g_task_get_cancellable (task), written_cb, task);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->nodes = gesso_library_load_nodes_finish (GESSO_LIBRARY (source), result, &error);
  if (export->nodes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  write_next (g_steal_pointer (&task));
}

/**
 * gesso_folder_export_async:
 * @studio: an open studio
 * @node_ids: (array zero-terminated=1): which pictures
 * @folder: where to
 * @cancellable: (nullable): ends it between two pictures or within one
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
gesso_folder_export_async (GessoStudio *studio,
                           const char *const *node_ids,
                           GFile *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (studio, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  g_task_set_source_tag (task, gesso_folder_export_async);
  export->folder = g_object_ref (folder);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  gesso_library_load_nodes_async (gesso_studio_get_library (studio), node_ids, cancellable,
                                  loaded_cb, task);
}

/**
 * gesso_folder_export_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: of reading or writing a picture
 *
 * Returns: how many pictures were written, or -1
 */
int
gesso_folder_export_finish (GessoStudio   *studio,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_folder_export_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
