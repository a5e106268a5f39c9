/* gesso-secret-memory.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys that live as long as the program: for the command line, for machines without a keyring, and
 * for tests. Main thread only.
 */

#include "config.h"

#include "secrets/gesso-secret-memory.h"

struct _GessoSecretMemory
{
  GObject parent_instance;

  GHashTable *secrets; /* (owned) (element-type utf8 GessoCredential) */
};

static void gesso_secret_memory_store_init (GessoSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoSecretMemory,
                               gesso_secret_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_SECRET_STORE,
                                                      gesso_secret_memory_store_init))

static void
look_up_async (GessoSecretStore    *store,
               const char          *name,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  GessoCredential *found = g_hash_table_lookup (GESSO_SECRET_MEMORY (store)->secrets, name);

  g_task_set_source_tag (task, look_up_async);
  g_task_return_pointer (task, found != NULL ? gesso_credential_ref (found) : NULL,
                         (GDestroyNotify) gesso_credential_unref);
}

static GessoCredential *
look_up_finish (GessoSecretStore  *store,
                GAsyncResult      *result,
                GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_async (GessoSecretStore    *store,
            const char          *name,
            const char          *label,
            const char          *secret,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, keep_async);
  g_hash_table_replace (GESSO_SECRET_MEMORY (store)->secrets, g_strdup (name),
                        gesso_credential_new (secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
keep_finish (GessoSecretStore  *store,
             GAsyncResult      *result,
             gboolean          *out_in_memory_only,
             GError           **error)
{
  *out_in_memory_only = TRUE;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forget_async (GessoSecretStore    *store,
              const char          *name,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, forget_async);
  g_hash_table_remove (GESSO_SECRET_MEMORY (store)->secrets, name);
  g_task_return_boolean (task, TRUE);
}

static gboolean
forget_finish (GessoSecretStore  *store,
               GAsyncResult      *result,
               GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
probe_async (GessoSecretStore    *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, probe_async);
  g_task_return_boolean (task, FALSE);
}

static gboolean
probe_finish (GessoSecretStore  *store,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gesso_secret_memory_store_init (GessoSecretStoreInterface *iface)
{
  iface->look_up_async = look_up_async;
  iface->look_up_finish = look_up_finish;
  iface->keep_async = keep_async;
  iface->keep_finish = keep_finish;
  iface->forget_async = forget_async;
  iface->forget_finish = forget_finish;
  iface->probe_async = probe_async;
  iface->probe_finish = probe_finish;
}

static void
gesso_secret_memory_finalize (GObject *object)
{
  g_hash_table_unref (GESSO_SECRET_MEMORY (object)->secrets);

  G_OBJECT_CLASS (gesso_secret_memory_parent_class)->finalize (object);
}

static void
gesso_secret_memory_class_init (GessoSecretMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_secret_memory_finalize;
}

static void
gesso_secret_memory_init (GessoSecretMemory *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) gesso_credential_unref);
}

/**
 * gesso_secret_memory_new:
 *
 * Returns: (transfer full): an empty store
 */
GessoSecretStore *
gesso_secret_memory_new (void)
{
  return g_object_new (GESSO_TYPE_SECRET_MEMORY, NULL);
}
