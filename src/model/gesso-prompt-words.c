/* gesso-prompt-words.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-prompt-words-private.h"

#include <string.h>

/* What people call a format, as data: phrases in English and German, and the ratios that are
 * taken for such when they are written in numbers. A further language is further lines. Words that
 * name a subject as often as a format ("square", "story", "cover", "card", "landscape") are only
 * here together with the word that makes them a format. Paper has its exact sides in millimetres.
 * The last word of a phrase may have an English or German ending. Pure; any thread. */

static const GessoPromptWord phrases[] = {
  /* Upright */
  { "poster", 2, 3, FALSE },
  { "filmposter", 2, 3, FALSE },
  { "kinoposter", 2, 3, FALSE },
  { "plakat", 2, 3, TRUE },
  { "book cover", 2, 3, FALSE },
  { "buchcover", 2, 3, FALSE },
  { "buchumschlag", 2, 3, FALSE },
  { "buchtitel", 2, 3, FALSE },
  { "magazine cover", 3, 4, FALSE },
  { "zeitschriftencover", 3, 4, FALSE },
  { "titelseite", 3, 4, FALSE },
  { "comic page", 2, 3, FALSE },
  { "comicseite", 2, 3, FALSE },
  { "portrait format", 2, 3, FALSE },
  { "portrait orientation", 2, 3, FALSE },
  { "vertical format", 2, 3, FALSE },
  { "hochformat", 2, 3, FALSE },
  { "hochkant", 2, 3, FALSE },
  { "flyer", 210, 297, FALSE },
  { "partyflyer", 210, 297, FALSE },
  { "leaflet", 210, 297, FALSE },
  { "handzettel", 210, 297, FALSE },
  { "a3", 297, 420, FALSE },
  { "a4", 210, 297, FALSE },
  { "a5", 148, 210, FALSE },
  { "playing card", 5, 7, FALSE },
  { "spielkarte", 5, 7, FALSE },
  { "tarot card", 4, 7, FALSE },
  { "tarotkarte", 4, 7, FALSE },
  { "bookmark", 1, 3, FALSE },
  { "lesezeichen", 1, 3, FALSE },
  { "roll up", 2, 5, FALSE },
  { "rollup", 2, 5, FALSE },
  { "instagram post", 4, 5, FALSE },
  { "pinterest pin", 2, 3, FALSE },

  /* As high as a phone */
  { "phone wallpaper", 9, 16, FALSE },
  { "phone background", 9, 16, FALSE },
  { "mobile wallpaper", 9, 16, FALSE },
  { "smartphone wallpaper", 9, 16, FALSE },
  { "iphone wallpaper", 9, 16, FALSE },
  { "android wallpaper", 9, 16, FALSE },
  { "handy wallpaper", 9, 16, FALSE },
  { "handywallpaper", 9, 16, FALSE },
  { "handy hintergrund", 9, 16, FALSE },
  { "handyhintergrund", 9, 16, FALSE },
  { "hintergrund fürs handy", 9, 16, FALSE },
  { "hintergrundbild fürs handy", 9, 16, FALSE },
  { "smartphone hintergrund", 9, 16, FALSE },
  { "smartphonehintergrund", 9, 16, FALSE },
  { "lock screen", 9, 16, FALSE },
  { "lockscreen", 9, 16, FALSE },
  { "sperrbildschirm", 9, 16, FALSE },
  { "instagram story", 9, 16, FALSE },
  { "instagram stories", 9, 16, FALSE },
  { "story format", 9, 16, FALSE },
  { "storyformat", 9, 16, FALSE },
  { "tiktok", 9, 16, FALSE },
  { "reel cover", 9, 16, FALSE },

  /* Square */
  { "square format", 1, 1, FALSE },
  { "square image", 1, 1, FALSE },
  { "square picture", 1, 1, FALSE },
  { "quadratisch", 1, 1, FALSE },
  { "album cover", 1, 1, FALSE },
  { "albumcover", 1, 1, FALSE },
  { "plattencover", 1, 1, FALSE },
  { "record sleeve", 1, 1, FALSE },
  { "app icon", 1, 1, FALSE },
  { "icon", 1, 1, FALSE },
  { "app symbol", 1, 1, FALSE },
  { "logo", 1, 1, FALSE },
  { "firmenlogo", 1, 1, FALSE },
  { "vereinslogo", 1, 1, FALSE },
  { "avatar", 1, 1, FALSE },
  { "profile picture", 1, 1, FALSE },
  { "profilbild", 1, 1, FALSE },
  { "profilfoto", 1, 1, FALSE },
  { "bierdeckel", 1, 1, FALSE },
  { "coaster", 1, 1, FALSE },

  /* Lying */
  { "landscape format", 3, 2, FALSE },
  { "landscape orientation", 3, 2, FALSE },
  { "horizontal format", 3, 2, FALSE },
  { "querformat", 3, 2, FALSE },
  { "a4 landscape", 297, 210, FALSE },
  { "a4 quer", 297, 210, FALSE },
  { "postcard", 3, 2, FALSE },
  { "postkarte", 3, 2, FALSE },
  { "ansichtskarte", 3, 2, FALSE },
  { "business card", 17, 11, FALSE },
  { "visitenkarte", 17, 11, FALSE },

  /* As wide as a screen */
  { "wallpaper", 16, 9, FALSE },
  { "desktop background", 16, 9, FALSE },
  { "desktophintergrund", 16, 9, FALSE },
  { "bildschirmhintergrund", 16, 9, FALSE },
  { "hintergrundbild", 16, 9, FALSE },
  { "widescreen", 16, 9, FALSE },
  { "breitbild", 16, 9, FALSE },
  { "thumbnail", 16, 9, FALSE },
  { "vorschaubild", 16, 9, FALSE },
  { "presentation slide", 16, 9, FALSE },
  { "präsentationsfolie", 16, 9, FALSE },
  { "storyboard", 16, 9, FALSE },
  { "billboard", 2, 1, FALSE },
  { "reklametafel", 2, 1, FALSE },
  { "plakatwand", 2, 1, FALSE },
  { "ultrawide", 21, 9, FALSE },
  { "ultrabreit", 21, 9, FALSE },
  { "cinemascope", 21, 9, FALSE },
  { "panorama", 21, 9, FALSE },
  { "panoramic", 21, 9, FALSE },
  { "banner", 3, 1, TRUE },
  { "website header", 3, 1, FALSE },
  { "web header", 3, 1, FALSE },
  { "email header", 3, 1, FALSE },
  { "letterhead", 3, 1, FALSE },
  { "briefkopf", 3, 1, FALSE },
};

