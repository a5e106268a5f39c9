/* gesso-library-query.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-library.h"

G_BEGIN_DECLS

/* For the history model. @scan: also find parts of words, which reads all texts; @among: only
 * decide about these nodes. Ends with gesso_library_query_finish(). */
void _gesso_library_query_part_async (GessoLibrary         *self,
                                      const GessoQuery     *query,
                                      gboolean              scan,
                                      const char * const   *among,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

G_END_DECLS
