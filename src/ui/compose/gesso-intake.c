/* gesso-intake.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoIntake: the door through which pictures come into a draft. A tile appears at once and is
 * busy; the importer reads the picture; then the tile has it, or says in a sentence what is wrong
 * with it, and the others arrive all the same. Remembers which pictures came from nodes of the
 * library. Owned by the composer; dropping it cancels what is under way.
 */

#include "config.h"

#include "ui/compose/gesso-intake.h"

#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "ui/support/gesso-failure-text.h"

#define NODE_KEY "gesso-node-id"

struct _GessoIntake
{
  GObject parent_instance;

  GessoStudio *studio;       /* (owned) */
  GessoDraft *draft;         /* (owned) */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoIntake, gesso_intake, G_TYPE_OBJECT)

typedef struct
{
  GessoDraft *draft;      /* (owned) */
  GessoDraftImage *image; /* (owned) */
} Loading;

static Loading *
loading_new (GessoDraft      *draft,
             GessoDraftImage *image)
{
  Loading *loading = g_new (Loading, 1);

  loading->draft = g_object_ref (draft);
  loading->image = g_object_ref (image);
  return loading;
}

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->draft);
  g_object_unref (loading->image);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

/* An edit keeps its base's shape unless somebody asks for another one afterwards. */
static void
take_shape (GessoDraft     *draft,
            GessoReference *base)
{
  const GessoParameters *parameters = gesso_draft_get_parameters (draft);
  const GessoAspect *aspect = gesso_aspect_find (parameters->aspect);
  const GessoSize size = { gesso_reference_get_width (base), gesso_reference_get_height (base) };
  const GessoAspect *nearest = gesso_aspect_nearest (&size);

  if (aspect != NULL && !gesso_aspect_is_auto (aspect) && nearest != NULL && nearest != aspect)
    gesso_draft_set_aspect (draft, nearest->name, parameters->tier);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Loading) loading = user_data;
  GessoDraftImage *image = loading->image;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReference) reference
      = gesso_importer_load_finish (GESSO_STUDIO (source), result, &error);
  g_autofree char *words = NULL;

  if (reference != NULL)
    {
      gesso_draft_image_set_reference (image, reference);
      if (gesso_draft_get_base (loading->draft) == image)
        take_shape (loading->draft, reference);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  words = gesso_failure_text_error (error);
  gesso_draft_image_set_error (image, words);
}

static GessoDraftImage *
add (GessoIntake *self,
     const char  *name,
     const char  *node_id,
     gboolean     as_base)
{
  g_autoptr (GessoDraftImage) image = gesso_draft_image_new (name);

  if (node_id != NULL)
    gesso_intake_set_node (self, image, node_id);
  if (as_base && gesso_draft_get_base (self->draft) != NULL)
    gesso_draft_replace_reference (self->draft, 0, image);
  else
    gesso_draft_add_reference (self->draft, image);

  /* The draft holds it from here on. */
  return image;
}

static void
gesso_intake_dispose (GObject *object)
{
  GessoIntake *self = GESSO_INTAKE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->draft);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_intake_parent_class)->dispose (object);
}

static void
gesso_intake_class_init (GessoIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_intake_dispose;
}

static void
gesso_intake_init (GessoIntake *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * gesso_intake_new:
 * @studio: who reads pictures
 * @draft: where they go
 *
 * Returns: (transfer full): a door
 */
GessoIntake *
gesso_intake_new (GessoStudio *studio,
                  GessoDraft  *draft)
{
  GessoIntake *self = g_object_new (GESSO_TYPE_INTAKE, NULL);

  self->studio = g_object_ref (studio);
  self->draft = g_object_ref (draft);
  return self;
}

/**
 * gesso_intake_add_file:
 * @self: an intake
 * @file: a picture's file
 * @as_base: whether it takes the base's place
 *
 * Returns: (transfer none): its place in the draft
 */
GessoDraftImage *
gesso_intake_add_file (GessoIntake *self,
                       GFile       *file,
                       gboolean     as_base)
{
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name
      = basename != NULL ? g_filename_display_name (basename) : g_strdup (_ ("Picture"));
  GessoDraftImage *image = add (self, name, NULL, as_base);

  gesso_importer_load_file_async (self->studio, file, self->cancellable, loaded_cb,
                                  loading_new (self->draft, image));
  return image;
}

/**
 * gesso_intake_add_bytes:
 * @self: an intake
 * @bytes: an encoded picture
 * @name: what to call it
 * @as_base: whether it takes the base's place
 *
 * Returns: (transfer none): its place in the draft
 */
GessoDraftImage *
gesso_intake_add_bytes (GessoIntake *self,
                        GBytes      *bytes,
                        const char  *name,
                        gboolean     as_base)
{
  GessoDraftImage *image = add (self, name, NULL, as_base);

  gesso_importer_load_bytes_async (self->studio, bytes, name, self->cancellable, loaded_cb,
                                   loading_new (self->draft, image));
  return image;
}

/**
 * gesso_intake_add_node:
 * @self: an intake
 * @node_id: a picture of the library
 * @name: what to call it
 * @as_base: whether it takes the base's place
 *
 * Returns: (transfer none): its place in the draft
 */
GessoDraftImage *
gesso_intake_add_node (GessoIntake *self,
                       const char  *node_id,
                       const char  *name,
                       gboolean     as_base)
{
  GessoDraftImage *image = add (self, name != NULL ? name : _ ("Picture"), node_id, as_base);

  gesso_importer_load_node_async (self->studio, node_id, self->cancellable, loaded_cb,
                                  loading_new (self->draft, image));
  return image;
}

/**
 * gesso_intake_get_node:
 * @self: an intake
 * @image: a picture of the draft
 *
 * Returns: (nullable): the id of the node that it came from
 */
const char *
gesso_intake_get_node (GessoIntake     *self,
                       GessoDraftImage *image)
{
  g_return_val_if_fail (GESSO_IS_INTAKE (self), NULL);

  return g_object_get_data (G_OBJECT (image), NODE_KEY);
}

/**
 * gesso_intake_set_node:
 * @self: an intake
 * @image: a picture of the draft
 * @node_id: the node that it is the same picture as
 */
void
gesso_intake_set_node (GessoIntake     *self,
                       GessoDraftImage *image,
                       const char      *node_id)
{
  g_return_if_fail (GESSO_IS_INTAKE (self));

  g_object_set_data_full (G_OBJECT (image), NODE_KEY, g_strdup (node_id), g_free);
}
