/* gesso-custom-size.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-size-rule.h"

G_BEGIN_DECLS

#define GESSO_TYPE_CUSTOM_SIZE (gesso_custom_size_get_type ())
G_DECLARE_FINAL_TYPE (GessoCustomSize, gesso_custom_size, GESSO, CUSTOM_SIZE, GtkWidget)

GtkWidget *gesso_custom_size_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_custom_size_set_rule (GessoCustomSize     *self,
                                       const GessoSizeRule *rule);
void       gesso_custom_size_get_size (GessoCustomSize     *self,
                                       GessoSize           *out_size);
void       gesso_custom_size_set_size (GessoCustomSize     *self,
                                       const GessoSize     *size);

G_END_DECLS
