/* gesso-cli-history.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "cli/gesso-cli-cost.h"

#include "base/gesso-clock.h"
#include "base/gesso-str.h"

#include <glib/gi18n.h>

/* `history list|search`: the pictures of the library, newest first, or with `--cost` their sum. */

#define PAGE 200
#define MAX_TITLE 60

static JsonObject *
node_to_json (GessoNode *node)
{
  JsonObject *object = json_object_new ();
  JsonArray *tags = json_array_new ();
  const char *const *names = gesso_node_get_tags (node);
  g_autofree char *created = gesso_clock_format_iso (gesso_node_get_created_us (node));
  gint64 cost = gesso_node_get_cost_micros (node);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    json_array_add_string_element (tags, names[i]);

  gesso_json_set_text (object, "node", gesso_node_get_id (node));
  json_object_set_string_member (object, "kind",
                                 gesso_node_kind_to_string (gesso_node_get_kind (node)));
  gesso_json_set_text (object, "file", gesso_node_get_file (node));
  gesso_json_set_text (object, "original", gesso_node_get_path (node));
  gesso_json_set_text (object, "digest", gesso_node_get_digest (node));
  json_object_set_int_member (object, "width", gesso_node_get_width (node));
  json_object_set_int_member (object, "height", gesso_node_get_height (node));
  gesso_json_set_text (object, "prompt", gesso_node_get_prompt (node));
  gesso_json_set_text (object, "revised_prompt", gesso_node_get_revised_prompt (node));
  gesso_json_set_text (object, "model", gesso_node_get_model (node));
  gesso_json_set_text (object, "account", gesso_node_get_account_name (node));
  gesso_json_set_text (object, "session", gesso_node_get_session_id (node));
  gesso_json_set_text (object, "base", gesso_node_get_base_id (node));
  gesso_json_set_text (object, "job", gesso_node_get_job_id (node));
  gesso_json_set_text (object, "request_id", gesso_node_get_request_id (node));
  if (cost >= 0)
    json_object_set_double_member (object, "usd", cost / 1e6);
  else
    json_object_set_null_member (object, "usd");
  json_object_set_boolean_member (object, "favourite", gesso_node_get_favourite (node));
  json_object_set_int_member (object, "rating", gesso_node_get_rating (node));
  json_object_set_array_member (object, "tags", tags);
  json_object_set_string_member (object, "created", created);

  return object;
}

static void
print_node (GessoCli  *cli,
            GessoNode *node)
{
  const char *prompt = gesso_node_get_prompt (node);
  g_autofree char *title
      = gesso_str_ellipsize (prompt != NULL ? prompt : gesso_node_get_name (node), MAX_TITLE);

  gesso_cli_print (cli, "%s  %5dx%-5d %-9s %s", gesso_node_get_id (node),
                   gesso_node_get_width (node), gesso_node_get_height (node),
                   gesso_node_kind_to_string (gesso_node_get_kind (node)), title);
  gesso_cli_emit (cli, node_to_json (node));
}

static int
print_page (GessoCli  *cli,
            char     **ids,
            guint      length)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) page = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < length; i++)
    g_strv_builder_add (builder, ids[i]);
  page = g_strv_builder_end (builder);

  gesso_library_load_nodes_async (library, (const char *const *) page, cli->cancellable,
                                  gesso_cli_result_cb, &result);
  nodes = gesso_library_load_nodes_finish (library, gesso_cli_wait (&result), &error);
  if (nodes == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  for (guint i = 0; i < nodes->len; i++)
    print_node (cli, g_ptr_array_index (nodes, i));

  return 0;
}

static int
print_nodes (GessoCli         *cli,
             const GessoQuery *query,
             int               limit)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  guint length;
  int status = 0;

  gesso_library_query_async (library, query, cli->cancellable, gesso_cli_result_cb, &result);
  ids = gesso_library_query_finish (library, gesso_cli_wait (&result), &error);
  if (ids == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  length = g_strv_length (ids);
  if (limit > 0)
    length = MIN (length, (guint) limit);
  for (guint i = 0; i < length && status == 0; i += PAGE)
    status = print_page (cli, ids + i, MIN (PAGE, length - i));

  return status;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliCost costs = { 0 };
  gboolean cost = FALSE;
  gboolean favourite = FALSE;
  int limit = 0;
  g_autofree char *by = NULL;
  g_autofree char *month = NULL;
  const GOptionEntry entries[] = {
    { "cost", 0, 0, G_OPTION_ARG_NONE, &cost, N_ ("What the pictures cost"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("Sum costs by this"),
      "all|account|project|session|month|job" },
    { "month", 0, 0, G_OPTION_ARG_STRING, &month, N_ ("Only costs of this month, in UTC"),
      "YYYY-MM" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &costs.csv, N_ ("Costs as a table for other programs"),
      NULL },
    { "favourite", 0, 0, G_OPTION_ARG_NONE, &favourite, N_ ("Only favourites"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (GessoQuery) query = gesso_query_new ();
  gboolean search;
  int status = 0;

  if (!gesso_cli_parse (cli, self, entries, &words, &status))
    return status;

  search = g_strcmp0 (words[1], "search") == 0;
  if (words[1] != NULL && !search && !g_str_equal (words[1], "list"))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
  if (search && words[2] == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Say what to search for."));
  if (!cost && (costs.csv || by != NULL || month != NULL))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("--by, --month and --csv belong to --cost."));
  costs.by = by;
  costs.month = month;
  if (cost && !gesso_cli_cost_check (cli, &costs, &status))
    return status;

  if (search)
    query->text = g_strjoinv (" ", words + 2);
  query->favourite = favourite;
  if (cli->model != NULL)
    query->model = g_strdup (cli->model);
  if (!gesso_cli_open_studio (cli, &status))
    return status;

  return cost ? gesso_cli_cost_print (cli, &costs) : print_nodes (cli, query, limit);
}

const GessoCliCommand gesso_cli_history = {
  .name = "history",
  .arguments = "[list | search WORDS…]",
  .summary = N_ ("List and search the pictures of the library."),
  .examples = "  gesso-cli history --limit 20\n"
              "  gesso-cli history search red kite --json\n"
              "  gesso-cli history --cost --by account\n"
              "  gesso-cli history --cost --by job --month 2026-11 --csv > november.csv\n",
  .run = run,
};
