/* gesso-reference.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-reference.h"

/* GessoReference is an input picture as it will be sent: the encoded file, its media type, name,
 * size in pixels, and what it is for. Immutable and ref-counted atomically, so a draft, a frozen
 * request and a worker may hold the same one. The bytes are usually a mapped file of the library;
 * they are absent when only the description of an old request was read. */

struct _GessoReference
{
  GBytes *data;    /* (owned) (nullable) */
  char *mime_type; /* (owned) */
  char *name;      /* (owned) */
  char *digest;    /* (owned) (nullable) */
  char *role;      /* (owned) (nullable) */
  char *note;      /* (owned) (nullable) */
  int width;
  int height;
};

G_DEFINE_BOXED_TYPE (GessoReference, gesso_reference, gesso_reference_ref, gesso_reference_unref)

static char *
dup_unless_empty (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
reference_clear (gpointer data)
{
  GessoReference *self = data;

  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self->mime_type);
  g_free (self->name);
  g_free (self->digest);
  g_free (self->role);
  g_free (self->note);
}

/**
 * gesso_reference_new:
 * @data: (nullable): the encoded file; NULL when only its description is known
 * @mime_type: (nullable): as "image/png", which is also what NULL means
 * @name: (nullable): file name for the form and for people; NULL becomes "image"
 * @digest: (nullable): SHA-256 of @data in lower-case hexadecimal
 * @width: in pixels, or 0 when unknown
 * @height: in pixels, or 0 when unknown
 *
 * Returns: (transfer full): a reference without role or note
 */
GessoReference *
gesso_reference_new (GBytes     *data,
                     const char *mime_type,
                     const char *name,
                     const char *digest,
                     int         width,
                     int         height)
{
  GessoReference *self = g_atomic_rc_box_new0 (GessoReference);

  self->data = data != NULL ? g_bytes_ref (data) : NULL;
  self->mime_type = g_strdup (mime_type != NULL ? mime_type : "image/png");
  self->name = g_strdup (name != NULL && *name != '\0' ? name : "image");
  self->digest = dup_unless_empty (digest);
  self->width = MAX (width, 0);
  self->height = MAX (height, 0);

  return self;
}

/**
 * gesso_reference_with_role:
 * @self: a reference
 * @role: (nullable): "subject", "style", "logo", "palette", or any other word; NULL for none
 * @note: (nullable): what else the model should know about this picture
 *
 * The same picture with another purpose. Shares the bytes.
 *
 * Returns: (transfer full): a new reference
 */
GessoReference *
gesso_reference_with_role (GessoReference *self,
                           const char     *role,
                           const char     *note)
{
  GessoReference *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = gesso_reference_new (self->data, self->mime_type, self->name, self->digest, self->width,
                              self->height);
  copy->role = dup_unless_empty (role);
  copy->note = dup_unless_empty (note);

  return copy;
}

/**
 * gesso_reference_ref:
 * @self: a reference
 *
 * Returns: (transfer full): @self
 */
GessoReference *
gesso_reference_ref (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_reference_unref:
 * @self: (transfer full): a reference
 *
 * Frees it with the last holder.
 */
void
gesso_reference_unref (GessoReference *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, reference_clear);
}

/**
 * gesso_reference_get_data:
 * @self: a reference
 *
 * Returns: (transfer none) (nullable): the encoded file
 */
GBytes *
gesso_reference_get_data (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}

/**
 * gesso_reference_get_mime_type:
 * @self: a reference
 *
 * Returns: (transfer none): the media type of the encoded file
 */
const char *
gesso_reference_get_mime_type (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mime_type;
}

/**
 * gesso_reference_get_name:
 * @self: a reference
 *
 * Returns: (transfer none): a file name, never empty
 */
const char *
gesso_reference_get_name (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * gesso_reference_get_digest:
 * @self: a reference
 *
 * Returns: (transfer none) (nullable): the SHA-256 of the encoded file, in hexadecimal
 */
const char *
gesso_reference_get_digest (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->digest;
}

/**
 * gesso_reference_get_width:
 * @self: a reference
 *
 * Returns: in pixels, or 0 when unknown
 */
int
gesso_reference_get_width (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * gesso_reference_get_height:
 * @self: a reference
 *
 * Returns: in pixels, or 0 when unknown
 */
int
gesso_reference_get_height (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * gesso_reference_get_role:
 * @self: a reference
 *
 * Returns: (transfer none) (nullable): what the picture is for
 */
const char *
gesso_reference_get_role (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->role;
}

/**
 * gesso_reference_get_note:
 * @self: a reference
 *
 * Returns: (transfer none) (nullable): the person's remark on the picture
 */
const char *
gesso_reference_get_note (GessoReference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->note;
}
