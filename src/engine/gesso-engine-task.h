/* gesso-engine-task.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/gesso-engine-order.h"

G_BEGIN_DECLS

/* A finished picture, or a preview of one. */
typedef struct
{
  GBytes     *file;           /* (owned): encoded */
  int         partial_index;  /* -1: finished */
  char       *size;           /* (owned): of its pixels, "1024x1024" */
  const char *background;     /* "opaque" or "transparent" */
  char       *sentence;       /* (owned) (nullable): what was drawn */
  JsonObject *account;        /* (owned) (nullable): understood, ignored, warnings, seed, version */
} GessoEnginePicture;

void gesso_engine_picture_free (GessoEnginePicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoEnginePicture, gesso_engine_picture_free)

/**
 * GessoEnginePictureFunc:
 * @picture: (transfer full): the next picture
 * @user_data: what was passed to gesso_engine_task_run()
 *
 * Called on the thread that works.
 */
typedef void (*GessoEnginePictureFunc) (GessoEnginePicture *picture,
                                        gpointer            user_data);

gboolean gesso_engine_task_run (const GessoEngineOrder  *order,
                                GessoEnginePictureFunc   func,
                                gpointer                 user_data,
                                GCancellable            *cancellable,
                                GessoEngineRefusal     **refusal);

G_END_DECLS
