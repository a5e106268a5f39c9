/* gesso-studio-page-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio page's mask: what is painted on the stage becomes the draft's plan of an edit: which
 * part is sent, how, and how the answer is put back. It is found on the imaging worker whenever an
 * edit of the mask has ended, and stays with the draft when the mask is left, until the base
 * changes.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include "base/gesso-digest.h"
#include "mask/gesso-mask-file.h"
#include "protect/gesso-edit-mask.h"
#include "protect/gesso-regions.h"

/* One planning: in and out. */
typedef struct
{
  char *node_id;       /* (owned) */
  GessoMask *snapshot; /* (owned) */
  GessoSizeRule rule;
  GessoStitchOptions options;
  GessoRect wish;
  gboolean wished;
  GessoMargins margins;

  GBytes *png;  /* (owned) (nullable): NULL when nothing is masked */
  char *digest; /* (owned) (nullable) */
  gboolean found;
  GessoContext context;

  gboolean separate; /* regions far apart are wished to go each by itself */
  GArray *parts;     /* (owned) (nullable) (element-type GessoContext): where that can be chosen */
  GPtrArray *plans;  /* (owned) (nullable) (element-type GessoStitchPlan): of the parts */
  GessoContext joined; /* what they are together */
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_free (planning->node_id);
  g_clear_pointer (&planning->snapshot, gesso_mask_unref);
  g_clear_pointer (&planning->png, g_bytes_unref);
  g_free (planning->digest);
  g_clear_pointer (&planning->parts, g_array_unref);
  g_clear_pointer (&planning->plans, g_ptr_array_unref);
  g_free (planning);
}

/* Nothing is encoded where only the margins are new. */
static gboolean
encode_mask (Planning      *planning,
             GCancellable  *cancellable,
             GError       **error)
{
  GessoRect bounds;

  if (!gesso_mask_get_bounds (planning->snapshot, GESSO_EDIT_MASK_THRESHOLD + 1, &bounds))
    return TRUE;

  planning->png = gesso_mask_to_png (planning->snapshot, cancellable, error);
  if (planning->png != NULL)
    planning->digest = gesso_digest_bytes (planning->png);
  return planning->png != NULL;
}

static GessoReference *
make_mask_reference (Planning *planning)
{
  return planning->png != NULL
             ? gesso_reference_new (planning->png, "image/png", "mask.png", planning->digest,
                                    gesso_mask_get_width (planning->snapshot),
                                    gesso_mask_get_height (planning->snapshot))
             : NULL;
}

/* Somebody who has drawn the rectangle has chosen already. */
static gboolean
find_parts (Planning            *planning,
            const GessoPainted  *painted,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GessoReference) mask = NULL;

  if (planning->wished || planning->png == NULL)
    return TRUE;

  parts = gesso_regions_find (painted, planning->options.grow, &planning->rule, &planning->joined);
  if (parts == NULL || !gesso_regions_is_worth (&planning->joined, parts))
    return TRUE;

  planning->parts = g_steal_pointer (&parts);
  if (!planning->separate)
    return TRUE;

  mask = make_mask_reference (planning);
  planning->plans = gesso_regions_make_plans (planning->parts, painted->mask, mask,
                                              &planning->options, cancellable, error);
  return planning->plans != NULL;
}

static gboolean
find_plan (Planning      *planning,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GessoImage) image = NULL;
  const GessoMargins *margins = &planning->margins;
  GessoRect extents = gesso_mask_get_extents (planning->snapshot);
  GessoPainted painted
      = { .width = extents.width, .height = extents.height, .margins = planning->margins };
  int width = margins->left + extents.width + margins->right;
  int height = margins->top + extents.height + margins->bottom;
  GessoRect bounds;

  image = gesso_mask_to_image (planning->snapshot, &extents, error);
  if (image == NULL)
    return FALSE;

  painted.mask = image;
  if (!gesso_edit_mask_get_bounds (&painted, planning->options.grow, &bounds))
    return TRUE;

  if (planning->wished)
    planning->found = gesso_context_fit (&planning->rule, width, height, &planning->wish, &bounds,
                                         &planning->context);
  else
    planning->found
        = gesso_context_find (&planning->rule, width, height, &bounds, &planning->context);
  return !planning->found
         || (encode_mask (planning, cancellable, error)
             && find_parts (planning, &painted, cancellable, error));
}

