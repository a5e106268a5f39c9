/* gesso-job-queue-network.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a GessoJobQueue does without a network, and while the computer sleeps: jobs for services far
 * away wait, and go by themselves when there is one again. What is at home is never held back.
 */

#include "config.h"

#include "jobs/gesso-job-queue-private.h"

#include <string.h>

#include "jobs/gesso-job-private.h"

#define OFFLINE "offline"

static gboolean
is_near (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address)
           || g_inet_address_get_is_site_local (address);

  return strchr (host, '.') == NULL || g_str_has_suffix (host, ".local")
         || g_str_has_suffix (host, ".localhost");
}

/* A server of one's own is reached without the world; what has no good address fails by itself. */
static gboolean
needs_network (GessoAccount *account)
{
  const char *address = gesso_account_get_base_url (account);
  g_autoptr (GUri) uri = NULL;

  if (g_strcmp0 (gesso_account_get_kind (account), GESSO_ACCOUNT_KIND_SKETCH) == 0)
    return FALSE;
  if (address == NULL)
    return TRUE;

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && !is_near (g_uri_get_host (uri));
}

static void
network_changed_cb (GessoJobQueue *self,
                    gboolean       is_available)
{
  _gesso_job_queue_set_online (self, is_available);
}

static void
watch_network (GessoJobQueue *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  self->watches_network = TRUE;
  self->is_online = g_network_monitor_get_network_available (monitor);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Asked for the first time when something is to go out: who stays at home needs no monitor. */
gboolean
_gesso_job_queue_can_reach (GessoJobQueue *self,
                            GessoJobEntry *entry)
{
  /* Where nobody can decide, it is tried. */
  if (self->fails_held || entry->ignores_network
      || !needs_network (gesso_job_get_account (entry->job)))
    return TRUE;

  if (!self->watches_network)
    watch_network (self);
  return self->is_online;
}

gboolean
_gesso_job_queue_is_offline (GessoJobEntry *entry)
{
  GessoFailure *failure = gesso_job_get_failure (entry->job);

  return entry->is_held && failure != NULL
         && g_strcmp0 (gesso_failure_get_info (failure)->code, OFFLINE) == 0;
}

void
_gesso_job_queue_hold_offline (GessoJobEntry *entry)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_UNAVAILABLE,
    .message = "there is no network",
    .code = OFFLINE,
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  entry->is_held = TRUE;
  _gesso_job_set_failure (entry->job, failure);
}

void
_gesso_job_queue_set_online (GessoJobQueue *self,
                             gboolean       is_online)
{
  self->watches_network = TRUE;
  self->is_online = is_online;
  if (!is_online)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    if (_gesso_job_queue_is_offline (_gesso_job_queue_entry (self, i)))
      _gesso_job_queue_entry (self, i)->is_held = FALSE;
  _gesso_job_queue_start (self);
}

/**
 * gesso_job_queue_set_asleep:
 * @self: the queue
 * @is_asleep: whether the computer is about to sleep
 *
 * Until it is awake again no waiting job is started: a request that sleeps on its way is lost, and
 * may have been billed. What runs goes on as far as it gets.
 */
void
gesso_job_queue_set_asleep (GessoJobQueue *self,
                            gboolean       is_asleep)
{
  self->is_asleep = is_asleep;
  _gesso_job_queue_start (self);
}
