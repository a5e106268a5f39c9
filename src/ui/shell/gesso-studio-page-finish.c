/* gesso-studio-page-finish.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio page's offer to finish a draft: on a picture in low or medium quality a button says by
 * how much one in high quality is dearer, and makes it.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"

void
_gesso_studio_page_clear_finish (GessoStudioPage *self)
{
  g_cancellable_cancel (self->finish_cancellable);
  g_clear_object (&self->finish_cancellable);
  g_clear_object (&self->finish_node);
  g_clear_pointer (&self->finish, gesso_finish_free);
}

static void
show_finish (GessoStudioPage *self)
{
  g_autofree char *difference = gesso_finish_dup_difference (self->finish);
  g_autofree char *price = gesso_money_format_estimate (&self->finish->estimate);
  /* Translators: an action, then by how much it is dearer, as +$0.20 */
  g_autofree char *label = difference != NULL
                               ? g_strdup_printf (_ ("Finish in High · %s"), difference)
                               : g_strdup (_ ("Finish in High"));
  /* Translators: %s is a price */
  g_autofree char *tooltip
      = g_strdup_printf (_ ("One picture in high quality: %s (Shift+R)"), price);

  gesso_stage_set_finish (self->stage, label, tooltip);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "node.finish", TRUE);
}

static void
finish_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoFinish) finish = gesso_finish_find_finish (GESSO_STUDIO (source), result, &error);
  GessoStudioPage *self;

  /* Most pictures are no drafts; after a cancel the page may be gone. */
  if (finish == NULL)
    return;

  self = user_data;
  g_clear_pointer (&self->finish, gesso_finish_free);
  self->finish = g_steal_pointer (&finish);
  show_finish (self);
}

/* For what is looked at now, if anything. */
void
_gesso_studio_page_update_finish (GessoStudioPage *self,
                                  GessoNode       *node)
{
  if (node == self->finish_node && node != NULL)
    return;

  _gesso_studio_page_clear_finish (self);
  gesso_stage_set_finish (self->stage, NULL, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "node.finish", FALSE);
  if (node == NULL || self->studio == NULL || !gesso_finish_can (node))
    return;

  self->finish_node = g_object_ref (node);
  self->finish_cancellable = g_cancellable_new ();
  gesso_finish_find_async (self->studio, node, self->finish_cancellable, finish_found_cb, self);
}

void
_gesso_studio_page_finish_draft (GessoStudioPage *self)
{
  if (self->finish != NULL)
    gesso_studio_page_submit (self, self->finish->account, self->finish->request,
                              self->finish->base_node_id);
}
