/* fuzz-json-scanner.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "wire/gesso-json-collector.h"

#include <string.h>

typedef struct
{
  GString *out;
  GessoJsonCollector *collector;
} Reading;

static GessoJsonWish
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  if (gesso_json_scanner_matches (scanner, "s") || gesso_json_scanner_matches (scanner, "[].s"))
    return GESSO_JSON_WISH_STREAM;
  if (gesso_json_scanner_matches (scanner, "k"))
    return GESSO_JSON_WISH_SKIP;
  return GESSO_JSON_WISH_COLLECT;
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  Reading *reading = user_data;

  gesso_json_collector_begin (reading->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  Reading *reading = user_data;

  gesso_json_collector_end (reading->collector);
}

static void
string_cb (GessoJsonScanner *scanner,
           const char       *text,
           gsize             length,
           gboolean          cut,
           gpointer          user_data)
{
  Reading *reading = user_data;

  g_assert_true (length == 0 || g_utf8_validate_len (text, length, NULL)
                 || memchr (text, 0, length) != NULL);
  g_string_append_printf (reading->out, "[%u]", cut);
  gesso_json_collector_string (reading->collector, scanner, text, length);
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  Reading *reading = user_data;

  g_string_append_len (reading->out, bytes, (gssize) length);
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  Reading *reading = user_data;

  g_string_append (reading->out, "[end]");
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  Reading *reading = user_data;

  gesso_json_collector_literal (reading->collector, scanner, text);
}

static void
scan (uint8_t        plan,
      const uint8_t *data,
      gsize          size,
      GString       *out)
{
  const GessoJsonSink sink
      = { choose_cb, begin_cb, end_cb, string_cb, stream_cb, stream_end_cb, literal_cb };
  const GessoJsonLimits limits = { 8, 16, 40, 400, 100 };
  g_autoptr (GessoJsonCollector) collector = gesso_json_collector_new ();
  Reading reading = { out, collector };
  g_autoptr (GessoJsonScanner) scanner = gesso_json_scanner_new (&limits, &sink, &reading);
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  for (gsize i = 0; i < size && good;)
    {
      gsize length = gesso_fuzz_piece (plan, i, size - i);

      good = gesso_json_scanner_push (scanner, data + i, length, &error);
      i += length;
    }
  if (good)
    (void) gesso_json_scanner_finish (scanner, &error);
  if (gesso_json_collector_get_root (collector) != NULL)
    {
      g_autofree char *text = json_to_string (gesso_json_collector_get_root (collector), FALSE);

      g_string_append (out, text);
    }
  if (error != NULL)
    g_string_append (out, error->message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);

  if (size == 0)
    return 0;
  scan (0, data + 1, size - 1, whole);
  scan (data[0], data + 1, size - 1, pieces);
  gesso_fuzz_compare (whole, pieces);
  return 0;
}