/* In hundredths, as they are written. */
static const struct
{
  int width;
  int height;
} ratios[] = {
  { 100, 100 },  { 200, 100 },  { 100, 200 },  { 300, 100 },   { 100, 300 },   { 200, 300 },
  { 300, 200 },  { 300, 400 },  { 400, 300 },  { 400, 500 },   { 500, 400 },   { 500, 700 },
  { 700, 500 },  { 1600, 900 }, { 900, 1600 }, { 1600, 1000 }, { 1000, 1600 }, { 2100, 900 },
  { 900, 2100 }, { 1800, 900 }, { 900, 1800 }, { 900, 1950 },  { 1950, 900 },  { 185, 100 },
  { 235, 100 },  { 239, 100 },  { 240, 100 },
};

/* Ratios that are also written with a multiplication sign. */
static const struct
{
  int width;
  int height;
} written_sizes[] = { { 1600, 900 }, { 900, 1600 }, { 2100, 900 } };

static const char *const endings[] = { "", "s", "e", "n", "en", "es", "er", "em" };

/**
 * _gesso_prompt_words_list:
 * @out_length: (out): how many
 *
 * Returns: (transfer none) (array length=out_length): the phrases
 */
const GessoPromptWord *
_gesso_prompt_words_list (guint *out_length)
{
  *out_length = G_N_ELEMENTS (phrases);
  return phrases;
}

/**
 * _gesso_prompt_words_ends:
 * @text: a word of the prompt in lower case
 * @word: a word of the table
 * @in_compounds: whether @text may begin with something else
 *
 * Returns: whether @text is @word with one of its endings
 */
gboolean
_gesso_prompt_words_ends (const char *text,
                          const char *word,
                          gboolean    in_compounds)
{
  gsize length = strlen (text);
  gsize stem = strlen (word);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize ending = strlen (endings[i]);
      gsize rest;

      if (length < stem + ending)
        continue;
      rest = length - stem - ending;
      if ((rest == 0 || in_compounds) && strncmp (text + rest, word, stem) == 0
          && strcmp (text + rest + stem, endings[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * _gesso_prompt_words_is_ratio:
 * @width: in hundredths
 * @height: in hundredths
 *
 * Returns: whether "width:height" is one of the ratios that people write, and no time of day
 */
gboolean
_gesso_prompt_words_is_ratio (gint64 width,
                              gint64 height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ratios); i++)
    if (ratios[i].width == width && ratios[i].height == height)
      return TRUE;

  return FALSE;
}

/**
 * _gesso_prompt_words_is_written_size:
 * @width: in hundredths
 * @height: in hundredths
 *
 * Returns: whether "width×height" is a ratio although the numbers are no pixels
 */
gboolean
_gesso_prompt_words_is_written_size (gint64 width,
                                     gint64 height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (written_sizes); i++)
    if (written_sizes[i].width == width && written_sizes[i].height == height)
      return TRUE;

  return FALSE;
}
