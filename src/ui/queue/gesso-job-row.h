/* gesso-job-row.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job-queue.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_JOB_ROW (gesso_job_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoJobRow, gesso_job_row, GESSO, JOB_ROW, GtkWidget)

GtkWidget *gesso_job_row_new (GessoJobQueue *queue,
                              GessoStudio *studio,
                              GessoJob *job) G_GNUC_WARN_UNUSED_RESULT;
GessoJob *gesso_job_row_get_job (GessoJobRow *self);
const char *gesso_job_row_get_status (GessoJobRow *self);

G_END_DECLS
