/* gesso-test.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bounded waiting: fails the test instead of hanging. */
#define gesso_test_wait_until(condition)                                     \
  G_STMT_START                                                               \
    {                                                                        \
      gint64 deadline_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;      \
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
