/* gesso-account-canary.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/**
 * GessoCanaryAnswer:
 * @GESSO_CANARY_ANSWER_UNKNOWN: it was not asked, or the answer says nothing
 * @GESSO_CANARY_ANSWER_YES: the service honours it
 * @GESSO_CANARY_ANSWER_NO: the service ignores or refuses it
 */
typedef enum
{
  GESSO_CANARY_ANSWER_UNKNOWN,
  GESSO_CANARY_ANSWER_YES,
  GESSO_CANARY_ANSWER_NO,
} GessoCanaryAnswer;

/**
 * GessoCanaryFindings:
 * @n_models: how many models the service lists; -1 when it was not asked
 * @lists_model: whether the account's own model is among them
 * @sizes: whether the picture has the size that was asked for
 * @previews: whether previews came before the picture
 * @transparency: whether a transparent background is one
 * @edits: whether a picture can be edited
 * @mask: whether an edit keeps to the mask; NO means that it is advice at most
 * @polarity: (nullable): "alpha", "white" or "black": what marks the region to change
 * @size: of the picture that came
 * @cost_micros: what it cost, in micro-dollars; -1 unknown
 * @failure: (nullable): what went wrong on the way; what was found before stands
 *
 * What a service really does, as its answers show.
 */
typedef struct
{
  int                n_models;
  gboolean           lists_model;
  GessoCanaryAnswer  sizes;
  GessoCanaryAnswer  previews;
  GessoCanaryAnswer  transparency;
  GessoCanaryAnswer  edits;
  GessoCanaryAnswer  mask;
  const char        *polarity;
  GessoSize          size;
  gint64             cost_micros;
  GessoFailure      *failure;
} GessoCanaryFindings;

void                 gesso_canary_findings_free    (GessoCanaryFindings  *self);
const char          *gesso_canary_answer_to_string (GessoCanaryAnswer     answer);

/* The price is known before anything is sent; only the list of models costs nothing. */
void                 gesso_account_canary_estimate (GessoStudio          *studio,
                                                    GessoAccount         *account,
                                                    GessoEstimate        *out_estimate);
void                 gesso_account_canary_async    (GessoStudio          *studio,
                                                    GessoAccount         *account,
                                                    gboolean              with_pictures,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GessoCanaryFindings *gesso_account_canary_finish   (GessoStudio          *studio,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCanaryFindings, gesso_canary_findings_free)

G_END_DECLS
