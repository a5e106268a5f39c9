/* gesso-draft-image.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-reference.h"

G_BEGIN_DECLS

#define GESSO_TYPE_DRAFT_IMAGE (gesso_draft_image_get_type ())
G_DECLARE_FINAL_TYPE (GessoDraftImage, gesso_draft_image, GESSO, DRAFT_IMAGE, GObject)

GessoDraftImage *gesso_draft_image_new           (const char      *name) G_GNUC_WARN_UNUSED_RESULT;
GessoDraftImage *gesso_draft_image_new_ready     (GessoReference  *reference) G_GNUC_WARN_UNUSED_RESULT;

const char      *gesso_draft_image_get_name      (GessoDraftImage *self);
GessoReference  *gesso_draft_image_get_reference (GessoDraftImage *self);
void             gesso_draft_image_set_reference (GessoDraftImage *self,
                                                  GessoReference  *reference);
gboolean         gesso_draft_image_is_busy       (GessoDraftImage *self);
const char      *gesso_draft_image_get_error     (GessoDraftImage *self);
void             gesso_draft_image_set_error     (GessoDraftImage *self,
                                                  const char      *error);
const char      *gesso_draft_image_get_role      (GessoDraftImage *self);
const char      *gesso_draft_image_get_note      (GessoDraftImage *self);
void             gesso_draft_image_set_role      (GessoDraftImage *self,
                                                  const char      *role,
                                                  const char      *note);

G_END_DECLS
