/* gesso-c2pa.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoC2pa says what a file's content credentials claim: who generated, what was done, who
 * signed. Boxes are JUMBF (ISO 19566-5), contents CBOR, names as in the C2PA technical
 * specification 2.2. Made by gesso_c2pa_read(), owned by the caller, immutable afterwards, any
 * thread. Nothing is verified here, and the words shown to people must say so.
 */

#include "config.h"

#include "metadata/gesso-c2pa.h"

#include "base/gesso-json.h"
#include "metadata/gesso-c2pa-private.h"
#include "metadata/gesso-cbor.h"

#include <string.h>

#define MAX_ACTIONS 256
#define MAX_MANIFESTS 1024
#define MAX_STEPS 8
#define LABEL_URL "self#jumbf=/c2pa/"

typedef struct
{
  char type[5];
  const guint8 *data;
  gsize length;
} Box;

/* A superbox: what its description says, and its content boxes. */
typedef struct
{
  char kind[5];      /* first four characters of the type UUID */
  const char *label; /* (unowned), inside the store; "" if there is none */
  const guint8 *data;
  gsize length;
} Superbox;

static guint64
read_be (const guint8 *at,
         gsize         n)
{
  guint64 value = 0;

  for (gsize i = 0; i < n; i++)
    value = value << 8 | at[i];

  return value;
}

/* Takes the next box off @data; FALSE at the end or damage. */
static gboolean
next_box (const guint8 **data,
          gsize         *length,
          Box           *out)
{
  guint64 total;
  gsize head = 8;

  if (*length < 8)
    return FALSE;

  total = read_be (*data, 4);
  if (total == 1)
    {
      if (*length < 16)
        return FALSE;
      total = read_be (*data + 8, 8);
      head = 16;
    }
  else if (total == 0)
    {
      total = *length;
    }
  if (total < head || total > *length)
    return FALSE;

  memcpy (out->type, *data + 4, 4);
  out->type[4] = '\0';
  out->data = *data + head;
  out->length = (gsize) total - head;
  *data += total;
  *length -= (gsize) total;
  return TRUE;
}

/* Description box: type UUID, toggles (bit 1: there is a label), label ended by NUL. */
static gboolean
open_superbox (const Box *box,
               Superbox  *out)
{
  Box description;
  const guint8 *data = box->data;
  gsize length = box->length;

  if (strcmp (box->type, "jumb") != 0 || !next_box (&data, &length, &description)
      || strcmp (description.type, "jumd") != 0 || description.length < 17)
    return FALSE;

  memcpy (out->kind, description.data, 4);
  out->kind[4] = '\0';
  out->label = "";
  if ((description.data[16] & 2) != 0
      && memchr (description.data + 17, 0, description.length - 17) != NULL)
    out->label = (const char *) description.data + 17;
  out->data = data;
  out->length = length;
  return TRUE;
}

/* The next superbox among the boxes left in @in. */
static gboolean
next_superbox (Superbox *in,
               Superbox *out)
{
  Box box;

  while (next_box (&in->data, &in->length, &box))
    if (open_superbox (&box, out))
      return TRUE;

  return FALSE;
}

static gboolean
find_superbox (Superbox    in,
               const char *prefix,
               Superbox   *out)
{
  while (next_superbox (&in, out))
    if (g_str_has_prefix (out->label, prefix))
      return TRUE;

  return FALSE;
}

static GessoCbor *
parse_content (const Superbox *superbox)
{
  const guint8 *data = superbox->data;
  gsize length = superbox->length;
  Box box;

  while (next_box (&data, &length, &box))
    if (strcmp (box.type, "cbor") == 0)
      return gesso_cbor_parse (box.data, box.length);

  return NULL;
}

/* The active manifest is the last one. */
static gboolean
find_active (Superbox  store,
             Superbox *out)
{
  Superbox manifest;
  gboolean is_found = FALSE;

  for (int i = 0; i < MAX_MANIFESTS && next_superbox (&store, &manifest); i++)
    if (strcmp (manifest.kind, "c2ma") == 0 || strcmp (manifest.kind, "c2um") == 0)
      {
        *out = manifest;
        is_found = TRUE;
      }

  return is_found;
}

