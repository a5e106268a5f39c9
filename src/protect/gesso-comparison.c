/* gesso-comparison.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoComparison: before, after and the model's whole answer, brought into one frame. Where an
 * edit had a mask, its plan says where the answer belongs and by how much the picture was extended;
 * an edit whose regions were sent each by itself has several, and all of them are shown. Without a
 * mask the pictures cover each other as wholes, scaled where their sizes differ. Made on the main
 * thread from values; the pictures are made on a worker, each from the files anew, so that nothing
 * large is held here.
 */

#include "config.h"

#include "protect/gesso-comparison-private.h"

/* Two pictures whose sides are as good as in proportion fill the same rectangle. */
#define SAME_ASPECT 0.01

G_DEFINE_BOXED_TYPE (GessoComparison,
                     gesso_comparison,
                     gesso_comparison_ref,
                     gesso_comparison_unref)

static void
clear_placed (gpointer data)
{
  g_free (((GessoPlaced *) data)->path);
}

static GArray *
new_answers (void)
{
  GArray *answers = g_array_new (FALSE, FALSE, sizeof (GessoPlaced));

  g_array_set_clear_func (answers, clear_placed);
  return answers;
}

static void
add_answer (GArray          *answers,
            const char      *path,
            const GessoRect *place)
{
  GessoPlaced placed = { g_strdup (path), *place };

  g_array_append_val (answers, placed);
}

/* Layout. */

/* The same proportions fill the frame; others stay what they are, in its middle. */
static GessoRect
fit (const GessoSize *size,
     const GessoSize *frame)
{
  double across = (double) frame->width / size->width;
  double down = (double) frame->height / size->height;
  GessoRect rect = { 0, 0, frame->width, frame->height };

  if (MAX (across, down) <= (1 + SAME_ASPECT) * MIN (across, down))
    return rect;

  if (across > down)
    rect.width = CLAMP ((int) (size->width * down + 0.5), 1, frame->width);
  else
    rect.height = CLAMP ((int) (size->height * across + 0.5), 1, frame->height);
  rect.x = (frame->width - rect.width) / 2;
  rect.y = (frame->height - rect.height) / 2;
  return rect;
}

/* The mask may do nothing outside of what was sent, unless it is that of several requests. */
static void
set_plan (GessoComparison *self,
          const GessoSize *before,
          GessoStitchPlan *plan)
{
  const GessoStitchOptions *options = gesso_stitch_plan_get_options (plan);

  self->margins = *gesso_stitch_plan_get_margins (plan);
  self->before
      = (GessoRect){ self->margins.left, self->margins.top, before->width, before->height };
  self->scale = 1;
  self->painted = *before;
  self->feather = options->feather;
  self->feather_outward = options->feather_outward;
  gesso_stitch_plan_get_number (plan, &self->n_parts);
  self->masked = self->n_parts > 0 ? (GessoRect){ 0, 0, self->size.width, self->size.height }
                                   : *gesso_stitch_plan_get_rect (plan);
}

static GessoSize
get_canvas (const GessoSize *before,
            GessoStitchPlan *plan)
{
  const GessoMargins *margins = gesso_stitch_plan_get_margins (plan);

  return (GessoSize){ before->width + margins->left + margins->right,
                      before->height + margins->top + margins->bottom };
}

static void
find_layout (GessoComparison             *self,
             const GessoSize             *before,
             const GessoSize             *after,
             const GessoComparisonAnswer *answers,
             guint                        n_answers)
{
  const GessoComparisonAnswer *own = n_answers > 0 ? &answers[n_answers - 1] : NULL;
  GessoSize canvas;

  self->size = *after;
  self->native = *before;
  self->after = (GessoRect){ 0, 0, after->width, after->height };
  self->before = fit (before, after);
  self->scale = (double) self->before.width / before->width;
  if (own == NULL)
    return;
  if (own->plan == NULL)
    {
      if (own->path != NULL)
        add_answer (self->answers, own->path, &self->after);
      return;
    }

  canvas = get_canvas (before, own->plan);
  if (own->path == NULL)
    {
      /* An answer that was refused is the result itself, of the size that was sent. */
      self->size = canvas;
      self->after = *gesso_stitch_plan_get_rect (own->plan);
      set_plan (self, before, own->plan);
      g_clear_pointer (&self->mask_path, g_free);
      return;
    }
  if (canvas.width != after->width || canvas.height != after->height)
    {
      g_clear_pointer (&self->mask_path, g_free);
      return;
    }

  set_plan (self, before, own->plan);
  for (guint i = 0; i < n_answers; i++)
    if (answers[i].path != NULL && answers[i].plan != NULL)
      add_answer (self->answers, answers[i].path, gesso_stitch_plan_get_rect (answers[i].plan));
}

