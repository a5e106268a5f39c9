/* gesso-comparison.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoComparison: before, after and the model's whole answer, brought into one frame. Where an
 * edit had a mask, its plan says where the answer belongs and by how much the picture was extended;
 * without one the pictures cover each other as wholes, scaled where their sizes differ. Made on the
 * main thread from values; the pictures are made on a worker, each from the files anew, so that
 * nothing large is held here.
 */

#include "config.h"

#include "protect/gesso-comparison.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-decoder.h"
#include "image/gesso-heat.h"
#include "image/gesso-scale.h"
#include "protect/gesso-protect-private.h"

#include <string.h>

struct _GessoComparison
{
  char *before_path; /* (owned) */
  char *after_path;  /* (owned) */
  char *answer_path; /* (owned) (nullable) */
  GessoSize size;    /* of the frame */
  GessoRect before;  /* where it lies in the frame */
  GessoRect after;
  GessoRect answer;
  char *keys[GESSO_COMPARISON_N_PICTURES]; /* (owned) */
};

G_DEFINE_BOXED_TYPE (GessoComparison,
                     gesso_comparison,
                     gesso_comparison_ref,
                     gesso_comparison_unref)

/* Layout. */

static void
find_layout (GessoComparison *self,
             const GessoSize *before,
             const GessoSize *after,
             GessoStitchPlan *plan)
{
  GessoRect whole = { 0, 0, after->width, after->height };

  self->size = *after;
  self->before = self->after = self->answer = whole;
  if (plan != NULL)
    {
      const GessoMargins *margins = gesso_stitch_plan_get_margins (plan);
      int width = before->width + margins->left + margins->right;
      int height = before->height + margins->top + margins->bottom;

      /* An answer that was refused is the result itself, of the size that was sent. */
      if (self->answer_path == NULL)
        {
          self->after = *gesso_stitch_plan_get_rect (plan);
          self->size = (GessoSize){ width, height };
        }
      else if (width != after->width || height != after->height)
        return;

      self->answer = *gesso_stitch_plan_get_rect (plan);
      self->before = (GessoRect){ margins->left, margins->top, before->width, before->height };
    }
}

/* What takes only a part of the frame lies within the picture before. */
static char *
make_key (const GessoComparison *self,
          const char            *path,
          const GessoRect       *place,
          const char            *below)
{
  if (place->x == 0 && place->y == 0 && place->width == self->size.width
      && place->height == self->size.height)
    return g_strdup_printf ("%s %d,%d", path, place->width, place->height);

  return g_strdup_printf ("%s %d,%d,%d,%d in %s %d,%d", path, place->x, place->y, place->width,
                          place->height, below, self->size.width, self->size.height);
}

static void
make_keys (GessoComparison *self)
{
  char **keys = self->keys;

  keys[GESSO_COMPARISON_BEFORE] = make_key (self, self->before_path, &self->before, "nothing");
  keys[GESSO_COMPARISON_AFTER]
      = make_key (self, self->after_path, &self->after, keys[GESSO_COMPARISON_BEFORE]);
  keys[GESSO_COMPARISON_ANSWER]
      = self->answer_path != NULL
            ? make_key (self, self->answer_path, &self->answer, keys[GESSO_COMPARISON_BEFORE])
            : g_strdup (keys[GESSO_COMPARISON_AFTER]);
  for (guint i = GESSO_COMPARISON_EDIT; i < GESSO_COMPARISON_N_PICTURES; i++)
    keys[i] = g_strdup_printf ("%u of %s, %s, %s", i, keys[GESSO_COMPARISON_BEFORE],
                               keys[GESSO_COMPARISON_AFTER], keys[GESSO_COMPARISON_ANSWER]);
}

/* Pictures, on a worker. */

/* Upright and in sRGB, as everything is shown; @deep keeps the depth, so that the least difference
 * counts. */