static gboolean
find_manifest (Superbox    store,
               const char *label,
               Superbox   *out)
{
  while (next_superbox (&store, out))
    if (strcmp (out->label, label) == 0)
      return TRUE;

  return FALSE;
}

static char *
dup_agent (const GessoCbor *agent)
{
  g_autofree char *name = gesso_cbor_dup_text (gesso_cbor_get (agent, "name"));
  g_autofree char *version = gesso_cbor_dup_text (gesso_cbor_get (agent, "version"));

  if (agent != NULL && agent->type == GESSO_CBOR_TEXT)
    return gesso_cbor_dup_text (agent);
  if (name != NULL && version != NULL)
    return g_strdup_printf ("%s %s", name, version);

  return g_steal_pointer (&name);
}

static void
action_free (GessoC2paAction *action)
{
  g_free (action->action);
  g_free (action->software_agent);
  g_free (action->source_type);
  g_free (action->when);
  g_free (action);
}

static void
read_actions (const Superbox *assertion,
              GessoC2pa      *self)
{
  g_autoptr (GessoCbor) root = parse_content (assertion);
  const GessoCbor *list = gesso_cbor_get (gesso_cbor_untag (root), "actions");

  for (guint i = 0; self->actions->len < MAX_ACTIONS && gesso_cbor_item (list, i) != NULL; i++)
    {
      const GessoCbor *item = gesso_cbor_item (list, i);
      char *name = gesso_cbor_dup_text (gesso_cbor_get (item, "action"));
      GessoC2paAction *action;

      if (name == NULL)
        continue;
      action = g_new0 (GessoC2paAction, 1);
      action->action = name;
      action->software_agent = dup_agent (gesso_cbor_get (item, "softwareAgent"));
      action->source_type = gesso_cbor_dup_text (gesso_cbor_get (item, "digitalSourceType"));
      action->when = gesso_cbor_dup_text (gesso_cbor_get (item, "when"));
      g_ptr_array_add (self->actions, action);
    }
}

/* The label of the manifest that the parent ingredient points to. */
static char *
dup_parent_label (const Superbox *assertion)
{
  g_autoptr (GessoCbor) root = parse_content (assertion);
  const GessoCbor *map = gesso_cbor_untag (root);
  g_autofree char *relationship = gesso_cbor_dup_text (gesso_cbor_get (map, "relationship"));
  const GessoCbor *link = gesso_cbor_get (map, "activeManifest");
  g_autofree char *url = NULL;

  if (g_strcmp0 (relationship, "parentOf") != 0)
    return NULL;
  if (link == NULL)
    link = gesso_cbor_get (map, "c2pa_manifest");
  url = gesso_cbor_dup_text (gesso_cbor_get (link, "url"));
  if (url == NULL || !g_str_has_prefix (url, LABEL_URL))
    return NULL;

  return g_strndup (url + strlen (LABEL_URL), strcspn (url + strlen (LABEL_URL), "/"));
}

/* Reads the assertions; returns the parent's label, if any. */
static char *
read_assertions (Superbox   assertions,
                 GessoC2pa *self)
{
  Superbox assertion;
  char *parent = NULL;

  while (next_superbox (&assertions, &assertion))
    {
      if (g_str_has_prefix (assertion.label, "c2pa.actions"))
        read_actions (&assertion, self);
      else if (parent == NULL && g_str_has_prefix (assertion.label, "c2pa.ingredient"))
        parent = dup_parent_label (&assertion);
    }

  return parent;
}

static void
read_claim (const Superbox *manifest,
            GessoC2pa      *self)
{
  g_autoptr (GessoCbor) root = NULL;
  const GessoCbor *map;
  const GessoCbor *info;
  Superbox claim;

  if (!find_superbox (*manifest, "c2pa.claim", &claim))
    return;

  root = parse_content (&claim);
  map = gesso_cbor_untag (root);
  info = gesso_cbor_get (map, "claim_generator_info");
  if (info != NULL && info->type == GESSO_CBOR_ARRAY)
    info = gesso_cbor_item (info, 0);
  self->generator = dup_agent (info);
  if (self->generator == NULL)
    self->generator = gesso_cbor_dup_text (gesso_cbor_get (map, "claim_generator"));
}

