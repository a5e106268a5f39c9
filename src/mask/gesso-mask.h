/* gesso-mask.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"
#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK (gesso_mask_get_type ())
typedef struct _GessoMask GessoMask;

/* Side of a tile in pixels, and the bytes from one of its rows to the next. */
#define GESSO_MASK_TILE     128
#define GESSO_MASK_MAX_SIDE 65535

GType          gesso_mask_get_type        (void) G_GNUC_CONST;
GessoMask     *gesso_mask_new             (int               width,
                                           int               height) G_GNUC_WARN_UNUSED_RESULT;
GessoMask     *gesso_mask_new_from_image  (GessoImage       *image) G_GNUC_WARN_UNUSED_RESULT;
GessoMask     *gesso_mask_copy            (GessoMask        *self) G_GNUC_WARN_UNUSED_RESULT;
GessoMask     *gesso_mask_snapshot        (GessoMask        *self) G_GNUC_WARN_UNUSED_RESULT;
GessoMask     *gesso_mask_ref             (GessoMask        *self);
void           gesso_mask_unref           (GessoMask        *self);

int            gesso_mask_get_width       (const GessoMask  *self);
int            gesso_mask_get_height      (const GessoMask  *self);
GessoRect      gesso_mask_get_extents     (const GessoMask  *self);
gboolean       gesso_mask_is_frozen       (const GessoMask  *self);
guint64        gesso_mask_get_generation  (const GessoMask  *self);

/* Tiles: column 0 to n_columns - 1, row 0 to n_rows - 1. */
int            gesso_mask_get_n_columns   (const GessoMask  *self);
int            gesso_mask_get_n_rows      (const GessoMask  *self);
GessoRect      gesso_mask_get_tile_rect   (const GessoMask  *self,
                                           int               column,
                                           int               row);
const guint8  *gesso_mask_peek_tile       (const GessoMask  *self,
                                           int               column,
                                           int               row);
gboolean       gesso_mask_is_tile_full    (const GessoMask  *self,
                                           int               column,
                                           int               row);

/* Reading; what lies outside reads as 0. */
guint8         gesso_mask_get_pixel       (const GessoMask  *self,
                                           int               x,
                                           int               y);
void           gesso_mask_get_row         (const GessoMask  *self,
                                           int               x,
                                           int               y,
                                           int               width,
                                           guint8           *out_pixels);
void           gesso_mask_get_rect        (const GessoMask  *self,
                                           const GessoRect  *rect,
                                           guint8           *out_pixels,
                                           gsize             stride);
GessoImage    *gesso_mask_to_image        (const GessoMask  *self,
                                           const GessoRect  *rect,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is painted. */
gboolean       gesso_mask_is_empty        (const GessoMask  *self);
gboolean       gesso_mask_get_bounds      (const GessoMask  *self,
                                           guint8            threshold,
                                           GessoRect        *out_bounds);
void           gesso_mask_grow_bounds     (const GessoMask  *self,
                                           guint8            threshold,
                                           const GessoRect  *touched,
                                           GessoRect        *bounds);
guint64        gesso_mask_count           (const GessoMask  *self,
                                           guint8            threshold);
gboolean       gesso_mask_equal           (const GessoMask  *a,
                                           const GessoMask  *b);
GessoRect      gesso_mask_find_changes    (const GessoMask  *a,
                                           const GessoMask  *b);
gsize          gesso_mask_get_memory      (const GessoMask  *self);

/* Writing, not on a snapshot; what lies outside is dropped. */
void           gesso_mask_put_row         (GessoMask        *self,
                                           int               x,
                                           int               y,
                                           int               width,
                                           const guint8     *pixels);
void           gesso_mask_put_rect        (GessoMask        *self,
                                           const GessoRect  *rect,
                                           const guint8     *pixels,
                                           gsize             stride);
void           gesso_mask_fill_rect       (GessoMask        *self,
                                           const GessoRect  *rect,
                                           guint8            value);
void           gesso_mask_copy_rect       (GessoMask        *self,
                                           const GessoMask  *from,
                                           const GessoRect  *rect);
void           gesso_mask_tidy            (GessoMask        *self,
                                           const GessoRect  *rect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMask, gesso_mask_unref)

G_END_DECLS
