/* gesso-words.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

/* Left-to-right isolate, and its end. */
#define LRI "\u2066"
#define PDI "\u2069"

/**
 * gesso_words_isolate:
 * @numbers: numbers and signs whose order means something, as "1536 × 1024" or "52 %"
 *
 * Where the interface runs from right to left, the signs between numbers would turn their order
 * around, and a width would be read as a height. An isolate keeps it.
 *
 * Returns: (transfer full): the same, safe in either direction
 */
char *
gesso_words_isolate (const char *numbers)
{
  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_strdup (numbers);

  return g_strconcat (LRI, numbers, PDI, NULL);
}

/**
 * gesso_words_pixels:
 * @pixels: an area
 *
 * Returns: (transfer full): the area as people say it, as "1.6 MP"
 */
char *
gesso_words_pixels (gint64 pixels)
{
  /* Translators: megapixels */
  g_autofree char *words = g_strdup_printf (_ ("%.1f MP"), pixels / 1000000.0);

  return gesso_words_isolate (words);
}

/**
 * gesso_words_size:
 * @size: a size in pixels, or auto
 *
 * Returns: (transfer full): as "1536 × 1024 · 1.6 MP"
 */
char *
gesso_words_size (const GessoSize *size)
{
  g_autofree char *pixels = NULL;
  g_autofree char *words = NULL;

  if (gesso_size_is_auto (size))
    return g_strdup (_ ("the service decides"));

  pixels = gesso_words_pixels (gesso_size_get_pixels (size));
  /* Translators: width × height · megapixels; the picture's width always stands first. */
  words = g_strdup_printf (_ ("%d × %d · %s"), size->width, size->height, pixels);
  return gesso_words_isolate (words);
}

/**
 * gesso_words_count:
 * @count: how many
 *
 * Returns: (transfer full): the number with its thousands set apart as the locale has it, with
 * commas where the locale says nothing, as "20,000"
 */
char *
gesso_words_count (gint64 count)
{
  const char *comma = localeconv ()->thousands_sep[0] != '\0' ? "" : ",";
  GString *words;

  if (comma[0] == '\0')
    return g_strdup_printf ("%\'" G_GINT64_FORMAT, count);

  words = g_string_new (NULL);
  g_string_printf (words, "%" G_GINT64_FORMAT, count);
  for (gssize at = (gssize) words->len - 3; at > (count < 0 ? 1 : 0); at -= 3)
    g_string_insert (words, at, comma);
  return g_string_free (words, FALSE);
}

static const struct
{
  const char *field; /* NULL: in every field */
  const char *value;
  const char *words;
} choices[] = {
  { "moderation", "auto", N_ ("Standard") },
  { "moderation", "low", N_ ("Less strict") },
  { "effort", "none", N_ ("None") },
  { "effort", "minimal", N_ ("Minimal") },
  { "routing", "manual", N_ ("By Hand") },
  { "routing", "size-class", N_ ("By Class") },
  { "routing", "token-budget", N_ ("By Tokens") },
  { "size-class", "small", N_ ("Small") },
  { "size-class", "large", N_ ("Large") },
  { NULL, "auto", N_ ("Auto") },
  { NULL, "low", N_ ("Low") },
  { NULL, "medium", N_ ("Medium") },
  { NULL, "high", N_ ("High") },
  { NULL, "xhigh", N_ ("Extra High") },
  { NULL, "max", N_ ("Maximum") },
  { NULL, "standard", N_ ("Standard") },
  { NULL, "hd", N_ ("HD") },
  { NULL, "opaque", N_ ("Opaque") },
  { NULL, "transparent", N_ ("Transparent") },
  { NULL, "png", "PNG" },
  { NULL, "jpeg", "JPEG" },
  { NULL, "webp", "WebP" },
  { "role", "subject", N_ ("Subject") },
  { "role", "style", N_ ("Style") },
  { "role", "logo", N_ ("Logo") },
  { "role", "palette", N_ ("Palette") },
};

/**
 * gesso_words_choice:
 * @field: which parameter
 * @value: its value on the wire, an open set
 *
 * Returns: (transfer full): what people call it; the value itself when it is not known
 */
char *
gesso_words_choice (const char *field,
                    const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if ((choices[i].field == NULL || g_str_equal (choices[i].field, field))
        && g_str_equal (choices[i].value, value))
      return g_strdup (_ (choices[i].words));

  return g_strdup (value);
}

/**
 * gesso_words_size_problem:
 * @problem: the rule that is broken
 * @rule: the model's sizes
 * @size: (nullable): the wish
 *
 * Returns: (transfer full): one sentence that names the rule
 */
