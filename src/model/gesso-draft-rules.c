/* gesso-draft-rules.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft-rules-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"

#include <string.h>

/* The judgement on a draft: what is wrong with it, which parameters it really sends, and how the
 * roles of its pictures are put into words. Functions of the draft's contents alone; GessoDraft
 * calls them on the main thread. */

#define ROLE_SEPARATOR "\n\n"

static void
add_problem (GArray            *problems,
             GessoDraftProblem  problem)
{
  problem.text = g_strdup (problem.text);
  g_array_append_val (problems, problem);
}

static void
check_prompt (const GessoDraftView *view,
              GArray               *problems)
{
  g_autofree char *roles = NULL;
  gint64 limit = view->info->max_prompt_characters;
  gint64 total = view->n_characters;

  if (total == 0 || (total <= limit && gesso_str_is_empty (view->prompt)))
    {
      add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_PROMPT_EMPTY });
      return;
    }

  roles = _gesso_draft_role_text (view->references);
  if (roles != NULL)
    total += (gint64) (strlen (ROLE_SEPARATOR) + gesso_str_count (roles));
  if (total > limit)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_PROMPT_TOO_LONG,
                                                .value = total,
                                                .limit = limit });
}

static void
check_model (const GessoDraftView *view,
             GArray               *problems)
{
  if (gesso_str_is_empty (view->info->id))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MODEL_MISSING });
  else if (gesso_model_info_is_shut_down (view->info, gesso_clock_now_us ()))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MODEL_SHUT_DOWN,
                                                .text = (char *) view->info->shutdown_date });
  if (!view->info->edits && g_list_model_get_n_items (view->references) > 0)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MODEL_CANNOT_EDIT });
}

static void
check_size (const GessoDraftView *view,
            GArray               *problems)
{
  const GessoSizeRule *rule = view->plan != NULL ? &view->info->part_rule : &view->info->size_rule;
  const GessoSize *size
      = view->plan != NULL ? gesso_stitch_plan_get_sent (view->plan) : &view->parameters->size;
  GessoSizeProblem size_problem = gesso_size_rule_check (rule, size);
  GessoDraftProblem problem = { .code = GESSO_DRAFT_SIZE_ILLEGAL, .size_problem = size_problem };

  if (size_problem == GESSO_SIZE_PROBLEM_NONE)
    return;

  if (size_problem == GESSO_SIZE_PROBLEM_MULTIPLE)
    problem.limit = rule->multiple;
  else if (size_problem == GESSO_SIZE_PROBLEM_RATIO)
    problem.limit = rule->max_ratio;
  else if (size_problem == GESSO_SIZE_PROBLEM_EDGE)
    {
      problem.value = rule->min_edge;
      problem.limit = rule->max_edge;
    }
  else
    {
      problem.value = rule->min_pixels;
      problem.limit = rule->max_pixels;
    }
  add_problem (problems, problem);
}

static void
check_reference (const GessoDraftView *view,
                 guint                 index,
                 GArray               *problems)
{
  g_autoptr (GessoDraftImage) image = g_list_model_get_item (view->references, index);
  GessoReference *reference = gesso_draft_image_get_reference (image);
  GBytes *data = reference != NULL ? gesso_reference_get_data (reference) : NULL;
  gint64 size = data != NULL ? (gint64) g_bytes_get_size (data) : 0;
  gint64 limit = view->info->max_reference_bytes;

  if (gesso_draft_image_is_busy (image))
    add_problem (problems,
                 (GessoDraftProblem){ .code = GESSO_DRAFT_REFERENCE_BUSY, .index = index });
  else if (data == NULL)
    add_problem (problems,
                 (GessoDraftProblem){ .code = GESSO_DRAFT_REFERENCE_BROKEN,
                                      .index = index,
                                      .text = (char *) gesso_draft_image_get_error (image) });
  else if (limit > 0 && size > limit && (index > 0 || view->plan == NULL))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_REFERENCE_TOO_LARGE,
                                                .index = index,
                                                .value = size,
                                                .limit = limit });
}

