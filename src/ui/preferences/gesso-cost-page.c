/* gesso-cost-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCostPage: what may be spent, what was paid, by month, account, project and, under each
 * project, by session, and where the prices come from. It reads the ledger's sums each time it is
 * shown and when a job has ended.
 */

#include "config.h"

#include "ui/preferences/gesso-cost-page.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "studio/gesso-cost-total.h"
#include "ui/preferences/gesso-budget-row.h"

enum
{
  GROUP_MONTHS,
  GROUP_ACCOUNTS,
  GROUP_PROJECTS,
  N_GROUPS,
};

struct _GessoCostPage
{
  AdwPreferencesPage parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *rows[N_GROUPS]; /* (owned) (element-type GtkWidget): in each group */
  GPtrArray *month_totals;   /* (owned) (nullable) */
  GPtrArray *project_totals; /* (owned) (nullable) */
  GHashTable *open_projects; /* (owned): ids of those that show their sessions */
  GHashTable *budget_rows;   /* (owned): id of a project, or "" for the month → GessoBudgetRow */

  /* Children of the template. */
  AdwPreferencesGroup *budgets;
  AdwPreferencesGroup *months;
  AdwPreferencesGroup *accounts;
  AdwPreferencesGroup *projects;
  AdwActionRow *date_row;
  AdwActionRow *override_row;
};

G_DEFINE_FINAL_TYPE (GessoCostPage, gesso_cost_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
describe_total (const GessoCostTotal *total)
{
  g_autofree char *pictures
      = g_strdup_printf (ngettext ("%u picture", "%u pictures", total->n_pictures),
                         total->n_pictures);
  g_autofree char *words = NULL;
  g_autofree char *range = NULL;

  if (total->unknown_high > 0)
    {
      range = gesso_money_format_range (total->unknown_low, total->unknown_high);
      /* Translators: a number of pictures, then an estimate for those whose price is not known */
      words = g_strdup_printf (_ ("%s, and an estimated %s not confirmed by the service"), pictures,
                               range);
    }
  if (total->uncounted == NULL)
    return g_strdup (words != NULL ? words : pictures);

  return g_strdup_printf ("%s; %s", words != NULL ? words : pictures, total->uncounted);
}

static const char *
name_project (const char *name)
{
  return name != NULL && name[0] != '\0' ? name : _ ("Unsorted");
}

/* What was spent outside of all sessions was spent on trying services out. */
static const char *
name_total (const GessoCostTotal *total,
            int                   which)
{
  if (total->key[0] == '\0')
    return _ ("Trying services out");
  if (which == GROUP_PROJECTS)
    return name_project (total->label);
  return total->label != NULL && total->label[0] != '\0' ? total->label : total->key;
}

static void
fill_row (GtkWidget            *row,
          const GessoCostTotal *total,
          const char           *title)
{
  g_autofree char *words = describe_total (total);
  GtkWidget *label = gtk_label_new (total->amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  if (ADW_IS_EXPANDER_ROW (row))
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), label);
    }
  else
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
}

static void
clear_rows (GessoCostPage       *self,
            AdwPreferencesGroup *group,
            int                  which)
{
  GPtrArray *rows = self->rows[which];

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (GessoCostPage       *self,
         AdwPreferencesGroup *group,
         int                  which,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows[which], row);
}

static void
expanded_cb (AdwExpanderRow *row,
             GParamSpec     *pspec,
             GessoCostPage  *self)
{
  const char *project = g_object_get_data (G_OBJECT (row), "project");

  if (adw_expander_row_get_expanded (row))
    g_hash_table_add (self->open_projects, g_strdup (project));
  else
    g_hash_table_remove (self->open_projects, project);
}

/* A project opens up to show its sessions, and stays open when its sums change. */
static GtkWidget *
make_row (GessoCostPage        *self,
          const GessoCostTotal *total,
          int                   which)
{
  GtkWidget *row = which == GROUP_PROJECTS && total->key[0] != '\0' ? adw_expander_row_new ()
                                                                    : adw_action_row_new ();

  fill_row (row, total, name_total (total, which));
  if (ADW_IS_EXPANDER_ROW (row))
    {
      g_object_set_data_full (G_OBJECT (row), "project", g_strdup (total->key), g_free);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row),
                                     g_hash_table_contains (self->open_projects, total->key));
      g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
    }
  return row;
}

