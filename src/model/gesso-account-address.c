/* gesso-account-address.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-account.h"

#include "base/gesso-str.h"
#include "model/gesso-task-profiles.h"

#include <gio/gio.h>
#include <string.h>

/* Addresses as people type them, and those of the kinds whose have a shape of their own. Pure.
 *
 * An Azure resource is reached in two ways: ".../openai/v1", where the request names the
 * deployment, and ".../openai/deployments/NAME?api-version=...", where the address does. What
 * people have at hand is mostly neither of them but the portal's page, the resource's name, or the
 * whole address of a call from an example. */

#define AZURE_DOMAIN ".openai.azure.com"
#define AZURE_API_VERSION "2025-04-01-preview"
/* What thinks around the drawing where nobody chose. */
#define RESPONSES_TEXT_MODEL "gpt-5.5"

#define AZURE_DEPLOYMENTS "/openai/deployments/"

/* fc00::/7 is what people use at home with IPv6; GInetAddress only knows its predecessor. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
         && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/* Whether plain HTTP is the likelier guess: this machine, or one in the house. */
static gboolean
is_nearby_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *lower = NULL;

  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_site_local (address)
           || g_inet_address_get_is_link_local (address) || g_inet_address_get_is_any (address)
           || is_unique_local (address);

  lower = g_ascii_strdown (host, -1);
  return strchr (lower, '.') == NULL || g_str_has_suffix (lower, ".localhost")
         || g_str_has_suffix (lower, ".local") || g_str_has_suffix (lower, ".lan")
         || g_str_has_suffix (lower, ".home.arpa");
}

static GUri *
parse_typed (const char *typed)
{
  g_autofree char *with_scheme = NULL;
  g_autoptr (GUri) uri = NULL;

  if (strstr (typed, "://") != NULL)
    return g_uri_parse (typed, G_URI_FLAGS_ENCODED, NULL);

  with_scheme = g_strconcat ("http://", typed, NULL);
  uri = g_uri_parse (with_scheme, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || gesso_str_is_empty (g_uri_get_host (uri))
      || is_nearby_host (g_uri_get_host (uri)))
    return g_steal_pointer (&uri);

  g_free (with_scheme);
  with_scheme = g_strconcat ("https://", typed, NULL);
  return g_uri_parse (with_scheme, G_URI_FLAGS_ENCODED, NULL);
}

/* People paste whole addresses of calls from a service's manual. */
static char *
repair_path (const char *typed)
{
  static const char *const calls[]
      = { "/images/generations", "/images/edits", "/models", "/responses" };
  g_autofree char *path = g_strdup (typed);
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      if (g_str_has_suffix (path, calls[i]))
        path[strlen (path) - strlen (calls[i])] = '\0';
    }

  return *path == '\0' ? g_strdup ("/v1") : g_steal_pointer (&path);
}

static gboolean
is_resource_name (const char *text)
{
  gsize length = strlen (text);

  if (length < 2 || length > 64 || g_str_equal (text, "localhost"))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-')
      return FALSE;

  return TRUE;
}

/* The name up to what cannot belong to one. */
static char *
dup_name (const char *text)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[length]) || text[length] == '-' || text[length] == '_'
         || text[length] == '.')
    length++;

  return g_strndup (text, length);
}

/* The pages of both portals name the resource behind its provider. */
static char *
find_portal_resource (const char *typed)
{
  static const char *const portals[] = { "portal.azure.", "ai.azure.com", "oai.azure.com" };
  g_autofree char *decoded = g_uri_unescape_string (typed, NULL);
  g_autofree char *name = NULL;
  const char *place;
  gboolean is_portal = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (portals); i++)
    {
      const char *found = strstr (typed, portals[i]);

      /* "services.ai.azure.com" is a resource's own address. */
      is_portal = is_portal || found == typed
                  || (found != NULL && found - typed <= 8 && found[-1] == '/');
    }
  if (!is_portal || decoded == NULL)
    return NULL;

  place = strstr (decoded, "Microsoft.CognitiveServices/accounts/");
  if (place == NULL)
    return NULL;
  name = dup_name (strchr (place, '/') + strlen ("/accounts/"));
  return is_resource_name (name) ? g_steal_pointer (&name) : NULL;
}

