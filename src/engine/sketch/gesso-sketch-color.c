/* gesso-sketch-color.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchColor: colour arithmetic of the drawing. Mixing and shading go through OKLab
 * (Ottosson 2020), because equal steps look equal there; readability is the contrast ratio of
 * WCAG 2.1. Plain values, pure functions, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-color.h"

#include <math.h>

typedef struct
{
  double l;
  double a;
  double b;
} Lab;

static double
to_linear (double v)
{
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static double
from_linear (double v)
{
  return v <= 0.0031308 ? v * 12.92 : 1.055 * pow (v, 1 / 2.4) - 0.055;
}

static Lab
color_to_lab (GessoSketchColor color)
{
  double r = to_linear (color.r);
  double g = to_linear (color.g);
  double b = to_linear (color.b);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (Lab){
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  };
}

static gboolean
lab_to_linear (Lab    lab,
               double rgb[3])
{
  double l = lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b;
  double m = lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b;
  double s = lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b;
  gboolean inside = TRUE;

  l = l * l * l;
  m = m * m * m;
  s = s * s * s;
  rgb[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  rgb[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  rgb[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
  for (int i = 0; i < 3; i++)
    if (rgb[i] < -0.0005 || rgb[i] > 1.0005)
      inside = FALSE;

  return inside;
}

static GessoSketchColor
lab_to_color (Lab lab)
{
  double rgb[3];

  (void) lab_to_linear (lab, rgb);

  return (GessoSketchColor){
    from_linear (CLAMP (rgb[0], 0, 1)),
    from_linear (CLAMP (rgb[1], 0, 1)),
    from_linear (CLAMP (rgb[2], 0, 1)),
  };
}

/**
 * gesso_sketch_color_from_hex:
 * @rgb: 0xRRGGBB
 *
 * Returns: the colour
 */
GessoSketchColor
gesso_sketch_color_from_hex (guint32 rgb)
{
  return (GessoSketchColor){
    ((rgb >> 16) & 0xff) / 255.0,
    ((rgb >> 8) & 0xff) / 255.0,
    (rgb & 0xff) / 255.0,
  };
}

/**
 * gesso_sketch_color_from_lch:
 * @lch: a colour in OKLCH
 *
 * Colours outside sRGB keep lightness and hue and give up chroma.
 *
 * Returns: the colour
 */
GessoSketchColor
gesso_sketch_color_from_lch (GessoSketchLch lch)
{
  double angle = lch.h * G_PI / 180;
  double low = 0;
  double high = MAX (lch.c, 0);
  double chroma = high;
  double rgb[3];
  Lab lab = { CLAMP (lch.l, 0, 1), high * cos (angle), high * sin (angle) };

  if (!lab_to_linear (lab, rgb))
    {
      for (int i = 0; i < 18; i++)
        {
          chroma = (low + high) / 2;
          lab.a = chroma * cos (angle);
          lab.b = chroma * sin (angle);
          if (lab_to_linear (lab, rgb))
            low = chroma;
          else
            high = chroma;
        }
      lab.a = low * cos (angle);
      lab.b = low * sin (angle);
    }

  return lab_to_color (lab);
}

/**
 * gesso_sketch_color_to_lch:
 * @color: a colour
 *
 * Returns: the colour in OKLCH
 */
GessoSketchLch
gesso_sketch_color_to_lch (GessoSketchColor color)
{
  Lab lab = color_to_lab (color);
  double hue = atan2 (lab.b, lab.a) * 180 / G_PI;

  return (GessoSketchLch){ lab.l, hypot (lab.a, lab.b), hue < 0 ? hue + 360 : hue };
}

/**
 * gesso_sketch_color_to_string:
 * @color: a colour
 *
 * Returns: (transfer full): `#rrggbb`
 */
char *
gesso_sketch_color_to_string (GessoSketchColor color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) lrint (CLAMP (color.r, 0, 1) * 255),
                          (guint) lrint (CLAMP (color.g, 0, 1) * 255),
                          (guint) lrint (CLAMP (color.b, 0, 1) * 255));
}

/**
 * gesso_sketch_color_parse_hex:
 * @text: the digits after the number sign
 * @color: (out): the colour
 *
 * Reads `rgb`, `rgba`, `rrggbb` or `rrggbbaa`; an alpha part is dropped.
 *
 * Returns: whether @text was such a colour
 */
