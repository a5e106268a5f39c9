/* gesso-cli-export.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-file.h"
#include "image/gesso-image-format.h"
#include "studio/gesso-exporter.h"

#include <glib/gi18n.h>
#include <string.h>

/* `export NODE`: a picture of the library as a file, byte for byte as it came, or converted. */

typedef struct
{
  char *output;
  char *format;
  int quality;
} Options;

static char *
choose_target (GessoCli      *cli,
               GessoNode     *node,
               const Options *options)
{
  GessoImageFormat format = gesso_image_format_from_mime_type (gesso_node_get_mime_type (node));
  const char *extension = gesso_image_format_get_extension (format);
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  char *dot;

  if (options->format != NULL)
    extension = options->format;
  if (options->output == NULL || g_file_test (options->output, G_FILE_TEST_IS_DIR))
    return gesso_file_free_name (options->output != NULL ? options->output : ".",
                                 gesso_node_get_id (node), extension);
  if (cli->force || !g_file_test (options->output, G_FILE_TEST_EXISTS))
    return g_strdup (options->output);

  folder = g_path_get_dirname (options->output);
  stem = g_path_get_basename (options->output);
  dot = strrchr (stem, '.');
  if (dot == NULL || dot == stem)
    return gesso_file_free_name (folder, stem, NULL);

  *dot = '\0';
  return gesso_file_free_name (folder, stem, dot + 1);
}

static int export(GessoCli *cli, const char *node_id, const Options *options)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) exported = NULL;
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *target = NULL;
  JsonObject *object;

  gesso_library_load_node_async (library, node_id, cli->cancellable, gesso_cli_result_cb, &loaded);
  node = gesso_library_load_node_finish (library, gesso_cli_wait (&loaded), &error);
  if (node == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no picture “%s”: %s"), node_id,
                           error->message);

  target = choose_target (cli, node, options);
  file = g_file_new_for_path (target);
  gesso_exporter_export_async (cli->studio, node_id, file, options->format, options->quality,
                               cli->cancellable, gesso_cli_result_cb, &exported);
  if (!gesso_exporter_export_finish (cli->studio, gesso_cli_wait (&exported), &error))
    return gesso_cli_fail_with (cli, error, target);

  object = json_object_new ();
  json_object_set_string_member (object, "node", node_id);
  json_object_set_string_member (object, "file", target);
  gesso_cli_emit (cli, object);
  gesso_cli_print (cli, "%s", target);

  return 0;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  g_autofree char *output = NULL;
  g_autofree char *format = NULL;
  int quality = -1;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("File or folder"), N_ ("PATH") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("Convert to png, jpeg or webp"),
      N_ ("FORMAT") },
    { "quality", 0, 0, G_OPTION_ARG_INT, &quality, N_ ("0 to 100, for jpeg and webp"),
      N_ ("NUMBER") },
    { NULL },
  };
  Options options;
  int status = 0;

  if (!gesso_cli_parse (cli, self, entries, &words, &status))
    return status;
  if (words[1] == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("Name the picture, as “history” lists it."));
  if (quality < -1 || quality > 100)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("--quality is a number from 0 to 100."));
  if (format != NULL && !g_str_equal (format, "png") && !g_str_equal (format, "jpeg")
      && !g_str_equal (format, "jpg") && !g_str_equal (format, "webp"))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("--format is png, jpeg or webp."));
  if (!gesso_cli_open_studio (cli, &status))
    return status;

  options = (Options){ output, format, quality };
  for (gsize i = 1; words[i] != NULL && status == 0; i++)
    status = export(cli, words[i], &options);

  return status;
}

const GessoCliCommand gesso_cli_export = {
  .name = "export",
  .arguments = "NODE…",
  .summary = N_ ("Write a picture of the library to a file, as it came or converted."),
  .examples = "  gesso-cli export 01J… --output poster.png\n"
              "  gesso-cli export 01J… 01K… --format jpeg --quality 92 --output delivered/\n",
  .run = run,
};
