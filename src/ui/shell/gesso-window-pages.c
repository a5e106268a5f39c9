/* gesso-window-pages.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of GessoWindow: which is shown, and when it is made. Nothing but the shell is there for
 * the first frame; after it the studio page is made a part at a time, and everything else when
 * somebody comes to it.
 */

#include "config.h"

#include "ui/shell/gesso-window-private.h"

#include "ui/support/gesso-settings.h"

/* An opening that is over sooner is not worth a page that says so. */
#define OPENING_DELAY_MS 400

/* A window that is never painted, on a hidden workspace, gets its pages all the same. */
#define PAINT_LIMIT_MS 1000

gboolean
_gesso_window_is_main_shown (GessoWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->root), "main") == 0;
}

static gboolean
is_history_shown (GessoWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "history") == 0;
}

/* Each page has its own buttons at the ends of the header bar. */
static void
show_buttons (GessoWindow *self)
{
  gboolean is_main = _gesso_window_is_main_shown (self);
  gboolean is_history = is_main && is_history_shown (self);

  gtk_widget_set_visible (self->composer_button, is_main && !is_history);
  gtk_widget_set_visible (self->export_button, is_main && !is_history);
  gtk_widget_set_visible (self->places_button, is_history);
  gtk_widget_set_visible (self->inspector_button, is_history);
  gtk_widget_set_visible (self->new_button, is_main);
  gtk_widget_set_visible (GTK_WIDGET (self->queue_button), is_main);
  gtk_widget_set_visible (self->header_switcher, is_main);
}

void
_gesso_window_show_root (GessoWindow *self,
                         const char  *name)
{
  gboolean is_main = g_str_equal (name, "main");

  gtk_stack_set_visible_child_name (self->root, name);
  show_buttons (self);
  if (is_main && self->ready)
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->views));
}

static gboolean
is_first_run (void)
{
  GSettings *settings = gesso_settings_get ();

  return settings != NULL && !g_settings_get_boolean (settings, GESSO_SETTING_FIRST_RUN_DONE);
}

