/* gesso-studio-page-extent.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the studio page says about an edit while it is still being drawn or pulled: the rectangle
 * that would be sent follows the hand, found from bounds alone. The plan that is sent is found when
 * the hand has come to rest.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"

/* Words that change with every frame cannot be read. */
#define WORDS_US 100000

/* Words that every model, and the built-in engine, understands. */
#define EXTEND_PROMPT "Extend the picture naturally into the empty area."

/* How it is sent, and what that costs. */
char *
_gesso_studio_page_describe_context (GessoStudioPage     *self,
                                     const GessoContext  *context,
                                     const GessoEstimate *estimate)
{
  g_autofree char *size = gesso_words_size (&context->sent);
  g_autofree char *price = gesso_money_format_estimate (estimate);
  g_autofree char *scale
      = gesso_context_is_native (context)
            ? g_strdup (_ ("Sent at 1:1"))
            : g_strdup_printf (_ ("Sent at %d %%"), (int) (100 * context->scale + 0.5));

  return g_strdup_printf ("%s · %s · %s", scale, size, price);
}

/* The rectangle is of the extended picture, the canvas counts from the picture's own corner. */
void
_gesso_studio_page_show_context (GessoStudioPage    *self,
                                 const GessoContext *context,
                                 const GessoMargins *margins,
                                 const char         *words)
{
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (gesso_stage_get_editor (self->stage));
  GessoRect rect;

  if (context == NULL)
    {
      gesso_mask_canvas_set_context (canvas, NULL, NULL);
      return;
    }

  rect = context->rect;
  rect.x -= margins->left;
  rect.y -= margins->top;
  gesso_mask_canvas_set_context (canvas, &rect, words);
}

/* What may change: what is painted, as far as it may grow, and all that is added. */
static GessoRect
find_bounds (GessoMaskEditor *editor,
             const GessoSize *size)
{
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (editor);
  GessoExtension *extension = gesso_mask_canvas_get_extension (canvas);
  const GessoMargins *margins = gesso_extension_get_margins (extension);
  const GessoSize *picture = gesso_extension_get_picture (extension);
  const GessoRect whole = { 0, 0, size->width, size->height };
  const GessoRect added[] = {
    { 0, 0, margins->left, size->height },
    { 0, 0, size->width, margins->top },
    { margins->left + picture->width, 0, margins->right, size->height },
    { 0, margins->top + picture->height, size->width, margins->bottom },
  };
  GessoStitchOptions options;
  GessoRect bounds;

  gesso_mask_canvas_get_extent (canvas, &bounds);
  bounds.x += margins->left;
  bounds.y += margins->top;
  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    bounds = gesso_rect_unite (&bounds, &added[i]);
  gesso_mask_setup_get_stitch (gesso_mask_editor_get_setup (editor), &options);
  bounds = gesso_rect_outset (&bounds, options.grow);

  return gesso_rect_intersect (&bounds, &whole);
}

static char *
describe_live (GessoStudioPage    *self,
               const GessoContext *context)
{
  GessoEstimate estimate;

  gesso_draft_estimate_parts (self->draft, &context->sent, 1, &estimate);
  return _gesso_studio_page_describe_context (self, context, &estimate);
}

/* While somebody draws or pulls. */
void
_gesso_studio_page_extent_changed (GessoStudioPage *self)
{
  GessoMaskEditor *editor = gesso_stage_get_editor (self->stage);
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (editor);
  GessoExtension *extension = gesso_mask_canvas_get_extension (canvas);
  GessoModelInfo *info = self->draft != NULL ? gesso_draft_get_model_info (self->draft) : NULL;
  GessoSize size = gesso_extension_get_canvas (extension);
  gint64 now = g_get_monotonic_time ();
  GessoContext context;
  GessoRect bounds;
  GessoRect wish;
  gboolean found;

  if (info == NULL || !gesso_stage_get_masking (self->stage))
    return;

  bounds = find_bounds (editor, &size);
  if (gesso_mask_canvas_get_wish (canvas, &wish))
    {
      wish.x += gesso_extension_get_margins (extension)->left;
      wish.y += gesso_extension_get_margins (extension)->top;
      found
          = gesso_context_fit (&info->part_rule, size.width, size.height, &wish, &bounds, &context);
    }
  else
    found = gesso_context_find (&info->part_rule, size.width, size.height, &bounds, &context);
  if (found && (self->live_words == NULL || now - self->live_us > WORDS_US))
    {
      g_free (self->live_words);
      self->live_words = describe_live (self, &context);
      self->live_us = now;
    }
  if (found)
    _gesso_studio_page_show_context (self, &context, gesso_extension_get_margins (extension),
                                     self->live_words);
}

/* Somebody begins to extend the picture: without a prompt of their own they get one, and lose it
 * when nothing comes of it. */
void
_gesso_studio_page_extending_changed (GessoStudioPage *self)
{
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (gesso_stage_get_editor (self->stage));
  GessoExtension *extension = gesso_mask_canvas_get_extension (canvas);
  const char *prompt = self->draft != NULL ? gesso_draft_get_prompt (self->draft) : NULL;

  if (self->draft == NULL)
    return;

  if (gesso_extension_get_active (extension))
    {
      if (prompt == NULL || prompt[0] == '\0')
        gesso_draft_set_prompt (self->draft, EXTEND_PROMPT, -1);
    }
  else if (gesso_stage_get_masking (self->stage)
           && gesso_margins_is_none (gesso_extension_get_margins (extension))
           && g_strcmp0 (prompt, EXTEND_PROMPT) == 0)
    gesso_draft_set_prompt (self->draft, "", -1);
}
