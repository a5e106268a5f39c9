/* gesso-stage-compare.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage: an edit beside the picture that it was made from. Before it and the model's whole
 * answer can take its place, for as long as Tab is held or until the button is pressed again; and
 * the compare view opens over it, where any other picture can be chosen instead. There is a
 * comparison as soon as both pictures are known and the library has said how it was put together.
 */

#include "config.h"

#include "ui/view/gesso-stage-private.h"

#include <glib/gi18n.h>

#include "base/gesso-str.h"
#include "studio/gesso-comparer.h"
#include "ui/support/gesso-failure-text.h"

/* Three pictures of 24 megapixels. */
#define CACHE_BYTES ((gsize) 384 << 20)

/* Tab held shows the picture before; a short Tab goes on to the next control, as ever. */
#define TAB_HELD_US 250000

/* Keep, again and discard, with the air under them. */
#define PROPOSAL_PX 52

/* Of a name that lies over the picture. */
#define MOST_TITLE 60

static GessoNode *
find_nearest (GessoStage *self)
{
  return self->node != NULL
             ? gesso_compare_picker_find_nearest (gesso_compare_view_get_picker (self->compare),
                                                  self->node)
             : NULL;
}

static void
update_actions (GessoStage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GessoNode *nearest = find_nearest (self);

  gtk_widget_action_set_enabled (widget, "stage.compare",
                                 self->comparison != NULL || nearest != NULL);
  gtk_widget_action_set_enabled (widget, "stage.heat-map", self->comparison != NULL);
  gesso_compare_view_set_choice (self->compare, nearest != NULL);
}

static void
stop_finding (GessoStage *self)
{
  g_cancellable_cancel (self->compare_cancellable);
  g_clear_object (&self->compare_cancellable);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoComparison) comparison
      = gesso_comparer_compare_finish (GESSO_LIBRARY (source), result, &error);
  GessoStage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (comparison == NULL)
    g_debug ("nobody knows how an edit was put together: %s", error->message);
  g_clear_pointer (&self->comparison, gesso_comparison_unref);
  self->comparison = g_steal_pointer (&comparison);
  update_actions (self);
}

static gboolean
is_comparable (GessoNode *node)
{
  return node != NULL && gesso_node_get_path (node) != NULL;
}

static void
find_comparison (GessoStage *self)
{
  stop_finding (self);
  g_clear_pointer (&self->comparison, gesso_comparison_unref);
  if (is_comparable (self->node) && is_comparable (self->before))
    {
      self->compare_cancellable = g_cancellable_new ();
      gesso_comparer_compare_async (gesso_studio_get_library (self->studio), self->before,
                                    self->node, self->compare_cancellable, found_cb, self);
    }
  update_actions (self);
}

/* Instead of the picture: the one before, or what the model sent. */

static void
put_back (GessoStage *self)
{
  if (self->own != NULL)
    {
      gesso_image_view_set_frame (self->view, gesso_node_get_width (self->node),
                                  gesso_node_get_height (self->node));
      gesso_image_view_set_pyramid (self->view, self->own);
    }
  g_clear_pointer (&self->own, gesso_pyramid_unref);
  g_free (self->shown);
  self->shown = g_strdup ("result");
}

static void
show_other (GessoStage   *self,
            GessoPyramid *pyramid)
{
  const GessoSize *size = gesso_comparison_get_size (self->comparison);

  gesso_image_view_set_frame (self->view, size->width, size->height);
  gesso_image_view_set_pyramid (self->view, pyramid);
}

static GessoComparisonPicture
get_other (GessoStage *self)
{
  return g_str_equal (self->shown, "before") ? GESSO_COMPARISON_BEFORE : GESSO_COMPARISON_ANSWER;
}

