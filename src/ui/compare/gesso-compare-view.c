/* gesso-compare-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareView: the stage's mode for comparing an edit with what it was made from: the canvas,
 * the bar that chooses how and what, and what the colours mean. It asks the cache for the pictures
 * that the chosen way needs, and only for those. Owned by the stage, main thread; opened with a
 * comparison and closed again any number of times. Here the class, its places and its commands; in
 * -show what is seen.
 *
 * "leave" is emitted when somebody is done, "other-chosen" (GessoNode) when the picture shall be
 * compared with another one.
 */

#include "config.h"

#include "ui/compare/gesso-compare-view-private.h"

#include <adwaita.h>

#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-squeeze-bin.h"
#include "ui/support/gesso-template.h"

typedef enum
{
  PROP_MODE = 1,
  PROP_PAIR,
  PROP_AUTOMATIC,
  PROP_GAIN,
  PROP_OUTSIDE,
} GessoCompareViewProperty;

static GParamSpec *properties[PROP_OUTSIDE + 1];

enum
{
  SIGNAL_LEAVE,
  SIGNAL_OTHER_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoCompareView, gesso_compare_view, GTK_TYPE_WIDGET)

static void
set_pair (GessoCompareView *self,
          const char       *name)
{
  for (guint i = 0; i < GESSO_COMPARE_N_PAIRS; i++)
    if (g_strcmp0 (name, _gesso_compare_pairs[i].name) == 0 && i != self->pair)
      {
        self->pair = i;
        _gesso_compare_view_update (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAIR]);
        return;
      }
}

static void
set_automatic (GessoCompareView *self,
               gboolean          automatic)
{
  if (automatic == self->automatic)
    return;

  self->automatic = automatic;
  _gesso_compare_view_update_blinking (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATIC]);
}

/* A power of two, as the buttons give it. */
static void
set_gain (GessoCompareView *self,
          int               gain)
{
  int power = 1;

  while (2 * power <= MIN (gain, GESSO_COMPARISON_MOST_GAIN))
    power *= 2;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.less", power > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.more",
                                 power < GESSO_COMPARISON_MOST_GAIN);
  if (power == self->gain)
    return;

  self->gain = power;
  if (self->comparison != NULL)
    {
      g_autoptr (GessoComparison) before = self->comparison;

      self->comparison = gesso_comparison_with_gain (before, power);
      self->amplifying = self->mode == GESSO_COMPARE_MODE_DIFFERENCE;
      _gesso_compare_view_update (self);
      self->amplifying = FALSE;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GAIN]);
}

static void
set_outside (GessoCompareView *self,
             gboolean          outside)
{
  if (outside == self->outside)
    return;

  self->outside = outside;
  _gesso_compare_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTSIDE]);
}

static void
amplify_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (widget);

  set_gain (self, g_str_equal (action, "compare.more") ? 2 * self->gain : self->gain / 2);
}

static void
choose_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->with_button)))
    gtk_menu_button_popup (self->with_button);
}

static void
chosen_cb (GessoCompareView *self,
           GessoNode        *other)
{
  g_signal_emit (self, signals[SIGNAL_OTHER_CHOSEN], 0, other);
}

/* What had the focus in there is gone; the keys of the view go on working. */
static void
choice_closed_cb (GessoCompareView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
leave_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_LEAVE], 0);
}

/* Nothing blinks out of sight. */
static void
gesso_compare_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_compare_view_parent_class)->map (widget);
  _gesso_compare_view_update_blinking (GESSO_COMPARE_VIEW (widget));
}

static void
gesso_compare_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_compare_view_parent_class)->unmap (widget);
  _gesso_compare_view_update_blinking (GESSO_COMPARE_VIEW (widget));
}

static void
gesso_compare_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  gtk_widget_measure (GESSO_COMPARE_VIEW (widget)->overlay, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

/* At fit the pictures stay clear of the bar and of what is said below it. */
static void
gesso_compare_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (widget);
  int head;

  gtk_widget_measure (self->top, GTK_ORIENTATION_VERTICAL, width, NULL, &head, NULL, NULL);
  gesso_compare_canvas_set_head (self->canvas, head);
  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
}

static gboolean
gesso_compare_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_COMPARE_VIEW (widget)->canvas));
}

static void
gesso_compare_view_dispose (GObject *object)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (object);

  g_clear_handle_id (&self->blink_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_COMPARE_VIEW);
  g_clear_pointer (&self->comparison, gesso_comparison_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->worker);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->titles[i], g_free);

  G_OBJECT_CLASS (gesso_compare_view_parent_class)->dispose (object);
}

