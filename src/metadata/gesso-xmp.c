/* gesso-xmp.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoXmp reads and writes the few properties of an XMP packet (ISO 16684-1) that Gesso knows.
 * Made and owned by whoever describes or inspects a file; a plain value, any one thread. Reading
 * takes properties as attributes or as elements; a packet that is no XML gives what stood before
 * the fault.
 */

#include "config.h"

#include "metadata/gesso-xmp.h"

#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-png-chunks.h"
#include "metadata/gesso-webp-chunks.h"

#include <string.h>

#define PNG_KEYWORD "XML:com.adobe.xmp"
#define NS_XMP "http://ns.adobe.com/xap/1.0/"
#define NS_IPTC "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
#define MAX_PACKET (8 * 1024 * 1024)
#define MAX_RECORDS 256
#define SHORT_VALUE_BYTES 2000

typedef struct
{
  char *name;
  char *value;
} Record;

struct _GessoXmp
{
  char *source_type;  /* (owned) (nullable) */
  char *creator_tool; /* (owned) (nullable) */
  GPtrArray *records; /* (owned) (element-type Record) */
};

static void
record_free (Record *record)
{
  g_free (record->name);
  g_free (record->value);
  g_free (record);
}

static gboolean
is_xml_name (const char *name)
{
  if (name == NULL || !(g_ascii_isalpha (*name) || *name == '_'))
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '_' && *name != '-' && *name != '.')
      return FALSE;

  return TRUE;
}

/* Text that XML 1.0 can hold: control characters are replaced, carriage returns written so that
 * parsers keep them. */
static char *
escape_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid) + 16);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '\r')
        g_string_append (out, "&#13;");
      else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff)
        g_string_append_unichar (out, 0xfffd);
      else
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static void
append_element (GString    *out,
                const char *prefix,
                const char *name,
                const char *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return;

  text = escape_text (value);
  g_string_append_printf (out, "   <%s:%s>%s</%s:%s>\n", prefix, name, text, prefix, name);
}

/* Reading */

typedef struct
{
  GessoXmp *xmp;        /* (unowned) */
  GHashTable *prefixes; /* (owned): prefix to namespace; inner declarations win for the rest */
  char *ns;             /* (owned) (nullable): the property being read */
  char *name;           /* (owned) (nullable) */
  GString *text;        /* (owned) */
  char *inner;          /* (owned) (nullable): first text of an element inside the property */
  gboolean has_inner;
  guint depth; /* elements open inside the property */
} Reader;

static void
take_property (Reader     *reader,
               const char *ns,
               const char *name,
               const char *value)
{
  GessoXmp *xmp = reader->xmp;

  if (g_strcmp0 (ns, NS_IPTC) == 0 && strcmp (name, "DigitalSourceType") == 0)
    gesso_xmp_set_source_type (xmp, value);
  else if (g_strcmp0 (ns, NS_XMP) == 0 && strcmp (name, "CreatorTool") == 0)
    gesso_xmp_set_creator_tool (xmp, value);
  else if (g_strcmp0 (ns, GESSO_XMP_NAMESPACE) == 0 && is_xml_name (name)
           && xmp->records->len < MAX_RECORDS)
    gesso_xmp_set (xmp, name, value);
}

/* Splits "prefix:name" and finds the namespace; NULL for names without prefix. */
static const char *
resolve (Reader      *reader,
         const char  *qualified,
         const char **out_name)
{
  const char *colon = strchr (qualified, ':');
  g_autofree char *prefix = NULL;

  *out_name = colon != NULL ? colon + 1 : qualified;
  if (colon == NULL)
    return NULL;

  prefix = g_strndup (qualified, (gsize) (colon - qualified));
  return g_hash_table_lookup (reader->prefixes, prefix);
}

static gboolean
is_known (const char *ns)
{
  return g_strcmp0 (ns, NS_IPTC) == 0 || g_strcmp0 (ns, NS_XMP) == 0
         || g_strcmp0 (ns, GESSO_XMP_NAMESPACE) == 0;
}

static void
element_started_cb (GMarkupParseContext  *context,
                    const char           *element,
                    const char          **names,
                    const char          **values,
                    gpointer              user_data,
                    GError              **error)
{
  Reader *reader = user_data;
  const char *name;
  const char *ns;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "xmlns:") && g_hash_table_size (reader->prefixes) < 64)
      g_hash_table_replace (reader->prefixes, g_strdup (names[i] + 6), g_strdup (values[i]));

  if (reader->name != NULL)
    {
      reader->depth++;
      reader->has_inner = TRUE;
      g_string_truncate (reader->text, 0);
      return;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      ns = resolve (reader, names[i], &name);
      if (is_known (ns))
        take_property (reader, ns, name, values[i]);
    }

  ns = resolve (reader, element, &name);
  if (is_known (ns))
    {
      reader->ns = g_strdup (ns);
      reader->name = g_strdup (name);
      reader->depth = 0;
      reader->has_inner = FALSE;
      g_string_truncate (reader->text, 0);
    }
}

