/* gesso-cli-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include <glib/gi18n.h>

/* `size WxH`: whether a model makes pictures of a size, and what to ask for instead. */

static void
set_size (JsonObject      *object,
          const char      *member,
          const GessoSize *size)
{
  g_autofree char *text = gesso_size_is_auto (size) ? NULL : gesso_size_to_string (size);

  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
print_offer (GessoCli        *cli,
             const char      *label,
             const GessoSize *size)
{
  g_autofree char *text = gesso_size_to_string (size);

  if (!gesso_size_is_auto (size))
    gesso_cli_print (cli, "  %s %s", label, text);
}

static void
print_answer (GessoCli        *cli,
              GessoModelInfo  *info,
              const GessoSize *size)
{
  const GessoSizeRule *rule = &info->size_rule;
  GessoSizeProblem problem = gesso_size_rule_check (rule, size);
  GessoSizeOffer offer = gesso_size_rule_offer (rule, size);
  const char *name = gesso_size_problem_to_string (problem);
  g_autofree char *asked = gesso_size_to_string (size);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "asked", asked);
  json_object_set_boolean_member (object, "legal", problem == GESSO_SIZE_PROBLEM_NONE);
  if (name != NULL)
    json_object_set_string_member (object, "rule", name);
  else
    json_object_set_null_member (object, "rule");
  set_size (object, "smaller", &offer.smaller);
  set_size (object, "nearest", &offer.nearest);
  set_size (object, "larger", &offer.larger);
  gesso_cli_emit (cli, object);

  if (name == NULL)
    gesso_cli_print (cli, _ ("%s is legal for %s."), asked, info->label);
  else
    gesso_cli_print (cli, _ ("%s is not legal for %s: it breaks the rule “%s”."), asked,
                     info->label, name);
  print_offer (cli, _ ("smaller"), &offer.smaller);
  print_offer (cli, _ ("nearest"), &offer.nearest);
  print_offer (cli, _ ("larger"), &offer.larger);
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  g_autoptr (GessoCatalog) catalog = NULL;
  g_autoptr (GessoModelInfo) info = NULL;
  GessoSize size;
  int status;

  if (!gesso_cli_parse (cli, self, NULL, &words, &status))
    return status;
  if (g_strv_length (words) != 2)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Give one size, as 1536x1024."));
  if (!gesso_size_parse (words[1], &size) || gesso_size_is_auto (&size))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                           _ ("“%s” is not a size. Write width and height, as 1536x1024."),
                           words[1]);

  catalog = gesso_cli_load_catalog (cli);
  info = gesso_catalog_lookup (catalog,
                               cli->kind != NULL ? cli->kind : GESSO_ACCOUNT_KIND_OPENAI_IMAGES,
                               cli->model != NULL ? cli->model : "gpt-image-2");
  print_answer (cli, info, &size);

  return 0;
}

const GessoCliCommand gesso_cli_size = {
  .name = "size",
  .arguments = "WxH",
  .summary = N_ ("Say whether a size is legal for a model, and which legal ones are near."),
  .examples = "  gesso-cli size 1920x1080\n"
              "  gesso-cli size 4096x4096 --model gpt-image-2.5-flare --json\n",
  .run = run,
};
