/* gesso-cli-edit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"

#include "base/gesso-digest.h"
#include "image/gesso-encoder.h"
#include "model/gesso-money.h"
#include "protect/gesso-protect-error.h"
#include "protect/gesso-regions.h"

#include <glib/gi18n.h>
#include <string.h>

/* `edit` and `expand`: a picture changed as a prompt says, whole or where a mask allows it, or made
 * larger. With a mask only the part around it is sent, and the answer is put back. */

static GessoReference *
encode_mask (GessoImage    *mask,
             GCancellable  *cancellable,
             GError       **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GBytes) png
      = gesso_encoder_encode (mask, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
  g_autofree char *digest = png != NULL ? gesso_digest_bytes (png) : NULL;

  return png != NULL
             ? gesso_reference_new (png, "image/png", "mask.png", digest,
                                    gesso_image_get_width (mask), gesso_image_get_height (mask))
             : NULL;
}

/* Which part goes out, at the model's sizes. */
static gboolean
find_context (GessoCli             *cli,
              const GessoSizeRule  *rule,
              const GessoPainted   *painted,
              const char           *wish,
              int                   grow,
              GessoContext         *out_context,
              GError              **error)
{
  int width = painted->width + painted->margins.left + painted->margins.right;
  int height = painted->height + painted->margins.top + painted->margins.bottom;
  GessoRect bounds, rect;

  if (!gesso_edit_mask_get_bounds (painted, grow, &bounds))
    {
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY,
                           "the mask marks nothing");
      return FALSE;
    }
  if (wish == NULL)
    gesso_context_find (rule, width, height, &bounds, out_context);
  else if (gesso_cli_parse_rect (wish, &rect))
    gesso_context_fit (rule, width, height, &rect, &bounds, out_context);

  gesso_cli_note (cli, _ ("Sent: %d×%d pixels from %d,%d, at %.0f %%."), out_context->rect.width,
                  out_context->rect.height, out_context->rect.x, out_context->rect.y,
                  100 * out_context->scale);
  return TRUE;
}

static JsonObject *
part_to_json (GessoDraft         *draft,
              const GessoContext *context)
{
  g_autofree char *context_text = g_strdup_printf ("%d,%d,%d,%d", context->rect.x, context->rect.y,
                                                   context->rect.width, context->rect.height);
  GessoEstimate estimate;
  JsonObject *object;

  gesso_draft_estimate_parts (draft, &context->sent, 1, &estimate);
  object = gesso_cli_estimate_to_json (&estimate, NULL);
  json_object_set_string_member (object, "context", context_text);
  json_object_set_double_member (object, "scale", context->scale);
  return object;
}

/* Regions far apart can go together or one by one; what either costs is said. */
static void
tell_regions (GessoCli           *cli,
              GessoDraft         *draft,
              const GessoContext *joined,
              GArray             *parts,
              gboolean            separate)
{
  g_autofree GessoSize *sizes = g_new (GessoSize, parts->len);
  g_autofree char *price_joined = NULL;
  g_autofree char *price_separate = NULL;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  GessoEstimate estimate;

  for (guint i = 0; i < parts->len; i++)
    {
      sizes[i] = g_array_index (parts, GessoContext, i).sent;
      json_array_add_object_element (array,
                                     part_to_json (draft, &g_array_index (parts, GessoContext, i)));
    }
  json_object_set_string_member (object, "event", "regions");
  json_object_set_array_member (object, "separate", array);
  json_object_set_object_member (object, "joined", part_to_json (draft, joined));
  json_object_set_string_member (object, "chosen", separate ? "separate" : "joined");
  gesso_cli_emit (cli, object);

  gesso_draft_estimate_parts (draft, &joined->sent, 1, &estimate);
  price_joined = gesso_money_format_estimate (&estimate);
  gesso_draft_estimate_parts (draft, sizes, parts->len, &estimate);
  price_separate = gesso_money_format_estimate (&estimate);
  /* TRANSLATORS: a share and two prices */
  gesso_cli_note (cli,
                  ngettext ("The mask has regions far apart. Together: at %.0f %%, %s. Each by "
                            "itself: %u request, %s.",
                            "The mask has regions far apart. Together: at %.0f %%, %s. Each by "
                            "itself: %u requests, %s.",
                            parts->len),
                  100 * joined->scale, price_joined, parts->len, price_separate);
  gesso_cli_note (cli, "%s",
                  separate ? _ ("They go each by itself.")
                           : _ ("They go together; --regions separate sends each by itself."));
}

