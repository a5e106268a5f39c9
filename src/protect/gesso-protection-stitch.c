/* gesso-protection-stitch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An answer goes in, a proven picture comes out: brought into the base's space, found, matched,
 * let through the mask row by row, and then every pixel outside is compared with the original. The
 * base, the result and the masks are all that is ever held in full size.
 */

#include "config.h"

#include "protect/gesso-protection.h"
#include "protect/gesso-protection-private.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-scale.h"
#include "protect/gesso-align.h"
#include "protect/gesso-blend.h"
#include "protect/gesso-protect-private.h"
#include "protect/gesso-resampler.h"
#include "protect/gesso-seam.h"
#include "protect/gesso-tone.h"
#include "protect/gesso-verify.h"

#include <math.h>
#include <string.h>

#define ROWS_PER_CHECK 32

/* An answer less opaque than this wherever it should be put in holds nothing. */
#define LEAST_ALPHA 8

/* Gains beyond this, or as different as this between colours, are what was asked for. */
#define ADJUST_GAIN 1.15
#define ADJUST_SPREAD 1.06

/* Where the time goes, for the progress. */
#define DONE_MEASURED 0.35
#define DONE_BLENDED 0.8

typedef struct
{
  GessoProtection *edit;            /* (unowned) */
  GessoProtectionProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (unowned) (nullable) */
  GessoImage *head;          /* (unowned) (nullable): the base with other parts in it */
  GessoImage *whole;         /* (unowned) (nullable): the mask of all parts */

  GessoImage *answer;   /* (owned): in the base's space and depth, its own size */
  GessoImage *sent;     /* (owned): what was sent, in the base's space and depth */
  GessoImage *same;     /* (owned): the answer in the size of what was sent */
  GessoImage *mask;     /* (owned): what the model was allowed to touch */
  GessoImage *blend;    /* (owned): what is let through, of the rectangle's size */
  GessoSeamField *seam; /* (owned) (nullable) */
  GessoAlignment alignment;
  double gain[3];
  GessoProof proof;
} Stitch;

static void
stitch_clear (Stitch *self)
{
  g_clear_pointer (&self->answer, gesso_image_unref);
  g_clear_pointer (&self->sent, gesso_image_unref);
  g_clear_pointer (&self->same, gesso_image_unref);
  g_clear_pointer (&self->mask, gesso_image_unref);
  g_clear_pointer (&self->blend, gesso_image_unref);
  g_clear_pointer (&self->seam, gesso_seam_field_free);
}

static void
report (Stitch *self,
        double  fraction)
{
  if (self->progress != NULL)
    self->progress (fraction, self->progress_data);
}

/* The answer's numbers as the base's are meant. */
static GessoImage *
adopt_answer (Stitch      *self,
              GessoImage  *answer,
              GError     **error)
{
  g_autoptr (GessoImage) srgb = gesso_color_to_srgb (answer, self->cancellable, error);
  g_autoptr (GessoImage) deep
      = srgb != NULL ? gesso_color_convert (srgb, gesso_image_get_format (self->edit->base), error)
                     : NULL;

  return deep != NULL ? gesso_color_from_srgb (deep, gesso_image_get_icc_profile (self->edit->base),
                                               self->cancellable, error)
                      : NULL;
}

static guint
alpha_at (GessoImage *image,
          int         x,
          int         y)
{
  const guint8 *row = gesso_image_get_row (image, y);

  return gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA16
             ? ((const guint16 *) (const void *) row)[4 * x + 3] >> 8
             : row[4 * x + 3];
}

static gboolean
is_empty (Stitch *self)
{
  if (!gesso_image_has_alpha (self->same))
    return FALSE;

  for (int y = 0; y < gesso_image_get_height (self->same); y++)
    for (int x = 0; x < gesso_image_get_width (self->same); x++)
      if (gesso_image_get_row (self->mask, y)[x] > 0 && alpha_at (self->same, x, y) >= LEAST_ALPHA)
        return FALSE;

  return TRUE;
}

