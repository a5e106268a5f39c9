/* gesso-commit.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job.h"
#include "model/gesso-pricing.h"
#include "providers/gesso-run-result.h"
#include "store/gesso-store-records.h"

G_BEGIN_DECLS

GessoCommitRecord *gesso_commit_from_run (GessoJob       *job,
                                          GessoRunResult *run_result,
                                          GArray         *numbers,
                                          GessoPricing   *pricing) G_GNUC_WARN_UNUSED_RESULT;
char              *gesso_commit_dup_meta (const GessoCommitRecord *commit);

G_END_DECLS
