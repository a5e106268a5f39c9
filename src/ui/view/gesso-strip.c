/* gesso-strip.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStrip: the path from the session's first picture to the current one and on along the newest
 * branch, then the jobs of the session that are not done. A fork shows how many branches there are
 * and offers the others; a stack shows its size. It is small and is built anew whenever the tree
 * changes. Clicking emits "node-chosen" (GessoNode) or "job-chosen" (GessoJob).
 */

#include "config.h"

#include "ui/view/gesso-strip.h"

#include <glib/gi18n.h>

#include "store/gesso-thumbnails.h"
#include "ui/support/gesso-words.h"
#include "ui/view/gesso-strip-job.h"
#include "ui/view/gesso-thumb.h"

#define THUMB_HEIGHT_PX GESSO_STRIP_HEIGHT_PX
/* Beside the current picture, so that one sees that it goes on. */
#define AIR_PX 36

struct _GessoStrip
{
  GtkWidget parent_instance;

  GessoStudio *studio;   /* (owned) (nullable) */
  GessoSession *session; /* (owned) (nullable) */
  GessoJob *job;         /* (owned) (nullable): which is looked at instead of the current node */
  GPtrArray *shown;      /* (owned) (element-type GessoNode): in order */
  guint idle_id;         /* (owned): rebuilds once however much changed */
  GHashTable *previews;  /* (owned): the last preview of each job seen here, by its id */
  GtkWidget *current;    /* (unowned) (nullable): the entry of what is looked at */
  guint scroll_id;       /* (owned): tick callback */
  gboolean laid_out;     /* since the last rebuild, as far as the tick callback knows */

  GtkWidget *scrolled; /* (owned): our child */
  GtkWidget *box;
};

enum
{
  SIGNAL_NODE_CHOSEN,
  SIGNAL_JOB_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoStrip, gesso_strip, GTK_TYPE_WIDGET)

static void
choose_node (GessoStrip *self,
             GessoNode  *node)
{
  g_signal_emit (self, signals[SIGNAL_NODE_CHOSEN], 0, node);
}

static void
node_clicked_cb (GtkButton *button,
                 GessoNode *node)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), GESSO_TYPE_STRIP);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  g_object_ref (node);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  if (self != NULL)
    choose_node (GESSO_STRIP (self), node);
  g_object_unref (node);
}

static void
job_clicked_cb (GessoStripJob *button)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), GESSO_TYPE_STRIP);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_JOB_CHOSEN], 0, gesso_strip_job_get_job (button));
}

static GdkContentProvider *
node_drag_prepare_cb (GessoNode     *node,
                      double         x,
                      double         y,
                      GtkDragSource *source)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (widget);
  const char *path = gesso_node_get_file (node);
  g_autoptr (GFile) file = NULL;
  GdkContentProvider *providers[2];

  if (path == NULL)
    path = gesso_node_get_path (node);
  gtk_drag_source_set_icon (source, icon, x, y);
  providers[0] = gdk_content_provider_new_typed (GESSO_TYPE_NODE, node);
  if (path == NULL)
    return providers[0];

  file = g_file_new_for_path (path);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  return gdk_content_provider_new_union (providers, 2);
}

static char *
describe_node (GessoNode *node)
{
  const char *prompt = gesso_node_get_prompt (node);

  if (prompt != NULL && prompt[0] != '\0')
    return g_strdup (prompt);
  if (gesso_node_get_name (node) != NULL)
    return g_strdup (gesso_node_get_name (node));

  return g_strdup (_ ("Picture"));
}

static GtkWidget *
make_node_button (GessoStrip *self,
                  GessoNode  *node)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *thumb
      = gesso_thumb_new (self->studio != NULL ? gesso_studio_get_thumbnails (self->studio) : NULL,
                         gesso_thumb_get_width (gesso_node_get_width (node),
                                                gesso_node_get_height (node), THUMB_HEIGHT_PX),
                         THUMB_HEIGHT_PX);
  const char *job_id = gesso_node_get_job_id (node);
  GtkDragSource *drag = gtk_drag_source_new ();
  g_autofree char *words = describe_node (node);

  if (job_id != NULL && gesso_node_get_output_index (node) == 0)
    gesso_thumb_set_stand_in (GESSO_THUMB (thumb), g_hash_table_lookup (self->previews, job_id));
  gesso_thumb_set_node (GESSO_THUMB (thumb), node);
  gtk_button_set_child (GTK_BUTTON (button), thumb);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "strip-item");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (node_clicked_cb), node, 0);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (node_drag_prepare_cb), node,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (drag));
  return button;
}

