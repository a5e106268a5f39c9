/* gesso-studio-page-regions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio page and masks with regions far apart: the choice between one request and several, and
 * the way of several jobs, which are one edit, over the stage: one of them is looked at until all
 * have ended; the last to come home has all parts and is the proposal.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"

static double
find_least_scale (GArray *parts)
{
  double scale = 1;

  for (guint i = 0; i < parts->len; i++)
    scale = MIN (scale, g_array_index (parts, GessoContext, i).scale);
  return scale;
}

static char *
describe_scale (double scale)
{
  if (scale >= 1)
    return g_strdup (_ ("at 1:1"));

  return g_strdup_printf (_ ("at %d %%"), (int) (100 * scale + 0.5));
}

static char *
describe_joined (GessoStudioPage    *self,
                 const GessoContext *joined)
{
  g_autofree char *scale = describe_scale (joined->scale);
  g_autofree char *price = NULL;
  GessoEstimate estimate;

  gesso_draft_estimate_parts (self->draft, &joined->sent, 1, &estimate);
  price = gesso_money_format_estimate (&estimate);
  /* Translators: how something is sent: "at 43 %", and what it costs. */
  return g_strdup_printf (_ ("One request · %s · %s"), scale, price);
}

static char *
describe_separate (GessoStudioPage *self,
                   GArray          *parts)
{
  g_autofree GessoSize *sizes = g_new (GessoSize, parts->len);
  g_autofree char *scale = describe_scale (find_least_scale (parts));
  g_autofree char *price = NULL;
  GessoEstimate estimate;

  for (guint i = 0; i < parts->len; i++)
    sizes[i] = g_array_index (parts, GessoContext, i).sent;
  gesso_draft_estimate_parts (self->draft, sizes, parts->len, &estimate);
  price = gesso_money_format_estimate (&estimate);
  return g_strdup_printf (ngettext ("%u request · %s · %s", "%u separate requests · %s · %s",
                                    parts->len),
                          parts->len, scale, price);
}

/* Whether several requests are wished, where there is a choice. */
gboolean
_gesso_studio_page_wants_separate (GessoStudioPage *self)
{
  return gesso_regions_bar_get_separate (
      gesso_mask_editor_get_regions (gesso_stage_get_editor (self->stage)));
}

/* What can be chosen for a mask; without @parts nothing. The canvas shows what is sent then. Gives
 * what several requests mean, when they are chosen. */
char *
_gesso_studio_page_offer_regions (GessoStudioPage    *self,
                                  const GessoContext *joined,
                                  GArray             *parts)
{
  GessoMaskEditor *editor = gesso_stage_get_editor (self->stage);
  GessoRegionsBar *bar = gesso_mask_editor_get_regions (editor);
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (editor);
  g_autofree char *joined_words = NULL;
  g_autofree char *separate_words = NULL;
  g_autofree GessoRect *rects = NULL;
  gboolean separate = parts != NULL && gesso_regions_bar_get_separate (bar);

  if (parts != NULL)
    {
      joined_words = describe_joined (self, joined);
      separate_words = describe_separate (self, parts);
      rects = g_new (GessoRect, parts->len);
      for (guint i = 0; i < parts->len; i++)
        rects[i] = g_array_index (parts, GessoContext, i).rect;
    }
  gesso_regions_bar_offer (bar, joined_words, separate_words);
  gesso_mask_canvas_set_parts (canvas, rects, separate ? parts->len : 0);

  return separate ? g_steal_pointer (&separate_words) : NULL;
}

static const char *
get_group (GessoJob *job)
{
  GessoStitchPlan *plan = gesso_request_get_plan (gesso_job_get_request (job));

  return plan != NULL ? gesso_stitch_plan_get_group (plan) : NULL;
}

/* The parts of the same edit that are in the queue, besides @job. */
static GPtrArray *
find_others (GessoStudioPage *self,
             const char      *group,
             GessoJob        *job)
{
  GListModel *queue = G_LIST_MODEL (gesso_studio_get_queue (self->studio));
  GPtrArray *others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (GessoJob) other = g_list_model_get_item (queue, i);

      if (other != job && g_strcmp0 (get_group (other), group) == 0)
        g_ptr_array_add (others, g_steal_pointer (&other));
    }
  return others;
}

/* After one part came home: looks at one that did not yet, or at one that failed. Says whether
 * there is any. */
gboolean
_gesso_studio_page_show_next_part (GessoStudioPage *self,
                                   GessoJob        *job)
{
  const char *group = get_group (job);
  g_autoptr (GPtrArray) others = NULL;
  GessoJob *next = NULL;

  if (group == NULL)
    return FALSE;

  others = find_others (self, group, job);
  for (guint i = 0; i < others->len; i++)
    if (!gesso_job_is_finished (others->pdata[i]))
      next = others->pdata[i];
  for (guint i = 0; i < others->len && next == NULL; i++)
    if (gesso_job_get_state (others->pdata[i]) == GESSO_JOB_STATE_FAILED)
      next = others->pdata[i];
  if (next != NULL)
    gesso_studio_page_show_job (self, next);
  return next != NULL;
}

/* A discarded proposal takes the steps on the way to it along. */
void
_gesso_studio_page_delete_other_parts (GessoStudioPage *self,
                                       GessoNode       *node)
{
  const char *job_id = gesso_node_get_job_id (node);
  GessoJob *job = job_id != NULL
                      ? gesso_job_queue_find (gesso_studio_get_queue (self->studio), job_id)
                      : NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (job == NULL || get_group (job) == NULL)
    return;

  others = find_others (self, get_group (job), job);
  for (guint i = 0; i < others->len; i++)
    {
      const char *const *ids = gesso_job_get_node_ids (others->pdata[i]);

      if (ids != NULL && ids[0] != NULL)
        gesso_library_set_deleted_async (gesso_studio_get_library (self->studio), ids, TRUE, NULL,
                                         NULL, NULL);
    }
}