char *
gesso_words_size_problem (GessoSizeProblem     problem,
                          const GessoSizeRule *rule,
                          const GessoSize     *size)
{
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  switch (problem)
    {
    case GESSO_SIZE_PROBLEM_MULTIPLE:
      return g_strdup_printf (_ ("Both sides must be a multiple of %d."), rule->multiple);
    case GESSO_SIZE_PROBLEM_EDGE:
      if (size != NULL && MIN (size->width, size->height) < rule->min_edge)
        return g_strdup_printf (_ ("A side must be at least %d pixels."), rule->min_edge);
      return g_strdup_printf (_ ("A side may be at most %d pixels."), rule->max_edge);
    case GESSO_SIZE_PROBLEM_RATIO:
      return g_strdup_printf (_ ("The long side may be at most %d times the short one."),
                              rule->max_ratio);
    case GESSO_SIZE_PROBLEM_PIXELS:
      least = gesso_words_count (rule->min_pixels);
      most = gesso_words_count (rule->max_pixels);
      /* Translators: two numbers of pixels, written with their thousands set apart. */
      return g_strdup_printf (_ ("The picture must have %s to %s pixels."), least, most);
    case GESSO_SIZE_PROBLEM_FIXED:
      return g_strdup (_ ("The model knows a few sizes only, and this is none of them."));
    case GESSO_SIZE_PROBLEM_NONE:
    default:
      return g_strdup ("");
    }
}

/**
 * gesso_words_stage:
 * @stage: where a run is
 * @fraction: 0–1, or negative when nobody can know
 *
 * Returns: (transfer full): a word or two, as "Receiving 63 %"
 */
char *
gesso_words_stage (GessoRunStage stage,
                   double        fraction)
{
  int percent = CLAMP ((int) (fraction * 100), 0, 100);

  switch (stage)
    {
    case GESSO_RUN_STAGE_PREPARING:
      return g_strdup (_ ("Preparing"));
    case GESSO_RUN_STAGE_CONNECTING:
      return g_strdup (_ ("Connecting"));
    case GESSO_RUN_STAGE_SENDING:
      if (fraction >= 0)
        return g_strdup_printf (_ ("Sending %d %%"), percent);
      return g_strdup (_ ("Sending"));
    case GESSO_RUN_STAGE_WORKING:
      return g_strdup (_ ("Working"));
    case GESSO_RUN_STAGE_RECEIVING:
      if (fraction >= 0)
        return g_strdup_printf (_ ("Receiving %d %%"), percent);
      return g_strdup (_ ("Receiving"));
    case GESSO_RUN_STAGE_RETRY_WAIT:
      return g_strdup (_ ("Waiting to try again"));
    case GESSO_RUN_STAGE_SAVING:
      return g_strdup (_ ("Saving"));
    default:
      return g_strdup ("");
    }
}

/**
 * gesso_words_seconds:
 * @seconds: a duration
 *
 * Returns: (transfer full): as "8 s" or "2:07"
 */
char *
gesso_words_seconds (int seconds)
{
  g_autofree char *words = NULL;

  if (seconds < 60)
    /* Translators: seconds */
    words = g_strdup_printf (_ ("%d s"), seconds);
  else if (seconds < 3600)
    words = g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
  else
    words = g_strdup_printf ("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return gesso_words_isolate (words);
}

/**
 * gesso_words_day:
 * @time_us: microseconds since 1970
 *
 * Returns: (transfer full): the day where we are, as people write it there
 */
char *
gesso_words_day (gint64 time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  char *day = local != NULL ? g_date_time_format (local, "%x") : NULL;

  return day != NULL ? day : g_strdup ("");
}

/**
 * gesso_words_tested:
 * @findings: what a test of the account found out
 *
 * What the account does otherwise than one would expect and a composer cannot show by leaving
 * something out.
 *
 * Returns: (transfer full) (nullable): a sentence or two; NULL when there is nothing to say
 */
char *
gesso_words_tested (const GessoFindings *findings)
{
  g_autofree char *day = gesso_words_day (findings->found_us);
  g_autoptr (GString) words = g_string_new (NULL);

  if (findings->edits == GESSO_FINDING_NO)
    /* Translators: %s is a date */
    g_string_append_printf (words, _ ("When it was tested on %s, it did not edit pictures."), day);
  else if (findings->mask == GESSO_FINDING_NO)
    /* Translators: %s is a date */
    g_string_append_printf (words,
                            _ ("When it was tested on %s, it did not keep to masks. Gesso puts "
                               "back what it changes outside."),
                            day);
  if (findings->sizes == GESSO_FINDING_NO)
    {
      g_autofree char *asked = gesso_words_size (&findings->asked);
      g_autofree char *given = gesso_words_size (&findings->size);

      if (words->len > 0)
        g_string_append_c (words, ' ');
      /* Translators: sizes, as "1024 × 1024", and a date */
      g_string_append_printf (words, _ ("Asked for %s, it gave %s (tested on %s)."), asked, given,
                              day);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}
