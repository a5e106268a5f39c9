/* gesso-slash-menu.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoSlashMenu: while a word that begins with a slash is being typed, the saved prompts whose
 * names hold the rest of it, in a list at the cursor. Up and Down choose, Enter or Tab puts the
 * prompt in the place of the word, Escape lets the word stand. The text view keeps the focus all
 * the while. Owned by the prompt editor, whose child the popover is.
 */

#include "config.h"

#include "ui/compose/gesso-slash-menu.h"

#include <glib/gi18n.h>

#define MAX_ROWS 8
/* A longer word is no name. */
#define MAX_WORD_CHARS 80

struct _GessoSlashMenu
{
  GObject parent_instance;

  GtkTextView *view;        /* (unowned): outlives us */
  GessoSavedPrompts *saved; /* (unowned): outlives us */
  GtkWidget *popover;       /* (unowned): child of the editor until we go */
  GtkListBox *list;         /* (unowned): inside it */
  int dismissed_at;         /* where a slash stands whose list was sent away; -1: nowhere */
};

G_DEFINE_FINAL_TYPE (GessoSlashMenu, gesso_slash_menu, G_TYPE_OBJECT)

/* The slash before the cursor and the word behind it, as far as that is typed. */
static char *
dup_word (GessoSlashMenu *self,
          GtkTextIter    *out_slash,
          GtkTextIter    *out_cursor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter at, before;

  gtk_text_buffer_get_iter_at_mark (buffer, out_cursor, gtk_text_buffer_get_insert (buffer));
  at = *out_cursor;
  for (int i = 0; i < MAX_WORD_CHARS && gtk_text_iter_backward_char (&at); i++)
    {
      gunichar c = gtk_text_iter_get_char (&at);

      if (g_unichar_isspace (c))
        return NULL;
      if (c != '/')
        continue;
      before = at;
      if (gtk_text_iter_backward_char (&before)
          && !g_unichar_isspace (gtk_text_iter_get_char (&before)))
        return NULL;
      *out_slash = at;
      gtk_text_iter_forward_char (&at);
      return gtk_text_buffer_get_text (buffer, &at, out_cursor, FALSE);
    }

  return NULL;
}

static void
fill (GessoSlashMenu *self,
      GPtrArray      *texts)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (texts->len, MAX_ROWS); i++)
    {
      const GessoNamedText *text = g_ptr_array_index (texts, i);
      GtkWidget *label = gtk_label_new (text->name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
      gtk_widget_set_tooltip_text (label, text->text);
      row = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_widget_set_focusable (row, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text->name, -1);
      g_object_set_data_full (G_OBJECT (row), "gesso-text", g_strdup (text->text), g_free);
      gtk_list_box_append (self->list, row);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
hide (GessoSlashMenu *self)
{
  if (gtk_widget_get_visible (self->popover))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
show_at (GessoSlashMenu *self,
         GtkTextIter    *slash)
{
  GdkRectangle place;
  double x = 0, y = 0;

  gtk_text_view_get_iter_location (self->view, slash, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), gtk_widget_get_parent (self->popover),
                                    place.x, place.y, &x, &y);
  place.x = x;
  place.y = y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
update (GessoSlashMenu *self)
{
  GtkTextIter slash, cursor;
  g_autofree char *word = dup_word (self, &slash, &cursor);
  g_autoptr (GPtrArray) found = NULL;

  if (word == NULL)
    self->dismissed_at = -1;
  if (word == NULL || gtk_text_iter_get_offset (&slash) == self->dismissed_at
      || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    {
      hide (self);
      return;
    }

  found = gesso_saved_prompts_find (self->saved, word);
  if (found->len == 0)
    {
      hide (self);
      return;
    }
  fill (self, found);
  show_at (self, &slash);
}

static void
step (GessoSlashMenu *self,
      int             by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
dismiss (GessoSlashMenu *self)
{
  GtkTextIter slash, cursor;
  g_autofree char *word = dup_word (self, &slash, &cursor);

  self->dismissed_at = word != NULL ? gtk_text_iter_get_offset (&slash) : -1;
  hide (self);
}

static gboolean
key_pressed_cb (GessoSlashMenu  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if (!gesso_slash_menu_is_shown (self)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      step (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      step (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      gesso_slash_menu_take (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      dismiss (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (GessoSlashMenu *self,
                  GtkListBoxRow  *row)
{
  gtk_list_box_select_row (self->list, row);
  gesso_slash_menu_take (self);
}

static void
gesso_slash_menu_dispose (GObject *object)
{
  GessoSlashMenu *self = GESSO_SLASH_MENU (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_slash_menu_parent_class)->dispose (object);
}

static void
gesso_slash_menu_class_init (GessoSlashMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_slash_menu_dispose;
}

static void
gesso_slash_menu_init (GessoSlashMenu *self)
{
  self->dismissed_at = -1;
}

/**
 * gesso_slash_menu_new:
 * @editor: the widget around it, with a layout manager
 * @view: where a person types; it outlives the menu
 * @saved: what is offered; it outlives the menu
 *
 * Returns: (transfer full): a menu that comes by itself
 */
GessoSlashMenu *
gesso_slash_menu_new (GtkWidget         *editor,
                      GtkTextView       *view,
                      GessoSavedPrompts *saved)
{
  GessoSlashMenu *self = g_object_new (GESSO_TYPE_SLASH_MENU, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->view = view;
  self->saved = saved;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Saved Prompts"), -1);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, editor);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::has-focus", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * gesso_slash_menu_is_shown:
 * @self: a menu
 *
 * Returns: whether it offers anything now
 */
gboolean
gesso_slash_menu_is_shown (GessoSlashMenu *self)
{
  g_return_val_if_fail (GESSO_IS_SLASH_MENU (self), FALSE);

  return gtk_widget_get_visible (self->popover);
}

/**
 * gesso_slash_menu_take:
 * @self: a menu that is shown
 *
 * Puts the chosen prompt in the place of the slash and what was typed behind it, as one step that
 * can be undone.
 */
void
gesso_slash_menu_take (GessoSlashMenu *self)
{
  GtkTextBuffer *buffer;
  GtkListBoxRow *row;
  GtkTextIter slash, cursor;
  g_autofree char *word = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_SLASH_MENU (self));

  buffer = gtk_text_view_get_buffer (self->view);
  row = gtk_list_box_get_selected_row (self->list);
  word = dup_word (self, &slash, &cursor);
  if (row == NULL || word == NULL)
    return;

  text = g_strdup (g_object_get_data (G_OBJECT (row), "gesso-text"));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &slash, &cursor);
  gtk_text_buffer_insert (buffer, &slash, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  hide (self);
}
