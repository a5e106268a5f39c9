/* test-fault-matrix.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-fault.h"
#include "support/gesso-test.h"

#include <stdlib.h>
#include <string.h>

/* Every fault at every call of every kind of account: what class the failure has and with which
 * number a program would end, whether it may have been billed, what the journal says, how many
 * calls were made; and that memory and descriptors do not grow. Every case has a server of its own;
 * those of one call go on beside each other, so that waits do not add up. */

#define MAX_AT_ONCE 48
/* An answer with pictures in it may take 64 MiB, and two of them are read beside each other. */
#define MAX_GROWTH_KIB (192 * 1024)

/* Where a kind knows better than the rule. */
typedef struct
{
  const char *conversation;
  const char *call;
  const char *fault;   /* a pattern */
  const char *outcome; /* (nullable): not played */
} Exception;

static const Exception exceptions[] = {
  /* A response is read as it comes, so that its end is missed. */
  { "responses-background", "begin", "cut-*", "unknown$" },
  { "responses-background", "begin", "length-*", "unknown$" },
  /* The service may send more than a picture needs once, but not always. */
  { "responses-background", "collect", "endless", "fine+1" },
  { "batch", "ask", "endless", "fine+1" },
  /* An answer about a batch is not kept: there is no picture in it. */
  { "batch", "begin", "cut-*", "unknown$" },
  { "batch", "begin", "length-*", "unknown$" },
  { "batch", "begin", "page", "unknown$" },
  { "batch", "begin", "list-of-lists", "unknown$" },
  { "batch", "begin", "deep", "unknown$" },
  { "batch", "begin", "wrong-types", "unknown$" },
  { "batch", "begin", "not-utf-8", "unknown$" },
  /* Its file is there for a month and is asked for with the key. */
  { "batch", "fetch", "400-moderation", "moderated$" },
  { "batch", "fetch", "401", "auth$" },
  { "batch", "fetch", "403-*", "auth$" },
  { "batch", "fetch", "4?0", "unknown$" },
  { "batch", "fetch", "404*", "unknown$" },
  { "batch", "fetch", "413", "unknown$" },
  { "batch", "fetch", "*-for-ever", "fine+3" },
  { "batch", "fetch", "cut-off", "fine+1" },
  { "batch", "fetch", "cut-by-length", "fine+1" },
  { "batch", "fetch", "page", "fine+1" },
  { "batch", "fetch", "list-of-lists", "fine+1" },
  { "batch", "fetch", "deep", "fine+1" },
  { "batch", "fetch", "wrong-types", "fine+1" },
  { "batch", "fetch", "not-utf-8", "fine+1" },
  /* It may have gigabytes: see test-large-answers.c. */
  { "batch", "fetch", "endless", NULL },
  { "batch", "fetch", "empty-picture", "fine+1" },
  /* Where its result should be, this service says that it failed. */
  { "fal", "collect", "400", "refused" },
  { "fal", "collect", "400-moderation", "moderated" },
  { "fal", "collect", "404*", "refused" },
  { "fal", "collect", "41?", "refused" },
  { "fal", "collect", "429-quota", "money$" },
  { "fal", "collect", "*-for-ever", "unknown$+2" },
  { "fal", "collect", "list-of-lists", "damaged$" },
  { "fal", "collect", "wrong-types", "damaged$" },
  { "fal", "collect", "not-utf-8", "damaged$" },
  /* Whatever is JSON may be a list of abilities; the next answer tells. */
  { "sd-plain", "extra", "wrong-types", "refused+1" },
  { "sd-plain", "extra", "not-utf-8", "refused+1" },
  { NULL },
};

/* The numbers with which programs end. */
static const struct
{
  const char *word;
  int number;
} exits[] = {
  { "usage", 2 },   { "refused", 3 },      { "moderated", 3 },   { "auth", 4 },
  { "money", 5 },   { "rate-limited", 6 }, { "unavailable", 6 }, { "unknown", 7 },
  { "damaged", 8 }, { "storage", 9 },      { "cancelled", 130 },
};

typedef struct
{
  const GessoTestConversation *conversation;
  const GessoTestFault *fault;
  guint turn;
  GessoTestServer *server; /* (owned) (nullable) */
  GSocket *nobody;         /* (owned) (nullable): keeps the server's port when it has gone */
  GessoJob *job;           /* (owned) */
} Case;

