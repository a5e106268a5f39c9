/* gesso-stitch-plan.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-stitch-plan.h"
#include "model/gesso-stitch-plan-private.h"

#include "base/gesso-json.h"
#include "model/gesso-model-error.h"
#include "model/gesso-request-private.h"

/* GessoStitchPlan: how an answer comes back into its picture. The mask mode or the command line
 * makes it, the draft and the request carry it, and the journal keeps it, so that a picture that
 * was received can be put in even after the program has died. Immutable, any thread. */

G_DEFINE_BOXED_TYPE (GessoStitchPlan,
                     gesso_stitch_plan,
                     gesso_stitch_plan_ref,
                     gesso_stitch_plan_unref)

/**
 * gesso_margins_is_none:
 * @self: margins
 *
 * Returns: whether nothing is added on any side
 */
gboolean
gesso_margins_is_none (const GessoMargins *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->left == 0 && self->top == 0 && self->right == 0 && self->bottom == 0;
}

/**
 * gesso_margins_equal:
 * @a: margins
 * @b: margins
 *
 * Returns: whether they are the same
 */
gboolean
gesso_margins_equal (const GessoMargins *a,
                     const GessoMargins *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->left == b->left && a->top == b->top && a->right == b->right && a->bottom == b->bottom;
}

/* Takes from the second margin first until both together are no more than @most. */
static void
limit_pair (int    *first,
            int    *second,
            gint64  most)
{
  *first = CLAMP (*first, 0, GESSO_MARGINS_MAX);
  *second = CLAMP (*second, 0, GESSO_MARGINS_MAX);
  most = MAX (most, 0);
  if ((gint64) *first + *second <= most)
    return;

  *first = (int) MIN (*first, most);
  *second = (int) MIN (*second, most - *first);
}

/**
 * gesso_margins_limit:
 * @self: (inout): margins; negative ones become 0
 * @base: the picture that they extend, legal itself
 * @max_side: the longest side that the extended picture may have
 * @max_pixels: the largest area that it may have
 *
 * Makes margins no larger than the extended picture may be; what is legal already stays. None is
 * larger than %GESSO_MARGINS_MAX.
 */
void
gesso_margins_limit (GessoMargins    *self,
                     const GessoSize *base,
                     int              max_side,
                     guint64          max_pixels)
{
  gint64 width;

  g_return_if_fail (self != NULL && base != NULL);
  g_return_if_fail (base->width > 0 && base->height > 0);

  limit_pair (&self->left, &self->right, (gint64) max_side - base->width);
  limit_pair (&self->top, &self->bottom, (gint64) max_side - base->height);
  limit_pair (&self->left, &self->right,
              (gint64) (max_pixels / (guint64) base->height) - base->width);
  width = (gint64) base->width + self->left + self->right;
  limit_pair (&self->top, &self->bottom, (gint64) (max_pixels / (guint64) width) - base->height);
}

static void
plan_clear (gpointer data)
{
  GessoStitchPlan *self = data;

  g_clear_pointer (&self->base, gesso_reference_unref);
  g_clear_pointer (&self->mask, gesso_reference_unref);
  g_clear_pointer (&self->whole, gesso_reference_unref);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
}

GessoStitchPlan *
_gesso_stitch_plan_copy (GessoStitchPlan *self)
{
  GessoStitchPlan *copy = g_atomic_rc_box_dup (sizeof *self, self);

  if (copy->base != NULL)
    gesso_reference_ref (copy->base);
  if (copy->mask != NULL)
    gesso_reference_ref (copy->mask);
  if (copy->whole != NULL)
    gesso_reference_ref (copy->whole);
  if (copy->parts != NULL)
    g_ptr_array_ref (copy->parts);
  copy->group = g_strdup (self->group);
  return copy;
}

/**
 * gesso_stitch_plan_new:
 * @mask: (nullable): an 8-bit grey PNG of the base's size, white where it may change; only NULL
 *   with @margins
 * @rect: what is sent, in pixels of the canvas
 * @sent: the size in which that is sent and asked for
 * @margins: (nullable): by how much the base is extended
 * @options: how to put the answer back
 *
 * Returns: (transfer full): a plan without its base
 */
