/* gesso-images-carrier.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-images-carrier.h"

#include "base/gesso-base64-decoder.h"

#include <string.h>

/* GessoImagesCarrier
 *
 * Finds the picture in one string value of an answer: bare base64, a data: address, or an address
 * to fetch. Owned by the reader; same thread. Base64 is decoded and handed on as it comes; only the
 * first few characters and an address are kept, within limits.
 *
 * Order of life: new, then for each string begin, push any number of times, end.
 */

#define HEAD_LENGTH 8
#define MAX_DATA_HEADER 1024
#define MAX_URL (16 * 1024)
#define SLICE (12 * 1024)

typedef enum
{
  STATE_HEAD,
  STATE_DATA_HEADER,
  STATE_BASE64,
  STATE_URL,
  STATE_DAMAGED,
} State;

struct _GessoImagesCarrier
{
  GessoCarrierFunc func;
  gpointer user_data;
  GessoCarrierHint hint;
  State state;
  GString *text; /* (owned): the head, the data: header or the address */
  GessoBase64Decoder decoder;
  guint64 n_bytes;
};

static void
deliver (GessoImagesCarrier *self,
         const guint8       *bytes,
         gsize               length)
{
  if (length == 0)
    return;
  self->n_bytes += length;
  self->func (bytes, length, self->user_data);
}

static void
push_base64 (GessoImagesCarrier *self,
             const char         *text,
             gsize               length)
{
  guint8 out[GESSO_BASE64_DECODED_MAX (SLICE)];

  while (length > 0 && self->state == STATE_BASE64)
    {
      gsize n = MIN (length, SLICE);
      gsize n_out;

      if (!gesso_base64_decoder_push (&self->decoder, text, n, out, &n_out))
        self->state = STATE_DAMAGED;
      deliver (self, out, n_out);
      text += n;
      length -= n;
    }
}

static gboolean
has_prefix (const GString *text,
            const char    *prefix)
{
  return g_ascii_strncasecmp (text->str, prefix, strlen (prefix)) == 0;
}

/* "/9j/" is how the base64 of a JPEG begins; other leading slashes are addresses. */
static gboolean
is_url (const GString *text)
{
  return has_prefix (text, "http://") || has_prefix (text, "https://")
         || (text->str[0] == '/' && !g_str_has_prefix (text->str, "/9j/"));
}

static State
state_from_head (GessoImagesCarrier *self)
{
  if (has_prefix (self->text, "data:"))
    return STATE_DATA_HEADER;
  if (self->hint == GESSO_CARRIER_HINT_URL
      || (self->hint == GESSO_CARRIER_HINT_EITHER && is_url (self->text)))
    return STATE_URL;
  return STATE_BASE64;
}

static void
leave_head (GessoImagesCarrier *self)
{
  self->state = state_from_head (self);
  if (self->state == STATE_BASE64)
    {
      g_autofree char *head = g_strndup (self->text->str, self->text->len);

      push_base64 (self, head, self->text->len);
      g_string_truncate (self->text, 0);
    }
}

/* RFC 2397: data:[type][;parameters][;base64],content */
static void
push_data_header (GessoImagesCarrier *self,
                  char                c)
{
  if (c != ',')
    {
      g_string_append_c (self->text, c);
      if (self->text->len > MAX_DATA_HEADER)
        self->state = STATE_DAMAGED;
      return;
    }
  g_strchomp (self->text->str);
  self->state = g_str_has_suffix (self->text->str, ";base64") ? STATE_BASE64 : STATE_DAMAGED;
  g_string_truncate (self->text, 0);
}

