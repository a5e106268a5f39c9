/* gesso-finish.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A draft in low quality and its finish in high quality: which request makes it, and how much more
 * it costs than the draft did. What was only described is finished as an edit of the draft, so that
 * what was liked about it stays; what was an edit is sent again as it was. Main thread. */

#include "config.h"

#include "studio/gesso-finish.h"

#include "base/gesso-json.h"
#include "model/gesso-money.h"
#include "studio/gesso-importer.h"

#define FINISHED "high"

typedef struct
{
  GessoNode *node;     /* (owned) */
  GessoFinish *finish; /* (owned) (nullable): as far as it is known */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->node);
  g_clear_pointer (&search->finish, gesso_finish_free);
  g_free (search);
}

/**
 * gesso_finish_free:
 * @self: (nullable): a finish
 */
void
gesso_finish_free (GessoFinish *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->account);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_free (self->base_node_id);
  g_free (self);
}

/**
 * gesso_finish_can:
 * @node: a node
 *
 * Returns: whether it may be a draft: a request made it
 */
gboolean
gesso_finish_can (GessoNode *node)
{
  g_return_val_if_fail (GESSO_IS_NODE (node), FALSE);

  return gesso_node_get_job_id (node) != NULL && gesso_node_get_account_id (node) != NULL
         && (gesso_node_get_kind (node) == GESSO_NODE_KIND_GENERATED
             || gesso_node_get_kind (node) == GESSO_NODE_KIND_EDITED);
}

static gboolean
is_draft (const GessoParameters *parameters,
          GessoModelInfo        *info)
{
  return (g_strcmp0 (parameters->quality, "low") == 0
          || g_strcmp0 (parameters->quality, "medium") == 0)
         && gesso_model_info_has_quality (info, FINISHED);
}

/* With the draft as @base where it becomes one; all references otherwise as they were. */
static GessoRequest *
make_request (GessoRequest   *draft,
              GessoReference *base)
{
  g_autoptr (GessoParameters) parameters
      = gesso_parameters_copy (gesso_request_get_parameters (draft));
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;

  g_free (parameters->quality);
  parameters->quality = g_strdup (FINISHED);
  /* A person chose this one; a class or budget would choose another when it is taken up again. */
  g_clear_pointer (&parameters->routing, g_free);
  g_clear_pointer (&parameters->routing_ratio, g_free);
  parameters->n = 1;
  parameters->batch = FALSE;
  if (base != NULL)
    g_ptr_array_add (references, gesso_reference_ref (base));
  for (guint i = 0; i < gesso_request_get_n_references (draft); i++)
    g_ptr_array_add (references, gesso_reference_ref (gesso_request_get_reference (draft, i)));

  request
      = gesso_request_new (references->len > 0 ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                           gesso_request_get_prompt (draft), parameters, references,
                           gesso_request_get_mask (draft));
  if (gesso_request_get_plan (draft) == NULL)
    return g_steal_pointer (&request);
  return gesso_request_with_plan (request, gesso_request_get_plan (draft));
}

static void
complete (GTask          *task,
          GessoReference *base)
{
  GessoStudio *studio = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GessoFinish *finish = search->finish;
  GessoRequest *request = make_request (finish->request, base);

  gesso_request_unref (finish->request);
  finish->request = request;
  finish->paid_low = gesso_node_get_cost_micros (search->node);
  finish->paid_high = finish->paid_low;
  if (finish->paid_low < 0)
    {
      finish->paid_low = gesso_node_get_estimate_low (search->node);
      finish->paid_high = gesso_node_get_estimate_high (search->node);
    }
  gesso_pricing_estimate_request (gesso_studio_get_pricing (studio),
                                  gesso_account_get_kind (finish->account), request,
                                  &finish->estimate);
  g_task_return_pointer (task, g_steal_pointer (&search->finish),
                         (GDestroyNotify) gesso_finish_free);
  g_object_unref (task);
}

static void
base_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GessoReference) base
      = gesso_importer_load_finish (GESSO_STUDIO (source), result, &error);

  if (base == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  complete (task, base);
}

static GBytes *
load_blob (const char  *digest,
           gpointer     library,
           GError     **error)
{
  return gesso_library_map_blob (library, digest, error);
}