/* What the model did around the mask, before anything is taken back. */
static gboolean
measure_drift (Stitch  *self,
               GError **error)
{
  GessoDifference difference;

  if (!gesso_composite_compare (self->sent, self->same, self->mask, &difference, self->cancellable,
                                error))
    return FALSE;

  self->proof.drift_known = difference.n_pixels > 0;
  if (self->proof.drift_known)
    {
      self->proof.drift_mean = difference.mean;
      self->proof.drift_share = (double) difference.n_above / (double) difference.n_pixels;
    }
  return TRUE;
}

/* What was to be relit or recoloured may have been so all over; that is not an error of brightness
 * to take back. */
static gboolean
uses_tone (Stitch *self)
{
  const double *gain = self->alignment.gain;
  double least = MIN (gain[0], MIN (gain[1], gain[2]));
  double most = MAX (gain[0], MAX (gain[1], gain[2]));

  if (!self->edit->options.tone)
    return FALSE;

  return self->edit->options.mode == GESSO_EDIT_MODE_REPLACE
         || (least > 1 / ADJUST_GAIN && most < ADJUST_GAIN && most < ADJUST_SPREAD * least);
}

static gboolean
find_position (Stitch  *self,
               GError **error)
{
  GessoAlignment *alignment = &self->alignment;

  if (!gesso_align_find (self->sent, self->same, self->mask, alignment, self->cancellable, error))
    return FALSE;

  self->proof.aligned = alignment->known;
  self->proof.shift_x = alignment->shift_x;
  self->proof.shift_y = alignment->shift_y;
  self->proof.scale = alignment->scale;
  self->proof.corrected = alignment->corrected;
  self->proof.confidence = alignment->confidence;
  self->proof.refusal = alignment->refusal;
  for (int c = 0; c < 3; c++)
    self->gain[c] = uses_tone (self) ? alignment->gain[c] : 1;

  return TRUE;
}

/* Everything that is found out about the answer. */
static gboolean
measure (Stitch      *self,
         GessoImage  *answer,
         GError     **error)
{
  GessoProtection *edit = self->edit;

  self->answer = adopt_answer (self, answer, error);
  self->sent
      = self->answer != NULL ? _gesso_protection_cut_own (edit, self->cancellable, error) : NULL;
  self->same = self->sent != NULL ? gesso_scale_resize (self->answer, edit->sent.width,
                                                        edit->sent.height, self->cancellable, error)
                                  : NULL;
  self->mask
      = self->same != NULL ? gesso_protection_make_edit (edit, self->cancellable, error) : NULL;
  if (self->mask == NULL)
    return FALSE;

  if (is_empty (self))
    {
      self->proof.refusal = GESSO_REFUSAL_EMPTY;
      return TRUE;
    }
  if (!measure_drift (self, error) || !find_position (self, error))
    return FALSE;
  if (self->proof.refusal != GESSO_REFUSAL_NONE || edit->options.seam != GESSO_SEAM_GRADIENT)
    return TRUE;

  self->seam = gesso_seam_field_new (self->sent, self->same, self->mask, &self->alignment,
                                     self->gain, self->cancellable, error);
  return self->seam != NULL;
}

/* Whether @image can stand for the edit's base: another part was put into the same picture. */
static gboolean
is_like_base (GessoProtection *edit,
              GessoImage      *image)
{
  return gesso_image_get_width (image) == edit->painted.width
         && gesso_image_get_height (image) == edit->painted.height
         && gesso_image_get_format (image) == gesso_image_get_format (edit->base)
         && gesso_margins_is_none (&edit->painted.margins);
}

/* A row of what the answer is put into: the base where the part is, which is what was sent, and
 * what other parts have made of it elsewhere. */
