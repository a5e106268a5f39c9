/* gesso-node-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-node.h"

G_BEGIN_DECLS

/* A node's row as the worker read it: a plain value that crosses to the main thread, where the
 * live object takes it. Strings owned. */
typedef struct
{
  gint64         row;
  char          *id;
  char          *session_id;
  char          *stack_id;
  char          *base_id;
  char          *job_id;
  int            output_index;
  GessoNodeKind  kind;
  char          *digest;
  char          *path;
  char          *file;
  char          *name;
  char          *mime_type;
  int            width;
  int            height;
  gint64         n_bytes;
  char          *prompt;
  char          *revised_prompt;
  char          *model;
  char          *account_id;
  char          *account_name;
  char          *request_id;
  gint64         created_us;
  gint64         duration_ms;
  gint64         cost_micros;
  gint64         estimate_low;
  gint64         estimate_high;
  gboolean       favourite;
  int            rating;
  char          *note;
  char         **tags;
  char          *answer_digest;
  char          *answer_path;
  char          *proof_json;
  gint64         deleted_us;       /* 0 if it is not in the bin */
} GessoNodeRow;

typedef enum
{
  GESSO_NODE_FIELD_TEXT,   /* char *, owned */
  GESSO_NODE_FIELD_LIST,   /* char **, owned */
  GESSO_NODE_FIELD_NUMBER, /* int, not negative */
  GESSO_NODE_FIELD_LONG,   /* gint64, -1 where unknown */
  GESSO_NODE_FIELD_FLAG,   /* gboolean */
  GESSO_NODE_FIELD_KIND,   /* GessoNodeKind */
} GessoNodeFieldType;

/* A member of the row, and the property of GessoNode that shows it, if any. */
typedef struct
{
  const char         *name; /* (nullable) */
  GessoNodeFieldType  type;
  gsize               offset;
} GessoNodeField;

#define GESSO_NODE_N_SHOWN  31
#define GESSO_NODE_N_FIELDS (GESSO_NODE_N_SHOWN + 2)

extern const GessoNodeField _gesso_node_fields[GESSO_NODE_N_FIELDS];

gboolean      _gesso_node_field_is_same  (const GessoNodeField *self,
                                          const GessoNodeRow   *a,
                                          const GessoNodeRow   *b);

GessoNodeRow *_gesso_node_row_new        (const char           *id) G_GNUC_WARN_UNUSED_RESULT;
void          _gesso_node_row_free       (GessoNodeRow         *self);
void          _gesso_node_row_keep_texts (GessoNodeRow         *self,
                                          GessoNodeRow         *old);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoNodeRow, _gesso_node_row_free)

GessoNode    *_gesso_node_new      (const char   *id) G_GNUC_WARN_UNUSED_RESULT;
const GessoNodeRow *_gesso_node_get_row (GessoNode *self);
gboolean      _gesso_node_take_row (GessoNode    *self,
                                    GessoNodeRow *row);

G_END_DECLS
