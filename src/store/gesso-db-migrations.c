/* gesso-db-migrations.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-db-migrations.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "store/gesso-store-error-private.h"

/* "Gsso" in ASCII: tells our file from any other SQLite database. */
#define APPLICATION_ID 1198748527

/* Version 1. Times are microseconds since 1970, money is micro-dollars, ids sort by time. What
 * points to a node or a job that may be removed while its mention stays has no REFERENCES. */
static const char version_1[]
    = "CREATE TABLE meta ("
      "  key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

      "CREATE TABLE projects ("
      "  id TEXT PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL UNIQUE,"
      "  budget_micros INTEGER, note TEXT, created_us INTEGER NOT NULL) WITHOUT ROWID;"

      "CREATE TABLE sessions ("
      "  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES projects (id),"
      "  title TEXT NOT NULL, folder TEXT NOT NULL UNIQUE, current_node TEXT,"
      "  created_us INTEGER NOT NULL, used_us INTEGER NOT NULL, deleted_us INTEGER) WITHOUT ROWID;"
      "CREATE INDEX sessions_by_use ON sessions (used_us);"
      "CREATE INDEX sessions_by_project ON sessions (project_id);"

      "CREATE TABLE blobs ("
      "  digest TEXT PRIMARY KEY, kind TEXT NOT NULL, mime_type TEXT NOT NULL,"
      "  extension TEXT NOT NULL, n_bytes INTEGER NOT NULL, width INTEGER NOT NULL,"
      "  height INTEGER NOT NULL, created_us INTEGER NOT NULL) WITHOUT ROWID;"

      "CREATE TABLE requests ("
      "  id TEXT PRIMARY KEY, json TEXT NOT NULL, prompt TEXT NOT NULL,"
      "  created_us INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE request_blobs ("
      "  request_id TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE, digest TEXT NOT NULL,"
      "  PRIMARY KEY (request_id, digest)) WITHOUT ROWID;"
      "CREATE INDEX request_blobs_by_digest ON request_blobs (digest);"

      "CREATE TABLE jobs ("
      "  id TEXT PRIMARY KEY, request_id TEXT NOT NULL REFERENCES requests (id),"
      "  session_id TEXT NOT NULL REFERENCES sessions (id), base_node TEXT,"
      "  account_id TEXT NOT NULL, account_name TEXT NOT NULL, model TEXT NOT NULL,"
      "  n_wanted INTEGER NOT NULL, estimate_low INTEGER, estimate_high INTEGER,"
      "  state TEXT NOT NULL, position REAL NOT NULL, stage TEXT, task_id TEXT,"
      "  service_request_id TEXT, failure TEXT, owner TEXT NOT NULL, attempt INTEGER NOT NULL,"
      "  created_us INTEGER NOT NULL, sent_us INTEGER NOT NULL, updated_us INTEGER NOT NULL)"
      "  WITHOUT ROWID;"
      "CREATE INDEX jobs_by_state ON jobs (state);"
      "CREATE INDEX jobs_by_request ON jobs (request_id);"
      "CREATE TABLE job_references ("
      "  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,"
      "  node_id TEXT NOT NULL, PRIMARY KEY (job_id, ordinal)) WITHOUT ROWID;"

      "CREATE TABLE stacks ("
      "  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id),"
      "  created_us INTEGER NOT NULL) WITHOUT ROWID;"

      "CREATE TABLE nodes ("
      "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
      "  session_id TEXT NOT NULL REFERENCES sessions (id),"
      "  stack_id TEXT REFERENCES stacks (id), kind TEXT NOT NULL, base_id TEXT,"
      "  job_id TEXT, output_index INTEGER NOT NULL,"
      "  request_id TEXT REFERENCES requests (id),"
      "  digest TEXT NOT NULL REFERENCES blobs (digest), name TEXT, file TEXT,"
      "  width INTEGER NOT NULL, height INTEGER NOT NULL, revised_prompt TEXT, model TEXT,"
      "  account_id TEXT, account_name TEXT, service_request_id TEXT,"
      "  created_us INTEGER NOT NULL, duration_ms INTEGER NOT NULL,"
      "  cost_micros INTEGER, estimate_low INTEGER, estimate_high INTEGER,"
      "  favourite INTEGER NOT NULL, rating INTEGER NOT NULL, note TEXT, deleted_us INTEGER,"
      "  sidecar_dirty INTEGER NOT NULL, UNIQUE (job_id, output_index));"
      "CREATE INDEX nodes_by_bin ON nodes (deleted_us, id);"
      "CREATE INDEX nodes_by_session ON nodes (session_id, id);"
      "CREATE INDEX nodes_by_digest ON nodes (digest);"
      "CREATE INDEX nodes_by_stack ON nodes (stack_id);"
      "CREATE INDEX nodes_by_request ON nodes (request_id);"
      "CREATE INDEX nodes_by_base ON nodes (base_id);"
      "CREATE INDEX nodes_by_dirt ON nodes (row) WHERE sidecar_dirty;"
      "CREATE TABLE node_details ("
      "  row INTEGER PRIMARY KEY REFERENCES nodes (row) ON DELETE CASCADE,"
      "  actual TEXT, usage TEXT, details TEXT);"
      "CREATE TABLE node_references ("
      "  row INTEGER NOT NULL REFERENCES nodes (row) ON DELETE CASCADE, ordinal INTEGER NOT NULL,"
      "  node_id TEXT NOT NULL, PRIMARY KEY (row, ordinal)) WITHOUT ROWID;"

      "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
      "CREATE TABLE node_tags ("
      "  row INTEGER NOT NULL REFERENCES nodes (row) ON DELETE CASCADE,"
      "  tag_id INTEGER NOT NULL REFERENCES tags (id), PRIMARY KEY (row, tag_id)) WITHOUT ROWID;"
      "CREATE INDEX node_tags_by_tag ON node_tags (tag_id);"

      "CREATE TABLE masks ("
      "  id TEXT PRIMARY KEY, node_id TEXT NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,"
      "  name TEXT NOT NULL, digest TEXT NOT NULL REFERENCES blobs (digest),"
      "  created_us INTEGER NOT NULL, UNIQUE (node_id, name)) WITHOUT ROWID;"
      "CREATE INDEX masks_by_digest ON masks (digest);"

      "CREATE TABLE prompts ("
      "  text TEXT PRIMARY KEY, used_us INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX prompts_by_use ON prompts (used_us);"
      "CREATE TABLE saved ("
      "  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,"
      "  created_us INTEGER NOT NULL, UNIQUE (kind, name)) WITHOUT ROWID;"

      "CREATE TABLE costs ("
      "  job_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, account_name TEXT NOT NULL,"
      "  project_id TEXT NOT NULL, session_id TEXT NOT NULL, model TEXT NOT NULL,"
      "  month TEXT NOT NULL, at_us INTEGER NOT NULL, actual_micros INTEGER,"
      "  estimate_low INTEGER, estimate_high INTEGER, n_pictures INTEGER NOT NULL, usage TEXT)"
      "  WITHOUT ROWID;"
      "CREATE INDEX costs_by_time ON costs (at_us);"

      /* The folded text is kept once and indexed from there; parts of words are found by a scan. */
      "CREATE TABLE node_texts ("
      "  row INTEGER PRIMARY KEY REFERENCES nodes (row) ON DELETE CASCADE, folded TEXT NOT NULL);"
      "CREATE VIRTUAL TABLE node_words USING fts5 (folded, content = 'node_texts',"
      "  content_rowid = 'row', prefix = '2 3',"
      "  tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\");"
      "CREATE TRIGGER node_texts_inserted AFTER INSERT ON node_texts BEGIN"
      "  INSERT INTO node_words (rowid, folded) VALUES (new.row, new.folded); END;"
      "CREATE TRIGGER node_texts_deleted AFTER DELETE ON node_texts BEGIN"
      "  INSERT INTO node_words (node_words, rowid, folded) VALUES ('delete', old.row, old.folded);"
      "  END;"
      "CREATE TRIGGER node_texts_updated AFTER UPDATE ON node_texts BEGIN"
      "  INSERT INTO node_words (node_words, rowid, folded) VALUES ('delete', old.row, old.folded);"
      "  INSERT INTO node_words (rowid, folded) VALUES (new.row, new.folded); END;";

