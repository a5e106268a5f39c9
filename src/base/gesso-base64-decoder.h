/* gesso-base64-decoder.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoBase64Decoder:
 *
 * Decodes base64 that arrives in pieces of any length. Standard and URL-safe alphabet; white
 * space is skipped; padding may be missing. A plain value for the stack, pure, any one thread.
 */
typedef struct
{
  guint32  bits;
  guint8   n_chars;
  guint8   n_padding;
  gboolean failed;
  guint64  n_in;
  guint64  n_out;
} GessoBase64Decoder;

#define GESSO_BASE64_DECODER_INIT { 0 }

/* At most 3/4 of the input and 3 bytes more. */
#define GESSO_BASE64_DECODED_MAX(length) (((length) / 4 + 1) * 3)

gboolean gesso_base64_decoder_push   (GessoBase64Decoder *self,
                                      const char         *text,
                                      gsize               length,
                                      guint8             *out,
                                      gsize              *out_length);
gboolean gesso_base64_decoder_finish (GessoBase64Decoder *self,
                                      guint8             *out,
                                      gsize              *out_length);

G_END_DECLS
