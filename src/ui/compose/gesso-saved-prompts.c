/* gesso-saved-prompts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoSavedPrompts: a button with the prompts that a person saved under names. The library owns
 * them; the list is a copy, read when the library is known and after every change. "chosen"
 * (const char *text) is emitted when one is clicked. Part of the prompt editor's template.
 */

#include "config.h"

#include "ui/compose/gesso-saved-prompts.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"

struct _GessoSavedPrompts
{
  GtkWidget parent_instance;

  GessoLibrary *library;     /* (owned) (nullable) */
  GPtrArray *texts;          /* (owned) (nullable) (element-type GessoNamedText): by name */
  char *prompt;              /* (owned): what would be saved */
  GCancellable *cancellable; /* (owned): of reading the list */

  /* Children of the template. */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkEditable *name;
  GtkWidget *save;
  GtkWidget *hint;
  GtkWidget *scroller;
  GtkListBox *list;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSavedPrompts, gesso_saved_prompts, GTK_TYPE_WIDGET)

static void reload (GessoSavedPrompts *self);

static char *
dup_name (GessoSavedPrompts *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static const GessoNamedText *
find_by_name (GessoSavedPrompts *self,
              const char        *name)
{
  for (guint i = 0; self->texts != NULL && i < self->texts->len; i++)
    {
      const GessoNamedText *text = g_ptr_array_index (self->texts, i);

      if (g_str_equal (text->name, name))
        return text;
    }

  return NULL;
}

static void
show_state (GessoSavedPrompts *self)
{
  g_autofree char *name = dup_name (self);
  gboolean exists = find_by_name (self, name) != NULL;
  gboolean any = self->texts != NULL && self->texts->len > 0;

  gtk_widget_set_sensitive (self->save, self->library != NULL && name[0] != '\0'
                                            && self->prompt != NULL && self->prompt[0] != '\0');
  gtk_button_set_label (GTK_BUTTON (self->save), exists ? _ ("Replace") : _ ("Save"));
  gtk_widget_set_visible (self->hint, !any);
  gtk_widget_set_visible (self->scroller, any);
}

/* The list of the library changed, or not; either way it is read again. */
static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoSavedPrompts) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_change_finish (GESSO_LIBRARY (source), result, &error))
    g_warning ("A prompt was not saved: %s", error->message);
  if (self->library != NULL)
    reload (self);
}

static void
remove_clicked_cb (GessoSavedPrompts *self,
                   GtkButton         *button)
{
  gesso_library_remove_text_async (self->library, g_object_get_data (G_OBJECT (button), "gesso-id"),
                                   NULL, changed_cb, g_object_ref (self));
}

static GtkWidget *
make_remove_button (GessoSavedPrompts    *self,
                    const GessoNamedText *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the name of a saved prompt */
  g_autofree char *words = g_strdup_printf (_ ("Remove “%s”"), text->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "gesso-id", g_strdup (text->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (GessoSavedPrompts    *self,
          const GessoNamedText *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (text->name);
  GtkWidget *start = gtk_label_new (text->text);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (start), 0);
  gtk_label_set_ellipsize (GTK_LABEL (start), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (start), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (start), 34);
  gtk_widget_add_css_class (start, "caption");
  gtk_widget_add_css_class (start, "dim-label");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), start);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), make_remove_button (self, text));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text->name,
                                  -1);
  return row;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts
      = gesso_library_list_texts_finish (GESSO_LIBRARY (source), result, &error);
  GessoSavedPrompts *self;
  GtkWidget *row;

  if (texts == NULL)
    {
      g_debug ("No saved prompts: %s", error->message);
      return;
    }

  self = user_data;
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  self->texts = g_steal_pointer (&texts);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->texts->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->texts, i)));
  show_state (self);
}

static void
reload (GessoSavedPrompts *self)
{
  gesso_library_list_texts_async (self->library, GESSO_SAVED_KIND_PROMPT, self->cancellable,
                                  listed_cb, self);
}

