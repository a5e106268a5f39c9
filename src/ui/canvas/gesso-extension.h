/* gesso-extension.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

#define GESSO_TYPE_EXTENSION (gesso_extension_get_type ())
G_DECLARE_FINAL_TYPE (GessoExtension, gesso_extension, GESSO, EXTENSION, GObject)

GessoExtension     *gesso_extension_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_extension_set_picture (GessoExtension     *self,
                                                 const GessoSize    *size);
const GessoSize    *gesso_extension_get_picture (GessoExtension     *self);

const GessoMargins *gesso_extension_get_margins (GessoExtension     *self);
void                gesso_extension_set_margins (GessoExtension     *self,
                                                 const GessoMargins *margins);
GessoSize           gesso_extension_get_canvas  (GessoExtension     *self);

/* Whether somebody is at it: handles and numbers are shown. */
gboolean            gesso_extension_get_active  (GessoExtension     *self);
void                gesso_extension_set_active  (GessoExtension     *self,
                                                 gboolean            active);
void                gesso_extension_cancel      (GessoExtension     *self);

G_END_DECLS
