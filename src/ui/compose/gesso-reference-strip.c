/* gesso-reference-strip.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoReferenceStrip: the pictures of a draft as tiles in sending order, with a tile for adding.
 * Under it one sentence for each picture that cannot be used. The draft owns order and pictures.
 * "insert-name" (const char *name) is passed on from the tiles.
 */

#include "config.h"

#include "ui/compose/gesso-reference-strip.h"

#include <glib/gi18n.h>

#include "ui/compose/gesso-reference-tile.h"
#include "ui/support/gesso-template.h"

struct _GessoReferenceStrip
{
  GtkWidget parent_instance;

  GessoStudio *studio; /* (owned) (nullable) */
  GessoDraft *draft;   /* (owned) (nullable) */

  /* Children of the template. */
  GtkLabel *count;
  GtkFlowBox *flow;
  GtkWidget *add_place;
  GtkLabel *problems;
};

enum
{
  SIGNAL_INSERT_NAME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoReferenceStrip, gesso_reference_strip, GTK_TYPE_WIDGET)

static GessoReferenceTile *
get_tile (GessoReferenceStrip *self,
          guint                i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->flow, i);
  GtkWidget *tile = child != NULL ? gtk_flow_box_child_get_child (child) : NULL;

  return GESSO_IS_REFERENCE_TILE (tile) ? GESSO_REFERENCE_TILE (tile) : NULL;
}

static void
insert_name_cb (GessoReferenceStrip *self,
                const char          *name)
{
  g_signal_emit (self, signals[SIGNAL_INSERT_NAME], 0, name);
}

static void
show_problems (GessoReferenceStrip *self)
{
  GListModel *list = gesso_draft_get_references (self->draft);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GessoDraftImage) image = g_list_model_get_item (list, i);
      const char *error = gesso_draft_image_get_error (image);

      if (error != NULL)
        /* Translators: a file's name, then a sentence about it */
        g_string_append_printf (text, _ ("%s%s: %s"), text->len > 0 ? "\n" : "",
                                gesso_draft_image_get_name (image), error);
    }

  gtk_label_set_text (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), text->len > 0);
}

static void
show_count (GessoReferenceStrip *self)
{
  guint n = g_list_model_get_n_items (gesso_draft_get_references (self->draft));
  GessoModelInfo *model = gesso_draft_get_model_info (self->draft);
  int max = model != NULL && model->max_references > 0 ? model->max_references : 16;
  g_autofree char *text = n > 0 ? g_strdup_printf (_ ("%u of %d"), n, max) : g_strdup ("");

  gtk_label_set_text (self->count, text);
}

static void
insert_tile (GessoReferenceStrip *self,
             guint                position)
{
  GListModel *list = gesso_draft_get_references (self->draft);
  g_autoptr (GessoDraftImage) image = g_list_model_get_item (list, position);
  GtkWidget *tile = gesso_reference_tile_new (self->studio, self->draft, image);
  GtkWidget *child = gtk_flow_box_child_new ();

  g_signal_connect_object (tile, "insert-name", G_CALLBACK (insert_name_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (image, "notify", G_CALLBACK (show_problems), self, G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tile);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_insert (self->flow, child, position);
}

static void
items_changed_cb (GessoReferenceStrip *self,
                  guint                position,
                  guint                removed,
                  guint                added)
{
  GessoReferenceTile *tile;
  GessoDraftImage *focused = NULL;

  for (guint i = 0; i < removed; i++)
    {
      tile = get_tile (self, position);
      if (tile == NULL)
        break;
      if (gtk_widget_has_focus (GTK_WIDGET (tile)))
        focused = gesso_reference_tile_get_image (tile);
      gtk_flow_box_remove (self->flow,
                           GTK_WIDGET (gtk_flow_box_get_child_at_index (self->flow, position)));
    }
  for (guint i = 0; i < added; i++)
    insert_tile (self, position + i);
  for (guint i = 0; (tile = get_tile (self, i)) != NULL; i++)
    {
      gesso_reference_tile_update (tile);
      /* A tile that was moved by a key keeps the focus. */
      if (focused != NULL && gesso_reference_tile_get_image (tile) == focused)
        gtk_widget_grab_focus (GTK_WIDGET (tile));
    }
  show_count (self);
  show_problems (self);
}

static void
gesso_reference_strip_dispose (GObject *object)
{
  gesso_reference_strip_set_draft (GESSO_REFERENCE_STRIP (object), NULL, NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_REFERENCE_STRIP);

  G_OBJECT_CLASS (gesso_reference_strip_parent_class)->dispose (object);
}

static void
gesso_reference_strip_class_init (GessoReferenceStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_reference_strip_dispose;

  /**
   * GessoReferenceStrip::insert-name:
   * @self: the strip
   * @name: as "Image 2"
   *
   * The name of a picture is wanted in the prompt.
   */
  signals[SIGNAL_INSERT_NAME]
      = g_signal_new ("insert-name", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-reference-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceStrip, count);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceStrip, flow);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceStrip, add_place);
  gtk_widget_class_bind_template_child (widget_class, GessoReferenceStrip, problems);
}

static void
gesso_reference_strip_init (GessoReferenceStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_reference_strip_new (void)
{
  return g_object_new (GESSO_TYPE_REFERENCE_STRIP, NULL);
}

/**
 * gesso_reference_strip_set_draft:
 * @self: a strip
 * @studio: (nullable): who decodes pictures
 * @draft: (nullable): whose pictures are shown
 */
void
gesso_reference_strip_set_draft (GessoReferenceStrip *self,
                                 GessoStudio         *studio,
                                 GessoDraft          *draft)
{
  GListModel *list;

  g_return_if_fail (GESSO_IS_REFERENCE_STRIP (self));

  if (self->draft == draft)
    return;

  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->draft, self);
      g_signal_handlers_disconnect_by_data (gesso_draft_get_references (self->draft), self);
      while (get_tile (self, 0) != NULL)
        gtk_flow_box_remove (self->flow,
                             GTK_WIDGET (gtk_flow_box_get_child_at_index (self->flow, 0)));
    }
  g_set_object (&self->studio, studio);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  list = gesso_draft_get_references (draft);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (list));
}
