/* gesso-composer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoComposer: the pane in which a request is written. It arranges the parts over one draft,
 * takes pictures by drop, paste and chooser, and sends: "compose.generate" freezes the draft and
 * emits "submit" (GessoRequest *request), upon which the page makes a job of it. Owned by the
 * studio page's template.
 */

#include "config.h"

#include "ui/compose/gesso-composer.h"

#include <glib/gi18n.h>

#include "store/gesso-library.h"
#include "ui/compose/gesso-budget-note.h"
#include "ui/compose/gesso-change-marks.h"
#include "ui/compose/gesso-choice-row.h"
#include "ui/compose/gesso-model-picker.h"
#include "ui/compose/gesso-options.h"
#include "ui/compose/gesso-prompt-editor.h"
#include "ui/compose/gesso-reference-strip.h"
#include "ui/compose/gesso-routing-box.h"
#include "ui/compose/gesso-send-bar.h"
#include "ui/compose/gesso-size-picker.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

#define N_RECALLED_PROMPTS 100

struct _GessoComposer
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoDraft *draft;         /* (owned) (nullable) */
  GessoIntake *intake;       /* (owned) (nullable) */
  GessoChangeMarks *marks;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gboolean showing;
  gboolean drop_as_base;

  /* Children of the template. */
  GessoModelPicker *picker;
  GessoPromptEditor *prompt;
  GessoReferenceStrip *references;
  GessoRoutingBox *routing;
  GessoSizePicker *size;
  GtkLabel *tested_note;
  GtkWidget *quality_box;
  GessoChoiceRow *quality;
  GessoOptions *options;
  GessoBudgetNote *budget_note;
  GessoSendBar *send_bar;
  GtkWidget *drop_zones;
  GtkWidget *base_zone;
  GtkLabel *add_zone;
};

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoComposer, gesso_composer, GTK_TYPE_WIDGET)

/* What is left out below needs no words here. */
static void
show_tested (GessoComposer  *self,
             GessoModelInfo *model)
{
  g_autofree char *words
      = model != NULL && model->findings != NULL ? gesso_words_tested (model->findings) : NULL;

  gtk_label_set_text (self->tested_note, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tested_note), words != NULL);
}

static void
show_draft (GessoComposer *self)
{
  GessoModelInfo *model = gesso_draft_get_model_info (self->draft);
  const GessoParameters *parameters = gesso_draft_get_parameters (self->draft);

  self->showing = TRUE;
  if (model != NULL)
    gesso_choice_row_set_choices (self->quality, "quality", model->qualities);
  show_tested (self, model);
  gtk_widget_set_visible (self->quality_box, model != NULL && model->qualities[0] != NULL);
  gesso_choice_row_set_selected (self->quality, parameters->quality);
  self->showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compose.generate",
                                 gesso_draft_is_ready (self->draft));
}

static void
quality_selected_cb (GessoComposer *self)
{
  if (!self->showing && self->draft != NULL)
    gesso_draft_set_quality (self->draft, gesso_choice_row_get_selected (self->quality));
}

static void
model_selected_cb (GessoComposer *self)
{
  GessoAccount *account = gesso_model_picker_get_account (self->picker);
  const char *model = gesso_model_picker_get_model (self->picker);

  if (self->draft == NULL)
    return;

  gesso_draft_set_account (self->draft, account, model);
  if (g_strcmp0 (gesso_account_get_model (account), model) != 0)
    {
      gesso_account_set_model (account, model);
      gesso_studio_save_account (self->studio, account);
    }
}

/* What is known about the account may have changed. */
static void
accounts_changed_cb (GessoComposer *self)
{
  GessoAccount *account = gesso_model_picker_get_account (self->picker);

  if (account != NULL)
    gesso_draft_set_account (self->draft, account, gesso_model_picker_get_model (self->picker));
}

static void
insert_name_cb (GessoComposer *self,
                const char    *name)
{
  gesso_prompt_editor_insert (self->prompt, name);
}

static void
generate (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  GessoComposer *self = GESSO_COMPOSER (widget);
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (self->draft == NULL || !gesso_draft_is_ready (self->draft))
    return;

  request = gesso_draft_freeze (self->draft, &error);
  if (request == NULL)
    {
      g_debug ("The draft cannot be sent: %s", error->message);
      return;
    }

  gesso_change_marks_clear (self->marks);
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0, request);
}

