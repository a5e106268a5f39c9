/* gesso-compare-picker.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoComparePicker: the choice of what a picture is compared with: its input, or any other of the
 * session, newest first. Owned by the compare view, in a popover; the rows are made each time it
 * is opened. Main thread.
 *
 * "chosen" (GessoNode) is emitted when one was chosen.
 */

#include "config.h"

#include "ui/compare/gesso-compare-picker.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-words.h"
#include "ui/view/gesso-thumb.h"

/* Older ones are found in the history. */
#define MOST_ROWS 200

#define THUMB_HEIGHT_PX 44
#define MOST_HEIGHT_PX 380
/* A title has this many characters in each of two lines. */
#define TITLE_CHARS 24

struct _GessoComparePicker
{
  GtkWidget parent_instance;

  GListModel *pictures;        /* (owned) (nullable): of GessoNode, oldest first */
  GessoThumbnails *thumbnails; /* (owned) (nullable) */
  GessoNode *node;             /* (owned) (nullable): what is compared */
  GessoNode *input;            /* (owned) (nullable): what it is an edit of */
  GessoNode *with;             /* (owned) (nullable): what it is compared with now */
  GtkWidget *scrolled;         /* (owned): our child */
  GtkListBox *list;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (GessoComparePicker, gesso_compare_picker, GTK_TYPE_WIDGET)

/* How a picture belongs to the one that is compared; NULL when that says nothing. */
static const char *
describe_relation (GessoComparePicker *self,
                   GessoNode          *other)
{
  const char *base = gesso_node_get_base_id (self->node);

  if (other == self->input)
    return NULL;
  if (g_strcmp0 (gesso_node_get_base_id (other), gesso_node_get_id (self->node)) == 0)
    return _ ("Edit of this picture");
  if (base != NULL && g_strcmp0 (gesso_node_get_base_id (other), base) == 0)
    return _ ("Another edit of the input");
  if (self->input != NULL
      && g_strcmp0 (gesso_node_get_base_id (self->input), gesso_node_get_id (other)) == 0)
    return _ ("Before the input");

  return NULL;
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

static char *
describe (GessoComparePicker *self,
          GessoNode          *other)
{
  g_autofree char *size
      = g_strdup_printf ("%d × %d", gesso_node_get_width (other), gesso_node_get_height (other));
  g_autofree char *pixels = gesso_words_isolate (size);
  const char *relation = describe_relation (self, other);

  return relation != NULL ? g_strdup_printf ("%s · %s", relation, pixels)
                          : g_steal_pointer (&pixels);
}

static GtkWidget *
make_row (GessoComparePicker *self,
          GessoNode          *other)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *thumb = gesso_thumb_new (self->thumbnails,
                                      MIN (gesso_thumb_get_width (gesso_node_get_width (other),
                                                                  gesso_node_get_height (other),
                                                                  THUMB_HEIGHT_PX),
                                           2 * THUMB_HEIGHT_PX),
                                      THUMB_HEIGHT_PX);
  g_autofree char *title = gesso_compare_picker_dup_title (other);
  g_autofree char *details = describe (self, other);
  g_autofree char *name = g_strdup_printf ("%s%s%s, %s", other == self->input ? _ ("Input") : "",
                                           other == self->input ? ", " : "", title, details);

  gesso_thumb_set_node (GESSO_THUMB (thumb), other);
  gtk_widget_set_size_request (thumb, 2 * THUMB_HEIGHT_PX, THUMB_HEIGHT_PX);
  gtk_widget_set_opacity (check, other == self->with ? 1 : 0);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_label (title, NULL));
  gtk_box_append (GTK_BOX (texts), make_label (details, "caption"));
  gtk_box_append (GTK_BOX (box), thumb);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "gesso-node", g_object_ref (other), g_object_unref);
  return row;
}

static GessoNode *
get_row_node (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "gesso-node");
}