static void
element_ended_cb (GMarkupParseContext  *context,
                  const char           *element,
                  gpointer              user_data,
                  GError              **error)
{
  Reader *reader = user_data;

  if (reader->name == NULL)
    return;
  if (reader->depth > 0)
    {
      reader->depth--;
      if (reader->inner == NULL && reader->text->len > 0)
        reader->inner = g_strstrip (g_strdup (reader->text->str));
      g_string_truncate (reader->text, 0);
      return;
    }

  take_property (reader, reader->ns, reader->name,
                 reader->has_inner ? (reader->inner != NULL ? reader->inner : "")
                                   : reader->text->str);
  g_clear_pointer (&reader->ns, g_free);
  g_clear_pointer (&reader->name, g_free);
  g_clear_pointer (&reader->inner, g_free);
}

static void
text_came_cb (GMarkupParseContext  *context,
              const char           *text,
              gsize                 length,
              gpointer              user_data,
              GError              **error)
{
  Reader *reader = user_data;

  if (reader->name != NULL)
    g_string_append_len (reader->text, text, (gssize) length);
}

/**
 * gesso_xmp_new:
 *
 * Returns: (transfer full): an empty description
 */
GessoXmp *
gesso_xmp_new (void)
{
  GessoXmp *self = g_new0 (GessoXmp, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  return self;
}

/**
 * gesso_xmp_free:
 * @self: (transfer full): a description
 *
 * Frees it.
 */
void
gesso_xmp_free (GessoXmp *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->source_type);
  g_free (self->creator_tool);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/**
 * gesso_xmp_parse:
 * @packet: (array length=length): an XMP packet in UTF-8
 * @length: bytes in @packet, or -1 if it ends with NUL; above 8 MiB nothing is read
 *
 * Reads what is known from a packet, which may be anybody's. Document type declarations are not
 * looked at, so no entity but XML's own five is expanded. Any thread.
 *
 * Returns: (transfer full): the description, empty if there is nothing to read
 */
GessoXmp *
gesso_xmp_parse (const char *packet,
                 gssize      length)
{
  static const GMarkupParser parser = { element_started_cb, element_ended_cb, text_came_cb };
  GessoXmp *self = gesso_xmp_new ();
  Reader reader = { .xmp = self };
  g_autoptr (GMarkupParseContext) context = NULL;

  g_return_val_if_fail (packet != NULL, self);

  if (length < 0)
    length = (gssize) strlen (packet);
  if (length > MAX_PACKET)
    return self;
  /* The byte order mark may also stand in front of the packet. */
  if (length >= 3 && memcmp (packet, "\xef\xbb\xbf", 3) == 0)
    {
      packet += 3;
      length -= 3;
    }

  reader.prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  g_markup_parse_context_parse (context, packet, length, NULL);

  g_hash_table_unref (reader.prefixes);
  g_string_free (reader.text, TRUE);
  g_free (reader.ns);
  g_free (reader.name);
  g_free (reader.inner);
  return self;
}

/**
 * gesso_xmp_to_packet:
 * @self: a description
 *
 * Writes a whole packet. Characters that XML cannot hold become U+FFFD. Any thread.
 *
 * Returns: (transfer full): the packet in UTF-8
 */
char *
gesso_xmp_to_packet (GessoXmp *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                      " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "  <rdf:Description rdf:about=\"\"\n"
                      "    xmlns:xmp=\"" NS_XMP "\"\n"
                      "    xmlns:Iptc4xmpExt=\"" NS_IPTC "\"\n"
                      "    xmlns:gesso=\"" GESSO_XMP_NAMESPACE "\">\n");
  append_element (out, "Iptc4xmpExt", "DigitalSourceType", self->source_type);
  append_element (out, "xmp", "CreatorTool", self->creator_tool);
  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = g_ptr_array_index (self->records, i);
      append_element (out, "gesso", record->name, record->value);
    }
  g_string_append (out, "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");

  return g_string_free (out, FALSE);
}

/**
 * gesso_xmp_set_source_type:
 * @self: a description
 * @uri: (nullable): one of the `GESSO_XMP_SOURCE_` addresses, or another of IPTC's list
 *
 * Says how the picture came to be.
 */
void
gesso_xmp_set_source_type (GessoXmp   *self,
                           const char *uri)
{
  char *copy;

  g_return_if_fail (self != NULL);

  copy = g_strdup (uri);
  g_free (self->source_type);
  self->source_type = copy;
}

/**
 * gesso_xmp_get_source_type:
 * @self: a description
 *
 * Returns: (transfer none) (nullable): IPTC's digital source type
 */
const char *
gesso_xmp_get_source_type (GessoXmp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source_type;
}

/**
 * gesso_xmp_set_creator_tool:
 * @self: a description
 * @name: (nullable): a program and its version
 *
 * Says which program wrote the picture.
 */
void
gesso_xmp_set_creator_tool (GessoXmp   *self,
                            const char *name)
{
  char *copy;

  g_return_if_fail (self != NULL);

  copy = g_strdup (name);
  g_free (self->creator_tool);
  self->creator_tool = copy;
}

/**
 * gesso_xmp_get_creator_tool:
 * @self: a description
 *
 * Returns: (transfer none) (nullable): the program that wrote the picture
 */
