/* gesso-route-words.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-router.h"

G_BEGIN_DECLS

char *gesso_route_words (const GessoRoute *route) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
