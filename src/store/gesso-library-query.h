/* gesso-library-query.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-library.h"

G_BEGIN_DECLS

/* How much of the answer is wanted: for each next one the library has to read more. */
typedef enum
{
  GESSO_QUERY_PART_FIRST, /* of words without filters, the newest GESSO_QUERY_N_FIRST */
  GESSO_QUERY_PART_WORDS, /* all that the index of words finds */
  GESSO_QUERY_PART_ALL,   /* and parts of words, for which all texts are read */
} GessoQueryPart;

#define GESSO_QUERY_N_FIRST 300

/* For the history model. @among: only decide about these nodes. Ends with
 * gesso_library_query_finish(). */
void _gesso_library_query_part_async (GessoLibrary         *self,
                                      const GessoQuery     *query,
                                      GessoQueryPart        part,
                                      const char * const   *among,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

G_END_DECLS