static void
check_references (const GessoDraftView *view,
                  GArray               *problems)
{
  guint length = g_list_model_get_n_items (view->references);

  if (view->info->edits && length > (guint) view->info->max_references)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_TOO_MANY_REFERENCES,
                                                .value = length,
                                                .limit = view->info->max_references });
  for (guint i = 0; i < length; i++)
    check_reference (view, i, problems);
}

static void
check_mask (const GessoDraftView *view,
            GArray               *problems)
{
  g_autoptr (GessoDraftImage) base = NULL;
  GessoReference *reference;
  GessoReference *mask = view->plan != NULL ? gesso_stitch_plan_get_mask (view->plan) : view->mask;

  if (view->mask == NULL && view->plan == NULL)
    return;

  base = g_list_model_get_item (view->references, 0);
  if (base == NULL)
    {
      add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MASK_WITHOUT_BASE });
      return;
    }
  if (!view->info->masks && view->plan == NULL)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MASK_UNSUPPORTED });

  reference = gesso_draft_image_get_reference (base);
  if (reference != NULL && mask != NULL
      && (gesso_reference_get_width (reference) != gesso_reference_get_width (mask)
          || gesso_reference_get_height (reference) != gesso_reference_get_height (mask)))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_MASK_SIZE });
}

static gboolean
is_auto (const char *value)
{
  return value == NULL || g_str_equal (value, "auto");
}

static void
check_choices (const GessoDraftView *view,
               GArray               *problems)
{
  const GessoParameters *parameters = view->parameters;
  GessoModelInfo *info = view->info;
  gboolean transparent = g_strcmp0 (parameters->background, "transparent") == 0;

  if (info->qualities[0] != NULL && !is_auto (parameters->quality)
      && !gesso_model_info_has_quality (info, parameters->quality))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_QUALITY_UNSUPPORTED,
                                                .text = parameters->quality });
  if (info->backgrounds[0] != NULL && !is_auto (parameters->background)
      && !gesso_model_info_has_background (info, parameters->background, view->force_background))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_BACKGROUND_UNSUPPORTED,
                                                .text = parameters->background });
  if (info->formats[0] != NULL && !gesso_model_info_has_format (info, parameters->format))
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_FORMAT_UNSUPPORTED,
                                                .text = parameters->format });
  if (transparent && g_strcmp0 (parameters->format, "jpeg") == 0)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_FORMAT_TRANSPARENT,
                                                .text = parameters->format });
  if (parameters->n > info->max_n)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_TOO_MANY_PICTURES,
                                                .value = parameters->n,
                                                .limit = info->max_n });
}

static void
check_extra (const GessoDraftView *view,
             GArray               *problems)
{
  g_autoptr (JsonObject) object = NULL;

  if (gesso_str_is_empty (view->parameters->extra))
    return;

  object = gesso_json_parse_object (view->parameters->extra, -1, NULL);
  if (object == NULL)
    add_problem (problems, (GessoDraftProblem){ .code = GESSO_DRAFT_EXTRA_NOT_JSON });
}

static void
drop_unless (gboolean   keep,
             char     **field)
{
  if (!keep)
    g_clear_pointer (field, g_free);
}

static void
append_role (GString    *text,
             guint       number,
             const char *role,
             const char *note)
{
  if (role == NULL && note == NULL)
    return;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (role == NULL)
    g_string_append_printf (text, "Image %u: %s.", number, note);
  else if (note == NULL)
    g_string_append_printf (text, "Image %u is the %s.", number, role);
  else
    g_string_append_printf (text, "Image %u is the %s: %s.", number, role, note);
}

/**
 * _gesso_draft_role_text:
 * @references: a list of tiles
 *
 * What the pictures are for, in words for the model: "Image 2 is the logo."
 *
 * Returns: (transfer full) (nullable): English sentences; NULL when no picture has a role
 */