/* Pictures come in. */

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = gesso_file_dialog_open_pictures_finish (result, &error);
  GessoComposer *self = user_data;

  /* Dismissed, or the composer is gone; either way there is nothing to do. */
  if (files == NULL)
    return;

  gesso_composer_add_files (self, (GFile **) files->pdata, files->len);
}

static void
add_files_activated (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  gesso_composer_choose_files (GESSO_COMPOSER (widget));
}

/* Another picture in the place of one that is there. */

typedef struct
{
  GessoComposer *composer; /* (unowned): its going cancels the dialog */
  GessoDraftImage *image;  /* (owned) */
} Replacing;

static void
replacement_chosen_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autofree Replacing *replacing = user_data;
  g_autoptr (GessoDraftImage) image = replacing->image;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = gesso_file_dialog_open_pictures_finish (result, &error);

  if (files == NULL || files->len == 0)
    return;

  gesso_intake_replace (replacing->composer->intake, image, g_ptr_array_index (files, 0));
}

static void
replace_image (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  GessoComposer *self = GESSO_COMPOSER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  Replacing *replacing;
  g_autoptr (GessoDraftImage) image = NULL;

  if (self->intake == NULL)
    return;
  image = g_list_model_get_item (gesso_draft_get_references (self->draft),
                                 g_variant_get_uint32 (parameter));
  if (image == NULL)
    return;

  replacing = g_new (Replacing, 1);
  replacing->composer = self;
  replacing->image = g_steal_pointer (&image);
  gesso_file_dialog_open_pictures_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         self->cancellable, replacement_chosen_cb, replacing);
}

static void
take_file_list (GessoComposer *self,
                GdkFileList   *list,
                gboolean       as_base)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);

  for (GSList *l = files; l != NULL && self->intake != NULL; l = l->next)
    {
      gesso_intake_add_file (self->intake, l->data, as_base);
      as_base = FALSE;
    }
}

/* Files and pictures become images of the draft; text is left to the editor. */
static void
paste (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  GessoComposer *self = GESSO_COMPOSER (widget);

  if (self->intake != NULL)
    gesso_intake_paste (self->intake, gtk_widget_get_clipboard (widget));
}

static gboolean
paste_key_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  if (!gesso_intake_can_paste (gtk_widget_get_clipboard (widget)))
    return FALSE;

  paste (widget, NULL, NULL);
  return TRUE;
}

static void
show_zone (GessoComposer *self,
           double         y)
{
  gboolean has_base = gesso_draft_get_base (self->draft) != NULL;

  self->drop_as_base = !has_base || y < gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  if (self->drop_as_base)
    {
      gtk_widget_add_css_class (self->base_zone, "chosen");
      gtk_widget_remove_css_class (GTK_WIDGET (self->add_zone), "chosen");
    }
  else
    {
      gtk_widget_remove_css_class (self->base_zone, "chosen");
      gtk_widget_add_css_class (GTK_WIDGET (self->add_zone), "chosen");
    }
}

static GdkDragAction
drop_moved_cb (GessoComposer *self,
               double         x,
               double         y)
{
  guint n;
  g_autofree char *words = NULL;

  if (self->draft == NULL)
    return 0;

  n = g_list_model_get_n_items (gesso_draft_get_references (self->draft));
  words = g_strdup_printf (_ ("Add as Image %u"), n + 1);
  gtk_label_set_text (self->add_zone, words);
  gtk_widget_set_visible (GTK_WIDGET (self->add_zone), n > 0);
  gtk_widget_set_visible (self->drop_zones, TRUE);
  show_zone (self, y);
  return GDK_ACTION_COPY;
}

static void
drop_left_cb (GessoComposer *self)
{
  gtk_widget_set_visible (self->drop_zones, FALSE);
}

static gboolean
dropped_cb (GessoComposer *self,
            const GValue  *value,
            double         x,
            double         y)
{
  gtk_widget_set_visible (self->drop_zones, FALSE);
  if (self->intake == NULL)
    return FALSE;

  show_zone (self, y);
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      take_file_list (self, g_value_get_boxed (value), self->drop_as_base);
      return TRUE;
    }
  if (G_VALUE_HOLDS (value, GESSO_TYPE_NODE))
    {
      GessoNode *node = g_value_get_object (value);

      gesso_intake_add_node (self->intake, gesso_node_get_id (node), gesso_node_get_name (node),
                             self->drop_as_base);
      return TRUE;
    }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_autoptr (GBytes) bytes = gdk_texture_save_to_tiff_bytes (g_value_get_object (value));

      gesso_intake_add_bytes (self->intake, bytes, _ ("Dropped picture"), self->drop_as_base);
      return TRUE;
    }

  return FALSE;
}

