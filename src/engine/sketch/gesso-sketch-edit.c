/* gesso-sketch-edit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edit: carries out an instruction on the user's own pictures, step by step, and gives an account
 * of it. What it does not know it refuses; it never changes a picture at random. Under a mask of
 * 0 the pixels stay the same to the bit, as long as the result has the size of the base.
 * Pure; blocks; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-edit.h"

#include "engine/sketch/gesso-sketch-adjust.h"
#include "engine/sketch/gesso-sketch-arrange.h"
#include "engine/sketch/gesso-sketch-blend.h"
#include "engine/sketch/gesso-sketch-fill.h"
#include "engine/sketch/gesso-sketch-instruction.h"
#include "engine/sketch/gesso-sketch-matte.h"
#include "image/gesso-composite.h"
#include "image/gesso-scale.h"
#include "model/gesso-size-rule.h"

#include <math.h>

G_DEFINE_QUARK (gesso - sketch - edit - error - quark, gesso_sketch_edit_error)

typedef struct
{
  const GessoSketchEdit *edit;
  GessoSketchResult *result; /* (owned) */
  GessoImage *image;         /* (owned): as far as it is done */
  GessoImage *mask;          /* (owned) (nullable) */
  GString *sentence;
  GessoSketchPreviewFunc preview;
  gpointer user_data;
  GCancellable *cancellable;
} Edit;

/* Seed 0 is the best fill; each further picture of a request is another one. */
static guint64
fill_seed (const GessoSketchEdit *edit)
{
  return edit->seed * 31 + edit->index;
}

static void
show_preview (Edit       *self,
              GessoImage *preview)
{
  if (self->preview != NULL && self->edit->n_previews > 0 && preview != NULL)
    self->preview (preview, 0, 1, self->user_data);
}

/* Without a mask the transparent places of the picture itself are what is to be filled. */
static GessoImage *
mask_from_alpha (GessoImage *image)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint8 *mask;
  gsize n = 0;

  if (!gesso_image_has_alpha (image))
    return NULL;
  mask = g_malloc ((gsize) width * height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean clear = gesso_image_get_row (image, y)[4 * x + 3] == 0;

        mask[(gsize) y * width + x] = clear ? 255 : 0;
        n += clear;
      }
  if (n == 0)
    g_clear_pointer (&mask, g_free);

  return n > 0 ? gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask) : NULL;
}

static GessoImage *
remove_marked (Edit    *self,
               char   **effect,
               GError **error)
{
  g_autoptr (GessoImage) mask
      = self->mask != NULL ? gesso_image_ref (self->mask) : mask_from_alpha (self->image);
  g_autoptr (GessoImage) preview = NULL;

  if (mask == NULL)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_MASK,
                           "Removing works on a marked place. Paint a mask over what should go.");
      return NULL;
    }
  *effect = g_strdup_printf ("filled %.1f %% of the picture from its surroundings",
                             gesso_sketch_mask_share (mask) * 100);
  if (gesso_sketch_mask_share (mask) > 0.15)
    g_ptr_array_add (self->result->warnings,
                     g_strdup ("The marked place is large, so the filling may repeat itself."));
  if (self->preview != NULL && self->edit->n_previews > 0)
    {
      preview = gesso_sketch_fill_preview (self->image, mask);
      show_preview (self, preview);
    }

  return gesso_sketch_fill (self->image, mask, fill_seed (self->edit), NULL, NULL,
                            self->cancellable, error);
}

/* A mask and a matte say the opposite of each other. */
static GessoImage *
invert (GessoImage *image)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint8 *pixels = g_malloc ((gsize) width * height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y);

      for (int x = 0; x < width; x++)
        pixels[(gsize) y * width + x] = 255 - row[x];
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, pixels);
}

/* The background, as a mask. */
static GessoImage *
find_background (Edit    *self,
                 GError **error)
{
  g_autoptr (GessoImage) matte
      = gesso_sketch_matte (self->image, self->mask, self->cancellable, error);
  g_autoptr (GessoImage) background = matte != NULL ? invert (matte) : NULL;

  if (background == NULL)
    return NULL;
  if (gesso_sketch_mask_share (background) == 0)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_MASK,
                           "No background could be told from a subject. Mark it with a mask.");
      return NULL;
    }

  return g_steal_pointer (&background);
}

/* "Transparent" alone means what is marked as it is marked; all other words look for the subject
 * in it. */
static GessoImage *
cut_out (Edit                   *self,
         const GessoSketchStep  *step,
         char                  **effect,
         GError                **error)
{
  gboolean is_literal = self->mask != NULL && step->transparent && !step->on_background;
  g_autoptr (GessoImage) background = NULL;
  g_autoptr (GessoImage) matte = NULL;

  background = is_literal ? gesso_image_ref (self->mask) : find_background (self, error);
  if (background == NULL)
    return NULL;
  matte = invert (background);
  *effect = g_strdup (is_literal ? "made the marked place transparent"
                                 : "made the background transparent");
  if (self->mask != NULL && !is_literal)
    g_ptr_array_add (self->result->warnings,
                     g_strdup ("What lies outside the mark was left as it was."));

  return gesso_sketch_lift (self->image, matte, self->cancellable, error);
}

