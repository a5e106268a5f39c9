/* gesso-images-carrier.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GessoImagesCarrier GessoImagesCarrier;

/**
 * GessoCarrierHint:
 * @GESSO_CARRIER_HINT_BASE64: the member's name promises base64
 * @GESSO_CARRIER_HINT_URL: the member's name promises an address
 * @GESSO_CARRIER_HINT_EITHER: the text itself must tell
 */
typedef enum
{
  GESSO_CARRIER_HINT_BASE64,
  GESSO_CARRIER_HINT_URL,
  GESSO_CARRIER_HINT_EITHER,
} GessoCarrierHint;

/**
 * GessoCarrierContent:
 * @GESSO_CARRIER_CONTENT_NOTHING: the text was empty or blank
 * @GESSO_CARRIER_CONTENT_BYTES: bytes were given to the function
 * @GESSO_CARRIER_CONTENT_URL: it is an address
 * @GESSO_CARRIER_CONTENT_DAMAGED: it is neither
 */
typedef enum
{
  GESSO_CARRIER_CONTENT_NOTHING,
  GESSO_CARRIER_CONTENT_BYTES,
  GESSO_CARRIER_CONTENT_URL,
  GESSO_CARRIER_CONTENT_DAMAGED,
} GessoCarrierContent;

typedef void (*GessoCarrierFunc) (const guint8 *bytes,
                                  gsize         length,
                                  gpointer      user_data);

GessoImagesCarrier  *gesso_images_carrier_new     (GessoCarrierFunc     func,
                                                   gpointer             user_data) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_images_carrier_free    (GessoImagesCarrier  *self);

void                 gesso_images_carrier_begin   (GessoImagesCarrier  *self,
                                                   GessoCarrierHint     hint);
void                 gesso_images_carrier_push    (GessoImagesCarrier  *self,
                                                   const char          *text,
                                                   gsize                length);
GessoCarrierContent  gesso_images_carrier_end     (GessoImagesCarrier  *self);
guint64              gesso_images_carrier_get_n_bytes (GessoImagesCarrier *self);
const char          *gesso_images_carrier_get_url (GessoImagesCarrier  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImagesCarrier, gesso_images_carrier_free)

G_END_DECLS
