/* gesso-model-picker.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoModelPicker: which account and which of its models. The list is made when it opens, from the
 * studio's accounts and the catalogue; each model says what it can do and when it ends.
 * "selected" is emitted when the person chose.
 */

#include "config.h"

#include "ui/compose/gesso-model-picker.h"

#include <glib/gi18n.h>

#include "base/gesso-clock.h"
#include "model/gesso-catalog.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"
#include "ui/support/gesso-template.h"

struct _GessoModelPicker
{
  GtkWidget parent_instance;

  GessoStudio *studio;   /* (owned) (nullable) */
  GessoAccount *account; /* (owned) (nullable) */
  char *model;           /* (owned) (nullable) */

  /* Children of the template. */
  GtkImage *icon;
  GtkLabel *model_label;
  GtkLabel *account_label;
  GtkPopover *popover;
  GtkListBox *list;
};

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoModelPicker, gesso_model_picker, GTK_TYPE_WIDGET)

static char *
describe_account (GessoAccount *account)
{
  const char *kind = gesso_account_get_kind (account);
  const GessoServerPreset *preset = gesso_server_preset_find (kind);
  GessoTaskProfile *profile;

  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_SKETCH))
    return g_strdup (_ ("Sketch (built-in, offline)"));
  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_OPENAI_IMAGES))
    /* Translators: the account's own name, then the kind of service */
    return g_strdup_printf (_ ("%s · OpenAI"), gesso_account_get_name (account));
  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_COMPATIBLE))
    return g_strdup_printf (_ ("%s · compatible server"), gesso_account_get_name (account));

  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_RESPONSES))
    return g_strdup_printf (_ ("%s · OpenAI Responses"), gesso_account_get_name (account));
  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_AZURE))
    return g_strdup_printf (_ ("%s · Azure"), gesso_account_get_name (account));

  if (preset != NULL)
    return g_strdup_printf ("%s · %s", gesso_account_get_name (account), preset->label);
  profile = gesso_task_profiles_find (gesso_task_profiles_get_default (), kind);
  return g_strdup_printf ("%s · %s", gesso_account_get_name (account),
                          profile != NULL ? gesso_task_profile_get_label (profile) : kind);
}

static const char *
get_icon_name (GessoAccount *account)
{
  return g_str_equal (gesso_account_get_kind (account), GESSO_ACCOUNT_KIND_SKETCH)
             ? "gesso-sketch-symbolic"
             : "network-server-symbolic";
}

static void
add_word (GPtrArray  *words,
          gboolean    condition,
          const char *word)
{
  if (condition)
    g_ptr_array_add (words, (gpointer) word);
}

static char *
describe_model (GessoAccount   *account,
                GessoModelInfo *info)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *ends = NULL;

  if (!info->known)
    return g_strdup (_ ("Not in the table of models; everything may be tried"));

  add_word (words, g_str_equal (gesso_account_get_kind (account), GESSO_ACCOUNT_KIND_SKETCH),
            _ ("not an AI image model"));
  add_word (words, info->edits, _ ("edits"));
  add_word (words, info->masks, _ ("masks"));
  add_word (words, info->streams, _ ("previews"));
  if (info->shutdown_date != NULL)
    ends = g_strdup_printf (_ ("ends on %s"), info->shutdown_date);
  add_word (words, ends != NULL, ends);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static GtkWidget *
make_heading (GessoAccount *account)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text = describe_account (account);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
make_row (GessoModelPicker *self,
          GessoAccount     *account,
          GessoModelInfo   *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (info->label);
  g_autofree char *words = describe_model (account, info);
  GtkWidget *what = gtk_label_new (words);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_wrap (GTK_LABEL (what), TRUE);
  /* Else the list would ask for the height of a single line, and the last row be cut. */
  gtk_label_set_max_width_chars (GTK_LABEL (what), 30);
  gtk_widget_add_css_class (what, "caption");
  gtk_widget_add_css_class (what, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), what);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (line), box);
  gtk_box_append (GTK_BOX (line), check);
  gtk_widget_set_visible (check,
                          self->account == account && g_strcmp0 (self->model, info->id) == 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, info->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  g_object_set_data_full (G_OBJECT (row), "gesso-account", g_object_ref (account), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "gesso-model", g_strdup (info->id), g_free);
  return row;
}

/* The models that the service listed, else those of the catalogue; and the account's own, which a
 * server that lists nothing may be the only one to know. */
static char **
list_models (GessoModelPicker *self,
             GessoAccount     *account)
{
  const char *const *fetched = gesso_account_get_models (account);
  const char *own = gesso_account_get_model (account);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;

  if (fetched != NULL && fetched[0] != NULL)
    known = g_strdupv ((char **) fetched);
  else
    known = gesso_catalog_list_models (gesso_studio_get_catalog (self->studio),
                                       gesso_account_get_kind (account), gesso_clock_now_us ());
  if (own != NULL && (known == NULL || !g_strv_contains ((const char *const *) known, own)))
    g_strv_builder_add (all, own);
  if (known != NULL)
    g_strv_builder_addv (all, (const char **) known);
  return g_strv_builder_end (all);
}

