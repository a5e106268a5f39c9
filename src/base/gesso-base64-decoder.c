/* gesso-base64-decoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-base64-decoder.h"

/* GessoBase64Decoder
 *
 * A value that its user keeps on the stack or inside another struct; nothing to free. Pure, on any
 * one thread. Push as often as wanted, finish once; after a failure every further call fails.
 */

enum
{
  VALUE_SPACE = 64,
  VALUE_PADDING = 65,
  VALUE_BAD = 66,
};

#define B VALUE_BAD
#define S VALUE_SPACE
#define P VALUE_PADDING

/* RFC 4648, tables 1 and 2 in one: '+' and '-' are 62, '/' and '_' are 63. */
/* clang-format off: rows of the code table */
static const guint8 values[256] = {
  B,  B,  B,  B,  B,  B,  B,  B,  B,  S,  S,  S,  S,  S,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  S,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  62, B,  62, B,  63,
  52, 53, 54, 55, 56, 57, 58, 59, 60, 61, B,  B,  B,  P,  B,  B,  B,  0,  1,  2,  3,  4,  5,  6,
  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, B,  B,  B,  B,  63,
  B,  26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
  49, 50, 51, B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,  B,
};
/* clang-format on */

#undef B
#undef S
#undef P

static guint8 *
put_group (guint32  bits,
           guint8  *out)
{
  out[0] = (guint8) (bits >> 16);
  out[1] = (guint8) (bits >> 8);
  out[2] = (guint8) bits;
  return out + 3;
}

/* One character outside the fast path. */
static guint8 *
push_character (GessoBase64Decoder *self,
                guint8              value,
                guint8             *out)
{
  if (value == VALUE_SPACE)
    return out;
  if (value == VALUE_PADDING)
    {
      /* Padding closes a group of two or three characters and nothing follows it. */
      if (self->n_chars < 2 || self->n_chars + self->n_padding >= 4)
        self->failed = TRUE;
      else
        self->n_padding++;
      return out;
    }
  if (value == VALUE_BAD || self->n_padding > 0)
    {
      self->failed = TRUE;
      return out;
    }
  self->bits = self->bits << 6 | value;
  if (++self->n_chars < 4)
    return out;
  out = put_group (self->bits, out);
  self->n_chars = 0;
  self->bits = 0;
  return out;
}

/**
 * gesso_base64_decoder_push:
 * @self: a decoder
 * @text: (array length=length): the next characters, cut anywhere
 * @length: number of characters
 * @out: room for GESSO_BASE64_DECODED_MAX (@length) bytes; may not overlap @text
 * @out_length: (out): bytes written
 *
 * Decodes the next piece. What was decoded before a bad character is delivered.
 *
 * Returns: FALSE when the text is not base64; it stays so
 */
gboolean
gesso_base64_decoder_push (GessoBase64Decoder *self,
                           const char         *text,
                           gsize               length,
                           guint8             *out,
                           gsize              *out_length)
{
  const guint8 *next = (const guint8 *) text;
  const guint8 *end = next + length;
  guint8 *start = out;

  while (next < end && !self->failed)
    {
      if (self->n_chars == 0 && self->n_padding == 0)
        {
          while (end - next >= 4)
            {
              guint8 a = values[next[0]], b = values[next[1]];
              guint8 c = values[next[2]], d = values[next[3]];

              if ((a | b | c | d) & 0x40)
                break;
              out = put_group ((guint32) a << 18 | (guint32) b << 12 | (guint32) c << 6 | d, out);
              next += 4;
            }
          if (next == end)
            break;
        }
      out = push_character (self, values[*next++], out);
    }
  self->n_in += length;
  self->n_out += (gsize) (out - start);
  *out_length = (gsize) (out - start);
  return !self->failed;
}

/**
 * gesso_base64_decoder_finish:
 * @self: a decoder
 * @out: room for 3 bytes
 * @out_length: (out): bytes written, at most 2
 *
 * Delivers what the last, incomplete group holds. Missing padding is forgiven; a single left-over
 * character and padding that is begun and not completed are not.
 *
 * Returns: FALSE when the text was not base64
 */
gboolean
gesso_base64_decoder_finish (GessoBase64Decoder *self,
                             guint8             *out,
                             gsize              *out_length)
{
  *out_length = 0;
  if (!self->failed
      && (self->n_chars == 1 || (self->n_padding > 0 && self->n_chars + self->n_padding != 4)))
    self->failed = TRUE;
  if (self->failed || self->n_chars == 0)
    return !self->failed;

  self->bits <<= 6 * (4 - self->n_chars);
  out[0] = (guint8) (self->bits >> 16);
  *out_length = 1;
  if (self->n_chars == 3)
    {
      out[1] = (guint8) (self->bits >> 8);
      *out_length = 2;
    }
  self->n_out += *out_length;
  self->n_chars = 0;
  self->n_padding = 0;
  self->bits = 0;
  return TRUE;
}
