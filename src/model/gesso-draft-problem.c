/* gesso-draft-problem.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft-problem.h"

#include <glib/gi18n-lib.h>

/* GessoDraftProblem is one reason why a draft cannot be sent, with what is needed to say it. The
 * sentences stand here, beside the codes, because the window and the command line must say the
 * same. A plain value in the draft's array. */

static char *
describe_size (const GessoDraftProblem *self)
{
  int limit = (int) CLAMP (self->limit, 0, G_MAXINT);
  int value = (int) CLAMP (self->value, 0, G_MAXINT);

  switch (self->size_problem)
    {
    case GESSO_SIZE_PROBLEM_MULTIPLE:
      return g_strdup_printf (_ ("Width and height must be multiples of %d."), limit);
    case GESSO_SIZE_PROBLEM_EDGE:
      return g_strdup_printf (_ ("Each side must have between %d and %d pixels."), value, limit);
    case GESSO_SIZE_PROBLEM_RATIO:
      return g_strdup_printf (_ ("The longer side is at most %d times the shorter one."), limit);
    case GESSO_SIZE_PROBLEM_PIXELS:
      if (limit == 0)
        return g_strdup_printf (_ ("The picture must have at least %'d pixels."), value);
      return g_strdup_printf (_ ("The picture must have between %'d and %'d pixels."), value,
                              limit);
    case GESSO_SIZE_PROBLEM_NONE:
    case GESSO_SIZE_PROBLEM_FIXED:
    default:
      return g_strdup (_ ("The model does not make pictures of this size."));
    }
}

static char *
describe_reference (const GessoDraftProblem *self)
{
  int number = (int) self->index + 1;

  switch ((int) self->code)
    {
    case GESSO_DRAFT_TOO_MANY_REFERENCES:
      if (self->limit == 0)
        return g_strdup (_ ("The model takes no pictures."));
      return g_strdup_printf (ngettext ("The model takes at most %d picture, there are %d.",
                                        "The model takes at most %d pictures, there are %d.",
                                        (gulong) self->limit),
                              (int) self->limit, (int) self->value);
    case GESSO_DRAFT_REFERENCE_TOO_LARGE:
      {
        g_autofree char *size = g_format_size ((guint64) self->value);
        g_autofree char *limit = g_format_size ((guint64) self->limit);

        return g_strdup_printf (_ ("Image %d has %s; the model takes at most %s."), number, size,
                                limit);
      }
    case GESSO_DRAFT_REFERENCE_BUSY:
      return g_strdup_printf (_ ("Image %d is still being read."), number);
    case GESSO_DRAFT_REFERENCE_BROKEN:
    default:
      return g_strdup_printf (_ ("Image %d could not be read. Remove or replace it."), number);
    }
}

static char *
describe_prompt_length (const GessoDraftProblem *self)
{
  gint64 excess = self->value - self->limit;

  return g_strdup_printf (ngettext ("The prompt is %d character too long.",
                                    "The prompt is %d characters too long.", (gulong) excess),
                          (int) MIN (excess, G_MAXINT));
}

/**
 * gesso_draft_problem_clear:
 * @self: a problem
 *
 * Frees what it owns, not itself.
 */
void
gesso_draft_problem_clear (GessoDraftProblem *self)
{
  g_clear_pointer (&self->text, g_free);
}

/**
 * gesso_draft_problem_describe:
 * @self: a problem
 *
 * Main thread.
 *
 * Returns: (transfer full): one sentence for people, in their language
 */
char *
gesso_draft_problem_describe (const GessoDraftProblem *self)
{
  const char *text = self->text != NULL ? self->text : "";

  switch (self->code)
    {
    case GESSO_DRAFT_PROMPT_EMPTY:
      return g_strdup (_ ("Describe the picture first."));
    case GESSO_DRAFT_PROMPT_TOO_LONG:
      return describe_prompt_length (self);
    case GESSO_DRAFT_MODEL_MISSING:
      return g_strdup (_ ("Choose a model."));
    case GESSO_DRAFT_MODEL_SHUT_DOWN:
      return g_strdup_printf (_ ("The service ended this model on %s. Choose another one."), text);
    case GESSO_DRAFT_MODEL_CANNOT_EDIT:
      return g_strdup (
          _ ("The model cannot work with pictures. Remove them or choose another one."));
    case GESSO_DRAFT_SIZE_ILLEGAL:
      return describe_size (self);
    case GESSO_DRAFT_TOO_MANY_REFERENCES:
    case GESSO_DRAFT_REFERENCE_TOO_LARGE:
    case GESSO_DRAFT_REFERENCE_BUSY:
    case GESSO_DRAFT_REFERENCE_BROKEN:
      return describe_reference (self);
    case GESSO_DRAFT_MASK_WITHOUT_BASE:
      return g_strdup (_ ("The mask needs a picture that it belongs to."));
    case GESSO_DRAFT_MASK_UNSUPPORTED:
      return g_strdup (_ ("The model takes no mask."));
    case GESSO_DRAFT_MASK_SIZE:
      return g_strdup (_ ("The mask must have the size of the first picture."));
    case GESSO_DRAFT_QUALITY_UNSUPPORTED:
      return g_strdup_printf (_ ("The model has no quality “%s”."), text);
    case GESSO_DRAFT_BACKGROUND_UNSUPPORTED:
      return g_strdup_printf (_ ("The model makes no background “%s”."), text);
    case GESSO_DRAFT_FORMAT_UNSUPPORTED:
      return g_strdup_printf (_ ("The model does not write files of the format “%s”."), text);
    case GESSO_DRAFT_FORMAT_TRANSPARENT:
      return g_strdup (_ ("A transparent background needs PNG or WebP."));
    case GESSO_DRAFT_TOO_MANY_PICTURES:
      return g_strdup_printf (ngettext ("The model makes at most %d picture at once.",
                                        "The model makes at most %d pictures at once.",
                                        (gulong) self->limit),
                              (int) self->limit);
    case GESSO_DRAFT_EXTRA_NOT_JSON:
      return g_strdup (_ ("The further parameters are not a JSON object."));
    default:
      g_return_val_if_reached (NULL);
    }
}