GessoStitchPlan *
gesso_stitch_plan_new (GessoReference           *mask,
                       const GessoRect          *rect,
                       const GessoSize          *sent,
                       const GessoMargins       *margins,
                       const GessoStitchOptions *options)
{
  GessoStitchPlan *self;

  g_return_val_if_fail (rect != NULL && !gesso_rect_is_empty (rect), NULL);
  g_return_val_if_fail (sent != NULL && sent->width > 0 && sent->height > 0, NULL);
  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (mask != NULL || (margins != NULL && !gesso_margins_is_none (margins)),
                        NULL);

  self = g_atomic_rc_box_new0 (GessoStitchPlan);
  self->mask = mask != NULL ? gesso_reference_ref (mask) : NULL;
  self->rect = *rect;
  self->sent = *sent;
  if (margins != NULL)
    self->margins = *margins;
  self->options = *options;
  self->options.grow = CLAMP (options->grow, 0, GESSO_STITCH_MAX_PX);
  self->options.feather = CLAMP (options->feather, 0, GESSO_STITCH_MAX_PX);

  return self;
}

/**
 * gesso_stitch_plan_with_base:
 * @self: a plan
 * @base: (nullable): the whole picture; NULL takes it away again
 *
 * Returns: (transfer full): the same plan with this base
 */
GessoStitchPlan *
gesso_stitch_plan_with_base (GessoStitchPlan *self,
                             GessoReference  *base)
{
  GessoStitchPlan *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = _gesso_stitch_plan_copy (self);
  g_clear_pointer (&copy->base, gesso_reference_unref);
  copy->base = base != NULL ? gesso_reference_ref (base) : NULL;
  return copy;
}

/**
 * gesso_stitch_plan_with_mode:
 * @self: a plan
 * @mode: whether the mask goes to the model
 *
 * Returns: (transfer full): the same plan with this mode
 */
GessoStitchPlan *
gesso_stitch_plan_with_mode (GessoStitchPlan *self,
                             GessoEditMode    mode)
{
  GessoStitchPlan *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = _gesso_stitch_plan_copy (self);
  copy->options.mode = mode;
  return copy;
}

/**
 * gesso_stitch_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
GessoStitchPlan *
gesso_stitch_plan_ref (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_stitch_plan_unref:
 * @self: (transfer full): a plan
 *
 * Frees it with the last holder.
 */
void
gesso_stitch_plan_unref (GessoStitchPlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, plan_clear);
}

gboolean
_gesso_stitch_plan_same_picture (GessoReference *a,
                                 GessoReference *b)
{
  if (a == NULL || b == NULL || a == b)
    return a == b;

  return gesso_reference_get_digest (a) != NULL
         && g_strcmp0 (gesso_reference_get_digest (a), gesso_reference_get_digest (b)) == 0;
}

/**
 * gesso_stitch_plan_equal:
 * @a: (nullable): a plan
 * @b: (nullable): another one
 *
 * Returns: whether both send the same and put it back the same way, whatever their bases
 */
gboolean
gesso_stitch_plan_equal (GessoStitchPlan *a,
                         GessoStitchPlan *b)
{
  if (a == NULL || b == NULL || a == b)
    return a == b;

  return _gesso_stitch_plan_same_picture (a->mask, b->mask) && gesso_rect_equal (&a->rect, &b->rect)
         && gesso_size_equal (&a->sent, &b->sent) && a->margins.left == b->margins.left
         && a->margins.top == b->margins.top && a->margins.right == b->margins.right
         && a->margins.bottom == b->margins.bottom && a->options.mode == b->options.mode
         && a->options.grow == b->options.grow && a->options.feather == b->options.feather
         && !a->options.feather_outward == !b->options.feather_outward
         && !a->options.tone == !b->options.tone && a->options.seam == b->options.seam
         && _gesso_stitch_plan_same_parts (a, b);
}

/**
 * gesso_stitch_plan_is_cut:
 * @self: a plan
 *
 * Returns: whether the request that carries it was cut to the rectangle
 */
gboolean
gesso_stitch_plan_is_cut (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->base != NULL;
}

/**
 * gesso_stitch_plan_get_base:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the whole picture, once the request was cut
 */
GessoReference *
gesso_stitch_plan_get_base (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base;
}

/**
 * gesso_stitch_plan_get_mask:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the painted mask, of the base's size
 */
