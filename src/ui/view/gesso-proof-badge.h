/* gesso-proof-badge.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PROOF_BADGE (gesso_proof_badge_get_type ())
G_DECLARE_FINAL_TYPE (GessoProofBadge, gesso_proof_badge, GESSO, PROOF_BADGE, GtkWidget)

void gesso_proof_badge_set_node (GessoProofBadge *self,
                                 GessoNode       *node);

G_END_DECLS