static GessoImage *
load (const char       *path,
      const GessoRect  *place,
      gboolean          deep,
      GCancellable     *cancellable,
      GError          **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) file = NULL;
  g_autoptr (GessoImage) image = NULL;

  options.to_srgb = TRUE;
  options.max_depth_8 = !deep;
  file = gesso_decoder_decode_file (path, &options, cancellable, error);
  if (file != NULL && gesso_image_get_format (file) == GESSO_PIXEL_FORMAT_GRAY8)
    image = gesso_color_convert (file, GESSO_PIXEL_FORMAT_RGBA8, error);
  else
    image = g_steal_pointer (&file);

  return image != NULL ? gesso_scale_resize (image, place->width, place->height, cancellable, error)
                       : NULL;
}

/* Copies what is in the frame; nothing is blended, so a pixel stays what it is. */
static void
copy_rows (GessoImage      *image,
           const GessoRect *place,
           guint8          *pixels,
           const GessoSize *frame)
{
  GessoRect all = { 0, 0, frame->width, frame->height };
  GessoRect common = gesso_rect_intersect (place, &all);
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (image));

  for (int y = common.y; y < common.y + common.height; y++)
    memcpy (pixels + ((gsize) y * (gsize) frame->width + (gsize) common.x) * pixel,
            gesso_image_get_row (image, y - place->y) + (gsize) (common.x - place->x) * pixel,
            (gsize) common.width * pixel);
}

/* A picture at its place of the frame, over another or over nothing. */
static GessoImage *
put_in_frame (GessoComparison  *self,
              GessoImage       *below,
              GessoImage       *image,
              const GessoRect  *place,
              GError          **error)
{
  GessoPixelFormat format = gesso_image_get_format (below != NULL ? below : image);
  gsize pixel = gesso_pixel_format_get_size (format);
  GessoRect all = { 0, 0, self->size.width, self->size.height };
  g_autoptr (GessoImage) same = NULL;
  guint8 *pixels;

  if (gesso_rect_equal (place, &all))
    return gesso_image_ref (image);

  same = gesso_color_convert (image, format, error);
  pixels = same != NULL
               ? _gesso_protect_try_alloc ((gsize) all.width * (gsize) all.height, pixel, error)
               : NULL;
  if (pixels == NULL)
    return NULL;

  if (below != NULL)
    copy_rows (below, &all, pixels, &self->size);
  else
    memset (pixels, 0, (gsize) all.width * (gsize) all.height * pixel);
  copy_rows (same, place, pixels, &self->size);
  return gesso_image_new_take (all.width, all.height, format, (gsize) all.width * pixel, pixels);
}

static GessoImage *
make_before (GessoComparison  *self,
             gboolean          deep,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (GessoImage) image = load (self->before_path, &self->before, deep, cancellable, error);

  return image != NULL ? put_in_frame (self, NULL, image, &self->before, error) : NULL;
}

/* What takes only a part of the frame is seen within the picture before. */
static GessoImage *
make_over_before (GessoComparison  *self,
                  const char       *path,
                  const GessoRect  *place,
                  gboolean          deep,
                  GCancellable     *cancellable,
                  GError          **error)
{
  GessoRect all = { 0, 0, self->size.width, self->size.height };
  g_autoptr (GessoImage) image = load (path, place, deep, cancellable, error);
  g_autoptr (GessoImage) before = NULL;

  if (image == NULL || gesso_rect_equal (place, &all))
    return g_steal_pointer (&image);

  before = make_before (self, deep, cancellable, error);
  return before != NULL ? put_in_frame (self, before, image, place, error) : NULL;
}

static GessoImage *
make_side (GessoComparison         *self,
           GessoComparisonPicture   which,
           gboolean                 deep,
           GCancellable            *cancellable,
           GError                 **error)
{
  if (which == GESSO_COMPARISON_BEFORE)
    return make_before (self, deep, cancellable, error);
  if (which == GESSO_COMPARISON_AFTER || self->answer_path == NULL)
    return make_over_before (self, self->after_path, &self->after, deep, cancellable, error);

  return make_over_before (self, self->answer_path, &self->answer, deep, cancellable, error);
}