static void
save_clicked_cb (GessoSavedPrompts *self)
{
  g_autofree char *name = dup_name (self);

  if (!gtk_widget_get_sensitive (self->save))
    return;

  gesso_saved_prompts_save (self, name);
  gtk_editable_set_text (self->name, "");
}

static void
row_activated_cb (GessoSavedPrompts *self,
                  GtkListBoxRow     *row)
{
  const GessoNamedText *text = g_ptr_array_index (self->texts, gtk_list_box_row_get_index (row));
  g_autofree char *copy = g_strdup (text->text);

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, copy);
}

static void
gesso_saved_prompts_dispose (GObject *object)
{
  GessoSavedPrompts *self = GESSO_SAVED_PROMPTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_SAVED_PROMPTS);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (gesso_saved_prompts_parent_class)->dispose (object);
}

static void
gesso_saved_prompts_finalize (GObject *object)
{
  g_free (GESSO_SAVED_PROMPTS (object)->prompt);

  G_OBJECT_CLASS (gesso_saved_prompts_parent_class)->finalize (object);
}

static void
gesso_saved_prompts_class_init (GessoSavedPromptsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_saved_prompts_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_saved_prompts_finalize;

  /**
   * GessoSavedPrompts::chosen:
   * @self: the saved prompts
   * @text: the one that was clicked
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-saved-prompts.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, button);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, popover);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, name);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, save);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, hint);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, scroller);
  gtk_widget_class_bind_template_child (widget_class, GessoSavedPrompts, list);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
gesso_saved_prompts_init (GessoSavedPrompts *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_state (self);
}

GtkWidget *
gesso_saved_prompts_new (void)
{
  return g_object_new (GESSO_TYPE_SAVED_PROMPTS, NULL);
}

/**
 * gesso_saved_prompts_set_library:
 * @self: saved prompts
 * @library: who keeps them
 */
void
gesso_saved_prompts_set_library (GessoSavedPrompts *self,
                                 GessoLibrary      *library)
{
  g_return_if_fail (GESSO_IS_SAVED_PROMPTS (self));

  if (g_set_object (&self->library, library))
    reload (self);
}

/**
 * gesso_saved_prompts_set_prompt:
 * @self: saved prompts
 * @prompt: (nullable): what "Save" would save
 */
void
gesso_saved_prompts_set_prompt (GessoSavedPrompts *self,
                                const char        *prompt)
{
  g_return_if_fail (GESSO_IS_SAVED_PROMPTS (self));

  g_free (self->prompt);
  self->prompt = g_strdup (prompt);
  show_state (self);
}

/**
 * gesso_saved_prompts_save:
 * @self: saved prompts with a library and a prompt
 * @name: what to call the prompt; one with the same name is replaced
 */
void
gesso_saved_prompts_save (GessoSavedPrompts *self,
                          const char        *name)
{
  g_return_if_fail (GESSO_IS_SAVED_PROMPTS (self));
  g_return_if_fail (self->library != NULL && self->prompt != NULL);

  gesso_library_save_text_async (self->library, GESSO_SAVED_KIND_PROMPT, name, self->prompt, NULL,
                                 changed_cb, g_object_ref (self));
}

/**
 * gesso_saved_prompts_find:
 * @self: saved prompts
 * @words: a part of a name, in any case; "" finds all
 *
 * Returns: (transfer container) (element-type GessoNamedText): what fits, those first whose names
 *   begin with it; valid until the main loop runs again
 */
GPtrArray *
gesso_saved_prompts_find (GessoSavedPrompts *self,
                          const char        *words)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (words, -1);

  g_return_val_if_fail (GESSO_IS_SAVED_PROMPTS (self), found);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; self->texts != NULL && i < self->texts->len; i++)
      {
        GessoNamedText *text = g_ptr_array_index (self->texts, i);
        g_autofree char *name = g_utf8_casefold (text->name, -1);
        const char *at = strstr (name, folded);

        if (at != NULL && (at == name) == (pass == 0))
          g_ptr_array_add (found, text);
      }
  return found;
}