static char *
add_api_version (const char *query)
{
  if (query != NULL && strstr (query, "api-version=") != NULL)
    return g_strdup (query);
  if (gesso_str_is_empty (query))
    return g_strdup ("api-version=" AZURE_API_VERSION);

  return g_strconcat (query, "&api-version=" AZURE_API_VERSION, NULL);
}

/* The resource's own address, with whatever path a person had at hand. */
static char *
repair_azure_resource (const char *typed)
{
  g_autofree char *plain = gesso_account_repair_url (typed);
  g_autoptr (GUri) uri = plain != NULL ? g_uri_parse (plain, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autofree char *deployment = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  const char *place;

  if (uri == NULL)
    return NULL;

  place = strstr (g_uri_get_path (uri), AZURE_DEPLOYMENTS);
  if (place != NULL)
    deployment = dup_name (place + strlen (AZURE_DEPLOYMENTS));
  if (!gesso_str_is_empty (deployment))
    {
      path = g_strconcat (AZURE_DEPLOYMENTS, deployment, NULL);
      query = add_api_version (g_uri_get_query (uri));
    }
  else
    {
      path = g_strdup ("/openai/v1");
      /* Without a deployment in the path only "preview" and "v1" mean something. */
      if (g_uri_get_query (uri) != NULL
          && (strstr (g_uri_get_query (uri), "api-version=preview") != NULL
              || strstr (g_uri_get_query (uri), "api-version=v1") != NULL))
        query = g_strdup (g_uri_get_query (uri));
    }

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), path, query, NULL);
}

static char *
repair_azure (const char *typed)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *resource = NULL;

  if (gesso_str_is_empty (typed) || !g_utf8_validate (typed, -1, NULL))
    return NULL;

  trimmed = g_strstrip (g_strdup (typed));
  resource = find_portal_resource (trimmed);
  if (resource == NULL && is_resource_name (trimmed))
    resource = g_strdup (trimmed);
  if (resource == NULL)
    return repair_azure_resource (trimmed);

  /* Whoever names only the resource means its address at the service. */
  g_free (trimmed);
  trimmed = g_ascii_strdown (resource, -1);
  return g_strconcat ("https://", trimmed, AZURE_DOMAIN "/openai/v1", NULL);
}

/* What has no path gets that of the service's own address, not "/v1". */
static char *
repair_task_address (GessoTaskProfile *profile,
                     const char       *typed)
{
  g_autofree char *plain = gesso_account_repair_url (typed);
  g_autoptr (GUri) own
      = g_uri_parse (gesso_task_profile_get_base_url (profile), G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *trimmed = NULL;
  g_autofree char *path = NULL;

  if (plain == NULL || own == NULL || !g_str_has_suffix (plain, "/v1"))
    return g_steal_pointer (&plain);

  trimmed = g_strstrip (g_strdup (typed));
  while (g_str_has_suffix (trimmed, "/"))
    trimmed[strlen (trimmed) - 1] = '\0';
  if (g_str_has_suffix (trimmed, "/v1"))
    return g_steal_pointer (&plain);

  path = g_strdup (g_uri_get_path (own));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  plain[strlen (plain) - strlen ("/v1")] = '\0';
  return g_strconcat (plain, path, NULL);
}

/**
 * gesso_account_repair_url:
 * @typed: (nullable): an address as a person typed or pasted it
 *
 * Makes a base address: blanks and the slash at the end go, a missing scheme becomes http for
 * this machine and its neighbours and https for the rest, and an address without a path gets
 * "/v1". A user name, password or fragment in it is dropped; keys belong into the keyring.
 *
 * Returns: (transfer full) (nullable): the address; NULL when @typed cannot be one
 */
char *
gesso_account_repair_url (const char *typed)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (gesso_str_is_empty (typed))
    return NULL;

  trimmed = g_strstrip (g_strdup (typed));
  if (!g_utf8_validate (trimmed, -1, NULL) || strpbrk (trimmed, " \t\r\n\"<>\\") != NULL)
    return NULL;

  uri = parse_typed (trimmed);
  if (uri == NULL || gesso_str_is_empty (g_uri_get_host (uri)))
    return NULL;

  scheme = g_uri_get_scheme (uri);
  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return NULL;

  path = repair_path (g_uri_get_path (uri));
  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                     path, g_uri_get_query (uri), NULL);
}

