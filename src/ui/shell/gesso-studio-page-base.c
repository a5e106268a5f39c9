/* gesso-studio-page-base.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base of GessoStudioPage's next prompt. A base that came from the session follows what is
 * looked at; one that came from outside becomes a picture of the session, so that its edits have
 * something to hang from.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include "studio/gesso-importer.h"

/* Makes a picture of the library the base, unless it is that already. */
void
_gesso_studio_page_use_node (GessoStudioPage *self,
                             GessoNode       *node)
{
  GessoIntake *intake = gesso_composer_get_intake (self->composer);
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  if (base != NULL
      && g_strcmp0 (gesso_intake_get_node (intake, base), gesso_node_get_id (node)) == 0)
    return;

  gesso_intake_add_node (intake, gesso_node_get_id (node), gesso_node_get_name (node), TRUE);
}

/* The base follows what is looked at, when it came from the session. */
void
_gesso_studio_page_follow_node (GessoStudioPage *self,
                                GessoNode       *node)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  if (base != NULL
      && gesso_intake_get_node (gesso_composer_get_intake (self->composer), base) != NULL)
    _gesso_studio_page_use_node (self, node);
}

static void
base_imported_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = gesso_importer_add_node_finish (GESSO_STUDIO (source), result, &error);
  g_autoptr (GessoDraftImage) image = NULL;
  GessoStudioPage *self;
  GessoNode *node;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = GESSO_STUDIO_PAGE (user_data);
  image = g_steal_pointer (&self->imported);
  if (id == NULL)
    {
      _gesso_studio_page_say_error (self, error);
      return;
    }

  gesso_intake_set_node (gesso_composer_get_intake (self->composer), image, id);
  node = self->session != NULL ? gesso_session_find (self->session, id) : NULL;
  if (node != NULL)
    {
      gesso_session_set_current (self->session, node);
      _gesso_studio_page_show_current (self);
    }
}

static void
import_base (GessoStudioPage *self,
             gpointer         data)
{
  GessoDraftImage *image = data;

  gesso_importer_add_node_async (self->studio, gesso_draft_image_get_reference (image),
                                 gesso_session_get_id (self->session), self->cancellable,
                                 base_imported_cb, self);
}

/* After anything in the draft has changed: is there a base that the session does not know yet? */
void
_gesso_studio_page_check_base (GessoStudioPage *self)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  if (base == NULL || self->remixing || self->imported != NULL
      || gesso_draft_image_get_reference (base) == NULL
      || gesso_intake_get_node (gesso_composer_get_intake (self->composer), base) != NULL)
    return;

  self->imported = g_object_ref (base);
  _gesso_studio_page_with_session (self, import_base, g_object_ref (base), g_object_unref);
}

/**
 * gesso_studio_page_use_as_base:
 * @self: a studio page
 * @node: a picture of the library
 */
void
gesso_studio_page_use_as_base (GessoStudioPage *self,
                               GessoNode       *node)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  _gesso_studio_page_use_node (self, node);
}

/**
 * gesso_studio_page_add_reference:
 * @self: a studio page
 * @node: a picture of the library
 */
void
gesso_studio_page_add_reference (GessoStudioPage *self,
                                 GessoNode       *node)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  gesso_intake_add_node (gesso_composer_get_intake (self->composer), gesso_node_get_id (node),
                         gesso_node_get_name (node), FALSE);
}
