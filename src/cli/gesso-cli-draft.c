/* gesso-cli-draft.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include "base/gesso-digest.h"
#include "base/gesso-str.h"
#include "image/gesso-decoder.h"
#include "image/gesso-image-format.h"
#include "studio/gesso-importer.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* From options to a draft: the same draft that the window writes, with the same judgement. */

#define MAX_PROMPT_BYTES (64 * 1024 * 1024)

static gboolean
read_stream (FILE       *stream,
             GByteArray *bytes)
{
  guint8 buffer[65536];
  gsize length;

  while ((length = fread (buffer, 1, sizeof buffer, stream)) > 0 && bytes->len < MAX_PROMPT_BYTES)
    g_byte_array_append (bytes, buffer, (guint) length);

  return !ferror (stream);
}

/* The prompt's file may hold anything; what is no text is said. */
static gboolean
read_prompt_file (GessoCli   *cli,
                  GessoDraft *draft,
                  const char *path,
                  int        *out_status)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean from_input = g_str_equal (path, "-");
  FILE *stream = from_input ? stdin : fopen (path, "rb");
  gboolean read = stream != NULL && read_stream (stream, bytes);

  if (stream != NULL && !from_input)
    fclose (stream);
  if (!read)
    {
      *out_status
          = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("The prompt “%s” cannot be read."), path);
      return FALSE;
    }

  if (!g_utf8_validate ((const char *) bytes->data, bytes->len, NULL)
      || memchr (bytes->data, 0, bytes->len) != NULL)
    gesso_cli_note (cli, "%s",
                    _ ("The prompt holds bytes that are no text; they were replaced by “\uFFFD”."));
  while (bytes->len > 0 && strchr ("\r\n", bytes->data[bytes->len - 1]) != NULL
         && bytes->data[bytes->len - 1] != '\0')
    g_byte_array_set_size (bytes, bytes->len - 1);
  gesso_draft_set_prompt (draft, (const char *) bytes->data, bytes->len);

  return TRUE;
}

static gboolean
set_prompt (GessoCliDraft *self,
            GessoCli      *cli,
            GessoDraft    *draft,
            int           *out_status)
{
  if (self->prompt != NULL && self->prompt_file != NULL)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                    _ ("Give either --prompt or --prompt-file."));
      return FALSE;
    }
  if (self->prompt_file != NULL)
    return read_prompt_file (cli, draft, self->prompt_file, out_status);

  gesso_draft_set_prompt (draft, self->prompt, -1);
  return TRUE;
}

static gboolean
set_size (GessoCliDraft *self,
          GessoCli      *cli,
          GessoDraft    *draft,
          int           *out_status)
{
  GessoSize size;
  GessoTier tier;

  if (self->size != NULL && (self->aspect != NULL || self->tier != NULL))
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                    _ ("Give either --size, or --aspect with --tier."));
      return FALSE;
    }
  if (self->size != NULL && !gesso_size_parse (self->size, &size))
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                    _ ("“%s” is not a size. Write width and height, as 1536x1024."),
                                    self->size);
      return FALSE;
    }
  if (self->aspect != NULL && gesso_aspect_find (self->aspect) == NULL)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                    _ ("There is no preset “%s” for --aspect."), self->aspect);
      return FALSE;
    }
  if (self->tier != NULL && !gesso_tier_parse (self->tier, &tier))
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("--tier is 1K, 2K or 4K."));
      return FALSE;
    }

  if (self->size != NULL)
    gesso_draft_set_size (draft, &size);
  else if (self->aspect != NULL || self->tier != NULL)
    gesso_draft_set_aspect (draft, self->aspect != NULL ? self->aspect : "1:1",
                            self->tier != NULL ? self->tier : "1K");
  else
    gesso_draft_set_aspect (draft, "auto", "1K");

  return TRUE;
}

