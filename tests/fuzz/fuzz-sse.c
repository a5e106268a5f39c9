/* fuzz-sse.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "base/gesso-sse-parser.h"

static void
begin_cb (const char *type,
          gpointer    user_data)
{
  g_string_append_printf (user_data, "[begin %s]", type != NULL ? type : "-");
}

static void
data_cb (const char *bytes,
         gsize       length,
         gpointer    user_data)
{
  g_string_append_len (user_data, bytes, (gssize) length);
}

static void
end_cb (const char *type,
        const char *id,
        gboolean    complete,
        gpointer    user_data)
{
  g_string_append_printf (user_data, "[end %s %s %d]", type != NULL ? type : "-",
                          id != NULL ? id : "-", complete);
}

static void
event_cb (const char *type,
          const char *id,
          GBytes     *data,
          gpointer    user_data)
{
  gsize length;
  const char *bytes = g_bytes_get_data (data, &length);

  begin_cb (type, user_data);
  if (length > 0)
    data_cb (bytes, length, user_data);
}

static void
feed (GessoSseParser *parser,
      uint8_t         plan,
      const uint8_t  *data,
      gsize           size,
      GString        *out)
{
  gboolean good = TRUE;

  for (gsize i = 0; i < size && good;)
    {
      gsize length = gesso_fuzz_piece (plan, i, size - i);

      good = gesso_sse_parser_push (parser, data + i, length, NULL);
      i += length;
    }
  gesso_sse_parser_finish (parser);
  /* Where a too long event is cut depends on the pieces; that it is refused does not. */
  if (!good)
    g_string_assign (out, "too large");
}

static void
read_with (guint          mode,
           uint8_t        plan,
           const uint8_t *data,
           gsize          size,
           GString       *out)
{
  const GessoSseSink sink = { begin_cb, data_cb, end_cb };
  g_autoptr (GessoSseParser) parser = mode == 0 ? gesso_sse_parser_new_streaming (256, &sink, out)
                                                : gesso_sse_parser_new (256, event_cb, out);

  feed (parser, plan, data, size, out);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  if (size == 0)
    return 0;
  for (guint mode = 0; mode < 2; mode++)
    {
      g_autoptr (GString) whole = g_string_new (NULL);
      g_autoptr (GString) pieces = g_string_new (NULL);

      read_with (mode, 0, data + 1, size - 1, whole);
      read_with (mode, data[0], data + 1, size - 1, pieces);
      gesso_fuzz_compare (whole, pieces);
    }
  return 0;
}
