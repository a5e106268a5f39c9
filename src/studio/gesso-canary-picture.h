/* gesso-canary-picture.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-findings.h"
#include "model/gesso-reference.h"

G_BEGIN_DECLS

/* The pictures of the canary. Any thread; they block for a moment. */

GessoReference *_gesso_canary_make_base (const GessoSize      *size) G_GNUC_WARN_UNUSED_RESULT;
GessoReference *_gesso_canary_make_mask (const GessoSize      *size) G_GNUC_WARN_UNUSED_RESULT;
void            _gesso_canary_read_plain (GBytes              *picture,
                                          const GessoSize     *asked,
                                          gboolean             wants_transparent,
                                          GessoFindings       *findings);
void            _gesso_canary_read_edit (GBytes               *base,
                                         GBytes               *picture,
                                         GessoFindings        *findings);

G_END_DECLS
