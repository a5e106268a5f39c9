/* gesso-strip-job.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStripJob: a job of the session in the strip, in the shape of the coming picture: a spinner
 * over its newest preview while it runs, a clock while it waits, a warning when it failed. Made by
 * the strip whenever the job's state changes; the previews it follows itself.
 */

#include "config.h"

#include "ui/view/gesso-strip-job.h"

#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "ui/support/gesso-cover.h"
#include "ui/support/gesso-texture.h"
#include "ui/view/gesso-thumb.h"

struct _GessoStripJob
{
  GtkButton parent_instance;

  GessoStudio *studio;       /* (owned) (nullable): decodes previews */
  GessoJob *job;             /* (owned) */
  GBytes *preview;           /* (owned) (nullable): shown or being decoded */
  GCancellable *cancellable; /* (owned) (nullable): of decoding */

  GessoCover *picture; /* (unowned): inside the button */
};

G_DEFINE_FINAL_TYPE (GessoStripJob, gesso_strip_job, GTK_TYPE_BUTTON)

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  /* Cancelled, or a preview that cannot be read; the next one may be better. */
  if (image == NULL)
    return;

  texture = gesso_texture_new (image);
  gesso_cover_set_texture (GESSO_STRIP_JOB (user_data)->picture, texture);
}

static void
show_preview (GessoStripJob *self)
{
  GBytes *preview = gesso_job_get_preview (self->job);

  if (preview == NULL || preview == self->preview || self->studio == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = g_bytes_ref (preview);
  gesso_importer_decode_async (self->studio, preview, GESSO_STRIP_HEIGHT_PX * 2, self->cancellable,
                               decoded_cb, self);
}

static char *
describe (GessoJob *job)
{
  const char *prompt = gesso_request_get_prompt (gesso_job_get_request (job));

  switch (gesso_job_get_state (job))
    {
    case GESSO_JOB_STATE_WAITING:
      return g_strdup_printf (_ ("Waiting: %s"), prompt);
    case GESSO_JOB_STATE_FAILED:
      return g_strdup_printf (_ ("Failed: %s"), prompt);
    case GESSO_JOB_STATE_RUNNING:
    case GESSO_JOB_STATE_DONE:
    case GESSO_JOB_STATE_CANCELLED:
    default:
      return g_strdup_printf (_ ("Running: %s"), prompt);
    }
}

static GtkWidget *
make_sign (GessoJob *job)
{
  GtkWidget *sign;

  if (gesso_job_get_state (job) == GESSO_JOB_STATE_RUNNING)
    {
      sign = gtk_spinner_new ();
      gtk_spinner_start (GTK_SPINNER (sign));
    }
  else if (gesso_job_get_state (job) == GESSO_JOB_STATE_FAILED)
    {
      sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    }
  else
    {
      sign = gtk_image_new_from_icon_name ("document-open-recent-symbolic");
    }

  gtk_widget_set_size_request (sign, 16, 16);
  gtk_widget_set_halign (sign, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (sign, "strip-sign");
  return sign;
}

static void
gesso_strip_job_dispose (GObject *object)
{
  GessoStripJob *self = GESSO_STRIP_JOB (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_object (&self->job);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_strip_job_parent_class)->dispose (object);
}

static void
gesso_strip_job_class_init (GessoStripJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_strip_job_dispose;
}

static void
gesso_strip_job_init (GessoStripJob *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "strip-item");
  gtk_widget_add_css_class (GTK_WIDGET (self), "job");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * gesso_strip_job_new:
 * @studio: (nullable): decodes previews; NULL shows none
 * @job: a job that is not done
 * @texture: (nullable): its last preview, if one was decoded before
 *
 * Returns: a button that shows the job as it is now
 */
GtkWidget *
gesso_strip_job_new (GessoStudio *studio,
                     GessoJob    *job,
                     GdkTexture  *texture)
{
  GessoStripJob *self = g_object_new (GESSO_TYPE_STRIP_JOB, NULL);
  const GessoSize *size = &gesso_request_get_parameters (gesso_job_get_request (job))->size;
  GtkWidget *overlay = gtk_overlay_new ();
  g_autofree char *words = describe (job);

  g_set_object (&self->studio, studio);
  self->job = g_object_ref (job);
  self->picture = GESSO_COVER (gesso_cover_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->picture),
                               gesso_thumb_get_width (size->width, size->height,
                                                      GESSO_STRIP_HEIGHT_PX),
                               GESSO_STRIP_HEIGHT_PX);
  gesso_cover_set_texture (self->picture, texture);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->picture));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_sign (job));
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (job, "notify::preview", G_CALLBACK (show_preview), self,
                           G_CONNECT_SWAPPED);
  show_preview (self);
  return GTK_WIDGET (self);
}

/**
 * gesso_strip_job_get_job:
 * @self: a strip's job
 *
 * Returns: (transfer none): the job
 */
GessoJob *
gesso_strip_job_get_job (GessoStripJob *self)
{
  g_return_val_if_fail (GESSO_IS_STRIP_JOB (self), NULL);

  return self->job;
}

/**
 * gesso_strip_job_get_texture:
 * @self: a strip's job
 *
 * Returns: (transfer none) (nullable): the preview that is shown
 */
GdkTexture *
gesso_strip_job_get_texture (GessoStripJob *self)
{
  g_return_val_if_fail (GESSO_IS_STRIP_JOB (self), NULL);

  return gesso_cover_get_texture (self->picture);
}
