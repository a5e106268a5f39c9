/* gesso-node-kind.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoNodeKind: how a node came to be, and its name in the library. Any thread. */

#include "config.h"

#include "store/gesso-node.h"

G_DEFINE_ENUM_TYPE (GessoNodeKind,
                    gesso_node_kind,
                    G_DEFINE_ENUM_VALUE (GESSO_NODE_KIND_IMPORTED, "imported"),
                    G_DEFINE_ENUM_VALUE (GESSO_NODE_KIND_GENERATED, "generated"),
                    G_DEFINE_ENUM_VALUE (GESSO_NODE_KIND_EDITED, "edited"),
                    G_DEFINE_ENUM_VALUE (GESSO_NODE_KIND_RECOVERED, "recovered"))

/**
 * gesso_node_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the database and in JSON
 */
const char *
gesso_node_kind_to_string (GessoNodeKind kind)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (GESSO_TYPE_NODE_KIND);
  GEnumValue *value = g_enum_get_value (klass, (int) kind);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}

/**
 * gesso_node_kind_parse:
 * @text: (nullable): a name
 * @out_kind: (out): the kind
 *
 * Returns: %TRUE if @text is the name of a kind
 */
gboolean
gesso_node_kind_parse (const char    *text,
                       GessoNodeKind *out_kind)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (GESSO_TYPE_NODE_KIND);
  GEnumValue *value = text != NULL ? g_enum_get_value_by_nick (klass, text) : NULL;

  if (value == NULL)
    return FALSE;
  *out_kind = (GessoNodeKind) value->value;
  return TRUE;
}
