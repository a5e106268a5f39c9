/* gesso-repair-text.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/preferences/gesso-repair-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/gesso-account.h"

/* What became of an address that was typed, in words. The host is the part that a person means;
 * what stands before and behind it is compared. */

static void
add_piece (GPtrArray  *pieces,
           const char *text,
           gsize       length)
{
  g_autofree char *piece = g_strndup (text, length);

  g_strstrip (piece);
  if (piece[0] != '\0' && !g_str_equal (piece, "/"))
    g_ptr_array_add (pieces, g_steal_pointer (&piece));
}

/* A name and a password before the host are left out, and not repeated. */
static void
compare_front (const char *typed,
               gsize       typed_length,
               const char *url,
               gsize       url_length,
               GPtrArray  *added,
               GPtrArray  *dropped)
{
  if (memchr (typed, '@', typed_length) != NULL)
    g_ptr_array_add (dropped, g_strdup (_ ("the name and password")));
  if (g_strstr_len (typed, (gssize) typed_length, "://") == NULL)
    add_piece (added, url, url_length);
}

static void
compare_back (const char *typed,
              const char *url,
              GPtrArray  *added,
              GPtrArray  *dropped)
{
  gsize same = 0;

  while (typed[same] != '\0' && typed[same] == url[same])
    same++;
  /* Half a word in common says nothing. */
  while (same > 0 && (typed[same] != '\0' || url[same] != '\0') && typed[same] != '/'
         && url[same] != '/')
    same--;
  add_piece (added, url + same, strlen (url + same));
  add_piece (dropped, typed + same, strlen (typed + same));
}

static void
compare (const char *typed,
         const char *url,
         GPtrArray  *added,
         GPtrArray  *dropped)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *there = host != NULL ? strstr (typed, host) : NULL;
  const char *here = host != NULL ? strstr (url, host) : NULL;

  if (there == NULL || here == NULL)
    return;

  compare_front (typed, (gsize) (there - typed), url, (gsize) (here - url), added, dropped);
  compare_back (there + strlen (host), here + strlen (host), added, dropped);
}

static char *
join (GPtrArray *pieces)
{
  g_ptr_array_add (pieces, NULL);
  return g_strjoinv (", ", (char **) pieces->pdata);
}

/**
 * gesso_repair_text_describe:
 * @kind: the kind of account
 * @typed: an address as it is typed
 * @url: (nullable): what gesso_account_repair_address() made of it
 *
 * Returns: (transfer full) (nullable): what was repaired, or what is missing; NULL where the
 * address is used as it is typed
 */
char *
gesso_repair_text_describe (const char *kind,
                            const char *typed,
                            const char *url)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) words = NULL;

  if (typed[0] == '\0')
    return g_strdup (g_str_equal (kind, GESSO_ACCOUNT_KIND_AZURE)
                         ? _ ("The name of your resource is enough, or any address of it.")
                         : _ ("An address is needed, for example localhost:8080."));
  if (url == NULL)
    return g_strdup (_ ("This cannot be an address."));
  if (g_str_equal (url, typed))
    return NULL;

  compare (typed, url, added, dropped);
  words = g_string_new (NULL);
  g_string_append_printf (words, _ ("Will be used as %s"), url);
  if (added->len > 0)
    {
      g_autofree char *pieces = join (added);

      g_string_append (words, "\n");
      /* Translators: pieces of an address, as "https://, /v1" */
      g_string_append_printf (words, _ ("Added: %s"), pieces);
    }
  if (dropped->len > 0)
    {
      g_autofree char *pieces = join (dropped);

      g_string_append (words, "\n");
      /* Translators: pieces of an address, as "/images/generations" */
      g_string_append_printf (words, _ ("Left out: %s"), pieces);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
