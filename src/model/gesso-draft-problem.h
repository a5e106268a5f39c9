/* gesso-draft-problem.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size-rule.h"

G_BEGIN_DECLS

/**
 * GessoDraftProblemCode:
 * @GESSO_DRAFT_PROMPT_EMPTY: there is no prompt
 * @GESSO_DRAFT_PROMPT_TOO_LONG: @value characters, @limit are allowed
 * @GESSO_DRAFT_MODEL_MISSING: no model is chosen
 * @GESSO_DRAFT_MODEL_SHUT_DOWN: the service has ended the model; @text is the day
 * @GESSO_DRAFT_MODEL_CANNOT_EDIT: there are pictures and the model only generates
 * @GESSO_DRAFT_SIZE_ILLEGAL: @size_problem is broken first; @limit and, as a lower limit, @value
 *   are its figures
 * @GESSO_DRAFT_TOO_MANY_REFERENCES: @value pictures, @limit are allowed
 * @GESSO_DRAFT_REFERENCE_TOO_LARGE: picture @index has @value bytes, @limit are allowed
 * @GESSO_DRAFT_REFERENCE_BUSY: picture @index is still being read
 * @GESSO_DRAFT_REFERENCE_BROKEN: picture @index could not be read
 * @GESSO_DRAFT_MASK_WITHOUT_BASE: a mask and no picture
 * @GESSO_DRAFT_MASK_UNSUPPORTED: the model takes no mask
 * @GESSO_DRAFT_MASK_SIZE: the mask has not the size of the base
 * @GESSO_DRAFT_QUALITY_UNSUPPORTED: @text is not offered by the model
 * @GESSO_DRAFT_BACKGROUND_UNSUPPORTED: @text is not offered by the model
 * @GESSO_DRAFT_FORMAT_UNSUPPORTED: @text is not offered by the model
 * @GESSO_DRAFT_FORMAT_TRANSPARENT: transparency needs PNG or WebP, @text is neither
 * @GESSO_DRAFT_TOO_MANY_PICTURES: @value pictures wanted, @limit are allowed
 * @GESSO_DRAFT_EXTRA_NOT_JSON: the further members are not a JSON object
 */
typedef enum
{
  GESSO_DRAFT_PROMPT_EMPTY,
  GESSO_DRAFT_PROMPT_TOO_LONG,
  GESSO_DRAFT_MODEL_MISSING,
  GESSO_DRAFT_MODEL_SHUT_DOWN,
  GESSO_DRAFT_MODEL_CANNOT_EDIT,
  GESSO_DRAFT_SIZE_ILLEGAL,
  GESSO_DRAFT_TOO_MANY_REFERENCES,
  GESSO_DRAFT_REFERENCE_TOO_LARGE,
  GESSO_DRAFT_REFERENCE_BUSY,
  GESSO_DRAFT_REFERENCE_BROKEN,
  GESSO_DRAFT_MASK_WITHOUT_BASE,
  GESSO_DRAFT_MASK_UNSUPPORTED,
  GESSO_DRAFT_MASK_SIZE,
  GESSO_DRAFT_QUALITY_UNSUPPORTED,
  GESSO_DRAFT_BACKGROUND_UNSUPPORTED,
  GESSO_DRAFT_FORMAT_UNSUPPORTED,
  GESSO_DRAFT_FORMAT_TRANSPARENT,
  GESSO_DRAFT_TOO_MANY_PICTURES,
  GESSO_DRAFT_EXTRA_NOT_JSON,
} GessoDraftProblemCode;

/**
 * GessoDraftProblem:
 * @code: what is wrong
 * @value: what there is
 * @limit: what is allowed
 * @index: which reference, from 0
 * @size_problem: which rule a size breaks
 * @text: (nullable): a value in question
 *
 * One reason why a draft cannot be sent.
 */
typedef struct
{
  GessoDraftProblemCode  code;
  gint64                 value;
  gint64                 limit;
  guint                  index;
  GessoSizeProblem       size_problem;
  char                  *text;
} GessoDraftProblem;

void  gesso_draft_problem_clear     (GessoDraftProblem       *self);
char *gesso_draft_problem_describe  (const GessoDraftProblem *self);

G_END_DECLS
