/* gesso-compare-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareView: the stage's mode for comparing an edit with what it was made from: the canvas,
 * the bar that chooses how and what, and what the colours mean. It asks the cache for the pictures
 * that the chosen way needs, and only for those. Owned by the stage, main thread; opened with a
 * comparison and closed again any number of times.
 *
 * "leave" is emitted when somebody is done.
 */

#include "config.h"

#include "ui/compare/gesso-compare-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/compare/gesso-compare-legend.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-squeeze-bin.h"
#include "ui/support/gesso-template.h"

/* Under three changes in a second, which nobody is hurt by. */
#define BLINK_MS 700

typedef enum
{
  MODE_WIPE,
  MODE_BESIDE,
  MODE_BLINK,
  MODE_DIFFERENCE,
  MODE_HEAT,
  N_MODES,
} Mode;

static const struct
{
  const char *name;
  const char *title;
  GessoCompareLayout layout;
} modes[N_MODES] = {
  { "wipe", N_ ("Wipe"), GESSO_COMPARE_WIPE },
  { "side-by-side", N_ ("Side by Side"), GESSO_COMPARE_BESIDE },
  { "blink", N_ ("Blink"), GESSO_COMPARE_BLINK },
  { "difference", N_ ("Difference"), GESSO_COMPARE_ONE },
  { "heat-map", N_ ("Heat-Map"), GESSO_COMPARE_ONE },
};

/* What is compared with what. */
static const struct
{
  const char *name;
  GessoComparisonPicture pictures[2];
  GessoComparisonPicture difference;
} pairs[] = {
  { "edit", { GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_AFTER }, GESSO_COMPARISON_EDIT },
  { "whole", { GESSO_COMPARISON_BEFORE, GESSO_COMPARISON_ANSWER }, GESSO_COMPARISON_WHOLE },
  { "restored", { GESSO_COMPARISON_ANSWER, GESSO_COMPARISON_AFTER }, GESSO_COMPARISON_RESTORED },
};

struct _GessoCompareView
{
  GtkWidget parent_instance;

  GessoPictureCache *cache;    /* (owned) (nullable) */
  GessoWorker *worker;         /* (owned) (nullable) */
  GessoComparison *comparison; /* (owned) (nullable): while it is open */
  GCancellable *cancellable;   /* (owned) (nullable): of what is being loaded */
  guint n_loading;
  Mode mode;
  guint pair;
  gboolean automatic;
  guint blink_id; /* (owned): a timeout */

  /* Children of the template. */
  GessoCompareCanvas *canvas;
  GessoCompareLegend *legend;
  GtkMenuButton *mode_button;
  GtkWidget *pair_button;
  GtkWidget *automatic_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
};

typedef enum
{
  PROP_MODE = 1,
  PROP_PAIR,
  PROP_AUTOMATIC,
} GessoCompareViewProperty;

static GParamSpec *properties[PROP_AUTOMATIC + 1];
static guint leave_signal;

G_DEFINE_FINAL_TYPE (GessoCompareView, gesso_compare_view, GTK_TYPE_WIDGET)

/* Pictures. */

typedef struct
{
  GessoCompareView *self; /* (unowned): cancels what it began */
  guint side;
} Loading;

static guint
get_wanted (GessoCompareView       *self,
            GessoComparisonPicture *out_pictures)
{
  out_pictures[0] = pairs[self->pair].pictures[0];
  out_pictures[1] = pairs[self->pair].pictures[1];
  if (self->mode == MODE_DIFFERENCE)
    out_pictures[0] = pairs[self->pair].difference;
  if (self->mode == MODE_HEAT)
    out_pictures[0] = GESSO_COMPARISON_HEAT;

  return modes[self->mode].layout == GESSO_COMPARE_ONE ? 1 : 2;
}

static void
say_problem (GessoCompareView *self,
             const char       *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
show_loading (GessoCompareView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->n_loading > 0);
  gtk_spinner_set_spinning (self->spinner, self->n_loading > 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_STATE_BUSY,
                               self->n_loading > 0, -1);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Loading *loading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPyramid) pyramid
      = gesso_picture_cache_load_finish (GESSO_PICTURE_CACHE (source), result, &error);
  GessoCompareView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = loading->self;
  self->n_loading--;
  show_loading (self);
  if (pyramid == NULL)
    {
      g_autofree char *words = gesso_failure_text_error (error);

      say_problem (self, words);
      return;
    }

  gesso_compare_canvas_set_picture (self->canvas, loading->side, pyramid);
}

