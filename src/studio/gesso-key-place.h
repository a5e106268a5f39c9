/* gesso-key-place.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoKeyPlace:
 * @GESSO_KEY_PLACE_UNKNOWN: nobody could tell
 * @GESSO_KEY_PLACE_KEYRING: in the desktop's keyring
 * @GESSO_KEY_PLACE_MEMORY: in memory until the program ends, for there is no keyring
 *
 * Where a key would be kept.
 */
typedef enum
{
  GESSO_KEY_PLACE_UNKNOWN,
  GESSO_KEY_PLACE_KEYRING,
  GESSO_KEY_PLACE_MEMORY,
} GessoKeyPlace;

G_END_DECLS
