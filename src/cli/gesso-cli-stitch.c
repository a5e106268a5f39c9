/* gesso-cli-stitch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"

#include "base/gesso-file.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "model/gesso-size-rule.h"
#include "protect/gesso-change-map.h"
#include "protect/gesso-protection.h"
#include "studio/gesso-stitcher.h"

#include <glib/gi18n.h>
#include <string.h>

/* `stitch` and `repair`: put an answer back into a picture, offline. The work runs on a thread of
 * its own, so that an interrupt is heard at once. */

typedef struct
{
  char *base;
  char *answer;
  char *mask;
  char *mask_kind;
  char **mask_rects;
  GessoMargins margins;
  char *output;
  char *heat_map;
  gboolean repair; /* the mask is found, not given */
  char *mask_output;
} Options;

typedef struct
{
  const Options *options; /* (unowned) */
  GessoStitchOptions how;
  GessoRect context;         /* empty: to be found */
  char *target;              /* (owned) */
  GCancellable *cancellable; /* (unowned) */

  int permille;     /* (atomic) */
  const char *what; /* the file that is worked on */
  GessoMaskKind found;
  GessoProof proof;
  int width;
  int height;
} Work;

static void
options_clear (Options *self)
{
  g_free (self->base);
  g_free (self->answer);
  g_free (self->mask);
  g_free (self->mask_kind);
  g_strfreev (self->mask_rects);
  g_free (self->output);
  g_free (self->heat_map);
  g_free (self->mask_output);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Work *work = user_data;

  g_atomic_int_set (&work->permille, (int) (fraction * 1000));
}

static GessoImage *
decode (Work        *work,
        const char  *path,
        GError     **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;

  work->what = path;
  return gesso_decoder_decode_file (path, &options, work->cancellable, error);
}

static gboolean
has_shape (GessoImage *answer,
           int         width,
           int         height)
{
  double across = (double) gesso_image_get_width (answer) * height;
  double down = (double) gesso_image_get_height (answer) * width;

  return across < 1.04 * down && down < 1.04 * across;
}

/* Which part the answer is of: all, when it has that size or shape; else what `edit` would have
 * sent. */
static gboolean
find_context (Work                *work,
              const GessoPainted  *painted,
              GessoImage          *answer,
              GessoContext        *out_context,
              GError             **error)
{
  int width = painted->width + painted->margins.left + painted->margins.right;
  int height = painted->height + painted->margins.top + painted->margins.bottom;
  GessoRect bounds;

  if (!gesso_rect_is_empty (&work->context))
    {
      *out_context
          = (GessoContext){ work->context, { work->context.width, work->context.height }, 1 };
      return TRUE;
    }
  if (!gesso_edit_mask_get_bounds (painted, work->how.grow, &bounds))
    {
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY,
                           "the mask marks nothing");
      return FALSE;
    }
  gesso_context_find (&gesso_size_rule_gpt_image, width, height, &bounds, out_context);
  if (gesso_image_get_width (answer) == out_context->sent.width
      && gesso_image_get_height (answer) == out_context->sent.height)
    return TRUE;
  if (has_shape (answer, width, height)
      || !has_shape (answer, out_context->sent.width, out_context->sent.height))
    *out_context = (GessoContext){ { 0, 0, width, height }, { width, height }, 1 };

  return TRUE;
}

/* What changed, when nobody said it. Nothing at all is no error: then there is nothing to restore
 * either. */
static GessoImage *
find_mask (Work        *work,
           GessoImage  *base,
           GessoImage  *answer,
           GError     **error)
{
  GessoAlignment alignment;
  g_autoptr (GessoImage) mask
      = gesso_change_map_find (base, answer, &alignment, work->cancellable, error);
  g_autoptr (GBytes) png = NULL;
  GessoEncodeOptions encode = GESSO_ENCODE_OPTIONS_INIT;
  gsize length;
  const void *data;

  if (mask == NULL)
    return NULL;
  if (alignment.refusal != GESSO_REFUSAL_NONE)
    {
      work->proof.refusal = alignment.refusal;
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED,
                           "the answer does not fit");
      return NULL;
    }
  work->context = (GessoRect){ 0, 0, gesso_image_get_width (base), gesso_image_get_height (base) };
  if (work->options->mask_output == NULL)
    return g_steal_pointer (&mask);

  work->what = work->options->mask_output;
  png = gesso_encoder_encode (mask, GESSO_IMAGE_FORMAT_PNG, &encode, work->cancellable, error);
  if (png == NULL)
    return NULL;
  data = g_bytes_get_data (png, &length);
  return gesso_file_write_durably (work->options->mask_output, data, length, error)
             ? g_steal_pointer (&mask)
             : NULL;
}