static void
case_free (Case *one)
{
  g_clear_object (&one->job);
  g_clear_pointer (&one->server, gesso_test_server_free);
  g_clear_object (&one->nobody);
  g_free (one);
}

static const char *
find_outcome (const GessoTestConversation *conversation,
              const GessoTestFault        *fault,
              guint                        turn)
{
  GessoTestCall call = conversation->turns[turn].call;

  for (const Exception *exception = exceptions; exception->conversation != NULL; exception++)
    if (g_str_equal (exception->conversation, conversation->name)
        && g_str_equal (exception->call, gesso_test_call_to_string (call))
        && g_pattern_match_simple (exception->fault, fault->name))
      return exception->outcome;
  return fault->outcomes[call];
}

static gboolean
is_played (const GessoTestConversation *conversation,
           const GessoTestFault        *fault,
           guint                        turn)
{
  return find_outcome (conversation, fault, turn) != NULL
         && (fault->shape != GESSO_TEST_FAULT_PICTURE
             || turn == gesso_test_conversation_get_length (conversation) - 1);
}

/* Where there is no fault at its turn, nobody answers. */
static void
play_conversation (const Case *one)
{
  const GessoTestConversation *conversation = one->conversation;

  for (guint i = 0; i < gesso_test_conversation_get_length (conversation); i++)
    {
      if (i == one->turn && one->fault == NULL)
        {
          gesso_test_script_hang (one->server);
          gesso_test_script_answer (one->server, JSON "{}");
          return;
        }
      if (i == one->turn)
        gesso_test_fault_play (one->fault, conversation, i, one->server);
      if (i != one->turn || !g_str_equal (find_outcome (conversation, one->fault, i), "fine"))
        gesso_test_script_answer (one->server, conversation->turns[i].answer);
    }
}

static Case *
begin_case (GessoTestStudio             *studio,
            const GessoTestConversation *conversation,
            const GessoTestFault        *fault,
            guint                        turn,
            guint                        slot)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GessoRequest) request = gesso_test_conversation_make_request (conversation);
  Case *one = g_new0 (Case, 1);

  one->conversation = conversation;
  one->fault = fault;
  one->turn = turn;
  one->server = gesso_test_server_new ();
  play_conversation (one);
  account = gesso_test_conversation_make_account (conversation, studio, one->server, slot);
  one->job = g_object_ref (gesso_test_studio_submit_to (studio, account, request, NULL));
  return one;
}

/* As the table writes it. */
static char *
describe (const Case *one)
{
  GessoFailure *failure = gesso_job_get_failure (one->job);
  const GessoFailureInfo *info = failure != NULL ? gesso_failure_get_info (failure) : NULL;
  guint n_begun = gesso_test_server_get_n_begun (one->server);
  guint n_expected
      = info == NULL ? gesso_test_conversation_get_length (one->conversation) : one->turn + 1;
  GString *text
      = g_string_new (info != NULL ? gesso_failure_class_to_string (info->failure_class) : "fine");

  if (info != NULL && info->may_be_billed)
    g_string_append_c (text, '$');
  if (n_begun != n_expected)
    g_string_append_printf (text, "%+d", (int) n_begun - (int) n_expected);
  return g_string_free (text, FALSE);
}

static int
find_exit (const char *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (exits); i++)
    if (g_str_has_prefix (outcome, exits[i].word))
      return exits[i].number;
  return 0;
}

static const GessoJobRecord *
find_record (GPtrArray *records,
             GessoJob  *job)
{
  for (guint i = 0; i < records->len; i++)
    {
      const GessoJobRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->id, gesso_job_get_id (job)))
        return record;
    }
  return NULL;
}

/* Statuses are told as they were; of what came and is no use, the answer is kept. */
static gboolean
tells_all (const Case             *one,
           const GessoFailureInfo *info)
{
  GessoTestCall call = one->conversation->turns[one->turn].call;
  const char *name = one->fault->name;
  /* Of a short answer without an end nothing is worth a look. */
  gboolean has_answer = !g_str_equal (name, "not-http") && !g_str_equal (name, "noise")
                        && (!g_str_equal (name, "endless") || call == GESSO_TEST_CALL_DRAW);

  if (info->message == NULL || strstr (info->message, "sk-test-0123456789") != NULL)
    return FALSE;
  if (g_ascii_isdigit (name[0]) && call <= GESSO_TEST_CALL_BEGIN
      && (info->http_status != atoi (name) || g_strcmp0 (info->request_id, "req_7") != 0))
    return FALSE;
  return info->failure_class != GESSO_FAILURE_DAMAGED || !has_answer
         || gesso_job_get_kept_path (one->job) != NULL;
}

