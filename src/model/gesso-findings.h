/* gesso-findings.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GessoFinding:
 * @GESSO_FINDING_UNKNOWN: it was not asked, or the answer says nothing
 * @GESSO_FINDING_YES: the service honours it
 * @GESSO_FINDING_NO: the service ignores or refuses it
 */
typedef enum
{
  GESSO_FINDING_UNKNOWN,
  GESSO_FINDING_YES,
  GESSO_FINDING_NO,
} GessoFinding;

/**
 * GessoFindings:
 * @model: (nullable): the model that was tested, as the account names it
 * @found_us: when, in microseconds since 1970
 * @sizes: whether the picture has the size that was asked for
 * @previews: whether previews came before the picture
 * @transparency: whether a transparent background is one
 * @edits: whether a picture can be edited
 * @mask: whether an edit keeps to the mask; NO means that it is advice at most
 * @polarity: (nullable): "alpha", "white" or "black": what marks the region to change
 * @asked: the size that was asked for
 * @size: of the picture that came; 0 × 0 when none did
 * @cost_micros: what it cost, in micro-dollars; -1 unknown
 *
 * What a service really does with one model, as its answers showed on one day. A mutable value with
 * one owner.
 */
typedef struct
{
  char         *model;
  gint64        found_us;
  GessoFinding  sizes;
  GessoFinding  previews;
  GessoFinding  transparency;
  GessoFinding  edits;
  GessoFinding  mask;
  char         *polarity;
  GessoSize     asked;
  GessoSize     size;
  gint64        cost_micros;
} GessoFindings;

GessoFindings *gesso_findings_new       (const char          *model) G_GNUC_WARN_UNUSED_RESULT;
GessoFindings *gesso_findings_copy      (const GessoFindings *self) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_findings_free      (GessoFindings       *self);
GessoFindings *gesso_findings_from_json (JsonObject          *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *gesso_findings_to_json   (const GessoFindings *self);
gboolean       gesso_findings_is_empty  (const GessoFindings *self);
gboolean       gesso_findings_equal     (const GessoFindings *a,
                                         const GessoFindings *b);
void           gesso_findings_fill_from (GessoFindings       *self,
                                         const GessoFindings *older);
const char    *gesso_finding_to_string  (GessoFinding         finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoFindings, gesso_findings_free)

G_END_DECLS
