/* gesso-parameters.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_PARAMETERS (gesso_parameters_get_type ())

/**
 * GessoParameters:
 * @model: (nullable): model id as the service spells it
 * @size: what is sent; auto when both sides are 0
 * @aspect: (nullable): the preset that @size came from, as "3:2"; only remembered and shown
 * @tier: (nullable): "1K", "2K" or "4K" together with @aspect
 * @quality: (nullable): "low", "medium", … ; NULL leaves it to the service
 * @n: number of pictures, 1–10
 * @background: (nullable): "auto", "opaque" or "transparent"
 * @format: (nullable): "png", "jpeg", "webp", …
 * @compression: 0–100 for jpeg and webp; -1 leaves it to the service
 * @moderation: (nullable): "auto" or "low"
 * @partial_images: streamed previews, 0–3; 0 does not stream
 * @input_fidelity: (nullable): "high" or "low", where the model knows it
 * @think: (nullable): how much a text model around the drawing thinks: "low", "medium", "high", …
 * @web_search: whether it may look things up
 * @batch: whether it may take a day, for half the price, where the account can
 * @extra: (nullable): a JSON object as text with further members for the wire
 * @routing: (nullable): who chose @size and @quality, as "size-class=large"; NULL when a person
 *   did; only remembered and shown
 * @routing_ratio: (nullable): the ratio as "3:2" that routing takes where nothing else says one
 *
 * Everything but prompt and pictures that a person chooses for a request. Every enumeration is an
 * open set of strings, since services add values. A mutable value with one owner.
 */
typedef struct
{
  char      *model;
  GessoSize  size;
  char      *aspect;
  char      *tier;
  char      *quality;
  int        n;
  char      *background;
  char      *format;
  int        compression;
  char      *moderation;
  int        partial_images;
  char      *input_fidelity;
  char      *think;
  gboolean   web_search;
  gboolean   batch;
  char      *extra;
  char      *routing;
  char      *routing_ratio;
} GessoParameters;

GType            gesso_parameters_get_type  (void) G_GNUC_CONST;
GessoParameters *gesso_parameters_new       (void) G_GNUC_WARN_UNUSED_RESULT;
GessoParameters *gesso_parameters_copy      (const GessoParameters *self) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_parameters_free      (GessoParameters       *self);
gboolean         gesso_parameters_equal     (const GessoParameters *a,
                                             const GessoParameters *b);
JsonObject      *gesso_parameters_to_json   (const GessoParameters *self);
GessoParameters *gesso_parameters_from_json (JsonObject            *object) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoParameters, gesso_parameters_free)

G_END_DECLS
