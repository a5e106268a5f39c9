/* gesso-wire-batch.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/gesso-request.h"

G_BEGIN_DECLS

/* Batches of the Images API: a file with a request on each line goes up, an object says how far it
 * has come, and files with the answers come down. */

#define GESSO_WIRE_BATCH_MAX_BYTES (200 * 1024 * 1024)

/**
 * GessoBatchState:
 * @GESSO_BATCH_STATE_WORKING: it is looked at, worked on, being put together, or on its way to
 *   being cancelled
 * @GESSO_BATCH_STATE_COMPLETED: every line has its answer, of whatever kind
 * @GESSO_BATCH_STATE_FAILED: it was not taken on
 * @GESSO_BATCH_STATE_EXPIRED: its time was over; some lines may have an answer
 * @GESSO_BATCH_STATE_CANCELLED: it was stopped; some lines may have an answer
 */
typedef enum
{
  GESSO_BATCH_STATE_WORKING,
  GESSO_BATCH_STATE_COMPLETED,
  GESSO_BATCH_STATE_FAILED,
  GESSO_BATCH_STATE_EXPIRED,
  GESSO_BATCH_STATE_CANCELLED,
} GessoBatchState;

const char      *gesso_wire_batch_get_endpoint (GessoRequest *request);
GBytes          *gesso_wire_batch_to_lines     (GessoRequest *request,
                                                const char   *model) G_GNUC_WARN_UNUSED_RESULT;
JsonObject      *gesso_wire_batch_to_json      (GessoRequest *request,
                                                const char   *file_id) G_GNUC_WARN_UNUSED_RESULT;

GessoBatchState  gesso_wire_batch_get_state    (JsonObject   *batch);
double           gesso_wire_batch_get_fraction (JsonObject   *batch);
JsonObject      *gesso_wire_batch_dup_error    (JsonObject   *batch) G_GNUC_WARN_UNUSED_RESULT;
gboolean         gesso_wire_batch_is_id        (const char   *id);

G_END_DECLS
