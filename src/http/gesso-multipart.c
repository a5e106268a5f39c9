/* gesso-multipart.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-multipart.h"

#include <string.h>

/* GessoMultipart
 *
 * A multipart/form-data body (RFC 7578) made of parts. Owned by whoever builds the request; any one
 * thread. Big parts are referenced, never copied: the stream that open gives reads straight from
 * their bytes. Open may be called again, for a repetition of the request.
 *
 * Order of life: new, add parts, then length, type and open; the parts may not change after that.
 */

typedef struct
{
  char *head;      /* (owned): header lines, without the delimiter */
  GBytes *content; /* (owned) */
} Part;

struct _GessoMultipart
{
  GPtrArray *parts; /* (owned) (element-type Part) */
  char *boundary;   /* (owned) (nullable): chosen when first asked for */
};

static void
part_free (Part *part)
{
  g_free (part->head);
  g_bytes_unref (part->content);
  g_free (part);
}

static gboolean
occurs (GessoMultipart *self,
        const char     *boundary)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);
      gsize length;
      const void *bytes = g_bytes_get_data (part->content, &length);

      if (length > 0 && memmem (bytes, length, boundary, strlen (boundary)) != NULL)
        return TRUE;
      if (strstr (part->head, boundary) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A boundary that is in no part. One of 128 random bits practically never is; a given one may be,
 * and is made longer until it is not. */
static const char *
ensure_boundary (GessoMultipart *self)
{
  if (self->boundary == NULL)
    self->boundary = g_strdup_printf ("gesso-%08x%08x%08x%08x", g_random_int (), g_random_int (),
                                      g_random_int (), g_random_int ());
  for (guint i = 0; occurs (self, self->boundary); i++)
    {
      g_autofree char *old = g_steal_pointer (&self->boundary);

      self->boundary = g_strdup_printf ("%.40s-%u-%08x", old, i, g_random_int ());
    }
  return self->boundary;
}

/* WHATWG HTML, "multipart form data": quotes and line ends in names are percent-encoded. */
static void
append_quoted (GString    *string,
               const char *name)
{
  g_string_append_c (string, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append (string, "%22");
      else if (*c == '\r')
        g_string_append (string, "%0D");
      else if (*c == '\n')
        g_string_append (string, "%0A");
      else
        g_string_append_c (string, *c);
    }
  g_string_append_c (string, '"');
}

static GBytes *
make_bytes (GString *string)
{
  return g_string_free_to_bytes (string);
}

/* The pieces of the body, in order. */
static GPtrArray *
make_pieces (GessoMultipart *self)
{
  const char *boundary = ensure_boundary (self);
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GString *between = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      g_string_append_printf (between, "--%s\r\n%s\r\n", boundary, part->head);
      g_ptr_array_add (pieces, make_bytes (between));
      g_ptr_array_add (pieces, g_bytes_ref (part->content));
      between = g_string_new ("\r\n");
    }
  g_string_append_printf (between, "--%s--\r\n", boundary);
  g_ptr_array_add (pieces, make_bytes (between));
  return pieces;
}

static void
add_part (GessoMultipart *self,
          char           *head,
          GBytes         *content)
{
  Part *part = g_new (Part, 1);

  part->head = head;
  part->content = content;
  g_ptr_array_add (self->parts, part);
}

/**
 * gesso_multipart_new:
 *
 * Makes a form without parts and with a random boundary.
 *
 * Returns: (transfer full): a form
 */
GessoMultipart *
gesso_multipart_new (void)
{
  return gesso_multipart_new_with_boundary (NULL);
}

/**
 * gesso_multipart_new_with_boundary:
 * @boundary: (nullable): the boundary to use while no part contains it, 1 to 40 characters of
 *   letters, digits and '-'; NULL for a random one
 *
 * Returns: (transfer full): a form
 */
GessoMultipart *
gesso_multipart_new_with_boundary (const char *boundary)
{
  GessoMultipart *self;

  g_return_val_if_fail (boundary == NULL || (*boundary != '\0' && strlen (boundary) <= 40), NULL);

  self = g_new0 (GessoMultipart, 1);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->boundary = g_strdup (boundary);
  return self;
}

/**
 * gesso_multipart_free:
 * @self: (transfer full): a form
 */
void
gesso_multipart_free (GessoMultipart *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->parts);
  g_free (self->boundary);
  g_free (self);
}

/**
 * gesso_multipart_add_text:
 * @self: a form
 * @name: the part's name
 * @value: its text, UTF-8
 *
 * Adds a part of text.
 */
void
gesso_multipart_add_text (GessoMultipart *self,
                          const char     *name,
                          const char     *value)
{
  GString *head;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  head = g_string_new ("Content-Disposition: form-data; name=");
  append_quoted (head, name);
  g_string_append (head, "\r\n");
  add_part (self, g_string_free (head, FALSE), g_bytes_new (value, strlen (value)));
}

/**
 * gesso_multipart_add_file:
 * @self: a form
 * @name: the part's name
 * @filename: the file's name, UTF-8, without folders
 * @content_type: the true type of the content
 * @content: the file's bytes; referenced
 *
 * Adds a part that is a file.
 */
void
gesso_multipart_add_file (GessoMultipart *self,
                          const char     *name,
                          const char     *filename,
                          const char     *content_type,
                          GBytes         *content)
{
  GString *head;

  g_return_if_fail (self != NULL && name != NULL && filename != NULL && content != NULL);
  g_return_if_fail (content_type != NULL && strpbrk (content_type, "\r\n") == NULL);

  head = g_string_new ("Content-Disposition: form-data; name=");
  append_quoted (head, name);
  g_string_append (head, "; filename=");
  append_quoted (head, filename);
  g_string_append_printf (head, "\r\nContent-Type: %s\r\n", content_type);
  add_part (self, g_string_free (head, FALSE), g_bytes_ref (content));
}

/**
 * gesso_multipart_dup_content_type:
 * @self: a form
 *
 * Returns: (transfer full): the value of the Content-Type header
 */
char *
gesso_multipart_dup_content_type (GessoMultipart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("multipart/form-data; boundary=%s", ensure_boundary (self));
}

/**
 * gesso_multipart_get_length:
 * @self: a form
 *
 * Returns: the exact number of bytes that the stream of gesso_multipart_open() gives
 */
goffset
gesso_multipart_get_length (GessoMultipart *self)
{
  g_autoptr (GPtrArray) pieces = NULL;
  goffset length = 0;

  g_return_val_if_fail (self != NULL, 0);

  pieces = make_pieces (self);
  for (guint i = 0; i < pieces->len; i++)
    length += (goffset) g_bytes_get_size (g_ptr_array_index (pieces, i));
  return length;
}

/**
 * gesso_multipart_open:
 * @self: a form; may be freed before the stream
 *
 * Returns: (transfer full): a stream of the whole body, that never blocks
 */
GInputStream *
gesso_multipart_open (GessoMultipart *self)
{
  g_autoptr (GPtrArray) pieces = NULL;
  GInputStream *stream;

  g_return_val_if_fail (self != NULL, NULL);

  pieces = make_pieces (self);
  stream = g_memory_input_stream_new ();
  for (guint i = 0; i < pieces->len; i++)
    g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (stream), g_ptr_array_index (pieces, i));
  return stream;
}