static void
copy_row (Stitch *self,
          int     y,
          gsize   pixel,
          guint8 *out)
{
  GessoProtection *edit = self->edit;
  int from = CLAMP (edit->rect.x, 0, edit->painted.width);
  int to = CLAMP (edit->rect.x + edit->rect.width, from, edit->painted.width);
  const guint8 *row = gesso_image_get_row (edit->base, y);

  if (self->head == NULL)
    {
      memcpy (out, row, (gsize) edit->painted.width * pixel);
      return;
    }

  memcpy (out, gesso_image_get_row (self->head, y), (gsize) edit->painted.width * pixel);
  if (y >= edit->rect.y && y < edit->rect.y + edit->rect.height)
    memcpy (out + (gsize) from * pixel, row + (gsize) from * pixel, (gsize) (to - from) * pixel);
}

/* The base on its canvas. What the margins add is filled by the answer. */
static guint8 *
copy_base (Stitch  *self,
           gsize    stride,
           int      height,
           GError **error)
{
  GessoProtection *edit = self->edit;
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (edit->base));
  g_autofree guint8 *pixels = _gesso_protect_try_alloc (stride, (gsize) height, error);

  if (pixels == NULL)
    return NULL;

  if (!gesso_margins_is_none (&edit->painted.margins))
    memset (pixels, 0, stride * (gsize) height);
  for (int y = 0; y < edit->painted.height; y++)
    {
      if (y % ROWS_PER_CHECK == 0
          && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      copy_row (self, y, pixel,
                pixels + (gsize) (y + edit->painted.margins.top) * stride
                    + (gsize) edit->painted.margins.left * pixel);
    }

  return g_steal_pointer (&pixels);
}

/* What is written to: what may change, inside the rectangle and the canvas. */
static GessoRect
find_target (Stitch *self)
{
  GessoProtection *edit = self->edit;
  GessoRect canvas
      = { 0, 0, edit->painted.width + edit->painted.margins.left + edit->painted.margins.right,
          edit->painted.height + edit->painted.margins.top + edit->painted.margins.bottom };
  GessoRect reach = edit->options.feather_outward
                        ? gesso_rect_outset (&edit->bounds, edit->options.feather + 1)
                        : edit->bounds;
  /* Paint below the threshold may lie further out. */
  GessoRect all = edit->mask != NULL ? edit->rect : reach;

  return gesso_rect_intersect (&all, &canvas);
}

static gboolean
has_any (const guint8 *mask,
         int           width)
{
  for (int x = 0; x < width; x++)
    if (mask[x] != 0)
      return TRUE;

  return FALSE;
}

static gboolean
blend_rows (Stitch  *self,
            guint8  *pixels,
            gsize    stride,
            GError **error)
{
  GessoProtection *edit = self->edit;
  GessoPixelFormat format = gesso_image_get_format (edit->base);
  GessoRect target = find_target (self);
  gsize pixel = gesso_pixel_format_get_size (format);
  int left = target.x - edit->rect.x;
  double step_x = (double) edit->sent.width / edit->rect.width;
  double step_y = (double) edit->sent.height / edit->rect.height;
  GessoMapping mapping
      = gesso_align_get_mapping (&self->alignment, edit->sent.width, edit->sent.height,
                                 gesso_image_get_width (self->answer),
                                 gesso_image_get_height (self->answer), edit->rect.width,
                                 edit->rect.height);
  g_autoptr (GessoResampler) resampler = NULL;
  g_autofree guint16 *row = NULL;

  mapping.shift_x += left * mapping.scale_x;
  resampler = gesso_resampler_new (self->answer, &mapping, target.width, error);
  row = _gesso_protect_try_alloc (4 * (gsize) target.width, sizeof (guint16), error);
  if (resampler == NULL || row == NULL)
    return FALSE;

  for (int y = target.y; y < target.y + target.height; y++)
    {
      int part_y = y - edit->rect.y;
      const guint8 *mask = gesso_image_get_row (self->blend, part_y) + left;

      if (part_y % ROWS_PER_CHECK == 0)
        {
          if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          report (self,
                  DONE_MEASURED + (DONE_BLENDED - DONE_MEASURED) * (y - target.y) / target.height);
        }
      if (!has_any (mask, target.width))
        continue;

      memcpy (row, gesso_resampler_get_row (resampler, part_y),
              4 * (gsize) target.width * sizeof (guint16));
      if (edit->options.tone)
        gesso_tone_apply (self->gain, row, target.width);
      if (self->seam != NULL)
        gesso_seam_field_apply (self->seam, (left + 0.5) * step_x, (part_y + 0.5) * step_y, step_x,
                                row, target.width);
      gesso_blend_row (pixels + (gsize) y * stride + (gsize) target.x * pixel, format, row, mask,
                       target.width);
    }

  return TRUE;
}

