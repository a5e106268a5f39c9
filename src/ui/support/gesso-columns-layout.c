/* gesso-columns-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoColumnsLayout: children in columns of equal width. There are as many columns as were wished
 * as long as every child is shown whole in them, else fewer, so that no line stays half empty:
 * twelve children in six columns go to four, three, two. Larger text needs it. Where not even one
 * column is wide enough, children have to shorten what they show. Owned by the widget that it lays
 * out.
 */

#include "config.h"

#include "ui/support/gesso-columns-layout.h"

struct _GessoColumnsLayout
{
  GtkLayoutManager parent_instance;

  int max_columns;
  int spacing;
  int columns; /* as of the last allocation */
};

G_DEFINE_FINAL_TYPE (GessoColumnsLayout, gesso_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

/* How many children there are, and how large the largest is. */
static int
find_cell (GtkWidget      *widget,
           GtkOrientation  orientation,
           int             for_size,
           int            *out_minimum,
           int            *out_natural)
{
  int n = 0;

  *out_minimum = *out_natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_size, &minimum, &natural, NULL, NULL);
      *out_minimum = MAX (*out_minimum, minimum);
      *out_natural = MAX (*out_natural, natural);
      n++;
    }
  return n;
}

static int
get_cell_width (GessoColumnsLayout *self,
                int                 width,
                int                 columns)
{
  return MAX (0, (width - (columns - 1) * self->spacing) / columns);
}

static int
find_columns (GessoColumnsLayout *self,
              int                 width,
              int                 n,
              int                 natural)
{
  int columns = MAX (1, MIN (self->max_columns, n));

  if (get_cell_width (self, width, columns) >= natural)
    return columns;
  while (columns > 1 && (n % columns != 0 || get_cell_width (self, width, columns) < natural))
    columns--;
  return columns;
}

static GtkSizeRequestMode
gesso_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                       GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gesso_columns_layout_measure (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              GtkOrientation    orientation,
                              int               for_size,
                              int              *minimum,
                              int              *natural,
                              int              *minimum_baseline,
                              int              *natural_baseline)
{
  GessoColumnsLayout *self = GESSO_COLUMNS_LAYOUT (manager);
  int cell_minimum, cell_natural, columns, rows;
  int n = find_cell (widget, GTK_ORIENTATION_HORIZONTAL, -1, &cell_minimum, &cell_natural);

  columns = MAX (1, MIN (self->max_columns, n));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = cell_minimum;
      *natural = columns * cell_natural + (columns - 1) * self->spacing;
      return;
    }

  if (for_size >= 0)
    columns = find_columns (self, for_size, n, cell_natural);
  rows = (n + columns - 1) / columns;
  find_cell (widget, GTK_ORIENTATION_VERTICAL, -1, &cell_minimum, &cell_natural);
  *minimum = *natural = rows * cell_natural + MAX (0, rows - 1) * self->spacing;
}

static void
gesso_columns_layout_allocate (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               int               width,
                               int               height,
                               int               baseline)
{
  GessoColumnsLayout *self = GESSO_COLUMNS_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minimum, natural, cell_width, cell_height, i = 0;
  int n = find_cell (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);

  self->columns = find_columns (self, width, n, natural);
  cell_width = MAX (minimum, get_cell_width (self, width, self->columns));
  find_cell (widget, GTK_ORIENTATION_VERTICAL, -1, &minimum, &cell_height);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int column = i % self->columns;
      GtkAllocation place = { .width = cell_width, .height = cell_height };

      if (!gtk_widget_should_layout (child))
        continue;
      /* What does not divide is spread, so that both edges are met. */
      place.x = column * (width - cell_width) / MAX (1, self->columns - 1);
      place.y = i / self->columns * (cell_height + self->spacing);
      if (mirrored)
        place.x = width - place.x - cell_width;
      gtk_widget_size_allocate (child, &place, -1);
      i++;
    }
}

static void
gesso_columns_layout_class_init (GessoColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = gesso_columns_layout_get_request_mode;
  layout_class->measure = gesso_columns_layout_measure;
  layout_class->allocate = gesso_columns_layout_allocate;
}

static void
gesso_columns_layout_init (GessoColumnsLayout *self)
{
  self->max_columns = G_MAXINT;
  self->columns = 1;
}

/**
 * gesso_columns_layout_new:
 * @max_columns: how many columns there should be, at least 1
 * @spacing: pixels between columns and between lines
 *
 * Returns: (transfer full): a layout
 */
GtkLayoutManager *
gesso_columns_layout_new (int max_columns,
                          int spacing)
{
  GessoColumnsLayout *self = g_object_new (GESSO_TYPE_COLUMNS_LAYOUT, NULL);

  self->max_columns = max_columns;
  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

/**
 * gesso_columns_layout_get_columns:
 * @self: a layout
 *
 * Returns: how many columns there are now, at least 1
 */
int
gesso_columns_layout_get_columns (GessoColumnsLayout *self)
{
  g_return_val_if_fail (GESSO_IS_COLUMNS_LAYOUT (self), 1);

  return self->columns;
}
