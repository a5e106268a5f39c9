/* gesso-failure-card.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "jobs/gesso-job.h"

G_BEGIN_DECLS

#define GESSO_TYPE_FAILURE_CARD (gesso_failure_card_get_type ())
G_DECLARE_FINAL_TYPE (GessoFailureCard, gesso_failure_card, GESSO, FAILURE_CARD, GtkWidget)

GtkWidget *gesso_failure_card_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_failure_card_set_job (GessoFailureCard *self,
                                       GessoJob         *job);

G_END_DECLS
