/* gesso-json-collector.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "wire/gesso-json-scanner.h"

G_BEGIN_DECLS

typedef struct _GessoJsonCollector GessoJsonCollector;

GessoJsonCollector *gesso_json_collector_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_json_collector_free     (GessoJsonCollector *self);
void                gesso_json_collector_reset    (GessoJsonCollector *self);

/* To be called from the scanner's sink. */
void                gesso_json_collector_begin    (GessoJsonCollector *self,
                                                   GessoJsonScanner   *scanner,
                                                   gboolean            is_array);
void                gesso_json_collector_end      (GessoJsonCollector *self);
void                gesso_json_collector_string   (GessoJsonCollector *self,
                                                   GessoJsonScanner   *scanner,
                                                   const char         *text,
                                                   gsize               length);
void                gesso_json_collector_literal  (GessoJsonCollector *self,
                                                   GessoJsonScanner   *scanner,
                                                   const char         *text);

JsonNode           *gesso_json_collector_get_root (GessoJsonCollector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoJsonCollector, gesso_json_collector_free)

G_END_DECLS