static void
add_drop_target (GessoComposer *self)
{
  GType types[] = { GESSO_TYPE_NODE, GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the prompt, which would take the files' names as text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "enter", G_CALLBACK (drop_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (drop_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (drop_left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Seen before the text view sees them: sending, and pasting what is no text. */
/* The key is ours also while nothing can be sent; the text view would take it for a new line. */
static gboolean
generate_key_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   unused)
{
  gtk_widget_activate_action (widget, "compose.generate", NULL);
  return TRUE;
}

static void
add_shortcuts (GessoComposer *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (keys);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      shortcuts,
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Primary>Return|<Primary>KP_Enter"),
                        gtk_callback_action_new (generate_key_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Primary>v"),
                                   gtk_callback_action_new (paste_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
prompts_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) prompts
      = gesso_library_list_prompts_finish (GESSO_LIBRARY (source), result, &error);
  GessoComposer *self = user_data;

  if (prompts == NULL)
    {
      g_debug ("No earlier prompts: %s", error->message);
      return;
    }

  gesso_prompt_editor_set_recall (self->prompt, (const char *const *) prompts);
}

static gboolean
gesso_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_COMPOSER (widget)->prompt));
}

static void
gesso_composer_dispose (GObject *object)
{
  GessoComposer *self = GESSO_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_COMPOSER);
  g_clear_object (&self->marks);
  g_clear_object (&self->intake);
  g_clear_object (&self->draft);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_composer_parent_class)->dispose (object);
}

static void
gesso_composer_class_init (GessoComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_composer_dispose;
  widget_class->grab_focus = gesso_composer_grab_focus;

  /**
   * GessoComposer::submit:
   * @self: the composer
   * @request: what to send
   *
   * The person wants the draft to be sent.
   */
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_REQUEST);

  g_type_ensure (GESSO_TYPE_BUDGET_NOTE);
  g_type_ensure (GESSO_TYPE_CHOICE_ROW);
  g_type_ensure (GESSO_TYPE_MODEL_PICKER);
  g_type_ensure (GESSO_TYPE_OPTIONS);
  g_type_ensure (GESSO_TYPE_PROMPT_EDITOR);
  g_type_ensure (GESSO_TYPE_REFERENCE_STRIP);
  g_type_ensure (GESSO_TYPE_ROUTING_BOX);
  g_type_ensure (GESSO_TYPE_SEND_BAR);
  g_type_ensure (GESSO_TYPE_SIZE_PICKER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compose/gesso-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, picker);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, tested_note);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, prompt);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, references);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, routing);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, size);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, quality_box);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, quality);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, options);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, budget_note);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, send_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, drop_zones);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, base_zone);
  gtk_widget_class_bind_template_child (widget_class, GessoComposer, add_zone);
  gtk_widget_class_bind_template_callback (widget_class, model_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, quality_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_name_cb);
  gtk_widget_class_set_css_name (widget_class, "composer");

  gtk_widget_class_install_action (widget_class, "compose.generate", NULL, generate);
  gtk_widget_class_install_action (widget_class, "compose.add-files", NULL, add_files_activated);
  gtk_widget_class_install_action (widget_class, "compose.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "compose.replace-image", "u", replace_image);
}

static void
gesso_composer_init (GessoComposer *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compose.generate", FALSE);
  add_drop_target (self);
  add_shortcuts (self);
}

GtkWidget *
gesso_composer_new (void)
{
  return g_object_new (GESSO_TYPE_COMPOSER, NULL);
}

static void
make_marks (GessoComposer *self)
{
  self->marks = gesso_change_marks_new (self->draft);
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_MODEL, GTK_WIDGET (self->picker));
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_PROMPT, GTK_WIDGET (self->prompt));
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_IMAGES, GTK_WIDGET (self->references));
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_SIZE, GTK_WIDGET (self->size));
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_QUALITY, self->quality_box);
  gesso_change_marks_bind (self->marks, GESSO_CHANGE_OPTIONS, GTK_WIDGET (self->options));
}

