/* gesso-inspector.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoInspector: one picture looked at closely: the picture, what was asked and what came, what
 * it cost, what the built-in engine understood, where its files are, and the person's note. It
 * reads the details from the library when it gets a node; the node owns the rest. Buttons call
 * actions of the page and the window; "parent-chosen" gives the id of a parent that was clicked.
 */

#include "config.h"

#include "ui/gallery/gesso-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/gesso-json.h"
#include "model/gesso-money.h"
#include "model/gesso-parameters.h"
#include "model/gesso-routing.h"
#include "ui/gallery/gesso-history-cell.h"
#include "ui/support/gesso-texture.h"
#include "ui/support/gesso-words.h"

#define PICTURE_BOX 512
#define MAX_PARENTS 17

struct _GessoInspector
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoNode *node;           /* (owned) (nullable) */
  char *digest;              /* (owned) (nullable): of the picture shown or asked for */
  char *asked;               /* (owned) (nullable): ratio and tier that were asked */
  char *quality;             /* (owned) (nullable) */
  char *routing;             /* (owned) (nullable): the class or budget that chose both */
  GCancellable *cancellable; /* (owned): of everything about this node */

  /* Children of the template. */
  GtkStack *pages;
  GtkLabel *nothing;
  GtkPicture *picture;
  GtkWidget *main_buttons;
  GtkButton *base_button;
  GtkButton *remix_button;
  GtkLabel *prompt;
  GtkListBox *facts;
  GtkWidget *parents_heading;
  GtkBox *parents;
  GtkEditable *note;
};

enum
{
  SIGNAL_PARENT_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoInspector, gesso_inspector, GTK_TYPE_WIDGET)

/* Facts: a name and a value that can be selected and copied. */

static void
add_fact (GessoInspector *self,
          const char     *name,
          const char     *value)
{
  GtkWidget *row, *box, *title, *text;

  if (value == NULL || value[0] == '\0')
    return;

  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  title = gtk_label_new (name);
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "fact");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->facts, row);
}

static void
add_list_fact (GessoInspector *self,
               const char     *name,
               JsonObject     *object,
               const char     *member)
{
  g_auto (GStrv) words = gesso_json_get_strv (object, member);
  g_autofree char *text = words != NULL ? g_strjoinv (", ", words) : NULL;

  add_fact (self, name, text);
}

static char *
describe_size (GessoInspector *self)
{
  GessoSize size = { gesso_node_get_width (self->node), gesso_node_get_height (self->node) };
  g_autofree char *actual = gesso_words_size (&size);

  if (self->asked == NULL || g_str_equal (self->asked, actual))
    return g_steal_pointer (&actual);

  /* Translators: the picture's size, then what had been asked for */
  return g_strdup_printf (_ ("%s, asked %s"), actual, self->asked);
}

static char *
describe_cost (GessoInspector *self)
{
  gint64 micros = gesso_node_get_cost_micros (self->node);
  gint64 low = gesso_node_get_estimate_low (self->node);
  g_autofree char *actual = NULL;
  g_autofree char *estimate = NULL;

  if (gesso_node_get_kind (self->node) == GESSO_NODE_KIND_IMPORTED)
    return NULL;

  actual = micros == 0  ? g_strdup (_ ("free"))
           : micros > 0 ? gesso_money_format (micros)
                        : g_strdup (_ ("not known"));
  if (low <= 0)
    return g_steal_pointer (&actual);

  estimate = gesso_money_format_range (low, gesso_node_get_estimate_high (self->node));
  /* Translators: what a picture cost, then what had been expected */
  return g_strdup_printf (_ ("%s, estimated %s"), actual, estimate);
}

static char *
describe_date (GessoInspector *self)
{
  g_autoptr (GDateTime) date
      = g_date_time_new_from_unix_local (gesso_node_get_created_us (self->node) / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, "%c") : NULL;
}

static char *
describe_kind (GessoNode *node)
{
  switch (gesso_node_get_kind (node))
    {
    case GESSO_NODE_KIND_GENERATED:
      return g_strdup (_ ("Generated"));
    case GESSO_NODE_KIND_EDITED:
      return g_strdup (_ ("Edited"));
    case GESSO_NODE_KIND_RECOVERED:
      return g_strdup (_ ("Recovered"));
    case GESSO_NODE_KIND_IMPORTED:
    default:
      return g_strdup (_ ("Imported"));
    }
}