static gboolean
check_ranges (GessoCliDraft *self,
              GessoCli      *cli,
              int           *out_status)
{
  const char *text = NULL;

  if (self->n < 1 || self->n > 10)
    text = _ ("--n is a number from 1 to 10.");
  else if (self->compression < -1 || self->compression > 100)
    text = _ ("--compression is a number from 0 to 100.");
  else if (self->stream < 0 || self->stream > 3)
    text = _ ("--stream is a number from 0 to 3.");
  if (text == NULL)
    return TRUE;

  *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", text);
  return FALSE;
}

/* A file name says which format is wanted, when nothing else does. */
static void
set_format (GessoCliDraft *self,
            GessoDraft    *draft)
{
  GessoModelInfo *info = gesso_draft_get_model_info (draft);
  const char *format = self->format;

  if (g_strcmp0 (format, "jpg") == 0)
    format = "jpeg";
  if (format == NULL && self->output != NULL)
    {
      GessoImageFormat wanted = gesso_image_format_from_name (self->output);

      if (wanted == GESSO_IMAGE_FORMAT_JPEG || wanted == GESSO_IMAGE_FORMAT_WEBP)
        format = gesso_image_format_get_id (wanted);
      if (format != NULL && !gesso_model_info_has_format (info, format))
        format = NULL;
    }
  gesso_draft_set_format (draft, format);
}

static GessoReference *
load_alone (GessoCli   *cli,
            const char *path,
            int        *out_status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_decoder_load_bytes (path, cli->cancellable, &error);
  g_autofree char *digest = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *valid = gesso_str_make_valid (name, -1);
  GessoImageInfo info;

  if (bytes == NULL || !gesso_decoder_probe (bytes, &info, &error))
    {
      *out_status = gesso_cli_fail_with (cli, error, path);
      return NULL;
    }

  digest = gesso_digest_bytes (bytes);
  return gesso_reference_new (bytes, gesso_image_format_get_mime_type (info.format), valid, digest,
                              info.width, info.height);
}

static gboolean
add_image (GessoCli   *cli,
           GessoDraft *draft,
           const char *path,
           int        *out_status)
{
  g_autoptr (GessoReference) reference = gesso_cli_load_reference (cli, path, out_status);
  g_autoptr (GessoDraftImage) image = NULL;

  if (reference == NULL)
    return FALSE;

  image = gesso_draft_image_new_ready (reference);
  gesso_draft_add_reference (draft, image);
  return TRUE;
}

/**
 * gesso_cli_draft_dup_entries:
 * @self: where the options are written; must outlive the parsing
 * @for_edit: whether base and mask are among them
 *
 * Returns: (transfer full): options, ended by an empty one
 */