static void
gesso_compare_view_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (object);

  switch ((GessoCompareViewProperty) id)
    {
    case PROP_MODE:
      g_value_set_static_string (value, _gesso_compare_modes[self->mode].name);
      break;
    case PROP_PAIR:
      g_value_set_static_string (value, _gesso_compare_pairs[self->pair].name);
      break;
    case PROP_AUTOMATIC:
      g_value_set_boolean (value, self->automatic);
      break;
    case PROP_GAIN:
      g_value_set_int (value, self->gain);
      break;
    case PROP_OUTSIDE:
      g_value_set_boolean (value, self->outside);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_compare_view_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GessoCompareView *self = GESSO_COMPARE_VIEW (object);

  switch ((GessoCompareViewProperty) id)
    {
    case PROP_MODE:
      gesso_compare_view_set_mode (self, g_value_get_string (value));
      break;
    case PROP_PAIR:
      set_pair (self, g_value_get_string (value));
      break;
    case PROP_AUTOMATIC:
      set_automatic (self, g_value_get_boolean (value));
      break;
    case PROP_GAIN:
      set_gain (self, g_value_get_int (value));
      break;
    case PROP_OUTSIDE:
      set_outside (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keyval;
    const char *mode;
  } keys[] = {
    { GDK_KEY_w, "wipe" },       { GDK_KEY_s, "side-by-side" }, { GDK_KEY_k, "blink" },
    { GDK_KEY_d, "difference" }, { GDK_KEY_h, "heat-map" },
  };

  gtk_widget_class_install_property_action (widget_class, "compare.mode", "mode");
  gtk_widget_class_install_property_action (widget_class, "compare.pair", "pair");
  gtk_widget_class_install_property_action (widget_class, "compare.automatic", "automatic");
  gtk_widget_class_install_property_action (widget_class, "compare.outside", "outside");
  gtk_widget_class_install_action (widget_class, "compare.more", NULL, amplify_action);
  gtk_widget_class_install_action (widget_class, "compare.less", NULL, amplify_action);
  gtk_widget_class_install_action (widget_class, "compare.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "compare.leave", NULL, leave_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, 0, "compare.mode", "s",
                                         keys[i].mode);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "compare.more", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_SHIFT_MASK, "compare.less",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "compare.outside", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "compare.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "compare.leave", NULL);
}

static void
gesso_compare_view_class_init (GessoCompareViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = gesso_compare_view_dispose;
  object_class->get_property = gesso_compare_view_get_property;
  object_class->set_property = gesso_compare_view_set_property;
  widget_class->grab_focus = gesso_compare_view_grab_focus;
  widget_class->measure = gesso_compare_view_measure;
  widget_class->size_allocate = gesso_compare_view_size_allocate;
  widget_class->map = gesso_compare_view_map;
  widget_class->unmap = gesso_compare_view_unmap;

  /* "wipe", "side-by-side", "blink", "difference" or "heat-map". */
  properties[PROP_MODE]
      = g_param_spec_string ("mode", NULL, NULL, _gesso_compare_modes[0].name, flags);
  /* "edit", "whole" or "restored": before and after, before and the answer, the answer and after.
   */
  properties[PROP_PAIR]
      = g_param_spec_string ("pair", NULL, NULL, _gesso_compare_pairs[0].name, flags);
  /* Whether blinking goes by itself. */
  properties[PROP_AUTOMATIC] = g_param_spec_boolean ("automatic", NULL, NULL, FALSE, flags);
  /* By how much differences are amplified: 1, 2, 4 and so on; anything else is rounded down. */
  properties[PROP_GAIN] = g_param_spec_int ("gain", NULL, NULL, 1, GESSO_COMPARISON_MOST_GAIN,
                                            GESSO_COMPARISON_GAIN, flags);
  /* Whether a difference is confined to what lies outside the mask. */
  properties[PROP_OUTSIDE] = g_param_spec_boolean ("outside", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GessoCompareView::leave:
   * @self: the view
   *
   * Somebody is done with comparing.
   */
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GessoCompareView::other-chosen:
   * @self: the view
   * @node: what to compare with
   */
  signals[SIGNAL_OTHER_CHOSEN]
      = g_signal_new ("other-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);

  g_type_ensure (GESSO_TYPE_COMPARE_CANVAS);
  g_type_ensure (GESSO_TYPE_COMPARE_LEGEND);
  g_type_ensure (GESSO_TYPE_COMPARE_PICKER);
  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compare/gesso-compare-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, overlay);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, canvas);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, top);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, with_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, picker);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, legend);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, mode_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, pair_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, automatic_button);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, problem);
  gtk_widget_class_set_css_name (widget_class, "compareview");
  install_actions (widget_class);
}

