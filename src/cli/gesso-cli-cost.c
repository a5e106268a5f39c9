/* gesso-cli-cost.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-cost.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "model/gesso-money.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* `history --cost`: the ledger, summed up or job by job. The tables are exact to the micro-dollar
 * and the same in every language; what is not known is an empty field. */

#define GROUP_JOB 5
#define MICROS G_GINT64_CONSTANT (1000000)

static const char *const groups[] = { "all", "account", "project", "session", "month", "job" };

static gboolean
parse_month (GessoCliCost *self)
{
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;
  int year;
  int month;
  char rest;

  if (sscanf (self->month, "%4d-%2d%c", &year, &month, &rest) != 2 || year < 2000)
    return FALSE;
  begin = g_date_time_new_utc (year, month, 1, 0, 0, 0);
  if (begin == NULL)
    return FALSE;
  end = g_date_time_add_months (begin, 1);
  self->since_us = g_date_time_to_unix (begin) * G_USEC_PER_SEC;
  self->until_us = g_date_time_to_unix (end) * G_USEC_PER_SEC;
  return TRUE;
}

static void
add_text (GString    *line,
          const char *text)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  if (text == NULL)
    return;
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (line, text);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
add_usd (GString *line,
         gint64   micros)
{
  g_string_append_c (line, ',');
  if (micros >= 0)
    g_string_append_printf (line, "%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, micros / MICROS,
                            micros % MICROS);
}

/* What a service counts in: money, or credits of its own that nothing else is added to. */
static char *
name_unit (const char *kind)
{
  return kind != NULL ? g_strdup_printf ("%s credits", kind) : g_strdup ("USD");
}

static const char *
get_line_unit (const GessoCostLine *cost)
{
  if (cost->credits < 0)
    return NULL;
  return cost->account_kind[0] != '\0' ? cost->account_kind : cost->account_id;
}

static void
print_sum_csv (const GessoCostSum *sum)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *unit = name_unit (sum->unit);

  /* The sum of everything has neither key nor name; an empty first field must stay one. */
  add_text (line, sum->key[0] != '\0' ? sum->key : "all");
  add_text (line, sum->label);
  add_usd (line, sum->actual_micros);
  add_usd (line, sum->unknown_low);
  add_usd (line, sum->unknown_high);
  g_string_append_printf (line, ",%u,%u", sum->n_jobs, sum->n_pictures);
  add_text (line, unit);
  add_usd (line, sum->unit != NULL ? sum->credits : sum->actual_micros);
  g_string_append_printf (line, ",%u", sum->n_unpriced);
  puts (line->str);
}

static void
print_sum (GessoCli           *cli,
           const GessoCostSum *sum)
{
  g_autofree char *actual = gesso_money_format (sum->actual_micros);
  g_autofree char *unknown = gesso_money_format_range (sum->unknown_low, sum->unknown_high);
  g_autofree char *unit = name_unit (sum->unit);
  g_autofree char *credits = NULL;
  JsonObject *object = json_object_new ();

  gesso_json_set_text (object, "key", sum->key);
  gesso_json_set_text (object, "label", sum->label);
  gesso_cli_set_usd (object, "usd", sum->actual_micros);
  gesso_cli_set_usd (object, "estimated_usd_low", sum->unknown_low);
  gesso_cli_set_usd (object, "estimated_usd_high", sum->unknown_high);
  json_object_set_int_member (object, "jobs", sum->n_jobs);
  json_object_set_int_member (object, "pictures", sum->n_pictures);
  gesso_json_set_text (object, "unit", unit);
  gesso_cli_set_usd (object, "amount", sum->unit != NULL ? sum->credits : sum->actual_micros);
  json_object_set_int_member (object, "unpriced_jobs", sum->n_unpriced);
  gesso_cli_emit (cli, object);

  if (sum->unit != NULL)
    credits = gesso_money_format_credits (sum->credits, sum->credits);
  gesso_cli_print (cli, "%-24s %10s  + ≈ %s  %u  %s %s", sum->label != NULL ? sum->label : sum->key,
                   actual, unknown, sum->n_pictures, sum->unit != NULL ? sum->unit : "",
                   credits != NULL ? credits : "");
}

static void
print_line_csv (const GessoCostLine *cost)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *time = gesso_clock_format_iso (cost->at_us);
  g_autofree char *unit = name_unit (get_line_unit (cost));

  add_text (line, cost->job_id);
  add_text (line, time);
  add_text (line, cost->account_name);
  add_text (line, cost->project_name);
  add_text (line, cost->session_title);
  add_text (line, cost->model);
  add_usd (line, cost->actual_micros);
  add_usd (line, cost->estimate_low);
  add_usd (line, cost->estimate_high);
  g_string_append_printf (line, ",%u", cost->n_pictures);
  add_text (line, unit);
  add_usd (line, cost->credits >= 0 ? cost->credits : cost->actual_micros);
  add_text (line, cost->account_kind);
  puts (line->str);
}