static GessoProtection *
make_edit (Work        *work,
           GessoImage  *base,
           GessoImage  *answer,
           GError     **error)
{
  const Options *options = work->options;
  GessoPainted painted = { .width = gesso_image_get_width (base),
                           .height = gesso_image_get_height (base),
                           .margins = options->margins };
  g_autoptr (GessoImage) mask = NULL;
  GessoContext context;

  work->what = options->mask;
  if (options->repair)
    {
      mask = find_mask (work, base, answer, error);
      if (mask == NULL)
        return NULL;
    }
  else if (options->mask != NULL || options->mask_rects != NULL)
    {
      mask = gesso_cli_mask_read (options->mask, options->mask_kind,
                                  (const char *const *) options->mask_rects, painted.width,
                                  painted.height, &work->found, work->cancellable, error);
      if (mask == NULL)
        return NULL;
    }
  painted.mask = mask;
  if (!find_context (work, &painted, answer, &context, error))
    return NULL;

  /* Measuring needs no more pixels than models send. */
  context.sent = gesso_change_map_get_size (context.sent.width, context.sent.height);
  return gesso_protection_new (base, mask, &options->margins, &context.rect, &context.sent,
                               &work->how, error);
}

static gboolean
write_heat_map (Work             *work,
                GessoProtection  *edit,
                GessoImage       *answer,
                GError          **error)
{
  g_autoptr (GessoStitched) map = NULL;

  if (work->options->heat_map == NULL)
    return TRUE;

  work->what = work->options->heat_map;
  map = g_new0 (GessoStitched, 1);
  map->image = gesso_protection_heat_map (edit, answer, work->cancellable, error);
  return map->image != NULL
         && gesso_protection_write_png (map, work->options->heat_map, NULL, work->cancellable,
                                        error);
}

static gboolean
stitch (Work    *work,
        GError **error)
{
  g_autoptr (GessoImage) base = decode (work, work->options->base, error);
  g_autoptr (GessoImage) answer = base != NULL ? decode (work, work->options->answer, error) : NULL;
  g_autoptr (GessoProtection) edit = answer != NULL ? make_edit (work, base, answer, error) : NULL;
  g_autoptr (GessoStitched) stitched = NULL;
  g_autofree char *xmp = NULL;

  if (edit == NULL || !write_heat_map (work, edit, answer, error))
    return FALSE;

  work->what = NULL;
  stitched = gesso_protection_stitch (edit, answer, progress_cb, work, work->cancellable, error);
  if (stitched == NULL)
    return FALSE;

  work->proof = stitched->proof;
  if (stitched->image == NULL)
    return TRUE;

  work->width = gesso_image_get_width (stitched->image);
  work->height = gesso_image_get_height (stitched->image);
  work->what = work->target;
  xmp = gesso_stitcher_make_xmp (work->options->answer, NULL, &work->proof);
  return gesso_protection_write_png (stitched, work->target, xmp, work->cancellable, error);
}

