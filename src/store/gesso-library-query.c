/* gesso-library-query.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Searching a GessoLibrary.
 *
 * Words and beginnings of words are found by the full-text index; parts of words, and scripts
 * that do not put spaces between words, by looking for the text in every row. The index answers
 * in a moment, the scan in some tens of milliseconds for 100,000 rows. The trigram index of
 * SQLite is not used: in version 3.40 it finds nothing, silently, for two characters of three
 * bytes each, and it is three times as large as the text. */

#include "config.h"

#include "store/gesso-library-query.h"

#include "store/gesso-library-private.h"
#include "store/gesso-nodes-table.h"

#include <string.h>

typedef struct
{
  GessoQuery *query; /* (owned) */
  char **words;      /* (owned): folded, what must occur */
  GessoQueryPart part;
  char **among; /* (owned) (nullable) */
} Args;

static void
args_free (gpointer data)
{
  Args *args = data;

  g_clear_pointer (&args->query, gesso_query_free);
  g_strfreev (args->words);
  g_strfreev (args->among);
  g_free (args);
}

/* The folded words of what somebody typed. */
static char **
split_words (const char *text)
{
  g_autofree char *folded = gesso_nodes_table_fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = NULL;
  const char *p;

  for (p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      if (space && start != NULL)
        {
          g_autofree char *word = g_strndup (start, (gsize) (p - start));

          g_strv_builder_add (words, word);
          start = NULL;
        }
      else if (!space && start == NULL)
        start = p;
    }
  if (start != NULL)
    g_strv_builder_add (words, start);
  return g_strv_builder_end (words);
}

/* Each word as a quoted prefix: nothing that is typed can be taken for the index's own syntax. */
static char *
match_expression (char **words)
{
  GString *expression = g_string_new (NULL);

  for (; *words != NULL; words++)
    {
      g_autoptr (GString) quoted = g_string_new (*words);

      g_string_replace (quoted, "\"", "\"\"", 0);
      g_string_append_printf (expression, "%s\"%s\"*", expression->len > 0 ? " " : "", quoted->str);
    }
  return g_string_free (expression, FALSE);
}

