/* gesso-db-migrations.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-db.h"

G_BEGIN_DECLS

/**
 * GessoDbStep:
 *
 * Brings the schema from one version to the next.
 */
typedef gboolean (*GessoDbStep) (GessoDb  *db,
                                 GError  **error);

/* Version n is what the first n steps make. */
extern const GessoDbStep gesso_db_steps[];
extern const guint       gesso_db_n_steps;

gboolean gesso_db_migrate (GessoDb            *db,
                           const GessoDbStep  *steps,
                           guint               n_steps,
                           const char         *backup_folder,
                           GError            **error);

G_END_DECLS
