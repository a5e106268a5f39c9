/* gesso-mask-editor-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-mask-keeper.h"
#include "ui/canvas/gesso-extension-panel.h"
#include "ui/canvas/gesso-mask-bar.h"
#include "ui/canvas/gesso-mask-editor.h"

G_BEGIN_DECLS

struct _GessoMaskEditor
{
  GtkWidget parent_instance;

  GessoStudio *studio;         /* (owned) (nullable) */
  GessoNode *node;             /* (owned) (nullable): whose mask is painted */
  GessoMaskDocument *document; /* (owned) (nullable) */
  GessoMaskKeeper *keeper;     /* (owned) (nullable) */
  GessoImage *image;           /* (owned) (nullable): the node's pixels, when they have been read */
  GessoMaskSetup *setup;       /* (owned) */
  GessoPyramid *pyramid;       /* (owned) (nullable) */
  gpointer pending;            /* (owned) (nullable): a mask that waits for the saved ones */
  gboolean loading;            /* the saved masks are not here yet */
  GCancellable *cancellable;   /* (owned) (nullable): of what the node needs */

  /* Children of the template. */
  GtkOverlay *overlay;
  GtkWidget *chrome;
  GessoMaskBar *bar;
  GessoExtensionPanel *panel;
  GessoRegionsBar *regions;
  GtkWidget *repair_box; /* for a picture whose mask says what was kept of an edit */
  GtkWidget *help_box;
  GtkLabel *help;

  GessoMaskCanvas *canvas; /* (unowned): our child */
};

void _gesso_mask_editor_say_error       (GessoMaskEditor *self,
                                         const GError    *error);
void _gesso_mask_editor_run             (GessoMaskEditor *self,
                                         const char      *description,
                                         GessoMaskWork    work,
                                         gpointer         data,
                                         GDestroyNotify   free_data);
GessoMask *_gesso_mask_editor_from_bytes (GessoMask      *snapshot,
                                          gpointer        data,
                                          GCancellable   *cancellable,
                                          GError        **error);
void _gesso_mask_editor_install_clipboard (GtkWidgetClass *widget_class);
void _gesso_mask_editor_take_pending    (GessoMaskEditor *self);
void _gesso_mask_editor_drop_pending    (GessoMaskEditor *self);
void _gesso_mask_editor_install_actions (GtkWidgetClass  *widget_class);
void _gesso_mask_editor_update_actions  (GessoMaskEditor *self);

G_END_DECLS
