/* gesso-stage.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStage: where one thing is looked at: a node, a job that runs (its previews grow sharper in
 * the frame of the coming picture), a job that failed, or nothing yet. It shows what it is given;
 * what is chosen belongs to the page, whose "node." and "job." actions the buttons call.
 * "example-chosen" (const char *prompt) is emitted when an example of the empty stage is clicked.
 */

#include "config.h"

#include "ui/view/gesso-stage-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/gesso-json.h"
#include "store/gesso-library.h"
#include "studio/gesso-importer.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"
#include "ui/support/gesso-wrap-layout.h"

/* Beside the composer there is room for it; below this the composer folds away. */
#define NATURAL_WIDTH_PX 488
#define DEFAULT_FRAME_PX 1024

enum
{
  SIGNAL_EXAMPLE_CHOSEN,
  SIGNAL_MASK_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoStage, gesso_stage, GTK_TYPE_WIDGET)

static void
restart (GessoStage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static const GessoViewport *
get_viewport (GessoStage *self)
{
  if (gesso_stage_get_comparing (self))
    return gesso_compare_canvas_get_viewport (gesso_compare_view_get_canvas (self->compare));
  if (gesso_stage_get_masking (self))
    return gesso_mask_canvas_get_viewport (gesso_mask_editor_get_canvas (self->editor));

  return gesso_image_view_get_viewport (self->view);
}

void
_gesso_stage_show_zoom (GessoStage *self)
{
  g_autofree char *text = NULL;
  g_autofree char *isolated = NULL;

  /* The views say it once more on their way out. */
  if (self->view == NULL || self->zoom_label == NULL)
    return;

  text = g_strdup_printf (_ ("%d %%"), (int) (get_viewport (self)->zoom * 100 + 0.5));
  isolated = gesso_words_isolate (text);
  gtk_label_set_text (self->zoom_label, isolated);
}

void
_gesso_stage_say_problem (GessoStage *self,
                          const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);
  GessoStage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (image == NULL)
    {
      g_autofree char *words = gesso_failure_text_error (error);

      gesso_image_view_set_image (self->view, NULL);
      _gesso_stage_say_problem (self, words);
      return;
    }

  _gesso_stage_say_problem (self, NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->view), 1);
  gesso_image_view_set_image (self->view, image);
}

/* What Sketch understood of the prompt and what not. */
static void
show_note (GessoStage *self,
           JsonObject *sketch)
{
  gtk_widget_set_visible (GTK_WIDGET (self->note),
                          gesso_drawing_note_set_sketch (self->note, sketch));
}

static void
details_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNodeDetails) details
      = gesso_library_load_details_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  GessoStage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (details == NULL)
    return;

  if (details->details_json == NULL)
    return;

  object = gesso_json_parse_object (details->details_json, -1, NULL);
  if (object != NULL && gesso_json_get_object (object, "sketch") != NULL)
    show_note (self, gesso_json_get_object (object, "sketch"));
}

/* A node. */

static const char *
describe_format (const char *mime_type)
{
  if (g_strcmp0 (mime_type, "image/png") == 0)
    return "PNG";
  if (g_strcmp0 (mime_type, "image/jpeg") == 0)
    return "JPEG";
  if (g_strcmp0 (mime_type, "image/webp") == 0)
    return "WebP";
  if (g_strcmp0 (mime_type, "image/tiff") == 0)
    return "TIFF";

  return mime_type != NULL ? mime_type : "";
}

static void
show_node_state (GessoStage *self)
{
  /* Translators: width × height · file format */
  g_autofree char *words
      = g_strdup_printf (_ ("%d × %d · %s"), gesso_node_get_width (self->node),
                         gesso_node_get_height (self->node),
                         describe_format (gesso_node_get_mime_type (self->node)));
  g_autofree char *caption = gesso_words_isolate (words);
  gboolean favourite = gesso_node_get_favourite (self->node);
  const char *prompt = gesso_node_get_prompt (self->node);

  gtk_label_set_text (self->caption, caption);
  gtk_button_set_icon_name (self->favourite,
                            favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  prompt != NULL && prompt[0] != '\0' ? prompt : _ ("Picture"), -1);
}

