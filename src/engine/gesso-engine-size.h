/* gesso-engine-size.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size.h"

G_BEGIN_DECLS

GessoSize gesso_engine_size_for_words (const GessoSize *asked,
                                       const char      *prompt);

G_END_DECLS