static void
fill (GessoModelPicker *self)
{
  GListModel *accounts = gesso_studio_get_accounts (self->studio);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (accounts, i);
      g_auto (GStrv) models = list_models (self, account);

      gtk_list_box_append (self->list, make_heading (account));
      for (guint k = 0; models != NULL && models[k] != NULL; k++)
        {
          g_autoptr (GessoModelInfo) info
              = gesso_catalog_lookup_account (gesso_studio_get_catalog (self->studio), account,
                                              models[k]);

          gtk_list_box_append (self->list, make_row (self, account, info));
        }
    }
}

static void
row_activated_cb (GessoModelPicker *self,
                  GtkListBoxRow    *row)
{
  GessoAccount *account = g_object_get_data (G_OBJECT (row), "gesso-account");

  if (account == NULL)
    return;

  gesso_model_picker_select (self, account, g_object_get_data (G_OBJECT (row), "gesso-model"));
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
popover_shown_cb (GessoModelPicker *self)
{
  if (self->studio != NULL)
    fill (self);
}

static void
gesso_model_picker_dispose (GObject *object)
{
  GessoModelPicker *self = GESSO_MODEL_PICKER (object);

  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_MODEL_PICKER);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (gesso_model_picker_parent_class)->dispose (object);
}

static void
gesso_model_picker_class_init (GessoModelPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_model_picker_dispose;

  /**
   * GessoModelPicker::selected:
   * @self: the picker
   *
   * The person chose an account and a model.
   */
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoModelPicker, icon);
  gtk_widget_class_bind_template_child (widget_class, GessoModelPicker, model_label);
  gtk_widget_class_bind_template_child (widget_class, GessoModelPicker, account_label);
  gtk_widget_class_bind_template_child (widget_class, GessoModelPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, GessoModelPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
gesso_model_picker_init (GessoModelPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The menu button centres what is in it; this one is a row. */
  for (GtkWidget *w = gtk_widget_get_parent (GTK_WIDGET (self->icon)); w != GTK_WIDGET (self);
       w = gtk_widget_get_parent (w))
    gtk_widget_set_halign (w, GTK_ALIGN_FILL);
  g_signal_connect_object (self->popover, "map", G_CALLBACK (popover_shown_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gesso_model_picker_new (void)
{
  return g_object_new (GESSO_TYPE_MODEL_PICKER, NULL);
}

/**
 * gesso_model_picker_set_studio:
 * @self: a picker
 * @studio: whose accounts are offered
 */
void
gesso_model_picker_set_studio (GessoModelPicker *self,
                               GessoStudio      *studio)
{
  g_return_if_fail (GESSO_IS_MODEL_PICKER (self));

  g_set_object (&self->studio, studio);
}

/**
 * gesso_model_picker_get_account:
 * @self: a picker
 *
 * Returns: (transfer none) (nullable): the chosen account
 */
GessoAccount *
gesso_model_picker_get_account (GessoModelPicker *self)
{
  g_return_val_if_fail (GESSO_IS_MODEL_PICKER (self), NULL);

  return self->account;
}

/**
 * gesso_model_picker_get_model:
 * @self: a picker
 *
 * Returns: (nullable): the chosen model
 */
const char *
gesso_model_picker_get_model (GessoModelPicker *self)
{
  g_return_val_if_fail (GESSO_IS_MODEL_PICKER (self), NULL);

  return self->model;
}

/**
 * gesso_model_picker_select:
 * @self: a picker
 * @account: an account
 * @model: (nullable): one of its models; NULL takes the one it used last, or its first
 *
 * Chooses without emitting "selected".
 */
void
gesso_model_picker_select (GessoModelPicker *self,
                           GessoAccount     *account,
                           const char       *model)
{
  g_autoptr (GessoModelInfo) info = NULL;
  g_auto (GStrv) models = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (GESSO_IS_MODEL_PICKER (self));
  g_return_if_fail (self->studio != NULL);

  if (model == NULL)
    model = gesso_account_get_model (account);
  if (model == NULL)
    {
      models = list_models (self, account);
      model = models != NULL ? models[0] : NULL;
    }
  chosen = g_strdup (model);
  g_set_object (&self->account, account);
  g_free (self->model);
  self->model = g_steal_pointer (&chosen);
  if (self->model != NULL)
    info = gesso_catalog_lookup_account (gesso_studio_get_catalog (self->studio), account,
                                         self->model);
  words = describe_account (account);
  gtk_label_set_text (self->model_label, info != NULL ? info->label : _ ("No model"));
  gtk_label_set_text (self->account_label, words);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (account));
}
