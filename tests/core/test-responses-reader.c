/* test-responses-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "wire/gesso-responses-reader.h"

#include <string.h>

/* Everything told is written as one line of text, and every answer is read in pieces of every
 * length, so that it is cut at every place. The answers are those of the service's reference. */

static void
begin_cb (guint           index,
          GessoImagesKind kind,
          gpointer        user_data)
{
  g_string_append_printf (user_data, "{%u%c ", index, "?FP"[kind]);
}

static void
bytes_cb (const guint8 *bytes,
          gsize         length,
          gpointer      user_data)
{
  g_string_append_len (user_data, (const char *) bytes, (gssize) length);
}

static void
end_image_cb (guint              index,
              GessoImagesKind    kind,
              int                partial_index,
              GessoImagesOutcome outcome,
              guint64            n_bytes,
              gpointer           user_data)
{
  static const char *const names[] = { "whole", "truncated", "damaged" };

  g_string_append_printf (user_data, " %c%d %s %u}", "?FP"[kind], partial_index, names[outcome],
                          (guint) n_bytes);
}

static void
error_cb (JsonObject *object,
          gpointer    user_data)
{
  g_autofree char *text = gesso_json_object_to_string (object, FALSE);

  g_string_append_printf (user_data, "!%s", text);
}

static const GessoImagesSink sink = {
  .begin_image = begin_cb,
  .image_bytes = bytes_cb,
  .end_image = end_image_cb,
  .error = error_cb,
};

typedef struct
{
  const char *told;     /* by the sink */
  const char *envelope; /* (nullable): not looked at */
  int code;             /* of the error, or -1 */
  gboolean is_pending;
} Expected;

static void
assert_reads (const char     *text,
              const Expected *expected)
{
  gsize length = strlen (text);

  for (gsize piece = 1; piece <= length + 1; piece++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GessoResponsesReader) reader = gesso_responses_reader_new (&sink, out);
      g_autoptr (GError) error = NULL;
      g_autofree char *envelope = NULL;
      gboolean is_good;

      for (gsize i = 0; i < length; i += piece)
        gesso_responses_reader_push (reader, text + i, MIN (piece, length - i));
      is_good = gesso_responses_reader_finish (reader, &error);
      g_assert_cmpstr (out->str, ==, expected->told);
      g_assert_cmpint (is_good ? -1 : error->code, ==, expected->code);
      g_assert_cmpint (gesso_responses_reader_is_pending (reader), ==, expected->is_pending);
      envelope = gesso_json_object_to_string (gesso_responses_reader_get_envelope (reader), FALSE);
      if (expected->envelope != NULL)
        g_assert_cmpstr (envelope, ==, expected->envelope);
    }
}

#define READS(text, ...) assert_reads (text, &(const Expected){ __VA_ARGS__ })

/* The whole answer as one JSON text, with everything that can stand in it. */
static void
test_json (void)
{
  READS ("{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":5,\"status\":\"completed\","
         "\"model\":\"gpt-5.5\",\"error\":null,\"incomplete_details\":null,\"output\":["
         "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\","
         "\"text\":\"I will \\u00e4dd sand.\"}]},"
         "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\",\"action\":"
         "{\"type\":\"search\",\"query\":\"dunes\"}},"
         "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\","
         "\"result\":\"QUJD\",\"revised_prompt\":\"A mug\",\"action\":\"edit\","
         "\"size\":\"1536x1024\",\"quality\":\"medium\",\"background\":\"opaque\","
         "\"output_format\":\"png\"},"
         "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\","
         "\"content\":[{\"type\":\"output_text\",\"text\":\"Done.\",\"annotations\":[]}]}],"
         "\"usage\":{\"input_tokens\":2310,\"output_tokens\":180,\"total_tokens\":2490}}",
         .told = "{0F ABC F-1 whole 3}",
         .envelope = "{\"created\":5,\"data\":[{\"id\":\"ig_1\",\"revised_prompt\":\"A mug\","
                     "\"action\":\"edit\",\"size\":\"1536x1024\",\"quality\":\"medium\","
                     "\"background\":\"opaque\",\"output_format\":\"png\"}],"
                     "\"responses\":{\"id\":\"resp_1\",\"model\":\"gpt-5.5\","
                     "\"reasoning\":\"I will ädd sand.\",\"text\":\"Done.\","
                     "\"searches\":[\"dunes\"],\"usage\":{\"input_tokens\":2310,"
                     "\"output_tokens\":180,\"total_tokens\":2490}}}",
         .code = -1);
}

#define EVENT(type, more)                                                                          \
  "event: " type "\ndata: {\"type\":\"" type "\",\"sequence_number\":1" more "}\n\n"
