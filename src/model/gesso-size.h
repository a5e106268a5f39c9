/* gesso-size.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_SIZE (gesso_size_get_type ())

/**
 * GessoSize:
 * @width: in pixels; 0 together with @height 0 means that the service chooses ("auto")
 * @height: in pixels
 *
 * A plain value, passed by pointer or copied by assignment.
 */
typedef struct
{
  int width;
  int height;
} GessoSize;

#define GESSO_SIZE_AUTO ((GessoSize) { 0, 0 })

GType     gesso_size_get_type   (void) G_GNUC_CONST;
gboolean  gesso_size_parse      (const char      *text,
                                 GessoSize       *out_size);
char     *gesso_size_to_string  (const GessoSize *self);
gboolean  gesso_size_is_auto    (const GessoSize *self);
gboolean  gesso_size_equal      (const GessoSize *a,
                                 const GessoSize *b);
gint64    gesso_size_get_pixels (const GessoSize *self);
GessoSize gesso_size_swap       (const GessoSize *self);

G_END_DECLS
