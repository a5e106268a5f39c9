/* gesso-options.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoOptions: how many pictures, and behind "More Options" everything that is rarely touched.
 * Only what the chosen model takes is shown. The folded row says in words what differs from the
 * default. The draft owns all values.
 */

#include "config.h"

#include "ui/compose/gesso-options.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

typedef void (*SetFunc) (GessoDraft *draft, const char *value);

/* One choice of an open set of strings, as a combo row. */
typedef struct
{
  AdwComboRow *row; /* (unowned) */
  char **values;    /* (owned) (nullable) */
} Choice;

struct _GessoOptions
{
  GtkWidget parent_instance;

  GessoDraft *draft; /* (owned) (nullable) */
  gboolean showing;
  Choice backgrounds;
  Choice formats;
  Choice moderations;
  Choice fidelities;
  Choice efforts;

  /* Children of the template. */
  GtkWidget *n_row;
  GtkSpinButton *n;
  AdwExpanderRow *more;
  AdwComboRow *background;
  AdwComboRow *format;
  GtkWidget *compression_row;
  GtkSpinButton *compression;
  GtkWidget *previews_row;
  GtkSpinButton *previews;
  GtkWidget *batch_row;
  GtkSwitch *batch;
  AdwComboRow *moderation;
  AdwComboRow *fidelity;
  AdwComboRow *effort;
  GtkWidget *search_row;
  GtkSwitch *search;
  AdwEntryRow *extra;
};

G_DEFINE_FINAL_TYPE (GessoOptions, gesso_options, GTK_TYPE_WIDGET)

static void
set_choices (Choice *choice, const char *field, const char *const *values)
{
  g_autoptr (GtkStringList) words = NULL;

  if (choice->values != NULL && g_strv_equal ((const char *const *) choice->values, values))
    return;

  g_strfreev (choice->values);
  choice->values = g_strdupv ((char **) values);
  words = gtk_string_list_new (NULL);
  for (guint i = 0; choice->values[i] != NULL; i++)
    gtk_string_list_take (words, gesso_words_choice (field, choice->values[i]));
  adw_combo_row_set_model (choice->row, G_LIST_MODEL (words));
  gtk_widget_set_visible (GTK_WIDGET (choice->row), choice->values[0] != NULL);
}

static void
select_choice (Choice     *choice,
               const char *value)
{
  for (guint i = 0; choice->values != NULL && choice->values[i] != NULL; i++)
    if (g_strcmp0 (choice->values[i], value) == 0)
      {
        adw_combo_row_set_selected (choice->row, i);
        return;
      }

  /* Nothing said: the first value is what the service takes then. */
  adw_combo_row_set_selected (choice->row,
                              value == NULL && choice->values != NULL && choice->values[0] != NULL
                                  ? 0
                                  : GTK_INVALID_LIST_POSITION);
}

static void
take_choice (GessoOptions *self,
             Choice       *choice,
             SetFunc       set)
{
  guint selected = adw_combo_row_get_selected (choice->row);

  if (self->showing || self->draft == NULL || choice->values == NULL
      || selected >= g_strv_length (choice->values))
    return;

  set (self->draft, choice->values[selected]);
}

static void
background_changed_cb (GessoOptions *self)
{
  take_choice (self, &self->backgrounds, gesso_draft_set_background);
}

static void
format_changed_cb (GessoOptions *self)
{
  take_choice (self, &self->formats, gesso_draft_set_format);
}

static void
moderation_changed_cb (GessoOptions *self)
{
  take_choice (self, &self->moderations, gesso_draft_set_moderation);
}

static void
fidelity_changed_cb (GessoOptions *self)
{
  take_choice (self, &self->fidelities, gesso_draft_set_input_fidelity);
}

static void
n_changed_cb (GessoOptions *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_n (self->draft, gtk_spin_button_get_value_as_int (self->n));
}

static void
compression_changed_cb (GessoOptions *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_compression (self->draft, gtk_spin_button_get_value_as_int (self->compression));
}

static void
previews_changed_cb (GessoOptions *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_partial_images (self->draft, gtk_spin_button_get_value_as_int (self->previews));
}

static void
batch_changed_cb (GessoOptions *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_batch (self->draft, gtk_switch_get_active (self->batch));
}

static void
set_effort (GessoDraft *draft,
            const char *effort)
{
  gesso_draft_set_thinking (draft, g_str_equal (effort, "auto") ? NULL : effort,
                            gesso_draft_get_parameters (draft)->web_search);
}

static void
effort_changed_cb (GessoOptions *self)
{
  take_choice (self, &self->efforts, set_effort);
}

static void
search_changed_cb (GessoOptions *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_thinking (self->draft, gesso_draft_get_parameters (self->draft)->think,
                              gtk_switch_get_active (self->search));
}

