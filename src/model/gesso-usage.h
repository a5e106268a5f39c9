/* gesso-usage.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GessoUsage:
 * @known: whether the service reported anything
 * @text_in: text tokens read
 * @image_in: picture tokens read
 * @text_cached: of @text_in, those priced as cached
 * @image_cached: of @image_in, those priced as cached
 * @text_out: text tokens written
 * @image_out: picture tokens written
 * @model_in: tokens that a text model around the pictures read
 * @model_cached: of @model_in, those priced as cached
 * @model_out: tokens that it wrote, its thinking too
 * @searches: how often it searched the web
 * @credits: what a service that counts in credits took; negative when unknown
 *
 * What a run really used. A plain value.
 */
typedef struct
{
  gboolean known;
  gint64   text_in;
  gint64   image_in;
  gint64   text_cached;
  gint64   image_cached;
  gint64   text_out;
  gint64   image_out;
  gint64   model_in;
  gint64   model_cached;
  gint64   model_out;
  gint64   searches;
  double   credits;
} GessoUsage;

#define GESSO_USAGE_INIT { .credits = -1 }

void        gesso_usage_read_json (GessoUsage       *self,
                                   JsonObject       *usage);
void        gesso_usage_read_response (GessoUsage   *self,
                                   JsonObject       *usage,
                                   JsonObject       *tool_usage);
JsonObject *gesso_usage_to_json   (const GessoUsage *self);
void        gesso_usage_add       (GessoUsage       *self,
                                   const GessoUsage *other);

G_END_DECLS
