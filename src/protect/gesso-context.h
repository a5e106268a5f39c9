/* gesso-context.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"
#include "model/gesso-size-rule.h"

G_BEGIN_DECLS

/**
 * GessoContext:
 * @rect: the part of the canvas that is sent; reaches over the canvas only where that is narrower
 *   than what can be sent, and then is padded there and cut off again
 * @sent: a legal size, in which that part is sent and asked for
 * @scale: pixels sent per pixel of the canvas; 1.0 is native scale
 *
 * What a model is shown of a picture. A plain value.
 */
typedef struct
{
  GessoRect rect;
  GessoSize sent;
  double    scale;
} GessoContext;

gboolean  gesso_context_find      (const GessoSizeRule  *rule,
                                   int                   width,
                                   int                   height,
                                   const GessoRect      *bounds,
                                   GessoContext         *out_context);
gboolean  gesso_context_fit       (const GessoSizeRule  *rule,
                                   int                   width,
                                   int                   height,
                                   const GessoRect      *wish,
                                   const GessoRect      *bounds,
                                   GessoContext         *out_context);
gboolean  gesso_context_is_native (const GessoContext   *self);
GArray   *gesso_context_split     (const GessoSizeRule  *rule,
                                   int                   width,
                                   int                   height,
                                   const GessoRect      *regions,
                                   guint                 n_regions,
                                   GessoContext         *out_joined) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