static void
load_node_picture (GessoStage *self,
                   GessoNode  *node)
{
  gesso_image_view_set_frame (self->view, gesso_node_get_width (node),
                              gesso_node_get_height (node));
  gesso_importer_decode_file_async (self->studio, gesso_node_get_path (node), 0, self->cancellable,
                                    decoded_cb, self);
}

static void
set_node (GessoStage *self,
          GessoNode  *node)
{
  if (self->node != NULL)
    g_signal_handlers_disconnect_by_func (self->node, show_node_state, self);
  g_set_object (&self->node, node);
  if (node != NULL)
    g_signal_connect_object (node, "notify", G_CALLBACK (show_node_state), self, G_CONNECT_SWAPPED);
}

/* A job. */

static void
show_preview (GessoStage *self)
{
  GBytes *preview = gesso_job_get_preview (self->job);

  if (preview == NULL || preview == self->preview)
    return;

  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = g_bytes_ref (preview);
  gesso_importer_decode_async (self->studio, preview, 0, self->cancellable, decoded_cb, self);
}

static void
show_job_state (GessoStage *self)
{
  gboolean failed
      = gesso_job_get_state (self->job) == GESSO_JOB_STATE_FAILED || gesso_job_is_held (self->job);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->job_card),
                          !failed && !gesso_job_is_finished (self->job));
  if (failed)
    gesso_failure_card_set_job (self->failure_card, self->job);
  gtk_stack_set_visible_child_name (self->stack, failed ? "failure" : "picture");
  if (failed && focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->failure_card));
  show_preview (self);
}

static void
set_job (GessoStage *self,
         GessoJob   *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_func (self->job, show_job_state, self);
  g_set_object (&self->job, job);
  g_clear_pointer (&self->preview, g_bytes_unref);
  gesso_job_card_set_job (self->job_card, job);
  if (job != NULL)
    g_signal_connect_object (job, "notify", G_CALLBACK (show_job_state), self, G_CONNECT_SWAPPED);
}

static void
set_job_frame (GessoStage *self,
               GessoJob   *job,
               GessoNode  *base)
{
  const GessoParameters *parameters = gesso_request_get_parameters (gesso_job_get_request (job));

  /* What is put back has the size of the whole picture. */
  if (base != NULL && gesso_request_get_plan (gesso_job_get_request (job)) != NULL)
    gesso_image_view_set_frame (self->view, gesso_node_get_width (base),
                                gesso_node_get_height (base));
  else if (!gesso_size_is_auto (&parameters->size))
    gesso_image_view_set_frame (self->view, parameters->size.width, parameters->size.height);
  else if (base != NULL)
    gesso_image_view_set_frame (self->view, gesso_node_get_width (base),
                                gesso_node_get_height (base));
  else
    gesso_image_view_set_frame (self->view, DEFAULT_FRAME_PX, DEFAULT_FRAME_PX);
}

/* Actions. */

static void
zoom (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);
  GtkWidget *view = GTK_WIDGET (self->view);
  const char *command = "view.zoom-fit";

  if (gesso_stage_get_masking (self))
    view = GTK_WIDGET (gesso_mask_editor_get_canvas (self->editor));
  else if (gesso_stage_get_comparing (self))
    view = GTK_WIDGET (gesso_compare_view_get_canvas (self->compare));
  if (g_str_equal (action, "stage.zoom-in"))
    command = "view.zoom-in";
  else if (g_str_equal (action, "stage.zoom-out"))
    command = "view.zoom-out";
  else if (get_viewport (self)->fit)
    command = "view.zoom-original";
  gtk_widget_activate_action (view, command, NULL);
}

/* The mask. */