static void
show_totals (GessoCostPage *self,
             int            which,
             GPtrArray     *totals)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->months, self->accounts, self->projects };

  clear_rows (self, groups[which], which);
  for (guint i = 0; i < totals->len; i++)
    add_row (self, groups[which], which, make_row (self, totals->pdata[i], which));
  if (totals->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nothing was made yet"));
      add_row (self, groups[which], which, row);
    }
}

static GPtrArray *
take_totals (GObject      *source,
             GAsyncResult *result)
{
  g_autoptr (GPtrArray) sums
      = gesso_library_sum_costs_finish (GESSO_LIBRARY (source), result, NULL);

  return sums != NULL ? gesso_cost_totals_new (sums) : NULL;
}

static void
accounts_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GPtrArray) totals = take_totals (source, result);

  if (totals != NULL)
    show_totals (user_data, GROUP_ACCOUNTS, totals);
}

/* Newest first: ids of sessions sort by time. */
static void
add_sessions (AdwExpanderRow *row,
              GPtrArray      *totals)
{
  const char *project = g_object_get_data (G_OBJECT (row), "project");

  for (guint i = totals->len; i > 0; i--)
    {
      const GessoCostTotal *total = totals->pdata[i - 1];
      gboolean has_title = total->label != NULL && total->label[0] != '\0';
      GtkWidget *session;

      if (g_strcmp0 (total->parent, project) != 0)
        continue;
      session = adw_action_row_new ();
      fill_row (session, total, has_title ? total->label : _ ("Untitled"));
      adw_expander_row_add_row (row, session);
    }
}

static void
sessions_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GPtrArray) totals = take_totals (source, result);
  GessoCostPage *self;
  GPtrArray *rows;

  if (totals == NULL)
    return;

  self = user_data;
  rows = self->rows[GROUP_PROJECTS];
  for (guint i = 0; i < rows->len; i++)
    {
      GObject *row = rows->pdata[i];

      /* An answer may come that was asked for before the rows were made anew. */
      if (!ADW_IS_EXPANDER_ROW (row) || g_object_get_data (row, "filled") != NULL)
        continue;
      add_sessions (ADW_EXPANDER_ROW (row), totals);
      g_object_set_data (row, "filled", self);
    }
}

static void
budget_changed_cb (GtkWidget *row,
                   gint64     micros,
                   gpointer   user_data)
{
  GessoCostPage *self = user_data;
  GessoLibrary *library = gesso_studio_get_library (self->studio);
  const char *project_id = g_object_get_data (G_OBJECT (row), "project");

  if (library == NULL)
    return;
  if (project_id[0] == '\0')
    gesso_library_set_month_budget_async (library, micros, NULL, NULL, NULL);
  else
    gesso_library_set_budget_async (library, project_id, micros, NULL, NULL, NULL);
}

static GessoBudgetRow *
ensure_budget_row (GessoCostPage *self,
                   const char    *project_id,
                   const char    *title)
{
  GtkWidget *row = g_hash_table_lookup (self->budget_rows, project_id);

  if (row != NULL)
    return GESSO_BUDGET_ROW (row);

  row = gesso_budget_row_new (title);
  g_object_set_data_full (G_OBJECT (row), "project", g_strdup (project_id), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (budget_changed_cb), self, 0);
  g_hash_table_insert (self->budget_rows, g_strdup (project_id), row);
  adw_preferences_group_add (self->budgets, row);
  return GESSO_BUDGET_ROW (row);
}

/* With @used -1 what is used is the whole total, at most. */
static void
show_budget (GessoCostPage        *self,
             const char           *project_id,
             const char           *title,
             gint64                limit,
             const GessoCostTotal *total,
             gint64                used)
{
  if (used < 0)
    used = total != NULL ? total->actual_micros + total->unknown_high : 0;
  gesso_budget_row_set_sums (ensure_budget_row (self, project_id, title), limit, used,
                             total != NULL ? total->uncounted : NULL);
}

static void
projects_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GPtrArray) projects
      = gesso_library_list_projects_finish (GESSO_LIBRARY (source), result, NULL);
  GessoCostPage *self;

  if (projects == NULL)
    return;

  self = user_data;
  for (guint i = 0; i < projects->len; i++)
    {
      const GessoProjectInfo *project = g_ptr_array_index (projects, i);

      show_budget (self, project->id, name_project (project->name), project->budget_micros,
                   gesso_cost_totals_find (self->project_totals, project->id), -1);
    }
}

