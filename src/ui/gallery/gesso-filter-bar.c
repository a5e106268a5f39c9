/* gesso-filter-bar.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoFilterBar: the filters of the history one beside the other, each a button that shows its
 * value. It writes them into a query when asked; "changed" says that they are other ones.
 */

#include "config.h"

#include "ui/gallery/gesso-filter-bar.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/gesso-clock.h"
#include "store/gesso-node.h"
#include "ui/gallery/gesso-filter-button.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-wrap-layout.h"

struct _GessoFilterBar
{
  GtkWidget parent_instance;

  GessoStudio *studio; /* (owned) (nullable) */
  gboolean quiet;      /* while several change at once */

  /* Children of the template. */
  GessoFilterButton *account;
  GessoFilterButton *model;
  GessoFilterButton *kind;
  GessoFilterButton *ratio;
  GessoFilterButton *date;
  GessoFilterButton *rating;
  GtkToggleButton *favourite;
  GtkWidget *reset_button;
};

/* Shapes by the ratio of width to height. */
static const struct
{
  const char *value;
  const char *label;
  double least;
  double greatest;
} ratios[] = {
  { "square", N_ ("Square"), 0.97, 1.03 },     { "landscape", N_ ("Landscape"), 1.03, 0 },
  { "portrait", N_ ("Portrait"), 0, 0.97 },    { "wide", N_ ("16:9 and wider"), 1.7, 0 },
  { "tall", N_ ("9:16 and taller"), 0, 0.59 },
};

/* Days back from the beginning of today. */
static const struct
{
  const char *value;
  const char *label;
  int days;
} dates[] = {
  { "today", N_ ("Today"), 0 },
  { "week", N_ ("Last 7 days"), 6 },
  { "month", N_ ("Last 30 days"), 29 },
  { "year", N_ ("Last 365 days"), 364 },
};

static const struct
{
  GessoNodeKind kind;
  const char *label;
} kinds[] = {
  { GESSO_NODE_KIND_GENERATED, N_ ("Generated") },
  { GESSO_NODE_KIND_EDITED, N_ ("Edited") },
  { GESSO_NODE_KIND_IMPORTED, N_ ("Imported") },
  { GESSO_NODE_KIND_RECOVERED, N_ ("Recovered") },
};

static const char *const ratings[] = { "★", "★★", "★★★", "★★★★", "★★★★★" };

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoFilterBar, gesso_filter_bar, GTK_TYPE_WIDGET)

