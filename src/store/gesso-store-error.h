/* gesso-store-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_STORE_ERROR:
 *
 * What can be wrong with the library on disk. Cancelling is always `G_IO_ERROR_CANCELLED`.
 */
#define GESSO_STORE_ERROR (gesso_store_error_quark ())
GQuark gesso_store_error_quark (void);

/**
 * GessoStoreError:
 * @GESSO_STORE_ERROR_READ_ONLY: the folder or the database cannot be written
 * @GESSO_STORE_ERROR_NEWER_VERSION: a later version of the program made this library
 * @GESSO_STORE_ERROR_CORRUPT: the database is damaged, or is no library
 * @GESSO_STORE_ERROR_DISK_FULL: no space left; nothing was changed
 * @GESSO_STORE_ERROR_LOCKED: another process held the database for too long; try again
 * @GESSO_STORE_ERROR_NOT_FOUND: no such library, node, session, job or blob
 * @GESSO_STORE_ERROR_OVERTAKEN: another process was quicker; look again and try again
 * @GESSO_STORE_ERROR_IO: anything else that reading or writing can meet
 */
typedef enum
{
  GESSO_STORE_ERROR_READ_ONLY,
  GESSO_STORE_ERROR_NEWER_VERSION,
  GESSO_STORE_ERROR_CORRUPT,
  GESSO_STORE_ERROR_DISK_FULL,
  GESSO_STORE_ERROR_LOCKED,
  GESSO_STORE_ERROR_NOT_FOUND,
  GESSO_STORE_ERROR_OVERTAKEN,
  GESSO_STORE_ERROR_IO,
} GessoStoreError;

G_END_DECLS
