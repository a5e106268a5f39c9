/* gesso-draft.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-aspect.h"
#include "model/gesso-catalog.h"
#include "model/gesso-draft-image.h"
#include "model/gesso-draft-problem.h"
#include "model/gesso-pricing.h"
#include "model/gesso-request.h"
#include "model/gesso-router.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_DRAFT (gesso_draft_get_type ())
G_DECLARE_FINAL_TYPE (GessoDraft, gesso_draft, GESSO, DRAFT, GObject)

/**
 * GessoDraftField:
 * @GESSO_DRAFT_FIELD_PROMPT: the prompt
 * @GESSO_DRAFT_FIELD_MODEL: the model
 * @GESSO_DRAFT_FIELD_SIZE: size, aspect or tier
 * @GESSO_DRAFT_FIELD_QUALITY: the quality
 * @GESSO_DRAFT_FIELD_N: the number of pictures
 * @GESSO_DRAFT_FIELD_BACKGROUND: the background
 * @GESSO_DRAFT_FIELD_FORMAT: format or compression
 * @GESSO_DRAFT_FIELD_OTHER: moderation, previews, input fidelity, thinking, further members
 * @GESSO_DRAFT_FIELD_REFERENCES: the pictures, their order, roles or notes
 * @GESSO_DRAFT_FIELD_MASK: the mask
 *
 * Flags: what differs from the request that the draft was made from.
 */
typedef enum
{
  GESSO_DRAFT_FIELD_PROMPT     = 1 << 0,
  GESSO_DRAFT_FIELD_MODEL      = 1 << 1,
  GESSO_DRAFT_FIELD_SIZE       = 1 << 2,
  GESSO_DRAFT_FIELD_QUALITY    = 1 << 3,
  GESSO_DRAFT_FIELD_N          = 1 << 4,
  GESSO_DRAFT_FIELD_BACKGROUND = 1 << 5,
  GESSO_DRAFT_FIELD_FORMAT     = 1 << 6,
  GESSO_DRAFT_FIELD_OTHER      = 1 << 7,
  GESSO_DRAFT_FIELD_REFERENCES = 1 << 8,
  GESSO_DRAFT_FIELD_MASK       = 1 << 9,
} GessoDraftField;

GessoDraft            *gesso_draft_new                (GessoCatalog         *catalog,
                                                       GessoPricing         *pricing) G_GNUC_WARN_UNUSED_RESULT;

/* The prompt: any length is kept. */
const char            *gesso_draft_get_prompt         (GessoDraft           *self);
void                   gesso_draft_set_prompt         (GessoDraft           *self,
                                                       const char           *prompt,
                                                       gssize                length);
gint64                 gesso_draft_get_n_characters   (GessoDraft           *self);
gint64                 gesso_draft_get_max_characters (GessoDraft           *self);
char                  *gesso_draft_dup_sent_prompt    (GessoDraft           *self);

/* Where it goes. */
const char            *gesso_draft_get_account_kind   (GessoDraft           *self);
GessoModelInfo        *gesso_draft_get_model_info     (GessoDraft           *self);
void                   gesso_draft_set_model          (GessoDraft           *self,
                                                       const char           *account_kind,
                                                       const char           *model);
void                   gesso_draft_set_account        (GessoDraft           *self,
                                                       GessoAccount         *account,
                                                       const char           *model);

/* Parameters; each setter below has a property of the same name. */
const GessoParameters *gesso_draft_get_parameters     (GessoDraft           *self);
void                   gesso_draft_set_size           (GessoDraft           *self,
                                                       const GessoSize      *size);
void                   gesso_draft_set_aspect         (GessoDraft           *self,
                                                       const char           *aspect,
                                                       const char           *tier);
void                   gesso_draft_set_quality        (GessoDraft           *self,
                                                       const char           *quality);
void                   gesso_draft_get_routing        (GessoDraft           *self,
                                                       GessoRouting         *out_routing);
void                   gesso_draft_set_routing        (GessoDraft           *self,
                                                       const GessoRouting   *routing);
const GessoRoute      *gesso_draft_get_route          (GessoDraft           *self);
void                   gesso_draft_set_n              (GessoDraft           *self,
                                                       int                   n);
void                   gesso_draft_set_background     (GessoDraft           *self,
                                                       const char           *background);
void                   gesso_draft_set_force_background (GessoDraft         *self,
                                                       gboolean              force);
void                   gesso_draft_set_format         (GessoDraft           *self,
                                                       const char           *format);
void                   gesso_draft_set_compression    (GessoDraft           *self,
                                                       int                   compression);
void                   gesso_draft_set_moderation     (GessoDraft           *self,
                                                       const char           *moderation);
void                   gesso_draft_set_partial_images (GessoDraft           *self,
                                                       int                   partial_images);
void                   gesso_draft_set_input_fidelity (GessoDraft           *self,
                                                       const char           *input_fidelity);
void                   gesso_draft_set_thinking       (GessoDraft           *self,
                                                       const char           *effort,
                                                       gboolean              web_search);
void                   gesso_draft_set_batch          (GessoDraft           *self,
                                                       gboolean              batch);
void                   gesso_draft_set_extra          (GessoDraft           *self,
                                                       const char           *extra);

/* Pictures: a list of GessoDraftImage in sending order; number 0 is the base. */
GListModel            *gesso_draft_get_references     (GessoDraft           *self);
GessoDraftImage       *gesso_draft_get_base           (GessoDraft           *self);
void                   gesso_draft_add_reference      (GessoDraft           *self,
                                                       GessoDraftImage      *image);
void                   gesso_draft_insert_reference   (GessoDraft           *self,
                                                       guint                 position,
                                                       GessoDraftImage      *image);
void                   gesso_draft_replace_reference  (GessoDraft           *self,
                                                       guint                 position,
                                                       GessoDraftImage      *image);
void                   gesso_draft_move_reference     (GessoDraft           *self,
                                                       guint                 from,
                                                       guint                 to);
void                   gesso_draft_make_base          (GessoDraft           *self,
                                                       guint                 position);
void                   gesso_draft_remove_reference   (GessoDraft           *self,
                                                       guint                 position);
void                   gesso_draft_clear_references   (GessoDraft           *self);
GessoReference        *gesso_draft_get_mask           (GessoDraft           *self);
void                   gesso_draft_set_mask           (GessoDraft           *self,
                                                       GessoReference       *mask);
GessoStitchPlan       *gesso_draft_get_plan           (GessoDraft           *self);
void                   gesso_draft_set_plan           (GessoDraft           *self,
                                                       GessoStitchPlan      *plan);

/* What follows from all that; properties "problems", "ready", "estimate", "changed". */
GessoOperation         gesso_draft_get_operation      (GessoDraft           *self);
const GessoDraftProblem *gesso_draft_get_problems     (GessoDraft           *self,
                                                       guint                *out_length);
gboolean               gesso_draft_is_ready           (GessoDraft           *self);
const GessoEstimate   *gesso_draft_get_estimate       (GessoDraft           *self);
void                   gesso_draft_estimate_parts     (GessoDraft           *self,
                                                       const GessoSize      *sizes,
                                                       guint                 n_sizes,
                                                       GessoEstimate        *out_estimate);
guint                  gesso_draft_get_changed        (GessoDraft           *self);

GessoRequest          *gesso_draft_freeze             (GessoDraft           *self,
                                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                   gesso_draft_set_from_request   (GessoDraft           *self,
                                                       const char           *account_kind,
                                                       GessoRequest         *request);
void                   gesso_draft_forget_origin      (GessoDraft           *self);

G_END_DECLS
