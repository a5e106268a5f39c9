/* test-mask-undo.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "mask/gesso-brush-tool.h"
#include "mask/gesso-mask-document.h"
#include "mask/gesso-mask-undo.h"
#include "support/gesso-test.h"

static void
paint_stroke (GRand     *random,
              GessoTool *tool,
              int        width,
              int        height)
{
  GessoBrush brush = { .size = g_rand_double_range (random, 1, 90),
                       .hardness = g_rand_double (random),
                       .opacity = g_rand_double_range (random, 0.2, 1),
                       .smoothing = g_rand_boolean (random) ? 0 : 0.3 };
  GessoToolEvent event = { .x = g_rand_double_range (random, -50, width + 50),
                           .y = g_rand_double_range (random, -50, height + 50),
                           .pressure = 1,
                           .modifiers = g_rand_boolean (random) ? GESSO_TOOL_ERASE : 0 };

  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &brush);
  gesso_tool_begin (tool, &event);
  for (int i = 0; i < 12; i++)
    {
      event.x += g_rand_double_range (random, -60, 60);
      event.y += g_rand_double_range (random, -60, 60);
      event.time_us += 8000;
      gesso_tool_move (tool, &event, 1);
    }
  gesso_tool_end (tool, &event);
}

/* After any number of strokes, undo gives every state back exactly, and redo again. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < 12; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 30, 500);
      int height = g_rand_int_range (random, 30, 500);
      GessoMaskDocument *document = gesso_mask_document_new (width, height, "Mask");
      GessoTool *tool = gesso_brush_tool_new ();
      g_autoptr (GPtrArray) states
          = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_mask_unref);

      gesso_tool_set_document (tool, document);
      g_ptr_array_add (states, gesso_mask_document_dup_snapshot (document));
      while (states->len < 40)
        {
          paint_stroke (random, tool, width, height);
          if (!gesso_mask_equal (states->pdata[states->len - 1],
                                 gesso_mask_document_get_active_mask (document)))
            g_ptr_array_add (states, gesso_mask_document_dup_snapshot (document));
          if (g_rand_int_range (random, 0, 4) == 0)
            while (g_main_context_iteration (NULL, FALSE))
              ;
        }

      for (guint round = 0; round < 2; round++)
        {
          for (guint i = states->len - 1; i > 0; i--)
            {
              g_assert_true (gesso_mask_document_undo (document));
              g_assert_true (gesso_mask_equal (states->pdata[i - 1],
                                               gesso_mask_document_get_active_mask (document)));
            }
          g_assert_false (gesso_mask_document_undo (document));
          for (guint i = 1; i < states->len; i++)
            {
              g_assert_true (gesso_mask_document_redo (document));
              g_assert_true (gesso_mask_equal (states->pdata[i],
                                               gesso_mask_document_get_active_mask (document)));
            }
          g_assert_false (gesso_mask_document_redo (document));
        }
      g_assert_finalize_object (tool);
      g_assert_finalize_object (document);
    }
}

static void
fill_noise (GessoMask *mask,
            guint32    seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint8 row[256];

  for (int y = 0; y < 256; y++)
    {
      for (int x = 0; x < 256; x++)
        row[x] = (guint8) g_rand_int_range (random, 0, 256);
      gesso_mask_put_row (mask, 0, y, 256, row);
    }
}

/* Noise does not pack: the oldest steps go, the bytes stay within the budget, the rest works. */
static void
test_budget (void)
{
  const gsize budget = 300000;
  g_autoptr (GessoMaskUndo) undo = gesso_mask_undo_new (budget);
  g_autoptr (GessoMask) mask = gesso_mask_new (256, 256);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_mask_unref);
  GessoRect changed;
  guint n;

  g_ptr_array_add (states, gesso_mask_snapshot (mask));
  for (guint i = 1; i <= 20; i++)
    {
      fill_noise (mask, i);
      g_ptr_array_add (states, gesso_mask_snapshot (mask));
      g_assert_true (gesso_mask_undo_push (undo, 7, "noise", states->pdata[i - 1], states->pdata[i],
                                           &changed));
      g_assert_cmpuint (gesso_mask_undo_get_n_bytes (undo), <=, budget);
    }
  n = gesso_mask_undo_get_n_steps (undo, FALSE);
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <, 20);
  g_assert_false (
      gesso_mask_undo_push (undo, 7, "nothing", states->pdata[20], states->pdata[20], NULL));
  g_assert_cmpstr (gesso_mask_undo_describe (undo, FALSE), ==, "noise");
  g_assert_cmpuint (gesso_mask_undo_get_mask_id (undo, FALSE), ==, 7);

  for (guint i = 20; i > 20 - n; i--)
    {
      g_assert_true (gesso_mask_undo_apply (undo, FALSE, mask, &changed));
      g_assert_true (gesso_mask_equal (mask, states->pdata[i - 1]));
    }
  g_assert_false (gesso_mask_undo_apply (undo, FALSE, mask, &changed));
  g_assert_cmpuint (gesso_mask_undo_get_n_steps (undo, TRUE), ==, n);

  gesso_mask_undo_forget (undo, 7);
  g_assert_cmpuint (gesso_mask_undo_get_n_steps (undo, TRUE), ==, 0);
  g_assert_cmpuint (gesso_mask_undo_get_n_bytes (undo), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/mask-undo/random", test_random);
  g_test_add_func ("/mask-undo/budget", test_budget);

  return g_test_run ();
}
