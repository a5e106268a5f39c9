/* gesso-store-error-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-store-error.h"

G_BEGIN_DECLS

void  _gesso_store_set_sqlite_error (GError     **error,
                                     int          code,
                                     const char  *what,
                                     const char  *message);
void  _gesso_store_map_error        (GError     **error,
                                     const char  *what);

/* Tests make the program die at any of these places; in the program itself they do nothing. */
typedef void (*GessoStoreStepHook) (const char *step,
                                    gpointer    user_data);
void  _gesso_store_set_step_hook    (GessoStoreStepHook  hook,
                                     gpointer            user_data);
void  _gesso_store_step             (const char         *step);

G_END_DECLS