static void
check_case (const Case *one,
            GPtrArray  *records,
            GString    *wrong)
{
  const char *expected = find_outcome (one->conversation, one->fault, one->turn);
  g_autofree char *got = describe (one);
  gboolean is_fine = g_str_has_prefix (expected, "fine");
  const GessoJobRecord *record = find_record (records, one->job);
  GessoFailure *failure = gesso_job_get_failure (one->job);
  const GessoFailureInfo *info = failure != NULL ? gesso_failure_get_info (failure) : NULL;

  if (!g_str_equal (expected, got))
    g_string_append_printf (wrong, "\n%s/%u-%s/%s: expected %s, got %s (%s)",
                            one->conversation->name, one->turn,
                            gesso_test_call_to_string (one->conversation->turns[one->turn].call),
                            one->fault->name, expected, got, info != NULL ? info->message : "");
  else if (info != NULL
           && gesso_failure_class_exit_code (info->failure_class) != find_exit (expected))
    g_string_append_printf (wrong, "\n%s/%s: ends with another number", one->conversation->name,
                            one->fault->name);
  else if (record == NULL
           || record->state != (is_fine ? GESSO_JOURNAL_STATE_DONE : GESSO_JOURNAL_STATE_FAILED)
           || (record->failure_json == NULL) != is_fine
           || gesso_test_studio_count_nodes (one->job) != (is_fine ? 1 : 0))
    g_string_append_printf (wrong, "\n%s/%s: the journal says %s", one->conversation->name,
                            one->fault->name,
                            record != NULL ? gesso_journal_state_to_string (record->state)
                                           : "nothing");
  if (info != NULL && !tells_all (one, info))
    g_string_append_printf (wrong, "\n%s/%u/%s: not all is told (%d, %s, kept in %s)",
                            one->conversation->name, one->turn, one->fault->name, info->http_status,
                            info->request_id, gesso_job_get_kept_path (one->job));
}

static GPtrArray *
load_records (GessoTestStudio *studio)
{
  GessoLibrary *library = gesso_studio_get_library (studio->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  gesso_library_load_jobs_async (library, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  records = gesso_library_load_jobs_finish (library, result, &error);
  g_assert_no_error (error);
  return records;
}

static guint
count_running (GPtrArray *cases)
{
  guint n = 0;

  for (guint i = 0; i < cases->len; i++)
    n += !gesso_job_is_finished (((Case *) g_ptr_array_index (cases, i))->job);
  return n;
}

static void
add_cases (GessoTestStudio             *studio,
           const GessoTestConversation *conversation,
           guint                        turn,
           GPtrArray                   *cases)
{
  for (const GessoTestFault *fault = gesso_test_faults; fault->name != NULL; fault++)
    if (is_played (conversation, fault, turn))
      {
        gesso_test_wait_until (count_running (cases) < MAX_AT_ONCE);
        g_ptr_array_add (cases, begin_case (studio, conversation, fault, turn, cases->len));
      }
}

static void
run_cases (GessoTestStudio             *studio,
           const GessoTestConversation *conversation,
           GString                     *wrong)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  g_autoptr (GPtrArray) records = NULL;

  for (guint i = conversation->first; i < gesso_test_conversation_get_length (conversation); i++)
    add_cases (studio, conversation, i, cases);
  gesso_test_wait_until (count_running (cases) == 0);
  records = load_records (studio);
  for (guint i = 0; i < cases->len; i++)
    check_case (g_ptr_array_index (cases, i), records, wrong);
  g_test_message ("%u cases", cases->len);
}

static gint64
read_peak_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A first round opens what stays open as long as the process. */
static void
test_conversation (gconstpointer data)
{
  static gboolean is_warm;
  const GessoTestConversation *conversation = data;
  g_autoptr (GString) wrong = g_string_new (NULL);
  guint n_descriptors = count_descriptors ();
  gint64 peak = read_peak_kib ();
  GessoTestStudio studio = { NULL };

  gesso_test_studio_set_up (&studio);
  run_cases (&studio, conversation, wrong);
  gesso_test_studio_verify (&studio);
  gesso_test_studio_tear_down (&studio);
  if (wrong->len > 0)
    g_test_message ("what went wrong:%s", wrong->str);
  g_assert_cmpuint (wrong->len, ==, 0);
  if (is_warm)
    g_assert_cmpuint (count_descriptors (), <=, n_descriptors);
  if (!GESSO_TEST_ADDRESS_SANITIZER)
    g_assert_cmpint (read_peak_kib () - peak, <, MAX_GROWTH_KIB);
  is_warm = TRUE;
}

/* Bound and listening to nothing, so that no other program's server can be met there. */
static void
leave_port (Case *one)
{
  g_autofree char *text = gesso_test_server_dup_uri (one->server, "/");
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketAddress) address
      = g_inet_socket_address_new_from_string (g_uri_get_host (uri), (guint) g_uri_get_port (uri));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&one->server, gesso_test_server_free);
  one->nobody
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (one->nobody, address, TRUE, &error);
  g_assert_no_error (error);
}

