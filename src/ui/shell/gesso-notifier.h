/* gesso-notifier.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_NOTIFIER (gesso_notifier_get_type ())
G_DECLARE_FINAL_TYPE (GessoNotifier, gesso_notifier, GESSO, NOTIFIER, GObject)

GessoNotifier *gesso_notifier_new (GtkApplication *application,
                                   GessoStudio    *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
