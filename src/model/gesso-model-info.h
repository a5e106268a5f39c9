/* gesso-model-info.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-findings.h"
#include "model/gesso-size-rule.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_MODEL_INFO (gesso_model_info_get_type ())

/**
 * GessoModelInfo:
 * @id: the model as the service spells it
 * @label: for people
 * @known: whether the table knows the model; unknown ones take everything and promise nothing
 * @size_rule: which sizes it accepts
 * @part_rule: which it accepts for a part of a picture that is edited with a mask; mostly the same
 * @qualities: what it offers; empty when it takes none
 * @default_quality: (nullable): what a new draft starts with
 * @backgrounds: what it offers; empty when it takes none
 * @forceable_backgrounds: what it refuses today, but a person may insist on
 * @formats: file formats it can answer with; empty when it takes none
 * @moderations: values of the moderation parameter; empty when it takes none
 * @input_fidelities: values of that parameter; empty when it must not be sent
 * @takes_compression: whether jpeg and webp take a compression
 * @streams: whether the answer can come as events
 * @max_partial_images: streamed previews at most
 * @max_n: pictures of one request at most
 * @edits: whether it can edit pictures
 * @max_references: input pictures of one request at most
 * @max_reference_bytes: size of one input file at most
 * @masks: whether an edit can have a mask
 * @mask_polarity: "two-way", "alpha", "white" or "black": what marks the region to change
 * @max_mask_bytes: size of the mask's file at most
 * @image_field: name of the form's part for an input picture
 * @mask_field: name of the form's part for the mask
 * @max_prompt_characters: length of a prompt at most, already with our own limit of 20,000
 * @sends_response_format: whether the answer's carrier must be asked for (local servers)
 * @takes_json_edits: whether an edit can be sent as JSON
 * @efforts: how much a text model around it may think; empty when there is none
 * @searches: whether such a model can look things up
 * @takes_batch: whether requests can be sent as a batch, for half the price
 * @shutdown_date: (nullable): "YYYY-MM-DD", the day on which it ends
 * @findings: (nullable): what a test of the account found out; it is in the other members already
 *
 * What a model can do. Immutable, ref-counted atomically, any thread; its members are read
 * directly and never written. Made by #GessoCatalog. String arrays end in NULL and are never NULL.
 */
typedef struct
{
  const char         *id;
  const char         *label;
  gboolean            known;
  GessoSizeRule       size_rule;
  GessoSizeRule       part_rule;
  const char * const *qualities;
  const char         *default_quality;
  const char * const *backgrounds;
  const char * const *forceable_backgrounds;
  const char * const *formats;
  const char * const *moderations;
  const char * const *input_fidelities;
  gboolean            takes_compression;
  gboolean            streams;
  int                 max_partial_images;
  int                 max_n;
  gboolean            edits;
  int                 max_references;
  gint64              max_reference_bytes;
  gboolean            masks;
  const char         *mask_polarity;
  gint64              max_mask_bytes;
  const char         *image_field;
  const char         *mask_field;
  gint64              max_prompt_characters;
  gboolean            sends_response_format;
  gboolean            takes_json_edits;
  const char * const *efforts;
  gboolean            searches;
  gboolean            takes_batch;
  const char         *shutdown_date;
  const GessoFindings *findings;
} GessoModelInfo;

/* Our own limit for prompts, whatever a model would take. */
#define GESSO_MAX_PROMPT_CHARACTERS 20000

GType           gesso_model_info_get_type       (void) G_GNUC_CONST;
GessoModelInfo *gesso_model_info_new_from_json  (const char     *id,
                                                 gboolean        known,
                                                 JsonObject     *object) G_GNUC_WARN_UNUSED_RESULT;
GessoModelInfo *gesso_model_info_new_tested     (const char          *id,
                                                 gboolean             known,
                                                 JsonObject          *object,
                                                 const GessoFindings *findings) G_GNUC_WARN_UNUSED_RESULT;
GessoModelInfo *gesso_model_info_ref            (GessoModelInfo *self);
void            gesso_model_info_unref          (GessoModelInfo *self);

gboolean        gesso_model_info_has_quality    (GessoModelInfo *self,
                                                 const char     *quality);
gboolean        gesso_model_info_has_background (GessoModelInfo *self,
                                                 const char     *background,
                                                 gboolean        forced);
gboolean        gesso_model_info_has_format     (GessoModelInfo *self,
                                                 const char     *format);
gboolean        gesso_model_info_is_shut_down   (GessoModelInfo *self,
                                                 gint64          now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoModelInfo, gesso_model_info_unref)

G_END_DECLS
