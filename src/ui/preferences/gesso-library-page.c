/* gesso-library-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoLibraryPage: where the pictures are, how many and how large, and whether all are sound.
 * Verifying reads every file; it can be cancelled and changes nothing.
 */

#include "config.h"

#include "ui/preferences/gesso-library-page.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-failure-text.h"

#define MAX_PROBLEMS 20

struct _GessoLibraryPage
{
  AdwPreferencesPage parent_instance;

  GessoStudio *studio;        /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) */
  GCancellable *verification; /* (owned) (nullable): under way */

  /* Children of the template. */
  AdwActionRow *folder_row;
  AdwActionRow *pictures_row;
  AdwActionRow *size_row;
  AdwActionRow *verify_row;
  GtkSpinner *spinner;
  GtkButton *verify_button;
};

G_DEFINE_FINAL_TYPE (GessoLibraryPage, gesso_library_page, ADW_TYPE_PREFERENCES_PAGE)

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree char *pictures = NULL;
  g_autofree char *sessions = NULL;
  g_autofree char *more = NULL;
  g_autofree char *size = NULL;
  GessoLibraryStats stats;
  GessoLibraryPage *self;

  if (!gesso_library_stats_finish (GESSO_LIBRARY (source), result, &stats, NULL))
    return;

  self = user_data;
  pictures = g_strdup_printf (ngettext ("%u picture", "%u pictures", stats.n_nodes), stats.n_nodes);
  sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", stats.n_sessions),
                              stats.n_sessions);
  /* Translators: a number of pictures · of sessions · in the bin */
  more = g_strdup_printf (_ ("%s · %s · %u in the bin"), pictures, sessions, stats.n_deleted);
  adw_action_row_set_subtitle (self->pictures_row, more);
  size = g_format_size (stats.blob_bytes + stats.database_bytes);
  adw_action_row_set_subtitle (self->size_row, size);
}

static void
show_stats (GessoLibraryPage *self)
{
  if (self->studio != NULL)
    gesso_library_stats_async (gesso_studio_get_library (self->studio), self->cancellable,
                               counted_cb, self);
}

static void
show_verifying (GessoLibraryPage *self,
                gboolean          under_way)
{
  gtk_spinner_set_spinning (self->spinner, under_way);
  gtk_button_set_label (self->verify_button, under_way ? _ ("Cancel") : _ ("Verify"));
}

static char *
describe_report (const GessoVerifyReport *report)
{
  guint n = g_strv_length (report->problems);
  g_autofree char *bytes = g_format_size (report->n_bytes);
  g_autofree char *text = NULL;

  if (n == 0)
    return g_strdup_printf (_ ("All is sound: %u pictures, %s read."), report->n_nodes, bytes);

  if (n > MAX_PROBLEMS)
    g_clear_pointer (&report->problems[MAX_PROBLEMS], g_free);
  text = g_strjoinv ("\n", report->problems);
  return g_strdup_printf (ngettext ("%u problem:\n%s", "%u problems:\n%s", n), n, text);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoLibraryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoVerifyReport) report
      = gesso_library_verify_finish (GESSO_LIBRARY (source), result, &error);
  g_autofree char *text = NULL;

  g_clear_object (&self->verification);
  if (self->verify_row == NULL)
    return;

  show_verifying (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Cancelled"));
  else
    text = report != NULL ? describe_report (report) : gesso_failure_text_error (error);
  adw_action_row_set_subtitle (self->verify_row, text);
}

static void
verify_clicked_cb (GessoLibraryPage *self)
{
  if (self->verification != NULL)
    {
      g_cancellable_cancel (self->verification);
      return;
    }
  if (self->studio == NULL)
    return;

  self->verification = g_cancellable_new ();
  adw_action_row_set_subtitle (self->verify_row, _ ("Reading every file…"));
  show_verifying (self, TRUE);
  gesso_library_verify_async (gesso_studio_get_library (self->studio), self->verification,
                              verified_cb, g_object_ref (self));
}

static void
folder_clicked_cb (GessoLibraryPage *self)
{
  g_autofree char *uri = NULL;

  if (self->studio == NULL)
    return;

  uri = g_filename_to_uri (gesso_library_get_folder (gesso_studio_get_library (self->studio)), NULL,
                           NULL);
  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static void
gesso_library_page_dispose (GObject *object)
{
  GessoLibraryPage *self = GESSO_LIBRARY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->verification);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_LIBRARY_PAGE);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_library_page_parent_class)->dispose (object);
}

static void
gesso_library_page_finalize (GObject *object)
{
  GessoLibraryPage *self = GESSO_LIBRARY_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->verification);

  G_OBJECT_CLASS (gesso_library_page_parent_class)->finalize (object);
}

static void
gesso_library_page_class_init (GessoLibraryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_library_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_library_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, folder_row);
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, pictures_row);
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, size_row);
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, verify_row);
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoLibraryPage, verify_button);
  gtk_widget_class_bind_template_callback (widget_class, verify_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked_cb);
}

static void
gesso_library_page_init (GessoLibraryPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (show_stats), NULL);
}

/**
 * gesso_library_page_set_studio:
 * @self: the page
 * @studio: an open studio
 */
void
gesso_library_page_set_studio (GessoLibraryPage *self,
                               GessoStudio      *studio)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (GESSO_IS_LIBRARY_PAGE (self));

  g_set_object (&self->studio, studio);
  folder = g_filename_display_name (gesso_library_get_folder (gesso_studio_get_library (studio)));
  adw_action_row_set_subtitle (self->folder_row, folder);
  show_stats (self);
}

/**
 * gesso_library_page_get_report:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what was said about the last verification
 */
const char *
gesso_library_page_get_report (GessoLibraryPage *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY_PAGE (self), NULL);

  return self->verification == NULL ? adw_action_row_get_subtitle (self->verify_row) : NULL;
}
