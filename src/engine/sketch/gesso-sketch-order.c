/* gesso-sketch-order.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchOrder: everything that decides how a drawing looks. Two orders with equal fields
 * give equal bytes on one machine. It is a plain value owned by whoever made it; the drawing only
 * reads it, so one order may be drawn by several threads at once as long as nobody changes it. */

#include "config.h"

#include "engine/sketch/gesso-sketch-order.h"

#include <string.h>

static guint64
hash_bytes (guint64       hash,
            const guint8 *data,
            gsize         length)
{
  /* FNV-1a, 64 bit. */
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ data[i]) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

/**
 * gesso_sketch_order_new:
 * @prompt: (nullable): the words, copied
 * @width: in pixels
 * @height: in pixels
 *
 * Makes an order with background and quality left to the engine and a derived seed.
 *
 * Returns: (transfer full): the order
 */
GessoSketchOrder *
gesso_sketch_order_new (const char *prompt,
                        int         width,
                        int         height)
{
  GessoSketchOrder *self = g_new0 (GessoSketchOrder, 1);

  self->prompt = g_strdup (prompt);
  self->width = width;
  self->height = height;

  return self;
}

/**
 * gesso_sketch_order_copy:
 * @self: an order
 *
 * Copies the order; the reference pictures are shared, since they never change.
 *
 * Returns: (transfer full): the copy
 */
GessoSketchOrder *
gesso_sketch_order_copy (const GessoSketchOrder *self)
{
  GessoSketchOrder *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (GessoSketchOrder, 1);
  *copy = *self;
  copy->prompt = g_strdup (self->prompt);
  copy->references = NULL;
  for (guint i = 0; self->references != NULL && i < self->references->len; i++)
    gesso_sketch_order_add_reference (copy, g_ptr_array_index (self->references, i));

  return copy;
}

/**
 * gesso_sketch_order_free:
 * @self: (nullable) (transfer full): an order
 */
void
gesso_sketch_order_free (GessoSketchOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->prompt);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_free (self);
}

/**
 * gesso_sketch_order_add_reference:
 * @self: an order
 * @image: a picture in RGBA8 to be placed into the drawing
 *
 * Adds a reference. Beyond %GESSO_SKETCH_MAX_REFERENCES it does nothing.
 */
void
gesso_sketch_order_add_reference (GessoSketchOrder *self,
                                  GessoImage       *image)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (image != NULL);

  if (self->references == NULL)
    self->references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_image_unref);
  if (self->references->len < GESSO_SKETCH_MAX_REFERENCES)
    g_ptr_array_add (self->references, gesso_image_ref (image));
}

/**
 * gesso_sketch_order_get_seed:
 * @self: an order
 *
 * The seed given, or one derived from prompt, size, background and the sizes of the references.
 * Quality is left out on purpose: the same request in a better quality is the same composition.
 * The index is mixed in only when drawing, so all pictures of a request report one seed.
 *
 * Returns: the seed
 */
guint64
gesso_sketch_order_get_seed (const GessoSketchOrder *self)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  gint32 fields[3];

  g_return_val_if_fail (self != NULL, 0);

  if (self->has_seed)
    return self->seed;

  if (self->prompt != NULL)
    hash = hash_bytes (hash, (const guint8 *) self->prompt, strlen (self->prompt));
  fields[0] = self->width;
  fields[1] = self->height;
  fields[2] = self->background;
  hash = hash_bytes (hash, (const guint8 *) fields, sizeof fields);
  for (guint i = 0; self->references != NULL && i < self->references->len; i++)
    {
      GessoImage *image = g_ptr_array_index (self->references, i);

      fields[0] = gesso_image_get_width (image);
      fields[1] = gesso_image_get_height (image);
      fields[2] = (gint32) i;
      hash = hash_bytes (hash, (const guint8 *) fields, sizeof fields);
    }

  /* 53 bits survive a trip through a JSON number. */
  return hash & ((G_GUINT64_CONSTANT (1) << 53) - 1);
}
