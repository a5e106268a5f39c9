/* gesso-secret-memory.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "secrets/gesso-secret-store.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SECRET_MEMORY (gesso_secret_memory_get_type ())
G_DECLARE_FINAL_TYPE (GessoSecretMemory, gesso_secret_memory, GESSO, SECRET_MEMORY, GObject)

GessoSecretStore *gesso_secret_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
