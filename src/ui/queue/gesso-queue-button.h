/* gesso-queue-button.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job-queue.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_QUEUE_BUTTON (gesso_queue_button_get_type ())
G_DECLARE_FINAL_TYPE (GessoQueueButton, gesso_queue_button, GESSO, QUEUE_BUTTON, GtkWidget)

GtkWidget *gesso_queue_button_new (void) G_GNUC_WARN_UNUSED_RESULT;
GessoJobQueue *gesso_queue_button_get_queue (GessoQueueButton *self);
void gesso_queue_button_set_queue (GessoQueueButton *self, GessoJobQueue *queue);
void gesso_queue_button_set_studio (GessoQueueButton *self, GessoStudio *studio);

G_END_DECLS