/* Nobody is there at all: nothing was sent, whatever the kind. */
static void
test_not_there (void)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  GessoTestStudio studio = { NULL };

  gesso_test_studio_set_up (&studio);
  for (const GessoTestConversation *one = gesso_test_conversations; one->name != NULL; one++)
    {
      Case *fresh = begin_case (&studio, one, NULL, 0, 0);

      g_ptr_array_add (cases, fresh);
      leave_port (fresh);
    }
  gesso_test_wait_until (count_running (cases) == 0);
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *one = g_ptr_array_index (cases, i);
      const GessoFailureInfo *info;

      g_test_message ("%s", one->conversation->name);
      g_assert_nonnull (gesso_job_get_failure (one->job));
      info = gesso_failure_get_info (gesso_job_get_failure (one->job));
      g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNAVAILABLE);
      g_assert_cmpstr (info->code, ==, "unreachable");
      g_assert_false (info->may_be_billed);
    }
  gesso_test_studio_tear_down (&studio);
}

/* The service is silent at one call, and the person cancels: the only thing that is still asked is
 * that the service stop. */
static void
cancel_at (GessoTestStudio             *studio,
           const GessoTestConversation *conversation,
           guint                        turn)
{
  GessoJobQueue *queue = gesso_studio_get_queue (studio->studio);
  Case *one = begin_case (studio, conversation, NULL, turn, turn);
  g_autoptr (GessoJobRecord) record = NULL;
  guint n_begun;

  g_test_message ("%s, call %u", conversation->name, turn);
  gesso_test_wait_until (gesso_test_script_has_come (one->server, turn));
  gesso_job_queue_cancel (queue, one->job);
  gesso_test_wait_until (gesso_job_is_finished (one->job));
  g_assert_cmpint (gesso_job_get_state (one->job), ==, GESSO_JOB_STATE_CANCELLED);
  record = gesso_test_studio_journal (studio, gesso_job_get_id (one->job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_CANCELLED);
  n_begun = gesso_test_server_get_n_begun (one->server);
  g_assert_cmpuint (n_begun, <=, turn + 2);
  if (n_begun == turn + 2)
    {
      g_autofree char *asked = gesso_test_server_dup_request (one->server, turn + 1);

      g_assert_nonnull (strstr (asked, "cancel HTTP/1.1" CRLF));
    }
  case_free (one);
}

static void
test_cancel (gconstpointer data)
{
  const GessoTestConversation *conversation = data;
  GessoTestStudio studio = { NULL };

  gesso_test_studio_set_up (&studio);
  for (guint i = 0; i < gesso_test_conversation_get_length (conversation); i++)
    cancel_at (&studio, conversation, i);
  gesso_test_studio_tear_down (&studio);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* It stays open as long as the process. */
  g_network_monitor_get_default ();

  for (const GessoTestConversation *one = gesso_test_conversations; one->name != NULL; one++)
    {
      g_autofree char *faults = g_strconcat ("/fault-matrix/", one->name, "/faults", NULL);
      g_autofree char *cancel = g_strconcat ("/fault-matrix/", one->name, "/cancel", NULL);

      g_test_add_data_func (faults, one, test_conversation);
      g_test_add_data_func (cancel, one, test_cancel);
    }
  g_test_add_func ("/fault-matrix/not-there", test_not_there);
  return g_test_run ();
}
