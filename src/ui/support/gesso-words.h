/* gesso-words.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job.h"
#include "model/gesso-findings.h"
#include "model/gesso-size-rule.h"

G_BEGIN_DECLS

char *gesso_words_isolate      (const char              *numbers) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_size         (const GessoSize         *size) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_count        (gint64                   count) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_pixels       (gint64                   pixels) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_choice       (const char              *field,
                                const char              *value) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_size_problem (GessoSizeProblem         problem,
                                const GessoSizeRule     *rule,
                                const GessoSize         *size) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_stage        (GessoRunStage            stage,
                                double                   fraction) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_day          (gint64                   time_us) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_tested       (const GessoFindings     *findings) G_GNUC_WARN_UNUSED_RESULT;
char *gesso_words_seconds      (int                      seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
