/* gesso-secret-keyring.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys in the desktop's Secret Service. Where there is none, or it refuses, a key is kept in memory
 * until the program ends and the caller is told so. Keys that were only in memory are found before
 * the service is asked. Main thread only.
 */

#include "config.h"

#include "secrets/gesso-secret-keyring.h"

#include "secrets/gesso-secret-memory.h"

#include <libsecret/secret.h>

struct _GessoSecretKeyring
{
  GObject parent_instance;

  GessoSecretStore *memory; /* (owned): for what the service does not take */
};

static void gesso_secret_keyring_store_init (GessoSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoSecretKeyring,
                               gesso_secret_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_SECRET_STORE,
                                                      gesso_secret_keyring_store_init))

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    GESSO_APP_ID,
    SECRET_SCHEMA_NONE,
    {
        { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
    },
  };

  return &schema;
}

static void
password_found_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Without a service nothing can be in it; that is no failure of the look-up. */
  if (error != NULL)
    g_debug ("the secret service does not answer: %s", error->message);

  g_task_return_pointer (task, password != NULL ? gesso_credential_new (password) : NULL,
                         (GDestroyNotify) gesso_credential_unref);
  g_clear_pointer (&password, secret_password_free);
}

static void
memory_looked_up_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoCredential *found
      = gesso_secret_store_look_up_finish (GESSO_SECRET_STORE (source), result, NULL);

  if (found != NULL)
    {
      g_task_return_pointer (task, found, (GDestroyNotify) gesso_credential_unref);
      return;
    }

  secret_password_lookup (get_schema (), g_task_get_cancellable (task), password_found_cb,
                          g_object_ref (task), "account",
                          (const char *) g_task_get_task_data (task), NULL);
}

static void
look_up_async (GessoSecretStore    *store,
               const char          *name,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GessoSecretKeyring *self = GESSO_SECRET_KEYRING (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, look_up_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  gesso_secret_store_look_up_async (self->memory, name, cancellable, memory_looked_up_cb, task);
}

static GessoCredential *
look_up_finish (GessoSecretStore  *store,
                GAsyncResult      *result,
                GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *name;                  /* (owned) */
  GessoCredential *credential; /* (owned) */
  gboolean in_memory_only;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_free (keeping->name);
  gesso_credential_unref (keeping->credential);
  g_free (keeping);
}

static void
kept_in_memory_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gesso_secret_store_keep_finish (GESSO_SECRET_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
password_stored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoSecretKeyring *self = g_task_get_source_object (task);
  Keeping *keeping = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_debug ("the secret service does not take the key: %s", error->message);
  keeping->in_memory_only = TRUE;
  gesso_secret_store_keep_async (self->memory, keeping->name, NULL,
                                 gesso_credential_get_secret (keeping->credential), NULL,
                                 kept_in_memory_cb, g_object_ref (task));
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
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->name = g_strdup (name);
  keeping->credential = gesso_credential_new (secret);
  g_task_set_source_tag (task, keep_async);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);

  secret_password_store (get_schema (), SECRET_COLLECTION_DEFAULT, label, secret, cancellable,
                         password_stored_cb, task, "account", name, NULL);
}

static gboolean
keep_finish (GessoSecretStore  *store,
             GAsyncResult      *result,
             gboolean          *out_in_memory_only,
             GError           **error)
{
  Keeping *keeping = g_task_get_task_data (G_TASK (result));

  *out_in_memory_only = keeping->in_memory_only;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
password_cleared_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("the secret service does not forget: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
forgotten_in_memory_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  gesso_secret_store_forget_finish (GESSO_SECRET_STORE (source), result, NULL);
  secret_password_clear (get_schema (), g_task_get_cancellable (task), password_cleared_cb,
                         g_object_ref (task), "account", (const char *) g_task_get_task_data (task),
                         NULL);
}

static void
forget_async (GessoSecretStore    *store,
              const char          *name,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GessoSecretKeyring *self = GESSO_SECRET_KEYRING (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, forget_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  gesso_secret_store_forget_async (self->memory, name, cancellable, forgotten_in_memory_cb, task);
}

static gboolean
forget_finish (GessoSecretStore  *store,
               GAsyncResult      *result,
               GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  secret_password_free (password);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, error == NULL);
}

/* A service that answers is there, also when it has nothing to tell. */
static void
probe_async (GessoSecretStore    *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, probe_async);
  secret_password_lookup (get_schema (), cancellable, probed_cb, task, "account", "", NULL);
}

static gboolean
probe_finish (GessoSecretStore  *store,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gesso_secret_keyring_store_init (GessoSecretStoreInterface *iface)
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
gesso_secret_keyring_dispose (GObject *object)
{
  g_clear_object (&GESSO_SECRET_KEYRING (object)->memory);

  G_OBJECT_CLASS (gesso_secret_keyring_parent_class)->dispose (object);
}

static void
gesso_secret_keyring_class_init (GessoSecretKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_secret_keyring_dispose;
}

static void
gesso_secret_keyring_init (GessoSecretKeyring *self)
{
  self->memory = gesso_secret_memory_new ();
}

/**
 * gesso_secret_keyring_new:
 *
 * Returns: (transfer full): the desktop's keyring
 */
GessoSecretStore *
gesso_secret_keyring_new (void)
{
  return g_object_new (GESSO_TYPE_SECRET_KEYRING, NULL);
}