static void
other_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPyramid) pyramid
      = gesso_picture_cache_load_finish (GESSO_PICTURE_CACHE (source), result, NULL, &error);
  GessoStage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (pyramid == NULL)
    {
      g_autofree char *words = gesso_failure_text_error (error);

      put_back (self);
      _gesso_stage_say_problem (self, words);
      return;
    }

  /* By now something else may be wanted; then this one is kept for later. */
  if (self->comparison != NULL && self->own != NULL
      && gesso_picture_cache_lookup (self->cache,
                                     gesso_comparison_get_key (self->comparison, get_other (self)),
                                     NULL)
             == pyramid)
    show_other (self, pyramid);
}

static void
show_which (GessoStage *self,
            const char *which)
{
  GessoPyramid *own = gesso_image_view_get_pyramid (self->view);
  GessoPyramid *known;

  if (g_str_equal (which, self->shown) || gesso_stage_get_masking (self))
    return;
  if (g_str_equal (which, "result"))
    {
      put_back (self);
      return;
    }
  if (self->comparison == NULL || own == NULL)
    return;

  if (self->own == NULL)
    self->own = gesso_pyramid_ref (own);
  g_free (self->shown);
  self->shown = g_strdup (which);
  known = gesso_picture_cache_lookup (self->cache,
                                      gesso_comparison_get_key (self->comparison, get_other (self)),
                                      NULL);
  if (known != NULL)
    show_other (self, known);
  else
    gesso_picture_cache_load_async (self->cache, gesso_studio_get_imaging_worker (self->studio),
                                    self->comparison, get_other (self), self->cancellable,
                                    other_loaded_cb, self);
}

static void
show_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);
  const char *which = g_variant_get_string (parameter, NULL);

  gesso_stage_set_comparing (self, FALSE);
  show_which (self, g_strcmp0 (self->shown, which) == 0 ? "result" : which);
}

static gboolean
tab_pressed_cb (GessoStage *self,
                guint       keyval)
{
  if (keyval != GDK_KEY_Tab || self->comparison == NULL || gesso_stage_get_masking (self))
    return GDK_EVENT_PROPAGATE;

  if (self->tab_us == 0)
    {
      self->tab_us = g_get_monotonic_time ();
      show_which (self, "before");
    }
  return GDK_EVENT_STOP;
}

static void
tab_released_cb (GessoStage *self,
                 guint       keyval)
{
  gint64 since = self->tab_us;

  if (keyval != GDK_KEY_Tab || since == 0)
    return;

  self->tab_us = 0;
  show_which (self, "result");
  if (g_get_monotonic_time () - since < TAB_HELD_US)
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                            GTK_DIR_TAB_FORWARD);
}

/* Whether the edit has just come, and may be discarded. */
static void
show_proposal (GessoStage *self,
               gboolean    fresh)
{
  gtk_widget_set_visible (self->proposal, fresh);
  gesso_compare_canvas_set_foot (gesso_compare_view_get_canvas (self->compare),
                                 fresh ? PROPOSAL_PX : 0);
}

static void
keep (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  show_proposal (GESSO_STAGE (widget), FALSE);
}

/* The compare view. */

/* What the stage shows need not be made again. */
static void
offer_own (GessoStage      *self,
           GessoComparison *comparison)
{
  GessoPyramid *own = gesso_image_view_get_pyramid (self->view);
  const GessoSize *size = gesso_comparison_get_size (comparison);

  if (own != NULL && self->own == NULL && gesso_pyramid_get_width (own) == size->width
      && gesso_pyramid_get_height (own) == size->height
      && gesso_node_get_width (self->node) == size->width
      && gesso_node_get_height (self->node) == size->height)
    gesso_picture_cache_insert (self->cache,
                                gesso_comparison_get_key (comparison, GESSO_COMPARISON_AFTER), own);
}

static void
toggle_comparing (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);

  gesso_stage_set_comparing (self, !gesso_stage_get_comparing (self));
}

