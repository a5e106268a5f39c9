/* gesso-strip-job.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/* Of the pictures in the strip, in application pixels. */
#define GESSO_STRIP_HEIGHT_PX 72

#define GESSO_TYPE_STRIP_JOB (gesso_strip_job_get_type ())
G_DECLARE_FINAL_TYPE (GessoStripJob, gesso_strip_job, GESSO, STRIP_JOB, GtkButton)

GtkWidget  *gesso_strip_job_new         (GessoStudio *studio,
                                         GessoJob    *job,
                                         GdkTexture  *texture) G_GNUC_WARN_UNUSED_RESULT;
GessoJob   *gesso_strip_job_get_job     (GessoStripJob *self);
GdkTexture *gesso_strip_job_get_texture (GessoStripJob *self);

G_END_DECLS
