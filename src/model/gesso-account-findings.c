/* gesso-account-findings.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-account-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"

/* What is known about an account's models beyond their names: when they end, as the service said,
 * and what tests found out. */

void
_gesso_account_read_findings (GessoAccount *self,
                              JsonArray    *array)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = gesso_json_array_get_object (array, i);

      if (object != NULL)
        gesso_account_take_findings (self, gesso_findings_from_json (object));
    }
}

JsonArray *
_gesso_account_write_findings (GessoAccount *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->findings->len; i++)
    json_array_add_object_element (array,
                                   gesso_findings_to_json (g_ptr_array_index (self->findings, i)));

  return array;
}

void
_gesso_account_read_ends (GessoAccount *self,
                          JsonObject   *object)
{
  g_autoptr (GList) models = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = models; l != NULL; l = l->next)
    gesso_account_set_model_end (self, l->data, gesso_json_get_string (object, l->data, NULL));
}

JsonObject *
_gesso_account_write_ends (GessoAccount *self)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer model, date;

  g_hash_table_iter_init (&iter, self->ends);
  while (g_hash_table_iter_next (&iter, &model, &date))
    json_object_set_string_member (object, model, date);

  return object;
}

/**
 * gesso_account_get_model_end:
 * @self: an account
 * @model: (nullable): one of its models
 *
 * Returns: (transfer none) (nullable): "YYYY-MM-DD", the day on which it ends, as the service said
 */
const char *
gesso_account_get_model_end (GessoAccount *self,
                             const char   *model)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return model != NULL ? g_hash_table_lookup (self->ends, model) : NULL;
}

/**
 * gesso_account_set_model_end:
 * @self: an account
 * @model: one of its models
 * @date: (nullable): "YYYY-MM-DD"; NULL, and what is no day, when no end is known
 */
void
gesso_account_set_model_end (GessoAccount *self,
                             const char   *model,
                             const char   *date)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (gesso_str_is_empty (model))
    return;
  if (gesso_clock_is_day (date))
    g_hash_table_insert (self->ends, g_strdup (model), g_strdup (date));
  else
    g_hash_table_remove (self->ends, model);
}

/**
 * gesso_account_get_findings:
 * @self: an account
 * @model: (nullable): one of its models
 *
 * Returns: (transfer none) (nullable): what its service really does with the model, as a test found
 *   out; NULL when that was not tested
 */
const GessoFindings *
gesso_account_get_findings (GessoAccount *self,
                            const char   *model)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      GessoFindings *findings = g_ptr_array_index (self->findings, i);

      if (g_strcmp0 (findings->model, model) == 0)
        return findings;
    }

  return NULL;
}

/**
 * gesso_account_take_findings:
 * @self: an account
 * @findings: (transfer full): what a test found out
 *
 * Remembers it in place of what was known of the same model; what is not known now stays as it was.
 */
void
gesso_account_take_findings (GessoAccount  *self,
                             GessoFindings *findings)
{
  GessoFindings *older;

  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  older = (GessoFindings *) gesso_account_get_findings (self, findings->model);
  if (older != NULL)
    {
      gesso_findings_fill_from (findings, older);
      g_ptr_array_remove (self->findings, older);
    }
  g_ptr_array_add (self->findings, findings);
  g_object_notify (G_OBJECT (self), "findings");
}

/**
 * gesso_account_forget_findings:
 * @self: an account
 *
 * Forgets what tests found out: the table of models counts again.
 */
void
gesso_account_forget_findings (GessoAccount *self)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (self->findings->len == 0)
    return;

  g_ptr_array_set_size (self->findings, 0);
  g_object_notify (G_OBJECT (self), "findings");
}
