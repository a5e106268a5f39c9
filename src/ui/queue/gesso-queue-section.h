/* gesso-queue-section.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job-queue.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_QUEUE_SECTION (gesso_queue_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoQueueSection, gesso_queue_section, GESSO, QUEUE_SECTION, GtkWidget)

void
gesso_queue_section_set_queue (GessoQueueSection *self, GessoJobQueue *queue, GessoStudio *studio);
void gesso_queue_section_refilter (GessoQueueSection *self);
guint gesso_queue_section_get_n_jobs (GessoQueueSection *self);

G_END_DECLS
