/* gesso-account-assistant.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountAssistant: a new account in three steps: its kind; address and key; models and a
 * test. Each kind that was looked at keeps an account and two pages of its own, so that nothing
 * typed is lost by going back, and no key is seen by another service than the one it was typed for.
 * Only the account of the last step goes to the studio, with "Finish"; keys of the others are
 * forgotten when the window goes. Made by the accounts page.
 */

#include "config.h"

#include "ui/preferences/gesso-account-assistant.h"

#include <glib/gi18n.h>

#include "base/gesso-clock.h"
#include "ui/preferences/gesso-account-kinds.h"
#include "ui/preferences/gesso-account-trial.h"
#include "ui/preferences/gesso-address-group.h"
#include "ui/preferences/gesso-key-group.h"
#include "ui/preferences/gesso-kind-page.h"
#include "ui/preferences/gesso-models-group.h"

typedef enum
{
  STEP_KIND,
  STEP_ACCESS,
  STEP_MODELS,
} Step;

/* What belongs to one kind. */
typedef struct
{
  GessoAccount *account; /* (owned) */
  char *fetched_url;     /* (owned) (nullable): whose models were asked for */

  /* What is shown of it; the pages own the rest. */
  GtkWidget *access_page; /* (owned) */
  GessoAddressGroup *address;
  GessoKeyGroup *key;
  GtkWidget *models_page; /* (owned) */
  GessoModelsGroup *models;
  GessoAccountTrial *trial;
} Course;

struct _GessoAccountAssistant
{
  AdwWindow parent_instance;

  GessoStudio *studio;       /* (owned) */
  GHashTable *courses;       /* (owned) (element-type utf8 Course): by kind */
  Course *course;            /* (unowned) (nullable): of the kind that was chosen last */
  GCancellable *cancellable; /* (owned) */
  Step step;

  /* Children of the template. */
  AdwWindowTitle *title;
  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkButton *next_button;
  GtkStack *stack;
  GessoKindPage *kind_page;
  AdwBin *access_bin;
  AdwBin *models_bin;
};

G_DEFINE_FINAL_TYPE (GessoAccountAssistant, gesso_account_assistant, ADW_TYPE_WINDOW)

static void
course_free (Course *course)
{
  g_object_unref (course->account);
  g_object_unref (course->access_page);
  g_object_unref (course->models_page);
  g_free (course->fetched_url);
  g_free (course);
}

static gboolean
can_go_on (GessoAccountAssistant *self)
{
  return self->course != NULL
         && (self->step == STEP_KIND || gesso_account_get_base_url (self->course->account) != NULL);
}

static void
show_state (GessoAccountAssistant *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.back", self->step > STEP_KIND);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", can_go_on (self));
}

static void
show_titles (GessoAccountAssistant *self)
{
  static const char *const titles[]
      = { N_ ("Kind of Account"), N_ ("Address and Key"), N_ ("Models and Test") };
  /* Translators: the step of an assistant */
  g_autofree char *subtitle
      = g_strdup_printf (_ ("Step %d of %d"), self->step + 1, (int) G_N_ELEMENTS (titles));

  adw_window_title_set_title (self->title, _ (titles[self->step]));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), _ (titles[self->step]));
  gtk_widget_set_visible (self->cancel_button, self->step == STEP_KIND);
  gtk_widget_set_visible (self->back_button, self->step > STEP_KIND);
  gtk_button_set_label (self->next_button, self->step == STEP_MODELS ? _ ("Finish") : _ ("Next"));
}

/* In a window that is not there yet the focus would make GTK 4.8 tell a wrong role of it. */
static void
focus_step (GessoAccountAssistant *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->step == STEP_KIND)
    gtk_widget_grab_focus (GTK_WIDGET (self->kind_page));
  else if (self->step == STEP_ACCESS)
    gtk_widget_grab_focus (GTK_WIDGET (self->course->address));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
