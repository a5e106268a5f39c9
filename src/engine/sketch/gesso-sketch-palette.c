/* gesso-sketch-palette.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchPalette: from words about colour to colours with work to do. Named palettes are five
 * colours each; single colours get companions by harmonies in OKLCH; without any wish one of the
 * named palettes is chosen by the seed. Text colours are computed, never looked up, so that they
 * are readable on the ground. A plain value; pure functions, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-palette.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-random.h"

typedef struct
{
  const char *name;
  const char *forms;
  guint32 colors[5];   /* ground, surface, primary, secondary, accent */
  gboolean by_default; /* may be taken without being asked for */
} Named;

static const Named named[] = {
  { "sunset",
    "sunset colors|sunset colours|sunset palette",
    { 0x2b1a3a, 0x4a2350, 0xf2643d, 0xf9a03f, 0xffd9a0 },
    TRUE },
  { "dawn",
    "dawn colors|dawn palette",
    { 0xfff0e5, 0xffd8c9, 0xd9655f, 0xf6b26b, 0x5d6cab },
    TRUE },
  { "forest",
    "forest green|woodland colors|forest colors",
    { 0x10261c, 0x1e4030, 0x6fae7b, 0xb9d08f, 0xf0e6c4 },
    TRUE },
  { "ocean",
    "ocean colors|marine|nautical|maritim",
    { 0x06243a, 0x0c3c5c, 0x2a93b5, 0x74cfd0, 0xf6e7c1 },
    TRUE },
  { "pastel",
    "pastel|pastels|pastell|pastellfarben|柔和色|パステル|파스텔|पेस्टल|প্যাস্টেল",
    { 0xfbf6f0, 0xf3e3e8, 0x8fc3d6, 0xf3b5ae, 0xb9a9e0 },
    FALSE },
  { "neon",
    "neon|fluorescent|néon|neón|霓虹|ネオン|네온|नियॉन|নিয়ন",
    { 0x0b0b18, 0x191737, 0xff2e93, 0x15f5e0, 0xf9f871 },
    FALSE },
  { "monochrome",
    "monochrome|monochromatic|black and "
    "white|black-and-white|greyscale|grayscale|monochrom|schwarzweiß|schwarz-weiß|noir et "
    "blanc|blanco y negro|monocromo|黑白|单色|白黒|モノクロ|흑백",
    { 0xf4f4f1, 0xdededa, 0x1d1d1f, 0x6d6d70, 0xa8a8aa },
    FALSE },
  { "autumn",
    "autumn|autumnal|fall colors|fall "
    "colours|herbst|herbstlich|automne|otoño|秋天|秋季|秋|가을|शरद|শরৎ|হেমন্ত",
    { 0xf6ebdc, 0xe9cfab, 0xa63d1f, 0xd9822b, 0x5b3a1e },
    TRUE },
  { "winter",
    "winter|wintry|winterlich|hiver|invierno|冬天|冬季|冬|겨울|सर्दी|শীত",
    { 0xeef4f8, 0xd5e3ec, 0x2c5d80, 0x7fa9c4, 0xb83b4b },
    FALSE },
  { "spring",
    "spring|springtime|frühling|printemps|primavera|春天|春季|春|봄|वसंत|বসন্ত",
    { 0xfaf7e8, 0xe6efcf, 0x5f9b5c, 0xf2a0b0, 0xf4c84a },
    FALSE },
  { "summer",
    "summer|summery|sommer|sommerlich|été|verano|夏天|夏季|夏|여름|गर्मी|গ্রীষ্ম",
    { 0xfff8e1, 0xffe7a3, 0xff6f47, 0x00a0a4, 0xffc12f },
    TRUE },
  { "earth",
    "earthy|earth tones|earthen|natural colors|erdtöne|tons terre|tierra|大地色|アースカラー",
    { 0xf1e9dd, 0xd9c7ae, 0x7a4b2a, 0xa67b4f, 0x4f5d3a },
    TRUE },
  { "sandstone",
    "desert palette|desert colors|sandstone",
    { 0xf7e7d0, 0xeccb9c, 0xc4572f, 0xe39a54, 0x2f5d62 },
    TRUE },
  { "candy",
    "candy|sugary|bubblegum|sweet",
    { 0xfff1f6, 0xffd6e6, 0xff4f8b, 0x48c9e5, 0xffd23f },
    FALSE },
  { "retro",
    "retro|seventies|70s|1970s|mid-century|midcentury|复古|レトロ|레트로",
    { 0xf3e3c3, 0xe8c887, 0xd1462f, 0xe9a23b, 0x2f6f6a },
    TRUE },
  { "vintage",
    "vintage|antique|sepia|nostalgic|怀旧|ビンテージ|빈티지",
    { 0xefe4cf, 0xdcc9a6, 0x6a4a3a, 0xa6785a, 0x3f5a5a },
    FALSE },
  { "tropical",
    "tropical|exotic|tropisch|热带|トロピカル",
    { 0x063b3a, 0x0a5550, 0xff7f50, 0xffc845, 0x3ed6a3 },
    TRUE },
  { "midnight",
    "midnight blue|midnight colors|nocturne",
    { 0x0d1226, 0x18214a, 0x5b7cfa, 0xa6b8ff, 0xf4d58d },
    TRUE },
  { "lavender",
    "lavender|lavendel|lavande|lavanda|薰衣草|ラベンダー|라벤더",
    { 0xf5f1fb, 0xe2d9f3, 0x6d4bb0, 0xa58fd8, 0xe8a0bf },
    FALSE },
  { "mint",
    "mint|minty|minze|menthe|menta|薄荷|ミント|민트",
    { 0xf0faf5, 0xcfeee0, 0x1f8a70, 0x7fd1ae, 0xff8a65 },
    FALSE },
  { "berry",
    "berry|raspberry|blackberry|beere|baies",
    { 0x2a0f24, 0x4a1a3e, 0xd63a78, 0xf088a8, 0xf8d7c4 },
    TRUE },
  { "coffee",
    "coffee|mocha|espresso|kaffeebraun|咖啡色|コーヒー",
    { 0xf5ece1, 0xe0cbb3, 0x4b2e20, 0x8a5a3b, 0xc8935f },
    FALSE },
  { "wine",
    "wine|merlot|wein|vin|vino",
    { 0x2b0b14, 0x4b1523, 0xb23a48, 0xe0a899, 0xf3e0c8 },
    FALSE },
  { "rose gold",
    "rose gold|rosé|blush|roségold|oro rosa",
    { 0xfcf1ee, 0xf3d9d3, 0xb76e79, 0xdba39a, 0x7a4b52 },
    FALSE },
  { "ice",
    "icy|ice|arctic|frosty|glacial|eisig|glacé|冰|氷",
    { 0xf2f9fc, 0xd6ecf5, 0x2b7fa8, 0x86c5de, 0x1b3a57 },
    FALSE },
  { "fire",
    "fiery|ember|flame|feurig|火焰色",
    { 0x1c0b08, 0x3b130b, 0xf0431e, 0xff8c1a, 0xffd15c },
    FALSE },
  { "citrus",
    "citrus|lemon|zesty|zitrone|citron|cítrico",
    { 0xfffbe3, 0xfdf0a8, 0xf28c0f, 0x8fbf26, 0xe3431f },
    FALSE },
  { "peach",
    "peach|peachy|apricot|pfirsich|pêche|melocotón|桃色",
    { 0xfff4ec, 0xffdcc6, 0xf27d5e, 0xf9b384, 0x4a6a7c },
    FALSE },
  { "slate",
    "slate|stone|concrete|industrial|schiefer|beton",
    { 0xe9ebee, 0xcfd4da, 0x2f3a46, 0x6b7a89, 0xe4572e },
    TRUE },
  { "royal",
    "royal|regal|königlich|majestic",
    { 0x17153b, 0x2a2668, 0xc9a227, 0x7b6fd0, 0xf2e6c9 },
    FALSE },
  { "luxury",
    "luxury|black and gold|premium|luxus|luxe|lujo|奢华|高級",
    { 0x121212, 0x232120, 0xc8a45c, 0x8c7340, 0xf4ead4 },
    FALSE },
  { "jewel",
    "jewel tones|jewel|gemstone",
    { 0x0f1f2e, 0x1c3548, 0x0e8f78, 0xc0285f, 0xe6b23c },
    FALSE },
  { "nordic",
    "nordic|scandinavian|skandinavisch|scandi|hygge|北欧",
    { 0xf3f1ec, 0xdedbd2, 0x34495e, 0x8fa3ad, 0xd98e73 },
    TRUE },
  { "mediterranean",
    "mediterranean|greek|mediterran|méditerranéen|mediterráneo|地中海",
    { 0xfaf6ec, 0xe8e0cc, 0x1f5fa8, 0x5aa3cf, 0xe2723b },
    TRUE },
  { "cyberpunk",
    "cyberpunk|futuristic|sci-fi|scifi|赛博朋克|サイバーパンク",
    { 0x0a0714, 0x1d1136, 0xf706cf, 0x08d9ff, 0xfdf500 },
    FALSE },
  { "vaporwave",
    "vaporwave|synthwave|eighties|80s|1980s|outrun",
    { 0x1d1145, 0x3a1c71, 0xff6ec7, 0x4be3f0, 0xffc46b },
    FALSE },
  { "bauhaus",
    "bauhaus colors|primary colors|primary colours|constructivist",
    { 0xf2ead8, 0xe2d6bb, 0xd7322b, 0x1f4e9c, 0xf0b51d },
    TRUE },
  { "terracotta",
    "terracotta|clay|adobe|terrakotta|陶土",
    { 0xf8ece0, 0xecd0b8, 0xb9532f, 0xd98f66, 0x3d5a50 },
    TRUE },
  { "olive",
    "olive|oliv|aceituna|橄榄",
    { 0xf4f1e1, 0xdedabb, 0x5c6b2f, 0x98a05a, 0xc46a3b },
    FALSE },
  { "denim",
    "denim|jeans|indigo dye",
    { 0xeef2f7, 0xd0dbe8, 0x274b7a, 0x6f93bd, 0xd98b4a },
    FALSE },
  { "cherry blossom",
    "cherry blossom|sakura|kirschblüte|樱花|桜|벚꽃",
    { 0xfdf4f5, 0xf8dde2, 0xd8617f, 0xf0a5b5, 0x5b4a4f },
    FALSE },
  { "corporate",
    "corporate|business colors|professional|geschäftlich|商务",
    { 0xf6f8fb, 0xdfe6ef, 0x1b4f8f, 0x5a8fcb, 0xf08a24 },
    FALSE },
  { "spice",
    "spicy|spice|curry|saffron|diwali|holi",
    { 0x3a1020, 0x5d1a2b, 0xf08a1d, 0xe0318c, 0xffcf56 },
    TRUE },
  { "botanical",
    "botanical|garden|botanisch|garten|jardin|jardín|花园|庭",
    { 0xf5f3e7, 0xdde3c8, 0x2f5d3a, 0x7ea36b, 0xe39aa0 },
    TRUE },
  { "warm",
    "warm|warm colors|warme farben|chaud|cálido|暖色|暖かい",
    { 0xfdf1e3, 0xf8d9b4, 0xd9481c, 0xf29f3d, 0x7a2b2b },
    FALSE },
  { "cool",
    "cool|cold|cool colors|kalt|froid|frío|冷色",
    { 0xeaf3f7, 0xc9dfe9, 0x1d5c85, 0x53a6b8, 0x6b5fb0 },
    FALSE },
  { "colourful",
    "colorful|colourful|multicolored|multicoloured|rainbow "
    "colors|bunt|farbenfroh|coloré|colorido|彩色|多彩|カラフル|다채로운|रंगीन|রঙিন",
    { 0xfdf7ea, 0xf5e6c8, 0xe23e57, 0x2a7de1, 0xf7b32b },
    FALSE },
};