static GessoImage *
compose (Stitch  *self,
         GError **error)
{
  GessoProtection *edit = self->edit;
  GessoPixelFormat format = gesso_image_get_format (edit->base);
  int width = edit->painted.width + edit->painted.margins.left + edit->painted.margins.right;
  int height = edit->painted.height + edit->painted.margins.top + edit->painted.margins.bottom;
  gsize stride = (gsize) width * gesso_pixel_format_get_size (format);
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;

  self->blend
      = gesso_edit_mask_make_blend (&edit->painted, &edit->rect, edit->options.feather,
                                    edit->options.feather_outward, self->cancellable, error);
  pixels = self->blend != NULL ? copy_base (self, stride, height, error) : NULL;
  if (pixels == NULL || !blend_rows (self, pixels, stride, error))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&pixels), stride * (gsize) height);
  return gesso_image_new (width, height, format, stride, bytes,
                          gesso_image_get_icc_profile (edit->base));
}

/* With other parts in the picture all that no part may touch must be the base's. */
static gboolean
compare_outside (Stitch      *self,
                 GessoImage  *image,
                 GError     **error)
{
  GessoProtection *edit = self->edit;
  GessoPainted painted = edit->painted;
  GessoRect canvas = { 0, 0, painted.width, painted.height };
  g_autoptr (GessoImage) blend = NULL;

  if (self->whole == NULL)
    return gesso_verify_outside (edit->base, image, &painted.margins, &edit->rect, self->blend,
                                 &self->proof.checked, &self->proof.different, self->cancellable,
                                 error);

  painted.mask = self->whole;
  blend = gesso_edit_mask_make_blend (&painted, &canvas, edit->options.feather,
                                      edit->options.feather_outward, self->cancellable, error);
  return blend != NULL
         && gesso_verify_outside (edit->base, image, &painted.margins, &canvas, blend,
                                  &self->proof.checked, &self->proof.different, self->cancellable,
                                  error);
}

static gboolean
prove (Stitch      *self,
       GessoImage  *image,
       GError     **error)
{
  if (!compare_outside (self, image, error))
    return FALSE;
  if (self->proof.different == 0)
    return TRUE;

  g_set_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_NOT_PROVEN,
               "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " pixels differ outside the mask",
               self->proof.different, self->proof.checked);
  return FALSE;
}

static GessoStitched *
run (Stitch      *stitch,
     GessoImage  *answer,
     GError     **error)
{
  g_autoptr (GessoStitched) stitched = g_new0 (GessoStitched, 1);
  gboolean done = measure (stitch, answer, error);

  if (done && stitch->proof.refusal == GESSO_REFUSAL_NONE)
    {
      report (stitch, DONE_MEASURED);
      stitched->image = compose (stitch, error);
      report (stitch, DONE_BLENDED);
      done = stitched->image != NULL && prove (stitch, stitched->image, error);
    }
  stitched->proof = stitch->proof;
  stitch_clear (stitch);
  if (!done)
    return NULL;

  report (stitch, 1);
  return g_steal_pointer (&stitched);
}