/* A small button over a thumbnail's corner that offers other pictures. */
static GtkWidget *
make_branches (GessoStrip *self,
               GPtrArray  *nodes,
               const char *icon,
               const char *words)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf (icon != NULL ? "%u" : "×%u", nodes->len);
  g_autofree char *count = gesso_words_isolate (text);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (content), gtk_label_new (count));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_widget_add_css_class (button, "strip-mark");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  for (guint i = 0; i < nodes->len; i++)
    gtk_box_append (GTK_BOX (flow), make_node_button (self, g_ptr_array_index (nodes, i)));
  gtk_popover_set_child (GTK_POPOVER (popover), flow);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

/* One picture for each request: the members of a stack other than the first are left out. */
static GPtrArray *
get_branches (GessoStrip *self,
              GessoNode  *parent)
{
  g_autoptr (GPtrArray) children = gesso_session_get_children (self->session, parent);
  GPtrArray *branches = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < children->len; i++)
    {
      GessoNode *child = g_ptr_array_index (children, i);
      const char *stack = gesso_node_get_stack_id (child);
      gboolean known = FALSE;

      for (guint k = 0; k < branches->len && stack != NULL; k++)
        known |= g_strcmp0 (gesso_node_get_stack_id (g_ptr_array_index (branches, k)), stack) == 0;
      if (!known)
        g_ptr_array_add (branches, g_object_ref (child));
    }

  return branches;
}

static void
mark_current (GessoStrip *self,
              GtkWidget  *button)
{
  gtk_widget_add_css_class (button, "current");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
  self->current = button;
}

static GtkWidget *
make_entry (GessoStrip *self,
            GessoNode  *node)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *button = make_node_button (self, node);
  g_autoptr (GPtrArray) stack = gesso_session_get_stack (self->session, node);
  g_autoptr (GessoNode) parent = gesso_session_get_parent (self->session, node);
  g_autoptr (GPtrArray) branches = get_branches (self, parent);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), button);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  if (self->job == NULL && node == gesso_session_get_current (self->session))
    mark_current (self, button);
  if (stack->len > 1)
    {
      g_autofree char *words = g_strdup_printf (_ ("%u pictures of the same request"), stack->len);
      GtkWidget *mark = make_branches (self, stack, NULL, words);

      gtk_widget_set_halign (mark, GTK_ALIGN_END);
      gtk_widget_set_valign (mark, GTK_ALIGN_START);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), mark);
    }
  if (branches->len > 1)
    {
      g_autofree char *words = g_strdup_printf (_ ("%u branches start here"), branches->len);
      GtkWidget *mark = make_branches (self, branches, "gesso-fork-symbolic", words);

      gtk_widget_set_halign (mark, GTK_ALIGN_START);
      gtk_widget_set_valign (mark, GTK_ALIGN_END);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), mark);
    }
  return overlay;
}

static void
append (GessoStrip *self,
        GtkWidget  *entry)
{
  if (gtk_widget_get_first_child (self->box) != NULL)
    {
      /* The toolkit mirrors it itself from right to left. */
      GtkWidget *chevron = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_add_css_class (chevron, "dim-label");
      gtk_box_append (GTK_BOX (self->box), chevron);
    }
  gtk_box_append (GTK_BOX (self->box), entry);
}

/* From the root to the current node, and on along the newest branch. */
static void
collect (GessoStrip *self)
{
  GessoNode *current = gesso_session_get_current (self->session);

  g_ptr_array_set_size (self->shown, 0);
  if (current == NULL)
    return;

  {
    g_autoptr (GPtrArray) path = gesso_session_get_path (self->session, current);

    for (guint i = 0; i < path->len; i++)
      g_ptr_array_add (self->shown, g_object_ref (g_ptr_array_index (path, i)));
  }
  while (self->shown->len > 0 && self->shown->len < 500)
    {
      GessoNode *last = g_ptr_array_index (self->shown, self->shown->len - 1);
      g_autoptr (GPtrArray) branches = get_branches (self, last);

      if (branches->len == 0)
        return;
      g_ptr_array_add (self->shown, g_object_ref (g_ptr_array_index (branches, branches->len - 1)));
    }
}