static GessoRequest *
read_request (GessoLibrary  *library,
              const char    *json,
              GError       **error)
{
  g_autoptr (JsonObject) object = gesso_json_parse_object (json != NULL ? json : "", -1, error);

  return object != NULL ? gesso_request_new_from_json (object, load_blob, library, error) : NULL;
}

static void
details_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *studio = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GessoLibrary *library = GESSO_LIBRARY (source);
  GError *error = NULL;
  g_autoptr (GessoNodeDetails) details
      = gesso_library_load_details_finish (library, result, &error);
  g_autoptr (GessoRequest) draft
      = details != NULL ? read_request (library, details->request_json, &error) : NULL;
  GessoAccount *account
      = gesso_studio_find_account (studio, gesso_node_get_account_id (search->node));
  g_autoptr (GessoModelInfo) info = NULL;

  if (draft != NULL && account != NULL)
    info
        = gesso_catalog_lookup (gesso_studio_get_catalog (studio), gesso_account_get_kind (account),
                                gesso_request_get_parameters (draft)->model);
  if (info == NULL || !is_draft (gesso_request_get_parameters (draft), info))
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                     "the picture is no draft that can be finished");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  search->finish = g_new0 (GessoFinish, 1);
  search->finish->account = g_object_ref (account);
  search->finish->request = gesso_request_ref (draft);
  if (gesso_request_get_operation (draft) == GESSO_OPERATION_GENERATE && info->edits)
    {
      search->finish->base_node_id = g_strdup (gesso_node_get_id (search->node));
      gesso_importer_load_node_async (studio, search->finish->base_node_id,
                                      g_task_get_cancellable (task), base_loaded_cb, task);
      return;
    }
  search->finish->base_node_id = g_strdup (gesso_node_get_base_id (search->node));
  complete (task, NULL);
}

/**
 * gesso_finish_find_async:
 * @studio: an open studio
 * @node: a picture for which gesso_finish_can()
 * @cancellable: (nullable): to give up
 * @callback: ends with gesso_finish_find_finish()
 * @user_data: for @callback
 *
 * Finds out how a draft would be finished, and for how much more.
 */
void
gesso_finish_find_async (GessoStudio         *studio,
                         GessoNode           *node,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  Search *search;

  g_return_if_fail (GESSO_IS_STUDIO (studio));
  g_return_if_fail (GESSO_IS_NODE (node) && gesso_finish_can (node));

  task = g_task_new (studio, cancellable, callback, user_data);
  search = g_new0 (Search, 1);
  search->node = g_object_ref (node);
  g_task_set_source_tag (task, gesso_finish_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  gesso_library_load_details_async (gesso_studio_get_library (studio), gesso_node_get_id (node),
                                    cancellable, details_loaded_cb, task);
}

/**
 * gesso_finish_find_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: `G_IO_ERROR_NOT_SUPPORTED` for what is no draft, or what kept its request from being read
 *
 * Returns: (transfer full) (nullable): how it is finished
 */
GessoFinish *
gesso_finish_find_finish (GessoStudio   *studio,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_finish_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_finish_get_difference:
 * @self: a finish
 * @out_low: (out): how many micro-dollars more than the draft, at least
 * @out_high: (out): the same, at most
 *
 * Returns: whether both prices are known
 */
gboolean
gesso_finish_get_difference (const GessoFinish *self,
                             gint64            *out_low,
                             gint64            *out_high)
{
  g_return_val_if_fail (self != NULL && out_low != NULL && out_high != NULL, FALSE);

  if (!self->estimate.known || self->paid_low < 0)
    return FALSE;

  *out_low = MAX (self->estimate.micros_low - self->paid_high, 0);
  *out_high = MAX (self->estimate.micros_high - self->paid_low, 0);
  return TRUE;
}

/**
 * gesso_finish_dup_difference:
 * @self: a finish
 *
 * Returns: (transfer full) (nullable): as "+$0.20"; NULL when a price is not known
 */
char *
gesso_finish_dup_difference (const GessoFinish *self)
{
  g_autofree char *range = NULL;
  gint64 low;
  gint64 high;

  if (!gesso_finish_get_difference (self, &low, &high))
    return NULL;

  range = gesso_money_format_range (low, high);
  return g_strconcat ("+", range, NULL);
}
