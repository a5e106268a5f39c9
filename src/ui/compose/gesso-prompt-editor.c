/* gesso-prompt-editor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPromptEditor: the prompt of a draft as a card. The buffer is what the person edits, the
 * draft is what counts; the two are kept equal. Nothing typed or pasted is ever cut: what is over
 * the limit is marked in place. Earlier prompts come back with Alt+Up and Alt+Down; the text that
 * was being written is kept below the newest of them.
 */

#include "config.h"

#include "ui/compose/gesso-prompt-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/compose/gesso-intake.h"
#include "ui/compose/gesso-prompt-handle.h"
#include "ui/compose/gesso-slash-menu.h"
#include "ui/support/gesso-compat.h"
#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

/* Above this, only the excess is marked; names of images are not searched for. */
#define MAX_HIGHLIGHTED_CHARACTERS 40000

/* A long text may make the field so high by itself. */
#define MAX_GROWN_LINES 12

struct _GessoPromptEditor
{
  GtkWidget parent_instance;

  GessoDraft *draft; /* (owned) (nullable) */
  char **recall;     /* (owned) (nullable): newest first */
  int at;            /* -1: the person's own text */
  char *own;         /* (owned) (nullable): kept while recalling */
  gboolean syncing;
  GRegex *names;         /* (owned) */
  GtkTextTag *excess;    /* (unowned): the buffer's table owns it */
  GtkTextTag *name;      /* (unowned) */
  GtkWindow *large;      /* (nullable): weak */
  GessoSlashMenu *slash; /* (owned) */

  /* Children of the template. */
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkWidget *placeholder;
  GessoPromptHandle *handle;
  GtkLabel *counter;
  GtkMenuButton *recall_button;
  GtkPopover *recall_popover;
  GtkListBox *recall_list;
  GessoSavedPrompts *saved;
};

G_DEFINE_FINAL_TYPE (GessoPromptEditor, gesso_prompt_editor, GTK_TYPE_WIDGET)

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
mark_excess (GessoPromptEditor *self,
             gint64             n_characters,
             gint64             max)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->excess, &start, &end);
  if (n_characters <= max)
    return;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, max);
  gtk_text_buffer_apply_tag (buffer, self->excess, &start, &end);
}

static void
mark_names (GessoPromptEditor *self,
            const char        *text,
            gint64             n_characters)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_images;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->name, &start, &end);
  n_images = g_list_model_get_n_items (gesso_draft_get_references (self->draft));
  if (n_characters > MAX_HIGHLIGHTED_CHARACTERS || n_images == 0)
    return;

  for (g_regex_match (self->names, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);
      int from, to;

      if (g_ascii_strtoull (number, NULL, 10) > n_images)
        continue;
      g_match_info_fetch_pos (match, 0, &from, &to);
      gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                          g_utf8_pointer_to_offset (text, text + from));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, g_utf8_pointer_to_offset (text, text + to));
      gtk_text_buffer_apply_tag (buffer, self->name, &start, &end);
    }
}

static void
show_counter (GessoPromptEditor *self,
              gint64             n_characters,
              gint64             max)
{
  g_autofree char *count = gesso_words_count (n_characters);
  g_autofree char *limit = gesso_words_count (max);
  g_autofree char *text = g_strdup_printf ("%s / %s", count, limit);
  g_autofree char *isolated = gesso_words_isolate (text);
  gboolean over = n_characters > max;
  gboolean near = !over && n_characters * 10 >= max * 9;
  /* Translators: two numbers of characters, written with their thousands set apart. */
  g_autofree char *spoken = g_strdup_printf (_ ("%s of %s characters"), count, limit);

  gtk_label_set_text (self->counter, isolated);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
  if (near)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "warning");
}

static void
show_marks (GessoPromptEditor *self)
{
  const char *text = gesso_draft_get_prompt (self->draft);
  gint64 n_characters = gesso_draft_get_n_characters (self->draft);
  gint64 max = gesso_draft_get_max_characters (self->draft);

  show_counter (self, n_characters, max);
  mark_excess (self, n_characters, max);
  mark_names (self, text != NULL ? text : "", n_characters);
}

