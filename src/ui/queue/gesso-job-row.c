/* gesso-job-row.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoJobRow: one job of the queue in a line: what was asked, how far it is, and what can be done
 * about it. A failed one says why and carries the buttons that help. The job owns all of it; the
 * row's "job" actions act on it alone. Made by a section of the queue's popover and gone with it.
 */

#include "config.h"

#include "ui/queue/gesso-job-row.h"

#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "ui/queue/gesso-queue-order.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-texture.h"
#include "ui/support/gesso-words.h"

#define PREVIEW_SIDE 96
#define PROMPT_CHARS 120

struct _GessoJobRow
{
  GtkWidget parent_instance;

  GessoJobQueue *queue;      /* (owned) */
  GessoStudio *studio;       /* (owned) (nullable): decodes previews */
  GessoJob *job;             /* (owned) */
  GessoAccount *account;     /* (unowned): the job's */
  GBytes *preview;           /* (owned) (nullable): shown or being decoded */
  GCancellable *cancellable; /* (owned) (nullable): of decoding */
  gboolean has_result;       /* its picture is shown or asked for */

  /* Children of the template. */
  GtkWidget *content;
  GtkStack *face;
  GtkPicture *picture;
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkLabel *prompt;
  GtkLabel *status;
  GtkLabel *sentence;
  GtkProgressBar *progress;
  GtkWidget *details_expander;
  GtkLabel *details;
  GtkWidget *buttons;
  GtkButton *again_button;
  GtkWidget *preferences_button;
  GtkWidget *folder_button;
  GtkWidget *front_button;
  GtkWidget *handle;
  GtkWidget *cancel_button;
  GtkWidget *dismiss_button;
};

G_DEFINE_FINAL_TYPE (GessoJobRow, gesso_job_row, GTK_TYPE_WIDGET)

/* One line of the prompt, whatever it holds. */
static char *
summarize (const char *prompt)
{
  g_autofree char *start
      = g_utf8_substring (prompt, 0, MIN (g_utf8_strlen (prompt, -1), PROMPT_CHARS));

  for (char *c = start; *c != '\0'; c++)
    if (g_ascii_isspace (*c))
      *c = ' ';
  g_strstrip (start);
  return start[0] != '\0' ? g_steal_pointer (&start) : g_strdup (_ ("No words"));
}

static char *
describe_state (GessoJobRow *self)
{
  g_autofree char *stage = NULL;
  g_autofree char *seconds = NULL;

  switch (gesso_job_get_state (self->job))
    {
    case GESSO_JOB_STATE_RUNNING:
      stage
          = gesso_words_stage (gesso_job_get_stage (self->job), gesso_job_get_fraction (self->job));
      seconds = gesso_words_seconds (gesso_job_get_elapsed (self->job));
      /* Translators: what is going on · for how long, as "Working · 12 s" */
      return g_strdup_printf (_ ("%s · %s"), stage, seconds);
    case GESSO_JOB_STATE_DONE:
      return g_strdup (_ ("Done"));
    case GESSO_JOB_STATE_CANCELLED:
      return g_strdup (_ ("Cancelled"));
    case GESSO_JOB_STATE_FAILED:
      if (gesso_job_get_failure (self->job) == NULL)
        return g_strdup (_ ("Failed"));
      return gesso_failure_text_title (gesso_job_get_failure (self->job));
    case GESSO_JOB_STATE_WAITING:
    default:
      if (gesso_job_is_held (self->job))
        return gesso_failure_text_title (gesso_job_get_failure (self->job));
      /* Translators: %s is the name of an account */
      return g_strdup_printf (_ ("Waiting for %s"), gesso_account_get_name (self->account));
    }
}

static char *
collect_details (GessoJobRow *self)
{
  GessoFailure *failure = gesso_job_get_failure (self->job);

  return failure != NULL ? gesso_failure_text_details (failure, gesso_job_get_kept_path (self->job))
                         : g_strdup ("");
}

