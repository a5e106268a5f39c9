/* gesso-drawing-note.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoDrawingNote: what the built-in engine understood of a prompt and what not, in one line over
 * the picture; a click tells it in full. Whether it is seen is up to the stage, which owns it.
 */

#include "config.h"

#include "ui/view/gesso-drawing-note.h"

#include <glib/gi18n.h>

#include "base/gesso-json.h"
#include "ui/support/gesso-template.h"

struct _GessoDrawingNote
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkLabel *line;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (GessoDrawingNote, gesso_drawing_note, GTK_TYPE_WIDGET)

static void
add_list (GString     *text,
          const char  *title,
          char       **words)
{
  if (words == NULL || words[0] == NULL)
    return;

  g_string_append_printf (text, "%s<b>%s</b>", text->len > 0 ? "\n\n" : "", title);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (words[i], -1);

      g_string_append_printf (text, "\n• %s", escaped);
    }
}

static void
gesso_drawing_note_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_DRAWING_NOTE);

  G_OBJECT_CLASS (gesso_drawing_note_parent_class)->dispose (object);
}

static void
gesso_drawing_note_class_init (GessoDrawingNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_drawing_note_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-drawing-note.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoDrawingNote, line);
  gtk_widget_class_bind_template_child (widget_class, GessoDrawingNote, text);
  gtk_widget_class_set_css_name (widget_class, "drawingnote");
}

static void
gesso_drawing_note_init (GessoDrawingNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_drawing_note_set_sketch:
 * @self: a note
 * @sketch: what the engine said about its drawing
 *
 * Returns: whether there is anything to tell
 */
gboolean
gesso_drawing_note_set_sketch (GessoDrawingNote *self,
                               JsonObject       *sketch)
{
  g_auto (GStrv) understood = NULL;
  g_auto (GStrv) ignored = NULL;
  g_auto (GStrv) warnings = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;
  guint n_ignored;

  g_return_val_if_fail (GESSO_IS_DRAWING_NOTE (self), FALSE);
  g_return_val_if_fail (sketch != NULL, FALSE);

  understood = gesso_json_get_strv (sketch, "understood");
  ignored = gesso_json_get_strv (sketch, "ignored");
  warnings = gesso_json_get_strv (sketch, "warnings");
  n_ignored = ignored != NULL ? g_strv_length (ignored) : 0;
  add_list (text, _ ("Understood"), understood);
  add_list (text, _ ("Not Understood"), ignored);
  add_list (text, _ ("Notes"), warnings);
  gtk_label_set_markup (self->text, text->str);
  if (n_ignored > 0)
    title = g_strdup_printf (ngettext ("Drawn by rules · %u thing not understood",
                                       "Drawn by rules · %u things not understood", n_ignored),
                             n_ignored);
  else
    title = g_strdup (_ ("Drawn by rules · all understood"));
  gtk_label_set_text (self->line, title);
  return text->len > 0;
}
