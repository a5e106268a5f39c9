/* gesso-extension.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoExtension: by how much the picture that is masked becomes larger on each side, within what a
 * picture may be: one fact for the handles on the canvas, the panel of numbers and the plan of the
 * edit. Made and owned by the mask canvas; another picture begins without margins. Main thread.
 *
 * "changed": the margins, once for all sides. The sides are properties as well.
 */

#include "config.h"

#include "ui/canvas/gesso-extension.h"

#include "image/gesso-decoder.h"

struct _GessoExtension
{
  GObject parent_instance;

  GessoSize picture; /* 0 × 0: none */
  GessoMargins margins;
  gboolean active;
};

typedef enum
{
  PROP_LEFT = 1,
  PROP_TOP,
  PROP_RIGHT,
  PROP_BOTTOM,
  PROP_ACTIVE,
} GessoExtensionProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

static guint changed_signal;

G_DEFINE_FINAL_TYPE (GessoExtension, gesso_extension, G_TYPE_OBJECT)

static int *
find_side (GessoMargins           *margins,
           GessoExtensionProperty  side)
{
  switch (side)
    {
    case PROP_LEFT:
      return &margins->left;
    case PROP_TOP:
      return &margins->top;
    case PROP_RIGHT:
      return &margins->right;
    case PROP_BOTTOM:
      return &margins->bottom;
    case PROP_ACTIVE:
    default:
      return NULL;
    }
}

static void
gesso_extension_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GessoExtension *self = GESSO_EXTENSION (object);
  int *side = find_side (&self->margins, id);

  if (side != NULL)
    g_value_set_int (value, *side);
  else if (id == PROP_ACTIVE)
    g_value_set_boolean (value, self->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_extension_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GessoExtension *self = GESSO_EXTENSION (object);
  GessoMargins margins = self->margins;
  int *side = find_side (&margins, id);

  if (side != NULL)
    {
      *side = g_value_get_int (value);
      gesso_extension_set_margins (self, &margins);
      /* A wish that was cut short is still another number than the one that was asked for. */
      if (*find_side (&self->margins, id) != *side)
        g_object_notify_by_pspec (object, pspec);
    }
  else if (id == PROP_ACTIVE)
    gesso_extension_set_active (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static GParamSpec *
make_side (const char *name)
{
  return g_param_spec_int (name, NULL, NULL, 0, GESSO_MARGINS_MAX, 0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
gesso_extension_class_init (GessoExtensionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gesso_extension_get_property;
  object_class->set_property = gesso_extension_set_property;

  properties[PROP_LEFT] = make_side ("left");
  properties[PROP_TOP] = make_side ("top");
  properties[PROP_RIGHT] = make_side ("right");
  properties[PROP_BOTTOM] = make_side ("bottom");
  properties[PROP_ACTIVE]
      = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GessoExtension::changed:
   * @self: the extension
   *
   * The margins are others.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_extension_init (GessoExtension *self)
{
}

/**
 * gesso_extension_new:
 *
 * Returns: (transfer full): an extension of no picture
 */
GessoExtension *
gesso_extension_new (void)
{
  return g_object_new (GESSO_TYPE_EXTENSION, NULL);
}

/**
 * gesso_extension_set_picture:
 * @self: an extension
 * @size: the picture's size; 0 × 0 for none
 *
 * Begins with another picture: no margins, nobody at it.
 */
void
gesso_extension_set_picture (GessoExtension  *self,
                             const GessoSize *size)
{
  g_return_if_fail (GESSO_IS_EXTENSION (self));
  g_return_if_fail (size != NULL);

  gesso_extension_cancel (self);
  self->picture = *size;
}

/**
 * gesso_extension_get_picture:
 * @self: an extension
 *
 * Returns: (transfer none): the size of the picture that is extended; 0 × 0 when there is none
 */
const GessoSize *
gesso_extension_get_picture (GessoExtension *self)
{
  g_return_val_if_fail (GESSO_IS_EXTENSION (self), NULL);

  return &self->picture;
}

/**
 * gesso_extension_get_margins:
 * @self: an extension
 *
 * Returns: (transfer none): picture pixels that are added on each side
 */
const GessoMargins *
gesso_extension_get_margins (GessoExtension *self)
{
  g_return_val_if_fail (GESSO_IS_EXTENSION (self), NULL);

  return &self->margins;
}

/**
 * gesso_extension_set_margins:
 * @self: an extension
 * @margins: what to add on each side; cut to what a picture may be, and to nothing where there is
 *   no picture
 */
void
gesso_extension_set_margins (GessoExtension     *self,
                             const GessoMargins *margins)
{
  GessoMargins before;
  GessoMargins legal;

  g_return_if_fail (GESSO_IS_EXTENSION (self));
  g_return_if_fail (margins != NULL);

  before = self->margins;
  legal = *margins;
  if (self->picture.width > 0 && self->picture.height > 0)
    gesso_margins_limit (&legal, &self->picture, GESSO_DECODER_MAX_SIDE, GESSO_DECODER_MAX_PIXELS);
  else
    legal = (GessoMargins){ 0, 0, 0, 0 };
  if (gesso_margins_equal (&before, &legal))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->margins = legal;
  for (GessoExtensionProperty side = PROP_LEFT; side <= PROP_BOTTOM; side++)
    if (*find_side (&before, side) != *find_side (&legal, side))
      g_object_notify_by_pspec (G_OBJECT (self), properties[side]);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, changed_signal, 0);
}

/**
 * gesso_extension_get_canvas:
 * @self: an extension
 *
 * Returns: the size that the picture will have
 */
GessoSize
gesso_extension_get_canvas (GessoExtension *self)
{
  g_return_val_if_fail (GESSO_IS_EXTENSION (self), ((GessoSize){ 0, 0 }));

  return (GessoSize){ self->margins.left + self->picture.width + self->margins.right,
                      self->margins.top + self->picture.height + self->margins.bottom };
}

/**
 * gesso_extension_get_active:
 * @self: an extension
 *
 * Returns: whether somebody is at it
 */
gboolean
gesso_extension_get_active (GessoExtension *self)
{
  g_return_val_if_fail (GESSO_IS_EXTENSION (self), FALSE);

  return self->active;
}

/**
 * gesso_extension_set_active:
 * @self: an extension
 * @active: whether somebody is at it; only with a picture
 *
 * Shows or hides what it is done with; the margins stay.
 */
void
gesso_extension_set_active (GessoExtension *self,
                            gboolean        active)
{
  g_return_if_fail (GESSO_IS_EXTENSION (self));

  active = active && self->picture.width > 0;
  if (self->active == active)
    return;

  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * gesso_extension_cancel:
 * @self: an extension
 *
 * The picture stays as large as it is.
 */
void
gesso_extension_cancel (GessoExtension *self)
{
  const GessoMargins none = { 0, 0, 0, 0 };

  g_return_if_fail (GESSO_IS_EXTENSION (self));

  gesso_extension_set_margins (self, &none);
  gesso_extension_set_active (self, FALSE);
}