static void
show_failure (GessoJobRow *self)
{
  GessoFailure *failure = gesso_job_get_failure (self->job);
  gboolean failed
      = gesso_job_get_state (self->job) == GESSO_JOB_STATE_FAILED || gesso_job_is_held (self->job);
  gboolean cancelled = gesso_job_get_state (self->job) == GESSO_JOB_STATE_CANCELLED;
  guint actions
      = (failed || cancelled) && failure != NULL ? gesso_failure_text_actions (failure) : 0;
  g_autofree char *details = failed ? collect_details (self) : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self->sentence), failed && failure != NULL);
  gtk_widget_set_visible (self->details_expander, details[0] != '\0');
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button),
                          (actions & GESSO_FAILURE_ACTION_AGAIN) != 0);
  gtk_widget_set_visible (self->preferences_button,
                          (actions & GESSO_FAILURE_ACTION_PREFERENCES) != 0);
  gtk_widget_set_visible (self->folder_button, gesso_job_get_kept_path (self->job) != NULL);
  gtk_widget_set_visible (self->buttons,
                          (failed || cancelled)
                              && (gtk_widget_get_visible (GTK_WIDGET (self->again_button))
                                  || gtk_widget_get_visible (self->preferences_button)
                                  || gtk_widget_get_visible (self->folder_button)));
  if (actions != 0)
    gtk_button_set_label (self->again_button, gesso_failure_text_again (failure));
  if (failed && failure != NULL)
    {
      g_autofree char *sentence = gesso_failure_text_sentence (failure);
      char *end = strchr (sentence, '\n');

      /* The service's own words are in the details. */
      if (end != NULL)
        *end = '\0';
      gtk_label_set_text (self->sentence, sentence);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->preferences_button), "s",
                                        gesso_failure_text_is_budget (failure) ? "cost"
                                                                               : "accounts");
    }
}

static void
show_texture (GessoJobRow *self,
              GdkTexture  *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (self->face, GTK_WIDGET (self->picture));
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  GessoJobRow *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || image == NULL)
    return;

  self = user_data;
  texture = gesso_texture_new (image);
  show_texture (self, texture);
}

static void
show_preview (GessoJobRow *self)
{
  GBytes *preview = gesso_job_get_preview (self->job);

  if (preview == self->preview || preview == NULL || self->studio == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = g_bytes_ref (preview);
  gesso_importer_decode_async (self->studio, preview, PREVIEW_SIDE, self->cancellable, decoded_cb,
                               self);
}

static void
thumbnail_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_thumbnails_get_finish (GESSO_THUMBNAILS (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (image == NULL)
    return;

  texture = gesso_texture_new (image);
  show_texture (GESSO_JOB_ROW (user_data), texture);
}

static void
node_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, &error);
  GessoJobRow *self;

  if (node == NULL || gesso_node_get_digest (node) == NULL)
    return;

  self = user_data;
  gesso_thumbnails_get_async (gesso_studio_get_thumbnails (self->studio),
                              gesso_node_get_digest (node), PREVIEW_SIDE,
                              GESSO_WORKER_PRIORITY_INTERACTIVE, self->cancellable, thumbnail_cb,
                              self);
}

/* Of a job that is done, its first picture. */
static void
show_result (GessoJobRow *self)
{
  const char *const *ids = gesso_job_get_node_ids (self->job);

  if (self->studio == NULL || self->has_result || ids == NULL || ids[0] == NULL)
    return;

  self->has_result = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gesso_library_load_node_async (gesso_studio_get_library (self->studio), ids[0], self->cancellable,
                                 node_loaded_cb, self);
}