/**
 * gesso_account_repair_address:
 * @kind: (nullable): the kind of account
 * @typed: (nullable): an address as a person typed or pasted it
 *
 * Makes the base address of a service of this kind. For most it is what gesso_account_repair_url()
 * says; for Azure it also takes the name of a resource, a page of its portals, and addresses with
 * or without "/openai/v1" or a deployment.
 *
 * Returns: (transfer full) (nullable): the address; NULL when @typed cannot be one
 */
char *
gesso_account_repair_address (const char *kind,
                              const char *typed)
{
  GessoTaskProfile *profile = gesso_task_profiles_find (gesso_task_profiles_get_default (), kind);

  if (g_strcmp0 (kind, GESSO_ACCOUNT_KIND_AZURE) == 0)
    return repair_azure (typed);
  if (profile != NULL)
    return repair_task_address (profile, typed);

  return gesso_account_repair_url (typed);
}

/**
 * gesso_account_address_dup_deployment:
 * @base_url: (nullable): an address from gesso_account_repair_address()
 *
 * Returns: (transfer full) (nullable): the deployment that the address itself names; NULL where the
 *   request does
 */
char *
gesso_account_address_dup_deployment (const char *base_url)
{
  const char *place = base_url != NULL ? strstr (base_url, AZURE_DEPLOYMENTS) : NULL;

  return place != NULL ? dup_name (place + strlen (AZURE_DEPLOYMENTS)) : NULL;
}

/* The kinds whose requests name two models, or a deployment with a model behind it. */
static gboolean
has_two_names (const char *kind)
{
  return g_strcmp0 (kind, GESSO_ACCOUNT_KIND_AZURE) == 0
         || g_strcmp0 (kind, GESSO_ACCOUNT_KIND_RESPONSES) == 0;
}

/**
 * gesso_account_model_get_base:
 * @kind: (nullable): the kind of account
 * @model: a model id; at Azure a deployment, which may say what stands behind it:
 *   "kites=gpt-image-2"; with the Responses API maybe a text model before it: "gpt-5.5=gpt-image-2"
 *
 * Returns: (transfer none): the name under which the tables of capabilities know the model
 */
const char *
gesso_account_model_get_base (const char *kind,
                              const char *model)
{
  const char *base = NULL;

  if (has_two_names (kind) && model != NULL)
    base = strchr (model, '=');

  return base != NULL ? base + 1 : model;
}

/**
 * gesso_account_model_dup_wire:
 * @kind: (nullable): the kind of account
 * @model: (nullable): a model id, or at Azure "DEPLOYMENT" or "DEPLOYMENT=MODEL"
 *
 * With the Responses API it is the text model that the service is given as the model.
 *
 * Returns: (transfer full) (nullable): the name that the service is given
 */
char *
gesso_account_model_dup_wire (const char *kind,
                              const char *model)
{
  if (g_strcmp0 (kind, GESSO_ACCOUNT_KIND_RESPONSES) == 0
      && (model == NULL || strchr (model, '=') == NULL))
    return g_strdup (RESPONSES_TEXT_MODEL);
  if (has_two_names (kind) && model != NULL)
    return g_strndup (model, strcspn (model, "="));

  return g_strdup (model);
}
