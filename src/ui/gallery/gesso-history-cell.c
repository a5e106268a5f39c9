/* gesso-history-cell.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoHistoryCell: one picture of the grid, recycled as it scrolls. It asks for a small picture
 * when it gets a node and forgets the question when it loses it; a node that is not loaded yet is
 * waited for. Marks say only what informs: favourite, rating, and which of several siblings it is.
 */

#include "config.h"

#include "ui/gallery/gesso-history-cell.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-cover.h"
#include "ui/support/gesso-texture.h"

#define NAME_CHARS 200

struct _GessoHistoryCell
{
  GtkWidget parent_instance;

  GessoThumbnails *thumbnails; /* (owned) (nullable) */
  GessoNode *node;             /* (owned) (nullable) */
  char *digest;                /* (owned) (nullable): of the picture shown or asked for */
  GCancellable *cancellable;   /* (owned) (nullable): of what was asked */
  int width;                   /* the least */

  GtkWidget *picture;   /* (owned): our children */
  GtkWidget *favourite; /* (owned) */
  GtkWidget *mark;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoHistoryCell, gesso_history_cell, GTK_TYPE_WIDGET)

static void
forget (GessoHistoryCell *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
got_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_thumbnails_get_finish (GESSO_THUMBNAILS (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  GessoHistoryCell *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->cancellable);
  if (image == NULL)
    {
      g_debug ("No thumbnail: %s", error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self), "missing");
      return;
    }

  texture = gesso_texture_new (image);
  gesso_cover_set_texture (GESSO_COVER (self->picture), texture);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
}

static void
ask (GessoHistoryCell *self,
     const char       *digest)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (g_strcmp0 (digest, self->digest) == 0)
    return;

  forget (self);
  g_free (self->digest);
  self->digest = g_strdup (digest);
  gesso_cover_set_texture (GESSO_COVER (self->picture), NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "missing");
  gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  if (digest == NULL || self->thumbnails == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  /* Columns share what is left over; a cell becomes almost twice as wide as its least. */
  gesso_thumbnails_get_async (self->thumbnails, digest, self->width * 2 * scale,
                              GESSO_WORKER_PRIORITY_INTERACTIVE, self->cancellable, got_cb, self);
}

static void
show_marks (GessoHistoryCell *self,
            gboolean          loaded)
{
  GString *text = g_string_new (NULL);

  if (loaded)
    {
      for (int i = 0; i < gesso_node_get_rating (self->node); i++)
        g_string_append (text, "★");
      if (gesso_node_get_output_index (self->node) > 0)
        g_string_append_printf (text, "%s%d", text->len > 0 ? "  " : "",
                                gesso_node_get_output_index (self->node) + 1);
    }
  gtk_label_set_text (GTK_LABEL (self->mark), text->str);
  gtk_widget_set_visible (self->mark, text->len > 0);
  gtk_widget_set_visible (self->favourite, loaded && gesso_node_get_favourite (self->node));
  g_string_free (text, TRUE);
}

static void
show_node (GessoHistoryCell *self)
{
  gboolean loaded = self->node != NULL && gesso_node_is_loaded (self->node);
  g_autofree char *name = loaded ? gesso_history_cell_dup_name (self->node) : NULL;

  ask (self, loaded ? gesso_node_get_digest (self->node) : NULL);
  show_marks (self, loaded);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _ ("Picture"), -1);
}