gboolean
_gesso_comparison_fills_frame (const GessoComparison *self,
                               const GessoRect       *place)
{
  return place->x == 0 && place->y == 0 && place->width == self->size.width
         && place->height == self->size.height;
}

/* What takes only a part of the frame lies within the picture before. */
static char *
make_key (const GessoComparison *self,
          const char            *path,
          const GessoRect       *place,
          const char            *below)
{
  if (_gesso_comparison_fills_frame (self, place))
    return g_strdup_printf ("%s %d,%d", path, place->width, place->height);

  return g_strdup_printf ("%s %d,%d,%d,%d in %s %d,%d", path, place->x, place->y, place->width,
                          place->height, below, self->size.width, self->size.height);
}

static char *
make_answer_key (const GessoComparison *self)
{
  char *key = NULL;

  if (self->answers->len == 0)
    return g_strdup (self->keys[GESSO_COMPARISON_AFTER]);

  for (guint i = 0; i < self->answers->len; i++)
    {
      const GessoPlaced *placed = &g_array_index (self->answers, GessoPlaced, i);
      g_autofree char *below = key;

      key = make_key (self, placed->path, &placed->place,
                      below != NULL ? below : self->keys[GESSO_COMPARISON_BEFORE]);
    }
  return key;
}

static void
make_keys (GessoComparison *self)
{
  char **keys = self->keys;

  keys[GESSO_COMPARISON_BEFORE] = make_key (self, self->before_path, &self->before, "nothing");
  keys[GESSO_COMPARISON_AFTER]
      = make_key (self, self->after_path, &self->after, keys[GESSO_COMPARISON_BEFORE]);
  keys[GESSO_COMPARISON_ANSWER] = make_answer_key (self);
  for (guint i = GESSO_COMPARISON_EDIT; i < GESSO_COMPARISON_N_PICTURES; i++)
    keys[i]
        = g_strdup_printf ("%u of %s, %s, %s, but %s, %d times", i, keys[GESSO_COMPARISON_BEFORE],
                           keys[GESSO_COMPARISON_AFTER], keys[GESSO_COMPARISON_ANSWER],
                           self->mask_path != NULL ? self->mask_path : "nothing",
                           i == GESSO_COMPARISON_HEAT ? 1 : self->gain);
}

/**
 * gesso_comparison_new:
 * @before_path: the file of the picture that was edited, or of any other
 * @before_size: its size in pixels, upright
 * @after_path: the file of the edit
 * @after_size: its size in pixels
 * @answers: (array length=n_answers) (nullable): what the model sent, in the order in which it was
 *   put in, that of @after_path itself last
 * @n_answers: how many
 * @mask_path: (nullable): the file of the mask that they were put in with, that of all parts where
 *   there are several
 *
 * Without answers both are pictures that have nothing to do with each other: the first is scaled to
 * fit into the second's rectangle.
 *
 * Returns: (transfer full): a comparison, amplified by %GESSO_COMPARISON_GAIN
 */
GessoComparison *
gesso_comparison_new (const char                  *before_path,
                      const GessoSize             *before_size,
                      const char                  *after_path,
                      const GessoSize             *after_size,
                      const GessoComparisonAnswer *answers,
                      guint                        n_answers,
                      const char                  *mask_path)
{
  GessoComparison *self;

  g_return_val_if_fail (before_path != NULL && before_size != NULL, NULL);
  g_return_val_if_fail (after_path != NULL && after_size != NULL, NULL);
  g_return_val_if_fail (answers != NULL || n_answers == 0, NULL);

  self = g_atomic_rc_box_new0 (GessoComparison);
  self->before_path = g_strdup (before_path);
  self->after_path = g_strdup (after_path);
  self->answers = new_answers ();
  self->gain = GESSO_COMPARISON_GAIN;
  /* What it let through is only known with a plan. */
  if (n_answers > 0 && answers[n_answers - 1].plan != NULL)
    self->mask_path = g_strdup (mask_path);
  find_layout (self, before_size, after_size, answers, n_answers);
  self->n_parts = MAX (self->n_parts, self->answers->len);
  make_keys (self);
  return self;
}

