/* gesso-finding-rows.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/preferences/gesso-finding-rows.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "ui/support/gesso-words.h"

/* What a test of an account found out, as rows: what was asked, the answer, and what Gesso does
 * about it. */

static GtkWidget *
make_row (const char *title,
          const char *consequence)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (consequence != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), consequence);
  return row;
}

static void
add_value (GPtrArray  *rows,
           const char *title,
           const char *consequence,
           const char *value)
{
  GtkWidget *row = make_row (title, consequence);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  g_ptr_array_add (rows, row);
}

static void
add_answer (GPtrArray    *rows,
            const char   *title,
            const char   *if_no,
            GessoFinding  answer)
{
  add_value (rows, title, answer == GESSO_FINDING_NO ? if_no : NULL,
             answer == GESSO_FINDING_YES  ? _ ("Yes")
             : answer == GESSO_FINDING_NO ? _ ("No")
                                          : _ ("Not known"));
}

static void
add_sizes (GPtrArray           *rows,
           const GessoFindings *findings)
{
  g_autofree char *asked = gesso_words_size (&findings->asked);
  g_autofree char *given = gesso_words_size (&findings->size);
  /* Translators: both are sizes, as "1024 × 1024" */
  g_autofree char *words
      = g_strdup_printf (_ ("Asked for %s, got %s. Pictures come as the service gives them."),
                         asked, given);

  add_answer (rows, _ ("Sizes as Asked For"), words, findings->sizes);
}

static void
add_mask (GPtrArray           *rows,
          const GessoFindings *findings)
{
  const char *title = _ ("Keeps to the Mask");

  if (findings->polarity == NULL)
    add_answer (rows, title, _ ("It changes more than is marked. Gesso puts everything else back."),
                findings->mask);
  else if (g_str_equal (findings->polarity, "alpha"))
    add_value (rows, title, NULL, _ ("Yes, where it is transparent"));
  else if (g_str_equal (findings->polarity, "white"))
    add_value (rows, title, NULL, _ ("Yes, where it is white"));
  else
    add_value (rows, title, _ ("Masks are sent to it the other way round."),
               _ ("Yes, where it is black"));
}

static void
add_day (GPtrArray           *rows,
         const GessoFindings *findings)
{
  g_autofree char *day = gesso_words_day (findings->found_us);
  /* Translators: %s is a date */
  g_autofree char *title = g_strdup_printf (_ ("Tested on %s"), day);
  g_autofree char *cost
      = findings->cost_micros >= 0 ? gesso_money_format (findings->cost_micros) : NULL;
  /* Translators: the first %s is the name of a model, the second an amount, as "$0.011" */
  g_autofree char *words
      = cost != NULL ? g_strdup_printf (_ ("%s. The test cost %s."), findings->model, cost)
                     : g_strdup (findings->model);
  GtkWidget *row = make_row (title, words);
  GtkWidget *forget = gtk_button_new_with_label (_ ("Forget"));

  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (forget, _ ("Forget what the test found out"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (forget), "trial.forget");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  g_ptr_array_add (rows, row);
}

/**
 * gesso_finding_rows_make:
 * @findings: what a test found out
 *
 * The last row has a button for the action "trial.forget".
 *
 * Returns: (transfer container) (element-type GtkWidget): floating rows
 */
GPtrArray *
gesso_finding_rows_make (const GessoFindings *findings)
{
  GPtrArray *rows = g_ptr_array_new ();

  add_sizes (rows, findings);
  add_answer (rows, _ ("Previews"), _ ("Gesso does not ask for them."), findings->previews);
  add_answer (rows, _ ("Transparent Background"), _ ("Gesso does not offer it."),
              findings->transparency);
  add_answer (rows, _ ("Edits"), _ ("Gesso makes new pictures only."), findings->edits);
  add_mask (rows, findings);
  add_day (rows, findings);
  return rows;
}

/**
 * gesso_finding_rows_make_note:
 * @icon: the name of an icon
 * @words: a sentence
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
gesso_finding_rows_make_note (const char *icon,
                              const char *words)
{
  GtkWidget *row = make_row (words, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  return row;
}
