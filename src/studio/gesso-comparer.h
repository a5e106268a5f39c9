/* gesso-comparer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "protect/gesso-comparison.h"
#include "store/gesso-library.h"

G_BEGIN_DECLS

/* From two pictures of the library to what can be looked at of them. */

void             gesso_comparer_compare_async  (GessoLibrary         *library,
                                                GessoNode            *before,
                                                GessoNode            *after,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GessoComparison *gesso_comparer_compare_finish (GessoLibrary         *library,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