/* The history is made, and reads the library, only when somebody looks at it. */
void
_gesso_window_view_changed (GessoWindow *self)
{
  show_buttons (self);
  if (!self->ready || !is_history_shown (self))
    return;

  if (self->history_page == NULL)
    {
      self->history_page = g_object_new (GESSO_TYPE_HISTORY_PAGE, NULL);
      g_object_bind_property (self->history_page, "places-visible", self->places_button, "active",
                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
      g_object_bind_property (self->history_page, "inspector-visible", self->inspector_button,
                              "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
      adw_bin_set_child (self->history_bin, GTK_WIDGET (self->history_page));
      gesso_history_page_set_studio (self->history_page, self->studio);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->history_page));
}

static void
welcome_answered_cb (GessoWindow *self,
                     gboolean     wants_account)
{
  if (gesso_settings_get () != NULL)
    g_settings_set_boolean (gesso_settings_get (), GESSO_SETTING_FIRST_RUN_DONE, TRUE);
  _gesso_window_show_root (self, "main");
  if (wants_account)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences", NULL);
}

static void
show_opening (GessoWindow  *self,
              const GError *error)
{
  g_clear_handle_id (&self->opening_id, g_source_remove);
  if (self->opening_page == NULL)
    {
      self->opening_page = g_object_new (GESSO_TYPE_OPENING_PAGE, NULL);
      gtk_stack_add_named (self->root, GTK_WIDGET (self->opening_page), "opening");
    }
  gesso_opening_page_set_error (self->opening_page, error);
  _gesso_window_show_root (self, "opening");
}

static void
opening_is_slow_cb (gpointer user_data)
{
  GessoWindow *self = user_data;

  self->opening_id = 0;
  show_opening (self, NULL);
}

static void
show_welcome (GessoWindow *self)
{
  if (self->welcome_page == NULL)
    {
      self->welcome_page = g_object_new (GESSO_TYPE_WELCOME_PAGE, NULL);
      g_signal_connect_object (self->welcome_page, "answered", G_CALLBACK (welcome_answered_cb),
                               self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->root, GTK_WIDGET (self->welcome_page), "welcome");
    }
  _gesso_window_show_root (self, "welcome");
}

/* Nothing to export, no button that does nothing. */
static void
has_picture_changed_cb (GessoWindow *self)
{
  gboolean has_picture;

  g_object_get (self->studio_page, "has-picture", &has_picture, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", has_picture);
}

static void
make_studio_page (GessoWindow *self)
{
  self->studio_page = g_object_ref_sink (g_object_new (GESSO_TYPE_STUDIO_PAGE, NULL));
  g_object_bind_property (self->composer_button, "active", self->studio_page, "composer-visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->studio_page, "notify::has-picture",
                           G_CALLBACK (has_picture_changed_cb), self, G_CONNECT_SWAPPED);
  has_picture_changed_cb (self);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoWindow) self = user_data;
  GessoLibraryStats stats = { 0 };
  gboolean counted = gesso_library_stats_finish (GESSO_LIBRARY (source), result, &stats, NULL);
  const char *shown = self->root != NULL ? gtk_stack_get_visible_child_name (self->root) : NULL;

  /* A window that was opened for a picture, or closed meanwhile, asks nobody anything. */
  if (!self->ready || shown == NULL || g_str_equal (shown, "main"))
    return;

  if (counted && stats.n_nodes > 0)
    {
      g_settings_set_boolean (gesso_settings_get (), GESSO_SETTING_FIRST_RUN_DONE, TRUE);
      _gesso_window_show_root (self, "main");
    }
  else
    {
      show_welcome (self);
    }
}

/* Settings can be lost while the pictures are not: who has pictures was here before. */
static void
show_first (GessoWindow *self)
{
  if (is_first_run ())
    gesso_library_stats_async (gesso_studio_get_library (self->studio), NULL, counted_cb,
                               g_object_ref (self));
  else
    _gesso_window_show_root (self, "main");
}

static void
get_ready (GessoWindow *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->ready = TRUE;
  gesso_studio_page_set_studio (self->studio_page, self->studio);
  adw_bin_set_child (self->studio_bin, GTK_WIDGET (self->studio_page));
  show_first (self);
  _gesso_window_view_changed (self);
  if (waiting->len > 0)
    gesso_window_open_files (self, (GFile **) waiting->pdata, waiting->len);
}

/* One part at a time, so that input and frames come in between. */
static gboolean
build_cb (gpointer user_data)
{
  GessoWindow *self = user_data;

  if (self->studio_page == NULL)
    {
      make_studio_page (self);
      return G_SOURCE_CONTINUE;
    }
  if (self->studio != NULL && !self->ready)
    {
      get_ready (self);
      return G_SOURCE_CONTINUE;
    }
  if (self->studio != NULL)
    gesso_queue_button_set_studio (self->queue_button, self->studio);
  self->build_id = 0;
  return G_SOURCE_REMOVE;
}

void
_gesso_window_build (GessoWindow *self)
{
  if (self->painted && self->build_id == 0)
    self->build_id = g_idle_add (build_cb, self);
}

void
_gesso_window_painted (GessoWindow *self)
{
  if (self->painted)
    return;

  g_clear_handle_id (&self->paint_id, g_source_remove);
  self->painted = TRUE;
  /* Some window managers want the icon as pixels, in several sizes. */
  gtk_window_set_icon_name (GTK_WINDOW (self), GESSO_APP_ID);
  g_signal_emit_by_name (self, "painted");
  _gesso_window_build (self);
}

static void
not_painted_cb (gpointer user_data)
{
  GessoWindow *self = user_data;

  self->paint_id = 0;
  _gesso_window_painted (self);
}

/* While there is no studio; @error says why it will not come, NULL that it is on its way. */
void
_gesso_window_opening (GessoWindow  *self,
                       const GError *error)
{
  if (error != NULL || self->opening_page != NULL)
    show_opening (self, error);
  else if (self->opening_id == 0)
    self->opening_id = g_timeout_add_once (OPENING_DELAY_MS, opening_is_slow_cb, self);
}

void
_gesso_window_start_pages (GessoWindow *self)
{
  _gesso_window_show_root (self, is_first_run () ? "blank" : "main");
  self->paint_id = g_timeout_add_once (PAINT_LIMIT_MS, not_painted_cb, self);
}

void
_gesso_window_stop_pages (GessoWindow *self)
{
  g_clear_handle_id (&self->opening_id, g_source_remove);
  g_clear_handle_id (&self->paint_id, g_source_remove);
  g_clear_handle_id (&self->build_id, g_source_remove);
  self->ready = FALSE;
}
