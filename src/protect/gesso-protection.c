/* gesso-protection.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "protect/gesso-protection.h"
#include "protect/gesso-protection-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-scale.h"
#include "protect/gesso-protect-private.h"
#include "protect/gesso-verify.h"

#include <glib/gstdio.h>
#include <string.h>

/* GessoProtection: one edit of one picture. It holds the base, what was painted, and which part is
 * sent in which size; it makes what goes out and puts back what comes in, so that whatever a model
 * does, nothing outside of what was painted can change. Made for a job from its plan, or by the
 * command line from files; immutable, so any number of answers can be put in. The functions that
 * work block and belong on the imaging worker. */

G_DEFINE_BOXED_TYPE (GessoProtection,
                     gesso_protection,
                     gesso_protection_ref,
                     gesso_protection_unref)

static void
protection_clear (gpointer data)
{
  GessoProtection *self = data;

  g_clear_pointer (&self->base, gesso_image_unref);
  g_clear_pointer (&self->mask, gesso_image_unref);
}

/* The pixels to work on: RGBA, in a space that can be returned to. */
static GessoImage *
prepare_base (GessoImage  *base,
              GError     **error)
{
  if (gesso_image_get_format (base) == GESSO_PIXEL_FORMAT_GRAY8)
    return gesso_color_convert (base, GESSO_PIXEL_FORMAT_RGBA8, error);
  if (gesso_color_has_foreign_profile (base))
    return gesso_color_to_srgb (base, NULL, error);

  return gesso_image_ref (base);
}

static gboolean
find_bounds (GessoProtection  *self,
             GError          **error)
{
  if (!gesso_edit_mask_get_bounds (&self->painted, 0, &self->bounds))
    {
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY,
                           "the mask marks nothing");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_rect (GessoProtection  *self,
            GError          **error)
{
  GessoRect common = gesso_rect_intersect (&self->rect, &self->bounds);

  if (gesso_rect_equal (&common, &self->bounds))
    return TRUE;

  g_set_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_RECT,
               "the mask marks %d,%d,%d,%d, which is not all in %d,%d,%d,%d", self->bounds.x,
               self->bounds.y, self->bounds.width, self->bounds.height, self->rect.x, self->rect.y,
               self->rect.width, self->rect.height);
  return FALSE;
}

/**
 * gesso_protection_new:
 * @base: the picture, in any format
 * @mask: (nullable): a GRAY8 picture of its size, above 0 where it may change; %NULL only with
 *   margins
 * @margins: (nullable): by how much the base is extended
 * @rect: what is sent, in pixels of the canvas; holds all that may change
 * @sent: the size in which it is sent
 * @options: how to put answers back
 * @error: %GESSO_PROTECT_ERROR_MASK_SIZE, %GESSO_PROTECT_ERROR_MASK_EMPTY,
 *   %GESSO_PROTECT_ERROR_RECT, `GESSO_IMAGE_ERROR_MEMORY`
 *
 * On a worker, since it looks at every pixel of the mask.
 *
 * Returns: (transfer full) (nullable): an edit
 */
