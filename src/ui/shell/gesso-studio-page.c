/* gesso-studio-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStudioPage: composer beside stage and strip, over one session and one draft. It decides what
 * is looked at: the session's current node, or a job. When a job that is looked at is done, its
 * picture becomes the current one and the base of the next prompt. The session is made when the
 * first thing needs one. Owned by the window's template; works once it has an open studio.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "ui/shell/gesso-studio-page-private.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-toast.h"
#include "ui/view/gesso-strip.h"

#define PROMPT_KEY "draft.prompt"
#define SAVE_DELAY_MS 1000

/* What waits for a session to be there. */
typedef void (*SessionFunc) (GessoStudioPage *self, gpointer data);

typedef struct
{
  SessionFunc func;
  gpointer data; /* (owned) */
  GDestroyNotify destroy;
} Pending;

struct _GessoStudioPage
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoSession *session;     /* (owned) (nullable) */
  GessoDraft *draft;         /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *pending;        /* (owned) (element-type Pending) */
  gboolean making_session;
  gboolean remixing;
  guint save_id;             /* (owned): writes the prompt down */
  GessoDraftImage *imported; /* (owned) (nullable): the base that is becoming a node */

  /* Children of the template. */
  AdwFlap *flap;
  GessoComposer *composer;
  GessoStage *stage;
  GessoStrip *strip;
};

typedef enum
{
  PROP_COMPOSER_VISIBLE = 1,
} GessoStudioPageProperty;

static GParamSpec *properties[PROP_COMPOSER_VISIBLE + 1];

G_DEFINE_FINAL_TYPE (GessoStudioPage, gesso_studio_page, GTK_TYPE_WIDGET)

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  pending->destroy (pending->data);
  g_free (pending);
}

static void
say_error (GessoStudioPage *self,
           const GError    *error)
{
  g_autofree char *words = gesso_failure_text_error (error);

  gesso_toast_show_text (GTK_WIDGET (self), words);
}

/* What is looked at. */

static void
show_current (GessoStudioPage *self)
{
  GessoNode *node = self->session != NULL ? gesso_session_get_current (self->session) : NULL;

  gesso_strip_set_job (self->strip, NULL);
  gesso_stage_show_node (self->stage, node);
  _gesso_studio_page_update_actions (self);
}

static void
current_changed_cb (GessoStudioPage *self)
{
  if (gesso_stage_get_job (self->stage) == NULL)
    show_current (self);
}

static void
use_node (GessoStudioPage *self,
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
static void
follow (GessoStudioPage *self,
        GessoNode       *node)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  if (base != NULL
      && gesso_intake_get_node (gesso_composer_get_intake (self->composer), base) != NULL)
    use_node (self, node);
}

static void
node_chosen_cb (GessoStudioPage *self,
                GessoNode       *node)
{
  if (self->session == NULL)
    return;

  gesso_session_set_current (self->session, node);
  show_current (self);
  follow (self, node);
}

static void
job_chosen_cb (GessoStudioPage *self,
               GessoJob        *job)
{
  const char *base_id = gesso_job_get_base_node_id (job);
  GessoNode *base = base_id != NULL && self->session != NULL
                        ? gesso_session_find (self->session, base_id)
                        : NULL;

  gesso_stage_show_job (self->stage, job, base);
  gesso_strip_set_job (self->strip, job);
  _gesso_studio_page_update_actions (self);
}

/* The session. */

static void
set_session (GessoStudioPage *self,
             GessoSession    *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, current_changed_cb, self);
  g_set_object (&self->session, session);
  gesso_strip_set_session (self->strip, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::current", G_CALLBACK (current_changed_cb), self,
                             G_CONNECT_SWAPPED);
  show_current (self);
}

static void
run_pending (GessoStudioPage *self)
{
  g_autoptr (GPtrArray) pending = g_steal_pointer (&self->pending);

  self->pending = g_ptr_array_new_with_free_func (pending_free);
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
      say_error (self, error);
      return;
    }

  set_session (self, session);
  run_pending (self);
}