/**
 * gesso_comparison_with_gain:
 * @self: a comparison
 * @gain: by how much differences are amplified, 1 to %GESSO_COMPARISON_MOST_GAIN; the smallest is
 *   seen at any of them
 *
 * Returns: (transfer full): the same comparison, amplified by this much
 */
GessoComparison *
gesso_comparison_with_gain (GessoComparison *self,
                            int              gain)
{
  GessoComparison *copy;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (gain >= 1 && gain <= GESSO_COMPARISON_MOST_GAIN, NULL);

  if (gain == self->gain)
    return gesso_comparison_ref (self);

  copy = g_atomic_rc_box_dup (sizeof (GessoComparison), self);
  copy->before_path = g_strdup (self->before_path);
  copy->after_path = g_strdup (self->after_path);
  copy->mask_path = g_strdup (self->mask_path);
  copy->answers = new_answers ();
  for (guint i = 0; i < self->answers->len; i++)
    {
      const GessoPlaced *placed = &g_array_index (self->answers, GessoPlaced, i);

      add_answer (copy->answers, placed->path, &placed->place);
    }
  copy->gain = gain;
  make_keys (copy);
  return copy;
}

/**
 * gesso_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self. Any thread.
 */
GessoComparison *
gesso_comparison_ref (GessoComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
comparison_clear (gpointer data)
{
  GessoComparison *self = data;

  g_free (self->before_path);
  g_free (self->after_path);
  g_free (self->mask_path);
  g_array_unref (self->answers);
  for (guint i = 0; i < GESSO_COMPARISON_N_PICTURES; i++)
    g_free (self->keys[i]);
}

/**
 * gesso_comparison_unref:
 * @self: (transfer full): a comparison
 *
 * Any thread.
 */
void
gesso_comparison_unref (GessoComparison *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, comparison_clear);
}

/**
 * gesso_comparison_get_size:
 * @self: a comparison
 *
 * Returns: (transfer none): the size of all its pictures, in pixels
 */
const GessoSize *
gesso_comparison_get_size (GessoComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->size;
}

/**
 * gesso_comparison_get_scale:
 * @self: a comparison
 * @out_native: (out) (optional): the size of the picture before, in its own pixels
 *
 * Returns: how large the picture before is shown beside the other, 1 for pixel by pixel
 */
double
gesso_comparison_get_scale (GessoComparison *self,
                            GessoSize       *out_native)
{
  g_return_val_if_fail (self != NULL, 1);

  if (out_native != NULL)
    *out_native = self->native;
  return self->scale;
}

/**
 * gesso_comparison_get_gain:
 * @self: a comparison
 *
 * Returns: by how much differences are amplified
 */
int
gesso_comparison_get_gain (GessoComparison *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->gain;
}

/**
 * gesso_comparison_get_answers:
 * @self: a comparison
 * @out_n_parts: (out) (optional): how many answers the whole edit has; more than the result where
 *   some did not come, or are no longer there
 *
 * Returns: how many answers are shown; 0 when the edit itself is the whole answer
 */
guint
gesso_comparison_get_answers (GessoComparison *self,
                              guint           *out_n_parts)
{
  g_return_val_if_fail (self != NULL, 0);

  if (out_n_parts != NULL)
    *out_n_parts = self->n_parts;
  return self->answers->len;
}

/**
 * gesso_comparison_has_mask:
 * @self: a comparison
 *
 * Returns: whether it is known what the mask let through, see %GESSO_COMPARISON_OUTSIDE
 */
gboolean
gesso_comparison_has_mask (GessoComparison *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->mask_path != NULL;
}

/**
 * gesso_comparison_get_key:
 * @self: a comparison
 * @which: one of its pictures
 *
 * Names a picture among those of all comparisons: the same key, the same pixels.
 *
 * Returns: (transfer none): a name
 */
const char *
gesso_comparison_get_key (GessoComparison        *self,
                          GessoComparisonPicture  which)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (which < GESSO_COMPARISON_N_PICTURES, NULL);

  return self->keys[which];
}
