/* gesso-failure-text.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"

G_BEGIN_DECLS

/**
 * GessoFailureAction:
 * @GESSO_FAILURE_ACTION_AGAIN: send it again
 * @GESSO_FAILURE_ACTION_PREFERENCES: look at the account
 * @GESSO_FAILURE_ACTION_EDIT: change prompt or parameters and send that
 * @GESSO_FAILURE_ACTION_FOLDER: look at the files that were kept
 *
 * Flags: what helps after a failure.
 */
typedef enum
{
  GESSO_FAILURE_ACTION_AGAIN = 1 << 0,
  GESSO_FAILURE_ACTION_PREFERENCES = 1 << 1,
  GESSO_FAILURE_ACTION_EDIT = 1 << 2,
  GESSO_FAILURE_ACTION_FOLDER = 1 << 3,
} GessoFailureAction;

char  *gesso_failure_text_title    (GessoFailure *failure) G_GNUC_WARN_UNUSED_RESULT;
char  *gesso_failure_text_sentence (GessoFailure *failure) G_GNUC_WARN_UNUSED_RESULT;
char  *gesso_failure_text_details  (GessoFailure *failure,
                                    const char   *kept_path) G_GNUC_WARN_UNUSED_RESULT;
guint  gesso_failure_text_actions  (GessoFailure *failure);
const char *gesso_failure_text_again (GessoFailure *failure);
gboolean gesso_failure_text_is_budget (GessoFailure *failure);
char  *gesso_failure_text_error    (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
