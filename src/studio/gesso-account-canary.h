/* gesso-account-canary.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/**
 * GessoCanaryFindings:
 * @n_models: how many models the service lists; -1 when it was not asked
 * @lists_model: whether the account's own model is among them
 * @found: (owned): what the service really does with the model
 * @failure: (nullable) (owned): what went wrong on the way; what was found before stands
 *
 * What came out of a test.
 */
typedef struct
{
  int            n_models;
  gboolean       lists_model;
  GessoFindings *found;
  GessoFailure  *failure;
} GessoCanaryFindings;

void                 gesso_canary_findings_free    (GessoCanaryFindings  *self);

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