static GessoImage *
make_difference (GessoComparison         *self,
                 GessoComparisonPicture   from,
                 GessoComparisonPicture   to,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autoptr (GessoImage) a = make_side (self, from, TRUE, cancellable, error);
  g_autoptr (GessoImage) b = a != NULL ? make_side (self, to, TRUE, cancellable, error) : NULL;

  return b != NULL ? gesso_composite_difference (a, b, GESSO_COMPARISON_GAIN, cancellable, error)
                   : NULL;
}

static GessoImage *
make_heat (GessoComparison  *self,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr (GessoImage) before
      = make_side (self, GESSO_COMPARISON_BEFORE, TRUE, cancellable, error);
  g_autoptr (GessoImage) answer = NULL;
  g_autoptr (GessoImage) map = NULL;

  if (before != NULL)
    answer = make_side (self, GESSO_COMPARISON_ANSWER, TRUE, cancellable, error);
  if (answer != NULL)
    map = gesso_composite_heat_map (before, answer, cancellable, error);

  return map != NULL ? gesso_heat_over (before, map, cancellable, error) : NULL;
}

/**
 * gesso_comparison_new:
 * @before_path: the file of the picture that was edited
 * @before_size: its size in pixels, upright
 * @after_path: the file of the edit
 * @after_size: its size in pixels
 * @answer_path: (nullable): the file of what the model sent, where that is not the edit itself
 * @plan: (nullable): how the edit was put together, if it had a mask; needs no bytes
 *
 * Returns: (transfer full): a comparison
 */
GessoComparison *
gesso_comparison_new (const char      *before_path,
                      const GessoSize *before_size,
                      const char      *after_path,
                      const GessoSize *after_size,
                      const char      *answer_path,
                      GessoStitchPlan *plan)
{
  GessoComparison *self;

  g_return_val_if_fail (before_path != NULL && before_size != NULL, NULL);
  g_return_val_if_fail (after_path != NULL && after_size != NULL, NULL);

  self = g_atomic_rc_box_new0 (GessoComparison);
  self->before_path = g_strdup (before_path);
  self->after_path = g_strdup (after_path);
  /* Where it belongs is only known with a plan. */
  self->answer_path = plan != NULL ? g_strdup (answer_path) : NULL;
  find_layout (self, before_size, after_size, plan);
  make_keys (self);
  return self;
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
  g_free (self->answer_path);
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
 * gesso_comparison_has_answer:
 * @self: a comparison
 *
 * Returns: whether the whole answer is another picture than the edit
 */
gboolean
gesso_comparison_has_answer (GessoComparison *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->answer_path != NULL;
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

/**
 * gesso_comparison_make:
 * @self: a comparison
 * @which: one of its pictures; without another answer the edit stands for it
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Makes one of the pictures from the files. On a worker.
 *
 * Returns: (transfer full) (nullable): a picture of the comparison's size, in sRGB, 8 bits
 */
GessoImage *
gesso_comparison_make (GessoComparison         *self,
                       GessoComparisonPicture   which,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (which)
    {
    case GESSO_COMPARISON_EDIT:
      return make_difference (self, GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_AFTER, cancellable,
                              error);
    case GESSO_COMPARISON_WHOLE:
      return make_difference (self, GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_ANSWER, cancellable,
                              error);
    case GESSO_COMPARISON_RESTORED:
      return make_difference (self, GESSO_COMPARISON_ANSWER, GESSO_COMPARISON_AFTER, cancellable,
                              error);
    case GESSO_COMPARISON_HEAT:
      return make_heat (self, cancellable, error);
    case GESSO_COMPARISON_BEFORE:
    case GESSO_COMPARISON_AFTER:
    case GESSO_COMPARISON_ANSWER:
    default:
      return make_side (self, which, FALSE, cancellable, error);
    }
}
