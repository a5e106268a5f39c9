/* gesso-protect-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The protection pipeline's error domain. */

#include "config.h"

#include "protect/gesso-protect-error.h"

#include "image/gesso-image-error.h"
#include "protect/gesso-protect-private.h"

G_DEFINE_QUARK (gesso - protect - error - quark, gesso_protect_error)

/**
 * _gesso_protect_try_alloc:
 * @n: how many
 * @size: bytes of each
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Returns: (transfer full) (nullable): memory that is not cleared
 */
gpointer
_gesso_protect_try_alloc (gsize    n,
                          gsize    size,
                          GError **error)
{
  gpointer memory = g_try_malloc_n (MAX (n, 1), size);

  if (memory == NULL)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                 "not enough memory for %" G_GSIZE_FORMAT " times %" G_GSIZE_FORMAT " bytes", n,
                 size);
  return memory;
}