/**
 * gesso_composer_set_studio:
 * @self: a composer
 * @studio: (nullable): accounts, importer and earlier prompts; NULL in tests of the draft alone
 * @draft: what is written
 *
 * To be called once.
 */
void
gesso_composer_set_studio (GessoComposer *self,
                           GessoStudio   *studio,
                           GessoDraft    *draft)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  g_set_object (&self->studio, studio);
  if (studio != NULL)
    {
      self->intake = gesso_intake_new (studio, draft);
      gesso_model_picker_set_studio (self->picker, studio);
      g_signal_connect_object (gesso_studio_get_accounts (studio), "items-changed",
                               G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
      gesso_budget_note_set_studio (self->budget_note, studio, draft);
      gesso_composer_reload_recall (self);
      gesso_prompt_editor_set_library (self->prompt, gesso_studio_get_library (studio));
    }
  gesso_prompt_editor_set_draft (self->prompt, draft);
  gesso_reference_strip_set_draft (self->references, studio, draft);
  gesso_routing_box_set_draft (self->routing, draft);
  gesso_size_picker_set_draft (self->size, draft);
  gesso_options_set_draft (self->options, draft);
  gesso_send_bar_set_draft (self->send_bar, draft);
  make_marks (self);
  g_signal_connect_object (draft, "notify", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  show_draft (self);
}

/**
 * gesso_composer_set_session:
 * @self: a composer
 * @session_id: (nullable): where what is written would be sent
 */
void
gesso_composer_set_session (GessoComposer *self,
                            const char    *session_id)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_budget_note_set_session (self->budget_note, session_id);
}

/**
 * gesso_composer_get_draft:
 * @self: a composer
 *
 * Returns: (transfer none) (nullable): what is written
 */
GessoDraft *
gesso_composer_get_draft (GessoComposer *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER (self), NULL);

  return self->draft;
}

/**
 * gesso_composer_get_intake:
 * @self: a composer
 *
 * Returns: (transfer none) (nullable): the way in for pictures
 */
GessoIntake *
gesso_composer_get_intake (GessoComposer *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER (self), NULL);

  return self->intake;
}

/**
 * gesso_composer_get_account:
 * @self: a composer
 *
 * Returns: (transfer none) (nullable): where it is sent
 */
GessoAccount *
gesso_composer_get_account (GessoComposer *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER (self), NULL);

  return gesso_model_picker_get_account (self->picker);
}

/**
 * gesso_composer_set_account:
 * @self: a composer
 * @account: where it is sent
 * @model: (nullable): one of its models
 */
void
gesso_composer_set_account (GessoComposer *self,
                            GessoAccount  *account,
                            const char    *model)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_model_picker_select (self->picker, account, model);
  gesso_draft_set_account (self->draft, account, gesso_model_picker_get_model (self->picker));
}

/**
 * gesso_composer_add_files:
 * @self: a composer
 * @files: (array length=n_files): pictures; what is none says so on its tile
 * @n_files: how many
 */
void
gesso_composer_add_files (GessoComposer  *self,
                          GFile         **files,
                          guint           n_files)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  for (guint i = 0; i < n_files && self->intake != NULL; i++)
    gesso_intake_add_file (self->intake, files[i], FALSE);
}

/**
 * gesso_composer_choose_files:
 * @self: a composer
 *
 * Lets the person choose pictures.
 */
void
gesso_composer_choose_files (GessoComposer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (GESSO_IS_COMPOSER (self));

  gesso_file_dialog_open_pictures_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         self->cancellable, files_chosen_cb, self);
}

/**
 * gesso_composer_reload_recall:
 * @self: a composer
 *
 * Reads the earlier prompts anew.
 */
void
gesso_composer_reload_recall (GessoComposer *self)
{
  g_return_if_fail (GESSO_IS_COMPOSER (self));

  if (self->studio != NULL && gesso_studio_get_library (self->studio) != NULL)
    gesso_library_list_prompts_async (gesso_studio_get_library (self->studio), N_RECALLED_PROMPTS,
                                      self->cancellable, prompts_listed_cb, self);
}

/**
 * gesso_composer_get_marks:
 * @self: a composer with a draft
 *
 * Returns: (transfer none): what is marked as changed by somebody else than the person
 */
GessoChangeMarks *
gesso_composer_get_marks (GessoComposer *self)
{
  g_return_val_if_fail (GESSO_IS_COMPOSER (self), NULL);

  return self->marks;
}
