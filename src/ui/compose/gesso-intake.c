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

  /* A class or budget has taken the base's ratio by itself. */
  if (gesso_draft_get_route (draft) != NULL)
    return;
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
 * gesso_intake_replace:
 * @self: an intake
 * @image: a picture of the draft
 * @file: the picture that takes its place, its role and its note
 *
 * Returns: (transfer none) (nullable): its place in the draft; NULL when @image has gone meanwhile
 */
GessoDraftImage *
gesso_intake_replace (GessoIntake     *self,
                      GessoDraftImage *image,
                      GFile           *file)
{
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name
      = basename != NULL ? g_filename_display_name (basename) : g_strdup (_ ("Picture"));
  g_autoptr (GessoDraftImage) other = NULL;
  guint position;

  g_return_val_if_fail (GESSO_IS_INTAKE (self), NULL);

  if (!g_list_store_find (G_LIST_STORE (gesso_draft_get_references (self->draft)), image,
                          &position))
    return NULL;

  other = gesso_draft_image_new (name);
  gesso_draft_image_set_role (other, gesso_draft_image_get_role (image),
                              gesso_draft_image_get_note (image));
  gesso_draft_replace_reference (self->draft, position, other);
  gesso_importer_load_file_async (self->studio, file, self->cancellable, loaded_cb,
                                  loading_new (self->draft, other));
  /* The draft holds it from here on. */
  return other;
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

/* The clipboard. */

/* What a program may offer of a picture, the best first. */
static const char *picture_types[] = { "image/png", "image/webp", "image/jpeg", NULL };

static gboolean
offers_picture_file (GdkContentFormats *formats)
{
  for (guint i = 0; picture_types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, picture_types[i]))
      return TRUE;

  return FALSE;
}

static void
add_pasted (GessoIntake *self,
            GBytes      *bytes)
{
  gesso_intake_add_bytes (self, bytes, _ ("Pasted picture"), FALSE);
}

static void
log_unless_cancelled (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("Nothing to paste: %s", error->message);
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (n < 0)
    log_unless_cancelled (error);
  if (n <= 0 || self->draft == NULL)
    return;

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  add_pasted (self, bytes);
}

/* The bytes as the other program wrote them. */
static void
stream_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GessoIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  g_autoptr (GOutputStream) memory = NULL;
  GCancellable *cancellable = self->cancellable;

  if (stream == NULL)
    log_unless_cancelled (error);
  if (stream == NULL || cancellable == NULL)
    return;

  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                    | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, cancellable, spliced_cb,
                                g_steal_pointer (&self));
}

static void
texture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GessoIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (texture == NULL)
    log_unless_cancelled (error);
  if (texture == NULL || self->draft == NULL)
    return;

  /* Uncompressed and quick; the importer writes what is sent. */
  bytes = gdk_texture_save_to_tiff_bytes (texture);
  add_pasted (self, bytes);
}

static void
file_list_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GessoIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GSList) files = NULL;

  if (value == NULL)
    log_unless_cancelled (error);
  if (value == NULL || self->draft == NULL)
    return;

  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    gesso_intake_add_file (self, l->data, FALSE);
}

/**
 * gesso_intake_can_paste:
 * @clipboard: a clipboard
 *
 * Returns: whether it offers files or a picture, and not only text
 */
gboolean
gesso_intake_can_paste (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST)
         || gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
         || offers_picture_file (formats);
}

/**
 * gesso_intake_paste:
 * @self: an intake
 * @clipboard: a clipboard with files or a picture
 *
 * Adds them to the draft as soon as the other program has handed them over: files as files, a
 * picture in the bytes that the other program wrote where it offers a format of the services.
 */
void
gesso_intake_paste (GessoIntake  *self,
                    GdkClipboard *clipboard)
{
  GdkContentFormats *formats;

  g_return_if_fail (GESSO_IS_INTAKE (self));

  formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT,
                                    self->cancellable, file_list_read_cb, g_object_ref (self));
  else if (offers_picture_file (formats))
    gdk_clipboard_read_async (clipboard, picture_types, G_PRIORITY_DEFAULT, self->cancellable,
                              stream_read_cb, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    gdk_clipboard_read_texture_async (clipboard, self->cancellable, texture_read_cb,
                                      g_object_ref (self));
}