GOptionEntry *
gesso_cli_draft_dup_entries (GessoCliDraft *self,
                             gboolean       for_edit)
{
  const GOptionEntry all[] = {
    { "prompt", 'p', 0, G_OPTION_ARG_STRING, &self->prompt, N_ ("What to make"), N_ ("TEXT") },
    { "prompt-file", 0, 0, G_OPTION_ARG_FILENAME, &self->prompt_file,
      N_ ("The same from a file; - is standard input"), N_ ("FILE") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &self->size, N_ ("An exact size"), N_ ("WxH") },
    { "aspect", 0, 0, G_OPTION_ARG_STRING, &self->aspect, N_ ("A preset, as 16:9"), N_ ("RATIO") },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &self->tier, N_ ("Size class of the preset"), "1K|2K|4K" },
    { "quality", 0, 0, G_OPTION_ARG_STRING, &self->quality, N_ ("low, medium, high, auto, …"),
      N_ ("QUALITY") },
    { "routing", 0, 0, G_OPTION_ARG_STRING, &self->routing,
      N_ ("Choose size and quality for a class or budget: manual, size-class=small, "
          "token-budget=48, …"),
      N_ ("RULE") },
    { "n", 'n', 0, G_OPTION_ARG_INT, &self->n, N_ ("How many pictures, 1 to 10"), N_ ("NUMBER") },
    { "background", 0, 0, G_OPTION_ARG_STRING, &self->background,
      N_ ("auto, opaque or transparent"), N_ ("KIND") },
    { "force-background", 0, 0, G_OPTION_ARG_NONE, &self->force_background,
      N_ ("Ask for it although the service refuses it today"), NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_ ("png, jpeg or webp"), N_ ("FORMAT") },
    { "compression", 0, 0, G_OPTION_ARG_INT, &self->compression, N_ ("0 to 100"), N_ ("NUMBER") },
    { "moderation", 0, 0, G_OPTION_ARG_STRING, &self->moderation, N_ ("auto or low"),
      N_ ("LEVEL") },
    { "input-fidelity", 0, 0, G_OPTION_ARG_STRING, &self->input_fidelity, N_ ("low or high"),
      N_ ("LEVEL") },
    { "think", 0, 0, G_OPTION_ARG_STRING, &self->think,
      N_ ("How much a model thinks before it draws: low, medium, high, … (openai-responses)"),
      N_ ("EFFORT") },
    { "web-search", 0, 0, G_OPTION_ARG_NONE, &self->web_search,
      N_ ("Let it look things up (openai-responses)"), NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &self->batch,
      N_ ("Half the price, within 24 hours (openai-images)"), NULL },
    { "no-wait", 0, 0, G_OPTION_ARG_NONE, &self->no_wait,
      N_ ("Leave a batch to the service; “jobs resume” fetches it"), NULL },
    { "extra", 0, 0, G_OPTION_ARG_STRING, &self->extra, N_ ("Further parameters as JSON"), "JSON" },
    { "reference", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->references,
      N_ ("A reference picture; may be given again"), N_ ("FILE") },
    { "stream", 0, 0, G_OPTION_ARG_INT, &self->stream, N_ ("Previews to ask for, 0 to 3"),
      N_ ("NUMBER") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_ ("File or folder for pictures"),
      N_ ("PATH") },
    { "session", 0, 0, G_OPTION_ARG_STRING, &self->session, N_ ("Session of the library"),
      N_ ("TITLE") },
    { "project", 0, 0, G_OPTION_ARG_STRING, &self->project, N_ ("Project of the session"),
      N_ ("NAME") },
    { "over-budget", 0, 0, G_OPTION_ARG_NONE, &self->over_budget,
      N_ ("Send it whatever the budgets say"), NULL },
    { "base", 'b', for_edit ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->base,
      N_ ("The picture to edit"), N_ ("FILE") },
    { "mask", 0, for_edit ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->mask,
      N_ ("Where it may change: white, or transparent"), N_ ("FILE") },
    { "mask-kind", 0, for_edit ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->mask_kind,
      N_ ("What marks the region, instead of finding out"), "white|transparent" },
    { "mask-rect", 0, for_edit ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING_ARRAY,
      &self->mask_rects, N_ ("The same as a rectangle; may be given again"), "X,Y,W,H" },
    { "no-protect", 0, for_edit ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->no_protect,
      N_ ("Do not put the original pixels back"), NULL },
    { NULL },
  };

  return g_memdup2 (all, sizeof all);
}

/**
 * gesso_cli_draft_clear:
 * @self: options
 *
 * Frees what they own.
 */
void
gesso_cli_draft_clear (GessoCliDraft *self)
{
  g_free (self->prompt);
  g_free (self->prompt_file);
  g_free (self->size);
  g_free (self->aspect);
  g_free (self->tier);
  g_free (self->quality);
  g_free (self->routing);
  g_free (self->background);
  g_free (self->format);
  g_free (self->moderation);
  g_free (self->input_fidelity);
  g_free (self->think);
  g_free (self->extra);
  g_strfreev (self->references);
  g_free (self->base);
  g_free (self->mask);
  g_free (self->mask_kind);
  g_strfreev (self->mask_rects);
  g_free (self->output);
  g_free (self->session);
  g_free (self->project);
  memset (self, 0, sizeof *self);
}

