/* gesso-cost-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCostPage: what was paid, by month and by account, and where the prices come from. It reads
 * the ledger's sums each time it is shown.
 */

#include "config.h"

#include "ui/preferences/gesso-cost-page.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"

struct _GessoCostPage
{
  AdwPreferencesPage parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *rows[2];        /* (owned) (element-type GtkWidget): in each group */

  /* Children of the template. */
  AdwPreferencesGroup *months;
  AdwPreferencesGroup *accounts;
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

static GtkWidget *
make_row (const GessoCostSum *sum)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe_sum (sum);
  g_autofree char *money = gesso_money_format (sum->actual_micros);
  GtkWidget *label = gtk_label_new (money);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 sum->label != NULL && sum->label[0] != '\0' ? sum->label
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
  AdwPreferencesGroup *group = which == 0 ? self->months : self->accounts;
  GPtrArray *rows = self->rows[which];

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < sums->len; i++)
    {
      GtkWidget *row = make_row (g_ptr_array_index (sums, i));

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
months_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GPtrArray) sums
      = gesso_library_sum_costs_finish (GESSO_LIBRARY (source), result, NULL);

  if (sums != NULL)
    show_sums (user_data, 0, sums);
}

static void
accounts_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GPtrArray) sums
      = gesso_library_sum_costs_finish (GESSO_LIBRARY (source), result, NULL);

  if (sums != NULL)
    show_sums (user_data, 1, sums);
}

static void
show_ledger (GessoCostPage *self)
{
  GessoLibrary *library;

  if (self->studio == NULL)
    return;

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

  g_ptr_array_unref (self->rows[0]);
  g_ptr_array_unref (self->rows[1]);

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
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, months);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, date_row);
  gtk_widget_class_bind_template_child (widget_class, GessoCostPage, override_row);
}

static void
gesso_cost_page_init (GessoCostPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows[0] = g_ptr_array_new ();
  self->rows[1] = g_ptr_array_new ();
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
  adw_action_row_set_subtitle (self->date_row,
                               gesso_pricing_get_date (gesso_studio_get_pricing (studio)));
  adw_action_row_set_subtitle (self->override_row, path);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_ledger (self);
}
