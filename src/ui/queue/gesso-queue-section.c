/* gesso-queue-section.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoQueueSection: the jobs of one state under a heading; hidden while there are none. It shows
 * the first ones and counts the rest, so that a thousand waiting jobs cost what fifty cost. A job
 * that changes its state does not move by itself: the owner calls refilter() then.
 */

#include "config.h"

#include "ui/queue/gesso-queue-section.h"

#include <glib/gi18n.h>

#include "ui/queue/gesso-job-row.h"
#include "ui/queue/gesso-queue-order.h"

#define MAX_ROWS 50

struct _GessoQueueSection
{
  GtkWidget parent_instance;

  GessoJobQueue *queue;         /* (owned) (nullable) */
  GessoStudio *studio;          /* (owned) (nullable) */
  GtkFilterListModel *filtered; /* (owned) (nullable) */
  GtkFilter *filter;            /* (unowned): of @filtered */
  GessoJobState state;
  char *title; /* (owned) (nullable) */

  /* Children of the template. */
  GtkLabel *heading;
  GtkListBox *list;
  GtkLabel *more;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_TITLE,
} GessoQueueSectionProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (GessoQueueSection, gesso_queue_section, GTK_TYPE_WIDGET)

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  GessoQueueSection *self = user_data;
  GessoJobState state = gesso_job_get_state (item);

  if (self->state == GESSO_JOB_STATE_DONE)
    return state == GESSO_JOB_STATE_DONE || state == GESSO_JOB_STATE_CANCELLED;

  return state == self->state;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  GessoQueueSection *self = user_data;
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                              gesso_job_row_new (self->queue, self->studio, item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  if (self->state == GESSO_JOB_STATE_WAITING)
    gesso_queue_order_attach (GTK_LIST_BOX_ROW (row), self->queue, item);
  return row;
}

static void
show_counts (GessoQueueSection *self)
{
  guint n = gesso_queue_section_get_n_jobs (self);
  guint hidden = n > MAX_ROWS ? n - MAX_ROWS : 0;
  g_autofree char *heading = NULL;
  g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", hidden), hidden);

  /* Translators: a heading and how many there are, as "Waiting (12)" */
  heading = g_strdup_printf (_ ("%s (%u)"), self->title != NULL ? self->title : "", n);
  gtk_label_set_text (self->heading, n > 1 ? heading : self->title);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
gesso_queue_section_dispose (GObject *object)
{
  GessoQueueSection *self = GESSO_QUEUE_SECTION (object);

  if (self->list != NULL)
    gesso_queue_section_set_queue (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_QUEUE_SECTION);

  G_OBJECT_CLASS (gesso_queue_section_parent_class)->dispose (object);
}

static void
gesso_queue_section_finalize (GObject *object)
{
  g_free (GESSO_QUEUE_SECTION (object)->title);

  G_OBJECT_CLASS (gesso_queue_section_parent_class)->finalize (object);
}

static void
gesso_queue_section_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GessoQueueSection *self = GESSO_QUEUE_SECTION (object);

  switch ((GessoQueueSectionProperty) id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_queue_section_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  GessoQueueSection *self = GESSO_QUEUE_SECTION (object);

  switch ((GessoQueueSectionProperty) id)
    {
    case PROP_STATE:
      self->state = g_value_get_enum (value);
      break;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_queue_section_class_init (GessoQueueSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_queue_section_dispose;
  object_class->finalize = gesso_queue_section_finalize;
  object_class->get_property = gesso_queue_section_get_property;
  object_class->set_property = gesso_queue_section_set_property;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, GESSO_TYPE_JOB_STATE, GESSO_JOB_STATE_WAITING,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/queue/gesso-queue-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoQueueSection, heading);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueSection, list);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueSection, more);
}

static void
gesso_queue_section_init (GessoQueueSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * gesso_queue_section_set_queue:
 * @self: a section
 * @queue: (nullable): whose jobs are shown
 * @studio: (nullable): decodes their previews
 */
void
gesso_queue_section_set_queue (GessoQueueSection *self,
                               GessoJobQueue     *queue,
                               GessoStudio       *studio)
{
  GtkSliceListModel *slice;

  g_return_if_fail (GESSO_IS_QUEUE_SECTION (self));

  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->filtered != NULL)
    g_signal_handlers_disconnect_by_data (self->filtered, self);
  g_clear_object (&self->filtered);
  g_set_object (&self->queue, queue);
  g_set_object (&self->studio, studio);
  if (queue == NULL)
    return;

  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (queue)), self->filter);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED);
  slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)), 0, MAX_ROWS);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (slice), make_row, self, NULL);
  g_object_unref (slice);
  show_counts (self);
}

/**
 * gesso_queue_section_refilter:
 * @self: a section
 *
 * Looks again which jobs belong here.
 */
void
gesso_queue_section_refilter (GessoQueueSection *self)
{
  g_return_if_fail (GESSO_IS_QUEUE_SECTION (self));

  if (self->filtered != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * gesso_queue_section_get_n_jobs:
 * @self: a section
 *
 * Returns: how many jobs belong here, shown or only counted
 */
guint
gesso_queue_section_get_n_jobs (GessoQueueSection *self)
{
  g_return_val_if_fail (GESSO_IS_QUEUE_SECTION (self), 0);

  return self->filtered != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) : 0;
}