GessoProtection *
gesso_protection_new (GessoImage                *base,
                      GessoImage                *mask,
                      const GessoMargins        *margins,
                      const GessoRect           *rect,
                      const GessoSize           *sent,
                      const GessoStitchOptions  *options,
                      GError                   **error)
{
  g_autoptr (GessoProtection) self = NULL;

  g_return_val_if_fail (base != NULL && rect != NULL && sent != NULL && options != NULL, NULL);
  g_return_val_if_fail (sent->width > 0 && sent->height > 0, NULL);
  g_return_val_if_fail (mask == NULL || gesso_image_get_format (mask) == GESSO_PIXEL_FORMAT_GRAY8,
                        NULL);

  if (mask != NULL
      && (gesso_image_get_width (mask) != gesso_image_get_width (base)
          || gesso_image_get_height (mask) != gesso_image_get_height (base)))
    {
      g_set_error (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_SIZE,
                   "the mask has %d×%d pixels and the picture %d×%d", gesso_image_get_width (mask),
                   gesso_image_get_height (mask), gesso_image_get_width (base),
                   gesso_image_get_height (base));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (GessoProtection);
  self->base = prepare_base (base, error);
  if (self->base == NULL)
    return NULL;
  self->mask = mask != NULL ? gesso_image_ref (mask) : NULL;
  self->painted = (GessoPainted){ .mask = self->mask,
                                  .width = gesso_image_get_width (base),
                                  .height = gesso_image_get_height (base) };
  if (margins != NULL)
    self->painted.margins = *margins;
  self->rect = *rect;
  self->sent = *sent;
  self->options = *options;
  self->options.grow = CLAMP (options->grow, 0, GESSO_STITCH_MAX_PX);
  self->options.feather = CLAMP (options->feather, 0, GESSO_STITCH_MAX_PX);
  if (!find_bounds (self, error) || !check_rect (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

static GessoImage *
decode_reference (GessoReference  *reference,
                  GCancellable    *cancellable,
                  GError         **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  GBytes *data = gesso_reference_get_data (reference);

  if (data != NULL)
    return gesso_decoder_decode (data, &options, cancellable, error);

  g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_EMPTY,
                       "a picture of the edit is not there");
  return NULL;
}

/**
 * gesso_protection_new_from_plan:
 * @plan: a plan that is cut: with its base, and the bytes of its pictures
 * @cancellable: (nullable): to give up
 * @error: `GESSO_IMAGE_ERROR` codes when base or mask cannot be read, `GESSO_PROTECT_ERROR` codes,
 *   `G_IO_ERROR_CANCELLED`
 *
 * On a worker.
 *
 * Returns: (transfer full) (nullable): the edit that a request describes
 */
GessoProtection *
gesso_protection_new_from_plan (GessoStitchPlan  *plan,
                                GCancellable     *cancellable,
                                GError          **error)
{
  g_autoptr (GessoImage) base = NULL;
  g_autoptr (GessoImage) file = NULL;
  g_autoptr (GessoImage) mask = NULL;

  g_return_val_if_fail (plan != NULL && gesso_stitch_plan_is_cut (plan), NULL);

  base = decode_reference (gesso_stitch_plan_get_base (plan), cancellable, error);
  if (base == NULL)
    return NULL;
  if (gesso_stitch_plan_get_mask (plan) != NULL)
    {
      file = decode_reference (gesso_stitch_plan_get_mask (plan), cancellable, error);
      mask = file != NULL ? gesso_edit_mask_from_image (file, GESSO_MASK_KIND_WHITE, NULL, error)
                          : NULL;
      if (mask == NULL)
        return NULL;
    }

  return gesso_protection_new (base, mask, gesso_stitch_plan_get_margins (plan),
                               gesso_stitch_plan_get_rect (plan), gesso_stitch_plan_get_sent (plan),
                               gesso_stitch_plan_get_options (plan), error);
}

/**
 * gesso_protection_ref:
 * @self: an edit
 *
 * Returns: (transfer full): @self. Any thread.
 */
GessoProtection *
gesso_protection_ref (GessoProtection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_protection_unref:
 * @self: (transfer full): an edit
 *
 * Any thread.
 */
void
gesso_protection_unref (GessoProtection *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, protection_clear);
}

/* A part that lies inside the base, without copying a pixel. */
static GessoImage *
view_part (GessoProtection *self,
           const GessoRect *part)
{
  gsize stride = gesso_image_get_stride (self->base);
  gsize pixel = gesso_pixel_format_get_size (gesso_image_get_format (self->base));
  gsize offset = (gsize) part->y * stride + (gsize) part->x * pixel;
  gsize length = (gsize) (part->height - 1) * stride + (gsize) part->width * pixel;
  g_autoptr (GBytes) bytes
      = g_bytes_new_from_bytes (gesso_image_get_bytes (self->base), offset, length);

  return gesso_image_new (part->width, part->height, gesso_image_get_format (self->base), stride,
                          bytes, gesso_image_get_icc_profile (self->base));
}

/* A part that reaches over the base: its edge pixels go on. */
static GessoImage *
extend_part (GessoProtection  *self,
             const GessoRect  *part,
             GError          **error)
{
  int width = gesso_image_get_width (self->base);
  int height = gesso_image_get_height (self->base);
  GessoPixelFormat format = gesso_image_get_format (self->base);
  gsize pixel = gesso_pixel_format_get_size (format);
  gsize stride = (gsize) part->width * pixel;
  guint8 *pixels = _gesso_protect_try_alloc (stride, (gsize) part->height, error);
  g_autoptr (GBytes) bytes = NULL;

  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < part->height; y++)
    {
      const guint8 *row = gesso_image_get_row (self->base, CLAMP (part->y + y, 0, height - 1));
      guint8 *out = pixels + (gsize) y * stride;
      int from = CLAMP (-part->x, 0, part->width);
      int to = CLAMP (width - part->x, from, part->width);

      for (int x = 0; x < from; x++)
        memcpy (out + (gsize) x * pixel, row, pixel);
      if (to > from)
        memcpy (out + (gsize) from * pixel, row + (gsize) (part->x + from) * pixel,
                (gsize) (to - from) * pixel);
      for (int x = to; x < part->width; x++)
        memcpy (out + (gsize) x * pixel, row + (gsize) (width - 1) * pixel, pixel);
    }
  bytes = g_bytes_new_take (pixels, stride * (gsize) part->height);

  return gesso_image_new (part->width, part->height, format, stride, bytes,
                          gesso_image_get_icc_profile (self->base));
}

/**
 * _gesso_protection_cut_own:
 * @self: an edit
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): what is sent, in the base's own depth and colour space
 */
GessoImage *
_gesso_protection_cut_own (GessoProtection  *self,
                           GCancellable     *cancellable,
                           GError          **error)
{
  GessoRect part
      = { self->rect.x - self->painted.margins.left, self->rect.y - self->painted.margins.top,
          self->rect.width, self->rect.height };
  GessoRect all = { 0, 0, self->painted.width, self->painted.height };
  GessoRect common = gesso_rect_intersect (&part, &all);
  g_autoptr (GessoImage) image = gesso_rect_equal (&common, &part)
                                     ? view_part (self, &part)
                                     : extend_part (self, &part, error);

  if (image == NULL)
    return NULL;

  return gesso_scale_resize (image, self->sent.width, self->sent.height, cancellable, error);
}

/**
 * gesso_protection_cut:
 * @self: an edit
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Makes what is sent. On a worker.
 *
 * Returns: (transfer full) (nullable): an RGBA8 picture of the sent size, in sRGB
 */
GessoImage *
gesso_protection_cut (GessoProtection  *self,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr (GessoImage) own = NULL;
  g_autoptr (GessoImage) srgb = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  own = _gesso_protection_cut_own (self, cancellable, error);
  srgb = own != NULL ? gesso_color_to_srgb (own, cancellable, error) : NULL;

  return srgb != NULL ? gesso_color_convert (srgb, GESSO_PIXEL_FORMAT_RGBA8, error) : NULL;
}

/**
 * gesso_protection_make_edit:
 * @self: an edit
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Makes the mask that is sent; gesso_edit_mask_encode() makes a file of it. On a worker.
 *
 * Returns: (transfer full) (nullable): a GRAY8 picture of the sent size, 255 where the model may
 *   change something
 */
GessoImage *
gesso_protection_make_edit (GessoProtection  *self,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gesso_edit_mask_make_edit (&self->painted, &self->rect, &self->sent, self->options.grow,
                                    cancellable, error);
}

/**
 * gesso_protection_heat_map:
 * @self: an edit
 * @answer: what came back
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Shows what the model had changed around the mask. On a worker.
 *
 * Returns: (transfer full) (nullable): an RGBA8 picture of the sent size, see
 *   gesso_verify_heat_map()
 */
GessoImage *
gesso_protection_heat_map (GessoProtection  *self,
                           GessoImage       *answer,
                           GCancellable     *cancellable,
                           GError          **error)
{
  g_autoptr (GessoImage) sent = NULL;
  g_autoptr (GessoImage) srgb = NULL;
  g_autoptr (GessoImage) edit = NULL;

  g_return_val_if_fail (self != NULL && answer != NULL, NULL);

  sent = gesso_protection_cut (self, cancellable, error);
  edit = sent != NULL ? gesso_protection_make_edit (self, cancellable, error) : NULL;
  srgb = edit != NULL ? gesso_color_to_srgb (answer, cancellable, error) : NULL;

  return srgb != NULL ? gesso_verify_heat_map (sent, srgb, edit, cancellable, error) : NULL;
}

/**
 * gesso_stitched_free:
 * @self: (nullable) (transfer full): what came of an answer
 */
void
gesso_stitched_free (GessoStitched *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->image, gesso_image_unref);
  g_free (self);
}

static gboolean
write_temp (GessoImage    *image,
            const char    *temp,
            const char    *xmp,
            GCancellable  *cancellable,
            GError       **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GFile) file = g_file_new_for_path (temp);
  g_autoptr (GFileOutputStream) stream
      = g_file_create (file, G_FILE_CREATE_NONE, cancellable, error);

  options.xmp = xmp;
  return stream != NULL
         && gesso_encoder_write (image, GESSO_IMAGE_FORMAT_PNG, &options, G_OUTPUT_STREAM (stream),
                                 cancellable, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error)
         && gesso_file_sync (temp, error);
}

