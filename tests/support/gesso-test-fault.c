/* gesso-test-fault.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-fault.h"

#include "support/gesso-test-picture.h"

#include <string.h>

#define PAGE "<html><body>Bad gateway</body></html>"
#define STATUS(status, headers, body)                                                              \
  "send HTTP/1.1 " status CRLF "x-request-id: req_7" CRLF "Connection: close" CRLF headers CRLF body
#define SOON "retry-after-ms: 1" CRLF

/* draw, begin, prepare, put, ask, collect, fetch, extra */
#define OUTCOMES(...)                                                                              \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }

/* What a status says, wherever it comes: of what costs nothing, that nothing was billed; while a
 * task is asked for, that it may be made all the same; and where what was made is fetched, that it
 * was paid. */
#define SAYS(word) OUTCOMES (word, word, word, word, "unknown$", "unknown$", "damaged$", "fine")
/* What goes over is waited for. */
#define PASSES                                                                                     \
  OUTCOMES ("fine+1", "fine+1", "fine+1", "fine+1", "fine+1", "fine+1", "fine+1", "fine")
/* The same for ever: where it may have been begun there is an end of patience. */
#define STAYS(word)                                                                                \
  OUTCOMES (word "+2", word "+2", word "+2", word "+2", "fine+3", "fine+3", "damaged$+2", NULL)
/* What stands before the service gave up; who is behind it may go on. */
#define GAVE_UP                                                                                    \
  OUTCOMES ("unavailable$", "unavailable$", "fine+1", "fine+1", "fine+1", "fine+1", "fine+1",      \
            "fine")
/* What may have been taken is not sent again; what costs nothing is. */
#define LOST                                                                                       \
  OUTCOMES ("unknown$", "unknown$", "fine+1", "fine+1", "fine+1", "fine+1", "fine+1", "fine")
/* A short answer that broke off is not told from one that is none; a picture is by its length. */
#define CUT                                                                                        \
  OUTCOMES ("unknown$", "damaged$", "fine+1", "fine", "fine+1", "fine+1", "damaged$", "fine")
#define CUT_KNOWN                                                                                  \
  OUTCOMES ("unknown$", "damaged$", "fine+1", "fine", "fine+1", "fine+1", "fine+1", "fine")
#define EMPTY                                                                                      \
  OUTCOMES ("unknown$", "unknown$", "fine+1", "fine", "fine+1", "fine+1", "fine+1", "fine")
/* An answer came, and it is none: of what costs nothing there may be a better one. */
#define NONSENSE                                                                                   \
  OUTCOMES ("damaged$", "damaged$", "fine+1", "fine", "fine+1", "fine+1", "damaged$", "fine")
#define BABBLE                                                                                     \
  OUTCOMES ("damaged$", "damaged$", "fine+1", "fine+1", "fine+1", "fine+1", "fine+1", "fine")
#define HARMLESS OUTCOMES ("fine", "fine", "fine", "fine", "fine", "fine", "fine", "fine")
/* Of pictures only. */
#define USELESS OUTCOMES ("damaged$", NULL, NULL, NULL, NULL, "damaged$", "damaged$", NULL)
#define USABLE OUTCOMES ("fine", NULL, NULL, NULL, NULL, "fine", "fine", NULL)

#define STEPS GESSO_TEST_FAULT_STEPS
#define PICTURED GESSO_TEST_FAULT_PICTURE
#define ANSWER GESSO_TEST_FAULT_ANSWER

