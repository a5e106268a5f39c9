/* gesso-intake.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_INTAKE (gesso_intake_get_type ())
G_DECLARE_FINAL_TYPE (GessoIntake, gesso_intake, GESSO, INTAKE, GObject)

GessoIntake     *gesso_intake_new       (GessoStudio *studio,
                                         GessoDraft  *draft) G_GNUC_WARN_UNUSED_RESULT;
GessoDraftImage *gesso_intake_add_file  (GessoIntake *self,
                                         GFile       *file,
                                         gboolean     as_base);
GessoDraftImage *gesso_intake_add_bytes (GessoIntake *self,
                                         GBytes      *bytes,
                                         const char  *name,
                                         gboolean     as_base);
GessoDraftImage *gesso_intake_add_node  (GessoIntake *self,
                                         const char  *node_id,
                                         const char  *name,
                                         gboolean     as_base);
GessoDraftImage *gesso_intake_replace   (GessoIntake     *self,
                                         GessoDraftImage *image,
                                         GFile           *file);
const char      *gesso_intake_get_node  (GessoIntake     *self,
                                         GessoDraftImage *image);
void             gesso_intake_set_node  (GessoIntake     *self,
                                         GessoDraftImage *image,
                                         const char      *node_id);

gboolean         gesso_intake_can_paste (GdkClipboard    *clipboard);
void             gesso_intake_paste     (GessoIntake     *self,
                                         GdkClipboard    *clipboard);

G_END_DECLS
