/* gesso-cli-protect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"

#include "protect/gesso-protect-error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* What the commands that put an answer back into a picture share: their options, and the sentences
 * about what came of it. */

static guint
count (const GOptionEntry *entries)
{
  guint n = 0;

  while (entries != NULL && entries[n].long_name != NULL)
    n++;
  return n;
}

static GOptionEntry *
join (const GOptionEntry *others,
      const GOptionEntry *own,
      gsize               n_own)
{
  guint n = count (others);
  GOptionEntry *all = g_new0 (GOptionEntry, n + n_own + 1);

  if (n > 0)
    memcpy (all, others, n * sizeof *all);
  memcpy (all + n, own, n_own * sizeof *own);
  return all;
}

/**
 * gesso_cli_protect_dup_entries:
 * @self: where the options are written; must outlive the parsing
 * @others: (nullable): options of the command itself, ended by an empty one
 *
 * Returns: (transfer full): both, ended by an empty one
 */
GOptionEntry *
gesso_cli_protect_dup_entries (GessoCliProtect    *self,
                               const GOptionEntry *others)
{
  const GOptionEntry own[] = {
    { "mode", 0, 0, G_OPTION_ARG_STRING, &self->mode,
      N_ ("replace hides what is under the mask from the model, adjust shows it"),
      "replace|adjust" },
    { "grow", 0, 0, G_OPTION_ARG_INT, &self->grow,
      N_ ("How much further than the mask the model may go, in pixels"), N_ ("NUMBER") },
    { "feather", 0, 0, G_OPTION_ARG_INT, &self->feather,
      N_ ("Width of the cross-fade inside the mask, in pixels"), N_ ("NUMBER") },
    { "feather-outward", 0, 0, G_OPTION_ARG_NONE, &self->feather_outward,
      N_ ("Let the cross-fade reach outside of the mask"), NULL },
    { "context", 0, 0, G_OPTION_ARG_STRING, &self->context,
      N_ ("Which part is sent, instead of finding one"), "X,Y,W,H" },
    { "no-tone", 0, 0, G_OPTION_ARG_NONE, &self->no_tone,
      N_ ("Do not match the answer's brightness"), NULL },
    { "seam", 0, 0, G_OPTION_ARG_STRING, &self->seam,
      N_ ("gradient bends the answer's colours towards the original"), "plain|gradient" },
  };

  return join (others, own, G_N_ELEMENTS (own));
}

/**
 * gesso_cli_regions_dup_entries:
 * @self: where the options are written; must outlive the parsing
 * @others: (nullable): options of the command itself, ended by an empty one
 *
 * Returns: (transfer full): both, ended by an empty one
 */
GOptionEntry *
gesso_cli_regions_dup_entries (GessoCliProtect    *self,
                               const GOptionEntry *others)
{
  const GOptionEntry own[] = {
    { "regions", 0, 0, G_OPTION_ARG_STRING, &self->regions,
      N_ ("Send what lies far apart as one request, or each by itself"), "joined|separate" },
  };

  return join (others, own, G_N_ELEMENTS (own));
}

/**
 * gesso_cli_margins_dup_entries:
 * @self: where the options are written; must outlive the parsing
 * @others: (nullable): options of the command itself, ended by an empty one
 *
 * Returns: (transfer full): both, ended by an empty one
 */
GOptionEntry *
gesso_cli_margins_dup_entries (GessoMargins       *self,
                               const GOptionEntry *others)
{
  const GOptionEntry own[] = {
    { "left", 0, 0, G_OPTION_ARG_INT, &self->left, N_ ("Pixels that are added on the left"),
      N_ ("NUMBER") },
    { "right", 0, 0, G_OPTION_ARG_INT, &self->right, N_ ("Pixels that are added on the right"),
      N_ ("NUMBER") },
    { "top", 0, 0, G_OPTION_ARG_INT, &self->top, N_ ("Pixels that are added above"),
      N_ ("NUMBER") },
    { "bottom", 0, 0, G_OPTION_ARG_INT, &self->bottom, N_ ("Pixels that are added below"),
      N_ ("NUMBER") },
  };

  return join (others, own, G_N_ELEMENTS (own));
}

/**
 * gesso_cli_margins_check:
 * @cli: the run
 * @self: margins as they were typed
 * @out_status: (out): the exit status when one is wrong
 *
 * Returns: whether they can be used
 */
gboolean
gesso_cli_margins_check (GessoCli           *cli,
                         const GessoMargins *self,
                         int                *out_status)
{
  const int sides[] = { self->left, self->top, self->right, self->bottom };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] < 0 || sides[i] > GESSO_MARGINS_MAX)
      {
        *out_status = gesso_cli_fail (
            cli, GESSO_FAILURE_USAGE, "%s",
            _ ("--left, --right, --top and --bottom are numbers from 0 to 32768."));
        return FALSE;
      }

  return TRUE;
}

/**
 * gesso_cli_protect_clear:
 * @self: options
 */
void
gesso_cli_protect_clear (GessoCliProtect *self)
{
  g_free (self->mode);
  g_free (self->context);
  g_free (self->seam);
  g_free (self->regions);
  memset (self, 0, sizeof *self);
}

/**
 * gesso_cli_parse_rect:
 * @text: "X,Y,WIDTH,HEIGHT"
 * @out_rect: (out): the rectangle
 *
 * Returns: whether @text is one that is not empty
 */