const GessoTestFault gesso_test_faults[] = {
  /* Statuses */
  { "400", STEPS, { "read", ERROR ("400 No", "invalid_value", "") }, 1, SAYS ("refused") },
  { "400-moderation",
    STEPS,
    { "read", ERROR ("400 No", "moderation_blocked", "") },
    1,
    OUTCOMES ("moderated",
              "moderated",
              "moderated",
              "moderated",
              "moderated$",
              "moderated$",
              "damaged$",
              "fine") },
  { "401",
    STEPS,
    { "read", ERROR ("401 No", "invalid_api_key", "") },
    1,
    OUTCOMES ("auth", "auth", "auth", "auth", "auth$", "auth$", "damaged$", "fine") },
  { "403-html",
    STEPS,
    { "read", STATUS ("403 No", "", PAGE) },
    1,
    OUTCOMES ("auth", "auth", "auth", "auth", "auth$", "auth$", "damaged$", "fine") },
  { "404", STEPS, { "read", ERROR ("404 No", "model_not_found", "") }, 1, SAYS ("refused") },
  { "404-bare", STEPS, { "read", STATUS ("404 No", "", "") }, 1, SAYS ("refused") },
  { "408", STEPS, { "read", STATUS ("408 No", SOON, "") }, 1, GAVE_UP },
  { "410", STEPS, { "read", STATUS ("410 Gone", "", "") }, 1, SAYS ("refused") },
  { "413", STEPS, { "read", STATUS ("413 No", "", PAGE) }, 1, SAYS ("refused") },
  { "429-seconds",
    STEPS,
    { "read", STATUS ("429 No", "retry-after: 0.01" CRLF, "{}") },
    1,
    PASSES },
  { "429-date",
    STEPS,
    { "read", STATUS ("429 No", "retry-after: Wed, 21 Oct 2015 07:28:00 GMT" CRLF, "") },
    1,
    PASSES },
  { "429-nothing", STEPS, { "read", STATUS ("429 No", "", "") }, 1, PASSES },
  { "429-quota",
    STEPS,
    { "read", ERROR ("429 No", "insufficient_quota", "") },
    1,
    OUTCOMES ("money", "money", "money", "money", "fine+1", "fine+1", "fine+1", "fine") },
  { "429-for-ever", STEPS, { "read", STATUS ("429 No", SOON, "") }, 3, STAYS ("rate-limited") },
  { "500", STEPS, { "read", ERROR ("500 No", "server_error", "") }, 1, PASSES },
  { "500-for-ever",
    STEPS,
    { "read", ERROR ("500 No", "server_error", "") },
    3,
    STAYS ("unavailable") },
  { "502-html", STEPS, { "read", STATUS ("502 No", SOON, PAGE) }, 1, PASSES },
  { "503-nothing", STEPS, { "read", STATUS ("503 No", SOON, "") }, 1, PASSES },
  { "504", STEPS, { "read", ERROR ("504 No", "server_error", "") }, 1, GAVE_UP },
  { "endless-error", STEPS, { "read", STATUS ("500 No", SOON, ""), "endless" }, 1, PASSES },

  /* The connection */
  { "reset-in-head", STEPS, { "head", "reset" }, 1, LOST },
  { "reset-while-waiting", STEPS, { "read", "wait 20", "reset" }, 1, LOST },
  { "closed", STEPS, { "read" }, 1, LOST },
  { "reset-in-answer", ANSWER, { "read", "send {head}" CRLF CRLF "{half}", "reset" }, 1, LOST },
  { "not-http", STEPS, { "read", "send SSH-2.0-OpenSSH_9.2" CRLF }, 1, BABBLE },
  { "noise", STEPS, { "read", "fill 4096" }, 1, BABBLE },
  { "header-flood", STEPS, { "read", "send HTTP/1.1 200 OK" CRLF "x: ", "fill 4000000" }, 1, LOST },
  { "dripping", ANSWER, { "read", "drip 0 {head}" CRLF CRLF "{half}{rest}" }, 1, HARMLESS },
  { "stalling",
    ANSWER,
    { "read", "send {head}" CRLF CRLF "{half}", "wait 50", "send {rest}" },
    1,
    HARMLESS },
  { "chunked",
    ANSWER,
    { "read", "send {head}" CRLF "Transfer-Encoding: chunked" CRLF CRLF "{half-hex}" CRLF
              "{half}" CRLF "{rest-hex}" CRLF "{rest}" CRLF "0" CRLF CRLF },
    1,
    HARMLESS },

  /* Lengths */
  { "cut-off", ANSWER, { "read", "send {head}" CRLF CRLF "{half}" }, 1, CUT },
  { "cut-by-length",
    ANSWER,
    { "read", "send {head}" CRLF "Content-Length: {half-length}" CRLF CRLF "{half}{rest}" },
    1,
    CUT },
  { "length-not-reached",
    ANSWER,
    { "read", "send {head}" CRLF "Content-Length: 500000" CRLF CRLF "{half}" },
    1,
    CUT_KNOWN },
  { "cut-chunk",
    ANSWER,
    { "read", "send {head}" CRLF "Transfer-Encoding: chunked" CRLF CRLF "ffff" CRLF "{half}" },
    1,
    LOST },
  { "bad-chunk",
    ANSWER,
    { "read", "send {head}" CRLF "Transfer-Encoding: chunked" CRLF CRLF "zzzz" CRLF "{half}" },
    1,
    EMPTY },

  /* What is no answer */
  { "page",
    STEPS,
    { "read", STATUS ("200 OK", "Content-Type: text/html" CRLF, PAGE) },
    1,
    NONSENSE },
  { "nothing", STEPS, { "read", STATUS ("200 OK", "Content-Length: 0" CRLF, "") }, 1, EMPTY },
  { "no-content", STEPS, { "read", STATUS ("204 No Content", "", "") }, 1, EMPTY },
  { "list-of-lists", STEPS, { "read", JSON "[[[[[[]]]]]]" }, 1, NONSENSE },
  { "deep", STEPS, { "read", JSON "{deep}" }, 1, NONSENSE },
  { "wrong-types",
    STEPS,
    { "read", JSON "{\"id\":[1],\"request_id\":{},\"data\":7,\"status\":{\"a\":null},"
                   "\"output\":true,\"images\":3,\"result\":[]}" },
    1,
    NONSENSE },
  { "not-utf-8",
    STEPS,
    { "read", JSON "{\"words\":\"\377\376\300\200\",\"\344\":1}" },
    1,
    NONSENSE },
  { "endless",
    STEPS,
    { "read", JSON "{\"words\":\"", "endless" },
    1,
    OUTCOMES ("damaged$",
              "damaged$",
              "unavailable",
              "unavailable",
              "damaged$",
              "damaged$",
              "damaged$",
              "fine") },

  /* Pictures */
  { "bomb", PICTURED, { "{bomb}" }, 1, USELESS },
  { "words-for-a-picture", PICTURED, { "{words}" }, 1, USELESS },
  { "cut-picture", PICTURED, { "{cut}" }, 1, USELESS },
  { "empty-picture",
    PICTURED,
    { "{empty}" },
    1,
    OUTCOMES ("damaged$", NULL, NULL, NULL, NULL, "damaged$", "fine+1", NULL) },
  { "another-format", PICTURED, { "{jpeg}" }, 1, USABLE },
  { "another-size", PICTURED, { "{large}" }, 1, USABLE },
  { NULL },
};

