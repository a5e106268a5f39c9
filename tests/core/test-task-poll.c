/* test-task-poll.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-task-poll.h"

static const GessoTaskPollCase fresh = { .wished_ms = -1,
                                         .first_ms = GESSO_TASK_POLL_FIRST_MS,
                                         .last_ms = GESSO_TASK_POLL_LAST_MS,
                                         .give_up_ms = GESSO_TASK_POLL_GIVE_UP_MS };

static gint64
decide (const GessoTaskPollCase *poll_case)
{
  gint64 delay_ms = 77;

  if (gesso_task_poll_decide (poll_case, &delay_ms))
    return delay_ms;

  g_assert_cmpint (delay_ms, ==, 0);
  return -1;
}

static void
test_slower (void)
{
  static const gint64 expected[] = { 2000, 3000, 4500, 6750, 10000, 10000 };
  GessoTaskPollCase one = fresh;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      one.n_asked = i;
      g_assert_cmpint (decide (&one), ==, expected[i]);
    }
  one.n_asked = G_MAXUINT;
  g_assert_cmpint (decide (&one), ==, 10000);
}

static void
test_lost (void)
{
  static const gint64 expected[]
      = { 1000, 1500, 2250, 3375, 5062, 7593, 11389, 17083, 25624, 30000 };
  GessoTaskPollCase one = fresh;

  one.n_asked = 9;
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      one.n_lost = i + 1;
      g_assert_cmpint (decide (&one), ==, expected[i]);
    }
}

static void
test_wish (void)
{
  GessoTaskPollCase one = fresh;

  one.wished_ms = 0;
  g_assert_cmpint (decide (&one), ==, 0);
  one.wished_ms = 45000;
  g_assert_cmpint (decide (&one), ==, 45000);
  one.n_lost = 3;
  g_assert_cmpint (decide (&one), ==, 45000);
  one.wished_ms = G_MAXINT64;
  g_assert_cmpint (decide (&one), ==, 120000);
}

static void
test_give_up (void)
{
  GessoTaskPollCase one = fresh;

  one.worked_ms = GESSO_TASK_POLL_GIVE_UP_MS;
  g_assert_cmpint (decide (&one), ==, 2000);
  one.worked_ms++;
  g_assert_cmpint (decide (&one), ==, -1);

  /* A network that is gone for longer than a service may work is not the service's fault. */
  one = fresh;
  one.n_lost = 30;
  one.lost_ms = GESSO_TASK_POLL_GIVE_UP_MS + 1;
  g_assert_cmpint (decide (&one), ==, 30000);
  one.lost_ms = GESSO_TASK_POLL_MAX_LOST_MS;
  g_assert_cmpint (decide (&one), ==, 30000);
  one.lost_ms++;
  g_assert_cmpint (decide (&one), ==, -1);
}

/* What a profile says may be nonsense. */
static void
test_odd_profile (void)
{
  GessoTaskPollCase one = fresh;

  one.first_ms = 0;
  one.last_ms = 5;
  g_assert_cmpint (decide (&one), ==, 0);
  one.n_asked = 3;
  g_assert_cmpint (decide (&one), ==, 3);
  one.n_asked = 1000;
  g_assert_cmpint (decide (&one), ==, 5);
  one.first_ms = 9000;
  g_assert_cmpint (decide (&one), ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/task-poll/slower", test_slower);
  g_test_add_func ("/task-poll/lost", test_lost);
  g_test_add_func ("/task-poll/wish", test_wish);
  g_test_add_func ("/task-poll/give-up", test_give_up);
  g_test_add_func ("/task-poll/odd-profile", test_odd_profile);

  return g_test_run ();
}