static void
append_job (GessoStrip *self,
            GessoJob   *job)
{
  GtkWidget *button
      = gesso_strip_job_new (self->studio, job,
                             g_hash_table_lookup (self->previews, gesso_job_get_id (job)));

  g_signal_connect (button, "clicked", G_CALLBACK (job_clicked_cb), NULL);
  if (job == self->job)
    mark_current (self, button);
  append (self, button);
}

static gboolean
is_shown_job (GessoStrip *self,
              GessoJob   *job)
{
  return g_strcmp0 (gesso_job_get_session_id (job), gesso_session_get_id (self->session)) == 0
         && gesso_job_get_state (job) != GESSO_JOB_STATE_DONE
         && gesso_job_get_state (job) != GESSO_JOB_STATE_CANCELLED;
}

static void
append_jobs (GessoStrip *self)
{
  GListModel *queue
      = self->studio != NULL ? G_LIST_MODEL (gesso_studio_get_queue (self->studio)) : NULL;

  for (guint i = 0; queue != NULL && i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (queue, i);

      if (is_shown_job (self, job))
        append_job (self, job);
    }
}

/* The current entry comes into view once it has its place: the first tick after a change is before
 * the layout, the second behind it. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GessoStrip *self = GESSO_STRIP (widget);
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t place;

  if (!self->laid_out)
    {
      self->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }

  self->scroll_id = 0;
  if (self->current != NULL && gtk_widget_compute_bounds (self->current, self->box, &place))
    gtk_adjustment_clamp_page (adjustment, place.origin.x - AIR_PX,
                               place.origin.x + place.size.width + AIR_PX);
  return G_SOURCE_REMOVE;
}

static void
queue_scroll (GessoStrip *self)
{
  self->laid_out = FALSE;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* What the jobs' entries show goes on standing in until the pictures are there. */
static void
keep_previews (GessoStrip *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GESSO_IS_STRIP_JOB (child))
      {
        GdkTexture *texture = gesso_strip_job_get_texture (GESSO_STRIP_JOB (child));
        GessoJob *job = gesso_strip_job_get_job (GESSO_STRIP_JOB (child));

        if (texture != NULL)
          g_hash_table_insert (self->previews, g_strdup (gesso_job_get_id (job)),
                               g_object_ref (texture));
      }
}

static void
rebuild (GessoStrip *self)
{
  GtkWidget *child;

  keep_previews (self);
  self->current = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_set_size (self->shown, 0);
  if (self->session != NULL)
    {
      collect (self);
      for (guint i = 0; i < self->shown->len; i++)
        append (self, make_entry (self, g_ptr_array_index (self->shown, i)));
      append_jobs (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
  queue_scroll (self);
}

static void
idle_cb (gpointer user_data)
{
  GessoStrip *self = user_data;

  self->idle_id = 0;
  rebuild (self);
}

static void
queue_rebuild (GessoStrip *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_once (idle_cb, self);
}

static void
queue_changed_cb (GessoStrip *self,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *queue)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (queue, i);

      g_signal_handlers_disconnect_by_func (job, queue_rebuild, self);
      g_signal_connect_object (job, "notify::state", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
    }
  queue_rebuild (self);
}

static gboolean
wheel_cb (GessoStrip *self,
          double      dx,
          double      dy)
{
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (dx + dy) * 64);
  return GDK_EVENT_STOP;
}

static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  int along, across;

  g_variant_get (args, "(ii)", &along, &across);
  gesso_strip_move (GESSO_STRIP (widget), along, across);
  return TRUE;
}

static void
gesso_strip_dispose (GObject *object)
{
  GessoStrip *self = GESSO_STRIP (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_id);
  self->scroll_id = 0;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->studio);
  g_ptr_array_set_size (self->shown, 0);

  G_OBJECT_CLASS (gesso_strip_parent_class)->dispose (object);
}