/* The plan for what was found, in parts when that is wished and possible. */
static GessoStitchPlan *
make_plan (GessoCli                  *cli,
           GessoDraft                *draft,
           GessoCliProtect           *protect,
           const GessoPainted        *painted,
           const GessoContext        *context,
           GessoReference            *file,
           const GessoStitchOptions  *how,
           GError                   **error)
{
  GessoModelInfo *info = gesso_draft_get_model_info (draft);
  gboolean separate = g_strcmp0 (protect->regions, "separate") == 0;
  g_autoptr (GessoStitchPlan) plan
      = gesso_stitch_plan_new (file, &context->rect, &context->sent, &painted->margins, how);
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  GessoContext joined;

  if (protect->context == NULL && file != NULL)
    parts = gesso_regions_find (painted, how->grow, &info->part_rule, &joined);
  if (parts != NULL)
    tell_regions (cli, draft, &joined, parts, separate);
  else if (separate)
    gesso_cli_note (cli, "%s", _ ("No regions lie far enough apart; they go together."));
  if (parts == NULL || !separate)
    return g_steal_pointer (&plan);

  plans = gesso_regions_make_plans (parts, painted->mask, file, how, cli->cancellable, error);
  return plans != NULL ? gesso_stitch_plan_with_parts (plan, plans) : NULL;
}

/* The plan for the draft's base, whose picture is there. */
static gboolean
plan_edit (GessoCli           *cli,
           GessoCliDraft      *options,
           GessoCliProtect    *protect,
           const GessoMargins *margins,
           GessoDraft         *draft,
           int                *out_status)
{
  GessoReference *base = gesso_draft_image_get_reference (gesso_draft_get_base (draft));
  GessoModelInfo *info = gesso_draft_get_model_info (draft);
  GessoPainted painted = { .width = gesso_reference_get_width (base),
                           .height = gesso_reference_get_height (base),
                           .margins = *margins };
  GessoMaskKind found = GESSO_MASK_KIND_FIND_OUT;
  GessoStitchOptions how;
  GessoContext context;
  g_autoptr (GessoImage) mask = NULL;
  g_autoptr (GessoReference) file = NULL;
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (!gesso_cli_protect_get_options (protect, cli, &how, out_status))
    return FALSE;

  if (options->mask != NULL || options->mask_rects != NULL)
    mask = gesso_cli_mask_read (options->mask, options->mask_kind,
                                (const char *const *) options->mask_rects, painted.width,
                                painted.height, &found, cli->cancellable, &error);
  painted.mask = mask;
  gesso_cli_mask_tell (cli, found);
  if (error == NULL)
    find_context (cli, &info->part_rule, &painted, protect->context, how.grow, &context, &error);
  if (error == NULL && mask != NULL)
    file = encode_mask (mask, cli->cancellable, &error);
  if (error == NULL)
    plan = make_plan (cli, draft, protect, &painted, &context, file, &how, &error);
  if (error != NULL)
    {
      *out_status = gesso_cli_protect_fail (cli, error, options->mask);
      return FALSE;
    }

  gesso_draft_set_plan (draft, plan);
  return TRUE;
}

static gboolean
is_protected (GessoCliDraft      *options,
              const GessoMargins *margins)
{
  return !gesso_margins_is_none (margins)
         || (!options->no_protect && (options->mask != NULL || options->mask_rects != NULL));
}

static gboolean
check (GessoCli           *cli,
       GessoCliDraft      *options,
       const GessoMargins *margins,
       int                *out_status)
{
  const char *text = NULL;

  if (!is_protected (options, margins))
    return TRUE;

  if (options->output != NULL && strrchr (options->output, '.') != NULL
      && !g_str_has_suffix (options->output, ".png")
      && !g_file_test (options->output, G_FILE_TEST_IS_DIR))
    text = _ ("The picture is written as PNG; the name given with --output must end in .png.");
  else if (options->size != NULL || options->aspect != NULL)
    text = _ ("With a mask the size follows from the part that is sent; give no --size (or "
              "--no-protect).");
  if (text == NULL)
    return TRUE;

  *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", text);
  return FALSE;
}