static gboolean
check_batch (GessoCliDraft *self,
             GessoCli      *cli,
             GessoDraft    *draft,
             int           *out_status)
{
  const char *words = NULL;

  if (self->no_wait && !self->batch)
    words = _ ("Only a batch can be left to the service; add --batch.");
  else if (self->batch && !gesso_draft_get_model_info (draft)->takes_batch)
    words = _ ("This account cannot send batches.");
  if (words == NULL)
    return TRUE;

  *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", words);
  return FALSE;
}

/**
 * gesso_cli_draft_make:
 * @self: options
 * @cli: the run
 * @account: where it goes
 * @needs_prompt: whether an empty prompt matters
 * @out_status: (out): the exit status when an option is wrong
 *
 * Returns: (transfer full) (nullable): a draft without pictures
 */
GessoDraft *
gesso_cli_draft_make (GessoCliDraft *self,
                      GessoCli      *cli,
                      GessoAccount  *account,
                      gboolean       needs_prompt,
                      int           *out_status)
{
  g_autoptr (GessoCatalog) catalog = gesso_cli_load_catalog (cli);
  g_autoptr (GessoPricing) pricing = gesso_cli_load_pricing (cli);
  g_autoptr (GessoDraft) draft = gesso_draft_new (catalog, pricing);
  GessoModelInfo *info;

  gesso_draft_set_account (draft, account, gesso_account_get_model (account));
  if (!check_ranges (self, cli, out_status) || !set_prompt (self, cli, draft, out_status)
      || !set_size (self, cli, draft, out_status))
    return NULL;
  info = gesso_draft_get_model_info (draft);
  if ((self->think != NULL && info->efforts[0] == NULL) || (self->web_search && !info->searches))
    {
      *out_status
          = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                            _ ("Only accounts of the kind openai-responses think and search."));
      return NULL;
    }
  if (!check_batch (self, cli, draft, out_status))
    return NULL;
  if (needs_prompt && self->prompt == NULL && self->prompt_file == NULL)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                    _ ("Say what to make with --prompt or --prompt-file."));
      return NULL;
    }

  if (self->quality != NULL)
    gesso_draft_set_quality (draft, self->quality);
  if (!gesso_cli_routing_apply (self, cli, draft, out_status))
    return NULL;
  gesso_draft_set_n (draft, self->n);
  gesso_draft_set_force_background (draft, self->force_background);
  gesso_draft_set_background (draft, self->background);
  set_format (self, draft);
  gesso_draft_set_compression (draft, self->compression);
  gesso_draft_set_moderation (draft, self->moderation);
  gesso_draft_set_partial_images (draft, self->stream);
  gesso_draft_set_input_fidelity (draft, self->input_fidelity);
  gesso_draft_set_extra (draft, self->extra);
  gesso_draft_set_thinking (draft, self->think, self->web_search);
  gesso_draft_set_batch (draft, self->batch);

  return g_steal_pointer (&draft);
}

/**
 * gesso_cli_draft_add_images:
 * @self: options
 * @cli: the run
 * @draft: gets the pictures, the base first
 * @out_status: (out): the exit status when one cannot be used
 *
 * Returns: whether all are there
 */
gboolean
gesso_cli_draft_add_images (GessoCliDraft *self,
                            GessoCli      *cli,
                            GessoDraft    *draft,
                            int           *out_status)
{
  if (self->base != NULL && !add_image (cli, draft, self->base, out_status))
    return FALSE;
  for (gsize i = 0; self->references != NULL && self->references[i] != NULL; i++)
    {
      if (!add_image (cli, draft, self->references[i], out_status))
        return FALSE;
    }

  return TRUE;
}

/**
 * gesso_cli_draft_add_mask:
 * @self: options with a mask or rectangles
 * @cli: the run
 * @draft: gets the mask; its base is there
 * @out_status: (out): the exit status when it cannot be used
 *
 * The mask goes with the whole base, and the answer stays as it comes.
 *
 * Returns: whether it is there
 */
