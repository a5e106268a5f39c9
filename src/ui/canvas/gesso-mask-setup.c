/* gesso-mask-setup.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskSetup: which tool is in the hand and how it is set: one fact for the canvas, the bar of
 * tools and the keys. Made by the mask editor, main thread. All but "alone" and "quick" is
 * remembered when it was given the settings.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-setup.h"

#include <stdlib.h>

#include "ui/support/gesso-settings.h"

struct _GessoMaskSetup
{
  GObject parent_instance;

  GessoMaskTool tool;
  GessoBrush brush;
  int tolerance;
  gboolean contiguous;
  char *color; /* (owned) */
  double overlay_opacity;
  gboolean alone;
  gboolean quick;
  char *mode; /* (owned) */
  int grow;
  int feather;
};

typedef enum
{
  PROP_TOOL = 1,
  PROP_SIZE,
  PROP_HARDNESS,
  PROP_OPACITY,
  PROP_SMOOTHING,
  PROP_PRESSURE_SIZE,
  PROP_PRESSURE_OPACITY,
  PROP_TOLERANCE,
  PROP_CONTIGUOUS,
  PROP_OVERLAY_COLOR,
  PROP_OVERLAY_OPACITY,
  PROP_ALONE,
  PROP_QUICK,
  PROP_MODE,
  PROP_GROW,
  PROP_FEATHER,
} GessoMaskSetupProperty;

static GParamSpec *properties[PROP_FEATHER + 1];

G_DEFINE_ENUM_TYPE (GessoMaskTool,
                    gesso_mask_tool,
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_BRUSH, "brush"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_ERASER, "eraser"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_RECTANGLE, "rectangle"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_ELLIPSE, "ellipse"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_LASSO, "lasso"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_POLYGON, "polygon"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_FILL, "fill"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_COLOR, "color"),
                    G_DEFINE_ENUM_VALUE (GESSO_MASK_TOOL_MOVE, "move"))

G_DEFINE_FINAL_TYPE (GessoMaskSetup, gesso_mask_setup, G_TYPE_OBJECT)

static void
gesso_mask_setup_finalize (GObject *object)
{
  g_free (GESSO_MASK_SETUP (object)->color);
  g_free (GESSO_MASK_SETUP (object)->mode);

  G_OBJECT_CLASS (gesso_mask_setup_parent_class)->finalize (object);
}

static void
gesso_mask_setup_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GessoMaskSetup *self = GESSO_MASK_SETUP (object);

  switch ((GessoMaskSetupProperty) id)
    {
    case PROP_TOOL:
      g_value_set_enum (value, self->tool);
      break;
    case PROP_SIZE:
      g_value_set_double (value, self->brush.size);
      break;
    case PROP_HARDNESS:
      g_value_set_double (value, self->brush.hardness);
      break;
    case PROP_OPACITY:
      g_value_set_double (value, self->brush.opacity);
      break;
    case PROP_SMOOTHING:
      g_value_set_double (value, self->brush.smoothing);
      break;
    case PROP_PRESSURE_SIZE:
      g_value_set_boolean (value, self->brush.pressure_size);
      break;
    case PROP_PRESSURE_OPACITY:
      g_value_set_boolean (value, self->brush.pressure_opacity);
      break;
    case PROP_TOLERANCE:
      g_value_set_int (value, self->tolerance);
      break;
    case PROP_CONTIGUOUS:
      g_value_set_boolean (value, self->contiguous);
      break;
    case PROP_OVERLAY_COLOR:
      g_value_set_string (value, self->color);
      break;
    case PROP_OVERLAY_OPACITY:
      g_value_set_double (value, self->overlay_opacity);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, self->alone);
      break;
    case PROP_QUICK:
      g_value_set_boolean (value, self->quick);
      break;
    case PROP_MODE:
      g_value_set_string (value, self->mode);
      break;
    case PROP_GROW:
      g_value_set_int (value, self->grow);
      break;
    case PROP_FEATHER:
      g_value_set_int (value, self->feather);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