static gboolean
is_known (const GessoSketchPalette *self,
          GessoSketchColor          color)
{
  for (int i = 0; i < self->n_list; i++)
    if (fabs (self->list[i].r - color.r) + fabs (self->list[i].g - color.g)
            + fabs (self->list[i].b - color.b)
        < 0.06)
      return TRUE;

  return FALSE;
}

static void
add_color (GessoSketchPalette *self,
           GessoSketchColor    color)
{
  if (self->n_list < GESSO_SKETCH_PALETTE_MAX && !is_known (self, color))
    self->list[self->n_list++] = color;
}

static void
take_named (GessoSketchPalette *self,
            const Named        *row)
{
  self->name = row->name;
  self->ground = gesso_sketch_color_from_hex (row->colors[0]);
  self->surface = gesso_sketch_color_from_hex (row->colors[1]);
  self->primary = gesso_sketch_color_from_hex (row->colors[2]);
  self->secondary = gesso_sketch_color_from_hex (row->colors[3]);
  self->accent = gesso_sketch_color_from_hex (row->colors[4]);
}

/* Companions of one colour: a ground far from it in lightness, a neighbour, an opposite. */
static void
take_harmony (GessoSketchPalette *self,
              GessoSketchColor    base,
              gboolean            dark,
              GessoSketchRandom  *random)
{
  GessoSketchLch lch = gesso_sketch_color_to_lch (base);
  double turn = gesso_sketch_random_int (random, 2) == 0 ? 32 : -32;
  double c = MAX (lch.c, 0.02);
  GessoSketchLch ground = { dark ? 0.20 : 0.965, MIN (c, dark ? 0.045 : 0.018), lch.h };
  GessoSketchLch surface = { dark ? 0.28 : 0.915, MIN (c, dark ? 0.06 : 0.035), lch.h };
  GessoSketchLch second = { CLAMP (lch.l + (dark ? 0.14 : 0.12), 0.35, 0.85), lch.c * 0.8,
                            fmod (lch.h + turn + 360, 360) };
  GessoSketchLch accent = { 0.76, lch.c < 0.03 ? 0.02 : 0.15, fmod (lch.h + 165, 360) };

  self->ground = gesso_sketch_color_from_lch (ground);
  self->surface = gesso_sketch_color_from_lch (surface);
  self->primary = base;
  self->secondary = gesso_sketch_color_from_lch (second);
  self->accent = gesso_sketch_color_from_lch (accent);
}