static void
with_session (GessoStudioPage *self,
              SessionFunc      func,
              gpointer         data,
              GDestroyNotify   destroy)
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

/* A base that came from outside becomes a picture of the session. */

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
      say_error (self, error);
      return;
    }

  gesso_intake_set_node (gesso_composer_get_intake (self->composer), image, id);
  node = self->session != NULL ? gesso_session_find (self->session, id) : NULL;
  if (node != NULL)
    {
      gesso_session_set_current (self->session, node);
      show_current (self);
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

static void
check_base (GessoStudioPage *self)
{
  GessoDraftImage *base = gesso_draft_get_base (self->draft);

  if (base == NULL || self->remixing || self->imported != NULL
      || gesso_draft_image_get_reference (base) == NULL
      || gesso_intake_get_node (gesso_composer_get_intake (self->composer), base) != NULL)
    return;

  self->imported = g_object_ref (base);
  with_session (self, import_base, g_object_ref (base), g_object_unref);
}

/* Sending. */

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

  job_chosen_cb (self, job);
}

static void
submit_cb (GessoStudioPage *self,
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

static void
job_finished_cb (GessoStudioPage *self,
                 GessoJob        *job)
{
  const char *const *ids = gesso_job_get_node_ids (job);
  GessoNode *node;

  gesso_composer_reload_recall (self->composer);
  if (self->session == NULL
      || g_strcmp0 (gesso_job_get_session_id (job), gesso_session_get_id (self->session)) != 0)
    return;
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_CANCELLED
      && gesso_stage_get_job (self->stage) == job)
    show_current (self);
  if (gesso_job_get_state (job) != GESSO_JOB_STATE_DONE || ids == NULL || ids[0] == NULL)
    return;

  /* Somebody who went on to look at something else is left alone. */
  if (gesso_stage_get_job (self->stage) != job)
    return;
  node = gesso_session_find (self->session, ids[0]);
  if (node == NULL)
    return;

  gesso_session_set_current (self->session, node);
  show_current (self);
  use_node (self, node);
}

/* What is dropped on the stage is to be worked on: the first picture is the base. */
static gboolean
dropped_cb (GessoStudioPage *self,
            const GValue    *value)
{
  GessoIntake *intake = gesso_composer_get_intake (self->composer);
  g_autoptr (GSList) files = NULL;
  gboolean as_base = TRUE;

  if (intake == NULL)
    return FALSE;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_autoptr (GBytes) bytes = gdk_texture_save_to_tiff_bytes (g_value_get_object (value));

      gesso_intake_add_bytes (intake, bytes, _ ("Dropped picture"), TRUE);
      return TRUE;
    }

  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    {
      gesso_intake_add_file (intake, l->data, as_base);
      as_base = FALSE;
    }
  return files != NULL;
}

static void
add_drop_target (GessoStudioPage *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stage), GTK_EVENT_CONTROLLER (target));
}