static void
read_signature (const Superbox *manifest,
                GessoC2pa      *self)
{
  Superbox signature;
  Box box;

  if (!find_superbox (*manifest, "c2pa.signature", &signature))
    return;
  while (next_box (&signature.data, &signature.length, &box))
    if (strcmp (box.type, "cbor") == 0)
      {
        _gesso_c2pa_signer_read (box.data, box.length, self);
        return;
      }
}

/* An update manifest, or one that names no action, passes the question on to its parent. */
static void
read_history (Superbox   store,
              Superbox   manifest,
              GessoC2pa *self)
{
  for (int step = 0; step < MAX_STEPS; step++)
    {
      g_autofree char *parent = NULL;
      Superbox assertions;

      if (find_superbox (manifest, "c2pa.assertions", &assertions))
        parent = read_assertions (assertions, self);
      if (self->actions->len > 0 || parent == NULL || !find_manifest (store, parent, &manifest))
        return;
    }
}

/**
 * gesso_c2pa_read:
 * @file: a file's bytes: PNG, JPEG, WebP, GIF or SVG
 *
 * Finds and reads the content credentials. Any thread.
 *
 * Returns: (transfer full) (nullable): what they claim, or %NULL if the file carries none
 */
GessoC2pa *
gesso_c2pa_read (GBytes *file)
{
  g_autoptr (GBytes) store = NULL;
  GessoC2pa *self;
  gsize offset;

  g_return_val_if_fail (file != NULL, NULL);

  store = _gesso_c2pa_store_find (file, &offset);
  if (store == NULL)
    return NULL;

  self = gesso_c2pa_parse (g_bytes_get_data (store, NULL), g_bytes_get_size (store));
  self->offset = offset;
  return self;
}

/**
 * gesso_c2pa_parse:
 * @store: (array length=length): a manifest store (JUMBF)
 * @length: bytes in @store
 *
 * Reads as much as can be read; a damaged store gives empty fields. Any thread.
 *
 * Returns: (transfer full): what the store claims
 */
GessoC2pa *
gesso_c2pa_parse (const guint8 *store,
                  gsize         length)
{
  GessoC2pa *self = g_new0 (GessoC2pa, 1);
  Superbox root = { 0 };
  Superbox manifest;
  Box box;

  self->length = length;
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) action_free);
  if (!next_box (&store, &length, &box) || !open_superbox (&box, &root)
      || !find_active (root, &manifest))
    return self;

  read_claim (&manifest, self);
  read_signature (&manifest, self);
  read_history (root, manifest, self);
  return self;
}

/**
 * gesso_c2pa_free:
 * @self: (transfer full): content credentials
 *
 * Frees them.
 */
void
gesso_c2pa_free (GessoC2pa *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->generator);
  g_ptr_array_unref (self->actions);
  g_free (self->signer_organization);
  g_free (self->signer_name);
  g_free (self->algorithm);
  g_free (self);
}

/**
 * gesso_c2pa_to_json:
 * @self: (nullable): content credentials
 *
 * Makes the object that the command line prints: `present`, `generator`, `actions`, `signer`,
 * and `verified`, which is always false. For %NULL only `present`.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
gesso_c2pa_to_json (GessoC2pa *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *actions;
  JsonObject *signer;

  json_object_set_boolean_member (object, "present", self != NULL);
  if (self == NULL)
    return object;

  gesso_json_set_text (object, "generator", self->generator);
  actions = json_array_new ();
  for (guint i = 0; i < self->actions->len; i++)
    {
      const GessoC2paAction *action = g_ptr_array_index (self->actions, i);
      JsonObject *item = json_object_new ();

      gesso_json_set_text (item, "action", action->action);
      gesso_json_set_text (item, "software_agent", action->software_agent);
      gesso_json_set_text (item, "digital_source_type", action->source_type);
      gesso_json_set_text (item, "when", action->when);
      json_array_add_object_element (actions, item);
    }
  json_object_set_array_member (object, "actions", actions);

  signer = json_object_new ();
  gesso_json_set_text (signer, "organization", self->signer_organization);
  gesso_json_set_text (signer, "name", self->signer_name);
  gesso_json_set_text (signer, "algorithm", self->algorithm);
  json_object_set_object_member (object, "signer", signer);
  json_object_set_boolean_member (object, "verified", FALSE);
  json_object_set_int_member (object, "offset", (gint64) self->offset);
  json_object_set_int_member (object, "length", (gint64) self->length);

  return object;
}