/* Playing */

static GBytes *
make_picture (const char *name)
{
  GBytes *png = gesso_test_script_get_picture ();

  if (g_str_equal (name, "{bomb}"))
    return gesso_test_picture_png_bomb ();
  if (g_str_equal (name, "{jpeg}"))
    return gesso_test_picture_jpeg (64, 48);
  if (g_str_equal (name, "{large}"))
    return gesso_test_picture_png (GESSO_TEST_PNG_RGBA, 150, 70);
  if (g_str_equal (name, "{cut}"))
    return gesso_test_picture_cut (png, g_bytes_get_size (png) - 20);
  if (g_str_equal (name, "{words}"))
    return g_bytes_new_static ("I am sorry, no picture.", 23);
  g_assert_cmpstr (name, ==, "{empty}");
  return g_bytes_new_static ("", 0);
}

/* An escaped byte counts once, and is not cut through. */
static gsize
count_bytes (const char *text,
             gsize       length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++, n++)
    if (text[i] == '\\')
      i++;
  return n;
}

static gsize
find_half (const char *body)
{
  gsize length = strlen (body);
  gsize half = 0;

  while (half < length / 2)
    half += body[half] == '\\' ? 2 : 1;
  return MIN (half, length);
}

static void
replace_length (GString    *text,
                const char *name,
                const char *bytes,
                gsize       length)
{
  gsize n = count_bytes (bytes, length);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, n);
  g_autofree char *hex = g_strdup_printf ("%" G_GSIZE_MODIFIER "x", n);
  g_autofree char *as_number = g_strdup_printf ("{%s-length}", name);
  g_autofree char *as_hex = g_strdup_printf ("{%s-hex}", name);

  g_string_replace (text, as_number, number, 0);
  g_string_replace (text, as_hex, hex, 0);
}

/* @answer: "send HEAD\r\n\r\nBODY" */
static char *
fill_in_parts (const char *step,
               const char *answer)
{
  const char *head = answer + strlen ("send ");
  const char *end = strstr (head, CRLF CRLF);
  const char *body = end + 4;
  gsize half = find_half (body);
  g_autofree char *head_text = g_strndup (head, (gsize) (end - head));
  g_autofree char *half_text = g_strndup (body, half);
  GString *text = g_string_new (step);

  replace_length (text, "half", body, half);
  replace_length (text, "rest", body + half, strlen (body + half));
  g_string_replace (text, "{head}", head_text, 0);
  g_string_replace (text, "{half}", half_text, 0);
  g_string_replace (text, "{rest}", body + half, 0);
  return g_string_free (text, FALSE);
}

static char *
make_step (const GessoTestFault *self,
           const char           *step,
           const char           *answer,
           GessoTestServer      *server)
{
  g_autofree char *deep = g_strnfill (20000, '[');
  g_autofree char *good = gesso_test_script_fill_in (server, answer);
  GString *text;

  if (self->shape == GESSO_TEST_FAULT_ANSWER)
    return fill_in_parts (step, good);
  text = g_string_new (step);
  g_string_replace (text, "{deep}", deep, 0);
  return g_string_free (text, FALSE);
}

/* What the conversation has at @turn goes wrong in this way. */
void
gesso_test_fault_play (const GessoTestFault        *self,
                       const GessoTestConversation *conversation,
                       guint                        turn,
                       GessoTestServer             *server)
{
  const char *answer = conversation->turns[turn].answer;
  const char *steps[G_N_ELEMENTS (self->steps) + 1] = { NULL };
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  if (self->shape == GESSO_TEST_FAULT_PICTURE)
    {
      g_autoptr (GBytes) picture = make_picture (self->steps[0]);
      g_autofree char *filled = gesso_test_script_fill_in_with (server, answer, picture);

      gesso_test_server_add_script (server, (const char *const[]){ "read", filled, NULL });
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->steps) && self->steps[i] != NULL; i++)
    {
      steps[i] = make_step (self, self->steps[i], answer, server);
      g_ptr_array_add (made, (gpointer) steps[i]);
    }
  for (guint i = 0; i < self->times; i++)
    gesso_test_server_add_script (server, steps);
}