static void
add_file_facts (GessoInspector *self)
{
  const char *file = gesso_node_get_file (self->node);
  g_autofree char *bytes = g_format_size (MAX (gesso_node_get_n_bytes (self->node), 0));
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (file == NULL)
    file = gesso_node_get_path (self->node);
  name = file != NULL ? g_filename_display_name (file) : NULL;
  text = name != NULL ? g_strdup_printf ("%s · %s", name, bytes) : NULL;
  add_fact (self, _ ("File"), text);
}

static void
add_revised_prompt (GessoInspector *self)
{
  const char *revised = gesso_node_get_revised_prompt (self->node);

  if (g_strcmp0 (revised, gesso_node_get_prompt (self->node)) != 0)
    add_fact (self, _ ("Prompt as the service changed it"), revised);
}

/* What a text model around the one that draws told of its work. */
static void
add_thinking_facts (GessoInspector *self,
                    JsonObject     *responses)
{
  add_fact (self, _ ("Thinking"), gesso_json_get_string (responses, "reasoning", NULL));
  add_list_fact (self, _ ("Looked up"), responses, "searches");
  add_fact (self, _ ("Said"), gesso_json_get_string (responses, "text", NULL));
}

/* With @details that the library keeps beside the picture, once they are there. */
static void
show_facts (GessoInspector *self,
            JsonObject     *details)
{
  JsonObject *sketch = gesso_json_get_object (details, "sketch");
  GtkWidget *row;
  g_autofree char *kind = describe_kind (self->node);
  g_autofree char *size = describe_size (self);
  g_autofree char *cost = describe_cost (self);
  g_autofree char *date = describe_date (self);
  g_autofree char *time = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_list_box_remove (self->facts, row);
  if (gesso_node_get_duration_ms (self->node) > 0)
    time = gesso_words_seconds ((int) ((gesso_node_get_duration_ms (self->node) + 999) / 1000));

  add_revised_prompt (self);
  add_thinking_facts (self, gesso_json_get_object (details, "responses"));
  add_fact (self, _ ("Kind"), kind);
  add_fact (self, _ ("Model"), gesso_node_get_model (self->node));
  add_fact (self, _ ("Account"), gesso_node_get_account_name (self->node));
  add_fact (self, _ ("Size"), size);
  add_fact (self, _ ("Quality"), self->quality);
  add_fact (self, _ ("Size and quality chosen"), self->routing);
  add_fact (self, _ ("Cost"), cost);
  add_fact (self, _ ("Time"), time);
  add_fact (self, _ ("Made"), date);
  add_list_fact (self, _ ("Understood"), sketch, "understood");
  add_list_fact (self, _ ("Not understood"), sketch, "ignored");
  add_list_fact (self, _ ("Remarks"), sketch, "warnings");
  add_fact (self, _ ("Request id"), gesso_node_get_request_id (self->node));
  add_file_facts (self);
}

/* Parents. */

static void
parent_clicked_cb (GtkButton *button,
                   gpointer   user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PARENT_CHOSEN], 0,
                 g_object_get_data (G_OBJECT (button), "gesso-id"));
}

static void
parents_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nodes
      = gesso_library_load_nodes_finish (GESSO_LIBRARY (source), result, &error);
  GessoInspector *self;

  if (nodes == NULL)
    return;

  self = user_data;
  for (guint i = 0; i < nodes->len; i++)
    {
      GessoNode *node = g_ptr_array_index (nodes, i);
      GtkWidget *button = gtk_button_new ();
      GtkWidget *cell = gesso_history_cell_new (gesso_studio_get_thumbnails (self->studio), 56);
      g_autofree char *name = gesso_history_cell_dup_name (node);

      gesso_history_cell_set_node (GESSO_HISTORY_CELL (cell), node);
      gtk_button_set_child (GTK_BUTTON (button), cell);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "parent");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data_full (G_OBJECT (button), "gesso-id", g_strdup (gesso_node_get_id (node)),
                              g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (parent_clicked_cb), self, 0);
      gtk_box_append (self->parents, button);
    }
  gtk_widget_set_visible (self->parents_heading, nodes->len > 0);
}