static gboolean
to_version_1 (GessoDb  *db,
              GError  **error)
{
  return gesso_db_exec (db, version_1, error);
}

/* Version 2: an edit that was put back into its picture keeps the answer as it came and what was
 * verified about the picture. */
static const char version_2[]
    = "ALTER TABLE nodes ADD COLUMN answer TEXT REFERENCES blobs (digest);"
      "ALTER TABLE nodes ADD COLUMN proof TEXT;"
      "CREATE INDEX nodes_by_answer ON nodes (answer) WHERE answer IS NOT NULL;";

static gboolean
to_version_2 (GessoDb  *db,
              GError  **error)
{
  return gesso_db_exec (db, version_2, error);
}

/* Version 3: the ledger knows what kind of account a line is of, so that credits of several
 * services are never added up, and nobody's prices are learnt from another's. */
static const char version_3[]
    = "ALTER TABLE jobs ADD COLUMN account_kind TEXT NOT NULL DEFAULT '';"
      "ALTER TABLE costs ADD COLUMN account_kind TEXT NOT NULL DEFAULT '';"
      /* Millionths of a credit, out of what the service counted. */
      "ALTER TABLE costs ADD COLUMN credits INTEGER GENERATED ALWAYS AS (CAST (round ("
      "  iif (json_valid (usage), json_extract (usage, '$.credits'), NULL) * 1000000) AS INTEGER))"
      "  VIRTUAL;";