static GessoImage *
upscale (Edit                   *self,
         const GessoSketchStep  *step,
         char                  **effect,
         GError                **error)
{
  double factor = step->number >= 2 && step->number <= 4 ? step->number : 2;
  int width = gesso_image_get_width (self->image), height = gesso_image_get_height (self->image);

  factor = MIN (factor, 7680.0 / MAX (width, height));
  if (factor <= 1)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_VALUE,
                           "The picture is too large to be enlarged.");
      return NULL;
    }
  *effect = g_strdup_printf ("enlarged ×%.3g by Lanczos resampling", factor);

  return gesso_scale_resize (self->image, (int) (width * factor), (int) (height * factor),
                             self->cancellable, error);
}

static GessoImage *
adjust (Edit                   *self,
        const GessoSketchStep  *step,
        char                  **effect,
        GError                **error)
{
  g_autoptr (GessoImage) mask = self->mask != NULL ? gesso_image_ref (self->mask) : NULL;

  if (step->verb == GESSO_SKETCH_VERB_RECOLOR && step->n_colors == 0)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_VALUE,
                           "Say which colour it should become, by name or as #rrggbb.");
      return NULL;
    }
  if (step->on_background)
    {
      GessoImage *background = find_background (self, error);

      if (background == NULL)
        return NULL;
      g_clear_pointer (&mask, gesso_image_unref);
      mask = background;
    }
  if (step->verb == GESSO_SKETCH_VERB_RECOLOR)
    *effect = g_strdup_printf ("recolored to #%06x%s", step->colors[step->n_colors - 1],
                               step->on_background ? " on the background"
                               : mask != NULL      ? " in the marked place"
                                                   : "");
  else
    *effect = g_strdup_printf ("%s%s on %s", gesso_sketch_verb_get_name (step->verb),
                               step->amount < 0 ? " (less)" : "",
                               step->on_background ? "the background"
                               : mask != NULL      ? "the marked place"
                                                   : "the whole picture");

  return gesso_sketch_adjust (self->image, mask, step, self->cancellable, error);
}

/* A larger canvas: with a mask the margin is already there and marked. */
static GessoImage *
extend (Edit                   *self,
        const GessoSketchStep  *step,
        char                  **effect,
        GError                **error)
{
  g_autoptr (GessoImage) preview = NULL;
  GessoImage *image;

  if (self->mask != NULL)
    return remove_marked (self, effect, error);
  image = gesso_sketch_arrange_extend (self->image, step, self->edit, fill_seed (self->edit),
                                       self->edit->n_previews > 0 ? &preview : NULL,
                                       self->cancellable, error);
  show_preview (self, preview);
  if (image != NULL)
    *effect = g_strdup_printf ("extended the canvas to %d × %d", gesso_image_get_width (image),
                               gesso_image_get_height (image));

  return image;
}

static GessoImage *
take_step (Edit                   *self,
           const GessoSketchStep  *step,
           char                  **effect,
           GError                **error)
{
  switch (step->verb)
    {
    case GESSO_SKETCH_VERB_REMOVE:
      return remove_marked (self, effect, error);
    case GESSO_SKETCH_VERB_CUT_OUT:
      return cut_out (self, step, effect, error);
    case GESSO_SKETCH_VERB_UPSCALE:
      return upscale (self, step, effect, error);
    case GESSO_SKETCH_VERB_EXTEND:
      return extend (self, step, effect, error);
    case GESSO_SKETCH_VERB_TEXT:
      *effect = g_strdup ("set the text");
      return gesso_sketch_arrange_text (self->image, self->mask, step, self->result->warnings,
                                        self->cancellable, error);
    case GESSO_SKETCH_VERB_BACKGROUND:
      *effect = g_strdup ("replaced the background");
      return gesso_sketch_arrange_background (self->image, self->mask, step, self->edit,
                                              self->cancellable, error);
    case GESSO_SKETCH_VERB_PASTE:
      *effect = g_strdup ("pasted the other picture");
      return gesso_sketch_arrange_paste (self->image, self->mask, step, self->edit,
                                         self->cancellable, error);
    case GESSO_SKETCH_VERB_GRID:
      *effect = g_strdup_printf ("arranged %u pictures in a grid", self->edit->pictures->len);
      return gesso_sketch_arrange_grid (self->image, step, self->edit, self->cancellable, error);
    default:
      return adjust (self, step, effect, error);
    }
}

/* The mask belongs to the geometry of the base; after another one it says nothing any more. */
static void
replace_image (Edit       *self,
               GessoImage *image)
{
  if (gesso_image_get_width (image) != gesso_image_get_width (self->image)
      || gesso_image_get_height (image) != gesso_image_get_height (self->image))
    g_clear_pointer (&self->mask, gesso_image_unref);
  gesso_image_unref (self->image);
  self->image = image;
}

