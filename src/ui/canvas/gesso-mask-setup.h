/* gesso-mask-setup.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mask/gesso-stroke.h"
#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

/**
 * GessoMaskTool:
 * @GESSO_MASK_TOOL_BRUSH: paints
 * @GESSO_MASK_TOOL_ERASER: the same, taking away
 * @GESSO_MASK_TOOL_RECTANGLE: a rectangle
 * @GESSO_MASK_TOOL_ELLIPSE: an ellipse
 * @GESSO_MASK_TOOL_LASSO: what a drawn line encloses
 * @GESSO_MASK_TOOL_POLYGON: what clicked corners enclose
 * @GESSO_MASK_TOOL_FILL: what is enclosed by paint, or the gap in it
 * @GESSO_MASK_TOOL_COLOR: what looks like the clicked pixel
 * @GESSO_MASK_TOOL_MOVE: moves what is painted
 *
 * What the pointer does on the canvas.
 */
typedef enum
{
  GESSO_MASK_TOOL_BRUSH,
  GESSO_MASK_TOOL_ERASER,
  GESSO_MASK_TOOL_RECTANGLE,
  GESSO_MASK_TOOL_ELLIPSE,
  GESSO_MASK_TOOL_LASSO,
  GESSO_MASK_TOOL_POLYGON,
  GESSO_MASK_TOOL_FILL,
  GESSO_MASK_TOOL_COLOR,
  GESSO_MASK_TOOL_MOVE,
} GessoMaskTool;

#define GESSO_MASK_N_TOOLS (GESSO_MASK_TOOL_MOVE + 1)

#define GESSO_TYPE_MASK_TOOL (gesso_mask_tool_get_type ())
GType gesso_mask_tool_get_type (void) G_GNUC_CONST;

#define GESSO_TYPE_MASK_SETUP (gesso_mask_setup_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskSetup, gesso_mask_setup, GESSO, MASK_SETUP, GObject)

GessoMaskSetup *gesso_mask_setup_new              (void) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_mask_setup_remember         (GessoMaskSetup *self,
                                                   GSettings      *settings);

GessoMaskTool   gesso_mask_setup_get_tool         (GessoMaskSetup *self);
void            gesso_mask_setup_set_tool         (GessoMaskSetup *self,
                                                   GessoMaskTool   tool);
void            gesso_mask_setup_get_brush        (GessoMaskSetup *self,
                                                   GessoBrush     *out_brush);
void            gesso_mask_setup_set_size         (GessoMaskSetup *self,
                                                   double          size);
void            gesso_mask_setup_set_hardness     (GessoMaskSetup *self,
                                                   double          hardness);
int             gesso_mask_setup_get_tolerance    (GessoMaskSetup *self);
gboolean        gesso_mask_setup_get_contiguous   (GessoMaskSetup *self);
guint32         gesso_mask_setup_get_color        (GessoMaskSetup *self);
double          gesso_mask_setup_get_opacity      (GessoMaskSetup *self);
gboolean        gesso_mask_setup_get_alone        (GessoMaskSetup *self);
gboolean        gesso_mask_setup_get_quick        (GessoMaskSetup *self);
void            gesso_mask_setup_get_stitch       (GessoMaskSetup     *self,
                                                   GessoStitchOptions *out_options);

G_END_DECLS
