/* gesso-repair-text.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *gesso_repair_text_describe (const char *kind,
                                  const char *typed,
                                  const char *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
