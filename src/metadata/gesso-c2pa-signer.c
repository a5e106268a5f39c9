/* gesso-c2pa-signer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads who signed a C2PA claim: the COSE signature (RFC 9052; certificates RFC 9360) and the
 * subject of its leaf certificate (RFC 5280, 4.1). It only reads names; nothing is verified.
 * Pure, any thread; every DER length is checked.
 */

#include "config.h"

#include "metadata/gesso-c2pa-private.h"

#include "metadata/gesso-cbor.h"

#include <string.h>

#define COSE_ALGORITHM 1
#define COSE_X5CHAIN 33
#define SUBJECT_FIELD 5 /* in TBSCertificate, the version counted */

typedef struct
{
  guint8 tag;
  const guint8 *data;
  gsize length;
} Der;

/* Takes the next element off @data; FALSE at the end or damage. */
static gboolean
der_next (const guint8 **data,
          gsize         *length,
          Der           *out)
{
  gsize head = 2;
  gsize n;

  if (*length < 2)
    return FALSE;

  n = (*data)[1];
  if (n >= 0x80)
    {
      gsize n_bytes = n & 0x7f;

      if (n_bytes < 1 || n_bytes > 4 || *length < 2 + n_bytes)
        return FALSE;
      n = 0;
      for (gsize i = 0; i < n_bytes; i++)
        n = n << 8 | (*data)[2 + i];
      head += n_bytes;
    }
  if (n > *length - head)
    return FALSE;

  out->tag = (*data)[0];
  out->data = *data + head;
  out->length = n;
  *data += head + n;
  *length -= head + n;
  return TRUE;
}

static gboolean
der_enter (const Der *der,
           Der       *out)
{
  const guint8 *data = der->data;
  gsize length = der->length;

  return der_next (&data, &length, out);
}

static char *
dup_der_string (const Der *der)
{
  if (der->tag == 0x1e) /* BMPString */
    return g_convert ((const char *) der->data, (gssize) der->length, "UTF-8", "UTF-16BE", NULL,
                      NULL, NULL);

  return g_utf8_make_valid ((const char *) der->data, (gssize) der->length);
}

static void
read_name (const Der *subject,
           GessoC2pa *c2pa)
{
  const guint8 *data = subject->data;
  gsize length = subject->length;
  Der set;

  while (der_next (&data, &length, &set))
    {
      Der pair;
      Der oid;
      Der value;
      const guint8 *inside;
      gsize left;
      char **slot = NULL;

      if (!der_enter (&set, &pair))
        continue;
      inside = pair.data;
      left = pair.length;
      if (!der_next (&inside, &left, &oid) || !der_next (&inside, &left, &value))
        continue;
      if (oid.length == 3 && memcmp (oid.data, "\x55\x04\x0a", 3) == 0)
        slot = &c2pa->signer_organization;
      else if (oid.length == 3 && memcmp (oid.data, "\x55\x04\x03", 3) == 0)
        slot = &c2pa->signer_name;
      if (slot != NULL && *slot == NULL)
        *slot = dup_der_string (&value);
    }
}

static void
read_certificate (const guint8 *data,
                  gsize         length,
                  GessoC2pa    *c2pa)
{
  Der certificate;
  Der body;
  Der field;

  if (!der_next (&data, &length, &certificate) || !der_enter (&certificate, &body))
    return;

  data = body.data;
  length = body.length;
  for (int i = 0; der_next (&data, &length, &field); i++)
    {
      /* Version 1 certificates leave the version out. */
      if (i == 0 && field.tag != 0xa0)
        i++;
      if (i == SUBJECT_FIELD)
        {
          read_name (&field, c2pa);
          return;
        }
    }
}

static const char *
get_algorithm_name (const GessoCbor *algorithm)
{
  static const struct
  {
    guint64 value; /* -1 less the number */
    const char *name;
  } names[] = {
    { 6, "ES256" },  { 34, "ES384" }, { 35, "ES512" }, { 36, "PS256" },
    { 37, "PS384" }, { 38, "PS512" }, { 7, "EdDSA" },
  };

  if (algorithm == NULL || algorithm->type != GESSO_CBOR_NEGATIVE)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].value == algorithm->value)
      return names[i].name;

  return NULL;
}

/* A chain is one certificate or an array of them, the leaf first. */
static const GessoCbor *
find_leaf (const GessoCbor *map)
{
  const GessoCbor *chain = gesso_cbor_get_int (map, COSE_X5CHAIN);

  if (chain == NULL)
    chain = gesso_cbor_get (map, "x5chain");
  if (chain != NULL && chain->type == GESSO_CBOR_ARRAY)
    chain = gesso_cbor_item (chain, 0);

  return chain != NULL && chain->type == GESSO_CBOR_BYTES ? chain : NULL;
}

/*
 * _gesso_c2pa_signer_read:
 * @signature: the CBOR of a signature box
 * @c2pa: gets algorithm, signer_organization, signer_name, as far as they are there
 *
 * Returns: whether it is a COSE_Sign1 structure
 */
gboolean
_gesso_c2pa_signer_read (const guint8 *signature,
                         gsize         length,
                         GessoC2pa    *c2pa)
{
  g_autoptr (GessoCbor) root = gesso_cbor_parse (signature, length);
  g_autoptr (GessoCbor) headers = NULL;
  const GessoCbor *parts = gesso_cbor_untag (root);
  const GessoCbor *packed = gesso_cbor_item (parts, 0);
  const GessoCbor *leaf;

  if (packed == NULL || packed->type != GESSO_CBOR_BYTES)
    return FALSE;

  headers = gesso_cbor_parse (packed->data, packed->length);
  c2pa->algorithm = g_strdup (get_algorithm_name (gesso_cbor_get_int (headers, COSE_ALGORITHM)));
  leaf = find_leaf (headers);
  if (leaf == NULL)
    leaf = find_leaf (gesso_cbor_item (parts, 1));
  if (leaf != NULL)
    read_certificate (leaf->data, leaf->length, c2pa);

  return TRUE;
}