static void
gesso_compare_view_init (GessoCompareView *self)
{
  GSettings *settings = gesso_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  set_gain (self, GESSO_COMPARISON_GAIN);
  g_signal_connect_object (gtk_menu_button_get_popover (self->with_button), "closed",
                           G_CALLBACK (choice_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::side", G_CALLBACK (_gesso_compare_view_describe),
                           self, G_CONNECT_SWAPPED);
  /* Who does not want things to move starts it by hand, or holds Space. */
  self->automatic = adw_get_enable_animations (GTK_WIDGET (self));
  if (settings != NULL)
    {
      g_settings_bind (settings, GESSO_SETTING_COMPARE_GAIN, self, "gain", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, GESSO_SETTING_COMPARE_OUTSIDE, self, "outside",
                       G_SETTINGS_BIND_DEFAULT);
    }
  _gesso_compare_view_update (self);
}

GtkWidget *
gesso_compare_view_new (void)
{
  return g_object_new (GESSO_TYPE_COMPARE_VIEW, NULL);
}

/**
 * gesso_compare_view_set_source:
 * @self: a view
 * @cache: where pictures are kept
 * @worker: where they are made
 */
void
gesso_compare_view_set_source (GessoCompareView  *self,
                               GessoPictureCache *cache,
                               GessoWorker       *worker)
{
  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));

  g_set_object (&self->cache, cache);
  g_set_object (&self->worker, worker);
}

/**
 * gesso_compare_view_get_canvas:
 * @self: a view
 *
 * Returns: (transfer none): where the pictures are
 */
GessoCompareCanvas *
gesso_compare_view_get_canvas (GessoCompareView *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_VIEW (self), NULL);

  return self->canvas;
}

/**
 * gesso_compare_view_get_picker:
 * @self: a view
 *
 * Returns: (transfer none): the choice of what to compare with
 */
GessoComparePicker *
gesso_compare_view_get_picker (GessoCompareView *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_VIEW (self), NULL);

  return self->picker;
}

/**
 * gesso_compare_view_set_choice:
 * @self: a view
 * @choice: whether there is another picture to compare with
 */
void
gesso_compare_view_set_choice (GessoCompareView *self,
                               gboolean          choice)
{
  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->with_button), choice);
}

/**
 * gesso_compare_view_get_mode:
 * @self: a view
 *
 * Returns: (transfer none): the way of comparing, as named by the property
 */
const char *
gesso_compare_view_get_mode (GessoCompareView *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_VIEW (self), NULL);

  return _gesso_compare_modes[self->mode].name;
}

/**
 * gesso_compare_view_set_mode:
 * @self: a view
 * @mode: a way of comparing, as named by the property; another word changes nothing
 */
void
gesso_compare_view_set_mode (GessoCompareView *self,
                             const char       *mode)
{
  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));

  for (guint i = 0; i < GESSO_COMPARE_N_MODES; i++)
    if (g_strcmp0 (mode, _gesso_compare_modes[i].name) == 0 && i != self->mode)
      {
        self->mode = i;
        _gesso_compare_view_update (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
        return;
      }
}

/**
 * gesso_compare_view_open:
 * @self: a view with a source
 * @comparison: what to compare
 * @first: (nullable): what the first picture is called; %NULL when it is the second one before it
 *   was edited
 * @second: (nullable): what the second picture is called
 * @viewport: where the picture is looked at
 *
 * Begins with before and after, in the way that was used last.
 */
void
gesso_compare_view_open (GessoCompareView    *self,
                         GessoComparison     *comparison,
                         const char          *first,
                         const char          *second,
                         const GessoViewport *viewport)
{
  const GessoSize *size;

  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));
  g_return_if_fail (self->cache != NULL && comparison != NULL);

  gesso_compare_view_close (self);
  size = gesso_comparison_get_size (comparison);
  self->comparison = gesso_comparison_with_gain (comparison, self->gain);
  self->titles[0] = g_strdup (first);
  self->titles[1] = g_strdup (second);
  set_pair (self, _gesso_compare_pairs[0].name);
  gesso_compare_canvas_set_size (self->canvas, size->width, size->height);
  if (viewport->image_width == size->width && viewport->image_height == size->height)
    gesso_compare_canvas_set_viewport (self->canvas, viewport);
  _gesso_compare_view_update (self);
}

/**
 * gesso_compare_view_close:
 * @self: a view
 *
 * Lets go of everything that it compared.
 */
void
gesso_compare_view_close (GessoCompareView *self)
{
  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));

  g_clear_pointer (&self->comparison, gesso_comparison_unref);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->titles[i], g_free);
  _gesso_compare_view_load (self);
  _gesso_compare_view_update_blinking (self);
  for (guint i = 0; i < 2; i++)
    gesso_compare_canvas_set_picture (self->canvas, i, NULL);
}
