/* gesso-exchange-address.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *gesso_exchange_join_address (const char *base_url,
                                   const char *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
