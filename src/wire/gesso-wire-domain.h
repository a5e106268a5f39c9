/* gesso-wire-domain.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_WIRE_ERROR:
 *
 * What came over the wire cannot be used.
 */
#define GESSO_WIRE_ERROR (gesso_wire_error_quark ())
GQuark gesso_wire_error_quark (void);

/**
 * GessoWireError:
 * @GESSO_WIRE_ERROR_TRUNCATED: it began well and ended early
 * @GESSO_WIRE_ERROR_DAMAGED: it is broken inside
 * @GESSO_WIRE_ERROR_NOT_AN_ANSWER: it is neither JSON nor an event stream
 * @GESSO_WIRE_ERROR_EMPTY: it is well formed and holds no picture
 * @GESSO_WIRE_ERROR_REFUSED: it is well formed and says that the service failed
 * @GESSO_WIRE_ERROR_TOO_LARGE: it is beyond a limit
 * @GESSO_WIRE_ERROR_BAD_REQUEST: a request that breaks the contract (read by a server)
 */
typedef enum
{
  GESSO_WIRE_ERROR_TRUNCATED,
  GESSO_WIRE_ERROR_DAMAGED,
  GESSO_WIRE_ERROR_NOT_AN_ANSWER,
  GESSO_WIRE_ERROR_EMPTY,
  GESSO_WIRE_ERROR_REFUSED,
  GESSO_WIRE_ERROR_TOO_LARGE,
  GESSO_WIRE_ERROR_BAD_REQUEST,
} GessoWireError;

G_END_DECLS
