/* test-exif.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "metadata/gesso-exif.h"

#include <glib.h>
#include <string.h>

/* A TIFF header and a directory of one entry. */
static GByteArray *
make_exif (gboolean is_big,
           guint16  tag,
           guint16  type,
           guint16  value)
{
  const guint16 fields[] = { 1, tag, type };
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) (is_big ? "MM\0*\0\0\0\10" : "II*\0\10\0\0\0"), 8);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint16 word = is_big ? GUINT16_TO_BE (fields[i]) : GUINT16_TO_LE (fields[i]);

      g_byte_array_append (out, (const guint8 *) &word, 2);
    }
  g_byte_array_append (out, (const guint8 *) (is_big ? "\0\0\0\1" : "\1\0\0\0"), 4);
  value = is_big ? GUINT16_TO_BE (value) : GUINT16_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, 2);
  g_byte_array_append (out, (const guint8 *) "\0\0\0\0\0\0", 6);

  return out;
}

static void
test_orientations (void)
{
  for (int is_big = 0; is_big <= 1; is_big++)
    for (guint16 value = 0; value < 12; value++)
      {
        g_autoptr (GByteArray) exif = make_exif (is_big != 0, 0x0112, 3, value);

        g_assert_cmpint (gesso_exif_get_orientation (exif->data, exif->len), ==,
                         value >= 1 && value <= 8 ? value : 1);
      }
}

static void
test_other_entries (void)
{
  g_autoptr (GByteArray) tag = make_exif (FALSE, 0x0110, 3, 6);
  g_autoptr (GByteArray) type = make_exif (FALSE, 0x0112, 4, 6);

  g_assert_cmpint (gesso_exif_get_orientation (tag->data, tag->len), ==, 1);
  g_assert_cmpint (gesso_exif_get_orientation (type->data, type->len), ==, 1);
  g_assert_cmpint (gesso_exif_get_orientation (NULL, 0), ==, 1);
}

static void
test_cut_everywhere (void)
{
  g_autoptr (GByteArray) exif = make_exif (TRUE, 0x0112, 3, 6);

  for (guint length = 0; length < exif->len; length++)
    {
      /* A copy of its own, so that a step too far is seen by the sanitizer. */
      g_autofree guint8 *copy = g_memdup2 (exif->data, length);

      g_assert_cmpint (gesso_exif_get_orientation (copy, length), ==, length < 22 ? 1 : 6);
    }
}

/* The directory's offset may say anything. */
static void
test_wild_offsets (void)
{
  static const guint32 offsets[] = { 0, 7, 13, 25, 26, 27, 28, 0x7fffffff, 0xffffffff };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (GByteArray) exif = make_exif (TRUE, 0x0112, 3, 6);
      guint32 big = GUINT32_TO_BE (offsets[i]);

      memcpy (exif->data + 4, &big, 4);
      g_assert_cmpint (gesso_exif_get_orientation (exif->data, exif->len), ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/exif/orientations", test_orientations);
  g_test_add_func ("/exif/other-entries", test_other_entries);
  g_test_add_func ("/exif/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/exif/wild-offsets", test_wild_offsets);

  return g_test_run ();
}