static void
show_face (GessoJobRow   *self,
           GessoJobState  state)
{
  gboolean running = state == GESSO_JOB_STATE_RUNNING;

  gtk_spinner_set_spinning (self->spinner, running);
  gtk_image_set_from_icon_name (self->icon,
                                state == GESSO_JOB_STATE_FAILED || gesso_job_is_held (self->job)
                                    ? "dialog-warning-symbolic"
                                : state == GESSO_JOB_STATE_DONE ? "object-select-symbolic"
                                                                : "image-x-generic-symbolic");
  if (gtk_picture_get_paintable (self->picture) != NULL && state != GESSO_JOB_STATE_FAILED)
    gtk_stack_set_visible_child (self->face, GTK_WIDGET (self->picture));
  else
    gtk_stack_set_visible_child (self->face,
                                 running ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
}

static void
show_job (GessoJobRow *self)
{
  GessoJobState state = gesso_job_get_state (self->job);
  double fraction = gesso_job_get_fraction (self->job);
  g_autofree char *status = describe_state (self);
  gboolean open = state == GESSO_JOB_STATE_RUNNING || state == GESSO_JOB_STATE_WAITING;

  gtk_label_set_text (self->status, status);
  show_face (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->progress),
                          state == GESSO_JOB_STATE_RUNNING && fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  gtk_widget_set_visible (self->front_button,
                          state == GESSO_JOB_STATE_WAITING && !gesso_job_is_held (self->job));
  gtk_widget_set_visible (self->handle, state == GESSO_JOB_STATE_WAITING);
  gtk_widget_set_visible (self->cancel_button, open);
  gtk_widget_set_visible (self->dismiss_button, !open);
  show_failure (self);
  if (state == GESSO_JOB_STATE_DONE)
    show_result (self);
  else
    show_preview (self);
}

/* Actions. */

static void
act (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  g_autoptr (GessoJobRow) self = GESSO_JOB_ROW (g_object_ref (widget));

  if (g_str_equal (action, "job.cancel"))
    gesso_job_queue_cancel (self->queue, self->job);
  else if (g_str_equal (action, "job.to-front"))
    gesso_queue_order_to_front (widget, self->queue, self->job);
  else if (g_str_equal (action, "job.retry") && gesso_job_is_held (self->job))
    gesso_job_queue_release (self->queue, self->job, TRUE);
  else if (g_str_equal (action, "job.retry"))
    gesso_job_queue_retry (self->queue, self->job);
  else
    gesso_job_queue_remove (self->queue, self->job);
}

static void
copy_details (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_autofree char *details = collect_details (GESSO_JOB_ROW (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
}

static void
show_folder (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  const char *path = gesso_job_get_kept_path (GESSO_JOB_ROW (widget)->job);

  if (path != NULL)
    gesso_file_dialog_open_folder (path);
}

static void
gesso_job_row_dispose (GObject *object)
{
  GessoJobRow *self = GESSO_JOB_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_JOB_ROW);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_object (&self->job);
  g_clear_object (&self->studio);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (gesso_job_row_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, content);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, face);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, picture);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, prompt);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, status);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, progress);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, details_expander);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, details);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, again_button);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, folder_button);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, front_button);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, handle);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GessoJobRow, dismiss_button);
}

static void
gesso_job_row_class_init (GessoJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_job_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/queue/gesso-job-row.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, act);
  gtk_widget_class_install_action (widget_class, "job.to-front", NULL, act);
  gtk_widget_class_install_action (widget_class, "job.retry", NULL, act);
  gtk_widget_class_install_action (widget_class, "job.dismiss", NULL, act);
  gtk_widget_class_install_action (widget_class, "job.copy-details", NULL, copy_details);
  gtk_widget_class_install_action (widget_class, "job.show-folder", NULL, show_folder);
}

static void
gesso_job_row_init (GessoJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_job_row_new:
 * @queue: the queue that holds the job
 * @studio: (nullable): decodes previews; without it none are shown
 * @job: the job
 *
 * Returns: a row for it
 */
GtkWidget *
gesso_job_row_new (GessoJobQueue *queue,
                   GessoStudio   *studio,
                   GessoJob      *job)
{
  GessoJobRow *self = g_object_new (GESSO_TYPE_JOB_ROW, NULL);
  g_autofree char *prompt = NULL;

  g_set_object (&self->queue, queue);
  g_set_object (&self->studio, studio);
  g_set_object (&self->job, job);
  self->account = gesso_job_get_account (job);
  prompt = summarize (gesso_request_get_prompt (gesso_job_get_request (job)));
  gtk_label_set_text (self->prompt, prompt);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
  g_signal_connect_object (job, "notify", G_CALLBACK (show_job), self, G_CONNECT_SWAPPED);
  show_job (self);
  return GTK_WIDGET (self);
}

/**
 * gesso_job_row_get_job:
 * @self: a row
 *
 * Returns: (transfer none): its job
 */
GessoJob *
gesso_job_row_get_job (GessoJobRow *self)
{
  g_return_val_if_fail (GESSO_IS_JOB_ROW (self), NULL);

  return self->job;
}

/**
 * gesso_job_row_get_status:
 * @self: a row
 *
 * Returns: (transfer none): what it says about the job's state
 */
const char *
gesso_job_row_get_status (GessoJobRow *self)
{
  g_return_val_if_fail (GESSO_IS_JOB_ROW (self), NULL);

  return gtk_label_get_text (self->status);
}