static void
stop_loading (GessoCompareView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_loading = 0;
}

static void
load_side (GessoCompareView       *self,
           guint                   side,
           GessoComparisonPicture  which)
{
  GessoPyramid *known
      = gesso_picture_cache_lookup (self->cache,
                                    gesso_comparison_get_key (self->comparison, which));
  Loading *loading;

  gesso_compare_canvas_set_picture (self->canvas, side, known);
  if (known != NULL)
    return;

  loading = g_new0 (Loading, 1);
  loading->self = self;
  loading->side = side;
  self->n_loading++;
  gesso_picture_cache_load_async (self->cache, self->worker, self->comparison, which,
                                  self->cancellable, loaded_cb, loading);
}

static void
load (GessoCompareView *self)
{
  GessoComparisonPicture wanted[2];
  guint n;

  stop_loading (self);
  say_problem (self, NULL);
  if (self->comparison != NULL)
    {
      self->cancellable = g_cancellable_new ();
      n = get_wanted (self, wanted);
      for (guint i = 0; i < n; i++)
        load_side (self, i, wanted[i]);
    }
  show_loading (self);
}

/* Blinking. */

static gboolean
blink_cb (gpointer user_data)
{
  GessoCompareView *self = user_data;

  if (self->n_loading == 0)
    gesso_compare_canvas_set_side (self->canvas, 1 - gesso_compare_canvas_get_side (self->canvas));
  return G_SOURCE_CONTINUE;
}

static void
update_blinking (GessoCompareView *self)
{
  gboolean wanted = self->comparison != NULL && self->mode == MODE_BLINK && self->automatic
                    && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && self->blink_id == 0)
    self->blink_id = g_timeout_add (BLINK_MS, blink_cb, self);
  if (!wanted)
    g_clear_handle_id (&self->blink_id, g_source_remove);
  if (!wanted && self->canvas != NULL)
    gesso_compare_canvas_set_side (self->canvas, 1);
}

/* What is seen. */

static const char *
name_picture (GessoComparisonPicture which)
{
  switch (which)
    {
    case GESSO_COMPARISON_BEFORE:
      return _ ("Before");
    case GESSO_COMPARISON_AFTER:
      return _ ("After");
    case GESSO_COMPARISON_ANSWER:
    case GESSO_COMPARISON_EDIT:
    case GESSO_COMPARISON_WHOLE:
    case GESSO_COMPARISON_RESTORED:
    case GESSO_COMPARISON_HEAT:
    default:
      return _ ("Whole Answer");
    }
}

/* For those who do not see it. */
static void
describe (GessoCompareView *self)
{
  const char *title = _ (modes[self->mode].title);
  const char *first = name_picture (pairs[self->pair].pictures[0]);
  const char *second = name_picture (pairs[self->pair].pictures[1]);
  g_autofree char *words = NULL;
  guint shown;

  g_object_get (self->canvas, "side", &shown, NULL);
  if (self->mode == MODE_HEAT)
    words = g_strdup (title);
  else if (self->mode == MODE_BLINK)
    /* Translators: how two pictures are compared, and which of them is seen. */
    words = g_strdup_printf (_ ("%s: %s"), title, shown == 0 ? first : second);
  else
    /* Translators: how two pictures are compared, and both of them. */
    words = g_strdup_printf (_ ("%s: %s, %s"), title, first, second);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
update (GessoCompareView *self)
{
  gboolean one = modes[self->mode].layout == GESSO_COMPARE_ONE;

  gesso_compare_canvas_set_layout (self->canvas, modes[self->mode].layout);
  gesso_compare_canvas_set_names (self->canvas, name_picture (pairs[self->pair].pictures[0]),
                                  name_picture (pairs[self->pair].pictures[1]));
  gtk_widget_set_visible (GTK_WIDGET (self->legend), one);
  gesso_compare_legend_set_heat (self->legend, self->mode == MODE_HEAT);
  gtk_menu_button_set_label (self->mode_button, _ (modes[self->mode].title));
  gtk_widget_set_visible (self->automatic_button, self->mode == MODE_BLINK);
  /* A heat-map is always about the model's own answer. */
  gtk_widget_set_visible (self->pair_button, self->comparison != NULL
                                                 && gesso_comparison_has_answer (self->comparison)
                                                 && self->mode != MODE_HEAT);
  update_blinking (self);
  describe (self);
  load (self);
}

static void
set_pair (GessoCompareView *self,
          const char       *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_strcmp0 (name, pairs[i].name) == 0 && i != self->pair)
      {
        self->pair = i;
        update (self);
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
  update_blinking (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATIC]);
}