static void
push_character (GessoImagesCarrier *self,
                char                c)
{
  switch (self->state)
    {
    case STATE_HEAD:
      if (self->text->len == 0 && g_ascii_isspace (c))
        return;
      g_string_append_c (self->text, c);
      /* The head of a data: address may hold its comma already. */
      if (c == ',' && has_prefix (self->text, "data:"))
        {
          g_string_truncate (self->text, self->text->len - 1);
          self->state = STATE_DATA_HEADER;
          push_data_header (self, c);
        }
      else if (self->text->len >= HEAD_LENGTH)
        leave_head (self);
      return;

    case STATE_DATA_HEADER:
      push_data_header (self, c);
      return;

    case STATE_URL:
      if (self->text->len >= MAX_URL)
        self->state = STATE_DAMAGED;
      else
        g_string_append_c (self->text, c);
      return;

    case STATE_BASE64:
    case STATE_DAMAGED:
    default:
      return;
    }
}

/**
 * gesso_images_carrier_new:
 * @func: takes the decoded bytes
 * @user_data: for @func
 *
 * Returns: (transfer full): a carrier
 */
GessoImagesCarrier *
gesso_images_carrier_new (GessoCarrierFunc func,
                          gpointer         user_data)
{
  GessoImagesCarrier *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (GessoImagesCarrier, 1);
  self->func = func;
  self->user_data = user_data;
  self->text = g_string_new (NULL);
  return self;
}

/**
 * gesso_images_carrier_free:
 * @self: (transfer full): a carrier
 */
void
gesso_images_carrier_free (GessoImagesCarrier *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * gesso_images_carrier_begin:
 * @self: a carrier
 * @hint: what the member's name promises
 *
 * Begins a string.
 */
void
gesso_images_carrier_begin (GessoImagesCarrier *self,
                            GessoCarrierHint    hint)
{
  g_return_if_fail (self != NULL);

  self->hint = hint;
  self->state = STATE_HEAD;
  self->decoder = (GessoBase64Decoder) GESSO_BASE64_DECODER_INIT;
  self->n_bytes = 0;
  g_string_truncate (self->text, 0);
}

/**
 * gesso_images_carrier_push:
 * @self: a carrier
 * @text: (array length=length): the next characters, cut anywhere
 * @length: number of bytes
 */
void
gesso_images_carrier_push (GessoImagesCarrier *self,
                           const char         *text,
                           gsize               length)
{
  g_return_if_fail (self != NULL);

  while (length > 0 && self->state != STATE_BASE64 && self->state != STATE_DAMAGED)
    {
      push_character (self, *text++);
      length--;
    }
  push_base64 (self, text, length);
}

/**
 * gesso_images_carrier_end:
 * @self: a carrier
 *
 * Ends the string.
 *
 * Returns: what was in it
 */
GessoCarrierContent
gesso_images_carrier_end (GessoImagesCarrier *self)
{
  guint8 rest[3];
  gsize n_rest;

  g_return_val_if_fail (self != NULL, GESSO_CARRIER_CONTENT_DAMAGED);

  if (self->state == STATE_HEAD)
    {
      if (self->text->len == 0)
        return GESSO_CARRIER_CONTENT_NOTHING;
      leave_head (self);
    }
  if (self->state == STATE_URL)
    {
      g_strchomp (self->text->str);
      return g_utf8_validate (self->text->str, -1, NULL) ? GESSO_CARRIER_CONTENT_URL
                                                         : GESSO_CARRIER_CONTENT_DAMAGED;
    }
  if (self->state != STATE_BASE64)
    return GESSO_CARRIER_CONTENT_DAMAGED;
  if (!gesso_base64_decoder_finish (&self->decoder, rest, &n_rest))
    return GESSO_CARRIER_CONTENT_DAMAGED;
  deliver (self, rest, n_rest);
  return self->n_bytes > 0 ? GESSO_CARRIER_CONTENT_BYTES : GESSO_CARRIER_CONTENT_NOTHING;
}

/**
 * gesso_images_carrier_get_n_bytes:
 * @self: a carrier
 *
 * Returns: how many bytes the string has given so far
 */
guint64
gesso_images_carrier_get_n_bytes (GessoImagesCarrier *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}

/**
 * gesso_images_carrier_get_url:
 * @self: a carrier whose last string ended as GESSO_CARRIER_CONTENT_URL
 *
 * Returns: the address, until the next string begins
 */
const char *
gesso_images_carrier_get_url (GessoImagesCarrier *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text->str;
}