take_double (double       *field,
             const GValue *value)
{
  if (*field == g_value_get_double (value))
    return FALSE;

  *field = g_value_get_double (value);
  return TRUE;
}

static gboolean
take_boolean (gboolean     *field,
              const GValue *value)
{
  gboolean wanted = !!g_value_get_boolean (value);

  if (*field == wanted)
    return FALSE;

  *field = wanted;
  return TRUE;
}

static gboolean
take_int (int *field,
          int  wanted)
{
  if (*field == wanted)
    return FALSE;

  *field = wanted;
  return TRUE;
}

static gboolean
take_color (GessoMaskSetup *self,
            const char     *wanted)
{
  if (wanted == NULL || wanted[0] != '#' || strlen (wanted) != 7
      || g_strcmp0 (self->color, wanted) == 0)
    return FALSE;

  g_free (self->color);
  self->color = g_strdup (wanted);
  return TRUE;
}

static gboolean
take_mode (GessoMaskSetup *self,
           const char     *wanted)
{
  GessoEditMode mode;

  if (wanted == NULL || !gesso_edit_mode_parse (wanted, &mode)
      || g_strcmp0 (self->mode, wanted) == 0)
    return FALSE;

  g_free (self->mode);
  self->mode = g_strdup (wanted);
  return TRUE;
}