static void
example_chosen_cb (GessoStudioPage *self,
                   const char      *prompt)
{
  gesso_draft_set_prompt (self->draft, prompt, -1);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* What is remembered. */

static void
save_prompt (GessoStudioPage *self)
{
  gesso_library_set_value_async (gesso_studio_get_library (self->studio), PROMPT_KEY,
                                 gesso_draft_get_prompt (self->draft), NULL, NULL, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  GessoStudioPage *self = user_data;

  self->save_id = 0;
  save_prompt (self);
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

  set_session (self, session);
  if (gesso_session_get_current (session) != NULL && gesso_draft_get_base (self->draft) == NULL)
    use_node (self, gesso_session_get_current (session));
}

static void
remember_draft (GessoStudioPage *self)
{
  GSettings *settings = gesso_settings_get ();
  const GessoParameters *parameters = gesso_draft_get_parameters (self->draft);
  GessoAccount *account = gesso_composer_get_account (self->composer);

  if (settings == NULL || account == NULL)
    return;

  g_settings_set_string (settings, GESSO_SETTING_LAST_ACCOUNT, gesso_account_get_id (account));
  if (parameters->model != NULL)
    g_settings_set_string (settings, GESSO_SETTING_LAST_MODEL, parameters->model);
  if (parameters->quality != NULL)
    g_settings_set_string (settings, GESSO_SETTING_QUALITY, parameters->quality);
  if (parameters->aspect != NULL)
    g_settings_set_string (settings, GESSO_SETTING_ASPECT, parameters->aspect);
  if (parameters->tier != NULL)
    g_settings_set_string (settings, GESSO_SETTING_TIER, parameters->tier);
  g_settings_set_int (settings, GESSO_SETTING_STREAMING_PREVIEWS, parameters->partial_images);
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

static void
recall_draft (GessoStudioPage *self)
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
}

static void
reveal_changed_cb (GessoStudioPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPOSER_VISIBLE]);
}

static gboolean
gesso_studio_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_STUDIO_PAGE (widget)->composer));
}

static void
gesso_studio_page_dispose (GObject *object)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (object);

  if (self->draft != NULL && self->composer != NULL)
    {
      remember_draft (self);
      if (gesso_studio_get_library (self->studio) != NULL)
        save_prompt (self);
    }
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_STUDIO_PAGE);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_object (&self->imported);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_studio_page_parent_class)->dispose (object);
}

