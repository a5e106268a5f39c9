/* gesso-metadata.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMetadata is one view over what is written beside a file's pixels: our provenance and the
 * content credentials. Made and owned by the inspector or the command line; immutable, any
 * thread. What the pixels themselves are is found by the image room.
 */

#include "config.h"

#include "metadata/gesso-metadata.h"

#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-png-chunks.h"
#include "metadata/gesso-webp-chunks.h"

struct _GessoMetadata
{
  GessoXmp *xmp;   /* (owned) */
  GessoC2pa *c2pa; /* (owned) (nullable) */
};

/* "RequestId" becomes "request_id", as JSON is written here. */
static char *
make_member_name (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at++)
    {
      if (g_ascii_isupper (*at) && at > name && !g_ascii_isupper (at[-1]) && at[-1] != '_')
        g_string_append_c (out, '_');
      g_string_append_c (out, g_ascii_tolower (*at));
    }

  return g_string_free (out, FALSE);
}

static JsonObject *
make_gesso_object (GessoMetadata *self)
{
  JsonObject *object = json_object_new ();
  g_autofree const char **names = gesso_xmp_list_names (self->xmp, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *member = make_member_name (names[i]);
      json_object_set_string_member (object, member, gesso_xmp_get (self->xmp, names[i]));
    }
  if (gesso_xmp_get_creator_tool (self->xmp) != NULL)
    json_object_set_string_member (object, "creator_tool", gesso_xmp_get_creator_tool (self->xmp));
  if (gesso_xmp_get_source_type (self->xmp) != NULL)
    json_object_set_string_member (object, "digital_source_type",
                                   gesso_xmp_get_source_type (self->xmp));

  return object;
}

/**
 * gesso_metadata_read:
 * @file: a file's bytes, of any format
 *
 * Reads what is there. Any thread.
 *
 * Returns: (transfer full): the view
 */
GessoMetadata *
gesso_metadata_read (GBytes *file)
{
  GessoMetadata *self;
  g_autofree char *packet = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_new0 (GessoMetadata, 1);
  packet = gesso_xmp_find_packet (file);
  self->xmp = packet != NULL ? gesso_xmp_parse (packet, -1) : gesso_xmp_new ();
  self->c2pa = gesso_c2pa_read (file);
  return self;
}

/**
 * gesso_metadata_free:
 * @self: (transfer full): a view
 *
 * Frees it.
 */
void
gesso_metadata_free (GessoMetadata *self)
{
  g_return_if_fail (self != NULL);

  gesso_xmp_free (self->xmp);
  g_clear_pointer (&self->c2pa, gesso_c2pa_free);
  g_free (self);
}

/**
 * gesso_metadata_get_xmp:
 * @self: a view
 *
 * Returns: (transfer none): what the XMP packet says; empty if there is none
 */
GessoXmp *
gesso_metadata_get_xmp (GessoMetadata *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->xmp;
}

/**
 * gesso_metadata_get_c2pa:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the content credentials
 */
GessoC2pa *
gesso_metadata_get_c2pa (GessoMetadata *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->c2pa;
}

/**
 * gesso_metadata_has_gesso:
 * @self: a view
 *
 * Returns: whether the file carries a record of Gesso's own
 */
gboolean
gesso_metadata_has_gesso (GessoMetadata *self)
{
  g_autofree const char **names = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  names = gesso_xmp_list_names (self->xmp, NULL);
  return names[0] != NULL;
}

/**
 * gesso_metadata_add_to_json:
 * @self: a view
 * @object: gets the members `gesso` (an object, or null) and `c2pa`
 *
 * Adds what the command line's `inspect` prints beside the facts about the pixels.
 */
void
gesso_metadata_add_to_json (GessoMetadata *self,
                            JsonObject    *object)
{
  g_return_if_fail (self != NULL && object != NULL);

  if (gesso_metadata_has_gesso (self))
    json_object_set_object_member (object, "gesso", make_gesso_object (self));
  else
    json_object_set_null_member (object, "gesso");
  json_object_set_object_member (object, "c2pa", gesso_c2pa_to_json (self->c2pa));
}

/**
 * gesso_metadata_strip:
 * @file: a PNG, JPEG or WebP file's bytes
 *
 * Writes the file anew without words, camera data and credentials; pixels, colour profile and
 * orientation stay. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL for other formats and broken files
 */
GBytes *
gesso_metadata_strip (GBytes *file)
{
  GBytes *stripped;

  g_return_val_if_fail (file != NULL, NULL);

  stripped = gesso_png_chunks_strip (file);
  if (stripped == NULL)
    stripped = gesso_jpeg_segments_strip (file);
  if (stripped == NULL)
    stripped = gesso_webp_chunks_strip (file);

  return stripped;
}
