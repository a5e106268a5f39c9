/* gesso-engine-order.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "engine/gesso-engine-refusal.h"
#include "engine/sketch/gesso-sketch-order.h"
#include "image/gesso-image-format.h"
#include "model/gesso-size.h"

G_BEGIN_DECLS

#define GESSO_ENGINE_MODEL        "sketch-1"
#define GESSO_ENGINE_MAX_PICTURES 16
#define GESSO_ENGINE_MAX_FILE     G_GUINT64_CONSTANT (50000000)
#define GESSO_ENGINE_MAX_BODY     G_GUINT64_CONSTANT (200000000)
#define GESSO_ENGINE_MAX_PIXELS   G_GUINT64_CONSTANT (67108864)
#define GESSO_ENGINE_MAX_PROMPT   32000

/* A request that keeps the contract: every value is in range, nothing is decoded yet. */
typedef struct
{
  gboolean               is_edit;
  char                  *prompt;        /* (owned): valid UTF-8 */
  guint                  n;             /* 1 … 10 */
  GessoSize              size;          /* auto: chosen when the picture is made */
  GessoSketchQuality     quality;
  char                  *quality_name;  /* (owned) */
  GessoSketchBackground  background;
  GessoImageFormat       format;
  int                    compression;   /* 0 … 100 */
  gboolean               stream;
  guint                  n_partials;    /* 0 … 3 */
  gboolean               has_seed;
  guint64                seed;
  GPtrArray             *pictures;      /* (owned) (element-type GBytes): the base first */
  GBytes                *mask;          /* (owned) (nullable) */
} GessoEngineOrder;

GessoEngineOrder *gesso_engine_order_read (gboolean             is_edit,
                                           const char          *content_type,
                                           GBytes              *body,
                                           GessoEngineRefusal **refusal) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_engine_order_free (GessoEngineOrder    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoEngineOrder, gesso_engine_order_free)

G_END_DECLS
