/* gesso-cli-edit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include <glib/gi18n.h>

/* `edit`: a picture changed as a prompt says, whole or where a mask allows it. */

static int
edit (GessoCli *cli, GessoCliDraft *options)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GessoDraft) draft = NULL;
  int status = 0;

  account = gesso_cli_find_account (cli, &status);
  if (account == NULL)
    return status;

  draft = gesso_cli_draft_make (options, cli, account, TRUE, &status);
  if (draft == NULL)
    return status;
  if (!gesso_draft_is_ready (draft))
    return gesso_cli_draft_fail (cli, draft);

  if (!options->no_protect)
    gesso_cli_note (cli, "%s",
                    _("The original pixels outside the mask are not put back yet (--no-protect)."));
  if (!cli->dry_run && !gesso_cli_open_studio (cli, &status))
    return status;
  if (!gesso_cli_draft_add_images (options, cli, draft, &status))
    return status;

  return gesso_cli_run_draft (options, cli, account, draft);
}

static int
run (GessoCli *cli, const GessoCliCommand *self, char **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  g_autofree GOptionEntry *entries = gesso_cli_draft_dup_entries (&options, TRUE);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                 _("“%s” is not understood; the prompt goes behind --prompt."),
                                 words[1]);
      else if (options.base == NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _("Name the picture to edit with --base."));
      else
        status = edit (cli, &options);
    }
  gesso_cli_draft_clear (&options);

  return status;
}

const GessoCliCommand gesso_cli_edit = {
  .name = "edit",
  .summary = N_("Edit a picture, whole or where a mask says so."),
  .examples
  = "  gesso-cli edit --base photo.jpg --prompt 'make it black and white' --output grey.png\n"
    "  gesso-cli edit --base photo.jpg --mask sky.png --prompt 'a stormy sky' -o storm.png\n"
    "  gesso-cli edit --base photo.png --mask-rect 100,80,300,200 --prompt 'remove it'\n",
  .run = run,
};