static void
show_masking (GessoStage *self,
              gboolean    masking)
{
  gtk_widget_set_visible (GTK_WIDGET (self->editor), masking);
  gtk_widget_set_visible (GTK_WIDGET (self->view), !masking);
  /* Out of sight, but still what keeps the zoom at its end. */
  gtk_widget_set_opacity (self->actions_squeeze, masking ? 0 : 1);
  gtk_widget_set_sensitive (self->actions_squeeze, !masking);
  gtk_widget_set_opacity (self->actions_button, masking ? 0 : 1);
  gtk_widget_set_sensitive (self->actions_button, !masking);
  gtk_widget_set_visible (self->notes, !masking);
  if (masking)
    gtk_widget_set_visible (self->proposal, FALSE);
  _gesso_stage_show_zoom (self);
  g_object_notify (G_OBJECT (self), "masking");
}

static void
leave_mask (GessoStage *self)
{
  gesso_stage_set_masking (self, FALSE);
}

static void
toggle_mask (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);

  gesso_stage_set_masking (self, !gesso_stage_get_masking (self));
}

/* The mask's mode with the picture's edges in the hand. */
static void
extend (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);
  GessoMaskCanvas *canvas = gesso_mask_editor_get_canvas (self->editor);

  gesso_stage_set_masking (self, TRUE);
  self->extend_wanted = self->mask_wanted;
  if (gesso_stage_get_masking (self))
    gesso_extension_set_active (gesso_mask_canvas_get_extension (canvas), TRUE);
}

static void
view_changed_cb (GessoStage *self)
{
  _gesso_stage_show_zoom (self);
  if (!self->mask_wanted || !gesso_image_view_has_image (self->view))
    return;

  if (self->extend_wanted)
    extend (GTK_WIDGET (self), NULL, NULL);
  else
    gesso_stage_set_masking (self, TRUE);
}

static void
mask_edited_cb (GessoStage *self)
{
  g_signal_emit (self, signals[SIGNAL_MASK_EDITED], 0);
}

static void
example_chosen_cb (GessoStage *self,
                   const char *prompt)
{
  g_signal_emit (self, signals[SIGNAL_EXAMPLE_CHOSEN], 0, prompt);
}

static GdkContentProvider *
drag_prepare_cb (GessoStage    *self,
                 double         x,
                 double         y,
                 GtkDragSource *source)
{
  const char *path;
  g_autoptr (GFile) file = NULL;
  GdkContentProvider *providers[2];

  if (self->node == NULL || self->job != NULL)
    return NULL;

  path = gesso_node_get_file (self->node);
  file = g_file_new_for_path (path != NULL ? path : gesso_node_get_path (self->node));
  providers[0] = gdk_content_provider_new_typed (GESSO_TYPE_NODE, self->node);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  return gdk_content_provider_new_union (providers, 2);
}

static void
gesso_stage_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (GESSO_STAGE (widget)->stack), orientation, -1, minimum, natural,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, NATURAL_WIDTH_PX);
  else
    *minimum = MIN (*minimum, 160);
}

static void
gesso_stage_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  GtkWidget *child = GTK_WIDGET (GESSO_STAGE (widget)->stack);
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, width, MAX (height, minimum), baseline, NULL);
}

static void
gesso_stage_dispose (GObject *object)
{
  GessoStage *self = GESSO_STAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->job_card != NULL)
    {
      set_job (self, NULL);
      set_node (self, NULL);
    }
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_STAGE);
  g_clear_object (&self->studio);
  g_clear_object (&self->cache);
  g_clear_object (&self->before);
  g_cancellable_cancel (self->compare_cancellable);
  g_clear_object (&self->compare_cancellable);
  g_clear_object (&self->other);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->comparison, gesso_comparison_unref);
  g_clear_pointer (&self->own, gesso_pyramid_unref);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (gesso_stage_parent_class)->dispose (object);
}

static void
gesso_stage_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (id == 1)
    g_value_set_boolean (value, gesso_stage_get_masking (GESSO_STAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GessoStage, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, empty);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, failure_card);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, view);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, problem);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, note);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, job_card);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, editor);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, badge);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, finish_button);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, notes);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, proposal);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, before_button);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, compare);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, actions_squeeze);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, actions_button);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, islands);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, caption);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, favourite);
  gtk_widget_class_bind_template_child (widget_class, GessoStage, zoom_label);
}

