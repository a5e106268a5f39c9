/* gesso-wakefulness.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job-queue.h"

G_BEGIN_DECLS

#define GESSO_TYPE_WAKEFULNESS (gesso_wakefulness_get_type ())
G_DECLARE_FINAL_TYPE (GessoWakefulness, gesso_wakefulness, GESSO, WAKEFULNESS, GObject)

GessoWakefulness *gesso_wakefulness_new (GtkApplication *application,
                                         GessoJobQueue  *queue) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
