/* gesso-job-host.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "jobs/gesso-job-host.h"

G_DEFINE_INTERFACE (GessoJobHost, gesso_job_host, G_TYPE_OBJECT)

static void
gesso_job_host_default_init (GessoJobHostInterface *iface)
{
}
