/* gesso-cbor.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GESSO_CBOR_UNSIGNED,
  GESSO_CBOR_NEGATIVE,
  GESSO_CBOR_BYTES,
  GESSO_CBOR_TEXT,
  GESSO_CBOR_ARRAY,
  GESSO_CBOR_MAP,
  GESSO_CBOR_TAG,
  GESSO_CBOR_SIMPLE,
} GessoCborType;

/**
 * GessoCbor:
 * @type: the major type
 * @value: the number; of a negative one, -1 less it; of a tag, its number
 * @data: (nullable): bytes or text, ended by NUL besides
 * @length: bytes in @data
 * @items: (nullable): elements; keys and values in turn; a tag's content
 *
 * One item of CBOR data with everything in it: a tree that owns its parts.
 */
typedef struct _GessoCbor GessoCbor;
struct _GessoCbor
{
  GessoCborType  type;
  guint64        value;
  guint8        *data;
  gsize          length;
  GPtrArray     *items;
};

GessoCbor       *gesso_cbor_parse     (const guint8     *data,
                                       gsize             length) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_cbor_free      (GessoCbor        *self);
const GessoCbor *gesso_cbor_untag     (const GessoCbor  *self);
const GessoCbor *gesso_cbor_get       (const GessoCbor  *self,
                                       const char       *key);
const GessoCbor *gesso_cbor_get_int   (const GessoCbor  *self,
                                       gint64            key);
const GessoCbor *gesso_cbor_item      (const GessoCbor  *self,
                                       guint             index);
char            *gesso_cbor_dup_text  (const GessoCbor  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCbor, gesso_cbor_free)

G_END_DECLS