static void
extra_changed_cb (GessoOptions *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->extra));

  if (!self->showing && self->draft != NULL)
    gesso_draft_set_extra (self->draft, text[0] != '\0' ? text : NULL);
}

static void
add_difference (GPtrArray  *words,
                const char *field,
                const char *value,
                Choice     *choice)
{
  const char *usual = choice->values != NULL ? choice->values[0] : NULL;

  if (value != NULL && usual != NULL && g_strcmp0 (value, usual) != 0)
    g_ptr_array_add (words, gesso_words_choice (field, value));
}

static char *
describe_effort (const char *effort)
{
  g_autofree char *words = gesso_words_choice ("effort", effort);

  /* Translators: how much a model thinks, as “thinking: High”. */
  return g_strdup_printf (_ ("thinking: %s"), words);
}

static void
show_summary (GessoOptions          *self,
              const GessoParameters *parameters)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *summary = NULL;
  g_autofree char *escaped = NULL;

  add_difference (words, "background", parameters->background, &self->backgrounds);
  add_difference (words, "format", parameters->format, &self->formats);
  if (parameters->compression >= 0 && gtk_widget_get_visible (self->compression_row))
    g_ptr_array_add (words, g_strdup_printf (_ ("compression %d"), parameters->compression));
  if (parameters->batch && gtk_widget_get_visible (self->batch_row))
    g_ptr_array_add (words, g_strdup (_ ("as a batch")));
  else if (parameters->partial_images > 0)
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%d preview", "%d previews",
                                                       parameters->partial_images),
                                             parameters->partial_images));
  add_difference (words, "moderation", parameters->moderation, &self->moderations);
  add_difference (words, "fidelity", parameters->input_fidelity, &self->fidelities);
  if (parameters->think != NULL && gtk_widget_get_visible (GTK_WIDGET (self->effort)))
    g_ptr_array_add (words, describe_effort (parameters->think));
  if (parameters->web_search && gtk_widget_get_visible (self->search_row))
    g_ptr_array_add (words, g_strdup (_ ("web search")));
  if (parameters->extra != NULL && parameters->extra[0] != '\0')
    g_ptr_array_add (words, g_strdup (_ ("extra parameters")));
  g_ptr_array_add (words, NULL);

  summary = g_strjoinv (" · ", (char **) words->pdata);
  escaped = g_markup_escape_text (summary, -1);
  adw_expander_row_set_subtitle (self->more, escaped);
}

static gboolean
has_problem (GessoOptions          *self,
             GessoDraftProblemCode  code)
{
  guint n;
  const GessoDraftProblem *problems = gesso_draft_get_problems (self->draft, &n);

  for (guint i = 0; i < n; i++)
    if (problems[i].code == code)
      return TRUE;

  return FALSE;
}

static void
show_extra (GessoOptions *self,
            const char   *extra)
{
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (self->extra));

  if (extra == NULL)
    extra = "";
  if (!g_str_equal (shown, extra))
    gtk_editable_set_text (GTK_EDITABLE (self->extra), extra);
  if (has_problem (self, GESSO_DRAFT_EXTRA_NOT_JSON))
    gtk_widget_add_css_class (GTK_WIDGET (self->extra), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->extra), "error");
}

/* Before the values of the wire stands the service's own choice, which is not sent. */
static void
show_efforts (GessoOptions *self, const char *const *efforts)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (efforts[0] != NULL)
    g_ptr_array_add (values, (gpointer) "auto");
  for (guint i = 0; efforts[i] != NULL; i++)
    g_ptr_array_add (values, (gpointer) efforts[i]);
  g_ptr_array_add (values, NULL);
  set_choices (&self->efforts, "effort", (const char *const *) values->pdata);
}

static gboolean
found_no_previews (GessoModelInfo *model)
{
  return model->findings != NULL && model->findings->previews == GESSO_FINDING_NO;
}

static gboolean
found_no_transparency (GessoModelInfo *model)
{
  return model->findings != NULL && model->findings->transparency == GESSO_FINDING_NO;
}

/* Why something that the model is known for is not offered. */
static void
say_tested (AdwActionRow   *row,
            GessoModelInfo *model,
            gboolean        found,
            const char     *words)
{
  g_autofree char *day = found ? gesso_words_day (model->findings->found_us) : NULL;
  g_autoptr (GString) text = g_string_new (found ? words : "");

  if (found)
    g_string_replace (text, "%s", day, 1);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_set_subtitle (row, text->str);
}