static void
gesso_stage_class_init (GessoStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_stage_dispose;
  G_OBJECT_CLASS (klass)->get_property = gesso_stage_get_property;
  widget_class->measure = gesso_stage_measure;
  widget_class->size_allocate = gesso_stage_size_allocate;

  /**
   * GessoStage::example-chosen:
   * @self: the stage
   * @prompt: the example
   */
  signals[SIGNAL_EXAMPLE_CHOSEN]
      = g_signal_new ("example-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * GessoStage::mask-edited:
   * @self: the stage
   *
   * An edit of the mask has ended.
   */
  signals[SIGNAL_MASK_EDITED]
      = g_signal_new ("mask-edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  /**
   * GessoStage:masking:
   *
   * Whether a mask is being painted.
   */
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1,
                                   g_param_spec_boolean ("masking", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                             | G_PARAM_EXPLICIT_NOTIFY));

  g_type_ensure (GESSO_TYPE_COMPARE_VIEW);
  g_type_ensure (GESSO_TYPE_DRAWING_NOTE);
  g_type_ensure (GESSO_TYPE_EMPTY_STAGE);
  g_type_ensure (GESSO_TYPE_FAILURE_CARD);
  g_type_ensure (GESSO_TYPE_IMAGE_VIEW);
  g_type_ensure (GESSO_TYPE_JOB_CARD);
  g_type_ensure (GESSO_TYPE_MASK_EDITOR);
  g_type_ensure (GESSO_TYPE_PROOF_BADGE);
  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  g_type_ensure (GESSO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_studio/Gesso/view/gesso-stage.ui");
  bind_children (widget_class);
  gtk_widget_class_set_css_name (widget_class, "stage");

  gtk_widget_class_install_action (widget_class, "stage.zoom-in", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "stage.zoom-out", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "stage.zoom-toggle", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "stage.mask", NULL, toggle_mask);
  gtk_widget_class_install_action (widget_class, "stage.extend", NULL, extend);
  _gesso_stage_compare_install (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "stage.mask", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_SHIFT_MASK, "stage.mask", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_SHIFT_MASK, "stage.extend",
                                       NULL);
}

static void
gesso_stage_init (GessoStage *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  _gesso_stage_compare_init (self);
  g_signal_connect_object (self->view, "notify::zoom", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_mask_editor_get_canvas (self->editor), "notify::zoom",
                           G_CALLBACK (_gesso_stage_show_zoom), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "leave", G_CALLBACK (leave_mask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (mask_edited_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->empty, "example-chosen", G_CALLBACK (example_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (drag_prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
  _gesso_stage_show_zoom (self);
}

GtkWidget *
gesso_stage_new (void)
{
  return g_object_new (GESSO_TYPE_STAGE, NULL);
}

/**
 * gesso_stage_set_studio:
 * @self: a stage
 * @studio: an open studio
 */
void
gesso_stage_set_studio (GessoStage  *self,
                        GessoStudio *studio)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  g_set_object (&self->studio, studio);
  gesso_image_view_set_worker (self->view, gesso_studio_get_imaging_worker (studio));
  gesso_mask_editor_set_studio (self->editor, studio);
  gesso_compare_view_set_source (self->compare, self->cache,
                                 gesso_studio_get_imaging_worker (studio));
}

/**
 * gesso_stage_show_node:
 * @self: a stage
 * @node: (nullable): what to look at; NULL shows the empty stage
 */
void
gesso_stage_show_node (GessoStage *self,
                       GessoNode  *node)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  if (node != NULL && node == self->node && self->job == NULL)
    return;

  gesso_stage_set_masking (self, FALSE);
  _gesso_stage_compare_clear (self);
  restart (self);
  set_job (self, NULL);
  set_node (self, node);
  gesso_proof_badge_set_node (self->badge, node);
  _gesso_stage_say_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->job_card), FALSE);
  gtk_widget_set_visible (self->islands, node != NULL);
  gtk_stack_set_visible_child_name (self->stack, node != NULL ? "picture" : "empty");
  if (node == NULL)
    {
      gesso_image_view_set_image (self->view, NULL);
      return;
    }

  show_node_state (self);
  load_node_picture (self, node);
  gesso_library_load_details_async (gesso_studio_get_library (self->studio),
                                    gesso_node_get_id (node), self->cancellable, details_loaded_cb,
                                    self);
}

/**
 * gesso_stage_show_job:
 * @self: a stage
 * @job: a job that is not done
 * @base: (nullable): the picture that it edits, shown until there is a preview
 */
void
gesso_stage_show_job (GessoStage *self,
                      GessoJob   *job,
                      GessoNode  *base)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  if (job == self->job)
    return;

  gesso_stage_set_masking (self, FALSE);
  _gesso_stage_compare_clear (self);
  gesso_proof_badge_set_node (self->badge, NULL);
  restart (self);
  set_node (self, NULL);
  set_job (self, job);
  _gesso_stage_say_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (self->islands, FALSE);
  if (base == NULL)
    gesso_image_view_set_image (self->view, NULL);
  else
    load_node_picture (self, base);
  set_job_frame (self, job, base);
  show_job_state (self);
}

/**
 * gesso_stage_set_finish:
 * @self: a stage
 * @label: (nullable): what finishing the draft that is shown is called; NULL when it is none
 * @tooltip: (nullable): what it costs
 *
 * Offers to finish a draft.
 */
void
gesso_stage_set_finish (GessoStage *self,
                        const char *label,
                        const char *tooltip)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  gtk_button_set_label (self->finish_button, label != NULL ? label : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->finish_button), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->finish_button), label != NULL);
}