/* Two or more colours: the one furthest from the middle of the lightness is the ground. */
static void
take_colors (GessoSketchPalette           *self,
             const GessoSketchPaletteWish *wish,
             GessoSketchRandom            *random)
{
  GessoSketchColor rest[GESSO_SKETCH_PALETTE_MAX];
  int ground = 0;
  double best = -1;
  int n = 0;

  for (int i = 0; i < wish->n_colors; i++)
    {
      GessoSketchLch lch = gesso_sketch_color_to_lch (wish->colors[i]);
      double distance = wish->dark ? 1 - lch.l : fabs (lch.l - 0.55) + (lch.l > 0.55 ? 0.1 : 0);

      if (distance > best)
        {
          best = distance;
          ground = i;
        }
    }
  for (int i = 0; i < wish->n_colors && n < GESSO_SKETCH_PALETTE_MAX; i++)
    if (i != ground)
      rest[n++] = wish->colors[i];

  take_harmony (self, rest[0], wish->dark, random);
  self->ground = wish->colors[ground];
  self->surface = gesso_sketch_color_mix (self->ground, rest[0], 0.14);
  self->secondary = n > 1 ? rest[1] : gesso_sketch_color_mix (self->primary, self->ground, 0.45);
  self->accent = n > 2   ? rest[2]
                 : n > 1 ? gesso_sketch_color_mix (rest[0], rest[1], 0.5)
                         : gesso_sketch_color_shift (self->primary,
                                                     self->primary.r > 0.5 ? -0.15 : 0.15, 1, 0);
}