static void
leave_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_signal_emit (widget, leave_signal, 0);
}

/* Nothing blinks out of sight. */
static void
gesso_compare_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_compare_view_parent_class)->map (widget);
  update_blinking (GESSO_COMPARE_VIEW (widget));
}

static void
gesso_compare_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_compare_view_parent_class)->unmap (widget);
  update_blinking (GESSO_COMPARE_VIEW (widget));
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
      g_value_set_static_string (value, modes[self->mode].name);
      break;
    case PROP_PAIR:
      g_value_set_static_string (value, pairs[self->pair].name);
      break;
    case PROP_AUTOMATIC:
      g_value_set_boolean (value, self->automatic);
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
  gtk_widget_class_install_action (widget_class, "compare.leave", NULL, leave_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, 0, "compare.mode", "s",
                                         keys[i].mode);
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
  widget_class->map = gesso_compare_view_map;
  widget_class->unmap = gesso_compare_view_unmap;

  /* "wipe", "side-by-side", "blink", "difference" or "heat-map". */
  properties[PROP_MODE] = g_param_spec_string ("mode", NULL, NULL, modes[0].name, flags);
  /* "edit", "whole" or "restored": before and after, before and the answer, the answer and after.
   */
  properties[PROP_PAIR] = g_param_spec_string ("pair", NULL, NULL, pairs[0].name, flags);
  /* Whether blinking goes by itself. */
  properties[PROP_AUTOMATIC] = g_param_spec_boolean ("automatic", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GessoCompareView::leave:
   * @self: the view
   *
   * Somebody is done with comparing.
   */
  leave_signal = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  g_type_ensure (GESSO_TYPE_COMPARE_CANVAS);
  g_type_ensure (GESSO_TYPE_COMPARE_LEGEND);
  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compare/gesso-compare-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCompareView, canvas);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->canvas, "notify::side", G_CALLBACK (describe), self,
                           G_CONNECT_SWAPPED);
  /* Who does not want things to move starts it by hand, or holds Space. */
  self->automatic = adw_get_enable_animations (GTK_WIDGET (self));
  update (self);
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
 * gesso_compare_view_get_mode:
 * @self: a view
 *
 * Returns: (transfer none): the way of comparing, as named by the property
 */
const char *
gesso_compare_view_get_mode (GessoCompareView *self)
{
  g_return_val_if_fail (GESSO_IS_COMPARE_VIEW (self), NULL);

  return modes[self->mode].name;
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

  for (guint i = 0; i < N_MODES; i++)
    if (g_strcmp0 (mode, modes[i].name) == 0 && i != self->mode)
      {
        self->mode = i;
        update (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
        return;
      }
}

/**
 * gesso_compare_view_open:
 * @self: a view with a source
 * @comparison: what to compare
 * @viewport: where the picture is looked at
 *
 * Begins with before and after, in the way that was used last.
 */
void
gesso_compare_view_open (GessoCompareView    *self,
                         GessoComparison     *comparison,
                         const GessoViewport *viewport)
{
  const GessoSize *size;

  g_return_if_fail (GESSO_IS_COMPARE_VIEW (self));
  g_return_if_fail (self->cache != NULL && comparison != NULL);

  gesso_compare_view_close (self);
  size = gesso_comparison_get_size (comparison);
  self->comparison = gesso_comparison_ref (comparison);
  set_pair (self, pairs[0].name);
  gesso_compare_canvas_set_size (self->canvas, size->width, size->height);
  if (viewport->image_width == size->width && viewport->image_height == size->height)
    gesso_compare_canvas_set_viewport (self->canvas, viewport);
  update (self);
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
  load (self);
  update_blinking (self);
  for (guint i = 0; i < 2; i++)
    gesso_compare_canvas_set_picture (self->canvas, i, NULL);
}
