/* gesso-log.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-log.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PLACE_HOLDER "[hidden]"
#define MIN_SECRET_LENGTH 4

/* Pieces in which files are looked through; no secret is longer than the overlap. */
#define BLANK_BYTES (1 << 20)
#define BLANK_OVERLAP (1 << 14)

/* What is taken for a secret although nobody registered it: the values of headers and members
 * that carry keys, bearer tokens, keys with a well-known prefix, signed addresses, and passwords
 * inside addresses. The first group of each is kept. */
static const char *const patterns[] = {
  ("((?:authorization|api[-_]?key|x-api-key|access[-_]?token|client[-_]?secret|password)"
   "[\"']?\\s*[:=]\\s*[\"']?(?:(?:bearer|key|basic|token)\\s+)?)[^\\s\"',;&}]+"),
  "(\\b(?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{8,}",
  "(\\b(?:sk|pk|rk)-)[A-Za-z0-9_-]{6,}",
  "([?&](?:key|token|sig|signature|x-amz-signature|x-amz-credential)=)[^&\\s\"']+",
  "(://[^/\\s:@\"']+:)[^/\\s@\"']+(?=@)",
};

static GMutex secrets_mutex;
static GHashTable *secrets;                      /* (owned) (mutex secrets_mutex) */
static GRegex *regexes[G_N_ELEMENTS (patterns)]; /* (owned) set once */

static void
compile_patterns (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      regexes[i]
          = g_regex_new (patterns[i], G_REGEX_CASELESS | G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (regexes[i] != NULL);
    }
  g_once_init_leave (&done, 1);
}

static void
wipe_free (gpointer secret)
{
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static int
compare_length_descending (gconstpointer a,
                           gconstpointer b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  return length_a < length_b ? 1 : length_a > length_b ? -1 : 0;
}

static void
replace_secrets (GString *text)
{
  g_autoptr (GList) keys = NULL;

  g_mutex_lock (&secrets_mutex);
  if (secrets != NULL)
    {
      /* Longest first: one secret may be the beginning of another. */
      keys = g_list_sort (g_hash_table_get_keys (secrets), compare_length_descending);
      for (GList *l = keys; l != NULL; l = l->next)
        g_string_replace (text, l->data, PLACE_HOLDER, 0);
    }
  g_mutex_unlock (&secrets_mutex);
}

static GLogWriterOutput
write_redacted (GLogLevelFlags   level,
                const GLogField *fields,
                gsize            n_fields,
                gpointer         user_data)
{
  g_autofree GLogField *copy = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autofree char *message = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (copy[i].key, "MESSAGE") == 0 && message == NULL)
      {
        g_autofree char *text = copy[i].length < 0
                                    ? g_strdup (copy[i].value)
                                    : g_strndup (copy[i].value, (gsize) copy[i].length);

        message = gesso_log_redact (text);
        copy[i].value = message;
        copy[i].length = -1;
      }
  return g_log_writer_default (level, copy, n_fields, user_data);
}

/**
 * gesso_log_install:
 *
 * Sends every message of this process through redaction. To be called once, at the start of a
 * program and before any other thread. Idempotent.
 */
void
gesso_log_install (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  g_log_set_writer_func (write_redacted, NULL, NULL);
  g_once_init_leave (&done, 1);
}

/**
 * gesso_log_add_secret:
 * @secret: (nullable): a key or token; ignored below 4 characters, which would hide ordinary words
 *
 * From now on @secret is replaced in everything that passes gesso_log_redact(). Adding it twice
 * needs forgetting it twice. Any thread.
 */
void
gesso_log_add_secret (const char *secret)
{
  guint count;

  if (secret == NULL || strlen (secret) < MIN_SECRET_LENGTH)
    return;

  g_mutex_lock (&secrets_mutex);
  if (secrets == NULL)
    secrets = g_hash_table_new_full (g_str_hash, g_str_equal, wipe_free, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (secrets, secret));
  g_hash_table_insert (secrets, g_strdup (secret), GUINT_TO_POINTER (count + 1));
  g_mutex_unlock (&secrets_mutex);
}

