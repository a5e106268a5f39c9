/* gesso-studio-page-jobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What GessoStudioPage sends, and what comes back. When a job that is looked at is done, its first
 * picture becomes the current one and the base of the next prompt.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

typedef struct
{
  GessoAccount *account; /* (owned) */
  GessoRequest *request; /* (owned) */
  char *base_id;         /* (owned) (nullable) */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->account);
  gesso_request_unref (sending->request);
  g_free (sending->base_id);
  g_free (sending);
}

static void
send (GessoStudioPage *self,
      gpointer         data)
{
  Sending *sending = data;
  GessoJob *job = gesso_studio_submit (self->studio, sending->account, sending->request,
                                       gesso_session_get_id (self->session), sending->base_id);

  gesso_studio_page_show_job (self, job);
}

/**
 * gesso_studio_page_submit:
 * @self: a studio page
 * @account: where it goes
 * @request: what is sent
 * @base_node_id: (nullable): the picture that it edits
 *
 * Sends a request in this session and looks at its job.
 */
void
gesso_studio_page_submit (GessoStudioPage *self,
                          GessoAccount    *account,
                          GessoRequest    *request,
                          const char      *base_node_id)
{
  Sending *sending;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  sending = g_new0 (Sending, 1);
  sending->account = g_object_ref (account);
  sending->request = gesso_request_ref (request);
  sending->base_id = g_strdup (base_node_id);
  gesso_library_add_prompt_async (gesso_studio_get_library (self->studio),
                                  gesso_request_get_prompt (request), NULL, NULL, NULL);
  gesso_composer_reload_recall (self->composer);
  _gesso_studio_page_with_session (self, send, sending, sending_free);
  _gesso_studio_page_remember_draft (self);
}

/* The composer's request, with the picture of the library that it edits. */
void
_gesso_studio_page_submit_draft (GessoStudioPage *self,
                                 GessoRequest    *request)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);
  const char *base_id
      = base != NULL ? gesso_intake_get_node (gesso_composer_get_intake (self->composer), base)
                     : NULL;

  /* Where the composer lies over the stage it makes way for what is coming. */
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gesso_studio_page_submit (self, gesso_composer_get_account (self->composer), request, base_id);
}

void
_gesso_studio_page_job_finished (GessoStudioPage *self,
                                 GessoJob        *job)
{
  const char *const *ids = gesso_job_get_node_ids (job);
  GessoProof proof = GESSO_PROOF_INIT;
  GessoNode *node;

  gesso_composer_reload_recall (self->composer);
  if (self->session == NULL
      || g_strcmp0 (gesso_job_get_session_id (job), gesso_session_get_id (self->session)) != 0)
    return;
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_CANCELLED
      && gesso_stage_get_job (self->stage) == job)
    _gesso_studio_page_show_current (self);
  if (gesso_job_get_state (job) != GESSO_JOB_STATE_DONE || ids == NULL || ids[0] == NULL)
    return;

  /* Somebody who went on to look at something else is left alone. */
  if (gesso_stage_get_job (self->stage) != job)
    return;
  node = gesso_session_find (self->session, ids[0]);
  if (node == NULL || _gesso_studio_page_show_next_part (self, job))
    return;

  gesso_session_set_current (self->session, node);
  _gesso_studio_page_show_current (self);
  /* What could not be put in is a proposal as well, and more likely discarded. */
  if (gesso_node_get_proof (node, &proof) && gesso_node_get_base_id (node) != NULL)
    gesso_stage_propose (self->stage,
                         gesso_session_find (self->session, gesso_node_get_base_id (node)), TRUE);
  _gesso_studio_page_use_node (self, node);
}

/**
 * gesso_studio_page_edit_request:
 * @self: a studio page
 * @account: (nullable): where it went
 * @request: what was sent
 * @base_node_id: (nullable): the node that its base came from
 *
 * Takes prompt, parameters and pictures of a request into the draft.
 */
void
gesso_studio_page_edit_request (GessoStudioPage *self,
                                GessoAccount    *account,
                                GessoRequest    *request,
                                const char      *base_node_id)
{
  GessoChangeMarks *marks;
  GessoDraftImage *base;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  marks = gesso_composer_get_marks (self->composer);
  gesso_change_marks_begin (marks);
  if (account != NULL)
    gesso_composer_set_account (self->composer, account,
                                gesso_request_get_parameters (request)->model);
  self->remixing = TRUE;
  gesso_draft_set_from_request (self->draft, gesso_draft_get_account_kind (self->draft), request);
  base = gesso_draft_get_base (self->draft);
  if (base != NULL && base_node_id != NULL)
    gesso_intake_set_node (gesso_composer_get_intake (self->composer), base, base_node_id);
  self->remixing = FALSE;
  _gesso_studio_page_check_base (self);
  gesso_change_marks_end (marks);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}
