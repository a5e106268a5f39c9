/* gesso-texture.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-texture.h"

/**
 * gesso_texture_new:
 * @image: a picture with colours, in 8 or 16 bits
 *
 * The only place that makes textures from pictures. The pixels are shared, not copied.
 *
 * Returns: (transfer full): the picture for the screen
 */
GdkTexture *
gesso_texture_new (GessoImage *image)
{
  GdkMemoryFormat format = gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA16
                               ? GDK_MEMORY_R16G16B16A16
                               : GDK_MEMORY_R8G8B8A8;

  g_return_val_if_fail (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_GRAY8, NULL);

  return gdk_memory_texture_new (gesso_image_get_width (image), gesso_image_get_height (image),
                                 format, gesso_image_get_bytes (image),
                                 gesso_image_get_stride (image));
}
