/* gesso-dab.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

/**
 * GessoDab:
 * @rect: where it lies, in the mask's pixels; may reach outside
 * @pixels: its coverage, valid until the next call on the cache it came from
 * @stride: bytes from one row to the next
 *
 * One print of a round brush: a plain value. What it is says nothing of how it is blended.
 */
typedef struct
{
  GessoRect     rect;
  const guint8 *pixels;
  gsize         stride;
} GessoDab;

/**
 * GessoDabBlend:
 * @GESSO_DAB_MAX: coverage becomes at least the dab's; many dabs never exceed their opacity
 * @GESSO_DAB_PAINT: the dab is laid over; many dabs build up
 * @GESSO_DAB_ERASE: coverage becomes at most 255 less the dab's
 *
 * What a dab does to the mask.
 */
typedef enum
{
  GESSO_DAB_MAX,
  GESSO_DAB_PAINT,
  GESSO_DAB_ERASE,
} GessoDabBlend;

typedef struct _GessoDabCache GessoDabCache;

GessoDabCache *gesso_dab_cache_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_dab_cache_free  (GessoDabCache   *self);
void           gesso_dab_cache_get   (GessoDabCache   *self,
                                      double           x,
                                      double           y,
                                      double           radius,
                                      double           hardness,
                                      double           opacity,
                                      GessoDab        *out_dab);

GessoRect      gesso_dab_blend       (const GessoDab  *self,
                                      GessoDabBlend    blend,
                                      GessoMask       *mask);
GessoRect      gesso_dab_blend_flat  (const GessoDab  *self,
                                      GessoDabBlend    blend,
                                      int              width,
                                      int              height,
                                      gsize            stride,
                                      guint8          *pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDabCache, gesso_dab_cache_free)

G_END_DECLS
