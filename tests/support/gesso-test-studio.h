/* gesso-test-studio.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/* A whole studio on a folder of its own, for tests that play the service. */

typedef struct
{
  char         *folder;
  GessoStudio  *studio;
  GessoSession *session;
} GessoTestStudio;

void           gesso_test_studio_set_up      (GessoTestStudio   *self);
void           gesso_test_studio_tear_down   (GessoTestStudio   *self);
gboolean       gesso_test_studio_try_open    (GessoTestStudio   *self,
                                              GError           **error);
void           gesso_test_studio_open        (GessoTestStudio   *self);
void           gesso_test_studio_close       (GessoTestStudio   *self);
gboolean       gesso_test_studio_knows_task  (GessoTestStudio   *self);

/* The account "cellar" with gpt-image-2 at @base_url; the key comes from GESSO_API_KEY. */
GessoAccount  *gesso_test_studio_get_account (GessoTestStudio   *self,
                                              const char        *base_url);

/* Another account of a kind; it stays in the studio under @kind as its id. */
GessoAccount  *gesso_test_studio_add_account (GessoTestStudio   *self,
                                              const char        *kind,
                                              const char        *base_url,
                                              const char        *model);
GessoJob      *gesso_test_studio_submit_to   (GessoTestStudio   *self,
                                              GessoAccount      *account,
                                              GessoRequest      *request,
                                              const char        *base_node_id);
GessoRequest  *gesso_test_studio_request     (const char        *prompt,
                                              int                n,
                                              int                partial_images,
                                              GPtrArray         *references);
GessoJob      *gesso_test_studio_submit      (GessoTestStudio   *self,
                                              const char        *base_url,
                                              GessoRequest      *request);
GessoReference *gesso_test_studio_import     (GessoTestStudio   *self,
                                              const char        *path,
                                              GError           **error);

/* How the journal on disk knows the job. */
GessoJobRecord *gesso_test_studio_journal    (GessoTestStudio   *self,
                                              const char        *job_id);
guint          gesso_test_studio_count_nodes (GessoJob          *job);
void           gesso_test_studio_verify      (GessoTestStudio   *self);

G_END_DECLS
