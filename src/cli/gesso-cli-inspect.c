/* gesso-cli-inspect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "metadata/gesso-metadata.h"

#include <glib/gi18n.h>

/* `inspect FILE`: what a picture file is, and what it says about where it came from. */

static JsonObject *
describe (const GessoImageInfo *info,
          GBytes               *bytes)
{
  g_autoptr (GessoMetadata) metadata = gesso_metadata_read (bytes);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", gesso_image_format_get_id (info->format));
  json_object_set_int_member (object, "width", info->width);
  json_object_set_int_member (object, "height", info->height);
  json_object_set_int_member (object, "depth", info->depth);
  json_object_set_boolean_member (object, "alpha", info->has_alpha);
  json_object_set_boolean_member (object, "icc", info->has_icc);
  json_object_set_int_member (object, "bytes", (gint64) g_bytes_get_size (bytes));
  gesso_metadata_add_to_json (metadata, object);

  return object;
}

static void
print_text (GessoCli   *cli,
            const char *file,
            JsonObject *object)
{
  JsonObject *c2pa = gesso_json_get_object (object, "c2pa");
  JsonObject *gesso = gesso_json_get_object (object, "gesso");
  const char *generator = gesso_json_get_string (c2pa, "generator", NULL);

  gesso_cli_print (cli, "%s: %s, %dx%d, %d bit%s%s", file,
                   gesso_json_get_string (object, "format", "?"),
                   (int) gesso_json_get_int (object, "width", 0),
                   (int) gesso_json_get_int (object, "height", 0),
                   (int) gesso_json_get_int (object, "depth", 8),
                   gesso_json_get_boolean (object, "alpha", FALSE) ? ", alpha" : "",
                   gesso_json_get_boolean (object, "icc", FALSE) ? ", ICC" : "");
  if (gesso != NULL)
    {
      g_autofree char *text = gesso_json_object_to_string (gesso, TRUE);

      gesso_cli_print (cli, "Gesso: %s", text);
    }
  if (!gesso_json_get_boolean (c2pa, "present", FALSE))
    return;
  if (generator != NULL)
    gesso_cli_print (cli, _ ("Content credentials say it was made by %s; not verified."),
                     generator);
  else
    gesso_cli_print (cli, "%s", _ ("It carries content credentials; not verified."));
}

static int
inspect (GessoCli   *cli,
         const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_decoder_load_bytes (file, cli->cancellable, &error);
  GessoImageInfo info;
  JsonObject *object;

  if (bytes == NULL || !gesso_decoder_probe (bytes, &info, &error))
    return gesso_cli_fail_with (cli, error, file);

  object = describe (&info, bytes);
  print_text (cli, file, object);
  gesso_cli_emit (cli, object);

  return 0;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  int status = 0;

  if (!gesso_cli_parse (cli, self, NULL, &words, &status))
    return status;
  if (g_strv_length (words) < 2)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name a picture file."));

  for (gsize i = 1; words[i] != NULL; i++)
    {
      int one = inspect (cli, words[i]);

      status = MAX (status, one);
    }

  return status;
}

const GessoCliCommand gesso_cli_inspect = {
  .name = "inspect",
  .arguments = "FILE…",
  .summary = N_ ("Describe a picture file: format, size and where it came from."),
  .examples = "  gesso-cli inspect poster.png\n"
              "  gesso-cli inspect --json *.png\n",
  .run = run,
};