#define PICTURE(id, base64)                                                                        \
  "{\"type\":\"image_generation_call\",\"id\":\"" id                                               \
  "\",\"status\":\"completed\",\"result\":\"" base64 "\",\"revised_prompt\":\"r\"}"

/* The picture comes twice, and is taken once. */
static void
test_events (void)
{
  READS (EVENT ("response.created", ",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\","
                                    "\"output\":[]}")
             EVENT ("response.output_item.added", ",\"output_index\":0,\"item\":{\"type\":"
                                                  "\"image_generation_call\",\"id\":\"ig_1\","
                                                  "\"status\":\"in_progress\",\"result\":null}")
                 EVENT ("response.image_generation_call.partial_image",
                        ",\"output_index\":0,\"item_id\":\"ig_1\",\"partial_image_index\":0,"
                        "\"partial_image_b64\":\"REVG\"")
                     EVENT ("response.image_generation_call.completed",
                            ",\"output_index\":0,\"item_id\":\"ig_1\"")
                         EVENT ("response.output_item.done",
                                ",\"output_index\":0,\"item\":" PICTURE ("ig_1", "QUJD"))
                             EVENT ("response.completed",
                                    ",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\","
                                    "\"output\":[" PICTURE ("ig_1", "QUJD") "]}"),
         .told = "{0P DEF P0 whole 3}{0F ABC F-1 whole 3}",
         .envelope = "{\"data\":[{\"id\":\"ig_1\",\"revised_prompt\":\"r\"}],"
                     "\"responses\":{\"id\":\"resp_1\"}}",
         .code = -1);
}

/* Services that leave out the one or the other event, or write members in another order. */
static void
test_orders (void)
{
  READS (EVENT ("response.completed",
                ",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[" PICTURE (
                    "ig_1", "QUJD") "," PICTURE ("ig_2", "REVG") "]}"),
         .told = "{0F ABC F-1 whole 3}{1F DEF F-1 whole 3}", .code = -1);
  READS (EVENT ("response.output_item.done",
                ",\"output_index\":2,\"item\":" PICTURE ("ig_1", "QUJD")) "data: [DONE]\n\n",
         .told = "{0F ABC F-1 whole 3}", .code = -1);
  /* The result before the id: known again by its place. */
  READS ("data: {\"item\":{\"result\":\"QUJD\",\"id\":\"ig_1\"},\"output_index\":1,"
         "\"type\":\"response.output_item.done\"}\r\n\r\n"
         "data: {\"response\":{\"output\":[{\"type\":\"message\"},{\"result\":\"QUJD\","
         "\"id\":\"ig_1\"}],\"status\":\"completed\"},\"type\":\"response.completed\"}\r\n\r\n",
         .told = "{0F ABC F-1 whole 3}", .code = -1);
  /* What else is called a result is no picture. */
  READS ("{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{\"type\":\"mcp_call\","
         "\"result\":\"QUJD\"}," PICTURE ("ig_1", "REVG") "]}",
         .told = "{0F DEF F-1 whole 3}", .code = -1);
}

static void
test_background (void)
{
  READS ("{\"id\":\"resp_1\",\"status\":\"queued\",\"background\":true,\"output\":[]}", .told = "",
         .code = -1, .is_pending = TRUE);
  READS (" {\"id\":\"resp_1\",\"status\":\"in_progress\",\"output\":[{\"type\":"
         "\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"generating\",\"result\":null}]}",
         .told = "", .code = -1, .is_pending = TRUE);
  /* Without an id nothing could be asked for. */
  READS ("{\"status\":\"queued\"}", .told = "", .code = GESSO_WIRE_ERROR_EMPTY);
}

static void
test_refusals (void)
{
  READS ("{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":"
         "\"image_content_policy_violation\",\"message\":\"no\"},\"output\":[]}",
         .told = "!{\"error\":{\"code\":\"image_content_policy_violation\",\"message\":\"no\"}}",
         .code = GESSO_WIRE_ERROR_REFUSED);
  READS (EVENT ("response.failed", ",\"response\":{\"id\":\"resp_1\",\"status\":\"failed\","
                                   "\"error\":{\"code\":\"server_error\",\"message\":\"oh\"}}"),
         .told = "!{\"error\":{\"code\":\"server_error\",\"message\":\"oh\"}}",
         .code = GESSO_WIRE_ERROR_REFUSED);
  READS (EVENT ("error", ",\"code\":\"rate_limit_exceeded\",\"message\":\"slow\",\"param\":null"),
         .told = "!{\"type\":\"error\",\"sequence_number\":1,\"code\":\"rate_limit_exceeded\","
                 "\"message\":\"slow\",\"param\":null}",
         .code = GESSO_WIRE_ERROR_REFUSED);
  READS ("{\"id\":\"resp_1\",\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":"
         "\"content_filter\"},\"output\":[]}",
         .told = "!{\"error\":{\"code\":\"content_filter\",\"message\":\"the answer was stopped by "
                 "a content filter\"}}",
         .code = GESSO_WIRE_ERROR_REFUSED);
  READS (
      "{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
      "[{\"type\":\"refusal\",\"refusal\":\"I cannot draw that.\"}]}]}",
      .told = "",
      .envelope
      = "{\"data\":[],\"responses\":{\"id\":\"resp_1\",\"text\":\"I cannot draw that.\"}}",
      .code = GESSO_WIRE_ERROR_EMPTY);
}