static void
gesso_studio_page_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (object);

  switch ((GessoStudioPageProperty) id)
    {
    case PROP_COMPOSER_VISIBLE:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_studio_page_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (object);

  switch ((GessoStudioPageProperty) id)
    {
    case PROP_COMPOSER_VISIBLE:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_studio_page_class_init (GessoStudioPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_studio_page_dispose;
  object_class->get_property = gesso_studio_page_get_property;
  object_class->set_property = gesso_studio_page_set_property;
  widget_class->grab_focus = gesso_studio_page_grab_focus;

  properties[PROP_COMPOSER_VISIBLE]
      = g_param_spec_boolean ("composer-visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (GESSO_TYPE_COMPOSER);
  g_type_ensure (GESSO_TYPE_STAGE);
  g_type_ensure (GESSO_TYPE_STRIP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/shell/gesso-studio-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoStudioPage, flap);
  gtk_widget_class_bind_template_child (widget_class, GessoStudioPage, composer);
  gtk_widget_class_bind_template_child (widget_class, GessoStudioPage, stage);
  gtk_widget_class_bind_template_child (widget_class, GessoStudioPage, strip);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, example_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, node_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, job_chosen_cb);
  _gesso_studio_page_install_actions (widget_class);
}

static void
gesso_studio_page_init (GessoStudioPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->pending = g_ptr_array_new_with_free_func (pending_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (reveal_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_drop_target (self);
  _gesso_studio_page_update_actions (self);
}

/**
 * gesso_studio_page_set_studio:
 * @self: a studio page
 * @studio: an open studio; to be called once
 *
 * Starts with the last session, what was looked at, and the prompt that was being written.
 */
void
gesso_studio_page_set_studio (GessoStudioPage *self,
                              GessoStudio     *studio)
{
  GListModel *references;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  self->draft
      = gesso_draft_new (gesso_studio_get_catalog (studio), gesso_studio_get_pricing (studio));
  gesso_composer_set_studio (self->composer, studio, self->draft);
  gesso_stage_set_studio (self->stage, studio);
  gesso_strip_set_studio (self->strip, studio);
  recall_draft (self);
  references = gesso_draft_get_references (self->draft);
  g_signal_connect_object (references, "items-changed", G_CALLBACK (check_base), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (check_base), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-finished",
                           G_CALLBACK (job_finished_cb), self, G_CONNECT_SWAPPED);
  gesso_library_get_value_async (gesso_studio_get_library (studio), PROMPT_KEY, self->cancellable,
                                 prompt_read_cb, self);
  gesso_library_open_last_session_async (gesso_studio_get_library (studio), self->cancellable,
                                         session_restored_cb, self);
  _gesso_studio_page_update_actions (self);
}

/**
 * gesso_studio_page_open_files:
 * @self: a studio page
 * @files: (array length=n_files): pictures from outside
 * @n_files: how many
 */
void
gesso_studio_page_open_files (GessoStudioPage  *self,
                              GFile           **files,
                              guint             n_files)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  gesso_composer_add_files (self->composer, files, n_files);
}

/**
 * gesso_studio_page_choose_files:
 * @self: a studio page
 *
 * Lets the person choose pictures.
 */
void
gesso_studio_page_choose_files (GessoStudioPage *self)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  gesso_composer_choose_files (self->composer);
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

  set_session (self, NULL);
  show_current (self);
  gesso_draft_clear_references (self->draft);
  gesso_draft_set_prompt (self->draft, "", -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* A picture of another session that is to be looked at. */
typedef struct
{
  GessoStudioPage *page; /* (unowned): cancels this when it goes */
  char *node_id;
} Opening;

static void
session_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Opening *opening = user_data;
  g_autofree char *node_id = opening->node_id;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSession) session
      = gesso_library_open_session_finish (GESSO_LIBRARY (source), result, &error);
  GessoNode *node;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (session == NULL)
    {
      say_error (opening->page, error);
      return;
    }

  set_session (opening->page, session);
  node = gesso_session_find (session, node_id);
  if (node != NULL)
    node_chosen_cb (opening->page, node);
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
  Opening *opening;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  if (self->session != NULL && gesso_session_find (self->session, gesso_node_get_id (node)) == node)
    {
      node_chosen_cb (self, node);
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->page = self;
  opening->node_id = g_strdup (gesso_node_get_id (node));
  gesso_library_open_session_async (gesso_studio_get_library (self->studio),
                                    gesso_node_get_session_id (node), self->cancellable,
                                    session_opened_cb, opening);
}

/**
 * gesso_studio_page_show_job:
 * @self: a studio page
 * @job: a job that is not done
 */
void
gesso_studio_page_show_job (GessoStudioPage *self,
                            GessoJob        *job)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  job_chosen_cb (self, job);
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

  use_node (self, node);
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
  GessoDraftImage *base;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  if (account != NULL)
    gesso_composer_set_account (self->composer, account,
                                gesso_request_get_parameters (request)->model);
  self->remixing = TRUE;
  gesso_draft_set_from_request (self->draft, gesso_draft_get_account_kind (self->draft), request);
  base = gesso_draft_get_base (self->draft);
  if (base != NULL && base_node_id != NULL)
    gesso_intake_set_node (gesso_composer_get_intake (self->composer), base, base_node_id);
  self->remixing = FALSE;
  check_base (self);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
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
  with_session (self, send, sending, sending_free);
  remember_draft (self);
}

GessoStudio *
_gesso_studio_page_get_studio (GessoStudioPage *self)
{
  return self->studio;
}

GessoStage *
_gesso_studio_page_get_stage (GessoStudioPage *self)
{
  return self->stage;
}

GessoComposer *
_gesso_studio_page_get_composer (GessoStudioPage *self)
{
  return self->composer;
}

GessoSession *
_gesso_studio_page_get_session (GessoStudioPage *self)
{
  return self->session;
}

GCancellable *
_gesso_studio_page_get_cancellable (GessoStudioPage *self)
{
  return self->cancellable;
}

void
_gesso_studio_page_move (GessoStudioPage *self,
                         int              along,
                         int              across)
{
  gesso_strip_move (self->strip, along, across);
}

void
_gesso_studio_page_leave_job (GessoStudioPage *self)
{
  show_current (self);
}