static void
take_default (GessoSketchPalette           *self,
              const GessoSketchPaletteWish *wish,
              GessoSketchRandom            *random)
{
  for (int i = 0; i < 200; i++)
    {
      const Named *row = &named[gesso_sketch_random_int (random, (int) G_N_ELEMENTS (named))];
      gboolean is_dark
          = gesso_sketch_color_luminance (gesso_sketch_color_from_hex (row->colors[0])) < 0.2;

      if (!row->by_default || (wish->dark && !is_dark) || (wish->light && is_dark))
        continue;
      take_named (self, row);
      self->name = NULL;
      return;
    }
  take_named (self, &named[0]);
}

static void
finish (GessoSketchPalette *self)
{
  GessoSketchLch ground = gesso_sketch_color_to_lch (self->ground);
  gboolean dark = gesso_sketch_color_luminance (self->ground) < 0.18;
  GessoSketchLch ink = { dark ? 0.97 : 0.22, MIN (ground.c, 0.03), ground.h };

  self->ink = gesso_sketch_color_readable (gesso_sketch_color_from_lch (ink), self->ground, 7);
  self->muted = gesso_sketch_color_readable (gesso_sketch_color_mix (self->ink, self->ground, 0.4),
                                             self->ground, 4.5);
  add_color (self, self->ground);
  add_color (self, self->primary);
  add_color (self, self->secondary);
  add_color (self, self->accent);
  add_color (self, self->surface);
}