static void
buffer_changed_cb (GessoPromptEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = dup_text (buffer);

  gtk_widget_set_visible (self->placeholder, text[0] == '\0');
  gesso_saved_prompts_set_prompt (self->saved, text);
  if (self->draft == NULL)
    return;

  if (!self->syncing)
    {
      self->syncing = TRUE;
      gesso_draft_set_prompt (self->draft, text, -1);
      self->syncing = FALSE;
    }
  show_marks (self);
}

static void
set_text (GessoPromptEditor *self,
          const char        *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  /* As one step that can be undone. */
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
draft_changed_cb (GessoPromptEditor *self,
                  GParamSpec        *pspec)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;
  const char *prompt = gesso_draft_get_prompt (self->draft);

  if (self->syncing)
    return;

  text = dup_text (buffer);
  if (g_strcmp0 (text, prompt != NULL ? prompt : "") == 0)
    {
      show_marks (self);
      return;
    }

  self->syncing = TRUE;
  set_text (self, prompt != NULL ? prompt : "");
  self->syncing = FALSE;
}

static void
recall (GessoPromptEditor *self,
        int                at)
{
  int n = self->recall != NULL ? g_strv_length (self->recall) : 0;

  at = CLAMP (at, -1, n - 1);
  if (at == self->at)
    return;

  if (self->at < 0)
    {
      g_free (self->own);
      self->own = dup_text (gtk_text_view_get_buffer (self->view));
    }
  self->at = at;
  set_text (self, at < 0 ? self->own : self->recall[at]);
}

static void
recall_older (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  recall (GESSO_PROMPT_EDITOR (widget), GESSO_PROMPT_EDITOR (widget)->at + 1);
}

static void
recall_newer (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  recall (GESSO_PROMPT_EDITOR (widget), GESSO_PROMPT_EDITOR (widget)->at - 1);
}

static void
recall_activated_cb (GessoPromptEditor *self,
                     GtkListBoxRow     *row)
{
  gtk_popover_popdown (self->recall_popover);
  recall (self, gtk_list_box_row_get_index (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
saved_chosen_cb (GessoPromptEditor *self,
                 const char        *text)
{
  gesso_prompt_editor_insert (self, text);
}

static gboolean
large_closed_cb (GessoPromptEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
make_large_view (GtkTextBuffer *buffer)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new_with_buffer (buffer);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 24);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 24);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "large-prompt");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Prompt"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/* A picture goes to the composer's images, from here as well. */
static gboolean
paste_key_cb (GtkWidget *window,
              GVariant  *args,
              gpointer   user_data)
{
  if (!gesso_intake_can_paste (gtk_widget_get_clipboard (window)))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (user_data), "compose.paste", NULL);
  return TRUE;
}

static void
add_paste_key (GessoPromptEditor *self,
               GtkWidget         *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Primary>v"),
                        gtk_callback_action_new (paste_key_cb, self, NULL)));
  gtk_widget_add_controller (window, keys);
}

static void
add_close_keys (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_F11, 0),
                                                     gtk_keyval_trigger_new (GDK_KEY_Escape, 0)),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

