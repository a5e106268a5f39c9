/* gesso-c2pa.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GessoC2paAction:
 * @action: such as "c2pa.created"
 * @software_agent: (nullable): what did it
 * @source_type: (nullable): IPTC digital source type
 * @when: (nullable): as written in the claim
 */
typedef struct
{
  char *action;
  char *software_agent;
  char *source_type;
  char *when;
} GessoC2paAction;

/**
 * GessoC2pa:
 * @offset: where the store's first byte sits in the file (its chunk or segment)
 * @length: bytes of the store
 * @generator: (nullable): the claim generator's name
 * @actions: (element-type GessoC2paAction): in the order of the claim
 * @signer_organization: (nullable): O of the leaf certificate
 * @signer_name: (nullable): CN of the leaf certificate
 * @algorithm: (nullable): such as "ES256"
 *
 * What a file's content credentials say. They are claims: nothing here is verified.
 */
typedef struct
{
  gsize      offset;
  gsize      length;
  char      *generator;
  GPtrArray *actions;
  char      *signer_organization;
  char      *signer_name;
  char      *algorithm;
} GessoC2pa;

GessoC2pa  *gesso_c2pa_read     (GBytes     *file) G_GNUC_WARN_UNUSED_RESULT;
GessoC2pa  *gesso_c2pa_parse    (const guint8 *store,
                                 gsize       length) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_c2pa_free     (GessoC2pa  *self);
JsonObject *gesso_c2pa_to_json  (GessoC2pa  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoC2pa, gesso_c2pa_free)

G_END_DECLS
