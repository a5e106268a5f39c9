/* gesso-studio-page-session.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session of GessoStudioPage: the last one at the start, another one when one of its pictures
 * is to be looked at, a new one when the first thing needs it.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

/* What waits for a session to be there. */
typedef struct
{
  GessoStudioPageFunc func;
  gpointer data; /* (owned) */
  GDestroyNotify destroy;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  pending->destroy (pending->data);
  g_free (pending);
}

GPtrArray *
_gesso_studio_page_new_pending (void)
{
  return g_ptr_array_new_with_free_func (pending_free);
}

static void
current_changed_cb (GessoStudioPage *self)
{
  if (gesso_stage_get_job (self->stage) == NULL)
    _gesso_studio_page_show_current (self);
}

/* @session may be NULL: the next thing that needs one makes a new one. */
void
_gesso_studio_page_set_session (GessoStudioPage *self,
                                GessoSession    *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, current_changed_cb, self);
  g_set_object (&self->session, session);
  gesso_strip_set_session (self->strip, session);
  gesso_stage_set_pictures (self->stage, G_LIST_MODEL (session));
  gesso_composer_set_session (self->composer,
                              session != NULL ? gesso_session_get_id (session) : NULL);
  if (session != NULL)
    g_signal_connect_object (session, "notify::current", G_CALLBACK (current_changed_cb), self,
                             G_CONNECT_SWAPPED);
  _gesso_studio_page_show_current (self);
}

static void
run_pending (GessoStudioPage *self)
{
  g_autoptr (GPtrArray) pending = g_steal_pointer (&self->pending);

  self->pending = _gesso_studio_page_new_pending ();
  for (guint i = 0; i < pending->len; i++)
    {
      Pending *one = g_ptr_array_index (pending, i);

      one->func (self, one->data);
    }
}

static void
session_made_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSession) session
      = gesso_library_open_session_finish (GESSO_LIBRARY (source), result, &error);
  GessoStudioPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = GESSO_STUDIO_PAGE (user_data);
  self->making_session = FALSE;
  if (session == NULL)
    {
      g_ptr_array_set_size (self->pending, 0);
      g_clear_object (&self->imported);
      _gesso_studio_page_say_error (self, error);
      return;
    }

  _gesso_studio_page_set_session (self, session);
  run_pending (self);
}

/* Calls @func with @data now or as soon as there is a session; @destroy frees @data in any case. */
void
_gesso_studio_page_with_session (GessoStudioPage     *self,
                                 GessoStudioPageFunc  func,
                                 gpointer             data,
                                 GDestroyNotify       destroy)
{
  Pending *pending;

  if (self->session != NULL)
    {
      func (self, data);
      destroy (data);
      return;
    }

  pending = g_new0 (Pending, 1);
  pending->func = func;
  pending->data = data;
  pending->destroy = destroy;
  g_ptr_array_add (self->pending, pending);
  if (self->making_session)
    return;

  self->making_session = TRUE;
  gesso_library_create_session_async (gesso_studio_get_library (self->studio), NULL,
                                      gesso_draft_get_prompt (self->draft), self->cancellable,
                                      session_made_cb, self);
}

static void
session_restored_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSession) session
      = gesso_library_open_session_finish (GESSO_LIBRARY (source), result, &error);
  GessoStudioPage *self;

  if (session == NULL)
    {
      g_debug ("No session to restore: %s", error->message);
      return;
    }

  self = GESSO_STUDIO_PAGE (user_data);
  if (self->session != NULL || self->making_session)
    return;

  _gesso_studio_page_set_session (self, session);
  if (gesso_session_get_current (session) != NULL && gesso_draft_get_base (self->draft) == NULL)
    _gesso_studio_page_use_node (self, gesso_session_get_current (session));
}

void
_gesso_studio_page_restore_session (GessoStudioPage *self)
{
  gesso_library_open_last_session_async (gesso_studio_get_library (self->studio), self->cancellable,
                                         session_restored_cb, self);
}

/**
 * gesso_studio_page_new_session:
 * @self: a studio page
 *
 * Clears the stage. The session is made when the first thing needs one; the old one stays in the
 * history.
 */
void
gesso_studio_page_new_session (GessoStudioPage *self)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  if (self->draft == NULL)
    return;

  _gesso_studio_page_set_session (self, NULL);
  _gesso_studio_page_show_current (self);
  gesso_draft_clear_references (self->draft);
  gesso_draft_set_prompt (self->draft, "", -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* A picture of another session that is to be looked at. */
typedef struct
{
  GessoStudioPage *page; /* (unowned): cancels this when it goes */
  char *node_id;         /* (owned) */
  GessoNode *other;      /* (owned) (nullable): what it is compared with then */
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->node_id);
  g_clear_object (&opening->other);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
show_opened (GessoStudioPage *self,
             GessoNode       *node,
             GessoNode       *other)
{
  _gesso_studio_page_show_node (self, node);
  if (other != NULL)
    gesso_stage_compare_with (self->stage, other);
}

static void
session_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSession) session
      = gesso_library_open_session_finish (GESSO_LIBRARY (source), result, &error);
  GessoNode *node;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (session == NULL)
    {
      _gesso_studio_page_say_error (opening->page, error);
      return;
    }

  _gesso_studio_page_set_session (opening->page, session);
  node = gesso_session_find (session, opening->node_id);
  if (node != NULL)
    show_opened (opening->page, node, opening->other);
}

static void
open_node (GessoStudioPage *self,
           GessoNode       *node,
           GessoNode       *other)
{
  Opening *opening;

  if (self->session != NULL && gesso_session_find (self->session, gesso_node_get_id (node)) == node)
    {
      show_opened (self, node, other);
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->page = self;
  opening->node_id = g_strdup (gesso_node_get_id (node));
  opening->other = other != NULL ? g_object_ref (other) : NULL;
  gesso_library_open_session_async (gesso_studio_get_library (self->studio),
                                    gesso_node_get_session_id (node), self->cancellable,
                                    session_opened_cb, opening);
}

/**
 * gesso_studio_page_open_node:
 * @self: a studio page
 * @node: a picture of the library
 *
 * Opens its session and looks at it.
 */
void
gesso_studio_page_open_node (GessoStudioPage *self,
                             GessoNode       *node)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  open_node (self, node, NULL);
}

/**
 * gesso_studio_page_compare_nodes:
 * @self: a studio page
 * @node: a picture of the library
 * @other: what to compare it with
 *
 * Opens the session of @node, looks at it, and compares it.
 */
void
gesso_studio_page_compare_nodes (GessoStudioPage *self,
                                 GessoNode       *node,
                                 GessoNode       *other)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));
  g_return_if_fail (GESSO_IS_NODE (other));

  open_node (self, node, other);
}