static void
enlarge (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoPromptEditor *self = GESSO_PROMPT_EDITOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Prompt"));
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 560);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_large_view (gtk_text_view_get_buffer (self->view)));
  adw_window_set_content (ADW_WINDOW (window), box);
  add_close_keys (window);
  add_paste_key (self, window);
  g_set_weak_pointer (&self->large, GTK_WINDOW (window));
  g_signal_connect_object (window, "close-request", G_CALLBACK (large_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
make_tags (GessoPromptEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GdkRGBA accent, error;

  gesso_compat_lookup_color (GTK_WIDGET (self), "accent_color", &accent);
  gesso_compat_lookup_color (GTK_WIDGET (self), "error_color", &error);
  if (self->name == NULL)
    {
      self->name = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
      self->excess
          = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
    }
  g_object_set (self->name, "foreground-rgba", &accent, NULL);
  g_object_set (self->excess, "foreground-rgba", &error, "underline-rgba", &error, NULL);
}

static int
find_line_height (GessoPromptEditor *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (height, 1);
}

/* Room for as many lines as are wished; a longer text makes a little more by itself. */
static void
show_height (GessoPromptEditor *self)
{
  int line = find_line_height (self);
  int lines = gesso_prompt_handle_get_lines (self->handle);
  int margins
      = gtk_text_view_get_top_margin (self->view) + gtk_text_view_get_bottom_margin (self->view);

  gesso_prompt_handle_set_line_height (self->handle, line);
  /* In an order in which the least is never more than the most. */
  gtk_scrolled_window_set_max_content_height (self->scroller, -1);
  gtk_scrolled_window_set_min_content_height (self->scroller, line * lines + margins);
  gtk_scrolled_window_set_max_content_height (self->scroller,
                                              line * MAX (lines, MAX_GROWN_LINES) + margins);
}

static void
gesso_prompt_editor_css_changed (GtkWidget         *widget,
                                 GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gesso_prompt_editor_parent_class)->css_changed (widget, change);

  if (GESSO_PROMPT_EDITOR (widget)->view == NULL)
    return;

  make_tags (GESSO_PROMPT_EDITOR (widget));
  show_height (GESSO_PROMPT_EDITOR (widget));
}

static gboolean
gesso_prompt_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_PROMPT_EDITOR (widget)->view));
}

static void
gesso_prompt_editor_dispose (GObject *object)
{
  GessoPromptEditor *self = GESSO_PROMPT_EDITOR (object);

  gesso_prompt_editor_set_draft (self, NULL);
  if (self->large != NULL)
    gtk_window_destroy (self->large);
  g_clear_weak_pointer (&self->large);
  g_clear_object (&self->slash);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_PROMPT_EDITOR);

  G_OBJECT_CLASS (gesso_prompt_editor_parent_class)->dispose (object);
}

static void
gesso_prompt_editor_finalize (GObject *object)
{
  GessoPromptEditor *self = GESSO_PROMPT_EDITOR (object);

  g_strfreev (self->recall);
  g_free (self->own);
  g_regex_unref (self->names);

  G_OBJECT_CLASS (gesso_prompt_editor_parent_class)->finalize (object);
}

static void
gesso_prompt_editor_class_init (GessoPromptEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_prompt_editor_dispose;
  object_class->finalize = gesso_prompt_editor_finalize;
  widget_class->css_changed = gesso_prompt_editor_css_changed;
  widget_class->grab_focus = gesso_prompt_editor_grab_focus;

  g_type_ensure (GESSO_TYPE_PROMPT_HANDLE);
  g_type_ensure (GESSO_TYPE_SAVED_PROMPTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-prompt-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, handle);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, view);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, placeholder);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, counter);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, recall_button);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, recall_popover);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, recall_list);
  gtk_widget_class_bind_template_child (widget_class, GessoPromptEditor, saved);
  gtk_widget_class_bind_template_callback (widget_class, recall_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_height);

  gtk_widget_class_install_action (widget_class, "prompt.older", NULL, recall_older);
  gtk_widget_class_install_action (widget_class, "prompt.newer", NULL, recall_newer);
  gtk_widget_class_install_action (widget_class, "prompt.enlarge", NULL, enlarge);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "prompt.older",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "prompt.newer",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "prompt.enlarge", NULL);
}

