/* gesso-cli.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-log.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* The command line's frame: finds the command, reads the options that all commands share, and
 * runs it. Interrupts cancel what is going on; the command then ends by itself. */

static const GessoCliCommand *const commands[] = {
  &gesso_cli_generate, &gesso_cli_edit,     &gesso_cli_size,    &gesso_cli_price,
  &gesso_cli_models,   &gesso_cli_accounts, &gesso_cli_jobs,    &gesso_cli_history,
  &gesso_cli_export,   &gesso_cli_inspect,  &gesso_cli_library, &gesso_cli_stitch,
  &gesso_cli_expand,   &gesso_cli_repair,   &gesso_cli_budget,  &gesso_cli_finish,
};

/* Common options that take a value, when they stand before the command. */
static const char *const valued[] = {
  "--library", "--account", "--kind", "--base-url", "--model", "--timeout",
};

static void
print_help (FILE *stream)
{
  fprintf (stream, "%s\n  gesso-cli %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…]"),
           _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-10s %s\n", commands[i]->name, _ (commands[i]->summary));
  fprintf (stream, "\n%s\n", _ ("“gesso-cli COMMAND --help” shows the options with examples."));
}

static gboolean
interrupted_cb (gpointer user_data)
{
  GessoCli *self = user_data;

  self->interrupted = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
cli_init (GessoCli *self)
{
  *self = (GessoCli){ 0 };
  self->cancellable = g_cancellable_new ();
  self->interrupt_ids[0] = g_unix_signal_add (SIGINT, interrupted_cb, self);
  self->interrupt_ids[1] = g_unix_signal_add (SIGTERM, interrupted_cb, self);
  signal (SIGPIPE, SIG_IGN);
}

static void
cli_clear (GessoCli *self)
{
  gesso_cli_end_progress (self);
  gesso_cli_close_studio (self);
  g_clear_handle_id (&self->interrupt_ids[0], g_source_remove);
  g_clear_handle_id (&self->interrupt_ids[1], g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->library, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_object (&self->pricing);
}

static const GessoCliCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i]->name, name))
        return commands[i];
    }

  return NULL;
}

/* Where the command stands: options may come before it. 0 when there is none. */
static guint
find_command_position (char **arguments)
{
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      if (g_strv_contains (valued, arguments[i]) && arguments[i + 1] != NULL)
        i++;
      else if (arguments[i][0] != '-')
        return i;
    }

  return 0;
}

static int
run_without_command (GessoCli  *self,
                     char     **arguments)
{
  const char *first = arguments[0] != NULL ? arguments[1] : NULL;

  if (first != NULL && (g_str_equal (first, "--help") || g_str_equal (first, "-h")))
    {
      print_help (stdout);
      return 0;
    }
  if (first != NULL && g_str_equal (first, "--version"))
    {
      printf ("gesso-cli %s\n", GESSO_VERSION);
      return 0;
    }

  print_help (stderr);
  return gesso_failure_class_exit_code (GESSO_FAILURE_USAGE);
}

static void
set_common_defaults (GessoCli *self)
{
  if (self->library == NULL)
    self->library = g_strdup (g_getenv ("GESSO_LIBRARY"));
}

/**
 * gesso_cli_parse:
 * @self: the run
 * @command: whose options they are
 * @entries: (nullable): the command's own options
 * @arguments: (inout): the words after the command; afterwards what is no option
 * @out_status: (out): the exit status when the run is over
 *
 * Returns: whether to go on
 */
gboolean
gesso_cli_parse (GessoCli                *self,
                 const GessoCliCommand   *command,
                 const GOptionEntry      *entries,
                 char                  ***arguments,
                 int                     *out_status)
{
  const GOptionEntry common[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &self->library, N_ ("Folder of the library"),
      N_ ("DIR") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->account, N_ ("One of the configured accounts"),
      N_ ("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &self->kind,
      N_ ("An account for this run only; its key comes from GESSO_API_KEY"), N_ ("KIND") },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &self->base_url, N_ ("Address of its service"),
      N_ ("URL") },
    { "model", 0, 0, G_OPTION_ARG_STRING, &self->model, N_ ("Model to use"), N_ ("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("One JSON object a line"), NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, N_ ("No progress, no notes"), NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &self->timeout, N_ ("Give up after this time"),
      N_ ("SECONDS") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &self->force, N_ ("Replace files that exist"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, N_ ("Say what would be sent"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autofree char *description = g_strdup_printf ("%s\n%s", _ ("Examples:"), command->examples);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_description (context, description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      /* The option that was not understood may have been --json's neighbour. */
      self->json |= g_strv_contains ((const char *const *) *arguments, "--json");
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE, "%s", error->message);
      return FALSE;
    }
  if (self->timeout < 0)
    {
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE, "%s",
                                    _ ("The time to give up after cannot be negative."));
      return FALSE;
    }

  set_common_defaults (self);
  return TRUE;
}

/**
 * gesso_cli_main:
 * @arguments: (array zero-terminated=1): the program's name and what was typed, in UTF-8 where it
 *   is text
 *
 * Runs one command to its end.
 *
 * Returns: the exit status
 */
int
gesso_cli_main (char **arguments)
{
  GessoCli cli;
  guint position = find_command_position (arguments);
  const GessoCliCommand *command = position > 0 ? find_command (arguments[position]) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;
  int status;

  cli_init (&cli);
  if (position == 0)
    {
      status = run_without_command (&cli, arguments);
    }
  else if (command == NULL)
    {
      cli.json = g_strv_contains ((const char *const *) arguments, "--json");
      status = gesso_cli_fail (&cli, GESSO_FAILURE_USAGE, _ ("There is no command “%s”."),
                               arguments[position]);
    }
  else
    {
      g_autofree char *program = g_strconcat ("gesso-cli ", command->name, NULL);

      g_set_prgname (program);
      g_strv_builder_add (builder, program);
      for (guint i = 1; arguments[i] != NULL; i++)
        {
          if (i != position)
            g_strv_builder_add (builder, arguments[i]);
        }
      rest = g_strv_builder_end (builder);
      status = command->run (&cli, command, g_steal_pointer (&rest));
    }
  cli_clear (&cli);

  return status;
}
