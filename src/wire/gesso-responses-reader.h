/* gesso-responses-reader.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wire/gesso-images-reader.h"

G_BEGIN_DECLS

typedef struct _GessoResponsesReader GessoResponsesReader;

/* Pictures go to the same sink as those of an Images answer; addresses and envelopes are not told
 * through it. */

GessoResponsesReader *gesso_responses_reader_new (const GessoImagesSink *sink,
                                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void gesso_responses_reader_free (GessoResponsesReader *self);

void gesso_responses_reader_push (GessoResponsesReader *self, const void *bytes, gsize length);
gboolean gesso_responses_reader_finish (GessoResponsesReader *self, GError **error);

gboolean gesso_responses_reader_is_pending (GessoResponsesReader *self);
const char *gesso_responses_reader_get_id (GessoResponsesReader *self);
const char *gesso_responses_reader_get_text (GessoResponsesReader *self);
guint gesso_responses_reader_get_n_images (GessoResponsesReader *self);
JsonObject *gesso_responses_reader_get_envelope (GessoResponsesReader *self);
JsonObject *gesso_responses_reader_get_error (GessoResponsesReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoResponsesReader, gesso_responses_reader_free)

G_END_DECLS
