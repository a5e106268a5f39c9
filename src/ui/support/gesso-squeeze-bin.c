/* gesso-squeeze-bin.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoSqueezeBin: one child that is shown where it fits and hidden where it does not. It asks for
 * its child's natural width and accepts none at all, so that a window may become narrower than the
 * child. "squeezed" says that the child has no room; others (a bar at the bottom) take over then.
 * It is announced from an idle, since allocation is no time for changing other widgets.
 */

#include "config.h"

#include "ui/support/gesso-squeeze-bin.h"

struct _GessoSqueezeBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  gboolean squeezed;
  gboolean no_room;  /* as of the last allocation */
  guint announce_id; /* (owned): idle source */
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_SQUEEZED,
} GessoSqueezeBinProperty;

static GParamSpec *properties[PROP_SQUEEZED + 1];

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    g_object_set (buildable, "child", child, NULL);
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoSqueezeBin,
                               gesso_squeeze_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
announce_cb (gpointer user_data)
{
  GessoSqueezeBin *self = user_data;

  self->announce_id = 0;
  if (self->squeezed == self->no_room)
    return;

  self->squeezed = self->no_room;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SQUEEZED]);
}

static void
set_child (GessoSqueezeBin *self,
           GtkWidget       *child)
{
  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
gesso_squeeze_bin_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  GessoSqueezeBin *self = GESSO_SQUEEZE_BIN (widget);

  if (self->child != NULL && gtk_widget_get_visible (self->child))
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
gesso_squeeze_bin_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GessoSqueezeBin *self = GESSO_SQUEEZE_BIN (widget);
  int minimum = 0;

  if (self->child == NULL || !gtk_widget_get_visible (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  self->no_room = width < minimum;
  gtk_widget_set_child_visible (self->child, !self->no_room);
  if (!self->no_room)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
  if (self->no_room != self->squeezed && self->announce_id == 0)
    self->announce_id = g_idle_add_once (announce_cb, self);
}

static void
gesso_squeeze_bin_dispose (GObject *object)
{
  GessoSqueezeBin *self = GESSO_SQUEEZE_BIN (object);

  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_squeeze_bin_parent_class)->dispose (object);
}

static void
gesso_squeeze_bin_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GessoSqueezeBin *self = GESSO_SQUEEZE_BIN (object);

  switch ((GessoSqueezeBinProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_SQUEEZED:
      g_value_set_boolean (value, self->squeezed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_squeeze_bin_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GessoSqueezeBin *self = GESSO_SQUEEZE_BIN (object);

  switch ((GessoSqueezeBinProperty) id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_SQUEEZED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_squeeze_bin_class_init (GessoSqueezeBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_squeeze_bin_dispose;
  object_class->get_property = gesso_squeeze_bin_get_property;
  object_class->set_property = gesso_squeeze_bin_set_property;
  widget_class->measure = gesso_squeeze_bin_measure;
  widget_class->size_allocate = gesso_squeeze_bin_size_allocate;

  properties[PROP_CHILD]
      = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SQUEEZED]
      = g_param_spec_boolean ("squeezed", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_squeeze_bin_init (GessoSqueezeBin *self)
{
}

GtkWidget *
gesso_squeeze_bin_new (void)
{
  return g_object_new (GESSO_TYPE_SQUEEZE_BIN, NULL);
}

gboolean
gesso_squeeze_bin_get_squeezed (GessoSqueezeBin *self)
{
  g_return_val_if_fail (GESSO_IS_SQUEEZE_BIN (self), FALSE);

  return self->squeezed;
}