static void
plan (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  GError *error = NULL;

  if (find_plan (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The plan is for the picture that is the base; while that is still coming in it waits. */
static gboolean
is_base (GessoStudioPage *self,
         const char      *node_id)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  return base != NULL && gesso_draft_image_get_reference (base) != NULL
         && g_strcmp0 (gesso_intake_get_node (gesso_composer_get_intake (self->composer), base),
                       node_id)
                == 0;
}

static void
take_plan (GessoStudioPage *self,
           Planning        *planning)
{
  g_autoptr (GessoReference) mask = NULL;
  g_autoptr (GessoStitchPlan) found = NULL;
  g_autoptr (GessoStitchPlan) parted = NULL;
  g_autofree char *words = NULL;

  if (!is_base (self, planning->node_id))
    return;

  g_clear_pointer (&self->live_words, g_free);
  if (!planning->found)
    {
      gesso_draft_set_plan (self->draft, NULL);
      g_free (_gesso_studio_page_offer_regions (self, NULL, NULL));
      _gesso_studio_page_show_context (self, NULL, NULL, NULL);
      return;
    }

  mask = make_mask_reference (planning);
  /* There is nothing in the margins that the model could see and adjust. */
  if (mask == NULL)
    planning->options.mode = GESSO_EDIT_MODE_REPLACE;
  found = gesso_stitch_plan_new (mask, &planning->context.rect, &planning->context.sent,
                                 &planning->margins, &planning->options);
  parted = gesso_stitch_plan_with_parts (found, planning->plans);
  gesso_draft_set_plan (self->draft, parted);
  words = _gesso_studio_page_offer_regions (self, &planning->joined, planning->parts);
  if (words == NULL)
    words = _gesso_studio_page_describe_context (self, &planning->context,
                                                 gesso_draft_get_estimate (self->draft));
  _gesso_studio_page_show_context (self, &planning->context, &planning->margins, words);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (source);
  g_autoptr (GError) error = NULL;

  self->planning = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _gesso_studio_page_say_error (self, error);
      return;
    }

  if (self->plan_again)
    _gesso_studio_page_plan_mask (self);
  else
    take_plan (self, g_task_get_task_data (G_TASK (result)));
}

/* After the mask, or anything that the plan depends on, has changed. */
void
_gesso_studio_page_plan_mask (GessoStudioPage *self)
{
  GessoMaskEditor *editor = gesso_stage_get_editor (self->stage);
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (editor);
  GessoMaskDocument *document = gesso_mask_editor_get_document (editor);
  GessoModelInfo *info = self->draft != NULL ? gesso_draft_get_model_info (self->draft) : NULL;
  g_autoptr (GTask) task = NULL;
  Planning *planning;

  if (document == NULL || info == NULL || !gesso_stage_get_masking (self->stage))
    return;

  self->plan_again = self->planning;
  if (self->planning)
    return;

  planning = g_new0 (Planning, 1);
  planning->node_id = g_strdup (gesso_node_get_id (gesso_mask_editor_get_node (editor)));
  planning->snapshot = gesso_mask_document_dup_snapshot (document);
  planning->rule = info->part_rule;
  gesso_mask_setup_get_stitch (gesso_mask_editor_get_setup (editor), &planning->options);
  planning->margins = *gesso_extension_get_margins (gesso_mask_canvas_get_extension (canvas));
  planning->wished = gesso_mask_canvas_get_wish (canvas, &planning->wish);
  planning->separate = _gesso_studio_page_wants_separate (self);
  planning->wish.x += planning->margins.left;
  planning->wish.y += planning->margins.top;
  self->planning = TRUE;
  task = g_task_new (self, self->cancellable, planned_cb, NULL);
  g_task_set_source_tag (task, _gesso_studio_page_plan_mask);
  g_task_set_task_data (task, planning, planning_free);
  gesso_worker_run (gesso_studio_get_imaging_worker (self->studio), task,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, plan);
}

/* A picture that was to be extended, and is looked at again: as it was. */
static void
recall_margins (GessoStudioPage *self,
                GessoNode       *node)
{
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (gesso_stage_get_editor (self->stage));
  GessoStitchPlan *plan = gesso_draft_get_plan (self->draft);

  if (plan != NULL && is_base (self, gesso_node_get_id (node)))
    gesso_mask_canvas_recall_margins (canvas, gesso_stitch_plan_get_margins (plan));
}

/* The mask mode begins: what is painted on is what will be edited. */
void
_gesso_studio_page_masking_changed (GessoStudioPage *self)
{
  GessoNode *node = gesso_mask_editor_get_node (gesso_stage_get_editor (self->stage));

  if (!gesso_stage_get_masking (self->stage) || node == NULL || self->draft == NULL)
    return;

  recall_margins (self, node);
  _gesso_studio_page_use_node (self, node);
  _gesso_studio_page_plan_mask (self);
}

/* The base has been read, or another model was chosen. */
void
_gesso_studio_page_check_plan (GessoStudioPage *self,
                               GParamSpec      *pspec)
{
  if (g_str_equal (pspec->name, "model-info") || g_str_equal (pspec->name, "model")
      || (g_str_equal (pspec->name, "ready") && gesso_draft_get_plan (self->draft) == NULL))
    _gesso_studio_page_plan_mask (self);
}