static void
show_model (GessoOptions          *self,
            GessoModelInfo        *model,
            const GessoParameters *parameters)
{
  const char *format = parameters->format;
  gboolean lossy = g_strcmp0 (format, "jpeg") == 0 || g_strcmp0 (format, "webp") == 0;
  gboolean is_batch = model->takes_batch && parameters->batch;

  set_choices (&self->backgrounds, "background", model->backgrounds);
  set_choices (&self->formats, "format", model->formats);
  set_choices (&self->moderations, "moderation", model->moderations);
  set_choices (&self->fidelities, "fidelity", model->input_fidelities);
  show_efforts (self, model->efforts);
  gtk_widget_set_visible (self->search_row, model->searches);
  gtk_widget_set_visible (self->n_row, model->max_n > 1);
  gtk_spin_button_set_range (self->n, 1, MAX (1, model->max_n));
  gtk_widget_set_visible (self->batch_row, model->takes_batch);
  /* Nobody sits and waits for a batch. */
  gtk_widget_set_visible (self->previews_row,
                          model->streams && !is_batch
                              && (model->max_partial_images > 0 || found_no_previews (model)));
  gtk_widget_set_sensitive (self->previews_row, model->max_partial_images > 0);
  say_tested (ADW_ACTION_ROW (self->previews_row), model, found_no_previews (model),
              /* Translators: %s is a date */
              _ ("The service showed none when it was tested on %s."));
  say_tested (ADW_ACTION_ROW (self->background), model, found_no_transparency (model),
              /* Translators: %s is a date */
              _ ("Not transparent: the service drew none when it was tested on %s."));
  gtk_spin_button_set_range (self->previews, 0, MAX (0, model->max_partial_images));
  gtk_widget_set_visible (self->compression_row, model->takes_compression && lossy);
}

static void
show_draft (GessoOptions *self)
{
  const GessoParameters *parameters = gesso_draft_get_parameters (self->draft);
  GessoModelInfo *model = gesso_draft_get_model_info (self->draft);

  if (self->showing)
    return;

  self->showing = TRUE;
  if (model != NULL)
    show_model (self, model, parameters);
  gtk_spin_button_set_value (self->n, parameters->n);
  gtk_spin_button_set_value (self->compression,
                             parameters->compression >= 0 ? parameters->compression : 100);
  gtk_spin_button_set_value (self->previews, parameters->partial_images);
  gtk_switch_set_active (self->batch, parameters->batch);
  select_choice (&self->backgrounds, parameters->background);
  select_choice (&self->formats, parameters->format);
  select_choice (&self->moderations, parameters->moderation);
  select_choice (&self->fidelities, parameters->input_fidelity);
  select_choice (&self->efforts, parameters->think);
  gtk_switch_set_active (self->search, parameters->web_search);
  show_extra (self, parameters->extra);
  show_summary (self, parameters);
  self->showing = FALSE;
}

static void
gesso_options_dispose (GObject *object)
{
  gesso_options_set_draft (GESSO_OPTIONS (object), NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_OPTIONS);

  G_OBJECT_CLASS (gesso_options_parent_class)->dispose (object);
}

static void
gesso_options_finalize (GObject *object)
{
  GessoOptions *self = GESSO_OPTIONS (object);

  g_strfreev (self->backgrounds.values);
  g_strfreev (self->formats.values);
  g_strfreev (self->moderations.values);
  g_strfreev (self->fidelities.values);
  g_strfreev (self->efforts.values);

  G_OBJECT_CLASS (gesso_options_parent_class)->finalize (object);
}

static void
gesso_options_class_init (GessoOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_options_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_options_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-options.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, n_row);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, n);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, more);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, background);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, format);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, compression_row);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, compression);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, previews_row);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, previews);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, batch_row);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, batch);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, moderation);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, fidelity);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, effort);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, search_row);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, search);
  gtk_widget_class_bind_template_child (widget_class, GessoOptions, extra);
  gtk_widget_class_bind_template_callback (widget_class, n_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, background_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, compression_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, previews_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, batch_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, moderation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fidelity_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, effort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, extra_changed_cb);
}

static void
gesso_options_init (GessoOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->backgrounds.row = self->background;
  self->formats.row = self->format;
  self->moderations.row = self->moderation;
  self->fidelities.row = self->fidelity;
  self->efforts.row = self->effort;
}

GtkWidget *
gesso_options_new (void)
{
  return g_object_new (GESSO_TYPE_OPTIONS, NULL);
}

/**
 * gesso_options_set_draft:
 * @self: options
 * @draft: (nullable): whose options they are
 */
void
gesso_options_set_draft (GessoOptions *self,
                         GessoDraft   *draft)
{
  g_return_if_fail (GESSO_IS_OPTIONS (self));

  if (self->draft == draft)
    return;

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  g_signal_connect_object (draft, "notify", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  show_draft (self);
}

/**
 * gesso_options_get_summary:
 * @self: options
 *
 * Returns: (transfer none): what differs from the default, in words; empty when nothing does
 */
const char *
gesso_options_get_summary (GessoOptions *self)
{
  g_return_val_if_fail (GESSO_IS_OPTIONS (self), NULL);

  return adw_expander_row_get_subtitle (self->more);
}