static gboolean
take_all_steps (Edit                          *self,
                const GessoSketchInstruction  *instruction,
                GError                       **error)
{
  for (guint i = 0; i < instruction->steps->len; i++)
    {
      const GessoSketchStep *step = g_ptr_array_index (instruction->steps, i);
      g_autofree char *effect = NULL;
      GessoImage *image;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      image = take_step (self, step, &effect, error);
      if (image == NULL)
        return FALSE;
      replace_image (self, image);
      g_ptr_array_add (self->result->understood, gesso_sketch_note_new (step->words, effect));
      g_string_append_printf (self->sentence, "%s%s", i > 0 ? "; " : "",
                              effect != NULL ? effect : "changed the picture");
    }

  return TRUE;
}

/* The size that was asked for; with auto the nearest legal one. */
static GessoImage *
fit_result (Edit    *self,
            GError **error)
{
  GessoSize own = { gesso_image_get_width (self->image), gesso_image_get_height (self->image) };
  GessoSize wish = { self->edit->width, self->edit->height };
  double stretch;

  if (gesso_size_is_auto (&wish))
    wish = gesso_size_rule_snap (&gesso_size_rule_gpt_image, &own);
  if (gesso_size_equal (&own, &wish))
    return gesso_image_ref (self->image);

  stretch = (double) wish.width / wish.height * own.height / own.width;
  if (fabs (log (stretch)) < log (1.05))
    return gesso_scale_resize (self->image, wish.width, wish.height, self->cancellable, error);
  g_ptr_array_add (self->result->warnings,
                   g_strdup ("The size asked for has another shape, so the picture was cropped."));

  return gesso_scale_cover (self->image, wish.width, wish.height, self->cancellable, error);
}

static gboolean
finish (Edit    *self,
        GError **error)
{
  g_autoptr (GessoImage) image = fit_result (self, error);

  if (image != NULL && self->edit->background == GESSO_SKETCH_BACKGROUND_OPAQUE
      && gesso_image_has_alpha (image))
    {
      GessoImage *flat = gesso_composite_flatten (image, 0xffffffff, error);

      gesso_image_unref (image);
      image = flat;
    }
  if (image == NULL)
    return FALSE;
  if (self->edit->background == GESSO_SKETCH_BACKGROUND_TRANSPARENT
      && !gesso_image_has_alpha (image))
    g_ptr_array_add (self->result->warnings,
                     g_strdup ("Nothing became transparent; say “cut out” for that."));
  self->result->image = g_steal_pointer (&image);
  g_string_append_c (self->sentence, '.');
  self->sentence->str[0] = g_ascii_toupper (self->sentence->str[0]);
  self->result->sentence = g_strdup (self->sentence->str);

  return TRUE;
}

/* Where all that is asked is to remove what the mask marks, further words only name that thing. */
static void
report_ignored (Edit                         *self,
                const GessoSketchInstruction *instruction)
{
  const GessoSketchStep *first = g_ptr_array_index (instruction->steps, 0);

  if (self->mask != NULL && instruction->steps->len == 1 && first->verb == GESSO_SKETCH_VERB_REMOVE)
    return;
  for (guint i = 0; i < instruction->ignored->len; i++)
    g_ptr_array_add (self->result->ignored, g_strdup (g_ptr_array_index (instruction->ignored, i)));
}

/**
 * gesso_sketch_edit:
 * @edit: what to do; its mask has the size of its first picture
 * @preview: (nullable) (scope call): shown while a place is being filled: a smooth membrane
 * @user_data: passed to @preview
 * @cancellable: (nullable): asked every few milliseconds
 * @error: %GESSO_SKETCH_EDIT_ERROR, %GESSO_SKETCH_ERROR, %GESSO_IMAGE_ERROR or
 *   `G_IO_ERROR_CANCELLED`
 *
 * Reads the instruction and carries it out.
 *
 * Returns: (transfer full) (nullable): the picture and its account
 */
GessoSketchResult *
gesso_sketch_edit (const GessoSketchEdit   *edit,
                   GessoSketchPreviewFunc   preview,
                   gpointer                 user_data,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr (GessoSketchInstruction) instruction = gesso_sketch_instruction_parse (edit->prompt);
  g_autoptr (GessoSketchResult) result = gesso_sketch_result_new ();
  g_autoptr (GString) sentence = g_string_new (NULL);
  Edit self = { .edit = edit,
                .result = result,
                .sentence = sentence,
                .preview = preview,
                .user_data = user_data,
                .cancellable = cancellable };
  gboolean done;

  if (instruction->steps->len == 0)
    {
      g_set_error (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_UNSUPPORTED,
                   "This instruction is not understood. Known verbs: %s.",
                   gesso_sketch_instruction_list_verbs ());
      return NULL;
    }
  self.image = gesso_image_ref (g_ptr_array_index (edit->pictures, 0));
  self.mask = edit->mask != NULL ? gesso_image_ref (edit->mask) : NULL;
  result->seed = edit->seed;
  report_ignored (&self, instruction);

  done = take_all_steps (&self, instruction, error) && finish (&self, error);
  g_clear_pointer (&self.image, gesso_image_unref);
  g_clear_pointer (&self.mask, gesso_image_unref);

  return done ? g_steal_pointer (&result) : NULL;
}
