/* gesso-mask-document-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoMaskDocument share.
 */

#pragma once

#include "mask/gesso-mask-document.h"
#include "mask/gesso-mask-undo.h"

G_BEGIN_DECLS

typedef struct
{
  guint id;
  char *name;      /* (owned) */
  GessoMask *mask; /* (owned) */
} GessoMaskLayer;

struct _GessoMaskDocument
{
  GObject parent_instance;

  int width;
  int height;
  GessoRect frame; /* what the picture becomes */
  GPtrArray *layers; /* (owned) (element-type GessoMaskLayer) */
  guint active;
  guint last_id;
  GessoMaskUndo *undo; /* (owned) */
  guint pack_source;

  /* The edit that is going on */
  GessoMask *before; /* (owned) (nullable) */
  char *description; /* (owned) (nullable) */
  GessoRect touched;
  GessoMaskRest rest; /* (nullable): what is not done yet */
  gpointer rest_data;
};

GessoMaskLayer *_gesso_mask_document_find_layer       (GessoMaskDocument     *self,
                                                       guint                  mask_id,
                                                       guint                 *out_position);
GessoMaskLayer *_gesso_mask_document_get_layer        (GessoMaskDocument     *self);
gboolean        _gesso_mask_document_has_size         (GessoMaskDocument     *self,
                                                       GessoMask             *mask);
void            _gesso_mask_document_apply_change     (GessoMaskDocument     *self,
                                                       const GessoMaskChange *change,
                                                       gboolean               redo);

void            _gesso_mask_document_say_changed      (GessoMaskDocument     *self,
                                                       const GessoRect       *rect);
void            _gesso_mask_document_say_all_changed  (GessoMaskDocument     *self);
void            _gesso_mask_document_say_committed    (GessoMaskDocument     *self,
                                                       guint                  mask_id);
void            _gesso_mask_document_change_frame     (GessoMaskDocument     *self,
                                                       const GessoRect       *frame);
void            _gesso_mask_document_say_history      (GessoMaskDocument     *self);

G_END_DECLS