static gboolean
take (GessoMaskSetup         *self,
      GessoMaskSetupProperty  id,
      const GValue           *value)
{
  int tool = self->tool;

  switch (id)
    {
    case PROP_TOOL:
      self->tool = g_value_get_enum (value);
      return tool != (int) self->tool;
    case PROP_SIZE:
      return take_double (&self->brush.size, value);
    case PROP_HARDNESS:
      return take_double (&self->brush.hardness, value);
    case PROP_OPACITY:
      return take_double (&self->brush.opacity, value);
    case PROP_SMOOTHING:
      return take_double (&self->brush.smoothing, value);
    case PROP_PRESSURE_SIZE:
      return take_boolean (&self->brush.pressure_size, value);
    case PROP_PRESSURE_OPACITY:
      return take_boolean (&self->brush.pressure_opacity, value);
    case PROP_TOLERANCE:
      return take_int (&self->tolerance, g_value_get_int (value));
    case PROP_CONTIGUOUS:
      return take_boolean (&self->contiguous, value);
    case PROP_OVERLAY_COLOR:
      return take_color (self, g_value_get_string (value));
    case PROP_OVERLAY_OPACITY:
      return take_double (&self->overlay_opacity, value);
    case PROP_ALONE:
      return take_boolean (&self->alone, value);
    case PROP_QUICK:
      return take_boolean (&self->quick, value);
    case PROP_MODE:
      return take_mode (self, g_value_get_string (value));
    case PROP_GROW:
      return take_int (&self->grow, g_value_get_int (value));
    case PROP_FEATHER:
      return take_int (&self->feather, g_value_get_int (value));
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
gesso_mask_setup_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (take (GESSO_MASK_SETUP (object), id, value))
    g_object_notify_by_pspec (object, pspec);
}

#define FLAGS (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
gesso_mask_setup_class_init (GessoMaskSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gesso_mask_setup_finalize;
  object_class->get_property = gesso_mask_setup_get_property;
  object_class->set_property = gesso_mask_setup_set_property;

  properties[PROP_TOOL]
      = g_param_spec_enum ("tool", NULL, NULL, GESSO_TYPE_MASK_TOOL, GESSO_MASK_TOOL_BRUSH, FLAGS);
  properties[PROP_SIZE] = g_param_spec_double ("size", NULL, NULL, GESSO_BRUSH_MIN_SIZE,
                                               GESSO_BRUSH_MAX_SIZE, 64, FLAGS);
  properties[PROP_HARDNESS] = g_param_spec_double ("hardness", NULL, NULL, 0, 1, 0.8, FLAGS);
  properties[PROP_OPACITY] = g_param_spec_double ("opacity", NULL, NULL, 0, 1, 1, FLAGS);
  properties[PROP_SMOOTHING] = g_param_spec_double ("smoothing", NULL, NULL, 0, 1, 0.2, FLAGS);
  properties[PROP_PRESSURE_SIZE] = g_param_spec_boolean ("pressure-size", NULL, NULL, TRUE, FLAGS);
  properties[PROP_PRESSURE_OPACITY]
      = g_param_spec_boolean ("pressure-opacity", NULL, NULL, FALSE, FLAGS);
  properties[PROP_TOLERANCE] = g_param_spec_int ("tolerance", NULL, NULL, 0, 255, 32, FLAGS);
  properties[PROP_CONTIGUOUS] = g_param_spec_boolean ("contiguous", NULL, NULL, TRUE, FLAGS);
  properties[PROP_OVERLAY_COLOR]
      = g_param_spec_string ("overlay-color", NULL, NULL, "#e5337f", FLAGS);
  properties[PROP_OVERLAY_OPACITY]
      = g_param_spec_double ("overlay-opacity", NULL, NULL, 0.1, 1, 0.5, FLAGS);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, FLAGS);
  properties[PROP_QUICK] = g_param_spec_boolean ("quick", NULL, NULL, FALSE, FLAGS);
  properties[PROP_MODE] = g_param_spec_string ("mode", NULL, NULL, "replace", FLAGS);
  properties[PROP_GROW] = g_param_spec_int ("grow", NULL, NULL, 0, GESSO_STITCH_MAX_PX, 6, FLAGS);
  properties[PROP_FEATHER]
      = g_param_spec_int ("feather", NULL, NULL, 0, GESSO_STITCH_MAX_PX, 8, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_mask_setup_init (GessoMaskSetup *self)
{
  self->brush = (GessoBrush) GESSO_BRUSH_INIT;
  self->tolerance = 32;
  self->contiguous = TRUE;
  self->color = g_strdup ("#e5337f");
  self->overlay_opacity = 0.5;
  self->mode = g_strdup ("replace");
  self->grow = 6;
  self->feather = 8;
}

/**
 * gesso_mask_setup_new:
 *
 * Returns: (transfer full): a brush of 64 pixels
 */
GessoMaskSetup *
gesso_mask_setup_new (void)
{
  return g_object_new (GESSO_TYPE_MASK_SETUP, NULL);
}

/**
 * gesso_mask_setup_remember:
 * @self: a setup
 * @settings: the program's settings
 *
 * Takes what was set last time, and keeps what will be set.
 */
void
gesso_mask_setup_remember (GessoMaskSetup *self,
                           GSettings      *settings)
{
  static const struct
  {
    const char *key;
    const char *property;
  } bound[] = {
    { GESSO_SETTING_MASK_TOOL, "tool" },
    { GESSO_SETTING_BRUSH_SIZE, "size" },
    { GESSO_SETTING_BRUSH_HARDNESS, "hardness" },
    { GESSO_SETTING_BRUSH_OPACITY, "opacity" },
    { GESSO_SETTING_BRUSH_SMOOTHING, "smoothing" },
    { GESSO_SETTING_BRUSH_PRESSURE_SIZE, "pressure-size" },
    { GESSO_SETTING_BRUSH_PRESSURE_OPACITY, "pressure-opacity" },
    { GESSO_SETTING_MASK_TOLERANCE, "tolerance" },
    { GESSO_SETTING_MASK_CONTIGUOUS, "contiguous" },
    { GESSO_SETTING_MASK_MODE, "mode" },
    { GESSO_SETTING_MASK_GROW, "grow" },
    { GESSO_SETTING_MASK_FEATHER, "feather" },
    { GESSO_SETTING_MASK_OVERLAY_COLOR, "overlay-color" },
    { GESSO_SETTING_MASK_OVERLAY_OPACITY, "overlay-opacity" },
  };

  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    g_settings_bind (settings, bound[i].key, self, bound[i].property, G_SETTINGS_BIND_DEFAULT);
}

/**
 * gesso_mask_setup_get_tool:
 * @self: a setup
 *
 * Returns: what is in the hand
 */
GessoMaskTool
gesso_mask_setup_get_tool (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), GESSO_MASK_TOOL_BRUSH);

  return self->tool;
}