gboolean
gesso_sketch_color_parse_hex (const char       *text,
                              GessoSketchColor *color)
{
  gsize length = 0;
  guint32 value = 0;

  while (length < 9 && g_ascii_isxdigit (text[length]))
    length++;
  if (text[length] != '\0' || !(length == 3 || length == 4 || length == 6 || length == 8))
    return FALSE;

  if (length <= 4)
    for (int i = 0; i < 3; i++)
      value = value << 8 | (guint32) g_ascii_xdigit_value (text[i]) * 17;
  else
    for (int i = 0; i < 6; i++)
      value = value << 4 | (guint32) g_ascii_xdigit_value (text[i]);
  *color = gesso_sketch_color_from_hex (value);

  return TRUE;
}

/**
 * gesso_sketch_color_mix:
 * @a: one colour
 * @b: the other
 * @t: 0 for @a … 1 for @b
 *
 * Returns: the colour between
 */
GessoSketchColor
gesso_sketch_color_mix (GessoSketchColor a,
                        GessoSketchColor b,
                        double           t)
{
  Lab la;
  Lab lb;

  if (t <= 0)
    return a;
  if (t >= 1)
    return b;

  la = color_to_lab (a);
  lb = color_to_lab (b);
  return lab_to_color ((Lab){
      la.l + (lb.l - la.l) * t,
      la.a + (lb.a - la.a) * t,
      la.b + (lb.b - la.b) * t,
  });
}

/**
 * gesso_sketch_color_shift:
 * @color: a colour
 * @lightness: added to the lightness, -1 … 1
 * @chroma_factor: multiplies the chroma
 * @hue: added to the hue, in degrees
 *
 * Returns: the changed colour, inside sRGB
 */
GessoSketchColor
gesso_sketch_color_shift (GessoSketchColor color,
                          double           lightness,
                          double           chroma_factor,
                          double           hue)
{
  GessoSketchLch lch = gesso_sketch_color_to_lch (color);

  lch.l = CLAMP (lch.l + lightness, 0, 1);
  lch.c *= chroma_factor;
  lch.h = fmod (lch.h + hue + 720, 360);

  return gesso_sketch_color_from_lch (lch);
}

/**
 * gesso_sketch_color_luminance:
 * @color: a colour
 *
 * Returns: relative luminance as in WCAG 2.1, 0 … 1
 */
double
gesso_sketch_color_luminance (GessoSketchColor color)
{
  return 0.2126 * to_linear (color.r) + 0.7152 * to_linear (color.g) + 0.0722 * to_linear (color.b);
}

/**
 * gesso_sketch_color_contrast:
 * @a: one colour
 * @b: another
 *
 * Returns: the contrast ratio of WCAG 2.1, 1 … 21
 */
double
gesso_sketch_color_contrast (GessoSketchColor a,
                             GessoSketchColor b)
{
  double la = gesso_sketch_color_luminance (a);
  double lb = gesso_sketch_color_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/**
 * gesso_sketch_color_readable:
 * @color: the colour wished
 * @ground: what it stands on
 * @ratio: the contrast needed
 *
 * Moves @color in lightness, and no further than needed, until it reaches @ratio on @ground. Where
 * no lightness of its hue does, black or white is returned, whichever stands out more.
 *
 * Returns: a readable colour
 */
GessoSketchColor
gesso_sketch_color_readable (GessoSketchColor color,
                             GessoSketchColor ground,
                             double           ratio)
{
  const GessoSketchColor black = { 0.04, 0.04, 0.05 };
  const GessoSketchColor white = { 1, 1, 1 };
  /* First further to the side where it already is, then to the other. */
  gboolean up = gesso_sketch_color_luminance (color) > gesso_sketch_color_luminance (ground);

  for (int way = 0; way < 2; way++, up = !up)
    {
      GessoSketchLch lch = gesso_sketch_color_to_lch (color);

      for (int i = 0; i <= 40; i++)
        {
          GessoSketchColor moved = i == 0 ? color : gesso_sketch_color_from_lch (lch);

          if (gesso_sketch_color_contrast (moved, ground) >= ratio)
            return moved;
          lch.l = CLAMP (lch.l + (up ? 0.025 : -0.025), 0, 1);
        }
    }

  return gesso_sketch_color_contrast (black, ground) > gesso_sketch_color_contrast (white, ground)
             ? black
             : white;
}
