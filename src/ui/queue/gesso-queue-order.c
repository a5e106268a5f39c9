/* gesso-queue-order.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a waiting job is moved in its list: dragged by its row, or with Alt and the arrows, Home and
 * End while something of the row has the focus. A row that moves is made anew, so the focus is
 * brought back to it. The row owns what is attached to it.
 */

#include "config.h"

#include "ui/queue/gesso-queue-order.h"

#include "ui/queue/gesso-job-row.h"

typedef struct
{
  GessoJobQueue *queue; /* (owned) */
  GessoJob *job;        /* (owned) */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->queue);
  g_object_unref (order->job);
  g_free (order);
}

static gboolean
can_move (GessoJob *job)
{
  return gesso_job_get_state (job) == GESSO_JOB_STATE_WAITING;
}

/* What comes behind a waiting job, shown or not. */
static GessoJob *
find_next (Order *order)
{
  GListModel *model = G_LIST_MODEL (order->queue);
  gboolean is_behind = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (model, i);

      /* The queue holds it. */
      if (is_behind && can_move (job))
        return job;
      is_behind = is_behind || job == order->job;
    }

  return NULL;
}

static void
focus_job (GtkWidget *list,
           GessoJob  *job)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *content = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

      if (gesso_job_row_get_job (GESSO_JOB_ROW (content)) != job)
        continue;
      if (gtk_widget_get_root (content) != NULL)
        gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD);
      return;
    }
}

static void
move_by (GtkWidget     *row,
         GessoJobQueue *queue,
         GessoJob      *job,
         int            steps)
{
  g_autoptr (GtkWidget) list = g_object_ref (gtk_widget_get_parent (row));
  g_autoptr (GessoJob) moved = g_object_ref (job);

  gesso_job_queue_move_by (queue, moved, steps);
  focus_job (list, moved);
}

static gboolean
move_cb (GtkWidget *row,
         GVariant  *args,
         gpointer   user_data)
{
  Order *order = user_data;

  if (!can_move (order->job))
    return GDK_EVENT_PROPAGATE;

  move_by (row, order->queue, order->job, g_variant_get_int32 (args));
  return GDK_EVENT_STOP;
}

static void
add_keys (GtkWidget *row,
          Order     *order)
{
  static const struct
  {
    guint key;
    int steps;
  } keys[] = {
    { GDK_KEY_Up, -1 },
    { GDK_KEY_Down, 1 },
    { GDK_KEY_Home, -G_MAXINT },
    { GDK_KEY_End, G_MAXINT },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_ALT_MASK),
                                                gtk_callback_action_new (move_cb, order, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].steps));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (row, controller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  "Alt+Up Alt+Down Alt+Home Alt+End", -1);
}

/* Dragging */

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            gpointer       user_data)
{
  Order *order = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) icon = NULL;

  if (!can_move (order->job))
    return NULL;

  /* It stays under the pointer as it was taken. */
  icon = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
  return gdk_content_provider_new_typed (GESSO_TYPE_JOB, order->job);
}

static void
mark (GtkWidget *row,
      gboolean   above,
      gboolean   below)
{
  (above ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (row, "drop-above");
  (below ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (row, "drop-below");
}

static gboolean
is_upper_half (GtkDropTarget *target,
               double         y)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  return y < gtk_widget_get_height (row) / 2.0;
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           gpointer       user_data)
{
  Order *order = user_data;
  gboolean upper = is_upper_half (target, y);

  if (!can_move (order->job))
    return 0;

  mark (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), upper, !upper);
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target,
          gpointer       user_data)
{
  mark (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), FALSE, FALSE);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  Order *order = user_data;
  g_autoptr (GessoJob) moved = g_value_dup_object (value);
  GessoJob *next = is_upper_half (target, y) ? order->job : find_next (order);

  leave_cb (target, order);
  if (moved == NULL || !can_move (order->job))
    return FALSE;

  /* Dropped behind the one that it follows already, it stays. */
  if (next != moved)
    gesso_job_queue_move_before (order->queue, moved, next);
  return TRUE;
}

static void
add_dragging (GtkWidget *row,
              Order     *order)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GESSO_TYPE_JOB, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), order);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), order);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), order);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), order);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/**
 * gesso_queue_order_attach:
 * @row: a row of a list whose rows hold a #GessoJobRow each
 * @queue: the queue
 * @job: the row's job
 *
 * Lets the job be moved by the row, as long as it waits.
 */
void
gesso_queue_order_attach (GtkListBoxRow *row,
                          GessoJobQueue *queue,
                          GessoJob      *job)
{
  Order *order = g_new0 (Order, 1);

  order->queue = g_object_ref (queue);
  order->job = g_object_ref (job);
  g_object_set_data_full (G_OBJECT (row), "gesso-queue-order", order, order_free);
  add_keys (GTK_WIDGET (row), order);
  add_dragging (GTK_WIDGET (row), order);
}

/**
 * gesso_queue_order_to_front:
 * @widget: something in a row
 * @queue: the queue
 * @job: the row's job
 *
 * Makes it the next one; the focus stays with it.
 */
void
gesso_queue_order_to_front (GtkWidget     *widget,
                            GessoJobQueue *queue,
                            GessoJob      *job)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  if (row != NULL)
    move_by (row, queue, job, -G_MAXINT);
  else
    gesso_job_queue_move_to_front (queue, job);
}
