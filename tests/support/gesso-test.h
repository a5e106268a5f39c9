/* gesso-test.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which sanitizer the test was built with, for what cannot be measured under one. */
#if defined (__has_feature)
#define GESSO_TEST_HAS_FEATURE(feature) __has_feature (feature)
#else
#define GESSO_TEST_HAS_FEATURE(feature) 0
#endif
#if defined (__SANITIZE_ADDRESS__) || GESSO_TEST_HAS_FEATURE (address_sanitizer)
#define GESSO_TEST_ADDRESS_SANITIZER 1
#else
#define GESSO_TEST_ADDRESS_SANITIZER 0
#endif
#if defined (__SANITIZE_THREAD__) || GESSO_TEST_HAS_FEATURE (thread_sanitizer)
#define GESSO_TEST_THREAD_SANITIZER 1
#else
#define GESSO_TEST_THREAD_SANITIZER 0
#endif

/* Bounded waiting: fails the test instead of hanging. Long enough for a busy machine; a test that
 * passes does not wait for it. */
#define gesso_test_wait_until(condition)                                     \
  G_STMT_START                                                               \
    {                                                                        \
      gint64 deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;      \
      guint tick_ = g_timeout_add (10, gesso_test_tick, NULL);               \
      while (!(condition) && g_get_monotonic_time () < deadline_)            \
        g_main_context_iteration (NULL, TRUE);                               \
      g_source_remove (tick_);                                               \
      g_assert_true (condition);                                             \
    }                                                                        \
  G_STMT_END

gboolean      gesso_test_tick          (gpointer              unused);

/* An async result kept until the test asks for it: pass gesso_test_result_cb and a
 * GAsyncResult **, then wait for it to be set. */
void          gesso_test_result_cb     (GObject              *source,
                                        GAsyncResult         *result,
                                        gpointer              user_data);
GAsyncResult *gesso_test_wait_result   (GAsyncResult        **result);

/* A fresh folder that is removed when the returned string is freed by gesso_test_remove_folder. */
char         *gesso_test_make_folder   (void);
void          gesso_test_remove_folder (char                 *folder);

G_END_DECLS
