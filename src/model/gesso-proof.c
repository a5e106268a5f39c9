/* gesso-proof.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-proof.h"

#include "base/gesso-json.h"

/* GessoProof says what was verified about an edit that was put back into its picture, or why it
 * was not put back. A plain value; the library keeps it with the node as JSON. Any thread. */

static const char *const refusal_names[] = { NULL, "different", "shift", "empty", "input" };

/**
 * gesso_refusal_to_string:
 * @refusal: a refusal
 *
 * Returns: (transfer none) (nullable): its name in JSON; NULL for none
 */
const char *
gesso_refusal_to_string (GessoRefusal refusal)
{
  g_return_val_if_fail ((guint) refusal < G_N_ELEMENTS (refusal_names), NULL);

  return refusal_names[refusal];
}

/**
 * gesso_proof_is_proven:
 * @self: a proof
 *
 * Returns: whether the answer was put in and nothing outside the mask differs
 */
gboolean
gesso_proof_is_proven (const GessoProof *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->refusal == GESSO_REFUSAL_NONE && self->different == 0;
}

/**
 * gesso_proof_to_json:
 * @self: a proof
 *
 * Returns: (transfer full): an object with "checked", "different", "drift_mean", "drift_share" and
 *   more; or with "refused" alone
 */
JsonObject *
gesso_proof_to_json (const GessoProof *self)
{
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, object);

  if (self->refusal != GESSO_REFUSAL_NONE)
    {
      json_object_set_string_member (object, "refused", gesso_refusal_to_string (self->refusal));
    }
  else
    {
      json_object_set_int_member (object, "checked", (gint64) self->checked);
      json_object_set_int_member (object, "different", (gint64) self->different);
    }
  if (self->drift_known)
    {
      json_object_set_double_member (object, "drift_mean", self->drift_mean);
      json_object_set_double_member (object, "drift_share", self->drift_share);
    }
  else
    {
      json_object_set_null_member (object, "drift_mean");
      json_object_set_null_member (object, "drift_share");
    }
  json_object_set_boolean_member (object, "aligned", self->aligned);
  json_object_set_double_member (object, "shift_x", self->shift_x);
  json_object_set_double_member (object, "shift_y", self->shift_y);
  json_object_set_double_member (object, "scale", self->scale);
  json_object_set_boolean_member (object, "corrected", self->corrected);
  json_object_set_double_member (object, "confidence", self->confidence);

  return object;
}

static gboolean
has_number (JsonObject *object,
            const char *member)
{
  JsonNode *node = gesso_json_get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node);
}

/**
 * gesso_proof_from_json:
 * @object: (nullable): what gesso_proof_to_json() made
 * @out_proof: (out): the proof
 *
 * Returns: whether @object is one
 */
gboolean
gesso_proof_from_json (JsonObject *object,
                       GessoProof *out_proof)
{
  const char *refused = gesso_json_get_string (object, "refused", NULL);
  GessoProof proof = GESSO_PROOF_INIT;

  g_return_val_if_fail (out_proof != NULL, FALSE);

  if (object == NULL || (refused == NULL && !has_number (object, "checked")))
    return FALSE;

  for (guint i = 1; refused != NULL && i < G_N_ELEMENTS (refusal_names); i++)
    if (g_str_equal (refused, refusal_names[i]))
      proof.refusal = (GessoRefusal) i;
  if (refused != NULL && proof.refusal == GESSO_REFUSAL_NONE)
    proof.refusal = GESSO_REFUSAL_INPUT;

  proof.checked = (guint64) MAX (gesso_json_get_int (object, "checked", 0), 0);
  proof.different = (guint64) MAX (gesso_json_get_int (object, "different", 0), 0);
  proof.drift_known = has_number (object, "drift_mean");
  proof.drift_mean = gesso_json_get_double (object, "drift_mean", 0);
  proof.drift_share = gesso_json_get_double (object, "drift_share", 0);
  proof.aligned = gesso_json_get_boolean (object, "aligned", FALSE);
  proof.shift_x = gesso_json_get_double (object, "shift_x", 0);
  proof.shift_y = gesso_json_get_double (object, "shift_y", 0);
  proof.scale = gesso_json_get_double (object, "scale", 1);
  proof.corrected = gesso_json_get_boolean (object, "corrected", FALSE);
  proof.confidence = gesso_json_get_double (object, "confidence", 0);
  *out_proof = proof;

  return TRUE;
}
