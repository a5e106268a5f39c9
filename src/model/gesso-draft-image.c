/* gesso-draft-image.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft-image.h"

#include "base/gesso-str.h"

/* GessoDraftImage is one tile of the references: a picture that is being read, one that is ready,
 * or one that could not be read, with its role and note. The draft's list owns it; whoever reads
 * the file sets the reference or the error on it. Main thread only. */

struct _GessoDraftImage
{
  GObject parent_instance;

  char *name;                /* (owned) */
  GessoReference *reference; /* (owned) (nullable) */
  char *error;               /* (owned) (nullable) */
  char *role;                /* (owned) (nullable) */
  char *note;                /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GessoDraftImage, gesso_draft_image, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_REFERENCE,
  PROP_BUSY,
  PROP_ERROR,
  PROP_ROLE,
  PROP_NOTE,
} GessoDraftImageProperty;

static GParamSpec *properties[PROP_NOTE + 1];

static void
notify (GessoDraftImage         *self,
        GessoDraftImageProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* The reference carries role and note itself, so that it can be sent as it is. */
static void
apply_role (GessoDraftImage *self)
{
  g_autoptr (GessoReference) plain = g_steal_pointer (&self->reference);

  if (plain != NULL)
    self->reference = gesso_reference_with_role (plain, self->role, self->note);
}

static void
gesso_draft_image_finalize (GObject *object)
{
  GessoDraftImage *self = GESSO_DRAFT_IMAGE (object);

  g_free (self->name);
  g_clear_pointer (&self->reference, gesso_reference_unref);
  g_free (self->error);
  g_free (self->role);
  g_free (self->note);

  G_OBJECT_CLASS (gesso_draft_image_parent_class)->finalize (object);
}

static void
gesso_draft_image_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoDraftImage *self = GESSO_DRAFT_IMAGE (object);

  switch ((GessoDraftImageProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_REFERENCE:
      g_value_set_boxed (value, self->reference);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, gesso_draft_image_is_busy (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gesso_draft_image_class_init (GessoDraftImageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gesso_draft_image_finalize;
  object_class->get_property = gesso_draft_image_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_REFERENCE]
      = g_param_spec_boxed ("reference", NULL, NULL, GESSO_TYPE_REFERENCE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_draft_image_init (GessoDraftImage *self)
{
}

/**
 * gesso_draft_image_new:
 * @name: (nullable): the file's name, for people
 *
 * A picture that is still being read.
 *
 * Returns: (transfer full): a busy tile
 */
GessoDraftImage *
gesso_draft_image_new (const char *name)
{
  GessoDraftImage *self = g_object_new (GESSO_TYPE_DRAFT_IMAGE, NULL);

  self->name = g_strdup (name != NULL ? name : "");
  return self;
}

/**
 * gesso_draft_image_new_ready:
 * @reference: a picture with its bytes, and maybe a role
 *
 * Returns: (transfer full): a tile that can be sent
 */
GessoDraftImage *
gesso_draft_image_new_ready (GessoReference *reference)
{
  GessoDraftImage *self;

  g_return_val_if_fail (reference != NULL, NULL);

  self = gesso_draft_image_new (gesso_reference_get_name (reference));
  self->reference = gesso_reference_ref (reference);
  self->role = g_strdup (gesso_reference_get_role (reference));
  self->note = g_strdup (gesso_reference_get_note (reference));

  return self;
}

/**
 * gesso_draft_image_get_name:
 * @self: a tile
 *
 * Returns: (transfer none): the file's name, for people; may be empty
 */
const char *
gesso_draft_image_get_name (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), NULL);

  return self->name;
}

/**
 * gesso_draft_image_get_reference:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): the picture with its role; NULL while busy or broken
 */
GessoReference *
gesso_draft_image_get_reference (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), NULL);

  return self->reference;
}

/**
 * gesso_draft_image_set_reference:
 * @self: a tile
 * @reference: the picture that was read; the tile's own role and note are put on it
 */
void
gesso_draft_image_set_reference (GessoDraftImage *self,
                                 GessoReference  *reference)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (GESSO_IS_DRAFT_IMAGE (self));
  g_return_if_fail (reference != NULL);

  g_object_freeze_notify (object);
  g_clear_pointer (&self->reference, gesso_reference_unref);
  self->reference = gesso_reference_ref (reference);
  apply_role (self);
  if (gesso_set_str (&self->error, NULL))
    notify (self, PROP_ERROR);
  notify (self, PROP_REFERENCE);
  notify (self, PROP_BUSY);
  g_object_thaw_notify (object);
}

/**
 * gesso_draft_image_is_busy:
 * @self: a tile
 *
 * Returns: whether the picture is still being read
 */
gboolean
gesso_draft_image_is_busy (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), FALSE);

  return self->reference == NULL && self->error == NULL;
}

/**
 * gesso_draft_image_get_error:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): one sentence for people when the picture cannot be used
 */
const char *
gesso_draft_image_get_error (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), NULL);

  return self->error;
}

/**
 * gesso_draft_image_set_error:
 * @self: a tile
 * @error: one sentence for people
 *
 * The picture could not be read.
 */
void
gesso_draft_image_set_error (GessoDraftImage *self,
                             const char      *error)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (GESSO_IS_DRAFT_IMAGE (self));
  g_return_if_fail (error != NULL);

  g_object_freeze_notify (object);
  g_clear_pointer (&self->reference, gesso_reference_unref);
  gesso_set_str (&self->error, error);
  notify (self, PROP_ERROR);
  notify (self, PROP_REFERENCE);
  notify (self, PROP_BUSY);
  g_object_thaw_notify (object);
}

/**
 * gesso_draft_image_get_role:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): what the picture is for
 */
const char *
gesso_draft_image_get_role (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), NULL);

  return self->role;
}

/**
 * gesso_draft_image_get_note:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): the person's remark
 */
const char *
gesso_draft_image_get_note (GessoDraftImage *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT_IMAGE (self), NULL);

  return self->note;
}

/**
 * gesso_draft_image_set_role:
 * @self: a tile
 * @role: (nullable): "subject", "style", "logo", "palette" or another word
 * @note: (nullable): the person's remark
 */
void
gesso_draft_image_set_role (GessoDraftImage *self,
                            const char      *role,
                            const char      *note)
{
  GObject *object = G_OBJECT (self);
  gboolean role_changed;
  gboolean note_changed;

  g_return_if_fail (GESSO_IS_DRAFT_IMAGE (self));

  role_changed = gesso_set_str (&self->role, gesso_str_is_empty (role) ? NULL : role);
  note_changed = gesso_set_str (&self->note, gesso_str_is_empty (note) ? NULL : note);
  if (!role_changed && !note_changed)
    return;

  g_object_freeze_notify (object);
  apply_role (self);
  if (role_changed)
    notify (self, PROP_ROLE);
  if (note_changed)
    notify (self, PROP_NOTE);
  notify (self, PROP_REFERENCE);
  g_object_thaw_notify (object);
}