static void
changed_cb (GessoFilterBar *self)
{
  gtk_widget_set_visible (self->reset_button, gesso_filter_bar_is_active (self));
  if (!self->quiet)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
reset (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  gesso_filter_bar_reset (GESSO_FILTER_BAR (widget));
}

static void
fill_fixed (GessoFilterBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gesso_filter_button_add (self->kind, gesso_node_kind_to_string (kinds[i].kind),
                             _ (kinds[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    gesso_filter_button_add (self->ratio, ratios[i].value, _ (ratios[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    gesso_filter_button_add (self->date, dates[i].value, _ (dates[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (ratings); i++)
    {
      char value[2] = { '1' + i, '\0' };
      g_autofree char *label = NULL;

      /* Translators: %s are one to five stars */
      label
          = g_strdup_printf (i < G_N_ELEMENTS (ratings) - 1 ? _ ("%s and more") : "%s", ratings[i]);
      gesso_filter_button_add (self->rating, value, label);
    }
}

static void
add_models (GessoFilterBar *self,
            GessoAccount   *account,
            GHashTable     *seen)
{
  const char *const *fetched = gesso_account_get_models (account);
  g_auto (GStrv) listed = NULL;

  if (fetched == NULL || fetched[0] == NULL)
    listed = gesso_catalog_list_models (gesso_studio_get_catalog (self->studio),
                                        gesso_account_get_kind (account), gesso_clock_now_us ());
  else
    listed = g_strdupv ((char **) fetched);

  for (guint i = 0; listed != NULL && listed[i] != NULL; i++)
    if (g_hash_table_add (seen, g_strdup (listed[i])))
      gesso_filter_button_add (self->model, listed[i], listed[i]);
}

static void
fill_accounts (GessoFilterBar *self)
{
  GListModel *accounts = gesso_studio_get_accounts (self->studio);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gesso_filter_button_clear (self->account);
  gesso_filter_button_clear (self->model);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (accounts, i);

      gesso_filter_button_add (self->account, gesso_account_get_id (account),
                               gesso_account_get_name (account));
      add_models (self, account, seen);
    }
}

static void
gesso_filter_bar_dispose (GObject *object)
{
  GessoFilterBar *self = GESSO_FILTER_BAR (object);

  if (self->studio != NULL)
    g_signal_handlers_disconnect_by_data (gesso_studio_get_accounts (self->studio), self);
  g_clear_object (&self->studio);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (gesso_filter_bar_parent_class)->dispose (object);
}

static void
gesso_filter_bar_class_init (GessoFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_filter_bar_dispose;

  /**
   * GessoFilterBar::changed:
   * @self: the bar
   *
   * The filters are other ones.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GESSO_TYPE_FILTER_BUTTON);
  g_type_ensure (GESSO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/gallery/gesso-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, account);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, model);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, kind);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, ratio);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, date);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, rating);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, favourite);
  gtk_widget_class_bind_template_child (widget_class, GessoFilterBar, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "filter.reset", NULL, reset);
}

static void
gesso_filter_bar_init (GessoFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_fixed (self);
}

/**
 * gesso_filter_bar_set_studio:
 * @self: a filter bar
 * @studio: whose accounts and models are offered
 */
void
gesso_filter_bar_set_studio (GessoFilterBar *self,
                             GessoStudio    *studio)
{
  g_return_if_fail (GESSO_IS_FILTER_BAR (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  g_signal_connect_object (gesso_studio_get_accounts (studio), "items-changed",
                           G_CALLBACK (fill_accounts), self, G_CONNECT_SWAPPED);
  fill_accounts (self);
}

static gint64
begin_of_day (int days_back)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days_back);
  g_autoptr (GDateTime) begin
      = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                               g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix (begin) * G_USEC_PER_SEC;
}

/**
 * gesso_filter_bar_apply:
 * @self: a filter bar
 * @query: is told what the filters want
 */
void
gesso_filter_bar_apply (GessoFilterBar *self,
                        GessoQuery     *query)
{
  const char *kind, *ratio, *date, *rating;
  GessoNodeKind parsed;

  g_return_if_fail (GESSO_IS_FILTER_BAR (self));

  kind = gesso_filter_button_get_value (self->kind);
  ratio = gesso_filter_button_get_value (self->ratio);
  date = gesso_filter_button_get_value (self->date);
  rating = gesso_filter_button_get_value (self->rating);
  query->account_id = g_strdup (gesso_filter_button_get_value (self->account));
  query->model = g_strdup (gesso_filter_button_get_value (self->model));
  if (kind != NULL && gesso_node_kind_parse (kind, &parsed))
    query->kind = parsed;
  for (guint i = 0; ratio != NULL && i < G_N_ELEMENTS (ratios); i++)
    if (g_str_equal (ratio, ratios[i].value))
      {
        query->min_ratio = ratios[i].least;
        query->max_ratio = ratios[i].greatest;
      }
  for (guint i = 0; date != NULL && i < G_N_ELEMENTS (dates); i++)
    if (g_str_equal (date, dates[i].value))
      query->since_us = begin_of_day (dates[i].days);
  query->min_rating = rating != NULL ? atoi (rating) : 0;
  query->favourite = query->favourite || gtk_toggle_button_get_active (self->favourite);
}

/**
 * gesso_filter_bar_is_active:
 * @self: a filter bar
 *
 * Returns: whether any filter is set
 */
gboolean
gesso_filter_bar_is_active (GessoFilterBar *self)
{
  g_return_val_if_fail (GESSO_IS_FILTER_BAR (self), FALSE);

  return gesso_filter_button_get_value (self->account) != NULL
         || gesso_filter_button_get_value (self->model) != NULL
         || gesso_filter_button_get_value (self->kind) != NULL
         || gesso_filter_button_get_value (self->ratio) != NULL
         || gesso_filter_button_get_value (self->date) != NULL
         || gesso_filter_button_get_value (self->rating) != NULL
         || gtk_toggle_button_get_active (self->favourite);
}

/**
 * gesso_filter_bar_reset:
 * @self: a filter bar
 *
 * Lets everything through.
 */
void
gesso_filter_bar_reset (GessoFilterBar *self)
{
  g_return_if_fail (GESSO_IS_FILTER_BAR (self));

  if (!gesso_filter_bar_is_active (self))
    return;

  self->quiet = TRUE;
  gesso_filter_button_set_value (self->account, NULL);
  gesso_filter_button_set_value (self->model, NULL);
  gesso_filter_button_set_value (self->kind, NULL);
  gesso_filter_button_set_value (self->ratio, NULL);
  gesso_filter_button_set_value (self->date, NULL);
  gesso_filter_button_set_value (self->rating, NULL);
  gtk_toggle_button_set_active (self->favourite, FALSE);
  self->quiet = FALSE;
  changed_cb (self);
}