static int
edit (GessoCli           *cli,
      GessoCliDraft      *options,
      GessoCliProtect    *protect,
      const GessoMargins *margins)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GessoDraft) draft = NULL;
  int status = 0;

  if (!check (cli, options, margins, &status))
    return status;
  account = gesso_cli_find_account (cli, &status);
  if (account == NULL)
    return status;

  draft = gesso_cli_draft_make (options, cli, account, TRUE, &status);
  if (draft == NULL)
    return status;
  if (!gesso_draft_is_ready (draft))
    return gesso_cli_draft_fail (cli, draft);

  if (!cli->dry_run && !gesso_cli_open_studio (cli, &status))
    return status;
  if (!gesso_cli_draft_add_images (options, cli, draft, &status))
    return status;
  if (is_protected (options, margins)
      && !plan_edit (cli, options, protect, margins, draft, &status))
    return status;
  if (!is_protected (options, margins) && (options->mask != NULL || options->mask_rects != NULL)
      && !gesso_cli_draft_add_mask (options, cli, draft, &status))
    return status;

  return gesso_cli_run_draft (options, cli, account, draft);
}

static int
run_edit (GessoCli               *cli,
          const GessoCliCommand  *self,
          char                  **arguments)
{
  const GessoMargins none = { 0, 0, 0, 0 };
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  GessoCliProtect protect = GESSO_CLI_PROTECT_INIT;
  g_autofree GOptionEntry *own = gesso_cli_draft_dup_entries (&options, TRUE);
  g_autofree GOptionEntry *both = gesso_cli_protect_dup_entries (&protect, own);
  g_autofree GOptionEntry *entries = gesso_cli_regions_dup_entries (&protect, both);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                 _ ("“%s” is not understood; the prompt goes behind --prompt."),
                                 words[1]);
      else if (options.base == NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _ ("Name the picture to edit with --base."));
      else
        status = edit (cli, &options, &protect, &none);
    }
  gesso_cli_draft_clear (&options);
  gesso_cli_protect_clear (&protect);

  return status;
}

/* Without a prompt of one's own: words that every model, and the built-in engine, understands. */
#define EXPAND_PROMPT "Extend the picture naturally into the empty area."

static int
run_expand (GessoCli               *cli,
            const GessoCliCommand  *self,
            char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  GessoCliProtect protect = GESSO_CLI_PROTECT_INIT;
  GessoMargins margins = { 0, 0, 0, 0 };
  g_autofree GOptionEntry *own = gesso_cli_draft_dup_entries (&options, TRUE);
  g_autofree GOptionEntry *both = gesso_cli_protect_dup_entries (&protect, own);
  g_autofree GOptionEntry *entries = gesso_cli_margins_dup_entries (&margins, both);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (options.prompt == NULL && options.prompt_file == NULL)
        options.prompt = g_strdup (EXPAND_PROMPT);
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
      else if (options.base == NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _ ("Name the picture to extend with --base."));
      else if (!gesso_cli_margins_check (cli, &margins, &status))
        ;
      else if (gesso_margins_is_none (&margins))
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _ ("Say how far with --left, --right, --top or --bottom."));
      else
        status = edit (cli, &options, &protect, &margins);
    }
  gesso_cli_draft_clear (&options);
  gesso_cli_protect_clear (&protect);

  return status;
}

const GessoCliCommand gesso_cli_edit = {
  .name = "edit",
  .summary = N_ ("Edit a picture, whole or where a mask says so."),
  .examples
  = "  gesso-cli edit --base photo.jpg --prompt 'make it black and white' --output grey.png\n"
    "  gesso-cli edit --base photo.jpg --mask sky.png --prompt 'a stormy sky' -o storm.png\n"
    "  gesso-cli edit --base photo.png --mask-rect 100,80,300,200 --prompt 'remove it'\n"
    "  gesso-cli edit --base photo.png --mask wires.png --regions separate --prompt 'remove it'\n",
  .run = run_edit,
};

const GessoCliCommand gesso_cli_expand = {
  .name = "expand",
  .summary = N_ ("Make a picture larger on any side; what was there stays the same."),
  .examples = "  gesso-cli expand --base photo.jpg --left 400 --right 400 -o wide.png\n"
              "  gesso-cli expand --base photo.jpg --bottom 300 --prompt 'more of the beach'\n",
  .run = run_expand,
};
