/* gesso-cost-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCostPage: what may be spent, what was paid, by month, account and project, and where the
 * prices come from. It reads the ledger's sums each time it is shown and when a job has ended.
 */

#include "config.h"

#include "ui/preferences/gesso-cost-page.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
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
  GPtrArray *project_sums;   /* (owned) (nullable): until their budgets are known */
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
describe_sum (const GessoCostSum *sum)
{
  g_autofree char *pictures
      = g_strdup_printf (ngettext ("%u picture", "%u pictures", sum->n_pictures), sum->n_pictures);
  g_autofree char *range = NULL;

  if (sum->unknown_high <= 0)
    return g_steal_pointer (&pictures);

  range = gesso_money_format_range (sum->unknown_low, sum->unknown_high);
  /* Translators: a number of pictures, then an estimate for those whose price is not known */
  return g_strdup_printf (_ ("%s, and an estimated %s not confirmed by the service"), pictures,
                          range);
}

static const char *
name_project (const char *name)
{
  return name != NULL && name[0] != '\0' ? name : _ ("Unsorted");
}

static GtkWidget *
make_row (const GessoCostSum *sum,
          int                 which)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe_sum (sum);
  g_autofree char *money = gesso_money_format (sum->actual_micros);
  GtkWidget *label = gtk_label_new (money);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 which == GROUP_PROJECTS ? name_project (sum->label)
                                 : sum->label != NULL && sum->label[0] != '\0' ? sum->label
                                                                               : sum->key);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
show_sums (GessoCostPage *self,
           int            which,
           GPtrArray     *sums)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->months, self->accounts, self->projects };
  AdwPreferencesGroup *group = groups[which];
  GPtrArray *rows = self->rows[which];

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < sums->len; i++)
    {
      GtkWidget *row = make_row (g_ptr_array_index (sums, i), which);

      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
  if (sums->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nothing was made yet"));
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
}

static void
take_sums (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data,
           int           which)
{
  g_autoptr (GPtrArray) sums
      = gesso_library_sum_costs_finish (GESSO_LIBRARY (source), result, NULL);

  if (sums != NULL)
    show_sums (user_data, which, sums);
}

static void
months_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  take_sums (source, result, user_data, GROUP_MONTHS);
}

static void
accounts_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  take_sums (source, result, user_data, GROUP_ACCOUNTS);
}

static gint64
find_used (GPtrArray  *sums,
           const char *project_id)
{
  for (guint i = 0; i < sums->len; i++)
    {
      const GessoCostSum *sum = g_ptr_array_index (sums, i);

      if (g_strcmp0 (sum->key, project_id) == 0)
        return sum->actual_micros + sum->unknown_high;
    }

  return 0;
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

      gesso_budget_row_set_sums (ensure_budget_row (self, project->id,
                                                    name_project (project->name)),
                                 project->budget_micros,
                                 find_used (self->project_sums, project->id));
    }
}

static void
projects_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GPtrArray) sums
      = gesso_library_sum_costs_finish (GESSO_LIBRARY (source), result, NULL);
  GessoCostPage *self;

  if (sums == NULL)
    return;

  self = user_data;
  show_sums (self, GROUP_PROJECTS, sums);
  g_clear_pointer (&self->project_sums, g_ptr_array_unref);
  self->project_sums = g_steal_pointer (&sums);
  gesso_library_list_projects_async (GESSO_LIBRARY (source), self->cancellable, projects_listed_cb,
                                     self);
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
  gesso_budget_row_set_sums (ensure_budget_row (self, "", _ ("Each Month")), report->month_limit,
                             report->month_used);
  gesso_library_sum_costs_async (GESSO_LIBRARY (source), GESSO_COST_GROUP_PROJECT, 0, 0,
                                 self->cancellable, projects_cb, self);
}

static void
show_ledger (GessoCostPage *self)
{
  GessoLibrary *library;

  if (self->studio == NULL || gesso_studio_get_library (self->studio) == NULL)
    return;

  library = gesso_studio_get_library (self->studio);
  gesso_library_load_budget_async (library, NULL, 0, self->cancellable, budget_cb, self);
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
  g_clear_pointer (&self->project_sums, g_ptr_array_unref);

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