static void
toggle_heat_map (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoStage *self = GESSO_STAGE (widget);
  gboolean hot = gesso_stage_get_comparing (self)
                 && g_str_equal (gesso_compare_view_get_mode (self->compare), "heat-map");

  if (!hot)
    gesso_compare_view_set_mode (self->compare, "heat-map");
  gesso_stage_set_comparing (self, !hot);
}

static void
leave (GessoStage *self)
{
  gesso_stage_set_comparing (self, FALSE);
}

static void
show_comparing (GessoStage *self,
                gboolean    comparing)
{
  gtk_widget_set_visible (GTK_WIDGET (self->compare), comparing);
  gtk_widget_set_visible (GTK_WIDGET (self->view), !comparing);
  gtk_widget_set_visible (self->notes, !comparing);
  /* Before is seen anyhow, and a narrow proposal stays in one line. */
  gtk_widget_set_visible (self->before_button, !comparing);
  _gesso_stage_show_zoom (self);
}

static char *
dup_title (GessoNode *node)
{
  g_autofree char *title = gesso_compare_picker_dup_title (node);

  return gesso_str_ellipsize (title, MOST_TITLE);
}

/* @other is the picture before, or any; the view is taken over from where the node is seen now. */
static void
open_view (GessoStage      *self,
           GessoComparison *comparison,
           GessoNode       *other)
{
  gboolean was_open = gesso_stage_get_comparing (self);
  gboolean is_edit = other == self->before;
  g_autofree char *first = is_edit ? NULL : dup_title (other);
  g_autofree char *second = is_edit ? NULL : dup_title (self->node);
  GessoViewport viewport
      = was_open
            ? *gesso_compare_canvas_get_viewport (gesso_compare_view_get_canvas (self->compare))
            : *gesso_image_view_get_viewport (self->view);

  _gesso_stage_compare_put_back (self);
  offer_own (self, comparison);
  gesso_compare_picker_set_nodes (gesso_compare_view_get_picker (self->compare), self->node,
                                  self->before, other);
  gesso_compare_view_open (self->compare, comparison, first, second, &viewport);
  if (!was_open)
    show_comparing (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
}

static void
other_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoComparison) comparison
      = gesso_comparer_compare_finish (GESSO_LIBRARY (source), result, &error);
  GessoStage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (comparison != NULL && self->other != NULL && !gesso_stage_get_masking (self))
    open_view (self, comparison, self->other);
}

/* For the file of the stage. */

