/* gesso-queue-order.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job-queue.h"

G_BEGIN_DECLS

void gesso_queue_order_attach   (GtkListBoxRow *row,
                                 GessoJobQueue *queue,
                                 GessoJob      *job);
void gesso_queue_order_to_front (GtkWidget     *widget,
                                 GessoJobQueue *queue,
                                 GessoJob      *job);

G_END_DECLS
