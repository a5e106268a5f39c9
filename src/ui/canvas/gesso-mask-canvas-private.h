/* gesso-mask-canvas-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"
#include "ui/canvas/gesso-canvas-tiles.h"
#include "ui/canvas/gesso-extension.h"
#include "ui/canvas/gesso-mask-canvas.h"
#include "ui/view/gesso-pan-zoom.h"

G_BEGIN_DECLS

/* The bar of tools above. */
#define CANVAS_HEAD_PX 64

/* What the pressed button is for. */
typedef enum
{
  CANVAS_HOLD_NONE,
  CANVAS_HOLD_TOOL,
  CANVAS_HOLD_PAN,
  CANVAS_HOLD_ADJUST,  /* size and hardness of the brush */
  CANVAS_HOLD_CONTEXT, /* what is sent */
  CANVAS_HOLD_EXTEND,  /* an edge of the extended picture */
  CANVAS_HOLD_QUEUED,  /* the tool, as soon as it has done what was drawn before */
} CanvasHold;

struct _GessoMaskCanvas
{
  GtkWidget parent_instance;

  GessoMaskSetup *setup;       /* (owned) */
  GessoMaskDocument *document; /* (owned) (nullable) */
  GessoImage *image;           /* (owned) (nullable): for selecting by colour */
  GessoCanvasTiles *tiles;     /* (owned) */
  GessoWorker *worker;         /* (owned) (nullable) */
  gboolean has_picture;
  GessoPanZoom *pan_zoom;  /* (owned) */
  GessoViewport *viewport; /* (unowned): theirs */

  /* The pointer, in view units */
  double pointer_x;
  double pointer_y;
  gboolean pointer_inside;
  gboolean space;
  CanvasHold hold;
  guint button;
  double hold_x;
  double hold_y;
  double hold_size;
  double hold_hardness;

  /* The tool */
  GessoTool *tools[GESSO_MASK_N_TOOLS]; /* (owned) (nullable): made when first used */
  GessoTool *working;                   /* (unowned) (nullable): one of them, with a button down */
  gboolean was_painting;
  gboolean adding; /* what the tool draws becomes part of the mask */
  gint64 press_time_us;
  GArray *queue; /* (owned): what waits for a path to be filled */
  GessoMaskTool queued_tool;
  gboolean replaying;
  guint replay_id; /* (owned): an idle source */

  /* What is sent, in picture pixels */
  GessoRect context;    /* empty: nothing */
  GessoRect wish;       /* empty: as it is found */
  char *context_words;  /* (owned) (nullable) */
  GArray *parts;        /* (owned) (nullable) (element-type GessoRect): sent instead */
  GessoRect hold_context;
  guint handle;         /* edges that are held, of this or of the extension */
  GessoRect painted;    /* what the mask marks, as far as known; grows during a stroke */

  /* By how much the picture is extended */
  GessoExtension *extension; /* (owned) */
  GessoMargins hold_margins;
  guint stepped_edges; /* what the last number moved; 0 when something else came since */
  gint64 stepped_us;

  /* The cursor that is moved by keys, in picture pixels */
  gboolean cursor_shown;
  gboolean cursor_down;
  double cursor_x;
  double cursor_y;
  guint speak_id; /* (owned): an idle source */
};

/* Core. */
void     _gesso_mask_canvas_view_changed  (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_notify        (GessoMaskCanvas        *self,
                                           const char             *property);
void     _gesso_mask_canvas_say_extent    (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_to_image      (GessoMaskCanvas        *self,
                                           double                  x,
                                           double                  y,
                                           double                 *out_x,
                                           double                 *out_y);
void     _gesso_mask_canvas_to_view       (GessoMaskCanvas        *self,
                                           double                  x,
                                           double                  y,
                                           double                 *out_x,
                                           double                 *out_y);

/* Render. */
void     _gesso_mask_canvas_snapshot      (GtkWidget              *widget,
                                           GtkSnapshot            *snapshot);

/* What is sent. */
void     _gesso_mask_canvas_snapshot_context (GessoMaskCanvas     *self,
                                              GtkSnapshot         *snapshot);
gboolean _gesso_mask_canvas_grab_context  (GessoMaskCanvas        *self,
                                           double                  x,
                                           double                  y);
void     _gesso_mask_canvas_drag_context  (GessoMaskCanvas        *self,
                                           double                  x,
                                           double                  y);
void     _gesso_mask_canvas_wish_context  (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_grow_painted  (GessoMaskCanvas        *self,
                                           const GessoRect        *touched);
void     _gesso_mask_canvas_find_painted  (GessoMaskCanvas        *self);

/* The extension. */
void     _gesso_mask_canvas_snapshot_extension (GessoMaskCanvas   *self,
                                                GtkSnapshot       *snapshot);
gboolean _gesso_mask_canvas_grab_extension (GessoMaskCanvas       *self,
                                            double                 x,
                                            double                 y);
void     _gesso_mask_canvas_drag_extension (GessoMaskCanvas       *self,
                                            double                 x,
                                            double                 y,
                                            GdkModifierType        state);
void     _gesso_mask_canvas_extension_changed (GessoMaskCanvas    *self);
void     _gesso_mask_canvas_extended      (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_end_extending (GessoMaskCanvas        *self);
gboolean _gesso_mask_canvas_cancel_extending (GessoMaskCanvas     *self);
void     _gesso_mask_canvas_commit_frame  (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_follow_frame  (GessoMaskCanvas        *self);
const char *_gesso_mask_canvas_find_extension_cursor (GessoMaskCanvas *self,
                                                      double           x,
                                                      double           y);

/* Input. */
void     _gesso_mask_canvas_add_input     (GessoMaskCanvas        *self);

/* Tools. */
GessoTool *_gesso_mask_canvas_get_tool    (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_tool_begin    (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *event);
void     _gesso_mask_canvas_tool_move     (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *events,
                                           guint                   n_events);
void     _gesso_mask_canvas_tool_end      (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *event);
void     _gesso_mask_canvas_tool_finish   (GessoMaskCanvas        *self);
gboolean _gesso_mask_canvas_tool_back     (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_tool_noticed  (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_tools_clear   (GessoMaskCanvas        *self);
GessoMaskTool _gesso_mask_canvas_find_tool (GessoMaskCanvas       *self);
void     _gesso_mask_canvas_drop_drawing   (GessoMaskCanvas        *self);

/* What waits. */
void     _gesso_mask_canvas_queue_init    (GessoMaskCanvas        *self);
gboolean _gesso_mask_canvas_queue_drop    (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_queue_prepare (GessoMaskCanvas        *self);
gboolean _gesso_mask_canvas_queue_press   (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *event);
void     _gesso_mask_canvas_queue_moves   (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *events,
                                           guint                   n_events);
void     _gesso_mask_canvas_queue_release (GessoMaskCanvas        *self,
                                           const GessoCanvasEvent *event);
void     _gesso_mask_canvas_replay_later  (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_catch_up      (GessoMaskCanvas        *self);

/* Keyboard and speech. */
void     _gesso_mask_canvas_install_keys  (GtkWidgetClass         *widget_class);
void     _gesso_mask_canvas_hide_cursor   (GessoMaskCanvas        *self);
void     _gesso_mask_canvas_speak_later   (GessoMaskCanvas        *self);
char    *_gesso_mask_canvas_describe      (GessoMaskCanvas        *self);

G_END_DECLS