gboolean
gesso_cli_draft_add_mask (GessoCliDraft *self,
                          GessoCli      *cli,
                          GessoDraft    *draft,
                          int           *out_status)
{
  g_autoptr (GessoReference) mask = NULL;

  mask = gesso_cli_mask_make (self, cli,
                              gesso_draft_image_get_reference (gesso_draft_get_base (draft)),
                              out_status);
  if (mask == NULL)
    return FALSE;

  gesso_draft_set_mask (draft, mask);
  return TRUE;
}

/**
 * gesso_cli_draft_fail:
 * @cli: the run
 * @draft: a draft with problems
 *
 * Says every problem; for a size also what could be asked instead.
 *
 * Returns: the exit status
 */
int
gesso_cli_draft_fail (GessoCli   *cli,
                      GessoDraft *draft)
{
  const GessoParameters *parameters = gesso_draft_get_parameters (draft);
  GessoModelInfo *info = gesso_draft_get_model_info (draft);
  g_autoptr (GString) text = g_string_new (NULL);
  const GessoDraftProblem *problems;
  guint length;

  problems = gesso_draft_get_problems (draft, &length);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *sentence = gesso_draft_problem_describe (&problems[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentence);
      if (problems[i].code == GESSO_DRAFT_SIZE_ILLEGAL)
        {
          GessoSize near = gesso_size_rule_snap (&info->size_rule, &parameters->size);
          g_autofree char *size = gesso_size_to_string (&near);

          g_string_append_printf (text, _ (" The nearest size is %s."), size);
        }
    }

  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", text->str);
}

/**
 * gesso_cli_load_reference:
 * @cli: the run; without an open studio the file is read alone and sent as it is
 * @path: a picture file
 * @out_status: (out): the exit status when it cannot be used
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoReference *
gesso_cli_load_reference (GessoCli   *cli,
                          const char *path,
                          int        *out_status)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoReference *reference;

  if (cli->studio == NULL)
    return load_alone (cli, path, out_status);

  file = g_file_new_for_path (path);
  gesso_importer_load_file_async (cli->studio, file, cli->cancellable, gesso_cli_result_cb,
                                  &result);
  reference = gesso_importer_load_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (reference == NULL)
    *out_status = gesso_cli_fail_with (cli, error, path);

  return reference;
}

/**
 * gesso_cli_estimate_to_json:
 * @estimate: an estimate
 * @event: (nullable): name of the event that it is
 *
 * Returns: (transfer full): tokens, dollars and credits, null where nothing is known, and where
 *   they come from
 */
JsonObject *
gesso_cli_estimate_to_json (const GessoEstimate *estimate,
                            const char          *event)
{
  JsonObject *object = json_object_new ();

  if (event != NULL)
    json_object_set_string_member (object, "event", event);
  json_object_set_boolean_member (object, "known", estimate->known);
  json_object_set_boolean_member (object, "free", estimate->is_free);
  json_object_set_boolean_member (object, "approximate", estimate->approximate);
  json_object_set_int_member (object, "n", estimate->n);
  json_object_set_string_member (object, "source", gesso_price_source_to_string (estimate->source));
  json_object_set_int_member (object, "learned_from", estimate->n_learned);
  if (estimate->unit != NULL)
    {
      json_object_set_string_member (object, "unit", estimate->unit);
      json_object_set_double_member (object, "credits_low", estimate->credits_low / 1e6);
      json_object_set_double_member (object, "credits_high", estimate->credits_high / 1e6);
    }
  if (estimate->known)
    {
      json_object_set_int_member (object, "tokens_low", estimate->tokens_low);
      json_object_set_int_member (object, "tokens_high", estimate->tokens_high);
      json_object_set_double_member (object, "usd_low", estimate->micros_low / 1e6);
      json_object_set_double_member (object, "usd_high", estimate->micros_high / 1e6);
    }
  else
    {
      json_object_set_null_member (object, "tokens_low");
      json_object_set_null_member (object, "tokens_high");
      json_object_set_null_member (object, "usd_low");
      json_object_set_null_member (object, "usd_high");
    }

  return object;
}
