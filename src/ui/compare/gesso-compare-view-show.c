/* gesso-compare-view-show.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is seen of a comparison: which pictures a way of comparing needs, loading those that are not
 * there yet, what is said of them, and blinking.
 */

#include "config.h"

#include "ui/compare/gesso-compare-view-private.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-failure-text.h"

/* Under three changes in a second, which nobody is hurt by. */
#define BLINK_MS 700

const GessoCompareModeInfo _gesso_compare_modes[GESSO_COMPARE_N_MODES] = {
  { "wipe", N_ ("Wipe"), GESSO_COMPARE_WIPE },
  { "side-by-side", N_ ("Side by Side"), GESSO_COMPARE_BESIDE },
  { "blink", N_ ("Blink"), GESSO_COMPARE_BLINK },
  { "difference", N_ ("Difference"), GESSO_COMPARE_ONE },
  { "heat-map", N_ ("Heat-Map"), GESSO_COMPARE_ONE },
};

const GessoComparePairInfo _gesso_compare_pairs[GESSO_COMPARE_N_PAIRS] = {
  { "edit", { GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_AFTER }, GESSO_COMPARISON_EDIT },
  { "whole", { GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_ANSWER }, GESSO_COMPARISON_WHOLE },
  { "restored", { GESSO_COMPARISON_ANSWER, GESSO_COMPARISON_AFTER }, GESSO_COMPARISON_RESTORED },
};

typedef struct
{
  GessoCompareView *self; /* (unowned): cancels what it began */
  guint side;
} Loading;

/* What is wanted. */

static const GessoCompareModeInfo *
get_mode (GessoCompareView *self)
{
  return &_gesso_compare_modes[self->mode];
}

static const GessoComparePairInfo *
get_pair (GessoCompareView *self)
{
  return &_gesso_compare_pairs[self->pair];
}

/* The mask says what changed between before and after, and nothing of a whole answer. */
static gboolean
can_be_outside (GessoCompareView *self)
{
  return self->mode == GESSO_COMPARE_MODE_DIFFERENCE && self->comparison != NULL
         && get_pair (self)->difference == GESSO_COMPARISON_EDIT
         && gesso_comparison_has_mask (self->comparison);
}

static guint
get_wanted (GessoCompareView       *self,
            GessoComparisonPicture *out_pictures)
{
  out_pictures[0] = get_pair (self)->pictures[0];
  out_pictures[1] = get_pair (self)->pictures[1];
  if (self->mode == GESSO_COMPARE_MODE_DIFFERENCE)
    out_pictures[0] = self->outside && can_be_outside (self) ? GESSO_COMPARISON_OUTSIDE
                                                             : get_pair (self)->difference;
  if (self->mode == GESSO_COMPARE_MODE_HEAT)
    out_pictures[0] = GESSO_COMPARISON_HEAT;

  return get_mode (self)->layout == GESSO_COMPARE_ONE ? 1 : 2;
}

/* What is said. */

static void
say_problem (GessoCompareView *self,
             const char       *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
show_loading (GessoCompareView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->n_loading > 0);
  gtk_spinner_set_spinning (self->spinner, self->n_loading > 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_STATE_BUSY,
                               self->n_loading > 0, -1);
}

static gboolean
is_answer_seen (GessoCompareView *self)
{
  return self->mode == GESSO_COMPARE_MODE_HEAT
         || get_pair (self)->pictures[0] == GESSO_COMPARISON_ANSWER
         || get_pair (self)->pictures[1] == GESSO_COMPARISON_ANSWER;
}

static void
show_legend (GessoCompareView *self)
{
  GessoComparisonPicture wanted[2];
  GessoCompareLegendState state = {
    .is_edit = self->titles[0] == NULL,
    .shows_answer = is_answer_seen (self),
    .offers_outside = can_be_outside (self),
    .comparison = self->comparison,
    .counts = &self->counts,
  };

  get_wanted (self, wanted);
  if (self->mode == GESSO_COMPARE_MODE_HEAT)
    state.kind = GESSO_COMPARE_LEGEND_HEAT;
  else if (self->mode == GESSO_COMPARE_MODE_DIFFERENCE)
    state.kind = wanted[0] == GESSO_COMPARISON_OUTSIDE ? GESSO_COMPARE_LEGEND_OUTSIDE
                                                       : GESSO_COMPARE_LEGEND_DIFFERENCE;
  gesso_compare_legend_set_state (self->legend, &state);
}

static const char *
name_picture (GessoCompareView *self,
              guint             side)
{
  if (self->titles[side] != NULL)
    return self->titles[side];

  switch (get_pair (self)->pictures[side])
    {
    case GESSO_COMPARISON_BEFORE:
      return _ ("Before");
    case GESSO_COMPARISON_AFTER:
      return _ ("After");
    case GESSO_COMPARISON_ANSWER:
    case GESSO_COMPARISON_EDIT:
    case GESSO_COMPARISON_WHOLE:
    case GESSO_COMPARISON_RESTORED:
    case GESSO_COMPARISON_OUTSIDE:
    case GESSO_COMPARISON_HEAT:
    default:
      return _ ("Whole Answer");
    }
}

