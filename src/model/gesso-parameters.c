/* gesso-parameters.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-parameters.h"

#include "base/gesso-json.h"

/* GessoParameters is a mutable value with one owner: a draft while it is written, a frozen
 * request afterwards (which hands it out as const). Reading it from JSON never fails: what is
 * missing or of another type keeps its default, so that libraries of other versions stay
 * readable. Any thread, one at a time. */

G_DEFINE_BOXED_TYPE (GessoParameters,
                     gesso_parameters,
                     gesso_parameters_copy,
                     gesso_parameters_free)

/* The members that are open sets of strings, under their names in JSON. */
static const struct
{
  const char *member;
  gsize offset;
} text_members[] = {
  { "model", G_STRUCT_OFFSET (GessoParameters, model) },
  { "aspect", G_STRUCT_OFFSET (GessoParameters, aspect) },
  { "tier", G_STRUCT_OFFSET (GessoParameters, tier) },
  { "quality", G_STRUCT_OFFSET (GessoParameters, quality) },
  { "background", G_STRUCT_OFFSET (GessoParameters, background) },
  { "format", G_STRUCT_OFFSET (GessoParameters, format) },
  { "moderation", G_STRUCT_OFFSET (GessoParameters, moderation) },
  { "input_fidelity", G_STRUCT_OFFSET (GessoParameters, input_fidelity) },
  { "think", G_STRUCT_OFFSET (GessoParameters, think) },
  { "extra", G_STRUCT_OFFSET (GessoParameters, extra) },
  { "routing", G_STRUCT_OFFSET (GessoParameters, routing) },
  { "routing_ratio", G_STRUCT_OFFSET (GessoParameters, routing_ratio) },
};

#define TEXT_MEMBER(self, i) G_STRUCT_MEMBER (char *, (self), text_members[i].offset)

/**
 * gesso_parameters_new:
 *
 * Parameters that leave everything to the service: size auto, one picture, no streaming.
 *
 * Returns: (transfer full): new parameters
 */
GessoParameters *
gesso_parameters_new (void)
{
  GessoParameters *self = g_new0 (GessoParameters, 1);

  self->size = GESSO_SIZE_AUTO;
  self->n = 1;
  self->compression = -1;
  return self;
}

/**
 * gesso_parameters_copy:
 * @self: parameters
 *
 * Returns: (transfer full): an independent copy
 */
GessoParameters *
gesso_parameters_copy (const GessoParameters *self)
{
  GessoParameters *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (GessoParameters, 1);
  *copy = *self;
  for (gsize i = 0; i < G_N_ELEMENTS (text_members); i++)
    TEXT_MEMBER (copy, i) = g_strdup (TEXT_MEMBER (self, i));

  return copy;
}

/**
 * gesso_parameters_free:
 * @self: (transfer full) (nullable): parameters
 *
 * Frees them with all their strings.
 */
void
gesso_parameters_free (GessoParameters *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (text_members); i++)
    g_free (TEXT_MEMBER (self, i));
  g_free (self);
}

/**
 * gesso_parameters_equal:
 * @a: parameters
 * @b: other parameters
 *
 * Returns: whether every member is the same
 */
gboolean
gesso_parameters_equal (const GessoParameters *a,
                        const GessoParameters *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (text_members); i++)
    {
      if (g_strcmp0 (TEXT_MEMBER (a, i), TEXT_MEMBER (b, i)) != 0)
        return FALSE;
    }

  return gesso_size_equal (&a->size, &b->size) && a->n == b->n && a->compression == b->compression
         && a->partial_images == b->partial_images && a->web_search == b->web_search
         && a->batch == b->batch;
}

/**
 * gesso_parameters_to_json:
 * @self: parameters
 *
 * What is stored beside a picture. Members left to the service are left out.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
gesso_parameters_to_json (const GessoParameters *self)
{
  g_autofree char *size = NULL;
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (text_members); i++)
    {
      if (TEXT_MEMBER (self, i) != NULL)
        json_object_set_string_member (object, text_members[i].member, TEXT_MEMBER (self, i));
    }

  size = gesso_size_to_string (&self->size);
  json_object_set_string_member (object, "size", size);
  json_object_set_int_member (object, "n", self->n);
  if (self->compression >= 0)
    json_object_set_int_member (object, "compression", self->compression);
  if (self->partial_images > 0)
    json_object_set_int_member (object, "partial_images", self->partial_images);

  if (self->web_search)
    json_object_set_boolean_member (object, "web_search", TRUE);
  if (self->batch)
    json_object_set_boolean_member (object, "batch", TRUE);

  return object;
}

/**
 * gesso_parameters_from_json:
 * @object: (nullable): what gesso_parameters_to_json() wrote, in this version or another
 *
 * Never fails: unknown members are ignored, numbers are brought into their ranges.
 *
 * Returns: (transfer full): parameters
 */
GessoParameters *
gesso_parameters_from_json (JsonObject *object)
{
  GessoParameters *self = gesso_parameters_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (text_members); i++)
    TEXT_MEMBER (self, i) = g_strdup (gesso_json_get_string (object, text_members[i].member, NULL));

  gesso_size_parse (gesso_json_get_string (object, "size", NULL), &self->size);
  self->n = CLAMP (gesso_json_get_int (object, "n", 1), 1, 10);
  self->compression = CLAMP (gesso_json_get_int (object, "compression", -1), -1, 100);
  self->partial_images = CLAMP (gesso_json_get_int (object, "partial_images", 0), 0, 3);
  self->web_search = gesso_json_get_boolean (object, "web_search", FALSE);
  self->batch = gesso_json_get_boolean (object, "batch", FALSE);

  return self;
}