/**
 * gesso_mask_setup_set_tool:
 * @self: a setup
 * @tool: what to take into the hand
 */
void
gesso_mask_setup_set_tool (GessoMaskSetup *self,
                           GessoMaskTool   tool)
{
  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  g_object_set (self, "tool", tool, NULL);
}

/**
 * gesso_mask_setup_get_brush:
 * @self: a setup
 * @out_brush: (out): how brush and eraser are set
 */
void
gesso_mask_setup_get_brush (GessoMaskSetup *self,
                            GessoBrush     *out_brush)
{
  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  *out_brush = self->brush;
}

/**
 * gesso_mask_setup_set_size:
 * @self: a setup
 * @size: diameter in picture pixels; limited
 */
void
gesso_mask_setup_set_size (GessoMaskSetup *self,
                           double          size)
{
  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  g_object_set (self, "size", CLAMP (size, GESSO_BRUSH_MIN_SIZE, GESSO_BRUSH_MAX_SIZE), NULL);
}

/**
 * gesso_mask_setup_set_hardness:
 * @self: a setup
 * @hardness: 0 to 1; limited
 */
void
gesso_mask_setup_set_hardness (GessoMaskSetup *self,
                               double          hardness)
{
  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  g_object_set (self, "hardness", CLAMP (hardness, 0.0, 1.0), NULL);
}

/**
 * gesso_mask_setup_get_tolerance:
 * @self: a setup
 *
 * Returns: how far a colour may be from the clicked one, 0 to 255
 */
int
gesso_mask_setup_get_tolerance (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), 0);

  return self->tolerance;
}

/**
 * gesso_mask_setup_get_contiguous:
 * @self: a setup
 *
 * Returns: whether only what touches the clicked pixel is selected
 */
gboolean
gesso_mask_setup_get_contiguous (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), TRUE);

  return self->contiguous;
}

/**
 * gesso_mask_setup_get_color:
 * @self: a setup
 *
 * Returns: the mask's colour over the picture, 0xrrggbb
 */
guint32
gesso_mask_setup_get_color (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), 0);

  return strtoul (self->color + 1, NULL, 16) & 0xffffff;
}

/**
 * gesso_mask_setup_get_opacity:
 * @self: a setup
 *
 * Returns: the mask's opacity over the picture, 0.1 to 1
 */
double
gesso_mask_setup_get_opacity (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), 1);

  return self->overlay_opacity;
}

/**
 * gesso_mask_setup_get_alone:
 * @self: a setup
 *
 * Returns: whether the mask is shown without the picture
 */
gboolean
gesso_mask_setup_get_alone (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), FALSE);

  return self->alone;
}

/**
 * gesso_mask_setup_get_quick:
 * @self: a setup
 *
 * Returns: whether the colour lies over what is kept instead of what is masked
 */
gboolean
gesso_mask_setup_get_quick (GessoMaskSetup *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_SETUP (self), FALSE);

  return self->quick;
}

/**
 * gesso_mask_setup_get_stitch:
 * @self: a setup
 * @out_options: (out): how an answer is put back
 */
void
gesso_mask_setup_get_stitch (GessoMaskSetup     *self,
                             GessoStitchOptions *out_options)
{
  g_return_if_fail (GESSO_IS_MASK_SETUP (self));

  *out_options = (GessoStitchOptions) GESSO_STITCH_OPTIONS_INIT;
  gesso_edit_mode_parse (self->mode, &out_options->mode);
  out_options->grow = self->grow;
  out_options->feather = self->feather;
}
