/* gesso-mask-document.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "mask/gesso-mask.h"
#include "mask/gesso-mask-error.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK_DOCUMENT (gesso_mask_document_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskDocument, gesso_mask_document, GESSO, MASK_DOCUMENT, GObject)

/**
 * GessoMaskWork:
 * @snapshot: the active mask as it was
 * @data: what was given with it
 * @cancellable: (nullable): to be looked at between bands
 * @error: where to say what is wrong
 *
 * Makes a new mask out of the old one, on a worker.
 *
 * Returns: (transfer full) (nullable): a mask of the same size
 */
typedef GessoMask *(*GessoMaskWork) (GessoMask     *snapshot,
                                     gpointer       data,
                                     GCancellable  *cancellable,
                                     GError       **error);

/**
 * GessoMaskRest:
 * @complete: whether to do it now, all of it; otherwise it is given up
 * @data: what was given with it
 *
 * What is left of an edit that is done in pieces. Writes to the mask and says so by
 * gesso_mask_document_touch(), and does not end the edit.
 */
typedef void (*GessoMaskRest) (gboolean complete, gpointer data);

GessoMaskDocument *gesso_mask_document_new            (int                   width,
                                                       int                   height,
                                                       const char           *name) G_GNUC_WARN_UNUSED_RESULT;
int                gesso_mask_document_get_width      (GessoMaskDocument    *self);
int                gesso_mask_document_get_height     (GessoMaskDocument    *self);

/* The masks. There is always at least one; ids are above 0 and never used again. */
guint              gesso_mask_document_get_n_masks    (GessoMaskDocument    *self);
guint              gesso_mask_document_get_id         (GessoMaskDocument    *self,
                                                       guint                 position);
const char        *gesso_mask_document_get_name       (GessoMaskDocument    *self,
                                                       guint                 mask_id);
void               gesso_mask_document_rename         (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       guint                 mask_id,
                                                       const char           *name);
GessoMask         *gesso_mask_document_get_mask       (GessoMaskDocument    *self,
                                                       guint                 mask_id);
guint              gesso_mask_document_add            (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       const char           *name,
                                                       GessoMask            *content);
void               gesso_mask_document_load           (GessoMaskDocument    *self,
                                                       const char * const   *names,
                                                       GPtrArray            *masks);
void               gesso_mask_document_remove         (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       guint                 mask_id);
guint              gesso_mask_document_get_active     (GessoMaskDocument    *self);
void               gesso_mask_document_set_active     (GessoMaskDocument    *self,
                                                       guint                 mask_id);

/* The active mask: read it between calls, keep a snapshot. */
GessoMask         *gesso_mask_document_get_active_mask (GessoMaskDocument   *self);
GessoMask         *gesso_mask_document_dup_snapshot   (GessoMaskDocument    *self) G_GNUC_WARN_UNUSED_RESULT;

/* What the picture becomes, in its own pixels; larger than it where it is extended. */
const GessoRect   *gesso_mask_document_get_frame      (GessoMaskDocument    *self);
void               gesso_mask_document_set_frame      (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       gboolean              more,
                                                       const GessoRect      *frame);

/* One edit of the active mask is one step of undo. */
GessoMask         *gesso_mask_document_begin          (GessoMaskDocument    *self,
                                                       const char           *description);
GessoMask         *gesso_mask_document_get_before     (GessoMaskDocument    *self);
void               gesso_mask_document_touch          (GessoMaskDocument    *self,
                                                       const GessoRect      *rect);
void               gesso_mask_document_set_rest       (GessoMaskDocument    *self,
                                                       GessoMaskRest         rest,
                                                       gpointer              data);
gboolean           gesso_mask_document_has_rest       (GessoMaskDocument    *self);
void               gesso_mask_document_end            (GessoMaskDocument    *self);
void               gesso_mask_document_abort          (GessoMaskDocument    *self);
gboolean           gesso_mask_document_is_editing     (GessoMaskDocument    *self);
void               gesso_mask_document_replace        (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       GessoMask            *content);
void               gesso_mask_document_run_async      (GessoMaskDocument    *self,
                                                       const char           *description,
                                                       GessoWorker          *worker,
                                                       GessoMaskWork         work,
                                                       gpointer              data,
                                                       GDestroyNotify        free_data,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean           gesso_mask_document_run_finish     (GessoMaskDocument    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

gboolean           gesso_mask_document_undo           (GessoMaskDocument    *self);
gboolean           gesso_mask_document_redo           (GessoMaskDocument    *self);
gboolean           gesso_mask_document_can_undo       (GessoMaskDocument    *self);
gboolean           gesso_mask_document_can_redo       (GessoMaskDocument    *self);
const char        *gesso_mask_document_describe_undo  (GessoMaskDocument    *self);
const char        *gesso_mask_document_describe_redo  (GessoMaskDocument    *self);
gsize              gesso_mask_document_get_undo_bytes (GessoMaskDocument    *self);

G_END_DECLS