static gboolean
to_version_3 (GessoDb  *db,
              GError  **error)
{
  return gesso_db_exec (db, version_3, error);
}

const GessoDbStep gesso_db_steps[] = {
  to_version_1,
  to_version_2,
  to_version_3,
};
const guint gesso_db_n_steps = G_N_ELEMENTS (gesso_db_steps);

static gboolean
back_up (GessoDb     *db,
         guint        version,
         const char  *folder,
         GError     **error)
{
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *name = g_strdup_printf ("library-v%u-%s.db", version, id);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!gesso_file_make_folder (folder, error))
    {
      _gesso_store_map_error (error, "back up");
      return FALSE;
    }
  if (!gesso_db_run (db, error, "VACUUM INTO ?", "t", path))
    return FALSE;
  if (!gesso_file_sync (path, error) || !gesso_file_sync_folder (folder, error))
    {
      _gesso_store_map_error (error, "back up");
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_step (GessoDb      *db,
          GessoDbStep   step,
          guint         to_version,
          GError      **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %u", to_version);
  gint64 version = 0;

  if (!gesso_db_begin (db, GESSO_DB_DURABLE, error))
    return FALSE;
  /* Another process may have been faster. */
  if (gesso_db_get_int (db, &version, error, "PRAGMA user_version", "")
      && (version >= to_version
          || (step (db, error) && gesso_db_exec (db, pragma, error)
              && gesso_db_exec (db, "PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID),
                                error))))
    return gesso_db_commit (db, error);
  gesso_db_rollback (db);
  return FALSE;
}

/**
 * gesso_db_migrate:
 * @db: a connection
 * @steps: (array length=n_steps): what makes version 1, 2, …
 * @n_steps: the version that is wanted
 * @backup_folder: where a copy is kept before an existing library is changed; made if missing
 * @error: `GESSO_STORE_ERROR_NEWER_VERSION` if the file is beyond @n_steps,
 *   `GESSO_STORE_ERROR_CORRUPT` if it is a database but no library, and others
 *
 * Brings a new or older file to the wanted version, each step in its own durable transaction.
 * After an error the file is at the version of the last step that worked. Database worker only.
 *
 * Returns: %TRUE if the file has the wanted version
 */
gboolean
gesso_db_migrate (GessoDb            *db,
                  const GessoDbStep  *steps,
                  guint               n_steps,
                  const char         *backup_folder,
                  GError            **error)
{
  gint64 version = 0;
  gint64 application = 0;
  gint64 n_tables = 0;

  if (!gesso_db_get_int (db, &version, error, "PRAGMA user_version", "")
      || !gesso_db_get_int (db, &application, error, "PRAGMA application_id", "")
      || !gesso_db_get_int (db, &n_tables, error, "SELECT count(*) FROM sqlite_schema", ""))
    return FALSE;

  if (n_tables > 0 && application != APPLICATION_ID)
    {
      g_set_error_literal (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_CORRUPT,
                           "the database is no library of pictures");
      return FALSE;
    }
  if (version > n_steps)
    {
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NEWER_VERSION,
                   "the library has version %d, this program knows %u", (int) version, n_steps);
      return FALSE;
    }
  if (version > 0 && version < n_steps && !back_up (db, (guint) version, backup_folder, error))
    return FALSE;

  for (guint i = (guint) version; i < n_steps; i++)
    if (!run_step (db, steps[i], i + 1, error))
      {
        g_prefix_error (error, "migration to version %u: ", i + 1);
        return FALSE;
      }
  return TRUE;
}
