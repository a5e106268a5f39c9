/* gesso-mask-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-dab.h"
#include "mask/gesso-mask.h"

G_BEGIN_DECLS

#define TILE_BYTES (GESSO_MASK_TILE * GESSO_MASK_TILE)

/* A square of pixels that masks share. It is written only while one mask alone holds it. What a
 * tile on the right or lower edge has beyond the mask's border means nothing. */
typedef struct
{
  gatomicrefcount ref_count;
  guint8          pixels[TILE_BYTES];
} GessoMaskTile;

struct _GessoMask
{
  gatomicrefcount ref_count;
  int width;
  int height;
  int n_columns;
  int n_rows;
  gboolean frozen;
  guint64 generation;
  GessoMaskTile **tiles; /* (owned): NULL is all 0 */
  GessoMask *snapshot;   /* (owned) (nullable): the last one, as long as nothing has changed */
};

GessoMaskTile  *_gesso_mask_tile_new        (void) G_GNUC_WARN_UNUSED_RESULT;
GessoMaskTile  *_gesso_mask_tile_get_full   (void);
GessoMaskTile  *_gesso_mask_tile_ref        (GessoMaskTile   *self);
void            _gesso_mask_tile_unref      (GessoMaskTile   *self);
gboolean        _gesso_mask_tile_is_shared  (GessoMaskTile   *self);

/* Tiles by their number: row * n_columns + column. NULL is all 0, and the full tile is all 255. */
int             _gesso_mask_get_n_tiles     (const GessoMask *self);
GessoMaskTile  *_gesso_mask_get_tile        (const GessoMask *self,
                                             int              number);
void            _gesso_mask_take_tile       (GessoMask       *self,
                                             int              number,
                                             GessoMaskTile   *tile);
guint8         *_gesso_mask_write_tile      (GessoMask       *self,
                                             int              column,
                                             int              row);
void            _gesso_mask_invert          (GessoMask       *self);
void            _gesso_mask_mark_changed    (GessoMask       *self);
gboolean        _gesso_mask_same_tile       (const GessoMask *self,
                                             int              number,
                                             const guint8    *a,
                                             const guint8    *b);

void            _gesso_dab_blend_row        (GessoDabBlend    blend,
                                             guint8          *to,
                                             const guint8    *from,
                                             int              n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMaskTile, _gesso_mask_tile_unref)

G_END_DECLS