void
_gesso_stage_compare_init (GessoStage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cache = gesso_picture_cache_new (CACHE_BYTES);
  self->shown = g_strdup ("result");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (tab_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (tab_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  g_signal_connect_object (self->compare, "leave", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "other-chosen", G_CALLBACK (gesso_stage_compare_with),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_compare_view_get_canvas (self->compare), "notify::zoom",
                           G_CALLBACK (_gesso_stage_show_zoom), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

/* Something else will be looked at. */
void
_gesso_stage_compare_clear (GessoStage *self)
{
  gesso_stage_set_comparing (self, FALSE);
  g_clear_object (&self->before);
  g_clear_object (&self->other);
  gesso_compare_picker_set_nodes (gesso_compare_view_get_picker (self->compare), NULL, NULL, NULL);
  g_clear_pointer (&self->own, gesso_pyramid_unref);
  g_free (self->shown);
  self->shown = g_strdup ("result");
  self->tab_us = 0;
  show_proposal (self, FALSE);
  find_comparison (self);
}

/* The node's own picture again, before something is done with what the view shows. */
void
_gesso_stage_compare_put_back (GessoStage *self)
{
  if (!g_str_equal (self->shown, "result"))
    put_back (self);
}

void
_gesso_stage_compare_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "stage.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "stage.keep", NULL, keep);
  gtk_widget_class_install_action (widget_class, "stage.compare", NULL, toggle_comparing);
  gtk_widget_class_install_action (widget_class, "stage.heat-map", NULL, toggle_heat_map);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "stage.compare", NULL);
}

/**
 * gesso_stage_propose:
 * @self: a stage that shows a node
 * @before: (nullable): the picture that it is an edit of
 * @fresh: whether it has just come, and may be discarded
 *
 * Tells what to compare the picture with. A fresh one lies over the one before until it is kept.
 */
void
gesso_stage_propose (GessoStage *self,
                     GessoNode  *before,
                     gboolean    fresh)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  /* Told again with the same picture, what is known of both stays. */
  if (g_set_object (&self->before, before) || self->comparison == NULL)
    find_comparison (self);
  show_proposal (self, before != NULL && fresh);
}

/**
 * gesso_stage_get_comparing:
 * @self: a stage
 *
 * Returns: whether the picture is being compared
 */
gboolean
gesso_stage_get_comparing (GessoStage *self)
{
  g_return_val_if_fail (GESSO_IS_STAGE (self), FALSE);

  return self->compare != NULL && gtk_widget_get_visible (GTK_WIDGET (self->compare));
}

/**
 * gesso_stage_set_comparing:
 * @self: a stage
 * @comparing: whether to compare the picture with the one that it is an edit of; where there is
 *   none, with its neighbour in the session
 *
 * Where there is nothing to compare nothing happens.
 */
void
gesso_stage_set_comparing (GessoStage *self,
                           gboolean    comparing)
{
  const GessoViewport *viewport;

  g_return_if_fail (GESSO_IS_STAGE (self));

  if (comparing == gesso_stage_get_comparing (self)
      || (comparing && gesso_stage_get_masking (self)))
    return;

  if (comparing && self->comparison != NULL)
    {
      open_view (self, self->comparison, self->before);
      return;
    }
  if (comparing)
    {
      GessoNode *with = self->before != NULL ? self->before : find_nearest (self);

      if (with != NULL)
        gesso_stage_compare_with (self, with);
      return;
    }

  g_clear_object (&self->other);
  viewport = gesso_compare_canvas_get_viewport (gesso_compare_view_get_canvas (self->compare));
  if (viewport->image_width == gesso_node_get_width (self->node)
      && viewport->image_height == gesso_node_get_height (self->node))
    gesso_image_view_set_viewport (self->view, viewport);
  gesso_compare_view_close (self->compare);
  show_comparing (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * gesso_stage_compare_with:
 * @self: a stage that shows a node
 * @other: any other picture of the library
 *
 * Compares the picture with @other, in the way that was used last.
 */
void
gesso_stage_compare_with (GessoStage *self,
                          GessoNode  *other)
{
  g_return_if_fail (GESSO_IS_STAGE (self));
  g_return_if_fail (GESSO_IS_NODE (other));

  if (!is_comparable (self->node) || !is_comparable (other) || other == self->node
      || gesso_stage_get_masking (self))
    return;

  g_clear_object (&self->other);
  if (other == self->before && self->comparison != NULL)
    {
      open_view (self, self->comparison, other);
      return;
    }

  self->other = g_object_ref (other);
  gesso_comparer_compare_async (gesso_studio_get_library (self->studio), other, self->node,
                                self->cancellable, other_found_cb, self);
}

/**
 * gesso_stage_set_pictures:
 * @self: a stage
 * @pictures: (nullable): what a picture can be compared with besides its input, of #GessoNode
 */
void
gesso_stage_set_pictures (GessoStage *self,
                          GListModel *pictures)
{
  g_return_if_fail (GESSO_IS_STAGE (self));

  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_func (self->pictures, update_actions, self);
  g_set_object (&self->pictures, pictures);
  gesso_compare_picker_set_source (gesso_compare_view_get_picker (self->compare), pictures,
                                   self->studio != NULL ? gesso_studio_get_thumbnails (self->studio)
                                                        : NULL);
  if (pictures != NULL)
    g_signal_connect_object (pictures, "items-changed", G_CALLBACK (update_actions), self,
                             G_CONNECT_SWAPPED);
  update_actions (self);
}
