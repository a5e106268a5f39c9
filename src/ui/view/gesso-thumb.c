/* gesso-thumb.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoThumb: a node's small picture, covering a rectangle of fixed size. It asks the thumbnails
 * when it has a node and forgets the question when the node changes, so it can be recycled by
 * lists. A node that is not loaded yet is waited for. Until the picture is there it shows what it
 * was given in its stead, as the last preview of the job that made the node, or a sign.
 */

#include "config.h"

#include "ui/view/gesso-thumb.h"

#include "ui/support/gesso-cover.h"
#include "ui/support/gesso-texture.h"

struct _GessoThumb
{
  GtkWidget parent_instance;

  GessoThumbnails *thumbnails; /* (owned) (nullable) */
  GessoNode *node;             /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable): what is under way */
  char *digest;                /* (owned) (nullable): of the picture shown or asked for */
  GdkTexture *stand_in;        /* (owned) (nullable) */
  GtkWidget *picture;          /* (owned): our children */
  GtkWidget *sign;             /* (owned) */
  int box;
};

G_DEFINE_FINAL_TYPE (GessoThumb, gesso_thumb, GTK_TYPE_WIDGET)

static void
forget (GessoThumb *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_texture (GessoThumb *self,
              GdkTexture *texture)
{
  gesso_cover_set_texture (GESSO_COVER (self->picture), texture);
  gtk_widget_set_visible (self->sign, texture == NULL);
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
  GessoThumb *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (image == NULL)
    {
      g_debug ("No thumbnail: %s", error->message);
      return;
    }

  texture = gesso_texture_new (image);
  show_texture (self, texture);
}

static void
ask (GessoThumb *self)
{
  const char *digest = self->node != NULL && gesso_node_is_loaded (self->node)
                           ? gesso_node_get_digest (self->node)
                           : NULL;

  if (g_strcmp0 (digest, self->digest) == 0)
    return;

  forget (self);
  g_free (self->digest);
  self->digest = g_strdup (digest);
  show_texture (self, self->stand_in);
  if (digest == NULL || self->thumbnails == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gesso_thumbnails_get_async (self->thumbnails, digest,
                              self->box * gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                              GESSO_WORKER_PRIORITY_INTERACTIVE, self->cancellable, got_cb, self);
}

static void
gesso_thumb_dispose (GObject *object)
{
  GessoThumb *self = GESSO_THUMB (object);

  forget (self);
  if (self->node != NULL)
    g_signal_handlers_disconnect_by_data (self->node, self);
  g_clear_object (&self->node);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->stand_in);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->sign, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_thumb_parent_class)->dispose (object);
}

static void
gesso_thumb_finalize (GObject *object)
{
  g_free (GESSO_THUMB (object)->digest);

  G_OBJECT_CLASS (gesso_thumb_parent_class)->finalize (object);
}

static void
gesso_thumb_class_init (GessoThumbClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_thumb_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_thumb_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gesso_thumb_init (GessoThumb *self)
{
  self->picture = gesso_cover_new ();
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  self->sign = gtk_image_new_from_icon_name ("image-x-generic-symbolic");
  gtk_widget_add_css_class (self->sign, "dim-label");
  gtk_widget_set_parent (self->sign, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * gesso_thumb_new:
 * @thumbnails: (nullable): where small pictures come from
 * @width: of the rectangle
 * @height: of the rectangle
 *
 * Returns: a thumb without a node
 */
GtkWidget *
gesso_thumb_new (GessoThumbnails *thumbnails,
                 int              width,
                 int              height)
{
  GessoThumb *self = g_object_new (GESSO_TYPE_THUMB, NULL);

  g_set_object (&self->thumbnails, thumbnails);
  self->box = MAX (width, height);
  gtk_widget_set_size_request (GTK_WIDGET (self), width, height);
  return GTK_WIDGET (self);
}

/**
 * gesso_thumb_set_node:
 * @self: a thumb
 * @node: (nullable): whose picture to show
 */
void
gesso_thumb_set_node (GessoThumb *self,
                      GessoNode  *node)
{
  g_return_if_fail (GESSO_IS_THUMB (self));

  if (self->node == node)
    return;

  if (self->node != NULL)
    g_signal_handlers_disconnect_by_data (self->node, self);
  g_set_object (&self->node, node);
  if (node != NULL)
    g_signal_connect_object (node, "notify", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
}

/**
 * gesso_thumb_get_node:
 * @self: a thumb
 *
 * Returns: (transfer none) (nullable): whose picture is shown
 */
GessoNode *
gesso_thumb_get_node (GessoThumb *self)
{
  g_return_val_if_fail (GESSO_IS_THUMB (self), NULL);

  return self->node;
}

/**
 * gesso_thumb_set_stand_in:
 * @self: a thumb
 * @texture: (nullable): what to show until the node's own picture is there
 */
void
gesso_thumb_set_stand_in (GessoThumb *self,
                          GdkTexture *texture)
{
  g_return_if_fail (GESSO_IS_THUMB (self));

  g_set_object (&self->stand_in, texture);
  if (gesso_cover_get_texture (GESSO_COVER (self->picture)) == NULL)
    show_texture (self, texture);
}

/**
 * gesso_thumb_get_width:
 * @width: of a picture, in pixels
 * @height: of it
 * @thumb_height: of the thumb
 *
 * Returns: how wide a thumb of that height is that shows the whole picture, between two thirds of
 *   its height and twice its height; pictures beyond that are cut
 */
int
gesso_thumb_get_width (int width,
                       int height,
                       int thumb_height)
{
  if (width <= 0 || height <= 0)
    return thumb_height;

  return CLAMP ((int) ((double) thumb_height * width / height + 0.5), thumb_height * 2 / 3,
                thumb_height * 2);
}