show_step (GessoAccountAssistant *self,
           Step                   step)
{
  gboolean is_forward = step > self->step;
  GtkWidget *page = step == STEP_KIND     ? GTK_WIDGET (self->kind_page)
                    : step == STEP_ACCESS ? GTK_WIDGET (self->access_bin)
                                          : GTK_WIDGET (self->models_bin);

  self->step = step;
  gtk_stack_set_transition_type (
      self->stack, is_forward == (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_LTR)
                       ? GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT
                       : GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  gtk_stack_set_visible_child (self->stack, page);
  show_titles (self);
  show_state (self);
  focus_step (self);
}

/* The service is asked for its models as soon as somebody wants to see them; that costs nothing. */
static void
start_fetching (Course *course)
{
  const char *url = gesso_account_get_base_url (course->account);

  if (gesso_models_group_has_fetched (course->models) && g_strcmp0 (url, course->fetched_url) == 0)
    return;

  g_free (course->fetched_url);
  course->fetched_url = g_strdup (url);
  gesso_models_group_fetch (course->models);
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_key_group_keep_finish (GESSO_KEY_GROUP (source), result, &error);
  GessoAccountAssistant *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (!kept)
    {
      /* The key's group says why. */
      show_step (self, STEP_ACCESS);
      return;
    }

  gesso_studio_save_account (self->studio, self->course->account);
  g_hash_table_remove (self->courses, gesso_account_get_kind (self->course->account));
  self->course = NULL;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_on (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  GessoAccountAssistant *self = GESSO_ACCOUNT_ASSISTANT (widget);

  if (!can_go_on (self))
    return;

  if (self->step < STEP_MODELS)
    show_step (self, self->step + 1);
  else
    gesso_key_group_keep_async (self->course->key, self->cancellable, key_kept_cb, self);
  if (self->step == STEP_MODELS)
    start_fetching (self->course);
}

static void
go_back (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoAccountAssistant *self = GESSO_ACCOUNT_ASSISTANT (widget);

  if (self->step == STEP_KIND)
    return;
  if (self->step == STEP_MODELS)
    {
      /* Address and key may be others when the person comes again. */
      gesso_models_group_stop (self->course->models);
      gesso_account_trial_stop (self->course->trial);
    }
  show_step (self, self->step - 1);
}

static void
entry_activated_cb (GessoAccountAssistant *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
make_access_page (GessoAccountAssistant *self,
                  Course                *course)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  course->address = g_object_new (GESSO_TYPE_ADDRESS_GROUP, NULL);
  course->key = g_object_new (GESSO_TYPE_KEY_GROUP, NULL);
  gesso_address_group_set_account (course->address, course->account);
  gesso_key_group_set_account (course->key, self->studio, course->account);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (course->address));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (course->key));
  g_signal_connect_object (course->address, "activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (course->key, "activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  course->access_page = g_object_ref_sink (GTK_WIDGET (page));
}

static void
make_models_page (GessoAccountAssistant *self,
                  Course                *course)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  course->models = g_object_new (GESSO_TYPE_MODELS_GROUP, NULL);
  course->trial = g_object_new (GESSO_TYPE_ACCOUNT_TRIAL, NULL);
  gesso_models_group_set_account (course->models, self->studio, course->account, course->key);
  gesso_account_trial_set_account (course->trial, self->studio, course->account, course->key);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (course->models));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (course->trial));
  course->models_page = g_object_ref_sink (GTK_WIDGET (page));
}

static Course *
ensure_course (GessoAccountAssistant *self,
               const char            *kind)
{
  Course *course = g_hash_table_lookup (self->courses, kind);
  GessoAccountKind about = { .name = NULL };
  g_autofree char *id = NULL;

  if (course != NULL)
    return course;

  id = gesso_clock_new_id ();
  gesso_account_kinds_find (kind, &about);
  course = g_new0 (Course, 1);
  course->account = gesso_account_new (id, kind, about.name);
  g_hash_table_insert (self->courses, g_strdup (kind), course);
  make_access_page (self, course);
  make_models_page (self, course);
  g_signal_connect_object (course->account, "notify::base-url", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  return course;
}

static void
kind_chosen_cb (GessoAccountAssistant *self)
{
  self->course = ensure_course (self, gesso_kind_page_get_chosen (self->kind_page));
  adw_bin_set_child (self->access_bin, self->course->access_page);
  adw_bin_set_child (self->models_bin, self->course->models_page);
  show_step (self, STEP_ACCESS);
}

/* Alt with the arrow that points back goes back, whichever that is. */
static gboolean
arrow_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  gboolean points_left = g_variant_get_boolean (arguments);
  gboolean is_back = points_left == (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_LTR);

  gtk_widget_activate_action (widget, is_back ? "assistant.back" : "assistant.next", NULL);
  return TRUE;
}

static void
gesso_account_assistant_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_account_assistant_parent_class)->map (widget);
  focus_step (GESSO_ACCOUNT_ASSISTANT (widget));
}

static void
gesso_account_assistant_dispose (GObject *object)
{
  GessoAccountAssistant *self = GESSO_ACCOUNT_ASSISTANT (object);
  GHashTableIter iter;
  Course *course;

  g_cancellable_cancel (self->cancellable);
  self->course = NULL;
  /* A key that was kept for asking must not outlive an account that never was. */
  g_hash_table_iter_init (&iter, self->courses);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &course))
    gesso_studio_remove_account (self->studio, course->account);
  g_hash_table_remove_all (self->courses);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_ACCOUNT_ASSISTANT);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_account_assistant_parent_class)->dispose (object);
}

static void
gesso_account_assistant_finalize (GObject *object)
{
  GessoAccountAssistant *self = GESSO_ACCOUNT_ASSISTANT (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->courses);

  G_OBJECT_CLASS (gesso_account_assistant_parent_class)->finalize (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, go_on);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, arrow_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, arrow_cb, "b", FALSE);
}

static void
gesso_account_assistant_class_init (GessoAccountAssistantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_account_assistant_dispose;
  object_class->finalize = gesso_account_assistant_finalize;
  widget_class->map = gesso_account_assistant_map;

  g_type_ensure (GESSO_TYPE_KIND_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-account-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, back_button);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, next_button);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, kind_page);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, access_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountAssistant, models_bin);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  add_bindings (widget_class);
}

static void
gesso_account_assistant_init (GessoAccountAssistant *self)
{
  self->cancellable = g_cancellable_new ();
  self->courses
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) course_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_titles (self);
  show_state (self);
}

/**
 * gesso_account_assistant_new:
 * @studio: an open studio
 *
 * Returns: (transfer none): a window, not yet shown
 */
GtkWidget *
gesso_account_assistant_new (GessoStudio *studio)
{
  GessoAccountAssistant *self = g_object_new (GESSO_TYPE_ACCOUNT_ASSISTANT, NULL);

  self->studio = g_object_ref (studio);
  return GTK_WIDGET (self);
}
