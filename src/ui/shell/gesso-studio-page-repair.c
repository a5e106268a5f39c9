/* gesso-studio-page-repair.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio page and edits that were made without a mask: what a model changed without being asked
 * to is put back, and the result is a proposal like any other. Its mask, which says what was kept
 * of the edit, is corrected by painting, and applied again.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "protect/gesso-protect-error.h"
#include "studio/gesso-repair.h"
#include "ui/support/gesso-toast.h"

static void
say_why_not (GessoStudioPage *self,
             const GError    *error)
{
  const char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY))
    words = _ ("There is nothing that the edit would keep");
  else if (g_error_matches (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED))
    words = _ ("The edit shows another picture than the one before");
  if (words != NULL)
    gesso_toast_show_text (GTK_WIDGET (self), words);
  else
    _gesso_studio_page_say_error (self, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) made = gesso_repair_make_finish (GESSO_STUDIO (source), result, &error);
  GessoStudioPage *self;
  GessoNode *node;
  GessoNode *before;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  self->repairing = FALSE;
  _gesso_studio_page_update_actions (self);
  if (made == NULL)
    {
      say_why_not (self, error);
      return;
    }

  node
      = self->session != NULL ? gesso_session_find (self->session, gesso_node_get_id (made)) : NULL;
  if (node == NULL)
    return;

  gesso_session_set_current (self->session, node);
  _gesso_studio_page_show_current (self);
  before = gesso_session_find (self->session, gesso_node_get_base_id (node));
  gesso_stage_propose (self->stage, before, TRUE);
  _gesso_studio_page_use_node (self, node);
  gesso_toast_show_text (GTK_WIDGET (self),
                         _ ("Stray changes undone; paint its mask to correct what is kept"));
}

static void
make (GessoStudioPage *self,
      GessoNode       *node,
      GessoMask       *mask)
{
  self->repairing = TRUE;
  _gesso_studio_page_update_actions (self);
  gesso_repair_make_async (self->studio, node, mask, _ ("Kept from the Edit"), self->cancellable,
                           made_cb, self);
}

/* On an edit: finds what changed. On one that was repaired: its mask is shown and painted. */
void
_gesso_studio_page_repair (GessoStudioPage *self,
                           GessoNode       *node)
{
  if (self->repairing || !gesso_repair_can_repair (node))
    return;

  if (gesso_repair_is_repaired (node))
    gesso_stage_set_masking (self->stage, TRUE);
  else
    make (self, node, NULL);
}

/* The mask was corrected: what is kept of the edit is what is marked now. The picture that was made
 * with the mask before goes into the bin. */
void
_gesso_studio_page_apply_repair (GessoStudioPage *self)
{
  GessoMaskEditor *editor = gesso_stage_get_editor (self->stage);
  GessoMaskDocument *document = gesso_mask_editor_get_document (editor);
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GessoMask) mask = NULL;
  const char *ids[2] = { NULL, NULL };

  if (document == NULL || self->repairing
      || !gesso_repair_is_repaired (gesso_mask_editor_get_node (editor)))
    return;

  node = g_object_ref (gesso_mask_editor_get_node (editor));
  mask = gesso_mask_document_dup_snapshot (document);
  if (gesso_mask_is_empty (mask))
    {
      gesso_toast_show_text (GTK_WIDGET (self), _ ("There is nothing that the edit would keep"));
      return;
    }

  gesso_stage_set_masking (self->stage, FALSE);
  make (self, node, mask);
  ids[0] = gesso_node_get_id (node);
  gesso_library_set_deleted_async (gesso_studio_get_library (self->studio), ids, TRUE, NULL, NULL,
                                   NULL);
}