/**
 * gesso_protection_write_png:
 * @stitched: what came of an answer; it must hold a picture that is proven
 * @path: where to; what is there is replaced
 * @xmp: (nullable): a packet of provenance to write into it
 * @cancellable: (nullable): polled between rows
 * @error: %GESSO_PROTECT_ERROR_REFUSED when there is no picture, %GESSO_PROTECT_ERROR_NOT_PROVEN,
 *   `GESSO_IMAGE_ERROR` and `G_IO_ERROR` codes
 *
 * Writes the picture as PNG in its own depth with its profile: into a temporary file beside @path,
 * which is synced and renamed. After an error or a crash @path has its old contents or none. On a
 * worker.
 *
 * Returns: whether it would survive a loss of power
 */
gboolean
gesso_protection_write_png (GessoStitched  *stitched,
                            const char     *path,
                            const char     *xmp,
                            GCancellable   *cancellable,
                            GError        **error)
{
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *temp = g_strconcat (path, ".", id, ".tmp", NULL);

  g_return_val_if_fail (stitched != NULL && path != NULL, FALSE);

  if (stitched->image == NULL || !gesso_proof_is_proven (&stitched->proof))
    {
      g_set_error (error, GESSO_PROTECT_ERROR,
                   stitched->image == NULL ? GESSO_PROTECT_ERROR_REFUSED
                                           : GESSO_PROTECT_ERROR_NOT_PROVEN,
                   "there is no proven picture to write");
      return FALSE;
    }

  if (write_temp (stitched->image, temp, xmp, cancellable, error)
      && gesso_file_rename_durably (temp, path, error))
    return TRUE;

  g_unlink (temp);
  return FALSE;
}