/**
 * gesso_sketch_palette_count:
 *
 * Returns: how many named palettes there are
 */
int
gesso_sketch_palette_count (void)
{
  return (int) G_N_ELEMENTS (named);
}

/**
 * gesso_sketch_palette_get_name:
 * @index: which palette
 *
 * Returns: its English name
 */
const char *
gesso_sketch_palette_get_name (int index)
{
  g_return_val_if_fail (index >= 0 && index < gesso_sketch_palette_count (), NULL);

  return named[index].name;
}

/**
 * gesso_sketch_palette_get_forms:
 * @index: which palette
 *
 * Returns: the words that ask for it, separated by bars
 */
const char *
gesso_sketch_palette_get_forms (int index)
{
  g_return_val_if_fail (index >= 0 && index < gesso_sketch_palette_count (), NULL);

  return named[index].forms;
}

/**
 * gesso_sketch_palette_get_color:
 * @palette: which palette
 * @index: 0 … 4: ground, surface, primary, secondary, accent
 *
 * Returns: the colour
 */
GessoSketchColor
gesso_sketch_palette_get_color (int palette,
                                int index)
{
  g_return_val_if_fail (palette >= 0 && palette < gesso_sketch_palette_count (),
                        gesso_sketch_color_from_hex (0));
  g_return_val_if_fail (index >= 0 && index < 5, gesso_sketch_color_from_hex (0));

  return gesso_sketch_color_from_hex (named[palette].colors[index]);
}

/**
 * gesso_sketch_palette_init:
 * @self: (out caller-allocates): the palette
 * @wish: what the words say
 * @seed: decides where the words do not
 */
void
gesso_sketch_palette_init (GessoSketchPalette           *self,
                           const GessoSketchPaletteWish *wish,
                           guint64                       seed)
{
  GessoSketchRandom random;

  *self = (GessoSketchPalette){ 0 };
  gesso_sketch_random_init (&random, seed, "palette");

  if (wish->word >= 0)
    take_named (self, &named[wish->word]);
  else if (wish->n_colors >= 2)
    take_colors (self, wish, &random);
  else if (wish->n_colors == 1)
    take_harmony (self, wish->colors[0], wish->dark, &random);
  else
    take_default (self, wish, &random);

  self->chosen = wish->word >= 0 || wish->n_colors > 0;
  if (wish->word >= 0 && wish->n_colors > 0)
    self->primary = wish->colors[0];
  if (wish->word >= 0 && wish->n_colors > 1)
    self->secondary = wish->colors[1];
  if (wish->ground != NULL)
    {
      self->ground = *wish->ground;
      self->surface = gesso_sketch_color_shift (
          self->ground, gesso_sketch_color_luminance (self->ground) < 0.18 ? 0.09 : -0.05, 1, 0);
    }
  else if (wish->dark && gesso_sketch_color_luminance (self->ground) > 0.2)
    {
      GessoSketchLch lch = gesso_sketch_color_to_lch (self->primary);

      self->ground
          = gesso_sketch_color_from_lch ((GessoSketchLch){ 0.19, MIN (lch.c, 0.04), lch.h });
      self->surface
          = gesso_sketch_color_from_lch ((GessoSketchLch){ 0.27, MIN (lch.c, 0.05), lch.h });
    }
  else if (wish->light && gesso_sketch_color_luminance (self->ground) < 0.3)
    {
      GessoSketchLch lch = gesso_sketch_color_to_lch (self->ground);

      self->ground
          = gesso_sketch_color_from_lch ((GessoSketchLch){ 0.965, MIN (lch.c, 0.015), lch.h });
      self->surface
          = gesso_sketch_color_from_lch ((GessoSketchLch){ 0.91, MIN (lch.c, 0.03), lch.h });
    }

  /* A colour that vanishes in the ground cannot do its work. */
  if (gesso_sketch_color_contrast (self->primary, self->ground) < 1.5 && wish->n_colors == 0)
    self->primary = gesso_sketch_color_readable (self->primary, self->ground, 2);
  finish (self);
}

G_STATIC_ASSERT (G_N_ELEMENTS (named) >= 40);
