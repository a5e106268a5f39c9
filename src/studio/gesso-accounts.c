/* gesso-accounts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The configured services, as a list of GessoAccount: the built-in engine first, then what the file
 * accounts.json in the user's configuration folder holds. Keys are never in it. The studio owns it;
 * changes are written in the background, one write after the other, each replacing the whole file.
 * Main thread only.
 */

#include "config.h"

#include "studio/gesso-accounts.h"

#include "base/gesso-file.h"
#include "base/gesso-json.h"

#include <glib/gstdio.h>

struct _GessoAccounts
{
  GObject parent_instance;

  char *path;       /* (owned) */
  GListStore *list; /* (owned) (element-type GessoAccount) */
  gboolean is_writing;
  gboolean is_dirty;
  GQueue flushing; /* (element-type GTask) */
};

static void gesso_accounts_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoAccounts,
                               gesso_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      gesso_accounts_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return GESSO_TYPE_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (GESSO_ACCOUNTS (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (GESSO_ACCOUNTS (model)->list), position);
}

static void
gesso_accounts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static char *
write_text (GessoAccounts *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *array = json_array_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  json_object_set_int_member (root, "version", 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (!g_str_equal (gesso_account_get_id (account), GESSO_ACCOUNT_ID_SKETCH))
        json_array_add_object_element (array, gesso_account_to_json (account));
    }
  json_object_set_array_member (root, "accounts", array);

  return gesso_json_object_to_string (root, TRUE);
}

typedef struct
{
  char *path; /* (owned) */
  char *text; /* (owned) */
} Writing;

static void
writing_free (Writing *writing)
{
  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Writing *writing = data;
  g_autofree char *folder = g_path_get_dirname (writing->path);
  GError *error = NULL;

  if (gesso_file_make_folder (folder, &error)
      && gesso_file_write_durably (writing->path, writing->text, strlen (writing->text), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void write_if_dirty (GessoAccounts *self);

static void
return_to_flushing (GessoAccounts *self,
                    const GError  *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->flushing)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoAccounts) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_writing = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("The accounts could not be saved: %s", error->message);

  if (self->is_dirty)
    write_if_dirty (self);
  else
    return_to_flushing (self, error);
}

static void
write_if_dirty (GessoAccounts *self)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  if (self->is_writing || !self->is_dirty)
    return;

  self->is_writing = TRUE;
  self->is_dirty = FALSE;
  writing = g_new0 (Writing, 1);
  writing->path = g_strdup (self->path);
  writing->text = write_text (self);
  /* The thread may be the last to let go of the task, and must not be that of the list. */
  task = g_task_new (NULL, NULL, written_cb, g_object_ref (self));
  g_task_set_source_tag (task, write_if_dirty);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
read_accounts (GessoAccounts *self,
               JsonObject    *root)
{
  JsonArray *array = gesso_json_get_array (root, "accounts");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = gesso_json_array_get_object (array, i);
      g_autoptr (GessoAccount) account
          = object != NULL ? gesso_account_new_from_json (object) : NULL;

      if (account != NULL && gesso_accounts_find (self, gesso_account_get_id (account)) == NULL)
        g_list_store_append (self->list, account);
    }
}

