/* gesso-sketch-bands.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Bands: one loop over rows, cut into bands of a fixed height that a few short-lived threads take
 * in turn. The cut does not depend on the number of processors, so a picture computed from bands
 * is the same on every machine. The calling thread works too and returns when all is done. */

#include "config.h"

#include "engine/sketch/gesso-sketch-bands.h"

#define MAX_THREADS 8

typedef struct
{
  int n_rows;
  int rows_per_band;
  GessoSketchBandFunc func;
  gpointer user_data;
  GCancellable *cancellable; /* (unowned) (nullable) */
  int next;                  /* (atomic): the next band to take */
} Work;

static gpointer
work_through (gpointer user_data)
{
  Work *work = user_data;

  while (!g_cancellable_is_cancelled (work->cancellable))
    {
      int band = g_atomic_int_add (&work->next, 1);
      int first = band * work->rows_per_band;

      if (first >= work->n_rows)
        break;
      work->func (first, MIN (first + work->rows_per_band, work->n_rows), work->user_data);
    }

  return NULL;
}

/**
 * gesso_sketch_run_bands:
 * @n_rows: how many rows there are
 * @rows_per_band: height of a band, at least 1
 * @func: (scope call): called for every band, from several threads at once
 * @user_data: passed to @func
 * @cancellable: (nullable): when cancelled, no further band is begun
 *
 * Returns: %FALSE when it was cancelled, so that bands may be missing
 */
gboolean
gesso_sketch_run_bands (int                  n_rows,
                        int                  rows_per_band,
                        GessoSketchBandFunc  func,
                        gpointer             user_data,
                        GCancellable        *cancellable)
{
  Work work = { n_rows, MAX (rows_per_band, 1), func, user_data, cancellable, 0 };
  GThread *threads[MAX_THREADS];
  int n_bands = (n_rows + work.rows_per_band - 1) / work.rows_per_band;
  int n_threads = MIN (MIN ((int) g_get_num_processors (), MAX_THREADS), n_bands) - 1;
  int n_started = 0;

  for (int i = 0; i < n_threads; i++)
    {
      threads[n_started] = g_thread_try_new ("sketch-band", work_through, &work, NULL);
      if (threads[n_started] != NULL)
        n_started++;
    }
  work_through (&work);
  for (int i = 0; i < n_started; i++)
    g_thread_join (threads[i]);

  return !g_cancellable_is_cancelled (cancellable);
}