/* "Input", and above the first of the others "Another Picture". */
static void
add_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       user_data)
{
  GessoComparePicker *self = user_data;
  gboolean is_input = get_row_node (row) == self->input;
  GtkWidget *label;

  gtk_list_box_row_set_header (row, NULL);
  if (before != NULL && get_row_node (before) != self->input)
    return;

  label = make_label (is_input ? _ ("Input") : _ ("Another Picture"), NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "picker-heading");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
can_compare (GessoNode *other,
             GessoNode *node)
{
  return other != node && gesso_node_get_path (other) != NULL && gesso_node_get_width (other) > 0;
}

static void
clear_rows (GessoComparePicker *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
fill (GessoComparePicker *self)
{
  guint n = self->pictures != NULL ? g_list_model_get_n_items (self->pictures) : 0;
  guint n_rows = 0;

  clear_rows (self);
  if (self->node == NULL)
    return;

  if (self->input != NULL)
    gtk_list_box_append (self->list, make_row (self, self->input));
  for (guint i = n; i > 0 && n_rows < MOST_ROWS; i--)
    {
      g_autoptr (GessoNode) other = g_list_model_get_item (self->pictures, i - 1);

      if (other == self->input || !can_compare (other, self->node))
        continue;
      gtk_list_box_append (self->list, make_row (self, other));
      n_rows++;
    }
}

/* Opened by key, the arrows go on from what is compared now. */
static void
gesso_compare_picker_map (GtkWidget *widget)
{
  GessoComparePicker *self = GESSO_COMPARE_PICKER (widget);
  GtkListBoxRow *row;

  fill (self);
  GTK_WIDGET_CLASS (gesso_compare_picker_parent_class)->map (widget);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_row_node (row) == self->with)
      gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
gesso_compare_picker_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_compare_picker_parent_class)->unmap (widget);
  clear_rows (GESSO_COMPARE_PICKER (widget));
}

static void
row_activated_cb (GessoComparePicker *self,
                  GtkListBoxRow      *row)
{
  g_autoptr (GessoNode) other = g_object_ref (get_row_node (row));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self, chosen_signal, 0, other);
}

static void
gesso_compare_picker_dispose (GObject *object)
{
  GessoComparePicker *self = GESSO_COMPARE_PICKER (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->pictures);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->node);
  g_clear_object (&self->input);
  g_clear_object (&self->with);

  G_OBJECT_CLASS (gesso_compare_picker_parent_class)->dispose (object);
}

static void
gesso_compare_picker_class_init (GessoComparePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_compare_picker_dispose;
  widget_class->map = gesso_compare_picker_map;
  widget_class->unmap = gesso_compare_picker_unmap;

  /**
   * GessoComparePicker::chosen:
   * @self: the picker
   * @node: what to compare with
   */
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comparepicker");
}

static void
gesso_compare_picker_init (GessoComparePicker *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), MOST_HEIGHT_PX);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, add_header, self, NULL);
  gtk_widget_add_css_class (list, "picker-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Compare With"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), list);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * gesso_compare_picker_set_source:
 * @self: a picker
 * @pictures: (nullable): what there is to choose from, of #GessoNode, oldest first
 * @thumbnails: (nullable): how they look
 */
void
gesso_compare_picker_set_source (GessoComparePicker *self,
                                 GListModel         *pictures,
                                 GessoThumbnails    *thumbnails)
{
  g_return_if_fail (GESSO_IS_COMPARE_PICKER (self));

  g_set_object (&self->pictures, pictures);
  g_set_object (&self->thumbnails, thumbnails);
}

/**
 * gesso_compare_picker_set_nodes:
 * @self: a picker
 * @node: (nullable): what is compared
 * @input: (nullable): what it is an edit of
 * @with: (nullable): what it is compared with now
 */
void
gesso_compare_picker_set_nodes (GessoComparePicker *self,
                                GessoNode          *node,
                                GessoNode          *input,
                                GessoNode          *with)
{
  g_return_if_fail (GESSO_IS_COMPARE_PICKER (self));

  g_set_object (&self->node, node);
  g_set_object (&self->input, input);
  g_set_object (&self->with, with);
}

/**
 * gesso_compare_picker_find_nearest:
 * @self: a picker
 * @node: a picture
 *
 * What to begin with where there is no input: the picture that was made before it, or after.
 *
 * Returns: (transfer none) (nullable): another picture of the session
 */
GessoNode *
gesso_compare_picker_find_nearest (GessoComparePicker *self,
                                   GessoNode          *node)
{
  GessoNode *nearest = NULL;
  gboolean passed = FALSE;
  guint n;

  g_return_val_if_fail (GESSO_IS_COMPARE_PICKER (self), NULL);

  n = self->pictures != NULL ? g_list_model_get_n_items (self->pictures) : 0;
  for (guint i = 0; i < n && !(passed && nearest != NULL); i++)
    {
      g_autoptr (GessoNode) other = g_list_model_get_item (self->pictures, i);

      if (other == node)
        passed = TRUE;
      else if (can_compare (other, node))
        nearest = other;
    }
  return nearest;
}

/**
 * gesso_compare_picker_dup_title:
 * @node: a picture
 *
 * Returns: (transfer full): what it is called: its prompt, or its file's name
 */
char *
gesso_compare_picker_dup_title (GessoNode *node)
{
  const char *words = gesso_node_get_prompt (node);

  if (words == NULL || words[0] == '\0')
    words = gesso_node_get_name (node);

  return g_strdup (words != NULL ? words : _ ("Picture"));
}
