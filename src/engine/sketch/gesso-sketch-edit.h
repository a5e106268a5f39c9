/* gesso-sketch-edit.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/sketch/gesso-sketch-draw.h"
#include "image/gesso-image.h"

G_BEGIN_DECLS

/**
 * GessoSketchEditError:
 * @GESSO_SKETCH_EDIT_ERROR_UNSUPPORTED: no verb of the instruction is known; the message names
 *   those that are
 * @GESSO_SKETCH_EDIT_ERROR_MASK: the verb works on a marked place, and none is marked
 * @GESSO_SKETCH_EDIT_ERROR_PICTURE: the instruction speaks of a picture that did not come
 * @GESSO_SKETCH_EDIT_ERROR_VALUE: a verb is known, but not what it should do
 */
typedef enum
{
  GESSO_SKETCH_EDIT_ERROR_UNSUPPORTED,
  GESSO_SKETCH_EDIT_ERROR_MASK,
  GESSO_SKETCH_EDIT_ERROR_PICTURE,
  GESSO_SKETCH_EDIT_ERROR_VALUE,
} GessoSketchEditError;

#define GESSO_SKETCH_EDIT_ERROR (gesso_sketch_edit_error_quark ())
GQuark gesso_sketch_edit_error_quark (void);

/* An edit to be made: a plain value that borrows all it points to. */
typedef struct
{
  const char            *prompt;       /* valid UTF-8 */
  GPtrArray             *pictures;     /* (element-type GessoImage): RGBA8, the base first */
  GessoImage            *mask;         /* (nullable): GRAY8, as large as the base; 255 = edit */
  int                    width;        /* of the result; 0 with height 0: that of the base */
  int                    height;
  GessoSketchBackground  background;
  GessoSketchQuality     quality;
  guint64                seed;
  guint                  index;        /* which of the pictures of one request */
  guint                  n_previews;
} GessoSketchEdit;

GessoSketchResult *gesso_sketch_edit (const GessoSketchEdit   *edit,
                                      GessoSketchPreviewFunc   preview,
                                      gpointer                 user_data,
                                      GCancellable            *cancellable,
                                      GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
