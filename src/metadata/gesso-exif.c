/* gesso-exif.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the orientation from EXIF data: a TIFF header and its first directory (EXIF 2.32,
 * section 4.6). Pure, any thread; every offset is checked.
 */

#include "config.h"

#include "metadata/gesso-exif.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_LENGTH 12

static guint16
read_u16 (const guint8 *at,
          gboolean      is_big)
{
  return (guint16) (is_big ? at[0] << 8 | at[1] : at[1] << 8 | at[0]);
}

static guint32
read_u32 (const guint8 *at,
          gboolean      is_big)
{
  return is_big ? (guint32) read_u16 (at, TRUE) << 16 | read_u16 (at + 2, TRUE)
                : (guint32) read_u16 (at + 2, FALSE) << 16 | read_u16 (at, FALSE);
}

/**
 * gesso_exif_get_orientation:
 * @data: (array length=length) (nullable): EXIF data from its TIFF header on
 * @length: bytes in @data
 *
 * Returns: the orientation, 1 to 8; 1 where nothing usable is said
 */
int
gesso_exif_get_orientation (const guint8 *data,
                            gsize         length)
{
  gboolean is_big;
  gsize at;
  guint n_entries;

  if (data == NULL || length < 14)
    return 1;
  if (memcmp (data, "MM\0*", 4) != 0 && memcmp (data, "II*\0", 4) != 0)
    return 1;

  is_big = data[0] == 'M';
  at = read_u32 (data + 4, is_big);
  if (at < 8 || at > length - 2)
    return 1;
  n_entries = read_u16 (data + at, is_big);
  at += 2;
  for (guint i = 0; i < n_entries && length - at >= ENTRY_LENGTH; i++, at += ENTRY_LENGTH)
    if (read_u16 (data + at, is_big) == TAG_ORIENTATION
        && read_u16 (data + at + 2, is_big) == TYPE_SHORT)
      {
        int orientation = read_u16 (data + at + 8, is_big);
        return orientation >= 1 && orientation <= 8 ? orientation : 1;
      }

  return 1;
}