/**
 * gesso_stage_get_node:
 * @self: a stage
 *
 * Returns: (transfer none) (nullable): the node that is looked at
 */
GessoNode *
gesso_stage_get_node (GessoStage *self)
{
  g_return_val_if_fail (GESSO_IS_STAGE (self), NULL);

  return self->node;
}

/**
 * gesso_stage_get_job:
 * @self: a stage
 *
 * Returns: (transfer none) (nullable): the job that is looked at
 */
GessoJob *
gesso_stage_get_job (GessoStage *self)
{
  g_return_val_if_fail (GESSO_IS_STAGE (self), NULL);

  return self->job;
}

/**
 * gesso_stage_get_masking:
 * @self: a stage
 *
 * Returns: whether a mask is being painted
 */
gboolean
gesso_stage_get_masking (GessoStage *self)
{
  g_return_val_if_fail (GESSO_IS_STAGE (self), FALSE);

  return self->editor != NULL && gtk_widget_get_visible (GTK_WIDGET (self->editor));
}

/**
 * gesso_stage_set_masking:
 * @self: a stage
 * @masking: whether to paint a mask over the picture that is looked at
 *
 * Where there is no picture nothing happens; one that is not prepared yet is waited for.
 */
void
gesso_stage_set_masking (GessoStage *self,
                         gboolean    masking)
{
  GessoPyramid *pyramid;

  g_return_if_fail (GESSO_IS_STAGE (self));

  if (masking)
    {
      gesso_stage_set_comparing (self, FALSE);
      _gesso_stage_compare_put_back (self);
    }
  pyramid = gesso_image_view_get_pyramid (self->view);
  self->mask_wanted = masking && pyramid == NULL && self->node != NULL && self->job == NULL;
  self->extend_wanted = FALSE;
  if (masking == gesso_stage_get_masking (self)
      || (masking && (self->node == NULL || self->job != NULL || pyramid == NULL)))
    return;

  if (masking)
    gesso_mask_editor_open (self->editor, self->node, pyramid,
                            gesso_image_view_get_viewport (self->view));
  else
    gesso_image_view_set_viewport (self->view, get_viewport (self));
  show_masking (self, masking);
  if (!masking)
    gesso_mask_editor_close (self->editor);
  gtk_widget_grab_focus (masking ? GTK_WIDGET (self->editor) : GTK_WIDGET (self->view));
}

/**
 * gesso_stage_get_editor:
 * @self: a stage
 *
 * Returns: (transfer none): where masks are painted
 */
GessoMaskEditor *
gesso_stage_get_editor (GessoStage *self)
{
  g_return_val_if_fail (GESSO_IS_STAGE (self), NULL);

  return self->editor;
}
