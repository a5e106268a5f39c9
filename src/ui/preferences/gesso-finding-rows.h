/* gesso-finding-rows.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/gesso-findings.h"

G_BEGIN_DECLS

GPtrArray *gesso_finding_rows_make      (const GessoFindings *findings) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *gesso_finding_rows_make_note (const char          *icon,
                                         const char          *words);

G_END_DECLS
