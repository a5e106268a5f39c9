/* gesso-node.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-proof.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GessoNodeKind:
 * @GESSO_NODE_KIND_IMPORTED: a picture that came from outside
 * @GESSO_NODE_KIND_GENERATED: made from a prompt alone
 * @GESSO_NODE_KIND_EDITED: made from a base picture
 * @GESSO_NODE_KIND_RECOVERED: received by a run that ended before it could keep it
 *
 * How a node came to be.
 */
typedef enum
{
  GESSO_NODE_KIND_IMPORTED,
  GESSO_NODE_KIND_GENERATED,
  GESSO_NODE_KIND_EDITED,
  GESSO_NODE_KIND_RECOVERED,
} GessoNodeKind;

#define GESSO_TYPE_NODE_KIND (gesso_node_kind_get_type ())
GType gesso_node_kind_get_type (void) G_GNUC_CONST;

#define GESSO_TYPE_NODE (gesso_node_get_type ())
G_DECLARE_FINAL_TYPE (GessoNode, gesso_node, GESSO, NODE, GObject)

/* One picture of the library, as last read from it. The library makes the objects, at most one
 * per id at a time, and fills them in; everybody else reads, listens to "notify" and changes them
 * through the library. Main thread only. Until is-loaded, only the id means something. Strings are
 * borrowed: each lives until it changes, the id and the digest as long as the node. */

const char         *gesso_node_get_id                 (GessoNode *self);
gboolean            gesso_node_is_loaded              (GessoNode *self);
GessoNodeKind       gesso_node_get_kind               (GessoNode *self);
const char         *gesso_node_get_session_id         (GessoNode *self);
const char         *gesso_node_get_stack_id           (GessoNode *self);
const char         *gesso_node_get_base_id            (GessoNode *self);
const char         *gesso_node_get_job_id             (GessoNode *self);
int                 gesso_node_get_output_index       (GessoNode *self);

/* The picture: @digest names the bytes as they were received, which never change; @path is where
 * they are; @file is the readable name under projects/, or NULL until it is written. */
const char         *gesso_node_get_digest             (GessoNode *self);
const char         *gesso_node_get_path               (GessoNode *self);
const char         *gesso_node_get_file               (GessoNode *self);
const char         *gesso_node_get_name               (GessoNode *self);
const char         *gesso_node_get_mime_type          (GessoNode *self);
int                 gesso_node_get_width              (GessoNode *self);
int                 gesso_node_get_height             (GessoNode *self);
gint64              gesso_node_get_n_bytes            (GessoNode *self);

/* An edit with protection: @answer is what the service sent, verbatim, and the picture is that put
 * into the base. Where that was refused there is a proof with the reason, the picture is the answer
 * itself, and there is no other. */
const char         *gesso_node_get_answer_digest      (GessoNode *self);
const char         *gesso_node_get_answer_path        (GessoNode *self);
gboolean            gesso_node_get_proof              (GessoNode *self,
                                                       GessoProof *out_proof);
gboolean            gesso_node_is_protected           (GessoNode *self);

/* How it was made. */
const char         *gesso_node_get_prompt             (GessoNode *self);
const char         *gesso_node_get_revised_prompt     (GessoNode *self);
const char         *gesso_node_get_model              (GessoNode *self);
const char         *gesso_node_get_account_id         (GessoNode *self);
const char         *gesso_node_get_account_name       (GessoNode *self);
const char         *gesso_node_get_request_id         (GessoNode *self);
gint64              gesso_node_get_created_us         (GessoNode *self);
gint64              gesso_node_get_duration_ms        (GessoNode *self);

/* Micro-dollars for this one picture; -1 is unknown. */
gint64              gesso_node_get_cost_micros        (GessoNode *self);
gint64              gesso_node_get_estimate_low       (GessoNode *self);
gint64              gesso_node_get_estimate_high      (GessoNode *self);

/* What the person said about it. */
gboolean            gesso_node_get_favourite          (GessoNode *self);
int                 gesso_node_get_rating             (GessoNode *self);
const char         *gesso_node_get_note               (GessoNode *self);
const char * const *gesso_node_get_tags               (GessoNode *self);
gboolean            gesso_node_get_deleted            (GessoNode *self);

const char         *gesso_node_kind_to_string         (GessoNodeKind  kind);
gboolean            gesso_node_kind_parse             (const char    *text,
                                                       GessoNodeKind *out_kind);

G_END_DECLS
