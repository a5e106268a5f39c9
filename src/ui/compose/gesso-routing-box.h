/* gesso-routing-box.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ROUTING_BOX (gesso_routing_box_get_type ())
G_DECLARE_FINAL_TYPE (GessoRoutingBox, gesso_routing_box, GESSO, ROUTING_BOX, GtkWidget)

GtkWidget  *gesso_routing_box_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_routing_box_set_draft (GessoRoutingBox *self,
                                         GessoDraft      *draft);
const char *gesso_routing_box_get_text  (GessoRoutingBox *self);

G_END_DECLS
