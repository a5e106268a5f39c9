/* gesso-edit-mask.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-rect.h"
#include "image/gesso-image.h"
#include "model/gesso-size.h"
#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

/* Paint up to this, of 255, does not count as painted. */
#define GESSO_EDIT_MASK_THRESHOLD 8

/**
 * GessoPainted:
 * @mask: (nullable): a GRAY8 picture of the base's size; %NULL when only the margins may change
 * @width: the base's width in pixels
 * @height: the base's height in pixels
 * @margins: by how much the base is extended; all of that may change
 *
 * What may change on a canvas: a plain value that borrows its mask.
 */
typedef struct
{
  GessoImage   *mask;
  int           width;
  int           height;
  GessoMargins  margins;
} GessoPainted;

/**
 * GessoMaskKind:
 * @GESSO_MASK_KIND_FIND_OUT: whichever of the others the picture is
 * @GESSO_MASK_KIND_WHITE: white may change
 * @GESSO_MASK_KIND_TRANSPARENT: what is transparent may change
 *
 * What marks the region in a picture file that is used as a mask.
 */
typedef enum
{
  GESSO_MASK_KIND_FIND_OUT,
  GESSO_MASK_KIND_WHITE,
  GESSO_MASK_KIND_TRANSPARENT,
} GessoMaskKind;

GessoImage *gesso_edit_mask_from_image   (GessoImage          *image,
                                          GessoMaskKind        kind,
                                          GessoMaskKind       *out_kind,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    gesso_edit_mask_get_bounds   (const GessoPainted  *painted,
                                          int                  grow,
                                          GessoRect           *out_bounds);
GArray     *gesso_edit_mask_find_regions (const GessoPainted  *painted,
                                          int                  grow) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_edit_mask_make_edit    (const GessoPainted  *painted,
                                          const GessoRect     *rect,
                                          const GessoSize     *sent,
                                          int                  grow,
                                          GCancellable        *cancellable,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_edit_mask_make_blend   (const GessoPainted  *painted,
                                          const GessoRect     *rect,
                                          int                  feather,
                                          gboolean             outward,
                                          GCancellable        *cancellable,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *gesso_edit_mask_encode       (GessoImage          *mask,
                                          GCancellable        *cancellable,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
