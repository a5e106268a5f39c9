/* gesso-wrap-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWrapLayout: children one after the other as wide as they like to be, in as many lines as it
 * takes, from the side where reading begins, or with each line in the middle, or with what is left
 * of a line shared out among them. One that is too wide for a line gets all of it, or only as much
 * as it must have. "spacing" lies between them in both directions. Owned by the
 * widget that it lays out.
 */

#include "config.h"

#include "ui/support/gesso-wrap-layout.h"

struct _GessoWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean centered;
  gboolean filling;
  gboolean snapping;
};

typedef enum
{
  PROP_SPACING = 1,
  PROP_CENTERED,
  PROP_FILLING,
  PROP_SNAPPING,
} GessoWrapLayoutProperty;

static GParamSpec *properties[PROP_SNAPPING + 1];

G_DEFINE_FINAL_TYPE (GessoWrapLayout, gesso_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The width of a child where @width is all there is. */
static int
get_child_width (GessoWrapLayout *self,
                 GtkWidget       *child,
                 int              width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (self->snapping && natural > width)
    return minimum;

  return MAX (minimum, MIN (natural, width));
}

static int
get_child_height (GtkWidget *child,
                  int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The first child behind the line that begins with @first, and how high the line is. */
static GtkWidget *
find_line_end (GessoWrapLayout *self,
               GtkWidget       *first,
               int              width,
               int             *out_width,
               int             *out_height)
{
  GtkWidget *child;
  int x = 0, height = 0;

  for (child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (self, child, width);
      if (x > 0 && x + self->spacing + child_width > width)
        break;
      x += (x > 0 ? self->spacing : 0) + child_width;
      height = MAX (height, get_child_height (child, child_width));
    }
  *out_width = x;
  *out_height = height;
  return child;
}

static int
count_children (GtkWidget *first,
                GtkWidget *end)
{
  int n = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

static int
measure_height (GessoWrapLayout *self,
                GtkWidget       *widget,
                int              width)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int total = 0;

  while (child != NULL)
    {
      int line_width, height;

      child = find_line_end (self, child, width, &line_width, &height);
      total += height > 0 ? height + (total > 0 ? self->spacing : 0) : 0;
    }
  return total;
}

static GtkSizeRequestMode
gesso_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gesso_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  GessoWrapLayout *self = GESSO_WRAP_LAYOUT (manager);
  GtkWidget *child;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (self, widget, for_size < 0 ? G_MAXINT : for_size);
      return;
    }

  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += (*natural > 0 ? self->spacing : 0) + child_natural;
    }
}

static void
gesso_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  GessoWrapLayout *self = GESSO_WRAP_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;
  int n_left;

  while (child != NULL)
    {
      int line_width, line_height;
      GtkWidget *end = find_line_end (self, child, width, &line_width, &line_height);
      int rest = MAX (0, width - line_width);
      int x = self->centered && !self->filling ? rest / 2 : 0;

      n_left = count_children (child, end);
      for (; child != end; child = gtk_widget_get_next_sibling (child))
        {
          int child_width;

          if (!gtk_widget_should_layout (child))
            continue;
          child_width = get_child_width (self, child, width);
          if (self->filling)
            {
              int part = rest / n_left--;

              child_width += part;
              rest -= part;
            }
          gtk_widget_size_allocate (child,
                                    &(GtkAllocation){ mirrored ? width - x - child_width : x, y,
                                                      child_width, line_height },
                                    -1);
          x += child_width + self->spacing;
        }
      y += line_height + self->spacing;
    }
}

static void
gesso_wrap_layout_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoWrapLayout *self = GESSO_WRAP_LAYOUT (object);

  switch ((GessoWrapLayoutProperty) id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_CENTERED:
      g_value_set_boolean (value, self->centered);
      break;
    case PROP_FILLING:
      g_value_set_boolean (value, self->filling);
      break;
    case PROP_SNAPPING:
      g_value_set_boolean (value, self->snapping);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_flag (GessoWrapLayout *self,
          gboolean        *flag,
          const GValue    *value,
          GParamSpec      *pspec)
{
  if (*flag == g_value_get_boolean (value))
    return;
  *flag = g_value_get_boolean (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
gesso_wrap_layout_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoWrapLayout *self = GESSO_WRAP_LAYOUT (object);

  switch ((GessoWrapLayoutProperty) id)
    {
    case PROP_SPACING:
      if (self->spacing == g_value_get_int (value))
        return;
      self->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CENTERED:
      set_flag (self, &self->centered, value, pspec);
      break;
    case PROP_FILLING:
      set_flag (self, &self->filling, value, pspec);
      break;
    case PROP_SNAPPING:
      set_flag (self, &self->snapping, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_wrap_layout_class_init (GessoWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = gesso_wrap_layout_get_property;
  object_class->set_property = gesso_wrap_layout_set_property;
  layout_class->get_request_mode = gesso_wrap_layout_get_request_mode;
  layout_class->measure = gesso_wrap_layout_measure;
  layout_class->allocate = gesso_wrap_layout_allocate;

  /**
   * GessoWrapLayout:spacing:
   *
   * Pixels between children and between lines.
   */
  properties[PROP_SPACING]
      = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 6,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /**
   * GessoWrapLayout:centered:
   *
   * Whether lines lie in the middle; else they begin where reading begins.
   */
  properties[PROP_CENTERED]
      = g_param_spec_boolean ("centered", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /**
   * GessoWrapLayout:filling:
   *
   * Whether each line is filled: what its children leave over is shared out among them.
   */
  properties[PROP_FILLING]
      = g_param_spec_boolean ("filling", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /**
   * GessoWrapLayout:snapping:
   *
   * Whether a child that is too wide for a line gets only its minimum: for one that has a smaller
   * look then, such as a row of buttons that hides them.
   */
  properties[PROP_SNAPPING]
      = g_param_spec_boolean ("snapping", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_wrap_layout_init (GessoWrapLayout *self)
{
  self->spacing = 6;
}

/**
 * gesso_wrap_layout_new:
 *
 * Returns: (transfer full): a layout with the usual spacing
 */
GtkLayoutManager *
gesso_wrap_layout_new (void)
{
  return g_object_new (GESSO_TYPE_WRAP_LAYOUT, NULL);
}
