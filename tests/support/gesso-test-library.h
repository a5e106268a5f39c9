/* gesso-test-library.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"
#include "model/gesso-request.h"
#include "store/gesso-library.h"

G_BEGIN_DECLS

/* Calls of the library that wait for their answer and must succeed. */

GessoLibrary        *gesso_test_library_open     (const char   *folder);
void                 gesso_test_library_close    (GessoLibrary *library);
GessoSession        *gesso_test_library_session  (GessoLibrary *library,
                                                  const char   *title);
GessoNode           *gesso_test_library_import   (GessoLibrary *library,
                                                  GessoSession *session,
                                                  const char   *name,
                                                  int           width,
                                                  int           height);
GessoNode           *gesso_test_library_import_image (GessoLibrary *library,
                                                  GessoSession *session,
                                                  const char   *name,
                                                  GessoImage   *image);
char                *gesso_test_library_edit_job (GessoLibrary *library,
                                                  GessoNode    *base,
                                                  GessoRequest *request);
void                 gesso_test_library_receive_image (GessoLibrary *library,
                                                  const char   *job_id,
                                                  GessoImage   *image);
char                *gesso_test_library_job      (GessoLibrary *library,
                                                  GessoSession *session,
                                                  const char   *prompt,
                                                  int           n_wanted);
void                 gesso_test_library_update   (GessoLibrary *library,
                                                  const char   *job_id,
                                                  GessoJournalState state);
void                 gesso_test_library_receive  (GessoLibrary *library,
                                                  const char   *job_id,
                                                  int           index,
                                                  int           width);
GPtrArray           *gesso_test_library_commit   (GessoLibrary *library,
                                                  const char   *job_id,
                                                  int           n_outputs);
char               **gesso_test_library_find     (GessoLibrary *library,
                                                  const char   *text);
GPtrArray           *gesso_test_library_jobs     (GessoLibrary *library);
GessoRecoveryReport *gesso_test_library_recover  (GessoLibrary *library);
GessoLibraryStats    gesso_test_library_stats    (GessoLibrary *library);
void                 gesso_test_library_verify   (GessoLibrary *library,
                                                  guint         n_nodes);
void                 gesso_test_library_fill     (const char   *folder,
                                                  const char   *session_id,
                                                  int           n_nodes);
void                 gesso_test_library_changed  (GessoLibrary *library,
                                                  GAsyncResult **result);

G_END_DECLS
