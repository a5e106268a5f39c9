/* gesso-node-proof.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a GessoNode knows of an edit with protection. Main thread only. */

#include "config.h"

#include "store/gesso-node.h"
#include "store/gesso-node-private.h"

#include "base/gesso-json.h"

/**
 * gesso_node_get_answer_digest:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the blob of the answer as it came, when the picture was
 *   made by putting that into its base
 */
const char *
gesso_node_get_answer_digest (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return _gesso_node_get_row (self)->answer_digest;
}

/**
 * gesso_node_get_answer_path:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): where the answer is, see gesso_node_get_answer_digest()
 */
const char *
gesso_node_get_answer_path (GessoNode *self)
{
  g_return_val_if_fail (GESSO_IS_NODE (self), NULL);

  return _gesso_node_get_row (self)->answer_path;
}

/**
 * gesso_node_get_proof:
 * @self: a node
 * @out_proof: (out): what was verified, or why the answer was not put into its base
 *
 * Returns: whether the node is the result of an edit with protection
 */
gboolean
gesso_node_get_proof (GessoNode  *self,
                      GessoProof *out_proof)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (GESSO_IS_NODE (self) && out_proof != NULL, FALSE);

  if (_gesso_node_get_row (self)->proof_json == NULL)
    return FALSE;

  object = gesso_json_parse_object (_gesso_node_get_row (self)->proof_json, -1, NULL);
  return gesso_proof_from_json (object, out_proof);
}

/**
 * gesso_node_is_protected:
 * @self: a node
 *
 * Returns: whether it was verified that nothing differs outside the mask
 */
gboolean
gesso_node_is_protected (GessoNode *self)
{
  GessoProof proof;

  g_return_val_if_fail (GESSO_IS_NODE (self), FALSE);

  return gesso_node_get_proof (self, &proof) && gesso_proof_is_proven (&proof);
}