/* Whether the index can see @word at all: it knows letters and digits only. */
static gboolean
is_indexable (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

static gboolean
all_indexable (char **words)
{
  for (; *words != NULL; words++)
    if (!is_indexable (*words))
      return FALSE;
  return TRUE;
}

/* One statement for every combination of filters: SQLite is told by the values what is open. */
#define FILTERS                                                                                    \
  " AND (?1 IS NULL OR n.session_id = ?1)"                                                         \
  " AND (?2 IS NULL OR n.session_id IN (SELECT id FROM sessions WHERE project_id = ?2))"           \
  " AND (?3 IS NULL OR n.account_id = ?3) AND (?4 IS NULL OR n.model = ?4)"                        \
  " AND (?5 IS NULL OR n.row IN (SELECT nt.row FROM node_tags AS nt JOIN tags AS t"                \
  "   ON t.id = nt.tag_id WHERE t.name = ?5))"                                                     \
  " AND (?6 IS NULL OR n.kind = ?6) AND n.rating >= ?7 AND n.favourite >= ?8"                      \
  " AND n.created_us >= ?9 AND (?10 = 0 OR n.created_us < ?10)"                                    \
  " AND (?11 = 0 OR n.width >= ?11 * n.height) AND (?12 = 0 OR n.width <= ?12 * n.height)"         \
  " AND (?13 = 0 OR n.cost_micros >= ?13) AND (?14 IS NULL OR n.id = ?14)"
#define FILTER_TYPES "ttttttiiiiddit"
#define FILTER_VALUES(q, id)                                                                       \
  (q)->session_id, (q)->project_id, (q)->account_id, (q)->model, (q)->tag,                         \
      (q)->kind >= 0 ? gesso_node_kind_to_string ((GessoNodeKind) (q)->kind) : NULL,               \
      (gint64) (q)->min_rating, (gint64) ((q)->favourite != FALSE), (q)->since_us, (q)->until_us,  \
      (q)->min_ratio, (q)->max_ratio, (q)->min_cost_micros, (id)

#define LIVING "SELECT n.id FROM nodes AS n WHERE n.deleted_us IS NULL"
#define IN_BIN "SELECT n.id FROM nodes AS n WHERE n.deleted_us IS NOT NULL"
#define NEWEST " ORDER BY n.id DESC"

static gboolean
is_open (const GessoQuery *q)
{
  GessoQuery open = GESSO_QUERY_INIT;

  open.deleted = q->deleted;
  open.text = q->text;
  return gesso_query_equal (&open, q);
}

/* Without words; by far the most frequent query has no filters either and reads one index. */
static GessoDbStatement *
query_all (GessoStoreContext  *context,
           const GessoQuery   *q,
           const char         *id,
           GError            **error)
{
  if (is_open (q) && id == NULL)
    return gesso_db_query (context->db, error, q->deleted ? IN_BIN NEWEST : LIVING NEWEST, "");
  if (q->deleted)
    return gesso_db_query (context->db, error, IN_BIN FILTERS NEWEST, FILTER_TYPES,
                           FILTER_VALUES (q, id));
  return gesso_db_query (context->db, error, LIVING FILTERS NEWEST, FILTER_TYPES,
                         FILTER_VALUES (q, id));
}

#define MATCH " AND n.row IN (SELECT rowid FROM node_words WHERE node_words MATCH ?15)"
/* The same without filters: one look at each node, and in the order of the rows, which comes for
 * nothing and is nearly that of the ids. The index gives its rows newest first as they are asked
 * for, so that the first of a word that stands everywhere cost no more than those of any other. */
#define ONLY_WORDS(deleted)                                                                        \
  "SELECT n.id FROM node_words AS w JOIN nodes AS n ON n.row = w.rowid"                            \
  " WHERE w.node_words MATCH ? AND n.deleted_us IS " deleted " ORDER BY w.rowid DESC LIMIT ?"

static GessoDbStatement *
query_words (GessoStoreContext  *context,
             const Args         *args,
             const char         *id,
             GError            **error)
{
  const GessoQuery *q = args->query;
  g_autofree char *match = match_expression (args->words);

  if (is_open (q) && id == NULL)
    return gesso_db_query (context->db, error,
                           q->deleted ? ONLY_WORDS ("NOT NULL") : ONLY_WORDS ("NULL"), "ti", match,
                           args->part == GESSO_QUERY_PART_FIRST ? (gint64) GESSO_QUERY_N_FIRST
                                                                : (gint64) -1);
  if (q->deleted)
    return gesso_db_query (context->db, error, IN_BIN FILTERS MATCH NEWEST, FILTER_TYPES "t",
                           FILTER_VALUES (q, id), match);
  return gesso_db_query (context->db, error, LIVING FILTERS MATCH NEWEST, FILTER_TYPES "t",
                         FILTER_VALUES (q, id), match);
}

/* The longest word narrows down in SQL; the others are looked for in what is left. */
#define PARTS(deleted)                                                                             \
  "SELECT n.id, x.folded FROM node_texts AS x JOIN nodes AS n ON n.row = x.row"                    \
  " WHERE instr (x.folded, ?15) > 0 AND n.deleted_us IS " deleted FILTERS NEWEST

#define ONLY_PARTS(deleted)                                                                        \
  "SELECT n.id, x.folded FROM node_texts AS x JOIN nodes AS n ON n.row = x.row"                    \
  " WHERE instr (x.folded, ?) > 0 AND n.deleted_us IS " deleted " ORDER BY x.row DESC"

static GessoDbStatement *
query_parts (GessoStoreContext  *context,
             const Args         *args,
             const char         *id,
             GError            **error)
{
  const GessoQuery *q = args->query;
  const char *longest = args->words[0];

  for (char **word = args->words; *word != NULL; word++)
    if (strlen (*word) > strlen (longest))
      longest = *word;
  if (is_open (q) && id == NULL)
    return gesso_db_query (context->db, error,
                           q->deleted ? ONLY_PARTS ("NOT NULL") : ONLY_PARTS ("NULL"), "t",
                           longest);
  if (q->deleted)
    return gesso_db_query (context->db, error, PARTS ("NOT NULL"), FILTER_TYPES "t",
                           FILTER_VALUES (q, id), longest);
  return gesso_db_query (context->db, error, PARTS ("NULL"), FILTER_TYPES "t",
                         FILTER_VALUES (q, id), longest);
}

static gboolean
has_all (const char  *folded,
         char       **words)
{
  for (; *words != NULL; words++)
    if (strstr (folded, *words) == NULL)
      return FALSE;
  return TRUE;
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* Two processes may have numbered their rows in another order than their ids. */
static void
put_in_order (GPtrArray *ids)
{
  for (guint i = 1; i < ids->len; i++)
    if (strcmp (ids->pdata[i - 1], ids->pdata[i]) < 0)
      {
        g_ptr_array_sort (ids, compare_descending);
        return;
      }
}

static gboolean
collect (GessoStoreContext  *context,
         const Args         *args,
         gboolean            scan,
         const char         *id,
         GPtrArray          *ids,
         GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  if (args->words[0] == NULL)
    s = query_all (context, args->query, id, error);
  else if (scan)
    s = query_parts (context, args, id, error);
  else
    s = query_words (context, args, id, error);
  if (s == NULL)
    return FALSE;
  while (gesso_db_statement_next (s, &local_error))
    if (!scan || args->words[0] == NULL
        || has_all (gesso_db_statement_get_text (s, 1), args->words))
      g_ptr_array_add (ids, g_strdup (gesso_db_statement_get_text (s, 0)));
  if (local_error == NULL)
    {
      put_in_order (ids);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Both lists are newest first; so is the result, without doubles. */
static GPtrArray *
merge (GPtrArray *a,
       GPtrArray *b)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  guint i = 0;
  guint j = 0;

  while (i < a->len || j < b->len)
    {
      int order = i >= a->len ? 1 : j >= b->len ? -1 : strcmp (b->pdata[j], a->pdata[i]);

      if (order <= 0)
        g_ptr_array_add (all, g_strdup (a->pdata[i]));
      else
        g_ptr_array_add (all, g_strdup (b->pdata[j]));
      i += order <= 0;
      j += order >= 0;
    }
  return all;
}

static GPtrArray *
find (GessoStoreContext  *context,
      const Args         *args,
      const char         *id,
      GError            **error)
{
  gboolean words = args->words[0] == NULL || all_indexable (args->words);
  gboolean parts = args->words[0] != NULL && args->part == GESSO_QUERY_PART_ALL;
  g_autoptr (GPtrArray) by_word = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) by_part = g_ptr_array_new_with_free_func (g_free);

  if ((words && !collect (context, args, FALSE, id, by_word, error))
      || (parts && !collect (context, args, TRUE, id, by_part, error)))
    return NULL;
  return parts ? merge (by_word, by_part) : g_steal_pointer (&by_word);
}

static gpointer
query_work (GessoStoreContext  *context,
            gpointer            data,
            GCancellable       *cancellable,
            GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) found = NULL;

  gesso_db_set_cancellable (context->db, cancellable);
  if (args->among == NULL)
    found = find (context, args, NULL, error);
  else
    {
      found = g_ptr_array_new_with_free_func (g_free);
      for (char **id = args->among; *id != NULL && found != NULL; id++)
        {
          g_autoptr (GPtrArray) one = find (context, args, *id, error);

          if (one == NULL)
            g_clear_pointer (&found, g_ptr_array_unref);
          else if (one->len > 0)
            g_ptr_array_add (found, g_strdup (one->pdata[0]));
        }
    }
  gesso_db_set_cancellable (context->db, NULL);
  if (found == NULL)
    return NULL;
  g_ptr_array_add (found, NULL);
  g_ptr_array_set_free_func (found, NULL);
  return g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

void
_gesso_library_query_part_async (GessoLibrary *self,
                                 const GessoQuery *query,
                                 GessoQueryPart part,
                                 const char *const *among,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const GessoLibraryOp op = {
    .work = query_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_strfreev,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args = g_new0 (Args, 1);

  args->query = gesso_query_copy (query);
  args->words = split_words (query->text);
  args->part = part;
  args->among = g_strdupv ((char **) among);
  _gesso_library_run (self, gesso_library_query_async, &op, args, cancellable, callback, user_data);
}

/**
 * gesso_library_query_async:
 * @self: a library
 * @query: what to find; copied
 * @cancellable: (nullable): interrupts it
 * @callback: ends with gesso_library_query_finish()
 * @user_data: for @callback
 *
 * Finds every node that matches.
 */
void
gesso_library_query_async (GessoLibrary        *self,
                           const GessoQuery    *query,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);

  _gesso_library_query_part_async (self, query, GESSO_QUERY_PART_ALL, NULL, cancellable, callback,
                                   user_data);
}

/**
 * gesso_library_query_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the ids, newest first
 */
char **
gesso_library_query_finish (GessoLibrary  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_query_async), NULL);

  return _gesso_library_answer (self, result, error);
}