/**
 * gesso_protection_stitch:
 * @self: an edit
 * @answer: what came back, in any size and format
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`, %GESSO_PROTECT_ERROR_NOT_PROVEN
 *
 * Puts an answer into the picture and proves it. An answer that does not fit is no error: then
 * there is a proof with the reason, and no picture. On a worker.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
GessoStitched *
gesso_protection_stitch (GessoProtection          *self,
                         GessoImage               *answer,
                         GessoProtectionProgress   progress,
                         gpointer                  progress_data,
                         GCancellable             *cancellable,
                         GError                  **error)
{
  Stitch stitch = { .edit = self,
                    .progress = progress,
                    .progress_data = progress_data,
                    .cancellable = cancellable,
                    .proof = GESSO_PROOF_INIT };

  g_return_val_if_fail (self != NULL && answer != NULL, NULL);

  return run (&stitch, answer, error);
}

/**
 * gesso_protection_stitch_part:
 * @self: one part of an edit
 * @answer: what came back for it
 * @head: (nullable): the base with other parts of the same edit in it
 * @whole: a GRAY8 picture of the base's size, above 0 where any part may change it
 * @cancellable: (nullable): polled between rows
 * @error: see gesso_protection_stitch()
 *
 * Like gesso_protection_stitch(), but the answer goes into what other parts have made of the base,
 * and every pixel outside of @whole is compared with the base. A @head that is no such picture is
 * refused as %GESSO_REFUSAL_INPUT. On a worker.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
GessoStitched *
gesso_protection_stitch_part (GessoProtection  *self,
                              GessoImage       *answer,
                              GessoImage       *head,
                              GessoImage       *whole,
                              GCancellable     *cancellable,
                              GError          **error)
{
  Stitch stitch = { .edit = self,
                    .cancellable = cancellable,
                    .head = head,
                    .whole = whole,
                    .proof = GESSO_PROOF_INIT };
  GessoStitched *stitched;

  g_return_val_if_fail (self != NULL && answer != NULL && whole != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (whole) == GESSO_PIXEL_FORMAT_GRAY8, NULL);

  if (gesso_image_get_width (whole) == self->painted.width
      && gesso_image_get_height (whole) == self->painted.height
      && (head == NULL || is_like_base (self, head)))
    return run (&stitch, answer, error);

  stitched = g_new0 (GessoStitched, 1);
  stitched->proof = (GessoProof) GESSO_PROOF_INIT;
  stitched->proof.refusal = GESSO_REFUSAL_INPUT;
  return stitched;
}

typedef struct
{
  GessoProtection *edit; /* (owned) */
  GessoImage *answer;    /* (owned) */
} Call;

static void
call_free (Call *call)
{
  gesso_protection_unref (call->edit);
  gesso_image_unref (call->answer);
  g_free (call);
}

static void
stitch_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  GessoStitched *stitched
      = gesso_protection_stitch (call->edit, call->answer, NULL, NULL, cancellable, &error);

  if (stitched != NULL)
    g_task_return_pointer (task, stitched, (GDestroyNotify) gesso_stitched_free);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_protection_stitch_async:
 * @self: an edit
 * @answer: what came back
 * @worker: the imaging worker
 * @cancellable: (nullable): stops it between rows
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * See gesso_protection_stitch().
 */
void
gesso_protection_stitch_async (GessoProtection     *self,
                               GessoImage          *answer,
                               GessoWorker         *worker,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call;

  g_return_if_fail (self != NULL && answer != NULL && GESSO_IS_WORKER (worker));

  task = g_task_new (NULL, cancellable, callback, user_data);
  call = g_new0 (Call, 1);
  call->edit = gesso_protection_ref (self);
  call->answer = gesso_image_ref (answer);
  g_task_set_source_tag (task, gesso_protection_stitch_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_INTERACTIVE, stitch_in_thread);
}

/**
 * gesso_protection_stitch_finish:
 * @result: what the callback got
 * @error: see gesso_protection_stitch()
 *
 * Returns: (transfer full) (nullable): what came of it
 */
GessoStitched *
gesso_protection_stitch_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_protection_stitch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
