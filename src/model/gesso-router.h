/* gesso-router.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-model-info.h"
#include "model/gesso-pricing.h"
#include "model/gesso-prompt-ratio.h"
#include "model/gesso-routing.h"

G_BEGIN_DECLS

/**
 * GessoRouteSource:
 * @GESSO_ROUTE_SOURCE_NONE: nothing says a ratio; it is square
 * @GESSO_ROUTE_SOURCE_KEPT: it was chosen by hand before
 * @GESSO_ROUTE_SOURCE_WORDS: words of the prompt
 * @GESSO_ROUTE_SOURCE_BASE: the picture that is edited
 * @GESSO_ROUTE_SOURCE_NUMBERS: numbers in the prompt
 * @GESSO_ROUTE_SOURCE_PART: the part of the picture that is sent; its size is given
 *
 * Where a ratio comes from; what is further down wins.
 */
typedef enum
{
  GESSO_ROUTE_SOURCE_NONE,
  GESSO_ROUTE_SOURCE_KEPT,
  GESSO_ROUTE_SOURCE_WORDS,
  GESSO_ROUTE_SOURCE_BASE,
  GESSO_ROUTE_SOURCE_NUMBERS,
  GESSO_ROUTE_SOURCE_PART,
} GessoRouteSource;

/**
 * GessoRouterQuery:
 * @pricing: what pictures take
 * @account_kind: (nullable): the kind of the account that it goes to
 * @info: what the model can do
 * @routing: what is wanted; not manual
 * @prompt: (nullable): what was found in the prompt
 * @base: the size of the picture that is edited; auto for none
 * @kept: a ratio that was chosen by hand before; auto for none
 * @part: the size of the part that is sent instead of the whole; auto for none
 *
 * What there is to choose from. Borrows everything.
 */
typedef struct
{
  GessoPricing           *pricing;
  const char             *account_kind;
  GessoModelInfo         *info;
  GessoRouting            routing;
  const GessoPromptRatio *prompt;
  GessoSize               base;
  GessoSize               kept;
  GessoSize               part;
} GessoRouterQuery;

/**
 * GessoRoute:
 * @routing: what was wanted
 * @size: what is sent; legal for the model
 * @quality: (nullable): what is sent; NULL where the model has no qualities. Never freed.
 * @tokens: output tokens of one picture, about
 * @target: output tokens of the picture that the class or budget stands for
 * @assumed: the model's own figures are not known; those of gpt-image-2 and its successors were
 *   taken instead
 * @source: where the ratio comes from
 * @wish: the ratio that was wished for, as two numbers
 * @keeps_ratio: whether @size has that ratio, within one in a hundred
 * @word: what in the prompt says so; empty when @source is not the prompt
 *
 * What was chosen, and why. A plain value.
 */
typedef struct
{
  GessoRouting      routing;
  GessoSize         size;
  const char       *quality;
  gint64            tokens;
  gint64            target;
  gboolean          assumed;
  GessoRouteSource  source;
  GessoSize         wish;
  gboolean          keeps_ratio;
  char              word[GESSO_PROMPT_RATIO_WORD];
} GessoRoute;

void        gesso_router_choose          (const GessoRouterQuery *query,
                                          GessoRoute             *out_route);
gboolean    gesso_route_equal            (const GessoRoute       *a,
                                          const GessoRoute       *b);
const char *gesso_route_source_to_string (GessoRouteSource        source);

G_END_DECLS
