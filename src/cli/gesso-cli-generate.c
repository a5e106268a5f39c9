/* gesso-cli-generate.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include <glib/gi18n.h>

/* `generate`: pictures from a prompt, with or without reference pictures. */

static int
generate (GessoCli      *cli,
          GessoCliDraft *options)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GessoDraft) draft = NULL;
  int status = 0;

  account = gesso_cli_find_account (cli, &status);
  if (account == NULL)
    return status;

  /* Judged before anything is opened: a wrong option must not leave a library behind. */
  draft = gesso_cli_draft_make (options, cli, account, TRUE, &status);
  if (draft == NULL)
    return status;
  if (!gesso_draft_is_ready (draft))
    return gesso_cli_draft_fail (cli, draft);

  if (!cli->dry_run && !gesso_cli_open_studio (cli, &status))
    return status;
  if (!gesso_cli_draft_add_images (options, cli, draft, &status))
    return status;

  return gesso_cli_run_draft (options, cli, account, draft);
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  g_autofree GOptionEntry *entries = gesso_cli_draft_dup_entries (&options, FALSE);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                 _ ("“%s” is not understood; the prompt goes behind --prompt."),
                                 words[1]);
      else if (options.base != NULL || options.mask != NULL || options.mask_rects != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _ ("A base and its mask belong to “edit”."));
      else
        status = generate (cli, &options);
    }
  gesso_cli_draft_clear (&options);

  return status;
}

const GessoCliCommand gesso_cli_generate = {
  .name = "generate",
  .summary = N_ ("Make pictures from a prompt."),
  .examples
  = "  gesso-cli generate --prompt 'A poster that says \"Open Studio\"' --aspect 2:3 -o "
    "poster.png\n"
    "  gesso-cli generate --prompt-file brief.txt --n 4 --quality high --output pictures/\n"
    "  GESSO_API_KEY=… gesso-cli generate --kind openai-images --model gpt-image-2 \\\n"
    "    --size 1536x1024 --prompt 'A red kite over dunes' --json\n"
    "  gesso-cli generate --prompt 'A logo' --dry-run\n",
  .run = run,
};
