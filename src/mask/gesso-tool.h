/* gesso-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask-document.h"
#include "mask/gesso-path.h"

G_BEGIN_DECLS

/**
 * GessoToolModifiers:
 * @GESSO_TOOL_SHIFT: Shift is held
 * @GESSO_TOOL_CONTROL: Ctrl is held
 * @GESSO_TOOL_ALT: Alt is held
 * @GESSO_TOOL_SPACE: the space bar is held
 * @GESSO_TOOL_ERASE: the right button, or the eraser's end of a pen
 *
 * What is held while the pointer moves; may change during a drag.
 */
typedef enum
{
  GESSO_TOOL_SHIFT = 1 << 0,
  GESSO_TOOL_CONTROL = 1 << 1,
  GESSO_TOOL_ALT = 1 << 2,
  GESSO_TOOL_SPACE = 1 << 3,
  GESSO_TOOL_ERASE = 1 << 4,
} GessoToolModifiers;

/**
 * GessoToolMode:
 * @GESSO_TOOL_ADD: what is drawn is added to the mask
 * @GESSO_TOOL_SUBTRACT: it is taken away
 * @GESSO_TOOL_REPLACE: it becomes the mask
 *
 * What a shape does, unless a modifier says otherwise.
 */
typedef enum
{
  GESSO_TOOL_ADD,
  GESSO_TOOL_SUBTRACT,
  GESSO_TOOL_REPLACE,
} GessoToolMode;

/**
 * GessoToolEvent:
 * @x: in pixels of the picture; a pixel's centre lies at its number plus one half
 * @y: likewise; may lie outside the picture
 * @pressure: 0 to 1; 1 where nothing measures it
 * @time_us: when, in microseconds from any start
 * @modifiers: what is held
 *
 * Where the pointer is: a plain value.
 */
typedef struct
{
  double             x;
  double             y;
  double             pressure;
  gint64             time_us;
  GessoToolModifiers modifiers;
} GessoToolEvent;

#define GESSO_TYPE_TOOL (gesso_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (GessoTool, gesso_tool, GESSO, TOOL, GObject)

/**
 * GessoToolClass:
 * @begin: the button goes down (required)
 * @move: the pointer has moved with the button down, through all these places
 * @end: the button goes up
 * @hover: the pointer has moved without a button
 * @finish: Enter or a double click: what is being drawn is complete
 * @step_back: Backspace: the last point goes; %FALSE if there is none
 * @cancel: Escape: nothing of this happened
 * @is_active: something is being drawn, or is being worked out
 *
 * What a tool can be told. Defaults do nothing; those of @cancel and @is_active know of what is
 * being worked out, and are called by the others.
 */
struct _GessoToolClass
{
  GObjectClass parent_class;

  void     (*begin)     (GessoTool             *self,
                         const GessoToolEvent  *event);
  void     (*move)      (GessoTool             *self,
                         const GessoToolEvent  *events,
                         guint                  n_events);
  void     (*end)       (GessoTool             *self,
                         const GessoToolEvent  *event);
  void     (*hover)     (GessoTool             *self,
                         const GessoToolEvent  *event);
  void     (*finish)    (GessoTool             *self);
  gboolean (*step_back) (GessoTool             *self);
  void     (*cancel)    (GessoTool             *self);
  gboolean (*is_active) (GessoTool             *self);
};

GessoMaskDocument *gesso_tool_get_document  (GessoTool             *self);
void               gesso_tool_set_document  (GessoTool             *self,
                                             GessoMaskDocument     *document);
GessoToolMode      gesso_tool_get_mode      (GessoTool             *self);
void               gesso_tool_set_mode      (GessoTool             *self,
                                             GessoToolMode          mode);
const char        *gesso_tool_get_label     (GessoTool             *self);
void               gesso_tool_set_label     (GessoTool             *self,
                                             const char            *label);

void               gesso_tool_begin         (GessoTool             *self,
                                             const GessoToolEvent  *event);
void               gesso_tool_move          (GessoTool             *self,
                                             const GessoToolEvent  *events,
                                             guint                  n_events);
void               gesso_tool_end           (GessoTool             *self,
                                             const GessoToolEvent  *event);
void               gesso_tool_hover         (GessoTool             *self,
                                             const GessoToolEvent  *event);
void               gesso_tool_finish        (GessoTool             *self);
gboolean           gesso_tool_step_back     (GessoTool             *self);
void               gesso_tool_cancel        (GessoTool             *self);
gboolean           gesso_tool_is_active     (GessoTool             *self);
gboolean           gesso_tool_is_working    (GessoTool             *self);

/* What is to be drawn over the picture while the tool is used. */
const GessoPath   *gesso_tool_get_outline   (GessoTool             *self);

G_END_DECLS
