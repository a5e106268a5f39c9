/* gesso-job-card.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job.h"

G_BEGIN_DECLS

#define GESSO_TYPE_JOB_CARD (gesso_job_card_get_type ())
G_DECLARE_FINAL_TYPE (GessoJobCard, gesso_job_card, GESSO, JOB_CARD, GtkWidget)

GtkWidget  *gesso_job_card_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_job_card_set_job  (GessoJobCard *self,
                                     GessoJob     *job);
const char *gesso_job_card_get_text (GessoJobCard *self);

G_END_DECLS
