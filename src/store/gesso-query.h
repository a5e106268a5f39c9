/* gesso-query.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_QUERY (gesso_query_get_type ())

/**
 * GessoQuery:
 * @text: (nullable): words, prefixes and parts of words that must all occur
 * @session_id: (nullable): only this session
 * @project_id: (nullable): only this project
 * @account_id: (nullable): only pictures made with this account
 * @model: (nullable): only this model
 * @tag: (nullable): only with this tag
 * @kind: a #GessoNodeKind, or -1 for any
 * @min_rating: 0 for any, else 1 to 5
 * @favourite: only favourites
 * @deleted: what is in the bin instead of what is not
 * @since_us: made at or after, or 0
 * @until_us: made before, or 0
 * @min_ratio: least width / height, or 0
 * @max_ratio: greatest width / height, or 0
 * @min_cost_micros: least actual cost, or 0
 *
 * What to show of the history. A plain value; start from %GESSO_QUERY_INIT, which shows all.
 */
typedef struct
{
  char     *text;
  char     *session_id;
  char     *project_id;
  char     *account_id;
  char     *model;
  char     *tag;
  int       kind;
  int       min_rating;
  gboolean  favourite;
  gboolean  deleted;
  gint64    since_us;
  gint64    until_us;
  double    min_ratio;
  double    max_ratio;
  gint64    min_cost_micros;
} GessoQuery;

#define GESSO_QUERY_INIT { .kind = -1 }

GType       gesso_query_get_type  (void) G_GNUC_CONST;
GessoQuery *gesso_query_new       (void) G_GNUC_WARN_UNUSED_RESULT;
GessoQuery *gesso_query_copy      (const GessoQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_query_free      (GessoQuery       *self);
gboolean    gesso_query_equal     (const GessoQuery *a,
                                   const GessoQuery *b);
char       *gesso_query_to_json   (const GessoQuery *self);
GessoQuery *gesso_query_from_json (const char       *json) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoQuery, gesso_query_free)

G_END_DECLS