char *
_gesso_draft_role_text (GListModel *references)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint length = g_list_model_get_n_items (references);

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoDraftImage) image = g_list_model_get_item (references, i);

      append_role (text, i + 1, gesso_draft_image_get_role (image),
                   gesso_draft_image_get_note (image));
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * _gesso_draft_strip_role_text:
 * @sent: the prompt of a request
 * @request: the request, with its pictures' roles
 *
 * Returns: (transfer full): the prompt as it was typed
 */
char *
_gesso_draft_strip_role_text (const char   *sent,
                              GessoRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    {
      GessoReference *reference = gesso_request_get_reference (request, i);

      append_role (text, i + 1, gesso_reference_get_role (reference),
                   gesso_reference_get_note (reference));
    }
  g_string_prepend (text, ROLE_SEPARATOR);

  return g_str_has_suffix (sent, text->str) ? g_strndup (sent, strlen (sent) - text->len)
                                            : g_strdup (sent);
}

/**
 * _gesso_draft_find_problems:
 * @view: a draft's contents
 *
 * Returns: (transfer full) (element-type GessoDraftProblem): why it cannot be sent; empty when it
 *   can
 */
GArray *
_gesso_draft_find_problems (const GessoDraftView *view)
{
  GArray *problems = g_array_new (FALSE, TRUE, sizeof (GessoDraftProblem));

  g_array_set_clear_func (problems, (GDestroyNotify) gesso_draft_problem_clear);
  check_prompt (view, problems);
  check_model (view, problems);
  check_size (view, problems);
  check_references (view, problems);
  check_mask (view, problems);
  check_choices (view, problems);
  check_extra (view, problems);

  return problems;
}

/**
 * _gesso_draft_same_problems:
 * @a: problems
 * @b: other problems
 *
 * Returns: whether both say the same
 */
gboolean
_gesso_draft_same_problems (GArray *a,
                            GArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const GessoDraftProblem *x = &g_array_index (a, GessoDraftProblem, i);
      const GessoDraftProblem *y = &g_array_index (b, GessoDraftProblem, i);

      if (x->code != y->code || x->value != y->value || x->limit != y->limit || x->index != y->index
          || x->size_problem != y->size_problem || g_strcmp0 (x->text, y->text) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * _gesso_draft_sent_parameters:
 * @view: a draft's contents
 *
 * The parameters without what the model does not take, so that nothing is sent that would be
 * refused or has no effect.
 *
 * Returns: (transfer full): parameters
 */
GessoParameters *
_gesso_draft_sent_parameters (const GessoDraftView *view)
{
  GessoParameters *sent = gesso_parameters_copy (view->parameters);
  GessoModelInfo *info = view->info;

  if (view->plan != NULL)
    sent->size = *gesso_stitch_plan_get_sent (view->plan);
  drop_unless (info->qualities[0] != NULL, &sent->quality);
  drop_unless (info->backgrounds[0] != NULL, &sent->background);
  drop_unless (info->formats[0] != NULL, &sent->format);
  drop_unless (info->moderations[0] != NULL, &sent->moderation);
  drop_unless (info->input_fidelities[0] != NULL, &sent->input_fidelity);
  drop_unless (!gesso_str_is_empty (sent->extra), &sent->extra);
  if (!info->takes_compression
      || (g_strcmp0 (sent->format, "jpeg") != 0 && g_strcmp0 (sent->format, "webp") != 0))
    sent->compression = -1;

  drop_unless (info->efforts[0] != NULL, &sent->think);
  sent->web_search = sent->web_search && info->searches;
  sent->batch = sent->batch && info->takes_batch;

  /* Previews of several pictures could not be told apart, and nobody waits for a batch. */
  sent->partial_images = info->streams && sent->n == 1 && !sent->batch
                             ? MIN (sent->partial_images, info->max_partial_images)
                             : 0;

  return sent;
}
