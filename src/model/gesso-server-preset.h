/* gesso-server-preset.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-task-profile.h"

G_BEGIN_DECLS

/**
 * GessoServerPreset:
 * @kind: the kind of account that it stands for
 * @label: the program's own name, which is not translated
 * @base_url: where it listens when nobody changed that
 * @model: (nullable): the model that new accounts start with
 * @limit: how many requests may run at once in a new account
 * @edit_call: (nullable): the call for edits with a mask; NULL for "/images/edits"
 * @edit_fields: (nullable) (array zero-terminated=1): the only members of that call besides the
 *   pictures; NULL for all
 * @references: (nullable): the member of a generation that takes pictures as bare base64; edits
 *   without a mask are sent so
 * @prompt_bar: (nullable): what stands for "|", which means something else to the server
 * @native_probe: (nullable): a call below the root of the server that answers 200 where it has an
 *   interface of its own
 * @native: (nullable): how that interface is spoken to
 *
 * A program that people run at home and that speaks the Images API in its own way: what it differs
 * in. What its models can do stands in the table of models under the same kind. Immutable, any
 * thread but for @native, lives as long as the process.
 */
typedef struct
{
  char             *kind;
  char             *label;
  char             *base_url;
  char             *model;
  int               limit;
  char             *edit_call;
  char            **edit_fields;
  char             *references;
  char             *prompt_bar;
  char             *native_probe;
  GessoTaskProfile *native;
} GessoServerPreset;

guint                    gesso_server_preset_get_length (void);
const GessoServerPreset *gesso_server_preset_get        (guint       index);
const GessoServerPreset *gesso_server_preset_find       (const char *kind);

gboolean                 gesso_server_preset_is_server  (const char *kind);

G_END_DECLS