static void
load_parents (GessoInspector  *self,
              char           **reference_ids)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (gesso_node_get_base_id (self->node) != NULL)
    g_ptr_array_add (ids, (gpointer) gesso_node_get_base_id (self->node));
  for (guint i = 0; reference_ids != NULL && reference_ids[i] != NULL && ids->len < MAX_PARENTS;
       i++)
    g_ptr_array_add (ids, reference_ids[i]);
  if (ids->len == 0)
    return;

  g_ptr_array_add (ids, NULL);
  gesso_library_load_nodes_async (gesso_studio_get_library (self->studio),
                                  (const char *const *) ids->pdata, self->cancellable,
                                  parents_loaded_cb, self);
}

static char *
describe_routing (const char *text)
{
  GessoRouting routing;
  const char *mode;
  g_autofree char *how = NULL;
  g_autofree char *level = NULL;

  if (!gesso_routing_parse (text, &routing) || routing.level == NULL)
    return NULL;

  mode = gesso_routing_mode_name (routing.mode);
  how = gesso_words_choice ("routing", mode);
  level = gesso_words_choice (mode, routing.level->value);
  /* Translators: how size and quality were chosen, as “By Class: Large”. */
  return g_strdup_printf (_ ("%s: %s"), how, level);
}

static void
read_request (GessoInspector *self,
              const char     *json)
{
  g_autoptr (JsonObject) request = NULL;
  g_autoptr (GessoParameters) parameters = NULL;
  JsonObject *object;

  request = json != NULL ? gesso_json_parse_object (json, -1, NULL) : NULL;
  object = request != NULL ? gesso_json_get_object (request, "parameters") : NULL;
  if (object == NULL)
    return;

  parameters = gesso_parameters_from_json (object);
  if (parameters->quality != NULL)
    self->quality = gesso_words_choice ("quality", parameters->quality);
  self->routing = describe_routing (parameters->routing);
  if (parameters->routing != NULL && parameters->size.width > 0)
    self->asked = gesso_words_size (&parameters->size);
  else if (parameters->aspect != NULL && parameters->tier != NULL)
    self->asked = g_strdup_printf ("%s · %s", parameters->aspect, parameters->tier);
  else if (parameters->size.width > 0)
    self->asked = gesso_words_size (&parameters->size);
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
  GessoInspector *self;

  if (details == NULL)
    return;

  self = user_data;
  g_clear_pointer (&self->quality, g_free);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->routing, g_free);
  read_request (self, details->request_json);
  if (details->details_json != NULL)
    object = gesso_json_parse_object (details->details_json, -1, NULL);
  show_facts (self, object);
  load_parents (self, details->reference_ids);
}

static void
picture_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_thumbnails_get_finish (GESSO_THUMBNAILS (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (image == NULL)
    return;

  texture = gesso_texture_new (image);
  gtk_picture_set_paintable (GESSO_INSPECTOR (user_data)->picture, GDK_PAINTABLE (texture));
}

static void
show_texts (GessoInspector *self)
{
  const char *prompt = gesso_node_get_prompt (self->node);
  const char *note = gesso_node_get_note (self->node);

  gtk_label_set_text (self->prompt, prompt != NULL ? prompt : "");
  gtk_widget_set_visible (GTK_WIDGET (self->prompt), prompt != NULL && prompt[0] != '\0');
  if (g_strcmp0 (gtk_editable_get_text (self->note), note != NULL ? note : "") != 0)
    gtk_editable_set_text (self->note, note != NULL ? note : "");
}

static void
node_changed_cb (GessoInspector *self,
                 GParamSpec     *pspec)
{
  if (gesso_node_is_loaded (self->node)
      && (g_str_equal (pspec->name, "is-loaded") || g_str_equal (pspec->name, "note")
          || g_str_equal (pspec->name, "file")))
    gesso_inspector_set_node (self, self->node, 1);
}

static void
note_applied_cb (GessoInspector *self)
{
  if (self->node != NULL && self->studio != NULL)
    gesso_library_set_note_async (gesso_studio_get_library (self->studio),
                                  gesso_node_get_id (self->node),
                                  gtk_editable_get_text (self->note), NULL, NULL, NULL);
}

static void
show_node (GessoInspector *self)
{
  GVariant *target = g_variant_ref_sink (g_variant_new_string (gesso_node_get_id (self->node)));
  GtkWidget *child;

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->base_button), target);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->remix_button), target);
  g_variant_unref (target);
  gtk_widget_set_visible (self->main_buttons, !gesso_node_get_deleted (self->node));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parents))) != NULL)
    gtk_box_remove (self->parents, child);
  gtk_widget_set_visible (self->parents_heading, FALSE);
  show_texts (self);
  show_facts (self, NULL);
  gesso_library_load_details_async (gesso_studio_get_library (self->studio),
                                    gesso_node_get_id (self->node), self->cancellable,
                                    details_loaded_cb, self);
  if (g_strcmp0 (self->digest, gesso_node_get_digest (self->node)) != 0)
    gtk_picture_set_paintable (self->picture, NULL);
  g_free (self->digest);
  self->digest = g_strdup (gesso_node_get_digest (self->node));
  gesso_thumbnails_get_async (gesso_studio_get_thumbnails (self->studio), self->digest, PICTURE_BOX,
                              GESSO_WORKER_PRIORITY_INTERACTIVE, self->cancellable,
                              picture_loaded_cb, self);
}

