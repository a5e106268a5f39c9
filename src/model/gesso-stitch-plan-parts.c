/* gesso-stitch-plan-parts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edits whose regions lie far apart: a GessoStitchPlan may carry parts that are sent instead of it,
 * each with a mask of its own; what they have in common is the group. Every part is cut from the
 * same base, so all can be sent at once; one after the other they are put into one picture. */

#include "config.h"

#include "model/gesso-stitch-plan.h"
#include "model/gesso-stitch-plan-private.h"

#include "base/gesso-json.h"
#include "model/gesso-request-private.h"

/**
 * gesso_stitch_plan_as_part:
 * @self: a plan with the mask of some regions
 * @whole: the mask of all regions, of the same size
 * @number: which of the parts it is, from 1
 * @n_parts: how many there are, at least 2
 *
 * Outside of @whole nothing may differ from the base when all parts are in it.
 *
 * Returns: (transfer full): the same plan as one of several, without a group yet
 */
GessoStitchPlan *
gesso_stitch_plan_as_part (GessoStitchPlan *self,
                           GessoReference  *whole,
                           guint            number,
                           guint            n_parts)
{
  GessoStitchPlan *copy;

  g_return_val_if_fail (self != NULL && whole != NULL, NULL);
  g_return_val_if_fail (number >= 1 && number <= n_parts && n_parts >= 2, NULL);

  copy = _gesso_stitch_plan_copy (self);
  g_clear_pointer (&copy->whole, gesso_reference_unref);
  copy->whole = gesso_reference_ref (whole);
  copy->number = number;
  copy->n_parts = n_parts;
  return copy;
}

/**
 * gesso_stitch_plan_with_group:
 * @self: a plan that is one of several parts
 * @group: a new id, the same for all parts of one edit
 *
 * Returns: (transfer full): the same plan in this group
 */
GessoStitchPlan *
gesso_stitch_plan_with_group (GessoStitchPlan *self,
                              const char      *group)
{
  GessoStitchPlan *copy;

  g_return_val_if_fail (self != NULL && self->whole != NULL && group != NULL, NULL);

  copy = _gesso_stitch_plan_copy (self);
  g_free (copy->group);
  copy->group = g_strdup (group);
  return copy;
}

/**
 * gesso_stitch_plan_with_parts:
 * @self: a plan for everything at once
 * @parts: (nullable) (element-type GessoStitchPlan): what is sent instead, at least two; %NULL
 *   sends everything at once again
 *
 * Returns: (transfer full): the same plan with these parts
 */
GessoStitchPlan *
gesso_stitch_plan_with_parts (GessoStitchPlan *self,
                              GPtrArray       *parts)
{
  GessoStitchPlan *copy;

  g_return_val_if_fail (self != NULL && (parts == NULL || parts->len >= 2), NULL);

  copy = _gesso_stitch_plan_copy (self);
  g_clear_pointer (&copy->parts, g_ptr_array_unref);
  if (parts == NULL)
    return copy;

  copy->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_stitch_plan_unref);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (copy->parts, gesso_stitch_plan_ref (parts->pdata[i]));
  return copy;
}

/**
 * gesso_stitch_plan_get_whole:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the mask of all parts, on a plan that is one of them
 */
GessoReference *
gesso_stitch_plan_get_whole (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->whole;
}

/**
 * gesso_stitch_plan_get_group:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): what the parts of one edit have in common
 */
const char *
gesso_stitch_plan_get_group (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->group;
}

/**
 * gesso_stitch_plan_get_number:
 * @self: a plan
 * @out_n_parts: (out) (optional): how many parts there are; 0 when it is no part
 *
 * Returns: which of the parts it is, from 1; 0 when it is none
 */
guint
gesso_stitch_plan_get_number (GessoStitchPlan *self,
                              guint           *out_n_parts)
{
  g_return_val_if_fail (self != NULL, 0);

  if (out_n_parts != NULL)
    *out_n_parts = self->n_parts;
  return self->number;
}

/**
 * gesso_stitch_plan_get_n_parts:
 * @self: a plan
 *
 * Returns: how many parts are sent instead of it; 0 when it is sent itself
 */
guint
gesso_stitch_plan_get_n_parts (GessoStitchPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->parts != NULL ? self->parts->len : 0;
}

/**
 * gesso_stitch_plan_get_part:
 * @self: a plan
 * @index: below gesso_stitch_plan_get_n_parts()
 *
 * Returns: (transfer none): one of the plans that are sent instead
 */
GessoStitchPlan *
gesso_stitch_plan_get_part (GessoStitchPlan *self,
                            guint            index)
{
  g_return_val_if_fail (self != NULL && self->parts != NULL && index < self->parts->len, NULL);

  return self->parts->pdata[index];
}

/* Whether both are sent in the same parts, and are parts of the same. */
gboolean
_gesso_stitch_plan_same_parts (GessoStitchPlan *a,
                               GessoStitchPlan *b)
{
  guint length = gesso_stitch_plan_get_n_parts (a);

  if (!_gesso_stitch_plan_same_picture (a->whole, b->whole) || a->number != b->number
      || g_strcmp0 (a->group, b->group) != 0 || length != gesso_stitch_plan_get_n_parts (b))
    return FALSE;

  for (guint i = 0; i < length; i++)
    if (!gesso_stitch_plan_equal (a->parts->pdata[i], b->parts->pdata[i]))
      return FALSE;

  return TRUE;
}

/* What is sent instead is only shown; no job has it. */
void
_gesso_stitch_plan_parts_to_json (GessoStitchPlan *self,
                                  JsonObject      *object)
{
  JsonObject *regions;
  JsonArray *array;

  if (self->whole != NULL)
    {
      regions = json_object_new ();
      if (self->group != NULL)
        json_object_set_string_member (regions, "group", self->group);
      json_object_set_int_member (regions, "number", self->number);
      json_object_set_int_member (regions, "of", self->n_parts);
      json_object_set_object_member (regions, "whole", _gesso_reference_to_json (self->whole));
      json_object_set_object_member (object, "regions", regions);
    }
  if (self->parts == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_object_element (array, _gesso_stitch_plan_to_json (self->parts->pdata[i]));
  json_object_set_array_member (object, "parts", array);
}

/* A part without the mask of all of them, which cannot be verified then, stands for itself. */
GessoStitchPlan *
_gesso_stitch_plan_parts_from_json (GessoStitchPlan *self,
                                    JsonObject      *regions,
                                    GessoReference  *whole)
{
  gint64 number = gesso_json_get_int (regions, "number", 0);
  gint64 n_parts = gesso_json_get_int (regions, "of", 0);
  const char *group = gesso_json_get_string (regions, "group", NULL);
  g_autoptr (GessoStitchPlan) part = NULL;

  if (whole == NULL || number < 1 || n_parts < 2 || number > n_parts || n_parts > G_MAXINT16)
    return gesso_stitch_plan_ref (self);

  part = gesso_stitch_plan_as_part (self, whole, (guint) number, (guint) n_parts);
  return group != NULL ? gesso_stitch_plan_with_group (part, group) : g_steal_pointer (&part);
}