/**
 * gesso_log_forget_secret:
 * @secret: (nullable): what was added
 *
 * Takes one gesso_log_add_secret() back and wipes the copy with the last. Any thread.
 */
void
gesso_log_forget_secret (const char *secret)
{
  guint count;

  if (secret == NULL)
    return;

  g_mutex_lock (&secrets_mutex);
  count = secrets != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (secrets, secret)) : 0;
  if (count > 1)
    g_hash_table_insert (secrets, g_strdup (secret), GUINT_TO_POINTER (count - 1));
  else if (count == 1)
    g_hash_table_remove (secrets, secret);
  g_mutex_unlock (&secrets_mutex);
}

/**
 * gesso_log_redact:
 * @text: (nullable): any bytes, for instance a service's error message
 *
 * Hides registered secrets and everything that looks like one. Any thread.
 *
 * Returns: (transfer full) (nullable): a copy that may be logged, stored and shown; %NULL for %NULL
 */
char *
gesso_log_redact (const char *text)
{
  g_autoptr (GString) out = NULL;
  char *current;

  if (text == NULL)
    return NULL;

  compile_patterns ();
  out = g_string_new (text);
  replace_secrets (out);
  current = g_strdup (out->str);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      char *next = g_regex_replace (regexes[i], current, -1, 0, "\\1" PLACE_HOLDER, 0, NULL);

      if (next == NULL)
        {
          /* A pattern gave up on the length of the text: better no message than a leak. */
          g_free (current);
          return g_strdup (PLACE_HOLDER);
        }
      g_free (current);
      current = next;
    }
  return current;
}

/**
 * gesso_log_hide:
 * @text: (nullable): what a service said that is kept as it is
 *
 * Hides registered secrets only. For words that are the person's or a model's, where something that
 * merely looks like a secret must stay. Any thread.
 *
 * Returns: (transfer full) (nullable): a copy that may be stored and shown; %NULL for %NULL
 */
char *
gesso_log_hide (const char *text)
{
  GString *out;

  if (text == NULL)
    return NULL;

  out = g_string_new (text);
  replace_secrets (out);
  return g_string_free (out, FALSE);
}

/**
 * gesso_log_blank:
 * @data: (array length=length): any bytes
 * @length: how many
 *
 * Writes over registered secrets, without changing what is around them. Any thread.
 *
 * Returns: how many there were
 */
guint
gesso_log_blank (guint8 *data,
                 gsize   length)
{
  GHashTableIter iter;
  gpointer secret;
  guint n = 0;

  g_mutex_lock (&secrets_mutex);
  if (secrets != NULL)
    {
      g_hash_table_iter_init (&iter, secrets);
      while (g_hash_table_iter_next (&iter, &secret, NULL))
        {
          gsize size = strlen (secret);
          guint8 *found = data;

          while ((found = memmem (found, length - (gsize) (found - data), secret, size)) != NULL)
            {
              memset (found, '*', size);
              n++;
            }
        }
    }
  g_mutex_unlock (&secrets_mutex);
  return n;
}

static void
blank_file (const char *path)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  g_autofree guint8 *buffer = NULL;
  off_t offset = 0;
  gssize length;

  if (fd < 0)
    return;

  buffer = g_malloc (BLANK_BYTES);
  while ((length = pread (fd, buffer, BLANK_BYTES, offset)) > 0)
    {
      if (gesso_log_blank (buffer, (gsize) length) > 0
          && pwrite (fd, buffer, (gsize) length, offset) != length)
        break;
      if (length < BLANK_BYTES)
        break;
      /* A secret may lie across the border. */
      offset += BLANK_BYTES - BLANK_OVERLAP;
    }
  close (fd);
}

/**
 * gesso_log_blank_folder:
 * @folder: where files are kept as they came
 *
 * Writes over registered secrets in every file of a folder: a service that says the key back must
 * not make us keep it. What cannot be opened is left. Any thread; blocks.
 */
void
gesso_log_blank_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      blank_file (path);
    }
}