static char *
describe_pictures (GessoCompareView *self)
{
  const char *title = _ (get_mode (self)->title);
  const char *first = name_picture (self, 0);
  const char *second = name_picture (self, 1);
  GessoComparisonPicture wanted[2];
  guint shown;

  get_wanted (self, wanted);
  g_object_get (self->canvas, "side", &shown, NULL);
  if (self->mode == GESSO_COMPARE_MODE_HEAT && self->titles[0] == NULL)
    return g_strdup (title);
  if (self->mode == GESSO_COMPARE_MODE_BLINK)
    /* Translators: how two pictures are compared, and which of them is seen. */
    return g_strdup_printf (_ ("%s: %s"), title, shown == 0 ? first : second);
  if (wanted[0] == GESSO_COMPARISON_OUTSIDE)
    /* Translators: a difference of two pictures, and both of them. */
    return g_strdup_printf (_ ("%s outside the mask: %s, %s"), title, first, second);

  /* Translators: how two pictures are compared, and both of them. */
  return g_strdup_printf (_ ("%s: %s, %s"), title, first, second);
}

/* For those who do not see it. */
void
_gesso_compare_view_describe (GessoCompareView *self)
{
  g_autofree char *words = describe_pictures (self);
  g_autofree char *all = self->mode == GESSO_COMPARE_MODE_DIFFERENCE
                             /* Translators: what is seen, and how many times it is amplified. */
                             ? g_strdup_printf (_ ("%s, amplified %d times"), words, self->gain)
                             : g_steal_pointer (&words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

/* Pictures. */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Loading *loading = user_data;
  g_autoptr (GError) error = NULL;
  GessoPictureCounts counts = { 0 };
  g_autoptr (GessoPyramid) pyramid
      = gesso_picture_cache_load_finish (GESSO_PICTURE_CACHE (source), result, &counts, &error);
  GessoCompareView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = loading->self;
  self->n_loading--;
  show_loading (self);
  /* What was seen until now, if anything, was not this. */
  gesso_compare_canvas_set_picture (self->canvas, loading->side, pyramid);
  if (pyramid == NULL)
    {
      g_autofree char *words = gesso_failure_text_error (error);

      say_problem (self, words);
      return;
    }

  self->counts = counts;
  show_legend (self);
}

static void
stop_loading (GessoCompareView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_loading = 0;
}

/* A difference that is only amplified by more stays until the new one is there. */
static void
load_side (GessoCompareView       *self,
           guint                   side,
           GessoComparisonPicture  which)
{
  GessoPyramid *known
      = gesso_picture_cache_lookup (self->cache, gesso_comparison_get_key (self->comparison, which),
                                    &self->counts);
  Loading *loading;

  if (known != NULL || !self->amplifying)
    gesso_compare_canvas_set_picture (self->canvas, side, known);
  if (known != NULL)
    return;

  loading = g_new0 (Loading, 1);
  loading->self = self;
  loading->side = side;
  self->n_loading++;
  gesso_picture_cache_load_async (self->cache, self->worker, self->comparison, which,
                                  self->cancellable, loaded_cb, loading);
}

void
_gesso_compare_view_load (GessoCompareView *self)
{
  GessoComparisonPicture wanted[2];
  guint n;

  stop_loading (self);
  say_problem (self, NULL);
  self->counts = (GessoPictureCounts){ 0 };
  if (self->comparison != NULL)
    {
      self->cancellable = g_cancellable_new ();
      n = get_wanted (self, wanted);
      for (guint i = 0; i < n; i++)
        load_side (self, i, wanted[i]);
    }
  show_loading (self);
}

/* Blinking. */

static gboolean
blink_cb (gpointer user_data)
{
  GessoCompareView *self = user_data;

  if (self->n_loading == 0)
    gesso_compare_canvas_set_side (self->canvas, 1 - gesso_compare_canvas_get_side (self->canvas));
  return G_SOURCE_CONTINUE;
}

void
_gesso_compare_view_update_blinking (GessoCompareView *self)
{
  gboolean wanted = self->comparison != NULL && self->mode == GESSO_COMPARE_MODE_BLINK
                    && self->automatic && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && self->blink_id == 0)
    self->blink_id = g_timeout_add (BLINK_MS, blink_cb, self);
  if (!wanted)
    g_clear_handle_id (&self->blink_id, g_source_remove);
  if (!wanted && self->canvas != NULL)
    gesso_compare_canvas_set_side (self->canvas, 1);
}

/* Everything that follows from how and what is compared. */
void
_gesso_compare_view_update (GessoCompareView *self)
{
  const char *title = _ (get_mode (self)->title);
  gboolean has_answer
      = self->comparison != NULL && gesso_comparison_get_answers (self->comparison, NULL) > 0;

  gesso_compare_canvas_set_layout (self->canvas, get_mode (self)->layout);
  gesso_compare_canvas_set_names (self->canvas, name_picture (self, 0), name_picture (self, 1));
  gtk_menu_button_set_label (self->mode_button, title);
  gtk_widget_set_visible (self->automatic_button, self->mode == GESSO_COMPARE_MODE_BLINK);
  /* A heat-map is always about the model's own answer. */
  gtk_widget_set_visible (self->pair_button, has_answer && self->mode != GESSO_COMPARE_MODE_HEAT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.outside", can_be_outside (self));
  _gesso_compare_view_update_blinking (self);
  _gesso_compare_view_describe (self);
  _gesso_compare_view_load (self);
  show_legend (self);
}
