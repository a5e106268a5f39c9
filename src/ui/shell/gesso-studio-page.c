/* gesso-studio-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStudioPage: composer beside stage and strip, over one session and one draft. It decides what
 * is looked at: the session's current node, or a job. Owned by the window; works once it has an
 * open studio. In files by concern: here the class and what is looked at; -session the session,
 * -base the base of the next prompt, -jobs sending and what comes back, -draft what is remembered,
 * -actions the commands.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-toast.h"

typedef enum
{
  PROP_COMPOSER_VISIBLE = 1,
  PROP_HAS_PICTURE,
} GessoStudioPageProperty;

static GParamSpec *properties[PROP_HAS_PICTURE + 1];

G_DEFINE_FINAL_TYPE (GessoStudioPage, gesso_studio_page, GTK_TYPE_WIDGET)

void
_gesso_studio_page_say_error (GessoStudioPage *self,
                              const GError    *error)
{
  g_autofree char *words = gesso_failure_text_error (error);

  gesso_toast_show_text (GTK_WIDGET (self), words);
}

/* What is looked at. */

/* The session's current picture, or the empty stage. */
void
_gesso_studio_page_show_current (GessoStudioPage *self)
{
  GessoNode *node = self->session != NULL ? gesso_session_get_current (self->session) : NULL;

  gesso_strip_set_job (self->strip, NULL);
  gesso_stage_show_node (self->stage, node);
  if (node != NULL && gesso_node_get_base_id (node) != NULL)
    gesso_stage_propose (self->stage,
                         gesso_session_find (self->session, gesso_node_get_base_id (node)), FALSE);
  _gesso_studio_page_update_actions (self);
}

/* A picture of the session. */
void
_gesso_studio_page_show_node (GessoStudioPage *self,
                              GessoNode       *node)
{
  if (self->session == NULL)
    return;

  gesso_session_set_current (self->session, node);
  _gesso_studio_page_show_current (self);
  _gesso_studio_page_follow_node (self, node);
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
      _gesso_studio_page_remember_draft (self);
      if (gesso_studio_get_library (self->studio) != NULL)
        _gesso_studio_page_save_prompt (self);
    }
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  _gesso_studio_page_clear_finish (self);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_STUDIO_PAGE);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->live_words, g_free);
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
    case PROP_HAS_PICTURE:
      g_value_set_boolean (value, self->has_picture);
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
    case PROP_HAS_PICTURE:
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
  properties[PROP_HAS_PICTURE]
      = g_param_spec_boolean ("has-picture", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
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
  gtk_widget_class_bind_template_callback (widget_class, _gesso_studio_page_submit_draft);
  gtk_widget_class_bind_template_callback (widget_class, example_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, _gesso_studio_page_show_node);
  gtk_widget_class_bind_template_callback (widget_class, gesso_studio_page_show_job);
  _gesso_studio_page_install_actions (widget_class);
}

static void
gesso_studio_page_init (GessoStudioPage *self)
{
  GessoMaskCanvas *canvas;

  self->cancellable = g_cancellable_new ();
  self->pending = _gesso_studio_page_new_pending ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (reveal_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "notify::masking",
                           G_CALLBACK (_gesso_studio_page_masking_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "mask-edited", G_CALLBACK (_gesso_studio_page_plan_mask),
                           self, G_CONNECT_SWAPPED);
  canvas = gesso_mask_editor_get_canvas (gesso_stage_get_editor (self->stage));
  g_signal_connect_object (canvas, "extent-changed", G_CALLBACK (_gesso_studio_page_extent_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_mask_canvas_get_extension (canvas), "notify::active",
                           G_CALLBACK (_gesso_studio_page_extending_changed), self,
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
  _gesso_studio_page_recall_draft (self);
  references = gesso_draft_get_references (self->draft);
  g_signal_connect_object (references, "items-changed", G_CALLBACK (_gesso_studio_page_check_base),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (_gesso_studio_page_check_plan), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (_gesso_studio_page_check_base), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-finished",
                           G_CALLBACK (_gesso_studio_page_job_finished), self, G_CONNECT_SWAPPED);
  _gesso_studio_page_recall_prompt (self);
  _gesso_studio_page_restore_session (self);
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
 * gesso_studio_page_show_job:
 * @self: a studio page
 * @job: a job that is not done
 */
void
gesso_studio_page_show_job (GessoStudioPage *self,
                            GessoJob        *job)
{
  const char *base_id = gesso_job_get_base_node_id (job);
  GessoNode *base = NULL;

  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  if (base_id != NULL && self->session != NULL)
    base = gesso_session_find (self->session, base_id);
  gesso_stage_show_job (self->stage, job, base);
  gesso_strip_set_job (self->strip, job);
  _gesso_studio_page_update_actions (self);
}