/* The prompt, only when somebody wants to see it. */
static gboolean
query_tooltip_cb (GessoHistoryCell *self,
                  int               x,
                  int               y,
                  gboolean          keyboard_mode,
                  GtkTooltip       *tooltip)
{
  g_autofree char *name = NULL;

  if (self->node == NULL || !gesso_node_is_loaded (self->node))
    return FALSE;

  name = gesso_history_cell_dup_name (self->node);
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

static GtkSizeRequestMode
gesso_history_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gesso_history_cell_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  GessoHistoryCell *self = GESSO_HISTORY_CELL (widget);

  /* A square: it does justice to upright and lying pictures alike. */
  *minimum = *natural = MAX (self->width, for_size);
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
gesso_history_cell_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GessoHistoryCell *self = GESSO_HISTORY_CELL (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkRequisition size;

  place (self->picture, 0, 0, width, height);
  gtk_widget_get_preferred_size (self->favourite, &size, NULL);
  place (self->favourite, mirrored ? width - size.width - 6 : 6, height - size.height - 6,
         size.width, size.height);
  gtk_widget_get_preferred_size (self->mark, &size, NULL);
  place (self->mark, mirrored ? 6 : width - size.width - 6, 6, size.width, size.height);
}

static void
gesso_history_cell_dispose (GObject *object)
{
  GessoHistoryCell *self = GESSO_HISTORY_CELL (object);

  forget (self);
  if (self->node != NULL)
    g_signal_handlers_disconnect_by_data (self->node, self);
  g_clear_object (&self->node);
  g_clear_object (&self->thumbnails);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->favourite, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_history_cell_parent_class)->dispose (object);
}

static void
gesso_history_cell_finalize (GObject *object)
{
  g_free (GESSO_HISTORY_CELL (object)->digest);

  G_OBJECT_CLASS (gesso_history_cell_parent_class)->finalize (object);
}

static void
gesso_history_cell_class_init (GessoHistoryCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_history_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_history_cell_finalize;
  widget_class->get_request_mode = gesso_history_cell_get_request_mode;
  widget_class->measure = gesso_history_cell_measure;
  widget_class->size_allocate = gesso_history_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "historycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gesso_history_cell_init (GessoHistoryCell *self)
{
  self->picture = gesso_cover_new ();
  gesso_cover_set_whole (GESSO_COVER (self->picture), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  self->favourite = gtk_image_new_from_icon_name ("starred-symbolic");
  gtk_widget_add_css_class (self->favourite, "badge");
  gtk_widget_set_parent (self->favourite, GTK_WIDGET (self));
  self->mark = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->mark, "badge");
  gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  show_marks (self, FALSE);
}

/**
 * gesso_history_cell_new:
 * @thumbnails: (nullable): where small pictures come from
 * @width: least width of the square
 *
 * Returns: a cell without a node
 */
GtkWidget *
gesso_history_cell_new (GessoThumbnails *thumbnails,
                        int              width)
{
  GessoHistoryCell *self = g_object_new (GESSO_TYPE_HISTORY_CELL, NULL);

  g_set_object (&self->thumbnails, thumbnails);
  self->width = width;
  return GTK_WIDGET (self);
}

/**
 * gesso_history_cell_get_node:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): whose picture is shown
 */
GessoNode *
gesso_history_cell_get_node (GessoHistoryCell *self)
{
  g_return_val_if_fail (GESSO_IS_HISTORY_CELL (self), NULL);

  return self->node;
}

/**
 * gesso_history_cell_set_node:
 * @self: a cell
 * @node: (nullable): whose picture to show
 */
void
gesso_history_cell_set_node (GessoHistoryCell *self,
                             GessoNode        *node)
{
  g_return_if_fail (GESSO_IS_HISTORY_CELL (self));

  if (self->node == node)
    return;

  if (self->node != NULL)
    g_signal_handlers_disconnect_by_data (self->node, self);
  g_set_object (&self->node, node);
  if (node != NULL)
    g_signal_connect_object (node, "notify", G_CALLBACK (show_node), self, G_CONNECT_SWAPPED);
  show_node (self);
}

/**
 * gesso_history_cell_dup_name:
 * @node: a loaded node
 *
 * Returns: (transfer full): what a picture is called: the beginning of its prompt, its file's
 *   name, or its size
 */
char *
gesso_history_cell_dup_name (GessoNode *node)
{
  const char *prompt = gesso_node_get_prompt (node);
  const char *name = gesso_node_get_name (node);

  if (prompt != NULL && prompt[0] != '\0')
    return g_utf8_strlen (prompt, -1) <= NAME_CHARS ? g_strdup (prompt)
                                                    : g_utf8_substring (prompt, 0, NAME_CHARS);
  if (name != NULL && name[0] != '\0')
    return g_strdup (name);

  /* Translators: width × height of a picture that has no other name */
  return g_strdup_printf (_ ("Picture of %d × %d"), gesso_node_get_width (node),
                          gesso_node_get_height (node));
}
