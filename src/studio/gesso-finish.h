/* gesso-finish.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/**
 * GessoFinish:
 * @account: where it goes
 * @request: what is sent
 * @base_node_id: (nullable): the picture that it edits
 * @estimate: what it will probably cost
 * @paid_low: what the draft cost in micro-dollars, at least; -1 unknown
 * @paid_high: the same, at most
 *
 * How a draft in low quality becomes a picture in high quality.
 */
typedef struct
{
  GessoAccount  *account;
  GessoRequest  *request;
  char          *base_node_id;
  GessoEstimate  estimate;
  gint64         paid_low;
  gint64         paid_high;
} GessoFinish;

void         gesso_finish_free           (GessoFinish          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoFinish, gesso_finish_free)

gboolean     gesso_finish_can            (GessoNode            *node);
void         gesso_finish_find_async     (GessoStudio          *studio,
                                          GessoNode            *node,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GessoFinish *gesso_finish_find_finish    (GessoStudio          *studio,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     gesso_finish_get_difference (const GessoFinish    *self,
                                          gint64               *out_low,
                                          gint64               *out_high);
char        *gesso_finish_dup_difference (const GessoFinish    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
