/* gesso-studio-page-draft.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What GessoStudioPage remembers of its draft from one start to the next: the prompt that is being
 * written, in the library; account, model and parameters, in the settings.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include "ui/support/gesso-settings.h"

#define PROMPT_KEY "draft.prompt"
#define SAVE_DELAY_MS 1000

/* Writes the prompt down now. */
void
_gesso_studio_page_save_prompt (GessoStudioPage *self)
{
  gesso_library_set_value_async (gesso_studio_get_library (self->studio), PROMPT_KEY,
                                 gesso_draft_get_prompt (self->draft), NULL, NULL, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  GessoStudioPage *self = user_data;

  self->save_id = 0;
  _gesso_studio_page_save_prompt (self);
  return G_SOURCE_REMOVE;
}

static void
prompt_changed_cb (GessoStudioPage *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static void
prompt_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *prompt = gesso_library_get_value_finish (GESSO_LIBRARY (source), result, &error);
  GessoStudioPage *self;
  const char *now;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = GESSO_STUDIO_PAGE (user_data);
  now = gesso_draft_get_prompt (self->draft);
  if (prompt != NULL && (now == NULL || now[0] == '\0'))
    gesso_draft_set_prompt (self->draft, prompt, -1);
  g_signal_connect_object (self->draft, "notify::prompt", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The prompt that was being written, unless another one is there by then; follows it from there. */
void
_gesso_studio_page_recall_prompt (GessoStudioPage *self)
{
  gesso_library_get_value_async (gesso_studio_get_library (self->studio), PROMPT_KEY,
                                 self->cancellable, prompt_read_cb, self);
}

/* Writes down where the draft goes and how. */
void
_gesso_studio_page_remember_draft (GessoStudioPage *self)
{
  GSettings *settings = gesso_settings_get ();
  const GessoParameters *parameters = gesso_draft_get_parameters (self->draft);
  GessoAccount *account = gesso_composer_get_account (self->composer);
  const char *aspect;

  if (settings == NULL || account == NULL)
    return;

  g_settings_set_string (settings, GESSO_SETTING_LAST_ACCOUNT, gesso_account_get_id (account));
  if (parameters->model != NULL)
    g_settings_set_string (settings, GESSO_SETTING_LAST_MODEL, parameters->model);
  if (parameters->quality != NULL)
    g_settings_set_string (settings, GESSO_SETTING_QUALITY, parameters->quality);
  aspect = parameters->routing != NULL ? parameters->routing_ratio : parameters->aspect;
  if (gesso_aspect_find (aspect) != NULL)
    g_settings_set_string (settings, GESSO_SETTING_ASPECT, aspect);
  if (parameters->tier != NULL)
    g_settings_set_string (settings, GESSO_SETTING_TIER, parameters->tier);
  g_settings_set_int (settings, GESSO_SETTING_STREAMING_PREVIEWS, parameters->partial_images);
  g_settings_set_string (settings, GESSO_SETTING_ROUTING,
                         parameters->routing != NULL ? parameters->routing : "manual");
  g_settings_set_string (settings, GESSO_SETTING_THINKING_EFFORT,
                         parameters->think != NULL ? parameters->think : "");
  g_settings_set_boolean (settings, GESSO_SETTING_WEB_SEARCH, parameters->web_search);
}

static GessoAccount *
find_last_account (GessoStudioPage  *self,
                   char            **out_model)
{
  GSettings *settings = gesso_settings_get ();
  g_autofree char *id
      = settings != NULL ? g_settings_get_string (settings, GESSO_SETTING_LAST_ACCOUNT) : NULL;
  GessoAccount *account
      = id != NULL && id[0] != '\0' ? gesso_studio_find_account (self->studio, id) : NULL;

  *out_model = NULL;
  if (account == NULL)
    return gesso_studio_find_account (self->studio, GESSO_ACCOUNT_ID_SKETCH);

  *out_model = g_settings_get_string (settings, GESSO_SETTING_LAST_MODEL);
  if ((*out_model)[0] == '\0')
    g_clear_pointer (out_model, g_free);
  return account;
}

/* What stands apart from size and quality; last, since a class or budget chooses these anew. */
static void
recall_modes (GessoStudioPage *self,
              GSettings       *settings)
{
  g_autofree char *name = g_settings_get_string (settings, GESSO_SETTING_ROUTING);
  g_autofree char *effort = g_settings_get_string (settings, GESSO_SETTING_THINKING_EFFORT);
  GessoRouting routing;

  gesso_draft_set_thinking (self->draft, effort,
                            g_settings_get_boolean (settings, GESSO_SETTING_WEB_SEARCH));
  if (gesso_routing_parse (name, &routing))
    gesso_draft_set_routing (self->draft, &routing);
}

/* Account, model and parameters as they were last, as far as the model still takes them. */
void
_gesso_studio_page_recall_draft (GessoStudioPage *self)
{
  GSettings *settings = gesso_settings_get ();
  g_autofree char *model = NULL;
  g_autofree char *quality = NULL;
  g_autofree char *aspect = NULL;
  g_autofree char *tier = NULL;
  GessoModelInfo *info;

  gesso_composer_set_account (self->composer, find_last_account (self, &model), model);
  info = gesso_draft_get_model_info (self->draft);
  if (settings == NULL)
    {
      gesso_draft_set_aspect (self->draft, "1:1", "1K");
      if (info != NULL && info->streams)
        gesso_draft_set_partial_images (self->draft, MIN (2, info->max_partial_images));
      return;
    }

  quality = g_settings_get_string (settings, GESSO_SETTING_QUALITY);
  aspect = g_settings_get_string (settings, GESSO_SETTING_ASPECT);
  tier = g_settings_get_string (settings, GESSO_SETTING_TIER);
  gesso_draft_set_aspect (self->draft, aspect, tier);
  if (info != NULL && gesso_model_info_has_quality (info, quality))
    gesso_draft_set_quality (self->draft, quality);
  if (info != NULL && info->streams)
    gesso_draft_set_partial_images (self->draft,
                                    MIN (g_settings_get_int (settings,
                                                             GESSO_SETTING_STREAMING_PREVIEWS),
                                         info->max_partial_images));
  recall_modes (self, settings);
}