static void
gesso_strip_finalize (GObject *object)
{
  g_ptr_array_unref (GESSO_STRIP (object)->shown);
  g_hash_table_unref (GESSO_STRIP (object)->previews);

  G_OBJECT_CLASS (gesso_strip_parent_class)->finalize (object);
}

static void
gesso_strip_class_init (GessoStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_strip_finalize;

  /**
   * GessoStrip::node-chosen:
   * @self: the strip
   * @node: a picture of the session
   */
  signals[SIGNAL_NODE_CHOSEN]
      = g_signal_new ("node-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);
  /**
   * GessoStrip::job-chosen:
   * @self: the strip
   * @job: a job of the session that is not done
   */
  signals[SIGNAL_JOB_CHOSEN]
      = g_signal_new ("job-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_JOB);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_key_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_key_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_key_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_key_cb, "(ii)", 0, 1);
}

static void
gesso_strip_init (GessoStrip *self)
{
  GtkEventController *wheel
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->previews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Session"), -1);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (wheel_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gesso_strip_new (void)
{
  return g_object_new (GESSO_TYPE_STRIP, NULL);
}

/**
 * gesso_strip_set_studio:
 * @self: a strip
 * @studio: an open studio; to be called once
 */
void
gesso_strip_set_studio (GessoStrip  *self,
                        GessoStudio *studio)
{
  GListModel *queue;

  g_return_if_fail (GESSO_IS_STRIP (self));

  g_set_object (&self->studio, studio);
  queue = G_LIST_MODEL (gesso_studio_get_queue (studio));
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed_cb), self,
                           G_CONNECT_SWAPPED);
  queue_changed_cb (self, 0, 0, g_list_model_get_n_items (queue), queue);
}

/**
 * gesso_strip_set_session:
 * @self: a strip
 * @session: (nullable): whose path is shown
 */
void
gesso_strip_set_session (GessoStrip   *self,
                         GessoSession *session)
{
  g_return_if_fail (GESSO_IS_STRIP (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_hash_table_remove_all (self->previews);
  if (session != NULL)
    {
      g_signal_connect_object (session, "tree-changed", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::current", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
    }
  queue_rebuild (self);
}

/**
 * gesso_strip_set_job:
 * @self: a strip
 * @job: (nullable): the job that is looked at instead of the current node
 */
void
gesso_strip_set_job (GessoStrip *self,
                     GessoJob   *job)
{
  g_return_if_fail (GESSO_IS_STRIP (self));

  if (g_set_object (&self->job, job))
    queue_rebuild (self);
}

/* The sibling that is a step further among all children of the same parent. */
static GessoNode *
find_sibling (GessoStrip *self,
              GessoNode  *node,
              int         across)
{
  g_autoptr (GessoNode) parent = gesso_session_get_parent (self->session, node);
  g_autoptr (GPtrArray) children = gesso_session_get_children (self->session, parent);

  for (guint i = 0; i < children->len; i++)
    if (g_ptr_array_index (children, i) == node)
      {
        int to = (int) i + across;

        return to >= 0 && to < (int) children->len ? g_object_ref (children->pdata[to]) : NULL;
      }

  return NULL;
}

/**
 * gesso_strip_move:
 * @self: a strip
 * @along: steps to the right on the screen, along the path
 * @across: steps down among the siblings
 *
 * Chooses another picture, as the arrow keys do.
 */
void
gesso_strip_move (GessoStrip *self,
                  int         along,
                  int         across)
{
  GessoNode *current;
  guint at = 0;

  g_return_if_fail (GESSO_IS_STRIP (self));

  current = self->session != NULL ? gesso_session_get_current (self->session) : NULL;
  if (current == NULL)
    return;

  if (across != 0)
    {
      g_autoptr (GessoNode) sibling = find_sibling (self, current, across);

      if (sibling != NULL)
        choose_node (self, sibling);
      return;
    }

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    along = -along;
  if (!g_ptr_array_find (self->shown, current, &at))
    return;
  if ((int) at + along < 0 || at + along >= self->shown->len)
    return;

  choose_node (self, g_ptr_array_index (self->shown, at + along));
}