/* A later save must not take away what a person might still want to read. */
static void
set_damaged_aside (GessoAccounts *self)
{
  g_autofree char *aside = g_strconcat (self->path, ".damaged", NULL);

  if (g_rename (self->path, aside) != 0)
    g_message ("%s cannot be set aside", self->path);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoAccounts *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    root = gesso_json_parse_object (text, (gssize) length, &error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_clear_error (&error);

  if (root != NULL)
    read_accounts (self, root);
  else if (error != NULL && error->domain == GESSO_JSON_ERROR)
    set_damaged_aside (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
gesso_accounts_dispose (GObject *object)
{
  g_clear_object (&GESSO_ACCOUNTS (object)->list);

  G_OBJECT_CLASS (gesso_accounts_parent_class)->dispose (object);
}

static void
gesso_accounts_finalize (GObject *object)
{
  g_free (GESSO_ACCOUNTS (object)->path);

  G_OBJECT_CLASS (gesso_accounts_parent_class)->finalize (object);
}

static void
gesso_accounts_class_init (GessoAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_accounts_dispose;
  object_class->finalize = gesso_accounts_finalize;
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

static void
gesso_accounts_init (GessoAccounts *self)
{
  g_autoptr (GessoAccount) sketch
      = gesso_account_new (GESSO_ACCOUNT_ID_SKETCH, GESSO_ACCOUNT_KIND_SKETCH, "Sketch");

  gesso_account_set_model (sketch, "sketch-1");
  gesso_account_set_limit (sketch, 2);
  g_queue_init (&self->flushing);
  self->list = g_list_store_new (GESSO_TYPE_ACCOUNT);
  g_list_store_append (self->list, sketch);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
}

/**
 * gesso_accounts_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): a list with the built-in engine alone
 */
GessoAccounts *
gesso_accounts_new (const char *path)
{
  GessoAccounts *self = g_object_new (GESSO_TYPE_ACCOUNTS, NULL);

  self->path = g_strdup (path);
  return self;
}

/**
 * gesso_accounts_load_async:
 * @self: the list
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads the file once, at the start.
 */
void
gesso_accounts_load_async (GessoAccounts       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  g_task_set_source_tag (task, gesso_accounts_load_async);
  g_file_load_contents_async (file, cancellable, loaded_cb, task);
}

/**
 * gesso_accounts_load_finish:
 * @self: the list
 * @result: what the callback got
 * @error: a G_IO_ERROR, or %GESSO_JSON_ERROR when the file is damaged; the built-in engine is in
 *   the list all the same
 *
 * Returns: whether the file was read, or is not there yet
 */
gboolean
gesso_accounts_load_finish (GessoAccounts  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_accounts_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_accounts_find:
 * @self: the list
 * @id_or_name: an id, or a name in any case
 *
 * Returns: (transfer none) (nullable): the account; ids win over names
 */
GessoAccount *
gesso_accounts_find (GessoAccounts *self,
                     const char    *id_or_name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  GessoAccount *by_name = NULL;

  if (id_or_name == NULL)
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (gesso_account_get_id (account), id_or_name))
        return account;
      if (by_name == NULL && g_ascii_strcasecmp (gesso_account_get_name (account), id_or_name) == 0)
        by_name = account;
    }

  return by_name;
}

/**
 * gesso_accounts_save:
 * @self: the list
 * @account: a new account, or one of the list that was changed
 *
 * Takes the account into the list and writes the file in the background.
 */
void
gesso_accounts_save (GessoAccounts *self,
                     GessoAccount  *account)
{
  guint position;

  if (g_list_store_find (self->list, account, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  else
    g_list_store_append (self->list, account);

  self->is_dirty = TRUE;
  write_if_dirty (self);
}

/**
 * gesso_accounts_remove:
 * @self: the list
 * @account: an account of the list; the built-in engine stays
 */
void
gesso_accounts_remove (GessoAccounts *self,
                       GessoAccount  *account)
{
  guint position;

  if (g_str_equal (gesso_account_get_id (account), GESSO_ACCOUNT_ID_SKETCH)
      || !g_list_store_find (self->list, account, &position))
    return;

  g_list_store_remove (self->list, position);
  self->is_dirty = TRUE;
  write_if_dirty (self);
}

/**
 * gesso_accounts_flush_async:
 * @self: the list
 * @callback: called on the main thread when every change is on disk
 * @user_data: for @callback
 */
void
gesso_accounts_flush_async (GessoAccounts       *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, gesso_accounts_flush_async);
  if (self->is_writing || self->is_dirty)
    g_queue_push_tail (&self->flushing, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * gesso_accounts_flush_finish:
 * @self: the list
 * @result: what the callback got
 * @error: a G_IO_ERROR when the file could not be written
 *
 * Returns: whether every change is on disk
 */
gboolean
gesso_accounts_flush_finish (GessoAccounts  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_accounts_flush_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
