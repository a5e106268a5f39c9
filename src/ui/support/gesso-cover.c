/* gesso-cover.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCover: a texture that covers a rectangle of the size that was asked for, cut where it is too
 * wide or too high; or, where it is told to, lies whole in the middle of it with round corners.
 * Unlike a picture widget it never wants to be as large as what it shows.
 */

#include "config.h"

#include "ui/support/gesso-cover.h"

#define RADIUS_PX 7

struct _GessoCover
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* (owned) (nullable) */
  gboolean whole;
};

G_DEFINE_FINAL_TYPE (GessoCover, gesso_cover, GTK_TYPE_WIDGET)

static void
gesso_cover_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  GessoCover *self = GESSO_COVER (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  graphene_rect_t place;
  GskRoundedRect round;
  double across, down, scale, w, h;

  if (self->texture == NULL)
    return;

  across = width / gdk_texture_get_width (self->texture);
  down = height / gdk_texture_get_height (self->texture);
  scale = self->whole ? MIN (across, down) : MAX (across, down);
  w = gdk_texture_get_width (self->texture) * scale;
  h = gdk_texture_get_height (self->texture) * scale;
  place = GRAPHENE_RECT_INIT ((width - w) / 2, (height - h) / 2, w, h);
  if (self->whole)
    {
      gsk_rounded_rect_init_from_rect (&round, &place, RADIUS_PX);
      gtk_snapshot_push_rounded_clip (snapshot, &round);
    }
  else
    {
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
    }
  gtk_snapshot_append_texture (snapshot, self->texture, &place);
  gtk_snapshot_pop (snapshot);
}

static void
gesso_cover_dispose (GObject *object)
{
  g_clear_object (&GESSO_COVER (object)->texture);

  G_OBJECT_CLASS (gesso_cover_parent_class)->dispose (object);
}

static void
gesso_cover_class_init (GessoCoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_cover_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = gesso_cover_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "cover");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gesso_cover_init (GessoCover *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
gesso_cover_new (void)
{
  return g_object_new (GESSO_TYPE_COVER, NULL);
}

/**
 * gesso_cover_get_texture:
 * @self: a cover
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GdkTexture *
gesso_cover_get_texture (GessoCover *self)
{
  g_return_val_if_fail (GESSO_IS_COVER (self), NULL);

  return self->texture;
}

/**
 * gesso_cover_set_texture:
 * @self: a cover
 * @texture: (nullable): what to show
 */
void
gesso_cover_set_texture (GessoCover *self,
                         GdkTexture *texture)
{
  g_return_if_fail (GESSO_IS_COVER (self));

  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_cover_set_whole:
 * @self: a cover
 * @whole: whether all of the texture is shown, with room beside it, instead of covering the widget
 */
void
gesso_cover_set_whole (GessoCover *self,
                       gboolean    whole)
{
  g_return_if_fail (GESSO_IS_COVER (self));

  self->whole = whole;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