static void
stitch_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (stitch (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  gpointer *both = user_data;
  Work *work = both[1];

  gesso_cli_progress (both[0], _ ("putting the answer in"),
                      g_atomic_int_get (&work->permille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
emit_result (GessoCli   *cli,
             const Work *work)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "event", "result");
  json_object_set_null_member (object, "node");
  json_object_set_string_member (object, "file", work->target);
  json_object_set_string_member (object, "original", work->options->answer);
  json_object_set_int_member (object, "width", work->width);
  json_object_set_int_member (object, "height", work->height);
  json_object_set_object_member (object, "protection", gesso_proof_to_json (&work->proof));
  gesso_cli_emit (cli, object);
  gesso_cli_print (cli, "%s", work->target);
}

static int
work_and_tell (GessoCli *cli,
               Work     *work)
{
  gpointer both[] = { cli, work };
  guint timer = g_timeout_add (100, show_progress_cb, both);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, cli->cancellable, gesso_cli_result_cb, &result);
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_task_set_task_data (task, work, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, stitch_in_thread);
  done = g_task_propagate_boolean (G_TASK (gesso_cli_wait (&result)), &error);
  g_source_remove (timer);
  gesso_cli_end_progress (cli);

  gesso_cli_mask_tell (cli, work->found);
  if (!done && work->proof.refusal == GESSO_REFUSAL_NONE)
    return gesso_cli_protect_fail (cli, error, work->what);
  if (work->proof.refusal != GESSO_REFUSAL_NONE)
    return gesso_cli_protect_refuse (cli, &work->proof, work->options->answer);

  gesso_cli_protect_tell (cli, &work->proof);
  emit_result (cli, work);
  return 0;
}

/* What is written is always a PNG: another format could not keep what was verified. */
static char *
make_target (GessoCli   *cli,
             const char *output,
             const char *base)
{
  g_autofree char *name = g_path_get_basename (output != NULL ? output : base);
  g_autofree char *folder = output != NULL ? g_path_get_dirname (output) : g_strdup (".");
  char *dot = strrchr (name, '.');
  g_autofree char *stem = NULL;

  if (dot != NULL && dot != name)
    *dot = '\0';
  if (output != NULL && cli->force)
    return g_strdup (output);

  stem = output != NULL ? g_strdup (name) : g_strconcat (name, "-edited", NULL);
  return gesso_file_free_name (folder, stem, "png");
}

static int
check_and_work (GessoCli        *cli,
                const Options   *options,
                GessoCliProtect *protect)
{
  Work work = { .options = options, .cancellable = cli->cancellable, .proof = GESSO_PROOF_INIT };
  const char *text = NULL;
  int status = 0;

  if (options->base == NULL || options->answer == NULL)
    text = _ ("Name the picture with --base and the answer with --answer.");
  else if (!options->repair && options->mask == NULL && options->mask_rects == NULL
           && gesso_margins_is_none (&options->margins))
    text = _ ("Say what may change with --mask or --mask-rect.");
  else if (options->output != NULL && !g_str_has_suffix (options->output, ".png"))
    text = _ ("The picture is written as PNG; the name given with --output must end in .png.");
  if (text != NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", text);
  if (!gesso_cli_margins_check (cli, &options->margins, &status)
      || !gesso_cli_protect_get_options (protect, cli, &work.how, &status))
    return status;

  if (protect->context != NULL)
    gesso_cli_parse_rect (protect->context, &work.context);
  work.target = make_target (cli, options->output, options->base);
  status = work_and_tell (cli, &work);
  g_free (work.target);

  return status;
}

static int
run_stitch (GessoCli               *cli,
            const GessoCliCommand  *self,
            char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  Options options = { 0 };
  GessoCliProtect protect = GESSO_CLI_PROTECT_INIT;
  const GOptionEntry own[] = {
    { "base", 'b', 0, G_OPTION_ARG_FILENAME, &options.base, N_ ("The picture"), N_ ("FILE") },
    { "answer", 'a', 0, G_OPTION_ARG_FILENAME, &options.answer, N_ ("What a model made of it"),
      N_ ("FILE") },
    { "mask", 0, 0, G_OPTION_ARG_FILENAME, &options.mask,
      N_ ("Where it may change: white, or transparent"), N_ ("FILE") },
    { "mask-kind", 0, 0, G_OPTION_ARG_STRING, &options.mask_kind,
      N_ ("What marks the region, instead of finding out"), "white|transparent" },
    { "mask-rect", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.mask_rects,
      N_ ("The same as a rectangle; may be given again"), "X,Y,W,H" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The PNG file to write"),
      N_ ("FILE") },
    { "heat-map", 0, 0, G_OPTION_ARG_FILENAME, &options.heat_map,
      N_ ("A PNG file for what the model had changed around the mask"), N_ ("FILE") },
    { NULL },
  };
  g_autofree GOptionEntry *both = gesso_cli_protect_dup_entries (&protect, own);
  g_autofree GOptionEntry *entries = gesso_cli_margins_dup_entries (&options.margins, both);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
      else
        status = check_and_work (cli, &options, &protect);
    }
  options_clear (&options);
  gesso_cli_protect_clear (&protect);

  return status;
}

const GessoCliCommand gesso_cli_stitch = {
  .name = "stitch",
  .summary = N_ ("Put a model's answer back into a picture; nothing outside the mask changes."),
  .examples
  = "  gesso-cli stitch --base photo.png --answer answer.png --mask mask.png -o edited.png\n"
    "  gesso-cli stitch --base photo.png --answer answer.png --mask-rect 800,600,300,200 \\\n"
    "      --context 640,448,1024,768 -o edited.png\n",
  .run = run_stitch,
};

static int
run_repair (GessoCli               *cli,
            const GessoCliCommand  *self,
            char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  Options options = { .repair = TRUE };
  GessoCliProtect protect = GESSO_CLI_PROTECT_INIT;
  const GOptionEntry own[] = {
    { "base", 'b', 0, G_OPTION_ARG_FILENAME, &options.base, N_ ("The picture"), N_ ("FILE") },
    { "answer", 'a', 0, G_OPTION_ARG_FILENAME, &options.answer, N_ ("What a model made of it"),
      N_ ("FILE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The PNG file to write"),
      N_ ("FILE") },
    { "mask-output", 0, 0, G_OPTION_ARG_FILENAME, &options.mask_output,
      N_ ("A PNG file for the mask that was found; correct it and use it with stitch"),
      N_ ("FILE") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = gesso_cli_protect_dup_entries (&protect, own);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
      else if (protect.context != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                                 _ ("repair compares the whole picture; it takes no --context."));
      else
        status = check_and_work (cli, &options, &protect);
    }
  options_clear (&options);
  gesso_cli_protect_clear (&protect);

  return status;
}

const GessoCliCommand gesso_cli_repair = {
  .name = "repair",
  .summary = N_ ("Find what a model really changed, and restore all the rest."),
  .examples = "  gesso-cli repair --base photo.png --answer answer.png -o repaired.png\n"
              "  gesso-cli repair --base photo.png --answer answer.png --mask-output mask.png\n",
  .run = run_repair,
};
