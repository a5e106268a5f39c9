/* gesso-kind-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GESSO_TYPE_KIND_PAGE (gesso_kind_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoKindPage, gesso_kind_page, GESSO, KIND_PAGE, GtkWidget)

/* Signal "chosen": the kind that gesso_kind_page_get_chosen() tells. */

const char *gesso_kind_page_get_chosen (GessoKindPage *self);

G_END_DECLS