static void
gesso_prompt_editor_init (GessoPromptEditor *self)
{
  self->at = -1;
  self->names = g_regex_new ("\\bImage ([1-9][0-9]?)\\b", G_REGEX_OPTIMIZE, 0, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_tags (self);
  if (gesso_settings_get () != NULL)
    g_settings_bind (gesso_settings_get (), GESSO_SETTING_PROMPT_LINES, self->handle, "lines",
                     G_SETTINGS_BIND_DEFAULT);
  show_height (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  self->slash = gesso_slash_menu_new (GTK_WIDGET (self), self->view, self->saved);
}

GtkWidget *
gesso_prompt_editor_new (void)
{
  return g_object_new (GESSO_TYPE_PROMPT_EDITOR, NULL);
}

/**
 * gesso_prompt_editor_set_draft:
 * @self: a prompt editor
 * @draft: (nullable): whose prompt is edited
 */
void
gesso_prompt_editor_set_draft (GessoPromptEditor *self,
                               GessoDraft        *draft)
{
  g_return_if_fail (GESSO_IS_PROMPT_EDITOR (self));

  if (self->draft == draft)
    return;

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_draft_get_references (draft), "items-changed",
                           G_CALLBACK (show_marks), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self, NULL);
}

/**
 * gesso_prompt_editor_set_recall:
 * @self: a prompt editor
 * @prompts: (nullable): earlier prompts, newest first
 */
void
gesso_prompt_editor_set_recall (GessoPromptEditor *self, const char *const *prompts)
{
  GtkWidget *row;

  g_return_if_fail (GESSO_IS_PROMPT_EDITOR (self));

  g_strfreev (self->recall);
  self->recall = g_strdupv ((char **) prompts);
  self->at = -1;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->recall_list))) != NULL)
    gtk_list_box_remove (self->recall_list, row);
  for (guint i = 0; self->recall != NULL && self->recall[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (self->recall[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 2);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_list_box_append (self->recall_list, label);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->recall_button),
                            self->recall != NULL && self->recall[0] != NULL);
}

/**
 * gesso_prompt_editor_insert:
 * @self: a prompt editor
 * @text: what to insert where the cursor is
 */
void
gesso_prompt_editor_insert (GessoPromptEditor *self,
                            const char        *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter at, before;

  g_return_if_fail (GESSO_IS_PROMPT_EDITOR (self));

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  before = at;
  if (gtk_text_iter_backward_char (&before)
      && !g_unichar_isspace (gtk_text_iter_get_char (&before)))
    gtk_text_buffer_insert (buffer, &at, " ", 1);
  gtk_text_buffer_insert (buffer, &at, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * gesso_prompt_editor_set_library:
 * @self: a prompt editor
 * @library: who keeps the saved prompts
 */
void
gesso_prompt_editor_set_library (GessoPromptEditor *self,
                                 GessoLibrary      *library)
{
  g_return_if_fail (GESSO_IS_PROMPT_EDITOR (self));

  gesso_saved_prompts_set_library (self->saved, library);
}

/**
 * gesso_prompt_editor_get_saved:
 * @self: a prompt editor
 *
 * Returns: (transfer none): its saved prompts
 */
GessoSavedPrompts *
gesso_prompt_editor_get_saved (GessoPromptEditor *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_EDITOR (self), NULL);

  return self->saved;
}

/**
 * gesso_prompt_editor_get_slash_menu:
 * @self: a prompt editor
 *
 * Returns: (transfer none): what comes when a slash is typed
 */
GessoSlashMenu *
gesso_prompt_editor_get_slash_menu (GessoPromptEditor *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_EDITOR (self), NULL);

  return self->slash;
}

/**
 * gesso_prompt_editor_get_buffer:
 * @self: a prompt editor
 *
 * Returns: (transfer none): the text as typed
 */
GtkTextBuffer *
gesso_prompt_editor_get_buffer (GessoPromptEditor *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_EDITOR (self), NULL);

  return gtk_text_view_get_buffer (self->view);
}

/**
 * gesso_prompt_editor_get_counter:
 * @self: a prompt editor
 *
 * Returns: (transfer none): the counter as shown
 */
const char *
gesso_prompt_editor_get_counter (GessoPromptEditor *self)
{
  g_return_val_if_fail (GESSO_IS_PROMPT_EDITOR (self), NULL);

  return gtk_label_get_text (self->counter);
}