const char *
gesso_xmp_get_creator_tool (GessoXmp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->creator_tool;
}

/**
 * gesso_xmp_set:
 * @self: a description
 * @name: a record's name: letters, digits, `_`, `-`, `.`, beginning with a letter or `_`
 * @value: (nullable): its text; %NULL removes the record
 *
 * Sets a record of Gesso's own namespace.
 */
void
gesso_xmp_set (GessoXmp   *self,
               const char *name,
               const char *value)
{
  Record *record;

  g_return_if_fail (self != NULL);
  g_return_if_fail (is_xml_name (name));

  for (guint i = 0; i < self->records->len; i++)
    {
      record = g_ptr_array_index (self->records, i);
      if (strcmp (record->name, name) != 0)
        continue;
      if (value == NULL)
        {
          g_ptr_array_remove_index (self->records, i);
          return;
        }
      value = g_strdup (value);
      g_free (record->value);
      record->value = (char *) value;
      return;
    }
  if (value == NULL)
    return;

  record = g_new0 (Record, 1);
  record->name = g_strdup (name);
  record->value = g_strdup (value);
  g_ptr_array_add (self->records, record);
}

/**
 * gesso_xmp_get:
 * @self: a description
 * @name: a record's name
 *
 * Returns: (transfer none) (nullable): the record of Gesso's own namespace
 */
const char *
gesso_xmp_get (GessoXmp   *self,
               const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = g_ptr_array_index (self->records, i);
      if (strcmp (record->name, name) == 0)
        return record->value;
    }

  return NULL;
}

/**
 * gesso_xmp_list_names:
 * @self: a description
 * @out_length: (out) (optional): how many there are
 *
 * Returns: (transfer container) (array zero-terminated=1): the records' names in their order;
 *   free with g_free()
 */
const char **
gesso_xmp_list_names (GessoXmp *self,
                      guint    *out_length)
{
  const char **names;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_new0 (const char *, (gsize) self->records->len + 1);
  for (guint i = 0; i < self->records->len; i++)
    names[i] = ((const Record *) g_ptr_array_index (self->records, i))->name;
  if (out_length != NULL)
    *out_length = self->records->len;

  return names;
}

/**
 * gesso_xmp_find_packet:
 * @file: a file's bytes
 *
 * Finds the XMP packet of a PNG, JPEG or WebP file. Any thread.
 *
 * Returns: (transfer full) (nullable): the packet as valid UTF-8
 */
char *
gesso_xmp_find_packet (GBytes *file)
{
  GessoWebpChunk chunk;
  char *packet;
  gsize length;
  const guint8 *data;

  g_return_val_if_fail (file != NULL, NULL);

  data = g_bytes_get_data (file, &length);
  packet = gesso_png_chunks_dup_text (file, PNG_KEYWORD);
  if (packet == NULL)
    packet = gesso_jpeg_segments_dup_xmp (file);
  if (packet == NULL && gesso_webp_chunks_find (data, length, "XMP ", &chunk))
    packet = g_utf8_make_valid ((const char *) chunk.data, (gssize) MIN (chunk.length, MAX_PACKET));

  return packet;
}

/* The same with long values cut, for a JPEG segment holds 64 KiB. */
static char *
make_short_packet (GessoXmp *xmp)
{
  g_autoptr (GessoXmp) copy = gesso_xmp_new ();

  gesso_xmp_set_source_type (copy, xmp->source_type);
  gesso_xmp_set_creator_tool (copy, xmp->creator_tool);
  for (guint i = 0; i < MIN (xmp->records->len, 24); i++)
    {
      const Record *record = g_ptr_array_index (xmp->records, i);
      g_autofree char *value = g_strndup (record->value, SHORT_VALUE_BYTES);
      const char *end = NULL;

      g_utf8_validate (value, -1, &end);
      value[end - value] = '\0';
      gesso_xmp_set (copy, record->name, value);
    }

  return gesso_xmp_to_packet (copy);
}

/**
 * gesso_xmp_embed:
 * @file: a PNG, JPEG or WebP file's bytes
 * @xmp: what to write
 *
 * Writes the file anew with @xmp instead of its XMP; pixels stay byte by byte. In JPEG, values
 * are cut to 2,000 bytes when the packet would not fit. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL for other formats and broken files
 */
GBytes *
gesso_xmp_embed (GBytes   *file,
                 GessoXmp *xmp)
{
  g_autofree char *packet = NULL;
  g_autofree char *short_packet = NULL;
  GBytes *described;

  g_return_val_if_fail (file != NULL && xmp != NULL, NULL);

  packet = gesso_xmp_to_packet (xmp);
  described = gesso_png_chunks_replace_text (file, PNG_KEYWORD, packet);
  if (described == NULL)
    described = gesso_webp_chunks_replace_xmp (file, packet);
  if (described == NULL)
    described = gesso_jpeg_segments_replace_xmp (file, packet);
  if (described != NULL)
    return described;

  short_packet = make_short_packet (xmp);
  return gesso_jpeg_segments_replace_xmp (file, short_packet);
}