GessoReference *
gesso_stitch_plan_get_mask (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mask;
}

/**
 * gesso_stitch_plan_get_rect:
 * @self: a plan
 *
 * Returns: (transfer none): what is sent, in pixels of the canvas
 */
const GessoRect *
gesso_stitch_plan_get_rect (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->rect;
}

/**
 * gesso_stitch_plan_get_sent:
 * @self: a plan
 *
 * Returns: (transfer none): the size of what is sent and asked for
 */
const GessoSize *
gesso_stitch_plan_get_sent (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->sent;
}

/**
 * gesso_stitch_plan_get_margins:
 * @self: a plan
 *
 * Returns: (transfer none): by how much the base is extended
 */
const GessoMargins *
gesso_stitch_plan_get_margins (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->margins;
}

/**
 * gesso_stitch_plan_get_options:
 * @self: a plan
 *
 * Returns: (transfer none): how the answer is put back
 */
const GessoStitchOptions *
gesso_stitch_plan_get_options (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->options;
}

/**
 * gesso_stitch_plan_get_scale:
 * @self: a plan
 *
 * Returns: pixels sent per pixel of the picture; 1.0 is native scale
 */
double
gesso_stitch_plan_get_scale (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return MIN ((double) self->sent.width / self->rect.width,
              (double) self->sent.height / self->rect.height);
}

/**
 * gesso_edit_mode_to_string:
 * @mode: a mode
 *
 * Returns: (transfer none): its name in JSON and on the command line
 */
const char *
gesso_edit_mode_to_string (GessoEditMode mode)
{
  return mode == GESSO_EDIT_MODE_ADJUST ? "adjust" : "replace";
}

/**
 * gesso_edit_mode_parse:
 * @text: (nullable): a name
 * @out_mode: (out): the mode
 *
 * Returns: whether there is such a mode
 */
gboolean
gesso_edit_mode_parse (const char    *text,
                       GessoEditMode *out_mode)
{
  g_return_val_if_fail (out_mode != NULL, FALSE);

  *out_mode = g_strcmp0 (text, "adjust") == 0 ? GESSO_EDIT_MODE_ADJUST : GESSO_EDIT_MODE_REPLACE;
  return g_strcmp0 (text, gesso_edit_mode_to_string (*out_mode)) == 0;
}

/**
 * gesso_seam_to_string:
 * @seam: a kind of seam
 *
 * Returns: (transfer none): its name in JSON and on the command line
 */
const char *
gesso_seam_to_string (GessoSeam seam)
{
  return seam == GESSO_SEAM_GRADIENT ? "gradient" : "plain";
}

/**
 * gesso_seam_parse:
 * @text: (nullable): a name
 * @out_seam: (out): the kind
 *
 * Returns: whether there is such a kind
 */
gboolean
gesso_seam_parse (const char *text,
                  GessoSeam  *out_seam)
{
  g_return_val_if_fail (out_seam != NULL, FALSE);

  *out_seam = g_strcmp0 (text, "gradient") == 0 ? GESSO_SEAM_GRADIENT : GESSO_SEAM_PLAIN;
  return g_strcmp0 (text, gesso_seam_to_string (*out_seam)) == 0;
}

static void
set_numbers (JsonObject *object,
             const char *member,
             const int  *numbers,
             guint       length)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < length; i++)
    json_array_add_int_element (array, numbers[i]);
  json_object_set_array_member (object, member, array);
}

static gboolean
get_numbers (JsonObject *object,
             const char *member,
             int        *numbers,
             guint       length)
{
  JsonArray *array = gesso_json_get_array (object, member);

  if (array == NULL || json_array_get_length (array) != length)
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node))
        return FALSE;
      numbers[i] = (int) CLAMP (json_node_get_int (node), -1000000, 1000000);
    }
  return TRUE;
}

/**
 * _gesso_stitch_plan_to_json:
 * @self: a plan
 *
 * Returns: (transfer full): what the journal keeps; pictures by digest
 */