static void
projects_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GPtrArray) totals = take_totals (source, result);
  GessoCostPage *self;

  if (totals == NULL)
    return;

  self = user_data;
  show_totals (self, GROUP_PROJECTS, totals);
  g_clear_pointer (&self->project_totals, g_ptr_array_unref);
  self->project_totals = g_steal_pointer (&totals);
  gesso_library_list_projects_async (GESSO_LIBRARY (source), self->cancellable, projects_listed_cb,
                                     self);
  gesso_library_sum_costs_async (GESSO_LIBRARY (source), GESSO_COST_GROUP_SESSION, 0, 0,
                                 self->cancellable, sessions_cb, self);
}

static void
budget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoBudgetReport) report
      = gesso_library_load_budget_finish (GESSO_LIBRARY (source), result, NULL);
  GessoCostPage *self;

  if (report == NULL)
    return;

  self = user_data;
  show_budget (self, "", _ ("Each Month"), report->month_limit,
               gesso_cost_totals_find (self->month_totals, report->month), report->month_used);
  gesso_library_sum_costs_async (GESSO_LIBRARY (source), GESSO_COST_GROUP_PROJECT, 0, 0,
                                 self->cancellable, projects_cb, self);
}

static void
months_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GPtrArray) totals = take_totals (source, result);
  GessoCostPage *self;

  if (totals == NULL)
    return;

  self = user_data;
  show_totals (self, GROUP_MONTHS, totals);
  g_clear_pointer (&self->month_totals, g_ptr_array_unref);
  self->month_totals = g_steal_pointer (&totals);
  gesso_library_load_budget_async (GESSO_LIBRARY (source), NULL, 0, self->cancellable, budget_cb,
                                   self);
}

static void
show_ledger (GessoCostPage *self)
{
  GessoLibrary *library;

  if (self->studio == NULL || gesso_studio_get_library (self->studio) == NULL)
    return;

  /* One question after the other leads to the budgets, which lean on the sums. */
  library = gesso_studio_get_library (self->studio);
  gesso_library_sum_costs_async (library, GESSO_COST_GROUP_MONTH, 0, 0, self->cancellable,
                                 months_cb, self);
  gesso_library_sum_costs_async (library, GESSO_COST_GROUP_ACCOUNT, 0, 0, self->cancellable,
                                 accounts_cb, self);
}

static void
gesso_cost_page_dispose (GObject *object)
{
  GessoCostPage *self = GESSO_COST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_COST_PAGE);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_cost_page_parent_class)->dispose (object);
}

static void
gesso_cost_page_finalize (GObject *object)
{
  GessoCostPage *self = GESSO_COST_PAGE (object);

  for (guint i = 0; i < N_GROUPS; i++)
    g_ptr_array_unref (self->rows[i]);
  g_hash_table_unref (self->budget_rows);
  g_hash_table_unref (self->open_projects);
  g_clear_pointer (&self->month_totals, g_ptr_array_unref);
  g_clear_pointer (&self->project_totals, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_cost_page_parent_class)->finalize (object);
}

static void
gesso_cost_page_class_init (GessoCostPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_cost_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_cost_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-cost-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, budgets);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, months);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, projects);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, date_row);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, override_row);
}

static void
gesso_cost_page_init (GessoCostPage *self)
{
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < N_GROUPS; i++)
    self->rows[i] = g_ptr_array_new ();
  self->open_projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->budget_rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (show_ledger), NULL);
}

/**
 * gesso_cost_page_set_studio:
 * @self: the page
 * @studio: an open studio
 */
void
gesso_cost_page_set_studio (GessoCostPage *self,
                            GessoStudio   *studio)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "gesso", "prices.json", NULL);

  g_return_if_fail (GESSO_IS_COST_PAGE (self));

  g_set_object (&self->studio, studio);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-finished",
                           G_CALLBACK (show_ledger), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_studio_get_library (studio), "budgets-changed",
                           G_CALLBACK (show_ledger), self, G_CONNECT_SWAPPED);
  adw_action_row_set_subtitle (self->date_row,
                               gesso_pricing_get_date (gesso_studio_get_pricing (studio)));
  adw_action_row_set_subtitle (self->override_row, path);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_ledger (self);
}