static void
test_damage (void)
{
  READS ("", .told = "", .code = GESSO_WIRE_ERROR_EMPTY);
  READS ("<html>", .told = "", .code = GESSO_WIRE_ERROR_NOT_AN_ANSWER);
  READS ("{\"output\":[{\"result\":\"QUJDQUJDRA", .told = "{0F ABCABC F-1 truncated 6}",
         .code = GESSO_WIRE_ERROR_TRUNCATED);
  READS ("{\"output\":[{\"result\":\"QUJD@@@@\"}]}", .told = "{0F ABC F-1 damaged 3}",
         .code = GESSO_WIRE_ERROR_DAMAGED);
  READS ("{\"output\":[{\"result\":\"QUJD\"}}", .told = "{0F ABC F-1 whole 3}",
         .code = GESSO_WIRE_ERROR_DAMAGED);
  READS (EVENT ("response.image_generation_call.partial_image",
                ",\"partial_image_index\":1,\"partial_image_b64\":\"REVG\""),
         .told = "{0P DEF P1 whole 3}", .code = GESSO_WIRE_ERROR_TRUNCATED);
  READS (EVENT ("response.created", ",\"response\":{\"id\":\"r\",\"status\":\"in_progress\"}"),
         .told = "", .code = GESSO_WIRE_ERROR_TRUNCATED);
  READS ("data: {]\n\n", .told = "", .code = GESSO_WIRE_ERROR_DAMAGED);
  READS (EVENT ("response.output_item.done", ",\"item\":" PICTURE ("ig_1", "QUJD")) "data: {\"a",
         .told = "{0F ABC F-1 whole 3}", .code = GESSO_WIRE_ERROR_TRUNCATED);
}

/* Some services begin with the mark of the byte order, which says nothing. */
static void
test_mark (void)
{
  READS ("\xef\xbb\xbf {\"output\":[{\"result\":\"QUJD\"}]}", .told = "{0F ABC F-1 whole 3}",
         .code = -1);
  READS ("\xef\xbb\xbf" EVENT ("response.output_item.done", ",\"item\":" PICTURE ("ig_1", "QUJD")),
         .told = "{0F ABC F-1 whole 3}", .code = -1);
  READS ("\xef\xbb{\"output\":[{\"result\":\"QUJD\"}]}x", .told = "{0F ABC F-1 whole 3}",
         .code = -1);
  READS ("\xef\xbb\xbf[]", .told = "", .code = GESSO_WIRE_ERROR_NOT_AN_ANSWER);
}

/* Words and items without end do not fill the memory. */
static void
test_limits (void)
{
  g_autoptr (GString) text
      = g_string_new ("{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[");
  g_autoptr (GessoResponsesReader) reader = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *long_words = g_strnfill (10000, 'w');

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "{\"type\":\"message\",\"content\":[{\"text\":\"%s\"}]},",
                            long_words);
  g_string_append (text, PICTURE ("ig_1", "QUJD") "]}");
  reader = gesso_responses_reader_new (&sink, out);
  gesso_responses_reader_push (reader, text->str, text->len);
  g_assert_true (gesso_responses_reader_finish (reader, NULL));
  g_assert_cmpuint (strlen (gesso_responses_reader_get_text (reader)), <=, 64 * 1024);
  g_assert_cmpuint (strlen (gesso_responses_reader_get_text (reader)), >, 60 * 1024);
  g_assert_cmpuint (gesso_responses_reader_get_n_images (reader), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/responses-reader/json", test_json);
  g_test_add_func ("/responses-reader/events", test_events);
  g_test_add_func ("/responses-reader/orders", test_orders);
  g_test_add_func ("/responses-reader/background", test_background);
  g_test_add_func ("/responses-reader/refusals", test_refusals);
  g_test_add_func ("/responses-reader/damage", test_damage);
  g_test_add_func ("/responses-reader/mark", test_mark);
  g_test_add_func ("/responses-reader/limits", test_limits);

  return g_test_run ();
}
