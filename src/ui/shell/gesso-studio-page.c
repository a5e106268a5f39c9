/* gesso-studio-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoStudioPage: composer beside stage and strip. It folds the composer away where there is no
 * room. Owned by the window's template.
 */

#include "config.h"

#include "ui/shell/gesso-studio-page.h"

#include <adwaita.h>

struct _GessoStudioPage
{
  GtkWidget parent_instance;

  /* Children of the template. */
  AdwFlap  *flap;
};

typedef enum
{
  PROP_COMPOSER_VISIBLE = 1,
} GessoStudioPageProperty;

static GParamSpec *properties[PROP_COMPOSER_VISIBLE + 1];

G_DEFINE_FINAL_TYPE (GessoStudioPage, gesso_studio_page, GTK_TYPE_WIDGET)

static void
reveal_changed_cb (GessoStudioPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPOSER_VISIBLE]);
}

static void
gesso_studio_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_STUDIO_PAGE);

  G_OBJECT_CLASS (gesso_studio_page_parent_class)->dispose (object);
}

static void
gesso_studio_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (object);

  switch ((GessoStudioPageProperty) id)
    {
    case PROP_COMPOSER_VISIBLE:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_studio_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GessoStudioPage *self = GESSO_STUDIO_PAGE (object);

  switch ((GessoStudioPageProperty) id)
    {
    case PROP_COMPOSER_VISIBLE:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_studio_page_class_init (GessoStudioPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_studio_page_dispose;
  object_class->get_property = gesso_studio_page_get_property;
  object_class->set_property = gesso_studio_page_set_property;

  properties[PROP_COMPOSER_VISIBLE] =
    g_param_spec_boolean ("composer-visible", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/gesso_studio/Gesso/shell/gesso-studio-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoStudioPage, flap);
}

static void
gesso_studio_page_init (GessoStudioPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (reveal_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
gesso_studio_page_open_files (GessoStudioPage *self, GFile **files, int n_files)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));
}