static void
print_line (GessoCli            *cli,
            const GessoCostLine *cost)
{
  g_autofree char *time = gesso_clock_format_iso (cost->at_us);
  g_autofree char *money
      = cost->actual_micros >= 0
            ? gesso_money_format (cost->actual_micros)
            : gesso_money_format_range (MAX (cost->estimate_low, 0), MAX (cost->estimate_high, 0));
  g_autofree char *unit = name_unit (get_line_unit (cost));
  g_autofree char *credits = cost->credits >= 0
                                 ? gesso_money_format_credits (cost->credits, cost->credits)
                                 : g_strdup ("");
  JsonObject *object = json_object_new ();

  gesso_json_set_text (object, "job", cost->job_id);
  gesso_json_set_text (object, "time", time);
  gesso_json_set_text (object, "account", cost->account_name);
  gesso_json_set_text (object, "project", cost->project_name);
  gesso_json_set_text (object, "session", cost->session_title);
  gesso_json_set_text (object, "model", cost->model);
  gesso_cli_set_usd (object, "usd", cost->actual_micros);
  gesso_cli_set_usd (object, "estimated_usd_low", cost->estimate_low);
  gesso_cli_set_usd (object, "estimated_usd_high", cost->estimate_high);
  json_object_set_int_member (object, "pictures", cost->n_pictures);
  gesso_json_set_text (object, "unit", unit);
  gesso_cli_set_usd (object, "amount", cost->credits >= 0 ? cost->credits : cost->actual_micros);
  gesso_json_set_text (object, "kind", cost->account_kind);
  gesso_cli_emit (cli, object);

  gesso_cli_print (cli, "%s  %s  %s%s  %s  %s", cost->job_id, time,
                   cost->actual_micros >= 0 ? "" : "≈ ", money, cost->account_name, credits);
}

static int
print_lines (GessoCli     *cli,
             GessoCliCost *self)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_list_costs_async (library, self->since_us, self->until_us, cli->cancellable,
                                  gesso_cli_result_cb, &result);
  lines = gesso_library_list_costs_finish (library, gesso_cli_wait (&result), &error);
  if (lines == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  if (self->csv)
    puts ("job,time,account,project,session,model,usd,estimated_usd_low,estimated_usd_high,"
          "pictures,unit,amount,kind");
  for (guint i = 0; i < lines->len; i++)
    {
      if (self->csv)
        print_line_csv (lines->pdata[i]);
      else
        print_line (cli, lines->pdata[i]);
    }

  return 0;
}

static int
print_sums (GessoCli     *cli,
            GessoCliCost *self)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_sum_costs_async (library, (GessoCostGroup) self->group, self->since_us,
                                 self->until_us, cli->cancellable, gesso_cli_result_cb, &result);
  sums = gesso_library_sum_costs_finish (library, gesso_cli_wait (&result), &error);
  if (sums == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  if (self->csv)
    puts ("key,label,usd,estimated_usd_low,estimated_usd_high,jobs,pictures,unit,amount,"
          "unpriced_jobs");
  for (guint i = 0; i < sums->len; i++)
    {
      if (self->csv)
        print_sum_csv (sums->pdata[i]);
      else
        print_sum (cli, sums->pdata[i]);
    }

  return 0;
}

/**
 * gesso_cli_cost_check:
 * @cli: the run
 * @self: what was typed; completed here
 * @out_status: (out): the exit status when it is wrong
 *
 * Returns: whether it can be printed
 */
gboolean
gesso_cli_cost_check (GessoCli     *cli,
                      GessoCliCost *self,
                      int          *out_status)
{
  const char *by = self->by != NULL ? self->by : "month";

  self->group = -1;
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i], by))
      self->group = (int) i;
  if (self->group < 0)
    *out_status
        = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                          _ ("Costs are summed by all, account, project, session, month or job."));
  else if (self->month != NULL && !parse_month (self))
    *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                  _ ("“%s” is no month; write it as 2026-11."), self->month);
  else if (self->csv && cli->json)
    *out_status
        = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Give either --csv or --json."));
  else
    return TRUE;

  return FALSE;
}

/**
 * gesso_cli_cost_print:
 * @cli: the run; its studio is open
 * @self: what is wanted, checked
 *
 * Returns: the exit status
 */
int
gesso_cli_cost_print (GessoCli     *cli,
                      GessoCliCost *self)
{
  int status = self->group == GROUP_JOB ? print_lines (cli, self) : print_sums (cli, self);

  fflush (stdout);
  return status;
}

/**
 * gesso_cli_parse_usd:
 * @text: (nullable): an amount in dollars, as "12", "12.50" or "$12.50", or "none"
 * @out_micros: (out): micro-dollars, -1 for none
 *
 * Reads an amount without the locale's idea of a decimal point.
 *
 * Returns: whether it is one
 */
gboolean
gesso_cli_parse_usd (const char *text,
                     gint64     *out_micros)
{
  guint64 whole;
  gint64 unit = MICROS;
  char *end;

  *out_micros = -1;
  if (text == NULL)
    return FALSE;
  if (g_str_equal (text, "none"))
    return TRUE;
  if (*text == '$')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  whole = g_ascii_strtoull (text, &end, 10);
  if (whole > 1000000000)
    return FALSE;
  *out_micros = (gint64) whole * MICROS;
  if (*end == '.')
    for (end++; g_ascii_isdigit (*end) && unit > 1; end++)
      {
        unit /= 10;
        *out_micros += (*end - '0') * unit;
      }
  return *end == '\0';
}