gboolean
gesso_cli_parse_rect (const char *text,
                      GessoRect  *out_rect)
{
  int end = -1;

  return sscanf (text, "%8d,%8d,%8d,%8d%n", &out_rect->x, &out_rect->y, &out_rect->width,
                 &out_rect->height, &end)
             == 4
         && end > 0 && text[end] == '\0' && out_rect->width > 0 && out_rect->height > 0;
}

/**
 * gesso_cli_protect_get_options:
 * @self: options
 * @cli: the run
 * @out_options: (out): what they say
 * @out_status: (out): the exit status when one is wrong
 *
 * Returns: whether all are right
 */
gboolean
gesso_cli_protect_get_options (GessoCliProtect    *self,
                               GessoCli           *cli,
                               GessoStitchOptions *out_options,
                               int                *out_status)
{
  GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  const char *text = NULL;
  GessoRect rect;

  options.grow = self->grow;
  options.feather = self->feather;
  options.feather_outward = self->feather_outward;
  options.tone = !self->no_tone;
  if (self->mode != NULL && !gesso_edit_mode_parse (self->mode, &options.mode))
    text = _ ("--mode is replace or adjust.");
  else if (self->seam != NULL && !gesso_seam_parse (self->seam, &options.seam))
    text = _ ("--seam is plain or gradient.");
  else if (self->grow < 0 || self->grow > GESSO_STITCH_MAX_PX || self->feather < 0
           || self->feather > GESSO_STITCH_MAX_PX)
    text = _ ("--grow and --feather are numbers from 0 to 256.");
  else if (self->regions != NULL && !g_str_equal (self->regions, "joined")
           && !g_str_equal (self->regions, "separate"))
    text = _ ("--regions is joined or separate.");
  else if (self->regions != NULL && self->context != NULL)
    text = _ ("--context and --regions cannot be given together.");
  else if (self->context != NULL && !gesso_cli_parse_rect (self->context, &rect))
    text = _ ("--context is X,Y,WIDTH,HEIGHT in pixels.");
  if (text != NULL)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", text);
      return FALSE;
    }

  *out_options = options;
  return TRUE;
}

/**
 * gesso_cli_protect_fail:
 * @cli: the run
 * @error: what went wrong
 * @what: (nullable): the file it happened to
 *
 * Returns: the exit status
 */
int
gesso_cli_protect_fail (GessoCli     *cli,
                        const GError *error,
                        const char   *what)
{
  if (error->domain == G_OPTION_ERROR)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", error->message);
  if (g_error_matches (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_MASK_EMPTY))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("The mask marks nothing that may change."));
  if (g_error_matches (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_RECT))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("The part given with --context does not hold all that the mask "
                              "marks."));
  if (g_error_matches (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_NOT_PROVEN))
    return gesso_cli_fail (cli, GESSO_FAILURE_DAMAGED, "%s",
                           _ ("Pixels outside the mask would differ; nothing was written."));

  return gesso_cli_fail_with (cli, error, what);
}

static const char *
describe_refusal (GessoRefusal refusal)
{
  switch (refusal)
    {
    case GESSO_REFUSAL_DIFFERENT:
      return _ ("Around the mask the answer shows another picture; it was not put in.");
    case GESSO_REFUSAL_SHIFT:
      return _ ("The answer is moved or scaled too far to be put in.");
    case GESSO_REFUSAL_EMPTY:
      return _ ("The answer is transparent where it should be put in.");
    case GESSO_REFUSAL_INPUT:
      return _ ("The picture or its mask could not be read again; the answer was not put in.");
    case GESSO_REFUSAL_NONE:
    default:
      return NULL;
    }
}

/**
 * gesso_cli_protect_refuse:
 * @cli: the run
 * @proof: why an answer was not put in
 * @answer: where the answer is
 *
 * Returns: the exit status
 */
int
gesso_cli_protect_refuse (GessoCli         *cli,
                          const GessoProof *proof,
                          const char       *answer)
{
  return gesso_cli_fail (cli, GESSO_FAILURE_DAMAGED, _ ("%s The whole answer is in %s."),
                         describe_refusal (proof->refusal), answer);
}

/**
 * gesso_cli_protect_tell:
 * @cli: the run
 * @proof: what was verified
 *
 * Says it on standard error.
 */
void
gesso_cli_protect_tell (GessoCli         *cli,
                        const GessoProof *proof)
{
  g_autofree char *different = NULL;
  g_autofree char *checked = NULL;

  if (proof->refusal != GESSO_REFUSAL_NONE)
    {
      gesso_cli_note (cli, "%s", describe_refusal (proof->refusal));
      return;
    }

  different = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->different);
  checked = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->checked);
  /* TRANSLATORS: both are numbers: "0 of 23985152 pixels …" */
  gesso_cli_note (cli, _ ("%s of %s pixels differ outside the mask."), different, checked);
  if (proof->corrected)
    gesso_cli_note (cli,
                    _ ("The answer lay %.1f to the right and %.1f down at %.1f %%; that was "
                       "taken back."),
                    proof->shift_x, proof->shift_y, 100 * proof->scale);
  if (proof->drift_known)
    gesso_cli_note (cli,
                    _ ("Before that the model had changed %.0f %% of the surroundings visibly."),
                    100 * proof->drift_share);
}