JsonObject *
_gesso_stitch_plan_to_json (GessoStitchPlan *self)
{
  const int rect[] = { self->rect.x, self->rect.y, self->rect.width, self->rect.height };
  const int sent[] = { self->sent.width, self->sent.height };
  const int margins[]
      = { self->margins.left, self->margins.top, self->margins.right, self->margins.bottom };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "mode", gesso_edit_mode_to_string (self->options.mode));
  if (self->base != NULL)
    json_object_set_object_member (object, "base", _gesso_reference_to_json (self->base));
  if (self->mask != NULL)
    json_object_set_object_member (object, "mask", _gesso_reference_to_json (self->mask));
  set_numbers (object, "rect", rect, G_N_ELEMENTS (rect));
  set_numbers (object, "sent", sent, G_N_ELEMENTS (sent));
  set_numbers (object, "margins", margins, G_N_ELEMENTS (margins));
  json_object_set_int_member (object, "grow", self->options.grow);
  json_object_set_int_member (object, "feather", self->options.feather);
  json_object_set_boolean_member (object, "outward", self->options.feather_outward);
  json_object_set_boolean_member (object, "tone", self->options.tone);
  json_object_set_string_member (object, "seam", gesso_seam_to_string (self->options.seam));
  _gesso_stitch_plan_parts_to_json (self, object);

  return object;
}

static gboolean
read_reference (JsonObject          *object,
                const char          *member,
                GessoRequestLoader   loader,
                gpointer             user_data,
                GessoReference     **out_reference,
                GError             **error)
{
  JsonObject *found = gesso_json_get_object (object, member);

  if (found != NULL)
    *out_reference = _gesso_reference_from_json (found, loader, user_data, error);
  return found == NULL || *out_reference != NULL;
}

/**
 * _gesso_stitch_plan_from_json:
 * @object: what _gesso_stitch_plan_to_json() wrote
 * @loader: (nullable) (scope call): finds the bytes of a picture by its digest
 * @user_data: for @loader
 * @error: %GESSO_MODEL_ERROR_NOT_A_REQUEST, or what @loader reports
 *
 * Returns: (transfer full) (nullable): the plan
 */
GessoStitchPlan *
_gesso_stitch_plan_from_json (JsonObject          *object,
                              GessoRequestLoader   loader,
                              gpointer             user_data,
                              GError             **error)
{
  g_autoptr (GessoReference) base = NULL;
  g_autoptr (GessoReference) mask = NULL;
  g_autoptr (GessoReference) whole = NULL;
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GessoStitchPlan) part = NULL;
  JsonObject *regions = gesso_json_get_object (object, "regions");
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoMargins margins = { 0, 0, 0, 0 };
  int rect[4], sent[2], extra[4];

  if (!read_reference (object, "base", loader, user_data, &base, error)
      || !read_reference (object, "mask", loader, user_data, &mask, error)
      || (regions != NULL && !read_reference (regions, "whole", loader, user_data, &whole, error)))
    return NULL;

  if (get_numbers (object, "margins", extra, 4))
    margins = (GessoMargins){ MAX (extra[0], 0), MAX (extra[1], 0), MAX (extra[2], 0),
                              MAX (extra[3], 0) };
  if (!get_numbers (object, "rect", rect, 4) || !get_numbers (object, "sent", sent, 2)
      || rect[2] <= 0 || rect[3] <= 0 || sent[0] <= 0 || sent[1] <= 0
      || (mask == NULL && gesso_margins_is_none (&margins)))
    {
      g_set_error_literal (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_A_REQUEST,
                           "The stored plan of an edit is incomplete");
      return NULL;
    }

  gesso_edit_mode_parse (gesso_json_get_string (object, "mode", NULL), &options.mode);
  gesso_seam_parse (gesso_json_get_string (object, "seam", NULL), &options.seam);
  options.grow = (int) CLAMP (gesso_json_get_int (object, "grow", options.grow), 0, G_MAXINT16);
  options.feather
      = (int) CLAMP (gesso_json_get_int (object, "feather", options.feather), 0, G_MAXINT16);
  options.feather_outward = gesso_json_get_boolean (object, "outward", FALSE);
  options.tone = gesso_json_get_boolean (object, "tone", TRUE);
  plan = gesso_stitch_plan_new (mask, &(GessoRect){ rect[0], rect[1], rect[2], rect[3] },
                                &(GessoSize){ sent[0], sent[1] }, &margins, &options);
  part = _gesso_stitch_plan_parts_from_json (plan, regions, whole);

  return gesso_stitch_plan_with_base (part, base);
}