static void
gesso_inspector_dispose (GObject *object)
{
  GessoInspector *self = GESSO_INSPECTOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->node != NULL)
    g_signal_handlers_disconnect_by_data (self->node, self);
  g_clear_object (&self->node);
  g_clear_object (&self->studio);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_INSPECTOR);

  G_OBJECT_CLASS (gesso_inspector_parent_class)->dispose (object);
}

static void
gesso_inspector_finalize (GObject *object)
{
  GessoInspector *self = GESSO_INSPECTOR (object);

  g_free (self->digest);
  g_free (self->asked);
  g_free (self->quality);
  g_free (self->routing);

  G_OBJECT_CLASS (gesso_inspector_parent_class)->finalize (object);
}

static void
gesso_inspector_class_init (GessoInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_inspector_finalize;

  /**
   * GessoInspector::parent-chosen:
   * @self: the inspector
   * @node_id: a parent of the picture
   *
   * The person wants to see a parent.
   */
  signals[SIGNAL_PARENT_CHOSEN]
      = g_signal_new ("parent-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/gallery/gesso-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, pages);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, nothing);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, picture);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, main_buttons);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, base_button);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, remix_button);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, prompt);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, facts);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, parents_heading);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, parents);
  gtk_widget_class_bind_template_child (widget_class, GessoInspector, note);
  gtk_widget_class_bind_template_callback (widget_class, note_applied_cb);
}

static void
gesso_inspector_init (GessoInspector *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_inspector_set_studio:
 * @self: an inspector
 * @studio: an open studio
 */
void
gesso_inspector_set_studio (GessoInspector *self,
                            GessoStudio    *studio)
{
  g_return_if_fail (GESSO_IS_INSPECTOR (self));

  g_set_object (&self->studio, studio);
}

/**
 * gesso_inspector_get_node:
 * @self: an inspector
 *
 * Returns: (transfer none) (nullable): the picture that is looked at
 */
GessoNode *
gesso_inspector_get_node (GessoInspector *self)
{
  g_return_val_if_fail (GESSO_IS_INSPECTOR (self), NULL);

  return self->node;
}

/**
 * gesso_inspector_set_node:
 * @self: an inspector
 * @node: (nullable): the picture to look at
 * @n_selected: how many are selected, to be said where it is not one
 */
void
gesso_inspector_set_node (GessoInspector *self,
                          GessoNode      *node,
                          guint           n_selected)
{
  g_return_if_fail (GESSO_IS_INSPECTOR (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->node != node)
    {
      if (self->node != NULL)
        g_signal_handlers_disconnect_by_data (self->node, self);
      g_set_object (&self->node, node);
      g_clear_pointer (&self->quality, g_free);
      g_clear_pointer (&self->asked, g_free);
      g_clear_pointer (&self->routing, g_free);
      if (node != NULL)
        g_signal_connect_object (node, "notify", G_CALLBACK (node_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  gtk_stack_set_visible_child_name (self->pages, node != NULL ? "node" : "nothing");
  if (node != NULL && gesso_node_is_loaded (node) && self->studio != NULL)
    show_node (self);
  if (node == NULL && n_selected > 1)
    {
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u picture selected", "%u pictures selected", n_selected),
                             n_selected);

      gtk_label_set_text (self->nothing, text);
    }
  else if (node == NULL)
    gtk_label_set_text (self->nothing, _ ("Select a picture to see how it was made."));
}

/**
 * gesso_inspector_edit_note:
 * @self: an inspector
 *
 * Lets the person write the note of the picture.
 */
void
gesso_inspector_edit_note (GessoInspector *self)
{
  g_return_if_fail (GESSO_IS_INSPECTOR (self));

  if (self->node != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}
